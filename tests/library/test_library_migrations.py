"""An older library is brought up to date without losing anything, or left as it is."""

import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from app.library import database, rows, schema, sqlite, upgrade
from app.library.checking import check
from app.library.library import Library
from app.library.sqlite import indexes
from app.reading.analysis import Analysis
from app.reading.anchors import anchor
from app.reading.annotation import OwnAnnotation
from app.reading.document import Picture
from app.reading.failures import LibraryFailure
from app.reading.listing import HitKind
from app.reading.spans import Span

# Re-creates the table everything hangs on, as Alembic has to for most changes under SQLite.
NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{before}"


def upgrade() -> None:
    with op.batch_alter_table("readings", recreate="always") as table:
        table.add_column(sa.Column("mood", sa.Text(), nullable=False, server_default="calm"))
    {more}
"""

FIRST = """
INSERT INTO readings (id, title, csl, words, quotes, speakers, claims, place, added)
VALUES (1, 'Mill', '{}', 4, 0, 0, 1, 0, '2024-05-01');
INSERT INTO texts (reading, text) VALUES (1, 'It has 40 looms.');
INSERT INTO quantities (reading, ordinal, key, start, "end", text, kind, value, claim, claimed_by,
    confidence, why, heading)
VALUES (1, 0, 'n1', 7, 9, '40', 'count', '40', 1, '[]', 0.9, 'Counted.', 0);
"""


@pytest.fixture
def kept(file, article, said) -> Path:
    text = "We will rebuild the mill, Ada Birk said."
    with Library.open(file) as library:
        library.add(article(text), said(text, "We will rebuild the mill", "Ada Birk"))
        library.save_own(1, OwnAnnotation("o1", 0, 2, anchor(text, Span(0, 2)), "really?"))
    return file


@pytest.fixture
def newer_sayso(tmp_path, monkeypatch):
    """Make this Sayso one revision newer than it is."""

    def make(more: str = "pass") -> None:
        folder = tmp_path / "100% new" / "migrations"
        shutil.copytree(upgrade.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
        script = NEXT.format(before=schema.REVISION, more=more)
        (folder / "versions" / "v9999_next.py").write_text(script)
        monkeypatch.setattr(upgrade, "MIGRATIONS", folder)
        monkeypatch.setattr(database, "REVISION", "9999")

    return make


def test_the_newest_revision_is_what_the_schema_declares(library):
    config = Config()
    config.set_main_option("script_location", str(upgrade.MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [schema.REVISION]
    with library._database.reading() as connection:
        ours = set(schema.metadata.tables)
        context = MigrationContext.configure(
            connection,
            opts={"include_name": lambda name, kind, _: kind != "table" or name in ours},
        )
        assert compare_metadata(context, schema.metadata) == []


def test_an_older_library_is_migrated_with_all_that_hangs_on_it(kept, newer_sayso):
    with Library.open(kept) as library:
        before = library.load(1)
    newer_sayso()
    with Library.open(kept) as library:
        assert library.load(1) == before
        assert [hit.kind for hit in library.search("mill")] == [HitKind.READING, HitKind.QUOTE]
    outside = sqlite3.connect(kept)
    assert outside.execute("SELECT mood FROM readings").fetchall() == [("calm",)]
    assert outside.execute("SELECT version_num FROM alembic_version").fetchall() == [("9999",)]
    outside.close()


def test_the_first_library_is_brought_up_to_date(file):
    """A library as the first version wrote it, with a reading and its number."""
    file.parent.mkdir(exist_ok=True)
    file.touch()
    connection = sqlite.connect(file, read_only=False, immutable=False, busy_ms=100)
    config = upgrade._config()
    engine = database._engine(connection)
    with sqlite.without_foreign_keys(connection), engine.begin() as inside:
        config.attributes["connection"] = inside
        command.upgrade(config, "0001")
        for name, statement in indexes.search_objects().items():
            if not name.startswith(indexes.NOTES.name):  # notes were not searched yet
                inside.exec_driver_sql(statement)
        sqlite.sign(inside)
    connection.close()
    outside = sqlite3.connect(file)
    outside.executescript(FIRST)
    outside.close()
    with Library.open(file) as library:
        (quantity,) = library.load(1).analysis.quantities
        assert (quantity.value, quantity.worth, quantity.bound) == (40, (), None)
        assert [hit.kind for hit in library.search("looms")] == [HitKind.READING]
        assert [hit.text for hit in library.search("40") if hit.kind is HitKind.NUMBER] == [
            "It has 40 looms."
        ]
    assert file.with_name("library.before-update-from-0001.sqlite").exists()


@pytest.mark.parametrize("revision", ["0001", "0002", "0003", "0004"])
def test_every_older_library_is_brought_up_to_date(file, revision):
    file.parent.mkdir(exist_ok=True)
    file.touch()
    connection = sqlite.connect(file, read_only=False, immutable=False, busy_ms=100)
    engine = database._engine(connection)
    with sqlite.without_foreign_keys(connection), engine.begin() as inside:
        upgrade.begin(inside, revision)
        sqlite.sign(inside)
    connection.close()
    leads = revision >= "0003"
    outside = sqlite3.connect(file)
    outside.executescript(FIRST)
    outside.execute("UPDATE readings SET text_sha256 = ?", [rows.text_hash("It has 40 looms.")])
    if leads:
        outside.execute("UPDATE readings SET image = 'https://img.example/mill.jpg'")
    outside.commit()
    outside.close()
    with Library.open(file) as library:
        document = library.load(1).document
        assert document.text == "It has 40 looms."
        # Of what was opened before, the picture it leads with is known.
        assert document.pictures == ((Picture(0, "https://img.example/mill.jpg"),) if leads else ())
        assert [hit.kind for hit in library.search("looms")] == [HitKind.READING]
        with library._database.reading() as inside:
            assert indexes.search_is_whole(inside)
    assert not check(file, deep=True)


def test_the_search_follows_changes_after_a_migration_too(kept, newer_sayso, article):
    newer_sayso()
    with Library.open(kept) as library:
        library.add(article("A kiln.", title="Kiln"), Analysis())
        assert [hit.reading for hit in library.search("kiln")] == [2]
        with library._database.reading() as connection:
            assert indexes.search_is_whole(connection)
    outside = sqlite3.connect(kept)
    outside.execute("UPDATE readings SET title = 'Oven' WHERE id = 2")
    outside.commit()
    outside.close()
    with Library.open(kept) as library:
        assert [hit.title for hit in library.search("oven")] == ["Oven"]


def test_a_private_copy_is_kept_before_a_library_is_migrated(kept, newer_sayso, monkeypatch):
    newer_sayso()
    Library.open(kept).close()
    copy = kept.with_name(f"library.before-update-from-{schema.REVISION}.sqlite")
    assert sorted(kept.parent.glob("*.sqlite")) == sorted([kept, copy])
    assert copy.stat().st_mode & 0o777 == 0o600
    monkeypatch.setattr(database, "REVISION", schema.REVISION)
    with Library.open(copy) as library:
        assert library.load(1).own[0].note == "really?"


def test_an_earlier_copy_is_never_written_over(kept, newer_sayso):
    newer_sayso()
    earlier = kept.with_name(f"library.before-update-from-{schema.REVISION}.sqlite")
    earlier.write_text("precious")
    Library.open(kept).close()
    assert earlier.read_text() == "precious"
    assert kept.with_name(f"library.before-update-from-{schema.REVISION}-2.sqlite").exists()


def test_no_copy_is_made_where_nothing_is_migrated(file):
    Library.open(file).close()
    Library.open(file).close()
    assert [path.name for path in file.parent.iterdir()] == ["library.sqlite"]


def test_a_migration_that_breaks_references_is_taken_back(kept, newer_sayso, monkeypatch):
    newer_sayso('op.execute("DELETE FROM readings")')
    with pytest.raises(LibraryFailure, match="could not be brought up to date, and was left"):
        Library.open(kept)
    monkeypatch.undo()
    with Library.open(kept) as library:
        assert library.load(1).own[0].note == "really?"
        assert library.search("mill")


def test_a_migration_that_stops_half_way_is_taken_back(kept, newer_sayso, monkeypatch):
    newer_sayso("raise KeyboardInterrupt")
    with pytest.raises(KeyboardInterrupt):
        Library.open(kept)
    monkeypatch.undo()
    with Library.open(kept) as library:
        assert library.load(1).document.text.startswith("We will")
        assert library.search("mill")


def test_an_older_library_that_may_not_be_written_is_said(kept, newer_sayso, monkeypatch):
    newer_sayso()
    monkeypatch.setattr("os.access", lambda path, how: how != os.W_OK)
    with pytest.raises(LibraryFailure, match="has to be brought up to date first"):
        Library.open(kept)


def test_migrating_prints_nothing(file, capfd):
    Library.open(file).close()
    assert capfd.readouterr() == ("", "")
