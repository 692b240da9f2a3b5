"""What stands before or behind a number and says how exactly it is meant."""

from __future__ import annotations

from dataclasses import replace

from app.analysis.lexing import Pieces, words
from app.analysis.numerals import Form
from app.analysis.phrase import Phrase, bounded
from app.analysis.units import AFTER, LONGEST_MODIFIER, MODIFIER_ENDS, MODIFIERS
from app.reading.quantity import Bound, QuantityKind

_OVER_IS_MORE = words("for after just well lasted lasting took spent been is was")
"""Words after which "over" before a length of time means "more than", not "during"."""


def modified(pieces: Pieces, phrase: Phrase) -> Phrase:
    """Add the modifier before the phrase, twice at most, and set low and high from it."""
    first, bound = phrase.first, None
    for _ in range(2):
        found = _modifier_before(pieces, first, phrase)
        if found is None:
            break
        first, read = found
        bound = read if bound in {None, Bound.EXACTLY, Bound.ABOUT, Bound.NEARLY} else bound
    if bound is None:
        return bounded(phrase)
    modifier = pieces.text[pieces[first].start : pieces[phrase.first - 1].end].lower()
    if phrase.modifier is not None:
        # "about 40 or more": the one behind says what the bound is.
        return bounded(replace(phrase, first=first, modifier=f"{modifier} … {phrase.modifier}"))
    return bounded(replace(phrase, first=first, modifier=modifier, bound=bound))


def modified_after(pieces: Pieces, phrase: Phrase) -> Phrase:
    if phrase.modifier is not None or phrase.value is None:
        return phrase
    for phrase_words, bound in AFTER.items():
        if pieces.spells(phrase.last, phrase_words):
            if phrase_words == ("plus",) and pieces[phrase.last + 1].digits:
                continue
            summed = pieces[phrase.last + 1].digits and pieces[phrase.last + 1].glued
            if phrase_words == ("+",) and (summed or not pieces[phrase.last].glued):
                continue
            last = phrase.last + len(phrase_words)
            if phrase_words == ("or", "so") and pieces[last].lower in {"that", "they", "he", "she"}:
                continue
            modifier = pieces.text[pieces[phrase.last].start : pieces[last - 1].end].lstrip("-")
            return replace(phrase, last=last, modifier=modifier, bound=bound)
    return phrase


def _modifier_before(pieces: Pieces, first: int, phrase: Phrase) -> tuple[int, Bound] | None:
    end = pieces[first - 1]
    if end.lower not in MODIFIER_ENDS:
        return None
    if end.word and pieces[first].glued and end.text not in {"~", "<", ">"}:
        return None
    for count in range(LONGEST_MODIFIER, 0, -1):
        bound = MODIFIERS.get(pieces.lowers(first - count, count))
        if pieces[first - count].glued and pieces[first - count - 1].text == "-":
            continue  # "a three-under 69"
        if bound is not None and not _other_sense(pieces, first - count, count, phrase):
            return first - count, bound
    return None


def _other_sense(pieces: Pieces, at: int, count: int, phrase: Phrase) -> bool:
    """Tell whether a one-word modifier is a preposition of time or place here."""
    if count == 2 and pieces.lowers(at, 2) == ("up", "to"):
        # "is up to 40 from 30" tells how far it went.
        return pieces[phrase.last].lower == "from" and pieces[phrase.last + 1].digits
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
    if word in {"under", "below", "above", "over", "beyond", "near", "fully", "another"}:
        return phrase.kind is QuantityKind.DATE
    if word == "some":
        return phrase.form is Form.VAGUE and phrase.value is None
    return False
