"""Articles written for these tests, and their analysis."""

import re
from dataclasses import dataclass

import pytest

from app.analysis import language
from app.analysis.pipeline import analyse
from app.analysis.quantities import find_quantities
from app.reading.analysis import Analysis
from app.reading.attribution import Attribution
from app.reading.document import Block, BlockKind, Document
from app.reading.quantity import Quantity
from app.reading.views import View


def article(text: str, kinds: dict[int, BlockKind] | None = None) -> Document:
    """Make a document of one block a line; `kinds` says which lines are no paragraphs."""
    wanted = kinds or {}
    lines = re.finditer(r"[^\n]+", text)
    blocks = tuple(
        Block(kind, *line.span(), level=1 if kind is BlockKind.HEADING else None)
        for number, line in enumerate(lines)
        for kind in [wanted.get(number, BlockKind.PARAGRAPH)]
    )
    return Document("test.txt", text, blocks)


@dataclass(frozen=True)
class Read:
    """An analysed text that can be asked in words."""

    text: str
    analysis: Analysis

    def words(self, spans) -> list[str]:
        return [self.text[start:end] for start, end in spans]

    def saying(self, words: str) -> Attribution:
        """Return the smallest attribution whose content holds the words."""
        start = self.text.index(words)
        end = start + len(words)
        holding = [
            (max(e for _, e in a.content) - min(s for s, _ in a.content), a)
            for a in self.analysis.attributions
            if any(s <= start and end <= e for s, e in a.content)
        ]
        assert holding, f"nobody says {words!r}: {self.analysis.attributions}"
        return min(holding, key=lambda pair: pair[0])[1]

    def contents(self) -> list[list[str]]:
        return [self.words(a.content) for a in View().of(self.analysis).attributions]

    def speaker(self, words: str) -> str | None:
        return self.saying(words).speaker


@pytest.fixture(scope="session")
def read():
    def run(text: str, kinds: dict[int, BlockKind] | None = None) -> Read:
        return Read(text, View(attitudes=True).of(analyse(article(text, kinds))))

    return run


@pytest.fixture(scope="session")
def find():
    """Return a function that finds the quantities of a sentence."""

    def run(text: str, offset: int = 0, first_id: int = 1) -> list[Quantity]:
        (doc,) = language.parse([text])
        return find_quantities(doc, offset, first_id)

    return run
