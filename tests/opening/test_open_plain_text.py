"""Plain text opens character for character, with paragraphs, headings and a title."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.opening.plain import read_plain
from app.reading.document import BlockKind, Document
from tests.opening.ways_in import opened_paste, opened_source

ARTICLE = """Council closes the old bridge

The town council closed the old bridge on Monday, three days after an inspection found cracks.

“It is not safe,” said the mayor, Ada Okafor.
"""

LINES = (
    "The town council closed the old bridge on Monday, three days after an inspection.\n"
    "“It is not safe,” said the mayor, Ada Okafor, who had asked for the inspection in May.\n"
    "The bridge carries about 2,400 cars a day, according to the county.\n"
)

WRAPPED = """\
The town council closed the old bridge on Monday, three days after
an inspection found cracks in two of its five piers, and said that
it would stay shut until spring.

“It is not safe,” said the mayor, Ada Okafor, who had asked for the
inspection in May. “We were lucky that nobody was hurt, and I do not
mean to be lucky twice.”
"""


def kinds(document: Document) -> list[str]:
    return [block.kind.value for block in document.blocks]


def texts(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def test_a_text_file_opens_character_for_character(tmp_path: Path):
    file = tmp_path / "bridge.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    document = opened_source(str(file))
    assert document.text == ARTICLE
    assert document.source == str(file)
    assert document.title == "Council closes the old bridge"
    assert document.language == "en"
    assert kinds(document) == ["heading", "paragraph", "paragraph"]
    assert document.blocks[0].level == 1
    assert document.original is not None
    assert document.original.content == file.read_bytes()
    assert document.original.media_type == "text/plain"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_offsets_are_those_of_python_reading_the_file_as_text(
    tmp_path: Path, encoding: str, line_break: str
):
    file = tmp_path / "bridge.txt"
    file.write_bytes(ARTICLE.replace("\n", line_break).encode(encoding))
    with file.open(encoding=encoding) as stream:
        assert opened_source(str(file)).text == stream.read()


def test_every_line_is_a_paragraph_where_lines_are_long():
    document = read_plain(LINES, "x")
    assert texts(document) == LINES.splitlines()
    assert kinds(document) == ["paragraph"] * 3


def test_hard_wrapped_lines_are_joined_to_paragraphs():
    document = read_plain(WRAPPED, "x")
    assert [" ".join(text.split()) for text in texts(document)] == [
        " ".join(text.split()) for text in WRAPPED.split("\n\n")
    ]


def test_an_indented_line_begins_a_paragraph_in_wrapped_text():
    indented = WRAPPED.replace("\n\n", "\n    ")
    assert len(read_plain(indented, "x").blocks) == 2


def test_short_lines_before_paragraphs_are_headings():
    text = f"{ARTICLE}\nWhat happens next\n\nEngineers will look at the bridge again in April.\n"
    document = read_plain(text, "x")
    assert kinds(document) == ["heading", "paragraph", "paragraph", "heading", "paragraph"]
    assert [block.level for block in document.blocks] == [1, None, None, 2, None]


@pytest.mark.parametrize(
    "line",
    [
        "It was closed.",
        "“Not safe,”",
        "OKAFOR: We had no choice.",
        "and so it stayed shut",
        "How could that happen?",
        "The bridge that nobody had looked at since the flood of May is now shut",
    ],
)
def test_a_short_line_of_the_article_is_no_heading(line: str):
    document = read_plain(
        f"{ARTICLE}\n{line}\n\nEngineers will look again in April, she said.\n", "x"
    )
    assert kinds(document)[3] == "paragraph"


def test_a_run_of_bullets_is_a_list():
    document = read_plain(f"{ARTICLE}\n- two cracked piers\n- a rusted bearing\n", "x")
    assert kinds(document)[-2:] == ["list_item", "list_item"]


def test_a_text_without_heading_is_called_by_its_first_sentence():
    document = read_plain(LINES, "x")
    assert (
        document.title == "The town council closed the old bridge on Monday, three days after an…"
    )


def test_a_byline_under_the_title_is_taken_for_one():
    document = read_plain(ARTICLE.replace("\n\n", "\n\nBy Ruth Abara and Tom Lind\n\n", 1), "x")
    assert document.byline == "Ruth Abara and Tom Lind"
    assert document.blocks[1].kind is BlockKind.BOILERPLATE


def test_pasted_text_opens_too():
    document = opened_paste(ARTICLE)
    assert document.source == "pasted text"
    assert document.text == ARTICLE


def test_pasted_control_characters_are_left_out():
    assert opened_paste("The bridge\x00 is\x07 shut\ud800.").text == "The bridge is shut?."


@given(st.text(alphabet=st.sampled_from("aB .,:“”\n\r\t-*1’\u2028é文"), max_size=400))
def test_blocks_are_in_order_and_cover_every_character_that_is_not_blank(text: str):
    document = read_plain(text, "x")
    assert document.text == text.replace("\r\n", "\n").replace("\r", "\n")
    position = 0
    for block in document.blocks:
        assert block.start < block.end
        assert not document.text[position : block.start].strip()
        assert (
            document.text[block.start : block.end] == document.text[block.start : block.end].strip()
        )
        position = block.end
    assert not document.text[position:].strip()
    assert bool(document.title) == bool(document.text.strip())


def test_the_first_paragraphs_of_a_long_text_come_early_and_once(tmp_path):
    text = "".join(f"{number}. {LINES}\n" for number in range(600))
    file = tmp_path / "long.txt"
    file.write_text(text, encoding="utf-8")
    early = []
    found = opened_source(file, early=early.append)
    (first,) = early
    begun = first.document
    assert found.text.startswith(begun.text)
    assert begun.blocks == found.blocks[: len(begun.blocks)]
    assert 10 < len(begun.blocks) < len(found.blocks) / 4
    assert begun.title == found.title


@pytest.mark.parametrize("text", [LINES * 40, "word " * 50_000])
def test_a_short_text_and_one_without_paragraphs_come_at_once(tmp_path, text):
    file = tmp_path / "text.txt"
    file.write_text(text, encoding="utf-8")
    early = []
    opened_source(file, early=early.append)
    assert early == []
