"""`sayso export` gives any readings back, in one file, a folder, or whole, and nothing by halves."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest
from sqlalchemy import select

from app.exports import Order, export_all
from app.library import schema
from app.library.library import Library
from app.reading.analysis import Analysis
from app.reading.anchors import anchor
from app.reading.annotation import OwnAnnotation, Standing
from app.reading.attribution import Act, Attribution, AttributionKind
from app.reading.decisions import Decision, Status, Verdict
from app.reading.document import (
    Block,
    BlockKind,
    Document,
    Emphasis,
    Link,
    Original,
    Picture,
    Printed,
)
from app.reading.exports import Choice, Gathered
from app.reading.failures import PlaceFailure, WorkerFailure
from app.reading.imported import ImportedItem
from app.reading.makers import PIPELINE
from app.reading.pictures import PictureFile
from app.reading.quantity import Quantity, QuantityKind
from app.reading.questions import Doubt, Question
from app.reading.quotation import Quotation
from app.reading.spans import Span
from app.reading.speaker import Speaker
from app.reading.views import View
from app.worker.client import Worker
from tests.test_command_line import assert_one_clear_line, sayso

ORCHARD = (
    "Orchard wins its appeal\n"
    "The county will drop its claim, clerk Mara Voss announced on Friday.\n"
    "“We counted 340 trees, and each of them stays,” Voss said."
)


def document(text: str = ORCHARD, source: str = "https://a.example/orchard", **facts) -> Document:
    blocks, start = [], 0
    for number, line in enumerate(text.split("\n")):
        kind = BlockKind.PARAGRAPH if number else BlockKind.HEADING
        blocks.append(Block(kind, start, start + len(line), None if number else 1))
        start += len(line) + 1
    facts = {"title": text.split("\n", maxsplit=1)[0], "published": "2024-05-06", **facts}
    return Document(source, text, tuple(blocks), language="en", **facts)


def found_in(text: str, confidence: float = 0.87654321) -> Analysis:
    start = text.index("“We counted")
    words = Span(start, text.index("”") + 1)
    number = text.index("340")
    return Analysis(
        (
            Attribution(
                "a1",
                AttributionKind.DIRECT,
                Act.STATEMENT,
                content=(words,),
                cue=(Span(text.rindex("said"), text.rindex("said") + 4),),
                source=(Span(text.rindex("Voss"), text.rindex("Voss") + 4),),
                speaker="Mara Voss",
                confidence=confidence,
                why="It stands in quotation marks.",
            ),
        ),
        quotations=(Quotation("q1", *words, attribution="a1"),),
        questions=(Question(next(iter(Doubt)), "Do they add up?", ("n1",)),),
        quantities=(
            Quantity(
                "n1",
                number,
                number + 3,
                "340",
                QuantityKind.COUNT,
                value=Decimal("340.000000000000000000000001"),
                unit="trees",
                claim=True,
                attribution="a1",
                claimed_by=("Mara Voss",),
                confidence=confidence,
            ),
        ),
        speakers=(Speaker("Mara Voss", ("Voss",), "clerk"),),
        pipeline=PIPELINE,
    )


def own(text: str, words: str, number: int, **facts) -> OwnAnnotation:
    start = text.index(words)
    span = Span(start, start + len(words))
    facts = {"created": "2024-05-07T10:00:00+00:00", "modified": "2024-05-08", **facts}
    return OwnAnnotation(f"{number:032x}", *span, anchor(text, span), **facts)


def fill(file: Path) -> None:
    """Make a library that has something in every table."""
    with Library.open(file) as library:
        original = Original(b"<html>" + b"orchard " * 140_000, "text/html", "2024-05-06T07:00:00Z")
        first = library.add(
            document(
                original=original,
                address="https://a.example/orchard",
                pictures=(Picture(24, "https://a.example/tree.png", "A tree"),),
                byline="Ann Marsh",
                links=(Link(0, 7, "https://a.example/orchards"),),
                emphases=(Emphasis(8, 12, strong=True),),
                outlet="The Courier",
            ),
            found_in(ORCHARD),
        )
        later = ORCHARD.replace("Friday", "Monday") + "".join(
            f" Tree {number} of the orchard stays." for number in range(60)
        )
        library.add(document(later, address="https://a.example/orchard"), found_in(later))
        pdf = document(source="/papers/orchard.pdf", printed=(Printed(1, 0, 0, 10, 0),))
        third = library.add(pdf, found_in(ORCHARD), [own(ORCHARD, "county", 9)])
        library.save_own(first, own(ORCHARD, "340 trees", 1, note="Count again.", tags=("check",)))
        library.save_own(
            first,
            replace(
                own(ORCHARD, "Friday", 2), start=0, end=0, standing=Standing.LOST, score=0.1234
            ),
        )
        whole = OwnAnnotation(
            "w", 0, 0, anchor("", Span(0, 0)), "All of it", standing=Standing.WHOLE
        )
        library.save_own(first, whole)
        quantity = found_in(ORCHARD).quantities[0]
        library.decide(
            first,
            Decision(
                "d1",
                Verdict.ACCEPTED,
                quantity,
                anchor(ORCHARD, quantity.span),
                Status.DISPUTED,
                "The county counts 320.",
                created="2024-05-09T10:00:00+00:00",
                modified="2024-05-09T11:00:00+00:00",
            ),
        )
        png = b"\x89PNG" + bytes(range(256))
        library.pictures.keep(first, [PictureFile("https://a.example/tree.png", "image/png", png)])
        shelves = library.shelves
        shelves.tag([first, third], add=["Trees/County", "later"])
        shelves.tag([third], add=["nobody’s"])
        shelves.tag([third], remove=["nobody’s"])
        water = shelves.add_collection("Water").rows[0].key["id"]
        inner = shelves.add_collection("Harbour/Quay", water).rows[0].key["id"]
        shelves.add_collection("Empty", inner)
        shelves.add_collection("Counted", None, "number:>300")
        shelves.put([first], inner)
        shelves.put([third], water)
        library.people.unite("M. Voss", "Mara Voss")
        library.facts.set(first, {"container-title": "Courier", "volume": "12", "note": "{x}"})
        library.imports.take_in(
            [ImportedItem("pocket:1", "Later on", "https://b.example/later", tags=("later",))]
        )
        library.set_place(first, 40)


def contents(file: Path) -> dict[str, list]:
    """Return all rows of all tables, numbers that mean nothing elsewhere replaced by what they name."""
    with Library.open(file) as library, library._database.reading() as connection:
        rows = {
            table.name: [dict(row._mapping) for row in connection.execute(select(table))]
            for table in schema.metadata.sorted_tables
        }
    readings = {row["id"]: (row["source"], row["text_sha256"]) for row in rows["readings"]}
    tags = {row["id"]: row["name"] for row in rows["tags"]}
    shelves = {row["id"]: row["name"] for row in rows["collections"]}
    people = {row["id"]: row["name"] for row in rows["people"]}
    rows["imported_items"] = [
        row for row in rows["imported_items"] if not row["item"].startswith("sayso:")
    ]
    for table, found in rows.items():
        for row in found:
            row.pop("id" if table not in ("own_annotations", "decisions") else "number", None)
            for column, names in (
                ("reading", readings),
                ("earlier", readings),
                ("tag", tags),
                ("collection", shelves),
                ("parent", shelves),
                ("means", people),
            ):
                if row.get(column) is not None and (column != "parent" or table == "collections"):
                    row[column] = names[row[column]]
    return {table: sorted(map(repr, found)) for table, found in rows.items()}


@pytest.fixture
def library(tmp_path):
    file = tmp_path / "library" / "library.sqlite"
    fill(file)
    return file


@pytest.fixture
def target(tmp_path):
    folder = tmp_path / "target"
    folder.mkdir()
    return folder


def names_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_a_zip_with_everything_is_imported_without_loss(library, target):
    before = contents(library)
    assert all(before.values()), [name for name, rows in before.items() if not rows]
    archive = target / "all.zip"
    done = sayso("export", "--all", "-o", archive, "--library", library)
    assert done.returncode == 0, done.stderr
    assert names_in(target) == ["all.zip"]
    assert contents(library) == before
    other = target / "other.sqlite"
    done = sayso("import", archive, "--library", other)
    assert "4 of 4 entries taken" in done.stderr
    after = contents(other)
    for table, rows in before.items():
        assert after[table] == rows, table
    # Again, nothing is there twice; and into the library it came from nothing changes.
    sayso("import", archive, "--library", other)
    assert contents(other) == after
    sayso("import", archive, "--library", library)
    assert contents(library) == before


def test_an_unpacked_archive_is_imported_too(library, target):
    sayso("export", "--all", "-o", target / "all.zip", "--library", library)
    with zipfile.ZipFile(target / "all.zip") as archive:
        archive.extractall(target / "all")
        reading = json.loads(archive.read(archive.namelist()[-1]))
    assert reading["title"]  # `reading.json` is what `sayso show --json` prints
    done = sayso("import", target / "all", "--library", target / "other.sqlite")
    assert "4 of 4 entries taken" in done.stderr
    assert contents(target / "other.sqlite") == contents(library)


def test_a_changed_archive_is_taken_as_far_as_it_holds_together(library, target):
    sayso("export", "--all", "-o", target / "all.zip", "--library", library)
    changed = target / "changed.zip"
    with (
        zipfile.ZipFile(target / "all.zip") as archive,
        zipfile.ZipFile(changed, "w") as other,
    ):
        kept = [name for name in archive.namelist() if name.endswith("kept.json")]
        for name in archive.namelist():
            content = archive.read(name)
            if name == kept[0]:
                content = content.replace(b"county", b"bounty")  # not the text that was hashed
            if name == kept[1]:
                value = json.loads(content)
                value["attributions"][0]["content"] = [[0, 10**9]]
                content = json.dumps(value).encode()
            if name == kept[2]:
                content = content[:100]
            other.writestr(name, content)
    fresh = target / "other.sqlite"
    done = sayso("import", changed, "--json", "--library", fresh)
    fates = [json.loads(line)["fate"] for line in done.stdout.splitlines()]
    assert fates == ["skipped", "skipped", "skipped", "taken"]
    assert "Traceback" not in done.stderr
    assert [len(contents(fresh)[table]) for table in ("readings", "texts", "attributions")] == [
        1,
        1,
        0,
    ]


def test_a_newer_archive_is_refused(library, target):
    with zipfile.ZipFile(target / "newer.zip", "w") as archive:
        archive.writestr("sayso.json", '{"sayso": 99}')
    done = sayso("import", target / "newer.zip", "--library", library)
    assert_one_clear_line(done, "newer.zip was exported by a newer Sayso.")


def test_several_readings_become_one_pdf_with_contents(library, target):
    whole = target / "all.pdf"
    done = sayso("export", "--tag", "later", "--as", "one", "-o", whole, "--library", library)
    assert done.returncode == 0, done.stderr
    assert names_in(target) == ["all.pdf"]
    with pikepdf.open(whole) as pdf:
        first = pdf.pages[0]
        leads = [pdf.pages.index(pikepdf.Page(link.Dest[0])) for link in first.Annots]
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
        assert pdf.docinfo.Title == "later"
        assert leads == sorted(leads)
        assert leads[0] == 1
        parents = dict(zip(*[iter(pdf.Root.StructTreeRoot.ParentTree.Nums)] * 2, strict=True))
        for page in pdf.pages:
            assert int(page.StructParents) in parents
            for annotation in page.get("/Annots", ()):
                assert int(annotation.get("/StructParent", 0)) in parents
    assert len(titles) == len(leads) == 3
    assert titles[1:] == ["Orchard wins its appeal"] * 2
    checked = subprocess.run(["qpdf", "--check", whole], check=False, capture_output=True)
    assert checked.returncode == 0, checked.stdout
    told = subprocess.run(["pdfinfo", whole], check=False, capture_output=True, text=True)
    assert "Tagged:          yes" in told.stdout


def test_a_folder_gets_files_named_as_asked(library, target):
    folder = target / "papers"
    done = sayso(
        *("export", "--search", "orchard", "--as", "folder", "-o", folder),
        *("--name", "{author} {year}: {title}", "--library", library),
    )
    assert done.returncode == 0, done.stderr
    assert names_in(folder) == [
        "2024 Orchard wins its appeal (2).pdf",
        "2024 Orchard wins its appeal.pdf",
        "Ann Marsh 2024 Orchard wins its appeal.pdf",
    ]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o777 & ~_mask()
    (folder / "mine.txt").write_text("mine")
    again = sayso("export", 1, 2, "-o", folder, "--library", library)
    assert again.returncode == 0, again.stderr
    assert len(names_in(folder)) == 6
    assert (folder / "mine.txt").read_text() == "mine"


def test_what_was_written_below_the_line_of_a_page_of_notes_stays(library, target):
    way = ("export", 1, 2, "--format", "markdown", "--as", "folder", "-o", target)
    assert sayso(*way, "--library", library).returncode == 0
    page = min(target.iterdir())
    page.write_text(page.read_text(encoding="utf-8") + "\nMy own words.\n", encoding="utf-8")
    assert sayso(*way, "--library", library).returncode == 0
    assert page.read_text(encoding="utf-8").endswith("My own words.\n")
    assert len(names_in(target)) == 2


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_collections_are_found_by_name_or_path(library, target):
    for name in ("Harbour/Quay", "water/harbour/quay", "Counted"):
        done = sayso("export", "--collection", name, "-o", target / "x.zip", "--library", library)
        assert done.returncode == 0, done.stderr
    done = sayso("export", "--collection", "Quai", "-o", target / "x", "--library", library)
    assert_one_clear_line(done, "There is no collection “Quai”.", "Water")
    done = sayso("export", "--tag", "sooner", "-o", target / "x", "--library", library)
    assert_one_clear_line(done, "There is no tag “sooner”.", "Trees/County")
    done = sayso("export", "--search", "zebra", "-o", target / "x", "--library", library)
    assert_one_clear_line(done, "There is nothing to export")
    done = sayso("export", 1, "--name", "{colour}", "-o", target / "x", "--library", library)
    assert_one_clear_line(done, "{colour}", "{author}")
    assert names_in(target) == ["x.zip"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["1"],
        ["-o", "x"],
        ["1", "--all", "-o", "x"],
        ["--all", "--tag", "later", "-o", "x"],
        ["1", "-o", "x", "--without", "everything"],
        ["1", "-o", "x", "--as", "pile"],
    ],
)
def test_wrong_usage_is_told_apart(arguments):
    done = sayso("export", *arguments)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_what_goes_in_is_chosen(library, target):
    def said(*options) -> str:
        file = target / "x.pdf"
        done = sayso("export", 1, "-o", file, *options, "--library", library)
        assert done.returncode == 0, done.stderr
        with pikepdf.open(file) as pdf:
            marks = sum(
                "/NM" in annotation for page in pdf.pages for annotation in page.get("/Annots", ())
            )
            size = [float(edge) for edge in pdf.pages[0].MediaBox[2:]]
        return marks, size

    every, a4 = said("--paper", "a4")
    mine, letter = said("--only-own", "--no-appendix", "--no-margin", "--paper", "letter")
    assert 0 < mine < every
    assert (round(a4[0]), round(letter[0])) == (595, 612)


def test_one_that_is_gone_does_not_stop_the_others(library, target):
    done = sayso("export", 99, 1, 2, "--as", "folder", "-o", target / "x", "--library", library)
    assert done.returncode == 1
    assert "99: There is no reading 99." in done.stderr
    assert len(names_in(target / "x")) == 2


def order(target: Path, gathered: Gathered = Gathered.ZIP) -> Order:
    return Order(target, gathered, choice=Choice())


def heavy(file: Path) -> int:
    """Make a library with one reading that does not fit on a small disk."""
    with Library.open(file) as library:
        content = Original(os.urandom(3 * 2**20), "application/pdf", "2024-05-06T07:00:00Z")
        return library.add(document(original=content), Analysis())


@pytest.mark.parametrize("gathered", list(Gathered))
def test_a_full_disk_leaves_what_was_there(gathered, tmp_path, small_disk):
    heavy(tmp_path / "library.sqlite")
    target = small_disk / "all.out"
    (small_disk / "rest").write_bytes(bytes(2**21 - 16 * 2**10))
    if gathered is not Gathered.FOLDER:
        target.write_bytes(b"what was there")
    with (
        Library.open(tmp_path / "library.sqlite") as library,
        Worker() as worker,
        pytest.raises(PlaceFailure, match="no room left") as caught,
    ):
        export_all(library, worker, [1], order(target, gathered), View(), lambda *_: None)
    assert str(target) in str(caught.value)
    (small_disk / "rest").unlink()
    if gathered is not Gathered.FOLDER:
        assert target.read_bytes() == b"what was there"
        target.unlink()
    assert names_in(small_disk) == []


@pytest.mark.parametrize("gathered", [*Gathered, None])
def test_a_read_only_disk_is_said(gathered, library, small_disk):
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    way = ["1", "2", "--as", gathered.value] if gathered else ["1"]
    try:
        done = sayso("export", *way, "-o", small_disk / "x", "--library", library)
    finally:
        subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)
    assert_one_clear_line(done, f"{small_disk}/x may not be written.")
    assert names_in(small_disk) == []


@pytest.mark.parametrize("gathered", [Gathered.ONE, Gathered.ZIP, None])
def test_a_file_that_is_in_use_is_said(gathered, library, small_disk):
    # The one way in which this system keeps a file from being replaced while it is used.
    target, other = small_disk / "x.pdf", small_disk / "other"
    target.write_bytes(b"in use")
    other.write_bytes(b"in use")
    subprocess.run(["mount", "--bind", other, target], check=True)
    way = ["2", "3", "--as", gathered.value] if gathered else ["1"]
    try:
        done = sayso("export", *way, "-o", target, "--library", library)
    finally:
        subprocess.run(["umount", target], check=True)
    assert_one_clear_line(done, "x.pdf is in use by another program.")
    assert names_in(small_disk) == ["other", "x.pdf"]
    assert target.read_bytes() == b"in use"


@pytest.mark.parametrize("gathered", [*Gathered, None])
def test_a_missing_folder_is_said_and_not_made(gathered, library, target):
    way = ["1", "2", "--as", gathered.value] if gathered else ["1"]
    done = sayso("export", *way, "-o", target / "no" / "x", "--library", library)
    assert_one_clear_line(done, f"There is no folder {target}/no.")
    assert names_in(target) == []


@pytest.mark.parametrize("gathered", list(Gathered))
def test_a_killed_worker_leaves_nothing(gathered, library, target, monkeypatch):
    with Library.open(library) as opened, Worker() as worker:
        send = worker._send

        def send_and_kill(message) -> None:
            if message.get("number") == 2:
                assert names_in(target)
                os.kill(worker.pid, signal.SIGSTOP)
                send(message)
                os.kill(worker.pid, signal.SIGKILL)
            else:
                send(message)

        def export() -> list:
            wanted = order(target / "x", gathered)
            return export_all(opened, worker, [1, 2, 3], wanted, View(), lambda *_: None)

        monkeypatch.setattr(worker, "_send", send_and_kill)
        with pytest.raises(WorkerFailure, match="ended in the middle"):
            export()
        assert names_in(target) == []
        monkeypatch.setattr(worker, "_send", send)
        assert export() == []
    assert names_in(target)[0] == "x"


@pytest.mark.parametrize("gathered", list(Gathered))
def test_a_stopped_export_leaves_nothing(gathered, library, target):
    arguments = ["export", "--all", "--as", gathered.value, "-o", target / "x"]
    command = [Path(sys.executable).with_name("sayso"), *arguments, "--library", library]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        until = time.monotonic() + 60
        while not names_in(target) and time.monotonic() < until:
            pass
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=60)
    assert told.strip() == "sayso: Stopped. Nothing was written."
    assert running.returncode == 130
    assert names_in(target) == []
