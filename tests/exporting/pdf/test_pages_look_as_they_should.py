"""The pages of an article look as those kept in `seen`, which were looked at with care.

A change that is meant is seen by its picture: where a page differs the new one is kept beside the
test's other files and named in the failure. Look at it, then put it into `seen`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from app.exporting.pdf.annotated_pdf import annotated_pdf
from app.reading.exports import Choice, Paper

SEEN = Path(__file__).with_name("seen")
DOTS = "48"
ALIKE = 1.2
"""Greys of 255 by which pages may differ on the whole: programs smooth letters differently."""

SPOT = 60
"""Greys by which any spot of a few letters may differ."""

CHOICES = {
    "a4": Choice("Ines Okafor"),
    "letter-alone": Choice("Ines Okafor", margin=False, pictures=False, paper=Paper.LETTER),
}


@pytest.mark.parametrize("name", CHOICES)
def test_every_page_looks_as_it_was_seen(rich, tmp_path, name):
    if shutil.which("pdftoppm") is None:
        assert os.environ.get("CI") != "true", "pdftoppm is not installed"
        pytest.skip("pdftoppm is not installed; `apt install poppler-utils` to run this test")
    (tmp_path / "reading.pdf").write_bytes(annotated_pdf(rich, CHOICES[name]))
    command = ["pdftoppm", "-r", DOTS, "-gray", "-png", "reading.pdf", name]
    subprocess.run(command, cwd=tmp_path, check=True)
    made = sorted(tmp_path.glob(f"{name}-*.png"))
    assert [page.name for page in made] == sorted(p.name for p in SEEN.glob(f"{name}-*.png"))
    for page in made:
        difference = _difference(page, SEEN / page.name)
        assert ImageStat.Stat(difference).mean[0] < ALIKE, page
        smooth = difference.filter(ImageFilter.BoxBlur(4))
        assert smooth.getextrema()[1] < SPOT, page


def _difference(one: Path, other: Path) -> Image.Image:
    with Image.open(one) as first, Image.open(other) as second:
        assert first.size == second.size
        return ImageChops.difference(first.convert("L"), second.convert("L"))
