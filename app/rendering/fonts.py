"""The typefaces that come with Sayso: Charis SIL for articles, Inter for everything else."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

from app import paths

ARTICLE = "Charis SIL"
PANE = "Inter"

FILES = (
    "charis-sil/CharisSIL-Regular.ttf",
    "charis-sil/CharisSIL-Bold.ttf",
    "inter/Inter-Regular.otf",
    "inter/Inter-Italic.otf",
    "inter/Inter-Medium.otf",
    "inter/Inter-SemiBold.otf",
    "inter/Inter-SemiBoldItalic.otf",
)

EMPHASIS_FILES = ("charis-sil/CharisSIL-Italic.ttf", "charis-sil/CharisSIL-BoldItalic.ttf")
"""Loaded with the first article that needs them: a window must not wait for them to start."""


@cache
def load_fonts() -> tuple[str, ...]:
    """Make the shipped typefaces known to Qt, once, and return their families.

    Needs the application object. A file that cannot be read is left out: Qt then takes the
    system's nearest face, and the text stays readable.
    """
    return _loaded(FILES)


@cache
def _load_emphasis() -> None:
    load_fonts()
    _loaded(EMPHASIS_FILES)


def _loaded(files: Iterable[str]) -> tuple[str, ...]:
    families: dict[str, None] = {}
    for file in files:
        number = QFontDatabase.addApplicationFont(str(paths.resource("fonts", *file.split("/"))))
        if number >= 0:
            families.update(dict.fromkeys(QFontDatabase.applicationFontFamilies(number)))
    return tuple(families)


def article_font(
    pixels: float, weight: QFont.Weight = QFont.Weight.Normal, *, italic: bool = False
) -> QFont:
    """Return the face articles are set in, at a size in logical pixels."""
    if italic:
        _load_emphasis()
    font = _font(ARTICLE, "serif", pixels, weight)
    font.setItalic(italic)
    return font


def pane_font(
    pixels: float = 13,
    weight: QFont.Weight = QFont.Weight.Normal,
    *,
    italic: bool = False,
    tabular: bool = False,
) -> QFont:
    """Return the face of panes, margins and dialogs; `tabular` gives figures of equal width."""
    font = _font(PANE, "sans-serif", pixels, weight)
    font.setItalic(italic)
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


def _font(family: str, generic: str, pixels: float, weight: QFont.Weight) -> QFont:
    load_fonts()
    font = QFont()
    font.setFamilies([family, generic])
    # Qt takes whole pixels only; sizes in points may have fractions.
    font.setPointSizeF(pixels * 72 / dots_per_inch())
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def dots_per_inch() -> float:
    """Return how many of the pixels that everything is measured in make an inch."""
    screen = QGuiApplication.primaryScreen()
    return screen.logicalDotsPerInchY() if screen else 96.0
