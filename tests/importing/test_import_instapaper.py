"""Instapaper's table."""

from __future__ import annotations

from pathlib import Path

from tests.importing.exports import INSTAPAPER, both, items, table, written

_URL = "https://courier.example/bridge"


def test_folders_are_collections_but_for_the_three_that_say_something_else(tmp_path: Path):
    rows = [
        (f"{_URL}/{number}", f"Part {number}", "", folder, 1700000000 + number)
        for number, folder in enumerate(["Unread", "Archive", "Starred", "Work/Bridges"])
    ]
    found = items(written(tmp_path / "instapaper-export.csv", table(INSTAPAPER, *rows)))
    assert [item.tags for item in found] == [(), ("archived",), ("starred",), ()]
    assert [item.collections for item in found] == [(), (), (), ("Work∕Bridges",)]
    assert found[3].added == "2023-11-14T22:13:23+00:00"
    assert found[3].key == f"instapaper:{_URL}/3"


def test_a_selection_is_a_highlight(tmp_path: Path):
    (item,) = items(
        written(
            tmp_path / "a.csv",
            table(INSTAPAPER, (_URL, "T", "two\n million", "Unread", 1700000000)),
        )
    )
    (mark,) = item.marks
    assert (mark.exact, mark.note) == ("two\n million", "")
    assert mark.created == "2023-11-14T22:13:20+00:00"


def test_tags_are_a_list_in_newer_exports(tmp_path: Path):
    rows = [
        (_URL, "T", "", "Unread", 1700000000, '["money","a, b"]'),
        (_URL + "/2", "U", "", "", 1, "[]"),
    ]
    one, two = items(written(tmp_path / "a.csv", table(INSTAPAPER + ",Tags", *rows)))
    assert one.tags == ("money", "a, b")
    assert two.tags == ()


def test_no_selection_is_lost_with_an_article_that_is_there_twice_or_has_no_address(tmp_path: Path):
    rows = [
        (_URL, "T", "one", "Unread", 1700000000),
        (_URL, "T", "two", "Reading", 1700000000),
        ("instapaper-private://email/1", "Letter", "three", "Unread", 1700000000),
        ("instapaper-private://email/2", "Empty letter", "", "Unread", 1700000000),
    ]
    taken, skipped = both(written(tmp_path / "a.csv", table(INSTAPAPER, *rows)))
    assert [[mark.exact for mark in item.marks] for item in taken] == [["one", "two"], ["three"]]
    assert taken[0].collections == ("Reading",)
    assert taken[1].address == ""
    assert [entry.what for entry in skipped] == ["T", "Empty letter"]
    assert "instapaper-private:" in skipped[1].why
