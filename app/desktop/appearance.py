"""How the window looks: colours, size of the text, which marks are shown."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QObject
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from app.desktop.actions import Actions
from app.desktop.desk import Desk
from app.desktop.panes import Panes
from app.desktop.status import StatusBar
from app.desktop.style import palette_of, sheet_of
from app.reading.marks import Layer
from app.reading.views import View
from app.rendering.fonts import pane_font
from app.rendering.palette import Theme, theme_named
from app.settings import LAYERS, Settings

SIZE = (1440, 900)
LEAST = (480, 320)
"""Less than the panes side by side need: they make room as the window gets narrow."""
ZOOMS = (50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300)


def dress(window: QWidget, theme: Theme) -> None:
    """Give the application and the window the colours of a theme."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    if application.style().objectName() != "fusion":
        application.setStyle("fusion")
    application.setFont(pane_font())
    application.setPalette(palette_of(theme))
    window.setStyleSheet(sheet_of(theme))


class Appearance(QObject):
    """Changes how the window looks and remembers it in the settings."""

    def __init__(
        self,
        window: QMainWindow,
        settings: Settings,
        panes: Panes,
        desk: Desk,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._panes, self._area, self._desk = panes, panes.area, desk
        self.theme = theme_named(settings["theme"])
        desk.look(settings.view())

    def tie(self, actions: Actions, status: StatusBar) -> None:
        """Tie in the menus and the status bar, and show what the settings say."""
        self._actions, self._status = actions, status
        self._window.setMinimumSize(*LEAST)
        self._window.resize(*SIZE)
        self._panes.restore()
        geometry = self._settings["geometry"]
        if geometry:
            self._window.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
        for layer in LAYERS:
            self._show_layer(layer, layer in self._settings["layers"])
        self._area.reader.set_column(self._settings["column"])
        self._area.set_zoom(self._settings["zoom"])
        status.tell_zoom(self._settings["zoom"])
        actions[f"theme_{self.theme.name}"].setChecked(True)

    def remember(self) -> None:
        """Keep the window's place."""
        self._settings["geometry"] = _text(self._window.saveGeometry())

    def toggle_layer(self, layer: str) -> None:
        self._show_layer(layer, layer not in self._settings["layers"])

    def choose_theme(self, name: str) -> None:
        self._settings["theme"] = name
        self.theme = theme_named(name)
        dress(self._window, self.theme)
        for part in (self._area, self._panes.inspector, self._panes.library, self._actions):
            part.set_theme(self.theme)
        self._status.set_theme(self.theme)
        self._actions[f"theme_{name}"].setChecked(True)

    def choose_sureness(self) -> None:
        """Ask how sure a mark must be; the article follows at once."""
        from app.desktop.sureness import SurenessDialog  # noqa: PLC0415 (not needed to start)

        dialog = SurenessDialog(self._settings.view(), self._window)
        dialog.show_sheet(self._desk.sheet)
        dialog.chosen.connect(self._look)
        for changed in (self._desk.marks_changed, self._desk.shown):
            changed.connect(dialog.show_sheet)
        dialog.open()

    def _look(self, view: View) -> None:
        self._settings["least"] = round(100 * view.least)
        self._settings["attitudes"] = view.attitudes
        self._desk.look(view)

    def zoom_in(self) -> None:
        self._zoom(next((step for step in ZOOMS if step > self._settings["zoom"]), ZOOMS[-1]))

    def zoom_out(self) -> None:
        steps = [step for step in ZOOMS if step < self._settings["zoom"]]
        self._zoom(steps[-1] if steps else ZOOMS[0])

    def zoom_step(self, step: int) -> None:
        if step > 0:
            self.zoom_in()
        else:
            self.zoom_out()

    def zoom_reset(self) -> None:
        self._zoom(100)

    def _show_layer(self, layer: str, shown: bool) -> None:
        before = set(self._settings["layers"])
        after = before | {layer} if shown else before - {layer}
        self._settings["layers"] = [name for name in LAYERS if name in after]
        self._area.reader.set_layer_visible(Layer(layer), shown)
        self._area.legend.set_on(Layer(layer), shown)
        self._actions[f"layer_{layer}"].setChecked(shown)

    def _zoom(self, percent: int) -> None:
        self._settings["zoom"] = percent
        self._area.set_zoom(percent)
        self._status.tell_zoom(percent)


def _text(value: QByteArray) -> str:
    return bytes(value.toBase64().data()).decode("ascii")
