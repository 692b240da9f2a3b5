"""The words a PDF says about its marks: how something was said, by whom, and what a number is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Context, Decimal

from app.exporting.inventory import Item, Number, Own, Quote, Source
from app.language import later, ptr, tr
from app.reading.attribution import AttributionKind
from app.reading.decisions import Status
from app.reading.quantity import Quantity, QuantityKind

HOW = {
    AttributionKind.DIRECT: later("word for word"),
    AttributionKind.MIXED: later("partly quoted"),
    AttributionKind.INDIRECT: later("in other words"),
}
"""How something was said, short."""

_HOW_IN_FULL = {
    AttributionKind.DIRECT: later("quoted word for word"),
    AttributionKind.MIXED: later("partly quoted"),
    AttributionKind.INDIRECT: later("reported in other words"),
}

NOBODY = later("Nobody named")

CHECKS = {
    Status.OPEN: later("Checked: open"),
    Status.CHECKED: later("Checked: right"),
    Status.DISPUTED: later("Checked: disputed"),
    Status.WRONG: later("Checked: wrong"),
}
"""How the check of a number came out, in a sentence of its own."""

_WORKED_OUT = 10
"""With more digits than this a number that is not whole was never written so: it is a division."""

_SHORT = Context(prec=3)

_HALVES = re.compile("[\ud800-\udfff]")

_OPEN_BOUND = re.compile(
    r"\b(?:more|over|above|exceed\w*|greater|less|fewer|under|below)\b", re.IGNORECASE
)
_CLOSED_BOUND = re.compile(
    r"\b(?:at least|at most|no (?:more|less|fewer)|or (?:more|less|fewer))\b", re.IGNORECASE
)


def contents(item: Item) -> str:
    """Return what an annotation's pop-up says: the reader's note alone for the reader's own.

    Halves of characters, which no file can hold, are left out.
    """
    return _HALVES.sub("", _contents(item))


def _contents(item: Item) -> str:
    match item:
        case Quote():
            name, how = who(item.chain) or tr(NOBODY), tr(_HOW_IN_FULL[item.kind])
            if item.cue:
                return tr("{who} ({how}; cue: {cue})", who=name, how=how, cue=item.cue)
            return f"{name} ({how})"
        case Number():
            subject = f": {item.quantity.subject}" if item.quantity.subject else ""
            claimed = tr("Claimed by: {who}", who=who(item.chain) or tr("the article itself"))
            checked = tr(CHECKS[item.status])
            told = [f"{_amount(item.quantity)}{subject}", claimed, checked]
            if item.evidence:
                told.append(f"{tr('Evidence:')} {item.evidence}")
            return "\n".join(told)
        case Source():
            return tr("Source: {who}", who=item.speaker)
        case Own():
            return item.annotation.note


def of_pages(title: str) -> dict[str, str]:
    """Return what the pages say that is not of the article, which has this title."""
    return {
        "title": tr("{title} (annotated reading)", title=title),
        "description": tr("Annotated reading made with Sayso"),
        "keyword": tr("annotated reading"),
        "page": tr("Page {number} of {count}"),
        "made": tr("Made with Sayso"),
        "quoted": tr("“quoted words”"),
        "reported": tr(HOW[AttributionKind.INDIRECT]),
        "nested": tr("reported by a source"),
        "source": tr("who says it"),
        "number": tr("a number claimed"),
        "own": tr("own highlight"),
        "quotes": tr("Who says what"),
        "numbers": tr("Numbers"),
        "compared": tr("To compare"),
        "questions": tr("Questions about the numbers"),
        "citation": tr("To cite this article"),
        "no": ptr("number", "No."),
        "words": tr("Words"),
        "how": tr("How"),
        "where": tr("Where"),
        "value": tr("Value"),
        "unit": tr("Unit"),
        "counts": tr("What it counts"),
        "claims": tr("Who claims it"),
        "checked": tr("Checked"),
        "right": ptr("checked", "right"),
        "wrong": ptr("checked", "wrong"),
        "article": tr("the article itself"),
        "evidence": tr("Evidence:"),
        "about": tr("About"),
        "question": tr("Question"),
        "note": tr("Note"),
    }


def who(chain: Sequence[str]) -> str:
    """Return the chain of speakers, outermost first, as one line with a capital at its head."""
    return capitalised(" › ".join(chain))


def capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]


def _amount(quantity: Quantity) -> str:
    """Return value and unit in one: "> 2,400 people", "≈ $3,400,000"."""
    value, unit = normal_form(quantity) or quantity.text, unit_of(quantity)
    if len(unit) == 1 and unicodedata.category(unit) == "Sc":
        bound, _, figure = value.rpartition(" ")
        return f"{bound} {unit}{figure}".strip()
    return f"{value} {unit}".strip()


def unit_of(quantity: Quantity) -> str:
    """Return the unit as it stands beside a value; "" for none."""
    if quantity.kind is QuantityKind.PERCENT:
        return quantity.unit or "percent"
    return quantity.unit or ""


def normal_form(quantity: Quantity) -> str:
    """Return the bare value with its bound (> 2,400; ≈ 1,000; 3–5), "" where there is none."""
    low, high, value = quantity.low, quantity.high, quantity.value
    if quantity.kind is QuantityKind.SCORE and low is not None and high is not None:
        return f"{_figure(low)}–{_figure(high)}"
    if value is None:
        if low is not None and high is not None:
            return f"{_figure(low)}–{_figure(high)}"
        if low is not None:
            return f"≥ {_figure(low)}"
        return f"≤ {_figure(high)}" if high is not None else ""
    if low is not None and high is not None:
        return _figure(value)
    if low is not None:
        return f"{_bound(quantity, '>', '≥')} {_figure(value)}"
    if high is not None:
        return f"{_bound(quantity, '<', '≤')} {_figure(value)}"
    return f"≈ {_figure(value)}"


def _bound(quantity: Quantity, open_: str, closed: str) -> str:
    modifier = quantity.modifier or ""
    return open_ if _OPEN_BOUND.search(modifier) and not _CLOSED_BOUND.search(modifier) else closed


def _figure(number: Decimal) -> str:
    if number == number.to_integral_value():
        return f"{int(number):,}"
    if len(number.as_tuple().digits) > _WORKED_OUT:
        number = _SHORT.plus(number)
    return f"{number.normalize():,f}"
