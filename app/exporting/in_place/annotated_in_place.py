"""A reading's own PDF with its marks: the file as it is, and a revision behind it."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pikepdf
import pypdfium2
from pikepdf import Dictionary, Name, Object, Pdf, String

from app.exporting.in_place import failures
from app.exporting.in_place.drawing import Part, Signing, annotation, parts
from app.exporting.in_place.names import BROUGHT, DETECTED, OWN, PREFIX, names
from app.exporting.in_place.places import Places
from app.exporting.in_place.present import Annotations, Present
from app.exporting.in_place.revision import Revision
from app.exporting.inventory import Inventory, Item, Own, Quote, take
from app.exporting.pdf import entries
from app.exporting.wording import contents
from app.language import tr
from app.reading.annotation import Reading
from app.reading.exported import KEY, Exported, Written, as_read, text_digest, unpacked, written
from app.reading.exports import Choice, Kind
from app.reading.failures import PasswordNeeded
from app.reading.spans import Span

_DEFAULT = Choice()
_WRONG_PASSWORD = 4


def annotated_in_place(
    reading: Reading, choice: Choice = _DEFAULT, present: bytes | None = None
) -> bytes:
    """Return the reading's original PDF with a revision that holds its marks.

    `present` is what stands where the file is to go: where that is an earlier export of this very
    PDF it is gone on from, so that what other programs did to it is kept. Raises ExportFailure
    where nothing may or can be added, and PasswordNeeded for a locked one.
    """
    original = reading.document.original
    if original is None or not original.content.startswith(b"%PDF-"):
        if original is not None and b"%PDF-" in original.content[:1024]:
            raise failures.damaged()
        raise failures.no_pdf()
    about = Exported(
        reading.id,
        text_digest(reading.document.text),
        hashlib.sha256(original.content).hexdigest(),
    )
    if present is not None and _is_export_of(present, about, choice.password):
        return _revised(present, reading, choice, about)
    return _revised(original.content, reading, choice, about)


def _is_export_of(content: bytes, about: Exported, password: str) -> bool:
    try:
        with Pdf.open(io.BytesIO(content), password=password) as document:
            known = _known(document)
    except pikepdf.PdfError:
        return False
    return known is not None and known.original == about.original


def _known(document: Pdf) -> Exported | None:
    info = document.trailer.get("/Info")
    word = info.get(KEY) if isinstance(info, Dictionary) else None
    return unpacked(str(word)) if isinstance(word, String) else None


def _revised(base: bytes, reading: Reading, choice: Choice, about: Exported) -> bytes:
    with _drawn(base, choice.password) as drawn, _opened(base, choice.password) as document:
        _allow(document)
        if not reading.document.printed:
            raise failures.unlike() if _has_letters(drawn) else failures.no_text()
        inventory = _chosen(take(reading), choice)
        named = names(inventory, reading.document.text)
        spans = [
            span
            for item in inventory
            for span in (*item.spans, *(one for _, some in entries.drawing(item) for one in some))
        ]
        places = Places(drawn, reading.document, spans)
        revision = Revision(base, document)
        return _Marking(document, revision, reading, choice, about).written(
            {
                named[item.id]: parts(item, named[item.id], places)
                for item in entries.drawing_order(inventory)
            }
        )


@contextmanager
def _drawn(content: bytes, password: str) -> Iterator[pypdfium2.PdfDocument]:
    try:
        pdf = pypdfium2.PdfDocument(content, password=password or None)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _WRONG_PASSWORD:
            raise _locked() from None
        raise failures.damaged() from None
    try:
        yield pdf
    finally:
        pdf.close()


@contextmanager
def _opened(content: bytes, password: str) -> Iterator[Pdf]:
    try:
        document = Pdf.open(io.BytesIO(content), password=password)
    except pikepdf.PasswordError:
        raise _locked() from None
    except pikepdf.PdfError:
        raise failures.damaged() from None
    with document:
        # A list of objects that had to be guessed cannot be gone on from.
        if any("reconstruct" in str(warning) for warning in document.get_warnings()):
            raise failures.damaged()
        try:
            yield document
        except pikepdf.PdfError as error:
            raise failures.damaged() from error


def _locked() -> PasswordNeeded:
    return PasswordNeeded(
        tr("The PDF is locked with a password."),
        tr("Enter it, or export an annotated PDF instead: Sayso then sets the text anew."),
    )


def _allow(document: Pdf) -> None:
    """Raise ExportFailure where annotations are not permitted, or would break a certificate."""
    if document.is_encrypted and not (
        document.owner_password_matched or document.allow.modify_annotation
    ):
        raise failures.forbidden()
    permissions = document.Root.get("/Perms")
    certificate = permissions.get("/DocMDP") if isinstance(permissions, Dictionary) else None
    if isinstance(certificate, Dictionary) and _allowed_by(certificate) < 3:
        raise failures.certified()


def _allowed_by(certificate: Object) -> int:
    """Return what a certificate allows: 1 nothing, 2 filling in forms, 3 annotations too."""
    for reference in certificate.get("/Reference", ()):
        given = reference.get("/TransformParams")
        if isinstance(given, Dictionary):
            return int(given.get("/P", 2))
    return 2


def _has_letters(pdf: pypdfium2.PdfDocument) -> bool:
    for number in range(min(10, len(pdf))):
        page = pdf[number]
        text = page.get_textpage()
        count = text.count_chars()
        text.close()
        page.close()
        if count:
            return True
    return False


def _chosen(inventory: Inventory, choice: Choice) -> Inventory:
    """Return what of an inventory the reader wants to have marked."""

    def quote(item: Quote) -> bool:
        return (Kind.QUOTED if item.quoted else Kind.REPORTED) in choice.marks

    return Inventory(
        quotes=tuple(filter(quote, inventory.quotes)),
        numbers=inventory.numbers if Kind.NUMBERS in choice.marks else (),
        sources=inventory.sources if Kind.SOURCES in choice.marks else (),
        own=inventory.own if Kind.OWN in choice.marks else (),
    )


class _Marking:
    """Marks being brought into a PDF that may hold some of them already."""

    def __init__(
        self, document: Pdf, revision: Revision, reading: Reading, choice: Choice, about: Exported
    ) -> None:
        self._document = document
        self._revision = revision
        self._reading = reading
        self._choice = choice
        self._about = about
        self._before = _known(document)
        self._annotations = Annotations(document, revision)
        self._written: dict[str, Written] = {}
        self._signing: Signing | None = None

    def written(self, wanted: Mapping[str, list[Part]]) -> bytes:
        """Bring the marks in by name; return the file, as it was where nothing is new."""
        handled: set[str] = set()
        for name, some in wanted.items():
            if not some:
                continue
            item = some[0].item
            there = self._there(name, item)
            if there is not None:
                handled.add(there.name)
                if self._is_good(there, item):
                    continue
                self._annotations.remove(there)
            elif self._deleted_elsewhere(name, item):
                continue
            self._write(name, some)
        for name, there in self._annotations.marks.items():
            if name not in handled and self._is_ours_to_remove(there):
                self._annotations.remove(there)
        self._annotations.put_down()
        about = replace(self._about, written=self._written)
        if not self._revision and self._before == about:
            return self._revision.source
        return self._revision.written(self._info(about))

    def _write(self, name: str, some: Sequence[Part]) -> None:
        self._written[name] = entries.known(some[0].item)
        for part in some:
            page = self._document.pages[part.page]
            made = annotation(part, page, self._revision, self._signed())
            self._annotations.add(part.page, made)

    def _signed(self) -> Signing:
        if self._signing is None:
            darken = Dictionary(Type=Name.ExtGState, BM=Name.Multiply, CA=1, ca=1)
            shared = self._revision.add(Dictionary(ExtGState=Dictionary(G0=darken)))
            made = entries.moment(self._reading.added) or datetime.now(UTC)
            self._signing = Signing(self._choice.reader, made, shared)
        return self._signing

    def _was(self, name: str) -> Written | None:
        return self._before.written.get(name) if self._before is not None else None

    def _there(self, name: str, item: Item) -> Present | None:
        """Return the mark in the PDF that one of the reading is, None for none."""
        present = self._annotations.marks
        return present.get(_brought(item)) or present.get(name)

    def _deleted_elsewhere(self, name: str, item: Item) -> bool:
        """Tell whether a mark was in the PDF before and another program has deleted it since."""
        for known in (_brought(item), name):
            was = self._was(known)
            if was is not None:
                self._written[known] = was
                return True
        return False

    def _is_good(self, there: Present, item: Item) -> bool:
        """Bring a mark up to date; False where it must be made anew instead.

        What another program has changed since it was written stays as it is there.
        """
        was, now = self._was(there.name), entries.known(item)
        ours = there.name.startswith(PREFIX)
        moved = ours and was is not None and (was.start, was.end) != (now.start, now.end)
        same = there.note == as_read(contents(item))
        if was is not None and not same and not was.says(there.note):
            self._written[there.name] = was
            return True
        if moved or (ours and not same and not isinstance(item, Own)):
            return False
        if not same:
            self._write_note(there, item)
        self._written[there.name] = now
        return True

    def _write_note(self, there: Present, item: Item) -> None:
        changed = entries.moment(item.annotation.modified) if isinstance(item, Own) else None
        for part in there.parts.values():
            part.Contents = String(contents(item))
            part.M = String(entries.pdf_date(changed or datetime.now(UTC)))
            if "/RC" in part:
                del part["/RC"]
        self._annotations.change(there)

    def _is_ours_to_remove(self, there: Present) -> bool:
        """Tell whether a mark the reading does not have is to go.

        Somebody else's stays, and so does what somebody else has written to. It is known from then
        on, so that it is not taken for a new one.
        """
        was = self._was(there.name)
        detected = bool(DETECTED.fullmatch(there.name)) and there.author == entries.AUTHOR
        own = there.name.startswith(OWN) and was is not None
        if (detected or own) and (was is None or was.says(there.note)):
            return True
        self._written[there.name] = was or written(Span(0, 0), there.note, ())
        return False

    def _info(self, about: Exported) -> Object:
        """Return the document information with what the PDF is to know of its reading."""
        info = self._document.trailer.get("/Info")
        if isinstance(info, Dictionary) and info.is_indirect:
            info[Name(KEY)] = String(about.packed())
            self._revision.change(info)
            return info
        known = dict(info.items()) if isinstance(info, Dictionary) else {}
        return self._revision.add(Dictionary({**known, KEY: String(about.packed())}))


def _brought(item: Item) -> str:
    """Return the name an annotation has in the PDF it was found in, "" for one made here."""
    if isinstance(item, Own) and item.annotation.id.startswith(BROUGHT):
        return item.annotation.id.removeprefix(BROUGHT)
    return ""
