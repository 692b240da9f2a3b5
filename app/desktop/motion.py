"""Whether anything in the window may move by itself, as the reader or the desktop has it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from app.desktop.background import Background
from app.settings import Settings

EFFECTS = (
    Qt.UIEffect.UI_General,
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
    Qt.UIEffect.UI_AnimateToolBox,
)
ASK = ("gsettings", "get", "org.gnome.desktop.interface", "enable-animations")
PATIENCE = 5
"""Seconds the desktop has to answer."""


class Motion(QObject):
    """Stills the window where motion is to be reduced, and tells those who move of it."""

    def __init__(
        self, settings: Settings, still: Callable[[bool], None], parent: QObject | None = None
    ) -> None:
        """Follow the setting; `still` is called with whether nothing may move."""
        super().__init__(parent)
        self._settings, self._still = settings, still
        self._asking: Background | None = None
        self._system = False
        self._usual = {effect: QApplication.isEffectEnabled(effect) for effect in EFFECTS}
        settings.watch(self._changed)

    def start(self) -> None:
        """Do as the setting says; the desktop is asked on another thread."""
        self._apply()
        if self._settings["motion"] == "system":
            if self._asking is None:
                self._asking = Background("asking", self)
            self._asking.call(wants_stillness, self._answered)

    def finish(self) -> None:
        """End what was started on another thread, and leave the application as it was."""
        if self._asking is not None:
            self._asking.finish()
        self._set_effects(reduced=False)

    def is_reduced(self) -> bool:
        """Tell whether nothing may move by itself."""
        choice = self._settings["motion"]
        return self._system if choice == "system" else bool(choice == "on")

    def _changed(self, name: str) -> None:
        if name == "motion":
            self.start()

    def _answered(self, still: bool) -> None:
        self._system = still
        self._apply()

    def _apply(self) -> None:
        self._set_effects(reduced=self.is_reduced())
        self._still(self.is_reduced())

    def _set_effects(self, *, reduced: bool) -> None:
        for effect, usual in self._usual.items():
            QApplication.setEffectEnabled(effect, usual and not reduced)


def wants_stillness() -> bool:
    """Tell whether the desktop has its animations switched off; one that does not answer has not."""
    import subprocess  # noqa: PLC0415 (not needed to start)
    from shutil import which  # noqa: PLC0415 (same)

    program = which(ASK[0])
    if program is None:
        return False
    try:
        told = subprocess.run(
            (program, *ASK[1:]), capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return told.stdout.strip() == "false"
