"""Fetched pictures are kept with their reading, within limits, and go with it."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from app.library import pictures, schema
from app.reading.analysis import Analysis
from app.reading.annotation import Opened
from app.reading.document import Picture
from app.reading.failures import LibraryFailure
from app.reading.imported import ImportedItem
from app.reading.pictures import PictureFile

MILL = PictureFile("https://img.example/mill.png", "image/png", b"\x89PNG mill")
LOOM = PictureFile("https://img.example/loom.gif", "image/gif", b"GIF89a loom")


@pytest.fixture
def reading(library, article) -> int:
    document = replace(article(), pictures=(Picture(0, MILL.address, "The mill"),))
    return library.add(document, Analysis())


def kept(library) -> int:
    with library._database.reading() as connection:
        return len(connection.execute(schema.picture_files.select()).all())


def test_pictures_are_kept_as_they_came(library, reading):
    assert library.pictures.of(reading) == ()
    library.pictures.keep(reading, [MILL])
    library.pictures.keep(reading, [LOOM, MILL])
    assert library.pictures.of(reading) == (LOOM, MILL)


def test_a_picture_fetched_again_takes_the_place_of_the_one_before(library, reading):
    library.pictures.keep(reading, [MILL])
    newer = replace(MILL, content=b"\x89PNG newer")
    library.pictures.keep(reading, [newer])
    assert library.pictures.of(reading) == (newer,)


def test_pictures_of_the_file_itself_are_kept_with_what_is_added(library, article):
    added = library.add(article(), Analysis(), files=[MILL])
    assert library.pictures.of(added) == (MILL,)


def test_pictures_of_the_file_itself_come_with_a_new_text_and_by_an_import(
    library, reading, article
):
    library.replace_text(reading, Opened(article("Another text."), files=(LOOM,)))
    assert library.pictures.of(reading) == (LOOM,)
    item = ImportedItem("tool:1", "The loom", "https://a.example/loom")
    item = replace(item, opened=Opened(article("A loom."), files=(MILL,)))
    (taken,) = library.imports.take_in([item])
    assert library.pictures.of(taken.reading) == (MILL,)


def test_pictures_beyond_the_room_there_is_are_not_kept(library, reading, monkeypatch):
    monkeypatch.setattr(pictures, "LARGEST", 10)
    monkeypatch.setattr(pictures, "MOST", 15)
    large = PictureFile("https://img.example/large.png", "image/png", b"x" * 11)
    some = [PictureFile(f"https://img.example/{n}.png", "image/png", b"x" * 6) for n in range(4)]
    library.pictures.keep(reading, [large, *some])
    assert library.pictures.of(reading) == tuple(some[:2])


def test_a_damaged_picture_is_left_out(library, reading):
    library.pictures.keep(reading, [MILL, LOOM])
    with library._database.writing() as connection:
        table = schema.picture_files
        connection.execute(
            update(table).where(table.c.address == MILL.address).values(content=b"\x89PNG mull")
        )
    assert library.pictures.of(reading) == (LOOM,)


def test_pictures_go_with_their_reading(library, reading):
    library.pictures.keep(reading, [MILL])
    library.bin.put([reading])
    with pytest.raises(LibraryFailure):
        library.pictures.of(reading)
    library.bin.empty()
    assert kept(library) == 0


def test_a_new_text_brings_its_pictures_and_an_undo_those_before(library, reading, article):
    library.pictures.keep(reading, [MILL])
    newer = replace(article("The mill is open."), pictures=(Picture(4, LOOM.address, "A loom"),))
    operation = library.replace_text(reading, Opened(newer))
    assert library.load(reading).document.pictures == newer.pictures
    library.undo(operation)
    assert [one.address for one in library.load(reading).document.pictures] == [MILL.address]
    assert library.pictures.of(reading) == (MILL,)
