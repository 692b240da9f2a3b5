"""PDFs of every kind for the tests, readings with marks on them, and signing by hand."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID
from pikepdf import Array, Dictionary, Name, String

from app.exporting.in_place.annotated_in_place import annotated_in_place
from app.opening.pdf.read import read_pdf
from app.opening.request import Request
from app.reading.analysis import Analysis
from app.reading.anchors import anchor
from app.reading.annotation import OwnAnnotation, Reading
from app.reading.attribution import Act, Attribution, AttributionKind
from app.reading.document import Original
from app.reading.exports import Choice
from app.reading.quantity import Quantity, QuantityKind
from app.reading.spans import Span
from tests.opening.pdf.making import HARBOUR, ORCHARD, Drawing, lines

READER = "Ines Okafor"
CHOICE = Choice(READER)

FORTY = "forty boats before the storm"
PIER = "across the slipway until the middle"


def drawing(**page) -> Drawing:
    """Return a drawn page in two columns, of which the first begins with `HARBOUR`."""
    made = Drawing((400, 600))
    made.page(*lines(HARBOUR, 30, 560, wide=32), *lines(ORCHARD, 215, 560, wide=32), **page)
    return made


def plain(**how) -> bytes:
    return drawing().bytes(**how)


def streamed() -> bytes:
    """Return a PDF whose list of objects is a stream, as newer programs write it."""
    return plain(object_stream_mode=pikepdf.ObjectStreamMode.generate)


def listed() -> bytes:
    """Return a PDF whose list of objects is a table, as older programs write it."""
    return plain(object_stream_mode=pikepdf.ObjectStreamMode.disable)


def hybrid() -> bytes:
    """Return a PDF with a table, and a stream beside it that newer programs look into."""
    base = listed()
    start = base.rindex(b"startxref")
    table = int(base[start:].split()[1])
    size = int(base[start - 200 :].split(b"/Size")[1].split()[0].strip(b">"))
    row = b"\x01" + table.to_bytes(4, "big") + b"\x00"
    stream = (
        b"%d 0 obj\n<</Type/XRef/Size %d/W[1 4 1]/Index[%d 1]/Length 6>>\nstream\n%s\nendstream\n"
        b"endobj\n" % (size, size + 1, size, row)
    )
    more = b"/Size %d/XRefStm %d" % (size + 1, table)
    rest = base[table:start].replace(b"/Size %d" % size, more)
    return base[:table] + stream + rest + b"startxref\n%d\n%%%%EOF\n" % (table + len(stream))


def reading_of(content: bytes, password: str = "", number: int = 7) -> Reading:
    """Return a reading of a PDF with a mark of every kind on its words."""
    (found,) = read_pdf(content, Request("harbour.pdf", password=password))
    document = replace(
        found.document,
        original=Original(content, "application/pdf", "2026-03-04T09:00:00+00:00"),
    )
    text = document.text

    def span(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    analysis = Analysis(
        attributions=(
            Attribution(
                "a1",
                AttributionKind.INDIRECT,
                Act.STATEMENT,
                (span("Nobody had expected the sea wall to give way"),),
                (span("said"),),
                (span("the pilots"),),
                "the pilots",
            ),
            Attribution(
                "a2",
                AttributionKind.DIRECT,
                Act.STATEMENT,
                (span("counted forty boats"),),
                source=(span("The harbour office"),),
                speaker="The harbour office",
            ),
        ),
        quantities=(
            Quantity("n1", *span("forty boats"), "forty boats", QuantityKind.COUNT, unit="boats"),
        ),
    )
    own = (
        own_on(text, FORTY, "1" * 32, "Whose count? — ask"),
        own_on(text, PIER, "2" * 32),
    )
    return Reading(
        number, document, analysis, (*found.own, *own), added="2026-03-04T09:30:00+00:00"
    )


def own_on(text: str, words: str, name: str, note: str = "", **more) -> OwnAnnotation:
    start = text.index(words)
    place = Span(start, start + len(words))
    return OwnAnnotation(
        name,
        *place,
        anchor(text, place),
        note,
        "2026-03-04T10:00:00+00:00",
        "2026-03-05T11:30:00+00:00",
        **more,
    )


def with_own(reading: Reading, name: str, **changes) -> Reading:
    """Return the reading with one of the reader's own annotations changed."""
    own = tuple(replace(item, **changes) if item.id == name else item for item in reading.own)
    return replace(reading, own=own)


def exported(content: bytes, present: bytes | None = None, **how) -> bytes:
    return annotated_in_place(reading_of(content, **how), CHOICE, present)


class marks(dict):  # noqa: N801 (reads as what it gives)
    """The highlights and underlines of a PDF by name; the file stays open as long as they do."""

    def __init__(self, pdf: bytes, password: str = "") -> None:
        self.document = pikepdf.open(io.BytesIO(pdf), password=password)
        super().__init__(
            (str(one.NM), one)
            for page in self.document.pages
            for one in page.obj.get("/Annots", [])
            if str(one.Subtype) in {"/Highlight", "/Underline"} and "/NM" in one
        )


def words_under(pdf: bytes, password: str = "") -> dict[str, str]:
    """Return the letters whose middle lies in each mark's quads, blanks left out, by name."""
    drawn = pypdfium2.PdfDocument(pdf, password=password or None)
    found = {}
    with pikepdf.open(io.BytesIO(pdf), password=password) as document:
        for number, page in enumerate(document.pages):
            handle = pdfium.FPDF_LoadPage(drawn.raw, number)
            pdfium.FPDFPage_SetRotation(handle, 0)
            text = pdfium.FPDFText_LoadPage(handle)
            letters = []
            box = pdfium.FS_RECTF()
            for index in range(pdfium.FPDFText_CountChars(text)):
                letter = chr(pdfium.FPDFText_GetUnicode(text, index))
                if not letter.isspace() and pdfium.FPDFText_IsGenerated(text, index) != 1:
                    pdfium.FPDFText_GetLooseCharBox(text, index, box)
                    letters.append((letter, (box.left + box.right) / 2, (box.bottom + box.top) / 2))
            for one in page.obj.get("/Annots", []):
                if "/QuadPoints" in one and "/NM" in one:
                    name = str(one.NM)
                    found[name] = found.get(name, "") + _under(letters, one.QuadPoints)
            pdfium.FPDFText_ClosePage(text)
            pdfium.FPDF_ClosePage(handle)
    return found


def _under(letters, quads) -> str:
    points = [float(value) for value in quads]
    words = ""
    for at in range(0, len(points), 8):
        xs, ys = points[at : at + 8 : 2], points[at + 1 : at + 8 : 2]
        words += "".join(
            letter for letter, x, y in letters if min(xs) < x < max(xs) and min(ys) < y < max(ys)
        )
    return words


def signed(content: bytes) -> bytes:
    """Return a PDF with a signature over all of it, as `pdfsig` accepts it."""
    with pikepdf.open(io.BytesIO(content)) as document:
        value = document.make_indirect(
            Dictionary(
                Type=Name.Sig,
                Filter=Name("/Adobe.PPKLite"),
                SubFilter=Name("/adbe.pkcs7.detached"),
                ByteRange=Array([0, 1111111111, 1111111111, 1111111111]),
                Contents=String(b"\xaa" * 4096),
                M=String("D:20260304090000Z"),
            )
        )
        page = document.pages[0]
        field = document.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String("Signature1"),
                V=value,
                F=132,
                Rect=Array([0, 0, 0, 0]),
                P=page.obj,
            )
        )
        page.obj.Annots = Array([field])
        document.Root.AcroForm = Dictionary(SigFlags=3, Fields=Array([field]))
        written = io.BytesIO()
        document.save(written, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    raw = written.getvalue()
    gap = b"<" + b"aa" * 4096 + b">"
    start = raw.index(gap)
    end = start + len(gap)
    placeholder = b"[ 0 1111111111 1111111111 1111111111 ]"
    ranges = b"[ 0 %d %d %d ]" % (start, end, len(raw) - end)
    raw = raw.replace(placeholder, ranges.ljust(len(placeholder)))
    signature = _signature(raw[:start] + raw[end:])
    filled = b"<" + signature.hex().encode().ljust(2 * 4096, b"0") + b">"
    return raw[:start] + filled + raw[end:]


def _signature(content: bytes) -> bytes:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Harbour Office")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1000)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    builder = pkcs7.PKCS7SignatureBuilder().set_data(content)
    return builder.add_signer(certificate, key, hashes.SHA256()).sign(
        serialization.Encoding.DER,
        [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary],
    )
