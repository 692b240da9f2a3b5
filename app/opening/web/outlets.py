"""The name of the outlet a page belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.opening.network.addresses import host_of
from app.opening.web.bylines import letters

SEPARATOR = re.compile(r"\s+[|•·»:–—-]+\s+")
"""What stands between an article's title and its outlet's name."""

_NO_OUTLET = re.compile(r"^(?:https?:|copyright\b|©|home$|www\.|@)", re.IGNORECASE)
_MOST_WORDS = 6
_ABBREVIATION = 4
_MORE = 3
_LONGEST = 200


def outlet_of(stated: Sequence[str], title: str, address: str) -> str:
    """Return the outlet's name; its host where nothing better is known.

    `stated` are the names the page gives its site, the most trustworthy first; `title` is the
    window's, which often ends in the name. A motto beside the name, or instead of it, is told by
    the host, which the name resembles.
    """
    host = letters(site_of(address))
    labels = {letters(label) for label in host_of(address).split(".")[:-2]} if address else set()
    names = [
        name
        for name in stated
        if name and not _NO_OUTLET.match(name) and letters(name) not in labels - {host}
    ]
    parts = [part for name in names for part in [name, *_parts(name)] if _is_like(part, host)]
    beside = [part for part in _parts(title) if _is_like(part, host)]
    if parts:
        return _spelt(min(parts, key=lambda part: _rank(part, host)), names, address)
    if beside:
        return beside[-1].removeprefix("www.")
    if names:
        return _spelt(_parts(names[0])[0] if _parts(names[0]) else names[0], names, address)
    return host_of(address) if address else ""


def names_of(outlet: str, stated: Sequence[str], address: str) -> list[str]:
    """Return every name the outlet goes by, to know it where it stands beside something else."""
    host = host_of(address)
    parts = [part for name in stated for part in [name, *_parts(name)]]
    return [name for name in [outlet, *parts, host, site_of(address)] if name]


def site_of(address: str) -> str:
    """Return the part of its host a site is known by: "courier" of news.courier.co.uk."""
    labels = host_of(address).split(".") if address else [""]
    if len(labels) > 2 and len(labels[-2]) <= 3 and len(labels[-1]) == 2:
        labels = labels[:-1]
    return labels[-2] if len(labels) > 1 else labels[0]


def _parts(name: str) -> list[str]:
    parts = SEPARATOR.split(name[:_LONGEST])
    return [part.strip() for part in parts if part.strip()] if len(parts) > 1 else []


def _rank(part: str, host: str) -> tuple[bool, bool, bool]:
    """Order names: no motto, no domain, the host's own letters if they are no abbreviation."""
    is_host = letters(part) == host and len(host) > _ABBREVIATION
    plain = "." in part or (part.isascii() and part.islower())
    return bool(_parts(part)), plain, not is_host


def _is_like(name: str, host: str) -> bool:
    """Tell whether a name has the letters of the host, or the host those of the name."""
    own = letters(name)
    if len(host) < 2 or len(own) < 2 or len(name.split()) > _MOST_WORDS:
        return False
    if len(own) > _MORE * len(host):
        return False
    if own in host or host in own:
        return True
    rest = iter(own)
    return len(host) >= 4 and own[0] in (host[0], "t") and all(sign in rest for sign in host)


def _spelt(name: str, stated: Sequence[str], address: str) -> str:
    """Return the name as it is best written: with its blanks and capitals."""
    same = [other for other in stated if letters(other) == letters(name)]
    best = max([name, *same], key=lambda other: (other.count(" "), other != other.lower()))
    if best.isascii() and best == best.lower() and " " not in best:
        return host_of(address) or best
    return best[0].upper() + best[1:] if best[1:2].islower() and " " in best else best
