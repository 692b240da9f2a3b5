"""The window in another language: nothing it says is left in English."""

import gettext
import re

import pytest
from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QTabBar,
)

from app import language, paths
from app.desktop.dialogs import THANKS
from app.desktop.library_query_help import WAYS
from app.library.query.fields import FIELDS
from tests.desktop import library_stock
from tests.desktop.accessible_tree import name_of, shown_in, told
from tests.desktop.window_states import STATES, in_state, with_a_reading

WIDE = {ord(letter): ord(letter) + 0xFEE0 for letter in map(chr, range(ord("A"), ord("z") + 1)) if letter.isalpha()}  # fmt: skip
NAMES = re.compile(r"(\{[^}]*\}|&\w+;|<[^>]*>)")
ENGLISH = re.compile(r"[A-Za-z]{2,}")
ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.ToolTipRole,
)
ROWS = 400

OURS = (
    "Sayso PySide Qt PDF PDFs Zotero Pocket Instapaper Omnivore Readwise wallabag Hypothesis Charis SIL Inter "
    "OpenDyslexic English Deutsch Ctrl Shift Alt Esc Return Enter Del Tab Home End PgUp PgDown Space Up Down Help "
    "Open Paste Copy Find Zoom In Out Redo Undo tagger en txt Left Right Backspace Ins Menu AND OR NOT DOI CSL JSON ISBN ISSN URL https http www"
)  # fmt: skip
"""Names, keys and words of the query language: the same in every language."""


class Wide(gettext.NullTranslations):
    """A language whose letters are none of English."""

    def gettext(self, message):
        return "".join(
            part if NAMES.fullmatch(part) else part.translate(WIDE) for part in NAMES.split(message)
        )

    def ngettext(self, msgid1, msgid2, n):
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context, message):
        return self.gettext(message)


@pytest.fixture(autouse=True)
def wide():
    language.speak("en", Wide())
    yield
    language.use("en", paths.resource("languages"))


@pytest.fixture
def window(qtbot, wide, stocked):
    return with_a_reading(qtbot, *stocked)


def words_of(front):
    """Yield what can be read of a window or heard, with where it stands."""
    for one in shown_in(front):
        for text in (name_of(one), one.toolTip(), one.windowTitle(), *of_kind(one)):
            yield text, one


def of_kind(one):
    """Yield what a kind of widget shows."""
    match one:
        case QLabel() | QAbstractButton():
            yield one.text()
        case QLineEdit() | QPlainTextEdit():
            yield one.placeholderText()
        case QGroupBox():
            yield one.title()
        case QComboBox():
            yield from (one.itemText(place) for place in range(one.count()))
        case QTabBar():
            yield from (one.tabText(place) for place in range(one.count()))
        case QAbstractItemView():
            yield from rows(one.model())
        case QMenuBar() | QMenu():
            yield from entries(one)


def rows(model):
    for row in range(min(model.rowCount(), ROWS)):
        for column in range(model.columnCount() if isinstance(model, QAbstractTableModel) else 1):
            for role in ROLES:
                yield str(model.index(row, column).data(role) or "")


def entries(menu):
    for action in menu.actions():
        yield action.text()
        yield action.toolTip()
        if action.menu() is not None:
            yield from entries(action.menu())


def known():
    """Return the words that articles, tags, names, examples, dates and tests have."""
    stock = (str(fact) for facts in library_stock.READINGS for fact in facts)
    thanks = (name for whose in THANKS for name in whose)
    examples = (*(example for example, _finds in WAYS), *(field.example for field in FIELDS))
    days = (language.short_day(f"2024-{month:02}") for month in range(1, 13))
    more = (
        "said that There are in all Press Harbour Schools Numbers over ten transport water Call the harbour "
        "master Saved for later far example Thrown away Old Paper Al Ray it is gone thing speaker ada unit "
        "number far pdf It cannot be read One Two No address So it is May Read more Share this It is locked "
        "were read New Make harbour Delete readings A sentence Another sentence Done Do it Undo Marking tool "
        "Mira Holt"
    )
    sample = paths.resource("sample", "sample.txt").read_text("utf-8")
    return set(
        ENGLISH.findall(" ".join((OURS, sample, *stock, *thanks, *examples, *days, more)).lower())
    )


@pytest.mark.parametrize("state", STATES)
def test_nothing_is_left_in_english(qtbot, window, state):
    front = in_state(qtbot, window, state)
    theirs = known()
    left = {
        f"{text!r} in {told(one)}"
        for text, one in words_of(front)
        if any(word.lower() not in theirs for word in ENGLISH.findall(NAMES.sub("", text)))
    }
    assert "\n".join(sorted(left)) == ""
