"""However often and wherever a program is killed, the library keeps all it had acknowledged."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from app.library import database, schema, sqlite, upgrade
from app.library.checking import check
from app.library.library import Library
from app.library.sqlite import indexes

# --- killed while writing -------------------------------------------------------------------------

# Reads a seed a line; for each forks a child that writes to the library until it is killed.
# Whatever the child is about to do and whatever it has done is a line; "gone" follows its end.
TEMPLATE = """
import json, os, random, sys
from pathlib import Path
from app.library.library import Library
from app.reading.analysis import Analysis
from app.reading.anchors import anchor
from app.reading.annotation import OwnAnnotation
from app.reading.attribution import Act, Attribution, AttributionKind
from app.reading.document import Block, BlockKind, Document
from app.reading.spans import Span

def tell(*value):
    os.write(1, (json.dumps(value) + "\\n").encode())

def found(pipeline):
    mark = Attribution("a1", AttributionKind.INDIRECT, Act.STATEMENT, (Span(0, 8),), speaker="Ada")
    return Analysis((mark,), pipeline=pipeline)

def write(library, known, chance, number):
    kinds = ["add", "own", "analysis", "place", "delete"] if known else ["add"]
    kind, value = chance.choice(kinds), f"{kinds[0]} {number} {chance.random()}"
    if kind == "add":
        text = f"The mill {value} stands still. " * chance.randrange(1, 300)
        tell("will", kind, None, value)
        blocks = (Block(BlockKind.PARAGRAPH, 0, len(text)),)
        made = library.add(Document(value, text, blocks, title=value), found(value))
        known.append(made)
        return tell("did", kind, made, value)
    reading = chance.choice(known)
    if kind == "place":
        value = chance.randrange(10**9)
    if kind == "delete":
        value = None
    tell("will", kind, reading, value)
    if kind == "own":
        library.save_own(reading, OwnAnnotation("o1", 0, 8, anchor("The mill", Span(0, 8)), value))
    elif kind == "analysis":
        library.save_analysis(reading, found(value))
    elif kind == "place":
        library.set_place(reading, value)
    else:
        library.bin.put([reading])
        known.remove(reading)
    tell("did", kind, reading, value)

for line in sys.stdin:
    child = os.fork()
    if not child:
        tell(os.getpid())
        chance = random.Random(int(line))
        library = Library.open(Path(sys.argv[1]))
        known = [row.id for row in library.readings(limit=10)]
        for number in range(10**9):
            write(library, known, chance, number)
    os.waitpid(child, 0)
    tell("gone")
"""

Change = tuple[str, int | None, object]


def test_a_program_killed_a_hundred_times_while_writing_loses_nothing_acknowledged(file):
    chance = random.Random(11)  # noqa: S311 -- the same moments every time
    file.parent.mkdir()
    kept: dict[tuple[str, int], object] = {}
    caught_writing = 0
    with subprocess.Popen(
        [sys.executable, "-c", TEMPLATE, str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as template:
        for seed in range(100):
            # Half of them at any moment, half just when bytes go to the disk.
            spins, watched = chance.randrange(120_000), file if seed % 2 else None
            done, begun = killed(template, seed, chance.randrange(12), spins, watched)
            for kind, reading, value in done:
                kept[kind, reading] = value
            caught_writing += begun is not None
            there = state(file)
            missing = {key: value for key, value in kept.items() if there.get(key) != value}
            # What was begun may have been saved, though that was not acknowledged any more.
            assert not missing or (
                begun is not None and list(missing) == [begun[:2]] and there[begun[:2]] == begun[2]
            ), (seed, begun, missing)
            kept |= there
        template.stdin.close()
    assert caught_writing > 30
    assert len(kept) > 300
    assert not check(file)
    with Library.open(file) as library:
        assert library.search("mill")


def killed(
    template: subprocess.Popen, seed: int, acknowledged: int, spins: int, watched: Path | None
) -> tuple[list[Change], Change | None]:
    """Kill a writer some moments after so many changes; return what it did, what it had begun."""
    template.stdin.write(f"{seed}\n")
    template.stdin.flush()
    (process,) = json.loads(template.stdout.readline())
    done: list[Change] = []
    begun: Change | None = None

    def take(line: str) -> bool:
        nonlocal begun
        what, *change = json.loads(line)
        if what == "will":
            begun = tuple(change)
        elif what == "did":
            begun = None
            done.append(tuple(change))
        return what != "gone"

    while len(done) < acknowledged or begun is None:
        take(template.stdout.readline())
    before = touched(watched)
    for _ in range(spins):
        if watched is not None and touched(watched) != before:
            break
    os.kill(process, signal.SIGKILL)
    while take(template.stdout.readline()):
        pass
    return done, begun


def touched(file: Path | None) -> list[tuple[int, int]]:
    """Return what changes whenever a library is written to."""
    if file is None:
        return []
    found = (os.stat(path) for path in (str(file), f"{file}-wal") if os.path.exists(path))  # noqa: PTH110, PTH116 -- as fast as can be
    return [(status.st_size, status.st_mtime_ns) for status in found]


def state(file: Path) -> dict[tuple[str, int], object]:
    """Return what a library holds, by the kind of change that brings it about."""
    there: dict[tuple[str, int], object] = {}
    with closing(sqlite3.connect(file)) as outside:
        if not outside.execute("SELECT 1 FROM sqlite_master").fetchone():
            return there
        assert outside.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert outside.execute("PRAGMA foreign_key_check").fetchall() == []
        rows = outside.execute(
            "SELECT id, title, place, deleted_at, text, source FROM readings "
            "LEFT JOIN texts ON texts.reading = readings.id"
        )
        for reading, title, place, deleted, text, source in rows:
            assert text.startswith(f"The mill {source} stands")
            there["add", reading] = title
            there["place", reading] = place
            if deleted is not None:
                there["delete", reading] = None
        for reading, note in outside.execute("SELECT reading, note FROM own_annotations"):
            there["own", reading] = note
        runs = outside.execute("SELECT reading, pipeline FROM analysis_runs ORDER BY id")
        for reading, pipeline in runs:
            there["analysis", reading] = pipeline
    return there


# --- killed while a library is brought up to date -------------------------------------------------

FIRST = """
INSERT INTO readings (id, title, csl, words, quotes, speakers, claims, place, added)
VALUES (1, 'Mill', '{}', 4, 0, 0, 1, 0, '2024-05-01');
INSERT INTO texts (reading, text) VALUES (1, 'It has 40 looms.');
INSERT INTO own_annotations (reading, id, start, "end", exact, prefix, suffix, anchor_start,
    anchor_end, note, created, modified)
VALUES (1, 'o1', 7, 9, '40', 'It has ', ' looms.', 7, 9, 'really?', '2024-05-01', '2024-05-01');
"""


@pytest.fixture
def first(file) -> Path:
    """A library as the first version wrote it."""
    file.parent.mkdir()
    file.touch()
    connection = sqlite.connect(file, read_only=False, immutable=False, busy_ms=100)
    connection.execute("PRAGMA journal_mode = WAL")
    engine = database._engine(connection)
    with sqlite.without_foreign_keys(connection), engine.begin() as inside:
        upgrade.begin(inside, "0001")
        for name, statement in indexes.search_objects().items():
            if not name.startswith(indexes.NOTES.name):  # notes were not searched yet
                inside.exec_driver_sql(statement)
        sqlite.sign(inside)
    connection.close()
    with closing(sqlite3.connect(file)) as outside:
        outside.executescript(FIRST)
    return file


def test_a_migration_killed_at_any_moment_leaves_the_old_library_or_the_new_one(first):
    pristine = first.read_bytes()
    with moments() as counted:
        opened_and_used(first)
    total = counted[0]
    assert total > 50
    seen = set()
    chosen = {*range(0, total, total // 12), *range(total - 8, total)}
    for moment in sorted(chosen):
        for path in first.parent.iterdir():
            path.unlink()
        first.write_bytes(pristine)
        child = os.fork()
        if child == 0:
            with moments(moment):
                opened_and_used(first)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status)
        seen.add(revision_of(first))
        copies = list(first.parent.glob("library.before-update-from-0001*.sqlite"))
        assert [revision_of(copy) for copy in copies] == ["0001"] * len(copies)
        with Library.open(first) as library:
            reading = library.load(1)
            assert reading.document.text == "It has 40 looms."
            assert reading.own[0].note == "really?"
            assert library.search("looms")
    assert seen == {"0001", schema.REVISION}


def opened_and_used(file: Path) -> None:
    with Library.open(file) as library:
        library.set_place(1, 3)  # after all is done


@contextmanager
def moments(last: int | None = None) -> Iterator[list[int]]:
    """Count statements and steps with files; kill this process at the one of this number."""
    count = [0]
    on = [True]

    def step(*_ignored: object) -> None:
        if on[0]:
            if count[0] == last:
                os.kill(os.getpid(), signal.SIGKILL)
            count[0] += 1

    def watch(name: str, _arguments: object) -> None:
        if name in ("os.rename", "os.remove", "tempfile.mkstemp", "sqlite3.connect"):
            step()

    sys.addaudithook(watch)
    event.listen(Engine, "before_cursor_execute", step)
    event.listen(Engine, "commit", step)
    try:
        yield count
    finally:
        on[0] = False
        event.remove(Engine, "before_cursor_execute", step)
        event.remove(Engine, "commit", step)


def revision_of(file: Path) -> str:
    """Return what a library says it is, once all of it is seen to be there."""
    with closing(sqlite3.connect(file)) as outside:
        assert outside.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert outside.execute("PRAGMA foreign_key_check").fetchall() == []
        assert outside.execute("SELECT text FROM texts").fetchall() == [("It has 40 looms.",)]
        assert outside.execute("SELECT note FROM own_annotations").fetchall() == [("really?",)]
        return outside.execute("SELECT version_num FROM alembic_version").fetchone()[0]
