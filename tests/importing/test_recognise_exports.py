"""Exports are told by what they hold."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.importing.forms import Form
from app.importing.read import read, recognise
from app.reading.failures import ImportFailure
from tests.importing.exports import (
    INSTAPAPER,
    POCKET,
    READER,
    READWISE,
    annotation,
    archive,
    bookmarks,
    omnivore,
    table,
    wallabag,
    written,
)

_CSL = {"type": "article", "id": "smith2020", "title": "The bridge"}


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (table(POCKET), Form.POCKET),
        ('<html><ul><li><a href="https://a.example" time_added="1">', Form.POCKET),
        (archive({"part_000000.csv": ""}), Form.POCKET),
        (table(INSTAPAPER), Form.INSTAPAPER),
        (table(READWISE), Form.READWISE),
        (table(READER), Form.READER),
        ([3, wallabag(1)], Form.WALLABAG),
        ({"annotations": [annotation("a")]}, Form.HYPOTHESIS),
        ({"total": 1, "rows": [annotation("a")]}, Form.HYPOTHESIS),
        ([annotation("a")], Form.HYPOTHESIS),
        (archive({"x/metadata_0_to_1.json": "[]"}), Form.OMNIVORE),
        ([omnivore("a")], Form.OMNIVORE),
        (bookmarks([]), Form.BOOKMARKS),
        ([_CSL], Form.CSL_JSON),
        ({"items": [_CSL]}, Form.CSL_JSON),
        ("% of mine\n\n@article{smith2020,\n title = {The bridge}}\n", Form.BIBTEX),
        ("\ufeffTY  - JOUR\nTI  - The bridge\nER  - \n", Form.RIS),
        (b"SQLite format 3\x00" + bytes(2**20) + b"CREATE TABLE itemDataValues", Form.ZOTERO),
    ],
)
@pytest.mark.parametrize("name", ["export", "misnamed.pdf"])
def test_a_file_is_told_by_its_content(tmp_path: Path, content: object, form: Form, name: str):
    assert recognise(written(tmp_path / name, content)) is form


def test_folders_are_told_by_what_lies_in_them(tmp_path: Path):
    written(tmp_path / "zotero" / "zotero.sqlite", b"SQLite format 3\x00")
    written(tmp_path / "zotero" / "storage" / "A" / "a.pdf", b"%PDF-1.7")
    written(tmp_path / "pdfs" / "inner" / "A.PDF", b"%PDF-1.7")
    written(tmp_path / "false" / "a.pdf", "no PDF")
    assert recognise(tmp_path / "zotero") is Form.ZOTERO
    assert recognise(tmp_path / "pdfs") is Form.PDF_FOLDER
    with pytest.raises(ImportFailure, match="nothing to import in the folder false"):
        recognise(tmp_path / "false")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "empty"),
        (" \n\ufeff", "empty"),
        ([], "nothing to import"),
        ({"export_date": "x", "annotations": []}, "nothing to import"),
        ({"a": 1}, "does not know"),
        ([{"a": 1}], "does not know"),
        ("[" * 100_000, "does not know"),
        ("<!DOCTYPE html><html><body><p>A page", "is an article"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 10, "is an article"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "PNG picture"),
        (b"SQLite format 3\x00" + bytes(2**20), "not Zotero"),
        ("A note of mine, about @home{} things.", "no export"),
        ("name,value\n1,2\n", "no export"),
        (b"PK\x03\x04 cut off", "damaged"),
        (archive({"inner.zip": archive({"part_000000.csv": table(POCKET)})}), "holds no export"),
        (archive({"a.txt": "x"}), "holds no export"),
        (archive({"META-INF/container.xml": "x", "mimetype": "application/epub+zip"}), "article"),
    ],
)
def test_what_is_no_export_is_refused_with_advice(tmp_path: Path, content: object, reason: str):
    path = written(tmp_path / "file", content)
    with pytest.raises(ImportFailure, match=reason) as caught:
        read(path)
    assert caught.value.advice


def test_what_is_not_there_cannot_be_read_or_never_ends_is_refused(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "none", tmp_path / "pipe", Path("a\x00b")):
        with pytest.raises(ImportFailure) as caught:
            read(path)
        assert caught.value.advice


def test_a_file_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("app.importing.tables.LARGEST_TABLE", 10)
    path = written(tmp_path / "a.csv", table(POCKET))
    with pytest.raises(ImportFailure, match="larger than"):
        list(read(path))


def test_an_archive_that_states_a_gigantic_table_of_contents_is_refused(tmp_path: Path):
    content = bytearray(archive({"part_000000.csv": table(POCKET)}))
    end = content.rindex(b"PK\x05\x06")
    path = tmp_path / "a.zip"
    with path.open("wb") as stream:
        stream.write(content[:end])
        stream.truncate(2**27)
        stream.seek(0, 2)
        content[end + 12 : end + 20] = (2**27).to_bytes(4, "little") + bytes(4)
        stream.write(content[end:])
    with pytest.raises(ImportFailure, match="damaged"):
        recognise(path)


def test_a_locked_archive_is_skipped_with_the_reason(tmp_path: Path):
    content = bytearray(archive({"part_000000.csv": table(POCKET)}))
    content[6] |= 1
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    (skipped,) = read(written(tmp_path / "a.zip", bytes(content)))
    assert "password" in skipped.why


def test_progress_grows_to_the_whole(tmp_path: Path):
    told: list[tuple[int, int]] = []
    path = written(tmp_path / "a.json", [wallabag(number) for number in range(3)])
    list(read(path, lambda done, total: told.append((done, total))))
    assert told[-1] == (path.stat().st_size, path.stat().st_size)
