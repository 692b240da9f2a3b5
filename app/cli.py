"""The command line: which command is asked for, and with what.

Only the command that is asked for is loaded, and none for a window: it has to be there at once.
"""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from app import __version__, paths

if TYPE_CHECKING:
    from app.commands import Command

OVERVIEW = """\
sayso [SOURCE...]                 open the window, with these articles
sayso analyze SOURCE...           show who says what, and store nothing
sayso add SOURCE...               store readings in the library
sayso list                        what is in the library
sayso show ID                     one reading with its marks
sayso search QUERY                find readings, quotes and numbers
sayso export ID... -o PATH        give readings back as files other programs read
sayso send-to-zotero ID...        hand readings to Zotero on this computer
sayso import FILE                 take in another tool's export, library or highlights
sayso read-back FILE              bring home what was done to an exported PDF elsewhere
sayso refresh [ID...]             fetch what is missing, read and mark anew what is old
sayso backup PATH                 write a copy of the library, also while it is open
sayso restore PATH                make a copy the library; the one there is kept
sayso check [--repair] [--deep]   see whether the library is whole

SOURCE is a file, a folder, a web address or - for standard input. Every command but export takes
--json and then prints one object a line; --library FILE names another library. `sayso COMMAND
--help` tells more.
"""

COMMANDS = frozenset(line.split()[1] for line in OVERVIEW.splitlines()[1:] if line[:6] == "sayso ")
"""The names of the headless commands; `app.commands` has what each does."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asked for; `command` is None for the window."""

    command: str | None
    sources: list[str] = field(default_factory=list)
    library: Path = field(default_factory=paths.library_file)
    options: argparse.Namespace = field(default_factory=argparse.Namespace)


def parse(arguments: list[str]) -> Wanted:
    """Read the command line; exit with status 2 where it is wrong, 0 after help or version."""
    command = _command_in(arguments)
    if command is None:
        parser = _for_window()
        options = parser.parse_args(arguments)
    else:
        from app import commands  # noqa: PLC0415 (no window needs it)

        parser = _for_command(command, commands.NAMED[command])
        options = parser.parse_args(arguments)
        if wrong := commands.NAMED[command].objection(options):
            parser.error(wrong)
    library = getattr(options, "library", None)
    file = Path(library).expanduser() if library else paths.library_file()
    return Wanted(command, list(getattr(options, "sources", [])), file, options)


def run(wanted: Wanted) -> int:
    """Run a headless command and return its exit status; raises Failure."""
    from app import commands  # noqa: PLC0415 (no window needs it)

    assert wanted.command is not None
    try:
        return commands.NAMED[wanted.command].run(wanted)
    except BrokenPipeError:
        # The reader of the output has seen enough (`sayso list | head`).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _command_in(arguments: list[str]) -> str | None:
    """Return the command among the arguments: the first word that is no option or its value."""
    rest = iter(arguments)
    for argument in rest:
        if argument == "--library":
            next(rest, None)
        elif not argument.startswith("-") or argument == "-":
            return argument if argument in COMMANDS else None
    return None


def _for_window() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="sayso",
        parents=[_common()],
        usage=OVERVIEW.strip().replace("%", "%%").replace("\n", "\n       ", 12),
        description="Shows who says what in an article, and which numbers are claimed.",
    )
    parser.add_argument("--version", action="version", version=f"sayso {__version__}")
    parser.add_argument("sources", nargs="*", metavar="SOURCE", help=argparse.SUPPRESS)
    return parser


def _for_command(name: str, command: Command) -> argparse.ArgumentParser:
    parser = _Parser(prog="sayso", parents=[_common()])
    commands = parser.add_subparsers(dest="command")
    own = commands.add_parser(name, parents=[_common()], description=command.help)
    command.declare(own)
    if command.json:
        own.add_argument("--json", action="store_true", help="print one object a line")
    return parser


def _common() -> _Parser:
    common = _Parser(add_help=False)
    common.add_argument(
        "--library",
        default=argparse.SUPPRESS,
        metavar="FILE",
        help="the library to use instead of your own",
    )
    return common


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}. `{self.prog} --help` tells what there is.\n")
