"""A numeral and what belongs to it: modifier before, currency, unit, rate, and modifier after.

Works on the words alone; nouns that are counted come from the parse and are added later.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from app.analysis.lexing import Pieces, words
from app.analysis.measures import (
    add_rate,
    add_unit,
    read_feet_and_inches,
    read_unit_and_part,
)
from app.analysis.modifiers import modified, modified_after
from app.analysis.money import add_money
from app.analysis.numeral_grammar import read_numeral
from app.analysis.numerals import Form, Numeral, quotient
from app.analysis.phrase import PART, WHY, Phrase
from app.reading.quantity import QuantityKind

_DOUBTFUL_SUFFIXES = words("m b T M B mil")
_RACES = words("hurdles relays finals heats sprints champions swimmers runners races")
_ALWAYS_SCALES = words("M B")


def read_phrase(pieces: Pieces, at: int) -> Phrase | None:
    """Return the phrase whose numeral begins at piece `at`, with its bounds, or None."""
    whole = read_unit_and_part(pieces, at) or read_feet_and_inches(pieces, at)
    if whole is not None:
        return modified(pieces, whole)
    numeral = read_numeral(pieces, at)
    if numeral is None:
        return None
    phrase = add_money(pieces, _bare(numeral))
    if phrase.kind is QuantityKind.MONEY:
        phrase = modified_after(pieces, phrase)
    else:
        phrase = modified_after(pieces, _unscaled(pieces, phrase, numeral))
        phrase = modified_after(pieces, add_unit(pieces, phrase))
        phrase = _as_share(phrase)
    return modified(pieces, add_rate(pieces, _signed(pieces, phrase)))


def _bare(numeral: Numeral) -> Phrase:
    return Phrase(
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
        why=WHY[QuantityKind.COUNT],
    )


def _signed(pieces: Pieces, phrase: Phrase) -> Phrase:
    """Read the minus of "-5 degrees" and "−0.4%"; before anything else a dash is a dash."""
    sign, before = pieces[phrase.first - 1], pieces[phrase.first - 2]
    if phrase.value is None:
        return phrase
    if sign.lower == "minus" and before.lower != "or":
        return replace(phrase, first=phrase.first - 1, value=-phrase.value)
    minus = sign.text in {"-", "−"} and not sign.glued and pieces[phrase.first].glued
    told = phrase.kind in {QuantityKind.PERCENT, QuantityKind.MEASURE} or (
        before.word and phrase.form is Form.DIGITS
    )
    if minus and told and not before.digits:
        return replace(phrase, first=phrase.first - 1, value=-phrase.value)
    return phrase


def _unscaled(pieces: Pieces, phrase: Phrase, numeral: Numeral) -> Phrase:
    """Take back a suffix that is no scale here: "22m" is metres where nothing is counted."""
    if numeral.suffix not in _DOUBTFUL_SUFFIXES or phrase.value is None:
        return phrase
    next_ = pieces[numeral.last]
    many = next_.word and next_.lower.endswith("s") and len(next_.text) > 3
    many = many and next_.lower not in _RACES
    if many or numeral.suffix in _ALWAYS_SCALES or next_.lower in {"people", "per", "of"}:
        return phrase
    last = numeral.last - 1
    value = quotient(phrase.value, numeral.scale)
    return replace(phrase, value=value, last=last, core_last=last, scale=Decimal(1))


def _as_share(phrase: Phrase) -> Phrase:
    """Make a share of a fraction that has no unit ("two-thirds of the members")."""
    part = phrase.plain and phrase.form is Form.FRACTION and phrase.scale == 1
    if not part or phrase.value is None or phrase.value >= 1:
        return phrase
    return replace(phrase, unit="fraction", kind=QuantityKind.RATIO, why=PART)
