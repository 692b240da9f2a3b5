"""The sockets an article is fetched through: every connection is checked and has a deadline."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterable, Iterator

import httpcore
import httpx

SocketOption = httpcore.SOCKET_OPTION


class PrivateAddressError(Exception):
    """A public page led to an address inside the reader's own network."""


class DeadlineError(Exception):
    """The whole fetch has taken too long, however busy the server kept the line."""


class Guard:
    """What connections of one fetch may do: how long in all, and where to.

    `resolve` and `is_public` are `app.opening.network.addresses`' own; tests put others in their place.
    A name is resolved once a connection, and the address that was checked is the one connected
    to, so that a name server cannot answer differently the second time.
    """

    def __init__(
        self,
        seconds: float,
        resolve: Callable[[str, float], list[str]],
        is_public: Callable[[str], bool],
    ) -> None:
        self._end = time.monotonic() + seconds
        self._resolve = resolve
        self._is_public = is_public
        self.only_public = False
        """Set once a public address was reached: from there on a private one is refused."""

    def left(self) -> float:
        """Return the seconds left; raise DeadlineError when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise DeadlineError
        return left

    def addresses(self, host: str) -> list[str]:
        """Return the addresses of `host` that may be connected to."""
        try:
            found = self._resolve(host, self.left())
        except TimeoutError:
            raise DeadlineError from None
        public = all(map(self._is_public, found))
        if self.only_public and not public:
            raise PrivateAddressError
        self.only_public = public
        return found


class GuardedBackend(httpcore.NetworkBackend):
    """Opens sockets as the guard allows."""

    def __init__(self, guard: Guard, *, through_proxy: bool) -> None:
        self._guard = guard
        self._through_proxy = through_proxy
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = [host] if self._through_proxy else self._guard.addresses(host)
        fault: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in addresses:
            try:
                stream = self._plain.connect_tcp(
                    address, port, self._within(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                fault = error
            else:
                return _GuardedStream(stream, self._guard)
        raise fault

    def _within(self, timeout: float | None) -> float:
        left = self._guard.left()
        return left if timeout is None else min(timeout, left)


class _GuardedStream(httpcore.NetworkStream):
    """A connection whose every wait ends with the fetch's deadline."""

    def __init__(self, stream: httpcore.NetworkStream, guard: Guard) -> None:
        self._stream = stream
        self._guard = guard

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._within(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._within(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        inner = self._stream.start_tls(ssl_context, server_hostname, self._within(timeout))
        return _GuardedStream(inner, self._guard)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)

    def _within(self, timeout: float | None) -> float:
        left = self._guard.left()
        return left if timeout is None else min(timeout, left)


class GuardedTransport(httpx.BaseTransport):
    """httpx's transport, but over a guarded backend, which its own offers no place for."""

    def __init__(self, guard: Guard, proxy: str | None) -> None:
        backend = GuardedBackend(guard, through_proxy=proxy is not None)
        context = httpx.create_ssl_context()
        self._pool: httpcore.ConnectionPool
        if proxy is None:
            self._pool = httpcore.ConnectionPool(ssl_context=context, network_backend=backend)
        else:
            self._pool = httpcore.HTTPProxy(
                proxy_url=proxy, ssl_context=context, network_backend=backend
            )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        answer = self._pool.handle_request(
            httpcore.Request(
                request.method,
                httpcore.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Body(answer), request=request
        )

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()
