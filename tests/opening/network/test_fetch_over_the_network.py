"""Pages are fetched from real servers within limits; every fault is told in one sentence."""

from __future__ import annotations

import gzip
import socket
import ssl
import subprocess
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from app.opening.network import addresses
from app.opening.network.fetch import Fetched, FetchLimits, fetch
from app.opening.network.pictures import fetch_pictures
from app.reading.failures import OpenFailure
from app.reading.pictures import PictureFile
from tests.opening.ways_in import opened_source

SHORT = FetchLimits(connect=0.5, read=0.3, total=2.0, size=1_000_000, redirects=3)

PARAGRAPH = (
    "<p>The town council closed the old bridge on Monday, three days after an inspection found"
    " cracks in two of its five piers, the mayor said.</p>"
)
PAGE = f"<html><body><article><h1>Bridge shut</h1>{PARAGRAPH * 3}</article></body></html>".encode()

Answer = Callable[[BaseHTTPRequestHandler], None]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    answers: dict[str, Answer]
    seen: list[dict[str, str]]


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self.server.seen.append({"path": self.path, **dict(self.headers)})
        try:
            self.server.answers[self.path](self)
        except OSError:
            self.close_connection = True  # the client has hung up, as it should

    def log_message(self, *_: object) -> None:
        """Keep the tests' output clean."""


@contextmanager
def _serving(host: str, answers: dict[str, Answer]) -> Iterator[_Server]:
    server = _Server((host, 0), _Handler)
    server.answers, server.seen = answers, []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def serve(request: pytest.FixtureRequest) -> Callable[..., tuple[str, _Server]]:
    """Start a server with these answers; return its address and itself."""

    def start(answers: dict[str, Answer], host: str = "127.0.0.1") -> tuple[str, _Server]:
        context = _serving(host, answers)
        server = context.__enter__()
        request.addfinalizer(lambda: context.__exit__(None, None, None))
        return f"http://{host}:{server.server_port}", server

    return start


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "http_proxy",
        "https_proxy",
        "all_proxy",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
    ):
        monkeypatch.delenv(name, raising=False)


def sending(content: bytes, status: int = 200, length: int | None = None, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(content) if length is None else length))
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def redirecting(target: str) -> Answer:
    return sending(b"", 302, Location=target)


def refused(address: str, **arguments: object) -> OpenFailure:
    with pytest.raises(OpenFailure) as caught:
        fetch(address, **{"limits": SHORT, **arguments})
    assert caught.value.advice
    return caught.value


def only_first_is_public(address: str) -> bool:
    """Play the internet on one machine: 127.0.0.1 is out there, all others are at home."""
    return address == "127.0.0.1"


def test_a_page_is_fetched_and_opened(serve):
    base, _ = serve({"/bridge": sending(PAGE, Content_Type="text/html; charset=utf-8")})
    heard: list[tuple[str, int, int]] = []
    document = opened_source(f"{base}/bridge", progress=lambda *told: heard.append(told))
    assert document.title == "Bridge shut"
    assert document.source == f"{base}/bridge"
    assert document.original is not None
    assert document.original.content == PAGE
    assert heard[-1] == ("Fetching the page", len(PAGE), len(PAGE))


def test_the_servers_charset_comes_along(serve):
    base, _ = serve({"/": sending(b"x", Content_Type="text/html; charset=koi8-r")})
    assert fetch(f"{base}/").charset == "koi8-r"


def test_redirects_are_followed_without_keeping_cookies(serve):
    base, server = serve(
        {"/old": sending(b"", 301, Location="/new", Set_Cookie="id=1"), "/new": sending(PAGE)}
    )
    assert fetch(f"{base}/old") == Fetched(PAGE, f"{base}/new", "")
    assert [seen["path"] for seen in server.seen] == ["/old", "/new"]
    assert not any("Cookie" in seen for seen in server.seen)
    assert "Sayso" in server.seen[0]["User-Agent"]


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (404, "has no such page (404)"),
        (410, "has no such page (410)"),
        (403, "does not hand out this page (403)"),
        (401, "does not hand out this page (401)"),
        (429, "asks to slow down (429)"),
        (500, "has a fault of its own (500)"),
        (503, "has a fault of its own (503)"),
        (418, "did not send the page (it answered 418)"),
    ],
)
def test_every_refusal_of_a_server_is_a_sentence(serve, status: int, words: str):
    base, _ = serve({"/": sending(b"no", status)})
    assert words in refused(f"{base}/").reason


def test_a_server_that_never_answers_is_given_up(serve):
    done = threading.Event()
    base, _ = serve({"/": lambda handler: done.wait(5) and None})
    assert refused(f"{base}/").reason == "127.0.0.1 did not answer in time."
    done.set()


@pytest.mark.parametrize("in_headers", [True, False])
def test_a_server_that_trickles_is_given_up_however_busy_it_looks(serve, in_headers: bool):
    done = threading.Event()

    def trickle(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + (b"" if in_headers else b"\r\n"))
        while not done.wait(0.02):
            handler.wfile.write(b"X-More: x\r\n" if in_headers else b"x")

    base, _ = serve({"/": trickle})
    limits = FetchLimits(connect=0.5, read=0.3, total=0.5)
    assert "did not answer in time" in refused(f"{base}/", limits=limits).reason
    done.set()


def test_a_page_of_40_megabytes_is_refused_before_it_is_read(serve):
    base, _ = serve({"/": sending(b"", length=40 * 2**20)})
    failure = refused(f"{base}/", limits=FetchLimits(read=1))
    assert failure.reason == "The page at 127.0.0.1 is larger than 20 MB."


def test_a_large_page_that_does_not_say_so_is_refused_on_the_way(serve):
    def pour(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(640):
            handler.wfile.write(b"<p>words</p>" * 5461)

    base, _ = serve({"/": pour})
    assert "is larger than 20 MB" in refused(f"{base}/", limits=FetchLimits(read=5)).reason


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_page_that_inflates_without_end_is_refused(serve, encoding: str):
    bomb = b"\0" * 50_000_000
    packed = gzip.compress(bomb) if encoding == "gzip" else zlib.compress(bomb)
    base, _ = serve({"/": sending(packed, Content_Encoding=encoding)})
    assert len(packed) < 100_000
    assert "is larger than 0.954 MB" in refused(f"{base}/").reason


def _bare_deflate(content: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(content) + packer.flush()


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("deflate", _bare_deflate)],
)
def test_compressed_pages_are_unpacked(serve, encoding: str, pack: Callable[[bytes], bytes]):
    base, _ = serve({"/": sending(pack(PAGE), Content_Encoding=encoding)})
    assert fetch(f"{base}/").content == PAGE


@pytest.mark.parametrize(
    "answer",
    [
        sending(b"this is not gzip at all", Content_Encoding="gzip"),
        sending(b"x", Content_Encoding="surprise"),
        lambda handler: handler.wfile.write(b"220 mail.example ESMTP ready\r\n"),
        sending(b"cut off", length=5000),
    ],
)
def test_an_answer_that_makes_no_sense_is_refused(serve, answer: Answer):
    base, _ = serve({"/": answer})
    assert "answered in a way that cannot be read" in refused(f"{base}/").reason


def test_a_redirect_loop_ends(serve):
    base, server = serve({"/a": redirecting("/b"), "/b": redirecting("/a")})
    assert "redirects from page to page without end" in refused(f"{base}/a").reason
    assert len(server.seen) == SHORT.redirects + 1


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/x", "data:,hello"])
def test_a_redirect_to_anything_but_the_web_is_refused(serve, target: str):
    base, _ = serve({"/": redirecting(target)})
    assert "redirects to something that is no web page" in refused(f"{base}/").reason


def test_a_public_page_may_not_redirect_into_the_readers_network(serve):
    inside, secret = serve({"/router": sending(PAGE)}, host="127.0.0.2")
    base, _ = serve({"/": redirecting(f"{inside}/router")})
    failure = refused(f"{base}/", is_public=only_first_is_public)
    assert "redirects to an address inside your own network" in failure.reason
    assert secret.seen == []


def test_a_private_address_the_reader_typed_is_opened(serve):
    base, _ = serve({"/a": redirecting("/b"), "/b": sending(PAGE)}, host="127.0.0.2")
    assert fetch(f"{base}/a", is_public=only_first_is_public).content == PAGE


def test_the_address_that_was_checked_is_the_one_connected_to(serve):
    inside, secret = serve({"/": sending(b"secret")}, host="127.0.0.2")
    base, _ = serve({"/": sending(PAGE)})
    port = base.rpartition(":")[2]
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])  # a name server that changes its mind
    fetched = fetch(
        f"http://news.example:{port}/",
        resolve=lambda host, seconds: next(answers),
        is_public=only_first_is_public,
    )
    assert fetched.content == PAGE
    assert secret.seen == []
    assert inside


def test_a_name_that_does_not_exist_is_told():
    def nowhere(host: str, seconds: float) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    failure = refused("http://nosuch.invalid/a", resolve=nowhere)
    assert failure.reason == "The site nosuch.invalid cannot be found."


def test_a_name_server_that_does_not_answer_is_given_up():
    def silent(host: str, seconds: float) -> list[str]:
        raise TimeoutError

    assert "did not answer in time" in refused("http://slow.example/", resolve=silent).reason


def test_a_server_that_is_not_there_is_told():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    assert refused(f"http://127.0.0.1:{port}/").reason == "127.0.0.1 cannot be reached."


def test_a_certificate_nobody_vouches_for_is_refused(tmp_path: Path):
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    made = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", str(key), "-out",
         str(certificate), "-days", "1", "-subj", "/CN=127.0.0.1"],
        capture_output=True, check=False,
    )  # fmt: skip
    if made.returncode:
        pytest.skip("openssl is not installed")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with _serving("127.0.0.1", {"/": sending(PAGE)}) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.handle_error = lambda *_: None  # the client hangs up in the handshake
        failure = refused(f"https://127.0.0.1:{server.server_port}/")
    assert "is not secure" in failure.reason


@pytest.mark.parametrize("address", ["http://", "https:///article", "http://[::1", "http://a b/"])
def test_what_is_no_address_is_told(address: str):
    with pytest.raises(OpenFailure):
        fetch(address, limits=SHORT)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.1", "224.0.0.1", "::1", "fe80::1%eth0", "fd00::1", "::ffff:192.168.1.1",
        "64:ff9b::c0a8:101", "2002:c0a8:101::1", "not an address",
    ],
)  # fmt: skip
def test_addresses_of_the_house_are_not_public(address: str):
    assert not addresses.is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:8.8.8.8"])
def test_addresses_of_the_internet_are_public(address: str):
    assert addresses.is_public(address)


PNG = b"\x89PNG\r\n\x1a\n" + b"p" * 40
GIF = b"GIF89a" + b"g" * 40


def pictured(*wanted: str, room: int = 10_000, **arguments: object) -> list[object]:
    found = fetch_pictures(
        wanted, room, **{"limits": SHORT, "is_public": only_first_is_public, **arguments}
    )
    return [one.reason if isinstance(one, OpenFailure) else one for one in found]


def test_pictures_are_told_by_their_bytes_whatever_the_server_says(serve):
    webp = b"RIFF\x00\x00\x00\x00WEBPVP8 "
    base, server = serve(
        {
            "/a": sending(PNG, Content_Type="text/html"),
            "/b": sending(b"\xff\xd8\xff\xe0jpeg"),
            "/c": sending(webp),
            "/d": redirecting("/a"),
        }
    )
    heard: list[tuple[str, int, int]] = []
    found = pictured(
        *(f"{base}/{name}" for name in "abcd"), progress=lambda *told: heard.append(told)
    )
    assert found == [
        PictureFile(f"{base}/a", "image/png", PNG),
        PictureFile(f"{base}/b", "image/jpeg", b"\xff\xd8\xff\xe0jpeg"),
        PictureFile(f"{base}/c", "image/webp", webp),
        PictureFile(f"{base}/d", "image/png", PNG),
    ]
    assert heard == [("Fetching pictures", number, 4) for number in range(4)]
    assert server.seen[0]["Accept"] == "image/webp,image/png,image/jpeg,image/gif"
    assert not any("Referer" in seen or "Cookie" in seen for seen in server.seen)


@pytest.mark.parametrize(
    "content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", PAGE, b"", b"BM" + b"x" * 40]
)
def test_what_is_no_picture_is_refused_though_it_calls_itself_one(serve, content: bytes):
    base, _ = serve({"/a.png": sending(content, Content_Type="image/png")})
    assert pictured(f"{base}/a.png") == ["What 127.0.0.1 sent is no picture that can be shown."]


def test_one_picture_that_is_missing_does_not_keep_the_others(serve):
    base, _ = serve({"/a": sending(b"no", 404), "/b": sending(GIF)})
    missing, there = pictured(f"{base}/a", f"{base}/b")
    assert "(404)" in str(missing)
    assert there == PictureFile(f"{base}/b", "image/gif", GIF)


def test_pictures_inside_the_readers_network_are_not_asked_for(serve):
    base, server = serve({"/a": sending(PNG)})
    (refused_,) = pictured(f"{base}/a", is_public=lambda _address: False)
    assert "inside your own network" in str(refused_)
    home, at_home = serve({"/secret": sending(PNG)}, host="127.0.0.2")
    away, _ = serve({"/a": redirecting(f"{home}/secret")})
    assert "inside your own network" in str(pictured(f"{away}/a")[0])
    assert not server.seen
    assert not at_home.seen


def test_pictures_take_up_no_more_than_there_is_room_for(serve):
    base, _ = serve({name: sending(PNG) for name in ("/a", "/b", "/c")} | {"/g": sending(b"x" * 9)})
    found = pictured(*(f"{base}/{name}" for name in "abc"), room=2 * len(PNG))
    assert [isinstance(one, PictureFile) for one in found] == [True, True, False]
    small = FetchLimits(connect=0.5, read=0.3, total=2.0, size=20)
    assert "is larger than" in str(pictured(f"{base}/a", limits=small)[0])


def test_an_address_that_is_none_is_one_picture_less():
    assert len(pictured("http://", "ftp://127.0.0.1/a.png", "http://[broken")) == 3
