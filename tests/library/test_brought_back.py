"""An exported PDF leads back to its reading; what was done in it is taken over whole, or not at all."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.library.library import Library
from app.reading.analysis import Analysis
from app.reading.anchors import anchor
from app.reading.annotation import OwnAnnotation
from app.reading.brought_back import Added, Aspect, Changed, Deleted, Rejected
from app.reading.decisions import Verdict
from app.reading.document import Block, BlockKind, Document, Original
from app.reading.exported import Exported, text_digest
from app.reading.failures import ChangedSince
from app.reading.quantity import Quantity, QuantityKind
from app.reading.spans import Span

TEXT = "The pilots counted forty boats before the storm."
PDF = b"%PDF-1.7 as it was"


@pytest.fixture
def library(tmp_path: Path):
    with Library.open(tmp_path / "library.sqlite") as opened:
        yield opened


def document(text: str = TEXT, source: str = "harbour.pdf", content: bytes = PDF) -> Document:
    block = Block(BlockKind.PARAGRAPH, 0, len(text))
    original = Original(content, "application/pdf", "2026-03-04T09:00:00+00:00")
    return Document(source, text, (block,), title="Harbour", original=original)


def own(words: str, name: str, note: str = "") -> OwnAnnotation:
    start = TEXT.index(words)
    place = Span(start, start + len(words))
    return OwnAnnotation(name, *place, anchor(TEXT, place), note, "2026-03-04", "2026-03-04")


FORTY = Quantity("n1", 19, 30, "forty boats", QuantityKind.COUNT)
PILOTS, STORM = own("pilots", "a" * 32, "Who?"), own("storm", "b" * 32)


@pytest.fixture
def number(library) -> int:
    return library.add(document(), Analysis(quantities=(FORTY,)), (PILOTS, STORM))


def exported(number: int, text: str = TEXT, original: str = "") -> Exported:
    return Exported(number, text_digest(text), original)


def test_a_reading_is_found_by_its_number_and_text(library, number):
    assert library.brought_back.reading_of(exported(number)) == number


def test_in_another_library_it_is_found_by_its_text(library, number):
    assert library.brought_back.reading_of(exported(number + 50)) == number


def test_one_read_anew_is_found_by_the_file_it_was_made_from(library, number):
    import hashlib

    about = exported(number, "Another text", hashlib.sha256(PDF).hexdigest())
    assert library.brought_back.reading_of(about) == number


def test_the_number_of_another_text_is_not_enough(library, number):
    assert library.brought_back.reading_of(exported(number, "Another text")) is None


def test_one_in_the_bin_is_not_found(library, number):
    library.bin.put([number])
    assert library.brought_back.reading_of(exported(number)) is None


def test_all_is_taken_over_as_one_change_that_can_be_undone(library, number):
    before = library.load(number)
    new = own("before", "pdf-new", "Since when?")
    operation = library.brought_back.take_over(
        before,
        [
            Added(new),
            Changed(PILOTS, replace(PILOTS, note="Which?"), frozenset({Aspect.NOTE})),
            Deleted(STORM),
            Rejected(FORTY, "forty boats"),
        ],
    )
    after = library.load(number)
    assert {one.id: one.note for one in after.own} == {
        PILOTS.id: "Which?",
        "pdf-new": "Since when?",
    }
    assert after.analysis.quantities == ()
    assert [decision.verdict for decision in after.decisions] == [Verdict.REJECTED]
    assert operation.what == "reading back “Harbour”"
    library.undo(operation)
    undone = library.load(number)
    assert undone.own == before.own
    assert undone.analysis.quantities == before.analysis.quantities


def test_where_one_was_changed_meanwhile_nothing_is_taken(library, number):
    before = library.load(number)
    library.change_own(number, PILOTS, replace(PILOTS, note="Mine"))
    with pytest.raises(ChangedSince):
        library.brought_back.take_over(
            before,
            [
                Deleted(STORM),
                Changed(PILOTS, replace(PILOTS, note="Theirs"), frozenset({Aspect.NOTE})),
            ],
        )
    assert {one.id: one.note for one in library.load(number).own} == {
        PILOTS.id: "Mine",
        STORM.id: "",
    }
