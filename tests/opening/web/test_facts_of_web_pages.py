"""What a page says about itself is read and freed of what does not belong."""

from __future__ import annotations

import json

import pytest

from app.opening.web.bylines import byline, shown_byline
from app.opening.web.dates import published_on, updated_on
from app.opening.web.outlets import outlet_of
from app.reading.document import Document
from tests.opening.ways_in import opened_bytes

PROSE = (
    "<p>The town council closed the old bridge on Monday, three days after an inspection found"
    " cracks in two of its five piers, the mayor said.</p>"
) * 3
ADDRESS = "https://www.courier.example/news/bridge"


def page(head: str, body: str = "", address: str = ADDRESS) -> Document:
    html = f"<html><head>{head}</head><body><article>{body}{PROSE}</article></body></html>"
    return opened_bytes(html.encode(), "page.html", address=address)


def data(**facts: object) -> str:
    stated = {"@context": "https://schema.org", "@type": "NewsArticle", **facts}
    return f'<script type="application/ld+json">{json.dumps(stated)}</script>'


@pytest.mark.parametrize(
    ("stated", "names"),
    [
        ("By Ruth Abara", "Ruth Abara"),
        ("RUTH ABARA and TOM MCLIND", "Ruth Abara, Tom McLind"),
        ("By RUTH ABARA, Courier Staff Writer", "Ruth Abara"),
        ("TOM O'HARA-LIND", "Tom O'Hara-Lind"),
        ("Ruth Abara, Tom Lind, Associated Press", "Ruth Abara, Tom Lind"),
        ("Ruth Abara | Hill Media for courier.example", "Ruth Abara"),
        ("Ruth Abara, MS, RD", "Ruth Abara"),
        ("Ruth E. Abara", "Ruth E. Abara"),
        ("Abara, Ruth", "Ruth Abara"),
        ("Martin Lind, Jr.", "Martin Lind, Jr."),
        ("Ruth Abara ruth@courier.example", ""),
        ("@rabara", ""),
        ("https://www.facebook.com/courier", ""),
        ("admin", ""),
        ("courier-admin", ""),
        ("Valley Courier", ""),
        ("The Associated Press", "The Associated Press"),
        ("Reuters", "Reuters"),
        ("von Ruth Abara und Tom Lind", "Ruth Abara, Tom Lind"),
    ],
)
def test_a_byline_holds_names_and_nothing_else(stated: str, names: str):
    assert byline([[stated]], ["Valley Courier"]) == names


def test_a_person_goes_before_the_house_whatever_states_it_first():
    assert byline([[], ["Reuters"], ["Ruth Abara"]], ["Valley Courier"]) == "Ruth Abara"


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["News", "By Ruth Abara , Tom Lind on Monday, November 4th at 11:08 a.m."], "Ruth Abara, Tom Lind"),
        (["By", "Ruth Abara", "Nov. 4"], "Ruth Abara"),
        (["By Ruth Abara | 4 November 2024"], "Ruth Abara"),
        (["By Monday the bridge was shut and nobody knew for how long."], ""),
        (["By the river", "Home"], ""),
        ([], ""),
    ],
)  # fmt: skip
def test_a_byline_only_shown_is_read(lines: list[str], names: str):
    assert shown_byline(lines, "Valley Courier") == names


def test_the_structured_datas_author_goes_before_the_heads():
    head = '<meta name="author" content="Courier Group">' + data(
        author=[{"@type": "Person", "name": "Ruth Abara"}, {"@type": "Person", "name": "Tom Lind"}]
    )
    assert page(head).byline == "Ruth Abara, Tom Lind"


def test_an_author_named_elsewhere_in_the_data_is_found():
    graph = [
        {"@type": "Article", "author": {"@id": "#p"}, "datePublished": "2024-11-04T08:00:00+00:00"},
        {"@type": "Person", "@id": "#p", "name": "Ruth Abara"},
    ]
    head = f'<script type="application/ld+json">{json.dumps({"@graph": graph})}</script>'
    assert page(head).byline == "Ruth Abara"


@pytest.mark.parametrize(
    "script", ["{", "[" * 5000, '{"@type": 3, "author": {"name": []}}', "null"]
)
def test_broken_data_costs_no_article(script: str):
    assert page(f'<script type="application/ld+json">{script}</script>').text


@pytest.mark.parametrize(
    ("stated", "title", "outlet"),
    [
        (["Valley Courier"], "", "Valley Courier"),
        (["Courier | News | Sport | Weather"], "", "Courier"),
        (["courier"], "", "courier.example"),
        (["courier", "The Courier"], "", "The Courier"),
        (["@courier"], "Bridge closes - The Courier", "The Courier"),
        (
            ["All the news of the valley"],
            "Bridge closes | The Valley Courier",
            "The Valley Courier",
        ),
        (["Hill Press Agency"], "Bridge closes", "Hill Press Agency"),
        ([], "Bridge closes", "courier.example"),
    ],
)
def test_an_outlet_is_named_as_its_readers_know_it(stated: list[str], title: str, outlet: str):
    assert outlet_of(stated, title, ADDRESS) == outlet


def test_an_outlets_initials_are_its_name():
    assert outlet_of(["VC"], "", "https://vc.example/news/1") == "VC"


@pytest.mark.parametrize(
    ("stated", "address", "guess", "published"),
    [
        (["2024-11-04T08:30:00Z"], "", "", "2024-11-04"),
        (["2024-11-05T01:30:00Z"], "https://c.example/2024/11/04/bridge", "", "2024-11-04"),
        (["2024-11-05T01:30:00Z", "2024-11-04T20:30:00-05:00"], "", "", "2024-11-04"),
        (["2024-11-05T01:30:00Z"], "", "2024-11-04", "2024-11-04"),
        (["2024-11-05"], "", "2019-01-01", "2024-11-05"),
        (
            ["0001-01-01T00:00:00Z"],
            "https://c.example/2024/nov/4/bridge",
            "2020-01-01",
            "2024-11-04",
        ),
        (["soon"], "", "2024-11-04", "2024-11-04"),
        ([], "https://c.example/2024/13/40/bridge", "", ""),
        (["20241104"], "", "", "2024-11-04"),
    ],
)
def test_the_day_of_publication_is_the_outlets_own(
    stated: list[str], address: str, guess: str, published: str
):
    assert published_on(stated, address, guess) == published


def test_an_update_is_not_before_publication():
    assert updated_on(["2024-11-06T10:00:00Z", "2024-11-05"], "2024-11-04") == "2024-11-06"
    assert updated_on(["2024-11-01"], "2024-11-04") == ""


def test_both_days_are_read_from_the_page():
    head = (
        '<meta property="article:published_time" content="2024-11-04T08:30:00Z">'
        '<meta property="article:modified_time" content="2024-11-06T08:30:00Z">'
    )
    document = page(head)
    assert (document.published, document.updated) == ("2024-11-04", "2024-11-06")


def test_the_data_tells_the_days_where_the_head_does_not():
    head = data(datePublished="2024-11-04T08:30:00Z", dateModified="2024-11-07T08:30:00Z")
    document = page(head)
    assert (document.published, document.updated) == ("2024-11-04", "2024-11-07")


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ('<link rel="canonical" href="/news/bridge-closed">', "https://www.courier.example/news/bridge-closed"),
        ('<link rel="canonical" href="https://www.courier.example/">', ADDRESS),
        ('<link rel="canonical" href="javascript:x()">', ADDRESS),
        ('<meta property="og:url" content="https://courier.example/a/1">', "https://courier.example/a/1"),
        ("", ADDRESS),
    ],
)  # fmt: skip
def test_a_page_gives_its_own_address_but_not_its_sites(head: str, address: str):
    assert page(head).address == address


@pytest.mark.parametrize(
    ("head", "image"),
    [
        ('<meta property="og:image" content="https://img.example/b.jpg">', "https://img.example/b.jpg"),
        ('<meta property="og:image" content="/b.jpg">', "https://www.courier.example/b.jpg"),
        ('<meta property="og:image" content="data:image/png;base64,xx">', ""),
        ('<meta name="twitter:image" content="https://img.example/t.jpg">', "https://img.example/t.jpg"),
        (data(image={"url": "https://img.example/d.jpg"}), "https://img.example/d.jpg"),
        (data(image=["https://img.example/l.jpg"]), "https://img.example/l.jpg"),
        ("", ""),
    ],
)  # fmt: skip
def test_the_leading_pictures_address_is_read_and_is_a_web_address(head: str, image: str):
    assert page(head).image == image


def test_a_title_sheds_the_name_and_the_motto_of_its_outlet():
    head = (
        '<meta property="og:site_name" content="Courier | News of the valley">'
        "<title>News of the valley: Council closes the old bridge</title>"
    )
    assert page(head).title == "Council closes the old bridge"
