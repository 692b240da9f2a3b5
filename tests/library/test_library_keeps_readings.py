"""What goes into the library comes out again."""

from pathlib import Path

from app.library.library import Library
from app.reading.analysis import Analysis
from app.reading.document import Block, BlockKind, Document


def test_a_reading_added_is_there_after_reopening(tmp_path: Path):
    text = "The bridge is closed."
    document = Document("bridge.txt", text, (Block(BlockKind.PARAGRAPH, 0, len(text)),))
    with Library.open(tmp_path / "kept" / "library.sqlite") as library:
        reading = library.add(document, Analysis())
    with Library.open(tmp_path / "kept" / "library.sqlite") as library:
        assert library.load(reading).document == document
