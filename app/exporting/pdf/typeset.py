"""Set a reading as pages: what goes into the typst template, and what comes out."""

from __future__ import annotations

import importlib.resources
import importlib.util
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import typst

from app.exporting.wording import of_pages
from app.language import day, spoken, tr
from app.reading.annotation import Reading
from app.reading.document import Block, BlockKind, Document
from app.reading.exports import Paper
from app.reading.failures import ExportFailure

Json = dict[str, Any]

MM = 72 / 25.4

_BULLET = re.compile(r"(?:[-*•‣▪·–]|\d{1,3}[.)])\s")


SIZES = {Paper.A4: (595.276, 841.89), Paper.LETTER: (612.0, 792.0)}
"""Width and height of each paper in points."""


BLOCK_WIDTH = 168 * MM
TEXT_WIDTH = 116 * MM
GUTTER = 10 * MM
TOP = 20 * MM
BOTTOM = 24 * MM


def left_of(paper: Paper) -> float:
    """Return where the text column begins, in points from the left."""
    return (SIZES[paper][0] - BLOCK_WIDTH) / 2


NUMBERED = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE, BlockKind.TABLE})
"""Blocks that count as a paragraph to be cited by its ¶ number."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a typeset reading is made of besides its text.

    `beside` holds by page number what stands in the margins, `measured` what is to be measured,
    `appendix` what follows the article, `gap` points below its last line.
    """

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


def headline_block(document: Document) -> Block | None:
    """Return the block that is the article's own headline, if it begins with one."""
    for block in document.blocks:
        if block.kind is BlockKind.BOILERPLATE:
            continue
        return block if block.kind is BlockKind.HEADING and block.level == 1 else None
    return None


def title_of(document: Document) -> str:
    headline = headline_block(document)
    own = document.text[headline.start : headline.end] if headline else ""
    return plain(document.title or own) or tr("Untitled article")


def _borrowed(document: Document) -> bool:
    """Tell whether the title is only the article's first words, or none at all."""
    start = " ".join(document.text[:400].split())
    return start.startswith(document.title.rstrip("…").rstrip())


def typeset(reading: Reading, sheet: Sheet, paper: Paper, reader: str) -> Typeset:
    """Set a reading; raise ExportFailure when it cannot be set.

    Characters that Sayso's own fonts lack are taken from the machine's fonts, and where these
    lack them too an empty box is drawn: both only for an article that has such characters, so
    that every other page looks the same everywhere.
    """
    data = _data(reading, sheet, paper, reader)
    inputs = {"reading": json.dumps(data)}
    failure: Exception | None = None
    for system_fonts, strict in ((False, True), (True, True), (True, False)):
        try:
            return _compile(inputs, reading, system_fonts, strict)
        except typst.TypstError as error:
            failure = error
            if "could not be displayed" not in str(error):
                break
    raise ExportFailure(
        tr("This article could not be set as a PDF."),
        tr("The typesetter said: {words}", words=_first_line(failure)),
    ) from failure


def _first_line(failure: Exception | None) -> str:
    return (str(failure).splitlines() or [""])[0]


def _compile(inputs: dict[str, str], reading: Reading, system_fonts: bool, strict: bool) -> Typeset:
    template = importlib.resources.files("app.exporting.pdf") / "page.typ"
    with importlib.resources.as_file(template) as file:
        compiler = typst.Compiler(
            file, root=file.parent, font_paths=_fonts(system_fonts), sys_inputs=inputs
        )
        pdf = compiler.compile(
            format="pdf",
            pdf_standards="ua-1" if strict else None,
            timestamp=datetime.now(UTC).replace(microsecond=0),
        )
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


@cache
def _fonts(system_fonts: bool) -> typst.Fonts:
    found = importlib.util.find_spec("font_source_sans_pro")
    folders = list(found.submodule_search_locations or []) if found else []
    return typst.Fonts(
        include_system_fonts=system_fonts,
        font_paths=[str(Path(folder) / "files") for folder in folders],
    )


def plain(words: str, keep: str = "") -> str:
    """Return words on one line, without characters no page can show: controls, lone surrogates."""
    if words.isprintable():
        return words.strip()
    return "".join(
        character if shown(character) or character in keep else " " if character.isspace() else ""
        for character in words
    ).strip()


def shown(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"}


def _data(reading: Reading, sheet: Sheet, paper: Paper, reader: str) -> Json:
    document = reading.document
    headline = headline_block(document)
    language, region = _language(document.language)
    width, height = SIZES[paper]
    date = day(plain(document.published))
    outlet = plain(document.outlet)
    title = title_of(document)
    own_headline = plain(document.text[headline.start : headline.end]) if headline else ""
    return {
        "width": width,
        "height": height,
        "title": title,
        "said": of_pages(title),
        "spoken": spoken(),
        "shown-title": own_headline or title,
        "headline": bool(own_headline) or not _borrowed(document),
        "authors": [plain(document.byline)] if plain(document.byline) else [],
        "language": language,
        "region": region,
        "outlet": outlet,
        "date": date,
        "facts": _facts(reading, reader),
        "footer": _shortened(", ".join(part for part in (outlet or title, date) if part), 50),
        "legend": list(sheet.legend),
        "parts": list(_parts(document, headline)),
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
        facts.append({"words": words, "address": address, "shown": shown_address})

    if document.byline:
        add(tr("By {author}", author=plain(document.byline)))
    address = web_address(document)
    if address:
        add("", address)
    captured = document.original.captured if document.original else ""
    if captured:
        add(tr("Captured {day}", day=day(captured)))
    if plain(reader):
        add(tr("Annotated by {reader}", reader=plain(reader)))
    return facts


def web_address(document: Document) -> str:
    """Return the article's address on the web, "" for a file's path."""
    for address in (document.address, document.source):
        cleaned = plain(address)
        if cleaned.startswith(("http://", "https://")):
            return cleaned
    return ""


def _shortened(words: str, longest: int) -> str:
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"


def _parts(document: Document, headline: Block | None) -> list[Json]:
    """Group the blocks as the template sets them: list items and table rows go together."""
    blocks = [block for block in document.blocks if block is not headline]
    parts: list[Json] = []
    deepest = 1
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        drafts = [(block, plain(document.text[block.start : block.end], "\t")) for block in group]
        filled = [(block, words) for block, words in drafts if words]
        if not filled:
            continue
        if kind is BlockKind.LIST_ITEM:
            parts.append(_list(filled))
        elif kind is BlockKind.TABLE:
            parts.append(_table([words.split("\t") for _, words in filled]))
        else:
            for block, words in filled:
                parts.append({"kind": kind.value, "words": words.replace("\t", " ")})
                if kind is BlockKind.HEADING:
                    # Tagged PDF refuses a skipped level.
                    deepest = min(deepest + 1, max(2, block.level or 2), 6)
                    parts[-1]["level"] = deepest
    return parts


def _list(items: Sequence[tuple[Block, str]]) -> Json:
    return {
        "kind": "list",
        "items": [
            {
                "level": min(6, max(1, block.level or 1)),
                "bullet": not _BULLET.match(words),
                "words": words.replace("\t", " "),
            }
            for block, words in items
        ],
    }


def _table(rows: Sequence[Sequence[str]]) -> Json:
    columns = max(len(row) for row in rows)
    filled = [[*row, *[""] * (columns - len(row))] for row in rows]
    # As wide as their words want, but no column takes all the room.
    widths = [min(28, max(5, *(len(row[at]) for row in filled))) for at in range(columns)]
    return {"kind": "table", "widths": widths, "cells": [cell for row in filled for cell in row]}
