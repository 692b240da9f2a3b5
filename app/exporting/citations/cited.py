"""Readings cited in a style: citations, notes and bibliographies, in words and in HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app import paths
from app.exporting.citations.csl.locales import ENGLISH, Locale, locale_of
from app.exporting.citations.csl.markup import text_runs
from app.exporting.citations.csl.processor import Entry, Works
from app.exporting.citations.csl.rendering import Item
from app.exporting.citations.csl.runs import CLOSE, OPEN, Run, Runs, finished, html, words
from app.exporting.citations.csl.style import Style, style_of
from app.language import spoken
from app.reading.passages import Passage
from app.reading.styles import CitationStyle, style_named

_LANGUAGES = {"de": "de-DE"}


_OPENING, _CLOSING = '“"„«', '”"“»'
_HANGING = ' style="margin-left: 2em; text-indent: -2em"'


@dataclass(frozen=True, slots=True)
class Cited:
    """What works are cited as, in words alone and with its italics.

    `entries` counts those of a bibliography, in which a style may list no letter or leaflet.
    """

    text: str
    html: str
    entries: int = 0


def citation(
    items: Sequence[Item], style: str, passages: Mapping[int, Passage] | None = None
) -> Cited:
    """Return how items are cited in the text or in a note, with passages by their place.

    Where works are cited by number, what the numbers stand for is added on lines of their own.
    """
    works, found = _works(items, style)
    cited = {place: Passage() for place in range(len(items))} | dict(passages or {})
    runs = works.citation(cited)
    if not runs or not found.numbers_works:
        return _cited(runs or _first(works.bibliography()))
    entries = [_numbered(entry) for entry in works.bibliography()]
    lines = [_cited(runs), *map(_cited, entries)]
    return Cited("\n".join(line.text for line in lines), "<br>".join(line.html for line in lines))


def quotation(quoted: str, item: Item, style: str, passage: Passage) -> Cited:
    """Return words of a work in quotation marks, and the work's citation; a note on a line below.

    What is quoted within the words gets the inner marks.
    """
    works, found = _works([item], style)
    said = finished([Run(OPEN), *text_runs(_bare(quoted)), Run(CLOSE)], works.marks)
    cited = citation([item], style, {0: passage})
    if not cited.text:
        return _cited(said)
    apart, apart_html = ("\n", "<br>") if found.of_notes else (" ", " ")
    if cited.html.startswith("<sup>"):
        apart = apart_html = ""
    return Cited(f"{words(said)}{apart}{cited.text}", f"{html(said)}{apart_html}{cited.html}")


def bibliography(items: Sequence[Item], style: str) -> Cited:
    """Return a bibliography: a line an entry, in HTML a paragraph with a hanging indent."""
    works, _ = _works(items, style)
    entries = works.bibliography()
    shown = [_numbered(entry) for entry in entries]
    return Cited(
        "\n".join(words(runs) for runs in shown),
        "\n".join(f"<p{_HANGING}>{html(runs)}</p>" for runs in shown),
        len(shown),
    )


def in_full(item: Item, style: str) -> Cited:
    """Return an item's entry in a bibliography; its note, where the style has no entry for it."""
    return _cited(_entry(item, style))


def reference(item: Item, style: str) -> list[tuple[str, bool]]:
    """Return what `in_full` does as letters and whether they are italic."""
    return [(run.text, run.italic) for run in _entry(item, style)]


def _entry(item: Item, style: str) -> Runs:
    works, _ = _works([item], style)
    return _first(works.bibliography()) or works.citation({0: Passage()})


def _bare(quoted: str) -> str:
    """Return words without quotation marks around all of them, and without a comma at the end."""
    text = " ".join(quoted.split())
    if text[:1] in _OPENING and text[-1:] in _CLOSING and len(text) > 2:
        inner = text[1:-1]
        if not set(inner) & {text[0], text[-1]}:
            text = inner
    return text.rstrip(" ,;")


def _works(items: Sequence[Item], name: str) -> tuple[Works, Style]:
    style = style_named(name)
    folder = paths.resource("citation-styles")
    found = style_of(folder / f"{style.file}.csl")
    return Works(items, found, _locale(folder, style, spoken())), found


@cache
def _locale(folder: Path, style: CitationStyle, language: str) -> Locale:
    """Return the language to cite in: the style's own, the window's, or the style's English."""
    found = style_of(folder / f"{style.file}.csl")
    english = style.english or ENGLISH
    wanted = found.language or _LANGUAGES.get(language, english)
    return locale_of(wanted, folder, found.locales)


def _first(entries: Sequence[Entry]) -> Runs:
    return entries[0].runs if entries else []


def _numbered(entry: Entry) -> Runs:
    return [*entry.number, Run(" "), *entry.runs] if entry.number else entry.runs


def _cited(runs: Runs) -> Cited:
    return Cited(words(runs), html(runs))
