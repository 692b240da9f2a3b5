"""A web page opens as its article: the page's own words, its blocks, links and facts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.opening.markup import DEEPEST, flattened, parse
from app.opening.open import open_bytes, open_pasted, open_source
from app.reading.document import BlockKind, Document
from app.reading.failures import OpenFailure

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
    return open_bytes(html.encode(), "page.html", address)


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
    assert open_source(str(file)).outlet == "Valley Courier"


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
            "<form><p>Log in to read on</p><input></form></body></html>"
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
    document = open_pasted("The bridge is shut.\n\nTwo piers", html)
    assert lines(document) == ["The bridge is shut.", "Two piers"]
    assert document.title == "The bridge is shut."


def test_pasted_html_without_words_gives_way_to_the_text():
    document = open_pasted("The bridge is shut, the mayor said.", "<img src='x.png'>")
    assert document.text == "The bridge is shut, the mayor said."


TAGS = st.sampled_from(
    ["<p>", "</p>", "<div>", "</div>", "<li>", "<ul>", "</ul>", "<table><tr><td>", "</td><td>",
     "</table>", "<b>", "</b>", "<br>", "<a href='/x'>", "</a>", "<blockquote>", "<h2>", "</h2>",
     "<span hidden>", "</span>", "<!--", "-->", "&amp;", "&#0;", "\x00", "\u200b", "The mayor said so. ",
     "CLICK HERE", " 2,400 cars ", "\n"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(TAGS, max_size=40))
def test_any_markup_gives_a_sound_document(parts: list[str]):
    document = opened(f"<html><body><article>{PROSE * 3}{''.join(parts)}</article></body></html>")
    position = 0
    for block in document.blocks:
        assert position <= block.start < block.end
        assert document.text[block.start : block.end].strip()
        position = block.end + 1
    for link in document.links:
        assert (
            document.text[link.start : link.end].strip()
            == document.text[link.start : link.end]
            != ""
        )
    assert not set(document.text) & set("\x00\u200b\r")
    assert document.title
