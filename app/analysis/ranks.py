"""Ordinals that rank or count up: "second-highest", "fourth consecutive month", "14th"."""

from __future__ import annotations

from decimal import Decimal

from app.analysis.labels import WORN, names_ordinal
from app.analysis.lexing import Pieces, words
from app.analysis.measures import read_unit
from app.analysis.numeral_grammar import read_ordinal
from app.analysis.numerals import ONES, Form, digits_value
from app.analysis.phrase import COUNTED_UP, PLACE, REPEATED, Phrase, hyphen
from app.language import later
from app.reading.quantity import QuantityKind

_ROW = words("consecutive straight successive")
_PLACED = words(
    "ranked ranks rank ranking finished finishing finish finishes placed came come comes "
    "coming seeded tied sits sat stands stood slipped climbed rose fell dropped moved listed "
    "rated qualified"
)
_PARTIES = words("republican democrat democratic house senate")
_PLACINGS = words("seeded ranked placed rated seed")
_SUPERLATIVES = words("most least best worst last busiest only")
_NOT_SUPERLATIVES = words(
    "west east forest test rest guest interest request protest quest contest arrest chest "
    "nest harvest conquest"
)


def read_rank(pieces: Pieces, at: int) -> Phrase | None:
    """Return the rank that begins at piece `at`; plain adjectives ("first time") are none."""
    if pieces[at].lower in {"no", "nos", "number", "#"}:
        return _numbered(pieces, at)
    found = read_ordinal(pieces, at)
    if found is None:
        return None
    value, last = found
    behind = hyphen(pieces, last)
    word = pieces[behind].lower
    if value >= 2 and (_superlative(word) or (behind > last and word in _PLACINGS)):
        return _rank(at, behind + 1, last, value, "rank", PLACE)
    if value >= 2 and word in _ROW:
        unit = read_unit(pieces, behind + 1, Form.WORDS)
        noun = pieces[behind + 1]
        name = unit[0].name if unit else noun.lower + "s" if noun.word else "rank"
        end = unit[1] if unit else behind + 2 if noun.word else behind + 1
        return _rank(at, end, last, value, name, COUNTED_UP)
    row = read_unit(pieces, behind, Form.WORDS)
    if value >= 2 and row is not None and _goes_on(pieces, row[1]):
        return _rank(at, row[1], last, value, row[0].name, COUNTED_UP)
    if value >= 2 and word == "time" and pieces[at - 1].lower in {"the", "a"}:
        return _rank(at, behind + 1, last, value, "times", REPEATED)
    before = pieces[at - 1].lower
    if word == "place" and pieces.lowers(at - 2, 2) == ("in", "the"):
        return None
    if word == "place" or _is_placed(before, value):
        return _rank(at, last, last, value, "rank", PLACE)
    if pieces[at].digits and not names_ordinal(word) and not _named(pieces, behind):
        return _rank(
            at, last, last, value, None, later("An ordinal that tells which one, not a claim.")
        )
    return None


def ordinal_end(pieces: Pieces, at: int) -> int | None:
    """Return the index behind the ordinal at `at`, whatever it means, or None."""
    found = read_ordinal(pieces, at)
    return found[1] if found else None


def _is_placed(before: str, value: Decimal) -> bool:
    """Tell "finished first"; what "comes first" is only more important."""
    return before in _PLACED and not (value == 1 and before in {"come", "comes", "coming"})


def _goes_on(pieces: Pieces, at: int) -> bool:
    """Tell the row of "the third month in a row" and "the third year running"."""
    return pieces.lowers(at, 3) == ("in", "a", "row") or pieces[at].lower == "running"


def _named(pieces: Pieces, behind: int) -> bool:
    return pieces[behind].text[:1].isupper() and pieces[behind].word


def _superlative(word: str) -> bool:
    return word in _SUPERLATIVES or (
        word.endswith("est") and len(word) > 5 and word not in _NOT_SUPERLATIVES
    )


def _numbered(pieces: Pieces, at: int) -> Phrase | None:
    """Read "No. 2" where it ranks ("the No. 2 cause", "ranked No. 5")."""
    digits = at + 1 + (pieces[at + 1].text == ".")
    value = digits_value(pieces[digits].text) if pieces[digits].digits else None
    if pieces[at].lower == "number":
        value = value or ONES.get(pieces[digits].lower)
    if value is None or value > 1000 or (pieces[digits].glued and pieces[at].text != "#"):
        return None
    before = pieces[at - 1].lower
    if pieces[digits + 1].lower in WORN:
        return None
    if before in _PLACED | {"world"} or (
        before in {"the", "at", "is", "was", "as", "became"}
        and (pieces[digits + 1].text[:1].islower() or pieces[digits + 1].lower in _PARTIES)
    ):
        return _rank(at, digits + 1, digits + 1, value, "rank", PLACE)
    return None


def _rank(
    first: int, last: int, core_last: int, value: Decimal, unit: str | None, why: str
) -> Phrase:
    return Phrase(
        first,
        last,
        first,
        core_last,
        Form.WORDS,
        QuantityKind.RANK,
        value,
        value,
        value,
        unit,
        why=why,
    )
