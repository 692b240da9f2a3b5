"""A reading as a Word document: the article, comments on its marks, tables of what is in it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from app.exporting.inventory import Inventory, Source, take
from app.exporting.lists import (
    Facts,
    Figure,
    Lists,
    check_of,
    facts_of,
    heads_of_figures,
    lists_of,
    moment,
)
from app.exporting.pdf.flow import is_rtl
from app.exporting.pdf.pictures import Printable, printable
from app.exporting.segments import Article, Layer, Part, Passage, Segment, article, shown
from app.exporting.word.comments import Comments
from app.exporting.word.elements import (
    LINK,
    PLAIN,
    Element,
    Look,
    element,
    link,
    paragraph,
    run,
    table,
)
from app.language import day, tr
from app.reading.annotation import Reading
from app.reading.document import BlockKind, Picture
from app.reading.exports import Choice, Paper

FILLS = {
    Layer.REPORTED: "EDF3FA",
    Layer.NESTED: "D3E2F1",
    Layer.QUOTED: "CFE0F2",
    Layer.NUMBER: "FCEADA",
}
"""The grounds of marks; each kind has also a shape of its own."""

QUIET = "6A655C"
LINE = "4F81B3"
EDGE = "C0753F"
WIDEST = 410.0
"""Points a picture is wide at most."""

_FONT = "Georgia"
_SHEETS = {Paper.A4: (210, 297), Paper.LETTER: (216, 279)}
_SIDE = 31
"""Millimetres beside the text."""

_HEADS = {1: 20, 2: 14, 3: 12, 4: 11, 5: 11, 6: 11}
_LONGEST_PROPERTY = 255
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def annotated_document(reading: Reading, choice: Choice) -> bytes:
    """Return a reading as a DOCX file."""
    inventory = take(reading).only(choice.marks)
    lists = lists_of(reading, inventory, choice)
    facts = facts_of(reading.document)
    pictures = printable(reading, WIDEST) if choice.pictures else {}
    found = article(reading.document, inventory, pictures)
    document = docx.Document()
    _style(document, facts, choice)
    _describe(document, reading, facts)
    unnamed = {speaker.name for speaker in reading.analysis.speakers if speaker.anonymous}
    made = moment(reading.added) or datetime.now(UTC)
    writer = _Writer(document, found, pictures, unnamed, Comments(document, choice.reader, made))
    writer.head(facts, choice)
    writer.legend(inventory)
    writer.body()
    writer.lists(lists)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


class _Writer:
    """Writes one block after another."""

    def __init__(
        self,
        document: Document,
        found: Article,
        pictures: Mapping[str, Printable],
        unnamed: set[str],
        comments: Comments,
    ) -> None:
        self._document = document
        self._end = document.element.body.sectPr
        self._article = found
        self._pictures = pictures
        self._unnamed = unnamed
        self._comments = comments
        self._bookmarks: dict[str, str] = {}

    def _add(self, block: Element) -> None:
        self._end.addprevious(block)

    def head(self, facts: Facts, choice: Choice) -> None:
        small = Look(colour=QUIET, size=9)
        kicker = " · ".join(filter(None, (facts.outlet, facts.day)))
        if kicker:
            self._add(paragraph("Normal", run(kicker, small), keep=True))
        headline = self._article.headline
        if headline is not None:
            self._add(paragraph("Heading1", *self._words(headline), rtl=headline.rtl))
        elif not facts.borrowed:
            self._add(paragraph("Heading1", run(facts.title), rtl=is_rtl(facts.title)))
        reader = shown(choice.reader).strip()
        lines = (
            tr("By {author}", author=facts.byline) if facts.byline else "",
            tr("Captured {day}", day=day(facts.captured)) if facts.captured else "",
            tr("Annotated by {reader}", reader=reader) if reader else "",
        )
        for line in filter(None, lines):
            self._add(paragraph("NoSpacing", run(line, small)))
        if facts.address:
            address = run(facts.address, Look(colour=LINK, size=9))
            self._add(paragraph("NoSpacing", link(self._document.part, facts.address, address)))
        self._add(paragraph("NoSpacing"))

    def legend(self, inventory: Inventory) -> None:
        """Say what each kind of mark looks like, where there are any."""
        quotes = inventory.quotes
        samples = (
            (Layer.QUOTED, tr("“quoted words”"), any(quote.quoted for quote in quotes)),
            (Layer.REPORTED, tr("in other words"), any(quote.reported for quote in quotes)),
            (Layer.SOURCE, tr("who says it"), bool(inventory.sources)),
            (Layer.NUMBER, tr("a number claimed"), bool(inventory.numbers)),
            (Layer.OWN, tr("own highlight"), bool(inventory.own)),
        )
        content: list[Element] = []
        for layer, words, there in samples:
            if there:
                content += [run(words, _look([layer], size=9)), run("    ", Look(size=9))]
        if content:
            start = run(f"{tr('Marked in the text')}:  ", Look(colour=QUIET, size=9))
            self._add(paragraph("Normal", start, *content[:-1]))

    def body(self) -> None:
        for part in self._article.parts:
            self._part(part)

    def _part(self, part: Part) -> None:
        if isinstance(part, Picture):
            self._picture(part)
        elif part[0].kind is BlockKind.TABLE:
            self._table(part)
        else:
            for passage in part:
                self._block(passage)

    def _block(self, passage: Passage) -> None:
        style, look = "Normal", PLAIN
        words: list[Element] = []
        match passage.kind:
            case BlockKind.HEADING:
                style = f"Heading{passage.level}"
            case BlockKind.LIST_ITEM if passage.sign:
                style = "ListParagraph"
                words.append(run(f"{passage.sign} "))
            case BlockKind.LIST_ITEM:
                style = f"ListBullet{min(3, passage.level) if passage.level > 1 else ''}"
            case BlockKind.QUOTE:
                style = "Quote"
            case BlockKind.CAPTION:
                style = "Caption"
            case BlockKind.BOILERPLATE:
                look = Look(colour=QUIET, size=9)
            case _:
                pass
        words += self._words(passage, look)
        self._add(paragraph(style, *words, rtl=passage.rtl))

    def _table(self, rows: Sequence[Passage]) -> None:
        columns = max(len(row.cells) for row in rows)
        filled = [
            (
                False,
                [
                    [paragraph("NoSpacing", *self._segments(cell, Look(size=10)), rtl=row.rtl)]
                    for cell in (*row.cells, *((),) * (columns - len(row.cells)))
                ],
            )
            for row in rows
        ]
        self._add(table(self._widths([1] * columns), filled))
        self._add(paragraph("Normal"))

    def _widths(self, shares: Sequence[float]) -> list[int]:
        """Return how wide the columns of a table are that share the width of the text."""
        section = self._document.sections[0]
        assert section.page_width
        whole = (section.page_width - 2 * Mm(_SIDE)) / 635
        return [round(whole * share / sum(shares)) for share in shares]

    def _picture(self, picture: Picture) -> None:
        file = self._pictures[picture.address]
        inline = self._document.add_picture(io.BytesIO(file.content), width=Pt(file.width))
        inline._inline.docPr.set("descr", shown(picture.alt).strip() or tr("Picture"))  # noqa: SLF001 (it has no other way)

    def _words(self, passage: Passage, look: Look = PLAIN) -> list[Element]:
        return self._segments(passage.segments, look, rtl=passage.rtl)

    def _segments(
        self, segments: Sequence[Segment], look: Look, *, rtl: bool = False
    ) -> list[Element]:
        written: list[Element] = []
        for segment in segments:
            begun = self._article.begins.get(segment.start, ())
            written += self._comments.begin(begun)
            written += [self._bookmark(item.id) for item in begun]
            words = run(segment.words, self._look(segment, look, rtl=rtl))
            if segment.address:
                words = link(self._document.part, segment.address, words)
            written.append(words)
            ended = self._article.ends.get(segment.start, ())
            written += [element("bookmarkEnd", id=self._bookmarks[item.id]) for item in ended]
            written += self._comments.end(ended)
        return written

    def _bookmark(self, name: str) -> Element:
        number = self._bookmarks[name] = str(len(self._bookmarks) + 1)
        return element("bookmarkStart", id=number, name=_anchor(name))

    def _look(self, segment: Segment, base: Look, *, rtl: bool) -> Look:
        unnamed = any(
            isinstance(piece.item, Source) and piece.item.speaker in self._unnamed
            for piece in segment.pieces
        )
        return _look(
            [piece.layer for piece in segment.pieces],
            bold=segment.strong,
            italic=segment.italic,
            colour=LINK if segment.address else base.colour,
            size=base.size,
            rtl=rtl,
            unnamed=unnamed,
        )

    def lists(self, lists: Lists) -> None:
        """Write what follows the article."""
        if lists.voices:
            self._heading(tr("Who says what"))
            self._voices(lists)
        if lists.figures:
            self._heading(tr("Numbers"))
            self._figures(lists)
        if lists.compared:
            self._heading(tr("To compare"))
            self._compared(lists)
        if lists.questions:
            self._heading(tr("Questions about the numbers"))
            for asked in lists.questions:
                self._add(paragraph("ListBullet", run(asked.words)))
                self._about("", asked.place, *asked.about)
        if lists.notes:
            self._heading(lists.notes_title)
            self._notes(lists)
        if lists.citation:
            self._heading(tr("To cite this article"))
            runs = [run(words, Look(italic=italic)) for words, italic in lists.citation]
            self._add(paragraph("Normal", *runs))

    def _voices(self, lists: Lists) -> None:
        for voice in lists.voices:
            about = [run(f"  {voice.about}", Look(colour=QUIET, size=9))] if voice.about else []
            self._add(paragraph("Heading3", run(voice.name), *about, keep=True))
            for said in voice.quotes:
                rtl = is_rtl(said.words)
                words = run(said.words, Look(rtl=rtl))
                self._add(paragraph("NoSpacing", words, rtl=rtl, keep=True))
                self._about(said.id, said.place, said.how, said.cue, said.through)

    def _compared(self, lists: Lists) -> None:
        for two in lists.compared:
            row = [self._side(figure, who) for figure, who in two.sides]
            self._add(table(self._widths([1, 1]), [(False, row)]))
            self._add(paragraph("Normal", run(two.remark)))

    def _side(self, figure: Figure, who: str) -> list[Element]:
        rtl = is_rtl(figure.written)
        large = run(figure.written, Look(bold=True, size=15, rtl=rtl))
        counted = [paragraph("NoSpacing", run(figure.subject))] if figure.subject else []
        about = paragraph("NoSpacing", *self._told(figure.id, figure.place, who))
        return [paragraph("NoSpacing", large, rtl=rtl), *counted, about]

    def _notes(self, lists: Lists) -> None:
        for note in lists.notes:
            for line in note.lines:
                rtl = is_rtl(line)
                words = run(line, Look(italic=True, rtl=rtl))
                self._add(paragraph("NoSpacing", words, rtl=rtl, keep=True))
            on = tr("on “{words}”", words=note.on) if note.lines and note.on else note.on
            self._about(note.id, note.place, on, *(f"#{tag}" for tag in note.tags))

    def _heading(self, words: str) -> None:
        self._add(paragraph("Heading2", run(words), keep=True))

    def _about(self, id_: str, place: str, *words: str) -> None:
        """Write the small line under an entry, with a link to where it stands in the text."""
        self._add(paragraph("NoSpacing", *self._told(id_, place, *words)))
        self._add(paragraph("NoSpacing"))

    def _told(self, id_: str, place: str, *words: str) -> list[Element]:
        small = Look(colour=QUIET, size=9)
        said = " · ".join(filter(None, (id_, *words)))
        content = [run(f"{said} · " if said and place else said, small)] if said else []
        if place:
            content.append(self._back(id_, place, 9))
        return content

    def _back(self, id_: str, place: str, size: float) -> Element:
        if id_ not in self._bookmarks:
            return run(place, Look(colour=QUIET, size=size))
        words = run(place, Look(colour=LINK, size=size))
        return element("hyperlink", words, anchor=_anchor(id_))

    def _figures(self, lists: Lists) -> None:
        names = heads_of_figures()
        head = [[paragraph("NoSpacing", run(name, Look(colour=QUIET, size=8)))] for name in names]
        rows: list[tuple[bool, list[list[Element]]]] = [(True, head)]
        for figure in lists.figures:
            normal = (
                run(f" ({figure.normal})", Look(colour=QUIET, size=9)) if figure.normal else None
            )
            value = [
                run(figure.written, Look(bold=True, size=9)),
                *([normal] if normal is not None else []),
            ]
            checked = [check_of(figure.number.status) or "☐", figure.check, *figure.evidence]
            cells: list[list[Element]] = [
                [run(figure.id, Look(size=9))],
                value,
                [run(figure.unit, Look(size=9))],
                [run(figure.subject, Look(size=9))],
                [run(figure.who or tr("the article itself"), Look(size=9))],
                [run("; ".join(filter(None, checked)), Look(size=9))],
                [self._back(figure.id, figure.place, 9)],
            ]
            rows.append((False, [[paragraph("NoSpacing", *cell)] for cell in cells]))
        self._add(table(self._widths([8, 22, 15, 24, 24, 17, 11]), rows))


def _look(layers: Iterable[Layer], *, unnamed: bool = False, **look: object) -> Look:
    """Return how words look that lie in marks: what is drawn last wins where only one can be."""
    highlight, line, box, fill = False, ("", ""), "", ""
    for layer in layers:
        fill = FILLS.get(layer, fill)
        match layer:
            case Layer.REPORTED | Layer.NESTED:
                line = ("dotted", LINE)
            case Layer.QUOTED:
                line = ("", "")
            case Layer.OWN:
                highlight = True
            case Layer.NUMBER:
                box = EDGE
            case Layer.SOURCE:
                line = ("dash" if unnamed else "single", LINE)
    return Look(highlight=highlight, line=line, box=box, fill=fill, **look)  # type: ignore[arg-type]


def _anchor(name: str) -> str:
    return f"mark_{name.replace('-', '_')}"


def _style(document: Document, facts: Facts, choice: Choice) -> None:
    """Give the document its sheet, its type and its language."""
    width, height = _SHEETS[choice.paper]
    section = document.sections[0]
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = Mm(_SIDE)
    section.top_margin = section.bottom_margin = Mm(24)
    for style in document.styles:
        if isinstance(style, ParagraphStyle) and style.element.rPr is not None:
            for fonts in style.element.rPr.findall(qn("w:rFonts")):
                style.element.rPr.remove(fonts)
    normal = _paragraph_style(document, "Normal")
    normal.font.name, normal.font.size = _FONT, Pt(11)
    normal.paragraph_format.space_after = Pt(7)
    normal.paragraph_format.line_spacing = 1.3
    for level, size in _HEADS.items():
        heading = _paragraph_style(document, f"Heading {level}")
        heading.font.size, heading.font.bold = Pt(size), True
        heading.font.color.rgb = RGBColor(0x23, 0x21, 0x1D)
        heading.paragraph_format.space_before = Pt(6 if level == 1 else 14)
        heading.paragraph_format.space_after = Pt(6)
    for name in ("Quote", "Caption"):
        _paragraph_style(document, name).font.color.rgb = RGBColor(0x55, 0x51, 0x4A)
    _paragraph_style(document, "Quote").paragraph_format.left_indent = Mm(8)
    _paragraph_style(document, "No Spacing").paragraph_format.line_spacing = 1.15
    language = facts.language.replace("_", "-")
    if _LANGUAGE.fullmatch(language):
        for lang in document.styles.element.iter(qn("w:lang")):
            lang.set(qn("w:val"), language)
            lang.set(qn("w:bidi"), language)
    _foot(document)


def _foot(document: Document) -> None:
    foot = document.sections[0].footer.paragraphs[0]
    quiet = Look(colour=QUIET, size=8)
    page = element("fldSimple", run("1", quiet), instr="PAGE")
    foot._p.extend([run(f"{tr('Made with Sayso')} · ", quiet), page])  # noqa: SLF001 (a field has no other way in)


def _paragraph_style(document: Document, name: str) -> ParagraphStyle:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    return style


def _describe(document: Document, reading: Reading, facts: Facts) -> None:
    about = document.core_properties
    about.title = facts.title[:_LONGEST_PROPERTY]
    about.author = facts.byline[:_LONGEST_PROPERTY]
    about.subject = tr("Annotated reading made with Sayso")
    about.comments = facts.address[:_LONGEST_PROPERTY]
    about.keywords = ", ".join(map(shown, reading.tags))[:_LONGEST_PROPERTY]
    about.language = facts.language[:_LONGEST_PROPERTY]
    about.last_modified_by = "Sayso"
    about.created = about.modified = (moment(reading.added) or datetime.now(UTC)).astimezone(UTC)
