"""Rich Text Format: its text, read as plain text is, with links, table rows and notes found again.

What is no text is cut out first, and what has to be found again is marked with characters that no
text uses; striprtf, which makes text of the rest, knows neither and takes ages over some of it.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace

from striprtf.striprtf import font_table_group, rtf_to_text

from app.language import later, tr
from app.opening.forms.archive import GET_IT_AGAIN, damaged
from app.opening.forms.properties import day_of, names_of, title_of
from app.opening.plain import read_plain
from app.opening.request import Request
from app.reading.annotation import Opened
from app.reading.document import Block, BlockKind, Document, Link
from app.reading.failures import OpenFailure

LARGEST = 8 * 2**20
"""Bytes of RTF without its pictures. A novel has a tenth of them; they take five seconds."""

_TOKEN = re.compile(
    rb"\\[\\{}]"
    rb"|(?P<open>\{)"
    rb"|(?P<close>\})"
    rb"|(?P<binary>\\bin(?P<length>\d{1,9})? ?)"
    rb"|(?P<data>\\(?:pict|objdata|themedata|colorschememapping|datastore|deleted)(?![a-z0-9]))"
    rb"|(?P<field>\\fldinst(?=[ \r\n]*\{?[^{}\"]{0,80}?HYPERLINK\s+"
    rb"\"(?P<address>[^\"{}\s]{1,2000})\"))"
    rb"|(?P<result>\\fldrslt(?![a-z]) ?)"
    rb"|(?P<note>(?:\\\*)?\\footnote(?![a-z]) ?)"
    rb"|(?P<cell>\\(?:nest)?cell(?![a-z]) ?)"
    rb"|(?P<row>\\(?:trowd|row|nestrow)(?![a-z]) ?)"
)
_STOP = re.compile(rb"[\\{}]")
_CODE_PAGE = re.compile(rb"\\ansicpg(\d{1,5})")
_CHARACTER_SETS = ((b"\\mac", "mac_roman"), (b"\\pca", "cp850"), (b"\\pc", "cp437"))
_FONT = re.compile(r"\\f(\d{1,5})(?![a-z0-9])|\\fcharset(\d{1,3})")
_INSTRUCTION = re.compile(r"\\fldinst(?=\{)", re.IGNORECASE)

# Characters for private use: where a link's number begins and ends, where the link itself ends,
# where a cell ends, where a row begins and ends.
_MARKS = re.compile("\ue000(\\d{1,7})\ue001|[\ue000-\ue005]")
_LINK_ENDS, _CELL_ENDS, _ROW_BEGINS, _ROW_ENDS = "\ue002", "\ue003", "\ue004", "\ue005"
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u00ad\ufffc]")
_MOST_PROPERTIES = 5000
_FAULTS = (ValueError, LookupError, OverflowError, TypeError)


_to_text: Callable[..., str] = rtf_to_text
_font_table: Callable[[str], str] = font_table_group


def read_rtf(content: bytes, request: Request) -> list[Opened]:
    """Open a rich text: one line a paragraph, the cells of a table's row apart by tabs.

    Its notes stand at the end. Raises OpenFailure for what has no text or is too long.
    """
    cutter = _Cutter(content)
    rtf = cutter.rtf()
    if len(rtf) > LARGEST:
        raise OpenFailure(
            tr("{name} has more than {size} MB of text.", name=request.name, size=LARGEST // 2**20),
            tr("Open a smaller part of it, or paste the text you need."),
        )
    source = rtf.decode(_encoding(content), "replace")
    marked = _converted(source, request)
    document = _document(marked, cutter.links, request)
    if not document.blocks:
        raise OpenFailure(tr("There is no text in {name}.", name=request.name), tr(GET_IT_AGAIN))
    title, byline, published = _properties(source)
    return [
        Opened(
            replace(
                document,
                title=title or document.title,
                byline=byline or document.byline,
                published=published,
                notice=later("The end of the file is missing.") if cutter.depth else "",
            )
        )
    ]


class _Cutter:
    """RTF taken apart in one pass: pictures, other data and deleted text are cut out, links and
    cells are marked, notes are moved to the end.

    Binary data is skipped by its stated length, for it may hold anything.
    """

    def __init__(self, content: bytes) -> None:
        self.links: list[str] = []
        self.depth = 0
        """Groups that are open; in the end those that were never closed."""
        self._content = content
        self._body: list[bytes] = []
        self._kept = self._body
        self._notes: list[bytes] = []
        self._position = 0
        # The groups being dropped, being a note and being shown as a link, by their depth.
        self._dropped = 0
        self._noted = 0
        self._linked: list[int] = []
        self._address = ""
        self._run()

    def rtf(self) -> bytes:
        """Return what was kept, the notes as paragraphs at its end."""
        body = b"".join(self._body)
        if not self._notes:
            return body
        notes = b"".join(
            b"{\\par\\pard [%d] %b}" % (number, note)
            for number, note in enumerate(self._notes, start=1)
        )
        return body.rstrip().removesuffix(b"}") + notes + b"}"

    def _run(self) -> None:
        place = 0
        # Most bytes begin nothing, and those of pictures are many.
        while stop := _STOP.search(self._content, place):
            token = _TOKEN.match(self._content, stop.start())
            if token is None:
                place = stop.end()
                continue
            place = token.end()
            match token.lastgroup:
                case "open":
                    self.depth += 1
                case "close":
                    self._close(token)
                    if self.depth == 0:
                        break
                case "binary":
                    place += int(token["length"] or 0)
                    self._keep(token.start(), place)
                case None:
                    continue
                case word if not self._dropped:
                    self._word(word, token)
        self._keep(place if self.depth == 0 else len(self._content), place)
        if self._noted:
            self._body.append(b"".join(self._kept))

    def _keep(self, end: int, following: int) -> None:
        """Keep what came before `end`, and go on at `following`."""
        if not self._dropped:
            self._kept.append(self._content[self._position : end])
        self._position = following

    def _word(self, word: str, token: re.Match[bytes]) -> None:
        if word == "data":
            self._keep(token.start(), token.end())
            self._dropped = self.depth
        elif word == "cell":
            self._keep(token.start(), token.end())
            self._kept.append(_mark(_CELL_ENDS))
        elif word == "row":
            self._keep(token.start(), token.end())
            begins = token[0].startswith(b"\\trowd")
            self._kept.append(_mark(_ROW_BEGINS if begins else _ROW_ENDS))
        elif word == "field":
            self._address = token["address"].decode("latin-1")
        elif word == "result" and self._address:
            self._keep(token.end(), token.end())
            self.links.append(self._address)
            self._kept += (_mark("\ue000"), b"%d" % len(self.links), _mark("\ue001"))
            self._linked.append(self.depth)
            self._address = ""
        elif word == "note" and not self._noted:
            self._keep(token.start(), token.end())
            self._kept = []
            self._noted = self.depth

    def _close(self, token: re.Match[bytes]) -> None:
        self._keep(token.start(), token.start())
        if self._dropped == self.depth:
            self._dropped = 0
        if self._linked and self._linked[-1] == self.depth:
            self._linked.pop()
            self._kept.append(_mark(_LINK_ENDS))
        if self._noted == self.depth:
            self._notes.append(b"".join(self._kept))
            self._kept = self._body
            self._noted = 0
            self._kept.append(b"[%d]" % len(self._notes))
        self.depth -= 1


def _mark(character: str) -> bytes:
    return b"{\\uc1\\u%d?}" % ord(character)


def _encoding(content: bytes) -> str:
    """Return the encoding of bytes above ASCII, which stand unescaped in some files."""
    beginning = content[:2000]
    if found := _CODE_PAGE.search(beginning):
        try:
            return codecs.lookup(f"cp{int(found[1])}").name
        except LookupError:
            return "cp1252"
    return next((name for word, name in _CHARACTER_SETS if word in beginning), "cp1252")


def _converted(source: str, request: Request) -> str:
    """Return the text; what could make striprtf search without end is set out plainly first."""
    fonts = _font_table(source)
    if fonts.startswith("{\\rtf"):
        raise damaged(request.name)
    if fonts:
        source = source.replace(fonts, _plain_fonts(fonts), 1)
    source = _INSTRUCTION.sub(r"\g<0> ", source)
    try:
        try:
            text = _to_text(source, encoding="cp1252", errors="replace")
        except LookupError:  # a character set of the old Macintosh that Python does not have
            source = source.replace("\\fcharset", "\\fcharse")
            text = _to_text(source, encoding="cp1252", errors="replace")
    except _FAULTS:
        raise damaged(request.name) from None
    # Characters beyond the first plane stand in halves.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _plain_fonts(group: str) -> str:
    lines = []
    font = "0"
    for found in _FONT.finditer(group):
        if found[1]:
            font = found[1]
        else:
            lines.append(f"{{\\f{font}\\fcharset{found[2]} x;}}\n")
    return "{\\fonttbl\n" + "".join(lines) + "}"


class _Text:
    """The text without its marks; what they say by its offsets."""

    def __init__(self, marked: str, addresses: list[str]) -> None:
        self.kept: list[str] = []
        self.links: list[Link] = []
        self.rows: list[int] = []
        """Where the last cell with text of each table row ends."""
        self._addresses = dict(enumerate(addresses, start=1))
        self._length = 0
        self._started: list[tuple[int, str]] = []
        self._in_row = False
        self._tabs = 0
        position = 0
        for mark in _MARKS.finditer(marked):
            self._piece(marked[position : mark.start()], mark[0])
            self._mark(mark)
            position = mark.end()
        self._piece(marked[position:], "")

    def _piece(self, raw: str, ending: str) -> None:
        piece = _UNSEEN.sub("", raw.replace("\r", ""))
        if self._in_row:
            # A cell is a part of a line, however many paragraphs it has.
            piece = piece.replace("\n", " ")
            if ending in (_CELL_ENDS, _ROW_ENDS):
                piece = piece.rstrip()
            if piece.strip() and self._tabs:
                piece = "\t" * self._tabs + piece.lstrip()
                self._tabs = 0
        self.kept.append(piece)
        self._length += len(piece)

    def _mark(self, mark: re.Match[str]) -> None:
        if mark[1]:
            # A number of the text's own, if it uses such characters after all, leads nowhere.
            address = self._addresses.get(int(mark[1]), "")
            self._started.append((self._length, address))
        elif mark[0] == _LINK_ENDS and self._started:
            start, address = self._started.pop()
            if self._length > start and address.startswith(("http://", "https://")):
                self.links.append(Link(start, self._length, address))
        elif mark[0] == _ROW_BEGINS:
            self._in_row = True
        elif mark[0] == _CELL_ENDS:
            self.rows.append(self._length)
            self._in_row = True
            self._tabs += 1
        elif mark[0] == _ROW_ENDS:
            self._in_row = False
            self._tabs = 0
            self.kept.append("\n")
            self._length += 1


def _document(marked: str, addresses: list[str], request: Request) -> Document:
    """Make a document of the text with its marks, which become links and table rows."""
    found = _Text(marked, addresses)
    document = read_plain("".join(found.kept), request.source)
    return replace(
        document,
        links=tuple(_trimmed(found.links, document.text)),
        blocks=_rows(document, found.rows),
    )


def _trimmed(links: list[Link], text: str) -> list[Link]:
    found = []
    for link in links:
        words = text[link.start : link.end]
        start = link.start + len(words) - len(words.lstrip())
        if (shown := words.strip()) and "\n" not in shown:
            found.append(replace(link, start=start, end=start + len(shown)))
    return found


def _rows(document: Document, cells: list[int]) -> tuple[Block, ...]:
    """Return the blocks, those that cells end in as rows of a table."""
    blocks = list(document.blocks)
    starts = [block.start for block in blocks]
    for cell in cells:
        place = bisect_right(starts, cell) - 1
        if place >= 0 and "\n" not in document.text[blocks[place].end : cell]:
            blocks[place] = replace(blocks[place], kind=BlockKind.TABLE, level=None)
    return tuple(blocks)


def _properties(source: str) -> tuple[str, str, str]:
    """Return the title, the authors and the day stated at the beginning."""
    start = source.find("{\\info")
    if start < 0:
        return "", "", ""
    info = source[start : start + _MOST_PROPERTIES]

    def stated(what: str) -> str:
        found = re.search(rf"\{{\\{what} ([^{{}}]{{1,500}})\}}", info)
        try:
            return _to_text(f"{{\\rtf1\\ansi {found[1]}}}", errors="replace") if found else ""
        except _FAULTS:
            return ""

    day = re.search(r"\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})", info)
    published = day_of(f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}") if day else ""
    return title_of(stated("title")), names_of([stated("author")]), published
