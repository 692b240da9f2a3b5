"""What a reading is cited by, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.library import schema
from app.library.citation import byline_of, iso_date, storable_item
from app.library.database import Database
from app.library.lists import named, shown
from app.library.recording import Recorder
from app.library.retexting import COLUMNS
from app.reading.failures import Refused
from app.reading.operations import Operation

NAMES = frozenset({"author", "editor", "translator", "container-author", "collection-editor"})
DATES = frozenset({"issued", "accessed", "original-date", "event-date"})
_TYPES = """
article article-journal article-magazine article-newspaper bill book broadcast chapter collection
dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview
legal_case legislation manuscript map motion_picture musical_score pamphlet paper-conference patent
performance periodical personal_communication post post-weblog regulation report review review-book
software song speech standard thesis treaty webpage
"""
TYPES = frozenset(_TYPES.split())
"""The types of CSL 1.0.2."""


class Facts:
    """The CSL-JSON item of each reading, which the reader may change field by field."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def set(self, reading: int, fields: Mapping[str, Any]) -> Operation:
        """Change fields of a reading's CSL-JSON item; None or "" takes one out.

        Title, author, container-title, issued, DOI and language change what lists show too. What
        is set here stays when the article is read anew. Raises LibraryFailure for a value its
        field cannot hold.
        """
        with self._database.writing() as connection:
            row = shown(connection, reading)
            recorder = Recorder(connection, f"the facts of {named(connection, [reading])}")
            csl = dict(row.csl)
            columns: dict[str, Any] = {}
            for field, value in fields.items():
                _check(field, value)
                if value in (None, "", [], {}):
                    csl.pop(field, None)
                else:
                    csl[field] = storable_item(value)
                if field in COLUMNS:
                    columns[COLUMNS[field]] = _shown(field, csl.get(field))
            edited = sorted({*row.csl_edited, *fields})
            recorder.update(
                schema.readings, {"id": reading}, {**columns, "csl": csl, "csl_edited": edited}
            )
            return recorder.done()


def _shown(field: str, value: Any) -> str:
    if value is None:
        return ""
    if field in NAMES:
        return byline_of(value)
    return iso_date(value) if field in DATES else str(value)


def _check(field: str, value: Any) -> None:
    if value in (None, "", [], {}):
        return
    wrong = ""
    if field == "type" and value not in TYPES:
        wrong = f"“{value}” is no type of work."
    elif field in NAMES:
        if not isinstance(value, list) or not all(isinstance(name, Mapping) for name in value):
            wrong = f"“{field}” needs names."
    elif field in DATES:
        if not isinstance(value, Mapping) or not (iso_date(value) or value.get("literal")):
            wrong = f"“{field}” needs a date such as 2024-05-01."
    elif not isinstance(value, str | int | float):
        wrong = f"“{field}” needs words."
    if wrong:
        raise Refused(wrong, "Nothing was changed.")
