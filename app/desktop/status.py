"""The line at the bottom: how long the article is, what was found in it, whether all is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QSize
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from app.desktop.controls import icon
from app.desktop.legend import count_layers
from app.desktop.tongues import language_names
from app.language import ntr, tr
from app.reading.layers import Layer
from app.rendering.palette import Theme

if TYPE_CHECKING:
    from app.desktop.sheet import Sheet


def language_name(code: str) -> str:
    """Return the name of a language; of an unknown one the code, "" for none."""
    language = QLocale.codeToLanguage(code)
    if language == QLocale.Language.AnyLanguage:
        return code
    english = QLocale.languageToString(language)
    return language_names().get(english, english)


class StatusBar(QStatusBar):
    """Words, language and counts on the left; saving and text size on the right."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setSizeGripEnabled(False)
        self.setFixedHeight(26)
        self.words = QLabel()
        self.language = QLabel()
        self.counts = QLabel()
        self.only = QLabel()
        self._check = QLabel()
        self.saved = QLabel()
        self.zoom = QLabel()
        self.zoom.setToolTip(tr("Size of the article's text"))
        for widget in (self.words, self.language, self.counts, self.only):
            self.addWidget(widget)
        for widget in (self._check, self.saved, self.zoom):
            self.addPermanentWidget(widget)
        self._check.setObjectName("savedCheck")
        self._check.hide()
        self.saved.setObjectName("savedText")
        self._draw_check()

    def tell_sheet(
        self, sheet: Sheet | None, only: str = "", among: frozenset[str] | None = None
    ) -> None:
        """Tell what is open, and how many of its marks are shown."""
        if sheet is None:
            for widget in (self.words, self.language, self.counts, self.only):
                widget.setText("")
            return
        self.words.setText(ntr("{count} word", "{count} words", sheet.words))
        self.language.setText(language_name(sheet.document.language))
        self.counts.setText("")
        self.only.setText("")
        if sheet.analysis.attributions or sheet.analysis.quantities or sheet.marked:
            counts = count_layers(sheet)
            told = (
                ntr("{count} quote", "{count} quotes", counts[Layer.QUOTES]),
                ntr("{count} speaker", "{count} speakers", counts[Layer.SOURCES]),
                ntr("{count} claim", "{count} claims", counts[Layer.CLAIMS]),
            )
            self.counts.setText(", ".join(told))
            if only:
                own = sum(
                    a.speaker == only and not a.heading for a in sheet.found.analysis.attributions
                )
                self.only.setText(
                    ntr(
                        "showing {shown} of {count} quote",
                        "showing {shown} of {count} quotes",
                        counts[Layer.QUOTES],
                        shown=own,
                    )
                )
            elif among is not None:
                self.only.setText(ntr("showing {count} mark", "showing {count} marks", len(among)))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._draw_check()

    def tell_saved(self, text: str, tone: str) -> None:
        """Tell whether everything is kept; `tone` is "ok", "bad" or ""."""
        self.saved.setText(text)
        if self.saved.property("tone") != tone:
            self.saved.setProperty("tone", tone)
            self.saved.style().polish(self.saved)
        self._check.setVisible(tone == "ok" and bool(text))

    def _draw_check(self) -> None:
        picture = icon("check", self._theme.color("ok")).pixmap(QSize(14, 14))
        self._check.setPixmap(picture)

    def tell_zoom(self, percent: int) -> None:
        self.zoom.setText(f"{percent} %")
