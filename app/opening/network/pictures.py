"""Fetch the pictures of an article, each from the open internet and none from anywhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from app.language import tr
from app.opening.network import addresses
from app.opening.network.fetch import FetchLimits, fetch
from app.opening.request import Progress, silent
from app.reading.failures import OpenFailure
from app.reading.pictures import LARGEST, PictureFile

LIMITS = FetchLimits(connect=8.0, read=15.0, total=40.0, size=LARGEST, redirects=5)

_ACCEPT = "image/webp,image/png,image/jpeg,image/gif"
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)


def media_type(content: bytes) -> str:
    """Tell the kind of a picture by its first bytes; "" for what is not shown."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((name for magic, name in _MAGIC if content.startswith(magic)), "")


def fetch_pictures(
    wanted: Sequence[str],
    room: int,
    *,
    progress: Progress = silent,
    limits: FetchLimits = LIMITS,
    resolve: Callable[[str, float], list[str]] = addresses.resolve,
    is_public: Callable[[str], bool] = addresses.is_public,
) -> Iterator[PictureFile | OpenFailure]:
    """Yield, for each address in turn, the picture found there or why there is none.

    All of them together take up `room` bytes at most. A page says these addresses, not the reader:
    one inside the reader's own network is not asked at all.
    """
    for number, address in enumerate(wanted):
        progress(tr("Fetching pictures"), number, len(wanted))
        try:
            found = fetch(
                address,
                limits=limits,
                resolve=resolve,
                is_public=is_public,
                only_public=True,
                accept=_ACCEPT,
            )
        except OpenFailure as failure:
            yield failure
            continue
        kind = media_type(found.content)
        if not kind:
            site = addresses.host_of(address)
            yield OpenFailure(tr("What {site} sent is no picture that can be shown.", site=site))
        elif len(found.content) > room:
            yield OpenFailure(tr("The pictures of this article are too large to be kept."))
        else:
            room -= len(found.content)
            yield PictureFile(address, kind, found.content)
