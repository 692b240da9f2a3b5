"""A mark as assistive technology says it."""

from __future__ import annotations

from collections.abc import Sequence

from app.desktop.number_rows import number_row
from app.desktop.quotes_tab import WORDS
from app.desktop.sheet import Sheet
from app.language import tr
from app.reading.attribution import claimants


def spoken(sheet: Sheet, target: str) -> str:
    """Return a mark in one sentence: who says that who said, and the words."""
    text = sheet.document.text
    span = sheet.span_of(target)
    if span is None:
        return ""
    words = " ".join(text[span.start : span.end].split())
    if target in sheet.own:
        note = sheet.own[target].note
        if note:
            return tr("Your highlight: {words}. Note: {note}", words=words, note=note)
        return tr("Your highlight: {words}", words=words)
    targets = sheet.found.targets
    if target in targets.quantities:
        asked = targets.questions.get(target, ())
        return number_row(targets.quantities[target], asked).spoken
    for attribution in sheet.analysis.attributions:
        if attribution.id == target:
            who = _chain(claimants(sheet.analysis.attributions, target)) or tr("Nobody named")
            how = tr(WORDS[attribution.kind])
            return tr("{speaker}, {how}: {words}", speaker=who, how=how, words=words)
    return tr("In quotation marks: {words}", words=words)


def _chain(claimants: Sequence[str]) -> str:
    """Return who says that who said, of those who claim something from the innermost outward."""
    who = ""
    for speaker in claimants:
        who = tr("{outer}, who says that {inner}", outer=speaker, inner=who) if who else speaker
    return who
