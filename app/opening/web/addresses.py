"""The addresses a page refers to: absolute, and on the web."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

_LONGEST = 4000


def absolute(reference: str, base: str) -> str:
    """Return the web address a page at `base` refers to; "" for what is none, or is far too long."""
    if not reference or len(reference) > _LONGEST:
        return ""
    try:
        address = urljoin(base, reference.strip())
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and parts.hostname else ""
