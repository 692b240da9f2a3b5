"""The fonts pages are set in: Sayso's own alone, so that a page is the same on every machine."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path

import typst

from app import paths


@cache
def fonts() -> typst.Fonts:
    """Return what the typesetter finds words' letters in.

    Libertinus comes with the typesetter, Source Sans Pro as a package, Noto for other scripts with
    Sayso.
    """
    found = importlib.util.find_spec("font_source_sans_pro")
    folders = list(found.submodule_search_locations or []) if found else []
    return typst.Fonts(
        include_system_fonts=False,
        font_paths=[
            *(str(Path(folder) / "files") for folder in folders),
            str(paths.resource("fonts", "noto")),
        ],
    )
