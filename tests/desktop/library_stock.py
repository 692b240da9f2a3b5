"""A library with readings on every kind of shelf, for the tests of the library pane."""

import sqlite3
from decimal import Decimal

from app.desktop.sheet import new_own
from app.library.library import Library
from app.reading.analysis import Analysis
from app.reading.attribution import Act, Attribution, AttributionKind
from app.reading.document import Block, BlockKind, Document
from app.reading.imported import ImportedItem
from app.reading.makers import PIPELINE
from app.reading.quantity import Quantity, QuantityKind
from app.reading.spans import Span
from app.reading.speaker import Speaker

READINGS = (
    # title, outlet, day, who says, what, how many, of what
    ("Ferry to stop in May", "Island Courier", "2024-03-01", "Mira Holt", "the hull is worn through after forty winters on the sound", "3", "ferries"),
    ("Council approves harbour tram after eleven years of planning", "City Examiner", "2024-02-11", "Lena Brandt", "the wait was too long and the harbour has waited longest", "52", "rails"),
    ("Shopkeepers count their losses", "City Examiner", "2024-01-30", "Omar Reyes", "nobody asked the shopkeepers about the harbour works", "30", "shops"),
    ("Water company fined", "The Ledger", "2023-11-02", "Ines Ward", "the river was warned of and nobody read the warning", "12", "spills"),
    ("A mill is rebuilt before winter", "Valley Post", "2023-10", "Jo Orsel", "the mill will grind again before the harbour freezes", "7", "wheels"),
    ("Depot engineers warn of winter", "", "2022", "Tom Birk", "the signals are not ready for winter", "14", "signals"),
)  # fmt: skip


def filled(file):
    """Make a library in `file`; return the ids of its readings, in the order they were added."""
    with Library.open(file) as library:
        made = [library.add(*marked(*facts)) for facts in READINGS[::-1]][::-1]
        shelves = library.shelves
        press = key(shelves.add_collection("Press"))
        harbour = key(shelves.add_collection("Harbour", press))
        shelves.add_collection("Schools")
        shelves.add_collection("Numbers over ten", query="number:>10")
        shelves.put(made[:3], press)
        shelves.put(made[1:3], harbour)
        shelves.tag(made[:2], add=["transport"])
        shelves.tag(made[1:4], add=["water"])
        own = new_own(library.load(made[0]).document, Span(0, 5), "Call the harbour master.")
        library.save_own(made[0], own)
        library.imports.take_in(
            [
                ImportedItem(f"tool:{n}", f"Saved for later {n}", f"https://far.example/{n}")
                for n in range(2)
            ]
        )
        gone = library.add(*marked("Thrown away", "Old Paper", "2021-05-05", "Al Ray", "it is gone", "1", "thing"))  # fmt: skip
        library.bin.put([gone])
    return made


def key(operation):
    return operation.rows[0].key["id"]


def marked(title, outlet, published, speaker, words, count, unit):
    """Return an article that says what somebody said and counts something, and its marks."""
    lines = [f"{speaker} said that {words}.", f"There are {count} {unit} in all."]
    text = "\n".join(lines)
    blocks = (
        Block(BlockKind.PARAGRAPH, 0, len(lines[0])),
        Block(BlockKind.PARAGRAPH, len(lines[0]) + 1, len(text)),
    )
    document = Document(
        f"{title}.txt", text, blocks, title=title, outlet=outlet, published=published, language="en"
    )
    start = text.index(words)
    said = Attribution(
        "a1", AttributionKind.INDIRECT, Act.STATEMENT, (Span(start, start + len(words)),),
        speaker=speaker,
    )  # fmt: skip
    place = text.index(f"{count} {unit}")
    number = Quantity(
        "n1", place, place + len(count), count, QuantityKind.COUNT, Decimal(count), unit=unit
    )
    analysis = Analysis(
        (said,), quantities=(number,), speakers=(Speaker(speaker),), pipeline=PIPELINE
    )
    return document, analysis


def many(file, count):
    """Make a library of `count` readings, all alike but for their titles."""
    with Library.open(file) as library:
        library.add(*marked("Reading 00000", "", "", "Al Ray", "so it is", "1", "thing"))
    database = sqlite3.connect(file)
    with database:
        for table in ("readings", "texts"):
            columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
            new = {
                "id": "n + 1",
                "reading": "n + 1",
                "title": "printf('Reading %05d', n)",
                "source": "printf('%05d.txt', n)",
                "added": "printf('2124-01-01T%02d:%02d:%02d.000+00:00', n / 3600, n / 60 % 60, n % 60)",
            }
            values = ", ".join(new.get(column, column) for column in columns)
            database.execute(
                "WITH RECURSIVE some(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM some WHERE n < ?)"  # noqa: S608
                f" INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM some, {table}"
                f" WHERE {table}.rowid = 1",
                (count - 1,),
            )
    database.close()
