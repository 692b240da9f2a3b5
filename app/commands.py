"""The headless commands: what journalists script and what the benchmarks call.

They never load Qt. Exit status 0: fine; 1: something could not be done, with one line on the
error output that says what and what to do; 2: wrong usage.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app import giving, sending
from app.reading import wire
from app.reading.analysis import Analysis
from app.reading.attribution import claimants
from app.reading.document import Document
from app.reading.failures import Failure
from app.reading.languages import is_read
from app.reading.versions import Change, counted
from app.reading.views import View
from app.settings import Settings

if TYPE_CHECKING:
    from app.cli import Wanted
    from app.library.library import Library


def analyze(wanted: Wanted) -> int:
    """Open and analyse sources one after another; one bad source does not stop the rest."""
    from app.sources import expanded, open_documents  # noqa: PLC0415 (nothing but jobs needs it)
    from app.worker.client import Worker  # noqa: PLC0415
    from app.worker.protocol import Do  # noqa: PLC0415

    with Worker() as files, Worker() as marks:
        marks.start()

        def one(source: str) -> None:
            for value in open_documents(files, source, **_opening(wanted)):
                for extra in ("original", "own", "left_out"):
                    value.pop(extra, None)
                found = wire.analysis_from_json(marks.run(Do.ANALYSE, document=value))
                value.pop("printed", None)
                if wanted.options.json:
                    # What is printed does not hang on whose settings lie here.
                    _print_json({**value, **wire.analysis_to_json(View(attitudes=True).of(found))})
                else:
                    _print_marks(wire.document_from_json(value), found)

        return _each(list(expanded(wanted.sources)), one)


def add(wanted: Wanted) -> int:
    """Store sources in the library; an article that is there already keeps its id."""
    from app import adding  # noqa: PLC0415 (nothing but jobs needs it)
    from app.sources import expanded  # noqa: PLC0415

    def tell(added: adding.Added) -> None:
        if wanted.options.json:
            value: dict[str, Any] = {"id": added.id, "title": added.title, "known": added.known}
            if added.changes is not None:
                value["changes"] = list(map(adding.change_to_json, added.changes))
            _print_json(value)
        else:
            print(f"{added.id}\t{added.title}{_news(added.known, added.changes)}")
        sys.stdout.flush()

    sources = list(expanded(wanted.sources))
    try:
        with _library(wanted) as library:
            account = adding.add(library, sources, tell, **_opening(wanted))
            while library.tidy():
                pass
    except KeyboardInterrupt:
        print("sayso: Stopped. The same command goes on from here.", file=sys.stderr)
        return 130
    several = len(sources) > 1
    if several:
        print(f"{account.summary()}{':' if account.failures else '.'}", file=sys.stderr)
    for source, failure in account.failures:
        print(f"sayso: {_where(source, several=several)}{failure}", file=sys.stderr)
    return 1 if account.failures else 0


def _opening(wanted: Wanted) -> dict[str, Any]:
    """Return how sources are to be opened."""
    return {"password": wanted.options.password, "ocr": wanted.options.ocr}


def _news(known: bool, found: Sequence[Change] | None) -> str:
    """Return what is to be said of a reading beside its title."""
    if known:
        return "  (already there)"
    if found is None:
        return ""
    return f"  (changed since it was added before: {counted(found) or 'no quote and no number'})"


def list_(wanted: Wanted) -> int:
    """Print what is in the library, newest first."""
    with _library(wanted) as library:
        before: tuple[str, int] | None = None
        while rows := library.readings(limit=500, before=before):
            for row in rows:
                if wanted.options.json:
                    _print_json(
                        {"id": row.id, "title": row.title, "source": row.source, "added": row.added}
                    )
                else:
                    counts = f"{row.quotes} quotes, {row.claims} claims"
                    print(f"{row.id}\t{row.added[:10]}\t{row.title}  ({counts})")
            before = (rows[-1].added, rows[-1].id)
    return 0


def show(wanted: Wanted) -> int:
    """Print one reading with its marks and the reader's own."""
    with _library(wanted) as library:
        reading = library.load(wanted.options.id)
    if wanted.options.json:
        every_act = View(Settings().view().least, attitudes=True)
        _print_json(wire.reading_to_json(replace(reading, analysis=every_act.of(reading.analysis))))
    else:
        _print_marks(reading.document, reading.analysis)
        for item in reading.own:
            print(f"  mine     {item.anchor.exact!r}{'  note: ' + item.note if item.note else ''}")
    return 0


def search(wanted: Wanted) -> int:
    """Print the readings, quotes and numbers that match a query."""
    with _library(wanted) as library:
        hits = library.search(" ".join(wanted.options.query), limit=wanted.options.limit)
    for hit in hits:
        if wanted.options.json:
            _print_json(
                {
                    "kind": hit.kind.value,
                    "reading": hit.reading,
                    "title": hit.title,
                    "start": hit.start,
                    "end": hit.end,
                    "text": hit.text,
                    "speaker": hit.speaker,
                }
            )
        else:
            who = f"{hit.speaker}: " if hit.speaker else ""
            print(f"{hit.reading}\t{hit.kind.value}\t{who}{_one_line(hit.text)}")
    return 0


def import_(wanted: Wanted) -> int:
    """Take in another tool's export and account for every entry of it."""
    from app import bringing  # noqa: PLC0415 (nothing but jobs needs it)

    with _library(wanted) as library:
        return bringing.import_(library, wanted.options.file, as_json=wanted.options.json)


def read_back(wanted: Wanted) -> int:
    """Bring home what another program did to an exported PDF."""
    from app import homecoming  # noqa: PLC0415 (nothing but jobs needs it)

    with _library(wanted) as library:
        return homecoming.read_back(library, wanted.options)


def refresh(wanted: Wanted) -> int:
    """Fetch texts that are missing, and read and mark anew what an older version made."""
    from app import bringing  # noqa: PLC0415 (nothing but jobs needs it)

    with _library(wanted) as library:
        return bringing.refresh(library, wanted.options.ids)


def export(wanted: Wanted) -> int:
    """Write readings out: one to a file, several as the options say."""
    from app.library.library import Library  # noqa: PLC0415 (SQLAlchemy takes its time)

    return giving.export(lambda: Library.open(wanted.library), wanted.options)


def send_to_zotero(wanted: Wanted) -> int:
    """Hand readings to Zotero."""
    with _library(wanted) as library:
        return sending.send(library, wanted.options)


def backup(wanted: Wanted) -> int:
    """Write a copy of the library to a file, or under a name of its own into a folder."""
    from app import keeping  # noqa: PLC0415 (SQLAlchemy takes its time)

    target = keeping.back_up(wanted.library, Path(wanted.options.path).expanduser())
    if wanted.options.json:
        _print_json({"path": str(target)})
    else:
        print(target)
    return 0


def restore(wanted: Wanted) -> int:
    """Make a copy the library, and tell where the library that was there is kept."""
    from app import keeping  # noqa: PLC0415

    kept = keeping.restore(Path(wanted.options.path).expanduser(), wanted.library)
    if wanted.options.json:
        _print_json({"library": str(wanted.library), "kept": str(kept) if kept else None})
    elif kept:
        print(f"Restored. The library that was there is kept at {kept}.")
    else:
        print("Restored.")
    return 0


def check(wanted: Wanted) -> int:
    """Tell what is wrong with the library, or mend it; status 1 where something still is."""
    from app import keeping  # noqa: PLC0415

    options = wanted.options
    findings, told = keeping.check(wanted.library, deep=options.deep, repair=options.repair)
    for finding in findings:
        if options.json:
            _print_json(
                {"fault": finding.fault, "sentence": finding.sentence, "count": finding.count}
            )
        else:
            print(finding.sentence)
    print(told, file=sys.stderr)
    return 1 if findings else 0


@dataclass(frozen=True, slots=True)
class Command:
    """A headless command: what runs it, its help, and how its own arguments are declared.

    `objection` says what is wrong with them together, "" for nothing.
    """

    run: Callable[[Wanted], int]
    help: str
    declare: Callable[[argparse.ArgumentParser], None]
    json: bool = True
    objection: Callable[[argparse.Namespace], str] = lambda _options: ""


def _declare_sources(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "sources", nargs="+", metavar="SOURCE", help="a file, a folder, a web address, or -"
    )
    parser.add_argument("--password", default="", help="opens documents that are locked with one")
    parser.add_argument(
        "--ocr", action="store_true", help="recognise the text of scanned pages (needs Tesseract)"
    )


def _declare_search(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", nargs="+", metavar="QUERY", help='words, "a phrase", begin*')
    parser.add_argument("--limit", type=int, default=100, help="how many hits at most (100)")


def _declare_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the export, or a data folder")


def _declare_read_back(parser: argparse.ArgumentParser) -> None:
    from app import homecoming  # noqa: PLC0415 (no other command needs it)

    homecoming.declare(parser)


def _declare_refresh(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "ids",
        nargs="*",
        type=int,
        metavar="ID",
        help="only these readings, as `sayso list` shows them",
    )


def _declare_backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", metavar="PATH", help="a file, or a folder for a name by time")


def _declare_restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", metavar="PATH", help="a copy that `sayso backup` wrote")


def _declare_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--repair", action="store_true", help="mend what can be mended; a copy is kept"
    )
    parser.add_argument("--deep", action="store_true", help="unpack every original too")


NAMED = {
    "analyze": Command(analyze, "open and analyse, store nothing", _declare_sources),
    "add": Command(add, "open, analyse and store in the library", _declare_sources),
    "list": Command(list_, "what is in the library", lambda _parser: None),
    "show": Command(
        show,
        "one reading with its marks",
        lambda parser: _ignore(parser.add_argument("id", type=int, metavar="ID")),
    ),
    "search": Command(search, "find readings, quotes and numbers", _declare_search),
    "import": Command(import_, "take in another tool's export", _declare_import),
    "read-back": Command(read_back, "bring home notes from a PDF", _declare_read_back),
    "refresh": Command(refresh, "fetch, read and mark anew", _declare_refresh, json=False),
    "export": Command(export, "write readings out", giving.declare, False, giving.objection),
    "send-to-zotero": Command(send_to_zotero, "hand readings to Zotero", sending.declare),
    "backup": Command(backup, "write a copy of the library", _declare_backup),
    "restore": Command(restore, "make a copy the library", _declare_restore),
    "check": Command(check, "see whether the library is whole", _declare_check),
}


def _ignore(_value: object) -> None:
    """Make a call usable where nothing may come back."""


@contextmanager
def _library(wanted: Wanted) -> Iterator[Library]:
    from app.library.library import Library  # noqa: PLC0415 (SQLAlchemy takes its time)

    library = Library.open(wanted.library)
    try:
        yield library
    finally:
        library.close()


def _each(items: list[str], one: Callable[[str], None]) -> int:
    """Do one thing for each source; report each failure in a line and go on."""
    status = 0
    for item in items:
        try:
            one(item)
        except Failure as failure:
            status = 1
            print(f"sayso: {_where(item, several=len(items) > 1)}{failure}", file=sys.stderr)
        sys.stdout.flush()
    return status


def _where(source: str, *, several: bool) -> str:
    return f"{source}: " if several or source != "-" else ""


def _print_json(value: dict[str, Any]) -> None:
    print(json.dumps(value, ensure_ascii=False))


def _print_marks(document: Document, whole: Analysis) -> None:
    """Print what the reader wants to see of a reading: title, quotes and numbers in text order."""
    analysis = Settings().view().of(whole)
    print(document.title)
    facts = [document.byline, document.outlet, document.published, f"{document.words()} words"]
    print("  " + " · ".join(fact for fact in facts if fact))
    if document.notice:
        print(f"  {document.notice}")
    if not is_read(document.language):
        print(f"  not in English ({document.language}): only quotation marks are read")
    for quotation in analysis.quotations:
        if quotation.attribution is None and not quotation.scare:
            print(f"  quoted   nobody named: {_one_line(document.text[slice(*quotation.span)])}")
    for attribution in analysis.attributions:
        words = " … ".join(document.text[slice(*span)] for span in attribution.content)
        speakers = claimants(analysis.attributions, attribution.id)
        who = " › ".join(reversed(speakers)) or "nobody named"
        print(f"  {attribution.kind.value:<8} {who}: {_one_line(words)}")
    for quantity in analysis.quantities:
        if quantity.claim:
            who = " › ".join(reversed(quantity.claimed_by)) or "the article itself"
            what = f" ({quantity.subject})" if quantity.subject else ""
            print(f"  number   {quantity.text}{what}: {who}")


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
