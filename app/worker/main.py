"""The child process for what is long or untrusted: opens, marks, reads exports, and exports.

Packages are imported when a job first needs them, so that a child that only opens files never
loads a language model.
"""

from __future__ import annotations

import base64
import importlib
import logging
import time
import zlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.language import tr
from app.reading import wire
from app.reading.analysis import Analysis
from app.reading.annotation import Opened
from app.reading.brought_back import brought_to_json
from app.reading.exports import (
    Choice,
    Gathered,
    Kind,
    Section,
    choice_from_json,
    offered_to_json,
)
from app.reading.failures import Failure, MarkerMissing
from app.reading.languages import is_read
from app.worker import protocol, serving
from app.worker.protocol import Do, Message
from app.worker.serving import Jobs, Send

if TYPE_CHECKING:
    from app.exporting.gathering import Gathering
    from app.reading.annotation import Reading

HEARTBEAT = 5.0
"""Seconds after which a long analysis says how far it is."""

IMPORTED_AT_ONCE = 50
"""Entries of an export that are handed on together."""

IMPORTED_LENGTH = 500_000
"""Code points of their texts after which they are handed on sooner."""

LOG = logging.getLogger(__name__)


def prepare(job: Message, _send: Send) -> Message:
    """Load what a job needs, so that the first article does not wait for it."""
    if job.get("of") == Do.OPEN:
        importlib.import_module("app.opening.web.page")
    else:
        _load_marker()
    return {}


def _load_marker(*, model: bool = True) -> None:
    """Load what marks articles, with its language model or without; raise MarkerMissing."""
    try:
        from app.analysis import pipeline  # noqa: PLC0415 (heavy, and not every child needs it)

        if model:
            pipeline.prepare()
    except MemoryError:
        raise
    except Exception as error:
        # Each library has errors of its own for a file that is not there or not whole.
        LOG.exception("what marks articles cannot be loaded")
        raise MarkerMissing(
            tr("The English language part of Sayso is missing or damaged."),
            tr("Install Sayso again to get it back; your library is not affected."),
        ) from error


def open_source(job: Message, send: Send) -> Message:
    """Open a file, an address, or bytes that came along."""
    from app.opening import open as opening  # noqa: PLC0415 (heavy, and not every child needs it)
    from app.opening.request import Request  # noqa: PLC0415

    def progress(what: str, done: int, total: int) -> None:
        send(protocol.event(job["job"], "progress", what=what, done=done, total=total))

    def early(opened: Opened) -> None:
        send(protocol.event(job["job"], "part", result=_documents([opened])))

    request = Request(
        job["source"],
        address=job.get("address", ""),
        password=job.get("password", ""),
        ocr=job.get("ocr", False),
        progress=progress,
        early=early,
    )
    if job.get("content"):
        return _documents(opening.open_bytes(base64.b64decode(job["content"]), request))
    return _documents(opening.open_source(request))


def open_pasted(job: Message, _send: Send) -> Message:
    """Make a document of what lies on a clipboard."""
    from app.opening import open as opening  # noqa: PLC0415 (heavy, and not every child needs it)

    return _documents(opening.open_pasted(job["text"], job["html"]))


def _documents(found: list[Opened]) -> Message:
    return {"documents": [wire.opened_to_json(opened) for opened in found]}


def pages(job: Message, _send: Send) -> Message:
    """Tell how large a PDF's pages are."""
    from app.opening.pdf.pictures import page_sizes  # noqa: PLC0415

    return {"sizes": page_sizes(Path(job["path"]), job["password"])}


def picture(job: Message, _send: Send) -> Message:
    """Draw one page of a PDF."""
    from app.opening.pdf.pictures import page_picture  # noqa: PLC0415

    made = page_picture(Path(job["path"]), job["page"], job["scale"], job["password"])
    return {
        "width": made.width,
        "height": made.height,
        "turned": made.turned,
        "pixels": _packed(made.pixels),
        "boxes": _packed(made.boxes.tobytes()),
    }


def illustrate(job: Message, send: Send) -> Message:
    """Fetch the pictures of an article."""
    from app.opening.network.pictures import fetch_pictures  # noqa: PLC0415

    def progress(what: str, done: int, total: int) -> None:
        send(protocol.event(job["job"], "progress", what=what, done=done, total=total))

    wanted = job["addresses"]
    failed: list[tuple[str, str]] = []
    for address, found in zip(
        wanted, fetch_pictures(wanted, job["room"], progress=progress), strict=True
    ):
        if isinstance(found, Failure):
            failed.append((address, found.reason))
            continue
        result = {
            "address": address,
            "media_type": found.media_type,
            "content": base64.b64encode(found.content).decode("ascii"),
        }
        send(protocol.event(job["job"], "part", result=result))
    return {"failed": failed}


def _packed(content: bytes) -> str:
    # The quickest level: pages are mostly one colour, and both ends are on one machine.
    return base64.b64encode(zlib.compress(content, 1)).decode("ascii")


def analyse(job: Message, send: Send) -> Message:
    """Find who says what and which numbers are claimed."""
    document = wire.document_from_json(job["document"])
    _load_marker(model=is_read(document.language))
    from app.analysis import pipeline  # noqa: PLC0415 (heavy, and not every child needs it)

    def part(found: Analysis) -> None:
        send(protocol.event(job["job"], "part", result=wire.analysis_to_json(found)))

    told = 0.0

    def batch(done: int, total: int) -> None:
        # Parts of a very long text come minutes apart: somebody must hear that work goes on.
        nonlocal told
        if time.monotonic() - told > HEARTBEAT:
            told = time.monotonic()
            send(protocol.event(job["job"], "progress", what=tr("Marking"), done=done, total=total))

    return wire.analysis_to_json(pipeline.analyse(document, part, batch))


def import_(job: Message, send: Send) -> Message:
    """Read another tool's export, a few entries at a time."""
    from app.importing import read  # noqa: PLC0415 (heavy, and not every child needs it)

    path = Path(job["path"])

    def progress(done: int, total: int) -> None:
        send(protocol.event(job["job"], "progress", what=tr("Importing"), done=done, total=total))

    waiting: list[Message] = []
    size = 0

    def hand_on() -> None:
        nonlocal size
        if waiting:
            send(protocol.event(job["job"], "part", result={"items": waiting}))
            waiting.clear()
            size = 0

    for item in read.read(path, progress):
        value = wire.imported_to_json(item)
        waiting.append(value)
        size += _length(value)
        if len(waiting) >= IMPORTED_AT_ONCE or size > IMPORTED_LENGTH:
            hand_on()
    hand_on()
    return {"form": read.recognise(path).label}


def _length(value: Message) -> int:
    opened = value.get("opened")
    return len(opened["text"]) if opened else 0


def read_back(job: Message, _send: Send) -> Message:
    """Tell which reading an exported PDF is of, and what another program has left in it."""
    from app.opening.pdf import brought_back as bringing  # noqa: PLC0415
    from app.opening.request import Request  # noqa: PLC0415

    content = bringing.content_of(Path(job["path"]))
    request = Request(job["path"], password=job.get("password", ""))
    exported = bringing.exported_in(content, request)
    marks: list[Message] = []
    if job.get("document") is not None:
        document = wire.document_from_json(job["document"])
        found = bringing.brought_back(content, request, document, exported)
        marks = [brought_to_json(one) for one in found]
    return {"exported": exported.packed() if exported else "", "marks": marks}


def export(job: Message, _send: Send) -> Message:
    """Write a reading to a file in one of the formats."""
    from app.exporting import formats  # noqa: PLC0415 (heavy, and not every child needs it)

    path = Path(job["path"])
    aside = Path(job["aside"]) if job.get("aside") else None
    choice = _choice(job)
    reading = _compared(wire.reading_from_json(job["reading"]), choice)
    formats.export(reading, job["format"], path, choice, aside)
    return {"path": str(path)}


def _compared(reading: Reading, choice: Choice) -> Reading:
    """Return a reading with its numbers that are to be set side by side, where they are wanted."""
    if Section.QUESTIONS not in choice.sections or Kind.NUMBERS not in choice.marks:
        return reading
    from app.insight.figures_compared import set_side_by_side  # noqa: PLC0415 (for exports alone)

    return replace(reading, comparisons=tuple(set_side_by_side(reading)))


def _choice(job: Message) -> Choice:
    return replace(choice_from_json(job["choice"]), password=job.get("password", ""))


def formats_there(_job: Message, _send: Send) -> Message:
    """Tell which formats there are."""
    from app.exporting.formats import FORMATS  # noqa: PLC0415
    from app.exporting.markdown.template import default_template  # noqa: PLC0415

    return {
        "formats": [offered_to_json(form.offered()) for form in FORMATS.values()],
        "template": default_template(),
    }


def preview(job: Message, _send: Send) -> Message:
    """Show what an export would look like: a page of it, or how its text begins."""
    from app.exporting import preview as previews  # noqa: PLC0415

    choice = _choice(job)
    reading = _compared(wire.reading_from_json(job["reading"]), choice)
    made = previews.preview(reading, job["format"], choice, job["page"], job["scale"])
    if isinstance(made, str):
        return {"text": made}
    return {
        "pages": made.pages,
        "page": made.page,
        "width": made.width,
        "height": made.height,
        "pixels": _packed(made.pixels),
    }


def stage(job: Message, _send: Send) -> Message:
    """Put one of several readings aside that are exported together."""
    from app.exporting import gathering  # noqa: PLC0415

    order, kept = _gathering(job), job.get("kept")
    reading = wire.reading_from_json(job["reading"])
    if order.gathered is not Gathered.ZIP:
        reading = _compared(reading, order.choice)
    gathering.stage(order, job["number"], reading, job["name"], kept)
    return {}


def finish(job: Message, send: Send) -> Message:
    """Make what was asked for of all the readings that were put aside."""
    from app.exporting import gathering  # noqa: PLC0415

    def told(done: int, total: int) -> None:
        send(protocol.event(job["job"], "progress", what=tr("Exporting"), done=done, total=total))

    gathering.finish(_gathering(job), told)
    return {"path": job["path"]}


def _gathering(job: Message) -> Gathering:
    from app.exporting.gathering import Gathering  # noqa: PLC0415

    return Gathering(
        Path(job["path"]),
        Path(job["aside"]),
        Gathered(job["as"]),
        job["format"],
        choice_from_json(job["choice"]),
        job["title"],
    )


def cite(job: Message, _send: Send) -> Message:
    """Cite works in a style."""
    from app.exporting.citations import answering  # noqa: PLC0415 (heavy, not every child needs it)

    made = answering.cited(job)
    return {"text": made.text, "html": made.html, "entries": made.entries}


def send_to_zotero(job: Message, send: Send) -> Message:
    """Hand readings to Zotero."""
    from app.exporting.citations import connector  # noqa: PLC0415
    from app.exporting.pdf.annotated_pdf import annotated_pdf  # noqa: PLC0415

    def progress(done: int, total: int) -> None:
        what = tr("Sending to Zotero")
        send(protocol.event(job["job"], "progress", what=what, done=done, total=total))

    choice = choice_from_json(job["choice"])
    readings = map(wire.reading_from_json, job["readings"])
    sent = connector.send(
        [_compared(reading, choice) if job["pdf"] else reading for reading in readings],
        choice,
        port=job["port"],
        pdf=annotated_pdf if job["pdf"] else None,
        progress=progress,
    )
    return {"readings": sent.readings, "pdfs": sent.pdfs}


JOBS: Jobs = {
    Do.PREPARE: prepare,
    Do.OPEN: open_source,
    Do.PASTE: open_pasted,
    Do.PAGES: pages,
    Do.PICTURE: picture,
    Do.ILLUSTRATE: illustrate,
    Do.ANALYSE: analyse,
    Do.IMPORT: import_,
    Do.READ_BACK: read_back,
    Do.EXPORT: export,
    Do.CITE: cite,
    Do.SEND: send_to_zotero,
    Do.FORMATS: formats_there,
    Do.PREVIEW: preview,
    Do.STAGE: stage,
    Do.FINISH: finish,
}


def run(job: Message, send: Send) -> None:
    """Do one job and send its end: `done`, or `failed` with a sentence."""
    serving.run(job, send, JOBS)


def main() -> None:
    """Serve the parent over standard input and output."""
    serving.main(JOBS)


if __name__ == "__main__":
    main()
