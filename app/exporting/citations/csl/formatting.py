"""How an element wants its text to look."""

from __future__ import annotations

from dataclasses import replace

from app.exporting.citations.csl.cases import in_case
from app.exporting.citations.csl.elements import Element
from app.exporting.citations.csl.runs import CLOSE, OPEN, Run, Runs, mapped, met


def formatted(runs: Runs, element: Element, language: str = "en") -> Runs:
    """Return runs with the case, look and quotation marks an element asks for, not its affixes."""
    asked = element.attributes
    if not runs or not asked:
        return runs
    if asked.get("strip-periods") == "true":
        runs = mapped(runs, lambda text: text.replace(".", ""))
    if "text-case" in asked:
        runs = in_case(runs, asked["text-case"], language)
    runs = looking(runs, element)
    return quoted(runs) if asked.get("quotes") == "true" else runs


def looking(runs: Runs, element: Element) -> Runs:
    """Return runs with the look an element asks for."""
    asked = element.attributes
    if "font-style" in asked:
        wanted = asked["font-style"] in ("italic", "oblique")
        runs = [
            replace(run, italic=wanted and not (run.flips and run.italic), flips=False)
            if wanted
            else run
            for run in runs
        ]
    if asked.get("font-weight") == "bold":
        runs = [replace(run, bold=True) for run in runs]
    if asked.get("font-variant") == "small-caps":
        runs = [replace(run, small_caps=True) for run in runs]
    if asked.get("text-decoration") == "underline":
        runs = [replace(run, underlined=True) for run in runs]
    if asked.get("vertical-align") in ("sup", "sub"):
        runs = [replace(run, raised=run.raised or asked["vertical-align"]) for run in runs]
    return runs


def quoted(runs: Runs) -> Runs:
    """Return runs in quotation marks."""
    return met(met([Run(OPEN)], runs), [Run(CLOSE)])
