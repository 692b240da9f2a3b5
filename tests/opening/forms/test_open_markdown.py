"""Markdown is read as such where it plainly is, and prose stays the text it is."""

from __future__ import annotations

import pytest

from app.reading.document import BlockKind, Document, Emphasis, Link
from tests.opening.forms.built import MORE, PROSE
from tests.opening.ways_in import opened_bytes

_MATTER = """\
---
title: "The bridge over the Aller"
author:
  - "[[Ann Example]]"
  - Bo Sample
published: 2021-05-03
source: https://courier.example/bridge
tags: [bridges, money]
nested:
  key: value
---
"""


def _opened(text: str, name: str = "note.md") -> Document:
    return opened_bytes(text.encode(), name)


def _is_markdown(document: Document) -> bool:
    assert document.original is not None
    return document.original.media_type == "text/markdown"


def test_the_signs_become_structure_links_and_emphasis():
    document = _opened(
        f"# The bridge\n\n{PROSE}\n\n## Who pays\n\n- The county\n    - half\n\n"
        "> The *largest* sum ever.\n\nSee [the minutes](https://courier.example/m).\n\n"
        "| Year | Cost |\n|---|---|\n| 2021 | 4.2 million |\n\n~~three~~ four\n",
        "note.txt",
    )
    assert document.title == "The bridge"
    assert [(b.kind, document.text[b.start : b.end]) for b in document.blocks] == [
        (BlockKind.PARAGRAPH, PROSE),
        (BlockKind.HEADING, "Who pays"),
        (BlockKind.LIST_ITEM, "The county"),
        (BlockKind.LIST_ITEM, "half"),
        (BlockKind.QUOTE, "The largest sum ever."),
        (BlockKind.PARAGRAPH, "See the minutes."),
        (BlockKind.TABLE, "Year\tCost"),
        (BlockKind.TABLE, "2021\t4.2 million"),
        (BlockKind.PARAGRAPH, "three four"),
    ]
    start = document.text.index("the minutes")
    assert document.links == (Link(start, start + 11, "https://courier.example/m"),)
    start = document.text.index("largest sum ever.")
    assert document.emphases == (Emphasis(start, start + 7),)


def test_front_matter_states_the_facts_and_is_no_text():
    document = _opened(f"{_MATTER}\n# Money\n\n{PROSE}\n", "note.txt")
    assert document.title == "The bridge over the Aller"
    assert document.byline == "Ann Example, Bo Sample"
    assert (document.published, document.address) == (
        "2021-05-03",
        "https://courier.example/bridge",
    )
    assert document.text == f"Money\n{PROSE}"


def test_tags_stay_the_text_they_are():
    document = _opened(f"# Money\n\n{PROSE} <b>bold</b>\n\n<p hidden>{MORE}</p>\n\n<!-- more -->\n")
    assert document.text == f"{PROSE} <b>bold</b>\n<p hidden>{MORE}</p>"
    assert document.emphases == ()


def test_footnotes_are_left_to_be_read():
    text = f"# Money\n\n{PROSE}[^1]\n\n[^1]: https://courier.example/minutes\n"
    assert _opened(text).text == f"{PROSE}[^1]\n[^1]: https://courier.example/minutes"


def test_several_headings_of_the_first_level_are_no_titles():
    document = _opened(f"# Money\n\n{PROSE}\n\n# Time\n\n## Spring\n\n{MORE}\n")
    levels = [b.level for b in document.blocks if b.kind is BlockKind.HEADING]
    assert (document.title, levels) == ("Money", [2, 3])


@pytest.mark.parametrize(
    "text",
    [
        f"The Bridge\n==========\n\n{PROSE}\n\n- one\n- two\n",
        f"{PROSE}\n\n> {MORE}\n",
        f"{PROSE} It was *not* so.\n",
        f"# Money\n\n{PROSE}\n",
    ],
)
def test_faint_signs_are_enough_where_the_name_says_markdown(text: str):
    assert _is_markdown(_opened(text, "note.MD"))
    plain = _opened(text, "note.txt")
    assert not _is_markdown(plain)
    assert plain.text == text


@pytest.mark.parametrize(
    "text",
    [
        f"{PROSE}\n\n{MORE}\n",
        f"He finished #1 in 2019 and #2 in 2020.\n\n# 1 seed Roe won.\n\n{PROSE}\n",
        f"* * *\n\n{PROSE}\n\n* * *\n\n{MORE}\n",
        f"---\n\n{PROSE}\n\n---\n\n{MORE}\n",
        f"Roe: What [the state] (the county, too) pays **is** our money.\n\n{PROSE}\n",
        f"- {PROSE}\n- {MORE}\n\n1. One\n2. Two\n",
        f"> {PROSE}\n> {MORE}\n",
        f"#!/bin/sh\n# A comment on what follows\nrun\n# Another\nstop\n{PROSE}\n",
        f"Results | Roe | Doe\n2021 | 51 | 49\n{PROSE}\n",
    ],
)
def test_prose_with_such_signs_in_it_stays_its_own_text(text: str):
    document = _opened(text, "article.txt")
    assert not _is_markdown(document)
    assert document.text == text


def test_a_name_alone_makes_no_markdown():
    document = _opened(f"{PROSE}\n\n{MORE}\n", "article.md")
    assert not _is_markdown(document)
    page = f"<!doctype html><title>T</title><article><h1>Bridge</h1><p>{PROSE}<p>{MORE}</article>"
    assert _opened(page, "page.md").text == f"{PROSE}\n{MORE}"


def test_markdown_too_long_to_be_laid_out_is_read_as_text(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("app.opening.open.LARGEST_MARKDOWN", 100)
    text = f"# Money\n\n{PROSE}\n"
    assert _opened(text).text == text


def test_what_is_nested_too_deep_for_structure_is_read_as_text():
    text = "# Money\n\n## Time\n\n" + "".join(f"{'  ' * n}- step {n}\n" for n in range(200))
    assert "step 199" in _opened(text).text
