"""Fetch the pictures of an article, each from the open internet and none from anywhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from app.language import tr
from app.opening.network import addresses
from app.opening.network.fetch import FetchLimits, fetch
from app.opening.request import Progress, silent
from app.reading.failures import OpenFailure
from app.reading.pictures import LARGEST, PictureFile, media_type

LIMITS = FetchLimits(connect=8.0, read=15.0, total=40.0, size=LARGEST, redirects=5)

_ACCEPT = "image/webp,image/png,image/jpeg,image/gif"


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
