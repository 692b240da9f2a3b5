"""`sayso read-back`: what another program did to an exported PDF comes home from the command line."""

import io
import json

import pikepdf
import pytest
from pikepdf import Array, String

from app import __main__ as program
from app.exporting.in_place.annotated_in_place import annotated_in_place
from app.library.library import Library
from tests.exporting.in_place.making import CHOICE, drawing, reading_of

FIRST, SECOND = "1" * 32, "2" * 32


@pytest.fixture
def library_file(tmp_path):
    return tmp_path / "library.sqlite"


@pytest.fixture
def number(library_file):
    reading = reading_of(drawing().bytes())
    with Library.open(library_file) as library:
        return library.add(reading.document, reading.analysis, reading.own)


@pytest.fixture
def changed(tmp_path, number):
    """The exported PDF with one note changed and one highlight deleted."""
    made = annotated_in_place(reading_of(drawing().bytes(), number=number), CHOICE)
    with pikepdf.open(io.BytesIO(made)) as document:
        page = document.pages[0]
        found = {str(one.NM): one for one in page.Annots if "/NM" in one}
        found[f"sayso-H-{FIRST}"].Contents = String("Theirs")
        gone = found[f"sayso-H-{SECOND}"].objgen
        page.Annots = Array([one for one in page.Annots if one.objgen != gone])
        file = tmp_path / "changed.pdf"
        document.save(file)
    return file


@pytest.fixture
def sayso(library_file, capsys, monkeypatch):
    """Give the function that runs a command; it returns status, output and error output."""

    def run(*arguments):
        command = ["sayso", "--library", str(library_file), "read-back", *map(str, arguments)]
        monkeypatch.setattr("sys.argv", command)
        try:
            status = program.main()
        except SystemExit as end:
            status = end.code
        told = capsys.readouterr()
        return status or 0, told.out, told.err

    return run


def notes(library_file, number):
    with Library.open(library_file) as library:
        return {one.id: one.note for one in library.own(number)}


def test_changes_are_taken_over_and_deletions_only_offered(sayso, changed, library_file, number):
    status, out, told = sayso(changed)
    assert status == 0
    assert out.splitlines() == [
        "changed    “forty boats before the storm”: note “Theirs”",
        "only with --all: deleted    “across the slipway until the middle”",
    ]
    assert told == "1 change taken over.\n"
    assert notes(library_file, number) == {FIRST: "Theirs", SECOND: ""}
    assert sayso(changed)[1:] == (
        "only with --all: deleted    “across the slipway until the middle”\n",
        "0 changes taken over.\n",
    )


def test_with_all_what_was_deleted_there_is_deleted(sayso, changed, library_file, number):
    assert sayso(changed, "--all")[2] == "2 changes taken over.\n"
    assert notes(library_file, number) == {FIRST: "Theirs"}
    assert sayso(changed, "--all") == (0, "", "Nothing was changed in it.\n")


def test_a_dry_run_changes_nothing(sayso, changed, library_file, number):
    assert sayso(changed, "--dry-run")[2] == "0 changes taken over.\n"
    assert notes(library_file, number) == {FIRST: "Whose count? — ask", SECOND: ""}


def test_every_difference_is_a_line_of_json(sayso, changed, number):
    lines = [json.loads(line) for line in sayso(changed, "--json")[1].splitlines()]
    assert [(line["did"], line["id"], line["taken"]) for line in lines] == [
        ("changed", FIRST, True),
        ("deleted", SECOND, False),
    ]
    assert lines[0]["what"] == ["note"]
    assert lines[0]["after"]["note"] == "Theirs"
    assert lines[0]["reading"] == number


def test_a_pdf_that_knows_no_reading_needs_one_named(sayso, tmp_path, number):
    file = tmp_path / "plain.pdf"
    file.write_bytes(drawing().bytes())
    status, _, told = sayso(file)
    assert status == 1
    assert told.startswith("sayso: plain.pdf does not say which reading it is of.")
    assert sayso(file, "--reading", number) == (0, "", "Nothing was changed in it.\n")


@pytest.mark.parametrize(("content", "said"), [(b"words", "is no PDF"), (None, "cannot be read")])
def test_what_is_no_pdf_is_told_of(sayso, tmp_path, number, content, said):
    file = tmp_path / "what.pdf"
    if content:
        file.write_bytes(content)
    status, _, told = sayso(file)
    assert status == 1
    assert said in told
    assert told.count("\n") == 1
