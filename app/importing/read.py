"""The way in: another tool's export, whatever its form, becomes items."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from app.importing.forms import Form
from app.importing.progress import Progress, silent
from app.importing.recognising import recognise
from app.importing.texts import unreadable
from app.reading.imported import ImportedItem, Skipped

__all__ = ["read", "recognise"]

# (module, function): what reads each form. Loaded when first needed: some bring a library along.
_READERS = {
    Form.SAYSO: ("app.importing.sayso", "read_sayso"),
    Form.POCKET: ("app.importing.pocket", "read_pocket"),
    Form.INSTAPAPER: ("app.importing.instapaper", "read_instapaper"),
    Form.OMNIVORE: ("app.importing.omnivore", "read_omnivore"),
    Form.READWISE: ("app.importing.readwise", "read_readwise"),
    Form.READER: ("app.importing.reader", "read_reader"),
    Form.WALLABAG: ("app.importing.wallabag", "read_wallabag"),
    Form.HYPOTHESIS: ("app.importing.hypothesis", "read_hypothesis"),
    Form.WEB_ANNOTATION: ("app.importing.web_annotation", "read_web_annotations"),
    Form.BOOKMARKS: ("app.importing.bookmarks", "read_bookmarks"),
    Form.CSL_JSON: ("app.importing.bibliography.csl_json", "read_csl_json"),
    Form.BIBTEX: ("app.importing.bibliography.bibtex", "read_bibtex"),
    Form.RIS: ("app.importing.bibliography.ris", "read_ris"),
    Form.ZOTERO: ("app.importing.bibliography.zotero", "read_zotero"),
    Form.PDF_FOLDER: ("app.importing.bibliography.pdfs", "read_pdfs"),
}

_Reader = Callable[[Path, Progress], Iterator[ImportedItem | Skipped]]


def read(path: Path, progress: Progress | None = None) -> Iterator[ImportedItem | Skipped]:
    """Yield the items of an export in its order, and what was not taken of it with the reason.

    Raises ImportFailure: at once where it is no export, and while reading where it cannot be read
    to its end. Nothing is ever fetched.
    """
    form = recognise(path)
    return _items(path, form, progress or silent)


def _items(path: Path, form: Form, progress: Progress) -> Iterator[ImportedItem | Skipped]:
    module, function = _READERS[form]
    reader: _Reader = getattr(import_module(module), function)
    try:
        yield from reader(path, progress)
    except OSError as error:
        raise unreadable(path, error) from None
