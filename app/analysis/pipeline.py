"""Run every stage over a document and put the marks in text order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from app.analysis import language
from app.analysis.linking import Draft, link
from app.analysis.paragraphs import Paragraph
from app.analysis.quotemarks import QuotedStretch, find_quoted
from app.reading.analysis import Analysis
from app.reading.attribution import Attribution
from app.reading.document import Block, BlockKind, Document
from app.reading.quotation import Quotation
from app.reading.spans import SpanIndex

PIPELINE = "rules-1"
"""Name and version of these rules, kept with every analysis they make."""

PART_WORDS = 2000
"""After about how many words what was found so far is handed on."""


def prepare() -> None:
    """Load the language model, so that the first article does not wait for it."""
    language.model()


def analyse(document: Document, on_part: Callable[[Analysis], None] | None = None) -> Analysis:
    """Find quotations, attributions, speakers and quantities in a document.

    `on_part` is called with all that was found so far about every `PART_WORDS` words, never for
    the whole. No mark lies in a caption or a boilerplate block.
    """
    blocks = [block for block in document.analysed_blocks() if block.end > block.start]
    quoted = find_quoted(document.text, [block.span for block in blocks])
    index = SpanIndex(quoted)
    drafts: list[Draft] = []
    before: Draft | None = None
    number = 0
    for batch in _batches(document, blocks):
        docs = language.parse([text for _, _, text in batch])
        for (block, offset, text), doc in zip(batch, docs, strict=True):
            heading = block.kind is BlockKind.HEADING and block.level == 1
            inside = index.overlapping(offset, offset + len(text))
            paragraph = Paragraph(doc, offset, number, inside, heading)
            number += 1
            found = link(paragraph, before)
            drafts += found
            before = found[-1] if found else before
    return _finished(quoted, drafts)


def _batches(document: Document, blocks: Sequence[Block]) -> Iterator[list[tuple[Block, int, str]]]:
    batch: list[tuple[Block, int, str]] = []
    words = 0
    for piece in language.pieces(document, blocks):
        batch.append(piece)
        words += piece[2].count(" ") + 1
        if words >= language.BATCH_WORDS:
            yield batch
            batch, words = [], 0
    if batch:
        yield batch


def _finished(quoted: Sequence[QuotedStretch], drafts: Sequence[Draft]) -> Analysis:
    ordered = sorted(drafts, key=lambda draft: (draft.content[0].start, -draft.content[-1].end))
    attributions: list[Attribution] = []
    owner: dict[int, str] = {}
    for number, draft in enumerate(ordered, 1):
        name = f"a{number}"
        for quote in draft.quotes:
            owner[quote.start] = name
        attributions.append(
            Attribution(
                name,
                draft.kind,
                draft.act,
                tuple(sorted(draft.content)),
                draft.cue,
                draft.source,
                None,
                False,
                None,
                draft.confidence,
                draft.why,
                draft.paragraph.heading,
            )
        )
    quotations = tuple(
        Quotation(
            f"q{number}", quote.start, quote.end, quote.start not in owner, owner.get(quote.start)
        )
        for number, quote in enumerate(quoted, 1)
    )
    return Analysis(tuple(attributions), quotations, (), (), PIPELINE)
