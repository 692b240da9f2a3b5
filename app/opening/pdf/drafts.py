"""Blocks before they have a place in the text, and the type the most of it is set in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.opening.pdf.columns import Column
from app.opening.pdf.lines import Line
from app.reading.document import BlockKind

_CLOSING = "\"'”’»)]⁰¹²³⁴⁵⁶⁷⁸⁹ "
_ENDS = tuple(".!?…:。！？؟")

_USUAL_LEADING = 1.2
_ENOUGH = 4


def ends_sentence(words: str) -> bool:
    """Tell whether words end with a sentence, its closing marks and the mark of a note aside."""
    return words.rstrip(_CLOSING)[-1:] in _ENDS


@dataclass(slots=True)
class Draft:
    """Lines that make one block.

    `first` and `last` say that it begins or ends its column, `full` that its last line reaches the
    column's right edge, `indented` that its first line begins further right than the column does.
    `centred` says that every line has as much space before it as after it. `column` counts a
    document's columns.
    """

    kind: BlockKind
    lines: list[Line]
    column: int = 0
    level: int | None = None
    first: bool = False
    last: bool = False
    full: bool = False
    indented: bool = False
    centred: bool = False
    footnote: bool = False
    words: str = field(default="", init=False)

    def __post_init__(self) -> None:
        self.words = " ".join(line.text for line in self.lines)

    @property
    def page(self) -> int:
        return self.lines[0].page

    @property
    def size(self) -> float:
        return self.lines[0].size

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)

    @property
    def italic(self) -> bool:
        return all(line.italic for line in self.lines)

    def take(self, other: Draft) -> None:
        """Go on with the lines of another draft."""
        self.lines = [*self.lines, *other.lines]
        self.words = f"{self.words} {other.words}"
        self.last, self.full, self.column = other.last, other.full, other.column


@dataclass(frozen=True, slots=True)
class Type:
    """What most of a document is set in: size in points, leading in parts of the size.

    `indents` says that its paragraphs begin with an indent; `bold` that most of it is bold.
    """

    size: float
    leading: float
    leadings: dict[float, float]
    bold: bool = False

    def leading_of(self, size: float) -> float:
        """Return the usual distance of lines of a size, in points."""
        return size * self.leadings.get(round(size, 1), self.leading)


def type_of(columns: Iterable[Column]) -> Type:
    """Find the type most characters are set in."""
    letters: dict[float, int] = {}
    steps: dict[tuple[float, int], int] = {}
    bold = 0
    for column in columns:
        above: Line | None = None
        for row in column.rows:
            line = row[0]
            size = line.size
            count = len(line.text)
            letters[size] = letters.get(size, 0) + count
            if line.bold:
                bold += count
            if above is not None and above.size == size:
                step = size, int(100 * (above.baseline - line.baseline) / size + 0.5)
                steps[step] = steps.get(step, 0) + 1
            above = line
    if not letters:
        return Type(10, _USUAL_LEADING, {})
    size = _commonest(letters)
    by_size: dict[float, Counter[int]] = {}
    for (each, hundredths), count in steps.items():
        if 90 <= hundredths <= 300:
            by_size.setdefault(round(each, 1), Counter())[hundredths] += count
    leadings = {
        each: counted.most_common(1)[0][0] / 100
        for each, counted in by_size.items()
        if counted.total() >= _ENOUGH
    }
    bold_one = bold > 0.6 * sum(letters.values())
    return Type(size, leadings.get(size, _USUAL_LEADING), leadings, bold_one)


def _commonest(letters: Mapping[float, int]) -> float:
    rounded: Counter[float] = Counter()
    for size, count in letters.items():
        rounded[round(size, 1)] += count
    return rounded.most_common(1)[0][0]
