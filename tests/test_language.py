"""The language spoken: which one, and what it makes of texts, figures and days."""

import gettext

import pytest

from app import language, paths
from app.language import chosen, day, listed, ntr, number, short_day, speak, tr, use

CATALOGUES = paths.resource("languages")


class Reversed(gettext.NullTranslations):
    """A language in which every text is said backwards."""

    def gettext(self, message):
        return message[::-1].replace("}", "\0").replace("{", "}").replace("\0", "{")

    def ngettext(self, msgid1, msgid2, n):
        return self.gettext(msgid1 if n == 1 else msgid2)


@pytest.fixture(autouse=True)
def english():
    yield
    use("en", CATALOGUES)


def test_english_stands_in_the_code():
    assert tr("") == ""
    assert tr("A text with {braces}") == "A text with {braces}"
    assert (
        tr("{name} said {count} words", name="Ann {x}", count=12345) == "Ann {x} said 12,345 words"
    )
    assert ntr("{count} mark", "{count} marks", 1) == "1 mark"
    assert ntr("{count} mark", "{count} marks", 2000) == "2,000 marks"


def test_parts_of_a_sentence_are_listed():
    assert [listed(parts) for parts in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


def test_a_catalogue_is_asked_for_every_text():
    speak("de", Reversed())
    assert tr("abc") == "cba"
    assert tr("a {x} b", x=1234) == "b 1.234 a"
    assert ntr("{n} a", "{n} b", 2, n="x") == "b x"
    assert number(1_234_567) == "1.234.567"


def test_a_language_without_a_catalogue_is_english():
    use("xx", CATALOGUES)
    assert language.spoken() == "en"


@pytest.mark.parametrize(
    ("setting", "system", "code"),
    [
        ("de", ["en-GB"], "de"),
        ("system", ["de-AT", "en"], "de"),
        ("system", ["fr_FR", "de_DE.UTF-8"], "de"),
        ("system", ["C.UTF-8"], "en"),
        ("klingon", ["en-US"], "en"),
    ],
)
def test_the_language_set_or_the_first_that_the_system_wants(setting, system, code):
    assert chosen(setting, system) == code


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "fr:de"}, "de"),
        ({}, "en"),
    ],
)
def test_without_a_window_the_environment_tells_it(monkeypatch, variables, code):
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert chosen("system") == code


@pytest.mark.parametrize(
    ("iso", "said", "shortly"),
    [
        ("2022-03-23", "23 March 2022", "23 Mar 2022"),
        ("2022-01", "January 2022", "Jan 2022"),
        ("2022", "2022", "2022"),
        ("2026-11-22T21:00:00+00:00", "22 November 2026", "22 Nov 2026"),
        ("2022-13-01", "2022", "2022"),
        ("", "", ""),
        ("last Tuesday", "last Tuesday", "last Tuesday"),
    ],
)
def test_a_day_is_said_as_far_as_it_is_known(iso, said, shortly):
    assert day(iso) == said
    assert short_day(iso) == shortly


def test_days_are_said_as_the_language_says_them():
    use("de", CATALOGUES)
    assert day("2022-03-23") == "23. März 2022"
    assert short_day("2022-12-01") == "1. Dez. 2022"
