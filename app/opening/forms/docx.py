"""Word documents: converted to HTML by their styles, without comments and deletions."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Any

import mammoth
from lxml import etree
from lxml.html import HtmlElement, tostring

from app.opening.forms.archive import Archive, damaged
from app.opening.forms.embedded import Embedded
from app.opening.forms.properties import day_of, names_of, title_of
from app.opening.request import Request
from app.opening.web.blocks import clean
from app.opening.web.markup import parse
from app.opening.web.metadata import Facts
from app.opening.web.page import read_whole
from app.reading.annotation import Opened
from app.reading.pictures import LARGEST

# A heading of the first level is one below the document's title. Styles go by their English names
# in every language of Word.
_STYLES = "\n".join(
    [
        "p[style-name='Title'] => h1.title:fresh",
        "p[style-name='Subtitle'] => p:fresh",
        *(
            f"p[style-name='Heading {level}'] => h{min(6, level + 1)}:fresh"
            for level in range(1, 10)
        ),
        *(f"p.Heading{level} => h{min(6, level + 1)}:fresh" for level in range(1, 10)),
        *(
            f"p[style-name='{name}'] => blockquote > p:fresh"
            for name in ("Quote", "Intense Quote", "Block Text", "Block Quotation", "Quotations")
        ),
        *(
            f"p[style-name='{name}'] => p.caption:fresh"
            for name in ("Caption", "Image Caption", "Table Caption", "Captioned Figure")
        ),
        "p[style-name^='toc '] => !",
        "p[style-name='TOC Heading'] => !",
        "p[style-name^='index '] => !",
        "p[style-name='table of figures'] => !",
    ]
)

_MEDIA = re.compile(r"word/media/[^/]+", re.IGNORECASE)
_READ = re.compile(r".*\.(?:xml|rels)", re.IGNORECASE)
_NOTE = re.compile(r"^(?:footnote|endnote)-(?!ref-)")
_BACK = re.compile(r"^#(?:footnote|endnote)-ref-")
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}link"
_PROPERTIES = "docProps/core.xml"
_NAMES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "terms": "http://purl.org/dc/terms/",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
}
# A library's own template states these of every document made with it.
_TEMPLATE_DATES = ("2013-12-23",)

# What mammoth lets through where a document is not as it expects; it has no class of its own.
_FAULTS = (
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    zipfile.BadZipFile,
)


def read_docx(content: bytes, request: Request) -> list[Opened]:
    """Open a Word document. Its title is the paragraph in that style, else the stated one.

    Tracked insertions are read, deletions are not. Raises OpenFailure for a damaged document.
    """
    archive, pictures = Archive(content, request.name), Embedded()

    def shown(image: Any) -> dict[str, str]:
        try:
            with image.open() as stream:
                return {"src": pictures.address_of(stream.read())}
        except (*_FAULTS, OSError):  # one that is missing, or lies outside
            return {"src": ""}

    try:
        html = mammoth.convert_to_html(
            _checked(archive),
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(shown),
            include_embedded_style_map=False,
            external_file_access=False,
        ).value
    except _FAULTS:
        raise damaged(request.name) from None
    facts = _facts(archive)
    tree = parse(html)
    if tree is not None:
        _number_notes(tree)
        title = next((clean(each.text_content()) for each in tree.iterfind(".//h1")), "")
        facts = Facts(title or facts.title, facts.byline, "", facts.published, "", facts.updated)
        html = tostring(tree, encoding="unicode")
    document = read_whole(html, request.source, facts, pictures=True)
    return [pictures.opened(document)]


def _checked(archive: Archive) -> BytesIO:
    """Return the document packed anew: its XML, each part read and checked, and its pictures.

    mammoth inflates without limit and its parser of XML follows declarations, so it is given parts
    that have none. A picture that is too large is empty.
    """
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as made:
        for name in archive.names:
            if _READ.fullmatch(name) and not name.startswith("customXml/"):
                root = archive.xml(name)
                for picture in root.iter("{*}blip"):  # one that lies elsewhere is not looked for
                    picture.attrib.pop(_LINK, "")
                made.writestr(name, etree.tostring(root, encoding="utf-8"))
            elif _MEDIA.fullmatch(name):
                made.writestr(name, archive.picture(name, LARGEST))
    packed.seek(0)
    return packed


def _number_notes(tree: HtmlElement) -> None:
    """Give the notes at the end the numbers they have in the text, and take the way back out."""
    number = 0
    for item in tree.iter("li"):
        if _NOTE.match(item.get("id") or ""):
            number += 1
            first = item if len(item) == 0 else item[0]
            first.text = f"[{number}] {(first.text or '').lstrip()}"
    for link in list(tree.iter("a")):
        if _BACK.match(link.get("href") or ""):
            link.drop_tree()


def _facts(archive: Archive) -> Facts:
    if _PROPERTIES not in archive:
        return Facts()
    root = archive.xml(_PROPERTIES)

    def stated(path: str) -> str:
        return root.findtext(path, default="", namespaces=_NAMES)

    published, updated = day_of(stated("terms:created")), day_of(stated("terms:modified"))
    if published in _TEMPLATE_DATES:
        published = updated = ""
    return Facts(
        title=title_of(stated("dc:title")),
        byline=names_of([stated("dc:creator")]),
        published=published,
        updated=updated if updated != published else "",
    )
