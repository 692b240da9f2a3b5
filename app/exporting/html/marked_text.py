"""The article in HTML: every mark an element around its words, names and notes beside them."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence

from app.exporting.html.elements import Markup, element, joined, opening, text
from app.exporting.inventory import Item, Number, Own, Quote, Source
from app.exporting.lists import Lists
from app.exporting.pdf.pictures import Printable
from app.exporting.segments import (
    Article,
    Layer,
    Part,
    Passage,
    Piece,
    Segment,
    shown,
    shown_lines,
    words_of,
)
from app.exporting.wording import contents, who
from app.language import tr
from app.reading.document import BlockKind, Picture

CLASSES = {
    Layer.REPORTED: "reported",
    Layer.NESTED: "reported nested",
    Layer.QUOTED: "quoted",
    Layer.OWN: "own",
    Layer.NUMBER: "number",
    Layer.SOURCE: "source",
}
"""How the style sheet knows each way of drawing a mark."""

UNSURE = 0.6
"""The confidence below which a number's box is dashed."""

LONGEST_NOTE = 600
"""Characters of a note beside the text; the whole note is in its list."""

_NEAR = 60
"""Characters within which a quote begins about where the one around it does."""

_PIXELS = 96 / 72


class MarkedText:
    """Writes an article's blocks. `unnamed` are the speakers that have no name."""

    def __init__(
        self,
        article: Article,
        lists: Lists,
        pictures: Mapping[str, Printable],
        unnamed: set[str],
        *,
        margin: bool,
    ) -> None:
        self._article = article
        self._pictures = pictures
        self._unnamed = unnamed
        self._margin = margin
        self._written: set[str] = set()
        self._listed = {figure.id for figure in lists.figures}
        self._listed |= {note.id for note in lists.notes}
        self._listed |= {said.id for voice in lists.voices for said in voice.quotes}

    def headline(self) -> Markup | None:
        """Return the article's own headline, None where it has none."""
        passage = self._article.headline
        return None if passage is None else self._words(passage.segments)

    def body(self) -> Markup:
        """Return the article without its headline."""
        return joined([self._part(part) for part in self._article.parts], "\n")

    def _part(self, part: Part) -> Markup:
        if isinstance(part, Picture):
            return self._picture(part)
        match part[0].kind:
            case BlockKind.LIST_ITEM:
                return self._list(part)
            case BlockKind.TABLE:
                return self._table(part)
            case _:
                return joined([self._block(passage) for passage in part])

    def _block(self, passage: Passage) -> Markup:
        words = self._words(passage.segments)
        way = "rtl" if passage.rtl else None
        match passage.kind:
            case BlockKind.HEADING:
                return element(f"h{passage.level}", words, dir=way)
            case BlockKind.QUOTE:
                quote = element("p", self._number(passage), words, dir=way, id=_place(passage))
                for _ in range(passage.level):
                    quote = element("blockquote", quote)
                return quote
            case BlockKind.CAPTION:
                return element("p", words, dir=way, class_="caption")
            case BlockKind.BOILERPLATE:
                return element("p", words, dir=way, class_="other")
            case _:
                return element("p", self._number(passage), words, dir=way, id=_place(passage))

    def _number(self, passage: Passage) -> Markup:
        if not passage.number:
            return Markup("")
        number = str(passage.number)
        return element("span", number, class_="paragraph", aria_hidden="true")

    def _list(self, items: Sequence[Passage]) -> Markup:
        """Return a list, with lists in its items where they lie deeper."""
        written: list[str] = []
        depth = 0
        for passage in items:
            if passage.level <= depth:
                written.append("</li>" + "</ul></li>" * (depth - passage.level))
            else:
                # No level is left out, so it is but one deeper.
                written.append(opening("ul", role="list"))
            depth = passage.level
            sign = (
                element("span", f"{passage.sign} ", class_="sign") if passage.sign else Markup("")
            )
            item = joined([self._number(passage), sign, self._words(passage.segments)])
            way = "rtl" if passage.rtl else None
            kind = "numbered" if passage.sign else None
            start = opening("li", id=_place(passage), dir=way, class_=kind)
            written.append(start + item)
        written.append("</li></ul>" * depth)
        return Markup("".join(written))

    def _table(self, rows: Sequence[Passage]) -> Markup:
        columns = max(len(row.cells) for row in rows)
        figures = [
            [_is_figure(words_of(cell)) for cell in row.cells] + [True] * (columns - len(row.cells))
            for row in rows
        ]
        # A first row without figures over columns of figures says what they are.
        head = len(rows) > 1 and any(
            not figures[0][at] and all(row[at] for row in figures[1:]) for at in range(columns)
        )
        written = []
        for place, row in enumerate(rows):
            name = "th" if head and place == 0 else "td"
            scope = "col" if name == "th" else None
            cells = [
                element(name, self._words(cell, beside=False), scope=scope) for cell in row.cells
            ]
            cells += [element(name)] * (columns - len(row.cells))
            written.append(element("tr", *cells, dir="rtl" if row.rtl else None))
        table = element("table", *written)
        label = tr("Table")
        return element(
            "div",
            table,
            id=_place(rows[0]),
            class_="wide",
            tabindex="0",
            role="group",
            aria_label=label,
        )

    def _picture(self, picture: Picture) -> Markup:
        printable = self._pictures[picture.address]
        kind = "png" if printable.suffix == ".png" else "jpeg"
        return element(
            "figure",
            opening(
                "img",
                src=f"data:image/{kind};base64,{b64encode(printable.content).decode('ascii')}",
                alt=shown(picture.alt).strip() or tr("Picture"),
                width=str(round(printable.width * _PIXELS)),
            ),
        )

    def _words(self, segments: Sequence[Segment], *, beside: bool = True) -> Markup:
        """Return words in elements that open and close where their marks do.

        Marks that cross are cut: what goes on around the end of another is opened again.
        """
        written: list[str] = []
        stack: list[Piece] = []
        named: tuple[int, tuple[str, ...]] | None = None
        following = [*segments[1:], Segment(0, 0, "")] if segments else []
        for segment, after in zip(segments, following, strict=True):
            wanted = list(segment.pieces)
            same = _common(stack, wanted)
            written.append("</span>" * (len(stack) - same))
            starting = self._article.begins.get(segment.start, ()) if beside else ()
            for item in sorted(starting, key=lambda one: not isinstance(one, Quote)):
                named = self._beside(item, segment.start, named, written)
            written += [self._opened(piece, segment) for piece in wanted[same:]]
            stack = wanted
            written.append(_styled(segment))
            kept = _common(stack, list(after.pieces))
            written.append("</span>" * (len(stack) - kept))
            stack = stack[:kept]
            written += map(self._chip, self._article.ends.get(segment.start, ()))
        written.append("</span>" * len(stack))
        return Markup("".join(written))

    def _opened(self, piece: Piece, segment: Segment) -> Markup:
        item = piece.item
        classes = CLASSES[piece.layer]
        if piece.start < segment.start:
            classes += " on"
        if isinstance(item, Source) and item.speaker in self._unnamed:
            classes += " unnamed"
        if isinstance(item, Number) and item.quantity.confidence < UNSURE:
            classes += " unsure"
        first = item.id not in self._written
        self._written.add(item.id)
        return opening(
            "span",
            class_=classes,
            id=item.id if first else None,
            title=" · ".join(shown_lines(contents(item)))[:LONGEST_NOTE] or None,
        )

    def _beside(
        self,
        item: Item,
        start: int,
        named: tuple[int, tuple[str, ...]] | None,
        written: list[str],
    ) -> tuple[int, tuple[str, ...]] | None:
        """Write the name or note that stands beside an item; return who was named last, where.

        A run of quotes by the same people is named once; of quotes that begin together only the
        innermost is, whose chain tells of the ones around it.
        """
        if not self._margin:
            return named
        match item:
            case Quote() if item.chain and not item.heading:
                if named and named[1] == item.chain:
                    return named
                name = self._name(item)
                if named and start - named[0] <= _NEAR and item.chain[: len(named[1])] == named[1]:
                    last = max(i for i, part in enumerate(written) if 'class="name' in part[:40])
                    written[last] = name
                else:
                    written.append(name)
                return start, item.chain
            case Own() if item.annotation.note.strip():
                note = shown(item.annotation.note).strip()
                note = note if len(note) <= LONGEST_NOTE else note[: LONGEST_NOTE - 1] + "…"
                number = element("b", item.id.removeprefix("H"))
                link = "" if item.id in self._listed else " alone"
                written.append(
                    element(
                        "span",
                        number,
                        " ",
                        element("bdi", note),
                        class_=f"note{link}",
                        role="note",
                    )
                )
            case _:
                pass
        return named

    def _name(self, quote: Quote) -> Markup:
        classes = "name unnamed" if quote.chain[-1] in self._unnamed else "name"
        words = element("bdi", shown(who(quote.chain)).strip())
        if quote.id in self._listed:
            return element("a", words, class_=classes, href=f"#list-{quote.id}")
        return element("span", words, class_=classes)

    def _chip(self, item: Item) -> Markup:
        """Return the small sign after a number or an own mark that leads to its place in a list."""
        if item.id not in self._listed or not isinstance(item, Number | Own):
            return Markup("")
        number = isinstance(item, Number)
        words = item.id if number else item.id.removeprefix("H")
        says = tr("Number {number}", number=words) if number else tr("Note {number}", number=words)
        return element(
            "a",
            words,
            class_="chip of-number" if number else "chip of-own",
            href=f"#list-{item.id}",
            aria_label=says,
        )


def _common(some: Sequence[Piece], others: Sequence[Piece]) -> int:
    """Return how many of the first pieces are the same."""
    count = 0
    for one, other in zip(some, others, strict=False):
        if one is not other:
            break
        count += 1
    return count


def _styled(segment: Segment) -> Markup:
    words = text(segment.words)
    if segment.italic:
        words = element("em", words)
    if segment.strong:
        words = element("strong", words)
    if segment.address:
        words = element("a", words, href=segment.address, rel="noopener noreferrer nofollow")
    return words


def _place(passage: Passage) -> str | None:
    return f"p{passage.number}" if passage.number else None


def _is_figure(cell: str) -> bool:
    letters = sum(map(str.isalpha, cell))
    return not cell.strip() or (len(cell) <= 12 and letters <= 2 and any(map(str.isdigit, cell)))
