"""Ages: "Anna Berg, 24, said", "aged 12", "in his 60s", "people over 65"."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from app.analysis.lexing import Pieces, words
from app.analysis.numerals import Form
from app.analysis.phrase import Phrase
from app.analysis.subjects import Parse
from app.reading.quantity import QuantityKind

_AGED = words(
    "people children those adults kids anyone everyone men women all workers residents patients "
    "voters americans girls boys players youths teens teenagers drivers students person child"
)
_OWNERS = words("his her their my our your")
_PARTS = words("mid early late")
_CLOSING = words(", . ) ; — – : and of from") | {""}
_BANDS = words("under over above below") | {"younger than", "older than"}
_OPEN_BANDS = frozenset({"and older", "or older", "or younger", "and under", "and over"})
_NO_PERSON = words("GPE DATE LOC MONEY CARDINAL TIME")


def read_decade_of_life(pieces: Pieces, at: int) -> Phrase | None:
    """Read "in his 60s" and "in her mid-30s" at piece `at`; "the 80s" are a decade."""
    digits, letter = pieces[at], pieces[at + 1]
    if not (digits.digits and len(digits.text) == 2 and digits.text.isdecimal()):
        return None
    if letter.text != "s" or not letter.glued or pieces[at - 1].lower in {"under", "over"}:
        return None
    value = Decimal(digits.text)
    if value % 10:
        return None
    tied = pieces[at - 1].text == "-" and pieces[at - 2].lower in _PARTS
    first = at - 2 if tied else at
    owner = first - 2 if pieces[first - 1].lower in _PARTS else first - 1
    aged = pieces[owner].lower in _OWNERS
    return Phrase(
        first,
        at + 2,
        at,
        at + 1,
        Form.DIGITS,
        QuantityKind.AGE if aged else QuantityKind.DATE,
        None,
        value if aged else None,
        value + 9 if aged else None,
        unit="years" if aged else None,
        why="An age, not a claim." if aged else "It names a decade, not a claim.",
    )


def as_age(pieces: Pieces, parse: Parse, phrase: Phrase) -> Phrase | None:
    """Return the bare number `phrase` as an age where it is one, else None."""
    value = phrase.value
    if value is None or not 0 < value < 120 or value != value.to_integral_value():
        return None
    if _is_told(pieces, phrase) or _follows_name(pieces, parse, phrase) or _is_band(pieces, phrase):
        return replace(phrase, kind=QuantityKind.AGE, unit="years", why="An age, not a claim.")
    return None


def _is_told(pieces: Pieces, phrase: Phrase) -> bool:
    before, second = pieces[phrase.first - 1].lower, pieces[phrase.first - 2].lower
    ages = words("age aged ages")
    if before in ages or (before in words("of to between from at") and second in ages):
        return True
    if before == "-" and pieces[phrase.first - 2].lower in {"under", "over"}:
        return pieces[phrase.last].text == "s"
    if before in words("is was be am were") and second in words("who he she i"):
        after = pieces[phrase.last]
        return phrase.form is Form.DIGITS and not after.word and after.text not in {"-", "%"}
    return before in words("turned turns turning") and not pieces[phrase.last].lower.endswith("s")


def _follows_name(pieces: Pieces, parse: Parse, phrase: Phrase) -> bool:
    """Tell whether the number stands behind a person's name, between commas or in brackets."""
    before, after, name = pieces[phrase.first - 1], pieces[phrase.last], pieces[phrase.first - 2]
    if phrase.form is not Form.DIGITS or phrase.modifier or before.text not in {",", "("}:
        return False
    if after.lower not in _CLOSING or not (name.text[:1].isupper() or name.text == "."):
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
