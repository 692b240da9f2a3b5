"""The window in which the reader changes the settings, made from the table that declares them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.desktop.controls import LinkButton, SearchField, label
from app.desktop.dialog_foot import done_button
from app.desktop.setting_controls import Control, control_of
from app.desktop.system_colours import theme_of
from app.language import tr
from app.settings import SETTINGS, Group, Setting, Settings

SIZE = (660, 640)


class SettingRow(QWidget):
    """One setting: what it is, what it means, its control, and the way back to the default."""

    def __init__(self, settings: Settings, setting: Setting) -> None:
        super().__init__()
        self.setting = setting
        self._settings = settings
        self.control: Control = control_of(setting)
        self.control.chosen.connect(self._choose)
        name, more = tr(setting.label), tr(setting.help)
        self._said = f"{name} {more} {tr(setting.group.value)}".casefold()
        self.reset = LinkButton(tr("Reset"))
        self.reset.setAccessibleName(tr("Reset “{setting}”", setting=name))
        self.reset.setToolTip(tr("Set “{setting}” as it was at first", setting=name))
        self.reset.clicked.connect(self._reset)
        # The rows do not move when it comes and goes.
        room = self.reset.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(room)
        head = label(name, strong=True)
        head.setBuddy(self.control)
        told = label(more, quiet=True)
        told.setWordWrap(True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 6, 0, 8)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(head, 0, 0)
        grid.addWidget(told, 1, 0, top)
        grid.addWidget(self.control, 0, 1, 2, 1, top)
        grid.addWidget(self.reset, 0, 2, 2, 1, top)
        grid.setColumnStretch(0, 1)
        grid.setRowStretch(1, 1)
        self.show_value()

    def show_value(self) -> None:
        """Show what the setting says now."""
        self.control.show_value(self._settings[self.setting.name])
        self.reset.setVisible(self._settings.is_changed(self.setting.name))

    def matches(self, words: list[str]) -> bool:
        """Tell whether every word stands in what the row says."""
        return all(word in self._said for word in words)

    def _choose(self, value: object) -> None:
        self._settings[self.setting.name] = value

    def _reset(self) -> None:
        self._settings.reset(self.setting.name)
        self.control.setFocus(Qt.FocusReason.OtherFocusReason)


class SettingsDialog(QDialog):
    """All settings under their headings. A change counts at once, and can be taken back."""

    def __init__(
        self, settings: Settings, show_keys: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._settings = settings
        self.search = SearchField(tr("Find a setting"), "search")
        self.search.textChanged.connect(self._narrow)
        self.search.left.connect(self._leave_search)
        self.rows = {s.name: SettingRow(settings, s) for s in SETTINGS}
        self._heads = {group: label(tr(group.value), head=True) for group in Group}
        self.nothing = label(tr("No settings match."), quiet=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.nothing.hide()
        self.reset_all = QPushButton(tr("Reset all"))
        self.reset_all.setToolTip(tr("Set everything here as it was at first"))
        self.reset_all.clicked.connect(self._reset_all)
        self.keys = QPushButton(tr("Keys…"))
        self.keys.setToolTip(tr("See which key does what, and choose others"))
        self.keys.clicked.connect(show_keys)
        self._lay_out()
        self._tell_changed()
        self.finished.connect(self._settle)
        self.finished.connect(settings.watch(self._changed))
        self._dress()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "rows"):
            self._dress()

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setObjectName("settingRows")
        column = QVBoxLayout(inner)
        column.setContentsMargins(20, 4, 14, 12)
        column.setSpacing(0)
        for group in Group:
            head = self._heads[group]
            head.setContentsMargins(0, 12, 0, 2)
            column.addWidget(head)
            for row in self.rows.values():
                if row.setting.group is group:
                    column.addWidget(row)
        column.addWidget(self.nothing)
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        done = done_button(self)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 12, 20, 16)
        foot.setSpacing(8)
        foot.addWidget(self.reset_all)
        foot.addWidget(self.keys)
        foot.addStretch()
        foot.addWidget(done)
        top = QHBoxLayout()
        top.setContentsMargins(20, 16, 20, 8)
        top.addWidget(self.search)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addLayout(top)
        body.addWidget(area, 1)
        body.addLayout(foot)
        self.resize(*SIZE)

    def _narrow(self, text: str) -> None:
        words = text.casefold().split()
        for row in self.rows.values():
            row.setVisible(row.matches(words))
        shown = [row for row in self.rows.values() if not row.isHidden()]
        for group, head in self._heads.items():
            head.setVisible(any(row.setting.group is group for row in shown))
        self.nothing.setVisible(not shown)

    def _leave_search(self) -> None:
        shown = next((row for row in self.rows.values() if not row.isHidden()), None)
        if shown is not None:
            shown.control.setFocus(Qt.FocusReason.TabFocusReason)

    def _changed(self, name: str) -> None:
        if name in self.rows:
            self.rows[name].show_value()
            self._tell_changed()

    def _tell_changed(self) -> None:
        self.reset_all.setEnabled(any(self._settings.is_changed(name) for name in self.rows))

    def _reset_all(self) -> None:
        for name in self.rows:
            self._settings.reset(name)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _settle(self) -> None:
        for row in self.rows.values():
            row.control.settle()

    def _dress(self) -> None:
        theme = theme_of(self._settings["theme"])
        self.search.set_theme(theme)
        for row in self.rows.values():
            row.control.set_theme(theme)
