"""Annotations find their words again when the text around them changes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.reading.anchors import Anchor, anchor, attach
from app.reading.spans import Span

TEXT = (
    "The ferry sank at dawn. Divers found the bell on Friday. "
    "The harbour master said the ferry had been overloaded. Divers found the bell again later."
)


def at(words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def test_unchanged_words_stay_where_they_are():
    placed = attach(TEXT, anchor(TEXT, at("harbour master")))
    assert placed.span == at("harbour master")
    assert placed.score == 1.0


def test_words_that_moved_are_found():
    kept = anchor(TEXT, at("harbour master"))
    placed = attach("New first line.\n" + TEXT, kept)
    assert placed.span.start == at("harbour master").start + 16


def test_of_two_equal_passages_the_one_with_the_same_surroundings_wins():
    kept = anchor(TEXT, at("Divers found the bell", 1))
    changed = TEXT.replace("at dawn", "at dawn in thick fog, long before anybody was awake")
    placed = attach(changed, kept)
    assert changed[: placed.span.start].endswith("overloaded. ")


def test_slightly_changed_words_are_found_with_a_lower_score():
    kept = anchor(TEXT, at("the ferry had been overloaded"))
    changed = TEXT.replace("had been overloaded", "had been badly overloaded")
    placed = attach(changed, kept)
    assert changed[slice(*placed.span)].startswith("the ferry had been")
    assert 0.8 <= placed.score < 1.0


def test_words_that_are_gone_are_not_placed():
    assert attach("Nothing of the kind stands here.", anchor(TEXT, at("harbour master"))) is None
    assert attach(TEXT, Anchor("", "", "", 0, 0)) is None


@given(
    st.text(max_size=80),
    st.text(min_size=1, max_size=40),
    st.text(max_size=80),
    st.text(max_size=20),
)
def test_a_passage_is_always_found_after_text_is_added_before_it(before, words, after, added):
    kept = anchor(before + words + after, Span(len(before), len(before) + len(words)))
    text = added + before + words + after
    placed = attach(text, kept)
    assert placed is not None
    assert text[slice(*placed.span)] == words


def test_words_typeset_otherwise_are_found_whole():
    text = "She said: “We can’t  go on\nlike this” — and left."
    wanted = Anchor('"We can\'t go on like this" - and', "", "", 0, 0)
    found = attach(text, wanted)
    assert text[found.span.start : found.span.end] == "“We can’t  go on\nlike this” — and"
    assert found.score == 0.99


def test_of_passages_as_alike_the_one_in_the_same_surroundings_is_taken():
    lines = [f"In year {n} owner number {n} wrote them all down and went home." for n in range(30)]
    old = "\n".join(lines).replace("number 20 wrote them", "number 20 put them")
    start = old.index("number 20 put them all down")
    wanted = anchor(old, Span(start, start + len("number 20 put them all down")))
    text = "A new line.\n" + "\n".join(lines)
    found = attach(text, wanted)
    assert text[found.span.start : found.span.end] == "number 20 wrote them all down"
    assert 0.8 < found.score < 1
