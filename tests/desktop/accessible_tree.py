"""What somebody who listens, or has the keyboard alone, finds in a window: its controls, in words."""

from collections import Counter

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QSplitterHandle,
    QWidget,
)

from app.desktop.command_palette_view import PaletteView
from app.desktop.inspector import Inspector
from app.desktop.library_pane import LibraryPane
from app.desktop.margin import Margin
from app.desktop.messages import Banner
from app.desktop.minimap import Minimap
from app.desktop.reading_area import ReadingArea

LEAST = 24
"""Pixels a target has in either direction at least."""

MANY = 120
"""Steps of the Tab key, more than any window has."""

ROWS = 12
"""Rows of a list that are looked at."""

SAYING = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole)

PANES = (LibraryPane, ReadingArea, Inspector)
ROOMS = (*PANES, Banner, QDialog)
"""What a name must be the only one in."""

FITTING = (
    (QComboBox, {QAccessible.Role.ComboBox}),
    (QLineEdit, {QAccessible.Role.EditableText}),
    (QPlainTextEdit, {QAccessible.Role.EditableText}),
    (QAbstractSpinBox, {QAccessible.Role.SpinBox}),
    (QScrollBar, {QAccessible.Role.ScrollBar}),
    (QAbstractSlider, {QAccessible.Role.Slider}),
    (QAbstractItemView, {QAccessible.Role.List, QAccessible.Role.Table, QAccessible.Role.Tree}),
    (
        QAbstractButton,
        {
            QAccessible.Role.Button,
            QAccessible.Role.ButtonMenu,
            QAccessible.Role.CheckBox,
            QAccessible.Role.Link,
            QAccessible.Role.PageTab,
            QAccessible.Role.RadioButton,
        },
    ),
)
"""The roles that tell what a kind of control is."""

SURFACES = (Margin, Minimap, PaletteView, QAbstractScrollArea)
"""Painted beside the text, where keys and lists do the same; what lies under the palette; what merely scrolls."""

NO_ROLE = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Border}
"""Roles that tell nothing."""

SMALLER = (QScrollBar, QSplitterHandle)
"""May be less than 24 pixels: the keyboard and the wheel do the same, and the grip is wider."""

NARROWER = (Margin, Minimap)
"""Strips beside the text: the list of notes and the keys of the text do the same."""


def name_of(widget):
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()


def role_of(widget):
    return QAccessible.queryAccessibleInterface(widget).role()


def shown_in(root):
    """Return every widget that can be seen in a window or a part of one."""
    return [root, *(one for one in root.findChildren(QWidget) if one.isVisibleTo(root))]


def is_port(widget):
    """Tell whether it is only the inside of something that scrolls."""
    return widget.objectName() in ("qt_scrollarea_viewport", "qt_spinbox_lineedit")


def takes_mouse(widget):
    """Tell whether something happens on a click."""
    if isinstance(widget, (*SMALLER, *(kind for kind, _roles in FITTING))):
        return True
    ours = (kind for kind in type(widget).__mro__ if kind.__module__.startswith("app."))
    return any("mousePressEvent" in vars(kind) for kind in ours)


def takes_keys(widget):
    """Tell whether the Tab key stops at it."""
    return (
        bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.isEnabled()
        and widget.focusProxy() is None
    )


def controls_of(root):
    return [
        one
        for one in shown_in(root)
        if (takes_mouse(one) or takes_keys(one))
        and not is_port(one)
        and one.window() is root.window()
    ]


def room_of(widget):
    while not isinstance(widget, ROOMS) and widget.parentWidget() is not None:
        widget = widget.parentWidget()
    return widget


def pane_of(widget):
    while not isinstance(widget, PANES) and not widget.isWindow():
        widget = widget.parentWidget()
    return widget


def told(widget):
    kind = type(widget).__name__
    inside = [type(one).__name__ for one in _above(widget)][:3]
    return f"{kind} “{name_of(widget)}” in {' in '.join(inside)}"


def _above(widget):
    while (widget := widget.parentWidget()) is not None:
        yield widget


def complaints(root):
    """Return what those who listen or cannot aim miss, a sentence for each control."""
    found, names = [], Counter()
    for one in controls_of(root):
        if isinstance(one, SMALLER):
            continue
        name, role = name_of(one), role_of(one)
        if not name:
            found.append(f"no name: {told(one)}")
        if not isinstance(one, (Margin, Minimap)):
            names[room_of(one), role, name] += 1
        fitting = next((roles for kind, roles in FITTING if isinstance(one, kind)), None)
        if isinstance(one, QHeaderView):
            continue
        if role not in fitting if fitting else role in NO_ROLE and not isinstance(one, SURFACES):
            found.append(f"{role.name} is not what it is: {told(one)}")
        if (
            takes_mouse(one)
            and not isinstance(one, NARROWER)
            and (one.width() < LEAST or one.height() < LEAST)
        ):
            found.append(f"{one.width()} x {one.height()} pixels: {told(one)}")
        if isinstance(one, QAbstractButton) and not one.text() and not one.toolTip():
            found.append(f"no tip: {told(one)}")
        if isinstance(one, QAbstractItemView):
            found += (f"row {row} has no words: {told(one)}" for row in silent_rows(one))
    found += (f"{many} times “{name}” in {type(room).__name__}" for (room, _role, name), many in names.items() if many > 1)  # fmt: skip
    return found


def silent_rows(view):
    """Return which of the first rows say nothing of themselves."""
    model = view.model()
    return [
        row
        for row in range(min(model.rowCount(), ROWS))
        if not any(model.index(row, 0).data(role) for role in SAYING)
    ]


def round_trip(root, key=Qt.Key.Key_Tab):
    """Press Tab, or `key`, until the focus is where it was.

    Return what had the focus, in order, and a sentence for each step up.
    """
    window = root.window()
    first = QApplication.focusWidget()
    assert first.window() is window
    went, up = [first], []
    for _ in range(MANY):
        before = QApplication.focusWidget()
        QTest.keyClick(before, key)
        now = QApplication.focusWidget()
        # Looked at now: what scrolls has come into view.
        if pane_of(before) is pane_of(now) and lies_above(now, before):
            up.append(f"goes up from {told(before)} to {told(now)}")
        if now is first:
            return went, up
        went.append(now)
    raise AssertionError([told(one) for one in went[-4:]])


def complaints_of_tab(root):
    """Return what the Tab key leaves out, visits twice, or visits in an odd order."""
    went, up = round_trip(root)
    back, _down = round_trip(root, Qt.Key.Key_Backtab)
    twice = [f"twice: {told(one)}" for one, many in Counter(went).items() if many > 1]
    wanted = [one for one in controls_of(root.window()) if takes_keys(one)]
    missed = [f"missed: {told(one)}" for one in wanted if one not in went]
    entered = panes_of(went)
    if len(entered) < 2 and len(up) == 1:
        up = []  # from the last to the first
    if [pane for pane in PANES if pane in entered] != entered and len(entered) > 1:
        up.append(f"panes in this order: {[pane.__name__ for pane in entered]}")
    if back[1:] != went[:0:-1]:
        up.append("Shift+Tab leads another way")
    return [*twice, *missed, *up]


def panes_of(went):
    """Return the panes the Tab key leads through, once for each time one is entered."""
    kinds = [kind for one in went if (kind := type(pane_of(one))) in PANES]
    if not kinds:
        return []
    entered = [
        kind for before, kind in zip([kinds[-1], *kinds], kinds, strict=False) if kind is not before
    ]
    first = entered.index(min(entered, key=PANES.index)) if entered else 0
    return entered[first:] + entered[:first] or kinds[:1]


def lies_above(one, other):
    """Tell whether it ends above where the other begins."""
    window = one.window()
    return one.mapTo(window, QPoint(0, one.height())).y() <= other.mapTo(window, QPoint()).y()
