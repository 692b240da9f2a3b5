"""Number phrases of one block: what they say, what they count, whether they claim something.

An own grammar and no library: quantulum3 and the recognizers misread "$12.9bn", "one in five",
"five-and-a-half" and scores, and cost four times the time.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from spacy.tokens import Doc

from app.analysis import claims
from app.analysis.ages import as_age, read_decade_of_life
from app.analysis.combining import combine, in_contest
from app.analysis.doubtful import is_name, is_share, is_title, one_counts, stands
from app.analysis.labels import is_code, is_label, label_stretches
from app.analysis.lexing import Pieces, words
from app.analysis.modifiers import modified
from app.analysis.multiples import read_multiple
from app.analysis.numeral_grammar import read_numeral
from app.analysis.numerals import VAGUE, Form
from app.analysis.phrase import Phrase, hyphen
from app.analysis.phrases import read_phrase
from app.analysis.ranks import ordinal_end, read_rank
from app.analysis.subjects import Parse, plural
from app.analysis.timepoints import Timepoint, find_timepoints
from app.reading.quantity import Quantity, QuantityKind


def find_quantities(doc: Doc, offset: int, first_id: int = 1) -> list[Quantity]:
    """Return the quantities of one parsed block, in text order, without overlaps.

    `offset` is where the block's text begins in the document; ids run from n`first_id`. Who claims
    them is left open.
    """
    return _Block(doc).quantities(offset, first_id)


class _Block:
    """One block while it is read."""

    def __init__(self, doc: Doc) -> None:
        self.text: str = doc.text
        self.pieces = Pieces(self.text)
        self.parse = Parse(doc)
        self.titled = _is_titled(self.text)

    def quantities(self, offset: int, first_id: int) -> list[Quantity]:
        phrases = combine(self.pieces, list(self._phrases()))
        kept: list[Phrase] = []
        for phrase in phrases:
            done = self._finished(phrase, kept[-1] if kept else None)
            kept += [done] if done is not None else []
        sentences = [self._sentence(phrase) for phrase in kept]
        stating = {
            sentence
            for phrase, sentence in zip(kept, sentences, strict=True)
            if phrase.kind not in {QuantityKind.AGE, QuantityKind.DATE, QuantityKind.DURATION}
        }
        found: list[Quantity] = []
        for phrase, sentence in zip(kept, sentences, strict=True):
            claim, why = claims.decide(self.pieces, phrase, bounds_statistic=sentence in stating)
            start, end = self._span(phrase)
            found.append(
                Quantity(
                    id=f"n{first_id + len(found)}",
                    start=offset + start,
                    end=offset + end,
                    text=self.text[start:end],
                    kind=phrase.kind,
                    value=_plain(phrase.value),
                    low=_plain(phrase.low),
                    high=_plain(phrase.high),
                    unit=phrase.unit,
                    modifier=phrase.modifier,
                    claim=claim,
                    subject=self.parse.subject(start, end) if claim else None,
                    confidence=_confidence(phrase),
                    why=why,
                    bound=phrase.bound if phrase.modifier else None,
                    unit_text=self._unit_text(phrase),
                )
            )
        return found

    def _phrases(self) -> Iterator[Phrase]:
        """Read the block from left to right; labels are stepped over."""
        pieces = self.pieces
        labels = deque(label_stretches(self.text))
        points = deque(find_timepoints(self.text))
        at = 0
        while at < len(pieces):
            start = pieces[at].start
            while labels and labels[0][1] <= start:
                labels.popleft()
            while points and points[0].start < start:
                points.popleft()
            if labels and labels[0][0] <= start:
                at = self._index_from(at, labels[0][1])
                continue
            if points and points[0].start == start:
                point = points[0]
                if not (point.bare and self._counts_year(point, at)):
                    phrase = self._dated(point, at)
                    yield phrase
                    at = phrase.last
                    continue
            phrase_ = self._phrase_at(at)
            if phrase_ is None:
                at += self._width(at)
            else:
                yield phrase_
                at = max(phrase_.last, at + 1)

    def _width(self, at: int) -> int:
        """Return how many pieces a number that is none takes, so that no part of it is read."""
        end = ordinal_end(self.pieces, at)
        if end is not None:
            return end - at
        numeral = read_numeral(self.pieces, at)
        last = numeral.last if numeral is not None else at + 1
        # What hangs on a code belongs to it: the 0 of "Psychology 1-0", the 3 of "1.2.3".
        while self.pieces[at].digits and hyphen(self.pieces, last) > last:
            last = hyphen(self.pieces, last)
            last += self.pieces[last].digits
        return max(1, last - at)

    def _index_from(self, at: int, offset: int) -> int:
        while at < len(self.pieces) and self.pieces[at].start < offset:
            at += 1
        return at

    def _dated(self, point: Timepoint, at: int) -> Phrase:
        last = self._index_from(at, point.end)
        value = point.year if point.last_year is None else None
        phrase = Phrase(
            at, last, at, last, Form.DIGITS, QuantityKind.DATE, value,
            point.year, point.last_year if point.last_year is not None else point.year,
            unit="year" if point.year is not None else None, why=point.why,
        )  # fmt: skip
        return modified(self.pieces, phrase)

    def _counts_year(self, point: Timepoint, at: int) -> bool:
        """Tell whether four digits count a noun instead of naming a year."""
        token = self.parse.token_at(point.start)
        noun = token.head
        counts = token.dep_ == "nummod" and noun.tag_ == "NNS" and noun.idx > point.start
        return counts and self.pieces[at - 1].lower in _COUNTING

    def _phrase_at(self, at: int) -> Phrase | None:
        """Return the number phrase whose numeral begins at piece `at`, or None."""
        pieces = self.pieces
        tag = self.parse.token_at(pieces[at].start).tag_ if pieces[at].word else ""
        special = (
            read_rank(pieces, at)
            or read_multiple(pieces, at, tag)
            or read_decade_of_life(pieces, at)
        )
        if special is not None or ordinal_end(pieces, at) is not None:
            return special
        phrase = None if is_code(pieces, at) else read_phrase(pieces, at)
        if phrase is None:
            return None
        if phrase.unit == "fraction":
            return phrase if is_share(pieces, phrase) else None
        if not phrase.plain:
            named = not self.titled and is_title(pieces, phrase)
            return phrase if stands(pieces, phrase) and not named else None
        return self._bare(phrase)

    def _bare(self, phrase: Phrase) -> Phrase | None:
        """Return a number without a unit as an age or a count; None for labels and pronouns."""
        pieces = self.pieces
        noun = self.parse.counted_noun(self._core(phrase)[1])
        before = pieces[phrase.first - 1]
        counts = (
            noun is not None or before.lower.endswith(("'s", "’s")) or in_contest(pieces, phrase)
        )
        tag = self.parse.token_at(before.start).tag_ if before.word else ""
        age = as_age(pieces, self.parse, phrase)
        if age is not None:
            return age
        if phrase.modifier is None and is_label(
            pieces, phrase.core, phrase.core_last, counts=counts, tag_before=tag
        ):
            return None
        if pieces[phrase.core].lower == "zero" and pieces[phrase.last].lower == "in":
            return None
        if not one_counts(pieces, phrase, counts=noun is not None):
            return None
        many = noun is not None and noun.tag_ in {"NNS", "NNPS"}
        return None if not self.titled and is_name(pieces, phrase, many=many) else phrase

    def _finished(self, phrase: Phrase, before: Phrase | None) -> Phrase | None:
        """Name what a bare number counts; `before` is the number before it."""
        if not phrase.plain:
            return phrase
        behind = hyphen(self.pieces, phrase.core_last)
        if behind > phrase.core_last and phrase.last == phrase.core_last:
            return self._hyphenated(phrase, behind)
        unit = self.parse.unit_of_count(*self._core(phrase))
        unit = None if unit in VAGUE else unit
        if unit in {"figures", "digits"} and phrase.form is Form.WORDS:
            return None  # "six figures" is a size of sum, not a count
        near = before is not None and phrase.first - before.last < 14
        if unit is None and near and before is not None and before.kind is QuantityKind.COUNT:
            joint = self.pieces[phrase.first - 1].lower
            if joint in _COMPARING:
                unit = before.unit
        return replace(phrase, unit=unit)

    def _hyphenated(self, phrase: Phrase, at: int) -> Phrase | None:
        """Take in the noun of "22-member" and "10-game"; "two-way" counts nothing."""
        word = self.pieces[at].lower
        if not self.pieces[at].word or word in _NO_COUNT:
            return None
        if word == "strong":
            return replace(phrase, last=at + 1, unit="people")
        if self.parse.token_at(self.pieces[at].start).pos_ not in {"NOUN", "PROPN"}:
            return phrase
        return replace(phrase, last=at + 1, unit=plural(word))

    def _sentence(self, phrase: Phrase) -> int:
        return self.parse.sentence_at(self.pieces[phrase.core].start)

    def _span(self, phrase: Phrase) -> tuple[int, int]:
        return self.pieces[phrase.first].start, self.pieces[phrase.last - 1].end

    def _unit_text(self, phrase: Phrase) -> str | None:
        """Return how the text itself writes the unit, where that is not its canonical name."""
        if phrase.unit is None or phrase.kind is QuantityKind.COUNT:
            return None
        pieces, text = self.pieces, self.text
        own = text[pieces[phrase.core_last - 1].end : self._span(phrase)[1]].strip(" -\u2011")
        if not own and phrase.kind is QuantityKind.MONEY and phrase.core > phrase.first:
            own = pieces[phrase.core - 1].text
        return own if own and own != phrase.unit else None

    def _core(self, phrase: Phrase) -> tuple[int, int]:
        return self.pieces[phrase.core].start, self.pieces[phrase.core_last - 1].end


_COUNTING = words("than about nearly some least almost roughly around were are")
_COMPARING = words("from to than versus with and against of")
_NO_COUNT = words(
    "figure digit way sided star dimensional pronged thirds bit legged wheeler track ply something time tier ringed "
    "to and or on by the a an of in size for under over off all per alarm somethings"
)


def _is_titled(text: str) -> bool:
    """Tell whether most words begin with a capital, as in headlines."""
    words = [word for word in text.split()[:40] if word[:1].isalpha() and len(word) > 3]
    return bool(words) and sum(word[0].isupper() for word in words) > 0.6 * len(words)


def _plain(value: Decimal | None) -> Decimal | None:
    """Drop trailing zeros without falling into exponents."""
    if value is None:
        return None
    normal = value.normalize() if len(value.as_tuple().digits) <= 28 else value
    return (
        normal.quantize(Decimal(1))
        if normal == normal.to_integral_value() and abs(normal) < Decimal(10) ** 27
        else normal
    )


def _confidence(phrase: Phrase) -> float:
    """Grade how surely this is a number and this its meaning; 1 is certain."""
    if phrase.kind in {
        QuantityKind.MONEY,
        QuantityKind.PERCENT,
        QuantityKind.DATE,
        QuantityKind.MEASURE,
    }:
        return 0.97
    if phrase.form is Form.VAGUE:
        return 0.8
    if phrase.kind in {QuantityKind.RANK, QuantityKind.SCORE, QuantityKind.AGE, QuantityKind.RATIO}:
        return 0.85
    return 0.9 if phrase.unit else 0.7
