"""Marks in one sentence, for those who listen."""

import gettext

import pytest

from app import language, paths
from app.desktop.sheet import Sheet, new_own, with_note
from app.desktop.spoken_marks import spoken
from app.reading.analysis import Analysis
from app.reading.attribution import Act, Attribution, AttributionKind
from app.reading.document import Block, BlockKind, Document
from app.reading.quotation import Quotation
from app.reading.spans import Span

TEXT = "Ann noted that “guards said that nobody came.” It was “late.”"


def span(words):
    start = TEXT.index(words)
    return Span(start, start + len(words))


def sheet():
    outer = Attribution(
        "a1", AttributionKind.DIRECT, Act.STATEMENT,
        (span("“guards said that nobody came.”"),), speaker="Ann",
    )  # fmt: skip
    inner = Attribution(
        "a2", AttributionKind.INDIRECT, Act.STATEMENT, (span("nobody came"),),
        speaker="guards", anonymous=True, parent="a1",
    )  # fmt: skip
    loose = Quotation("q9", *span("“late.”"))
    document = Document("", TEXT, (Block(BlockKind.PARAGRAPH, 0, len(TEXT)),))
    return Sheet(document, Analysis((outer, inner), (loose,), (), (), "x"))


def test_the_whole_chain_is_said():
    assert spoken(sheet(), "a2") == "Ann, who says that guards, reported: nobody came"


class OtherWayRound(gettext.NullTranslations):
    """A language that names the one who is quoted first."""

    def gettext(self, message):
        told = "{inner}, quoted by {outer}"
        return told if message == "{outer}, who says that {inner}" else message


@pytest.fixture
def other_way_round():
    language.speak("de", OtherWayRound())
    yield
    language.use("en", paths.resource("languages"))


def test_the_chain_is_said_as_another_language_orders_it(other_way_round):
    assert spoken(sheet(), "a2") == "guards, quoted by Ann, reported: nobody came"


def test_a_quotation_nobody_is_found_for_is_said():
    assert spoken(sheet(), "q9") == "In quotation marks: “late.”"


def test_a_highlight_is_said_with_its_note():
    made = sheet()
    own = with_note(new_own(made.document, span("guards")), "Which ones?")
    made.own[own.id] = own
    assert spoken(made, own.id) == "Your highlight: guards. Note: Which ones?"


def test_nothing_is_said_of_a_mark_that_is_gone():
    assert spoken(sheet(), "a77") == ""
