"""Fetch a page over the network: politely, within limits, and never from inside the reader's house.

An address the reader typed may be a private one (a wiki on the local network); a public page that
redirects to a private address is refused, because it could read what only the reader can reach.
"""

from __future__ import annotations

import ssl
import urllib.request
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass

import httpcore
import httpx

from app.language import later, tr
from app.opening.network import addresses
from app.opening.network.connecting import (
    DeadlineError,
    Guard,
    GuardedTransport,
    PrivateAddressError,
)
from app.opening.request import Progress, silent
from app.reading.failures import OpenFailure

_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; Sayso reading assistant; one page at a reader's request)",
    "Accept": "text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9,*/*;q=0.5",
    "Accept-Language": "en,*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TRY_LATER = later("Try again later, or save the page in your browser and open the saved file.")
_SAVE_IT = later("Open it in your browser, save the page, and open the saved file.")


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Seconds, bytes (counted after decompression) and redirects a fetch may take."""

    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    size: int = 20 * 2**20
    redirects: int = 10


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came: `address` is the one it was found at in the end, `charset` the server's
    word on its encoding ("" for none).
    """

    content: bytes
    address: str
    charset: str


def fetch(
    address: str,
    *,
    progress: Progress | None = None,
    limits: FetchLimits = FetchLimits(),
    resolve: Callable[[str, float], list[str]] = addresses.resolve,
    is_public: Callable[[str], bool] = addresses.is_public,
    only_public: bool = False,
    accept: str = "",
) -> Fetched:
    """Return the page at `address`, redirects followed; raise OpenFailure when it cannot be had.

    `progress` is told bytes. Nothing is kept between two fetches: no cookies, no connections. With
    `only_public` a private address is refused from the first; `accept` names other media types to
    ask for than those of pages.
    """
    guard = Guard(limits.total, resolve, is_public)
    guard.only_public = only_public
    headers = {**_HEADERS, "Accept": accept} if accept else _HEADERS
    site = addresses.host_of(address)
    try:
        return _followed(address, headers, guard, limits, progress or silent)
    except PrivateAddressError:
        raise OpenFailure(
            tr(
                "{site} redirects to an address inside your own network, which Sayso does not "
                "follow.",
                site=site,
            ),
            tr("If you trust that address, open it directly."),
        ) from None
    except (DeadlineError, httpcore.TimeoutException):
        raise OpenFailure(tr("{site} did not answer in time.", site=site), tr(_TRY_LATER)) from None
    except OSError:
        raise OpenFailure(
            tr("The site {site} cannot be found.", site=site),
            tr("Check the address and your connection to the internet."),
        ) from None
    except (httpcore.NetworkError, httpcore.ProxyError) as error:
        raise _network_failure(site, error) from None
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol, zlib.error):
        raise OpenFailure(
            tr("{site} answered in a way that cannot be read.", site=site), tr(_TRY_LATER)
        ) from None


def _followed(
    address: str,
    headers: Mapping[str, str],
    guard: Guard,
    limits: FetchLimits,
    progress: Progress,
) -> Fetched:
    timeout = httpx.Timeout(limits.read, connect=limits.connect)
    url = _checked_url(address, address)
    for _ in range(limits.redirects + 1):
        # Without a client of httpx: nothing is kept between hops, no cookie and no password.
        request = httpx.Request(
            "GET", url, headers=headers, extensions={"timeout": timeout.as_dict()}
        )
        with (
            closing(GuardedTransport(guard, _proxy(url, guard))) as transport,
            closing(transport.handle_request(request)) as answer,
        ):
            if answer.status_code not in _REDIRECTS or "location" not in answer.headers:
                _check_status(answer.status_code, address)
                content = _content(answer, address, limits.size, guard, progress)
                return Fetched(content, str(url), answer.charset_encoding or "")
            url = _checked_url(_joined(url, answer.headers["location"]), address)
    raise OpenFailure(
        tr("{site} redirects from page to page without end.", site=addresses.host_of(address)),
        tr(_SAVE_IT),
    )


def _joined(url: httpx.URL, location: str) -> str:
    try:
        return str(url.join(location))
    except httpx.InvalidURL:
        return location


def _checked_url(address: str, typed: str) -> httpx.URL:
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL:
        url = httpx.URL("")
    if url.scheme in ("http", "https") and url.host:
        return url
    if address == typed:
        raise OpenFailure(
            tr("{name} is no web address.", name=typed),
            tr("It should look like https://example.org/article."),
        )
    raise OpenFailure(
        tr("{site} redirects to something that is no web page.", site=addresses.host_of(typed)),
        tr(_SAVE_IT),
    )


def _proxy(url: httpx.URL, guard: Guard) -> str | None:
    """Return the proxy the reader's system names for this address, None for a direct way.

    Through a proxy the name is resolved over there: only an address written out can be checked.
    """
    proxy = urllib.request.getproxies().get(url.scheme)
    if not proxy or urllib.request.proxy_bypass(url.host):
        return None
    literal = url.host.strip("[]")
    if literal == "localhost" or literal.replace(".", "").isdigit() or ":" in literal:
        guard.addresses(literal)
    else:
        guard.only_public = True
    return proxy if "://" in proxy else f"http://{proxy}"


def _check_status(status: int, address: str) -> None:
    if status == httpx.codes.OK:
        return
    told = {"site": addresses.host_of(address), "status": str(status)}
    if status in (404, 410):
        raise OpenFailure(
            tr("{site} has no such page ({status}).", **told),
            tr("Check the address; the article may have moved."),
        )
    if status in (401, 402, 403, 451):
        raise OpenFailure(
            tr("{site} does not hand out this page ({status}).", **told), tr(_SAVE_IT)
        )
    if status == 429:
        raise OpenFailure(
            tr("{site} asks to slow down ({status}).", **told),
            tr("Wait a few minutes and try again."),
        )
    if status >= 500:
        raise OpenFailure(tr("{site} has a fault of its own ({status}).", **told), tr(_TRY_LATER))
    raise OpenFailure(
        tr("{site} did not send the page (it answered {status}).", **told), tr(_SAVE_IT)
    )


def _content(
    answer: httpx.Response, address: str, largest: int, guard: Guard, progress: Progress
) -> bytes:
    announced = answer.headers.get("content-length", "")
    total = int(announced) if announced.isascii() and announced.isdigit() else 0
    encoding = answer.headers.get("content-encoding", "").strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise httpcore.RemoteProtocolError(f"unasked content encoding {encoding}")
    compressed = encoding not in ("", "identity")
    too_large = OpenFailure(
        tr(
            "The page at {site} is larger than {size} MB.",
            site=addresses.host_of(address),
            size=f"{largest / 2**20:.3g}",
        ),
        tr("Sayso opens single articles; check that the address leads to one."),
    )
    if total > largest:
        raise too_large
    received = 0
    content = bytearray()
    raw = _counted(answer)
    for received, piece in _inflated(raw, largest + 1) if compressed else raw:
        guard.left()
        content += piece
        if len(content) > largest:
            raise too_large
        progress(tr("Fetching the page"), received, total)
    return bytes(content)


def _counted(answer: httpx.Response) -> Iterator[tuple[int, bytes]]:
    received = 0
    for chunk in answer.iter_raw(65536):
        received += len(chunk)
        yield received, chunk


def _inflated(chunks: Iterator[tuple[int, bytes]], most: int) -> Iterator[tuple[int, bytes]]:
    """Decompress gzip, zlib and bare deflate, never more than `most` bytes at a time."""
    inflater = None
    for received, chunk in chunks:
        if inflater is None:
            # A zlib or gzip header, else what some servers mean by "deflate".
            wrapped = chunk[:2] == b"\x1f\x8b" or (chunk[0] & 15 == 8 and chunk[0] >> 4 < 8)
            inflater = zlib.decompressobj(47 if wrapped else -15)
        waiting = chunk
        while waiting:
            yield received, inflater.decompress(waiting, most)
            waiting = inflater.unconsumed_tail
            if inflater.eof and (waiting := inflater.unused_data):
                inflater = zlib.decompressobj(47)


def _network_failure(site: str, error: Exception) -> OpenFailure:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return OpenFailure(
                tr(
                    "The connection to {site} is not secure (its certificate cannot be trusted).",
                    site=site,
                ),
                tr("Check the address; if you trust the site, save the page in your browser."),
            )
        cause = cause.__cause__ or cause.__context__
    return OpenFailure(
        tr("{site} cannot be reached.", site=site),
        tr("Check the address and your connection to the internet."),
    )
