"""How the window looks: colours, size of the text, which marks are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from app.desktop.announcing import announce
from app.desktop.panes import Panes
from app.desktop.status import StatusBar
from app.desktop.style import palette_of, sheet_of
from app.desktop.system_colours import SYSTEM, SystemColours, theme_of
from app.language import tr
from app.reading.layers import Layer
from app.rendering.fonts import pane_font
from app.rendering.palette import Theme
from app.settings import LAYER_NAMES, LAYERS, Settings

if TYPE_CHECKING:
    from app.desktop.actions import Actions

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


def _dress_over(over: QWidget, theme: Theme) -> None:
    """Give what is open over the window, as far as it paints itself, the colours of a theme."""
    for part in (over, *over.findChildren(QObject)):
        if (set_theme := getattr(part, "set_theme", None)) is not None:
            set_theme(theme)
    for part in over.findChildren(QWidget):
        part.update()


class Appearance(QObject):
    """Has the window look as the settings say, whoever changes them."""

    def __init__(
        self, window: QMainWindow, settings: Settings, panes: Panes, status: StatusBar
    ) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._panes, self._area, self._status = panes, panes.area, status
        self.theme = theme_of(settings["theme"])
        self._layers = frozenset(Layer)

    def restore(self) -> None:
        """Give the window its place and size, and what is seen of it first, as they were."""
        self._window.setMinimumSize(*LEAST)
        self._window.resize(*SIZE)
        self._panes.restore()
        geometry = self._settings["geometry"]
        if geometry:
            self._window.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
        self._status.tell_zoom(self._settings["zoom"])
        for layer in Layer:
            self._area.legend.set_on(layer, layer in self._settings["layers"])

    def tie(self, actions: Actions) -> None:
        """Tie in the menus and the text, and have them show what the settings say."""
        self._actions = actions
        self._system = SystemColours(self)
        self._system.changed.connect(self._follow_system)
        self._follow = {
            "theme": self._dress,
            "typeface": self._set_typeface,
            "column": self._set_column,
            "zoom": self._zoom,
            "layers": self._show_layers,
        }
        for name in ("typeface", "column", "zoom", "layers"):
            self._follow[name]()
        actions[f"theme_{self._settings['theme']}"].setChecked(True)
        self._settings.watch(self._changed)

    def remember(self) -> None:
        """Keep the window's place."""
        self._settings["geometry"] = _text(self._window.saveGeometry())

    def toggle_layer(self, layer: str) -> None:
        shown = {*self._settings["layers"]} ^ {layer}
        self._settings["layers"] = [name for name in LAYERS if name in shown]
        reader = self._area.reader
        if reader.hasFocus():  # a chip or a box says itself that it was switched
            name = tr(LAYER_NAMES[layer])
            on = layer in shown
            announce(
                reader, tr("{layer} shown", layer=name) if on else tr("{layer} hidden", layer=name)
            )

    def choose_theme(self, name: str) -> None:
        self._settings["theme"] = name

    def zoom_in(self) -> None:
        larger = (step for step in ZOOMS if step > self._settings["zoom"])
        self._settings["zoom"] = next(larger, ZOOMS[-1])

    def zoom_out(self) -> None:
        steps = [step for step in ZOOMS if step < self._settings["zoom"]]
        self._settings["zoom"] = steps[-1] if steps else ZOOMS[0]

    def zoom_step(self, step: int) -> None:
        if step > 0:
            self.zoom_in()
        else:
            self.zoom_out()

    def zoom_reset(self) -> None:
        self._settings.reset("zoom")

    # Following the settings

    def _changed(self, name: str) -> None:
        if name in self._follow:
            self._follow[name]()

    def _follow_system(self) -> None:
        if self._settings["theme"] == SYSTEM:
            self._dress()

    def _dress(self) -> None:
        self._actions[f"theme_{self._settings['theme']}"].setChecked(True)
        theme = theme_of(self._settings["theme"])
        if theme is self.theme:
            return
        self.theme = theme
        dress(self._window, theme)
        for part in (self._area, self._panes.inspector, self._panes.library, self._actions):
            part.set_theme(theme)
        self._status.set_theme(theme)
        central = self._window.centralWidget()
        for over in self._window.findChildren(QWidget):
            if over.isWindow() or (over.parent() is self._window and over is not central):
                _dress_over(over, theme)

    def _set_typeface(self) -> None:
        self._area.reader.set_typeface(self._settings["typeface"])

    def _set_column(self) -> None:
        self._area.reader.set_column(self._settings["column"])

    def _zoom(self) -> None:
        percent = self._settings["zoom"]
        self._area.set_zoom(percent)
        self._status.tell_zoom(percent)

    def _show_layers(self) -> None:
        before, self._layers = self._layers, frozenset(map(Layer, self._settings["layers"]))
        for layer in Layer:
            shown = layer in self._layers
            self._actions[f"layer_{layer}"].setChecked(shown)
            if shown != (layer in before):
                self._area.reader.set_layer_visible(layer, shown)
                self._area.legend.set_on(layer, shown)


def _text(value: QByteArray) -> str:
    return bytes(value.toBase64().data()).decode("ascii")
