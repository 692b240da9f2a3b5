"""Pocket: its tables, its page, its whole export."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.importing.exports import POCKET, archive, both, items, table, written

_ONE = ("The bridge", "https://courier.example/bridge", "1600322788", "money|local news", "unread")
_TWO = ("Rain", "https://courier.example/rain", "1600961496", "", "archive")
_PAGE = """<!DOCTYPE html>
<html>
<!--So long and thanks for all the fish <li><a href="https://no.example/" time_added="1">-->
<head><title>Pocket Export</title></head><body>
<h1>Unread</h1>
<ul>
<li><a href="https://courier.example/bridge?a=1&amp;b=2" time_added="1600322788" tags="money,news">Bridge &amp; road</a></li>
<li><a href="https://courier.example/none" time_added="1600322788" tags="">https://courier.example/none</a></li>
</ul>
<h1>Read Archive</h1>
<ul><li><a href="https://courier.example/rain" time_added="1600961496" tags="">Rain</a></li></ul>
</body></html>"""
_HIGHLIGHTS = [
    {
        "url": "https://courier.example/bridge",
        "title": "The bridge",
        "highlights": [
            {"quote": "would cost\ntwo million", "created_at": 1600400000},
            {"quote": "until the spring", "created_at": 1600400001},
        ],
    },
    {
        "url": "https://courier.example/gone",
        "title": "https://courier.example/gone",
        "highlights": [{"quote": "a word", "created_at": 1600400002}],
    },
]


def test_a_table_gives_title_address_time_tags_and_what_was_read(tmp_path: Path):
    one, two = items(written(tmp_path / "part_000000.csv", table(POCKET, _ONE, _TWO)))
    assert one.key == "pocket:https://courier.example/bridge"
    assert (one.title, one.address) == ("The bridge", "https://courier.example/bridge")
    assert one.added == "2020-09-17T06:06:28+00:00"
    assert one.tags == ("money", "local news")
    assert two.tags == ("archived",)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_a_table_is_read_in_whatever_encoding(tmp_path: Path, encoding: str):
    text = table(POCKET, ("Café “Zürich”", *_ONE[1:]), _TWO)
    one, _ = items(written(tmp_path / "a.csv", text, encoding))
    assert one.title == "Café “Zürich”"


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_columns_may_stand_in_any_order_and_be_parted_by_other_signs(
    tmp_path: Path, delimiter: str
):
    text = table("URL,Time Added,Title", (_ONE[1], _ONE[2], _ONE[0]), delimiter=delimiter)
    (one,) = items(written(tmp_path / "a.csv", "sep=" + delimiter + "\r\n" + text))
    assert (one.title, one.added[:10], one.tags) == ("The bridge", "2020-09-17", ())


def test_the_page_tells_the_archive_by_its_heading(tmp_path: Path):
    one, two, three = items(written(tmp_path / "ril_export.html", _PAGE))
    assert (one.title, one.address) == (
        "Bridge & road",
        "https://courier.example/bridge?a=1&b=2",
    )
    assert one.tags == ("money", "news")
    assert (two.title, two.tags) == ("", ())
    assert three.tags == ("archived",)
    assert three.added == "2020-09-24T15:31:36+00:00"


def test_a_whole_export_brings_the_highlights_also_of_articles_it_does_not_list(tmp_path: Path):
    content = archive(
        {
            "annotations/part_000000.json": json.dumps(_HIGHLIGHTS),
            "part_000000.csv": table(POCKET, _ONE),
            "part_000001.csv": table(POCKET, _TWO),
        }
    )
    one, two, gone = items(written(tmp_path / "pocket.zip", content))
    assert [mark.exact for mark in one.marks] == ["would cost\ntwo million", "until the spring"]
    assert one.marks[0].created == "2020-09-18T03:33:20+00:00"
    assert one.marks[0].key.startswith(f"{one.key}:highlight:")
    assert two.marks == ()
    assert (gone.title, gone.address) == ("", "https://courier.example/gone")
    assert [mark.exact for mark in gone.marks] == ["a word"]


def test_an_export_that_was_unpacked_is_read_like_its_archive(tmp_path: Path):
    written(tmp_path / "pocket" / "part_000000.csv", table(POCKET, _ONE))
    written(tmp_path / "pocket" / "annotations" / "part_000000.json", _HIGHLIGHTS[:1])
    (one,) = items(tmp_path / "pocket")
    assert len(one.marks) == 2


def test_highlights_are_read_by_themselves(tmp_path: Path):
    one, gone = items(written(tmp_path / "part_000000.json", _HIGHLIGHTS))
    assert (len(one.marks), len(gone.marks)) == (2, 1)


def test_an_address_that_is_there_twice_is_one_item_with_the_tags_of_both(tmp_path: Path):
    again = ("", _ONE[1], "1500000000", "water", "archive")
    taken, skipped = both(written(tmp_path / "a.csv", table(POCKET, _ONE, again, _TWO)))
    assert [item.title for item in taken] == ["The bridge", "Rain"]
    assert taken[0].tags == ("money", "local news", "water", "archived")
    assert taken[0].added == "2017-07-14T02:40:00+00:00"
    assert "twice" in skipped[0].why


def test_what_has_no_web_address_is_skipped_with_the_reason(tmp_path: Path):
    rows = [
        ("Script", "javascript:alert(1)", "1", "", "unread"),
        ("Nothing", "", "1", "", "unread"),
        ("Mail", "mailto:ann@courier.example", "1", "", "unread"),
        ("Broken", "https://[::1", "1", "", "unread"),
        ("Wide", "https://courier.example/", "1", "", "unread", "more", "cells"),
        _ONE,
    ]
    taken, skipped = both(written(tmp_path / "a.csv", table(POCKET, *rows)))
    assert [item.title for item in taken] == ["The bridge"]
    assert [entry.what for entry in skipped] == ["Script", "Nothing", "Mail", "Broken", "Wide"]
    assert all(entry.why.endswith(".") for entry in skipped)


def test_two_stray_quotation_marks_swallow_no_row_between_them(tmp_path: Path):
    rows = [(f"Part {n}", f"https://courier.example/{n}", "1", "", "unread") for n in range(9)]
    lines = table(POCKET, *rows).splitlines()
    lines[2] = '"' + lines[2]
    lines[8] = '"' + lines[8]
    taken, skipped = both(written(tmp_path / "a.csv", "\n".join(lines) + "\n"))
    assert [item.title for item in taken] == [f"Part {n}" for n in (0, 2, 3, 4, 5, 6, 8)]
    assert [entry.what[:7] for entry in skipped] == ["line 3:", "line 9:"]


def test_quotation_marks_within_others_are_forgiven_on_one_line(tmp_path: Path):
    text = POCKET + '\n"A "new" bridge",https://courier.example/1,1,,unread\n'
    (item,) = items(written(tmp_path / "a.csv", text))
    assert "new" in item.title
    assert item.address == "https://courier.example/1"


def test_a_damaged_part_does_not_stop_the_rest(tmp_path: Path):
    content = archive(
        {
            "part_000000.csv": b"a" * 2**21 + bytes(60 * 2**20),
            "part_000001.csv": table(POCKET, _TWO),
            "annotations/part_000000.json": '[{"url": 3}, {"broken" 4}, {"highlights": []}]',
            "collections/list.json": "[]",
        }
    )
    taken, skipped = both(written(tmp_path / "pocket.zip", content))
    assert [item.title for item in taken] == ["Rain"]
    assert {entry.what.split(",")[0] for entry in skipped} == {
        "part_000000.csv",
        "annotations/part_000000.json",
        "collections/list.json",
    }
    assert len(skipped) == 5
