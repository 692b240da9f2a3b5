"""Stretches in quotation marks are found by their marks alone, whatever their style."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.quotemarks import QuotedStretch, find_quoted
from app.reading.spans import Span


def paragraphs(text: str) -> list[Span]:
    return [Span(*m.span()) for m in re.finditer(r"[^\n]+", text)]


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quoted(text, paragraphs(text))]


@pytest.mark.parametrize(
    "text",
    [
        'The baker laughed. "We open at five," she said.',
        "The baker laughed. “We open at five,” she said.",
        "The baker laughed. ''We open at five,'' she said.",
        "The baker laughed. 'We open at five,' she said.",
        "The baker laughed. ‘We open at five,’ she said.",
        "The baker laughed. «We open at five,» she said.",
        "The baker laughed. „We open at five,“ she said.",
        'The baker laughed. “We open at five," she said.',
    ],
)
def test_every_style_of_marks_is_read(text):
    (words,) = quoted(text)
    assert words.strip("\"'“”‘’«»„") == "We open at five,"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("„Wir gehen“, sagte Falk. „Das ist »alles« klar.“",
         ["„Wir gehen“", "„Das ist »alles« klar.“", "»alles«"]),
        ("»Wir gehen«, sagte Falk, »nie.«", ["»Wir gehen«", "»nie.«"]),
        ("« Nous partons », a dit Falk. Il a ajouté : « Jamais. »",
         ["« Nous partons »", "« Jamais. »"]),
        ("”Vi går”, sa Falk. Han sade ”nej”.", ["”Vi går”", "”nej”"]),
        ("「我々は行く」と彼は言った。", ["「我々は行く」"]),
        ("他说：“我们走了。”报道称“目前没有”，记者说。", ["“我们走了。”", "“目前没有”"]),
        ("قال «نحن ذاهبون» أمس.", ["«نحن ذاهبون»"]),
        ('צה"ל הודיע: "אנחנו הולכים", אמר.', ['"אנחנו הולכים"']),
        ("Das Ende davon », sagte er.", []),
    ],
)  # fmt: skip
def test_the_marks_of_other_languages_are_read(text, found):
    assert quoted(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The teachers' room and the boss's desk were the dog’s.",
        "In the '90s they said 'em and rock 'n' roll, ’tis known.",
        "The boys’ club, James’ house and the ’60s.",
        "It was 6'2\" tall and 5' wide.",
        "He doesn't, can't and won’t.",
    ],
)
def test_apostrophes_and_inches_are_no_quotation_marks(text):
    assert quoted(text) == []


def test_a_possessive_inside_single_marks_does_not_close_them():
    assert quoted("'The drivers' hours are long,' the manager said.") == [
        "'The drivers' hours are long,'"
    ]


def test_single_marks_inside_double_ones_lie_deeper():
    text = "“She called it ‘a miracle’ twice,” he said."
    outer, inner = find_quoted(text, paragraphs(text))
    assert (text[inner.start : inner.end], inner.depth) == ("‘a miracle’", 1)
    assert outer.depth == 0


def test_double_marks_inside_single_ones_lie_deeper():
    text = "'They shouted \"stop\" at us,' he said."
    assert [(text[q.start : q.end], q.depth) for q in find_quoted(text, paragraphs(text))] == [
        ("'They shouted \"stop\" at us,'", 0),
        ('"stop"', 1),
    ]


def test_a_quotation_over_three_paragraphs_is_one_stretch():
    text = "“The first thing.\n“The second thing.\n“The third,” she said. “Enough.”"
    assert quoted(text) == [
        "“The first thing.\n“The second thing.\n“The third,”",
        "“Enough.”",
    ]


def test_single_marks_repeated_at_paragraphs_are_one_stretch_too():
    text = "'The first thing.\n'The second, isn't it?' she said."
    assert quoted(text) == [text[: text.index(" she")]]


def test_an_unclosed_mark_ends_with_its_paragraph():
    text = "“We never closed this.\nThe shop went on. “Good bread,” a customer said."
    first, second = find_quoted(text, paragraphs(text))
    assert text[first.start : first.end] == "“We never closed this."
    assert not first.closed
    assert text[second.start : second.end] == "“Good bread,”"
    assert second.closed


def test_an_unclosed_mark_ends_where_the_next_quotation_opens():
    assert quoted("“We never closed this. The cook said: “Come in.”") == [
        "“We never closed this. The cook said:",
        "“Come in.”",
    ]


def test_a_lost_opening_mark_is_taken_to_stand_at_the_head_of_the_paragraph():
    text = "We shall see,” the mayor said. “Perhaps.”"
    assert quoted(text) == ["We shall see,”", "“Perhaps.”"]


def test_no_stretch_runs_across_a_block_that_is_left_out():
    text = "“The first thing.\nREAD MORE HERE\n“The second,” she said."
    first, _, third = paragraphs(text)
    found = find_quoted(text, [first, third])
    assert [text[q.start : q.end] for q in found] == ["“The first thing.", "“The second,”"]
    assert [q.continues for q in found] == [False, True]


MARKED = st.text(
    alphabet=st.sampled_from(list("abcS.,?! \n\"'“”‘’«»„`—-()0é𝔘\u200b\u00a0")), max_size=200
)


@given(MARKED)
def test_stretches_lie_in_the_text_and_never_cross(text):
    found = find_quoted(text, paragraphs(text))
    for item in found:
        assert 0 <= item.start < item.end <= len(text)
    for one in found:
        for other in found:
            nested = one.span.covers(other.span) or other.span.covers(one.span)
            assert nested or not one.span.overlaps(other.span)
            if one is not other and one.depth == other.depth:
                assert not one.span.overlaps(other.span)


@given(MARKED)
def test_a_stretch_over_paragraphs_has_an_opening_mark_at_each_of_them(text):
    blocks = paragraphs(text)
    for item in find_quoted(text, blocks):
        for block in blocks:
            if item.start < block.start < item.end:
                assert text[block.start : block.end].lstrip()[:1] in set("\"'“”‘„«`’»")


@given(st.text(max_size=300))
def test_any_text_at_all_is_read(text):
    assert all(isinstance(item, QuotedStretch) for item in find_quoted(text, paragraphs(text)))
