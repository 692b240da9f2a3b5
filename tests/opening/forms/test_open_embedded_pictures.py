"""Pictures that lie in a document's own file come along with it, as far as they are looked at."""

from __future__ import annotations

import plistlib
from email.message import EmailMessage
from io import BytesIO

import pytest
from PIL import Image

from app.opening import open as opening
from app.opening.forms import embedded as pictures
from app.opening.request import Request
from app.reading.annotation import Opened
from app.reading.pictures import embedded, is_embedded
from tests.opening.forms.built import MORE, PROSE, chapter, contents, docx, epub, odt, paragraph

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def _picture(width: int = 300, height: int = 200, kind: str = "PNG", colour: int = 7) -> bytes:
    stream = BytesIO()
    Image.new("RGB", (width, height), (colour, 40, 90)).save(stream, kind)
    return stream.getvalue()


HARBOUR, MILL = _picture(), _picture(400, 300, "JPEG")
ICON = _picture(24, 24)


def _opened(content: bytes, name: str) -> list[Opened]:
    return opening.open_bytes(content, Request(name))


def _book(*bodies: str, **members: bytes) -> bytes:
    names = [f"text/c{number}.xhtml" for number in range(len(bodies))]
    chapters = {
        name: chapter(f"Chapter {n}", PROSE, body, MORE)
        for n, (name, body) in enumerate(zip(names, bodies, strict=True))
    }
    nav = contents(*((f"Chapter {n}", name) for n, name in enumerate(names)))
    more = {f"OEBPS/{name.replace('_', '/', 1)}": content for name, content in members.items()}
    return epub(chapters, nav=nav, more=more)


def _word(*targets: str, **members: bytes) -> bytes:
    def drawn(number: int) -> str:
        return (
            f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing"'
            f' xmlns:a="{_DRAWING}/main" xmlns:pic="{_DRAWING}/picture">'
            f'<wp:docPr id="{number}" name="x" descr="The harbour"/><a:graphic><a:graphicData>'
            f'<pic:pic><pic:blipFill><a:blip r:embed="p{number}"/></pic:blipFill></pic:pic>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )

    relations = "".join(
        f'<Relationship Id="p{number}" Type="{_RELATIONS}/image" Target="{target}"/>'
        for number, target in enumerate(targets)
    )
    body = paragraph(PROSE) + "".join(paragraph("", inner=drawn(n)) for n in range(len(targets)))
    more: dict[str, str | bytes] = {
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f"{relations}</Relationships>"
    }
    more |= {f"word/media/{name.replace('_', '.')}": data for name, data in members.items()}
    return docx(body + paragraph(MORE), more=more)


def _placed(opened: Opened) -> list[tuple[str, str]]:
    """Return of each picture the text it stands above, and what it is said to show."""
    text = opened.document.text
    return [(text[one.at : one.at + 9], one.alt) for one in opened.document.pictures]


def test_a_word_documents_pictures_stand_where_they_stood():
    (opened,) = _opened(_word("media/a.png", a_png=HARBOUR), "report.docx")
    assert _placed(opened) == [(MORE[:9], "The harbour")]
    assert opened.files == (embedded(HARBOUR),)
    assert opened.files[0].media_type == "image/png"
    assert is_embedded(opened.document.pictures[0].address)


def test_a_word_document_opens_where_a_picture_is_missing_or_of_a_kind_that_is_not_shown():
    (opened,) = _opened(
        _word("media/none.png", "media/b.emf", "../../etc/passwd", b_emf=b"\1\0\0\0 EMF" * 9),
        "report.docx",
    )
    assert PROSE in opened.document.text
    assert (opened.document.pictures, opened.files) == ((), ())


def test_an_opendocument_texts_pictures_stand_where_they_stood():
    frame = (
        '<text:p><draw:frame><draw:image xlink:href="Pictures/a.png"/><svg:desc>The harbour</svg:desc>'
        "</draw:frame></text:p>"
    )
    content = odt(f"<text:p>{PROSE}</text:p>{frame}<text:p>{MORE}</text:p>")
    (without,) = _opened(content, "report.odt")
    assert (without.document.pictures, without.files) == ((), ())
    (opened,) = _opened(_with(content, {"Pictures/a.png": HARBOUR}), "report.odt")
    assert _placed(opened) == [(MORE[:9], "The harbour")]
    assert opened.files == (embedded(HARBOUR),)


def _with(content: bytes, more: dict[str, bytes]) -> bytes:
    import zipfile

    stream = BytesIO(content)
    with zipfile.ZipFile(stream, "a") as archive:
        for name, member in more.items():
            archive.writestr(name, member)
    return stream.getvalue()


def test_each_chapter_of_a_book_has_its_own_pictures():
    one, two = _opened(
        _book(
            '<img src="../images/a.png" alt="The harbour"/>',
            '<img alt="" src="../images/b.jpg"/><img src="../images/i.png"/>',
            **{"images_a.png": HARBOUR, "images_b.jpg": MILL, "images_i.png": ICON},
        ),
        "book.epub",
    )
    assert (_placed(one), one.files) == ([(MORE[:9], "The harbour")], (embedded(HARBOUR),))
    assert (_placed(two), two.files) == ([(MORE[:9], "")], (embedded(MILL),))


def test_a_page_of_a_book_that_is_one_drawing_around_a_picture_shows_it():
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
        '<image width="900" height="1200" xlink:href="../images/a.png"/></svg>'
    )
    (opened,) = _opened(_book(drawing, **{"images_a.png": HARBOUR}), "book.epub")
    assert opened.files == (embedded(HARBOUR),)


def test_a_chapters_pictures_are_found_again_when_its_original_is_read_anew():
    (opened,) = _opened(
        _book('<img src="../images/a.png"/>', **{"images_a.png": HARBOUR}), "book.epub"
    )
    original = opened.document.original
    assert original is not None
    (again,) = opening.open_bytes(original.content, Request("book.epub"))
    assert [one.address for one in again.document.pictures] == [embedded(HARBOUR).address]


def test_a_picture_on_the_web_is_not_fetched_for_a_book():
    (opened,) = _opened(_book('<img src="https://tracker.example/a.png"/>'), "book.epub")
    assert opened.document.pictures == ()


def test_a_picture_that_is_damaged_or_a_bomb_costs_only_itself():
    bomb = b"\x89PNG\r\n\x1a\n" + bytes(60 * 2**20)
    (opened,) = _opened(
        _book(
            '<img src="../images/a.png"/><img src="../images/b.png"/><img src="../images/c.png"/>',
            **{"images_a.png": bomb, "images_b.png": HARBOUR[:40], "images_c.png": HARBOUR},
        ),
        "book.epub",
    )
    assert PROSE in opened.document.text
    assert opened.files == (embedded(HARBOUR),)


def test_pictures_beyond_the_room_there_is_have_no_place_in_the_text(monkeypatch):
    monkeypatch.setattr(pictures, "MOST", len(HARBOUR) + 10)
    content = _word("media/a.png", "media/b.jpg", a_png=HARBOUR, b_jpg=MILL)
    (opened,) = _opened(content, "report.docx")
    assert opened.files == (embedded(HARBOUR),)
    assert [one.address for one in opened.document.pictures] == [embedded(HARBOUR).address]


PAGE = (
    "<!DOCTYPE html><html><head><title>What the bridge costs</title></head><body><article>"
    f'<h1>What the bridge costs</h1><p>{PROSE}</p><img src="/photos/harbour-1900.png" alt="1900">'
    f'<p>{MORE}</p><img src="/photos/mill.jpg"><p>{PROSE[::-1]}</p></article></body></html>'
)
ADDRESS = "https://courier.example/bridge"
PHOTO = "https://courier.example/photos/harbour-1900.png"


def _mhtml() -> bytes:
    message = EmailMessage()
    message["Snapshot-Content-Location"] = ADDRESS
    message["MIME-Version"] = "1.0"
    message.make_related()
    root, photo = EmailMessage(), EmailMessage()
    root.set_content(PAGE, subtype="html", cte="quoted-printable")
    root["Content-Location"] = ADDRESS
    photo.set_content(HARBOUR, "image", "png")
    photo["Content-Location"] = PHOTO
    message.attach(root)
    message.attach(photo)
    return bytes(message)


def _webarchive() -> bytes:
    main = {"WebResourceData": PAGE.encode(), "WebResourceURL": ADDRESS}
    photo = {"WebResourceData": HARBOUR, "WebResourceURL": PHOTO}
    return plistlib.dumps(
        {"WebMainResource": main, "WebSubresources": [photo]}, fmt=plistlib.FMT_BINARY
    )


@pytest.mark.parametrize(
    ("content", "name"), [(_mhtml(), "page.mhtml"), (_webarchive(), "page.webarchive")]
)
def test_a_page_saved_whole_brings_the_pictures_that_were_saved_with_it(content: bytes, name: str):
    (opened,) = _opened(content, name)
    assert [one.address for one in opened.document.pictures] == [
        PHOTO,
        "https://courier.example/photos/mill.jpg",
    ]
    (file,) = opened.files
    assert (file.address, file.media_type, file.content) == (PHOTO, "image/png", HARBOUR)
