"""What two readings have in common, and what each has alone."""

from decimal import Decimal

from app.insight.readings_compared import compared
from app.reading.analysis import Analysis
from app.reading.annotation import Reading
from app.reading.attribution import Act, Attribution, AttributionKind
from app.reading.document import Document
from app.reading.quantity import Quantity, QuantityKind
from app.reading.spans import Span
from app.reading.speaker import Speaker


def reading(number, quotes, figures=(), unnamed=()):
    """Return a reading of quotes, each with its speaker, and of numbers of mills closed."""
    text, said = "", []
    for place, (name, words) in enumerate(quotes):
        start = len(text)
        text += f"{words}\n"
        said.append(
            Attribution(
                f"a{place}",
                AttributionKind.DIRECT,
                Act.STATEMENT,
                (Span(start, start + len(words)),),
                speaker=name,
                heading=words == "headline",
            )
        )
    numbers = tuple(
        Quantity(
            *(f"n{value}", 0, 1, str(value), QuantityKind.COUNT, Decimal(value)),
            *(Decimal(value), Decimal(value), "mills"),
            subject=subject,
            claimed_by=(by,),
        )
        for by, value, subject in figures
    )
    names = dict.fromkeys(name for name, _ in quotes)
    speakers = tuple(Speaker(name, anonymous=name in unnamed) for name in names)
    return Reading(
        number,
        Document(f"{number}.txt", text, (), title=f"Reading {number}"),
        Analysis(tuple(said), quantities=numbers, speakers=speakers),
    )


def told(found):
    return [
        (
            shared.names,
            [
                (pair.one.text if pair.one else "", pair.other.text if pair.other else "")
                for pair in shared.quotes
            ],
        )
        for shared in found.shared
    ]


def test_quotes_of_a_speaker_of_both_are_aligned_by_their_words():
    one = reading(1, [("Ada Birk", "the wheel is old"), ("Ada Birk", "we will rebuild the mill")])
    other = reading(
        2, [("Ada Birk", "we will surely rebuild the mill"), ("Ada Birk", "nobody was asked")]
    )
    found = compared(one, other)
    assert told(found) == [
        (
            ("Ada Birk", "Ada Birk"),
            [
                ("we will rebuild the mill", "we will surely rebuild the mill"),
                ("the wheel is old", "nobody was asked"),
            ],
        )
    ]
    alike, apart = found.shared[0].quotes
    assert 0.8 < alike.likeness < 1
    assert apart.likeness == 0
    assert found.one.speakers == found.other.speakers == ()


def test_speakers_meet_by_united_names_and_by_a_surname_that_only_one_has():
    one = reading(1, [("Ada Birk", "a"), ("Mayor of Ems", "b"), ("Jo Orsel", "c")])
    other = reading(2, [("Birk", "a"), ("Ines Ward", "b"), ("Lena Orsel", "c")])
    found = compared(one, other, {"Mayor of Ems": "Ines Ward"})
    assert {shared.names for shared in found.shared} == {
        ("Ada Birk", "Birk"),
        ("Mayor of Ems", "Ines Ward"),
    }
    # Two of one surname, both with first names, are two people.
    assert [name for name, _ in found.one.speakers] == ["Jo Orsel"]
    assert [name for name, _ in found.other.speakers] == ["Lena Orsel"]


def test_a_description_meets_only_the_same_description():
    one = reading(1, [("port officials", "a")], unnamed=("port officials",))
    other = reading(2, [("officials", "a")], unnamed=("officials",))
    assert compared(one, other).shared == ()


def test_headlines_are_left_out_and_the_most_quoted_stand_first():
    one = reading(1, [("B", "x"), ("A", "headline"), ("A", "y"), ("A", "z")])
    found = compared(one, reading(2, []))
    assert [(name, len(quotes)) for name, quotes in found.one.speakers] == [("A", 2), ("B", 1)]


def test_numbers_for_the_same_thing_meet_and_the_others_are_told_apart():
    one = reading(1, [("Ada Birk", "a")], [("Ada Birk", 5, "closed"), ("Ada Birk", 7, "rebuilt")])
    other = reading(2, [("Birk", "a")], [("Birk", 6, "closed")])
    found = compared(one, other)
    ((pair),) = found.figures
    assert (pair.one.quantity.value, pair.other.quantity.value) == (5, 6)
    assert pair.matters == ()  # the same person under both names
    assert [figure.quantity.value for figure in found.one.figures] == [7]
    assert found.other.figures == ()
