"""Every colour of the window, as one table for the four themes.

Widgets, style sheets and painters read it; no colour is written anywhere else. The values are
chosen so that text keeps a contrast of 4.5 (high contrast 7) and lines and edges one of 3 on the
grounds they are used on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from PySide6.QtGui import QColor

THEMES = ("light", "sepia", "dark", "contrast")


class Token(NamedTuple):
    """One colour: its name, what it is for, and its value in each theme."""

    name: str
    use: str
    light: str
    sepia: str
    dark: str
    contrast: str


TOKENS = (
    Token("paper", "reading page", "#FCFBF8", "#F6EDDB", "#1C1D1F", "#FFFFFF"),
    Token("panel", "side panes", "#F6F4EF", "#EFE4CE", "#17181A", "#FFFFFF"),
    Token("chrome", "menu bar, status bar", "#EFECE6", "#E8DBC2", "#121314", "#FFFFFF"),
    Token("field", "inputs, cards", "#FFFFFF", "#FBF5E8", "#222427", "#FFFFFF"),
    Token("line", "hairlines", "#DEDAD1", "#D6C6A8", "#323437", "#000000"),
    Token("line2", "control borders", "#8A8478", "#87785D", "#7B7D80", "#000000"),
    Token("hover", "row hover", "#ECE9E2", "#E6D9BF", "#25272A", "#E8E8E8"),
    Token("sel", "row selected", "#DCE7F3", "#D6DCD8", "#26384C", "#CFE3FF"),
    Token("select", "text selection", "#B5D4F4", "#B9CFDD", "#2F5580", "#9CC8FF"),
    Token("ink", "text", "#23211D", "#33291C", "#DEDAD2", "#000000"),
    Token("ink2", "secondary text", "#55514A", "#5A4B36", "#B0ACA4", "#1A1A1A"),
    Token("ink3", "quiet text", "#6A655C", "#675740", "#98948C", "#333333"),
    Token("boil", "text that is not the article", "#736D63", "#6B5B45", "#8E8A82", "#474747"),
    Token("accent", "focus, links, primary", "#1D5A96", "#24577F", "#84B6EA", "#003C8F"),
    Token("onaccent", "text on accent", "#FFFFFF", "#FFFFFF", "#10202F", "#FFFFFF"),
    Token("fill", "direct quotation", "#E4EDF7", "#E0E3DC", "#243244", "#E3EFFF"),
    Token("fillS", "same, focus", "#CFE0F2", "#D2DDDF", "#2C4460", "#C4DCFF"),
    Token("band", "reported content", "#D3E2F1", "#CFD8D6", "#2B3F57", "#C4DCFF"),
    Token("band2", "reported, nested or focus", "#A6C6E8", "#A3BECB", "#3A5A7E", "#93BFFF"),
    Token("src", "source line, focus", "#1D5A96", "#24577F", "#84B6EA", "#003C8F"),
    Token("srcR", "source line, rest", "#4F81B3", "#567B96", "#6390BD", "#003C8F"),
    Token("cue", "cue dots, focus", "#7A3E9D", "#763C86", "#CBA2E6", "#5F0090"),
    Token("cueR", "cue dots, rest", "#9A6CB7", "#96689F", "#A083B5", "#5F0090"),
    Token("claim", "claim tint", "#FCEADA", "#FADDBC", "#42301F", "#FFE9D1"),
    Token("claimS", "claim tint, focus", "#F9D5B5", "#F5C795", "#5B3D20", "#FFD3A3"),
    Token(
        "claimL", "claim edge, focus; claims to check", "#9A4712", "#914310", "#E89A5C", "#7A2E00"
    ),
    Token("claimLR", "claim edge, rest", "#C0753F", "#AF6A38", "#BD804F", "#7A2E00"),
    Token("mark", "own highlight", "#FFEC9C", "#F8DE7E", "#564B14", "#FFE94A"),
    Token("markE", "highlight foot", "#967400", "#937000", "#C9A92F", "#5C4700"),
    Token("ok", "checked", "#2A6B47", "#2F6640", "#7CC79A", "#00502A"),
    Token("okbg", "inserted words", "#E1F0E6", "#DCE5C9", "#1F3328", "#DDF5E6"),
    Token("bad", "failed, differs", "#A33122", "#98301F", "#F0907F", "#8A0F00"),
    Token("badbg", "removed words", "#F9E4DF", "#F2D6C4", "#3D2421", "#FFE3DE"),
    Token("warn", "caution", "#8A5A00", "#7D5000", "#E2B65A", "#5C3A00"),
    Token("warnbg", "caution banner", "#FBEFCF", "#F3DFAE", "#3A2F16", "#FFF0C2"),
)


@dataclass(frozen=True, slots=True)
class Theme:
    """One of the four sets of colours; `color` raises KeyError for a name the table lacks."""

    name: str
    values: Mapping[str, str]

    def hex(self, token: str) -> str:
        """Return a colour as style sheets write it, "#RRGGBB"."""
        return self.values[token]

    def color(self, token: str, alpha: float = 1.0) -> QColor:
        """Return a colour, see-through where `alpha` is under 1."""
        color = QColor(self.values[token])
        if alpha < 1.0:
            color.setAlphaF(alpha)
        return color

    def mixed(self, token: str, ground: str, share: float) -> QColor:
        """Return `share` (0..1) of a colour laid over a ground, as one solid colour."""
        over, under = QColor(self.values[token]), QColor(self.values[ground])
        return QColor(
            round(share * over.red() + (1 - share) * under.red()),
            round(share * over.green() + (1 - share) * under.green()),
            round(share * over.blue() + (1 - share) * under.blue()),
        )

    @property
    def is_dark(self) -> bool:
        return luminance(self.values["paper"]) < 0.2

    @property
    def is_contrast(self) -> bool:
        """Tell whether fills need an edge and lines are strong at rest too."""
        return self.name == "contrast"


@cache
def theme_named(name: str) -> Theme:
    """Return a theme by its name in the settings; raise ValueError for any other."""
    if name not in THEMES:
        raise ValueError(f"no theme is called {name!r}")
    return Theme(name, MappingProxyType({token.name: getattr(token, name) for token in TOKENS}))


def luminance(color: str) -> float:
    """Return the relative luminance (0..1) of "#RRGGBB" as WCAG 2 defines it."""
    channels = (int(color[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        channel / 12.92 if channel <= 0.03928 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast (1..21) between two colours as WCAG 2 defines it."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
