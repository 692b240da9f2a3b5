"""What `sayso send-to-zotero` is asked, does and says."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from app.reading import wire
from app.reading.exports import Choice, choice_to_json
from app.reading.failures import Failure
from app.settings import Settings

if TYPE_CHECKING:
    from app.library.library import Library

DESCRIPTION = """\
Hand readings to the Zotero that runs on this computer, into the collection that is chosen there,
each with its notes and an annotated PDF.
"""


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `sayso send-to-zotero`."""
    parser.description = DESCRIPTION
    parser.add_argument("ids", nargs="+", type=int, metavar="ID", help="as `sayso list` shows them")
    parser.add_argument("--no-pdf", action="store_true", help="send no annotated PDFs along")


def send(library: Library, options: argparse.Namespace) -> int:
    """Send readings one after the other; return the exit status."""
    from app.worker.client import Worker  # noqa: PLC0415 (nothing but jobs needs it)
    from app.worker.protocol import Do  # noqa: PLC0415

    settings = Settings()
    pdf = settings["zotero_pdf"] and not options.no_pdf
    choice = Choice(reader=settings["reader"], style=settings["citation_style"])
    status = 0
    with Worker() as files:
        for number in options.ids:
            try:
                reading = library.load(number)
                shown = replace(reading, analysis=settings.view().of(reading.analysis))
                sent = files.run(
                    Do.SEND,
                    readings=[wire.reading_to_json(shown)],
                    choice=choice_to_json(choice),
                    pdf=pdf,
                    port=settings["zotero_port"],
                )
            except Failure as failure:
                status = 1
                where = f"{number}: " if len(options.ids) > 1 else ""
                print(f"sayso: {where}{failure}", file=sys.stderr)
                continue
            attached = bool(sent["pdfs"])
            if options.json:
                print(json.dumps({"id": number, "pdf": attached}))
            else:
                print(f"{number}\t{reading.document.title}{'' if attached else '  (without PDF)'}")
            sys.stdout.flush()
    return status
