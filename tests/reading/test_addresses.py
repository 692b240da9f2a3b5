"""Which addresses are the same article."""

import pytest

from app.reading.addresses import canonical


@pytest.mark.parametrize(
    "address",
    [
        "https://www.a.example/news/mill",
        "http://a.example/news/mill/",
        "https://m.a.example:443/news/mill?utm_source=x&fbclid=1#part-2",
        "HTTPS://A.Example/news//mill/index.html",
        " https://amp.a.example/news/mill/amp ",
    ],
)
def test_what_does_not_tell_articles_apart_is_left_out(address):
    assert canonical(address) == "a.example/news/mill"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/?p=1", "https://a.example/?p=2"),
        ("https://a.example/mill", "https://b.example/mill"),
        ("https://a.example/Mill", "https://a.example/mill"),
        ("https://a.example/#!/mill", "https://a.example/#!/kiln"),
        ("https://a.example:8080/", "https://a.example/"),
        ("https://www.example/", "https://example/"),
    ],
)
def test_what_tells_articles_apart_stays(one, other):
    assert canonical(one) != canonical(other)


def test_the_order_of_parameters_does_not_matter():
    assert canonical("https://a.example/?b=2&a=1&utm_id=3") == canonical(
        "https://a.example/?a=1&b=2"
    )


@pytest.mark.parametrize(
    "nothing", ["", "mill.txt", "/home/ada/mill.html", "file:///mill.html", "javascript:alert(1)",
                "https://", "http://[bad", "http://a.example:port/", "mailto:a@b.example"]
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_none(nothing):
    assert canonical(nothing) == ""
