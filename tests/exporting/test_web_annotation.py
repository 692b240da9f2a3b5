"""Marks as Web Annotations: as the standard has them, and as they come back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

import pytest

from app.exporting.formats import FORMATS
from app.exporting.inventory import take
from app.exporting.web_annotation import CONTEXT, web_annotations
from app.importing.read import read
from app.importing.recognising import recognise
from app.library.library import Library
from app.library.taking_in import Imports
from app.reading import wire
from app.reading.analysis import Analysis
from app.reading.anchors import Anchor, anchor
from app.reading.annotation import OwnAnnotation, Reading, Standing
from app.reading.document import Block, BlockKind, Document
from app.reading.exports import Choice, Kind
from app.reading.imported import ImportedItem, Skipped
from app.reading.reports import Fate
from app.reading.spans import Span

CHOICE = Choice("Ines Okafor")
MOTIVATIONS = {
    *("assessing", "bookmarking", "classifying", "commenting", "describing", "editing"),
    *("highlighting", "identifying", "linking", "moderating", "questioning", "replying", "tagging"),
}


def collection(reading, choice=CHOICE) -> dict:
    return json.loads(web_annotations(reading, choice))


def annotations(reading, choice=CHOICE) -> list[dict]:
    return collection(reading, choice)["first"]["items"]


def own(reading, choice=CHOICE) -> list[dict]:
    return [a for a in annotations(reading, choice) if a.get("creator", {}).get("type") == "Person"]


def targets(annotation) -> list:
    target = annotation["target"]
    return target if isinstance(target, list) else [target]


def selectors(target) -> dict[str, dict]:
    return {selector["type"]: selector for selector in target["selector"]}


@pytest.fixture
def full(reading) -> Reading:
    """Return the reading with every sort of own annotation."""
    text = reading.document.text
    first, second, third = reading.own
    said = [i for i in range(len(text)) if text.startswith("said", i)]
    # The same words in the same surroundings, of which the second was meant.
    twice = replace(
        third,
        id="f" * 32,
        start=said[1],
        end=said[1] + 4,
        anchor=Anchor("said", " ", " ", said[1], said[1] + 4),
    )
    named = replace(second, id="wallabag:annotation:3 ä", tags=("war crimes", "a, b", "#x"))
    whole = replace(
        first,
        id="b" * 32,
        start=0,
        end=0,
        anchor=Anchor("", "", "", 0, 0),
        note="On all of it",
        standing=Standing.WHOLE,
    )
    lost = replace(
        first,
        id="c" * 32,
        start=0,
        end=0,
        anchor=Anchor("no such words at all in here", "before ", " after", 90, 118),
        standing=Standing.LOST,
        score=0.0,
    )
    lines = replace(
        first, note="One line\n\n“Two” <b>&amp;</b> ", modified="2026-03-05T11:30:00.123+00:00"
    )
    return replace(reading, own=(lines, named, third, twice), aside=(whole, lost))


def test_it_is_a_collection_with_one_page(reading):
    found = collection(reading)
    page = found["first"]

    assert (found["@context"], found["type"], page["type"]) == (
        CONTEXT,
        "AnnotationCollection",
        "AnnotationPage",
    )
    assert page["partOf"] == found["id"]
    assert page["startIndex"] == 0
    assert found["total"] == len(page["items"]) == len(list(take(reading)))
    assert found["label"] == reading.document.title


def test_every_annotation_is_as_the_standard_has_it(full):
    found = annotations(full)

    assert len({a["id"] for a in found}) == len(found)
    for each in found:
        assert each["type"] == "Annotation"
        assert each["id"].startswith(
            ("urn:uuid:", "urn:x-sayso:wallabag%3Aannotation%3A3%20%C3%A4")
        )
        assert each["motivation"] in MOTIVATIONS
        assert set(each) <= {
            "id",
            "type",
            "motivation",
            "creator",
            "created",
            "modified",
            "body",
            "target",
        }
        for body in each.get("body", ()):
            assert set(body) == {"type", "purpose", "format", "value"}
            assert (body["type"], body["format"]) == ("TextualBody", "text/plain")
            assert body["purpose"] in MOTIVATIONS
        for name in ("created", "modified"):
            if name in each:
                assert each[name].endswith("Z")
                datetime.fromisoformat(each[name])


def test_selectors_say_the_words_and_where_they_stand_in_code_points(reading):
    text = "🌉 " + reading.document.text
    blocks = tuple(replace(b, start=b.start + 2, end=b.end + 2) for b in reading.document.blocks)
    moved = replace(
        reading,
        document=replace(reading.document, text=text, blocks=blocks),
        analysis=replace(
            reading.analysis,
            attributions=(),
            quotations=(),
            quantities=tuple(
                replace(q, start=q.start + 2, end=q.end + 2) for q in reading.analysis.quantities
            ),
        ),
        own=(),
    )
    found = annotations(moved)

    assert len(found) == 4
    for each in found:
        [target] = targets(each)
        chosen = selectors(target)
        quote, place = chosen["TextQuoteSelector"], chosen["TextPositionSelector"]
        assert text[place["start"] : place["end"]] == quote["exact"]
        assert text[: place["start"]].endswith(quote["prefix"])
        assert text[place["end"] :].startswith(quote["suffix"])
        assert target["source"] == "https://courier.example/bridge#close"
    assert found[1]["body"][1]["value"].startswith(
        "> 1,250 bolts: to be replaced\nClaimed by: Halvard"
    )


def test_detected_marks_tell_who_and_how(reading):
    found = annotations(reading)
    bodies = [[(b["purpose"], b["value"]) for b in a["body"]] for a in found if "body" in a]

    assert [("classifying", "source"), ("identifying", "inspectors")] in bodies
    assert [
        ("classifying", "paraphrase"),
        ("describing", "Halvard Boström › inspectors (reported in other words; cue: believe)"),
    ] in bodies
    [split] = [a for a in found if len(targets(a)) == 2]
    assert [selectors(t)["TextQuoteSelector"]["exact"][:4] for t in targets(split)] == [
        "“We ",
        "“It ",
    ]
    assert {a["creator"]["name"] for a in found} == {"Sayso", "Ines Okafor"}


def test_it_is_the_same_again(reading):
    assert web_annotations(reading, CHOICE) == web_annotations(reading, CHOICE)


def test_only_what_was_chosen_goes_in(full):
    assert len(own(full)) == 6
    assert len(annotations(full, replace(CHOICE, marks=frozenset({Kind.OWN})))) == 6
    numbers = annotations(full, replace(CHOICE, marks=frozenset({Kind.NUMBERS})))
    assert {a["body"][0]["value"] for a in numbers} == {"number"}


def test_it_is_imported_without_loss(full, tmp_path):
    file = tmp_path / "marks.jsonld"
    file.write_bytes(web_annotations(full, CHOICE))
    item, skipped = read(file)

    assert recognise(file).key == "annotation"
    assert isinstance(item, ImportedItem)
    assert (item.title, item.address) == (
        full.document.title,
        "https://courier.example/bridge#close",
    )
    wanted = sorted((*full.own, *full.aside), key=lambda a: a.id)
    for mark, annotation in zip(sorted(item.marks, key=lambda m: m.key), wanted, strict=True):
        assert mark.key == annotation.id
        assert (mark.exact, mark.prefix, mark.suffix) == (
            annotation.anchor.exact,
            annotation.anchor.prefix,
            annotation.anchor.suffix,
        )
        assert mark.start == annotation.anchor.start
        assert (mark.note, mark.tags) == (annotation.note.strip(), annotation.tags)
        assert (mark.created, mark.modified) == (annotation.created, annotation.modified)
    assert isinstance(skipped, Skipped)
    assert skipped.what == f"{len(list(take(full))) - 4} marks that Sayso found"
    assert wire.imported_from_json(json.loads(json.dumps(wire.imported_to_json(item)))) == item


@pytest.mark.parametrize("address", ["https://courier.example/bridge", ""])
def test_it_comes_home_into_a_library(full, tmp_path, address):
    document = replace(full.document, address=address)
    with_address = replace(full, document=document)
    file = tmp_path / "marks.jsonld"
    file.write_bytes(web_annotations(with_address, CHOICE))
    library = Library.open(tmp_path / "library.sqlite")
    reading = library.add(document, Analysis())
    taken, _ = Imports(library._database).take_in(read(file))
    again, _ = Imports(library._database).take_in(read(file))
    loaded = library.load(reading)

    def facts(annotation):
        return (
            annotation.id,
            annotation.start,
            annotation.end,
            annotation.note.strip(),
            annotation.tags,
            annotation.anchor,
            annotation.created,
            annotation.modified,
            annotation.standing,
        )

    assert (taken.fate, taken.placed, taken.lost) == (Fate.MERGED, 5, 1)
    assert (again.placed, again.lost, again.known) == (0, 0, 6)
    assert sorted(map(facts, (*loaded.own, *loaded.aside))) == sorted(
        map(facts, (*full.own, *full.aside))
    )


def test_what_is_there_already_is_not_taken_twice(full, tmp_path):
    library = Library.open(tmp_path / "library.sqlite")
    reading = library.add(full.document, Analysis(), full.own)
    file = tmp_path / "marks.jsonld"
    file.write_bytes(web_annotations(library.load(reading), CHOICE))
    taken = next(iter(Imports(library._database).take_in(read(file))))

    assert (taken.fate, taken.placed, taken.known) == (Fate.MERGED, 0, 4)
    assert len(library.load(reading).own) == 4


def test_odd_texts_and_names_make_good_json(tmp_path):
    odd = (
        "".join(chr(plane << 16 | 0x1234) for plane in range(17))
        + '</script>"\\\u2028'
        + "x" * 10_000
    )
    document = Document("x", odd, (Block(BlockKind.PARAGRAPH, 0, len(odd)),), title="\ud800 " + odd)
    span = Span(0, len(odd))
    note = OwnAnnotation("odd \ud800 id", *span, anchor(odd, span), odd, "never", "2026-01-01")
    content = web_annotations(Reading(1, document, own=(note,)), Choice("\ud800"))
    [made] = json.loads(content.decode("utf-8"))["first"]["items"]
    (tmp_path / "odd.jsonld").write_bytes(content)
    [item] = read(tmp_path / "odd.jsonld")

    assert "created" not in made
    assert targets(made)[0]["source"].startswith("ni:///sha-256;")
    assert selectors(targets(made)[0])["TextPositionSelector"] == {
        "type": "TextPositionSelector",
        "start": 0,
        "end": len(odd),
    }
    assert item.marks[0].exact == odd


def test_five_thousand_notes_come_back(write_article, tmp_path):
    draft = write_article(
        [(BlockKind.PARAGRAPH, " ".join(f"word{n}." for n in range(5000)), None)],
        address="https://x.example/",
    )
    notes = tuple(draft.own(n, f"word{n}.", f"Note {n}") for n in range(5000))
    file = tmp_path / "many.jsonld"
    file.write_bytes(web_annotations(Reading(1, draft.document, own=notes), CHOICE))
    [item] = read(file)

    assert [mark.note for mark in item.marks] == [f"Note {n}" for n in range(5000)]


def test_it_is_a_format():
    assert FORMATS["jsonld"].suffix == ".jsonld"
