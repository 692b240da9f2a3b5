"""What `sayso export` is asked, does and says."""

from __future__ import annotations

import argparse
import locale
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.reading.exports import Choice, Gathered, Kind, Offered, Paper, Section
from app.reading.failures import ExportFailure
from app.reading.naming import FIELDS, PATTERN, Names, check_pattern, name_of
from app.reading.styles import STYLES
from app.settings import Settings

if TYPE_CHECKING:
    from app.exports import Order
    from app.library.library import Library
    from app.reading.listing import ReadingSummary
    from app.reading.shelves import Collection
    from app.worker.client import Worker

DESCRIPTION = """\
Write readings out as files other programs read. Which ones is told by their numbers, as `sayso
list` shows them, or by --collection, --tag, --search or --all. One reading becomes a file; several
become a file each in a folder, or what --as says.
"""

FORMATS = "pdf (an annotated PDF), or another that `sayso export --formats` lists"

_STYLES = ", ".join(STYLES)

_LETTER = ("US", "CA", "MX", "PH", "CL", "CO", "VE", "GT", "CR", "DO", "SV", "HN", "NI", "PA", "PR")
"""Countries whose paper is Letter."""

_PAGE = 500


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `sayso export`."""
    parser.description = DESCRIPTION
    which = parser.add_argument_group("which readings")
    which.add_argument("ids", nargs="*", type=int, metavar="ID", help="as `sayso list` shows them")
    which.add_argument("--collection", metavar="NAME", help="those of a collection, smart or not")
    which.add_argument("--tag", metavar="NAME", help="those with a tag")
    which.add_argument("--search", metavar="QUERY", help="those the search finds")
    which.add_argument("--all", action="store_true", help="all of them")
    where = parser.add_argument_group("what is made of them, and where")
    where.add_argument("--format", default="pdf", metavar="F", help=FORMATS)
    where.add_argument("--formats", action="store_true", help="list the formats, and do nothing")
    where.add_argument("-o", "--output", metavar="PATH", help="a file, or a folder")
    where.add_argument(
        "--as",
        dest="gathered",
        choices=[one.value for one in Gathered],
        help="one: a single file with contents; folder: a file each; zip: everything there is of "
        "them, originals too, for `sayso import`",
    )
    fields = ", ".join(f"{{{field}}}" for field in FIELDS)
    where.add_argument(
        "--name",
        default=PATTERN,
        metavar="PATTERN",
        help=f"how the files in a folder are named, of {fields}; usually {PATTERN!r}",
    )
    where.add_argument(
        "--password", default="", help="opens the PDF that is annotated in place, if it is locked"
    )
    what = parser.add_argument_group("what goes in")
    what.add_argument("--paper", choices=[paper.value for paper in Paper], help="of a PDF")
    what.add_argument(
        "--without",
        action="append",
        default=[],
        choices=[kind.value for kind in Kind],
        metavar="KIND",
        help=f"leave out a kind of marks, may be repeated: {_listed(Kind)}",
    )
    what.add_argument("--only-own", action="store_true", help="no marks but your own")
    what.add_argument(
        "--without-section",
        action="append",
        default=[],
        choices=[section.value for section in Section],
        metavar="SECTION",
        help=f"leave out a part of what follows the article, may be repeated: {_listed(Section)}",
    )
    what.add_argument("--no-appendix", action="store_true", help="nothing after the article")
    what.add_argument("--no-margin", action="store_true", help="nothing beside the text")
    what.add_argument("--no-pictures", action="store_true", help="no pictures")
    what.add_argument(
        "--style", choices=STYLES, metavar="STYLE", help=f"how works are cited: {_STYLES}"
    )
    what.add_argument(
        "--template", metavar="FILE", help="your own template of a page of notes in Markdown"
    )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def objection(options: argparse.Namespace) -> str:
    """Return what is wrong with how the command is used, "" for nothing."""
    if options.formats:
        return ""
    ways = (options.ids, options.all, options.collection, options.tag, options.search)
    asked = sum(way not in (None, False, []) for way in ways)
    if asked != 1:
        return "say which readings, in one way: ID..., --collection, --tag, --search or --all"
    return "" if options.output else "the following arguments are required: -o/--output"


def export(library: Callable[[], Library], options: argparse.Namespace) -> int:
    """Write readings out as the options say; return the exit status.

    `library` opens the library, which is closed here.
    """
    from app import exports  # noqa: PLC0415 (nothing but jobs needs it)
    from app.worker.client import Worker  # noqa: PLC0415

    with Worker() as worker:
        if options.formats:
            for offered in exports.formats(worker).values():
                print(f"{offered.name}\t{offered.label}\t{offered.about}".rstrip())
            return 0
        check_pattern(options.name)
        choice = chosen(options)
        offered = _format(exports.formats(worker), options.format)
        target = Path(options.output).expanduser().absolute()
        with library() as opened:
            readings, title = _wanted(opened, options)
            if not readings:
                raise ExportFailure(
                    "There is nothing to export: no reading was found.",
                    "`sayso list` shows what there is.",
                )
            several = len(readings) > 1
            gathered = _gathered(options.gathered, target, several=several)
            if gathered is None or (gathered is Gathered.ONE and not several):
                return _export_one(opened, worker, readings[0], target, offered, choice)
            order = exports.Order(
                target, gathered, offered.name, offered.suffix, choice, options.name, title
            )
            return _export_several(opened, worker, readings, order)


def chosen(options: argparse.Namespace) -> Choice:
    """Return what goes in, as the options say it."""
    marks = frozenset(Kind) - set(map(Kind, options.without))
    if options.only_own:
        marks &= {Kind.OWN}
    sections = frozenset(Section) - set(map(Section, options.without_section))
    settings = Settings()
    choice = Choice(
        reader=settings["reader"],
        style=settings["citation_style"],
        marks=marks,
        sections=frozenset() if options.no_appendix else sections,
        margin=not options.no_margin,
        pictures=not options.no_pictures,
        paper=Paper(options.paper) if options.paper else usual_paper(),
        password=options.password,
    )
    if options.style:
        choice = replace(choice, style=options.style)
    if options.template:
        choice = replace(choice, template=_template(Path(options.template).expanduser()))
    return choice


def usual_paper() -> Paper:
    """Return the paper people have where the computer is set up for."""
    name = locale.getlocale(locale.LC_CTYPE)[0] or ""
    return Paper.LETTER if name.partition("_")[2][:2] in _LETTER else Paper.A4


def _template(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ExportFailure(
            f"The template {file} cannot be read ({error.strerror}).", "Name another file."
        ) from error
    except UnicodeDecodeError as error:
        raise ExportFailure(
            f"The template {file} is no text in UTF-8.", "Save it as such, or name another file."
        ) from error


def _format(formats: dict[str, Offered], name: str) -> Offered:
    if name not in formats:
        raise ExportFailure(
            f"There is no export format called {name!r}.",
            f"Use one of these: {', '.join(formats)}.",
        )
    return formats[name]


def _gathered(asked: str | None, target: Path, *, several: bool) -> Gathered | None:
    """Return what readings are made into, None for the one file of one reading."""
    if asked:
        return Gathered(asked)
    if target.is_dir():
        return Gathered.FOLDER if several else None
    if target.suffix.lower() == ".zip":
        return Gathered.ZIP
    if several:
        raise ExportFailure(
            f"Several readings need a folder to go to, and {target} is none.",
            "Make the folder first, or say with --as what they are to become.",
        )
    return None


def _wanted(library: Library, options: argparse.Namespace) -> tuple[list[int], str]:
    """Return the readings that are asked for, and what names them all."""
    if options.ids:
        return list(dict.fromkeys(options.ids)), ""
    if options.collection is not None:
        found = _collection(library, options.collection)
        if found.query is not None:
            query = found.query
            return _ids(lambda before: library.readings_for(query, _PAGE, before)), found.name
        inside = found.id
        return _ids(lambda before: library.readings(_PAGE, before, inside)), found.name
    if options.tag is not None:
        return _tagged(library, options.tag)
    if options.search is not None:
        query = options.search
        return _ids(lambda before: library.readings_for(query, _PAGE, before)), query
    return _ids(lambda before: library.readings(_PAGE, before)), ""


def _tagged(library: Library, name: str) -> tuple[list[int], str]:
    tags, wanted = [tag.name for tag in library.shelves.tags()], _folded(name)
    found = next((tag for tag in tags if _folded(tag) == wanted), None)
    if found is None:
        names = ", ".join(tags[:20])
        raise ExportFailure(
            f"There is no tag “{name}”.", f"There are these: {names}." if names else ""
        )
    contents = library.shelves.contents
    return _ids(lambda before: contents.tagged(found, _PAGE, before)), found


def _collection(library: Library, name: str) -> Collection:
    """Return a collection by its name, or by those around it too: "Water/Harbour"."""
    every = {item.id: item for item in library.shelves.collections()}
    wanted = _folded(name)
    for item in every.values():
        path, around = [item.name], item.parent
        while around in every and len(path) < len(every):
            path.insert(0, every[around].name)
            around = every[around].parent
        if wanted in (_folded(item.name), _folded("/".join(path))):
            return item
    names = ", ".join(item.name for item in list(every.values())[:20])
    raise ExportFailure(
        f"There is no collection “{name}”.", f"There are these: {names}." if names else ""
    )


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _ids(page: Callable[[tuple[str, int] | None], list[ReadingSummary]]) -> list[int]:
    return list(_each(page))


def _each(page: Callable[[tuple[str, int] | None], list[ReadingSummary]]) -> Iterator[int]:
    before: tuple[str, int] | None = None
    while rows := page(before):
        yield from (row.id for row in rows)
        before = (rows[-1].added, rows[-1].id)


def _export_one(
    library: Library,
    worker: Worker,
    number: int,
    target: Path,
    offered: Offered,
    choice: Choice,
) -> int:
    from app import exports  # noqa: PLC0415
    from app.worker.protocol import Do  # noqa: PLC0415

    reading = exports.loaded(library, number, Settings().view(), offered.name, choice)
    if target.is_dir():
        target /= Names().free(name_of(reading), offered.suffix)
    with exports.working_aside(exports.aside_of(target)) as aside:
        values = exports.export_values(reading, offered.name, choice)
        done = worker.run(Do.EXPORT, path=str(target), aside=str(aside), **values)
    print(done["path"], file=sys.stderr)
    return 0


def _export_several(library: Library, worker: Worker, readings: list[int], order: Order) -> int:
    from app import exports  # noqa: PLC0415

    try:
        failures = exports.export_all(
            library, worker, readings, order, Settings().view(), _progress
        )
    except KeyboardInterrupt:
        _clear()
        print("sayso: Stopped. Nothing was written.", file=sys.stderr)
        return 130
    finally:
        _clear()
    for number, failure in failures:
        print(f"sayso: {number}: {failure}", file=sys.stderr)
    done = len(readings) - len(failures)
    if done:
        many = "1 reading" if done == 1 else f"{done:,} readings"
        print(f"{order.target}: {many}.", file=sys.stderr)
    return 1 if failures else 0


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{done:,} of {total:,} readings", end="", file=sys.stderr, flush=True)


def _clear() -> None:
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)
