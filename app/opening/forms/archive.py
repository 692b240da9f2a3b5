"""Compressed files, read in memory and within limits; nothing is ever unpacked to a disk.

What an archive says of its own sizes is never believed: bytes are counted as they are inflated. The
names of its members are keys to look up and no paths, so that "../../passwd" is only a strange key.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Any

from app.language import later, tr
from app.reading.failures import OpenFailure

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_MEMBERS = 10_000
LARGEST_MEMBER = 48 * 2**20
LARGEST_TOTAL = 192 * 2**20
"""Bytes inflated from one archive, members that are read twice counted twice."""

HIGHEST_RATIO = 250
"""How many bytes one byte may inflate to; text and XML of real documents reach 50."""

_ALWAYS_ALLOWED = 2**20
"""A ratio says nothing about a member so small: ten blank pages compress that well."""

_CHUNK = 2**18
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)

GET_IT_AGAIN = later("Get the file again: it may not have been copied to its end.")


class Archive:
    """A ZIP archive whose members are read by name; `name` is what a reader calls the file.

    Raises OpenFailure, here and at every reading, for what is damaged, locked or too large.
    """

    def __init__(self, content: bytes, name: str) -> None:
        self._name = name
        self._read = self._seen = 0
        # Each member has its entry in the directory; opening it would make objects of them all.
        if content.count(b"PK\x01\x02") > MOST_MEMBERS:
            raise OpenFailure(
                tr("{name} holds more than {count} files.", name=name, count=MOST_MEMBERS),
                tr("Documents do not: open the one you mean by itself."),
            )
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
            # Of several members of one name the last is the one that counts, as everywhere else.
            self._members = {
                member.filename.replace("\\", "/").lstrip("/"): member
                for member in self._zip.infolist()
                if not member.is_dir()
            }
        except _FAULTS:
            raise self.damaged() from None
        self._by_folded = {key.casefold(): key for key in self._members}

    @property
    def names(self) -> list[str]:
        """The members' names in the order they were added, with forward slashes."""
        return list(self._members)

    def find(self, name: str) -> str | None:
        """Return the member's own name, where only capitals differ too; None for none."""
        return name if name in self._members else self._by_folded.get(name.casefold())

    def __contains__(self, name: str) -> bool:
        return self.find(name) is not None

    def read(self, name: str) -> bytes:
        """Return what a member holds."""
        key = self.find(name)
        if key is None:
            raise self.damaged()
        member = self._members[key]
        if member.flag_bits & _ENCRYPTED:
            raise locked(self._name)
        if member.compress_type not in _METHODS:
            raise self.damaged()
        most = min(LARGEST_MEMBER, LARGEST_TOTAL - self._read)
        if member.compress_type == zipfile.ZIP_DEFLATED:
            most = min(most, max(_ALWAYS_ALLOWED, HIGHEST_RATIO * member.compress_size))
        content = self._inflated(member, most)
        if content is None:
            raise OpenFailure(
                tr("{name} unpacks to more than a document can hold.", name=self._name),
                tr("It may be made to do harm. Open it only if you know where it is from."),
            )
        self._read += len(content)
        return content

    def picture(self, name: str, most: int) -> bytes:
        """Return what a member holds that the document does without; b"" for none of that size.

        What is damaged, locked or too large is none: it does not keep the text from being read.
        """
        member = self._members.get(self.find(name) or "")
        if member is None or member.flag_bits & _ENCRYPTED or member.compress_type not in _METHODS:
            return b""
        if member.file_size > most or self._seen > LARGEST_TOTAL:
            return b""
        self._seen += most  # unless it is less
        try:
            content = self._inflated(member, most) or b""
        except OpenFailure:
            return b""
        self._seen += len(content) - most
        return content

    def _inflated(self, member: zipfile.ZipInfo, most: int) -> bytes | None:
        """Return what a member holds; None where that is more than `most` bytes."""
        chunks: list[bytes] = []
        length = 0
        try:
            with self._zip.open(member) as stream:
                while chunk := stream.read(_CHUNK):
                    length += len(chunk)
                    if length > most:
                        return None
                    chunks.append(chunk)
        except _FAULTS:
            raise self.damaged() from None
        return b"".join(chunks)

    def xml(self, name: str) -> _Element:
        """Return the root of a member that is XML."""
        return xml_root(self.read(name), self._name)

    def damaged(self) -> OpenFailure:
        """Return the failure to raise where something is missing or cannot be read."""
        return damaged(self._name)


def damaged(name: str) -> OpenFailure:
    """Return the failure of a file that is broken or cut off."""
    return OpenFailure(tr("{name} is damaged.", name=name), tr(GET_IT_AGAIN))


def locked(name: str) -> OpenFailure:
    """Return the failure of a file that only its password opens."""
    return OpenFailure(
        tr("{name} is locked with a password.", name=name),
        tr("Open it in the program it was made with, and save it without the password."),
    )


def xml_root(content: bytes, name: str) -> _Element:
    """Return the root of an XML document; entities are refused and nothing is loaded for it.

    `name` is the file the XML is from. Raises OpenFailure.
    """
    # Loading lxml takes its time, and telling what a file is needs none of it.
    from lxml import etree  # noqa: PLC0415

    refuse_entities(content, name)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise damaged(name) from None
    declared: Any = root.getroottree().docinfo.internalDTD
    # In an encoding of its own a declaration escapes a look at the bytes.
    if declared is not None and next(iter(declared.iterentities()), None) is not None:
        raise _entities(name)
    return root


def refuse_entities(content: bytes, name: str) -> None:
    """Raise OpenFailure where XML declares entities, which no document needs and bombs are of."""
    # UTF-16 is ASCII with zeros between.
    if b"<!ENTITY" in content or b"<!ENTITY" in content[:100_000].replace(b"\0", b""):
        raise _entities(name)


def _entities(name: str) -> OpenFailure:
    return OpenFailure(
        tr("{name} declares XML entities, which can be made to do harm.", name=name),
        tr("Save it anew in the program it was made with."),
    )


def gunzipped(content: bytes, name: str, most: int) -> bytes:
    """Return what a gzip file holds, in memory bounded by `most` bytes; raise OpenFailure."""
    found = bytearray()
    rest = content
    try:
        while rest.startswith(b"\x1f\x8b"):
            stream = zlib.decompressobj(wbits=31)
            found += stream.decompress(rest, most + 1 - len(found))
            if len(found) > most:
                raise OpenFailure(
                    tr("{name} unpacks to more than {size} MB.", name=name, size=most // 2**20),
                    tr("Open a smaller part of it, or paste the text you need."),
                )
            if not stream.eof:
                raise damaged(name)
            rest = stream.unused_data
    except zlib.error:
        raise damaged(name) from None
    return bytes(found)
