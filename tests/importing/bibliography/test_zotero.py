"""A Zotero data folder becomes items with their files, notes and annotations."""

import hashlib
import os
import sqlite3

import pytest

from app.importing.bibliography.zotero import read_zotero
from app.reading.failures import ImportFailure
from tests.importing.bibliography.making import LINES, PAGE, items, pdf, read, skipped, written
from tests.importing.bibliography.zotero_folder import ZoteroFolder
from tests.opening.forms.built import MORE, PROSE, chapter, epub
from tests.opening.pdf.making import Drawing, lines

_BINNED = "It is in Zotero's bin."


@pytest.fixture
def zotero(tmp_path):
    return ZoteroFolder(tmp_path / "Zotero")


def one(zotero):
    (item,) = read(read_zotero, zotero.folder)
    return item


def paper(zotero, content=None, *, path="storage:a.pdf", **more):
    work = zotero.work("WORK2345", title="Boats of the North Sea")
    return work, zotero.attach("FILE2345", work, path, content, **more)


def test_a_work_says_what_zotero_says(zotero):
    work = zotero.work(
        "ABCD2345",
        title="Boats of the North Sea",
        publicationTitle="Journal of Harbours",
        date="2021-03-04 March 4, 2021",
        DOI="10.1234/abc",
        volume="12",
        issue=3,
        pages="10-22",
        language="en-GB",
        abstractNote="The pier fell.\n\nThe wall held.",
        accessDate="2022-02-01 12:00:00",
        libraryCatalog="Catalogue",
        extra="PMID: 17\nAsk Jan.",
        url="",
    )
    zotero.creator(work, "author", "Doe", "Jane")
    zotero.creator(work, "editor", "Roe", "John")
    zotero.creator(work, "author", "Pilots' Guild", whole=1)
    zotero.tag(work, "boats")
    zotero.tag(work, "piers")
    item = one(zotero)
    assert item.key == "zotero:ABCD2345"
    assert (item.title, item.byline) == ("Boats of the North Sea", "Jane Doe, Pilots' Guild")
    assert (item.outlet, item.published, item.language) == (
        "Journal of Harbours",
        "2021-03-04",
        "en",
    )
    assert item.address == "https://doi.org/10.1234/abc"
    assert item.added == "2023-01-02T03:04:05+00:00"
    assert item.tags == ("boats", "piers")
    assert [(mark.exact, mark.note) for mark in item.marks] == [("", "Ask Jan.")]
    assert (item.opened, item.lacking) == (None, "")
    assert item.csl == {
        "type": "article-journal",
        "title": "Boats of the North Sea",
        "container-title": "Journal of Harbours",
        "author": [{"family": "Doe", "given": "Jane"}, {"literal": "Pilots' Guild"}],
        "editor": [{"family": "Roe", "given": "John"}],
        "issued": {"date-parts": [[2021, 3, 4]]},
        "accessed": {"date-parts": [[2022, 2, 1]]},
        "DOI": "10.1234/abc",
        "volume": "12",
        "issue": "3",
        "page": "10-22",
        "language": "en-GB",
        "abstract": "The pier fell.\n\nThe wall held.",
        "source": "Catalogue",
        "note": "PMID: 17\nAsk Jan.",
    }


@pytest.mark.parametrize(
    ("kind", "fields", "creator", "csl"),
    [
        (
            "bookSection",
            {"bookTitle": "Harbours", "series": "Sea", "numPages": "7"},
            ("bookAuthor", "container-author"),
            {"type": "chapter", "container-title": "Harbours", "collection-title": "Sea"},
        ),
        ("thesis", {"university": "Uni", "thesisType": "PhD"}, ("author", "author"), {"type": "thesis", "publisher": "Uni", "genre": "PhD"}),
        ("case", {"caseName": "Doe v. Roe", "court": "High", "dateDecided": "1999-00-00 1999"}, ("author", "author"), {"type": "legal_case", "title": "Doe v. Roe", "authority": "High", "issued": {"date-parts": [[1999]]}}),
        ("film", {"distributor": "Dist"}, ("director", "director"), {"type": "motion_picture", "publisher": "Dist"}),
        ("podcast", {"episodeNumber": "4"}, ("podcaster", "author"), {"type": "broadcast", "number": "4"}),
        ("webpage", {"websiteTitle": "Site", "date": "0000-00-00 n.d."}, ("author", "author"), {"type": "webpage", "container-title": "Site", "issued": {"literal": "n.d."}}),
        ("somethingNew", {"title": "New"}, ("someRole", "contributor"), {"type": "document", "title": "New"}),
    ],
)  # fmt: skip
def test_kinds_of_works_and_what_people_did(zotero, kind, fields, creator, csl):
    work = zotero.work("ABCD2345", kind, **fields)
    zotero.creator(work, creator[0], "Doe", "Jane")
    found = one(zotero).csl
    assert csl.items() <= found.items()
    assert found[creator[1]] == [{"family": "Doe", "given": "Jane"}]


def test_the_stored_pdf_is_opened_and_annotations_become_marks_on_its_words(zotero):
    _, file = paper(zotero, pdf((0, "In the file.")))
    zotero.annotate("LATE2345", file, 5, LINES[4], order="00000|000900")
    high = zotero.annotate("HIGH2345", file, 1, LINES[2], "Who counted?", order="00000|000100")
    zotero.tag(high, "check")
    item = one(zotero)
    assert [own.note for own in item.opened.own] == ["In the file."]
    first, second = item.marks
    assert (first.key, first.exact, first.note) == (
        "zotero:WORK2345:HIGH2345",
        LINES[2],
        "Who counted?",
    )
    assert first.tags == ("check",)
    assert (first.created, first.modified) == (
        "2023-01-02T03:04:05+00:00",
        "2023-02-03T04:05:06+00:00",
    )
    assert (second.exact, second.note) == (LINES[4], "")


@pytest.mark.parametrize(
    ("kind", "text", "comment", "label", "note"),
    [
        (2, None, "Really?", "iv", "On page iv: Really?"),
        (6, None, "Written here", "3", "On page 3: Written here"),
        (3, None, "A map", "3", "Picture marked on page 3: A map"),
        (3, None, None, "", "Picture marked on page 2."),
        (4, None, "", None, "Drawing marked on page 2."),
        (1, None, "", "7", "Place marked on page 7."),
        (2, None, None, "7", "Place marked on page 7."),
        (3, "Legend", None, "7", "Picture marked on page 7: Legend"),
        (99, "New", "kind", "7", "Place marked on page 7: New\nkind"),
    ],
)
def test_annotations_on_no_words_become_notes_that_tell_where(
    zotero, kind, text, comment, label, note
):
    _, file = paper(zotero)
    zotero.annotate("ANNO2345", file, kind, text, comment, label=label, page=1)
    (mark,) = one(zotero).marks
    assert (mark.exact, mark.note) == ("", note)


@pytest.mark.parametrize("position", ["", "[]", "{", '{"pageIndex": "x"}', "[" * 100_000, "null"])
def test_an_annotation_with_a_broken_place_is_kept(zotero, position):
    _, file = paper(zotero)
    zotero.annotate("ANNO2345", file, 3, label="")
    zotero.run("UPDATE itemAnnotations SET position = ?", position)
    assert one(zotero).marks[0].note == "Picture marked."


def test_what_the_file_has_itself_comes_once(zotero):
    _, file = paper(zotero, pdf((0, "In the file.")))
    zotero.annotate("EXTE2345", file, 1, LINES[0], "In the file.", external=1)
    zotero.annotate("GONE2345", file, 1, LINES[1], "No longer there", external=1)
    zotero.annotate("MINE2345", file, 1, LINES[0], "In the file.")
    item = one(zotero)
    assert len(item.opened.own) == 1
    assert [mark.key[-8:] for mark in item.marks] == ["GONE2345", "MINE2345"]


def test_words_that_stand_on_several_pages_are_marked_on_theirs(zotero):
    drawing = Drawing()
    for year in ("spring", "autumn", "winter"):
        drawing.page(
            *lines(f"In {year} the sea wall stood as it was in the {year} before.", 40, 500)
        )
    _, file = paper(zotero, drawing.bytes())
    zotero.annotate("ANNO2345", file, 1, "the sea wall", page=2)
    item = one(zotero)
    (mark,) = item.marks
    document = item.opened.document
    place = document.text.index(mark.prefix + mark.exact + mark.suffix) + len(mark.prefix)
    assert {block.page for block in document.blocks if block.start <= place < block.end} == {3}


def test_annotations_of_every_attachment_are_kept(zotero):
    work, first = paper(zotero, pdf())
    second = zotero.attach("NEXT2345", work, "storage:b.pdf", pdf())
    zotero.annotate("ANNO2345", first, 1, "one")
    zotero.annotate("ANNO2346", second, 1, "two")
    assert [mark.exact for mark in one(zotero).marks] == ["one", "two"]


def test_notes_of_a_work_become_plain_marks_to_the_whole(zotero):
    work = zotero.work("WORK2345", title="Boats")
    zotero.note("NOTE2345", work, '<div class="zotero-note znv1"><p>Ask <b>Jan</b> &amp; Bo.</p><ul><li>tide</li></ul></div>')  # fmt: skip
    zotero.note("NOTE2346", work, "Plain")
    zotero.note("NOTE2347", work, "<p></p>")
    zotero.note("NOTE2348", work, "<p>?!</p>")
    marks = one(zotero).marks
    assert [(mark.key, mark.exact, mark.note) for mark in marks] == [
        ("zotero:WORK2345:NOTE2345", "", "Ask Jan & Bo.\n• tide"),
        ("zotero:WORK2345:NOTE2346", "", "Plain"),
        ("zotero:WORK2345:NOTE2348", "", "?!"),
    ]
    assert marks[0].modified == "2023-02-03T04:05:06+00:00"


def test_a_note_by_itself_is_an_item_with_its_text(zotero):
    note = zotero.note("NOTE2345", None, "<h1>On piers</h1><p>The pier fell.</p>")
    zotero.tag(note, "piers")
    zotero.collect("Thesis", note)
    item = one(zotero)
    assert (item.key, item.title) == ("zotero:NOTE2345", "On piers")
    assert item.opened.document.text == "The pier fell."
    assert item.opened.document.source == "zotero://select/library/items/NOTE2345"
    assert item.opened.document.original.captured == "2023-01-02T03:04:05+00:00"
    assert (item.tags, item.collections, item.marks) == (("piers",), ("Thesis",), ())


def test_an_empty_note_by_itself_is_skipped(zotero):
    zotero.note("NOTE2345", None, "<p> </p>")
    assert skipped(read(read_zotero, zotero.folder)) == [("NOTE2345", "It is an empty note.")]


def test_an_attachment_by_itself_is_an_item(zotero):
    file = zotero.attach("FILE2345", None, "storage:Boats.pdf", pdf())
    zotero.annotate("ANNO2345", file, 1, LINES[1])
    zotero.note("NOTE2345", file, "not a child of it")
    zotero.run("UPDATE itemNotes SET itemID = ?, parentItemID = NULL", file)
    zotero.run("DELETE FROM items WHERE key = 'NOTE2345'")
    item = one(zotero)
    assert (item.key, item.title) == ("zotero:FILE2345", "Boats.pdf")
    assert item.opened is not None
    assert [mark.exact for mark in item.marks] == ["", LINES[1]]
    zotero.fill(file, title="Boats of the Sea")
    assert one(zotero).title == "Boats of the Sea"


def test_a_saved_page_is_opened_where_there_is_no_pdf(zotero):
    work, _ = paper(zotero, b"%PDF-1.4 broken")
    zotero.attach("PAGE2345", work, "storage:page.html", PAGE, kind="text/html", mode=1)
    item = one(zotero)
    assert "forty boats" in item.opened.document.text
    assert item.lacking == ""


def test_a_pdf_is_opened_before_a_saved_page_whatever_their_order(zotero):
    work = zotero.work("WORK2345", title="Boats")
    zotero.attach("PAGE2345", work, "storage:page.html", PAGE, kind="text/html", mode=1)
    zotero.attach("FILE2345", work, "storage:a.pdf", pdf((0, "x")))
    assert len(one(zotero).opened.own) == 1


def test_a_books_annotations_go_to_their_chapters(zotero):
    work = zotero.work("WORK2345", "book", title="Ports")
    book = epub({"a.xhtml": chapter("Money", PROSE), "b.xhtml": chapter("Time", MORE)})
    file = zotero.attach("FILE2345", work, "storage:b.epub", book, kind="application/epub+zip")
    zotero.annotate("ANNO2345", file, 1, MORE[:20].upper())
    zotero.annotate("ANNO2346", file, 1, PROSE[:19])
    zotero.annotate("ANNO2347", file, 1, "nowhere in the book")
    first, second = read(read_zotero, zotero.folder)
    assert (first.key, second.key) == ("zotero:WORK2345", "zotero:WORK2345#2")
    assert [mark.exact for mark in second.marks] == [MORE[:20].upper()]
    assert [mark.exact for mark in first.marks] == [PROSE[:19], "nowhere in the book"]


def test_a_linked_file_is_opened_where_the_database_names_it(zotero, tmp_path):
    file = written(tmp_path, "papers/a.pdf", pdf((0, "x")))
    paper(zotero, path=str(file), mode=2)
    assert len(one(zotero).opened.own) == 1


@pytest.mark.parametrize(
    ("path", "mode", "lacking"),
    [
        ("storage:a.pdf", 0, "The file a.pdf is not in Zotero's storage."),
        ("/nowhere/a.pdf", 2, "The linked file a.pdf is not there."),
        ("C:\\Papers\\a.pdf", 2, "The linked file a.pdf is not there."),
        ("attachments:x/a.pdf", 2, "The file a.pdf lies in a folder that only Zotero's settings name."),
        ("storage:../../a.pdf", 0, "The file a.pdf lies outside Zotero's storage."),
        ("storage:/etc/passwd", 0, "The file passwd lies outside Zotero's storage."),
        ("storage:a\x00.pdf", 0, "The file a.pdf is not in Zotero's storage."),
        (None, 3, ""),
        ("x.png", 7, ""),
    ],
)  # fmt: skip
def test_a_work_whose_file_cannot_be_had_is_kept_and_says_why(zotero, path, mode, lacking):
    written(zotero.folder, "a.pdf", pdf())
    written(zotero.folder.parent, "a.pdf", pdf())
    _, file = paper(zotero, path=path, mode=mode)
    zotero.annotate("ANNO2345", file, 1, "words")
    item = one(zotero)
    assert (item.opened, item.lacking) == (None, lacking)
    assert [mark.exact for mark in item.marks] == ["words"]


def test_an_attachments_key_leads_nowhere_else(zotero):
    written(zotero.folder, "a.pdf", pdf())
    work = zotero.work("WORK2345", title="Boats")
    (zotero.folder / "storage").mkdir()
    zotero.attach("..", work, "storage:a.pdf")
    item = one(zotero)
    assert (item.opened, item.lacking) == (None, "The file a.pdf lies outside Zotero's storage.")


def test_a_link_in_the_storage_leads_nowhere_else(zotero):
    secret = written(zotero.folder.parent, "secret.html", PAGE)
    paper(zotero, path="storage:a.html", kind="text/html")
    (zotero.folder / "storage/FILE2345").mkdir(parents=True)
    (zotero.folder / "storage/FILE2345/a.html").symlink_to(secret)
    item = one(zotero)
    assert (item.opened, item.lacking) == (None, "The file a.html lies outside Zotero's storage.")


def test_a_pipe_in_the_storage_is_not_waited_for(zotero):
    paper(zotero)
    (zotero.folder / "storage/FILE2345").mkdir(parents=True)
    os.mkfifo(zotero.folder / "storage/FILE2345/a.pdf")
    assert one(zotero).lacking == "The file a.pdf is not in Zotero's storage."


def test_pictures_and_films_are_not_tried(zotero):
    paper(zotero, b"\x89PNG\r\n\x1a\n", path="storage:a.png", kind="image/png")
    item = one(zotero)
    assert (item.opened, item.lacking) == (None, "")


def test_what_is_in_the_bin_is_skipped_by_its_name(zotero):
    zotero.bin(zotero.work("WORK2345", title="Old boats"))
    zotero.bin(zotero.note("NOTE2345", None, "<p>Old note</p>"))
    work = zotero.work("WORK2346", title="Kept")
    zotero.bin(zotero.attach("FILE2345", work, "storage:a.pdf", pdf()))
    zotero.bin(zotero.note("NOTE2346", work, "<p>Child note</p>"))
    zotero.note("NOTE2347", work, "Kept note")
    found = read(read_zotero, zotero.folder)
    assert skipped(found) == [
        ("Old boats", _BINNED),
        ("Old note", _BINNED),
        ("a.pdf", _BINNED),
        ("Child note", _BINNED),
    ]
    (item,) = items(found)
    assert (item.title, item.opened) == ("Kept", None)
    assert [mark.note for mark in item.marks] == ["Kept note"]


def test_collections_are_paths(zotero):
    work = zotero.work("WORK2345", title="Boats")
    above = zotero.collect("Thesis")
    zotero.collect("Ships/Boats", work, above=above)
    zotero.collect("Later", work)
    gone = zotero.collect("Gone", work)
    zotero.run("INSERT INTO deletedCollections VALUES (?)", gone)
    assert one(zotero).collections == ("Thesis/Ships∕Boats", "Later")


def test_collections_within_themselves_end(zotero):
    work = zotero.work("WORK2345", title="Boats")
    one_of = zotero.collect("A", work)
    other = zotero.collect("B", above=one_of)
    zotero.run(
        "UPDATE collections SET parentCollectionID = ? WHERE collectionID = ?", other, one_of
    )
    assert one(zotero).collections[0].endswith("B/A")


def test_a_groups_works_say_whose_they_are(zotero):
    zotero.run("INSERT INTO libraries VALUES (2, 'group', 1, 1)")
    zotero.run("INSERT INTO groups VALUES (4711, 2, 'Harbour group')")
    zotero.work("WORK2345", title="Mine")
    zotero.work("WORK2345", library=2, title="Ours")
    shelved = zotero.work("WORK2346", library=2, title="Ours too")
    zotero.collect("Piers", shelved, library=2)
    mine, ours, too = read(read_zotero, zotero.folder)
    assert (mine.key, mine.collections) == ("zotero:WORK2345", ())
    assert (ours.key, ours.collections) == ("zotero:4711/WORK2345", ("Harbour group",))
    assert too.collections == ("Harbour group/Piers",)


def test_a_news_feed_is_skipped_as_one(zotero):
    zotero.run("INSERT INTO libraries VALUES (3, 'feed', 0, 0)")
    zotero.run("INSERT INTO feeds VALUES (3, 'Harbour news', 'https://example.org/feed')")
    for number in range(3):
        zotero.work(f"FEED000{number}", library=3, title=f"News {number}")
    assert skipped(read(read_zotero, zotero.folder)) == [
        ("Harbour news (3 entries)", "It is a news feed Zotero follows, no part of your library.")
    ]


def test_entries_come_in_zoteros_order_one_by_one_with_progress(zotero):
    for number in range(3):
        zotero.work(f"WORK000{number}", title=f"Work {number}")
    told = []
    reading = read_zotero(zotero.folder, lambda done, of: told.append((done, of)))
    assert next(reading).title == "Work 0"
    assert told == []
    assert [item.title for item in reading] == ["Work 1", "Work 2"]
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_the_database_itself_may_be_chosen(zotero):
    zotero.work("WORK2345", title="Boats")
    assert read(read_zotero, zotero.path)[0].title == "Boats"


def test_the_library_of_zotero_6_and_before_is_read(tmp_path):
    zotero = ZoteroFolder(
        tmp_path / "old", without=("itemAnnotations", "deletedCollections", "feeds", "groups")
    )
    zotero.work("WORK2345", title="Boats")
    assert one(zotero).title == "Boats"


def test_zoteros_folder_is_not_touched(zotero):
    paper(zotero, pdf())
    zotero.db.close()

    def state():
        return {
            path: (path.stat().st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest())
            for path in sorted(zotero.folder.rglob("*"))
            if path.is_file()
        }

    before = state()
    assert one(zotero).opened is not None
    assert state() == before


def test_what_zotero_writes_meanwhile_is_read_from_the_log_and_not_waited_for(zotero):
    zotero.run("PRAGMA journal_mode = WAL")
    zotero.db.execute("PRAGMA wal_autocheckpoint = 0")
    zotero.work("WORK2345", title="Only in the log")
    zotero.db.execute("BEGIN EXCLUSIVE")
    zotero.db.execute("DELETE FROM items")
    assert one(zotero).title == "Only in the log"
    zotero.db.rollback()
    assert zotero.path.with_name("zotero.sqlite-wal").stat().st_size > 0


def test_a_change_zotero_had_not_finished_is_undone_in_the_copy(zotero):
    zotero.work("WORK2345", title="Boats")
    for number in range(300):
        zotero.work(f"W{number:07}", title="x" * 1000 + str(number))
    zotero.db.execute("PRAGMA cache_size = 1")
    zotero.db.execute("BEGIN EXCLUSIVE")
    zotero.db.execute("UPDATE itemDataValues SET value = value || 'y'")
    zotero.db.execute("DELETE FROM items WHERE itemID > 1")
    assert zotero.path.with_name("zotero.sqlite-journal").stat().st_size > 0
    assert len(read(read_zotero, zotero.folder)) == 301


def test_the_copy_is_removed_also_when_reading_stops_early(zotero, tmp_path, monkeypatch):
    room = tmp_path / "room"
    room.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(room))
    zotero.work("WORK2345", title="One")
    zotero.work("WORK2346", title="Two")
    reading = read_zotero(zotero.folder, None)
    next(reading)
    assert list(room.iterdir())
    reading.close()
    assert not list(room.iterdir())


@pytest.mark.parametrize(
    "content", [b"", b"no database at all", b"SQLite format 3\x00" + b"\xff" * 5000]
)
def test_what_is_no_database_is_refused_with_a_sentence(tmp_path, content):
    written(tmp_path, "zotero.sqlite", content)
    with pytest.raises(ImportFailure) as failure:
        read(read_zotero, tmp_path)
    assert "zotero.sqlite" in failure.value.reason
    assert failure.value.advice


def test_a_damaged_database_is_refused_with_a_sentence(zotero):
    for number in range(300):
        zotero.work(f"W{number:07}", title="x" * 500 + str(number))
    zotero.db.close()
    content = bytearray(zotero.path.read_bytes())
    content[8192:-4096] = b"\xa5" * len(content[8192:-4096])
    zotero.path.write_bytes(content)
    with pytest.raises(ImportFailure) as failure:
        read(read_zotero, zotero.folder)
    assert "damaged" in failure.value.reason


def test_another_programs_database_is_refused_with_a_sentence(tmp_path):
    database = sqlite3.connect(tmp_path / "zotero.sqlite")
    database.execute("CREATE TABLE items (itemID INTEGER PRIMARY KEY)")
    database.commit()
    with pytest.raises(ImportFailure, match="is no Zotero database"):
        read(read_zotero, tmp_path)


def test_views_in_place_of_tables_are_no_zotero_database(zotero):
    zotero.run("DROP TABLE items")
    zotero.run(
        "CREATE VIEW items AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r)"
        " SELECT n AS itemID, 1 AS itemTypeID, '' AS key, 1 AS libraryID, '' AS dateAdded,"
        " '' AS dateModified FROM r"
    )
    with pytest.raises(ImportFailure, match="is no Zotero database"):
        read(read_zotero, zotero.folder)


@pytest.mark.parametrize("name", ["none", "empty"])
def test_a_folder_without_a_database_is_refused_with_a_sentence(tmp_path, name):
    (tmp_path / "empty").mkdir()
    with pytest.raises(ImportFailure, match="There is no Zotero database") as failure:
        read(read_zotero, tmp_path / name)
    assert failure.value.advice


def test_a_table_without_its_columns_is_refused_or_skips_only_what_it_is_about(zotero):
    zotero.work("WORK2345", title="Boats")
    paper_work = zotero.work("WORK2346", title="With a file")
    zotero.attach("FILE2345", paper_work, "storage:a.pdf", pdf())
    zotero.run("DROP TABLE itemAnnotations")
    zotero.run("CREATE TABLE itemAnnotations (itemID INTEGER PRIMARY KEY)")
    found = read(read_zotero, zotero.folder)
    assert [item.title for item in items(found)] == ["Boats"]
    assert skipped(found) == [("WORK2346", "Zotero's database is damaged at this place.")]
    zotero.run("ALTER TABLE items RENAME COLUMN dateAdded TO other")
    with pytest.raises(ImportFailure, match="damaged"):
        read(read_zotero, zotero.folder)


def test_values_of_the_wrong_kind_cost_only_themselves(zotero):
    work, file = paper(zotero, pdf())
    zotero.fill(work, publicationTitle=b"\xff\xfe", volume=12.5, pages=None, place="\ud7ff\x00x")
    zotero.run("UPDATE items SET dateAdded = 'long ago', dateModified = 17")
    zotero.creator(work, "author", "")
    zotero.annotate("ANNO2345", file, 1, "words", b"\xff")
    zotero.run("INSERT INTO itemTags VALUES (?, 999, 0)", work)
    zotero.run("UPDATE itemAnnotations SET type = 'x', sortIndex = 5")
    item = one(zotero)
    assert (item.outlet, item.added, item.byline, item.tags) == ("", "", "", ())
    assert item.csl["volume"] == "12.5"
    assert item.csl["publisher-place"] == "\ud7ffx"
    assert item.marks[0].note == "Place marked on page 1: words"


def test_bytes_that_are_no_utf8_are_read(zotero):
    work = zotero.work("WORK2345")
    zotero.fill(work, title="x")
    zotero.run("UPDATE itemDataValues SET value = CAST(x'426f617473ff' AS TEXT)")
    assert one(zotero).title == "Boats\ufffd"


def test_a_huge_note_is_kept_whole(zotero):
    work = zotero.work("WORK2345", title="Boats")
    zotero.note("NOTE2345", work, "The pier fell. " * 100_000)
    zotero.note("NOTE2346", work, "<div>" * 20_000 + "deep" + "</div>" * 20_000)
    marks = one(zotero).marks
    assert len(marks[0].note) == 15 * 100_000 - 1
    assert marks[1].note == "deep"
