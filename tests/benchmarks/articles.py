"""Made-up articles of any length, for measuring speed."""

from __future__ import annotations

import random

from app.reading.analysis import Analysis
from app.reading.attribution import Act, Attribution, AttributionKind
from app.reading.document import Block, BlockKind, Document
from app.reading.quantity import Quantity, QuantityKind
from app.reading.quotation import Quotation
from app.reading.spans import Span
from app.reading.speaker import Speaker

FIRST = ("Ada", "Bram", "Carla", "Dov", "Elena", "Femi", "Greta", "Hiro", "Inga", "Jonas")
LAST = ("Quill", "Marsh", "Okoro", "Lindqvist", "Ferro", "Novak", "Tanaka", "Brandt", "Silva")
WORDS = [
    "harbour",
    "bridge",
    "council",
    "orchard",
    "market",
    "teacher",
    "river",
    "winter",
    "budget",
    "engine",
    "village",
    "school",
    "railway",
    "museum",
    "factory",
    "library",
    "garden",
    "winter",
    "storm",
    "summer",
    "report",
    "survey",
    "figures",
    "meeting",
]

PATTERNS = (
    "“The {a} needs a new {b} before the {c} opens,” {name} said on Monday. “Nobody asked us.”",
    "About {number} people visited the {a} last year, according to {name}. The {b} stood empty.",
    "{name} told the {a} that the {b} would cost ${part} million. He called it “far from ready”.",
    "The {a} and the {b} had been closed since the {c}. More than {part} percent is still in use.",
)


def article_text(words: int, seed: int = 1) -> str:
    """Return an article of about `words` words in paragraphs of one to three sentences."""
    dice = random.Random(seed)  # noqa: S311 (made-up text needs no secrecy)
    paragraphs: list[str] = []
    count = 0
    while count < words:
        name = f"{dice.choice(FIRST)} {dice.choice(LAST)}"
        a, b, c, d = (dice.choice(WORDS) for _ in range(4))
        number = dice.randint(3, 9000)
        paragraph = dice.choice(PATTERNS).format(
            a=a, b=b, c=c, d=d, name=name, number=f"{number:,}", part=number % 90 + 5
        )
        paragraphs.append(paragraph)
        count += len(paragraph.split())
    return "\n".join(paragraphs) + "\n"


def document(words: int, seed: int = 1) -> Document:
    """Return an article of about `words` words as it would have been opened."""
    text = article_text(words, seed)
    blocks = []
    start = 0
    for line in text.splitlines():
        blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(line)))
        start += len(line) + 1
    title = " ".join(text.split()[:8])
    return Document(f"article-{seed}.txt", text, tuple(blocks), title=title, language="en")


def marked(words: int, seed: int = 1) -> tuple[Document, Analysis]:
    """Return an article with marks set by its own sentence patterns, without any analysis."""
    found = document(words, seed)
    attributions, quotations, quantities, speakers = [], [], [], {}
    for block in found.blocks:
        text = found.text[block.start : block.end]
        if text.startswith("“"):
            end = block.start + text.index("”") + 1
            name = " ".join(text[text.index("”") + 2 :].split()[:2])
            at = block.start + text.index(name)
            mark = f"a{len(attributions) + 1}"
            speakers[name] = Speaker(name)
            quotations.append(
                Quotation(f"q{len(quotations) + 1}", block.start, end, attribution=mark)
            )
            attributions.append(
                Attribution(
                    mark,
                    AttributionKind.DIRECT,
                    Act.STATEMENT,
                    (Span(block.start, end),),
                    (Span(at + len(name) + 1, at + len(name) + 5),),
                    (Span(at, at + len(name)),),
                    name,
                )
            )
        for digit in (i for i, c in enumerate(text) if c.isdigit() and not text[i - 1].isdigit()):
            number = f"n{len(quantities) + 1}"
            at = block.start + digit
            quantities.append(Quantity(number, at, at + 1, text[digit], QuantityKind.COUNT))
    analysis = Analysis(
        tuple(attributions),
        tuple(quotations),
        tuple(quantities),
        tuple(speakers.values()),
        "made up",
    )
    return found, analysis
