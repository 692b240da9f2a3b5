"""What a PDF knows of its reading survives, and nothing strange in its place does harm."""

import base64
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reading.exported import (
    Exported,
    as_read,
    digest,
    one_note,
    part_of,
    text_digest,
    unpacked,
    written,
)
from app.reading.spans import Span

EXPORTED = Exported(
    7,
    text_digest("The text"),
    "ab" * 32,
    {
        "sayso-H-1": written(Span(3, 9), "A note — é", ["desk", "boats"], "1"),
        "sayso-Q-2": written(Span(0, 30), "Source: Mira Holt", []),
    },
)


def test_it_is_one_word_of_ascii_and_comes_back_the_same():
    word = EXPORTED.packed()
    assert word.isascii()
    assert not word.count(" ")
    assert unpacked(word) == EXPORTED


@given(st.text())
def test_any_other_word_is_nothing(word):
    assert unpacked(word) is None


@pytest.mark.parametrize(
    "content",
    [
        b"[]",
        b"[1]",
        b'[2,7,"",""{}]',
        b'[1,"x","","",{}]',
        b'[1,7,"","",{"a":[1]}]',
        b"[" * 9000,
        b"{}",
    ],
)
def test_what_nothing_of_ours_wrote_is_nothing(content):
    assert unpacked(base64.b64encode(zlib.compress(content)).decode()) is None


def test_what_unpacks_without_end_is_nothing():
    assert unpacked(base64.b64encode(zlib.compress(b" " * 2**25)).decode()) is None


def test_words_are_known_again_whatever_lines_end_with():
    one = written(Span(0, 1), "First\r\nsecond\u200b", [])
    assert one.says("First\nsecond")
    assert not one.says("First\nsecond!")


def test_what_was_written_before_or_after_is_told_apart():
    one = written(Span(0, 1), "Source: Mira Holt", [])
    assert one.added("Source: Mira Holt\nAsk her") == "Ask her"
    assert one.added("Ask her\n\nSource: Mira Holt") == "Ask her"
    assert one.added("Something else") == "Something else"


def test_tags_have_no_order():
    assert written(Span(0, 1), "", ["a", "b"]).tags == written(Span(0, 1), "", ["b", "a"]).tags


@pytest.mark.parametrize(
    ("name", "whole"),
    [("sayso-H-1-2of3", "sayso-H-1"), ("sayso-Q2", "sayso-Q2"), ("theirs-1of2", "theirs-1of2")],
)
def test_only_our_names_have_parts(name, whole):
    assert part_of(name) == whole


@pytest.mark.parametrize(
    ("notes", "note"), [(["a", "a"], "a"), (["a", "a", "new"], "new"), ([], ""), (["", "b"], "b")]
)
def test_of_parts_the_one_that_was_changed_counts(notes, note):
    assert one_note(notes) == note


def test_digests_are_short_and_of_any_words():
    assert len(digest("\ud800")) == 8
    assert as_read(" a\tb\x00 ") == "a\tb"
