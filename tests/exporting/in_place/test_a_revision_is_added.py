"""Nothing of the file is touched: what is added stands behind it, and other programs accept it."""

import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from tests.exporting.in_place.making import (
    FORTY,
    READER,
    drawing,
    exported,
    hybrid,
    listed,
    marks,
    plain,
    reading_of,
    signed,
    streamed,
    words_under,
)

KINDS = {"table": listed, "stream": streamed, "hybrid": hybrid}


@pytest.mark.parametrize("kind", KINDS)
def test_the_source_is_a_beginning_of_the_result(kind):
    source = KINDS[kind]()
    made = exported(source)
    assert made.startswith(source)
    assert len(marks(made)) == 7


@pytest.mark.parametrize("kind", KINDS)
def test_qpdf_and_mutool_find_no_fault(kind, tmp_path):
    file = tmp_path / "marked.pdf"
    file.write_bytes(exported(KINDS[kind]()))
    checked = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")
    cleaned = subprocess.run(
        ["mutool", "clean", file, tmp_path / "clean.pdf"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "error" not in cleaned.stderr
    assert len(marks((tmp_path / "clean.pdf").read_bytes())) == 7


def test_objects_are_listed_as_the_source_lists_them():
    table, stream = listed(), streamed()
    assert b"\nxref\n" in exported(table)[len(table) :]
    added = exported(stream)[len(stream) :]
    assert b"\nxref\n" not in added
    assert b"/ObjStm" in added


def test_pages_and_their_contents_stay_as_they_are(tmp_path):
    source = plain()
    made = exported(source)
    with pikepdf.open(io.BytesIO(source)) as before, pikepdf.open(io.BytesIO(made)) as after:
        old, new = dict(before.pages[0].obj.items()), dict(after.pages[0].obj.items())
        assert new.keys() - old.keys() == {"/Annots"}
        assert after.pages[0].Contents.read_raw_bytes() == before.pages[0].Contents.read_raw_bytes()
        assert after.trailer.ID[1] != after.trailer.ID[0]


def test_a_signature_stays_valid(tmp_path):
    source = signed(plain())
    made = exported(source)
    assert made.startswith(source)
    told = []
    for name, content in (("before", source), ("after", made)):
        file = tmp_path / f"{name}.pdf"
        file.write_bytes(content)
        said = subprocess.run(
            ["pdfsig", "-nocert", file], capture_output=True, text=True, check=True
        ).stdout
        assert "Signature is Valid" in said
        told.append([line for line in said.splitlines()[1:] if "otal document" not in line])
    assert told[0] == told[1]


@pytest.mark.parametrize("indirect", [True, False], ids=["list of its own", "list in the page"])
def test_annotations_that_were_there_stay(indirect):
    made = drawing()
    note = made.pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Text,
            Rect=Array([300, 500, 318, 518]),
            Contents=String("Somebody's own"),
            NM=String("x-1"),
        )
    )
    annotations = Array([note])
    made.pdf.pages[0].obj.Annots = made.pdf.make_indirect(annotations) if indirect else annotations
    source = made.bytes()
    with pikepdf.open(io.BytesIO(exported(source))) as after:
        first = after.pages[0].obj.Annots[0]
        assert (str(first.NM), str(first.Contents)) == ("x-1", "Somebody's own")
        assert len(after.pages[0].obj.Annots) == 1 + 2 * 7


def test_every_mark_lies_on_its_words():
    source = plain()
    reading = reading_of(source)
    found = words_under(exported(source))
    assert found["sayso-H-" + "1" * 32] == FORTY.replace(" ", "")
    quotes = {words for name, words in found.items() if "-Q-" in name}
    assert quotes == {"Nobodyhadexpectedtheseawalltogiveway", "countedfortyboats"}
    assert len(found) == len(reading.own) + 5


def test_pdfannots_reads_words_notes_and_authors(tmp_path):
    file = tmp_path / "marked.pdf"
    file.write_bytes(exported(plain()))
    told = json.loads(
        subprocess.run(
            [Path(sys.executable).with_name("pdfannots"), "-f", "json", file],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    )
    own = next(one for one in told if one.get("contents") == "Whose count? — ask")
    assert own["text"].split() == FORTY.split()
    assert own["author"] == READER
    assert {one["author"] for one in told} == {READER, "Sayso"}


def test_what_an_annotation_says_and_shows():
    there = marks(exported(plain()))
    one = there["sayso-H-" + "1" * 32]
    assert str(one.T) == str(one["/Zotero:AuthorName"]) == READER
    assert str(one.M) == "D:20260305113000Z"
    assert str(one.CreationDate) == "D:20260304100000Z"
    assert one.F == 4
    assert one.Popup.Parent.objgen == one.objgen
    appearance = one.AP.N
    assert str(appearance.Resources.ExtGState.G0.BM) == "/Multiply"
    box = [float(edge) for edge in one.Rect]
    assert [float(edge) for edge in appearance.BBox] == box
    points = [float(value) for value in one.QuadPoints]
    assert box[0] < min(points[::2])
    assert max(points[1::2]) < box[3]
    # Top left, top right, bottom left, bottom right: what every program understands.
    assert points[0] == points[4] < points[2] == points[6]
    assert points[5] == points[7] < points[1] == points[3]


def test_what_every_drawing_needs_is_there_once():
    made = exported(plain())
    assert len(re.findall(rb"/Multiply", made)) == 1


def test_an_annotation_takes_little_room():
    source = plain()
    assert len(exported(source)) - len(source) < 7 * 2048


def test_the_same_reading_gives_the_same_file():
    source = plain()
    assert exported(source) == exported(source)
