"""Recognise interviews and transcripts: who speaks stands before a colon, paragraph by paragraph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.analysis.wordlists import listed
from app.reading.document import Block, BlockKind

LEAST = 4
"""Fewer labelled paragraphs make no conversation."""
SHARE = 0.25
"""The part of the prose that has to be labelled."""
LONGEST = 6
"""Words of a label"""

_LABEL = re.compile(r"\s*[*_•–—\"“-]{0,2}\s*([^\W\d_][^:\n“”\"?!]{0,70}?)\s*:[*_]{0,2}\s+(?=\S)")
_SMALL = listed("of the de la van von der den al el bin and for")
_ASIDE = listed("""note notes tip tips warning caution update updates correction editor example examples photo photos
    image source sources pros cons price prices date time when where who what why how location
    address phone email contact tickets cost ingredients serves rating director cast score result
    results winner losers total step day week chapter part section figure table background methods
    conclusion conclusions objective aim hint exercise read related more watch listen see summary
    bottom advertisement verdict myth fact fiction theory""")
QUESTION = frozenset({"q", "question", "interviewer", "question from the audience"})
ANSWER = frozenset({"a", "answer", "interviewee", "ans"})


@dataclass(frozen=True, slots=True)
class Label:
    """The name before a colon, half open in the document; `said` is where the words begin."""

    start: int
    end: int
    said: int


@dataclass(frozen=True, slots=True)
class Dialogue:
    """The labels by the beginning of their block; empty where nobody talks with anybody."""

    labels: dict[int, Label]

    def __bool__(self) -> bool:
        return bool(self.labels)


NO_DIALOGUE = Dialogue({})


def find_dialogue(text: str, blocks: Sequence[Block]) -> Dialogue:
    """Return the labels of a document in which at least two people speak in turn."""
    prose = [block for block in blocks if block.kind is not BlockKind.HEADING]
    found: dict[int, Label] = {}
    counts: Counter[str] = Counter()
    for block in prose:
        match = _LABEL.match(text, block.start, block.end)
        if match is not None and _names(match.group(1)):
            found[block.start] = Label(*match.span(1), match.end())
            counts[_key(match.group(1))] += 1
    speaking = [key for key, count in counts.items() if count > 1]
    asked = counts.keys() & QUESTION and counts.keys() & ANSWER
    if len(found) < LEAST or len(found) < SHARE * len(prose):
        return NO_DIALOGUE
    mostly = 2 * len(found) > len(prose) and bool(speaking)
    return Dialogue(found) if asked or mostly or len(speaking) > 1 else NO_DIALOGUE


def _names(label: str) -> bool:
    """Tell whether a label can be somebody's name, with a role after a comma."""
    name, _, _role = label.partition(",")
    words = re.sub(r"\([^)]*\)", "", name).split()
    if not words or len(words) > LONGEST or words[0].lower().strip(".") in _ASIDE:
        return False
    return all(word[:1].isupper() or word.lower() in _SMALL for word in words)


def is_question(label: str) -> bool:
    """Tell whether a label only says that somebody asks."""
    return _key(label) in QUESTION


def is_answer(label: str) -> bool:
    """Tell whether a label only says that somebody answers."""
    return _key(label) in ANSWER


def _key(label: str) -> str:
    return re.sub(r"\([^)]*\)", "", label.partition(",")[0]).strip().lower()
