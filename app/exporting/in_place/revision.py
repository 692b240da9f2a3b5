"""A revision at the end of a PDF: new and changed objects and where they are, no byte before it moved.

pikepdf reads the structure; it cannot write in this way, so that is done here.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from app.exporting.in_place import failures
from app.exporting.in_place.ciphers import FileCipher

_START = re.compile(rb"startxref\s+(\d+)")
_OBJECT = re.compile(rb"\s*\d+\s+\d+\s+obj\b")
_TAIL = 2**11
"""Bytes at the end of a file in which it must say where its objects are listed."""

_TOGETHER = 100
"""Objects that are packed into one stream."""

Key = tuple[int, int]


class Revision:
    """What is added to a PDF."""

    def __init__(self, source: bytes, document: Pdf) -> None:
        """Begin a revision of `source`, which `document` was opened from.

        Raises ExportFailure for a file whose own list of its objects cannot be gone on from.
        """
        self.source = source
        self._document = document
        self._previous, self._streamed = _list_of_objects(source)
        self._cipher = FileCipher(document.encryption) if document.is_encrypted else None
        self._objects: dict[Key, Object] = {}

    def add(self, value: Object) -> Object:
        """Make a new object of a value; return what refers to it."""
        made: Object = self._document.make_indirect(value)
        self._objects[made.objgen] = made
        return made

    def stream(self, content: bytes, **entries: Any) -> Object:
        """Make a new stream; return what refers to it."""
        made = self._document.make_stream(content, **entries)
        self._objects[made.objgen] = made
        return made

    def change(self, value: Object) -> None:
        """Write an object of the file anew, as it is when the revision is written."""
        if not value.is_indirect:
            raise failures.damaged()
        self._objects[value.objgen] = value

    def __bool__(self) -> bool:
        return bool(self._objects)

    def written(self, info: Object | None = None) -> bytes:
        """Return the source with the revision behind it; `info` is its document information."""
        out = bytearray(self.source)
        if not out.endswith((b"\n", b"\r")):
            out += b"\n"
        places: dict[Key, tuple[int, int, int]] = {}
        packed: list[Object] = []
        for key, value in self._objects.items():
            if self._streamed and key[1] == 0 and not isinstance(value, Stream):
                packed.append(value)
            else:
                places[key] = (1, len(out), key[1])
                out += self._object(value)
        size = max([int(self._document.trailer.Size), *(number + 1 for number, _ in self._objects)])
        for start in range(0, len(packed), _TOGETHER):
            some = packed[start : start + _TOGETHER]
            for index, value in enumerate(some):
                places[value.objgen] = (2, size, index)
            places[size, 0] = (1, len(out), 0)
            out += self._pack(size, some)
            size += 1
        trailer = self._trailer(out, info)
        if self._streamed:
            self._write_stream(out, places, trailer, size)
        else:
            _write_table(out, places, trailer, size)
        return bytes(out)

    # Objects

    def _object(self, value: Object) -> bytes:
        number, generation = value.objgen
        if isinstance(value, Stream):
            entries = {key: entry for key, entry in value.items() if key != "/Length"}
            return self._stream(entries, value.read_raw_bytes(), number, generation)
        return b"%d %d obj\n%s\nendobj\n" % (
            number,
            generation,
            self._value(value, number, generation, top=True),
        )

    def _stream(
        self, entries: Mapping[str, Any], content: bytes, number: int, generation: int
    ) -> bytes:
        if "/Filter" not in entries:
            smaller = zlib.compress(content, 9)
            if len(smaller) + 20 < len(content):
                content, entries = smaller, {**entries, "/Filter": Name.FlateDecode}
        if self._cipher is not None and entries.get("/Type") != Name.XRef:
            content = self._cipher.stream(content, number, generation)
        return b"%d %d obj\n%s\nstream\n%s\nendstream\nendobj\n" % (
            number,
            generation,
            self._entries({**entries, "/Length": len(content)}, number, generation),
            content,
        )

    def _pack(self, number: int, values: Sequence[Object]) -> bytes:
        """Return a stream of objects; in it nothing is encrypted, for the stream is."""
        heads, bodies = bytearray(), bytearray()
        for value in values:
            heads += b"%d %d " % (value.objgen[0], len(bodies))
            bodies += value.unparse(resolved=True) + b"\n"
        entries = {"/Type": Name.ObjStm, "/N": len(values), "/First": len(heads)}
        return self._stream(entries, bytes(heads + bodies), number, 0)

    def _value(self, value: Any, number: int, generation: int, *, top: bool = False) -> bytes:
        if self._cipher is None:
            return _unparsed(value, resolved=top)
        if isinstance(value, Object) and value.is_indirect and not top:
            return b"%d %d R" % value.objgen
        if isinstance(value, String):
            hidden = self._cipher.string(bytes(value), number, generation)
            return b"<" + hidden.hex().encode("ascii") + b">"
        if isinstance(value, Dictionary):
            return self._entries(dict(value.items()), number, generation)
        if isinstance(value, Array):
            items = (self._value(item, number, generation) for item in _items(value))
            return b"[" + b" ".join(items) + b"]"
        return _unparsed(value, resolved=top)

    def _entries(self, entries: Mapping[str, Any], number: int, generation: int) -> bytes:
        parts = (
            _unparsed(Name(key)) + b" " + self._value(entry, number, generation)
            for key, entry in entries.items()
        )
        return b"<<" + b" ".join(parts) + b">>"

    # The list of objects

    def _trailer(self, out: bytearray, info: Object | None) -> dict[str, Any]:
        before = self._document.trailer
        trailer: dict[str, Any] = {
            "/Root": before.Root,
            "/Prev": self._previous,
            "/ID": self._identity(out),
        }
        if info is not None:
            trailer["/Info"] = info
        if "/Encrypt" in before:
            trailer["/Encrypt"] = before.Encrypt
        return trailer

    def _identity(self, out: bytearray) -> Array:
        """Return the file's name for good, and one of this revision."""
        now = hashlib.sha256(out).digest()[:16]
        given = self._document.trailer.get("/ID")
        first = String(now)
        if isinstance(given, Array) and len(given) and isinstance(given[0], String):
            first = given[0]
        return Array([first, String(now)])

    def _write_stream(
        self,
        out: bytearray,
        places: dict[Key, tuple[int, int, int]],
        trailer: dict[str, Any],
        number: int,
    ) -> None:
        start = len(out)
        places[number, 0] = (1, start, 0)
        wide = (start.bit_length() + 7) // 8
        index: list[int] = []
        rows = bytearray()
        for run in _runs(places):
            index += [run[0][0], len(run)]
            for key in run:
                kind, where, which = places[key]
                rows += bytes([kind]) + where.to_bytes(wide, "big") + which.to_bytes(2, "big")
        entries = {
            "/Type": Name.XRef,
            "/Size": number + 1,
            "/W": Array([1, wide, 2]),
            "/Index": Array(index),
            **trailer,
        }
        cipher, self._cipher = self._cipher, None  # a list of objects is never encrypted
        out += self._stream(entries, bytes(rows), number, 0)
        self._cipher = cipher
        out += b"startxref\n%d\n%%%%EOF\n" % start


def _write_table(
    out: bytearray,
    places: dict[Key, tuple[int, int, int]],
    trailer: dict[str, Any],
    size: int,
) -> None:
    start = len(out)
    out += b"xref\n"
    for run in _runs(places):
        out += b"%d %d\n" % (run[0][0], len(run))
        for key in run:
            out += b"%010d %05d n \n" % (places[key][1], key[1])
    entries = {"/Size": size, **trailer}
    parts = (_unparsed(Name(key)) + b" " + _unparsed(entry) for key, entry in entries.items())
    out += b"trailer\n<<" + b" ".join(parts) + b">>\nstartxref\n%d\n%%%%EOF\n" % start


def _runs(places: Mapping[Key, object]) -> Iterator[list[Key]]:
    """Yield the objects in runs of numbers that follow each other."""
    ordered = enumerate(sorted(places))
    for _, run in groupby(ordered, key=lambda pair: pair[1][0] - pair[0]):
        yield [key for _, key in run]


def _list_of_objects(source: bytes) -> tuple[int, bool]:
    """Return where the file's list of its objects begins, and whether it is a stream."""
    if not source.startswith(b"%PDF-"):
        raise failures.damaged()
    found = list(_START.finditer(source, max(0, len(source) - _TAIL)))
    if not found:
        raise failures.damaged()
    start = int(found[-1][1])
    here = source[start : start + 40]
    if here.lstrip().startswith(b"xref"):
        return start, False
    if _OBJECT.match(here):
        return start, True
    raise failures.damaged()


def _items(value: Array) -> Iterator[Any]:
    for index in range(len(value)):
        yield value[index]


def _unparsed(value: Any, *, resolved: bool = False) -> bytes:
    if isinstance(value, Object):
        return value.unparse(resolved=resolved)
    if value is None:
        return b"null"
    if isinstance(value, bool):
        return b"true" if value else b"false"
    return format(value, "f" if isinstance(value, Decimal) else "").encode("ascii")
