"""Bytes to text: which encoding, and whether it is text at all."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_DECLARED = re.compile(
    rb"""<meta\b[^>]{0,300}?\bcharset\s*=\s*["']?\s*([A-Za-z0-9._:-]+)|"""
    rb"""^\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9._:-]+)""",
    re.IGNORECASE,
)

# The WHATWG encoding standard reads these labels as the Windows code page that contains them.
_WIDENED = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030"}

_SAMPLE = 200_000
"""Bytes a guess rests on; guessing from more costs seconds and changes nothing."""

_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")

# Codecs that are no encoding of web pages, some of them slow or ambiguous on purpose.
_NO_ENCODINGS = frozenset(
    (
        "idna",
        "punycode",
        "utf-7",
        "unicode-escape",
        "raw-unicode-escape",
        "undefined",
        "mbcs",
        "oem",
    )
)

_WESTERN_LETTERS = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüÿœšžßÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜŸŒŠŽ")
_WESTERN_SIGNS = frozenset("\u00a0“”‘’‚„–—…•«»‹›€£¥§°©®™´·¿¡ªº²³½¼¾×†")
# What Czech and Slovak in code page 1250 look like when taken for western.
_EASTERN_LOOKS = frozenset("øèìùòï¾")


class NotTextError(ValueError):
    """The bytes are no text in any encoding."""


def decode(content: bytes, *, declared: str = "", page: bool = False) -> str:
    """Return the text of `content`, without a byte order mark.

    Believed in this order: a byte order mark, valid UTF-8, `declared` (an HTTP header), for a
    `page` what its own head declares, UTF-16 without a mark, western European, else a guess. Line
    breaks stay as they are. Raises NotTextError for binary content.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    if (wide := _wide_encoding(content)) is not None:
        return content.decode(wide, "replace")
    sample = content[:_SAMPLE]
    # A stray control character happens in real files; one in a hundred does not.
    if len(_CONTROL.findall(sample)) > len(sample) / 100:
        raise NotTextError
    labels = [declared]
    if page and (found := _DECLARED.search(content[:4096])):
        labels.append((found[1] or found[2]).decode("ascii"))
    # A page in valid UTF-8 that declares a single-byte encoding has been converted since.
    for encoding in ("utf-8", *filter(None, map(_codec, labels))):
        try:
            return content.decode(encoding)
        except UnicodeError:
            continue
    return _western(content) or _guessed(content)


def _codec(label: str) -> str | None:
    try:
        name = codecs.lookup(label).name
        b" ".decode(name)  # refuses codecs that do not make text, such as "hex"
    except (LookupError, UnicodeError):
        return None
    if name in _NO_ENCODINGS:
        return None
    return _WIDENED.get(name, name)


def _wide_encoding(content: bytes) -> str | None:
    """Recognise UTF-16 without a mark: in most scripts every other byte is the same small one."""
    sample = content[:2000]
    if len(sample) < 4 or b"\x00" not in sample:
        return None
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.4 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _western(content: bytes) -> str | None:
    """Return the text as Windows-1252, which contains Latin-1, if it reads like western prose.

    General guessers take short texts with a few accents or curly quotes for anything.
    """
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        return None
    sample = text[:_SAMPLE]
    high = [place for place, character in enumerate(sample) if character > "\x7f"]
    fitting = sum(_fits(sample, place) for place in high)
    looks = {sample[place].lower() for place in high} & _EASTERN_LOOKS
    return (
        text
        if len(high) < 0.2 * len(sample) and fitting >= 0.95 * len(high) and len(looks) < 3
        else None
    )


def _fits(text: str, place: int) -> bool:
    """Tell whether a character above ASCII makes sense where it stands."""
    character = text[place]
    if character in _WESTERN_LETTERS:
        return True
    between_letters = text[place - 1 : place].isalpha() and text[place + 1 : place + 2].isalpha()
    joins = character in "’·—–…\u00a0"
    return character in _WESTERN_SIGNS and (joins or not between_letters)


def _guessed(content: bytes) -> str:
    best = from_bytes(content[:_SAMPLE]).best()
    if best is None:
        raise NotTextError
    return content.decode(best.encoding, "replace")
