"""Papers made for measuring how PDFs are read: their words in order, and how fast."""

from __future__ import annotations

import io
import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pypdfium2
import typst

from app.opening.pdf.pages import opened_pdf
from app.opening.pdf.pictures import page_boxes
from app.opening.pdf.read import read_pdf
from app.opening.request import Request
from app.reading import wire
from app.worker.client import Worker
from app.worker.protocol import Do, Message
from tests.benchmarks.figure import Figure

_FIRST = re.findall(
    r"\w+", "ba cor den fi gra hal in jo ker lim mon nar ol per qui ras sen tor ul ver wis zen"
)
_LATER = re.findall(
    r"\w+", "ffi fle stra tion ment able ough ing er ist al ous ive ance dor mel tur pos"
)
_COMPOUNDS = ("well-known", "long-term", "self-made", "twenty-five", "high-speed", "part-time")
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")


@dataclass
class Paper:
    """A paper and its words: `body` in reading order, `beside` what is read elsewhere.

    Running heads and page numbers, which are no text, are in neither.
    """

    content: bytes
    body: list[str]
    beside: list[str] = field(default_factory=list)


class Writer:
    """Writes sentences of made-up words, the same ones for the same seed."""

    def __init__(self, seed: int = 1, words: int = 5000) -> None:
        self._random = random.Random(seed)  # noqa: S311 (nothing here is secret)
        self._words = sorted({self._word() for _ in range(words)})

    def _word(self) -> str:
        more = self._random.choices((0, 1, 2, 3), (2, 5, 4, 2))[0]
        later = (self._random.choice(_LATER) for _ in range(more))
        return "".join((self._random.choice(_FIRST), *later))

    def sentence(self) -> str:
        words = [self._random.choice(self._words) for _ in range(self._random.randint(6, 20))]
        if self._random.random() < 0.15:
            words[3] = self._random.choice(_COMPOUNDS)
        return " ".join(words).capitalize() + "."

    def paragraph(self, sentences: int = 6) -> str:
        return " ".join(self.sentence() for _ in range(sentences))

    def heading(self) -> str:
        words = self.sentence().rstrip(".").split()
        return " ".join(words[:4])


def paper(
    *, columns: int = 2, sections: int = 6, seed: int = 1, size: float = 10, margin: str = "2cm"
) -> Paper:
    """Typeset a paper: title, abstract, numbered sections, footnotes, figures with captions.

    Words are broken at line ends; pages have a running head and a number.
    """
    writer = Writer(seed)
    title = f"On the {writer.heading()}"
    body: list[str] = []
    beside: list[str] = []
    lines = [
        f'#set page(paper: "a4", columns: {columns}, numbering: "1", margin: {margin},',
        "  header: context if counter(page).get().first() > 1 [Annals of Measurement #h(1fr) Vol. 7])",
        "#set par(justify: true, first-line-indent: 1.2em, spacing: 0.65em)",
        f'#set text(size: {size}pt, lang: "en", hyphenate: true)',
        '#set heading(numbering: "1.1")',
        '#place(top + center, scope: "parent", float: true, clearance: 1.5em)[',
        f"#text(18pt, weight: 700)[{title}]]",
    ]
    for number in range(sections):
        head = writer.heading()
        lines.append(f"= {head}")
        body.append(f"{number + 1} {head}")
        for place in range(5):
            words = writer.paragraph()
            body.append(words)
            if place == 2:
                note = writer.sentence()
                beside.append(note)
                words += f"#footnote[{note}]"
            lines.append(f"\n{words}\n")
            if place == 3 and number % 2 == 0:
                caption = writer.sentence()
                beside.append(caption)
                scope = ', scope: "parent"' if number % 4 == 0 and columns > 1 else ""
                lines.append(
                    f"#figure(rect(width: 60%, height: 3cm), placement: top{scope},"
                    f" caption: [{caption}])"
                )
    return Paper(typst.compile("\n".join(lines).encode()), body, beside)


def kept_order(passages: Sequence[str], text: str) -> float:
    """Return the share of adjacent word pairs of the passages that are adjacent in a text."""
    there = Counter(pairwise(_words(text)))
    wanted = Counter(pair for passage in passages for pair in pairwise(_words(passage)))
    wanted += Counter(
        (_words(before)[-1], _words(after)[0]) for before, after in pairwise(passages)
    )
    return (wanted & there).total() / max(1, wanted.total())


def rejoined(passages: Sequence[str], text: str) -> float:
    """Return the share of words that stand in the text as often as they should."""
    there = Counter(_words(text))
    wanted = Counter(word for passage in passages for word in _words(passage))
    return (wanted & there).total() / max(1, wanted.total())


def long_paper(pages: int = 1000) -> bytes:
    """Return a document of `pages` pages of one column, each with a running head and a number."""
    made = paper(columns=1, sections=12, seed=5, size=11, margin="3cm").content
    whole, part = pypdfium2.PdfDocument.new(), pypdfium2.PdfDocument(made)
    while len(whole) < pages:
        whole.import_pages(part, list(range(min(len(part), pages - len(whole)))))
    written = io.BytesIO()
    whole.save(written)
    whole.close()
    part.close()
    return written.getvalue()


def measure() -> Iterator[Figure]:
    """Read generated papers; score the order of their words, and the pages a second."""
    for columns in (1, 2, 3):
        orders, words = [], []
        for seed in range(3):
            made = paper(columns=columns, seed=seed)
            text = read_pdf(made.content, Request("paper.pdf"))[0].document.text
            orders.append(kept_order(made.body, text))
            words.append(rejoined([*made.body, *made.beside], text))
        named = f"PDF papers in {columns} column{'s' if columns > 1 else ''}"
        yield Figure(f"{named}, word pairs in order", min(orders), 0.99, "", "higher")
        yield Figure(f"{named}, words whole", min(words), 0.99, "", "higher")
    yield Figure("PDF pages a second, text and boxes", _pages_a_second(), 30, "", "higher")
    first, whole = _long_opened(long_paper())
    yield Figure("1,000 pages, first text there after", 1000 * first, 500, "ms", "lower")
    yield Figure("1,000 pages, all text there after", whole, 3, "s", "lower")


def _pages_a_second() -> float:
    """Read dense papers in two columns, and the box of each of their characters."""
    contents = [paper(columns=2, sections=12, seed=seed).content for seed in range(3)]
    pages = 0
    began = time.perf_counter()
    for content in contents:
        read_pdf(content, Request("paper.pdf"))
        with opened_pdf(content, Request("paper.pdf")) as pdf:
            for number in range(len(pdf)):
                page_boxes(pdf, number)
            pages += len(pdf)
    return pages / (time.perf_counter() - began)


def _long_opened(content: bytes) -> tuple[float, float]:
    """Return after how many seconds a process asked to open a PDF gave its beginning, and all."""
    first = whole = float("inf")
    with tempfile.TemporaryDirectory() as folder, Worker() as worker:
        file = Path(folder, "long.pdf")
        file.write_bytes(content)
        worker.run(Do.PREPARE, of=Do.OPEN.value)
        for _ in range(3):
            heard: list[float] = []

            def hear(message: Message, heard: list[float] = heard) -> None:
                if message["event"] == "part":
                    heard.append(time.perf_counter())

            began = time.perf_counter()
            documents = worker.run(Do.OPEN, hear, source=str(file))["documents"]
            wire.opened_from_json(documents[0])
            whole = min(whole, time.perf_counter() - began)
            first = min(first, heard[0] - began)
    return first, whole


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹]", "", text))]


if __name__ == "__main__":
    for figure in measure():
        print(f"{figure.name}: {figure.figure:.4f}")
