"""How sure a mark must be to be shown: a slider whose effect is seen in the article at once."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from app.desktop.card_facts import SURE
from app.desktop.check_box import CheckBox
from app.desktop.controls import LinkButton, PrimaryButton, label
from app.desktop.sheet import Sheet
from app.language import tr
from app.reading.sureness import BEST
from app.reading.views import View

LOWEST, HIGHEST, STEP = 10, 95, 5
"""Of the slider, in percent; nothing less sure is kept."""

SETTLE_MS = 120
"""How long the slider rests before the article follows: each step marks it anew."""


class SurenessDialog(QDialog):
    """Asks how sure a mark must be, and whether attitudes are shown too."""

    chosen = Signal(object)  # View

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("How sure marks must be"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(tr("How sure a mark must be, in percent"))
        self.slider.setRange(LOWEST // STEP, HIGHEST // STEP)
        self.slider.setPageStep(2)
        self.slider.setTickInterval(1)
        self.slider.setTickPosition(QSlider.TickPosition.TicksBelow)
        self.slider.setMinimumSize(400, 28)
        self.level = label("", strong=True)
        self.count = label("", quiet=True)
        self.attitudes = CheckBox(tr("Show attitudes too: what people merely want, plan or back"))
        self.attitudes.setChecked(view.attitudes)
        self.best = LinkButton(tr("Back to {percent}%", percent=round(100 * BEST)))
        room = self.best.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self.best.setSizePolicy(room)
        self.best.clicked.connect(lambda: self.slider.setValue(round(100 * BEST) // STEP))
        close = PrimaryButton(tr("Done"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._choose)
        self._lay_out(close)
        self.slider.setValue(round(100 * view.least) // STEP)
        self._say()
        self.slider.valueChanged.connect(self._moved)
        self.attitudes.toggled.connect(self._choose)
        self.finished.connect(self._finish)

    def view(self) -> View:
        """Return what the controls say."""
        return View(self.slider.value() * STEP / 100, self.attitudes.isChecked())

    def show_sheet(self, sheet: Sheet | None) -> None:
        """Count the marks of the article that is open."""
        if sheet is None:
            self.count.setText("")
            return
        found = len(sheet.found.whole.attributions)
        shown = len(sheet.analysis.attributions)
        self.count.setText(
            tr("Shown here: {shown} of {found} attributions found", shown=shown, found=found)
        )

    def _lay_out(self, close: QWidget) -> None:
        top = QHBoxLayout()
        top.addWidget(label(tr("Show marks from"), second=True))
        top.addWidget(self.level)
        top.addStretch()
        top.addWidget(self.best)
        ends = QHBoxLayout()
        ends.addWidget(label(tr("Fewer missed"), quiet=True))
        ends.addStretch()
        ends.addWidget(label(tr("Fewer wrong"), quiet=True))
        foot = QHBoxLayout()
        foot.addWidget(self.count)
        foot.addStretch()
        foot.addWidget(close)
        body = QVBoxLayout(self)
        body.setContentsMargins(20, 16, 20, 16)
        body.setSpacing(8)
        body.addLayout(top)
        body.addWidget(self.slider)
        body.addLayout(ends)
        body.addWidget(_explained())
        body.addSpacing(4)
        body.addWidget(self.attitudes)
        body.addSpacing(8)
        body.addLayout(foot)

    def _moved(self) -> None:
        self._say()
        self._settle.start()

    def _say(self) -> None:
        percent = self.slider.value() * STEP
        word = next((word for least, word in SURE if 100 * least <= percent), SURE[-1][1])
        best = percent == round(100 * BEST)
        told = tr("most right overall") if best else tr(word)
        self.level.setText(f"{percent} %: {told}")
        self.best.setVisible(not best)

    def _choose(self) -> None:
        self._settle.stop()
        self.chosen.emit(self.view())

    def _finish(self) -> None:
        if self._settle.isActive():
            self._choose()


def _explained() -> QLabel:
    said = label(
        tr(
            "The percentage of a mark, told on its card, says how often marks like it are right. "
            "Nothing is lost: what is hidden comes back when you ask for it."
        ),
        quiet=True,
    )
    said.setWordWrap(True)
    return said
