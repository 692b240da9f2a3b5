"""A page's pictures are those of its article, each once and where it stands."""

from __future__ import annotations

import pytest

from app.opening.web.fragment import read_fragment
from app.opening.web.metadata import Facts
from app.reading.document import Document
from tests.opening.ways_in import opened_bytes

PLACE = "https://courier.example/news/bridge"

FIRST = (
    "<p>The town council closed the old bridge on Monday, three days after an inspection found"
    " cracks in two of its five piers, the mayor said.</p>"
)
SECOND = (
    "<p>The ferry, which had been idle since the autumn, began to run an hour after the vote and"
    " carried forty people before it was dark.</p>"
)
THIRD = (
    "<p>The county expects to spend $2.3 million on repairs, according to its engineer, Piet Mol,"
    " who spoke to the council in the evening.</p>"
)


def opened(body: str, head: str = "") -> Document:
    html = (
        f"<html lang=en><head><title>Bridge shut</title>{head}</head><body><main><article>"
        f"<h1>Bridge shut</h1><div class=story>{body}</div></article></main></body></html>"
    )
    return opened_bytes(html.encode(), "page.html", address=PLACE)


def told(document: Document) -> list[tuple[str, str, str]]:
    """Return each picture with the first words of what stands below it."""
    return [
        (picture.address, picture.alt, document.text[picture.at :][:9])
        for picture in document.pictures
    ]


def addresses(body: str, head: str = "") -> list[str]:
    return [picture.address for picture in opened(body, head).pictures]


def test_pictures_stand_above_the_block_they_stood_above():
    document = opened(
        f'{FIRST}<figure><img src="/a/ferry.jpg" alt=" The  ferry "><figcaption>Afloat since May.'
        f" Photo: Tom Lind</figcaption></figure>{SECOND}<p><img src=/a/mol.png alt='Piet Mol'></p>"
        f'{THIRD}<img src="https://img.example/last.webp">'
    )
    assert told(document) == [
        ("https://courier.example/a/ferry.jpg", "The ferry", "Afloat si"),
        ("https://courier.example/a/mol.png", "Piet Mol", "The count"),
        ("https://img.example/last.webp", "", ""),
    ]
    assert document.pictures[-1].at == len(document.text)


def test_the_text_is_the_same_with_pictures_and_without():
    picture = "<figure><img src=/a/ferry.jpg alt=Ferry></figure>"
    bare, shown = opened(FIRST + SECOND + THIRD), opened(FIRST + picture + SECOND + picture + THIRD)
    assert (shown.text, shown.blocks) == (bare.text, bare.blocks)
    assert shown.extractor == bare.extractor


@pytest.mark.parametrize(
    ("image", "address"),
    [
        ('<img src="data:image/gif;base64,R0lG" data-src="/a/lazy.jpg">', "/a/lazy.jpg"),
        ('<img data-original="/a/lazy.jpg">', "/a/lazy.jpg"),
        (
            (
                '<img src="/a/b-300.jpg" srcset="/a/b-300.jpg 300w, /a/b-1280.jpg 1280w,'
                ' /a/b-4000.jpg 4000w">'
            ),
            "/a/b-1280.jpg",
        ),
        ('<img src="/a/b.jpg" srcset="/a/b.jpg 1x, /a/b2.jpg 2x">', "/a/b.jpg"),
        ('<img data-srcset="/a/w_1,h_2/b.jpg 900w, /a/w_3,h_4/b.jpg 1100w">', "/a/w_3,h_4/b.jpg"),
        (
            (
                '<picture><source type="image/avif" srcset="/a/b.avif 1200w"><source'
                ' srcset="/a/b.webp 1200w"><img alt=""></picture>'
            ),
            "/a/b.webp",
        ),
        (
            (
                '<img class=lazy src="data:image/gif;base64,R0lG"><noscript><img src="/a/b.jpg">'
                "</noscript>"
            ),
            "/a/b.jpg",
        ),
        ('<a href="/a/b-large.jpg"><img src="/a/b.jpg"></a>', "/a/b.jpg"),
    ],
)
def test_a_picture_is_found_where_pages_keep_its_address(image: str, address: str):
    assert addresses(f"{FIRST}{image}{SECOND}{THIRD}") == [f"https://courier.example{address}"]


@pytest.mark.parametrize(
    "image",
    [
        '<img src="/t.gif" width="1" height="1">',
        '<img src="/a/ada.jpg" width="48" height="48">',
        '<img src="/a/ada.jpg" style="width: 40px">',
        '<img src="/a/courier-logo.png">',
        '<img src="/a/drawing.svg">',
        '<img src="data:image/png;base64,AAAA">',
        '<img src="javascript:alert(1)">',
        '<img src="file:///etc/hostname.png">',
        '<img src="http://[broken/a.jpg">',
        '<img class="author-avatar" src="/a/ada.jpg">',
        '<div class="ShareButtons"><img src="/a/f.png"></div>',
        '<div class="related"><a href="/other"><img src="/a/o.jpg"></a></div>',
        '<a href="https://shop.example/buy"><img src="/a/o.jpg"></a>',
        '<aside><img src="/a/o.jpg"><p>Read the newest of our letters.</p></aside>',
        (
            '<figure><a href="/other"><img src="/a/o.jpg"></a></figure><p><a href="/other">Ferry fares'
            " to rise in the new year</a></p>"
        ),
    ],
)
def test_what_is_not_the_articles_is_no_picture(image: str):
    assert addresses(f"{FIRST}{image}{SECOND}{THIRD}") == []


def test_pictures_far_below_the_article_are_not_its_own():
    html = (
        "<html><head><title>Bridge shut</title></head><body><article><div>"
        f"{FIRST}{SECOND}{THIRD}<img src=/a/end.jpg></div></article><footer><p>All rights reserved."
        "</p><img src=/a/far.jpg><p>Imprint</p></footer></body></html>"
    )
    document = opened_bytes(html.encode(), "page.html", address=PLACE)
    assert [picture.address for picture in document.pictures] == [
        "https://courier.example/a/end.jpg"
    ]


HEAD = '<meta property="og:image" content="/a/lead-1200x630.jpg">'


def test_the_picture_a_page_leads_with_stands_first():
    assert addresses(FIRST + SECOND + THIRD, HEAD) == [
        "https://courier.example/a/lead-1200x630.jpg"
    ]
    assert opened(FIRST + SECOND + THIRD, HEAD).pictures[0].at == 0


@pytest.mark.parametrize(
    "body",
    [
        f'<img src="/a/lead.jpg?w=700">{FIRST}{SECOND}{THIRD}',
        f'{FIRST}<img src="/a/lead-700x400.jpg">{SECOND}{THIRD}',
        f'<img src="/a/quite-other.jpg">{FIRST}{SECOND}{THIRD}',
    ],
)
def test_the_picture_a_page_leads_with_is_not_shown_twice(body: str):
    assert len(addresses(body, HEAD)) == 1


def test_a_picture_is_shown_once_in_whatever_size_it_comes():
    body = (
        f'<img src="/a/b-300x200.jpg">{FIRST}<img src="/a/b-600w.jpg">{SECOND}'
        f'<img src="/a/b.jpg?w=9">{THIRD}'
    )
    assert len(addresses(body)) == 1


def test_a_site_picture_is_no_lead():
    logo = '<meta property="og:image" content="https://courier.example/a/site-logo.png">'
    assert addresses(FIRST + SECOND + THIRD, logo) == []


def test_a_kept_body_tells_its_pictures():
    html = f'<p><img src="/a/b.jpg"></p>{FIRST}'
    document = read_fragment(html, "pocket", Facts(title="Bridge", address=PLACE))
    assert told(document) == [("https://courier.example/a/b.jpg", "", "The town ")]


def test_a_letter_tells_no_pictures():
    letter = (
        "From: a@b.example\nSubject: Bridge\nContent-Type: text/html\n\n"
        f'<p><img src="https://t.example/who.jpg"></p>{FIRST}'
    )
    assert opened_bytes(letter.encode(), "letter.eml").pictures == ()


def test_a_page_of_nothing_but_pictures_is_bounded():
    many = "".join(f'<img src="/a/{number}.jpg">' for number in range(3000))
    assert len(opened(f"{FIRST}{many}{SECOND}{THIRD}").pictures) == 100
