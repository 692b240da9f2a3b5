"""The controls of the settings: one for each kind of value."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from app.desktop.check_box import CheckBox
from app.desktop.controls import ChoiceButton, IconButton
from app.language import tr
from app.rendering.fonts import has_typeface
from app.rendering.palette import Theme
from app.settings import Choice, Option, Setting, Several, Switch, Whole, Words

WIDTH = 210
"""Of every control, in pixels."""

SETTLE_MS = 250
"""How long a number or a text rests before it counts: the article is set anew for each."""


class Control(QWidget):
    """Shows a value of a setting and lets the reader choose another."""

    chosen = Signal(object)

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self.setting = setting
        self.setFixedWidth(WIDTH)

    def show_value(self, value: Any) -> None:
        """Show a value without saying so."""
        raise NotImplementedError

    def settle(self) -> None:
        """Let what was chosen last count now."""

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""

    def hold(self, *parts: QWidget) -> None:
        """Put the parts below each other; the first takes the focus."""
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(2)
        for part in parts:
            body.addWidget(part)
        self.setFocusProxy(parts[0])


class ChoiceControl(Control):
    """A button with a menu of the values."""

    def __init__(self, setting: Setting, kind: Choice) -> None:
        super().__init__(setting)
        self._options = [option for option in kind.options if _is_there(option)]
        self._all = kind.options
        labels = tuple(option.label for option in self._options)
        self.button = ChoiceButton(tr(setting.label), labels)
        self.button.setToolTip("")
        self.button.setAccessibleDescription(tr(setting.help))
        self.button.setMinimumWidth(WIDTH)
        self.button.picked.connect(self._picked)
        self.hold(self.button)

    def show_value(self, value: Any) -> None:
        self.button.show_choice(next(o.label for o in self._all if o.value == value))

    def set_theme(self, theme: Theme) -> None:
        self.button.set_theme(theme)

    def _picked(self, label: str) -> None:
        self.chosen.emit(next(o.value for o in self._options if o.label == label))


class SeveralControl(Control):
    """A box to check for each value."""

    def __init__(self, setting: Setting, kind: Several) -> None:
        super().__init__(setting)
        self.boxes = {option.value: CheckBox(tr(option.label)) for option in kind.options}
        for box in self.boxes.values():
            box.setAccessibleName(f"{tr(setting.label)}: {box.text()}")
            box.clicked.connect(self._clicked)
        self.hold(*self.boxes.values())

    def show_value(self, value: Any) -> None:
        for one, box in self.boxes.items():
            box.setChecked(one in value)

    def _clicked(self) -> None:
        self.chosen.emit([value for value, box in self.boxes.items() if box.isChecked()])


class SwitchControl(Control):
    """A box to check."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self.box = CheckBox(tr("On"))
        self.box.setAccessibleName(tr(setting.label))
        self.box.setAccessibleDescription(tr(setting.help))
        self.box.clicked.connect(self._clicked)
        self.hold(self.box)

    def show_value(self, value: Any) -> None:
        self.box.setChecked(value)

    def _clicked(self) -> None:
        self.chosen.emit(self.box.isChecked())


class _Settling(Control):
    """Waits until the reader has come to the value that is meant."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._wait = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._wait.timeout.connect(self._choose)

    def value(self) -> Any:
        """Return what stands in the control."""
        raise NotImplementedError

    def settle(self) -> None:
        if self._wait.isActive():
            self._wait.stop()
            self._choose()

    def _choose(self) -> None:
        self.chosen.emit(self.value())


class NumberField(QSpinBox):
    """A number with its unit; the arrow keys step."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self._place()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place()

    def _place(self) -> None:
        # Without buttons a style sheet leaves the number no room.
        self.lineEdit().setGeometry(self.rect().adjusted(8, 2, -8, -2))


class NumberControl(_Settling):
    """A field for a number, with steps up and down."""

    def __init__(self, setting: Setting, kind: Whole) -> None:
        super().__init__(setting)
        self.field = NumberField()
        self.field.setRange(kind.low, kind.high)
        self.field.setSingleStep(kind.step)
        self.field.setSuffix(f" {kind.unit}")
        name, step = tr(setting.label), f"{kind.step} {kind.unit}"
        self.field.setAccessibleName(tr("{setting}, in {unit}", setting=name, unit=kind.unit))
        self.field.setAccessibleDescription(tr(setting.help))
        self.field.setFixedHeight(30)
        self.field.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        less = tr("{setting}: {step} less", setting=name, step=step)
        more = tr("{setting}: {step} more", setting=name, step=step)
        self.less = IconButton(less, "chevron-down")
        self.more = IconButton(more, "chevron-up")
        self.less.clicked.connect(self.field.stepDown)
        self.more.clicked.connect(self.field.stepUp)
        # A number that is half typed is none to set an article by.
        self.field.setKeyboardTracking(False)
        self.field.valueChanged.connect(lambda _value: self._wait.start())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for part in (self.field, self.less, self.more):
            row.addWidget(part)
        self.setFocusProxy(self.field)

    def set_theme(self, theme: Theme) -> None:
        self.less.set_theme(theme)
        self.more.set_theme(theme)

    def show_value(self, value: Any) -> None:
        self._wait.stop()
        self.field.blockSignals(True)
        self.field.setValue(value)
        self.field.blockSignals(False)

    def value(self) -> int:
        return self.field.value()

    def settle(self) -> None:
        self.field.interpretText()
        super().settle()


class WordsControl(_Settling):
    """A field for a line of text."""

    def __init__(self, setting: Setting, kind: Words) -> None:
        super().__init__(setting)
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr(kind.hint))
        self.field.setAccessibleName(tr(setting.label))
        self.field.setAccessibleDescription(tr(setting.help))
        self.field.setFixedHeight(30)
        self.field.textEdited.connect(lambda _text: self._wait.start())
        self.hold(self.field)

    def show_value(self, value: Any) -> None:
        # What is being typed stays: a blank at the end is not the end of it.
        if value != self.value():
            self.field.setText(value)

    def value(self) -> str:
        return self.field.text().strip()


def control_of(setting: Setting) -> Control:
    """Return the control for a setting."""
    match setting.kind:
        case Choice():
            return ChoiceControl(setting, setting.kind)
        case Several():
            return SeveralControl(setting, setting.kind)
        case Whole():
            return NumberControl(setting, setting.kind)
        case Switch():
            return SwitchControl(setting)
        case Words():
            return WordsControl(setting, setting.kind)


def _is_there(option: Option) -> bool:
    return not option.typeface or has_typeface(option.typeface)
