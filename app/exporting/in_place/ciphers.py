"""How strings and streams are encrypted in a PDF that is, with the key the file was opened by."""

from __future__ import annotations

import hashlib
import os

from cryptography.hazmat.decrepit.ciphers.algorithms import ARC4
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7
from pikepdf.models import EncryptionInfo, EncryptionMethod

from app.exporting.in_place import failures

_AES = frozenset({EncryptionMethod.aes, EncryptionMethod.aesv3})


class FileCipher:
    """Encrypts what is added to one file."""

    def __init__(self, about: EncryptionInfo) -> None:
        """Take the key over; raise ExportFailure for a way of encrypting that is not known."""
        self._key = bytes(about.encryption_key)
        # Before version 4 there was one way, and pikepdf does not name it.
        old = about.V < 4
        self._strings = EncryptionMethod.rc4 if old else about.string_method
        self._streams = EncryptionMethod.rc4 if old else about.stream_method
        known = {*_AES, EncryptionMethod.rc4, EncryptionMethod.none}
        if not {self._strings, self._streams} <= known or not self._key:
            raise failures.forbidden()

    def string(self, content: bytes, number: int, generation: int) -> bytes:
        """Return a string of the object as it is to be written."""
        return self._encrypted(self._strings, content, number, generation)

    def stream(self, content: bytes, number: int, generation: int) -> bytes:
        """Return the content of the stream object as it is to be written."""
        return self._encrypted(self._streams, content, number, generation)

    def _encrypted(
        self, method: EncryptionMethod, content: bytes, number: int, generation: int
    ) -> bytes:
        if method is EncryptionMethod.none:
            return content
        if method is EncryptionMethod.aesv3:
            return _aes(self._key, content)
        seed = self._key + number.to_bytes(3, "little") + generation.to_bytes(2, "little")
        if method is EncryptionMethod.aes:
            seed += b"sAlT"
        # What the format prescribes; nobody's choice.
        key = hashlib.md5(seed, usedforsecurity=False).digest()[: min(16, len(self._key) + 5)]
        if method is EncryptionMethod.aes:
            return _aes(key, content)
        return Cipher(ARC4(key), None).encryptor().update(content)


def _aes(key: bytes, content: bytes) -> bytes:
    start = os.urandom(16)
    padding = PKCS7(128).padder()
    padded = padding.update(content) + padding.finalize()
    encryptor = Cipher(algorithms.AES(key), modes.CBC(start)).encryptor()
    return start + encryptor.update(padded) + encryptor.finalize()
