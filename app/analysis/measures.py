"""Units behind a number: percent, measures, lengths of time, "times", and what a rate is per."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from app.analysis.lexing import Pieces, words
from app.analysis.numeral_grammar import and_a_fraction, read_numeral
from app.analysis.numerals import Form, digits_value
from app.analysis.phrase import RATE, WHY, Phrase, hyphen
from app.analysis.units import BETWEEN, GLUED_UNITS, LONGEST_UNIT, SYMBOLS, UNITS, Unit
from app.reading.quantity import QuantityKind

_DIMENSIONS = words(
    "wide long tall high deep thick old strong across square round heavy away apart distant plus"
)
_RATE_BASES = words(
    "second minute hour day night week month year quarter decade game match person student pupil child "
    "worker employee household family head capita barrel gallon litre liter ton tonne pound ounce acre "
    "share vote ticket square mile kilometer kilometre kilo kilogram unit piece bottle pack plate seat room "
    "bed patient customer user vehicle car trip visit session bushel megawatt kilowatt season term semester "
    "annum point run"
)
_DOTTED = words("hrs hr mins min secs sec lbs lb ft oz sq")
_NOT_SINCE = words("ago earlier later before after and")
_SPACED = words("m g C F")
_BEHIND_SPACED = words("of in and or to above below from at on the by x × per with")
_QUAKES = words("earthquake earthquakes quake quakes tremor temblor aftershock")
_STRONGEST = 12
"""Magnitudes end below this."""
_PER = frozenset({("for", "every"), ("for", "each"), ("in", "every")})
_INCH_MARKS = frozenset('"”″')
_FOOT_MARKS = frozenset("'’′")
_NO_BASE = words("the a an and in on of at for by to")
_GLUED_KINDS = {
    "pence": QuantityKind.MONEY,
    "cents": QuantityKind.MONEY,
    "hours": QuantityKind.DURATION,
    "seconds": QuantityKind.DURATION,
}


def read_unit(pieces: Pieces, at: int, form: Form) -> tuple[Unit, int] | None:
    """Return the unit that begins at piece `at` and the index behind it, or None.

    Abbreviations need digits before them: "5 ft", but not "five ft".
    """
    for count in range(min(LONGEST_UNIT, 4), 0, -1):
        names = pieces.lowers(at, count)
        if not names[-1]:
            continue
        unit = UNITS.get(names)
        if unit is None and count > 2 and names[1] in {"-", "‑"} and pieces[at + 1].glued:
            unit = UNITS.get((names[0], *names[2:]))
        if unit is None:
            continue
        if count == 1 and names[0] in SYMBOLS and form not in {Form.DIGITS, Form.FRACTION}:
            continue
        if names == ("ms",) and not pieces[at].glued:
            continue
        end = at + count
        if names[-1] in {
            "hrs",
            "hr",
            "mins",
            "min",
            "secs",
            "sec",
            "lbs",
            "lb",
            "ft",
            "oz",
            "sq",
        } and _abbreviated(pieces, end):
            end += 1
        return unit, end
    return None


def _abbreviated(pieces: Pieces, at: int) -> bool:
    return pieces[at].text == "." and pieces[at].glued and pieces[at + 1].text[:1].islower()


def add_unit(pieces: Pieces, phrase: Phrase) -> Phrase:
    """Add percent, a unit of measure or of time, "times" or "fold"."""
    special = (
        _glued(pieces, phrase)
        or _spaced(pieces, phrase)
        or _times(pieces, phrase)
        or _special(pieces, phrase)
    )
    if special is not None:
        return special
    at = hyphen(pieces, phrase.last)
    if pieces[at].lower == "of" and phrase.form is Form.VAGUE:
        # "hundreds of miles", but "hundreds of second-hand cars"
        whole = read_unit(pieces, at + 1, phrase.form)
        found = whole if whole and pieces[whole[1] - 1].lower.endswith(("s", "feet")) else None
    else:
        found = read_unit(pieces, at, phrase.form)
    if found is None and phrase.form is Form.FRACTION:
        found = _part_of_unit(pieces, at, phrase.form)
    if found is None:
        found = _after_adjectives(pieces, at, phrase.form)
    if found is None:
        return phrase
    unit, last = found
    kind = unit.kind
    tail = hyphen(pieces, last)
    if unit.name in {"years", "months", "weeks", "days"} and _tells_age(pieces, tail):
        kind = QuantityKind.AGE
        last = tail + (2 if pieces[tail].lower == "of" else 1)
    elif tail > last and pieces[tail].lower in _DIMENSIONS:
        last = tail + 1
    return replace(phrase, last=last, unit=unit.name, kind=kind, why=WHY[kind])


def _glued(pieces: Pieces, phrase: Phrase) -> Phrase | None:
    """Read the letters that are units only when glued to digits ("22m", "30C", "50p")."""
    at = phrase.last
    letter = pieces[at]
    if not (letter.glued and letter.text in GLUED_UNITS and pieces[at - 1].digits):
        return None
    if phrase.form is not Form.DIGITS or (pieces[at + 1].glued and pieces[at + 1].word):
        return None
    name = GLUED_UNITS[letter.text]
    kind = _GLUED_KINDS.get(name, QuantityKind.MEASURE)
    return replace(phrase, last=at + 1, unit=name, kind=kind, why=WHY[kind])


def _spaced(pieces: Pieces, phrase: Phrase) -> Phrase | None:
    """Read "3 m deep" and "(86 F)"; "3 m people" and "5 C students" are something else."""
    letter, after = pieces[phrase.last], pieces[phrase.last + 1]
    if letter.glued or letter.text not in _SPACED or phrase.form is not Form.DIGITS:
        return None
    if after.word and after.lower not in _DIMENSIONS and after.lower not in _BEHIND_SPACED:
        return None
    if after.text in {".", "'", "’", "&"} and after.glued and pieces[phrase.last + 2].glued:
        return None
    kind = QuantityKind.MEASURE
    return replace(
        phrase, last=phrase.last + 1, unit=GLUED_UNITS[letter.text], kind=kind, why=WHY[kind]
    )


def _times(pieces: Pieces, phrase: Phrase) -> Phrase | None:
    """Read "three times", "two-time", "10-fold", "3x"."""
    last = phrase.last
    at = hyphen(pieces, last)
    word = pieces[at]
    cross = word.lower in {"x", "×"} and word.glued and at == last and not pieces[at + 1].digits
    if word.lower == "of" and phrase.form is Form.VAGUE and pieces[at + 1].lower == "times":
        at, word = at + 1, pieces[at + 1]
    once = word.lower == "time" and at > last and phrase.form is not Form.FRACTION
    if cross or once or word.lower in {"times", "fold"}:
        kind = QuantityKind.RATIO
        return replace(phrase, last=at + 1, unit="times", kind=kind, why=WHY[kind])
    return None


def _special(pieces: Pieces, phrase: Phrase) -> Phrase | None:
    """Read "a quarter-point", "half of a point", "a factor of three" and what earthquakes have."""
    at = hyphen(pieces, phrase.last)
    if phrase.form is Form.FRACTION:
        kind = QuantityKind.PERCENT
        points = replace(phrase, unit="percentage points", kind=kind, why=WHY[kind])
        if pieces[at].lower == "point" and at > phrase.last:
            return replace(points, last=at + 1)
        if pieces.lowers(at, 3) == ("of", "a", "point"):
            return replace(points, last=at + 3)
    if pieces.lowers(phrase.first - 2, 2) == ("factor", "of"):
        kind = QuantityKind.RATIO
        return replace(phrase, unit="times", kind=kind, why=WHY[kind])
    return _magnitude(pieces, phrase)


def _magnitude(pieces: Pieces, phrase: Phrase) -> Phrase | None:
    """Read "magnitude 7.8", "a magnitude of 7.8", "a 7.8 earthquake", "7.8 on the Richter scale"."""
    if phrase.form is not Form.DIGITS or phrase.value is None or phrase.value >= _STRONGEST:
        return None
    first = phrase.first
    tied = pieces[first - 1].text in {"-", "‑"} and pieces[first].glued
    before = pieces[first - 1 - tied].lower
    of = before == "of" and pieces[first - 2].lower == "magnitude"
    behind = pieces[phrase.last].lower
    broken = phrase.value != phrase.value.to_integral_value()
    quake = (broken and behind in _QUAKES) or (
        behind == "on" and pieces[phrase.last + 2].lower in {"richter", "moment"}
    )
    if before != "magnitude" and not of and not quake:
        return None
    kind = QuantityKind.MEASURE
    start = first - 1 - tied if before == "magnitude" else first
    return replace(phrase, first=start, unit="magnitude", kind=kind, why=WHY[kind])


def _tells_age(pieces: Pieces, at: int) -> bool:
    if pieces[at].lower in {"old", "olds"}:
        return True
    return pieces[at].lower == "of" and pieces[at + 1].lower == "age"


def _part_of_unit(pieces: Pieces, at: int, form: Form) -> tuple[Unit, int] | None:
    """Read "half a mile", "a quarter of a percentage point", "half of 1 percent"."""
    if pieces[at].lower == "of":
        at += 1
    return read_unit(pieces, at + 1, form) if pieces[at].lower in {"a", "an", "one", "1"} else None


def _after_adjectives(pieces: Pieces, at: int, form: Form) -> tuple[Unit, int] | None:
    """Read "three consecutive years", "10 more days"; only time is counted that way."""
    for _ in range(2):
        if pieces[at].lower not in BETWEEN:
            return None
        at += 1
        found = read_unit(pieces, at, form)
        if found is not None:
            return found if found[0].kind is QuantityKind.DURATION else None
    return None


def read_unit_and_part(pieces: Pieces, at: int) -> Phrase | None:
    """Read "a year and a half", "an hour and a quarter", "the past decade and a half"."""
    window = pieces[at].lower in {"past", "last"}
    if not (window or pieces[at].lower in {"a", "an", "one"}) or pieces[at + 2].lower != "and":
        return None
    found = read_unit(pieces, at + 1, Form.WORDS)
    if found is None:
        return None
    unit, behind = found
    last, part, form = and_a_fraction(pieces, behind, Decimal(0), Form.WORDS)
    if not part:
        return None
    value = 1 + part
    first = at + window
    return Phrase(
        first,
        last,
        first,
        last,
        form,
        unit.kind,
        value,
        value,
        value,
        unit.name,
        why=WHY[unit.kind],
    )


def read_feet_and_inches(pieces: Pieces, at: int) -> Phrase | None:
    """Read 6'3", with or without its last mark."""
    feet, mark, inches = pieces[at], pieces[at + 1], pieces[at + 2]
    if mark.text not in _FOOT_MARKS or not (mark.glued and inches.glued and inches.digits):
        return None
    tall, rest = digits_value(feet.text), digits_value(inches.text)
    if (
        not feet.digits
        or len(inches.text) > 2
        or tall is None
        or rest is None
        or not (0 < tall < 9 and rest < 12)
    ):
        return None
    last = at + 3
    if pieces[last].text in _INCH_MARKS and pieces[last].glued:
        last += 1
    value, kind = 12 * tall + rest, QuantityKind.MEASURE
    return Phrase(
        at, last, at, last, Form.DIGITS, kind, value, value, value, "inches", why=WHY[kind]
    )


def add_rate(pieces: Pieces, phrase: Phrase) -> Phrase:
    """Add "per 100,000 people", "an hour", "a barrel" where something is counted by it."""
    if phrase.kind is QuantityKind.AGE or phrase.unit == "fraction":
        return phrase
    return _per(pieces, phrase) or _each(pieces, phrase) or phrase


def _per(pieces: Pieces, phrase: Phrase) -> Phrase | None:
    at = hyphen(pieces, phrase.last)
    nouns: list[str] = []
    while phrase.plain and len(nouns) < 3 and pieces[at].word and not _begins_base(pieces, at):
        # "65.2 new cases per 100,000 people": up to three nouns may stand between.
        nouns.append(pieces[at].lower)
        at += 1
    paired = pieces.lowers(at, 2) in _PER
    base = _base(pieces, at + 1 + paired) if paired or pieces[at].lower == "per" else None
    if base is None or (paired and not base[0][:1].isdigit()):
        return None
    name, last = base
    what = " ".join(nouns) or phrase.unit
    unit = f"{what} per {name}" if what else f"per {name}"
    kind = QuantityKind.RATIO if phrase.kind is QuantityKind.COUNT else phrase.kind
    return replace(phrase, last=last, unit=unit, kind=kind, why=RATE)


_ARTICLES = words("per a an")


def _begins_base(pieces: Pieces, at: int) -> bool:
    return pieces[at].lower in _ARTICLES or pieces.lowers(at, 2) in _PER


def _each(pieces: Pieces, phrase: Phrase) -> Phrase | None:
    """Read "$15 an hour" and "three times a week", but not "10 percent a year earlier"."""
    at = hyphen(pieces, phrase.last)
    if pieces[at].lower not in {"a", "an"} or phrase.kind not in _COUNTED_BY:
        return None
    step = hyphen(pieces, at + 1)
    word = pieces[step].lower
    if word not in _RATE_BASES or pieces[step + 1].lower in _NOT_SINCE:
        return None
    if phrase.kind is QuantityKind.DURATION and word not in {"day", "week", "month", "year"}:
        return None
    return replace(phrase, last=step + 1, unit=f"{phrase.unit} per {word}", why=RATE)


_COUNTED_BY = frozenset(
    {QuantityKind.MONEY, QuantityKind.MEASURE, QuantityKind.DURATION, QuantityKind.RATIO}
)


def _base(pieces: Pieces, at: int) -> tuple[str, int] | None:
    """Return what a rate is per and the index behind it ("100,000 people", "capita")."""
    named: list[str] = []
    numeral = read_numeral(pieces, at)
    if numeral is not None and numeral.value is not None:
        named = [pieces.text[pieces[at].start : pieces[numeral.last - 1].end]]
        at = numeral.last
    found = read_unit(pieces, at, Form.DIGITS)
    if found is not None:
        return " ".join([*named, found[0].name if named else pieces[at].lower]), found[1]
    if pieces[at].word and pieces[at].lower not in _NO_BASE:
        return " ".join([*named, pieces[at].lower]), at + 1
    return (" ".join(named), at) if named else None
