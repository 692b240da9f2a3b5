"""The pictures of an article as they are printed: decoded, as large as needed, written anew.

They come from anywhere, so nothing of their files gets into a PDF but their pixels; one that cannot
be decoded is left out.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps

from app.reading.annotation import Reading
from app.reading.pictures import PictureFile

DOTS = 200 / 72
"""Pixels a point: more is not seen in print."""

TALLEST = 300.0
"""Points a picture is high at most: beside it there is room for words."""

_LEAST = 24
"""Pixels below which a picture is a spacer or a counter."""

_MOST = 60_000_000
"""Pixels of a picture that is decoded."""

_FEW = 1024
"""Colours a drawing has at most; a photograph has more."""

_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")
_NATURAL = 72 / 96
"""Points a pixel is wide on a page that shows it as large as it came."""


@dataclass(frozen=True, slots=True)
class Printable:
    """A picture to be set: `width` in points; `suffix` tells what `content` is (".png")."""

    content: bytes
    suffix: str
    width: float


def printable(reading: Reading, width: float) -> dict[str, Printable]:
    """Return by address what is kept of an article's pictures, none wider than `width` points."""
    wanted = {picture.address for picture in reading.document.pictures}
    return {
        file.address: made
        for file in reading.pictures
        if file.address in wanted and (made := _printable(file, width)) is not None
    }


def _printable(file: PictureFile, width: float) -> Printable | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is odd about it is of no account here
            with Image.open(io.BytesIO(file.content), formats=_FORMATS) as opened:
                wide, high = opened.size
                if min(wide, high) < _LEAST or wide * high > _MOST:
                    return None
                most = (round(width * DOTS), round(TALLEST * DOTS))
                opened.draft("RGB", most)  # only JPEG has smaller ones inside
                picture = ImageOps.exif_transpose(opened)
                if picture.size != opened.size:
                    wide, high = high, wide
                return _written(picture, most, min(width, wide * _NATURAL, TALLEST * wide / high))
    except Exception:  # noqa: BLE001 (decoders raise whatever a broken file makes them)
        return None


def _written(picture: Image.Image, most: tuple[int, int], width: float) -> Printable:
    if picture.has_transparency_data:
        # What is drawn on nothing was drawn for a light page.
        paper = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(paper, picture.convert("RGBA"))
    picture = picture.convert("RGB")
    few = picture.getcolors(_FEW) is not None  # a chart, whose edges are to stay sharp
    picture.thumbnail(most, Image.Resampling.LANCZOS)
    written = io.BytesIO()
    if few:
        picture.save(written, "PNG")
        return Printable(written.getvalue(), ".png", width)
    picture.save(written, "JPEG", quality=85)
    return Printable(written.getvalue(), ".jpg", width)
