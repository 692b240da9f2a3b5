"""The tagger as a part of the spaCy pipeline: it leaves what it proposes with each paragraph.

A paragraph's `Doc` comes with `user_data[START]`, its offset in the document, and
`user_data[QUOTED]`, the quotations that reach into it; it goes on with `user_data[PROPOSED]`.
Paragraphs that come in one batch are read as one text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from app.analysis.tagging.pairs import Pairs
from app.analysis.tagging.proposals import Proposal, Window, make_window, propose
from app.analysis.tagging.selecting import select
from app.analysis.tagging.shipped import Constants, ShippedNetwork, read_vocabulary
from app.analysis.tagging.words import Reader

NAME = "attribution_tagger"
START = "start"
QUOTED = "quoted"
PROPOSED = "proposed"

DOUBTFUL = 0.1
"""Proposals of a lower score are not even passed on."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """An attribution the tagger proposes; stretches are token numbers of the cue's paragraph.

    `score` lies in 0..1 and is not yet a probability; `sure` says whether it reaches the default
    threshold, `confidence` how often proposals of that score are right.
    """

    cue: tuple[int, int]
    source: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]
    score: float
    confidence: float
    sure: bool


class AttributionTagger:
    """Reads batches of paragraphs."""

    def __init__(self, nlp: Language, folder: Path) -> None:
        self.constants = Constants.read(folder / "tagger.json")
        self._network = ShippedNetwork(folder)
        self._wordpieces = read_vocabulary(folder / "vocab.txt")
        self._reader = Reader(self._wordpieces, self.constants.labels, nlp.vocab.strings)

    def __call__(self, doc: Doc) -> Doc:
        """Read a paragraph alone."""
        self._mark([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], batch_size: int = 0) -> Iterator[Doc]:  # noqa: ARG002 (spaCy's own signature)
        """Read all paragraphs of the stream as one text."""
        docs = list(stream)
        self._mark(docs)
        yield from docs

    def _mark(self, docs: list[Doc]) -> None:
        for doc in docs:
            doc.user_data[PROPOSED] = []
        held = [doc for doc in docs if len(doc)]
        if not held:
            return
        quoted = [stretch for doc in held for stretch in doc.user_data.get(QUOTED, ())]
        words = self._reader.read([(doc, doc.user_data.get(START, 0)) for doc in held], quoted)
        pairs = Pairs(words, len(self.constants.labels.dependencies))
        begin, end = self._wordpieces.begin, self._wordpieces.end

        def laid_out(first: int, stop: int) -> Window:
            return make_window(words, first, stop, begin, end)

        found = propose(words, self._network, pairs, laid_out, self.constants.decoding)
        bases = _bases(held)
        for proposal in select(found, DOUBTFUL):
            number = int(words.paragraphs[proposal.cue[0]])
            doc, base = held[number], bases[number]
            here = self._in_paragraph(proposal, base, len(doc))
            if here is not None:
                doc.user_data[PROPOSED].append(here)

    def _in_paragraph(self, proposal: Proposal, base: int, length: int) -> Proposed | None:
        """Keep of a proposal what lies in the cue's own paragraph."""

        def cut(stretch: tuple[int, int]) -> tuple[int, int]:
            return max(0, stretch[0] - base), min(length, stretch[1] - base)

        content = tuple(part for part in map(cut, proposal.content) if part[0] < part[1])
        if not content:
            return None
        source = cut(proposal.source) if proposal.source is not None else None
        return Proposed(
            cut(proposal.cue),
            source if source is not None and source[0] < source[1] else None,
            content,
            proposal.score,
            self.constants.confidence(proposal.score),
            proposal.score >= self.constants.threshold,
        )


def _bases(docs: list[Doc]) -> list[int]:
    bases = [0]
    for doc in docs:
        bases.append(bases[-1] + len(doc))
    return bases


def add_tagger(nlp: Language, folder: Path) -> None:
    """Put the tagger whose weights lie in `folder` at the end of a pipeline."""
    if not Language.has_factory(NAME):
        Language.factory(NAME, default_config={"folder": ""}, func=_make)
    nlp.add_pipe(NAME, config={"folder": str(folder)})


def tagger_of(nlp: Language) -> AttributionTagger:
    """Return the tagger of a pipeline that has one."""
    tagger = nlp.get_pipe(NAME)
    assert isinstance(tagger, AttributionTagger)
    return tagger


def _make(nlp: Language, name: str, folder: str) -> AttributionTagger:  # noqa: ARG001 (as above)
    return AttributionTagger(nlp, Path(folder))
