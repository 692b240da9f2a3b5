"""Archives are read in memory, within limits, and whatever they say of themselves."""

from __future__ import annotations

import gzip
import struct
import tracemalloc
import zipfile
import zlib
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest

from app.opening import open as opening
from app.opening.forms import archive
from app.opening.forms.archive import Archive, gunzipped, xml_root
from app.opening.request import Request
from app.reading.failures import OpenFailure
from tests.opening.forms.built import MORE, PROSE, chapter, docx, epub, odt, paragraph, zipped
from tests.opening.ways_in import opened_bytes

_BOOK = epub({"one.xhtml": chapter("Money", PROSE), "two.xhtml": chapter("Time", MORE)})


def test_members_are_read_by_name():
    found = Archive(zipped({"a/B.xml": "<b/>", "c\\d.txt": "d"}), "x.zip")
    assert found.names == ["a/B.xml", "c/d.txt"]
    assert found.read("c/d.txt") == b"d"
    assert found.xml("A/b.xml").tag == "b"
    assert "a/b.xml" in found
    with pytest.raises(OpenFailure, match=r"x\.zip is damaged"):
        found.read("a/c.xml")


def test_of_two_members_of_a_name_the_last_is_read():
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("a", "first")
        with pytest.warns(UserWarning, match="Duplicate"):
            made.writestr("a", "second")
    assert Archive(stream.getvalue(), "x").read("a") == b"second"


@pytest.mark.parametrize(
    "name", ["../../evil.txt", "/etc/evil.txt", "..\\evil.txt", "C:\\evil.txt"]
)
def test_a_name_that_leads_out_is_only_a_name(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    inside = tmp_path / "a" / "b"
    inside.mkdir(parents=True)
    monkeypatch.chdir(inside)
    book = epub({"one.xhtml": chapter("Money", PROSE)}, more={name: "evil"})
    assert opened_bytes(book, "book.epub").text == PROSE
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == []


def test_a_chapter_may_not_be_read_from_the_disk(tmp_path: Path):
    secret = tmp_path / "secret.xhtml"
    secret.write_text(chapter("Secret", PROSE))
    book = epub({"one.xhtml": chapter("Money", MORE), f"../../../..{secret}": ""})
    assert opened_bytes(book, "book.epub").text == MORE


def test_more_members_than_a_document_has_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(archive, "MOST_MEMBERS", 3)
    monkeypatch.setattr("app.opening.sniffing.MOST_MEMBERS", 3)
    with pytest.raises(OpenFailure, match="holds more than 3 files"):
        Archive(zipped(dict.fromkeys("abcd", "")), "x.zip")
    with pytest.raises(OpenFailure, match="very many files"):
        opened_bytes(_BOOK, "book.epub")


def test_a_small_book_that_unpacks_to_much_is_refused_in_little_memory():
    bomb = epub({"one.xhtml": "<p>" + "0" * (60 * 2**20)})
    assert len(bomb) < 100_000
    tracemalloc.start()
    try:
        with pytest.raises(OpenFailure, match="unpacks to more than a document can hold"):
            opened_bytes(bomb, "book.epub")
        assert tracemalloc.get_traced_memory()[1] < 60 * 2**20
    finally:
        tracemalloc.stop()


def test_what_a_header_says_of_a_size_is_not_believed():
    content = bytearray(zipped({"a": "0" * 3_000_000}))
    honest = struct.pack("<I", 3_000_000)
    assert content.count(honest) == 2
    lying = bytes(content).replace(honest, struct.pack("<I", 10))
    with pytest.raises(OpenFailure, match=r"is damaged|unpacks to more"):
        Archive(lying, "x.zip").read("a")


def test_all_members_together_are_limited(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(archive, "LARGEST_TOTAL", 5000)
    found = Archive(zipped({"a": "ab" * 1500, "b": "ab" * 1500}), "x.zip")
    found.read("a")
    with pytest.raises(OpenFailure, match="unpacks to more"):
        found.read("b")


def test_a_locked_member_says_so():
    content = bytearray(zipped({"a": "secret"}))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + place] |= 1
    with pytest.raises(OpenFailure, match="locked with a password"):
        Archive(bytes(content), "x.zip").read("a")


def test_a_way_of_packing_that_documents_do_not_use_is_refused():
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_BZIP2) as made:
        made.writestr("a", "0" * 100_000)
    with pytest.raises(OpenFailure, match="is damaged"):
        Archive(stream.getvalue(), "x.zip").read("a")


_BOMB = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><a>&b;</a>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_entities_are_refused_in_every_encoding(encoding: str):
    with pytest.raises(OpenFailure, match="declares XML entities"):
        xml_root(_BOMB.encode(encoding), "x.xml")


@pytest.mark.parametrize(
    "bomb",
    [
        epub({"one.xhtml": chapter("Money", PROSE)}, more={"META-INF/container.xml": _BOMB}),
        epub({"one.xhtml": chapter("Money", PROSE)}, more={"OEBPS/book.opf": _BOMB}),
        epub({"one.xhtml": _BOMB.replace("<a>", "<p>")}),
        docx(paragraph(PROSE), more={"word/styles.xml": _BOMB}),
        docx(paragraph(PROSE), more={"docProps/core.xml": _BOMB}),
        odt("<text:p/>", doctype=_BOMB.partition("<a>")[0]),
    ],
)
def test_a_document_with_entities_in_any_part_is_refused(bomb: bytes):
    with pytest.raises(OpenFailure, match="declares XML entities"):
        opened_bytes(bomb, "document")


def test_nothing_outside_is_loaded_for_xml(tmp_path: Path):
    outside = tmp_path / "outside.dtd"
    outside.write_text('<!ENTITY a "read from the disk">')
    text = f'<!DOCTYPE a SYSTEM "{outside.as_uri()}"><a>x&a;</a>'
    assert "disk" not in "".join(map(str, xml_root(text.encode(), "x.xml").itertext()))


@pytest.mark.parametrize(
    "content", [_BOOK, docx(paragraph(PROSE)), odt(f"<text:p>{PROSE}</text:p>")]
)
def test_a_document_cut_off_anywhere_is_refused_in_one_sentence(content: bytes):
    for end in range(4, len(content) - 1, max(1, len(content) // 60)):
        with pytest.raises(OpenFailure) as caught:
            opening.open_bytes(content[:end], Request("document"))
        assert caught.value.reason.endswith(".")
        assert caught.value.advice


def test_a_document_with_a_wrong_byte_is_read_or_refused():
    for place in range(0, len(_BOOK), max(1, len(_BOOK) // 150)):
        wrong = bytearray(_BOOK)
        wrong[place] ^= 0xFF
        # Any other exception is a failure of this test.
        with suppress(OpenFailure):
            assert opening.open_bytes(bytes(wrong), Request("book.epub"))


# gzip


def test_a_page_that_is_stored_compressed_is_opened_as_what_it_is():
    page = f"<!doctype html><article><h1>Bridge</h1><p>{PROSE}<p>{MORE}</article>".encode()
    document = opened_bytes(gzip.compress(page), "page.html.gz")
    assert document.text == f"{PROSE}\n{MORE}"
    assert document.original is not None
    assert (document.original.content, document.original.media_type) == (page, "text/html")
    assert opened_bytes(gzip.compress(PROSE.encode()), "a.gz").text == PROSE
    assert opened_bytes(gzip.compress(docx(paragraph(PROSE))), "a.gz").text == PROSE


def test_a_compressed_file_of_several_pieces_is_one_text():
    two = gzip.compress(PROSE.encode()) + gzip.compress(b" " + MORE.encode())
    assert opened_bytes(two, "a.gz").text == f"{PROSE} {MORE}"


def test_much_of_nothing_in_a_small_file_is_refused_in_little_memory():
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(bytes(2**20)) for _ in range(200)) + packer.flush()
    assert len(bomb) < 2**20
    tracemalloc.start()
    try:
        with pytest.raises(OpenFailure, match=r"bomb\.gz unpacks to more than 8 MB"):
            gunzipped(bomb, "bomb.gz", 8 * 2**20)
        assert tracemalloc.get_traced_memory()[1] < 30 * 2**20
    finally:
        tracemalloc.stop()
    with pytest.raises(OpenFailure, match=r"bomb\.gz unpacks to more than 64 MB"):
        opened_bytes(bomb, "bomb.gz")


def test_an_archive_in_an_archive_is_not_opened():
    with pytest.raises(OpenFailure, match="is a gzip archive, which"):
        opened_bytes(gzip.compress(gzip.compress(PROSE.encode())), "a.gz")
    tar = bytes(257) + b"ustar" + bytes(500)
    with pytest.raises(OpenFailure, match="is a tar archive, which"):
        opened_bytes(gzip.compress(tar), "a.tar.gz")


@pytest.mark.parametrize("content", [b"\x1f\x8b\x08\x00", gzip.compress(PROSE.encode())[:-9]])
def test_a_compressed_file_that_breaks_off_is_damaged(content: bytes):
    with pytest.raises(OpenFailure, match="is damaged"):
        opened_bytes(content, "a.gz")


def test_a_compressed_nothing_is_empty():
    with pytest.raises(OpenFailure, match="is empty"):
        opened_bytes(gzip.compress(b" \n"), "a.gz")
