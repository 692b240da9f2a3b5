"""One small marked article for the tests of the reading pane, and ways to point into it."""

from __future__ import annotations

from decimal import Decimal

from app.reading.analysis import Analysis
from app.reading.anchors import anchor
from app.reading.annotation import OwnAnnotation
from app.reading.attribution import Act, Attribution, AttributionKind
from app.reading.document import Block, BlockKind, Document, Link
from app.reading.quantity import Quantity, QuantityKind
from app.reading.quotation import Quotation
from app.reading.spans import Span
from app.reading.speaker import Speaker
from app.rendering.composing import Composition
from app.rendering.findings import Findings

PARAGRAPHS = (
    "The harbour master warned that clerks at the port had counted 340 leaking hulls.",
    "“Nobody listened,” said Ines Brandt, who runs the oldest yard on the quay.",
    "The town calls it “progress” and will meet again in 2031 to talk about the slipway.",
    "MORE FROM THE QUAY",
    *(
        f"Filler paragraph {number} says nothing at all. " + "Waves came in. " * 12
        for number in range(20)
    ),
)
TEXT = "\n".join(PARAGRAPHS)


def span(words):
    start = TEXT.index(words)
    return Span(start, start + len(words))


def document(**facts):
    blocks, start = [], 0
    for words in PARAGRAPHS:
        kind = BlockKind.BOILERPLATE if words.isupper() else BlockKind.PARAGRAPH
        blocks.append(Block(kind, start, start + len(words)))
        start += len(words) + 1
    facts.setdefault("title", "The leaking fleet")
    link = span("oldest yard")
    return Document(
        "fleet.txt",
        TEXT,
        tuple(blocks),
        links=(Link(link.start, link.end, "https://yard.example/"),),
        **facts,
    )


WARNED = Attribution(
    "a1",
    AttributionKind.INDIRECT,
    Act.STATEMENT,
    (span("clerks at the port had counted 340 leaking hulls"),),
    (span("warned"),),
    (span("The harbour master"),),
    "Tom Okoro",
    confidence=0.9,
    why="“warned that” introduces what is said.",
)
COUNTED = Attribution(
    "a2",
    AttributionKind.INDIRECT,
    Act.STATEMENT,
    (span("340 leaking hulls"),),
    (span("counted"),),
    (span("clerks at the port"),),
    "clerks at the port",
    anonymous=True,
    parent="a1",
    confidence=0.7,
)
SAID = Attribution(
    "a3",
    AttributionKind.DIRECT,
    Act.STATEMENT,
    (span("“Nobody listened,”"),),
    (span("said"),),
    (span("Ines Brandt"),),
    "Ines Brandt",
)
ANALYSIS = Analysis(
    attributions=(WARNED, COUNTED, SAID),
    quotations=(
        Quotation("q1", *span("“Nobody listened,”"), attribution="a3"),
        Quotation("q2", *span("“progress”"), scare=True),
    ),
    quantities=(
        Quantity(
            "n1",
            *span("340"),
            "340",
            QuantityKind.COUNT,
            Decimal(340),
            Decimal(340),
            Decimal(340),
            unit="hulls",
            subject="leaking at the port",
            attribution="a2",
            claimed_by=("clerks at the port", "Tom Okoro"),
            confidence=0.93,
            why="A number with a counted noun.",
        ),
        Quantity("n2", *span("2031"), "2031", QuantityKind.DATE, Decimal(2031), claim=False),
    ),
    speakers=(
        Speaker("Tom Okoro", ("Okoro", "the harbour master")),
        Speaker("clerks at the port", anonymous=True),
        Speaker("Ines Brandt", ("Brandt",)),
    ),
)

FOUND = Findings(Composition(document()), ANALYSIS)


def highlight(words="talk about the slipway", note="Ask when."):
    where = span(words)
    return OwnAnnotation("f" * 32, *where, anchor(TEXT, where), note)
