"""Make a new library, or bring an older one up to the newest revision."""

from __future__ import annotations

import logging
import sqlite3
from itertools import chain, count
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from app.language import tr
from app.library import sqlite
from app.library.aside import aside, put
from app.library.sqlite import indexes
from app.reading.failures import LibraryFailure

MIGRATIONS = Path(__file__).parent / "migrations"

# Its step-by-step reports are for developers; what fails is raised.
logging.getLogger("alembic").setLevel(logging.ERROR)


def known_revisions() -> set[str]:
    """Return every revision this version can bring up to date."""
    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def upgrade(connection: Connection) -> None:
    """Run the missing migrations and rebuild the search; to be called inside one transaction.

    Either everything is done or, when something fails, the file stays what it was. Foreign keys
    must not be enforced meanwhile; they are checked at the end.
    """
    config = _config()
    config.attributes["connection"] = connection
    # Its views would break while the tables under them are re-created.
    indexes.drop_search(connection)
    command.upgrade(config, "head")
    indexes.ensure_search(connection)
    sqlite.sign(connection)
    if sqlite.dangling_rows(connection):
        raise LibraryFailure(
            tr("The library could not be brought up to date, and was left as it is."),
            tr("Go on with the version of Sayso that you had."),
        )


def begin(connection: Connection, revision: str) -> None:
    """Make the tables of a new library as a revision has them, without the search.

    Rows of a library of that revision can be put into them; `upgrade` then does the rest.
    """
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def keep_copy(connection: sqlite3.Connection, file: Path, revision: str) -> Path:
    """Write a copy of the library beside it before it is migrated from `revision`; return it.

    Raises LibraryFailure where it cannot be written.
    """
    name = f"{file.stem}.before-update-from-{revision}"
    names = (f"{name}{number}{file.suffix}" for number in chain([""], count(-2, -1)))
    target = next(path for path in map(file.with_name, names) if not path.exists())
    try:
        with aside(target) as part:
            sqlite.copy_in_steps(connection, part, lambda _left, _pages: None)
            put(part, target)
    except (OSError, sqlite3.Error) as error:
        raise LibraryFailure(
            tr(
                "The library has to be brought up to date, and no copy of it can be kept at {file} "
                "first. Nothing was changed.",
                file=target,
            ),
            tr("Make room on the disk and try again."),
        ) from error
    return target


def _config() -> Config:
    config = Config()
    # Config reads values as templates: a % in the path has to be doubled.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
