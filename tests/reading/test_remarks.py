"""Remarks are kept in English and said in the language spoken."""

from __future__ import annotations

import gettext
import re

import pytest

from app.language import speak
from app.reading.remarks import Remark, said

FILLED = [
    Remark.BEFORE_REPORTED.format(cue="told reporters"),
    Remark.WITH_CONTENT.format(cue="claim"),
    Remark.TAKEN_FOR_ROLE.format(words="the minister", speaker="Ada Byron"),
    Remark.PARTS.format(sum="25 + 20", total="45", whole="40"),
    Remark.TOTAL.format(sum="1,200.5 + 20", total="1,220.5", told="1,300"),
    Remark.POINTS.format(old="3", new="5", points="2", share="66.7"),
    Remark.CHANGE.format(old="3", new="5", share="66.7", told="60"),
    Remark.BASE_OF_CHANGE.format(words="300 percent"),
    Remark.BASE.format(words="doubled"),
    Remark.NO_SUCH_DAY.format(words="31 June"),
    Remark.EXCHANGED.format(amount="$5m", low="3 million", high="4 million EUR", told="7 million"),
    Remark.CONVERTED.format(amount="5 km", wanted="3.11 miles", told="8"),
    "An amount of money.",
]


class Loud(gettext.NullTranslations):
    """A language that says only what is put into a text, and a text without in capitals."""

    def gettext(self, message):
        assert message
        names = re.findall(r"{\w+}", message)
        return f"{' '.join(names)}: LOUD" if names else message.upper()


@pytest.fixture
def loud():
    speak("de", Loud())
    yield
    speak("en", gettext.NullTranslations())


@pytest.mark.parametrize("remark", FILLED)
def test_in_english_a_remark_is_said_as_it_is_kept(remark):
    assert said(remark) == remark


@pytest.mark.parametrize("remark", FILLED)
def test_every_form_is_known_again(loud, remark):
    assert said(remark) != remark
    assert "LOUD" in said(remark) or said(remark).isupper()


def test_what_is_put_in_stays_as_the_article_has_it(loud):
    assert said(Remark.PARTS.format(sum="1 + 2", total="3", whole="1,000")) == "1 + 2 3 1,000: LOUD"


def test_who_is_meant_comes_behind_another_remark(loud):
    kept = (
        Remark.AFTER_QUOTED.format(cue="said"),
        Remark.TAKEN_FOR_EARLIER.format(words="she", speaker="Ada Byron"),
    )
    assert said(" ".join(kept)) == "said: LOUD she Ada Byron: LOUD"
    assert said(kept[1]) == "she Ada Byron: LOUD"


def test_days_are_said_as_the_language_says_them(loud):
    kept = Remark.OTHER_WEEKDAY.format(date="23 March 2022", weekday="Wednesday", told_day="Monday")
    assert said(kept) == "23. März 2022 WEDNESDAY MONDAY: LOUD"


def test_nothing_is_said_of_nothing(loud):
    assert said("") == ""


def test_what_is_of_no_form_is_said_as_it_is():
    assert (
        said("“warned that” introduces what is said.") == "“warned that” introduces what is said."
    )
