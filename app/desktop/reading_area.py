"""The middle of the window: the text under its legend, with banners above it and progress below."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.desktop.controls import IconButton
from app.desktop.keyed import with_key
from app.desktop.legend import Legend
from app.desktop.messages import Banners, EmptyState, ProgressStrip, Toast
from app.desktop.tab_order import lead_through
from app.language import tr
from app.rendering.palette import Theme

if TYPE_CHECKING:
    from app.desktop.find_bar import FindBar
    from app.desktop.over_text import OverText
    from app.desktop.page_view import PageView
    from app.desktop.picker import Picker
    from app.desktop.reader import ReaderPane

HEAD_HEIGHT = 44


class ReadingArea(QFrame):
    """Head, banners, text or what stands in its place, progress, toast.

    Before `fill` there is no `reader`: what stands in its place needs none.
    """

    reader: ReaderPane

    library_wanted = Signal()
    inspector_wanted = Signal()
    made = Signal(object)  # a widget, when it is first needed

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("readingPane")
        self.setMinimumWidth(480)
        self._theme = theme
        self._filled = False
        self._pages: PageView | None = None
        self._find_bar: FindBar | None = None
        self._over: list[OverText] = []
        self._under: QWidget | None = None  # what a page over the text hides
        self._headed = True  # whether the head stood above that
        self.legend = Legend(theme)
        self.banners = Banners(theme)
        self.empty = EmptyState(theme)
        self.library_button = with_key(
            IconButton(tr("Show or hide the library"), "panel-left"), "pane_library"
        )
        self.pages_button = with_key(
            IconButton(tr("Show the pages of the PDF, or its text"), "file-text"), "pages"
        )
        self.pages_button.setCheckable(True)
        self.pages_button.hide()
        self.find_button = with_key(IconButton(tr("Find in this article"), "search"), "find")
        self.find_button.hide()
        self.look_button = IconButton(tr("Colours and size of the text"), "a-large-small")
        self.inspector_button = with_key(
            IconButton(tr("Show or hide the inspector"), "panel-right"), "pane_inspector"
        )
        self.library_button.clicked.connect(self.library_wanted)
        self.inspector_button.clicked.connect(self.inspector_wanted)
        self.look_button.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        self._head = head = QFrame()
        head.setObjectName("readingHead")
        head.setFixedHeight(HEAD_HEIGHT)
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(6)
        row.addWidget(self.library_button)
        row.addWidget(self.legend, 1)
        row.addWidget(self.pages_button)
        row.addWidget(self.find_button)
        row.addWidget(self.look_button)
        row.addWidget(self.inspector_button)
        self.middle = QStackedWidget()
        self.middle.addWidget(self.empty)
        self._body = body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(head)
        body.addWidget(self.banners)
        body.addWidget(self.middle, 1)
        self.middle.currentChanged.connect(self._dress_head)
        self.toast = Toast(self.middle)
        self.progress = ProgressStrip(self.middle)
        self.banners.told.connect(self._order)
        self.set_theme(theme)

    def fill(self) -> None:
        """Make the pane for the text, which nobody can see before the window is there."""
        from app.desktop.reader import ReaderPane  # noqa: PLC0415 (not needed to start)

        self.reader = ReaderPane()
        self.reader.set_theme(self._theme)
        self.middle.addWidget(self.reader)
        self._filled = True
        self._order()

    def keep_between(self, left: int, right: int) -> None:
        """Keep progress and toast clear of what covers so many pixels of the text's sides."""
        self.progress.keep_between(left, right)
        self.toast.keep_between(left, right)

    def show_text(self, there: bool) -> None:
        """Show the text, or what stands in its place."""
        self.middle.setCurrentWidget(self.reader if there else self.empty)

    def show_pages(self) -> None:
        """Show the pages the article came on."""
        self.middle.setCurrentWidget(self.pages())

    def show_over(self, page: OverText) -> None:
        """Show a page in the text's place until the reader leaves it or opens an article."""
        if page not in self._over:
            self._over.append(page)
            self.middle.addWidget(page)
            self._order()
            page.left.connect(self.leave_over)
            page.set_theme(self._theme)
        if self.over() is None:
            self._under, self._headed = self.middle.currentWidget(), not self._head.isHidden()
        if self._find_bar is not None and not self._find_bar.isHidden():
            self._find_bar.closed.emit()
        self.middle.setCurrentWidget(page)

    def leave_over(self) -> None:
        """Show again what a page over the text hides."""
        if self.over() is not None:
            self.middle.setCurrentWidget(self._under or self.reader)
            self.main().setFocus(Qt.FocusReason.OtherFocusReason)

    def over(self) -> OverText | None:
        """Return the page that is shown in the text's place, None where none is."""
        return next((page for page in self._over if page is self.middle.currentWidget()), None)

    def main(self) -> QWidget:
        """Return what is shown in the middle, to give it the focus."""
        over = self.over()
        return over.main() if over is not None else self.middle.currentWidget() or self.empty

    def _dress_head(self) -> None:
        if self.over() is not None:
            self._head.hide()
        elif self._under is not None:
            self._head.setVisible(self._headed)
            self._under = None

    def show_find_bar(self, bar: FindBar) -> None:
        """Show the bar above the text, whose lines stay where they are on the screen."""
        if self._find_bar is None:
            self._find_bar = bar
            self._body.insertWidget(self._body.indexOf(self.middle), bar)
            self._order()
            self.made.emit(bar)
        elif not bar.isHidden():
            return
        bar.show()
        self._scroll(bar.height())

    def hide_find_bar(self, bar: FindBar) -> None:
        """Take the bar away; the lines of the text stay where they are."""
        bar.hide()
        self._scroll(-bar.height())

    def _order(self) -> None:
        """Let the Tab key lead from top to bottom, through what was made later too."""
        bars = [self._find_bar] if self._find_bar is not None else []
        pages = [*([self._pages] if self._pages is not None else []), *self._over]
        texts = (self.empty, *([self.reader] if self._filled else []), *pages)
        lead_through(self._head, self.banners, *bars, *texts, self.toast, self.progress)

    def _scroll(self, by: int) -> None:
        if self.is_reading():
            bar = self.reader.verticalScrollBar()
            bar.setValue(bar.value() + by)

    def is_reading(self) -> bool:
        return self._filled and self.middle.currentWidget() is self.reader

    def is_paging(self) -> bool:
        return self._pages is not None and self.middle.currentWidget() is self._pages

    def is_of_pages(self, part: QWidget) -> bool:
        """Tell whether a widget is the view of a PDF's pages."""
        return part is self._pages

    def pages(self) -> PageView:
        """Return the view of a PDF's pages; made when first asked for."""
        if self._pages is None:
            from app.desktop.page_view import PageView  # noqa: PLC0415 (not needed to start)

            self._pages = PageView(self.reader)
            self._pages.set_theme(self._theme)
            self._pages.set_zoom(self.reader.style_of_text.zoom)
            self.middle.addWidget(self._pages)
            self._order()
            self.made.emit(self._pages)
        return self._pages

    @cached_property
    def picker(self) -> Picker:
        """What asks for one of many, over the text; made when first needed."""
        from app.desktop.picker import Picker  # noqa: PLC0415 (not needed to start)

        return Picker(self._theme, self)

    def set_zoom(self, percent: int) -> None:
        """Show text and pages larger or smaller."""
        self.reader.set_zoom(percent)
        if self._pages is not None:
            self._pages.set_zoom(percent)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for part in (self.legend, self.banners, self.empty):
            part.set_theme(theme)
        if self._filled:
            self.reader.hide_card()  # it is drawn in the colours it was opened in
            self.reader.set_theme(theme)
        if self._pages is not None:
            self._pages.set_theme(theme)
        for page in self._over:
            page.set_theme(theme)
        if self._find_bar is not None:
            self._find_bar.set_theme(theme)
        if "picker" in vars(self):
            self.picker.set_theme(theme)
        for button in (
            self.library_button,
            self.pages_button,
            self.find_button,
            self.look_button,
            self.inspector_button,
        ):
            button.set_theme(theme)
