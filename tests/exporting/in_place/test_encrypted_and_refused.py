"""Encrypted PDFs are added to with their own key; where that cannot be, the other way is named."""

import io
import subprocess
from dataclasses import replace

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Permissions

from app.exporting.formats import export
from app.exporting.in_place.annotated_in_place import annotated_in_place
from app.reading.document import Original
from app.reading.exports import IN_PLACE, Choice, choice_to_json
from app.reading.failures import ExportFailure, PasswordNeeded
from app.reading.wire import reading_to_json
from app.worker.main import preview
from tests.exporting.in_place.making import (
    CHOICE,
    FORTY,
    READER,
    drawing,
    marks,
    plain,
    reading_of,
    words_under,
)

PASSWORD = "open sesame"  # noqa: S105 (opens nothing but these files)
OWNER = "the owner's"
OWN = "sayso-H-" + "1" * 32
WAYS = {
    "RC4, 40 bits": {"R": 2, "aes": False, "metadata": False},
    "RC4, 128 bits": {"R": 3, "aes": False, "metadata": False},
    "AES, 128 bits": {"R": 4, "aes": True},
    "AES, 256 bits": {"R": 6, "aes": True},
}


def locked(way: str, *, user: str = "", lists: str = "disable", **allowed) -> bytes:
    mode = pikepdf.ObjectStreamMode[lists]
    encryption = pikepdf.Encryption(
        owner=OWNER, user=user, allow=Permissions(**allowed), **WAYS[way]
    )
    return plain(encryption=encryption, object_stream_mode=mode)


@pytest.mark.parametrize("user", ["", PASSWORD], ids=["no password", "password"])
@pytest.mark.parametrize(
    ("way", "lists"),
    # No program writes object streams into files of the older ways.
    [(way, "disable") for way in WAYS] + [(way, "generate") for way in WAYS if "AES" in way],
)
def test_what_is_added_is_encrypted_with_the_file_s_key(way, user, lists, tmp_path):
    source = locked(way, user=user, lists=lists)
    made = annotated_in_place(reading_of(source, user), Choice(READER, password=user))
    assert made.startswith(source)
    assert b"Whose count" not in made
    assert READER.encode() not in made
    there = marks(made, user)
    assert str(there[OWN].Contents) == "Whose count? — ask"
    assert words_under(made, user)[OWN] == FORTY.replace(" ", "")
    file = tmp_path / "locked.pdf"
    file.write_bytes(made)
    for command in (
        ["qpdf", f"--password={user}", "--check", file],
        ["mutool", "clean", "-p", user, file, tmp_path / "clean.pdf"],
        ["pdftoppm", "-r", "20", "-upw", user, file, tmp_path / "page"],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert "rror" not in done.stderr.replace("ICC", "")


def test_the_preview_of_a_locked_file_needs_the_password_each_time():
    reading = reading_of(locked("AES, 256 bits", user=PASSWORD), PASSWORD)
    asked = {"format": IN_PLACE, "page": 0, "scale": 0.2, "choice": choice_to_json(CHOICE)}
    job = {**asked, "reading": reading_to_json(reading, with_original=True)}
    made = preview({**job, "password": PASSWORD}, lambda _message: None)
    assert made["pages"] == 1
    assert made["width"] > 50
    for password in ("", "close sesame"):
        with pytest.raises(PasswordNeeded):
            preview({**job, "password": password}, lambda _message: None)


def refused(reading, choice=CHOICE, kind=ExportFailure) -> str:
    with pytest.raises(kind) as caught:
        annotated_in_place(reading, choice)
    assert "annotated PDF" in caught.value.advice
    return caught.value.reason


def test_a_pdf_that_forbids_annotations_is_left_alone():
    source = locked("AES, 256 bits", modify_annotation=False)
    assert refused(reading_of(source)) == "The PDF forbids that anything is added to it."


def test_its_owner_s_password_opens_the_way():
    source = locked("AES, 256 bits", modify_annotation=False)
    made = annotated_in_place(reading_of(source), Choice(READER, password=OWNER))
    assert OWN in marks(made)


@pytest.mark.parametrize("given", ["", "wrong"])
def test_a_locked_pdf_asks_for_its_password(given):
    source = locked("AES, 256 bits", user=PASSWORD)
    reading = reading_of(source, PASSWORD)
    told = refused(reading, Choice(password=given), PasswordNeeded)
    assert told == "The PDF is locked with a password."


def other_original(content: bytes):
    reading = reading_of(plain())
    original = Original(content, "application/pdf", "")
    return replace(reading, document=replace(reading.document, original=original))


@pytest.mark.parametrize(
    "spoiled",
    [
        lambda source: source[: source.rindex(b"startxref")],
        lambda source: source.replace(b"startxref\n", b"startxref\n1"),
        lambda source: b"\n\n" + source,
        lambda source: source[: len(source) // 2],
        lambda _source: b"%PDF-1.4\nnothing of the kind",
    ],
    ids=["no list of objects", "list elsewhere", "not at the beginning", "half", "nothing"],
)
def test_a_damaged_pdf_is_left_alone(spoiled):
    told = refused(other_original(spoiled(plain())))
    assert told == "The PDF is damaged in a way that nothing can be added to it safely."


def test_a_reading_without_a_pdf_has_none_to_mark():
    reading = reading_of(plain())
    without = replace(reading, document=replace(reading.document, original=None))
    told = "This reading was not made from a PDF that was kept."
    assert refused(without) == told
    assert refused(other_original(b"<html>")) == told


def test_a_scan_has_no_letters_to_mark():
    made = drawing()
    made.picture()
    del made.pdf.pages[0]
    reading = other_original(made.bytes())
    scan = replace(reading, document=replace(reading.document, printed=()))
    assert refused(scan) == "The pages of this PDF are pictures: there are no letters to mark."


def test_a_text_that_is_not_the_pdf_s_is_not_marked_in_it():
    other = drawing()
    del other.pdf.pages[0]
    other.page(
        *[
            ("Something else altogether stands in this place now.", 20, 560 - 12 * n)
            for n in range(40)
        ]
    )
    told = "It is not known where the text of this reading stands on the pages of its PDF."
    assert refused(other_original(other.bytes())) == told
    reading = reading_of(plain())
    unknown = replace(reading, document=replace(reading.document, printed=()))
    assert refused(unknown) == told


@pytest.mark.parametrize(("allowed", "good"), [(1, False), (2, False), (3, True)])
def test_a_certified_pdf_is_added_to_only_where_it_allows_annotations(allowed, good):
    made = drawing()
    reference = Dictionary(
        TransformMethod=Name.DocMDP, TransformParams=Dictionary(P=allowed, V=Name("/1.2"))
    )
    certificate = made.pdf.make_indirect(Dictionary(Type=Name.Sig, Reference=Array([reference])))
    made.pdf.Root.Perms = Dictionary(DocMDP=certificate)
    reading = reading_of(made.bytes())
    if good:
        assert OWN in marks(annotated_in_place(reading, CHOICE))
    else:
        assert refused(reading) == "The PDF is signed in a way that allows no annotations."


def test_a_refused_export_leaves_what_was_there(tmp_path):
    target = tmp_path / "target.pdf"
    target.write_bytes(b"before")
    with pytest.raises(ExportFailure):
        export(other_original(b"%PDF-1.4 nothing"), IN_PLACE, target, CHOICE)
    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]


def test_what_is_no_pdf_in_the_target_is_replaced(tmp_path):
    target = tmp_path / "target.pdf"
    target.write_bytes(b"before")
    source = plain()
    export(reading_of(source), IN_PLACE, target, CHOICE)
    assert target.read_bytes().startswith(source)


def test_another_pdf_in_the_target_is_not_gone_on_from(tmp_path):
    target = tmp_path / "target.pdf"
    export(reading_of(plain(linearize=True)), IN_PLACE, target, CHOICE)
    source = plain()
    export(reading_of(source), IN_PLACE, target, CHOICE)
    assert target.read_bytes().startswith(source)
    with pikepdf.open(io.BytesIO(target.read_bytes())) as document:
        assert len(document.pages[0].Annots) == 14
