"""A page that gives out no article, or only its beginning, is told apart from a whole one."""

from __future__ import annotations

import json

import pytest

from app.opening.web.walls import BEGINNING_ONLY
from app.reading.document import Document
from app.reading.failures import OpenFailure
from tests.opening.ways_in import opened_bytes

LINE = (
    "The town council closed the old bridge on Monday, three days after an inspection found cracks"
    " in two of its five piers, the mayor said."
)


def opened(body: str, head: str = "") -> Document:
    html = f"<html><head>{head}</head><body>{body}</body></html>"
    return opened_bytes(html.encode(), "page.html", address="https://courier.example/news/bridge")


def article(paragraphs: int, last: str = "") -> str:
    lines = "".join(f"<p>{LINE.replace('two', str(n + 2))}</p>" for n in range(paragraphs))
    return f"<article><h1>Council closes the old bridge</h1>{lines}{last}</article>"


def data(**facts: object) -> str:
    stated = {"@type": "NewsArticle", "headline": "Council closes the old bridge", **facts}
    return f'<script type="application/ld+json">{json.dumps(stated)}</script>'


SOLD = data(isAccessibleForFree=False)
CALL = (
    "<div class='box'><p>Subscribe to continue reading</p><p>Already a subscriber? Log in</p></div>"
)


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (article(3), SOLD),
        (article(3), data(isAccessibleForFree="False")),
        (article(3), '<meta property="article:content_tier" content="locked">'),
        (article(3) + CALL, ""),
        (article(13) + "<p>To continue reading, subscribe</p>", ""),
        (article(8) + "<p>Already a subscriber? Log in</p>", ""),
        (article(3) + "<p>This article is for subscribers only.</p>", ""),
        (article(3) + "<p>Dieser Artikel ist exklusiv für Abonnenten.</p>", ""),
        (article(3) + "<p>Il vous reste 80% de cet article à lire. La suite est réservée aux abonnés.</p>", ""),
        (article(12, "<p>The ferry, which had been idle since the autumn, …</p>"), SOLD),
        (article(8, "<p>The ferry began to run and…</p>") + "<div class='paywall-offer'><p>Join us.</p></div>", ""),
    ],
)  # fmt: skip
def test_a_beginning_is_said_to_be_one(body: str, head: str):
    document = opened(body, head)
    assert document.notice == BEGINNING_ONLY
    assert "three days after an inspection" in document.text


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (article(3), ""),
        (article(3), data(isAccessibleForFree=True)),
        (article(40), SOLD),
        (article(8), SOLD),
        (article(40) + CALL, ""),
        (article(13) + "<p>Already a subscriber? Log in</p>", ""),
        (article(12, "<p>And so the ferry ran on, and on, and on…</p>"), ""),
        (article(3) + "<p>Subscribe to our newsletter</p>", ""),
        ("<div><p>Already a subscriber? Log in</p></div>" + article(3), ""),
        (article(12, "<p>Subscribers to the ferry’s season ticket are promised a refund.</p>"), ""),
    ],
)
def test_a_whole_article_carries_no_notice(body: str, head: str):
    assert opened(body, head).notice == ""


def test_the_text_in_the_structured_data_is_taken_where_the_page_has_the_beginning_only():
    whole = [LINE.replace("two", str(n + 2)) for n in range(12)]
    head = data(isAccessibleForFree=False, articleBody="\n\n".join(whole))
    document = opened(article(2) + CALL, head)
    assert document.text.split("\n") == whole
    assert document.notice == ""


@pytest.mark.parametrize(
    "written",
    ["\n".join([LINE, LINE + " It said more."]), f"<p>{LINE}</p><p>{LINE} It said more.</p>", LINE + LINE + " It said more."],
)  # fmt: skip
def test_an_article_only_in_the_structured_data_is_read(written: str):
    document = opened('<div id="root"></div>', data(articleBody=written))
    assert document.text.split("\n") == [LINE, LINE + " It said more."]


ROBOT = """<title>Just a moment...</title><p>Checking your browser before you go on to the site.
This process is automatic. Your browser will redirect to your requested content shortly. Please allow
up to five seconds while we check that all is well.</p>"""
DENIED = """<title>Access Denied</title><p>You don't have permission to access this page on this
server. Reference number 18.2d351ab8 and so on for a while, until there is text enough to pass for prose
and be taken for the text of a small article.</p>"""
COOKIES = """<p>We and our partners use cookies and process personal data to show you advertising. You
can accept all or reject all, and change your mind at any time in the settings. Your consent applies to
this site only.</p><button>Accept all</button>"""
NEEDED = "<noscript>You need to enable JavaScript to run this app.</noscript><div></div>"


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<h1>Council closes the old bridge</h1>" + CALL, "for subscribers"),
        ("<div id='root'></div><script src='/app.js'></script>", "runs its scripts"),
        (NEEDED, "runs its scripts"),
        ("<p>Please enable JavaScript in your browser to see this page.</p>", "runs its scripts"),
        (f"<div id='__next'></div><script>{'x=1;' * 5000}</script>", "runs its scripts"),
        (ROBOT, "proof that a person"),
        (DENIED, "proof that a person"),
        (COOKIES, "asks about cookies"),
    ],
)
def test_nothing_but_a_wall_is_refused_with_a_way_out(html: str, reason: str):
    with pytest.raises(OpenFailure, match=reason) as caught:
        opened(html)
    assert "browser" in caught.value.advice
    assert "save" in caught.value.advice


@pytest.mark.parametrize("paragraphs", [2, 20])
def test_an_article_about_walls_is_an_article(paragraphs: int):
    lines = "".join(
        f"<p>{line}</p>"
        for line in (
            "The paper will ask its readers to subscribe to continue reading, its editor said on Monday.",
            "Sites must ask before they use cookies, the court found, and “accept all” is no answer.",
            "Checks such as “verify you are human” keep out readers with poor sight, the report says.",
            *(LINE.replace("two", str(n + 2)) for n in range(paragraphs)),
        )
    )
    document = opened(f"<article><h1>Readers meet more walls</h1>{lines}</article>")
    assert document.notice == ""
    assert "its editor said on Monday" in document.text
