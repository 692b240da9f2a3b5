"""An extractor is a witness: the page's own blocks are kept where it has their words, and what
plainly belongs between them.
"""

from __future__ import annotations

from app.opening.web.blocks import Draft, read_blocks
from app.opening.web.markup import parse
from app.opening.web.selecting import Found, select
from app.reading.document import BlockKind

FIRST = "The town council closed the old bridge on Monday after an inspection found cracks in it."
LOST = "The discovery was told in a report that two engineers published a week before."
THIRD = "The county expects to spend two million on repairs, according to its engineer."
LAST = "The ferry, which had been idle since the autumn, began to run an hour after the vote."


def found(html: str, *said: str) -> Found:
    """Select from a page where an extractor has returned the lines `said`."""
    tree = parse(f"<html><body>{html}</body></html>")
    assert tree is not None
    page = read_blocks(tree, "https://courier.example/news/bridge")
    witness = [Draft(BlockKind.PARAGRAPH, line) for line in said or (FIRST, THIRD, LAST)]
    return select(page, witness, "courier")


def kept(html: str, *said: str) -> list[str]:
    return [f"{draft.kind.value}: {draft.text}" for draft in found(html, *said).article]


def between(inserted: str) -> list[str]:
    """Return what is kept of `inserted` between paragraphs the extractor has."""
    lines = kept(f"<article><p>{FIRST}</p>{inserted}<p>{THIRD}</p><p>{LAST}</p></article>")
    assert lines[0] == f"paragraph: {FIRST}"
    assert lines[-2:] == [f"paragraph: {THIRD}", f"paragraph: {LAST}"]
    return lines[1:-2]


def test_prose_the_extractor_lost_is_kept():
    assert between(f"<p>{LOST}</p>") == [f"paragraph: {LOST}"]


def test_a_short_line_without_links_is_kept():
    assert between("<p>Our ruling</p>") == ["paragraph: Our ruling"]


def test_a_line_to_another_site_is_kept_and_one_to_the_own_is_set_aside():
    assert between('<p><a href="https://shop.example/1">Paint for 39.99</a></p>') == [
        "paragraph: Paint for 39.99"
    ]
    assert between('<p><a href="https://shop.courier.example/1">Paint for 39.99</a></p>') == [
        "boilerplate: Paint for 39.99"
    ]


def test_prose_in_boxes_made_alike_is_kept():
    box = '<div class="card"><div class="text"><p>{}</p></div></div>'
    lines = [FIRST, LOST, THIRD, LAST]
    assert kept("".join(map(box.format, lines))) == [f"paragraph: {line}" for line in lines]


def test_prose_in_a_box_of_another_make_is_left():
    assert between(f'<div class="promo"><div><p>{LOST}</p><p>{LOST} It is.</p></div></div>') == []


def test_prose_before_the_first_line_the_extractor_has_is_kept_with_its_heading():
    html = f"<article><p>{LOST}</p><h2>The decision</h2><p>{FIRST}</p><p>{THIRD}</p><p>{LAST}</p></article>"
    assert kept(html)[:2] == [f"paragraph: {LOST}", "heading: The decision"]


def test_prose_after_the_last_line_the_extractor_has_is_left():
    html = f"<article><p>{FIRST}</p><p>{THIRD}</p><p>{LAST}</p><p>{LOST}</p></article>"
    assert f"paragraph: {LOST}" not in kept(html)


def test_an_embedded_post_the_extractor_lost_is_kept():
    post = f"<div class=embed><blockquote><p>{LOST}</p></blockquote></div>"
    assert between(post) == [f"quote: {LOST}"]


def test_an_embedded_post_is_kept_though_the_article_quotes_it():
    post = f'<div class="embed"><blockquote><p>{THIRD} <a href="https://t.example/1">t.example</a></p></blockquote></div>'
    assert between(post) == [f"quote: {THIRD} t.example"]


def test_a_pull_quote_is_neither_kept_nor_told():
    html = (
        f"<article><p>{FIRST}</p><div><blockquote>{THIRD}</blockquote></div>"
        f"<p>{THIRD} He said so twice.</p><p>{LAST}</p></article>"
    )
    result = found(html)
    assert [draft.kind for draft in result.article] == [BlockKind.PARAGRAPH] * 3
    assert len(result.page) == 3


def test_a_heading_is_kept_where_a_block_of_the_article_follows():
    assert between("<div class=head><h3>Who will pay</h3></div>") == ["heading: Who will pay"]
    assert between("<h3>Who will pay</h3><p>Photo: Tom Lind</p>")[0] == "heading: Who will pay"
    html = f"<article><p>{FIRST}</p><p>{THIRD}</p><p>{LAST}</p><h3>Most read</h3></article>"
    assert "heading: Most read" not in kept(html)


def test_a_caption_among_the_paragraphs_is_kept():
    figure = "<figure><div><img src=x><figcaption>{}</figcaption></div></figure>"
    assert between(figure.format("The bridge in May")) == ["caption: The bridge in May"]
    assert between(figure.format("Advertisement")) == []


def test_a_table_is_kept_whole_where_the_extractor_has_most_of_its_rows():
    rows = ["1990 counted nine hundred cars", "2024 counted far more than two thousand cars"]
    html = (
        f"<article><p>{FIRST}</p><table><tr><td>Year<td>Cars a day that were counted on it</tr>"
        "<tr><td>1990<td>counted nine hundred cars</tr>"
        f"<tr><td>2024<td>counted far more than two thousand cars</tr></table><p>{LAST}</p></article>"
    )
    assert sum(line.startswith("table") for line in kept(html, FIRST, *rows, LAST)) == 3
    assert sum(line.startswith("table") for line in kept(html, FIRST, rows[0], LAST)) == 1


def test_a_head_or_a_slides_name_that_stands_twice_is_kept_once():
    head = "<tr><td>Year<td>Cars a day</tr>"
    row = "<tr><td>1990<td>counted nine hundred cars</tr>"
    html = (
        f"<article><p>{FIRST}</p><h2>The flood</h2><h2>The flood</h2><p>{THIRD}</p>"
        f"<table>{head}{head}{row}{row}</table><p>{LAST}</p></article>"
    )
    lines = kept(html, FIRST, THIRD, "Year Cars a day", "1990 counted nine hundred cars", LAST)
    assert lines.count("heading: The flood") == 1
    assert lines.count("table: Year\tCars a day") == 1
    assert lines.count("table: 1990\tcounted nine hundred cars") == 2


RELATED = '<p><a href="/{0}">The story number {0}</a></p>'


def test_up_to_three_lines_are_shown_set_aside_and_longer_runs_are_left():
    assert len(between("".join(map(RELATED.format, range(3))))) == 3
    assert between("".join(map(RELATED.format, range(4)))) == []


def test_a_box_of_two_lines_is_shown_set_aside_and_a_larger_one_is_left():
    assert len(between(f'<div class="box">{RELATED.format(1)}{RELATED.format(2)}</div>')) == 2
    boxes = "".join(map(RELATED.format, range(3)))
    assert between(f'<div class="box">{boxes}</div>') == []


def test_what_the_page_itself_puts_aside_is_left():
    assert between(f"<aside>{RELATED.format(1)}</aside>") == []
    assert between(f"<nav>{RELATED.format(1)}</nav>") == []
