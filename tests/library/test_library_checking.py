"""What is wrong with a library is found, told in sentences, and mended as far as it can be."""

import random
import re
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.library import checking, repairing, restoring, schema
from app.library.checking import Fault, check
from app.library.library import Library
from app.library.repairing import repair
from app.library.sqlite import indexes
from app.reading.analysis import Analysis
from app.reading.anchors import anchor
from app.reading.annotation import OwnAnnotation
from app.reading.document import Original
from app.reading.failures import LibraryFailure
from app.reading.spans import Span

NOW = datetime(2026, 11, 26, 8, 30, 15, tzinfo=UTC)
KEPT = "library.before-repair-2026-11-26-083015.sqlite"
COUNT = 60


@pytest.fixture
def kept(file, article, said, counted) -> Path:
    """A closed library of two megabytes: texts, marks, notes and originals."""
    chance = random.Random(7)  # noqa: S311 -- the same garbage every time
    with Library.open(file) as library:
        for number in range(COUNT):
            text = f"We will rebuild mill {number}, Ada Birk said. " * (1 + chance.randrange(400))
            document = replace(
                article(text, title=f"Mill {number}", source=f"{number}.txt"),
                original=Original(chance.randbytes(8000), "text/html", "2026-11-01T10:00:00Z"),
            )
            marks = replace(
                said(text, "We will rebuild", f"Ada {number}"),
                quantities=counted(text, str(number), str(number), claim=True).quantities,
            )
            reading = library.add(document, marks)
            own = OwnAnnotation("o1", 3, 7, anchor(text, Span(3, 7)), f"note {number}")
            library.save_own(reading, own)
        library.bin.put([library.add(article("In the bin."), Analysis())])
    return file


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(checking, "BUSY_MS", 0)
    monkeypatch.setattr(repairing, "BUSY_MS", 0)
    monkeypatch.setattr(restoring, "BUSY_MS", 0)


def change(file: Path, *statements: str) -> None:
    """Change a file as no program of ours would."""
    outside = sqlite3.connect(file)
    for statement in statements:
        outside.execute(statement)
    outside.commit()
    outside.close()


def found(file: Path, **how) -> list[tuple[Fault, int]]:
    return [(finding.fault, finding.count) for finding in check(file, **how).found]


def pages_of(file: Path, name: str) -> list[int]:
    """Return the pages of a table or an index, the one it starts at first."""
    outside = sqlite3.connect(file)
    rows = outside.execute("SELECT pageno FROM dbstat WHERE name = ?", (name,)).fetchall()
    outside.close()
    return [row[0] for row in rows]


def overwrite(file: Path, pages: list[int], seed: int = 1) -> None:
    chance = random.Random(seed)  # noqa: S311 -- the same garbage every time
    with file.open("r+b") as stream:
        for page in pages:
            stream.seek((page - 1) * 4096)
            stream.write(chance.randbytes(4096))


# --- finding --------------------------------------------------------------------------------------


def test_a_whole_library_has_no_findings_and_is_not_changed(kept):
    before = kept.read_bytes()
    shares: list[float] = []
    findings = check(kept, shares.append, deep=True)
    assert not findings
    assert findings.found == ()
    assert kept.read_bytes() == before
    assert shares[0] == 0
    assert shares[-1] == 1
    assert [path.name for path in kept.parent.iterdir()] == ["library.sqlite"]


def test_a_library_is_checked_while_it_is_open_and_read(kept):
    with Library.open(kept) as library:
        assert not check(kept)
        assert len(library.readings()) == COUNT


def test_damaged_pages_are_found(kept):
    overwrite(kept, pages_of(kept, "blocks")[-1:])
    findings = check(kept)
    assert findings.has(Fault.PAGES)
    assert findings.found[0].sentence.startswith("The file is damaged in ")


def test_an_index_that_lacks_a_row_is_found(kept):
    change(
        kept,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = 'CREATE TABLE own_annotations_' WHERE 0",
        "UPDATE sqlite_master SET rootpage = "
        "(SELECT rootpage FROM sqlite_master WHERE name = 'quotations_by_reading') "
        "WHERE name = 'attributions_by_reading'",
    )
    assert check(kept).has(Fault.INDEX)


def test_a_search_index_that_lost_words_is_found(kept):
    change(kept, "INSERT INTO search_quotes (search_quotes) VALUES ('delete-all')")
    assert found(kept) == [(Fault.SEARCH, 1)]
    assert "search_quotes" in check(kept).found[0].sentence


@pytest.mark.parametrize("index", [index.name for index in indexes.INDEXES])
def test_every_search_index_is_compared_with_what_it_is_of(kept, index):
    change(kept, f"DELETE FROM {index}_data WHERE id > 10")  # noqa: S608 -- declared names
    assert found(kept) == [(Fault.SEARCH, 1)]


def test_a_text_changed_behind_the_search_is_found(kept):
    change(
        kept,
        "DROP TRIGGER search_readings_texts_after_update",
        "UPDATE texts SET text = 'Another.' WHERE reading = 2",
    )
    faults = dict(found(kept))
    assert faults[Fault.SEARCH] == 1
    assert faults[Fault.TEXT] == 1


def test_a_missing_trigger_is_found(kept):
    change(kept, "DROP TRIGGER search_quotes_attributions_after_insert")
    assert found(kept) == [(Fault.SEARCH, 1)]


def test_rows_whose_reading_is_gone_are_counted_by_table(kept):
    change(kept, "PRAGMA foreign_keys = OFF", "DELETE FROM readings WHERE id IN (3, 4)")
    sentences = [finding.sentence for finding in check(kept).found]
    assert "2 rows of “texts” refer to something in “readings” that is gone." in sentences
    assert dict(found(kept))[Fault.DANGLING]


def test_a_reading_without_text_is_found(kept):
    change(kept, "DELETE FROM texts WHERE reading = 5")
    assert (Fault.NO_TEXT, 1) in found(kept)


def test_a_text_that_is_not_what_was_saved_is_found(kept):
    change(kept, "UPDATE texts SET text = text || ' And more.' WHERE reading = 5")
    assert found(kept) == [(Fault.TEXT, 1)]
    assert "(of reading 5)" in check(kept).found[0].sentence


def test_marks_outside_their_text_are_found(kept):
    change(
        kept,
        'UPDATE blocks SET "end" = 10000000 WHERE reading = 1 AND ordinal = 0',
        "UPDATE own_annotations SET start = -1 WHERE reading IN (1, 2)",
        "UPDATE attributions SET cue = '[[5, 10000000]]' WHERE reading IN (1, 2, 3)",
    )
    assert sorted(found(kept)) == [(Fault.OFFSETS, 1), (Fault.OFFSETS, 2), (Fault.OFFSETS, 3)]


def test_a_lost_note_may_lie_nowhere(kept):
    change(kept, "UPDATE own_annotations SET standing = 'lost', \"end\" = 99999999")
    assert not check(kept)


def test_an_original_that_is_not_what_was_saved_is_found_when_looked_at_deeply(kept):
    change(kept, "UPDATE originals SET content = x'0102' WHERE reading IN (2, 3)")
    assert not check(kept)
    assert found(kept, deep=True) == [(Fault.ORIGINAL, 2)]


def test_a_library_that_may_not_be_written_is_checked_too(kept, monkeypatch):
    monkeypatch.setattr("os.access", lambda path, how: how != 2)
    assert not check(kept, deep=True)
    change(kept, "DELETE FROM texts WHERE reading = 5")
    assert (Fault.NO_TEXT, 1) in found(kept)


def test_what_is_no_library_is_said(tmp_path):
    notes = tmp_path / "notes.txt"
    notes.write_text("Buy bread. " * 500)
    with pytest.raises(LibraryFailure, match="is not a Sayso library"):
        check(notes)
    with pytest.raises(LibraryFailure, match="There is no library at"):
        check(tmp_path / "missing.sqlite")
    assert not (tmp_path / "missing.sqlite").exists()


def test_a_library_of_a_newer_version_is_not_judged(kept):
    change(kept, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(LibraryFailure, match="newer version of Sayso"):
        check(kept)
    with pytest.raises(LibraryFailure, match="newer version of Sayso"):
        repair(kept, NOW)


# --- mending in place -----------------------------------------------------------------------------


def test_a_whole_library_is_not_touched_by_a_repair(kept):
    before = kept.read_bytes()
    done = repair(kept, NOW)
    assert done.kept is None
    assert done.sentences() == ["There was nothing to repair."]
    assert kept.read_bytes() == before


def test_a_broken_search_is_built_anew_and_the_library_before_is_kept(kept):
    change(
        kept,
        "DROP TRIGGER search_quotes_attributions_after_insert",
        "INSERT INTO search_readings (search_readings) VALUES ('delete-all')",
    )
    done = repair(kept, NOW)
    assert done.kept == kept.with_name(KEPT)
    assert not done.left
    with Library.open(kept) as library:
        assert len(library.search("rebuild")) > COUNT
    assert check(done.kept).has(Fault.SEARCH)


def test_a_search_index_of_garbage_is_built_anew(kept):
    change(kept, "UPDATE search_readings_data SET block = randomblob(length(block))")
    done = repair(kept, NOW)
    assert not done.left
    with Library.open(kept) as library:
        assert library.search("rebuild")


def test_rows_whose_reading_is_gone_are_removed(kept):
    change(kept, "PRAGMA foreign_keys = OFF", "DELETE FROM readings WHERE id IN (3, 4)")
    done = repair(kept, NOW)
    assert not done.left
    assert done.dangling >= 8
    with Library.open(kept) as library:
        assert len(library.readings()) == COUNT - 2
        assert library.load(5).own[0].note == "note 4"


def test_what_merely_points_to_something_gone_is_kept(kept):
    change(
        kept,
        "INSERT INTO collections (id, name, folded, parent) VALUES (1, 'Mills', 'mills', 9)",
        "INSERT INTO collection_readings VALUES (1, 1)",
        "INSERT INTO people (name, means) VALUES ('Ada Birk', 77)",
    )
    assert not repair(kept, NOW).left
    outside = sqlite3.connect(kept)
    assert outside.execute("SELECT name, parent FROM collections").fetchall() == [("Mills", None)]
    assert outside.execute("SELECT * FROM collection_readings").fetchall() == [(1, 1)]
    assert ("Ada Birk", None) in outside.execute("SELECT name, means FROM people").fetchall()
    outside.close()


def test_a_reading_without_text_becomes_one_that_is_to_be_fetched(kept):
    change(kept, "DELETE FROM texts WHERE reading = 5")
    done = repair(kept, NOW)
    assert done.without_text == 1
    assert not done.left
    with Library.open(kept) as library:
        reading = library.load(5)
        assert reading.document.title == "Mill 4"
        assert reading.lacks_text
        assert (reading.own, reading.aside[0].note) == ((), "note 4")
        assert reading.analysis.attributions == ()


def test_what_cannot_be_mended_is_told(kept):
    change(kept, "UPDATE texts SET text = text || ' And more.' WHERE reading = 5")
    done = repair(kept, NOW)
    assert done.left.has(Fault.TEXT)
    with Library.open(kept) as library:
        assert library.load(5).document.text.endswith(" And more.")


# --- reading anew what is left --------------------------------------------------------------------


def readable(file: Path) -> dict[int, tuple[str, str, int]]:
    """Return what each listed reading holds: text, note, number of marks."""
    with Library.open(file) as library:
        loaded = [library.load(row.id) for row in library.readings(limit=1000)]
    return {
        one.id: (
            one.document.text,
            (*one.own, *one.aside)[0].note if one.own or one.aside else "",
            len(one.analysis.attributions),
        )
        for one in loaded
    }


def test_a_damaged_page_is_said_and_the_rest_stays_readable(kept):
    """A page of one long text is damaged; every other reading still opens."""
    whole = readable(kept)
    longest = max(whole, key=lambda reading: len(whole[reading][0]))
    overwrite(kept, pages_with(kept, "texts", f" mill {longest - 1}, ".encode())[-2:-1])
    with Library.open(kept) as library:
        with pytest.raises(
            LibraryFailure, match=r"is damaged\. Keep the file: `sayso check --repair`"
        ):
            library.load(longest)
        others = [row.id for row in library.readings(limit=1000) if row.id != longest]
        assert [library.load(one).document.text for one in others] == [
            whole[one][0] for one in others
        ]
    assert check(kept).has(Fault.PAGES)

    done = repair(kept, NOW)
    assert not done.left
    assert done.without_text == 1
    assert (done.readings.saved, done.readings.lost) == (COUNT + 1, 0)
    after = readable(kept)
    assert after.pop(longest) == ("", f"note {longest - 1}", 0)
    assert after == {key: value for key, value in whole.items() if key != longest}


def pages_with(file: Path, name: str, words: bytes) -> list[int]:
    """Return the pages of a table on which words stand."""
    content = file.read_bytes()
    return [
        page for page in pages_of(file, name) if words in content[(page - 1) * 4096 : page * 4096]
    ]


def test_the_last_row_before_a_damaged_page_is_saved(kept):
    """A cursor that reads ahead would lose it with the page."""
    whole = readable(kept)
    _, _, second = pages_of(kept, "own_annotations")
    there = notes_off(kept, [second])
    assert 0 < len(there) < COUNT
    overwrite(kept, [second])
    repair(kept, NOW)
    assert {note for _, note, _ in readable(kept).values() if note} == there
    assert {note for _, note, _ in whole.values()} > there


def notes_off(file: Path, damaged: list[int]) -> set[str]:
    """Return the notes that lie on none of these pages."""
    content = file.read_bytes()
    off = [page for page in pages_of(file, "own_annotations") if page not in damaged]
    pages = [content[(page - 1) * 4096 : page * 4096] for page in off]
    return {found.decode() for page in pages for found in re.findall(rb"note \d+", page)}


@pytest.mark.parametrize("seed", range(12))
def test_random_damage_is_found_and_what_can_be_read_is_brought_back(kept, seed):
    """A twentieth of all pages is garbage, but those that every table starts at."""
    whole = readable(kept)
    chance = random.Random(seed)  # noqa: S311 -- the same garbage every time
    pages = kept.stat().st_size // 4096
    spared = {*pages_of(kept, "sqlite_schema"), *starts(kept)}
    damaged = [
        page for page in chance.sample(range(1, pages + 1), pages // 20) if page not in spared
    ]
    notes = notes_off(kept, damaged)
    overwrite(kept, damaged, seed)
    assert check(kept).has(Fault.PAGES, Fault.UNREADABLE)
    done = repair(kept, NOW)
    assert not done.left or {finding.fault for finding in done.left.found} <= {
        Fault.TEXT,
        Fault.OFFSETS,
    }
    after = readable(kept)
    assert done.readings.saved == len(after) + 1 or done.readings.saved == len(after)
    same = sum(whole[key][0] == text for key, (text, _, _) in after.items())
    assert same >= COUNT // 3
    for key, (_, note, _) in after.items():
        assert note == whole[key][1] or whole[key][1] not in notes
    with Library.open(kept) as library:
        assert library.search("rebuild")
    assert kept.with_name(KEPT).exists()


def starts(file: Path) -> list[int]:
    outside = sqlite3.connect(file)
    rows = outside.execute("SELECT rootpage FROM sqlite_master WHERE type = 'table'").fetchall()
    outside.close()
    return [row[0] for row in rows]


@pytest.mark.parametrize(
    "name",
    ["readings_in_order", "attributions_by_reading", "search_readings_data", "search_quotes_idx"],
)
def test_damage_in_what_can_be_made_anew_loses_nothing(kept, name):
    whole = readable(kept)
    overwrite(kept, pages_of(kept, name))
    assert check(kept)
    done = repair(kept, NOW)
    assert not done.left
    assert readable(kept) == whole
    with Library.open(kept) as library:
        assert len(library.search("rebuild")) > COUNT
        assert library.readings()[0].id == COUNT


def test_a_damaged_root_of_a_table_loses_that_table_alone(kept):
    whole = readable(kept)
    overwrite(kept, pages_of(kept, "blocks")[:1])
    done = repair(kept, NOW)
    assert not done.left
    assert readable(kept) == whole
    lost = {one.table: one.lost for one in done.tables}
    assert lost["readings"] == lost["texts"] == 0


def test_rows_out_of_an_index_are_saved_where_their_table_is_damaged(kept):
    change(
        kept,
        "INSERT INTO tags (id, name, folded) VALUES (1, 'Mills', 'mills')",
        *(f"INSERT INTO reading_tags (tag, reading) VALUES (1, {n})" for n in range(1, COUNT)),  # noqa: S608 -- numbers
    )
    overwrite(kept, pages_of(kept, "reading_tags")[:1])
    done = repair(kept, NOW)
    assert not done.left
    outside = sqlite3.connect(kept)
    assert outside.execute("SELECT count(*) FROM reading_tags").fetchone() == (COUNT - 1,)
    outside.close()


def test_every_table_of_the_schema_is_read(kept):
    overwrite(kept, pages_of(kept, "links")[:1])
    done = repair(kept, NOW)
    assert [one.table for one in done.tables] == [
        table.name for table in schema.metadata.sorted_tables
    ]


def test_an_id_is_not_given_again_after_a_repair(kept, article):
    with Library.open(kept) as library:
        last = library.add(article("Last."), Analysis())
    change(kept, "PRAGMA foreign_keys = ON", f"DELETE FROM readings WHERE id = {last}")  # noqa: S608
    overwrite(kept, pages_of(kept, "blocks")[:1])
    repair(kept, NOW)
    with Library.open(kept) as library:
        assert library.add(article("Next."), Analysis()) == last + 1


def test_a_damaged_word_on_its_version_does_not_lose_a_library(kept):
    whole = readable(kept)
    overwrite(kept, pages_of(kept, "alembic_version"))
    with pytest.raises(LibraryFailure, match="is damaged"):
        Library.open(kept)
    assert check(kept).has(Fault.PAGES)
    assert not repair(kept, NOW).left
    assert readable(kept) == whole


def test_a_truncated_library_is_brought_back_as_far_as_it_goes(kept):
    with kept.open("r+b") as stream:
        stream.truncate(kept.stat().st_size // 8 * 7)
    done = repair(kept, NOW)
    assert done.readings.saved > COUNT // 2
    assert readable(kept)


def test_a_library_whose_beginning_is_garbage_is_not_repaired_but_kept(kept):
    with kept.open("r+b") as stream:
        stream.seek(100)
        stream.write(b"\xa5" * 3996)
    before = kept.read_bytes()
    assert check(kept).has(Fault.PAGES)
    with pytest.raises(LibraryFailure, match=r"cannot be repaired\. Restore a backup"):
        repair(kept, NOW)
    assert kept.read_bytes() == before


def test_a_damaged_library_that_is_open_is_not_replaced(kept):
    overwrite(kept, pages_of(kept, "blocks")[-1:])
    with Library.open(kept), pytest.raises(LibraryFailure, match="is open in another window"):
        repair(kept, NOW)
    assert sorted(path.name for path in kept.parent.iterdir()) == ["library.sqlite"]


def test_what_the_log_of_a_damaged_library_holds_is_saved(kept):
    overwrite(kept, pages_of(kept, "blocks")[-1:])
    script = (
        "import os, sys; from pathlib import Path; from app.library.library import Library;"
        "from app.reading.annotation import OwnAnnotation; from app.reading.anchors import anchor;"
        "from app.reading.spans import Span;"
        "library = Library.open(Path(sys.argv[1]));"
        "library.set_place(1, 17); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", script, str(kept)], check=True)
    assert kept.with_name("library.sqlite-wal").stat().st_size
    repair(kept, NOW)
    with Library.open(kept) as library:
        assert library.load(1).place == 17


def test_a_repair_that_does_not_fit_leaves_the_library_as_it_was(kept, small_disk):
    file = small_disk / "library.sqlite"
    overwrite(kept, pages_of(kept, "blocks")[-1:])
    file.write_bytes(kept.read_bytes())
    before = file.read_bytes()
    with pytest.raises(LibraryFailure, match="not enough room"):
        repair(file, NOW)
    assert file.read_bytes() == before
