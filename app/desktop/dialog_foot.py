"""The row of buttons at the bottom of a dialog."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QWidget

from app.desktop.controls import PrimaryButton
from app.language import tr


def foot(*buttons: QWidget, left: Sequence[QWidget] = ()) -> QHBoxLayout:
    """Return the row: `buttons` at its right end, the one most meant last, others at its `left`."""
    row = QHBoxLayout()
    for other in left:
        row.addWidget(other)
    row.addStretch()
    for button in buttons:
        row.addWidget(button)
    return row


def done_button(dialog: QDialog) -> PrimaryButton:
    """Return the button that closes a dialog in which there is nothing to take back; Enter does."""
    done = PrimaryButton(tr("Done"))
    done.setDefault(True)
    done.clicked.connect(dialog.accept)
    return done


def cancel_button(dialog: QDialog) -> QPushButton:
    """Return the button that closes a dialog and takes nothing from it."""
    cancel = QPushButton(tr("Cancel"))
    cancel.clicked.connect(dialog.reject)
    return cancel
