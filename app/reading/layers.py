"""The layers that marks lie in."""

from __future__ import annotations

from enum import StrEnum


class Layer(StrEnum):
    """What the legend switches on and off."""

    QUOTES = "quotes"
    SOURCES = "sources"
    CUES = "cues"
    CLAIMS = "claims"
    MINE = "mine"
