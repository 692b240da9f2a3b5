"""wallabag's JSON, with the texts it keeps."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.importing import elements as reading
from app.reading.document import BlockKind
from tests.importing.exports import PROSE, both, items, wallabag, written


def test_an_article_comes_with_its_text_and_all_that_is_known_of_it(tmp_path: Path):
    entry = wallabag(
        17,
        is_archived=1,
        is_starred=True,
        tags=["money", {"label": "local", "slug": "local"}],
        published_by=["Ann Smith", "Bo Brown"],
        published_at="2023-12-31T23:30:00+0200",
        preview_picture="https://courier.example/a.jpg",
    )
    (item,) = items(written(tmp_path / "all.json", [entry]))
    assert item.key == "wallabag:17"
    assert item.tags == ("money", "local", "starred", "archived")
    assert item.added == "2024-01-01T08:00:00+00:00"
    assert item.opened is not None
    document = item.opened.document
    assert document.text == f"{PROSE}\nMoney\n{PROSE}"
    assert [block.kind for block in document.blocks] == [
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
    ]
    assert document.title == item.title == "The bridge, part 17"
    assert document.byline == item.byline == "Ann Smith, Bo Brown"
    assert document.outlet == item.outlet == "courier.example"
    assert document.published == item.published == "2023-12-31"
    assert document.language == item.language == "en"
    assert document.address == document.source == item.address
    assert document.image == "https://courier.example/a.jpg"
    assert document.original is not None
    assert document.original.content == entry["content"].encode()
    assert document.original.captured == "2024-01-01T08:00:00+00:00"


def test_annotations_are_marks_with_their_notes(tmp_path: Path):
    annotations = [
        {"id": 5, "quote": "two million", "text": "Check!", "created_at": "2024-01-02T09:00:00+0000",
         "updated_at": "2024-01-03T18:30:00+0000", "ranges": [{"start": "/p[1]"}]},
        {"id": 6, "quote": "a highlight", "text": ""},
        {"quote": "without a name"},
        {"id": 8, "text": "of the whole"},
    ]  # fmt: skip
    (item,) = items(written(tmp_path / "all.json", [wallabag(1, annotations=annotations)]))
    assert [mark.exact for mark in item.marks] == [
        "two million",
        "a highlight",
        "without a name",
        "",
    ]
    assert item.marks[0].key == "wallabag:1:annotation:5"
    assert (item.marks[0].note, item.marks[3].note) == ("Check!", "of the whole")
    assert item.marks[0].created == "2024-01-02T09:00:00+00:00"
    assert item.marks[0].modified == "2024-01-03T18:30:00+00:00"


@pytest.mark.parametrize(
    ("content", "lacking"),
    [
        (None, False),
        ("", False),
        ("<p> </p><script>alert(1)</script>", False),
        ("wallabag can't retrieve contents for this article. Please <a>troubleshoot</a>.", True),
    ],
)
def test_an_article_without_a_text_is_kept_by_its_address(
    tmp_path: Path, content: str | None, lacking: bool
):
    (item,) = items(written(tmp_path / "all.json", [wallabag(1, content=content)]))
    assert item.opened is None
    assert item.address
    assert bool(item.lacking) is lacking


def test_what_is_broken_is_skipped_and_the_rest_goes_on(tmp_path: Path):
    good = json.dumps(wallabag(1))
    text = (
        f'[{good}, {{"id": 2, "url" "x"}}, 3, null, "[{{", {json.dumps(wallabag(4, url="ftp://a"))}'
        f', {{"id": {"[" * 100_000}{"]" * 100_000}}}, {json.dumps(wallabag(5))}, {good}]'
    )
    taken, skipped = both(written(tmp_path / "all.json", text))
    assert [item.key for item in taken] == ["wallabag:1", "wallabag:4", "wallabag:5"]
    assert taken[1].address == ""
    assert len(skipped) == 6
    assert "twice" in skipped[-1].why


def test_a_file_that_is_cut_off_gives_what_is_there_and_says_so(tmp_path: Path):
    text = json.dumps([wallabag(1), wallabag(2), wallabag(3)])
    taken, skipped = both(written(tmp_path / "all.json", text[: text.index('"id": 3') + 60]))
    assert [item.key for item in taken] == ["wallabag:1", "wallabag:2"]
    assert "ends in the middle" in skipped[0].why


def test_an_article_larger_than_any_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading, "LARGEST_ELEMENT", 100_000)
    many = [{"quote": "q" * 1000} for _ in range(3000)]
    entries = [wallabag(1), wallabag(2, annotations=many), wallabag(3)]
    taken, skipped = both(written(tmp_path / "all.json", entries))
    assert [item.key for item in taken] == ["wallabag:1", "wallabag:3"]
    assert len(skipped) == 1


def test_half_characters_and_zeros_in_it_do_no_harm(tmp_path: Path):
    entry = wallabag(1, title="A \ud800 b\x00", content=f"<p>{PROSE}\ud800\x00 \x08</p>")
    (item,) = items(written(tmp_path / "all.json", [entry]))
    assert item.title == "A b"
    assert item.opened is not None
    item.opened.document.text.encode()
    assert item.opened.document.text.startswith("The council")


def test_an_answer_of_the_interface_is_read_like_the_export(tmp_path: Path):
    path = written(tmp_path / "a.json", {"page": 1, "items": [wallabag(1), wallabag(2)]})
    assert [item.key for item in items(path)] == ["wallabag:1", "wallabag:2"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_file_in_another_encoding_is_read(tmp_path: Path, encoding: str):
    text = json.dumps([wallabag(1, title="Café")], ensure_ascii=False)
    assert items(written(tmp_path / "a.json", text, encoding))[0].title == "Café"
