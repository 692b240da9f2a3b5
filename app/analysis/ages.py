"""Ages: "Anna Berg, 24, said", "aged 12", "in his 60s", "people over 65"."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from app.analysis.lexing import Pieces, words
from app.analysis.numerals import Form
from app.analysis.phrase import WHY, Phrase
from app.analysis.subjects import Parse
from app.language import later
from app.reading.quantity import QuantityKind

_AGED = words(
    "people children those adults kids anyone everyone men women all workers residents patients "
    "voters americans girls boys players youths teens teenagers drivers students person child"
)
_OWNERS = words("his her their my our your")
_PARTS = words("mid early late")
_CLOSING = words(", . ) ; — – ― : and of from") | {""}
_KIN = words(
    "man woman boy girl son daughter father mother wife husband brother sister uncle aunt cousin "
    "nephew niece grandfather grandmother grandson granddaughter widow widower fiancé fiancée "
    "boyfriend girlfriend partner teenager driver suspect victim student pensioner toddler child "
    "baby passenger pedestrian cyclist patient twins eldest oldest youngest sibling"
)
_PERSONS = words("he she i who")
_BEING = words("is was be been am were are s m")
_AUXILIARIES = words("will would have has had not ll d")
_HEDGES = words("now then just only still already about almost nearly around barely currently")
_GOING_ON = words("when and at but in now next on or this as while who")
_TURNING = words("turned turns turning")
_LIVED = words("died dies dead retired married passed quit")
_WARMTH = words("temperature temperatures high highs low lows degrees thermometer mercury")
_BANDS = words("under over above below") | {"younger than", "older than"}
_OPEN_BANDS = frozenset({"and older", "or older", "or younger", "and under", "and over"})
_NO_PERSON = words("GPE DATE LOC MONEY CARDINAL TIME")


def read_decade_of_life(pieces: Pieces, at: int) -> Phrase | None:
    """Read "in his 60s" and "in her mid-30s" at piece `at`; "the 80s" are a decade."""
    digits = pieces[at]
    if not (digits.digits and len(digits.text) == 2 and digits.text.isdecimal()):
        return None
    mark = pieces[at + 1].text in {"'", "’"} and pieces[at + 1].glued
    letter, last = pieces[at + 1 + mark], at + 2 + mark
    if letter.text != "s" or not letter.glued or pieces[at - 1].lower in {"under", "over"}:
        return None
    value = Decimal(digits.text)
    if value % 10:
        return None
    tied = pieces[at - 1].text == "-" and pieces[at - 2].lower in _PARTS
    first = at - 2 if tied else at
    owner = first - 2 if pieces[first - 1].lower in _PARTS else first - 1
    decade = Phrase(
        first, last, at, at + 1, Form.DIGITS, QuantityKind.DATE, None, None, None,
        why=later("It names a decade, not a claim."),
    )  # fmt: skip
    warm = any(pieces[near].lower in _WARMTH for near in range(first - 9, first))
    if pieces[owner].lower in _OWNERS:
        kind, unit = QuantityKind.AGE, "years"
    elif warm and pieces[first - 1].lower in {"the", *_PARTS}:
        kind, unit = QuantityKind.MEASURE, "degrees"
    else:
        return decade
    return replace(decade, kind=kind, low=value, high=value + 9, unit=unit, why=WHY[kind])


def as_age(pieces: Pieces, parse: Parse, phrase: Phrase) -> Phrase | None:
    """Return the bare number `phrase` as an age where it is one, else None."""
    value = phrase.value
    if value is None or not 0 < value < 120 or value != value.to_integral_value():
        return None
    if (
        _is_told(pieces, phrase)
        or _is_stated(pieces, parse, phrase)
        or _is_at(pieces, phrase)
        or _follows_name(pieces, parse, phrase)
        or _is_band(pieces, phrase)
    ):
        return replace(phrase, kind=QuantityKind.AGE, unit="years", why=WHY[QuantityKind.AGE])
    return None


def _is_told(pieces: Pieces, phrase: Phrase) -> bool:
    before, second = pieces[phrase.first - 1].lower, pieces[phrase.first - 2].lower
    ages = words("age aged ages")
    if before in ages or (before in words("of to between from at") and second in ages):
        return True
    if before == "-" and pieces[phrase.first - 2].lower in {"under", "over"}:
        return pieces[phrase.last].text == "s"
    turning = before in _TURNING or (before == "turn" and second in _AUXILIARIES | {"to"})
    return turning and not pieces[phrase.last].lower.endswith("s")


def _is_stated(pieces: Pieces, parse: Parse, phrase: Phrase) -> bool:
    """Read "she is 42", "who was just 19 when", "Berg will be 78 in May"."""
    after = pieces[phrase.last]
    if phrase.form is not Form.DIGITS or after.text in {"-", "%", "–"}:
        return False
    if after.word and after.lower not in _GOING_ON:
        return False
    at = phrase.core - 1
    while pieces[at].lower in _HEDGES:
        at -= 1
    if pieces[at].lower not in _BEING:
        return False
    while pieces[at].lower in _BEING | _AUXILIARIES or pieces[at].text in {"'", "’"}:
        at -= 1
    return (
        pieces[at].lower in _PERSONS | _KIN
        or parse.token_at(pieces[at].start).ent_type_ == "PERSON"
    )


def _is_at(pieces: Pieces, phrase: Phrase) -> bool:
    """Read "died at 62" and "At 35, she is …"."""
    before, second, after = (
        pieces[phrase.core - 1],
        pieces[phrase.core - 2],
        pieces[phrase.last],
    )
    if before.lower != "at" or phrase.form is not Form.DIGITS or (phrase.value or 0) < 10:
        return False
    if second.lower in _LIVED:
        return not after.word or after.lower in _GOING_ON
    named = pieces[phrase.last + 1]
    told = after.text == "," and (named.lower in _PERSONS or named.lower in _OWNERS)
    return after.lower in _PERSONS - {"who"} or told


def _follows_name(pieces: Pieces, parse: Parse, phrase: Phrase) -> bool:
    """Tell whether the number stands behind a person's name, between commas or in brackets."""
    before, after, name = pieces[phrase.first - 1], pieces[phrase.last], pieces[phrase.first - 2]
    if phrase.form is not Form.DIGITS or phrase.modifier or before.text not in {",", "("}:
        return False
    if after.lower not in _CLOSING:
        return False
    if name.lower in _KIN and after.text in {",", ")", ".", ";"}:
        return (phrase.value or 0) < 110
    if not (name.text[:1].isupper() or name.text == "."):
        return False
    token = parse.token_at(name.start)
    if token.ent_type_ == "PERSON":
        return True
    return before.text == "," and token.tag_ == "NNP" and token.ent_type_ not in _NO_PERSON


def _is_band(pieces: Pieces, phrase: Phrase) -> bool:
    """Read "people over 65" and "children under 5"."""
    who, after = pieces[phrase.first - 1].lower, pieces[phrase.last]
    if phrase.modifier in _OPEN_BANDS:
        return True
    stated = pieces[phrase.first - 1].lower in words("is are was were those age")
    if (
        phrase.modifier in {"over", "under"}
        and stated
        and not after.word
        and (phrase.value or 0) > 9
    ):
        return True
    if phrase.modifier in {"younger than", "older than"} and not after.word:
        return True
    if phrase.modifier not in _BANDS and not (who in _AGED and phrase.modifier):
        return False
    return who in _AGED and not (after.word and after.lower.endswith("s") and after.lower != "is")
