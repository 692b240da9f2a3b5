"""The marks of a reading as W3C Web Annotations in JSON-LD, which Sayso imports again.

Every mark names its words with a little of what stands around them, and where they stand in code
points. The reader's own comment or highlight; detected ones describe or identify. What stays the
same is written the same, names included.
"""

from __future__ import annotations

import base64
import json
import re
import uuid
from collections.abc import Iterator
from datetime import UTC
from typing import Any
from urllib.parse import quote

from app.exporting.inventory import Item, Number, Own, Quote, Source, take
from app.exporting.lists import moment, web_address
from app.exporting.wording import contents
from app.reading.anchors import Anchor, anchor
from app.reading.annotation import OwnAnnotation, Reading, Standing
from app.reading.attribution import AttributionKind
from app.reading.exported import text_digest
from app.reading.exports import Choice, Kind

Json = dict[str, Any]

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MEDIA_TYPE = "text/plain"

_PROGRAM = {"type": "Software", "name": "Sayso"}
_UUID = re.compile(r"[0-9a-f]{32}")
_HALVES = re.compile("[\ud800-\udfff]")
_NAMES = uuid.UUID("6f0b9f0e-6d52-5a3c-9a30-5a1f6d9d2b17")
"""What the names of detected marks are derived from."""


def web_annotations(reading: Reading, choice: Choice) -> bytes:
    """Return a reading's marks as a collection of annotations, UTF-8."""
    source = source_of(reading)
    items = list(_items(reading, choice, source))
    name = _named("collection", source)
    collection = {
        "@context": CONTEXT,
        "id": name,
        "type": "AnnotationCollection",
        "label": reading.document.title,
        "generator": _PROGRAM,
        "total": len(items),
        "first": {
            "id": _named("page", source),
            "type": "AnnotationPage",
            "partOf": name,
            "startIndex": 0,
            "items": items,
        },
    }
    written = json.dumps(collection, ensure_ascii=False, indent=1) + "\n"
    # Halves of characters are none in any encoding; one for one, so that offsets stay true.
    return _HALVES.sub("\ufffd", written).encode()


def source_of(reading: Reading) -> str:
    """Return what the annotations are of: a web address, else the text itself by its digest."""
    address = web_address(reading.document)
    if address:
        return address
    digest = bytes.fromhex(text_digest(reading.document.text))
    return f"ni:///sha-256;{base64.urlsafe_b64encode(digest).decode('ascii').rstrip('=')}"


def _items(reading: Reading, choice: Choice, source: str) -> Iterator[Json]:
    inventory = take(reading).only(choice.marks)
    taken: set[str] = set()
    for item in inventory:
        if not isinstance(item, Own):
            made = _detected(reading, item, source)
            # What is marked twice in the same way is told once.
            if made["id"] not in taken:
                taken.add(made["id"])
                yield made
        else:
            yield _own(reading, item.annotation, choice, source)
    if Kind.OWN in choice.marks:
        for annotation in reading.aside:
            yield _own(reading, annotation, choice, source)


def _own(reading: Reading, item: OwnAnnotation, choice: Choice, source: str) -> Json:
    bodies: list[Json] = []
    if item.note:
        bodies.append(_body("commenting", item.note))
    bodies += [_body("tagging", tag) for tag in item.tags]
    made: Json = {
        "id": _iri(item.id),
        "type": "Annotation",
        "motivation": "commenting" if item.note else "highlighting",
    }
    if choice.reader:
        made["creator"] = {"type": "Person", "name": choice.reader}
    made |= {
        name: time
        for name, told in (("created", item.created), ("modified", item.modified))
        if (time := _time(told))
    }
    if bodies:
        made["body"] = bodies
    if item.standing is Standing.WHOLE:
        return {**made, "target": source}
    if item.standing is Standing.LOST:
        return {**made, "target": _target(source, item.anchor)}
    # What the words are now is what other programs will find.
    here = item.anchor if item.score == 1.0 else anchor(reading.document.text, item.span)
    return {**made, "target": _target(source, here, item.start)}


def _detected(reading: Reading, item: Item, source: str) -> Json:
    text = reading.document.text
    targets = [_target(source, anchor(text, span)) for span in item.spans]
    says, kind, motivation, purpose = _meaning(item)
    bodies = [_body("classifying", kind)]
    bodies += [_body(purpose, words) for words in says if words]
    places = ",".join(f"{span.start}-{span.end}" for span in item.spans)
    return {
        "id": _named(source, kind, places, *says),
        "type": "Annotation",
        "motivation": motivation,
        "creator": _PROGRAM,
        "body": bodies,
        "target": targets[0] if len(targets) == 1 else targets,
    }


def _meaning(item: Item) -> tuple[tuple[str, ...], str, str, str]:
    """Return what an annotation says, its kind in a word, its motivation and its body's purpose."""
    match item:
        case Source():
            return (item.speaker,), "source", "identifying", "identifying"
        case Number():
            return (contents(item),), "number", "describing", "describing"
        case Quote():
            reported = item.kind is AttributionKind.INDIRECT
            kind = "paraphrase" if reported else "quote"
            return (contents(item),), kind, "describing", "describing"
        case Own():
            return (), "", "", ""


def _body(purpose: str, value: str) -> Json:
    return {"type": "TextualBody", "purpose": purpose, "format": MEDIA_TYPE, "value": value}


def _target(source: str, words: Anchor, start: int | None = None) -> Json:
    place = words.start if start is None else start
    return {
        "source": source,
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": words.exact,
                "prefix": words.prefix,
                "suffix": words.suffix,
            },
            {
                "type": "TextPositionSelector",
                "start": place,
                "end": place + len(words.exact),
            },
        ],
    }


def _iri(name: str) -> str:
    """Return the name of an own mark as an IRI, which tells the name again."""
    if _UUID.fullmatch(name):
        return uuid.UUID(name).urn
    return f"urn:x-sayso:{quote(_HALVES.sub('', name), safe='')}"


def _named(*parts: str) -> str:
    return uuid.uuid5(_NAMES, _HALVES.sub("", "\x1f".join(parts))).urn


def _time(iso: str) -> str:
    """Return a time as annotations tell it, "" for none."""
    found = moment(iso)
    if found is None:
        return ""
    exact = "milliseconds" if found.microsecond else "seconds"
    return found.astimezone(UTC).isoformat(timespec=exact).replace("+00:00", "Z")
