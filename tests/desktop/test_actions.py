"""The one table of actions: every entry does something, no key does two things."""

from collections import Counter
from operator import attrgetter

from PySide6.QtGui import QKeySequence

from app.desktop.actions import ACTIONS
from app.desktop.names import MENUS
from app.rendering.icons import icon
from app.rendering.palette import theme_named


def test_every_action_leads_to_something_the_window_can_do(open_window):
    window = open_window(wait=False)
    for action in ACTIONS:
        if action.text:
            assert callable(attrgetter(action.slot)(window)), action.name


def test_no_key_does_two_things():
    keys = Counter(QKeySequence(key).toString() for action in ACTIONS for key in action.keys)
    assert [key for key, times in keys.items() if times > 1] == []
    assert "" not in keys


def test_every_action_says_what_it_does_and_stands_in_a_menu():
    for action in ACTIONS:
        assert action.menu in MENUS
        if action.text:
            assert action.tip, action.name


def test_every_icon_is_shipped():
    ink = theme_named("light").color("ink")
    for action in ACTIONS:
        if action.icon:
            assert not icon(action.icon, ink).isNull()


def test_names_are_used_once():
    assert max(Counter(action.name for action in ACTIONS).values()) == 1


def test_the_menus_hold_every_action(qtbot, open_window):
    window = open_window(wait=False)
    menus = {entry.text(): entry.menu() for entry in window.menuBar().actions()}
    assert tuple(menus) == MENUS
    qtbot.waitUntil(lambda: bool(menus["File"].actions()), timeout=15_000)
    for action in ACTIONS:
        if action.text:
            assert window.actions_[action.name] in menus[action.menu].actions(), action.name


def test_what_needs_an_article_is_switched_off_without_one(qtbot, open_window, article):
    window = open_window(article)
    assert window.actions_["highlight"].isEnabled()
    window.desk.leave()
    assert not window.actions_["highlight"].isEnabled()
    assert not window.actions_["bin"].isEnabled()
    assert window.actions_["open"].isEnabled()
