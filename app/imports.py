"""Another tool's export into the library: read in a child, stored, and all accounted for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.reading import wire
from app.reading.reports import Taken
from app.worker.client import Worker
from app.worker.protocol import Do, Message

if TYPE_CHECKING:
    from app.library.library import Library

Progress = Callable[[int, int], None]


def bring_in(
    library: Library,
    path: Path,
    tell: Callable[[Taken], None],
    progress: Progress = lambda _done, _total: None,
) -> tuple[str, list[Taken]]:
    """Store what an export holds; return what tool it is of, and what became of each entry.

    `tell` hears of each as soon as it is in the library; `progress` how many of how many are read
    (0: not known). Raises Failure where the export cannot be read on; what came before is kept.
    """
    account: list[Taken] = []

    def hear(message: Message) -> None:
        if message["event"] == "progress":
            progress(message["done"], message["total"])
        elif message["event"] == "part":
            items = [wire.imported_from_json(value) for value in message["result"]["items"]]
            account.extend(library.imports.take_in(items, tell))

    with Worker() as files:
        result = files.run(Do.IMPORT, hear, path=str(path.absolute()))
    return result["form"], account
