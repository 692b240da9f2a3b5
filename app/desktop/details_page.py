"""The page of the inspector the details come on; they are made when it is first looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.language import later
from app.rendering.palette import Theme

if TYPE_CHECKING:
    from app.desktop.details_form import DetailsForm


class DetailsPage(QWidget):
    """Empty until it is shown; `form` is None before."""

    name = later("Details")
    made = Signal(object)  # DetailsForm
    shown = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.form: DetailsForm | None = None
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)

    def start(self) -> bool:
        """Go to the first fact; False where there is none."""
        return self.form is not None and self.form.start()

    def keep(self) -> None:
        """Have what is being written kept."""
        if self.form is not None:
            self.form.keep()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self.form is not None:
            self.form.set_theme(theme)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.form is None:
            from app.desktop.details_form import DetailsForm  # noqa: PLC0415 (not needed to start)

            self.form = DetailsForm(self._theme)
            self._body.addWidget(self.form)
            self.made.emit(self.form)
        self.shown.emit()
