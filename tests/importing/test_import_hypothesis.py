"""Hypothesis's annotations."""

from __future__ import annotations

import json
from pathlib import Path

from tests.importing.exports import annotation, both, items, written


def _client(*annotations: object, owner: str = "acct:ann@hypothes.is") -> dict[str, object]:
    return {
        "export_date": "2024-06-01T10:00:00.000Z",
        "export_userid": owner,
        "client_version": "1.0",
        "annotations": list(annotations),
    }


def test_annotations_are_gathered_by_document(tmp_path: Path):
    found = [
        annotation("a", text="Check!", tags=["money"]),
        annotation("b", uri="https://courier.example/rain", exact="rain"),
        annotation("c", exact="the spring", created="2024-04-01T10:00:00+00:00"),
    ]
    bridge, rain = items(written(tmp_path / "h.json", _client(*found)))
    assert bridge.key == "hypothesis:https://courier.example/bridge"
    assert (bridge.title, bridge.address) == (
        "What the bridge costs",
        "https://courier.example/bridge",
    )
    assert bridge.added == "2024-04-01T10:00:00+00:00"
    mark = bridge.marks[0]
    assert mark.key == "hypothesis:annotation:a"
    assert mark.exact == "the bridge would cost two million"
    assert (mark.prefix, mark.suffix) == ("said ", " euros")
    assert (mark.note, mark.tags) == ("Check!", ("money",))
    assert mark.created == "2024-05-01T10:00:00+00:00"
    assert mark.modified == "2024-05-02T10:00:00+00:00"
    assert [mark.exact for mark in bridge.marks[1:]] == ["the spring"]
    assert len(rain.marks) == 1


def test_an_answer_of_the_search_is_read_too(tmp_path: Path):
    found = {
        "total": 1,
        "rows": [annotation("a")],
        "replies": [annotation("b", target=[{}], text="So?", references=["a"])],
    }
    (item,) = items(written(tmp_path / "h.json", found))
    assert item.marks[0].note == "ann: So?"


def test_a_note_to_the_page_has_no_words(tmp_path: Path):
    page = annotation("a", text="All of it", target=[{"source": "https://courier.example/bridge"}])
    (item,) = items(written(tmp_path / "h.json", _client(page)))
    assert [(mark.exact, mark.note) for mark in item.marks] == [("", "All of it")]


def test_answers_are_added_to_the_note_with_the_name_of_who_wrote_them(tmp_path: Path):
    found = [
        annotation("c", target=[{}], text="No.", user="acct:cy@hypothes.is", references=["a", "b"],
                   created="2024-05-04T10:00:00+00:00", updated="2024-05-09T10:00:00+00:00"),
        annotation("a", text="Check!"),
        annotation("b", target=[{}], text="Done.", references=["a"], tags=["done"],
                   created="2024-05-03T10:00:00+00:00", user_info={"display_name": "Ann S."}),
    ]  # fmt: skip
    (item,) = items(written(tmp_path / "h.json", _client(*found)))
    (mark,) = item.marks
    assert mark.note == "Check!\n\nAnn S.: Done.\n\ncy: No."
    assert mark.tags == ("done",)
    assert mark.modified == "2024-05-09T10:00:00+00:00"


def test_answers_whose_question_is_not_there_or_that_go_round_are_kept(tmp_path: Path):
    found = [
        annotation("a", exact="", text="one", references=["gone"]),
        annotation("b", exact="", text="two", references=["c"]),
        annotation("c", exact="", text="three", references=["b"]),
        annotation("d", exact="", text="four", references=["d"]),
    ]
    (item,) = items(written(tmp_path / "h.json", _client(*found)))
    assert [mark.note for mark in item.marks] == ["one", "two", "three", "four"]


def test_what_others_wrote_says_so(tmp_path: Path):
    other = annotation("a", text="Hm", user="acct:bo@hypothes.is")
    (item,) = items(written(tmp_path / "h.json", _client(other)))
    assert item.marks[0].note == "bo: Hm"


def test_marks_in_a_file_without_an_address_are_kept(tmp_path: Path):
    (item,) = items(written(tmp_path / "h.json", _client(annotation("a", uri="urn:x-pdf:abc"))))
    assert (item.key, item.address) == ("hypothesis:urn:x-pdf:abc", "")
    assert len(item.marks) == 1


def test_what_is_empty_broken_or_there_twice_is_skipped(tmp_path: Path):
    text = json.dumps(_client(annotation("a"), annotation("a"), annotation("b", exact="")))
    text = text.replace('"annotations": [', '"annotations": [{"uri" 4}, 7, ')
    taken, skipped = both(written(tmp_path / "h.json", text))
    assert [len(item.marks) for item in taken] == [1]
    assert len(skipped) == 4
