"""What a reader chose of an export comes through a message whole."""

from __future__ import annotations

import json

import pytest

from app.reading.exports import Choice, Kind, Paper, Section, choice_from_json, choice_to_json


def test_a_choice_comes_back_as_it_was():
    choice = Choice(
        reader="Ines Okafor",
        marks=frozenset({Kind.OWN, Kind.NUMBERS}),
        sections=frozenset({Section.CITATION}),
        margin=False,
        pictures=False,
        paper=Paper.LETTER,
        style="ieee",
        template="# {{title}}",
    )

    assert choice_from_json(json.loads(json.dumps(choice_to_json(choice)))) == choice


def test_what_is_not_said_is_as_by_default():
    assert choice_from_json({}) == Choice()


def test_what_is_no_choice_is_refused():
    with pytest.raises(ValueError, match="postcard"):
        choice_from_json({"paper": "postcard"})
