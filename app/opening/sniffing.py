"""Tell what a file is by its content; its name is never believed.

But for one thing: Markdown is plain text that somebody means to be read with its signs, and a name
ending in .md says so.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import Enum

from app.language import later
from app.opening.forms.archive import MOST_MEMBERS, Archive
from app.reading.failures import OpenFailure


class Form(Enum):
    """What the bytes can be read as."""

    TEXT = "text/plain"
    MARKDOWN = "text/markdown"
    PAGE = "text/html"
    WEB_ARCHIVE = "multipart/related"
    EMAIL = "message/rfc822"
    PDF = "application/pdf"
    EPUB = "application/epub+zip"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ODT = "application/vnd.oasis.opendocument.text"
    RTF = "application/rtf"
    OTHER = ""


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What a file is; `name` says it with its article ("a PDF") for what cannot be opened, and
    `advice` what to do with it. Both are to be said by `tr`.
    """

    form: Form
    media_type: str
    name: str = ""
    advice: str = ""


GZIP = "application/gzip"

_SAVE_AS_DOCX = later("Open it in the program it was made with, and save it as .docx or PDF.")
_EXPORT = later("Open it in the program it was made with, and export it as Word, EPUB or PDF.")
_TAKE_THE_TEXT = later("Save it as PDF, or paste the text you need.")
_SAVE_AS_EML = later(
    "Open it in Outlook and save it as HTML, or drag it into another mail program (.eml)."
)
_TAKE_IT_OUT = later("Take the document out of it first, and open that.")
_GET_IT_AGAIN = later("Get it again: it may not have been copied to its end.")

# (first bytes, media type, what a reader calls it)
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "application/pdf", later("a PDF")),
    (b"{\\rtf", "application/rtf", later("an RTF document")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage", ""),
    (b"\x89PNG\r\n\x1a\n", "image/png", later("a PNG picture")),
    (b"\xff\xd8\xff", "image/jpeg", later("a JPEG picture")),
    (b"GIF87a", "image/gif", later("a GIF picture")),
    (b"GIF89a", "image/gif", later("a GIF picture")),
    (b"II*\x00", "image/tiff", later("a TIFF picture")),
    (b"MM\x00*", "image/tiff", later("a TIFF picture")),
    (b"\x1f\x8b", GZIP, later("a gzip archive")),
    (b"BZh", "application/x-bzip2", later("a bzip2 archive")),
    (b"\xfd7zXZ\x00", "application/x-xz", later("an xz archive")),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed", later("a 7-Zip archive")),
    (b"Rar!\x1a\x07", "application/vnd.rar", later("a RAR archive")),
    (b"\x28\xb5\x2f\xfd", "application/zstd", later("a Zstandard archive")),
    (b"SQLite format 3\x00", "application/vnd.sqlite3", later("an SQLite database")),
    (b"\x7fELF", "application/x-executable", later("a program")),
    (b"MZ\x90\x00", "application/x-msdownload", later("a program")),
    (b"ID3\x03", "audio/mpeg", later("a sound recording")),
    (b"OggS\x00", "audio/ogg", later("a sound recording")),
    (b"\x1a\x45\xdf\xa3", "video/webm", later("a video")),
)

# (what a member's name begins with, media type, what a reader calls it, what to do)
_ZIPPED: tuple[tuple[str, str, str, str], ...] = (
    ("META-INF/container.xml", "application/epub+zip", later("an EPUB book"), ""),
    ("word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
     later("a Word document"), ""),
    ("xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
     later("an Excel workbook"), _TAKE_THE_TEXT),
    ("ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation",
     later("a PowerPoint presentation"), _TAKE_THE_TEXT),
    ("Index/", "application/vnd.apple.iwork", later("a Pages, Numbers or Keynote document"), _EXPORT),
    ("Index.zip", "application/vnd.apple.iwork", later("a Pages, Numbers or Keynote document"), _EXPORT),
    ("index.xml", "application/vnd.apple.pages", later("an old Pages document"), _EXPORT),
    ("index.apxl", "application/vnd.apple.keynote", later("an old Keynote presentation"), _EXPORT),
)  # fmt: skip

# What a reader calls it, whole and damaged, and what to do.
_ZIP_MIMETYPES = {
    "application/epub+zip": (later("an EPUB book"), later("a damaged EPUB book"), ""),
    "application/vnd.oasis.opendocument.text": (
        later("an OpenDocument text"),
        later("a damaged OpenDocument text"),
        "",
    ),
    "application/vnd.oasis.opendocument.spreadsheet": (
        later("an OpenDocument spreadsheet"),
        later("a damaged OpenDocument spreadsheet"),
        _TAKE_THE_TEXT,
    ),
    "application/vnd.oasis.opendocument.presentation": (
        later("an OpenDocument presentation"),
        later("a damaged OpenDocument presentation"),
        _TAKE_THE_TEXT,
    ),
}
# A template of a text is read like one.
_SAME = {
    "application/vnd.oasis.opendocument.text-template": "application/vnd.oasis.opendocument.text"
}
_LONGEST_MIMETYPE = 200

# The names of the streams in it tell whose a compound file is.
_OLE_STREAMS = (
    ("EncryptedPackage", "application/x-ole-storage", later("a document locked with a password"),
     later("Open it in the program it was made with, and save it without the password.")),
    ("__substg1.0_", "application/vnd.ms-outlook", later("an Outlook message (.msg)"), _SAVE_AS_EML),
    ("WordDocument", "application/msword", later("an old Word document (.doc)"), _SAVE_AS_DOCX),
    ("Workbook", "application/vnd.ms-excel", later("an old Excel workbook (.xls)"), _TAKE_THE_TEXT),
    ("PowerPoint Document", "application/vnd.ms-powerpoint", later("an old PowerPoint file (.ppt)"),
     _TAKE_THE_TEXT),
)  # fmt: skip

_HEADER = re.compile(rb"([!-9;-~]{1,76}):(?:[ \t]|$)")
_HEAD = 2**16
"""Bytes the header lines of a message may have."""

_WRITTEN_HEADERS = frozenset(("from", "to", "subject", "date", "cc", "reply-to", "sender"))
# What no person types above a memo.
_SENT_HEADERS = frozenset(
    (
        "content-transfer-encoding",
        "content-type",
        "delivered-to",
        "dkim-signature",
        "list-id",
        "message-id",
        "mime-version",
        "received",
        "return-path",
        "user-agent",
        "x-mailer",
    )
)
_MAIL_DATE = re.compile(rb"\d{1,2} [A-Z][a-z]{2} \d{2,4} \d\d?:\d\d(?::\d\d)? ")

_PREAMBLE = re.compile(r"\s+|<\?[^>]*>")
_PAGE_START = re.compile(
    r"<!doctype\s+html|<(?:html|head|body|article|meta|title)\b", re.IGNORECASE
)
_MARKUP_START = re.compile(r"<\?xml\b|<(?:rss|feed|opml|urlset|svg)\b", re.IGNORECASE)
_PAGE_TAGS = re.compile(r"<(?:p|div|h[1-6]|span|a|br|ul|table|img)\b[^<>]{0,500}>", re.IGNORECASE)

_LATEX = re.compile(r"^\s*\\(?:documentclass|begin\{document\}|documentstyle)", re.MULTILINE)

# Signs of Markdown that prose, mail and code do not share, each worth a point.
_MARKDOWN: tuple[re.Pattern[str], ...] = (
    # A heading stands by itself: a comment in a program does not.
    re.compile(r"(?:\A|\n[ \t]*\n)#{1,6} +[^\s#][^\n]{0,200}\n[ \t]*(?:\n|$)"),
    re.compile(
        r"(?<!!)\[[^\[\]\n]{1,300}\]\((?:https?://|mailto:|#|\./|/)[^\s()]{1,2000}[^\n)]{0,200}\)"
    ),
    re.compile(r"^ {0,3}\[[^\[\]\n^]{1,100}\]: +<?https?://\S", re.MULTILINE),
    re.compile(r"!\[[^\[\]\n]{0,300}\]\([^\s()]{1,2000}[^\n)]{0,200}\)"),
    re.compile(r"^(?:```|~~~)[^\n`]{0,40}\n", re.MULTILINE),
    re.compile(r"(?<![\w*])\*\*(?=[^\s*])[^*\n]{1,200}(?<=[^\s*])\*\*(?![\w*])"),
    re.compile(r"^ {0,3}\|?(?: *:?-{3,}:? *\|)+ *:?-*:? *\n", re.MULTILINE),
)
_TWO_LEVELS = (
    re.compile(r"(?:\A|\n)# +[^\s#][^\n]{0,200}\n[ \t]*\n"),
    re.compile(r"\n[ \t]*\n#{2,3} +[^\s#][^\n]{0,200}\n[ \t]*\n"),
)
# Signs enough where the name says Markdown too.
_FAINT_MARKDOWN = re.compile(
    r"^ {0,3}(?:#{1,6} +\S|[-*+] +\S|\d{1,3}\. +\S|> ?\S|={3,} *$|-{3,} *$)"
    r"|(?<![\w*])\*(?=[^\s*])[^*\n]{1,200}(?<=[^\s*])\*(?![\w*])"
    r"|(?<!\w)_(?=[^\s_])[^_\n]{1,200}(?<=[^\s_])_(?!\w)|<https?://",
    re.MULTILINE,
)
_FRONT_MATTER = re.compile(
    r"---[ \t]*\n(?:(?!---)[^\n]*\n){0,60}?"
    r"(?:title|author|authors|date|tags|layout|source|url)[ \t]*:[^\n]*\n"
    r"(?:(?!---)[^\n]*\n){0,200}?(?:---|\.\.\.)[ \t]*(?:\n|$)",
    re.IGNORECASE,
)
_MARKDOWN_SAMPLE = 100_000

_LEAST_TAGS = 5
"""A fragment without a document's head counts as a page from this many tags on."""


def sniff(content: bytes) -> Sniffed:
    """Tell a form of document, text, or what cannot be opened by the bytes; never raises."""
    for start, media_type, name in _SIGNATURES:
        if content.startswith(start):
            if media_type == "application/x-ole-storage":
                return _sniff_ole(content)
            return _sniffed(media_type, name)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _sniff_zip(content)
    if (inside := _sniff_inside(content)) is not None:
        return inside
    # A PDF may carry rubbish before its header; readers look for it in the first kilobyte.
    if b"%PDF-" in content[:1024] and b"%%EOF" in content[-2048:]:
        return _sniffed("application/pdf", later("a PDF"))
    form = _message_form(content) or Form.TEXT
    return Sniffed(form, form.value)


def sniff_text(text: str, *, named_markdown: bool = False) -> Sniffed:
    """Tell what decoded text that is no page is: prose, Markdown, or what is no article.

    Prose is never taken for Markdown: unless front matter says so or `named_markdown`, which is
    that the file's name says so, two different signs of it are needed.
    """
    if is_other_markup(text):
        return Sniffed(
            Form.OTHER,
            "application/xml",
            later("an XML file, such as a news feed"),
            later("Open the page of the article itself."),
        )
    if _is_json(text):
        return Sniffed(
            Form.OTHER,
            "application/json",
            later("a file of data (JSON)"),
            later("Open the article it belongs to, or paste the text you need."),
        )
    if _LATEX.search(text[:20_000]):
        return Sniffed(
            Form.OTHER,
            "application/x-latex",
            later("LaTeX source"),
            later("Open the PDF made from it."),
        )
    form = Form.MARKDOWN if _is_markdown(text, named=named_markdown) else Form.TEXT
    return Sniffed(form, form.value)


def _sniff_inside(content: bytes) -> Sniffed | None:
    """Tell what says what it is a few bytes on."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return Sniffed(Form.OTHER, "image/webp", later("a WebP picture"))
    if content[:4] == b"RIFF":
        return Sniffed(Form.OTHER, "audio/wav", later("a sound recording or film"))
    if content[4:8] == b"ftyp":
        return Sniffed(Form.OTHER, "video/mp4", later("a film, recording or phone picture"))
    if content[257:262] == b"ustar":
        return Sniffed(Form.OTHER, "application/x-tar", later("a tar archive"), _TAKE_IT_OUT)
    if content.startswith(b"bplist0") or b"<key>WebMainResource</key>" in content[:2000]:
        if b"WebMainResource" in content:
            return Sniffed(Form.WEB_ARCHIVE, Form.WEB_ARCHIVE.value)
        return Sniffed(Form.OTHER, "application/x-plist", later("a property list"))
    return None


def _sniffed(media_type: str, name: str, advice: str = "") -> Sniffed:
    form = Form(media_type) if media_type in {form.value for form in Form} else Form.OTHER
    if not advice and form is Form.OTHER and name.endswith("archive"):
        advice = _TAKE_IT_OUT
    return Sniffed(form, media_type, name, advice)


def is_page(text: str) -> bool:
    """Tell whether decoded text is HTML rather than prose that happens to contain a tag."""
    beginning = text[:20_000]
    if _PAGE_START.match(beginning, _after_preamble(beginning)):
        return True
    return beginning.lstrip().startswith("<") and len(_PAGE_TAGS.findall(beginning)) >= _LEAST_TAGS


def is_other_markup(text: str) -> bool:
    """Tell whether decoded text that is no page is XML: a news feed, a drawing, data."""
    return _MARKUP_START.match(text[:2000].lstrip()) is not None


def _after_preamble(text: str) -> int:
    """Return where the document itself begins, after blanks, declarations and comments."""
    place = 0
    while True:
        if found := _PREAMBLE.match(text, place):
            place = found.end()
        elif text.startswith("<!--", place) and (end := text.find("-->", place)) >= 0:
            place = end + 3
        else:
            return place


def _message_form(content: bytes) -> Form | None:
    """Tell an e-mail, or a page saved as one (MHTML), by its header lines."""
    headers = _headers(content)
    if headers is None:
        return None
    kind = headers.get("content-type", b"").lower()
    sent = not {"to", "received", "delivered-to", "return-path"}.isdisjoint(headers)
    if not sent and (
        (kind.startswith(b"multipart/related") and "mime-version" in headers)
        or (kind.startswith(b"text/html") and "content-location" in headers)
        or "snapshot-content-location" in headers
    ):
        return Form.WEB_ARCHIVE
    written = _WRITTEN_HEADERS.intersection(headers)
    dated = b"@" in headers.get("from", b"") and _MAIL_DATE.search(headers.get("date", b""))
    if len(written) >= 2 and (dated or not _SENT_HEADERS.isdisjoint(headers)):
        return Form.EMAIL
    return None


def _headers(content: bytes) -> dict[str, bytes] | None:
    """Return the header lines text begins with, their names in small letters; None for prose."""
    lines = content[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip().splitlines()
    if lines and lines[0].startswith(b"From "):  # as mailboxes part their messages
        lines = lines[1:]
    headers: dict[str, bytes] = {}
    last = ""
    strange = 0
    for line in lines:
        if not line.strip():
            break
        if line[:1] in (b" ", b"\t"):
            headers[last] = headers.get(last, b"") + b" " + line.strip()
        elif found := _HEADER.match(line):
            last = found[1].decode("ascii").lower()
            headers.setdefault(last, line[found.end() :].strip())
        elif not headers:
            return None
        else:
            strange += 1
    return headers if len(headers) >= 2 and 4 * strange <= len(headers) else None


def _is_json(text: str) -> bool:
    """Tell one JSON value that holds others, or a line of them each."""
    beginning = text[:200].lstrip()
    if not beginning.startswith(("{", "[")):
        return False
    first, _, rest = text.strip().partition("\n")
    return _parses(text) or (_parses(first) and _parses(rest.partition("\n")[0]))


def _parses(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict | list)
    except (ValueError, RecursionError):
        return False


def _is_markdown(text: str, *, named: bool) -> bool:
    sample = text[:_MARKDOWN_SAMPLE].replace("\r\n", "\n")
    if _FRONT_MATTER.match(sample):
        return True
    points = sum(sign.search(sample) is not None for sign in _MARKDOWN)
    points += all(sign.search(sample) for sign in _TWO_LEVELS)
    return points >= 2 or (named and (points >= 1 or _FAINT_MARKDOWN.search(sample) is not None))


def _sniff_zip(content: bytes) -> Sniffed:
    # The first member of an EPUB or OpenDocument file says what it is, even if the end is missing.
    peeked = content[30:300]
    try:
        archive = Archive(content, "")
    except OpenFailure:
        if content.count(b"PK\x01\x02") > MOST_MEMBERS:
            return _sniffed(
                "application/zip", later("a ZIP archive of very many files"), _TAKE_IT_OUT
            )
        for media_type, (_, damaged, _) in _ZIP_MIMETYPES.items():
            if peeked.startswith(b"mimetype" + media_type.encode()):
                return Sniffed(Form.OTHER, "application/zip", damaged, _GET_IT_AGAIN)
        return Sniffed(Form.OTHER, "application/zip", later("a damaged ZIP archive"), _GET_IT_AGAIN)
    try:
        stated = archive.read("mimetype")[:_LONGEST_MIMETYPE].decode("ascii", "replace").strip()
    except OpenFailure:
        stated = ""
    stated = _SAME.get(stated, stated)
    if stated in _ZIP_MIMETYPES:
        name, _, advice = _ZIP_MIMETYPES[stated]
        return _sniffed(stated, name, advice)
    for start, media_type, name, advice in _ZIPPED:
        if any(entry.startswith(start) for entry in archive.names):
            return _sniffed(media_type, name, advice)
    return _sniffed("application/zip", later("a ZIP archive"))


def _sniff_ole(content: bytes) -> Sniffed:
    for stream, media_type, name, advice in _OLE_STREAMS:
        # Directory entries are UTF-16 little endian.
        if stream.encode("utf-16-le") in content:
            return Sniffed(Form.OTHER, media_type, name, advice)
    return Sniffed(
        Form.OTHER, "application/x-ole-storage", later("an old Office file"), _SAVE_AS_DOCX
    )
