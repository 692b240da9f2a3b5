"""Set a reading as pages: what goes into the typst template, and what comes out."""

from __future__ import annotations

import importlib.resources
import json
import re
import tempfile
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

from app.exporting.pdf.flow import NARROW, breakable, headline_block, is_rtl, parts_of, plain
from app.exporting.pdf.fonts import fonts
from app.exporting.pdf.frame import Frame
from app.exporting.pdf.pictures import Printable
from app.exporting.wording import of_pages
from app.language import day, spoken, tr
from app.reading.annotation import Reading
from app.reading.document import Document
from app.reading.failures import ExportFailure

Json = dict[str, Any]

_HALVES = re.compile("[\ud800-\udfff]")

_LONGEST_FACT = 200
_LONGEST_TITLE = 400
"""Characters of what is known of an article, and of a title that is not its own headline."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a typeset reading is made of besides its text.

    `reader` is who annotated it. `pictures` are the ones to be set, by their addresses. At `edges`
    of marks inside a word its letters stay apart, which otherwise may be drawn as one (fi).
    `beside` holds by page number what stands in the margins, `measured` what is to be measured,
    `appendix` what follows the article, `gap` points below its last line.
    """

    reader: str = ""
    pictures: Mapping[str, Printable] = field(default_factory=dict)
    edges: Sequence[int] = ()
    legend: Sequence[str] = ()
    beside: Mapping[int, Sequence[Json]] = field(default_factory=dict)
    measured: Sequence[Json] = ()
    appendix: Json | None = None
    gap: float = 0.0


@dataclass(frozen=True, slots=True)
class Typeset:
    """A set article. Places are (page from 1, x, y) in points from the page's top left.

    `headline` is None where the article has no headline of its own among its blocks; then the
    title above it is no text of the article. `heights` answers the sheet's `measured`.
    """

    pdf: bytes
    headline: tuple[tuple[int, float, float], tuple[int, float, float]] | None
    article: tuple[tuple[int, float, float], tuple[int, float, float]]
    heights: tuple[float, ...]
    targets: Mapping[str, tuple[int, float, float]]


def title_of(document: Document) -> str:
    headline = headline_block(document)
    own = document.text[headline.start : headline.end] if headline else ""
    return plain(document.title or own) or tr("Untitled article")


def _borrowed(document: Document) -> bool:
    """Tell whether the title is only the article's first words, or none at all."""
    start = " ".join(document.text[:400].split())
    return start.startswith(document.title.rstrip("…").rstrip())


def typeset(reading: Reading, sheet: Sheet, frame: Frame) -> Typeset:
    """Set a reading; raise ExportFailure when it cannot be set.

    Characters that no font of Sayso's has are drawn as an empty box.
    """
    with tempfile.TemporaryDirectory(prefix="sayso-") as folder:
        # The typesetter reads files of one folder only, and pictures come as files.
        template = Path(folder, "page.typ")
        source = importlib.resources.files("app.exporting.pdf") / "page.typ"
        template.write_bytes(source.read_bytes())
        names: dict[str, str] = {}
        for number, (address, picture) in enumerate(sheet.pictures.items(), 1):
            names[address] = f"picture-{number}{picture.suffix}"
            Path(folder, names[address]).write_bytes(picture.content)
        data = _data(reading, sheet, frame, names)
        try:
            # Halves of characters are no text to the typesetter.
            written = _HALVES.sub("", json.dumps(data, ensure_ascii=False))
            return _compile(template, {"reading": written}, reading)
        except typst.TypstError as error:
            raise ExportFailure(
                tr("This article could not be set as a PDF."),
                tr("The typesetter said: {words}", words=_first_line(error)),
            ) from error


def _first_line(failure: Exception) -> str:
    return (str(failure).splitlines() or [""])[0]


def _compile(template: Path, inputs: dict[str, str], reading: Reading) -> Typeset:
    compiler = typst.Compiler(template, root=template.parent, font_paths=fonts(), sys_inputs=inputs)
    made = datetime.now(UTC).replace(microsecond=0)
    try:
        pdf = compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=made)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        pdf = compiler.compile(format="pdf", timestamp=made)
    facts = json.loads(compiler.query("<facts>", field="value", one=True))
    assert isinstance(pdf, bytes)  # a PDF is one file, unlike pictures of pages
    places = [tuple(place) for place in facts["places"]]
    headline = headline_block(reading.document)
    return Typeset(
        pdf=pdf,
        headline=(places[0], places[1]) if headline else None,
        article=(places[2], places[3]),
        heights=tuple(facts["heights"]),
        targets={name: (page, x, y) for name, page, x, y in reversed(facts["targets"])},
    )


def _data(reading: Reading, sheet: Sheet, frame: Frame, names: Mapping[str, str]) -> Json:
    document = reading.document
    headline = headline_block(document)
    language, region = _language(document.language)
    date = day(plain(document.published))
    outlet = _shortened(plain(document.outlet), _LONGEST_FACT)
    title = title_of(document)
    own_headline = plain(document.text[headline.start : headline.end]) if headline else ""
    return {
        "width": frame.width,
        "height": frame.height,
        "left": frame.left,
        "text": frame.text_left,
        "text-width": frame.text_width,
        "title": title,
        "said": of_pages(title),
        "spoken": spoken(),
        "shown-title": breakable(own_headline or _shortened(title, _LONGEST_TITLE), NARROW),
        "rtl": is_rtl(own_headline or title),
        "headline": bool(own_headline) or not _borrowed(document),
        "authors": [plain(document.byline)] if plain(document.byline) else [],
        "language": language,
        "region": region,
        "outlet": breakable(outlet, NARROW),
        "date": date,
        "facts": _facts(reading, sheet.reader),
        "footer": _shortened(", ".join(part for part in (outlet or title, date) if part), 50),
        "legend": list(sheet.legend),
        "parts": parts_of(document, headline, sheet.edges, sheet.pictures, names),
        "beside": {str(page): list(items) for page, items in sheet.beside.items()},
        "measured": list(sheet.measured),
        "appendix": sheet.appendix,
        "gap": sheet.gap,
    }


def _language(tag: str) -> tuple[str, str | None]:
    """Return language and region as the typesetter takes them; "und" where nothing is known."""
    parts = tag.replace("_", "-").split("-")
    language = parts[0].lower() if parts[0].isalpha() and len(parts[0]) in (2, 3) else "und"
    region = next((part.upper() for part in parts[1:] if part.isalpha() and len(part) == 2), None)
    return language, region


def _facts(reading: Reading, reader: str) -> list[Json]:
    document = reading.document
    facts: list[Json] = []

    def add(words: str, address: str = "") -> None:
        shown_address = _shortened(address.split("://", 1)[-1].rstrip("/"), 72)
        facts.append({"words": words, "address": address, "shown": breakable(shown_address)})

    if document.byline:
        add(tr("By {author}", author=_fact(document.byline)))
    address = web_address(document)
    if address:
        add("", address)
    captured = document.original.captured if document.original else ""
    if captured:
        add(tr("Captured {day}", day=day(captured)))
    if plain(reader):
        add(tr("Annotated by {reader}", reader=_fact(reader)))
    return facts


def _fact(words: str) -> str:
    return breakable(_shortened(plain(words), _LONGEST_FACT))


def web_address(document: Document) -> str:
    """Return the article's address on the web, "" for a file's path."""
    for address in (document.address, document.source):
        cleaned = plain(address)
        if cleaned.startswith(("http://", "https://")):
            return cleaned
    return ""


def _shortened(words: str, longest: int) -> str:
    """Return the beginning of words: of letters that are as wide as two, half as many."""
    room = longest
    for at, character in enumerate(words):
        room -= 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if room < 0:
            return words[: at - 1].rstrip() + "…"
    return words
