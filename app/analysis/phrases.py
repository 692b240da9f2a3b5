"""A numeral and what belongs to it: modifier before, currency, unit, rate, and modifier after.

Works on the words alone; nouns that are counted come from the parse and are added later.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from app.analysis.lexing import Pieces
from app.analysis.numerals import Form, Numeral, quotient, read_numeral
from app.analysis.units import (
    AFTER,
    BETWEEN,
    CODE_NAMES,
    CURRENCY_CODES,
    CURRENCY_PREFIXES,
    CURRENCY_SIGNS,
    CURRENCY_WORDS,
    DOLLAR_PREFIXES,
    GLUED_UNITS,
    LONGEST_MODIFIER,
    LONGEST_UNIT,
    MODIFIER_ENDS,
    MODIFIERS,
    NATIONAL_CURRENCIES,
    SYMBOLS,
    UNITS,
    Bound,
    Unit,
)
from app.reading.quantity import QuantityKind

_OVER_IS_MORE = frozenset("for after just well lasted lasting took spent been is was".split())
"""Words after which "over" before a length of time means "more than", not "during"."""

_DIMENSIONS = frozenset(
    [
        "wide",
        "long",
        "tall",
        "high",
        "deep",
        "thick",
        "old",
        "strong",
        "across",
        "square",
        "round",
        "heavy",
        "away",
        "apart",
        "distant",
        "plus",
    ]
)
_RATE_BASES = frozenset(
    [
        "second",
        "minute",
        "hour",
        "day",
        "night",
        "week",
        "month",
        "year",
        "quarter",
        "decade",
        "game",
        "match",
        "person",
        "student",
        "pupil",
        "child",
        "worker",
        "employee",
        "household",
        "family",
        "head",
        "capita",
        "barrel",
        "gallon",
        "litre",
        "liter",
        "ton",
        "tonne",
        "pound",
        "ounce",
        "acre",
        "share",
        "vote",
        "ticket",
        "square",
        "mile",
        "kilometer",
        "kilometre",
        "kilo",
        "kilogram",
        "unit",
        "piece",
        "bottle",
        "pack",
        "plate",
        "seat",
        "room",
        "bed",
        "patient",
        "customer",
        "user",
        "vehicle",
        "car",
        "trip",
        "visit",
        "session",
        "bushel",
        "megawatt",
        "kilowatt",
        "season",
        "term",
        "semester",
        "annum",
        "point",
        "run",
    ]
)
_WEIGHT_DRESS = frozenset(
    {"weigh", "weighs", "weighed", "weighing", "lost", "gained", "heavier", "lighter"}
)
_MONEY_DRESS = frozenset(
    [
        "pay",
        "paid",
        "pays",
        "paying",
        "cost",
        "costs",
        "costing",
        "price",
        "priced",
        "prices",
        "fine",
        "fined",
        "worth",
        "spend",
        "spent",
        "sterling",
        "pence",
        "salary",
        "wage",
        "wages",
        "tax",
        "fee",
        "fees",
        "bill",
        "loan",
        "debt",
        "debts",
        "fund",
        "funding",
        "british",
        "sell",
        "sold",
        "buy",
        "bought",
        "earn",
        "earned",
        "bank",
        "cash",
    ]
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A number phrase over pieces [first, last); its numeral lies over [core, core_last).

    `unit` is None while nothing but a counted noun can tell it. `base` names what a rate is per.
    """

    first: int
    last: int
    core: int
    core_last: int
    form: Form
    kind: QuantityKind
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str | None = None
    modifier: str | None = None
    bound: Bound = Bound.EXACT
    scale: Decimal = Decimal(1)
    why: str = ""

    @property
    def plain(self) -> bool:
        """Tell whether this is a bare number so far, without unit, currency or percent."""
        return self.unit is None and self.kind is QuantityKind.COUNT


def read_phrase(pieces: Pieces, numeral: Numeral) -> Phrase:
    """Return the phrase around `numeral`, with its bounds set by the modifier."""
    phrase = Phrase(
        numeral.first,
        numeral.last,
        numeral.first,
        numeral.last,
        numeral.form,
        QuantityKind.COUNT,
        numeral.value,
        numeral.low,
        None,
        scale=numeral.scale,
        why="A number of things counted.",
    )
    phrase = _money(pieces, phrase)
    if phrase.kind is not QuantityKind.MONEY:
        if numeral.suffix:
            phrase = _unscaled(pieces, phrase, numeral)
        phrase = _modified_after(pieces, _measured(pieces, _modified_after(pieces, phrase)))
        if phrase.plain and numeral.form is Form.FRACTION:
            phrase = _fraction(pieces, phrase)
    else:
        phrase = _modified_after(pieces, phrase)
    return modified(pieces, _rate(pieces, _signed(pieces, phrase)))


def bounded(phrase: Phrase) -> Phrase:
    """Set low and high of a single value from what its modifier says."""
    if phrase.value is None:
        return phrase
    low = phrase.value if phrase.bound in {Bound.EXACT, Bound.LEAST} else None
    high = phrase.value if phrase.bound in {Bound.EXACT, Bound.MOST} else None
    return replace(phrase, low=low, high=high)


def hyphen(pieces: Pieces, at: int) -> int:
    """Return the index behind a joining hyphen at `at`, or `at` itself."""
    if pieces[at].text in {"-", "‑"} and pieces[at].glued and pieces[at + 1].glued:
        return at + 1
    return at


def read_unit(pieces: Pieces, at: int, form: Form) -> tuple[Unit, int] | None:
    """Return the unit that begins at piece `at` and the index behind it, or None.

    Abbreviations need digits before them: "5 ft", but not "five ft".
    """
    for count in range(min(LONGEST_UNIT, 4), 0, -1):
        words = pieces.lowers(at, count)
        if not words[-1]:
            continue
        unit = UNITS.get(words)
        if unit is None and count > 2 and words[1] in {"-", "‑"} and pieces[at + 1].glued:
            unit = UNITS.get((words[0], *words[2:]))
        if unit is None:
            continue
        if count == 1 and words[0] in SYMBOLS and form not in {Form.DIGITS, Form.FRACTION}:
            continue
        if words == ("ms",) and not pieces[at].glued:
            continue
        end = at + count
        if words[-1] in {
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


def _signed(pieces: Pieces, phrase: Phrase) -> Phrase:
    """Read the minus of "-5 degrees" and "−0.4%"; before anything else a dash is a dash."""
    sign, before = pieces[phrase.first - 1], pieces[phrase.first - 2]
    if phrase.value is None or phrase.kind is QuantityKind.COUNT:
        return phrase
    if sign.lower == "minus" and before.lower != "or":
        return replace(phrase, first=phrase.first - 1, value=-phrase.value)
    minus = sign.text in {"-", "−"} and not sign.glued and pieces[phrase.first].glued
    if minus and phrase.kind in {QuantityKind.PERCENT, QuantityKind.MEASURE} and not before.digits:
        return replace(phrase, first=phrase.first - 1, value=-phrase.value)
    return phrase


def _money(pieces: Pieces, phrase: Phrase) -> Phrase:
    """Add a currency before or behind the number."""
    first, unit = phrase.first, ""
    before = pieces[first - 1]
    if before.text in CURRENCY_SIGNS:
        first -= 1
        unit = CURRENCY_SIGNS[before.text]
        letters = pieces[first - 1]
        if (
            before.glued
            and letters.word
            and letters.text.isupper()
            and letters.lower in DOLLAR_PREFIXES
        ):
            first -= 1
            unit = DOLLAR_PREFIXES[letters.lower] if before.text == "$" else unit
    elif before.text in CURRENCY_CODES and phrase.form is Form.DIGITS:
        first -= 1
        unit = CODE_NAMES.get(before.text, before.text)
    elif (
        before.lower in CURRENCY_PREFIXES
        and phrase.form is Form.DIGITS
        and before.text[:1].isupper()
    ):
        first -= 1
        unit = CURRENCY_PREFIXES[before.lower]
    elif before.text == "." and pieces[first - 2].lower == "rs":
        first -= 2
        unit = "INR"
    last = phrase.last
    if unit:
        # "$5 million U.S. dollars", "$50-a-day" end with what was read; "US$5m (…)" as well.
        last = _dollar_tail(pieces, last)
    else:
        found = _currency_behind(pieces, phrase)
        if found is None:
            return phrase
        unit, last = found
    return replace(
        phrase,
        first=first,
        last=last,
        unit=unit,
        kind=QuantityKind.MONEY,
        why="An amount of money.",
    )


def _dollar_tail(pieces: Pieces, last: int) -> int:
    return (
        last + 1
        if pieces[last].lower in {"usd", "cad", "aud", "dollars", "pounds", "euros"}
        else last
    )


def _currency_behind(pieces: Pieces, phrase: Phrase) -> tuple[str, int] | None:
    at = hyphen(pieces, phrase.last)
    next_ = pieces[at]
    if next_.text in CURRENCY_SIGNS and phrase.form is Form.DIGITS and not pieces[at + 1].digits:
        return CURRENCY_SIGNS[next_.text], at + 1
    if next_.text in CURRENCY_CODES and phrase.form in {Form.DIGITS, Form.FRACTION}:
        return CODE_NAMES.get(next_.text, next_.text), at + 1
    if pieces.spells(at, ("u", ".", "s", ".", "dollars")):
        return "USD", at + 5
    if next_.lower == "of" and phrase.form is Form.VAGUE:
        at += 1
    for skip in range(3):
        word = pieces[at + skip]
        if not word.word:
            return None
        name = _singular(word.lower)
        code = CURRENCY_WORDS.get(name)
        if code is None:
            # Only a country may stand between: "12 million Hong Kong dollars".
            if not word.text[:1].isupper():
                return None
            continue
        nation = pieces[at + skip - 1].lower if skip else ""
        if (skip and (nation, name) in NATIONAL_CURRENCIES) or (
            skip == 2 and (pieces[at].lower, name) in NATIONAL_CURRENCIES
        ):
            key = (
                (nation, name)
                if (nation, name) in NATIONAL_CURRENCIES
                else (pieces[at].lower, name)
            )
            return NATIONAL_CURRENCIES[key], at + skip + 1
        if skip:
            return None
        if name == "won" and phrase.scale < 1000:
            return None
        if name == "pound" and not _means_money(pieces, phrase):
            return None
        if word.text[:1].isupper() and name in {"rand", "cent", "buck", "penny"}:
            return None
        last = at + 1
        if name == "pound" and pieces[last].lower == "sterling":
            last += 1
        return code, last
    return None


def _singular(word: str) -> str:
    if word in CURRENCY_WORDS:
        return word
    if word == "pennies":
        return "penny"
    return word.removesuffix("s")


def _means_money(pieces: Pieces, phrase: Phrase) -> bool:
    """Tell pounds sterling from pounds of weight by the size and the words around."""
    if phrase.scale >= 1000 or pieces[phrase.last + 1].lower == "sterling":
        return True
    for step in range(1, 13):
        near = {pieces[phrase.first - step].lower, pieces[phrase.last + step].lower}
        if near & _WEIGHT_DRESS:
            return False
        if near & _MONEY_DRESS:
            return True
    return False


def _unscaled(pieces: Pieces, phrase: Phrase, numeral: Numeral) -> Phrase:
    """Take back a suffix that is no scale here: "22m" is metres where nothing is counted."""
    if numeral.suffix not in {"m", "b", "T", "M", "B", "mil"} or phrase.value is None:
        return phrase
    next_ = pieces[numeral.last]
    many = next_.word and next_.lower.endswith("s") and len(next_.text) > 3
    if many or numeral.suffix in {"M", "B"} or next_.lower in {"people", "per", "of"}:
        return phrase
    return replace(
        phrase, value=quotient(phrase.value, numeral.scale), last=numeral.last - 1,
        core_last=numeral.last - 1, scale=Decimal(1),
    )  # fmt: skip


def _measured(pieces: Pieces, phrase: Phrase) -> Phrase:
    """Add percent, a unit of measure or of time, "times" or "fold"."""
    at = phrase.last
    behind = pieces[at]
    if (
        behind.glued
        and behind.text in GLUED_UNITS
        and phrase.form is Form.DIGITS
        and pieces[at - 1].digits
    ):
        name = GLUED_UNITS[behind.text]
        if not (pieces[at + 1].glued and pieces[at + 1].word):
            kind = _GLUED_KINDS.get(name, QuantityKind.MEASURE)
            return replace(phrase, last=at + 1, unit=name, kind=kind, why=_WHY[kind])
    if behind.lower in {"x", "×"} and behind.glued and not pieces[at + 1].digits:
        return replace(
            phrase, last=at + 1, unit="times", kind=QuantityKind.RATIO, why=_WHY[QuantityKind.RATIO]
        )
    at = hyphen(pieces, at)
    if pieces[at].lower in {"times", "fold", "folds", "time"} and (
        pieces[at].lower != "time" or at > phrase.last
    ):
        return replace(
            phrase, last=at + 1, unit="times", kind=QuantityKind.RATIO, why=_WHY[QuantityKind.RATIO]
        )
    if pieces[at].lower == "point" and phrase.form is Form.FRACTION and (at > phrase.last):
        return replace(
            phrase,
            last=at + 1,
            unit="percentage points",
            kind=QuantityKind.PERCENT,
            why=_WHY[QuantityKind.PERCENT],
        )
    if pieces[phrase.first - 1].lower == "magnitude" and phrase.form is Form.DIGITS:
        first = phrase.first - 1
        return replace(
            phrase,
            first=first,
            unit="magnitude",
            kind=QuantityKind.MEASURE,
            why=_WHY[QuantityKind.MEASURE],
        )
    if pieces[at].lower == "of" and pieces[at - 1].lower == "couple":
        at += 1
    value = phrase.value
    found = read_unit(pieces, at, phrase.form)
    if found is None and phrase.form is Form.FRACTION:
        found, value = _part_of_unit(pieces, at, phrase)
    if found is None:
        found = _after_adjectives(pieces, at, phrase.form)
    if found is None:
        return phrase
    unit, last = found
    if phrase.form is Form.VAGUE and unit.kind is QuantityKind.COUNT:
        return phrase
    kind = unit.kind
    tail = hyphen(pieces, last)
    if unit.name in {"years", "months", "weeks", "days"} and _tells_age(pieces, tail):
        kind = QuantityKind.AGE
        last = tail + (2 if pieces[tail].lower == "of" else 1)
        if pieces[last].lower in {"s"} and pieces[last].glued:
            last += 1
    elif tail > last and pieces[tail].lower in _DIMENSIONS:
        last = tail + 1
    return replace(phrase, last=last, unit=unit.name, kind=kind, value=value, why=_WHY[kind])


def _tells_age(pieces: Pieces, at: int) -> bool:
    if pieces[at].lower in {"old", "olds"}:
        return True
    return pieces[at].lower == "of" and pieces[at + 1].lower == "age"


def _part_of_unit(
    pieces: Pieces, at: int, phrase: Phrase
) -> tuple[tuple[Unit, int] | None, Decimal | None]:
    """Read "half a mile", "a quarter of a percentage point", "half of 1 percent"."""
    if pieces[at].lower == "of":
        at += 1
    elif pieces[at].lower not in {"a", "an"}:
        return None, phrase.value
    if pieces[at].lower in {"a", "an", "one", "1"}:
        found = read_unit(pieces, at + 1, phrase.form)
        if found is not None:
            return found, phrase.value
    return None, phrase.value


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


def _fraction(pieces: Pieces, phrase: Phrase) -> Phrase:
    """Make a share of a fraction that has no unit ("two-thirds of the members")."""
    if phrase.scale > 1 or phrase.value is None or phrase.value >= 1:
        return phrase
    return replace(phrase, unit="fraction", kind=QuantityKind.RATIO, why="A part of a whole.")


def _rate(pieces: Pieces, phrase: Phrase) -> Phrase:
    """Add "per 100,000 people", "an hour", "a barrel" where something is counted by it."""
    if phrase.kind in {QuantityKind.AGE, QuantityKind.RATIO} and phrase.unit != "times":
        return phrase
    at = hyphen(pieces, phrase.last)
    nouns: list[str] = []
    if phrase.plain or phrase.kind is QuantityKind.PERCENT:
        # "65.2 new cases per 100,000 people": up to three nouns may stand between.
        while len(nouns) < 3 and pieces[at].word and pieces[at].lower not in {"per", "a", "an"}:
            nouns.append(pieces[at].lower)
            at += 1
        if pieces[at].lower != "per" or (phrase.kind is QuantityKind.PERCENT and nouns):
            return phrase
    if pieces[at].lower == "per":
        base = _base(pieces, at + 1)
        if base is None:
            return phrase
        name, last = base
        what = " ".join(nouns) or phrase.unit
        unit = f"{what} per {name}" if what else f"per {name}"
        kind = phrase.kind if phrase.kind is not QuantityKind.COUNT else QuantityKind.RATIO
        return replace(phrase, last=last, unit=unit, kind=kind, why="A rate.")
    if pieces[at].lower in {"a", "an"} and phrase.kind in {
        QuantityKind.MONEY,
        QuantityKind.MEASURE,
        QuantityKind.DURATION,
        QuantityKind.RATIO,
    }:
        step = hyphen(pieces, at + 1)
        word = pieces[step].lower
        after = pieces[step + 1].lower
        if word in _RATE_BASES and after not in {
            "ago",
            "earlier",
            "later",
            "before",
            "after",
            "and",
        }:
            if phrase.kind is QuantityKind.DURATION and word not in {
                "day",
                "week",
                "month",
                "year",
            }:
                return phrase
            return replace(phrase, last=step + 1, unit=f"{phrase.unit} per {word}", why="A rate.")
    return phrase


def _base(pieces: Pieces, at: int) -> tuple[str, int] | None:
    """Return what a rate is per and the index behind it ("100,000 people", "capita")."""
    numeral = read_numeral(pieces, at) if pieces[at].digits or pieces[at].word else None
    words: list[str] = []
    if numeral is not None and numeral.value is not None:
        words = [pieces.text[pieces[at].start : pieces[numeral.last - 1].end]]
        at = numeral.last
    found = read_unit(pieces, at, Form.DIGITS)
    if found is not None:
        return " ".join([*words, pieces[at].lower if not words else found[0].name]), found[1]
    if pieces[at].word and pieces[at].lower not in {
        "the",
        "a",
        "an",
        "and",
        "in",
        "on",
        "of",
        "at",
        "for",
        "by",
        "to",
    }:
        return " ".join([*words, pieces[at].lower]), at + 1
    return (" ".join(words), at) if words else None


def _modified_after(pieces: Pieces, phrase: Phrase) -> Phrase:
    if phrase.modifier is not None or phrase.value is None:
        return phrase
    for words, bound in AFTER.items():
        if pieces.spells(phrase.last, words):
            if words == ("plus",) and pieces[phrase.last + 1].digits:
                continue
            if words == ("+",) and not pieces[phrase.last].glued:
                continue
            last = phrase.last + len(words)
            if words == ("or", "so") and pieces[last].lower in {"that", "they", "he", "she"}:
                continue
            modifier = pieces.text[pieces[phrase.last].start : pieces[last - 1].end].lstrip("-")
            return replace(phrase, last=last, modifier=modifier, bound=bound)
    return phrase


def modified(pieces: Pieces, phrase: Phrase) -> Phrase:
    """Add the modifier before the phrase, twice at most, and set low and high from it."""
    first, bound = phrase.first, None
    for _ in range(2):
        found = _modifier_before(pieces, first, phrase)
        if found is None:
            break
        first, read = found
        bound = read if bound in {None, Bound.EXACT, Bound.ABOUT} else bound
    if bound is None:
        return bounded(phrase)
    modifier = pieces.text[pieces[first].start : pieces[phrase.first - 1].end].lower()
    if phrase.modifier is not None:
        # "about 40 or more": the one behind says what the bound is.
        return bounded(replace(phrase, first=first, modifier=f"{modifier} … {phrase.modifier}"))
    return bounded(replace(phrase, first=first, modifier=modifier, bound=bound))


def _modifier_before(pieces: Pieces, first: int, phrase: Phrase) -> tuple[int, Bound] | None:
    end = pieces[first - 1]
    if end.lower not in MODIFIER_ENDS:
        return None
    if end.word and pieces[first].glued and end.text not in {"~", "<", ">"}:
        return None
    for count in range(LONGEST_MODIFIER, 0, -1):
        bound = MODIFIERS.get(pieces.lowers(first - count, count))
        if bound is not None and not _other_sense(pieces, first - count, count, phrase):
            return first - count, bound
    return None


def _other_sense(pieces: Pieces, at: int, count: int, phrase: Phrase) -> bool:
    """Tell whether a one-word modifier is a preposition of time or place here."""
    if count > 1:
        return False
    word = pieces[at].lower
    if word == "over" and phrase.kind is QuantityKind.DURATION:
        told = pieces[phrase.last].lower in {"ago", "old", "earlier", "later", "since"}
        return not told and pieces[at - 1].lower not in _OVER_IS_MORE
    if word == "within":
        return phrase.kind not in {
            QuantityKind.DURATION,
            QuantityKind.MEASURE,
            QuantityKind.PERCENT,
        }
    if word in {"about", "around"} and phrase.form is Form.VAGUE and phrase.low == 2:
        # "asked about several women"
        return True
    if word in {"under", "beyond", "near", "fully", "another"}:
        return phrase.kind is QuantityKind.DATE
    if word == "some":
        return phrase.form is Form.VAGUE and phrase.value is None
    return False


_GLUED_KINDS = {
    "pence": QuantityKind.MONEY,
    "cents": QuantityKind.MONEY,
    "hours": QuantityKind.DURATION,
    "seconds": QuantityKind.DURATION,
}
_WHY = {
    QuantityKind.MEASURE: "A measured size.",
    QuantityKind.DURATION: "A length of time.",
    QuantityKind.PERCENT: "A share or change in percent.",
    QuantityKind.RATIO: "How many times.",
    QuantityKind.MONEY: "An amount of money.",
    QuantityKind.AGE: "An age.",
    QuantityKind.COUNT: "A number of things counted.",
}
