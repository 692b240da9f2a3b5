"""Numbers as the tests of their list have them, and ways to use the list."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt

from app.desktop.sheet import Sheet
from app.reading.analysis import Analysis
from app.reading.document import Block, BlockKind, Document
from app.reading.quantity import Criterion, Quantity, QuantityKind
from app.reading.questions import Doubt, Question

COUNT, MONEY, DATE = QuantityKind.COUNT, QuantityKind.MONEY, QuantityKind.DATE
NUMBERS = (
    ("n1", "40", 40, COUNT, "boats", "moored at the quay", (), (Criterion.STATISTIC,)),
    ("n2", "more than 2,400", 2400, COUNT, "people", "killed in Mariupol",
     ("officials in Mariupol", "Antony Blinken"),
     (Criterion.COMPARISON, Criterion.MONEY, Criterion.CAUSAL)),
    ("n3", "$3 million", 3_000_000, MONEY, "USD", "for the slipway", ("Ines Brandt",),
     (Criterion.MONEY, Criterion.COMPARISON)),
    ("n4", "thousands", 1000, COUNT, "people", "", ("Antony Blinken",), ()),
    ("n5", "2031", 2031, DATE, "year", "", (), ()),
    ("n6", "900", 900, COUNT, "boats", "sunk", (), ()),
)  # fmt: skip
QUESTION = "More than 2,400 in one city: is that part of the thousands?"
ASKED = (Question(Doubt.TOTAL, QUESTION, ("n2", "n4")),)
TEXT = ", ".join(text for _, text, *_ in NUMBERS)


def quantity(name, text, value, kind, unit, subject, by, worth):
    start = TEXT.index(text)
    figure = Decimal(value)
    return Quantity(
        name, start, start + len(text), text, kind,
        None if text == "thousands" else figure, figure, None if name in ("n2", "n4") else figure,
        unit, "more than" if name == "n2" else None, kind is not DATE, subject or None,
        claimed_by=by, worth=worth,
    )  # fmt: skip


def sheet(*numbers, questions=ASKED):
    document = Document(
        "fleet.txt",
        TEXT,
        (Block(BlockKind.PARAGRAPH, 0, len(TEXT)),),
        title="The leaking fleet",
        outlet="The Quay",
        published="2022-03-23",
    )
    made = Sheet(
        document,
        Analysis(
            quantities=numbers or tuple(quantity(*number) for number in NUMBERS),
            questions=questions,
            pipeline="x",
        ),
    )
    made.marked = True
    return made


def listed(tab):
    """Return keys of numbers, texts of questions and "# name count" of heads, as they stand."""
    return [
        f"# {row.text} {row.count}" if row.is_head else getattr(row, "text", "") or row.key
        for row in tab.view.rows().all()
    ]


def numbers(tab):
    return [row for row in listed(tab) if row.startswith("n")]


def below_questions(tab):
    return listed(tab)[2:]


def order(tab, chosen):
    tab._order.pick(chosen.value)


def select(tab, qtbot, first, *others):
    place(tab, qtbot, first)
    for key in others:
        place(tab, qtbot, key, Qt.KeyboardModifier.ControlModifier)


def place(tab, qtbot, key, held=Qt.KeyboardModifier.NoModifier):
    view = tab.view
    index = view.rows().index_of(key)
    view.scrollTo(index)
    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, held, view.visualRect(index).center()
    )


def row_of(tab, key):
    return tab.view.rows().row(tab.view.rows().index_of(key))


# Orders
