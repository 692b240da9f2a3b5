"""A web page opens as its article: the page's own words, its blocks, links and facts."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.opening.web.markup import DEEPEST, flattened, parse
from app.reading.document import BlockKind, Document
from app.reading.failures import OpenFailure
from tests.opening.ways_in import opened_bytes, opened_paste, opened_source

PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
  <meta charset="utf-8">
  <title>Council closes the old bridge | Valley Courier</title>
  <meta property="og:site_name" content="Valley Courier">
  <meta property="og:title" content="Council closes the old bridge | Valley Courier">
  <meta name="author" content="Ruth Abara">
  <meta property="article:published_time" content="2024-11-04T08:30:00Z">
  <link rel="canonical" href="https://courier.example/news/bridge">
  <style>.x { color: red }</style>
  <script>document.write("SCRIPTED")</script>
</head>
<body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<main><article>
  <h1>Council closes the old bridge</h1>
  <p class="byline">By Ruth Abara</p>
  <div class="story-body">
  <p><span class="dropcap">T</span>he town council closed the old bridge on Monday, three days
     after an <a href="/news/inspection">inspection</a> found cracks in two of its&nbsp;five piers.</p>
  <figure><img src="http://tracker.invalid/bridge.jpg" alt="The bridge">
    <figcaption>The old bridge in May. Photo: Tom Lind</figcaption></figure>
  <p>“It is not safe,” said the mayor, <a href="/people/okafor"><b>Ada</b> Okafor</a>, who had asked
     for the inspection in the spring and waited <em>five</em> months for it to happen.</p>
  <div class="related"><h3>Related stories</h3><ul>
    <li><a href="/a">Ferry fares to rise in the new year</a></li>
    <li><a href="/b">A century of floods in pictures</a></li></ul></div>
  <h2>What it costs</h2>
  <p>The county expects to spend $2.3 million on repairs, according to its engineer, Piet Mol.
     <q>Steel is dear this year</q>, he told the council on Monday evening.</p>
  <ul><li>Two piers have to be rebuilt from the river bed up.</li>
      <li>One bearing is rusted through and will be replaced.</li></ul>
  <blockquote><p>The bridge has stood for ninety years and owes nobody anything.</p>
    <blockquote><p>It was never meant for lorries, as its builder wrote.</p></blockquote></blockquote>
  <table><tr><th>Year</th><th>Cars a day</th></tr><tr><td>1990</td><td>900</td></tr>
    <tr><td>2024</td><td>2,400</td></tr></table>
  <p style="display:none">HIDDEN words that nobody who looks at the page can see at all.</p>
  <p>Sign up for our morning newsletter and never miss a story.</p>
  <p>The ferry, which had been idle since the autumn, began to run an hour after the vote.</p>
  </div>
</article></main>
<footer><p>© 2024 Valley Courier. All rights reserved.</p></footer>
</body></html>
"""

PROSE = (
    "<p>The town council closed the old bridge on Monday, three days after an inspection found"
    " cracks in two of its five piers, the mayor said.</p>"
)


def opened(html: str, address: str = "") -> Document:
    return opened_bytes(html.encode(), "page.html", address=address)


def lines(document: Document, kind: BlockKind | None = None) -> list[str]:
    return [
        document.text[block.start : block.end]
        for block in document.blocks
        if kind is None or block.kind is kind
    ]


@pytest.fixture(scope="module")
def document() -> Document:
    return opened(PAGE)


def test_the_pages_facts_are_read(document: Document):
    assert document.title == "Council closes the old bridge"
    assert document.byline == "Ruth Abara"
    assert document.outlet == "Valley Courier"
    assert document.published == "2024-11-04"
    assert document.language == "en"
    assert document.address == "https://courier.example/news/bridge"
    assert document.original is not None
    assert document.original.media_type == "text/html"
    assert document.original.content == PAGE.encode()


def test_the_article_is_kept_whole_and_in_order(document: Document):
    assert lines(document, BlockKind.PARAGRAPH) == [
        (
            "The town council closed the old bridge on Monday, three days after an inspection found"
            " cracks in two of its five piers."
        ),
        (
            "“It is not safe,” said the mayor, Ada Okafor, who had asked for the inspection in the"
            " spring and waited five months for it to happen."
        ),
        (
            "The county expects to spend $2.3 million on repairs, according to its engineer, Piet Mol."
            " “Steel is dear this year”, he told the council on Monday evening."
        ),
        "The ferry, which had been idle since the autumn, began to run an hour after the vote.",
    ]


def test_headings_lists_quotes_and_tables_are_told_apart(document: Document):
    assert lines(document, BlockKind.HEADING) == ["What it costs"]
    assert lines(document, BlockKind.LIST_ITEM) == [
        "Two piers have to be rebuilt from the river bed up.",
        "One bearing is rusted through and will be replaced.",
    ]
    assert lines(document, BlockKind.QUOTE) == [
        "The bridge has stood for ninety years and owes nobody anything.",
        "It was never meant for lorries, as its builder wrote.",
    ]
    assert [b.level for b in document.blocks if b.kind is BlockKind.QUOTE] == [1, 2]
    assert lines(document, BlockKind.TABLE) == ["Year\tCars a day", "1990\t900", "2024\t2,400"]
    assert {b.level for b in document.blocks if b.kind is BlockKind.HEADING} == {2}


def test_what_is_not_the_article_is_left_out(document: Document):
    for words in ("Home", "Ferry fares", "SCRIPTED", "HIDDEN", "By Ruth", "All rights"):
        assert words not in document.text
    assert "Council closes" not in document.text


def test_a_captions_picture_stays_where_it_stood(document: Document):
    assert lines(document, BlockKind.CAPTION) == ["The old bridge in May. Photo: Tom Lind"]


def test_a_call_between_paragraphs_is_boilerplate(document: Document):
    assert lines(document, BlockKind.BOILERPLATE) == [
        "Sign up for our morning newsletter and never miss a story."
    ]


def test_links_carry_the_words_they_stand_on_and_absolute_addresses(document: Document):
    links = {document.text[link.start : link.end]: link.address for link in document.links}
    assert links == {
        "inspection": "https://courier.example/news/inspection",
        "Ada Okafor": "https://courier.example/people/okafor",
    }


def test_blocks_are_joined_by_single_line_breaks(document: Document):
    assert document.text == "\n".join(lines(document))
    assert document.text.split() == " ".join(lines(document)).split()


def test_a_link_that_is_no_web_address_is_not_kept():
    html = (
        PROSE * 3 + '<p>The mayor said it was <a href="javascript:x()">not safe</a> to cross.</p>'
    )
    assert opened(f"<html><body><article>{html}</article></body></html>").links == ()


def test_a_saved_page_is_told_by_its_content(tmp_path: Path):
    file = tmp_path / "saved.txt"
    file.write_text(PAGE, encoding="utf-8")
    assert opened_source(str(file)).outlet == "Valley Courier"


def test_prose_that_mentions_a_tag_is_plain_text():
    text = "The <b> tag, the council's clerk said, does not belong in the minutes of a meeting."
    assert opened(text).text == text


def test_a_hover_card_beside_a_name_is_left_out():
    card = (
        '<span><a href="/p">Ada Okafor</a><span><img src="o.jpg"><a href="/p">Ada Okafor</a>'
        '<a href="/1">Mayor asks county for help</a><a href="/2">MORE</a></span></span>'
    )
    html = f"<html><body><article>{PROSE * 3}<p>The mayor, {card} (Ind.), said that the bridge was not safe to cross and had to be closed.</p></article></body></html>"
    assert "The mayor, Ada Okafor (Ind.), said" in opened(html).text


def test_a_bold_line_of_its_own_is_a_heading():
    body = (
        f"{PROSE * 2}<p><strong>What happens next</strong></p>{PROSE.replace('Monday', 'Friday')}"
    )
    found = opened(f"<html><body><article>{body}</article></body></html>")
    assert lines(found, BlockKind.HEADING) == ["What happens next"]


def test_a_pull_quote_that_repeats_the_article_is_left_out():
    second = "<p>“We were lucky that nobody was hurt, and I do not mean to be lucky twice,” she said.</p>"
    pull = "<aside><p>We were lucky that nobody was hurt, and I do not mean to be lucky twice</p></aside>"
    body = f"{PROSE * 2}{second}{pull}{PROSE.replace('Monday', 'Friday')}"
    found = opened(f"<html><body><article>{body}</article></body></html>")
    assert found.text.count("lucky that nobody was hurt") == 1


@pytest.mark.parametrize(
    "html",
    [
        "<html><body></body></html>",
        "<!DOCTYPE html><html><head><title>Nothing</title></head></html>",
        (
            "<html><body><nav><a href='/'>Home</a><a href='/s'>Sport</a></nav>"
            "<form><p>Find a town near you</p><input></form></body></html>"
        ),
        "<html><body><script>var article = 'The council closed the bridge.'</script></body></html>",
    ],
)
def test_a_page_without_an_article_is_refused(html: str):
    with pytest.raises(OpenFailure) as caught:
        opened(html)
    assert caught.value.reason == "There is no article in this page."
    assert caught.value.advice


def test_a_page_nested_absurdly_deep_keeps_its_words():
    deep = f"<html><body>{'<div>' * 20_000}{PROSE * 3}{'</div>' * 20_000}</body></html>"
    assert "cracks in two of its five piers" in opened(deep).text


def test_flattening_bounds_the_depth_and_keeps_the_text():
    tree = parse(flattened(f"<html><body>{'<div>x' * 1000}</body></html>"))
    assert tree is not None
    depth, element = 0, tree.find("body")
    while element is not None:
        depth, element = depth + 1, element.find("div")
    assert depth <= DEEPEST
    assert tree.text_content().count("x") == 1000


def test_entities_of_a_document_type_are_not_expanded():
    html = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><article>{PROSE * 3}<p>&x; The ferry began to run an hour after the vote.</p></article></body></html>'
    assert "root:" not in opened(html).text


def test_a_copied_part_of_a_page_is_taken_whole():
    html = '<meta charset="utf-8"><p>The bridge is <b>shut</b>.</p><ul><li>Two piers</li></ul>'
    document = opened_paste("The bridge is shut.\n\nTwo piers", html)
    assert lines(document) == ["The bridge is shut.", "Two piers"]
    assert document.title == "The bridge is shut."


def test_pasted_html_without_words_gives_way_to_the_text():
    document = opened_paste("The bridge is shut, the mayor said.", "<img src='x.png'>")
    assert document.text == "The bridge is shut, the mayor said."


def article(*parts: str) -> Document:
    """Open a page with these parts between paragraphs of prose."""
    end = PROSE.replace("Monday", "Friday").replace("town", "city")
    return opened(
        "<html><head><title>Council closes the old bridge</title>"
        '<link rel="canonical" href="https://courier.example/news/bridge"></head>'
        f"<body><article>{PROSE}{''.join(parts)}{end}</article></body></html>"
    )


def emphasised(document: Document, *, strong: bool) -> list[str]:
    return [
        document.text[emphasis.start : emphasis.end]
        for emphasis in document.emphases
        if emphasis.strong is strong
    ]


def test_emphasis_keeps_its_words():
    found = article(
        "<p>The mayor called it <em>a disgrace</em>, and <strong>every <i>single</i> pier</strong>"
        " unsafe, as <cite>The Courier</cite> reported on <b>Tuesday</b>.</p>"
    )
    assert emphasised(found, strong=False) == ["a disgrace", "single", "The Courier"]
    assert emphasised(found, strong=True) == ["every single pier", "Tuesday"]


def test_a_paragraph_all_in_bold_is_emphasis_over_its_block():
    words = "The ferry will run until the council has decided, the mayor said on Monday evening."
    found = article(f"<p><b>{words}</b></p>")
    assert emphasised(found, strong=True) == [words]
    assert words in lines(found, BlockKind.PARAGRAPH)


def test_headings_and_drop_caps_are_no_emphasis():
    found = article(
        "<h2><strong>What it <em>costs</em></strong></h2>",
        "<p><b>T</b>he county expects to spend two million on repairs, its engineer said.</p>",
    )
    assert found.emphases == ()
    assert lines(found, BlockKind.HEADING) == ["What it costs"]
    assert "The county expects" in found.text


def test_a_drop_cap_that_is_a_picture_is_read():
    found = article(
        '<p><img src="t.png" alt="T">he county expects to spend two million on repairs.</p>'
    )
    assert "The county expects to spend" in found.text


def test_a_tables_cells_stand_in_their_columns_with_their_links():
    found = article(
        "<table><tr><td></td><th>1990</th><th>2024</th></tr>"
        '<tr><th>Cars <span hidden>x</span></th><td>900</td><td><a href="/c">2,<b>400</b></a></td></tr>'
        "<tr><th colspan=2>Lorries</th><td>forbidden</td></tr></table>"
    )
    assert lines(found, BlockKind.TABLE) == [
        "\t1990\t2024",
        "Cars\t900\t2,400",
        "Lorries\t\tforbidden",
    ]
    assert [found.text[link.start : link.end] for link in found.links] == ["2,400"]
    assert emphasised(found, strong=True) == ["400"]


def test_a_line_in_italics_under_a_picture_is_its_caption():
    found = article(
        '<p><img src="b.jpg"><br><em>The old bridge as it stood before the flood in May.</em></p>'
    )
    assert lines(found, BlockKind.CAPTION) == [
        "The old bridge as it stood before the flood in May."
    ]


def test_lines_that_begin_anew_are_lines_of_their_own():
    found = article("<p>June 9 – Old Bridge<br>June 10 – New Ferry<br>June 14 – Town Hall</p>")
    assert {"June 9 – Old Bridge", "June 10 – New Ferry", "June 14 – Town Hall"} <= set(
        lines(found)
    )


def test_prose_broken_by_hand_stays_one_paragraph():
    found = article("<p>The ferry, which had been<br>idle since the autumn, began<br>to run.</p>")
    assert "The ferry, which had been idle since the autumn, began to run." in lines(found)


def test_a_crosshead_that_only_its_class_makes_one_is_a_heading():
    found = article('<div class="story_subhead">Who will pay</div>')
    assert "Who will pay" in lines(found, BlockKind.HEADING)


RELATED = '<p><a href="/floods">A century of floods in pictures</a></p>'


def test_a_related_story_between_paragraphs_is_seen_and_set_aside():
    found = article(RELATED)
    assert lines(found, BlockKind.BOILERPLATE) == ["A century of floods in pictures"]
    assert "A century of floods in pictures" not in (found.left_out or ())


def test_a_call_in_a_box_among_the_paragraphs_is_seen_and_set_aside():
    found = article(
        '<div class="newsletter-signup"><p>Never miss a story: join 4,000 readers.</p></div>'
    )
    assert lines(found, BlockKind.BOILERPLATE) == ["Never miss a story: join 4,000 readers."]


def test_a_single_related_story_that_the_page_puts_aside_is_left_out():
    found = article('<aside><a href="/floods">A century of floods in pictures</a></aside>')
    assert lines(found, BlockKind.BOILERPLATE) == []
    assert found.left_out is not None
    assert "A century of floods in pictures" in found.left_out


def test_a_run_of_related_stories_is_left_out_and_told():
    found = article(*(RELATED.replace("A century", f"{number} centuries") for number in range(5)))
    assert lines(found, BlockKind.BOILERPLATE) == []
    assert found.left_out is not None
    assert "3 centuries of floods in pictures" in found.left_out


def test_what_was_left_out_is_told_in_order(document: Document):
    assert document.left_out == (
        "Home · Sport",
        "By Ruth Abara",
        "Related stories",
        "Ferry fares to rise in the new year",
        "A century of floods in pictures",
        "© 2024 Valley Courier. All rights reserved.",
    )


def test_long_passages_left_out_are_shortened_and_counted():
    menu = "".join(
        f"<li><a href='/{n}'>The town of number {n} and its news</a></li>" for n in range(900)
    )
    found = opened(
        f"<html><body><article>{PROSE * 3}</article><nav><ul>{menu}</ul></nav>"
        f"<footer><p>{'The courier is printed in the valley. ' * 20}</p></footer></body></html>"
    )
    assert found.left_out is not None
    assert len(found.left_out) == 400
    shorter = opened(
        f"<html><body><article>{PROSE * 3}</article>"
        f"<footer><p>{'The courier is printed in the valley. ' * 20}</p></footer></body></html>"
    ).left_out
    assert shorter is not None
    assert shorter[0].startswith("The courier is printed")
    assert shorter[0].endswith("…")
    assert len(shorter[0]) <= 300


def test_nothing_of_a_copied_part_is_left_out():
    assert opened_paste("The bridge is shut.", "<p>The bridge is shut.</p>").left_out == ()


def test_icons_and_tips_are_no_words_of_the_article():
    found = article(
        '<p>The ferry<i class="material-icons">directions_boat</i> began to run<span role="tooltip">'
        'Timetable</span> an hour after the <span class="tooltip">vote<span class="tooltiptext">Nine'
        " to two</span></span>, its owner said.</p>"
    )
    assert "The ferry began to run an hour after the vote, its owner" in found.text


def test_a_label_is_parted_from_the_words_beside_it():
    found = article(
        '<p><span class="flag">Updated</span>Police have closed both ends of the bridge, and a'
        ' <span class="name">ferry</span>man named Mc<span class="name">Lind</span> waits.</p>'
    )
    assert "Updated Police have closed" in found.text
    assert "a ferryman named McLind waits" in found.text


def test_the_number_of_a_note_does_not_grow_to_the_number_before_it():
    found = article(
        '<p>In 2021<sup><a href="#n3">3</a></sup> the bridge carried 900<a href="#n4"><sup>4</sup></a>'
        " cars a day over 400 m<sup>2</sup> of water, its engineer said.</p>"
    )
    assert "In 2021[3] the bridge carried 900[4] cars a day over 400 m2 of water" in found.text


def test_links_hidden_off_the_screen_are_left_out():
    found = article(
        '<div style="position:absolute; left:-9999px"><a href="https://spam.example">Free themes</a></div>'
    )
    assert "Free themes" not in found.text
