"""A reading as a page for any browser: one file, nothing fetched, no program in it."""

from __future__ import annotations

import hashlib
import importlib.resources
import re
from base64 import b64encode

from app.exporting.html.appended import appended
from app.exporting.html.elements import Markup, element, joined, opening, text
from app.exporting.html.marked_text import CLASSES, MarkedText
from app.exporting.inventory import Inventory, take
from app.exporting.lists import Facts, facts_of, lists_of
from app.exporting.pdf.flow import is_rtl
from app.exporting.pdf.pictures import printable
from app.exporting.segments import Layer, article, shown
from app.language import day, spoken, tr
from app.reading.annotation import Reading
from app.reading.exports import Choice

WIDEST = 440.0
"""Points a picture is wide at most: as wide as the text."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def annotated_page(reading: Reading, choice: Choice) -> bytes:
    """Return a reading as an HTML file."""
    document = reading.document
    inventory = take(reading).only(choice.marks)
    lists = lists_of(reading, inventory, choice)
    facts = facts_of(document)
    pictures = printable(reading, WIDEST) if choice.pictures else {}
    found = article(document, inventory, pictures)
    unnamed = {speaker.name for speaker in reading.analysis.speakers if speaker.anonymous}
    writer = MarkedText(found, lists, pictures, unnamed, margin=choice.margin)
    headline, body = writer.headline(), writer.body()
    marked = {item.id for items in found.begins.values() for item in items}
    language = facts.language.replace("_", "-")
    content = element(
        "article",
        _head(facts, headline, choice),
        _legend(inventory, margin=choice.margin),
        element("div", body, class_="text"),
        id="article",
        lang=language if _LANGUAGE.fullmatch(language) else None,
        dir="rtl" if is_rtl(document.text) else "ltr",
    )
    style = (importlib.resources.files("app.exporting.html") / "page.css").read_text("utf-8")
    page = joined(
        [
            Markup("<!DOCTYPE html>"),
            opening("html", lang=spoken()),
            element("head", *_about(facts, style)),
            element(
                "body",
                element("a", tr("Go to the article"), href="#article", class_="skip"),
                "\n",
                element("main", content, "\n", appended(lists, marked)),
                "\n",
                element("footer", tr("Made with Sayso")),
            ),
            Markup("</html>\n"),
        ],
        "\n",
    )
    return page.encode("utf-8")


def _about(facts: Facts, style: str) -> list[Markup]:
    """Return the head: what may be done here, and what the page is."""
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    told = {
        "viewport": "width=device-width, initial-scale=1",
        "referrer": "no-referrer",
        "color-scheme": "light dark",
        "generator": "Sayso",
        "author": facts.byline,
        "date": facts.published,
    }
    return [
        opening("meta", charset="utf-8"),
        opening("meta", http_equiv="Content-Security-Policy", content=policy),
        *(opening("meta", name=name, content=words) for name, words in told.items() if words),
        element("title", facts.title),
        opening("link", rel="canonical", href=facts.address) if facts.address else Markup(""),
        element("style", Markup(style)),
    ]


def _head(facts: Facts, headline: Markup | None, choice: Choice) -> Markup:
    kicker = [element("b", facts.outlet) if facts.outlet else "", facts.day]
    shown_address = facts.address.split("://", 1)[-1].rstrip("/")
    lines: list[str] = [
        tr("By {author}", author=facts.byline) if facts.byline else "",
        element("a", shown_address, href=facts.address, rel="noopener noreferrer")
        if facts.address
        else "",
        tr("Captured {day}", day=day(facts.captured)) if facts.captured else "",
        tr("Annotated by {reader}", reader=shown(choice.reader).strip())
        if shown(choice.reader).strip()
        else "",
    ]
    title = headline if headline is not None else text(facts.title)
    hidden = "unseen" if headline is None and facts.borrowed else None
    return element(
        "header",
        element("p", joined([part for part in kicker if part], " · "), class_="kicker"),
        element("h1", title, dir="auto", class_=hidden),
        *(element("p", line, class_="fact", dir="auto") for line in lines if line),
    )


def _legend(inventory: Inventory, *, margin: bool) -> Markup:
    """Return what each mark looks like, each with a box to hide marks of its kind by."""
    quotes = inventory.quotes
    present = (
        ("quoted", Layer.QUOTED, tr("“quoted words”"), any(quote.quoted for quote in quotes)),
        (
            "reported",
            Layer.REPORTED,
            tr("in other words"),
            any(quote.reported for quote in quotes),
        ),
        ("source", Layer.SOURCE, tr("who says it"), bool(inventory.sources)),
        ("number", Layer.NUMBER, tr("a number claimed"), bool(inventory.numbers)),
        ("own", Layer.OWN, tr("own highlight"), bool(inventory.own)),
        ("names", None, tr("names"), margin and any(quote.chain for quote in quotes)),
    )
    labels = [
        element(
            "label",
            opening("input", type="checkbox", id=f"show-{name}", checked=True),
            element("span", words, class_=CLASSES[layer] if layer is not None else "plain"),
            for_=f"show-{name}",
        )
        for name, layer, words, there in present
        if there
    ]
    if not labels:
        return Markup("")
    return element(
        "fieldset",
        element("legend", tr("Marked in the text")),
        *labels,
        class_="legend",
        lang=spoken(),
        dir="ltr",
    )
