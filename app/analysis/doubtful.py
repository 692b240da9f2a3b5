"""Words that are numbers only in some places: "one", "half", "a quarter", "Four" in a name."""

from __future__ import annotations

from app.analysis.lexing import Pieces, words
from app.analysis.numerals import DENOMINATORS
from app.analysis.phrase import Phrase
from app.reading.quantity import QuantityKind

_FRACTION_SIGNS = frozenset("½¼¾⅓⅔⅕⅖⅗⅘⅛⅜⅝⅞")
_WHICH_HALF = words("first second other better last latter final this each either top bottom")
_OF_WHAT = words(
    "of the a an its his her their all our as that what your my these those said say were are have had want think"
)
_BEFORE_SHARE = words("in by than")
_NO_PRONOUN = words("no any every this that which each the another some - not only")
_PRONOUN_BEFORE = words("of another - day 's ’s such thing that who more on")
_CASUALTY = words(
    "dead killed injured wounded missing person man woman child boy girl soldier officer civilian"
)
_BE = words("was is were are remains remained")
_SMALL = words("two three four five six seven eight nine ten")
_ONE_DAY_STATED = words("after before later earlier of in per for ago . ,")


def stands(pieces: Pieces, phrase: Phrase) -> bool:
    """Tell whether a phrase with a unit is meant as a number: "one day he left" is not."""
    if phrase.unit == "times" and phrase.value == 1 and phrase.last == phrase.core_last + 2:
        return False  # "a one-time payment"
    if phrase.kind is not QuantityKind.DURATION or phrase.value != 1:
        return True
    if pieces[phrase.core].lower != "one":
        return True
    if pieces[phrase.core + 1].lower not in {"day", "night", "minute", "second"}:
        return pieces[phrase.first - 1].lower not in {"that", "this", "any", "no", "which"}
    starts = pieces[phrase.first - 1].lower in {".", "", "“", '"'}
    return not starts and pieces[phrase.last].lower in _ONE_DAY_STATED


def is_title(pieces: Pieces, phrase: Phrase) -> bool:
    """Tell the length of time in a title ("60 Minutes"); not for headlines."""
    unit = pieces[phrase.last - 1].text
    return phrase.kind is QuantityKind.DURATION and unit[:1].isupper() and not unit.isupper()


def is_share(pieces: Pieces, phrase: Phrase) -> bool:
    """Tell whether "half", "a quarter" and "a third" are parts of something here."""
    core = pieces[phrase.core]
    said = {pieces[at].lower for at in range(phrase.core, phrase.core_last)}
    before, after = pieces[phrase.first - 1].lower, pieces[phrase.last]
    if core.digits or core.text in _FRACTION_SIGNS:
        return True
    if "half" in said:
        if before in _WHICH_HALF and (before not in {"other", "better"} or after.lower != "of"):
            return False
        if after.text in {"-", "–"} and after.glued:
            return False
        stated = phrase.last > phrase.core_last or phrase.modifier is not None
        many = len(said - {"a", "an"}) > 1
        beside = pieces[phrase.first - 1].lower in {"to", "and", "or"}
        many = many or (beside and pieces[phrase.first - 2].lower in DENOMINATORS)
        return stated or many or after.lower in _OF_WHAT or before in _BEFORE_SHARE
    if said <= {"quarter", "a"}:
        # "a quarter of 2016" and "the first quarter of the year" are stretches of time.
        of = pieces[phrase.last + 1]
        stated = phrase.modifier is not None or before in {"by", "than"}
        return "a" in said and (stated or (after.lower == "of" and not of.digits))
    if core.lower in {"a", "an"}:
        if after.lower in {"to", "and", "or"} and _part_ahead(pieces, phrase.last + 1):
            return True
        return after.lower in {"of", "the"} or bool(phrase.modifier) or before in {"by", "than"}
    return True


def _part_ahead(pieces: Pieces, at: int) -> bool:
    """Tell the other end of "a third to a half"."""
    return pieces[at + (pieces[at].lower in {"a", "one"})].lower in DENOMINATORS


def one_counts(pieces: Pieces, phrase: Phrase, *, counts: bool) -> bool:
    """Tell whether "one" is a number and not a pronoun; `counts` says a noun stands behind it."""
    if pieces[phrase.core].lower != "one" or phrase.core_last > phrase.core + 1:
        return True
    before, after = pieces[phrase.first - 1].lower, pieces[phrase.last].lower
    if after in {"or", "to"} and _ratio_ahead(pieces, phrase.last + 1):
        return True
    if before == "to" and pieces[phrase.first - 2].lower in _SMALL and after != "another":
        return True
    if after in {"in", "out"} or (after == "of" and _ratio_ahead(pieces, phrase.last + 1)):
        return before not in _NO_PRONOUN
    if phrase.modifier is None and before in _NO_PRONOUN:
        return False
    if after in _PRONOUN_BEFORE:
        return after == "more" and counts
    if phrase.modifier is not None:
        return phrase.modifier != "another" and (
            counts or phrase.modifier not in {"just", "only", "some", "about"}
        )
    if after in _CASUALTY or (after in _BE and pieces[phrase.last + 1].lower in _CASUALTY):
        return True
    return counts and any(
        pieces[at].lower in _SMALL or (pieces[at].digits and len(pieces[at].text) < 3)
        for at in range(phrase.first - 6, phrase.last + 7)
    )


def _ratio_ahead(pieces: Pieces, at: int) -> bool:
    return pieces[at].lower in _SMALL or (pieces[at].digits and len(pieces[at].text) < 4)


def is_name(pieces: Pieces, phrase: Phrase, *, many: bool) -> bool:
    """Tell a number word that is part of a name ("Final Four", "Three Mile Island").

    `many` says that a plural stands behind it ("Five Republicans"). Not for headlines, where every
    word begins with a capital.
    """
    word, before, after = pieces[phrase.core], pieces[phrase.core - 1], pieces[phrase.core_last]
    if word.digits or not word.text[:1].isupper() or phrase.modifier is not None:
        return False
    if many or word.text.isupper():
        return False
    return before.word or before.text == "," or after.text[:1].isupper()
