"""Whatever a page is made of, it ends as a sound document or a clear refusal."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.opening.web import body, bounds
from app.opening.web.page import read_page
from app.reading.document import Document
from app.reading.failures import OpenFailure

LINE = (
    "The town council closed the old bridge on Monday, three days after an inspection found cracks"
    " in two of its five piers, the mayor said. "
)
PROSE = f"<p>{LINE}</p>" * 3


def read(body: str) -> Document:
    return read_page(f"<html><body>{body}</body></html>", "page.html")


# Each was a way to make a parser or an extractor take minutes, or to make it lose the page.
SHAPES = {
    "deep": lambda: "<div>" * 100_000 + PROSE,
    "deep and inline": lambda: "<p>" + "<span>" * 100_000 + LINE * 2,
    "unclosed": lambda: "<p><b><i><a href=x><td><li>" * 5_000 + PROSE,
    "empty tags": lambda: PROSE + "<b></b>" * 300_000,
    "attributes": lambda: f"<p {' '.join(f'a{n}=x' for n in range(100_000))}>{LINE * 3}",
    "one long line": lambda: f"<p>{LINE * 8_000}",
    "blanks": lambda: f"<p>{LINE * 2}{' ' * 12_000_000}{LINE}",
    "links": lambda: f"<article>{PROSE}" + "<p><a href='/x'>a</a></p>" * 20_000,
    "tables in tables": lambda: PROSE + "<table><tr><td>a<td>" * 500 + LINE,
    "rows": lambda: PROSE + "<table>" + "<tr><td>1<td>cars" * 10_000,
    "breaks": lambda: f"<p>{LINE * 2}" + "<br>" * 50_000 + LINE,
    "lines by breaks": lambda: f"<p>{LINE * 2}" + "Cars a day<br>" * 5_000,
    "data": lambda: f'<script type="application/ld+json">{"[" * 100_000}</script>{PROSE}',
    "cards in cards": lambda: f"<p>{LINE * 2}" + "<span><img><a>x</a><a>y</a><a>z</a>" * 3_000,
    "frames and forms": lambda: PROSE + "<iframe src=x></iframe><form><input></form>" * 3_000,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_page_made_to_hurt_still_gives_its_article(shape: str):
    document = read(SHAPES[shape]())
    assert "cracks in two of its five piers" in document.text
    is_sound(document)


def test_a_page_of_more_tags_than_a_book_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bounds, "MOST_TAGS", 100)
    document = read("".join(f"<p>{LINE.replace('two', str(n))}</p>" for n in range(2, 200)))
    assert document.notice == bounds.CUT
    assert "cracks in 30 of" in document.text
    assert "cracks in 90 of" not in document.text


def test_a_page_too_large_to_weigh_is_read_by_where_its_prose_stands(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(bounds, "MOST_WEIGHED", 40)
    monkeypatch.setattr(body, "_by_trafilatura", lambda *_, **__: pytest.fail("was weighed"))
    menu = "".join(f"<li><a href='/{n}'>Town {n}</a></li>" for n in range(30))
    lines = "".join(f"<p>{LINE.replace('two', str(n))}</p>" for n in range(2, 20))
    document = read(
        f"<nav><ul>{menu}</ul></nav><div id=main>{lines}<h2>What it costs</h2>{lines}</div>"
        "<div id=side><p>Read all about the ferry and the fares in the new year.</p></div>"
    )
    assert document.text.startswith("The town council closed")
    assert "What it costs" in document.text
    assert "Town 3" not in document.text
    assert "all about the ferry" not in document.text


@pytest.mark.parametrize(
    "inserted",
    [
        "<script>PLANTED</script>",
        "<style>PLANTED</style>",
        "<iframe srcdoc='<p>PLANTED</p>'>PLANTED</iframe>",
        "<form><input value=PLANTED><textarea>PLANTED</textarea><button>PLANTED</button></form>",
        "<svg><text>PLANTED</text></svg>",
        "<template><p>PLANTED</p></template>",
        "<noscript><p>PLANTED</p></noscript>",
        "<object>PLANTED</object>",
        "<p onclick='PLANTED()' data-x=PLANTED title=PLANTED></p>",
        "<!-- PLANTED -->",
        "<img src=x onerror=PLANTED>",
    ],
)
def test_nothing_that_a_browser_would_run_or_hide_is_text(inserted: str):
    document = read(f"<article>{PROSE}{inserted}{PROSE.replace('Monday', 'Friday')}</article>")
    assert "PLANTED" not in document.text
    assert "Friday" in document.text
    assert not any("PLANTED" in passage for passage in document.left_out or ())


TAGS = st.sampled_from(
    ["p", "div", "li", "ul", "table", "tr", "td", "b", "em", "a href='/x'", "blockquote", "h2", "q",
     "span hidden", "figure", "figcaption", "section class='caption'", "nav", "aside", "x-y", "br",
     "img alt='T'", "pre", "dl", "dt", "article", "td colspan=3", "i", "script", "title"]
)  # fmt: skip
WORDS = st.sampled_from(
    ["The mayor said so. ", "CLICK HERE", " 2,400 cars ", "\n", "&amp;", "&#0;", "\x00", "\u200b",
     "“It is not safe,”", "Read more: floods", "橋は閉鎖された。", "…", "<!--", "-->", "</div>", "<",
     "Subscribe to continue reading", "\u00ad", "T", "· "]
)  # fmt: skip


def nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag.split()[0]}>",
        TAGS,
        st.lists(inner, max_size=5),
    )


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.lists(st.recursive(WORDS, nested, max_leaves=25), max_size=5), st.booleans())
def test_any_tree_gives_a_sound_document_or_is_refused(parts: list[str], with_prose: bool):
    body = "".join(parts)
    try:
        document = read(f"<article>{PROSE}{body}{PROSE}</article>" if with_prose else body)
    except OpenFailure:
        document = None
    if document is None:
        assert not with_prose
    else:
        is_sound(document)


def is_sound(document: Document) -> None:
    position = 0
    for block in document.blocks:
        assert position <= block.start < block.end
        assert not document.text[position : block.start].strip()
        assert document.text[block.start : block.end].strip()
        assert "\n" not in document.text[block.start : block.end]
        position = block.end
    assert not document.text[position:].strip()
    for stretch in (*document.links, *document.emphases):
        words = document.text[stretch.start : stretch.end]
        assert words == words.strip() != ""
        assert any(b.start <= stretch.start and stretch.end <= b.end for b in document.blocks)
    assert not set(document.text) & set("\x00\u200b\u00ad\r")
    assert document.title
    assert document.left_out is not None
    assert all(passage.strip() for passage in document.left_out)
