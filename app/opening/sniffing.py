"""Tell what a file is by its content; its name is never believed."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from enum import Enum
from io import BytesIO


class Form(Enum):
    """What the bytes can be read as."""

    TEXT = "text/plain"
    PAGE = "text/html"
    OTHER = ""


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What a file is; `name` says it with its article ("a PDF") for what cannot be opened."""

    form: Form
    media_type: str
    name: str = ""


# (first bytes, media type, what a reader calls it)
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "application/pdf", "a PDF"),
    (b"{\\rtf", "application/rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage", ""),
    (b"\x89PNG\r\n\x1a\n", "image/png", "a PNG picture"),
    (b"\xff\xd8\xff", "image/jpeg", "a JPEG picture"),
    (b"GIF87a", "image/gif", "a GIF picture"),
    (b"GIF89a", "image/gif", "a GIF picture"),
    (b"II*\x00", "image/tiff", "a TIFF picture"),
    (b"MM\x00*", "image/tiff", "a TIFF picture"),
    (b"\x1f\x8b", "application/gzip", "a gzip archive"),
    (b"BZh", "application/x-bzip2", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "application/x-xz", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "application/vnd.rar", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "application/zstd", "a Zstandard archive"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3", "an SQLite database"),
    (b"\x7fELF", "application/x-executable", "a program"),
    (b"MZ\x90\x00", "application/x-msdownload", "a program"),
    (b"ID3\x03", "audio/mpeg", "a sound recording"),
    (b"OggS\x00", "audio/ogg", "a sound recording"),
    (b"\x1a\x45\xdf\xa3", "video/webm", "a video"),
)

_ZIPPED: tuple[tuple[str, str, str], ...] = (
    ("word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
     "a Word document"),
    ("xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
     "an Excel workbook"),
    ("ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation",
     "a PowerPoint presentation"),
)  # fmt: skip

_ZIP_MIMETYPES = {
    "application/epub+zip": "an EPUB book",
    "application/vnd.oasis.opendocument.text": "an OpenDocument text",
    "application/vnd.oasis.opendocument.spreadsheet": "an OpenDocument spreadsheet",
    "application/vnd.oasis.opendocument.presentation": "an OpenDocument presentation",
}

_OLE_STREAMS = (
    ("__substg1.0_", "application/vnd.ms-outlook", "an Outlook message"),
    ("WordDocument", "application/msword", "an old Word document (.doc)"),
    ("Workbook", "application/vnd.ms-excel", "an old Excel workbook (.xls)"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint", "an old PowerPoint file (.ppt)"),
)

_PREAMBLE = re.compile(r"\s+|<\?[^>]*>")
_PAGE_START = re.compile(
    r"<!doctype\s+html|<(?:html|head|body|article|meta|title)\b", re.IGNORECASE
)
_MARKUP_START = re.compile(r"<\?xml\b|<(?:rss|feed|opml|urlset|svg)\b", re.IGNORECASE)
_PAGE_TAGS = re.compile(r"<(?:p|div|h[1-6]|span|a|br|ul|table|img)\b[^<>]{0,500}>", re.IGNORECASE)

_LEAST_TAGS = 5
"""A fragment without a document's head counts as a page from this many tags on."""


def sniff(content: bytes) -> Sniffed:
    """Tell a web page from plain text from anything else by the first bytes."""
    for start, media_type, name in _SIGNATURES:
        if content.startswith(start):
            if media_type == "application/x-ole-storage":
                return _sniff_ole(content)
            return Sniffed(Form.OTHER, media_type, name)
    if content.startswith(b"PK\x03\x04"):
        return _sniff_zip(content)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return Sniffed(Form.OTHER, "image/webp", "a WebP picture")
    if content[:4] == b"RIFF":
        return Sniffed(Form.OTHER, "audio/wav", "a sound recording or film")
    if content[4:8] == b"ftyp":
        return Sniffed(Form.OTHER, "video/mp4", "a film, recording or phone picture")
    # A PDF may carry rubbish before its header; readers look for it in the first kilobyte.
    if b"%PDF-" in content[:1024] and b"%%EOF" in content[-2048:]:
        return Sniffed(Form.OTHER, "application/pdf", "a PDF")
    return Sniffed(Form.TEXT, Form.TEXT.value)


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


def _sniff_zip(content: bytes) -> Sniffed:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                media_type = archive.read("mimetype").decode("ascii", "replace").strip()
                if media_type in _ZIP_MIMETYPES:
                    return Sniffed(Form.OTHER, media_type, _ZIP_MIMETYPES[media_type])
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        return Sniffed(Form.OTHER, "application/zip", "a damaged ZIP archive")
    for folder, media_type, name in _ZIPPED:
        if any(entry.startswith(folder) for entry in names):
            return Sniffed(Form.OTHER, media_type, name)
    return Sniffed(Form.OTHER, "application/zip", "a ZIP archive")


def _sniff_ole(content: bytes) -> Sniffed:
    for stream, media_type, name in _OLE_STREAMS:
        # Directory entries are UTF-16 little endian.
        if stream.encode("utf-16-le") in content:
            return Sniffed(Form.OTHER, media_type, name)
    return Sniffed(Form.OTHER, "application/x-ole-storage", "an old Office file")
