"""Put cues, reported clauses and quotations together into attributions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from spacy.tokens import Token

from app.analysis import grammar
from app.analysis.contents import Found, NounClause, find_according, find_noun_clauses, reported
from app.analysis.cues import Cue, find_cues
from app.analysis.lexicon import STATEMENT_NOUNS, Frame
from app.analysis.paragraphs import Paragraph
from app.analysis.quotemarks import QuotedStretch
from app.reading.attribution import Act, AttributionKind
from app.reading.spans import Span

_ENDS = ",.?!…—–-"
_BETWEEN = re.compile(
    r"[\s,]*(?:(?:and|but|also|then|later|who|as|which|had|has|have|once|however)\b[\s,]*){0,2}$"
)
_SENTENCE_END = re.compile(r"[.?!…]+[\"'”’)\]]*\s*$")


@dataclass(slots=True)
class Draft:
    """An attribution before its speaker is known; stretches are offsets of the document.

    `head` is the head noun of the source. `quotes` are the quotations that belong to it.
    `inside` tells whether its cue stands in a quotation.
    """

    paragraph: Paragraph
    content: list[Span]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    head: Token | None
    act: Act
    kind: AttributionKind
    confidence: float
    why: str
    inside: bool = False
    frame: Frame = Frame.CLAUSE
    verb: Token | None = None
    follows: Draft | None = None
    origin: Paragraph | None = None
    quotes: list[QuotedStretch] = field(default_factory=list)

    @property
    def start(self) -> int:
        return min(span.start for span in (*self.content, *self.cue, *self.source))

    @property
    def end(self) -> int:
        return max(span.end for span in (*self.content, *self.cue, *self.source))


def link(paragraph: Paragraph, before: Draft | None, taken: set[int]) -> list[Draft]:
    """Return the attributions of a paragraph.

    `before` is the article's last one until here; `taken` holds the beginnings of the quotations
    given away already, and those given away here are added.
    """
    return _Linker(paragraph, before, taken).run()


class _Linker:
    """Works through one paragraph; every quotation is given away at most once."""

    def __init__(self, paragraph: Paragraph, before: Draft | None, taken: set[int]) -> None:
        self.paragraph = paragraph
        self.before = before
        self.taken = taken
        self.unclaimed = [q for q in paragraph.quotes if q.start not in taken]
        self.free = [q for q in self.unclaimed if q.depth == 0]
        self.drafts: list[Draft] = []
        self.cues: list[Cue] = []

    def run(self) -> list[Draft]:
        self.cues = list(find_cues(self.paragraph))
        for cue in self.cues:
            if not cue.unsaid:
                self._attribute(cue)
        for cue_span, source, head, content in find_according(self.paragraph):
            self._add_according(cue_span, source, head, content)
        for clause in find_noun_clauses(self.paragraph):
            self._add_noun(clause)
        self._trim_siblings()
        self._trim_nested()
        for cue in self.cues:
            self._take_fragment(cue)
        self._statement_nouns()
        self._continue()
        return self.drafts

    def _attribute(self, cue: Cue) -> None:
        quoted = self._quoted(cue)
        if quoted is not None:
            self.drafts.append(quoted)
            return
        found = reported(cue)
        if found is None or (cue.source is None and found.act is not Act.ATTITUDE):
            return
        draft = self._from_clause(found)
        if draft is not None:
            self.drafts.append(draft)

    # Words in quotation marks beside a cue

    def _quoted(self, cue: Cue) -> Draft | None:
        if cue.takes(Frame.QUOTE) is None and cue.takes(Frame.CLAUSE) is None:
            return None
        contents: list[QuotedStretch] = []
        left = self._left_of(cue)
        if left is not None:
            contents.append(left)
        right = self._right_of(cue, strict=left is not None)
        while right is not None:
            contents.append(right)
            right = self._enumerated(right)
        if not contents:
            return None
        for quote in contents:
            self._take(quote)
        named = self.paragraph.text(cue.cue_spans[0])
        return Draft(
            self.paragraph,
            [quote.span for quote in contents],
            cue.cue_spans,
            cue.source_spans,
            cue.head,
            Act.STATEMENT,
            AttributionKind.DIRECT,
            0.95 if cue.source else 0.7,
            f"“{named}” beside words in quotation marks",
            inside=cue.inside >= 0,
            verb=cue.verb,
            quotes=contents,
        )

    def _beside(self, cue: Cue) -> list[QuotedStretch]:
        """Return the quotations at the cue's own level that nobody has yet."""
        outer = self.paragraph.outer
        return [quote for quote in self.unclaimed if outer[quote.start] == cue.inside]

    def _left_of(self, cue: Cue) -> QuotedStretch | None:
        quote = next((q for q in reversed(self._beside(cue)) if q.end <= cue.start), None)
        if quote is None:
            return None
        gap = self._text(quote.end, cue.start)
        if not _BETWEEN.fullmatch(gap):
            return None
        last = self._text(quote.start, quote.end).rstrip("\"'”’»“").rstrip()[-1:]
        if last in {",", "?", "!", "—", "–", "-", "…"} or gap.lstrip().startswith(","):
            return quote
        if last == "." and cue.source is not None and cue.source[0] > cue.verb.i:
            return quote
        return None

    def _right_of(self, cue: Cue, *, strict: bool) -> QuotedStretch | None:
        quote = next((q for q in self._beside(cue) if q.start >= cue.end), None)
        if quote is None:
            return None
        gap = self._text(cue.end, quote.start)
        words = gap.split()
        if len(words) > 24 or re.search(r"[.;?!](\s|$)", gap):
            return None
        lead = gap.rstrip()[-1:]
        body = self._text(quote.start, quote.end).strip("\"'“”‘’«»„` ")
        whole = body[:1].isupper() or body[-1:] in ",.?!"
        if strict:
            return quote if lead == "," and not gap.strip(" ,") else None
        if self._holds_clause(cue, quote):
            return None
        if lead in {",", ":"} or not words:
            return quote if whole else None
        if words[-1].lower() == "that" and self._is_clause(quote):
            return quote
        return None

    def _enumerated(self, quote: QuotedStretch) -> QuotedStretch | None:
        """Return the next quotation of "“…,” and “…”"."""
        following = next((q for q in self.free if q.start >= quote.end), None)
        if following is None:
            return None
        gap = self._text(quote.end, following.start)
        return (
            following
            if re.fullmatch(r"[\s,]*(?:and|or|then)?[\s,]*", gap) and "and" in gap
            else None
        )

    def _holds_clause(self, cue: Cue, quote: QuotedStretch) -> bool:
        """Tell whether a verb with a subject of its own stands between cue and quotation."""
        doc = self.paragraph.doc
        first, last = self.paragraph.token_from(cue.end), self.paragraph.token_from(quote.start)
        return any(
            token.dep_ in {"nsubj", "nsubjpass"} and token.head.i < last and token.head.i >= first
            for token in doc[first:last]
        )

    def _is_clause(self, quote: QuotedStretch) -> bool:
        doc, paragraph = self.paragraph.doc, self.paragraph
        first, last = paragraph.token_from(quote.start), paragraph.token_from(quote.end)
        tail = self._text(quote.start, quote.end).rstrip("\"'”’»“")[-1:]
        return tail in ",.?!" and any(
            token.dep_ in {"nsubj", "nsubjpass", "expl"} and first <= token.head.i < last
            for token in doc[first:last]
        )

    # Clauses in the writer's words, with quoted fragments or without

    def _from_clause(self, found: Found) -> Draft | None:
        cue = found.cue
        spans = [self._to_quotation_edges(span, cue.inside) for span in found.content]
        quotes = [] if cue.inside >= 0 else self._take_quotes(spans)
        kind, act = AttributionKind.INDIRECT, found.act
        if quotes:
            kind, act = AttributionKind.MIXED, Act.STATEMENT
            if found.frame in {Frame.AS, Frame.NOUN, Frame.NAMING}:
                spans = [quote.span for quote in quotes]
            elif len(spans) == 1 and len(quotes) == 1 and self._same(spans[0], quotes[0]):
                spans = [quotes[0].span]
                kind = AttributionKind.DIRECT
        named = self.paragraph.text(cue.cue_spans[0])
        return Draft(
            self.paragraph,
            spans,
            cue.cue_spans,
            cue.source_spans,
            cue.head,
            act,
            kind,
            0.85,
            f"“{named}” with the clause it reports",
            inside=cue.inside >= 0,
            frame=found.frame,
            verb=cue.verb,
            quotes=quotes,
        )

    def _same(self, span: Span, quote: QuotedStretch) -> bool:
        return span.start >= quote.start - 1 and span.end <= quote.end + 1

    def _to_quotation_edges(self, span: Span, inside: int) -> Span:
        start, end = span
        for number, quote in enumerate(self.paragraph.quotes):
            if number == inside or quote.end - quote.start > 2000:
                continue
            if inside >= 0 and quote.start <= self.paragraph.quotes[inside].start:
                continue
            if start < quote.end and quote.start < end:
                start, end = min(start, quote.start), max(end, quote.end)
        return Span(start, end)

    def _take_quotes(self, spans: list[Span]) -> list[QuotedStretch]:
        taken = [quote for quote in self.free if any(span.covers(quote.span) for span in spans)]
        for quote in taken:
            self._take(quote)
        return taken

    def _add_according(
        self, cue: Span, source: tuple[int, int], head: Token, content: tuple[Span, ...]
    ) -> None:
        inside = self.paragraph.inside[head.i]
        spans = [self._to_quotation_edges(span, inside) for span in content]
        quotes = [] if inside >= 0 else self._take_quotes(spans)
        kind = AttributionKind.MIXED if quotes else AttributionKind.INDIRECT
        if len(spans) == len(quotes) == 1 and self._same(spans[0], quotes[0]):
            kind = AttributionKind.DIRECT
        self.drafts.append(
            Draft(
                self.paragraph,
                spans,
                (cue,),
                (self.paragraph.span(*source),),
                head,
                Act.STATEMENT,
                kind,
                0.9,
                "“according to” with what it vouches for",
                inside=inside >= 0,
                quotes=quotes,
            )
        )

    def _add_noun(self, clause: NounClause) -> None:
        inside = self.paragraph.inside[clause.noun.i]
        span = self._to_quotation_edges(clause.content, inside)
        if any(
            span.start <= d.content[0].start and d.content[-1].end <= span.end
            for d in self.drafts
            if d.cue and d.cue[0].start < span.start <= d.content[0].start
        ):
            return
        quotes = [] if inside >= 0 else self._take_quotes([span])
        self.drafts.append(
            Draft(
                self.paragraph,
                [span],
                (self.paragraph.span(clause.noun.i, clause.noun.i + 1),),
                (self.paragraph.span(*clause.source),),
                clause.head,
                Act.STATEMENT if quotes else clause.act,
                AttributionKind.MIXED if quotes else AttributionKind.INDIRECT,
                0.75,
                f"The noun “{clause.noun.text}” with what it holds",
                inside=inside >= 0,
                quotes=quotes,
            )
        )

    def _trim_siblings(self) -> None:
        """End a reported clause where the next one, with a speaker of its own, begins."""
        edges: list[tuple[int, bool]] = []
        for cue in self.cues:
            if cue.source is None or cue.verb.dep_ not in {"advcl", "conj"}:
                continue
            first = min(cue.verb.left_edge.i, cue.source[0])
            if cue.source[0] < cue.verb.head.i < cue.verb.i:
                continue  # the subject is the other verb's
            edge = self.paragraph.starts[first]
            if self._parted(edge, cue.verb):
                edges.append((edge, cue.inside >= 0))
        for draft in self.drafts:
            last = draft.content[-1]
            for edge, inside in edges:
                if inside == draft.inside and last.start < edge < last.end and draft.end != edge:
                    if draft.verb is None or edge > self.paragraph.start_of(draft.verb):
                        draft.content[-1] = self.paragraph.trimmed(Span(last.start, edge))
                        last = draft.content[-1]

    def _trim_nested(self) -> None:
        """Keep what is said inside somebody's content from running on beyond it."""
        for draft in self.drafts:
            if not draft.cue:
                continue
            for outer in self.drafts:
                if outer is draft or outer.verb is draft.verb:
                    continue
                for span in outer.content:
                    last = draft.content[-1]
                    if span.covers(draft.cue[0]) and span.start <= last.start < span.end < last.end:
                        draft.content[-1] = self.paragraph.trimmed(Span(last.start, span.end))

    def _parted(self, edge: int, verb: Token) -> bool:
        before = self._text(max(self.paragraph.offset, edge - 6), edge).rstrip()
        if verb.dep_ == "conj":
            return before.endswith((",", ";", ", and", ", but", "; and", "–", "—"))
        mark = verb.doc[verb.left_edge.i].lower_
        return before.endswith((",", ";")) and mark in {"while", "as", "though", "although"}

    # Quotations without a cue of their own

    def _take_fragment(self, cue: Cue) -> None:
        """Give a quoted fragment that hangs on a cue to its source: "called it “a mess”"."""
        if cue.source is None or cue.inside >= 0 or cue.unsaid:
            return
        paragraph = self.paragraph
        end = paragraph.end_of(cue.verb.right_edge)
        for quote in list(self.free):
            if not cue.end <= quote.start < end:
                continue
            first, last = paragraph.token_from(cue.end), paragraph.token_from(quote.start)
            if last - first > 14 or any(
                grammar.is_verb(t) and t.tag_ not in {"VBN", "VBG"}
                for t in paragraph.doc[first:last]
            ):
                continue
            self._take(quote)
            named = paragraph.text(cue.cue_spans[0])
            self.drafts.append(
                Draft(
                    paragraph,
                    [quote.span],
                    cue.cue_spans,
                    cue.source_spans,
                    cue.head,
                    Act.STATEMENT,
                    AttributionKind.MIXED,
                    0.7,
                    f"“{named}” with a few words in quotation marks",
                    frame=Frame.NOUN,
                    verb=cue.verb,
                    quotes=[quote],
                )
            )

    def _statement_nouns(self) -> None:
        """Give fragments to the statement or assessment that is the subject of their sentence."""
        for quote in list(self.free):
            head = self._stating_subject(quote)
            if head is None:
                continue
            span = self._own_clause(quote)
            self._take(quote)
            self.drafts.append(
                Draft(
                    self.paragraph,
                    [span],
                    (),
                    (self.paragraph.span(*grammar.phrase(head)),),
                    head,
                    Act.STATEMENT,
                    AttributionKind.MIXED,
                    0.65,
                    f"Words in quotation marks in a sentence about “{head.text}”",
                    quotes=[quote],
                )
            )

    def _stating_subject(self, quote: QuotedStretch) -> Token | None:
        paragraph = self.paragraph
        if quote.start < paragraph.offset or quote.end > paragraph.end:
            return None
        first = paragraph.token_from(quote.start)
        sentence = paragraph.doc[first].sent
        for token in paragraph.doc[sentence.start : first]:
            if token.dep_ in {"nsubj", "nsubjpass"} and token.head.dep_ == "ROOT":
                lemma = token.lower_[:-1] if token.tag_ == "NNS" else token.lower_
                if lemma in STATEMENT_NOUNS and paragraph.inside[token.i] < 0:
                    return token
        return None

    def _own_clause(self, quote: QuotedStretch) -> Span:
        """Widen a fragment to its clause where that begins with "it" or "they"."""
        first = self.paragraph.token_from(quote.start)
        for i in range(first - 1, max(first - 4, -1), -1):
            token = self.paragraph.doc[i]
            if token.lower_ in {"it", "they", "he", "she"} and token.dep_ == "nsubj":
                return Span(self.paragraph.starts[i], quote.end)
        return quote.span

    def _continue(self) -> None:
        for quote in list(self.free):
            earlier = [d for d in self.drafts if d.end <= quote.start and not d.inside]
            last = max(earlier, key=lambda d: d.end, default=None)
            if last is None:
                continue
            gap = self._text(last.end, quote.start)
            if len(gap) > 120 or not self._is_sentence(quote):
                continue
            if (
                len(re.findall(r"[.?!](?=\s|$)", gap))
                + _ends_sentence(self._text(last.start, last.end))
                != 1
            ):
                continue
            self._take(quote)
            if last.kind is AttributionKind.DIRECT:
                last.content.append(quote.span)
                last.quotes.append(quote)
            else:
                self.drafts.append(
                    Draft(
                        self.paragraph,
                        [quote.span],
                        last.cue,
                        last.source,
                        last.head,
                        Act.STATEMENT,
                        AttributionKind.DIRECT,
                        0.75,
                        "Words in quotation marks right after what the same source says",
                        follows=last,
                        quotes=[quote],
                    )
                )

    def _is_sentence(self, quote: QuotedStretch) -> bool:
        body = self._text(quote.start, quote.end).strip("\"'“”‘’«»„` ")
        after = self._text(quote.end, quote.end + 2).strip()
        return body[:1].isupper() and (body[-1:] in ".?!…—–" or after[:1] in {".", ""})

    def _take(self, quote: QuotedStretch) -> None:
        self.unclaimed.remove(quote)
        if quote in self.free:
            self.free.remove(quote)
        self.taken.add(quote.start)

    def _text(self, start: int, end: int) -> str:
        return self.paragraph.text(Span(start, end))


def _ends_sentence(words: str) -> bool:
    return _SENTENCE_END.search(words) is not None
