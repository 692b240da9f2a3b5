"""The typefaces that come with Sayso: Charis SIL for articles, Inter for everything else.

Articles can be set in Inter too, and in others that the computer has.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QGuiApplication

from app import paths

ARTICLE = "Charis SIL"
PANE = "Inter"

X_HEIGHT = 0.482
"""Of Charis SIL, in em. Another typeface is set as large as makes its small letters that high."""

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


def has_typeface(family: str) -> bool:
    """Tell whether a typeface comes with Sayso or is installed on the computer."""
    load_fonts()
    return family in QFontDatabase.families()


def article_font(
    pixels: float,
    weight: QFont.Weight = QFont.Weight.Normal,
    *,
    italic: bool = False,
    family: str = ARTICLE,
) -> QFont:
    """Return the face articles are set in, at a size in logical pixels.

    Of another `family`, the size is the one at which it looks as large as Charis SIL does; where
    the computer has no such typeface, Charis SIL stands in for it.
    """
    if family != ARTICLE:
        if family == PANE:  # comes with nothing bolder
            weight = min(weight, QFont.Weight.DemiBold)
        font = _font((family, ARTICLE), "sans-serif", pixels * _share(family), weight)
    else:
        if italic:
            _load_emphasis()
        font = _font((ARTICLE,), "serif", pixels, weight)
    font.setItalic(italic)
    return font


@cache
def _share(family: str) -> float:
    """Return how large a typeface is set, as a share of Charis SIL."""
    found = QFontMetricsF(_font((family, ARTICLE), "sans-serif", 100, QFont.Weight.Normal))
    return 100 * X_HEIGHT / found.xHeight() if found.xHeight() > 0 else 1.0


def pane_font(
    pixels: float = 13,
    weight: QFont.Weight = QFont.Weight.Normal,
    *,
    italic: bool = False,
    tabular: bool = False,
) -> QFont:
    """Return the face of panes, margins and dialogs; `tabular` gives figures of equal width."""
    font = _font((PANE,), "sans-serif", pixels, weight)
    font.setItalic(italic)
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


def _font(families: tuple[str, ...], generic: str, pixels: float, weight: QFont.Weight) -> QFont:
    load_fonts()
    font = QFont()
    font.setFamilies([*families, generic])
    # Qt takes whole pixels only; sizes in points may have fractions.
    font.setPointSizeF(pixels * 72 / dots_per_inch())
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def dots_per_inch() -> float:
    """Return how many of the pixels that everything is measured in make an inch."""
    screen = QGuiApplication.primaryScreen()
    return screen.logicalDotsPerInchY() if screen else 96.0
