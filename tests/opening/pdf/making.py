"""PDFs made for the tests: typeset ones, and ones drawn operator by operator."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf
import typst
from pikepdf import Array, Dictionary, Name, Pdf

from app.opening.pdf.read import read_pdf
from app.opening.request import Request
from app.reading.annotation import Opened
from app.reading.document import BlockKind, Document

PLAIN = '#set page(paper: "a5", margin: 2cm)\n#set par(justify: true)\n#set text(size: 10pt)\n'

HARBOUR = (
    "The harbour office counted forty boats before the storm and only eleven after it. "
    "Nobody had expected the sea wall to give way so early in the season, and the pilots said so. "
    "What was left of the pier lay across the slipway until the middle of the following week. "
)
ORCHARD = (
    "In the valley the apple growers lost about a third of the crop to the late frost. "
    "They had lit small fires between the rows, as their grandparents used to do in April. "
    "The cold came down from the pass all the same and stayed for four nights without a wind. "
)
LIBRARY = (
    "A reading room for sailors opened beside the old customs house with nine hundred volumes. "
    "Most of them were novels, and most of the novels were about other ports than this one. "
    "The keeper wrote down every loan in a green ledger that has since gone to the museum. "
)


def typeset(markup: str) -> bytes:
    return typst.compile(markup.encode())


def opened(content: bytes, source: str = "paper.pdf", **how) -> Opened:
    (found,) = read_pdf(content, Request(source, **how))
    return found


def document(content: bytes, **how) -> Document:
    return opened(content, **how).document


def blocks(found: Document, kind: BlockKind | None = None) -> list[str]:
    return [
        found.text[block.start : block.end]
        for block in found.blocks
        if kind is None or block.kind is kind
    ]


class Drawing:
    """A PDF drawn by hand: words at places, in points from the bottom left of a page."""

    def __init__(self, size: tuple[float, float] = (400, 600), letters: Sequence[str] = ()) -> None:
        """Begin a PDF; its font's characters from 1 on stand for `letters`, one or more each."""
        self.pdf = Pdf.new()
        self._size = size
        self._font = self.pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type1,
                BaseFont=Name.Helvetica,
                Encoding=Name.WinAnsiEncoding,
            )
        )
        if letters:
            self._font.ToUnicode = self.pdf.make_stream(_meaning(letters))

    def page(self, *words: tuple, box=None, **more) -> pikepdf.Page:
        """Add a page; each of `words` is (text, x, y[, size[, turned by degrees]])."""
        operators = [_shown(*each) for each in words]
        page = pikepdf.Page(
            self.pdf.make_indirect(
                Dictionary(
                    Type=Name.Page,
                    MediaBox=Array(list(box or (0, 0, *self._size))),
                    Resources=Dictionary(Font=Dictionary(F1=self._font)),
                    Contents=self.pdf.make_stream("\n".join(operators).encode("cp1252")),
                    **more,
                )
            )
        )
        self.pdf.pages.append(page)
        return self.pdf.pages[-1]

    def picture(self) -> pikepdf.Page:
        """Add a page that is one grey picture."""
        page = self.page()
        image = self.pdf.make_stream(
            b"\x80" * 64,
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=8,
            Height=8,
            ColorSpace=Name.DeviceGray,
            BitsPerComponent=8,
        )
        page.obj.Resources.XObject = Dictionary(Im=image)
        width, height = self._size
        page.obj.Contents = self.pdf.make_stream(f"q {width} 0 0 {height} 0 0 cm /Im Do Q".encode())
        return page

    def bytes(self, **how) -> bytes:
        written = io.BytesIO()
        self.pdf.save(written, **how)
        return written.getvalue()


def lines(text: str, x: float, y: float, *, wide: int = 30, size: float = 10) -> list[tuple]:
    """Return a text as lines of at most `wide` letters, from the height `y` down."""
    found: list[list[str]] = [[]]
    for word in text.split():
        if len(" ".join([*found[-1], word])) > wide:
            found.append([])
        found[-1].append(word)
    return [(" ".join(each), x, y - 1.2 * size * at, size) for at, each in enumerate(found)]


def _shown(text: str, x: float, y: float, size: float = 10, turned: int = 0) -> str:
    matrix = {0: "1 0 0 1", 90: "0 1 -1 0", 180: "-1 0 0 -1", 270: "0 -1 1 0", 45: ".7 .7 -.7 .7"}
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F1 {size} Tf {matrix[turned]} {x} {y} Tm ({escaped}) Tj ET"


def _meaning(letters: Sequence[str]) -> bytes:
    """Return the table that gives a font's characters from 1 on their meaning, the rest as is."""
    codes = [*enumerate(letters, 1), *((code, chr(code)) for code in range(32, 127))]
    rows = [f"<{code:02x}> <{letter.encode('utf-16-be').hex()}>" for code, letter in codes]
    parts = [rows[at : at + 100] for at in range(0, len(rows), 100)]
    table = "\n".join(f"{len(p)} beginbfchar\n" + "\n".join(p) + "\nendbfchar" for p in parts)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{table}\nendcmap end end"
    ).encode()
