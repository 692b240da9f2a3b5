"""The catalogues of other languages hold what the code says, whole, and are compiled."""

import importlib.util
import string
from pathlib import Path

import pytest

from app.language import ENGLISH, LANGUAGES

ROOT = Path(__file__).parent.parent.parent
OTHERS = [code for code in LANGUAGES if code != ENGLISH]


@pytest.fixture(scope="module")
def languages():
    spec = importlib.util.spec_from_file_location("languages", ROOT / "packaging/languages.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture(scope="module", params=OTHERS)
def gathered(request, languages):
    return request.param, languages.catalogue(request.param)


def forms(texts):
    return (texts,) if isinstance(texts, str) else tuple(texts or ("",))


def fields(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_text_is_translated(gathered):
    _, catalogue = gathered
    left = [message.id for message in catalogue if message.id and not all(forms(message.string))]
    assert left == []


def test_what_is_put_in_stays_the_same(gathered):
    _, catalogue = gathered
    for message in catalogue:
        if not message.id or not message.string:
            continue
        english, other = forms(message.id), forms(message.string)
        assert set().union(*map(fields, other)) <= set().union(*map(fields, english)), message.id
        assert fields(other[-1]) == fields(english[-1]), message.id


def test_the_files_are_what_is_made_of_the_code(gathered, languages):
    code, catalogue = gathered
    assert (languages.FOLDER / f"{code}.po").read_bytes() == languages.written(catalogue)
    assert (languages.FOLDER / f"{code}.mo").read_bytes() == languages.compiled(catalogue)


def test_a_text_that_is_not_written_out_is_no_text(languages):
    with pytest.raises(SyntaxError):
        list(languages.said("ntr(one, many, 2)", "a.py"))
    with pytest.raises(SyntaxError):
        list(languages.said("tr(f'{n} marks')", "a.py"))
    assert [text.forms for text in languages.said("tr(entry); later('a')", "a.py")] == [("a",)]
