"""Draws the strokes of the map again when the text's marks or lines have changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QObject, QTimer

from app.desktop.minimap import FINEST, Minimap, Strokes, even_heights, ticks
from app.desktop.page import Page
from app.desktop.turns import Turns
from app.reading.marks import Mark
from app.reading.spans import Span
from app.rendering.found_words import FoundWords

MAP_AFTER = 150
"""Milliseconds after which the minimap follows a change of layout or marks."""


class MapDrawing(QObject):
    """Measures where a page's marks, and the words found in it, lie; a little at a time."""

    def __init__(
        self,
        page: Page,
        minimap: Minimap,
        marks: Callable[[], Iterable[Mark]],
        sought: Callable[[], FoundWords],
    ) -> None:
        super().__init__(page)
        self._page, self._minimap = page, minimap
        self._marks, self._sought = marks, sought
        self._turns = Turns(self)
        self._text = ""  # of which strokes are on the map
        self._timer = QTimer(self, singleShot=True, interval=MAP_AFTER)
        self._timer.timeout.connect(self.draw)
        page.verticalScrollBar().rangeChanged.connect(lambda *_: self.draw_soon())

    def draw_soon(self) -> None:
        """Draw the map again once changes have come to rest; of another text nothing stays on it."""
        text = self._page.typeset.document.text
        if text is not self._text:
            self._text = text
            self._turns.stop()
            self._minimap.show_strokes(Strokes(), self._page.style_of_text.theme)
            self._minimap.show_found(set())
        self._timer.start()

    def draw(self) -> None:
        """Draw the map again, as soon as the whole text is laid out."""
        if not self._is_laid_out():
            self.draw_soon()
            return
        found = Strokes()
        sought: set[int] = set()

        def drawn() -> None:
            self._minimap.show_strokes(found, self._page.style_of_text.theme)
            self._minimap.show_found(sought)
            self.point_out()

        self._turns.start(self._steps(found, sought), drawn)

    def point_out(self) -> None:
        """Show on the map which of the places found is the current one."""
        self._minimap.point_out(self._height_of(self._sought().current))

    def _steps(self, found: Strokes, sought: set[int]) -> Iterator[None]:
        page = self._page
        for stroke in ticks(self._marks(), page.typeset, page.lines, page.height()):
            found.add(*stroke)
            yield
        height = even_heights(page.typeset)
        for span in self._sought().spans:
            sought.add(round(FINEST * self._share(height(span.start))))
            yield

    def _height_of(self, span: Span | None) -> float | None:
        """Return how far down the page a stretch begins, as a share; None for none."""
        if span is None or not self._is_laid_out():
            return None
        return self._share(even_heights(self._page.typeset)(span.start))

    def _share(self, y: float) -> float:
        return y / max(self._page.height(), self._page.typeset.qt.size().height())

    def _is_laid_out(self) -> bool:
        return not self._page.is_setting() and self._page.typeset.laying.is_whole()
