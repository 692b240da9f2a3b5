"""Find an annotation again in a text that has changed.

An anchor keeps what the W3C Web Annotation model calls a text-quote selector (the words with a
little of what stands before and after) beside a text-position selector (where they stood).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from app.reading.spans import Span

CONTEXT = 32
"""Code points of prefix and suffix an anchor keeps."""

LEAST_SCORE = 0.8
"""Below this likeness (0..1) a changed passage no longer counts as the same words."""

ROUGH_SCORE = 0.6
"""Below this likeness a window of the same length is not looked at closer."""

MOST_BOUNDS = 40
"""How many word boundaries are tried at each end of a long passage."""

TYPESET_SCORE = 0.99
"""The likeness of words that differ in nothing but how they are typeset."""

_WORD = re.compile(r"\w+(?:[’'-]\w+)*|[^\w\s]")

_SKIPPED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_FORMS = (
    dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‛‹›′`´", "'") | dict.fromkeys("‐‑‒–—―−", "-")
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A passage's words, what stands around them, and where they stood."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an anchor lies in a text now; `score` is 1.0 for unchanged words."""

    span: Span
    score: float


def anchor(text: str, span: Span) -> Anchor:
    """Describe the passage `span` of `text` so that it can be found again."""
    return Anchor(
        exact=text[span.start : span.end],
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
        start=span.start,
        end=span.end,
    )


def attach(text: str, wanted: Anchor) -> Placement | None:
    """Find the passage in `text`: at its old place, elsewhere word for word, or nearly so.

    Among several exact places the one whose surroundings are most alike wins, then the nearest.
    None when nothing is alike enough.
    """
    if not wanted.exact:
        return None
    if text[wanted.start : wanted.end] == wanted.exact:
        return Placement(Span(wanted.start, wanted.end), 1.0)
    exact = _exact_places(text, wanted.exact)
    if len(exact) == 1:
        return Placement(Span(exact[0], exact[0] + len(wanted.exact)), 1.0)
    if exact:
        best = max(
            exact,
            key=lambda start: (
                _likeness(text, Span(start, start + len(wanted.exact)), wanted),
                -abs(start - wanted.start),
            ),
        )
        return Placement(Span(best, best + len(wanted.exact)), 1.0)
    return _typeset_otherwise(text, wanted) or _nearly(text, wanted)


def _typeset_otherwise(text: str, wanted: Anchor) -> Placement | None:
    """Find the passage where it is the same but for blanks, quotation marks, dashes and case.

    That is how the words differ that another program wrote down.
    """
    words, _ = _folded(wanted.exact)
    folded, places = _folded(text)
    if not words:
        return None
    starts = _exact_places(folded, words)
    if not starts:
        return None
    before, after = _folded(wanted.prefix)[0], _folded(wanted.suffix)[0]

    def fits(start: int) -> tuple[int, int]:
        end = start + len(words)
        around = folded[:start].endswith(before) + folded[end:].startswith(after)
        return around, -abs(places[start] - wanted.start)

    best = max(starts, key=fits) if len(starts) > 1 else starts[0]
    span = Span(places[best], places[best + len(words) - 1] + 1)
    return Placement(span, TYPESET_SCORE)


@lru_cache(maxsize=4)  # many annotations are looked for in one text
def _folded(text: str) -> tuple[str, list[int]]:
    """Return the letters, digits and signs of a text in one form, and where each one stands."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        if letter.isspace() or letter in _SKIPPED:
            continue
        form = _FORMS.get(letter)
        if form is None:
            form = letter if letter.isascii() else unicodedata.normalize("NFKC", letter)
            form = form.casefold()
        for one in form:
            letters.append(one)
            places.append(place)
    return "".join(letters), places


def _nearly(text: str, wanted: Anchor) -> Placement | None:
    """Find the passage most like the wanted words, looked for alone and with what stood around.

    Where two passages are about as alike, the one in the more alike surroundings is taken.
    """
    around = wanted.prefix + wanted.exact + wanted.suffix
    found = [
        placement
        for pattern, lead in ((wanted.exact, 0), (around, len(wanted.prefix)))
        if (placement := _most_alike(text, wanted.exact, pattern, lead)) is not None
    ]
    return max(
        found,
        key=lambda place: place.score + _likeness(text, place.span, wanted) / 400,
        default=None,
    )


def _most_alike(text: str, words: str, pattern: str, lead: int) -> Placement | None:
    """Find the passage most like `words`, near where `pattern` is: it has them after `lead`.

    The first search compares windows as long as the pattern, so it finds where the passage is but
    not where it ends when words were put in or taken out; the ends around it are then tried.
    """
    from rapidfuzz import fuzz  # noqa: PLC0415 (a window must not wait for it to start)

    rough = fuzz.partial_ratio_alignment(pattern, text, score_cutoff=100 * ROUGH_SCORE)
    if rough is None or rough.dest_end <= rough.dest_start:
        return None
    near = rough.dest_start + max(0, lead - rough.src_start)
    near_end = min(near + len(words), rough.dest_end)
    slack = max(12, len(words) // 3)
    first, last = max(0, near - slack), min(len(text), near_end + slack)
    bounds = [match.span() for match in _WORD.finditer(text, first, last)]
    middle = (near + near_end) // 2
    starts = [start for start, _ in bounds if start <= middle][-MOST_BOUNDS:]
    ends = [end for _, end in bounds if end > middle][:MOST_BOUNDS]
    candidates = [(near, near_end), *((s, e) for s in starts for e in ends)]
    score, start, end = max((fuzz.ratio(words, text[s:e]) / 100, s, e) for s, e in candidates)
    return Placement(Span(start, end), score) if score >= LEAST_SCORE else None


def _exact_places(text: str, words: str) -> list[int]:
    places: list[int] = []
    start = text.find(words)
    while start >= 0:
        places.append(start)
        start = text.find(words, start + 1)
    return places


def _likeness(text: str, place: Span, wanted: Anchor) -> float:
    """Return how alike the surroundings of a place are to those wanted, 0..200."""
    from rapidfuzz import fuzz  # noqa: PLC0415 (a window must not wait for it to start)

    before = text[max(0, place.start - CONTEXT) : place.start]
    after = text[place.end : place.end + CONTEXT]
    return fuzz.ratio(before, wanted.prefix) + fuzz.ratio(after, wanted.suffix)
