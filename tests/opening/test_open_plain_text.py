"""Plain text opens character for character, with paragraphs, headings and a title."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.opening.open import open_pasted, open_source
from app.reading.document import BlockKind
from app.reading.failures import OpenFailure

ARTICLE = """Council closes the old bridge

The town council closed the old bridge on Monday, three days after an inspection found cracks.

“It is not safe,” said the mayor, Ada Okafor.
"""


def test_a_text_file_opens_character_for_character(tmp_path: Path):
    file = tmp_path / "bridge.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    document = open_source(str(file))
    assert document.text == ARTICLE
    assert document.source == str(file)
    assert document.title == "Council closes the old bridge"
    assert document.language == "en"
    assert [block.kind for block in document.blocks] == [
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH,
    ]
    assert document.original is not None
    assert document.original.content == file.read_bytes()


def test_pasted_text_opens_too():
    document = open_pasted(ARTICLE)
    assert document.source == "pasted text"
    assert document.text == ARTICLE


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(OpenFailure, match="There is no file"):
        open_source(str(tmp_path / "gone.txt"))
