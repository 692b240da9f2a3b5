"""Readings as plain JSON values and back: what the command line prints and processes exchange.

The keys are a contract (journalists script against them): later versions add keys, and never
rename or remove one.
"""

from __future__ import annotations

import base64
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from decimal import Decimal
from typing import Any, TypeVar

from app.reading.analysis import Analysis
from app.reading.anchors import Anchor
from app.reading.annotation import Opened, OwnAnnotation, Reading, Standing
from app.reading.attribution import Act, Attribution, AttributionKind
from app.reading.comparison import Comparison
from app.reading.decisions import Decision, Mark, Status, Verdict
from app.reading.document import (
    Block,
    BlockKind,
    Document,
    Emphasis,
    Link,
    Original,
    Part,
    Picture,
    Printed,
)
from app.reading.imported import ImportedItem, ImportedMark, Skipped
from app.reading.pictures import PictureFile
from app.reading.quantity import Bound, Criterion, Quantity, QuantityKind
from app.reading.questions import Doubt, Question
from app.reading.quotation import Quotation
from app.reading.reports import Fate, Taken
from app.reading.spans import Span
from app.reading.speaker import Speaker

Json = dict[str, Any]
T = TypeVar("T")
Words = TypeVar("Words", str, str | None)


def document_to_json(document: Document, *, with_original: bool = False) -> Json:
    """Return the document's part of an `analyze --json` line.

    With `with_original` the bytes it was made from go along, in base 64.
    """
    value: Json = {
        "source": document.source,
        "title": document.title,
        "byline": document.byline,
        "outlet": document.outlet,
        "published": document.published,
        "language": document.language,
        "address": document.address,
        "text": document.text,
        "blocks": [_block_to_json(block) for block in document.blocks],
        "links": [[link.start, link.end, link.address] for link in document.links],
        "emphases": [[e.start, e.end, e.strong] for e in document.emphases],
        "pictures": [[p.at, p.address, p.alt] for p in document.pictures],
        "updated": document.updated,
        "image": document.image,
        "doi": document.doi,
        "notice": document.notice,
        "extractor": document.extractor,
        "part": [document.part.work, document.part.number, document.part.of]
        if document.part
        else None,
    }
    if document.printed:
        value["printed"] = [item.values() for item in document.printed]
    if document.left_out is not None:
        value["left_out"] = document.left_out
    if with_original and document.original is not None:
        value["original"] = {
            "content": base64.b64encode(document.original.content).decode("ascii"),
            "media_type": document.original.media_type,
            "captured": document.original.captured,
        }
    return value


def document_from_json(value: Json) -> Document:
    """Rebuild a document; raise KeyError or ValueError for what is not one."""
    original = value.get("original")
    return Document(
        source=value["source"],
        text=value["text"],
        blocks=tuple(
            Block(BlockKind(b["kind"]), b["start"], b["end"], b.get("level"), b.get("page"))
            for b in value["blocks"]
        ),
        title=value["title"],
        byline=value["byline"],
        outlet=value["outlet"],
        published=value["published"],
        language=value["language"],
        address=value.get("address", ""),
        links=tuple(Link(start, end, address) for start, end, address in value.get("links", [])),
        original=Original(
            base64.b64decode(original["content"]), original["media_type"], original["captured"]
        )
        if original
        else None,
        emphases=tuple(Emphasis(*item) for item in value.get("emphases", ())),
        pictures=tuple(Picture(*item) for item in value.get("pictures", ())),
        updated=value.get("updated", ""),
        image=value.get("image", ""),
        doi=value.get("doi", ""),
        notice=value.get("notice", ""),
        extractor=value.get("extractor", ""),
        part=Part(*value["part"]) if value.get("part") else None,
        printed=tuple(Printed(*item) for item in value.get("printed", ())),
        left_out=tuple(value["left_out"]) if value.get("left_out") is not None else None,
    )


def opened_to_json(opened: Opened) -> Json:
    """Return what opening gave: a document with its original, and other programs' marks in it."""
    value = {
        **document_to_json(opened.document, with_original=True),
        "own": [own_to_json(item) for item in opened.own],
    }
    if opened.files:
        value["files"] = [picture_file_to_json(file) for file in opened.files]
    return value


def opened_from_json(value: Json) -> Opened:
    """Rebuild what opening gave; raise KeyError or ValueError for what is not that."""
    return Opened(
        document_from_json(value),
        tuple(map(own_from_json, value.get("own", ()))),
        tuple(map(picture_file_from_json, value.get("files", ()))),
    )


def analysis_to_json(analysis: Analysis) -> Json:
    """Return the analysis's part of an `analyze --json` line."""
    return {
        "attributions": [_attribution_to_json(item) for item in analysis.attributions],
        "quotations": [_quotation_to_json(item) for item in analysis.quotations],
        "quantities": [_quantity_to_json(item) for item in analysis.quantities],
        "speakers": [
            {
                "name": s.name,
                "aliases": list(s.aliases),
                "role": s.role,
                "anonymous": s.anonymous,
                "unnamed": s.unnamed.value if s.unnamed else None,
            }
            for s in analysis.speakers
        ],
        "pipeline": analysis.pipeline,
        "questions": [
            {"doubt": q.doubt.value, "text": q.text, "quantities": list(q.quantities)}
            for q in analysis.questions
        ],
    }


def analysis_from_json(value: Json) -> Analysis:
    """Rebuild an analysis; raise KeyError or ValueError for what is not one.

    Items may have been rebuilt before, by `ITEMS_OF_ANALYSES`.
    """
    return Analysis(
        attributions=_made(value["attributions"], _attribution_from_json),
        quotations=_made(value["quotations"], _quotation_from_json),
        quantities=_made(value["quantities"], _quantity_from_json),
        speakers=tuple(
            Speaker(s["name"], tuple(s["aliases"]), s["role"], s["anonymous"])
            for s in value["speakers"]
        ),
        pipeline=value.get("pipeline", ""),
        questions=tuple(
            Question(Doubt(q["doubt"]), q["text"], tuple(q["quantities"]))
            for q in value.get("questions", ())
        ),
    )


def _made(items: list[Any], make: Callable[[Json], T]) -> tuple[T, ...]:
    return tuple(make(item) if isinstance(item, dict) else item for item in items)


def own_to_json(item: OwnAnnotation) -> Json:
    """Return one of the reader's own annotations."""
    return {
        "id": item.id,
        "start": item.start,
        "end": item.end,
        "text": item.anchor.exact,
        "prefix": item.anchor.prefix,
        "suffix": item.anchor.suffix,
        "anchored": [item.anchor.start, item.anchor.end],
        "note": item.note,
        "created": item.created,
        "modified": item.modified,
        "standing": item.standing.value,
        "score": round(item.score, 3),
        "tags": list(item.tags),
    }


def own_from_json(value: Json) -> OwnAnnotation:
    """Rebuild one of the reader's own annotations."""
    start, end = value["anchored"]
    return OwnAnnotation(
        id=value["id"],
        start=value["start"],
        end=value["end"],
        anchor=Anchor(value["text"], value["prefix"], value["suffix"], start, end),
        note=value["note"],
        created=value["created"],
        modified=value["modified"],
        standing=Standing(value.get("standing", Standing.PLACED)),
        score=value.get("score", 1.0),
        tags=tuple(value.get("tags", ())),
    )


def mark_to_json(mark: Mark) -> tuple[str, Json]:
    """Return a detected mark and what it is: "attribution", "quotation" or "quantity"."""
    if isinstance(mark, Attribution):
        return "attribution", _attribution_to_json(mark)
    if isinstance(mark, Quotation):
        return "quotation", _quotation_to_json(mark)
    return "quantity", _quantity_to_json(mark)


def mark_from_json(kind: str, value: Json) -> Mark:
    """Rebuild a detected mark; raise KeyError or ValueError for what is none."""
    readers: dict[str, Callable[[Json], Mark]] = {
        "attribution": _attribution_from_json,
        "quotation": _quotation_from_json,
        "quantity": _quantity_from_json,
    }
    return readers[kind](value)


def _decision_to_json(decision: Decision) -> Json:
    kind, mark = mark_to_json(decision.mark)
    return {
        "id": decision.id,
        "kind": kind,
        "verdict": decision.verdict.value,
        "mark": mark,
        "status": decision.status.value,
        "evidence": decision.evidence,
        "placed": decision.placed,
        "modified": decision.modified,
        "text": decision.anchor.exact,
        "prefix": decision.anchor.prefix,
        "suffix": decision.anchor.suffix,
        "anchored": [decision.anchor.start, decision.anchor.end],
        "score": round(decision.score, 3),
        "created": decision.created,
    }


def _decision_from_json(value: Json) -> Decision:
    start, end = value["anchored"]
    return Decision(
        id=value["id"],
        verdict=Verdict(value["verdict"]),
        mark=mark_from_json(value["kind"], value["mark"]),
        anchor=Anchor(value["text"], value["prefix"], value["suffix"], start, end),
        status=Status(value["status"]),
        evidence=value["evidence"],
        placed=value["placed"],
        score=value["score"],
        created=value["created"],
        modified=value["modified"],
    )


def picture_file_to_json(file: PictureFile) -> Json:
    """Return a fetched picture, its bytes in base 64."""
    return {
        "address": file.address,
        "media_type": file.media_type,
        "content": base64.b64encode(file.content).decode("ascii"),
    }


def picture_file_from_json(value: Json) -> PictureFile:
    """Rebuild a fetched picture; raise KeyError or ValueError for what is none."""
    return PictureFile(
        value["address"], value["media_type"], base64.b64decode(value["content"], validate=True)
    )


def reading_to_json(reading: Reading, *, with_original: bool = False) -> Json:
    """Return a reading as `show --json` prints it: document, analysis and the reader's own.

    Pictures and comparisons go along where the reading has them.
    """
    value: Json = {
        "id": reading.id,
        **document_to_json(reading.document, with_original=with_original),
        **analysis_to_json(reading.analysis),
        "own": [own_to_json(item) for item in reading.own],
        "aside": [own_to_json(item) for item in reading.aside],
        "decisions": [_decision_to_json(item) for item in reading.decisions],
        "tags": list(reading.tags),
        "csl": dict(reading.csl),
        "lacks_text": reading.lacks_text,
        "added": reading.added,
        "opened": reading.opened,
        "place": reading.place,
        "earlier": reading.earlier,
    }
    if reading.pictures:
        value["picture_files"] = [picture_file_to_json(file) for file in reading.pictures]
    if reading.comparisons:
        value["comparisons"] = [[c.one, c.other, c.alike] for c in reading.comparisons]
    return value


def reading_from_json(value: Json) -> Reading:
    """Rebuild a reading; raise KeyError or ValueError for what is not one."""
    return Reading(
        id=value["id"],
        document=document_from_json(value),
        analysis=analysis_from_json(value),
        own=tuple(own_from_json(item) for item in value["own"]),
        added=value["added"],
        opened=value["opened"],
        place=value["place"],
        earlier=value.get("earlier"),
        aside=tuple(own_from_json(item) for item in value.get("aside", ())),
        tags=tuple(value.get("tags", ())),
        csl=value.get("csl", {}),
        lacks_text=value.get("lacks_text", False),
        decisions=tuple(_decision_from_json(item) for item in value.get("decisions", ())),
        pictures=tuple(picture_file_from_json(item) for item in value.get("picture_files", ())),
        comparisons=tuple(
            Comparison(one, other, alike) for one, other, alike in value.get("comparisons", ())
        ),
    )


def imported_to_json(item: ImportedItem | Skipped) -> Json:
    """Return one entry of another tool's export."""
    if isinstance(item, Skipped):
        return {"skipped": item.what, "why": item.why}
    value = {
        field.name: getattr(item, field.name)
        for field in fields(item)
        if field.name not in ("marks", "opened", "csl", "kept")
    }
    return {
        **value,
        "csl": dict(item.csl),
        "marks": [asdict(mark) for mark in item.marks],
        "opened": opened_to_json(item.opened) if item.opened else None,
        "kept": None if item.kept is None else kept_to_json(item.kept),
    }


def kept_to_json(kept: Mapping[str, Any]) -> Json:
    """Return all that a library has of a reading; bytes become ``{"bytes": …}`` in base 64."""
    return {name: _bytes_written(value) for name, value in kept.items()}


def kept_from_json(value: Json) -> Json:
    """Rebuild all that a library has of a reading; raise ValueError for what is not that."""
    return {name: _bytes_read(item) for name, item in value.items()}


def _bytes_written(rows: Any) -> Any:
    """Return rows of values as JSON has them; bytes stand nowhere else."""
    if not isinstance(rows, list):
        return rows
    return [
        {
            name: {"bytes": base64.b64encode(value).decode("ascii")}
            if isinstance(value, bytes)
            else value
            for name, value in row.items()
        }
        if isinstance(row, dict)
        else row
        for row in rows
    ]


def _bytes_read(rows: Any) -> Any:
    if not isinstance(rows, list):
        return rows
    return [
        {
            name: base64.b64decode(value["bytes"])
            if isinstance(value, dict) and value.keys() == {"bytes"}
            else value
            for name, value in row.items()
        }
        if isinstance(row, dict)
        else row
        for row in rows
    ]


def imported_from_json(value: Json) -> ImportedItem | Skipped:
    """Rebuild an entry of an export; raise KeyError, TypeError or ValueError for what is none."""
    if "skipped" in value:
        return Skipped(value["skipped"], value["why"])
    return ImportedItem(
        **{
            **value,
            "tags": tuple(value["tags"]),
            "collections": tuple(value["collections"]),
            "marks": tuple(
                ImportedMark(**{**mark, "tags": tuple(mark["tags"])}) for mark in value["marks"]
            ),
            "opened": opened_from_json(value["opened"]) if value["opened"] else None,
            "kept": kept_from_json(value["kept"]) if value.get("kept") is not None else None,
        }
    )


def taken_to_json(taken: Taken) -> Json:
    """Return what became of an entry of an export."""
    return {**asdict(taken), "fate": taken.fate.value}


def taken_from_json(value: Json) -> Taken:
    """Rebuild what `taken_to_json` wrote."""
    return Taken(**{**value, "fate": Fate(value["fate"])})


def number_to_json(number: Decimal | None) -> int | float | None:
    """Return a whole number as an integer, another as the nearest float."""
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def _number_from_json(number: float | None) -> Decimal | None:
    # Through str: Decimal(0.1) would carry the float's binary error.
    return None if number is None else Decimal(str(number))


def _block_to_json(block: Block) -> Json:
    value: Json = {"kind": block.kind.value, "start": block.start, "end": block.end}
    if block.level is not None:
        value["level"] = block.level
    if block.page is not None:
        value["page"] = block.page
    return value


def _spans_to_json(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _spans_from_json(value: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in value)


def _attribution_to_json(item: Attribution) -> Json:
    value: Json = {
        "id": item.id,
        "kind": item.kind.value,
        "act": item.act.value,
        "content": _spans_to_json(item.content),
        "cue": _spans_to_json(item.cue),
        "source": _spans_to_json(item.source),
        "speaker": item.speaker,
        "anonymous": item.anonymous,
        "parent": item.parent,
        "confidence": round(item.confidence, 3),
        "why": item.why,
    }
    if item.heading:
        value["heading"] = True
    return value


def _shared(text: Words) -> Words:
    """Return a text that stands in many marks as one and the same object."""
    return sys.intern(text) if text is not None else text


def _attribution_from_json(value: Json) -> Attribution:
    return Attribution(
        id=value["id"],
        kind=AttributionKind(value["kind"]),
        act=Act(value["act"]),
        content=_spans_from_json(value["content"]),
        cue=_spans_from_json(value["cue"]),
        source=_spans_from_json(value["source"]),
        speaker=_shared(value["speaker"]),
        anonymous=value["anonymous"],
        parent=value["parent"],
        confidence=value["confidence"],
        why=_shared(value["why"]),
        heading=value.get("heading", False),
    )


def _quotation_to_json(item: Quotation) -> Json:
    value: Json = {
        "id": item.id,
        "start": item.start,
        "end": item.end,
        "scare": item.scare,
        "attribution": item.attribution,
    }
    if item.heading:
        value["heading"] = True
    return value


def _quotation_from_json(value: Json) -> Quotation:
    return Quotation(
        value["id"],
        value["start"],
        value["end"],
        value["scare"],
        value["attribution"],
        value.get("heading", False),
    )


def _quantity_to_json(item: Quantity) -> Json:
    value: Json = {
        "id": item.id,
        "start": item.start,
        "end": item.end,
        "text": item.text,
        "value": number_to_json(item.value),
        "low": number_to_json(item.low),
        "high": number_to_json(item.high),
        "unit": item.unit,
        "modifier": item.modifier,
        "kind": item.kind.value,
        "claim": item.claim,
        "subject": item.subject,
        "attribution": item.attribution,
        "claimed_by": list(item.claimed_by),
        "confidence": round(item.confidence, 3),
        "why": item.why,
        "bound": item.bound.value if item.bound else None,
        "hedge": item.hedge,
        "unit_text": item.unit_text,
        "against": item.against,
        "worth": [criterion.value for criterion in item.worth],
    }
    if item.heading:
        value["heading"] = True
    return value


def _quantity_from_json(value: Json) -> Quantity:
    return Quantity(
        id=value["id"],
        start=value["start"],
        end=value["end"],
        text=value["text"],
        kind=QuantityKind(value["kind"]),
        value=_number_from_json(value["value"]),
        low=_number_from_json(value["low"]),
        high=_number_from_json(value["high"]),
        unit=_shared(value["unit"]),
        modifier=_shared(value["modifier"]),
        claim=value["claim"],
        subject=value["subject"],
        attribution=value["attribution"],
        claimed_by=tuple(map(_shared, value["claimed_by"])),
        confidence=value["confidence"],
        why=_shared(value["why"]),
        heading=value.get("heading", False),
        bound=Bound(value["bound"]) if value.get("bound") else None,
        hedge=_shared(value.get("hedge")),
        unit_text=_shared(value.get("unit_text")),
        against=value.get("against"),
        worth=tuple(map(Criterion, value.get("worth", ()))),
    )


ITEMS_OF_ANALYSES: Mapping[str, Callable[[Json], Attribution | Quotation | Quantity]] = {
    "attributions": _attribution_from_json,
    "quotations": _quotation_from_json,
    "quantities": _quantity_from_json,
}
"""How the items of the lists in an analysis are rebuilt, by the list's key."""
