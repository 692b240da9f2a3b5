"""Presses anything in the real window: nothing may break, and the library stays whole."""

import random

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QMenu,
    QScrollBar,
    QWidget,
)

from app.library.checking import check
from tests.desktop import library_stock

STEPS = 250
NEVER = {"quit", "print", "read_aloud"}
KEYS = (
    *(Qt.Key.Key_J, Qt.Key.Key_K, Qt.Key.Key_A, Qt.Key.Key_R, Qt.Key.Key_E, Qt.Key.Key_H),
    *(Qt.Key.Key_N, Qt.Key.Key_Q, Qt.Key.Key_C, Qt.Key.Key_S, Qt.Key.Key_0, Qt.Key.Key_G),
    *(Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Space),
    *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Delete),
    *(Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageDown, Qt.Key.Key_BracketRight),
)
WORDS = ("hull", "speaker:Holt", "number:>", '"', "2,400", "Mira", "1.5 million", "tag:", "(")
MODIFIERS = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


class Monkey:
    """Does one thing after another, drawn from one seed; `done` tells which, for whoever mends."""

    def __init__(self, window, seed):
        self.window = window
        self.dice = random.Random(seed)  # noqa: S311 -- no secret
        self.done = []
        # Some of Qt's own menus turn the event loop themselves until they are closed.
        self._free = QTimer(window, interval=150)
        self._free.timeout.connect(self._close_popup)
        self._free.start()

    @staticmethod
    def _close_popup():
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()

    def step(self):
        top = self._top()
        doings = [self._action, self._key, self._key, self._click, self._type, self._drag]
        if top is not self.window:
            doings += [self._leave, self._leave]
        self.dice.choice(doings)(top)
        if self.dice.random() < 0.05:
            size = self.dice.choice([(1400, 900), (1000, 700), (700, 500), (500, 400)])
            self.done.append(f"resize {size}")
            self.window.resize(*size)
        QApplication.processEvents()

    def _top(self):
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup
        dialogs = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
        dialogs = [w for w in dialogs if isinstance(w, QDialog)]
        return dialogs[-1] if dialogs else self.window

    def _action(self, _top):
        names = sorted(n for n in self.window.actions_.names() if n not in NEVER)
        action = self.window.actions_[self.dice.choice(names)]
        if action.isEnabled():
            self.done.append(f"action {action.objectName()}")
            action.trigger()

    def _key(self, top):
        key, modifier = self.dice.choice(KEYS), self.dice.choice(MODIFIERS)
        if (key, modifier) == (Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier):
            return
        target = QApplication.focusWidget() or top
        self.done.append(f"key {key.name} {modifier.name} on {type(target).__name__}")
        QTest.keyClick(target, key, modifier)

    def _click(self, top):
        widgets = [
            w for w in top.findChildren(QWidget) if w.isVisible() and not isinstance(w, QScrollBar)
        ]
        if not widgets:
            return
        widget = self.dice.choice(widgets)
        place = QPoint(
            self.dice.randrange(max(1, widget.width())),
            self.dice.randrange(max(1, widget.height())),
        )
        button = self.dice.choice([Qt.MouseButton.LeftButton] * 4 + [Qt.MouseButton.RightButton])
        self.done.append(
            f"click {button.name} {type(widget).__name__} {widget.objectName()} {place}"
        )
        QTest.mouseClick(widget, button, pos=place)

    def _drag(self, _top):
        port = self.window.reader.viewport()
        if not port.isVisible():
            return
        places = [
            QPoint(self.dice.randrange(port.width()), self.dice.randrange(port.height()))
            for _ in range(2)
        ]
        self.done.append(f"drag {places}")
        QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=places[0])
        QTest.mouseMove(port, places[1])
        QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=places[1])

    def _type(self, top):
        target = QApplication.focusWidget() or top
        words = self.dice.choice(WORDS)
        self.done.append(f"type {words} into {type(target).__name__}")
        QTest.keyClicks(target, words)

    def _leave(self, top):
        self.done.append(f"leave {type(top).__name__}")
        if isinstance(top, QMenu):
            top.close()
        else:
            QTest.keyClick(top, Qt.Key.Key_Escape)


@pytest.mark.parametrize("seed", [1, 2])
def test_anything_may_be_pressed(qtbot, monkeypatch, tmp_path, open_window, seed):
    for name in ("getOpenFileNames", "getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, staticmethod(lambda *_a, **_k: ("", "")))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", staticmethod(lambda *_a, **_k: ""))
    file = tmp_path / "library.sqlite"
    library_stock.filled(file)
    window = open_window(wait=False)
    qtbot.waitUntil(lambda: window.desk.sheet is not None, timeout=15_000)
    monkey = Monkey(window, seed)
    try:
        for _ in range(STEPS):
            monkey.step()
            assert window.isVisible()
    except BaseException:
        print("\n".join(monkey.done[-25:]))
        raise
    qtbot.waitUntil(lambda: window.library.writing == 0, timeout=15_000)
    for dialog in window.findChildren(QDialog):
        dialog.close()
    window.close()
    assert not check(file, deep=True)
