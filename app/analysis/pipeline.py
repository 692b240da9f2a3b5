"""Run every stage over a document and put the marks in text order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from app.analysis import language
from app.analysis.assembly import Evidence, assemble
from app.analysis.dialogue import find_dialogue
from app.analysis.doubting import ask
from app.analysis.drafts import Draft
from app.analysis.linking import link
from app.analysis.names import PERSON, read_names
from app.analysis.paragraphs import Paragraph
from app.analysis.quantities import find_quantities
from app.analysis.quotemarks import QuotedStretch, find_quoted
from app.analysis.sources import read_groups, source_of
from app.analysis.weighing import weigh
from app.reading.analysis import Analysis
from app.reading.attribution import Act, AttributionKind
from app.reading.document import Block, BlockKind, Document
from app.reading.languages import is_read
from app.reading.makers import PIPELINE
from app.reading.quotation import Quotation
from app.reading.spans import Span, SpanIndex

PART_WORDS = 2000
"""About how many words are read before what was found so far is handed on again."""

FIRST_WORDS = 120
"""About how many words of a long document are read before the first marks are handed on."""

_LONG = 12_000
"""Code points; a shorter document is marked in a blink, and better as one text."""


def prepare() -> None:
    """Load the language model, so that the first article does not wait for it."""
    language.marking_model()


def analyse(
    document: Document,
    on_part: Callable[[Analysis], None] | None = None,
    on_batch: Callable[[int, int], None] | None = None,
) -> Analysis:
    """Find quotations, attributions, speakers and quantities in a document.

    `on_part` is called with all that was found so far, in a long document after `FIRST_WORDS`
    words, then about every `PART_WORDS`, less often the longer it is, and never for the whole. No
    mark lies in a caption or a boilerplate block. `on_batch` hears after every `BATCH_WORDS` up to
    which code point the document was read, and how many it has. In a language other than English only quotation
    marks are read.
    """
    blocks = [block for block in document.analysed_blocks() if block.end > block.start]
    quoted = find_quoted(document.text, [block.span for block in blocks])
    if not is_read(document.language):
        return _quotations_alone(quoted)
    evidence = Evidence(document.text, quoted, PIPELINE)
    index = SpanIndex(quoted)
    dialogue = find_dialogue(document.text, blocks)
    words, next_part = 0, FIRST_WORDS
    for batch, docs in language.read_parts(_batches(document, blocks, index)):
        for part, doc in zip(batch, docs, strict=True):
            block, start = part.block, part.start
            heading = block.kind is BlockKind.HEADING and block.level == 1
            label = dialogue.labels.get(block.start) if start == block.start else None
            talk = bool(dialogue) and block.kind is not BlockKind.HEADING
            _read(evidence, Paragraph(doc, start, list(part.quoted), heading, label, talk))
            words += part.text.count(" ") + 1
        if on_batch is not None:
            on_batch(evidence.reach, len(document.text))
        more = evidence.reach < blocks[-1].end
        if on_part is not None and more and words >= next_part:
            on_part(assemble(evidence))
            next_part = words + max(PART_WORDS, words // 3)
    return assemble(evidence)


def _quotations_alone(quoted: Sequence[QuotedStretch]) -> Analysis:
    quotations = (Quotation(f"q{n}", q.start, q.end) for n, q in enumerate(quoted, 1))
    return Analysis(quotations=tuple(quotations), pipeline=PIPELINE)


def _read(evidence: Evidence, paragraph: Paragraph) -> None:
    """Take from one paragraph all that is needed later, so that its parse can be let go."""
    first = evidence.sentences
    before = evidence.spoke
    if before is not None and not evidence.introduced and _is_familiar(before):
        before = None
    drafts, announced = link(paragraph, before, evidence.taken)
    evidence.drafts += drafts
    evidence.spoke = announced or _last_quoted(drafts)
    evidence.sources += [source_of(draft, first) for draft in drafts]
    names = list(read_names(paragraph, first))
    evidence.mentions += names
    evidence.introduced |= any(n.kind == PERSON and (" " in n.name or n.role) for n in names)
    evidence.groups += read_groups(paragraph, first)
    found = find_quantities(paragraph.doc, paragraph.offset, len(evidence.quantities) + 1)
    found = weigh(paragraph.doc, paragraph.offset, found)
    evidence.quantities += found
    evidence.questions += ask(paragraph.doc, paragraph.offset, found)
    evidence.reach = paragraph.end
    if paragraph.heading:
        evidence.headings.append(Span(paragraph.offset, paragraph.end))
    evidence.sentences += paragraph.sentence_count


def _is_familiar(draft: Draft) -> bool:
    """Tell whether a story names its speaker as one names acquaintances: "she", "Ilse".

    In a report, where people are introduced, a paragraph of quoted words alone goes on with who
    spoke before; in a story the other one answers.
    """
    head = draft.head
    if draft.labelled or head is None or " " in draft.paragraph.text(draft.source[0]):
        return False
    return head.tag_ in {"PRP", "NNP"}


def _last_quoted(drafts: Sequence[Draft]) -> Draft | None:
    """Return who may go on speaking in the next paragraph: the last one quoted directly."""
    labelled = next((d for d in drafts if d.labelled), None)
    if labelled is not None:
        return labelled
    last = max(
        (d for d in drafts if not d.inside and not d.faint), key=lambda d: d.end, default=None
    )
    if last is None or last.act is Act.ATTITUDE or not (last.source or last.follows):
        return None
    return last if last.quotes or last.kind is AttributionKind.INDIRECT else None


def _batches(
    document: Document, blocks: Sequence[Block], quoted: SpanIndex[QuotedStretch]
) -> Iterator[list[language.Part]]:
    batch: list[language.Part] = []
    words = 0
    long = len(document.text) > _LONG
    wanted = FIRST_WORDS if long else language.BATCH_WORDS
    for block, start, text in language.pieces(document, blocks):
        inside = quoted.overlapping(start, start + len(text))
        batch.append(language.Part(block, start, text, inside))
        words += text.count(" ") + 1
        if words >= wanted:
            yield batch
            batch, words, wanted = [], 0, language.BATCH_WORDS
    if batch:
        yield batch
