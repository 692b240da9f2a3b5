"""Article bodies that other tools keep as HTML."""

from __future__ import annotations

import pytest

from app.opening.web import fragment
from app.opening.web.fragment import read_fragment
from app.opening.web.metadata import Facts
from app.reading.document import Document
from app.reading.failures import OpenFailure
from tests.importing.exports import PROSE

_FACTS = Facts(title="What the bridge costs", address="https://courier.example/bridge")


def _read(html: str, **more: str) -> Document:
    document = read_fragment(html, "https://courier.example/bridge", _FACTS, **more)
    covered = [False] * len(document.text)
    last = 0
    for block in document.blocks:
        assert last <= block.start < block.end <= len(document.text)
        last = block.end
        covered[block.start : block.end] = [True] * (block.end - block.start)
    for character, is_covered in zip(document.text, covered, strict=True):
        assert is_covered or character.isspace()
    return document


def test_all_of_it_is_the_article_and_links_lead_on_from_its_address():
    document = _read(f'<p>Short.</p><p>{PROSE} <a href="/more">More</a></p><ul><li>One</li></ul>')
    assert document.text == f"Short.\n{PROSE} More\nOne"
    assert document.links[0].address == "https://courier.example/more"
    assert document.left_out == ()


def test_programs_and_what_nobody_sees_are_no_text():
    document = _read(
        f"<script>one()</script><style>p{{}}</style><p onclick='x()'>{PROSE}</p>"
        "<p style='display:none'>two</p><iframe>three</iframe><noscript>four</noscript>"
    )
    assert document.text == PROSE


def test_the_language_is_told_by_the_text_where_nobody_says_it():
    german = "Der Rat sagte am Dienstag, dass die Brücke nicht mit den Mitteln von der Stadt gebaut wird."
    assert _read(f"<p>{german}</p>").language == "de"
    assert _read(f"<p>{german}</p>", language="en_GB").language == "en"
    assert _read(f"<p>{german}</p>", language="??").language == "de"


def test_elements_as_deep_as_a_file_can_make_them_lose_no_words():
    document = _read("<div>" * 100_000 + PROSE + "</div>" * 100_000)
    assert document.text == PROSE


def test_a_text_of_too_many_tags_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("app.opening.web.bounds.MOST_TAGS", 100)
    document = _read(f"<p>{PROSE}</p>" * 200)
    assert document.notice
    assert PROSE in document.text


def test_a_text_too_large_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(fragment, "LARGEST_FRAGMENT", 100)
    with pytest.raises(OpenFailure) as caught:
        _read(f"<p>{PROSE}</p>")
    assert caught.value.advice


@pytest.mark.parametrize("html", ["", "<p>", "\x00", "<!-- x -->", "<img src=x>", "&nbsp;"])
def test_a_text_without_words_is_an_empty_document(html: str):
    assert _read(html).blocks == ()
