"""Quotes, numbers, sources and notes as one table for a spreadsheet (CSV).

One table holds all four, told apart by its first column: a file per reading stays one file, and the
tables of many readings can be put below each other. RFC 4180, in UTF-8 with the mark by which Excel
knows it. The names of the columns are the same in every language.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from app.exporting.inventory import Inventory, Quote, take
from app.exporting.lists import Facts, Places, facts_of, figures, notes, voices, words_at
from app.exporting.segments import shown
from app.exporting.side_by_side import side_by_side
from app.reading.annotation import Reading
from app.reading.exports import Choice, Kind, Section

COLUMNS = (
    "kind",  # quote, number, source, note
    "id",
    "text",
    "speaker",
    "role",
    "named",  # yes, no
    "through",  # who else the words came through, outermost first
    "how",  # direct, mixed, indirect
    "cue",
    "value",
    "low",
    "high",
    "unit",
    "subject",
    "number_kind",
    "status",  # open, checked, disputed, wrong
    "evidence",
    "compare_with",  # of a number: which others are given for what seems the same
    "quotes",  # of a source: how many
    "words_quoted",
    "words_reported",
    "note",
    "tags",
    "created",
    "modified",
    "place",
    "start",
    "end",
    "title",
    "byline",
    "outlet",
    "published",
    "address",
)

Row = dict[str, "str | int | Decimal | None"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_MARK = "\ufeff"


def table(reading: Reading, choice: Choice) -> bytes:
    """Return one reading's table as a file."""
    return tables([reading], choice)


def tables(readings: Sequence[Reading], choice: Choice) -> bytes:
    """Return the table of several readings as one file."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for reading in readings:
        for row in _rows(reading, choice):
            writer.writerow([_cell(row.get(column)) for column in COLUMNS])
    return (_MARK + written.getvalue()).encode("utf-8", "replace")


def _cell(value: str | int | Decimal | None) -> str:
    """Return a value as a cell that no spreadsheet takes for a formula; numbers stay numbers."""
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.lstrip(" \u00a0").startswith(_FORMULA) else value
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _rows(reading: Reading, choice: Choice) -> Iterator[Row]:
    inventory = take(reading).only(choice.marks)
    about = _about(facts_of(reading.document))
    if Section.QUOTES in choice.sections:
        yield from (row | about for row in _quotes(reading, inventory))
    if Section.NUMBERS in choice.sections:
        yield from (row | about for row in _numbers(reading, inventory, choice))
    if Section.QUOTES in choice.sections and Kind.SOURCES in choice.marks:
        yield from (row | about for row in _sources(reading, inventory))
    if Section.NOTES in choice.sections:
        yield from (row | about for row in _notes(reading, inventory, choice))


def _about(facts: Facts) -> Row:
    return {
        "title": facts.title,
        "byline": facts.byline,
        "outlet": facts.outlet,
        "published": facts.published,
        "address": facts.address,
    }


def _quotes(reading: Reading, inventory: Inventory) -> Iterator[Row]:
    places = Places(reading)
    text = reading.document.text
    for quote in inventory.quotes:
        if quote.heading:
            continue
        speaker = quote.speaker
        yield {
            "kind": "quote",
            "id": quote.id,
            "text": words_at(text, quote.spans),
            "speaker": shown(quote.chain[-1]).strip() if quote.chain else "",
            "role": shown(speaker.role).strip() if speaker else "",
            "named": _named(anonymous=speaker.anonymous) if speaker else "",
            "through": shown(" › ".join(quote.chain[:-1])).strip(),
            "how": quote.kind.value,
            "cue": shown(quote.cue).strip(),
            "place": places.of(quote.spans[0].start),
            "start": quote.spans[0].start,
            "end": quote.spans[-1].end,
        }


def _numbers(reading: Reading, inventory: Inventory, choice: Choice) -> Iterator[Row]:
    beside: dict[str, list[str]] = defaultdict(list)
    if Section.QUESTIONS in choice.sections:
        for pair in side_by_side(reading, inventory):
            beside[pair.one.id].append(pair.other.id)
            beside[pair.other.id].append(pair.one.id)
    for figure in figures(reading, inventory):
        quantity = figure.number.quantity
        yield {
            "kind": "number",
            "id": figure.id,
            "text": figure.written,
            "speaker": shown(figure.number.chain[-1]).strip() if figure.number.chain else "",
            "through": shown(" › ".join(figure.number.chain[:-1])).strip(),
            "value": quantity.value,
            "low": quantity.low,
            "high": quantity.high,
            "unit": figure.unit,
            "subject": figure.subject,
            "number_kind": quantity.kind.value,
            "status": figure.number.status.value,
            "evidence": "\n".join(figure.evidence),
            "compare_with": ", ".join(beside[figure.id]),
            "place": figure.place,
            "start": quantity.start,
            "end": quantity.end,
        }


def _sources(reading: Reading, inventory: Inventory) -> Iterator[Row]:
    """Yield a row for everybody who says something, with how much of it is in their own words."""
    text = reading.document.text
    for voice in voices(reading, inventory):
        quotes = [said.quote for said in voice.quotes]
        if not quotes[0].chain:
            continue
        yield {
            "kind": "source",
            "speaker": shown(quotes[0].chain[-1]).strip(),
            "role": voice.role,
            "named": _named(anonymous=voice.unnamed),
            "quotes": len(quotes),
            "words_quoted": _words(text, quotes, quoted=True),
            "words_reported": _words(text, quotes, quoted=False),
            "place": voice.quotes[0].place,
            "start": voice.quotes[0].start,
        }


def _words(text: str, quotes: Sequence[Quote], *, quoted: bool) -> int:
    spans = [span for quote in quotes for span in (quote.quoted if quoted else quote.reported)]
    return sum(len(text[span.start : span.end].split()) for span in spans)


def _notes(reading: Reading, inventory: Inventory, choice: Choice) -> Iterator[Row]:
    for note in notes(reading, inventory, choice):
        annotation = note.annotation
        row: Row = {
            "kind": "note",
            "id": note.id,
            "text": note.on,
            "note": "\n".join(note.lines),
            "tags": ", ".join(note.tags),
            "created": annotation.created,
            "modified": annotation.modified,
            "place": note.place,
        }
        if note.id:
            row |= {"start": annotation.start, "end": annotation.end}
        yield row


def _named(*, anonymous: bool) -> str:
    return "no" if anonymous else "yes"
