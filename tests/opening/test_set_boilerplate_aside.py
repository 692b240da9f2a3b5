"""Lines that do not belong to the article are set aside; lines of the article never are."""

from __future__ import annotations

import pytest

from app.opening.boilerplate import boilerplate_kind, is_foreign_headline
from app.opening.plain import read_plain
from app.reading.document import BlockKind


@pytest.mark.parametrize(
    "line",
    [
        "CLICK HERE FOR MORE FROM THE VALLEY COURIER",
        "Click here to see the full map.",
        "Read more: How the bridge was built",
        "More great Courier stories",
        "Related roundup: Bridges",
        "The council meets again on Monday. Sign up here to get the newsletter every morning.",
        "The map is in the paper, twelve pages for 2.50 – Click here for more information",
        "Floods in the valley [INSIGHT] Ferry fares to rise [VIDEO]",
        "Facebook Twitter WhatsApp",
        "Whatsapp | E-mail | Print",
        "Advert",
        "Filed under: Bridges |",
        "Tags: bridges, council, ferry",
        "Tag: courier.example",
        "Contributing: Tom Lind",
        "4/11/2024 – Posted by: Ruth Abara – Category: Bridges – Tags: council",
        "READ MORE ABOUT THE BRIDGE",
        "RELATED: A century of floods",
        "See also: Ferry timetable",
        "Related stories",
        "More from the Valley Courier",
        "Sign up for our morning newsletter and never miss a story.",
        "Get the day’s top stories delivered to your inbox.",
        "Subscribe to continue reading",
        "Advertisement",
        "Story continues below advertisement",
        "Follow us on Facebook and Instagram",
        "Follow Ruth Abara on Twitter @rabara",
        "Share this article",
        "12 Comments",
        "© 2024 Valley Courier. All rights reserved.",
        "Copyright 2024 The Valley Courier",
        "This material may not be published, broadcast, rewritten or redistributed.",
        "Updated Nov. 3, 2024 at 5:40 p.m.",
        "Got a tip? Write to us.",
        "Write to Ruth Abara at ruth@courier.example",
        "(Reporting by Ruth Abara; Editing by Tom Lind)",
        "Tom Lind contributed to this report.",
    ],
)
def test_calls_links_and_notices_are_boilerplate(line: str):
    assert boilerplate_kind(line) is BlockKind.BOILERPLATE


@pytest.mark.parametrize(
    "line",
    [
        "(Image credit: Ruth Abara)",
        "Photo: Ruth Abara/Valley Courier",
        "FILE - Mayor Ada Okafor stands on the old bridge in May.",
        "Mayor Ada Okafor stands on the old bridge in May. (AP Photo/Tom Lind)",
    ],
)
def test_credits_and_picture_lines_are_captions(line: str):
    assert boilerplate_kind(line) is BlockKind.CAPTION


@pytest.mark.parametrize(
    "line",
    [
        "Read the report, the mayor said, and you will see why the bridge had to close.",
        "Share prices of the builder fell 4 percent on Tuesday.",
        "More and better stories were told on the ferry than in the council.",
        "Ask the clerk. Click here, he said, and then there.",
        "“We have waited long enough,” the mayor said. [APPLAUSE]",
        "Contributing to the damage was the salt that is spread on it in winter.",
        "Facebook and Twitter took the pictures down on Monday.",
        "Tags: they hung from every rivet, and each bore a number.",
        "Topics: the bridge, the ferry, and who pays. The council took them in turn.",
        "Follow the money, an auditor told the council, and the rust explains itself.",
        "Watch groups counted 2,400 cars a day on the bridge.",
        "More than 300 people signed up for the newsletter about the bridge, the county said.",
        "Sign-up sheets lay on the table when the council met.",
        "Comments from residents filled two hours.",
        "Advertisements for the ferry now hang at both ends of the bridge.",
        "Copyright law does not cover the plans, the court ruled.",
        "“Click here,” the page had told them, and 40 people did.",
        "Photographs show cracks as wide as a hand, the engineer said.",
        "Updated plans will be shown in April, and work could begin in June.",
        "Email traffic between the two offices stopped on May 3, the report says.",
        "Related costs came to $2.3 million.",
        "The source: a leak in the archive, according to two officials.",
        "Support for the mayor’s plan grew to 61 percent, the poll found.",
    ],
)
def test_prose_that_begins_alike_stays_in_the_article(line: str):
    assert boilerplate_kind(line) is None
    assert not is_foreign_headline(line)


@pytest.mark.parametrize(
    "line",
    [
        "GOVERNOR VOWS TO REBUILD COUNTY’S OLDEST BRIDGE BY SPRING",
        "MAYOR SLAMS FERRY OPERATOR",
    ],
)
def test_another_storys_headline_in_capitals_is_told(line: str):
    assert is_foreign_headline(line)


@pytest.mark.parametrize(
    "line",
    [
        "WHAT HAPPENS NEXT",
        "OKAFOR: WELL, WE HAD NO CHOICE BUT TO CLOSE IT",
        "CHAPTER 3 THE LONG WINTER OF THE BRIDGE BUILDERS",
        "WHO PAYS FOR THE NEW BRIDGE AND WHEN?",
        "THE COUNCIL CLOSED THE OLD BRIDGE ON MONDAY MORNING.",
        "Governor vows to rebuild the county’s oldest bridge by spring",
        "文章 橋 市長 検査 亀裂 春 閉鎖",
    ],
)
def test_what_structures_or_tells_the_article_is_not(line: str):
    assert not is_foreign_headline(line)


def test_headlines_between_paragraphs_are_set_aside_and_the_rest_kept():
    prose = "The council closed the bridge on Monday, and the ferry began to run an hour later."
    document = read_plain(
        f"{prose}\nGOVERNOR VOWS TO REBUILD COUNTY’S OLDEST BRIDGE BY SPRING\n{prose}\n"
        f"CLICK HERE FOR MORE FROM THE VALLEY COURIER\n{prose}\n",
        "x",
    )
    assert [block.kind.value for block in document.blocks] == [
        "paragraph",
        "boilerplate",
        "paragraph",
        "boilerplate",
        "paragraph",
    ]


def test_a_text_all_in_capitals_keeps_its_lines():
    lines = ["THE COUNCIL CLOSED THE OLD BRIDGE ON MONDAY", "THE FERRY BEGAN TO RUN AN HOUR LATER"]
    document = read_plain("\n".join(lines * 3), "x")
    assert BlockKind.BOILERPLATE not in {block.kind for block in document.blocks}


def test_a_text_that_sets_its_own_headings_in_capitals_keeps_them_all():
    prose = "The council closed the bridge on Monday, and the ferry began to run an hour later."
    headings = ["THE DECISION", "THE FERRY", "WHAT THE NEW BRIDGE WOULD COST THE COUNTY"]
    document = read_plain("\n\n".join(f"{heading}\n\n{prose}" for heading in headings), "x")
    assert BlockKind.BOILERPLATE not in {block.kind for block in document.blocks}
