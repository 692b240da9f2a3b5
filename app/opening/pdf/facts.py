"""What a PDF says about itself: title, authors, date, journal and DOI from its metadata."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass

import pypdfium2
from lxml import etree

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
# What the namespaces of a packet begin with: PRISM has one for each of its versions.
_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "prism": "http://prismstandard.org/namespaces/basic/",
    "pdfx": "http://ns.adobe.com/pdfx/1.3/",
    "crossmark": "http://crossref.org/crossmark/",
}
_WANTED = {
    "title": ("dc:title",),
    "creator": ("dc:creator",),
    "published": ("prism:publicationDate", "prism:coverDate", "prism:coverDisplayDate", "dc:date"),
    "outlet": ("prism:publicationName",),
    "doi": ("prism:doi", "crossmark:DOI", "pdfx:doi", "dc:identifier"),
}
_LARGEST_PACKET = 2**20
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>{}|\\^`]+")
_PDF_DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})?(\d{2})?")
_ISO_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?!\d)")
_JUNK_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel)|untitled|unbenannt|sans titre|documento?\d*$"
    r"|document\d*$|title$|paper$|main$|manuscript$|template|slide \d|layout \d|output|print|scan"
    r"|no title|arxiv:|pii:|doi:|https?:|imagemagick)|.*\.(?:docx?|pdf|tex|dvi|indd|odt|rtf|ps|qxd|fm"
    r"|pages|pptx?|html?|txt)$",
    re.IGNORECASE,
)
_JUNK_AUTHOR = re.compile(
    r"(?:user|owner|admin(?:istrator)?|author|unknown|anonymous|root|microsoft|windows|default"
    r"|.*@|.*\\)|.*(?:office|acrobat|latex|\bTeX\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Facts:
    """A document's facts as its metadata give them; empty where they do not.

    `published` is when it came out; `made` only when the file was made. Both are ISO dates, as far
    as they are known.
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    made: str = ""
    outlet: str = ""
    doi: str = ""


def facts_of(pdf: pypdfium2.PdfDocument, content: bytes, password: str) -> Facts:
    """Read a PDF's XMP packet and its Info dictionary, the packet first.

    Titles and authors that only programs give (file names, "untitled", "user") are passed over.
    """
    info = _info(pdf)
    packet = _packet(content, password)
    stated = _stated(packet) if packet is not None else {}
    title = _trusted(stated.get("title", [""])[0]) or _trusted(info.get("Title", ""))
    authors = [a for a in stated.get("creator", []) if not _JUNK_AUTHOR.match(a)]
    if not authors:
        authors = _names(info.get("Author", ""))
    about = " ".join(info.get(key, "") for key in ("Subject", "Keywords", "doi", "DOI"))
    return Facts(
        title=title,
        authors=tuple(dict.fromkeys(authors)),
        published=_iso(" ".join(stated.get("published", [])[:1])),
        made=_pdf_date(info.get("CreationDate", "")),
        outlet=" ".join(stated.get("outlet", [])[:1]),
        doi=doi_in(" ".join(stated.get("doi", []))) or doi_in(about),
    )


def doi_in(text: str) -> str:
    """Return the first DOI in a text, without the full stop or bracket that follows it."""
    found = _DOI.search(text)
    if not found:
        return ""
    doi = found.group().rstrip(".,;:'’”)]")
    return doi + ")" if doi.count("(") > doi.count(")") else doi


def _info(pdf: pypdfium2.PdfDocument) -> Mapping[str, str]:
    try:
        found: Mapping[str, str] = pdf.get_metadata_dict(skip_empty=True)
    except (pypdfium2.PdfiumError, UnicodeError):
        return {}
    return {key: _flat(value) for key, value in found.items()}


def _flat(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _packet(content: bytes, password: str) -> etree._Element | None:
    import pikepdf  # noqa: PLC0415 (only a document that has a packet needs it)

    if b"/Metadata" not in content and b"/ObjStm" not in content:
        return None
    given = password if b"/Encrypt" in content else ""  # one that is not needed is warned of
    try:
        with pikepdf.open(io.BytesIO(content), password=given) as document:
            stream = document.Root.get("/Metadata")
            if not isinstance(stream, pikepdf.Stream):
                return None
            packet = stream.read_bytes()
    except (pikepdf.PdfError, ValueError, RuntimeError, AttributeError):
        return None
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        return etree.fromstring(packet[:_LARGEST_PACKET].strip(b"\x00 \r\n\t"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _stated(packet: etree._Element) -> dict[str, list[str]]:
    """Return what the packet states, by our names for it, the surest statement first."""
    values: dict[str, list[str]] = {}
    for element in packet.iter(etree.Element):
        if name := _name(str(element.tag)):
            items = list(element.iter(f"{_RDF}li")) or [element]
            found = [_flat("".join(str(part) for part in item.itertext())) for item in items]
            values.setdefault(name, []).extend(filter(None, found))
        for attribute, value in element.attrib.items():
            if name := _name(str(attribute)):
                values.setdefault(name, []).extend(filter(None, [_flat(str(value))]))
    return {
        ours: stated
        for ours, names in _WANTED.items()
        if (stated := [value for name in names for value in values.get(name, ())])
    }


def _name(tag: str) -> str:
    """Return a tag as "dc:title"; empty for one of a namespace nobody asks about."""
    namespace, _, local = tag.rpartition("}")
    for prefix, start in _NAMESPACES.items():
        if namespace.startswith(start, 1):
            return f"{prefix}:{local}"
    return ""


def _trusted(title: str) -> str:
    title = _flat(title)
    if len(title) < 4 or _JUNK_TITLE.match(title) or not re.search(r"[^\W\d_]{3}", title):
        return ""
    if " " not in title and re.search(r"[_\d/\\]|^[a-z]", title):
        return ""
    return title


def _names(author: str) -> list[str]:
    if not author or _JUNK_AUTHOR.match(author):
        return []
    parts = re.split(r"\s*;\s*|\s+(?:and|&)\s+", author)
    if len(parts) == 1 and author.count(",") > 1:
        parts = re.split(r"\s*,\s*", author)
    return [part.strip(" ,") for part in parts if part.strip(" ,")]


def _pdf_date(date: str) -> str:
    found = _PDF_DATE.match(date)
    return _valid(*found.groups()) if found else ""


def _iso(date: str) -> str:
    found = _ISO_DATE.search(date)
    return _valid(*found.groups()) if found else ""


def _valid(year: str | None, month: str | None, day: str | None) -> str:
    """Return an ISO date as far as its parts make one."""
    if not year or not 1400 <= int(year) <= 2200:
        return ""
    if not month or not 1 <= int(month) <= 12:
        return year
    if not day or not 1 <= int(day) <= 31:
        return f"{year}-{month}"
    return f"{year}-{month}-{day}"
