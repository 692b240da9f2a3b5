"""Reads one numeral at a place in a text.

"2,400", "1.234,5", "2.4 million", "12.9bn", "twenty-one", "five-and-a-half", "two-thirds", "half a
million", "several thousand", "dozens". What follows it (unit, percent, currency) and what stands
before it are not looked at here.
"""

from __future__ import annotations

from decimal import Decimal

from app.analysis.lexing import Pieces, words
from app.analysis.numerals import (
    DENOMINATORS,
    ONES,
    ORDINALS,
    SCALES,
    SIGNS,
    SOME,
    SPACED,
    SUFFIXES,
    TENS,
    VAGUE,
    Form,
    Numeral,
    digits_value,
    product,
    quotient,
)

_AFTER_SCORES = words("of more dead killed injured wounded died missing others")
_SUFFERED = words(
    "killed injured wounded dead missing arrested hurt detained evacuated displaced trapped feared"
)
"""Words that show "scores" to be a number; scores are points else."""
_ABSURD = Decimal(10) ** 24
"""Beyond this no scale word is taken in any more."""


def read_numeral(pieces: Pieces, at: int) -> Numeral | None:
    """Return the numeral that begins at piece `at`, the longest reading, or None.

    "a" and "an" begin one ("a dozen", "a third of"), the bare word "one" is one: whether it
    counts anything is for the caller to see.
    """
    piece = pieces[at]
    if piece.digits:
        return _read_digits(pieces, at)
    if piece.lower in SIGNS:
        return Numeral(at, at + 1, quotient(*map(Decimal, SIGNS[piece.lower])), Form.FRACTION)
    if piece.lower == "." and pieces[at + 1].digits and pieces[at + 1].glued:
        before = pieces[at - 1]
        digits = pieces[at + 1].text
        if (
            not (piece.glued and (before.word or before.digits))
            and digits.isdigit()
            and len(digits) < 7
        ):
            return _scaled(pieces, at, at + 2, Decimal("0." + digits), Form.DIGITS)
        return None
    if not piece.word:
        return None
    return (
        _read_article(pieces, at)
        or _read_half(pieces, at)
        or _read_vague(pieces, at)
        or _read_words(pieces, at)
    )


def read_ordinal(pieces: Pieces, at: int) -> tuple[Decimal, int] | None:
    """Return value and end of the ordinal at piece `at` ("14th", "twenty-first"), or None."""
    piece = pieces[at]
    after = pieces[at + 1]
    if piece.digits and after.glued and after.lower in {"st", "nd", "rd", "th"}:
        value = digits_value(piece.text)
        return (value, at + 2) if value is not None and value == value.to_integral_value() else None
    if piece.lower in ORDINALS:
        return ORDINALS[piece.lower], at + 1
    if piece.lower in TENS and _joined(pieces, at + 1):
        unit = ORDINALS.get(pieces[at + 2].lower)
        if unit is not None and unit < 10:
            return TENS[piece.lower] + unit, at + 3
    return None


def and_a_fraction(
    pieces: Pieces, last: int, value: Decimal, form: Form
) -> tuple[int, Decimal, Form]:
    """Read "and a half", "-and-a-half", "and three-quarters" behind a number."""
    at = _step(pieces, last)
    if pieces[at].lower != "and":
        return last, value, form
    at = _step(pieces, at + 1)
    part = Decimal(1) if pieces[at].lower in {"a", "one"} else ONES.get(pieces[at].lower)
    at = _step(pieces, at + 1)
    name = pieces[at].lower
    whole = DENOMINATORS.get(name)
    if part is None or whole is None or not 0 < part < whole or name == "second":
        return last, value, form
    # "two and a third man": only halves and quarters are safe without "of" or a unit behind them.
    if whole not in {2, 3, 4}:
        return last, value, form
    return at + 1, value + quotient(part, Decimal(whole)), Form.FRACTION


def _joined(pieces: Pieces, at: int) -> bool:
    """Tell whether piece `at` is a hyphen that glues its neighbours together."""
    return pieces[at].text in {"-", "‑"} and pieces[at].glued and pieces[at + 1].glued


def _step(pieces: Pieces, at: int) -> int:
    """Return the index after a joining hyphen at `at`, or `at` itself."""
    return at + 1 if _joined(pieces, at) else at


def _read_digits(pieces: Pieces, at: int) -> Numeral | None:
    value = digits_value(pieces[at].text)
    if value is None:
        return None
    after = pieces[at + 1]
    if after.text in SIGNS:
        return _scaled(
            pieces, at, at + 2, value + quotient(*map(Decimal, SIGNS[after.text])), Form.FRACTION
        )
    if after.text in {"/", "⁄"} and after.glued and pieces[at + 2].digits and pieces[at + 2].glued:
        return _read_slash(pieces, at, value)
    # "2 1/2" and "2-1/2"
    behind = _step(pieces, at + 1)
    if pieces[behind].digits and pieces[behind + 1].text in {"/", "⁄"} and value < 1000:
        fraction = _read_slash(pieces, behind, digits_value(pieces[behind].text) or Decimal(0))
        if fraction is not None and fraction.value is not None and fraction.last == behind + 3:
            return _scaled(pieces, at, fraction.last, value + fraction.value, Form.FRACTION)
    if after.word and after.glued and after.text in SUFFIXES and not pieces[at + 2].digits:
        return Numeral(
            at, at + 2, product(value, SUFFIXES[after.text]), Form.DIGITS,
            scale=SUFFIXES[after.text], suffix=after.text,
        )  # fmt: skip
    if after.text in SPACED and not after.glued:
        scale = SPACED[after.text]
        return Numeral(at, at + 2, product(value, scale), Form.DIGITS, scale=scale)
    return _scaled(pieces, at, at + 1, value, Form.DIGITS)


def _read_slash(pieces: Pieces, at: int, part: Decimal) -> Numeral | None:
    """Read "3/4"; dates and names like 9/11, 24/7 and 1/6 are none."""
    whole = digits_value(pieces[at + 2].text)
    if whole not in {2, 3, 4, 5, 8, 10, 16} or not 0 < part < whole:
        return None
    if pieces[at + 3].text == "/":
        return None
    return _scaled(pieces, at, at + 3, quotient(part, whole), Form.FRACTION)


def _scaled(pieces: Pieces, first: int, last: int, value: Decimal, form: Form) -> Numeral:
    """Add "and a half" and the scale words that follow ("2.4 million", "two and a half-million")."""
    last, value, form = and_a_fraction(pieces, last, value, form)
    scale = Decimal(1)
    while True:
        word = _step(pieces, last)
        name = pieces[word].lower
        # "2 millions" is met in texts written by hand; "6 hundreds" is not a number.
        by = SCALES.get(name) or (
            SCALES.get(name[:-1]) if name in {"millions", "billions"} else None
        )
        if by is None or not pieces[word].word:
            break
        scale = product(scale, by)
        last = word + 1
        if scale > Decimal(10) ** 24:
            break
    if scale > 1:
        value = product(value, scale)
        add_last, extra, _ = and_a_fraction(pieces, last, Decimal(0), form)
        if extra:
            last, value = add_last, value + product(extra, scale)
    return Numeral(first, last, value, form, scale=scale)


def _read_article(pieces: Pieces, at: int) -> Numeral | None:
    """Read what "a" and "an" begin."""
    if pieces[at].lower not in {"a", "an"}:
        return None
    next_ = pieces[at + 1].lower
    if next_ in {
        "half",
        "third",
        "quarter",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "tenth",
    }:
        return _read_fraction(pieces, at, at + 1, Decimal(1))
    if next_ in {"few", "couple"}:
        return _read_some(pieces, at, at + 1)
    if next_ in SCALES and pieces[at + 1].word:
        return _read_words(pieces, at, implied=True)
    return None


def _read_half(pieces: Pieces, at: int) -> Numeral | None:
    """Read "half a million", "half a dozen", "half-million", "half of", "quarter of a million"."""
    if pieces[at].lower in {"half", "quarter"}:
        return _read_fraction(pieces, at, at, Decimal(1))
    return None


def _read_fraction(pieces: Pieces, first: int, at: int, part: Decimal) -> Numeral | None:
    """Read the denominator at `at` and a scale it may be of ("a quarter of a million")."""
    whole = DENOMINATORS[pieces[at].lower]
    value = quotient(part, Decimal(whole))
    behind = at + 1
    if pieces[behind].lower == "of" and pieces[behind + 1].lower in {"a", "one"}:
        behind += 2
    elif pieces[behind].lower in {"a", "an"}:
        behind += 1
    else:
        behind = _step(pieces, behind)
    if pieces[behind].lower in SCALES and pieces[behind].lower != "hundred":
        return _scaled(pieces, first, behind, value, Form.FRACTION)
    return Numeral(first, at + 1, value, Form.FRACTION)


def _read_some(pieces: Pieces, first: int, at: int) -> Numeral:
    """Read "several", "a few", "a couple (of)" with the scale behind them."""
    couple = pieces[at].lower == "couple"
    behind = at + 1
    # "a few of them" is no more than "a few"
    if pieces[behind].lower == "of" and (couple and pieces[behind + 1].lower in SCALES):
        behind += 1
    scale = SCALES.get(pieces[behind].lower)
    if scale is None:
        return Numeral(first, at + 1, SOME if couple else None, Form.VAGUE, low=SOME)
    return Numeral(
        first, behind + 1, product(SOME, scale) if couple else None, Form.VAGUE,
        low=product(SOME, scale), scale=scale,
    )  # fmt: skip


def _read_vague(pieces: Pieces, at: int) -> Numeral | None:
    word = pieces[at].lower
    if word == "several":
        return _read_some(pieces, at, at)
    if word == "few" and pieces[at + 1].lower in SCALES:
        return _read_some(pieces, at, at)
    low = Decimal(10) if word == "tens" else VAGUE.get(word)
    if low is None:
        return None
    last = at + 1
    scaled = False
    while pieces[last].lower in {"of", "and"} and pieces[last + 1].lower in VAGUE:
        more = VAGUE[pieces[last + 1].lower]
        if pieces[last].lower == "of":
            if word in {"dozens", "scores"} or more <= low:
                break
            low = product(low, more)
        scaled = True
        last += 2
    if word == "tens" and not scaled:
        return None
    if word == "scores" and not _counts_scores(pieces, last):
        return None
    return Numeral(at, last, None, Form.VAGUE, low=low)


def _counts_scores(pieces: Pieces, at: int) -> bool:
    suffered = pieces[at].lower in {"were", "are"} and pieces[at + 1].lower in _SUFFERED
    return suffered or pieces[at].lower in _AFTER_SCORES


class _Cardinal:
    """A cardinal in words, taken in word by word."""

    __slots__ = ("_group", "_previous", "_total", "scale")

    def __init__(self, start: Decimal | None = None) -> None:
        self._total = Decimal(0)
        self._group = start or Decimal(0)
        self._previous = start
        self.scale = Decimal(1)

    @property
    def value(self) -> Decimal:
        return self._total + self._group

    def takes_and(self) -> bool:
        """Tell whether "and" may follow, as in "one hundred and five"."""
        return self._previous is not None and self._previous >= 100

    def take(self, word: str) -> bool:
        """Take in `word` if the number goes on with it."""
        small = ONES.get(word, TENS.get(word))
        if small is not None:
            if not self._goes_on(small):
                return False
            self._group += small
            self._previous = small
            # "two hundred" can lend its hundred to a neighbour, "two hundred and five" cannot.
            self.scale = self.scale if self.scale >= 1000 else Decimal(1)
            return True
        by = SCALES.get(word)
        if by is None or self._previous is None or self.value > _ABSURD:
            return False
        if by in {100, 12}:
            # "one hundred and one hundred" are two numbers
            if self._previous == by or self._group >= 100:
                return False
            self._group = product(self._group, by)
            self.scale = by if self._total == 0 else self.scale
        else:
            self._total, self._group = self._total + product(self._group, by), Decimal(0)
            self.scale = by
        self._previous = by
        return True

    def _goes_on(self, small: Decimal) -> bool:
        previous = self._previous
        if previous is None or previous >= 100:
            return True
        return previous >= 20 and 0 < small < 10 and previous % 10 == 0


def _read_words(pieces: Pieces, at: int, *, implied: bool = False) -> Numeral | None:
    """Read a cardinal in words; `implied` starts after "a" with the value 1."""
    begin = at + 1 if implied else at
    cardinal = _Cardinal(Decimal(1) if implied else None)
    last = begin
    while True:
        here = last if last == at else _step(pieces, last)
        if last > begin and pieces[here].lower == "and" and cardinal.takes_and():
            here = _step(pieces, here + 1)
            if pieces[here].lower not in ONES and pieces[here].lower not in TENS:
                break
        if not cardinal.take(pieces[here].lower):
            break
        last = here + 1
    if last == begin:
        return None
    if not implied and last == at + 1:
        part = _denominator(pieces, last, cardinal.value)
        if part is not None:
            return _read_fraction(pieces, at, part, cardinal.value)
    behind, extra, form = and_a_fraction(pieces, last, Decimal(0), Form.WORDS)
    if extra:
        value = cardinal.value + product(extra, cardinal.scale)
        return _scaled(pieces, at, behind, value, form)
    return Numeral(at, last, cardinal.value, Form.WORDS, scale=cardinal.scale)


def _denominator(pieces: Pieces, last: int, part: Decimal) -> int | None:
    """Return the index of the denominator that makes a fraction of `part` ("two-thirds")."""
    at = _step(pieces, last)
    name = pieces[at].lower
    whole = DENOMINATORS.get(name)
    if whole is None or not 0 < part < whole:
        return None
    plural = name.endswith("s") or name == "halves"
    if plural != (part > 1) and not (name in {"quarter", "half"} and at > last):
        return None
    # "two quarters" and "three quarters of growth" count quarters of a year
    if name == "quarters" and part != 3:
        return None
    if name == "second":
        return None
    return at
