"""The way in: a path, a web address, bytes or pasted text becomes documents."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from app.language import later, tr
from app.opening.decoding import NotTextError, decode
from app.opening.forms.archive import gunzipped
from app.opening.language import language_of
from app.opening.plain import first_sentence, read_plain
from app.opening.request import Request, is_address
from app.opening.sniffing import GZIP, Form, Sniffed, is_page, sniff, sniff_text
from app.reading.annotation import Opened
from app.reading.document import PASTED, Original
from app.reading.failures import OpenFailure
from app.reading.makers import EXTRACTOR

LARGEST_FILE = 64 * 2**20
"""Bytes of any file that is read."""

LARGEST_TEXT = 32 * 2**20
"""Bytes of text and of a page; the longest book as text has a tenth of it."""

LONG_TEXT, BEGINNING = 100_000, 15_000
"""Of a text of more characters than the first, so many are given early."""

LARGEST_MARKDOWN = 2 * 2**20
"""Characters of Markdown that are read as such; longer ones are read as the text they are."""

READABLE = later(
    "Sayso opens web pages, PDFs, EPUB books, Word, OpenDocument and RTF documents, Markdown, "
    "plain text and e-mails."
)

# (module, function): what reads each form that is more than text. Loaded when first needed: each
# brings a library along.
_READERS = {
    Form.PDF: ("app.opening.pdf.read", "read_pdf"),
    Form.EPUB: ("app.opening.forms.epub", "read_epub"),
    Form.DOCX: ("app.opening.forms.docx", "read_docx"),
    Form.ODT: ("app.opening.forms.odt", "read_odt"),
    Form.RTF: ("app.opening.forms.rtf", "read_rtf"),
    Form.EMAIL: ("app.opening.forms.mail", "read_mail"),
    Form.WEB_ARCHIVE: ("app.opening.forms.web_archive", "read_web_archive"),
}

_LIKE_AN_ADDRESS = re.compile(
    r"(?:www\.|[\w-]+\.[a-z]{2,12}/|[\w-]+\.(?:com|org|net)$)", re.IGNORECASE
)


def open_source(request: Request) -> list[Opened]:
    """Open the file or web address asked for; raise OpenFailure when that cannot be done.

    One document, or the pieces of a longer work in order.
    """
    if is_address(request.source):
        # Reading a file must not cost loading the network.
        from app.opening.network.fetch import fetch  # noqa: PLC0415

        fetched = fetch(request.source, progress=request.progress)
        return open_bytes(
            fetched.content,
            replace(request, address=fetched.address, charset=fetched.charset),
        )
    return open_bytes(_read_file(request), request)


def open_bytes(content: bytes, request: Request) -> list[Opened]:
    """Open what was read from the request's source already.

    Raises OpenFailure when it is no article.
    """
    if not content.strip():
        raise _empty(request)
    sniffed = sniff(content)
    if sniffed.media_type == GZIP:
        # As pages and texts are stored to save room; what is inside is never unpacked further.
        content = gunzipped(content, request.name, LARGEST_FILE)
        if not content.strip():
            raise _empty(request)
        sniffed = sniff(content)
    if sniffed.form is Form.OTHER:
        raise _not_opened(sniffed, request)
    if sniffed.form in _READERS:
        module, function = _READERS[sniffed.form]
        read: Callable[[bytes, Request], list[Opened]] = getattr(import_module(module), function)
        found = read(content, request)
        form: Form = sniffed.form
    else:
        form, opened = _read_text(content, request)
        found = [opened]
    return [_completed(opened, content, form, request) for opened in found]


def open_pasted(text: str, html: str = "") -> list[Opened]:
    """Open what the reader pasted: the HTML form where that holds the article, else the text.

    Raises OpenFailure when there are no words in it.
    """
    text, html = _storable(text), _storable(html)
    request = Request(PASTED)
    if html.strip():
        try:
            opened = _read_page(html, request)
        except OpenFailure:
            if not text.strip():
                raise
        else:
            if 2 * len(opened.document.text.split()) >= len(text.split()):
                return [_completed(opened, html.encode(), Form.PAGE, request)]
    if not text.strip():
        raise OpenFailure(tr("There is no text to paste."), tr("Copy the article's text first."))
    opened = Opened(read_plain(text, PASTED))
    return [_completed(opened, text.encode(), Form.TEXT, request)]


def _storable(text: str) -> str:
    """Return pasted text without what no file can hold: half characters and control codes."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(c for c in text if c.isprintable() or c in "\t\n\r" or ord(c) > 0x9F)


def _read_text(content: bytes, request: Request) -> tuple[Form, Opened]:
    if len(content) > LARGEST_TEXT:
        raise _too_large(request, LARGEST_TEXT)
    try:
        text = decode(content, declared=request.charset)
        page = is_page(text)
        if page:
            text = decode(content, declared=request.charset, page=True)
    except NotTextError:
        raise OpenFailure(tr("{name} is not text.", name=request.name), tr(READABLE)) from None
    if page:
        return Form.PAGE, _read_page(text, request)
    named = request.source.lower().endswith((".md", ".markdown"))
    sniffed = sniff_text(text, named_markdown=named)
    if sniffed.form is Form.OTHER:
        raise _not_opened(sniffed, request)
    if sniffed.form is Form.MARKDOWN and len(text) <= LARGEST_MARKDOWN:
        from app.opening.forms.markdown import read_markdown  # noqa: PLC0415 (brings a library along)

        return Form.MARKDOWN, Opened(read_markdown(text, request.source))
    if request.early is not None and len(text) > LONG_TEXT:
        _give_beginning(text, request.source, request.early)
    return Form.TEXT, Opened(read_plain(text, request.source))


def _give_beginning(text: str, source: str, early: Callable[[Opened], None]) -> None:
    """Give the first paragraphs of a long text, where it has any, before all of it is read."""
    document = read_plain(text[: max(0, text.rfind("\n", 0, BEGINNING))], source)
    if document.blocks:
        early(Opened(document))


def _read_page(text: str, request: Request) -> Opened:
    from app.opening.web.page import read_page  # noqa: PLC0415 (loading lxml takes its time)

    return Opened(
        read_page(text, request.source, request.address, selected=request.source == PASTED)
    )


def _completed(opened: Opened, content: bytes, form: Form, request: Request) -> Opened:
    """Add what every document has: its language and the bytes it was made from."""
    document = opened.document
    if not document.blocks:
        raise _empty(request)
    captured = datetime.now(UTC).isoformat(timespec="seconds")
    first = next(document.analysed_blocks(), document.blocks[0])
    return replace(
        opened,
        document=replace(
            document,
            title=document.title or first_sentence(document.text[first.start : first.end]),
            language=document.language or language_of(document.text),
            extractor=EXTRACTOR,
            original=document.original or Original(content, form.value, captured),
        ),
    )


def _not_opened(sniffed: Sniffed, request: Request) -> OpenFailure:
    return OpenFailure(
        tr(
            "{name} is {what}, which Sayso does not open.",
            name=request.name,
            what=tr(sniffed.name),
        ),
        tr(sniffed.advice or READABLE),
    )


def _empty(request: Request) -> OpenFailure:
    return OpenFailure(
        tr("{name} is empty.", name=request.name), tr("There is nothing in it to read.")
    )


def _too_large(request: Request, most: int) -> OpenFailure:
    return OpenFailure(
        tr("{name} is larger than {size} MB.", name=request.name, size=most // 2**20),
        tr("Open a smaller part of it, or paste the text you need."),
    )


def _read_file(request: Request) -> bytes:
    path = Path(request.source).expanduser()
    try:
        if path.is_dir():
            raise OpenFailure(
                tr("{name} is a folder, not an article.", name=request.source),
                tr("Choose a file in it instead."),
            )
        if path.stat().st_size > LARGEST_FILE:
            raise _too_large(request, LARGEST_FILE)
        return path.read_bytes()
    except FileNotFoundError:
        advice = tr("Check the name and try again.")
        if _LIKE_AN_ADDRESS.match(request.source):
            advice = tr("If it is a web address, put https:// before it.")
        raise OpenFailure(tr("There is no file {name}.", name=request.source), advice) from None
    except PermissionError:
        raise OpenFailure(
            tr("{name} may not be read.", name=request.source),
            tr("Ask its owner for permission, or copy it elsewhere."),
        ) from None
    except OSError as error:
        raise OpenFailure(
            tr("{name} cannot be read ({why}).", name=request.source, why=error.strerror),
            tr("Check the disk, or copy it elsewhere."),
        ) from None
    except ValueError:
        raise OpenFailure(
            tr("{name} is no file name.", name=repr(request.source)),
            tr("Check the name and try again."),
        ) from None
