"""The tour: leads through the sample article in a few steps, each beside the thing it is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

from app import paths
from app.desktop.actions import TABS, Actions
from app.desktop.beside_lines import box_around
from app.desktop.pens import CARD_SHADOW
from app.desktop.tab_heads import TabHeads
from app.desktop.tour_bubble import Bubble
from app.language import later, tr
from app.reading.attribution import AttributionKind

if TYPE_CHECKING:
    from app.desktop.main_window import MainWindow
    from app.desktop.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Step:
    """What one step says, in English; names of actions in braces stand for their keys."""

    title: str
    text: str


STEPS = (
    Step(
        later("A filled mark is somebody’s own words"),
        later(
            "A half filled one is reported in the writer’s words. The line shows who says it, the dots "
            "how, a frame a number. Press {next_mark} for the next mark, {previous_mark} for the one before."
        ),
    ),
    Step(
        later("Who says so?"),
        later(
            "Press {card}, or rest the pointer on a mark. The card tells who says it, why Sayso "
            "thinks so and how sure it is."
        ),
    ),
    Step(
        later("You have the last word"),
        later(
            "Press {accept} where a mark is right, {reject} where it is not. {undo} takes back "
            "whatever you did."
        ),
    ),
    Step(
        later("Marks of your own"),
        later(
            "Press {highlight} to highlight the mark you are at, or words you select. {note} writes a "
            "note to them."
        ),
    ),
    Step(
        later("Everything at a glance"),
        later(
            "Quotes, numbers, speakers and your notes, in step with the text. Choose a row to go to "
            "its words. {tab_quotes} to {tab_notes} open the lists."
        ),
    ),
    Step(
        later("Find it again"),
        later(
            "Every article you open is kept here. {search} finds words, quotes and numbers "
            "in all of them: try “cables”."
        ),
    ),
    Step(
        later("Take it with you"),
        later(
            "{export} writes the article as a PDF with its marks and your notes. Now open one of "
            "your own: {open}."
        ),
    ),
)
MARKS, CARD, VERDICT, MINE, LISTS, SEARCH, EXPORT = range(len(STEPS))


class _Keys(dict[str, str]):
    """The keys of actions, as they are told; of one that has none, where to find it."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self._actions = actions

    def __missing__(self, name: str) -> str:
        action = self._actions[name]
        key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        return f"<b>{key.replace('Return', 'Enter') or action.text()}</b>"


_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class Tour(QObject):
    """Shows step after step. Doing what a step speaks of goes on as well as its button does.

    It ends with the last step, with Esc, and where the reader turns to another article.
    """

    ended = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._sample = str(paths.resource("sample", "sample.txt"))
        self.place: int | None = None
        self.bubble = Bubble(window.appearance.theme, window)
        self.bubble.next_wanted.connect(self.go_on)
        self.bubble.back_wanted.connect(self.go_back)
        self.bubble.skip_wanted.connect(self.end)
        self._things = (
            self._first_quote,
            self._mark,
            self._mark,
            self._mark,
            self._lists,
            self._search,
            self._export,
        )
        self._does = {
            Qt.Key.Key_Right: self.go_on,
            **dict.fromkeys(_ENTER, self.go_on),
            Qt.Key.Key_Left: self.go_back,
            Qt.Key.Key_Escape: self.end,
        }
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._point)
        self._card = window.reader.card
        self._card_shown = self._done(CARD)
        self._listen()

    def start(self) -> None:
        """Open the sample article and begin, however far the tour was."""
        self.place = None
        self.bubble.hide()
        sheet = self._window.desk.sheet
        if sheet is not None and self._is_sample(sheet):
            self._begin()
        else:
            self._window.desk.open(self._sample)

    def go_on(self) -> None:
        """Go to the next step; after the last the tour is over."""
        if self.place is None:
            return
        if self.place + 1 < len(STEPS):
            self._go(self.place + 1)
        else:
            self.end()

    def go_back(self) -> None:
        if self.place:
            self._go(self.place - 1)

    def end(self) -> None:
        """Take the bubble away; the article stays."""
        if self.place is None:
            return
        self.place = None
        held = self.bubble.isAncestorOf(self._window.focusWidget() or self._window)
        self.bubble.hide()
        if held:
            self._window.reader.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ended.emit()

    # Going

    def _begin(self) -> None:
        self._window.panes.uncover()
        self._window.reader.go_to(0)
        self._window.reader.setFocus(Qt.FocusReason.OtherFocusReason)
        self._go(MARKS)

    def _go(self, place: int) -> None:
        reader = self._window.reader
        self.place = place
        if place in (CARD, VERDICT, MINE) and not reader.focused():
            reader.focus_mark(self._quote())
        elif place in (LISTS, SEARCH, EXPORT):
            reader.hide_card()
        self._say()

    def _say(self) -> None:
        """Say the step the reader is at, with the keys as they are now."""
        if self.place is None:
            return
        step = STEPS[self.place]
        text = tr(step.text).format_map(_Keys(self._window.actions_))
        self.bubble.tell(self.place, len(STEPS), tr(step.title), text)
        self._point()

    def _done(self, place: int) -> Callable[..., None]:
        """Return what is called when the reader did what a step speaks of."""

        def done(*_news: object) -> None:
            if self.place == place:
                # Whatever else the window does about it comes first.
                QTimer.singleShot(0, self, lambda: self.go_on() if self.place == place else None)

        return done

    def _listen(self) -> None:
        window = self._window
        actions, pane = window.actions_, window.library_pane
        window.keys.changed.connect(self._say)
        for name in ("next_mark", "previous_mark"):
            actions[name].triggered.connect(self._done(MARKS))
        for name in ("accept", "reject"):
            actions[name].triggered.connect(self._done(VERDICT))
        for name in ("highlight", "note"):
            actions[name].triggered.connect(self._done(MINE))
        for tab in TABS:
            actions[f"tab_{tab.lower()}"].triggered.connect(self._done(LISTS))
        window.inspector.chosen.connect(self._done(LISTS))
        pane.searching.answered.connect(self._done(SEARCH))
        window.desk.exporting.toasted.connect(self._done(EXPORT))
        window.desk.shown.connect(self._shown)
        window.desk.left.connect(self.end)
        for moved in (
            window.desk.marks_changed,
            window.reader.redrawn,
            window.reader.verticalScrollBar().valueChanged,
            window.panes.changed,
            window.panes.splitter.splitterMoved,
        ):
            moved.connect(self._move)
        bubble = self.bubble
        buttons = (bubble.skip, bubble.back, bubble.next)
        for watched in (window, window.reader, self._card, bubble, *buttons):
            watched.installEventFilter(self)

    def _shown(self, sheet: Sheet) -> None:
        if not self._is_sample(sheet):
            self.end()
        elif self.place is None:
            self._begin()

    def _is_sample(self, sheet: Sheet) -> bool:
        return sheet.document.source == self._sample

    # What it points at

    def _move(self, *_news: object) -> None:
        if self.place is not None:
            self._soon.start()

    def _point(self) -> None:
        if self.place is None:
            return
        around = []
        if self._card.isVisible():
            edge = CARD_SHADOW
            body = self._card.rect().adjusted(edge, edge, -edge, -edge)
            around.append(self._in_window(self._card, body))
        self.bubble.point_at(self._things[self.place](), around)

    def _quote(self) -> str:
        """Return the first quote in somebody's own words, "" while none is marked."""
        sheet = self._window.desk.sheet
        found = sheet.found.analysis.attributions if sheet is not None else ()
        direct = (one.id for one in found if one.kind is AttributionKind.DIRECT)
        return next(direct, "")

    def _first_quote(self) -> QRect:
        return self._box(self._quote())

    def _mark(self) -> QRect:
        return self._box(self._window.reader.focused())

    def _box(self, target: str) -> QRect:
        reader = self._window.reader
        box = box_around(reader, reader.targets().spans(target)) & reader.viewport().rect()
        return self._in_window(reader.viewport(), box)

    def _lists(self) -> QRect:
        inspector = self._window.inspector
        if not inspector.isVisible():
            return self._whole(self._window.area.inspector_button)
        heads = inspector.findChild(TabHeads)
        return self._whole(heads if heads is not None else inspector)

    def _search(self) -> QRect:
        pane = self._window.library_pane
        return self._whole(pane.search if pane.isVisible() else self._window.area.library_button)

    def _export(self) -> QRect:
        bar = self._window.menuBar()
        return self._in_window(bar, bar.actionGeometry(bar.actions()[0]))

    def _whole(self, widget: QWidget) -> QRect:
        return self._in_window(widget, widget.rect())

    def _in_window(self, widget: QWidget, box: QRect) -> QRect:
        if box.isEmpty():
            return QRect()
        return QRect(widget.mapTo(self._window, box.topLeft()), box.size())

    # Keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.place is None:
            return False
        what = event.type()
        if isinstance(event, QKeyEvent) and watched is not self._card:
            return self._key(watched, event)
        if watched is self._card and what in (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.Move):
            self._soon.start()
            if what == QEvent.Type.Show:
                self._card_shown()
        elif what == QEvent.Type.Resize:
            self._soon.start()
        elif watched is self._window and what == QEvent.Type.StyleChange:
            self.bubble.set_theme(self._window.appearance.theme)
        return False

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        """Take the keys that lead through the tour, also where they would be an action's."""
        does = self._does.get(Qt.Key(event.key()))
        if does is None or event.modifiers() not in _PLAIN or self._is_meant_otherwise(event):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        if isinstance(watched, QPushButton) and event.key() in _ENTER:
            watched.click()
        else:
            does()
        return True

    def _is_meant_otherwise(self, event: QKeyEvent) -> bool:
        window = self._window
        if event.key() in _ENTER and self.place == CARD and window.reader.hasFocus():
            return True  # it opens the card, of which the step speaks
        if event.key() != Qt.Key.Key_Escape:
            return False
        return (
            self._card.isVisible() or window.area.progress.isVisible() or window.finding.is_open()
        )
