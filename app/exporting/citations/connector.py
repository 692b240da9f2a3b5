"""Zotero's connector: how programs on the same computer hand Zotero what they found.

Zotero listens on this computer alone, and nothing is sent anywhere else. It answers while it runs.
"""

from __future__ import annotations

import http.client
import json
import secrets
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from app.exporting.citations.zotero_items import zotero_item
from app.language import tr
from app.reading.annotation import Reading
from app.reading.exports import Choice
from app.reading.failures import ExportFailure

HOST = "127.0.0.1"
PORT = 23119
"""Where Zotero listens, unless its reader has changed it."""

API = "3"
"""The version of the connector's language that is spoken here: that of Zotero 5 and later."""

_PATIENCE = 5.0
_SAVING = 60.0

Progress = Callable[[int, int], None]
Pdf = Callable[[Reading, Choice], bytes]


@dataclass(frozen=True, slots=True)
class Sent:
    """How many readings Zotero took, and how many of their PDFs."""

    readings: int
    pdfs: int


def send(
    readings: Sequence[Reading],
    choice: Choice,
    *,
    port: int = PORT,
    pdf: Pdf | None = None,
    progress: Progress | None = None,
) -> Sent:
    """Hand readings to Zotero, into the collection that is chosen there.

    `pdf` makes the file that is attached to each, where there is to be one. Raises ExportFailure
    when Zotero took nothing.
    """
    _ping(port)
    session = secrets.token_hex(16)
    items = [zotero_item(reading, choice, number) for number, reading in enumerate(readings)]
    _save_items(port, session, items)
    pdfs = 0
    for number, (item, reading) in enumerate(zip(items, readings, strict=True)):
        if progress is not None:
            progress(number, len(readings))
        if pdf is not None:
            taken = _attach(port, session, item, reading, pdf(reading, choice))
            pdfs += taken
            if not taken:
                break
    return Sent(len(readings), pdfs)


def _ping(port: int) -> None:
    status, _ = _post(port, "/connector/ping", b"{}", patience=_PATIENCE)
    if status == http.client.NOT_FOUND:
        raise _too_old()
    if status != http.client.OK:
        raise _busy()


def _save_items(port: int, session: str, items: Sequence[dict[str, Any]]) -> None:
    uri = next((str(item["url"]) for item in items if item.get("url")), "")
    content = json.dumps({"sessionID": session, "uri": uri, "items": list(items)}).encode()
    status, answer = _post(port, "/connector/saveItems", content, patience=_SAVING)
    if status == http.client.CREATED:
        return
    if status == http.client.NOT_FOUND:
        raise _too_old()
    if answer.get("libraryEditable") is False:
        raise ExportFailure(
            tr("The library that is chosen in Zotero cannot be changed."),
            tr("Choose another library or collection in Zotero and try again."),
        )
    if answer.get("error") == "CONNECTOR_VERSION_OUTDATED":
        raise ExportFailure(
            tr("This Zotero wants a newer version of Sayso."),
            tr("Export the reading as RIS and import that in Zotero."),
        )
    raise _busy()


def _attach(
    port: int, session: str, item: dict[str, Any], reading: Reading, content: bytes
) -> bool:
    """Attach a PDF to an item; False where Zotero does not take it, as none before 7 does."""
    about = {
        "sessionID": session,
        "parentItemID": item["id"],
        "title": tr("Annotated PDF"),
        "url": reading.document.address,
    }
    try:
        status, _ = _post(
            port,
            f"/connector/saveAttachment?sessionID={session}",
            content,
            patience=_SAVING,
            kind="application/pdf",
            metadata=json.dumps(about),
        )
    except ExportFailure:
        return False  # the reading itself is there
    return status == http.client.CREATED


def _post(
    port: int,
    path: str,
    content: bytes,
    *,
    patience: float,
    kind: str = "application/json",
    metadata: str = "",
) -> tuple[int, dict[str, Any]]:
    headers = {
        "Content-Type": kind,
        "X-Zotero-Connector-API-Version": API,
        "User-Agent": "Sayso",
    }
    if metadata:
        headers["X-Metadata"] = metadata
    try:
        with closing(http.client.HTTPConnection(HOST, port, timeout=patience)) as connection:
            connection.request("POST", path, content, headers)
            response = connection.getresponse()
            return response.status, _answer(response.read())
    except TimeoutError as error:
        raise _busy() from error
    except (OSError, http.client.HTTPException) as error:
        raise ExportFailure(
            tr("Zotero is not running."), tr("Start Zotero and try again.")
        ) from error


def _answer(content: bytes) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _busy() -> ExportFailure:
    return ExportFailure(
        tr("Zotero is busy and took nothing."), tr("Wait until it is done and try again.")
    )


def _too_old() -> ExportFailure:
    return ExportFailure(
        tr("This Zotero is too old to take readings from other programs."),
        tr("Update Zotero and try again."),
    )
