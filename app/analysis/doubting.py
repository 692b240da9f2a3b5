"""Questions about numbers that do not seem to fit; never verdicts, for the text may have a reason.

Every rule looks at one block, asks only about exact numbers, and leaves room for rounding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from spacy.tokens import Doc

from app.analysis.conversions import far_off
from app.analysis.days import ask_of_days
from app.reading.quantity import Quantity, QuantityKind
from app.reading.questions import Doubt, Question
from app.reading.remarks import Remark

_OF_WHOLE = re.compile(
    r"^\W*(?:and |but )?of (?:the|its|their|his|her|our|these|those|all)\b", re.IGNORECASE
)
_TOTAL_AFTER = re.compile(
    r"\s*(?:[^\W\d]+\s+){0,4}?(?:in total|in all|altogether|combined)\b", re.IGNORECASE
)
_INCLUDING = re.compile(
    r"\b(?:including|among them|some of|at least|of which|of whom|notably)\b", re.IGNORECASE
)
_JOINT = re.compile(
    r"\s*(?:[\w-]+\s+){0,3}(?:[\w-]+\s*)?(?:,\s*and|,|;|and|plus)\s+(?:\w+\s+){0,3}"
)
_CHANGE = re.compile(
    r"\b(?:up|rise|rose|risen|increase[ds]?|grew|growth|gain(?:ed)?|jump(?:ed)?|climb(?:ed)?|surge[d]?|higher|down"
    r"|fall|fell|fallen|drop(?:ped)?|decline[d]?|decrease[ds]?|cut|lower|shrank|slump(?:ed)?|reduction|change)\b",
    re.IGNORECASE,
)
_MULTIPLIED = re.compile(
    r"\b(?:doubled|tripled|trebled|quadrupled|quintupled|halved)\b", re.IGNORECASE
)
_GIVES_BASE = re.compile(
    r"\b(?:from|since|than|compared|over|last|previous|past|within|ago|before|after|during|year|years|month|months|week"
    r"|decade|decades|quarter|between|by|in \d{4})\b",
    re.IGNORECASE,
)
_ROUNDING = Decimal("0.006")
"""The part of a sum that rounding may hide"""
_SLACK = Decimal("0.6")
"""Percent by which a change worked out from rounded ends may differ"""


def ask(doc: Doc, offset: int, quantities: Sequence[Quantity]) -> list[Question]:
    """Return the questions about the numbers of a parsed block that begins at `offset`."""
    found: list[Question] = []
    if quantities:
        found += ask_of_days(doc.text, offset, quantities)
        found += _conversions(doc.text, offset, quantities)
        for sentence, inside in _sentences(doc, offset, quantities):
            text, start = sentence
            found += _baseless(text, inside)
            found += _parts(text, start, inside)
            found += _totals(text, start, inside)
            found += _changes(text, inside)
    return found


def _sentences(
    doc: Doc, offset: int, quantities: Sequence[Quantity]
) -> Iterator[tuple[tuple[str, int], list[Quantity]]]:
    """Yield each sentence that holds numbers with its beginning in the document."""
    at = 0
    for sentence in doc.sents:
        start, end = offset + sentence.start_char, offset + sentence.end_char
        inside: list[Quantity] = []
        while at < len(quantities) and quantities[at].start < end:
            inside.append(quantities[at])
            at += 1
        if inside:
            yield (doc.text[start - offset : end - offset], start), inside


def _exact(quantity: Quantity) -> bool:
    return quantity.value is not None and quantity.low == quantity.high == quantity.value


def _parts(text: str, start: int, inside: Sequence[Quantity]) -> Iterator[Question]:
    """Ask where parts of a whole add up to more: "of the 40, 25 were men and 20 women"."""
    whole = inside[0]
    if (
        len(inside) < 3
        or not _OF_WHOLE.match(text)
        or not _exact(whole)
        or whole.kind is not QuantityKind.COUNT
    ):
        return
    if len(text[: whole.start - start].split()) > 4:
        return
    parts = _like(whole, inside[1:], text, start)
    total = sum((part.value or Decimal(0) for part in parts), Decimal(0))
    if len(parts) > 1 and whole.value is not None and total > whole.value:
        yield Question(
            Doubt.PARTS,
            Remark.PARTS.format(sum=_sum(parts), total=_plain(total), whole=_plain(whole.value)),
            tuple(q.id for q in (whole, *parts)),
        )


def _like(whole: Quantity, others: Sequence[Quantity], text: str, start: int) -> list[Quantity]:
    """Return the exact counts that can be parts of a whole, up to one that is none."""
    parts: list[Quantity] = []
    for other in others:
        same = other.kind is whole.kind and other.unit in {whole.unit, None, "people", "others"}
        own_noun = other.kind is whole.kind and whole.kind is QuantityKind.COUNT
        if not (same or own_noun) or not _exact(other):
            continue
        gap = text[other.end - start : other.end - start + 20]
        assert whole.value is not None
        assert other.value is not None
        smaller = other.value < whole.value
        if smaller and not re.match(r"\s*(?:years?|days?|hours?|times?)\b", gap):
            parts.append(other)
    return parts


def _totals(text: str, start: int, inside: Sequence[Quantity]) -> Iterator[Question]:
    """Ask where a stated total is not the sum of the parts listed beside it."""
    for number, total in enumerate(inside):
        told = (total.modifier or "").startswith(("a total of", "a combined"))
        after = text[total.end - start :]
        if not _exact(total) or not (told or _TOTAL_AFTER.match(after)):
            continue
        parts = _listed(text, start, inside, number)
        if len(parts) < 2 or _INCLUDING.search(text):
            continue
        summed = sum((part.value or Decimal(0) for part in parts), Decimal(0))
        assert total.value is not None
        if abs(summed - total.value) > max(_ROUNDING * abs(total.value), Decimal("0.5")):
            yield Question(
                Doubt.TOTAL,
                Remark.TOTAL.format(
                    sum=_sum(parts), total=_plain(summed), told=_plain(total.value)
                ),
                tuple(q.id for q in sorted((total, *parts), key=lambda q: q.start)),
            )


def _listed(text: str, start: int, inside: Sequence[Quantity], number: int) -> list[Quantity]:
    """Return the numbers of one list before or after the total, all of its kind and unit."""
    total = inside[number]
    for near in (inside[:number], inside[number + 1 :]):
        side = [q for q in near if q.kind not in {QuantityKind.DATE, QuantityKind.AGE}]
        run = [q for q in side if q.kind is total.kind and _exact(q)]
        if total.kind is QuantityKind.MONEY:
            run = [q for q in run if q.unit == total.unit]
        joined = all(
            _JOINT.fullmatch(text[a.end - start : b.start - start]) for a, b in pairwise(run)
        )
        if len(run) > 1 and joined and len(run) == len(side):
            return run
    return []


def _changes(text: str, inside: Sequence[Quantity]) -> Iterator[Question]:
    """Ask where a change in percent does not follow from its two ends."""
    by_id = {quantity.id: quantity for quantity in inside}
    if not _CHANGE.search(text):
        return
    for new in inside:
        old = by_id.get(new.against or "")
        if old is None or not _exact(new) or not _exact(old) or new.kind is not old.kind:
            continue
        changes = [
            q
            for q in inside
            if q not in (new, old) and q.kind is QuantityKind.PERCENT and _exact(q)
        ]
        if len(changes) != 1 or not old.value or new.value is None:
            continue
        question = _judged(old, new, changes[0])
        if question is not None:
            yield question


def _judged(old: Quantity, new: Quantity, change: Quantity) -> Question | None:
    assert old.value is not None
    assert new.value is not None
    assert change.value is not None
    told = abs(change.value)
    points = abs(new.value - old.value)
    relative = 100 * points / abs(old.value)
    ids = tuple(q.id for q in sorted((old, new, change), key=lambda q: q.start))
    ends = {"old": _plain(old.value), "new": _plain(new.value)}
    in_points = change.unit == "percentage points"
    close = abs(told - relative) <= max(_SLACK, relative / 20)
    if old.kind is QuantityKind.PERCENT:
        as_points = abs(told - points) <= Decimal("0.05")
        if (as_points and in_points) or (close and not in_points):
            return None
        if as_points or close:
            return Question(
                Doubt.POINTS,
                Remark.POINTS.format(**ends, points=_plain(points), share=_plain(relative)),
                ids,
            )
    elif close or in_points:
        return None
    return Question(
        Doubt.CHANGE,
        Remark.CHANGE.format(**ends, share=_plain(relative), told=_plain(told)),
        ids,
    )


def _baseless(text: str, inside: Sequence[Quantity]) -> Iterator[Question]:
    """Ask what a large change is measured from where the sentence gives neither end nor time."""
    changes = [q for q in inside if _is_large_change(q, text)]
    if len(changes) != 1 or len(inside) != 1 or _GIVES_BASE.search(text):
        return
    (change,) = changes
    wording = re.sub(r"\s+", " ", change.text)
    form = Remark.BASE if change.kind is QuantityKind.RATIO else Remark.BASE_OF_CHANGE
    yield Question(Doubt.BASE, form.format(words=wording), (change.id,))


def _is_large_change(quantity: Quantity, text: str) -> bool:
    if quantity.value is None or not quantity.claim:
        return False
    if quantity.kind is QuantityKind.RATIO and quantity.unit == "times":
        return bool(_MULTIPLIED.search(quantity.text))
    return (
        quantity.kind is QuantityKind.PERCENT
        and quantity.value >= 100
        and bool(_CHANGE.search(text))
    )


def _conversions(text: str, offset: int, quantities: Sequence[Quantity]) -> Iterator[Question]:
    """Ask where an amount in brackets is far off the one before it."""
    for one, other in pairwise(quantities):
        gap = text[one.end - offset : other.start - offset]
        after = text[other.end - offset : other.end - offset + 1]
        if gap.strip(" ~≈") not in {"(", "[", "(about", "(around", "(roughly", "(or", ", or"}:
            continue
        if gap.strip().startswith(("(", "[")) and after not in {")", "]", ",", ";", " "}:
            continue
        told = far_off(one, other)
        if told:
            yield Question(Doubt.CONVERSION, told, (one.id, other.id))


def _sum(parts: Sequence[Quantity]) -> str:
    return " + ".join(_plain(part.value or Decimal(0)) for part in parts)


def _plain(value: Decimal) -> str:
    rounded = round(value, 1)
    return f"{rounded.normalize():,f}" if rounded == rounded.to_integral() else f"{rounded:,f}"
