"""Articles and libraries for the tests of the library."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from app.library.library import Library
from app.reading.analysis import Analysis
from app.reading.attribution import Act, Attribution, AttributionKind
from app.reading.document import Block, BlockKind, Document
from app.reading.quantity import Quantity, QuantityKind
from app.reading.spans import Span
from app.reading.speaker import Speaker


def paragraphs(text: str) -> tuple[Block, ...]:
    blocks, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(line)))
        start += len(line) + 1
    return tuple(blocks)


@pytest.fixture
def article() -> Callable[..., Document]:
    """Make a document out of a text, one paragraph a line."""

    def make(text: str = "The harbour bridge is closed.", **facts: str) -> Document:
        facts.setdefault("source", "article.txt")
        return Document(text=text, blocks=paragraphs(text), **facts)

    return make


@pytest.fixture
def said() -> Callable[..., Analysis]:
    """Make an analysis in which somebody says some words of a text."""

    def make(text: str, words: str, speaker: str, act: Act = Act.STATEMENT, **more) -> Analysis:
        start = text.index(words)
        attribution = Attribution(
            "a1",
            AttributionKind.INDIRECT,
            act,
            (Span(start, start + len(words)),),
            speaker=speaker,
            **more,
        )
        return Analysis((attribution,), speakers=(Speaker(speaker),), pipeline="test 1")

    return make


@pytest.fixture
def counted() -> Callable[..., Analysis]:
    """Make an analysis in which one number phrase of a text was found."""

    def make(text: str, phrase: str, value: str, **more) -> Analysis:
        start = text.index(phrase)
        quantity = Quantity(
            "n1", start, start + len(phrase), phrase, QuantityKind.COUNT, Decimal(value), **more
        )
        return Analysis(quantities=(quantity,), pipeline="test 1")

    return make


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "books" / "library.sqlite"


@pytest.fixture
def library(file: Path) -> Iterator[Library]:
    with Library.open(file) as opened:
        yield opened
