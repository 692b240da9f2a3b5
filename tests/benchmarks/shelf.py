"""A made-up library of any size: articles, marks, speakers and everything a search asks for.

The rows are written straight into the tables, a thousand readings a transaction, and the search is
built at the end: 100,000 readings with three million marks take a few minutes.
"""

from __future__ import annotations

import random
import sqlite3
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from pathlib import Path
from typing import Any

from sqlalchemy import Table, insert

from app.library import schema
from app.library.library import Library
from app.library.sqlite import indexes
from app.reading import wire
from app.reading.makers import PIPELINE
from app.reading.quantity import Quantity, QuantityKind

Row = dict[str, Any]

WORDS = 30_000
SPEAKERS = 5_000
OUTLETS = 300
TAGS = 200
TOGETHER = 1000
"""How many readings are written at a time."""

BIG, SMALL, AROUND, INNER, SMART, SMART_SPEAKER = range(1, 7)
"""The collections: one holds half of everything, one a few; one lies in another; two are smart."""

_BEGINNINGS = (
    "b",
    "br",
    "c",
    "ch",
    "d",
    "dr",
    "f",
    "fl",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "kl",
    "l",
    "m",
    "n",
    "p",
    "pl",
    "qu",
    "r",
    "s",
    "sh",
    "st",
    "t",
    "tr",
    "v",
    "w",
    "z",
)
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "io", "oa", "ou")
_ENDS = (
    "b",
    "ck",
    "d",
    "g",
    "l",
    "ll",
    "m",
    "n",
    "nd",
    "nt",
    "p",
    "r",
    "rk",
    "rn",
    "s",
    "st",
    "t",
    "th",
    "x",
    "z",
)
_UNITS = (
    *(("%", "percent", 0.25), ("people", "count", 0.2), ("USD", "money", 0.2)),
    *(("years", "duration", 0.1), ("km", "measure", 0.08), ("EUR", "money", 0.05)),
    *(("houses", "count", 0.04), ("barrels per day", "measure", 0.01), (None, "count", 0.06)),
    *(("knots", "measure", 0.0005), (None, "rank", 0.0095)),
)
_FIRST_DAY = date(2014, 1, 1)
_DAYS = 3650


class Chooser:
    """Draws from things of which the first are commonest: the n-th as often as 1/n to a power."""

    def __init__(self, dice: random.Random, things: Sequence[str], power: float = 1.0) -> None:
        self._dice, self._things = dice, things
        self._weights = list(accumulate(1 / (place + 2) ** power for place in range(len(things))))

    def some(self, count: int) -> list[str]:
        return self._dice.choices(self._things, cum_weights=self._weights, k=count)

    def one(self) -> str:
        place = bisect(self._weights, self._dice.random() * self._weights[-1])
        return self._things[min(place, len(self._things) - 1)]


@dataclass(slots=True)
class Rows:
    """Rows that are still to be written."""

    of: dict[Table, list[Row]] = field(default_factory=dict)

    def add(self, table: Table, row: Row) -> None:
        self.of.setdefault(table, []).append(row)


def fill(file: Path, readings: int, seed: int = 1) -> None:
    """Make a library of so many readings in `file`; the same seed gives the same library."""
    with Library.open(file) as library:
        database = library._database
        with database.writing() as connection:
            indexes.drop_search(connection)
        for rows in Maker(readings, seed).rows():
            with database.writing() as connection:
                for table in schema.metadata.sorted_tables:
                    if some := rows.of.get(table):
                        connection.execute(insert(table), some)
        with database.writing() as connection:
            indexes.ensure_search(connection)
    tidy = sqlite3.connect(file)
    tidy.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    tidy.close()


class Maker:
    """Makes the rows of one library, everything drawn from one seed."""

    def __init__(self, readings: int, seed: int) -> None:
        self._readings = readings
        self._dice = dice = random.Random(seed)  # noqa: S311 -- made-up articles need no secrecy
        vocabulary = words(WORDS)
        self._words = Chooser(dice, vocabulary)
        names = people(vocabulary, SPEAKERS)
        self._speakers = Chooser(dice, names, 0.8)
        self._names = names
        self._outlets = Chooser(dice, [f"{w.title()} Post" for w in vocabulary[50 : 50 + OUTLETS]])
        self._tags = Chooser(dice, [str(number) for number in range(1, TAGS + 1)])
        self._units = list(accumulate(share for _, _, share in _UNITS))

    def rows(self) -> Iterator[Rows]:
        """Yield everything there is, a transaction's worth at a time."""
        yield self._shelves()
        for start in range(1, self._readings + 1, TOGETHER):
            rows = Rows()
            for reading in range(start, min(start + TOGETHER, self._readings + 1)):
                self._reading(rows, reading)
            yield rows

    def _shelves(self) -> Rows:
        rows = Rows()
        for key in range(1, TAGS + 1):
            rows.add(schema.tags, {"id": key, "name": f"Tag {key}", "folded": f"tag {key}"})
        for key, name, parent, query in (
            (BIG, "Big", None, None),
            (SMALL, "Small", None, None),
            (AROUND, "Around", None, None),
            (INNER, "Inner", AROUND, None),
            (SMART, "Smart", None, "tag:“tag 3” after:2018"),
            (SMART_SPEAKER, "Smart speaker", None, f'speaker:"{self._names[0]}"'),
        ):
            values = {"id": key, "name": name, "folded": name.casefold()}
            rows.add(schema.collections, {**values, "parent": parent, "query": query})
        for key, name in enumerate(self._names, 1):
            # Every fiftieth is another name of the one before.
            means = key - 1 if key % 50 == 0 else None
            rows.add(schema.people, {"id": key, "name": name, "means": means})
        return rows

    def _reading(self, rows: Rows, reading: int) -> None:
        dice = self._dice
        tokens, marks = self._article(dice.randint(200, 600))
        starts, place = [], 0
        for token in tokens:
            starts.append(place)
            place += len(token) + 1
        text = " ".join(tokens)

        def stretch(first: int, last: int) -> list[int]:
            return [starts[first], starts[last] + len(tokens[last])]

        rows.add(schema.texts, {"reading": reading, "text": text})
        start = 0
        for ordinal, line in enumerate(text.split("\n")):
            block = {"kind": "paragraph", "start": start, "end": start + len(line)}
            empty = {"level": None, "page": None}
            rows.add(schema.blocks, {"reading": reading, "ordinal": ordinal, **block, **empty})
            start += len(line) + 1
        said = set()
        for number, mark in enumerate(marks, 1):
            key = {"reading": reading, "ordinal": number, "key": f"m{number}", "heading": False}
            if mark["what"] == "quantity":
                first, last = mark["at"]
                begin, end = stretch(first, last)
                rows.add(
                    schema.quantities,
                    {**key, **mark["values"], "start": begin, "end": end, "text": text[begin:end]},
                )
                continue
            begin, end = stretch(*mark["at"])
            if mark["what"] == "quotation":
                where = {"start": begin, "end": end, "scare": False, "attribution": None}
                rows.add(schema.quotations, {**key, **where})
                continue
            said.add((mark["speaker"], mark["anonymous"]))
            rows.add(
                schema.attributions,
                {
                    **key,
                    "kind": mark["kind"],
                    "act": "attitude" if dice.random() < 0.05 else "statement",
                    "content": [[begin, end]],
                    "cue": [stretch(mark["at"][1] + 1, mark["at"][1] + 1)],
                    "source": [],
                    "words": text[begin:end],
                    "speaker": mark["speaker"],
                    "anonymous": mark["anonymous"],
                    "parent": None,
                    "confidence": round(dice.uniform(0.4, 1), 2),
                    "why": "made up",
                },
            )
        for ordinal, (name, anonymous) in enumerate(sorted(said)):
            values = {"name": name, "aliases": [], "role": "", "anonymous": anonymous}
            rows.add(schema.speakers, {"reading": reading, "ordinal": ordinal, **values})
        self._facts(rows, reading, text, len(tokens))
        self._work(rows, reading, text, starts)

    def _article(self, length: int) -> tuple[list[str], list[Row]]:
        """Return the words of an article and thirty marks in them, by word."""
        dice = self._dice
        plain = self._words.some(length + 200)
        tokens: list[str] = plain[:6]
        marks: list[Row] = []
        used = 6
        for turn in range(10):
            begin = len(tokens)
            size = dice.randint(6, 14)
            tokens += plain[used : used + size]
            used += size
            anonymous = dice.random() < 0.08
            speaker = "a senior official" if anonymous else self._speakers.one()
            kind = dice.choices(("direct", "indirect", "mixed"), (6, 3, 1))[0]
            at = (begin, len(tokens) - 1)
            marks.append(
                {
                    "what": "attribution",
                    "at": at,
                    "speaker": speaker,
                    "anonymous": anonymous,
                    "kind": kind,
                }
            )
            if kind != "indirect":
                marks.append({"what": "quotation", "at": at})
            tokens += ["said", *speaker.split()]
            for _ in range(2 if kind == "indirect" else 1):
                marks.append(self._quantity(tokens, speaker, f"m{len(marks)}", turn))
            if turn % 2:
                tokens[-1] += ".\n" + plain[used]
                used += 1
        tokens += plain[used:length]
        return tokens, marks

    def _quantity(self, tokens: list[str], speaker: str, claimed: str, turn: int) -> Row:
        dice = self._dice
        place = min(bisect(self._units, dice.random() * self._units[-1]), len(_UNITS) - 1)
        unit, kind, _ = _UNITS[place]
        value = dice.randint(1, 100) if unit == "%" else int(dice.lognormvariate(7, 3)) + 1
        begin = len(tokens)
        tokens += [f"{value:,}", *(unit.split() if unit else ("of",)), "were", *self._words.some(2)]
        ranged = dice.random() < 0.03
        owned = turn < 6
        return {
            "what": "quantity",
            "at": (begin, begin),
            "values": {
                "kind": kind,
                "value": None if ranged else Decimal(value),
                "low": Decimal(value),
                "high": Decimal(value * 2 if ranged else value),
                "unit": unit,
                "modifier": None,
                "claim": True,
                "subject": " ".join(tokens[-2:]),
                "attribution": claimed if owned else None,
                "claimed_by": [speaker] if owned else [],
                "confidence": round(dice.uniform(0.4, 1), 2),
                "why": "made up",
                "bound": None,
                "hedge": None,
                "unit_text": None,
                "against": None,
                "worth": [],
                "least": float(value),
                "most": float(value * 2 if ranged else value),
            },
        }

    def _facts(self, rows: Rows, reading: int, text: str, length: int) -> None:
        dice = self._dice
        day = _FIRST_DAY + timedelta(days=dice.randrange(_DAYS))
        added = _FIRST_DAY + timedelta(days=_DAYS * reading / self._readings)
        title = " ".join(text.split()[:6]).capitalize()
        rows.add(
            schema.readings,
            {
                "id": reading,
                "source": f"https://example.org/{reading}",
                "address": f"https://example.org/{reading}",
                "canonical": f"example.org/{reading}",
                "title": title,
                "byline": self._speakers.one() if dice.random() < 0.7 else "",
                "outlet": self._outlets.one(),
                "published": "" if dice.random() < 0.1 else day.isoformat(),
                "language": "en",
                "text_sha256": f"{reading:064x}",
                "csl": {"id": str(reading), "type": "article", "title": title},
                "words": length,
                "quotes": 10,
                "speakers": 8,
                "claims": 12,
                "added": f"{added.isoformat()}T12:00:00.000+00:00",
                "opened": "",
                "place": 0,
                "deleted_at": "2024-01-01" if dice.random() < 0.01 else None,
                "lacks_text": dice.random() < 0.005,
                "marked_by": PIPELINE,
            },
        )
        rows.add(
            schema.analysis_runs,
            {
                "reading": reading,
                "pipeline": PIPELINE,
                "text_sha256": f"{reading:064x}",
                "finished": added.isoformat(),
            },
        )

    def _work(self, rows: Rows, reading: int, text: str, starts: Sequence[int]) -> None:
        """Add what the reader did: tags, collections, notes and decisions."""
        dice = self._dice
        for tag in set(self._tags.some(2)):
            rows.add(schema.reading_tags, {"tag": int(tag), "reading": reading})
        for collection, share in ((BIG, 0.5), (SMALL, 0.002), (AROUND, 0.01), (INNER, 0.05)):
            if dice.random() < share:
                held = {"collection": collection, "reading": reading}
                rows.add(schema.collection_readings, held)
        if dice.random() < 0.1:
            begin = starts[dice.randrange(20)]
            end = text.index(" ", begin + 30)
            exact, note = text[begin:end], " ".join(self._words.some(8))
            rows.add(
                schema.own_annotations,
                {
                    "reading": reading,
                    "id": f"{reading:032x}",
                    "start": begin,
                    "end": end,
                    "exact": exact,
                    "prefix": "",
                    "suffix": "",
                    "anchor_start": begin,
                    "anchor_end": end,
                    "note": note if dice.random() < 0.6 else "",
                    "created": "2024-01-01",
                    "modified": "2024-01-01",
                },
            )
        if dice.random() < 0.05:
            number = rows.of[schema.quantities][-1]
            rows.add(
                schema.decisions,
                {
                    "reading": reading,
                    "id": f"{reading:032x}",
                    "kind": "quantity",
                    "verdict": "",
                    "mark": _decided(number),
                    "status": dice.choice(("checked", "disputed", "wrong")),
                    "evidence": "",
                    **{name: number[name] for name in ("start", "end")},
                    "exact": number["text"],
                    "prefix": "",
                    "suffix": "",
                    "anchor_start": number["start"],
                    "anchor_end": number["end"],
                    "standing": "placed",
                    "score": 1.0,
                    "created": "2024-01-01",
                    "modified": "2024-01-01",
                },
            )


def _decided(number: Row) -> Row:
    """Return a number as a decision keeps it."""
    kind = QuantityKind(number["kind"])
    mark = Quantity(number["key"], number["start"], number["end"], number["text"], kind)
    return wire.mark_to_json(mark)[1]


def words(count: int) -> list[str]:
    """Return so many different made-up words, the shortest first as the commonest are."""
    dice = random.Random(7)  # noqa: S311 -- made-up words need no secrecy
    found: dict[str, None] = {}
    while len(found) < count:
        size = 1 + (len(found) > 200) + (len(found) > 8000)
        made = "".join(dice.choice(_BEGINNINGS) + dice.choice(_VOWELS) for _ in range(size))
        found.setdefault(made + dice.choice(_ENDS))
    return list(found)


def people(vocabulary: Sequence[str], count: int) -> list[str]:
    """Return so many different names; the commonest first names are shared by hundreds."""
    dice = random.Random(8)  # noqa: S311 -- made-up names need no secrecy
    first = Chooser(dice, [word.title() for word in vocabulary[300:400]], 0.7)
    found: dict[str, None] = {}
    while len(found) < count:
        found.setdefault(f"{first.one()} {dice.choice(vocabulary[1000:9000]).title()}")
    return list(found)
