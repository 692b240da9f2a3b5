"""Files of each kind, built from what a test puts in them."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO
from xml.sax.saxutils import escape

PROSE = (
    "The council said on Monday that the new bridge over the river would cost 4.2 million euros. "
    "Mayor Jane Roe called it the largest sum the town has ever spent on a single road."
)
MORE = (
    "Work will begin in May and end two years later, the engineer in charge told reporters. "
    "The old bridge was built in 1911 and carries 14,000 cars a day, far more than planned."
)


def zipped(members: Mapping[str, str | bytes], *, stored: tuple[str, ...] = ("mimetype",)) -> bytes:
    """Pack members in order; those `stored` uncompressed."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            kind = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, kind)
    return stream.getvalue()


# EPUB

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)


def chapter(title: str, *paragraphs: str, body: str = "", head: str = "<title/>") -> str:
    """Return a chapter's XHTML; `body` is the body tag's attributes."""
    heading = f"<h1>{title}</h1>" if title else ""
    text = "".join(f"<p>{each}</p>" for each in paragraphs)
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f"<head>{head}</head><body {body}>{heading}{text}</body></html>"
    )


def contents(*lines: tuple[str, str]) -> str:
    """Return a navigation document leading to (title, address)."""
    items = "".join(f'<li><a href="{address}">{title}</a></li>' for title, address in lines)
    return chapter("Contents").replace(
        "</body>", f'<nav epub:type="toc"><ol>{items}</ol></nav></body>'
    )


def epub(
    chapters: Mapping[str, str],
    *,
    nav: str = "",
    facts: str = "<dc:title>The Bridge</dc:title><dc:creator>Ann Example</dc:creator>",
    unread: tuple[str, ...] = (),
    guide: str = "",
    ncx: str = "",
    more: Mapping[str, str | bytes] | None = None,
    version: str = "3.0",
) -> bytes:
    """Return a book of chapters by file name, those `unread` not in the reading order's line."""
    items = "".join(
        f'<item id="c{n}" href="{name}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(chapters)
    )
    spine = "".join(
        f'<itemref idref="c{n}"{" linear=" + chr(34) + "no" + chr(34) if name in unread else ""}/>'
        for n, name in enumerate(chapters)
    )
    members: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
    }
    if nav:
        items += (
            '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
        )
        members["OEBPS/nav.xhtml"] = nav
    if ncx:
        items += '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
        members["OEBPS/toc.ncx"] = ncx
    members["OEBPS/book.opf"] = (
        f'<package xmlns="http://www.idpf.org/2007/opf" version="{version}">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"'
        f' xmlns:opf="http://www.idpf.org/2007/opf">{facts}</metadata>'
        f"<manifest>{items}</manifest><spine>{spine}</spine>{guide}</package>"
    )
    members.update({f"OEBPS/{name}": text for name, text in chapters.items()})
    members.update(more or {})
    return zipped(members)


# Word

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def paragraph(text: str, style: str = "", inner: str = "") -> str:
    """Return a paragraph of Word's; `inner` is more XML in it, after the text."""
    kind = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f"<w:p>{kind}{run}{inner}</w:p>"


def docx(
    body: str,
    *,
    core: str = "",
    styles: Mapping[str, str] | None = None,
    links: Mapping[str, str] | None = None,
    notes: str = "",
    doctype: str = "",
    more: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """Return a Word document; `styles` are names by id, `links` external targets by id."""
    defined = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in (styles or {}).items()
    )
    relations = "".join(
        f'<Relationship Id="{key}" Type="{_R}/hyperlink" Target="{target}" TargetMode="External"/>'
        for key, target in (links or {}).items()
    )
    relations += (
        f'<Relationship Id="st" Type="{_R}/styles" Target="styles.xml"/>'
        f'<Relationship Id="fn" Type="{_R}/footnotes" Target="footnotes.xml"/>'
    )
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="d" '
        f'Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<?xml version="1.0"?>{doctype}<w:document xmlns:w="{_W}" xmlns:r="{_R}">'
        f"<w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f"{relations}</Relationships>",
        "word/styles.xml": f'<w:styles xmlns:w="{_W}">{defined}</w:styles>',
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{_W}">{notes}</w:footnotes>',
    }
    if core:
        members["docProps/core.xml"] = (
            f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
            f' xmlns:dcterms="http://purl.org/dc/terms/">{core}</cp:coreProperties>'
        )
    members.update(more or {})
    return zipped(members)


# OpenDocument

_O = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = (
    f'xmlns:office="{_O}:office:1.0" xmlns:text="{_O}:text:1.0" xmlns:style="{_O}:style:1.0"'
    f' xmlns:table="{_O}:table:1.0" xmlns:draw="{_O}:drawing:1.0" xmlns:meta="{_O}:meta:1.0"'
    f' xmlns:fo="{_O}:xsl-fo-compatible:1.0" xmlns:svg="{_O}:svg-compatible:1.0"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def odt(
    body: str,
    *,
    styles: str = "",
    meta: str = "",
    manifest: str = "",
    doctype: str = "",
    kind: str = "application/vnd.oasis.opendocument.text",
) -> bytes:
    """Return an OpenDocument text; `styles` are automatic ones."""
    return zipped(
        {
            "mimetype": kind,
            "content.xml": f'<?xml version="1.0"?>{doctype}<office:document-content {_SPACES}>'
            f"<office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
            "meta.xml": f"<office:document-meta {_SPACES}><office:meta>{meta}</office:meta>"
            "</office:document-meta>",
            "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="'
            f'{_O}:manifest:1.0">{manifest}</manifest:manifest>',
        }
    )
