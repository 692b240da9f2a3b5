"""Readers who come from another tool find every item, and every highlight, of what it exported."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.library.library import Library
from app.reading.annotation import Standing
from tests.importing import exports
from tests.importing.bibliography.making import LINES, pdf
from tests.importing.bibliography.zotero_folder import ZoteroFolder
from tests.importing.exports import PROSE, archive, table, written

COST = "the bridge would cost two million euros"
SPRING = "until the spring because of the flood"


@dataclass(frozen=True)
class Expected:
    """What a reader must find: titles, each highlight's words, notes, tags, and collections.

    `placed` are the highlights that must stand at their words, for their text came along.
    """

    titles: frozenset[str]
    placed: frozenset[str] = frozenset()
    waiting: frozenset[str] = frozenset()
    notes: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    collections: frozenset[str] = frozenset()
    skipped: int = 0


Make = Callable[[Path], tuple[Path, Expected]]
MAKERS: dict[str, Make] = {}


def tool(make: Make) -> Make:
    MAKERS[make.__name__] = make
    return make


def some(*words: str) -> frozenset[str]:
    return frozenset(words)


@tool
def pocket_csv(folder: Path) -> tuple[Path, Expected]:
    text = table(
        exports.POCKET,
        ("The bridge", "https://a.example/bridge", 1700000000, "money|local", "unread"),
        ("The flood", "https://a.example/flood", 1700000001, "", "archive"),
    )
    expected = Expected(some("The bridge", "The flood"), tags=some("money", "local", "archived"))
    return written(folder / "part_000000.csv", text), expected


@tool
def pocket_html(folder: Path) -> tuple[Path, Expected]:
    text = (
        "<!DOCTYPE html><html><head><title>Pocket Export</title></head><body><h1>Unread</h1><ul>"
        '<li><a href="https://a.example/bridge" time_added="1700000000" tags="money">The bridge</a>'
        "</li></ul><h1>Read Archive</h1><ul>"
        '<li><a href="https://a.example/flood" time_added="1700000001" tags="">The flood</a></li>'
        "</ul></body></html>"
    )
    expected = Expected(some("The bridge", "The flood"), tags=some("money", "archived"))
    return written(folder / "ril_export.html", text), expected


@tool
def instapaper(folder: Path) -> tuple[Path, Expected]:
    text = table(
        exports.INSTAPAPER,
        ("https://a.example/bridge", "The bridge", COST, "Starred", 1700000000),
        ("https://a.example/flood", "The flood", "", "Rivers", 1700000001),
    )
    return written(folder / "instapaper-export.csv", text), Expected(
        some("The bridge", "The flood"), waiting=some(COST), tags=some("starred"),
        collections=some("Rivers"),
    )  # fmt: skip


@tool
def omnivore(folder: Path) -> tuple[Path, Expected]:
    content = archive(
        {
            "metadata_0_to_20.json": json.dumps(
                [exports.omnivore("bridge", labels=["money"]), exports.omnivore("flood")]
            ),
            "content/bridge.html": f"<div><p>{PROSE}</p><p>A second paragraph here.</p></div>",
            "highlights/bridge.md": f"> {COST}  \n\nCheck this\n",
        }
    )
    return written(folder / "omnivore.zip", content), Expected(
        some("About bridge", "About flood"), placed=some(COST), notes=some("Check this"),
        tags=some("money"),
    )  # fmt: skip


@tool
def readwise(folder: Path) -> tuple[Path, Expected]:
    text = table(
        exports.READWISE,
        (COST, "The bridge", "Ann Smith", "", "who says?", "yellow", "money", "page", 3,
         "2024-01-01 10:00:00+00:00", "local"),
        (SPRING, "The bridge", "Ann Smith", "", "", "blue", "", "page", 4, "", ""),
        ("Rain is rain.", "The flood", "Bo Lee", "", "", "", "", "", "", "", ""),
    )  # fmt: skip
    return written(folder / "readwise-data.csv", text), Expected(
        some("The bridge", "The flood"), waiting=some(COST, SPRING, "Rain is rain."),
        notes=some("who says?"), tags=some("local"),
    )  # fmt: skip


@tool
def readwise_reader(folder: Path) -> tuple[Path, Expected]:
    text = table(
        exports.READER,
        ("The bridge", "https://a.example/bridge", "01a", "['money', 'local']",
         "2024-01-01 10:00:00+00:00", 0.5, "later", "True"),
        ("The flood", "https://a.example/flood", "01b", "", "2024-01-02", 1, "archive", "True"),
    )  # fmt: skip
    return written(folder / "reader.csv", text), Expected(
        some("The bridge", "The flood"), tags=some("money", "local", "archived")
    )


@tool
def wallabag(folder: Path) -> tuple[Path, Expected]:
    entries = [
        exports.wallabag(
            1,
            tags=["money"],
            is_starred=1,
            annotations=[
                {"id": 3, "text": "who says?", "quote": COST, "created_at": "2024-01-02T10:00:00+0000",
                 "updated_at": "2024-01-02T10:00:00+0000", "ranges": [
                     {"start": "/p[1]", "startOffset": "0", "end": "/p[1]", "endOffset": "5"}]},
            ],
        ),
        exports.wallabag(2, content="", is_archived=1, annotations=[{"id": 4, "text": "", "quote": SPRING, "ranges": []}]),
    ]  # fmt: skip
    return written(folder / "All articles.json", entries), Expected(
        some("The bridge, part 1", "The bridge, part 2"), placed=some(COST), waiting=some(SPRING),
        notes=some("who says?"), tags=some("money", "starred", "archived"),
    )  # fmt: skip


@tool
def hypothesis(folder: Path) -> tuple[Path, Expected]:
    rows = [
        exports.annotation("a", text="who says?", tags=["money"]),
        exports.annotation("b", uri="https://a.example/flood", exact=SPRING),
    ]
    return written(folder / "hypothesis.json", {"total": 2, "rows": rows}), Expected(
        some("What the bridge costs"),
        waiting=some("the bridge would cost two million", SPRING),
        notes=some("who says?"),
    )


@tool
def bookmarks(folder: Path) -> tuple[Path, Expected]:
    text = exports.bookmarks(
        [
            '<DT><H3 ADD_DATE="1700000000">Rivers</H3>',
            "<DL><p>",
            '<DT><A HREF="https://a.example/bridge" ADD_DATE="1700000000" TAGS="money">The bridge</A>',
            "<DD>Worth a look",
            "</DL><p>",
            '<DT><A HREF="javascript:void(0)">A trick</A>',
            '<DT><A HREF="https://a.example/flood">The flood</A>',
        ]
    )
    return written(folder / "bookmarks.html", text), Expected(
        some("The bridge", "The flood"), notes=some("Worth a look"), tags=some("money"),
        collections=some("Rivers"), skipped=1,
    )  # fmt: skip


@tool
def csl_json(folder: Path) -> tuple[Path, Expected]:
    works = [
        {"id": "bridge", "type": "article-journal", "title": "The bridge", "note": "Worth a look",
         "author": [{"family": "Smith", "given": "Ann"}], "issued": {"date-parts": [[2024, 2]]}},
        {"id": "flood", "type": "book", "title": "The flood"},
    ]  # fmt: skip
    return written(folder / "library.json", works), Expected(
        some("The bridge", "The flood"), notes=some("Worth a look")
    )


@tool
def bibtex(folder: Path) -> tuple[Path, Expected]:
    written(folder / "files" / "a.pdf", pdf((0, "In the file.")))
    text = (
        "@article{bridge, title={The {Bridge}}, author={Smith, Ann}, year={2024}, keywords={money},"
        " annote={Worth a look}, file={a.pdf:files/a.pdf:application/pdf}}\n"
        "@book{flood, title={The flood}, author={Lee, Bo}}\n"
    )
    return written(folder / "library.bib", text), Expected(
        some("The Bridge", "The flood"), placed=some(LINES[0]),
        notes=some("Worth a look", "In the file."), tags=some("money"),
    )  # fmt: skip


@tool
def ris(folder: Path) -> tuple[Path, Expected]:
    text = (
        "TY  - JOUR\nTI  - The bridge\nAU  - Smith, Ann\nKW  - money\nN1  - Worth a look\nER  - \n\n"
        "TY  - BOOK\nTI  - The flood\nER  - \n"
    )
    return written(folder / "library.ris", text), Expected(
        some("The bridge", "The flood"), notes=some("Worth a look"), tags=some("money")
    )


@tool
def zotero(folder: Path) -> tuple[Path, Expected]:
    made = ZoteroFolder(folder / "Zotero")
    work = made.work("WORK2345", title="The bridge")
    file = made.attach("FILE2345", work, "storage:a.pdf", pdf((0, "In the file.")))
    made.annotate("HIGH2345", file, 1, LINES[2], "Who counted?")
    made.annotate("LATE2345", file, 5, LINES[4])
    made.note("NOTE2345", work, "<p>Worth a look</p>")
    return made.folder, Expected(
        some("The bridge"), placed=some(LINES[0], LINES[2], LINES[4]),
        notes=some("In the file.", "Who counted?", "Worth a look"),
    )  # fmt: skip


@tool
def folder_of_pdfs(folder: Path) -> tuple[Path, Expected]:
    written(folder / "papers" / "a.pdf", pdf((1, "Really?")))
    written(folder / "papers" / "2024" / "b.pdf", pdf((2, ""), (3, "Why?")))
    return folder / "papers", Expected(
        frozenset(), placed=some(LINES[1], LINES[2], LINES[3]), notes=some("Really?", "Why?"),
        collections=some("2024"),
    )  # fmt: skip


@dataclass
class Found:
    titles: set[str] = field(default_factory=set)
    placed: set[str] = field(default_factory=set)
    waiting: set[str] = field(default_factory=set)
    notes: set[str] = field(default_factory=set)
    tags: set[str] = field(default_factory=set)
    collections: set[str] = field(default_factory=set)


def found_in(file: Path) -> Found:
    found = Found()
    with Library.open(file) as library:
        found.collections = {item.name for item in library.shelves.collections() if item.count}
        for row in library.readings():
            reading = library.load(row.id)
            text = reading.document.text
            found.titles.add(reading.document.title)
            found.tags |= set(reading.tags)
            found.placed |= {" ".join(text[own.start : own.end].split()) for own in reading.own}
            found.waiting |= {
                own.anchor.exact for own in reading.aside if own.standing is Standing.LOST
            }
            found.notes |= {own.note for own in (*reading.own, *reading.aside) if own.note}
    return found


def imported(source: Path, library: Path) -> list[dict]:
    command = [sys.executable, "-m", "app", "--library", str(library), "import", str(source)]
    done = subprocess.run(
        [*command, "--json"], capture_output=True, text=True, check=False, timeout=240
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS.keys())
def test_everything_an_export_carries_is_found(make: Make, tmp_path: Path):
    source, expected = make(tmp_path / "export")
    file = tmp_path / "library.sqlite"
    report = imported(source, file)
    assert sum(entry["fate"] == "skipped" for entry in report) == expected.skipped
    assert all(entry["why"] for entry in report if entry["fate"] == "skipped")
    found = found_in(file)
    assert found.titles >= expected.titles
    assert found.placed >= {" ".join(words.split()) for words in expected.placed}
    assert found.waiting == expected.waiting
    assert all(any(wanted in note for note in found.notes) for wanted in expected.notes)
    assert found.tags >= expected.tags
    assert found.collections >= expected.collections
    again = imported(source, file)
    assert not any(entry["fate"] == "taken" for entry in again)
    assert sum(entry["placed"] + entry["lost"] for entry in again) == 0
    assert found_in(file) == found
