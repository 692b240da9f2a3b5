"""A reading with pictures, checks, emphasis, tags and notes that lie nowhere in its text."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image, ImageDraw

from app.reading.anchors import Anchor
from app.reading.annotation import OwnAnnotation, Standing
from app.reading.decisions import Decision, Status, Verdict
from app.reading.document import BlockKind, Emphasis, Link, Picture
from app.reading.pictures import PictureFile
from app.reading.spans import Span

NOWHERE = Anchor("the ferry of 1987", "", "", 5, 22)


@pytest.fixture(scope="session")
def rich(reading):
    """Return the reading with everything a PDF can show."""
    document = reading.document
    caption = next(block for block in document.blocks if block.kind is BlockKind.CAPTION)
    lead = document.blocks[1]
    ferry = Span(document.text.index("Ferry operator"), document.text.index("Halvard"))
    pictures = (
        Picture(lead.start, "https://courier.example/lead.jpg", "The bridge in fog"),
        Picture(caption.start, "https://courier.example/chart.png"),
        Picture(len(document.text), "https://courier.example/broken.png", "Broken"),
    )
    checks = {
        "n1": (Status.DISPUTED, ""),
        "n2": (Status.WRONG, "Table 4 of the ministry says 1,190.\nAsked again on 5 March."),
        "n3": (Status.CHECKED, "Budget 2026, p. 12"),
    }
    return replace(
        reading,
        document=replace(
            document,
            pictures=pictures,
            emphases=(Emphasis(*ferry), Emphasis(lead.start, lead.start + 18, strong=True)),
            links=(Link(*ferry, "https://ferry.example/fares?a=1&b=2"),),
        ),
        pictures=(
            PictureFile(pictures[0].address, "image/jpeg", photograph(1200, 600)),
            PictureFile(pictures[1].address, "image/png", chart()),
            PictureFile(pictures[2].address, "image/png", b"\x89PNG\r\n\x1a\nand no more"),
        ),
        decisions=tuple(
            Decision(f"d{number}", Verdict.OPEN, quantity, NOWHERE, *checks[quantity.id])
            for number, quantity in enumerate(reading.analysis.quantities)
            if quantity.id in checks
        ),
        own=(replace(reading.own[0], tags=("rust", "to check")), *reading.own[1:]),
        aside=(
            OwnAnnotation("lost", 0, 0, NOWHERE, "Gone?", standing=Standing.LOST),
            OwnAnnotation(
                "whole",
                0,
                0,
                Anchor("", "", "", 0, 0),
                "Compare with last year.\nSee <b>#12</b>.",
                standing=Standing.WHOLE,
                tags=("desk",),
            ),
        ),
    )


def photograph(wide: int, high: int, form: str = "JPEG") -> bytes:
    """Return a picture with many colours."""
    picture = Image.linear_gradient("L").resize((wide, high)).convert("RGB")
    picture = Image.blend(
        picture, Image.radial_gradient("L").resize((wide, high)).convert("RGB"), 0.5
    )
    tinted = Image.composite(
        picture, Image.new("RGB", picture.size, (20, 60, 120)), picture.convert("L")
    )
    return saved(tinted, form)


def chart() -> bytes:
    """Return bars on nothing."""
    picture = Image.new("RGBA", (500, 200), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    for bar in range(6):
        pen.rectangle((20 + 80 * bar, 170 - 25 * bar, 70 + 80 * bar, 190), fill=(42, 92, 170, 255))
    return saved(picture, "PNG")


def saved(picture: Image.Image, form: str, **more) -> bytes:
    written = io.BytesIO()
    picture.save(written, form, **more)
    return written.getvalue()


@pytest.fixture(scope="session")
def page_words():
    """Give the function that returns the words of each page of a PDF, blanks folded."""
    return words_of_pages


def words_of_pages(pdf: bytes) -> list[str]:
    pages = pypdfium2.PdfDocument(pdf)
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pages]
