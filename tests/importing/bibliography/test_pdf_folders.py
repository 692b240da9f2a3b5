"""A folder of PDFs becomes items with the marks that are in them."""

import os

import pikepdf
import pytest

from app.importing.bibliography.pdfs import read_pdfs
from app.reading.failures import ImportFailure
from tests.importing.bibliography.making import LINES, PAGE, items, pdf, read, skipped, written


def test_each_file_is_an_item_with_its_marks_in_the_order_of_names(tmp_path):
    written(tmp_path, "b.pdf", pdf((1, "Check."), (2, "")))
    written(tmp_path, "a.PDF", pdf())
    written(tmp_path, "sub/deep/c.pdf", pdf((0, "Ask.")))
    written(tmp_path, "notes.txt", "no PDF")
    written(tmp_path, ".hidden.pdf", b"no PDF")
    found = read(read_pdfs, tmp_path)
    assert [item.key for item in found] == [
        f"pdf:{tmp_path}/{name}" for name in ("a.PDF", "b.pdf", "sub/deep/c.pdf")
    ]
    assert [[(own.anchor.exact, own.note) for own in item.opened.own] for item in found] == [
        [],
        [(LINES[1], "Check."), (LINES[2], "")],
        [(LINES[0], "Ask.")],
    ]
    assert [item.collections for item in found] == [(), (), ("sub/deep",)]
    assert found[0].title == found[0].opened.document.title


def test_what_cannot_be_opened_is_skipped_with_the_reason_and_the_rest_read(tmp_path):
    locked = pikepdf.Encryption(user="secret", owner="owner")
    written(tmp_path, "a.pdf", pdf(encryption=locked))
    written(tmp_path, "b.pdf", b"%PDF-1.4 broken")
    written(tmp_path, "c.pdf", b"")
    (tmp_path / "d.pdf").symlink_to(tmp_path / "nowhere.pdf")
    os.mkfifo(tmp_path / "e.pdf")
    written(tmp_path, "f.pdf", pdf())
    found = read(read_pdfs, tmp_path)
    assert [item.key for item in items(found)] == [f"pdf:{tmp_path}/f.pdf"]
    reasons = dict(skipped(found))
    assert list(reasons) == ["a.pdf", "b.pdf", "c.pdf", "d.pdf", "e.pdf"]
    assert "password" in reasons["a.pdf"]
    assert reasons["c.pdf"] == "c.pdf is empty."
    assert reasons["e.pdf"] == "The file e.pdf is not where it should be."


def test_a_page_that_is_only_called_a_pdf_is_read_as_what_it_is(tmp_path):
    written(tmp_path, "a.pdf", PAGE)
    assert "forty boats" in read(read_pdfs, tmp_path)[0].opened.document.text


def test_folders_that_lead_into_themselves_are_read_once(tmp_path):
    written(tmp_path, "sub/a.pdf", pdf())
    (tmp_path / "sub" / "again").symlink_to(tmp_path, target_is_directory=True)
    assert len(read(read_pdfs, tmp_path)) == 1


def test_items_come_one_by_one_with_progress(tmp_path):
    written(tmp_path, "a.pdf", pdf())
    written(tmp_path, "b.pdf", pdf())
    told = []
    reading = read_pdfs(tmp_path, lambda done, of: told.append((done, of)))
    next(reading)
    (tmp_path / "b.pdf").unlink()
    assert skipped([next(reading)])
    assert next(reading, None) is None
    assert told == [(1, 2), (2, 2)]


@pytest.mark.parametrize("name", ["none", "file.txt", "empty"])
def test_what_is_no_folder_of_pdfs_is_refused_with_a_sentence(tmp_path, name):
    written(tmp_path, "file.txt", "x")
    (tmp_path / "empty").mkdir()
    with pytest.raises(ImportFailure) as failure:
        read(read_pdfs, tmp_path / name)
    assert name in failure.value.reason
    assert failure.value.advice
