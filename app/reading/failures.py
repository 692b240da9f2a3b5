"""What went wrong, said so that a reader knows what to do."""

from __future__ import annotations


class Failure(Exception):
    """Something that could not be done: one sentence on what happened, one on what to do.

    Raised where the fault is known and shown where the reader looks; never a traceback.
    """

    def __init__(self, reason: str, advice: str = "") -> None:
        super().__init__(reason, advice)
        self.reason = reason
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.reason} {self.advice}".strip()


class OpenFailure(Failure):
    """An article could not be opened."""


class PasswordNeeded(OpenFailure):
    """A document is locked with a password, and none or a wrong one was given."""


class NoTextLayer(OpenFailure):
    """A document holds pictures of pages and no text: it would have to be recognised first."""


class LibraryFailure(Failure):
    """The library could not be read or written."""


class QueryFailure(LibraryFailure):
    """A search that means nothing, with the place in it that is to be changed (code points)."""

    def __init__(self, reason: str, advice: str, start: int, end: int) -> None:
        super().__init__(reason, advice)
        self.start = start
        self.end = end


class LibraryDamaged(LibraryFailure):
    """Part of the library's file is not what was written."""


class NoLibrary(LibraryFailure):
    """The file is there, and no library: something else wrote it, or what it was is lost."""


class LibraryGone(LibraryFailure):
    """The open library's file was deleted, moved or replaced: what is written into it is lost.

    Nothing saved so far is, as long as the library stays open: `Library.save_elsewhere`.
    """


class Refused(LibraryFailure):
    """The library will not do what it was asked, however often it is tried: it makes no sense."""


class ChangedSince(Refused):
    """Something is no longer as it was when the reader changed it: somebody else changed it too."""


class ImportFailure(Failure):
    """Another tool's export could not be read."""


class ExportFailure(Failure):
    """A reading could not be written out."""


class PlaceFailure(ExportFailure):
    """The place where something is to be written does not take it, whatever it is."""


class WorkerFailure(Failure):
    """A job was lost with its process, or ran out of time."""


class MarkerMissing(WorkerFailure):
    """Nothing can be marked: what knows the language is missing or damaged."""
