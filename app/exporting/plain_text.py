"""A reading as plain text, to be read in a mail: lines of a length, marks as signs in brackets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

from app.exporting.inventory import Item, Source, take
from app.exporting.lists import Facts, Figure, Lists, facts_of, lists_of
from app.exporting.segments import Article, Layer, Part, Passage, Segment, article, shown
from app.language import day, listed, tr
from app.reading.annotation import Reading
from app.reading.decisions import Status
from app.reading.document import BlockKind, Picture
from app.reading.exports import Choice

LINE = 72
"""Columns of a line: what mail programs leave alone, also where somebody answers."""

_LONGEST = 300
"""Columns of a word, such as an address, that is left whole."""

_WIDE = frozenset("WF")
_BROKEN = re.compile(f".{{1,{LINE}}}")


def plain_text(reading: Reading, choice: Choice) -> bytes:
    """Return a reading as a text file, UTF-8."""
    inventory = take(reading).only(choice.marks)
    lists = lists_of(reading, inventory, choice)
    facts = facts_of(reading.document)
    writer = _Text(article(reading.document, inventory), lists)
    blocks = [
        *_head(facts, writer.headline(), choice),
        *writer.legend(),
        *writer.blocks(),
        *_after(lists),
        _filled(tr("Made with Sayso")),
    ]
    return ("\n\n".join(block for block in blocks if block) + "\n").encode("utf-8", "replace")


def _head(facts: Facts, headline: str, choice: Choice) -> Iterator[str]:
    if headline or not facts.borrowed:
        yield _titled(headline or facts.title, "=")
    source = _comma(facts.byline, facts.outlet, facts.day)
    captured = tr("Captured {day}.", day=day(facts.captured)) if facts.captured else ""
    name = shown(choice.reader).strip()
    reader = tr("Annotated by {reader}", reader=name) if name else ""
    lines = (source, facts.address, captured, reader)
    yield "\n".join(_filled(line) for line in lines if line)


def _after(lists: Lists) -> Iterator[str]:
    lists_by_title = (
        (tr("Who says what"), _voices(lists)),
        (tr("Numbers"), _figures(lists)),
        (tr("To compare"), _compared(lists)),
        (tr("Questions about the numbers"), _questions(lists)),
        (lists.notes_title, _notes(lists)),
        (tr("To cite this article"), [_filled("".join(words for words, _ in lists.citation))]),
    )
    for title, blocks in lists_by_title:
        found = [block for block in blocks if block]
        if found:
            yield _titled(title, "-")
            yield from found


def _voices(lists: Lists) -> Iterator[str]:
    for voice in lists.voices:
        yield _filled(f"{voice.name} ({voice.about})" if voice.about else voice.name)
        for said in voice.quotes:
            yield _item(said.id, [said.words, _comma(said.how, said.cue, said.through, said.place)])


def _figures(lists: Lists) -> Iterator[str]:
    for figure in lists.figures:
        written = f"{figure.written} ({figure.normal})" if figure.normal else figure.written
        what = f"{written}: {figure.subject}" if figure.subject else written
        who = figure.who or tr("the article itself")
        about = _comma(who, figure.place, _status(figure.number.status), figure.check)
        yield _item(figure.id, [what, about, *figure.evidence])


def _compared(lists: Lists) -> Iterator[str]:
    for two in lists.compared:
        yield "\n".join(
            _item(figure.id, [_counted(figure), _comma(who, figure.place)])
            for figure, who in two.sides
        )
        yield _filled(two.remark)


def _counted(figure: Figure) -> str:
    """Return a number as it is written, with what it counts."""
    return f"{figure.written}: {figure.subject}" if figure.subject else figure.written


def _questions(lists: Lists) -> Iterator[str]:
    for asked in lists.questions:
        yield _item("-", [asked.words, _comma(*asked.about, asked.place)])


def _notes(lists: Lists) -> Iterator[str]:
    for note in lists.notes:
        on = tr("on “{words}”", words=note.on) if note.lines and note.on else note.on
        about = _comma(*(f"#{tag}" for tag in note.tags), note.place)
        yield _item(note.id or "-", [*note.lines, on, about])


def _comma(*words: str) -> str:
    return ", ".join(filter(None, words))


def _status(status: Status) -> str:
    match status:
        case Status.OPEN:
            return tr("not checked yet")
        case Status.CHECKED:
            return tr("checked: right")
        case Status.DISPUTED:
            return tr("disputed")
        case Status.WRONG:
            return tr("checked: wrong")


class _Text:
    """Writes the article's blocks, with a sign in brackets where a mark ends that a list tells of."""

    def __init__(self, found: Article, lists: Lists) -> None:
        self._article = found
        self._listed = {figure.id for figure in lists.figures}
        self._listed |= {note.id for note in lists.notes}
        self._listed |= {said.id for voice in lists.voices for said in voice.quotes}

    def headline(self) -> str:
        passage = self._article.headline
        return self._words(passage.segments) if passage else ""

    def legend(self) -> Iterator[str]:
        """Yield a line on what the signs in the text stand for."""
        kinds = {
            name[0]
            for items in self._article.ends.values()
            for name in map(self._sign, items)
            if name
        }
        meanings = (
            ("Q", tr("[Q1] what somebody says")),
            ("N", tr("[N1] a number")),
            ("H", tr("[H1] a highlight or note")),
        )
        told = [meaning for letter, meaning in meanings if letter in kinds]
        if told:
            yield _filled(tr("In the text: {signs}. More below.", signs=listed(told)))

    def blocks(self) -> Iterator[str]:
        for part in self._article.parts:
            yield self._part(part)

    def _part(self, part: Part) -> str:
        if isinstance(part, Picture):
            return ""
        match part[0].kind:
            case BlockKind.LIST_ITEM:
                return "\n".join(self._item(passage) for passage in part)
            case BlockKind.TABLE:
                return self._table(part)
            case _:
                return "\n\n".join(filter(None, map(self._block, part)))

    def _block(self, passage: Passage) -> str:
        words = self._words(passage.segments)
        match passage.kind:
            case BlockKind.HEADING:
                return _titled(words, "-" if passage.level == 2 else "")
            case BlockKind.QUOTE:
                return _filled(words, "    " * passage.level)
            case BlockKind.BOILERPLATE if not any(s.pieces for s in passage.segments):
                return ""
            case _:
                return _filled(words)

    def _item(self, passage: Passage) -> str:
        indent = "  " * (passage.level - 1)
        sign = f"{passage.sign or '-'} "
        return _filled(self._words(passage.segments), indent + " " * len(sign), indent + sign)

    def _table(self, rows: Sequence[Passage]) -> str:
        cells = [[self._words(cell) for cell in row.cells] for row in rows]
        columns = max(map(len, cells))
        widths = [max(_width(row[at]) for row in cells if at < len(row)) for at in range(columns)]
        if sum(widths) + 2 * columns > LINE:
            return "\n".join(_filled(" | ".join(row), "  ", "") for row in cells)
        return "\n".join(
            "  ".join(
                cell + " " * (width - _width(cell))
                for cell, width in zip(row, widths, strict=False)
            ).rstrip()
            for row in cells
        )

    def _words(self, segments: Sequence[Segment]) -> str:
        written = ""
        for own, some in groupby(segments, key=_is_own):
            run = list(some)
            written += "*" * own
            for segment in run:
                ended = map(self._sign, self._article.ends.get(segment.start, ()))
                signs = ", ".join(filter(None, ended))
                words = segment.words.rstrip(" ")
                blanks = segment.words[len(words) :]
                written += words + "*" * (own and segment is run[-1])
                written += f" [{signs}]{blanks}" if signs else blanks
        return written.strip()

    def _sign(self, item: Item) -> str:
        return item.id if item.id in self._listed and not isinstance(item, Source) else ""


def _is_own(segment: Segment) -> bool:
    return any(piece.layer is Layer.OWN for piece in segment.pieces)


def _titled(words: str, line: str) -> str:
    lines = _filled(words).split("\n")
    under = line * min(LINE, max(map(_width, lines)))
    return "\n".join([*lines, under] if under else lines)


def _item(sign: str, paragraphs: Sequence[str]) -> str:
    indent = " " * 5
    lead = f"{sign:<4} "
    lines = [_filled(words, indent, indent) for words in paragraphs if words]
    return lead + "\n".join(lines)[len(indent) :] if lines else sign


def _filled(words: str, indent: str = "", first: str | None = None) -> str:
    """Return words in lines; `first` stands before the first of them."""
    lines: list[str] = []
    line = indent if first is None else first
    width, begun = _width(line), False
    for piece, apart in _pieces(words):
        blank = " " * (begun and apart)
        if begun and width + len(blank) + _width(piece) > LINE:
            lines.append(line)
            line, width, blank = indent, _width(indent), ""
        line += blank + piece
        width += len(blank) + _width(piece)
        begun = True
    return "\n".join([*lines, line]) if begun else ""


def _pieces(words: str) -> Iterator[tuple[str, bool]]:
    """Yield what stays in one line, and whether a blank is before it.

    Scripts that leave no blanks between words are broken anywhere, and so is a word that is longer
    than any.
    """
    for word in filter(None, words.split(" ")):
        if _width(word) <= LINE or (len(word) <= _LONGEST and not _is_wide(word)):
            yield word, True
            continue
        pieces = list(word) if _is_wide(word) else _BROKEN.findall(word)
        yield from ((piece, place == 0) for place, piece in enumerate(pieces))


def _is_wide(word: str) -> bool:
    return not word.isascii() and any(map(_is_wide_letter, word))


def _is_wide_letter(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in _WIDE


def _width(words: str) -> int:
    """Return how many columns words take."""
    if words.isascii():
        return len(words)
    return sum(
        0 if unicodedata.combining(letter) else 1 + _is_wide_letter(letter) for letter in words
    )
