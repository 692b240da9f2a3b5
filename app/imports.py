"""Another tool's export into the library: read in a child, stored, and all accounted for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
    tell: Callable[[Sequence[Taken]], None],
    progress: Progress = lambda _done, _total: None,
    reader: list[str] | None = None,
) -> str:
    """Store what an export holds, and return what tool it is of.

    `tell` hears what became of the entries as soon as they are in the library; `progress` how many
    of how many are read (0: not known). `reader` starts the child that reads the export, None the
    usual one. Raises Failure where the export cannot be read on; what came before is kept.
    """

    def hear(message: Message) -> None:
        if message["event"] == "progress":
            progress(message["done"], message["total"])
        elif message["event"] == "part":
            items = [wire.imported_from_json(value) for value in message["result"]["items"]]
            library.imports.take_in(items, tell)

    with Worker(reader) as files:
        result = files.run(Do.IMPORT, hear, path=str(path.absolute()))
    form: str = result["form"]
    return form
