"""Make a new library, or bring an older one up to the newest revision."""

from __future__ import annotations

import logging
import os
import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from app.library import sqlite

MIGRATIONS = Path(__file__).parent / "migrations"

# Its step-by-step reports are for developers; what fails is raised.
logging.getLogger("alembic").setLevel(logging.ERROR)


def known_revisions() -> set[str]:
    """Return every revision this version can bring up to date."""
    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def upgrade(connection: Connection) -> None:
    """Run the missing migrations and rebuild the search; to be called inside one transaction.

    Either everything is done or, when something fails, the file stays what it was.
    """
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    sqlite.ensure_search(connection)
    sqlite.sign(connection)


def keep_copy(connection: sqlite3.Connection, file: Path, revision: str) -> Path:
    """Write a copy of the library beside it before it is migrated from `revision`, and return it."""
    target = file.with_name(f"{file.stem}.before-update-from-{revision}{file.suffix}")
    count = 1
    while True:
        try:
            os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            break
        except FileExistsError:
            count += 1
            name = f"{file.stem}.before-update-from-{revision}-{count}{file.suffix}"
            target = file.with_name(name)
    sqlite.copy_to(connection, target)
    return target


def _config() -> Config:
    config = Config()
    # Config reads values as templates: a % in the path has to be doubled.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
