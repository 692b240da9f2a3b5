"""Number phrases of one block: what they say, what they count, whether they claim something.

An own grammar and no library: quantulum3 and the recognizers misread "$12.9bn", "one in five",
"five-and-a-half" and scores, and cost four times the time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from spacy.tokens import Doc

from app.analysis import claims
from app.analysis.combining import combine
from app.analysis.labels import LETTERS_OK, is_label, label_stretches
from app.analysis.lexing import Pieces
from app.analysis.numerals import Form, read_numeral
from app.analysis.phrases import Phrase, bounded, hyphen, modifier_before, read_phrase
from app.analysis.ranks import ordinal_end, read_rank
from app.analysis.subjects import Parse
from app.analysis.timepoints import Timepoint, find_timepoints
from app.analysis.units import MULTIPLES
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
        kept = [done for phrase in phrases if (done := self._finished(phrase)) is not None]
        sentences = [self._sentence(phrase) for phrase in kept]
        stating = [
            sentence
            for phrase, sentence in zip(kept, sentences, strict=True)
            if phrase.kind not in {QuantityKind.AGE, QuantityKind.DATE, QuantityKind.DURATION}
        ]
        found: list[Quantity] = []
        for phrase, sentence in zip(kept, sentences, strict=True):
            claim, why = claims.decide(self.pieces, phrase, bounds_statistic=sentence in stating)
            start, end = self._span(phrase)
            core = self._span(replace(phrase, first=phrase.core, last=phrase.core_last))
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
                    subject=self.parse.subject(*core) if claim else None,
                    confidence=_confidence(phrase),
                    why=why,
                )
            )
        return found

    def _phrases(self) -> Iterator[Phrase]:
        """Read the block from left to right; labels are stepped over."""
        pieces = self.pieces
        labels = label_stretches(self.text)
        points = find_timepoints(self.text)
        at = 0
        while at < len(pieces):
            start = pieces[at].start
            while labels and labels[0][1] <= start:
                labels.pop(0)
            while points and points[0].start < start:
                points.pop(0)
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
        return max(1, numeral.last - at) if numeral is not None else 1

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
            unit="year" if point.year is not None else None, why=f"It names {point.what}, not a claim.",
        )  # fmt: skip
        found = modifier_before(self.pieces, at, phrase)
        if found is None:
            return phrase
        first, bound = found
        modifier = self.text[self.pieces[first].start : self.pieces[at - 1].end].lower()
        return bounded(replace(phrase, first=first, modifier=modifier, bound=bound))

    def _counts_year(self, point: Timepoint, at: int) -> bool:
        """Tell whether four digits count a noun instead of naming a year."""
        before = self.pieces[at - 1].lower
        if before in {
            "the",
            "in",
            "since",
            "by",
            "of",
            "until",
            "from",
            "to",
            "and",
            "its",
            "his",
            "her",
            "their",
            "this",
            "for",
        }:
            return False
        noun = self.parse.token_at(point.start).head
        return (
            self.parse.token_at(point.start).dep_ == "nummod"
            and noun.tag_ == "NNS"
            and noun.idx > point.start
            and before
            in {
                "than",
                "about",
                "nearly",
                "some",
                "least",
                "almost",
                "roughly",
                "around",
                "were",
                "are",
            }
        )

    def _phrase_at(self, at: int) -> Phrase | None:
        pieces = self.pieces
        piece = pieces[at]
        rank = read_rank(pieces, at)
        if rank is not None:
            return rank
        if ordinal_end(pieces, at) is not None:
            return None
        if piece.lower in MULTIPLES:
            return self._multiple(at, MULTIPLES[piece.lower])
        if piece.lower in {"double", "triple", "treble", "quadruple", "once"}:
            return self._doubtful_multiple(at)
        numeral = read_numeral(pieces, at)
        if numeral is None:
            return None
        if piece.digits and self._tied(at):
            return None
        age = self._decade_of_life(at)
        if age is not None:
            return age
        phrase = read_phrase(pieces, numeral)
        if not phrase.plain and not (
            phrase.kind is QuantityKind.RATIO and phrase.unit == "fraction"
        ):
            return phrase if self._stands(phrase) else None
        if phrase.unit == "fraction":
            return phrase if self._is_share(phrase) else None
        start, end = piece.start, pieces[phrase.core_last - 1].end
        noun = self.parse.counted_noun(start, end)
        tag = self.parse.token_at(pieces[at - 1].start).tag_ if at else ""
        if phrase.modifier is None and is_label(
            pieces, phrase.core, phrase.core_last, counts=noun is not None, tag_before=tag
        ):
            return None
        age_ = self._age(phrase)
        if age_ is not None:
            return age_
        if (
            phrase.value == 1
            and phrase.form is Form.WORDS
            and not self._one_counts(phrase, noun is not None)
        ):
            return None
        if self._is_name(phrase):
            return None
        return phrase

    def _tied(self, at: int) -> bool:
        """Tell whether digits are glued into a code ("F-16", "Covid-19", "G7", "3D")."""
        pieces = self.pieces
        piece, before = pieces[at], pieces[at - 1]
        if piece.glued and before.word and not before.text.isupper():
            return True
        if piece.glued and before.word and before.text.isupper():
            return before.lower not in {"us", "rs", "usd", "eur", "gbp", "chf"}
        if piece.glued and before.text in {"-", "–"} and before.glued and pieces[at - 2].word:
            return pieces[at - 2].lower not in LETTERS_OK
        return False

    def _stands(self, phrase: Phrase) -> bool:
        """Tell whether a phrase with a unit is meant as a number."""
        pieces = self.pieces
        if phrase.kind is QuantityKind.DURATION and phrase.value == 1:
            before, after = pieces[phrase.first - 1].lower, pieces[phrase.last].lower
            if pieces[phrase.core].lower == "one":
                # "one day he left", "one hour" — only the first is no length of time.
                return not (
                    pieces[phrase.core + 1].lower in {"day", "night", "minute"}
                    and (
                        after
                        not in {
                            "after",
                            "before",
                            "later",
                            "earlier",
                            "of",
                            "in",
                            "per",
                            "for",
                            "ago",
                            ".",
                            ",",
                        }
                        or before in {".", ""}
                    )
                )
        return not (
            phrase.unit == "seconds"
            and pieces[phrase.core + 1].lower == "second"
            and phrase.value == 1
        )

    def _is_share(self, phrase: Phrase) -> bool:
        """Tell whether "half", "a quarter" and "a third" are parts of something here."""
        pieces = self.pieces
        words = {pieces[at].lower for at in range(phrase.core, phrase.core_last)}
        before, after = pieces[phrase.first - 1].lower, pieces[phrase.last]
        if pieces[phrase.core].digits or pieces[phrase.core].text in "½¼¾⅓⅔⅛⅜⅝⅞":
            return True
        if "half" in words:
            if (
                before
                in {
                    "first",
                    "second",
                    "other",
                    "better",
                    "last",
                    "latter",
                    "final",
                    "this",
                    "each",
                    "either",
                }
                and after.lower != "of"
            ):
                return False
            if phrase.last > phrase.core_last or phrase.modifier is not None:
                return True
            if after.text in {"-", "–"} and after.glued:
                return False
            return (
                after.lower
                in {
                    "of",
                    "the",
                    "a",
                    "an",
                    "its",
                    "his",
                    "her",
                    "their",
                    "all",
                    "our",
                    "as",
                    "that",
                    "what",
                }
                or before in {"in", "by", "than"}
                or len(words - {"a", "an"}) > 1
            )
        if "quarter" in words and words <= {"quarter", "a"}:
            following = pieces[phrase.last + 1]
            return (
                (after.lower == "of"
                and not following.digits
                and following.lower not in {"the", "this", "last"})
                or (
                    after.lower == "of"
                    and following.lower in {"the", "all", "its", "their"}
                    and before != "first"
                )
            )
        if pieces[phrase.core].lower in {"a", "an"}:
            return (
                after.lower in {"of", "the"}
                or phrase.modifier is not None
                or before in {"by", "than"}
            )
        return "quarter" not in words or len(words) > 1

    def _one_counts(self, phrase: Phrase, counts: bool) -> bool:
        """Tell whether "one" is a number and not a pronoun or "some"."""
        pieces = self.pieces
        if pieces[phrase.core].lower != "one":
            return True
        before, after = pieces[phrase.first - 1].lower, pieces[phrase.last].lower
        if (
            before
            in {
                "no",
                "any",
                "every",
                "this",
                "that",
                "which",
                "each",
                "the",
                "another",
                "some",
                "-",
                "not",
                "only",
            }
            and phrase.modifier is None
        ):
            return False
        if after in {
            "of",
            "another",
            "-",
            "day",
            "'s",
            "’s",
            "such",
            "thing",
            "that",
            "who",
            "more",
        } and not (after == "of" and phrase.modifier == "only"):
            return after in {"in", "out"} or (after == "more" and counts)
        if after in {"in", "out"}:
            return True
        if phrase.modifier is not None:
            return phrase.modifier not in {"just", "only", "some", "about"} or counts
        if after in {
            "dead",
            "killed",
            "injured",
            "wounded",
            "missing",
            "person",
            "man",
            "woman",
            "child",
            "boy",
            "girl",
            "soldier",
            "officer",
        }:
            return True
        window = range(phrase.first - 6, phrase.last + 7)
        return counts and any(
            pieces[at].lower
            in {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
            or (pieces[at].digits and len(pieces[at].text) < 3)
            for at in window
        )

    def _is_name(self, phrase: Phrase) -> bool:
        """Tell a number word that is part of a name ("Final Four", "Three Mile Island")."""
        pieces = self.pieces
        word = pieces[phrase.core]
        if word.digits or self.titled or not word.text[:1].isupper() or phrase.modifier is not None:
            return False
        before, after = pieces[phrase.core - 1], pieces[phrase.core_last]
        inside = before.word or before.text == ","
        return after.text[:1].isupper() if not inside else True

    def _age(self, phrase: Phrase) -> Phrase | None:
        """Read "Anna Berg, 24," and "aged 12" and "under 18"."""
        pieces = self.pieces
        if (
            phrase.value is None
            or not 0 < phrase.value < 120
            or phrase.value != phrase.value.to_integral_value()
        ):
            return None
        age = replace(phrase, kind=QuantityKind.AGE, unit="years", why="An age.")
        before, after = pieces[phrase.first - 1], pieces[phrase.last]
        if before.lower in {"aged", "age", "ages"} or (
            before.lower in {"of", "to", "between", "from", "at"}
            and pieces[phrase.first - 2].lower in {"age", "aged", "ages"}
        ):
            return age
        if (
            before.lower in {"turned", "turns", "turning"}
            and phrase.value < 110
            and not after.lower.endswith("s")
        ):
            return age
        if phrase.form is Form.DIGITS and phrase.modifier is None and before.text in {",", "("}:
            name = pieces[phrase.first - 2]
            closes = after.text in {",", ".", ")", ";", "—", "–", ":"} or after.lower in {
                "and",
                "of",
                "from",
                "",
            }
            if (
                closes
                and (name.text[:1].isupper() or name.text == ".")
                and self._names_person(name.start, close=before.text == ",")
            ):
                return age
        if phrase.modifier in {
            "under",
            "over",
            "above",
            "below",
            "younger than",
            "older than",
        } and phrase.value in {
            5,
            10,
            12,
            13,
            14,
            15,
            16,
            17,
            18,
            19,
            20,
            21,
            25,
            26,
            30,
            40,
            45,
            50,
            55,
            60,
            65,
            70,
            75,
            80,
            85,
        }:
            start, end = pieces[phrase.core].start, pieces[phrase.core_last - 1].end
            who = self.parse.token_at(pieces[phrase.first - 1].start)
            if (
                self.parse.counted_noun(start, end) is None
                and who.tag_ in {"NNS", "NN", "IN", "DT", "VBP"}
                and before.lower in _AGED
            ):
                return age
        return None

    def _names_person(self, offset: int, *, close: bool) -> bool:
        token = self.parse.token_at(offset)
        if token.ent_type_ == "PERSON":
            return True
        return (
            close
            and token.tag_ == "NNP"
            and token.ent_type_ not in {"GPE", "DATE", "LOC", "MONEY", "CARDINAL"}
        )

    def _decade_of_life(self, at: int) -> Phrase | None:
        """Read "in his 60s" and "in her mid-30s"; "the 80s" are a decade."""
        pieces = self.pieces
        letter = pieces[at + 1]
        if not (
            pieces[at].digits and letter.text == "s" and letter.glued and len(pieces[at].text) == 2
        ):
            return None
        value = Decimal(pieces[at].text)
        if value % 10:
            return None
        first = (
            at - 2
            if pieces[at - 1].text == "-" and pieces[at - 2].lower in {"mid", "early", "late"}
            else at
        )
        owner = (
            (pieces[first - 1].lower in {"early", "late", "mid"}
            and pieces[first - 2].lower)
            or pieces[first - 1].lower
        )
        aged = owner in {"his", "her", "their", "my", "our", "your"}
        kind = QuantityKind.AGE if aged else QuantityKind.DATE
        why = "An age." if aged else "It names a decade, not a claim."
        return Phrase(
            first, at + 2, at, at + 1, Form.DIGITS, kind, None,
            value if aged else None, value + 9 if aged else None, unit="years" if aged else None, why=why,
        )  # fmt: skip

    def _multiple(self, at: int, value: Decimal) -> Phrase:
        phrase = Phrase(
            at,
            at + 1,
            at,
            at + 1,
            Form.WORDS,
            QuantityKind.RATIO,
            value,
            value,
            value,
            unit="times",
            why="How many times.",
        )
        found = modifier_before(self.pieces, at, phrase)
        if found is None:
            return phrase
        first, bound = found
        modifier = self.text[self.pieces[first].start : self.pieces[at - 1].end].lower()
        return bounded(replace(phrase, first=first, modifier=modifier, bound=bound))

    def _doubtful_multiple(self, at: int) -> Phrase | None:
        """Read "double the rate", "more than triple", "once a week"; not "a double murder", "once a star"."""
        pieces = self.pieces
        word, after, before = pieces[at].lower, pieces[at + 1].lower, pieces[at - 1].lower
        if word == "once":
            if (
                (after in {"a", "every", "per"}
                and pieces[at + 2].lower in {"day", "week", "month", "year", "decade", "century"})
                or before in {"than", "least", "only"}
            ):
                return self._multiple(at, Decimal(1))
            return None
        times = {"double": 2, "triple": 3, "treble": 3, "quadruple": 4}[word]
        verb = self.parse.token_at(pieces[at].start).tag_.startswith("VB")
        if (
            before == "than"
            or after in {"the", "that", "its", "their", "what", "his", "her"}
            or (
                verb
                and before
                in {
                    "to",
                    "will",
                    "could",
                    "would",
                    "may",
                    "might",
                    "nearly",
                    "almost",
                    "can",
                    "should",
                }
            )
        ):
            return self._multiple(at, Decimal(times))
        return None

    def _finished(self, phrase: Phrase) -> Phrase | None:
        """Name what a bare number counts."""
        if not phrase.plain and phrase.kind is not QuantityKind.SCORE:
            return phrase
        if phrase.kind is QuantityKind.SCORE:
            return phrase
        start = self.pieces[phrase.core].start
        end = self.pieces[phrase.core_last - 1].end
        after = hyphen(self.pieces, phrase.core_last)
        if after > phrase.core_last and self.pieces[after].lower in _NO_COUNT:
            return None
        return replace(phrase, unit=self.parse.unit_of_count(start, end))

    def _sentence(self, phrase: Phrase) -> int:
        return int(self.parse.token_at(self.pieces[phrase.core].start).sent.start)

    def _span(self, phrase: Phrase) -> tuple[int, int]:
        return self.pieces[phrase.first].start, self.pieces[phrase.last - 1].end


_AGED = frozenset(
    ["people", "children", "those", "adults", "kids", "anyone", "everyone", "men", "women", "all", "workers", "residents", "patients", "voters", "americans", "girls", "boys", "players", "youths", "teens", "teenagers", "drivers", "students"]
)
_NO_COUNT = frozenset(
    ["way", "sided", "star", "dimensional", "pronged", "thirds", "bit", "legged", "wheeler", "track", "ply", "something", "time", "tier", "ringed"]
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
