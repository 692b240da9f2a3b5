"""A small reading of the tests' own with every kind of mark, its PDF, and a way to read it back."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from decimal import Decimal

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from app.exporting.pdf.annotated_pdf import annotated_pdf
from app.reading.analysis import Analysis
from app.reading.anchors import anchor
from app.reading.annotation import OwnAnnotation, Reading
from app.reading.attribution import Act, Attribution, AttributionKind
from app.reading.document import Block, BlockKind, Document, Original
from app.reading.exports import Choice, Paper
from app.reading.quantity import Quantity, QuantityKind
from app.reading.quotation import Quotation
from app.reading.spans import Span
from app.reading.speaker import Speaker
from app.reading.views import View

READER = "Ines Okafor"

BLOCKS = [
    (BlockKind.HEADING, "Harbour bridge to close, “unsafe” says Lindqvist", 1),
    (
        BlockKind.PARAGRAPH,
        (
            "The harbour bridge will close for fourteen weeks, city engineer Marta Lindqvist said on "
            "Tuesday. “We found rust in places nobody had looked at since the flood,” she said. “It is "
            "a difficult find, and it is not the last one.”"
        ),
        None,
    ),
    (BlockKind.BOILERPLATE, "MORE FROM THE WATERFRONT: FERRY FARES EXPLAINED", None),
    (
        BlockKind.PARAGRAPH,
        (
            "Ferry operator Halvard Boström told reporters that inspectors believe more than 1,250 "
            "bolts must be replaced, and called the plan “half a plan” that ignores commuters."
        ),
        None,
    ),
    (BlockKind.HEADING, "What the ministry says", 2),
    (
        BlockKind.PARAGRAPH,
        (
            "A ministry official, who asked not to be named, put the cost at roughly $3.4 million. "
            "The so-called “silver bridge” opened in 1962 and carries 40 per cent of the traffic."
        ),
        None,
    ),
    (BlockKind.LIST_ITEM, "Northbound lanes close first, the office said.", 1),
    (BlockKind.LIST_ITEM, "- Buses keep running, with fewer stops.", 1),
    (BlockKind.QUOTE, "No city can do without its only crossing, wrote the local paper.", 1),
    (BlockKind.CAPTION, "The bridge seen from the fish market", None),
    (BlockKind.TABLE, "Route\tMinutes", None),
    (BlockKind.TABLE, "Ring road\t35", None),
    (
        BlockKind.PARAGRAPH,
        (
            "Re-opening is planned for spring; the first efficient, well-lit footpath across the "
            "fjord (officially a cycle-way) may open sooner."
        ),
        None,
    ),
]


class Draft:
    """A document under construction that finds its own words."""

    def __init__(self, blocks, **about) -> None:
        text, made = "", []
        for kind, words, level in blocks:
            made.append(Block(kind, len(text), len(text) + len(words), level))
            text += words + "\n"
        self.document = Document("notes/bridge.txt", text.rstrip("\n"), tuple(made), **about)

    def span(self, words: str, after: str = "") -> Span:
        text = self.document.text
        start = text.index(words, text.index(after) if after else 0)
        return Span(start, start + len(words))

    def own(self, number: int, words: str, note: str = "") -> OwnAnnotation:
        span = self.span(words)
        return OwnAnnotation(
            f"{number:032x}",
            *span,
            anchor(self.document.text, span),
            note,
            "2026-03-04T10:00:00+00:00",
            "2026-03-05T11:30:00+00:00",
        )


def attribution(id_, kind, content, cue=(), source=(), speaker=None, **more) -> Attribution:
    act = more.pop("act", Act.STATEMENT)
    return Attribution(id_, kind, act, tuple(content), tuple(cue), tuple(source), speaker, **more)


def bridge() -> Reading:
    draft = Draft(
        BLOCKS,
        title="Harbour bridge to close, “unsafe” says Lindqvist",
        byline="Per Aaker",
        outlet="Fjord Courier",
        published="2026-03-03",
        language="en-GB",
        address="https://courier.example/bridge#close",
        original=Original(b"", "text/html", "2026-03-04T09:00:00+00:00"),
    )
    span = draft.span
    direct, mixed, indirect = (
        AttributionKind.DIRECT,
        AttributionKind.MIXED,
        AttributionKind.INDIRECT,
    )
    rust = span("“We found rust in places nobody had looked at since the flood,”")
    find = span("“It is a difficult find, and it is not the last one.”")
    she = span("she", "flood,”")
    half = span("“half a plan”")
    analysis = Analysis(
        attributions=(
            attribution(
                "a0",
                mixed,
                [span("“unsafe”")],
                [span("says")],
                [span("Lindqvist")],
                "Marta Lindqvist",
                heading=True,
            ),
            attribution(
                "a1",
                indirect,
                [span("The harbour bridge will close for fourteen weeks")],
                [span("said")],
                [span("city engineer Marta Lindqvist")],
                "Marta Lindqvist",
            ),
            attribution(
                "a2", direct, [rust, find], [span("said", "flood,”")], [she], "Marta Lindqvist"
            ),
            attribution(
                "a3",
                indirect,
                [span("inspectors believe more than 1,250 bolts must be replaced")],
                [span("told")],
                [span("Ferry operator Halvard Boström")],
                "Halvard Boström",
            ),
            attribution(
                "a4",
                indirect,
                [span("more than 1,250 bolts must be replaced")],
                [span("believe")],
                [span("inspectors")],
                "inspectors",
                anonymous=True,
                parent="a3",
            ),
            attribution(
                "a5",
                mixed,
                [span("the plan “half a plan” that ignores commuters")],
                [span("called")],
                [span("Ferry operator Halvard Boström")],
                "Halvard Boström",
            ),
            attribution(
                "a6",
                indirect,
                [span("the cost at roughly $3.4 million")],
                [span("put")],
                [span("A ministry official")],
                "ministry official",
                anonymous=True,
            ),
            attribution(
                "a7", indirect, [span("Buses keep running")], act=Act.ATTITUDE, speaker="nobody"
            ),
            attribution(
                "a8",
                indirect,
                [span("Northbound lanes close first")],
                [span("said", "first,")],
                [span("the office")],
                "the office",
            ),
        ),
        quotations=(
            Quotation("q0", *span("“unsafe”"), attribution="a0", heading=True),
            Quotation("q1", *rust, attribution="a2"),
            Quotation("q2", *find, attribution="a2"),
            Quotation("q3", *half, attribution="a5"),
            Quotation("q4", *span("“silver bridge”"), scare=True),
        ),
        quantities=(
            quantity(
                "n1",
                draft,
                "fourteen weeks",
                14,
                "weeks",
                claimed_by=("Marta Lindqvist",),
                kind=QuantityKind.DURATION,
                subject="the closure",
                attribution="a1",
            ),
            quantity(
                "n2",
                draft,
                "more than 1,250",
                1250,
                "bolts",
                modifier="more than",
                high=None,
                claimed_by=("inspectors", "Halvard Boström"),
                subject="to be replaced",
            ),
            quantity(
                "n3",
                draft,
                "roughly $3.4 million",
                3400000,
                "$",
                modifier="roughly",
                low=None,
                high=None,
                claimed_by=("ministry official",),
                kind=QuantityKind.MONEY,
            ),
            quantity("n4", draft, "1962", 1962, None, claim=False, kind=QuantityKind.DATE),
            quantity(
                "n5",
                draft,
                "40 per cent",
                40,
                "percent",
                kind=QuantityKind.PERCENT,
                subject="of the traffic",
            ),
        ),
        speakers=(
            Speaker("Marta Lindqvist", ("Lindqvist",), "city engineer"),
            Speaker("Halvard Boström", (), "ferry operator"),
            Speaker("inspectors", anonymous=True),
            Speaker("ministry official", anonymous=True),
        ),
    )
    own = (
        draft.own(
            1, "a difficult find, and it is not", "Ask her which find comes next: #rust $5 @dock"
        ),
        draft.own(2, "first efficient, well-lit footpath"),
        draft.own(3, "Ring road\t35\nRe-opening is", "Across a table and a paragraph"),
    )
    return Reading(7, draft.document, View().of(analysis), own, added="2026-03-04T09:30:00+00:00")


def quantity(id_, draft, words, value, unit, **more) -> Quantity:
    value = Decimal(value)
    more = {"low": value, "high": value, "kind": QuantityKind.COUNT, **more}
    return Quantity(id_, *draft.span(words), words, more.pop("kind"), value, unit=unit, **more)


@pytest.fixture(scope="session")
def reading() -> Reading:
    return bridge()


@pytest.fixture(scope="session", params=list(Paper), ids=lambda paper: paper.name)
def pdf(request, reading) -> bytes:
    return annotated_pdf(reading, Choice(READER, paper=request.param))


@pytest.fixture(scope="session")
def read_back():
    """Give the function that reads a PDF's annotations as another program would."""
    return read_annotations


@pytest.fixture(scope="session")
def squeeze():
    """Give the function that makes a text and its lines on a page comparable."""
    return squeezed


@pytest.fixture(scope="session")
def write_article():
    """Give the class that makes a document of blocks."""
    return Draft


@dataclass
class Read:
    """An annotation as it stands in the file, its parts on several pages put together."""

    name: str
    subtype: str
    contents: str
    author: str
    words: str
    parts: int
    entries: list = field(default_factory=list)


def read_annotations(pdf: bytes) -> dict[str, Read]:
    """Return the highlights and underlines by /NM, with the characters centred in their quads."""
    found: dict[str, Read] = {}
    drawn = pypdfium2.PdfDocument(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for number, page in enumerate(document.pages):
            characters = _characters(drawn[number])
            for entry in page.obj.get("/Annots", []):
                if str(entry.Subtype) not in ("/Highlight", "/Underline"):
                    continue
                name, _, part = str(entry.NM).partition("of")
                name = name.rpartition("-")[0] if part else name
                words = _words(characters, [float(value) for value in entry.QuadPoints])
                read = found.setdefault(
                    name, Read(name, str(entry.Subtype), str(entry.Contents), str(entry.T), "", 0)
                )
                read.words += words
                read.parts += 1
                read.entries.append({key: str(value) for key, value in entry.items()})
    return found


def squeezed(words: str) -> str:
    """Return words without blanks and hyphens, which differ between a text and its lines."""
    return "".join(words.split()).replace("-", "").replace("\u00ad", "")


def _characters(page) -> list[tuple[str, float, float]]:
    text = page.get_textpage()
    found = []
    for index in range(text.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(text, index))
        if not character.isspace() and pdfium.FPDFText_IsGenerated(text, index) != 1:
            left, bottom, right, top = text.get_charbox(index, loose=True)
            found.append((character, (left + right) / 2, (bottom + top) / 2))
    return found


def _words(characters, points: list[float]) -> str:
    words = ""
    for at in range(0, len(points), 8):
        left, top, right, top_too, left_too, bottom, right_too, bottom_too = points[at : at + 8]
        assert (left, right, top, bottom) == (left_too, right_too, top_too, bottom_too)
        assert left < right
        assert bottom < top
        words += "".join(c for c, x, y in characters if left < x < right and bottom < y < top)
    return words
