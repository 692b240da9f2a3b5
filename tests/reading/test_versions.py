"""Two versions of an article: what became of its quotes and numbers."""

from decimal import Decimal

from app.reading.analysis import Analysis
from app.reading.annotation import Reading
from app.reading.attribution import Act, Attribution, AttributionKind
from app.reading.document import Document
from app.reading.quantity import Quantity, QuantityKind
from app.reading.spans import Span
from app.reading.versions import Matter, Turn, changes, counted

FIRST = """\
The mill will close in May, Ada Birk said. It employs 240 people, the union said.
Nobody asked the workers, Tom Reed said.
The town lost 12 shops last year.
"""


def reading(text: str, quotes: dict[str, str], numbers: dict[str, str]) -> Reading:
    """Make a reading in which `quotes` are said by whom, and `numbers` have which value."""
    found = [
        Attribution(
            f"a{n}",
            AttributionKind.INDIRECT,
            Act.STATEMENT,
            (Span(text.index(words), text.index(words) + len(words)),),
            speaker=speaker,
        )
        for n, (words, speaker) in enumerate(quotes.items())
    ]
    counted_ = [
        Quantity(
            f"n{n}",
            text.index(words),
            text.index(words) + len(words),
            words,
            QuantityKind.COUNT,
            Decimal(value),
        )
        for n, (words, value) in enumerate(numbers.items())
    ]
    return Reading(1, Document("x", text, ()), Analysis(tuple(found), (), tuple(counted_)))


QUOTES = {
    "The mill will close in May": "Ada Birk",
    "Nobody asked the workers": "Tom Reed",
}
NUMBERS = {"240": "240", "12": "12"}
BEFORE = reading(FIRST, QUOTES, NUMBERS)


def told(before: Reading, after: Reading) -> list[tuple]:
    return [
        (c.matter, c.turn, c.before and c.before.text, c.after and c.after.text)
        for c in changes(before, after)
    ]


def test_the_same_text_has_no_changes():
    assert changes(BEFORE, BEFORE) == ()
    assert counted(()) == ""


def test_what_only_moved_has_not_changed():
    lines = FIRST.splitlines(keepends=True)
    moved = "A new first paragraph.\n" + "".join(lines[::-1])
    assert changes(BEFORE, reading(moved, QUOTES, NUMBERS)) == ()


def test_an_altered_quote_and_number_are_told_side_by_side():
    text = FIRST.replace("close in May", "close in June").replace("240", "180")
    quotes = {"The mill will close in June": "Ada Birk", "Nobody asked the workers": "Tom Reed"}
    after = reading(text, quotes, {"180": "180", "12": "12"})
    assert told(BEFORE, after) == [
        (
            Matter.QUOTE,
            Turn.ALTERED,
            "The mill will close in May",
            "The mill will close in June",
        ),
        (Matter.NUMBER, Turn.ALTERED, "240", "180"),
    ]
    assert counted(changes(BEFORE, after)) == "1 quote and 1 number"


def test_added_and_dropped_are_told():
    text = FIRST.replace("Nobody asked the workers, Tom Reed said.\n", "") + (
        "We shall fight this in every court, Eve Holt said.\nThe county counted 9,000 signatures.\n"
    )
    quotes = {
        "The mill will close in May": "Ada Birk",
        "We shall fight this in every court": "Eve Holt",
    }
    after = reading(text, quotes, {**NUMBERS, "9,000": "9000"})
    assert told(BEFORE, after) == [
        (Matter.QUOTE, Turn.DROPPED, "Nobody asked the workers", None),
        (Matter.QUOTE, Turn.ADDED, None, "We shall fight this in every court"),
        (Matter.NUMBER, Turn.ADDED, None, "9,000"),
    ]


def test_the_same_words_of_somebody_else_are_altered():
    after = reading(FIRST, {**QUOTES, "Nobody asked the workers": "Eve Holt"}, NUMBERS)
    (change,) = changes(BEFORE, after)
    assert change.turn is Turn.ALTERED
    assert change.before.speaker == "Tom Reed"
    assert change.after.speaker == "Eve Holt"
    assert FIRST[slice(*change.after.span)] == "Nobody asked the workers"


def test_a_number_said_once_more_is_added():
    text = FIRST + "In all 12 shops stood in one street.\n"
    twice = [*BEFORE.analysis.quantities]
    start = text.rindex("12")
    twice.append(Quantity("n9", start, start + 2, "12", QuantityKind.COUNT, Decimal(12)))
    after = Reading(
        2, Document("x", text, ()), Analysis(BEFORE.analysis.attributions, (), tuple(twice))
    )
    (change,) = changes(BEFORE, after)
    assert (change.turn, change.after.span.start) == (Turn.ADDED, start)
