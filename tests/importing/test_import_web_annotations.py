"""Web Annotations as other programs write them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.importing.forms import Form
from app.importing.read import read
from app.importing.recognising import recognise
from app.reading.failures import ImportFailure
from app.reading.imported import Skipped
from tests.importing.exports import both, items, written

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
PAGE = "https://courier.example/bridge"


def annotation(**more: object) -> dict[str, object]:
    return {
        "@context": CONTEXT,
        "id": "https://notes.example/1",
        "type": "Annotation",
        "motivation": "commenting",
        "created": "2024-05-01T10:00:00Z",
        "body": {"type": "TextualBody", "value": "Check!", "purpose": "commenting"},
        "target": {
            "source": PAGE,
            "selector": {
                "type": "TextQuoteSelector",
                "exact": "two million",
                "prefix": "cost ",
                "suffix": " euros",
            },
        },
        **more,
    }


@pytest.mark.parametrize(
    "content",
    [
        annotation(),
        [annotation()],
        {"@context": CONTEXT, "type": "AnnotationPage", "items": [annotation()]},
        {"@context": CONTEXT, "type": "AnnotationCollection", "first": {"items": [annotation()]}},
        {"@context": CONTEXT, "@graph": [annotation()]},
    ],
)
def test_an_annotation_alone_in_a_list_on_a_page_or_in_a_collection(tmp_path: Path, content):
    file = written(tmp_path / "a.jsonld", content)
    (item,) = items(file)

    assert recognise(file) is Form.WEB_ANNOTATION
    assert item.address == PAGE
    (mark,) = item.marks
    assert mark.key == "annotation:mark:https://notes.example/1"
    assert (mark.exact, mark.prefix, mark.suffix) == ("two million", "cost ", " euros")
    assert (mark.note, mark.created) == ("Check!", "2024-05-01T10:00:00+00:00")


def test_pages_that_follow_are_read_too(tmp_path: Path):
    second = {"type": "AnnotationPage", "items": [annotation(id="urn:b")]}
    first = {"type": "AnnotationPage", "items": [annotation(id="urn:a")], "next": second}
    (item,) = items(
        written(
            tmp_path / "a.jsonld",
            {"@context": CONTEXT, "type": "AnnotationCollection", "first": first},
        )
    )

    assert len(item.marks) == 2


@pytest.mark.parametrize(
    ("more", "note", "tags"),
    [
        ({"body": None, "bodyValue": "Plain"}, "Plain", ()),
        ({"body": "https://x.example/answer"}, "https://x.example/answer", ()),
        (
            {"body": [{"value": "One"}, {"value": "rust", "purpose": "tagging"}, {"value": "Two"}]},
            "One\n\nTwo",
            ("rust",),
        ),
        (
            {"motivation": "tagging", "body": {"type": "TextualBody", "value": "rust"}},
            "",
            ("rust",),
        ),
        (
            {"body": {"value": "<p>Bold <b>move</b> &amp; more", "format": "text/html"}},
            "Bold move & more",
            (),
        ),
        (
            {"body": {"type": "Choice", "items": [{"value": "One"}, {"value": "Two"}]}},
            "One\n\nTwo",
            (),
        ),
        ({"body": [17, None, {"value": 3}, [], {"items": [[]]}]}, "", ()),
    ],
)
def test_bodies_become_notes_and_tags(tmp_path: Path, more, note, tags):
    (item,) = items(written(tmp_path / "a.jsonld", annotation(**more)))

    assert (item.marks[0].note, item.marks[0].tags) == (note, tags)


def test_selectors_inside_others_and_places_are_found(tmp_path: Path):
    selector = [
        {
            "type": "XPathSelector",
            "value": "/p",
            "refinedBy": {"type": "TextQuoteSelector", "exact": " two "},
        },
        {"type": "TextPositionSelector", "start": 12, "end": 17},
    ]
    (item,) = items(
        written(
            tmp_path / "a.jsonld", annotation(target={"source": {"id": PAGE}, "selector": selector})
        )
    )

    assert (item.marks[0].exact, item.marks[0].start) == (" two ", 12)


def test_several_targets_are_several_marks(tmp_path: Path):
    there = annotation()["target"]
    (item,) = items(written(tmp_path / "a.jsonld", annotation(target=[there, there, PAGE])))

    assert [mark.exact for mark in item.marks] == ["two million", "two million", ""]
    assert len({mark.key for mark in item.marks}) == 3


def test_names_stand_before_notes_where_there_are_several(tmp_path: Path):
    def by(name: str, number: int) -> dict[str, object]:
        return annotation(id=f"urn:{number}", creator={"type": "Person", "name": name})

    (alone,) = items(written(tmp_path / "a.jsonld", [by("Ann", 1), by("Ann", 2)]))
    (both_,) = items(written(tmp_path / "b.jsonld", [by("Ann", 1), by("Ben", 2)]))

    assert [mark.note for mark in alone.marks] == ["Check!", "Check!"]
    assert [mark.note for mark in both_.marks] == ["Ann: Check!", "Ben: Check!"]


def test_what_is_not_taken_is_told_with_the_reason(tmp_path: Path):
    found = [
        annotation(),
        annotation(),
        {"type": "Annotation", "target": PAGE, "id": "urn:nothing"},
        annotation(id="urn:c", target=None),
        {"type": "Person", "name": "Ann"},
        17,
        annotation(
            id="urn:d",
            target={"source": PAGE, "selector": {"type": "SvgSelector", "value": "<svg>"}},
        ),
        annotation(id="urn:e", creator={"type": "Software", "name": "Sayso"}),
    ]
    taken, skipped = both(written(tmp_path / "a.jsonld", found))

    assert [mark.exact for mark in taken[0].marks] == ["two million", ""]
    assert [(each.what, each.why) for each in skipped] == [
        ("annotation 2", "It is there twice in the export."),
        ("annotation 3", "There are neither marked words nor a note in it."),
        ("annotation 4", "It does not say what it is about."),
        ("annotation 5", "It is no annotation."),
        ("annotation 6", "It is no annotation."),
        (
            "annotation 7",
            "It tells its place in a way Sayso does not know; its note was taken as one to the whole article.",
        ),
        ("1 mark that Sayso found", "It is found anew when the article is marked."),
    ]


def test_a_file_that_is_cut_off_or_empty_says_so(tmp_path: Path):
    whole = json.dumps(
        {"@context": CONTEXT, "type": "AnnotationCollection", "first": {"items": [annotation()]}}
    )
    for content in (
        whole[:-20],
        json.dumps({"@context": CONTEXT, "type": "AnnotationCollection", "first": {"items": []}}),
    ):
        (tmp_path / "a.jsonld").write_text(content, "utf-8")
        with pytest.raises(ImportFailure):
            list(read(tmp_path / "a.jsonld"))


def test_nothing_in_it_makes_the_import_fail(tmp_path: Path):
    for odd in (17, None, [], {}, "x" * 10_000, [[[[17]]]], {"type": 3}, True, "\x00"):
        for name in ("id", "type", "body", "target", "creator", "created", "motivation"):
            file = written(
                tmp_path / "a.jsonld", [annotation(), {**annotation(id="urn:x"), name: odd}]
            )
            found = list(read(file))
            assert all(isinstance(each, Skipped) or each.marks for each in found)
    deep: object = "x"
    for _ in range(500):
        deep = [deep]
    assert list(
        read(written(tmp_path / "a.jsonld", [annotation(body=deep), annotation(id="urn:y")]))
    )
