"""What follows the article: who says what, the numbers, the notes, and how to cite it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from app.exporting.citations.cited import reference
from app.exporting.citations.items import item_of
from app.exporting.inventory import Inventory, Number, Own, Quote
from app.exporting.pdf.flow import NARROW, breakable, is_rtl, plain
from app.exporting.pdf.locate import Located
from app.exporting.pdf.margin import first_line
from app.exporting.pdf.typeset import web_address
from app.exporting.side_by_side import SideBySide, claimant, side_by_side
from app.exporting.wording import (
    HOW,
    NOBODY,
    capitalised,
    normal_form,
    unit_of,
)
from app.language import day, ptr, tr
from app.reading.annotation import OwnAnnotation, Reading, Standing
from app.reading.decisions import Status
from app.reading.document import Block
from app.reading.exports import Choice, Kind, Section
from app.reading.remarks import said
from app.reading.spans import Span

Json = dict[str, Any]

LONGEST = 480
"""Characters of a quote in the table; the whole of it stands on the page it came from."""

_ADDRESS = re.compile(r"(https?://\S*[^\s.,;)>])")
_WORDS = re.compile(r"[\s\u200b]")


class Places:
    """Where a mark is to be found: page, ¶ and the spot a link leads to."""

    def __init__(self, located: Located, numbered: Mapping[Block, int], page_height: float) -> None:
        self._located = located
        self._starts = [block.start for block in numbered]
        self._numbers = list(numbered.values())
        self._height = page_height

    def of(self, spans: Iterable[Span]) -> Json:
        """Return what the "Where" column says and links to."""
        spans = tuple(spans)
        before = bisect_right(self._starts, spans[0].start)
        paragraph = self._numbers[before - 1] if before else 0
        line = first_line(self._located, spans)
        if line is None:
            return {"words": f"¶ {paragraph}" if paragraph else "", "page": 0, "y": 0}
        page = str(line.page + 1)
        words = (
            tr("p. {page}, ¶ {paragraph}", page=page, paragraph=str(paragraph))
            if paragraph
            else tr("p. {page}", page=page)
        )
        return {
            "words": words.replace(" ", "\u00a0"),
            "page": line.page + 1,
            "y": max(0, self._height - line.baseline - 24),
        }


def appendix(reading: Reading, inventory: Inventory, places: Places, choice: Choice) -> Json | None:
    """Return the tables' content, of the sections chosen; what would be empty is empty.

    None where all of it would be.
    """
    text, sections = reading.document.text, choice.sections
    aside = reading.aside if Kind.OWN in choice.marks else ()
    asked = Section.QUESTIONS in sections and Kind.NUMBERS in choice.marks
    notes = [*_whole(aside), *(_note(text, item, places) for item in inventory.own), *_lost(aside)]
    content: Json = {
        "quotes": _speakers(text, inventory.quotes, places) if Section.QUOTES in sections else [],
        "numbers": [_number(item, places) for item in inventory.numbers if not item.heading]
        if Section.NUMBERS in sections
        else [],
        "compared": [
            _two(pair, places) for pair in (side_by_side(reading, inventory) if asked else ())
        ],
        "questions": list(_questions(reading, inventory, places)) if asked else [],
        "notes": notes if Section.NOTES in sections else [],
        "citation": _citation(reading, choice.style) if Section.CITATION in sections else None,
    }
    if not any(content.values()):
        return None
    every_one = all(note["note"] for note in notes)
    return {
        **content,
        "notes_title": tr("Notes") if every_one else tr("Highlights and notes"),
        "widths": {
            "unit": _width((number["unit"] for number in content["numbers"]), 42, 90),
            "who": _width((number["who"] for number in content["numbers"]), 92, 130),
            "checked": max(64, 26 + 4.0 * len(ptr("checked", "right") + ptr("checked", "wrong"))),
        },
    }


def _width(cells: Iterable[str], least: float, most: float) -> float:
    """Return how wide a column must be, in points, that hardly a word in it is too long."""
    longest = max((len(word) for cell in cells for word in _WORDS.split(cell)), default=0)
    return min(most, max(least, 5.0 * longest + 2))


def _speakers(text: str, quotes: Sequence[Quote], places: Places) -> list[Json]:
    groups: dict[str, Json] = {}
    for quote in quotes:
        if quote.heading:
            continue
        name = quote.chain[-1] if quote.chain else ""
        if name not in groups:
            groups[name] = {
                "target": name,
                "name": capitalised(_cell(name)) or tr(NOBODY),
                "role": _role(quote),
                "rows": [],
            }
        words = _words(text, quote.spans)
        groups[name]["rows"].append(
            {
                "target": quote.id,
                "id": quote.id,
                "words": words,
                "rtl": is_rtl(words),
                "how": tr(HOW[quote.kind]),
                "cue": _cell(quote.cue),
                "through": _through(quote),
                "where": places.of(quote.spans),
            }
        )
    return list(groups.values())


def _through(quote: Quote) -> str:
    names = _cell(" › ".join(quote.chain[:-1]))
    return tr("through {names}", names=names) if names else ""


def _role(quote: Quote) -> str:
    if quote.speaker is None:
        return ""
    role = _cell(quote.speaker.role)
    unnamed = tr("not named") if quote.speaker.anonymous else ""
    return ", ".join(part for part in (role, unnamed) if part)


def _number(item: Number, places: Places) -> Json:
    quantity = item.quantity
    normal = normal_form(quantity)
    written = _cell(quantity.text)
    return {
        "target": item.id,
        "id": item.id,
        "value": written,
        "normal": normal if normal != written else "",
        "unit": _cell(unit_of(quantity)),
        "subject": _cell(quantity.subject or ""),
        "who": capitalised(_cell(" › ".join(item.chain))),
        "check": quantity.check.words if quantity.check else "",
        "status": item.status.value,
        "disputed": tr("disputed") if item.status is Status.DISPUTED else "",
        "evidence": [breakable(line) for line in _lines(item.evidence)],
        "where": places.of(item.spans),
    }


def _two(pair: SideBySide, places: Places) -> Json:
    return {
        "sides": [
            {
                "value": _cell(item.quantity.text),
                "subject": _cell(item.quantity.subject or ""),
                "who": _cell(claimant(item)),
                "where": places.of(item.spans),
            }
            for item in (pair.one, pair.other)
        ],
        "remark": breakable(plain(pair.remark)),
    }


def _questions(reading: Reading, inventory: Inventory, places: Places) -> Iterator[Json]:
    """Return what is asked about the numbers; it leads to the first number it is about."""
    known = {quantity.id: quantity for quantity in reading.analysis.quantities}
    listed = {item.quantity.id: item.id for item in inventory.numbers if not item.heading}
    for question in reading.analysis.questions:
        about = [name for name in question.quantities if name in known]
        if about:
            yield {
                "about": ", ".join(listed[name] for name in about if name in listed),
                "words": _cell(said(question.text)),
                "where": places.of([known[about[0]].span]),
            }


def _whole(aside: Iterable[OwnAnnotation]) -> Iterator[Json]:
    """Yield the notes to the whole article: they come first."""
    for annotation in aside:
        if annotation.standing is Standing.WHOLE:
            yield {
                **_said(annotation),
                "target": annotation.id,
                "on": "",
                "where": {"words": tr("all of it"), "page": 0, "y": 0},
            }


def _lost(aside: Iterable[OwnAnnotation]) -> Iterator[Json]:
    """Yield what the reader marked that is no longer in the text: it comes last."""
    for annotation in aside:
        if annotation.standing is Standing.LOST:
            words = _short(_cell(" ".join(annotation.anchor.exact.split())))
            said = _said(annotation)
            yield {
                **said,
                "target": annotation.id,
                "on": tr("on “{words}”", words=words) if said["note"] else words,
                "where": {"words": tr("not in the text"), "page": 0, "y": 0},
            }


def _note(text: str, item: Own, places: Places) -> Json:
    words = _words(text, item.spans)
    said = _said(item.annotation)
    return {
        **said,
        "target": item.id,
        "number": item.id.removeprefix("H"),
        "on": tr("on “{words}”", words=_short(words)) if said["note"] else words,
        "where": places.of(item.spans),
    }


def _said(annotation: OwnAnnotation) -> Json:
    """Return a note's own lines and tags; a note that is not in the text has no number."""
    return {
        "number": "",
        "note": [breakable(line) for line in _lines(annotation.note)],
        "tags": ", ".join(f"#{_cell(tag)}" for tag in annotation.tags),
    }


def _lines(words: str) -> list[str]:
    return [cleaned for line in words.splitlines() if (cleaned := plain(line))]


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:59].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def _citation(reading: Reading, style: str) -> Json | None:
    """Return what to cite the article by; None when too little is known to cite it."""
    item = item_of(reading)
    if not plain(str(item.get("title") or "")):
        return None
    if not (item.get("container-title") or item.get("URL") or web_address(reading.document)):
        return None
    original = reading.document.original
    captured = day(original.captured) if original else ""
    return {
        "runs": [
            {
                "words": breakable(_clean_run(piece)),
                "italic": italic,
                "address": piece if _ADDRESS.fullmatch(piece) else "",
            }
            for words, italic in reference(item, style)
            for piece in _ADDRESS.split(words)
            if piece
        ],
        "captured": tr("Captured {day}.", day=captured) if captured else "",
    }


def _clean_run(words: str) -> str:
    """Return words as a page can show them, the blanks at their ends kept."""
    before, after = words[:1].isspace(), words[-1:].isspace()
    return f"{' ' if before else ''}{plain(words)}{' ' if after and words.strip() else ''}"


def _cell(words: str) -> str:
    return breakable(plain(words), NARROW)


def _words(text: str, spans: Iterable[Span]) -> str:
    words = " … ".join(plain(" ".join(text[s.start : s.end].split())) for s in spans)
    short = words if len(words) <= LONGEST else words[: LONGEST - 2].rsplit(" ", 1)[0] + " …"
    return breakable(short)


def legend(inventory: Inventory) -> list[str]:
    """Return the kinds of marks there are, in the legend's order."""
    quotes = inventory.quotes
    present = (
        ("quoted", any(quote.quoted for quote in quotes)),
        ("reported", any(quote.reported and not quote.nested for quote in quotes)),
        ("nested", any(quote.reported and quote.nested for quote in quotes)),
        ("source", bool(inventory.sources)),
        ("number", bool(inventory.numbers)),
        ("own", bool(inventory.own)),
    )
    return [kind for kind, there in present if there]
