"""What the style sheet draws can be told from the ground it is drawn on, in every theme."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from app.desktop.controls import PrimaryButton
from app.desktop.style import palette_of, sheet_of
from app.rendering.palette import THEMES, contrast, theme_named


@pytest.fixture(params=THEMES)
def theme(request):
    return theme_named(request.param)


@pytest.fixture
def window(qtbot, theme):
    made = QWidget()
    qtbot.addWidget(made)
    QVBoxLayout(made)
    made.setPalette(palette_of(theme))
    made.setStyleSheet(sheet_of(theme))
    made.resize(200, 60)
    return made


def shown(window, widget, x):
    """Return the colour a widget has halfway down, `x` pixels from its left edge."""
    window.layout().addWidget(widget)
    window.show()
    image = widget.grab().toImage()
    return image.pixelColor(x, image.height() // 2).name()


def test_the_words_of_a_button_that_does_nothing_now_can_be_read(window, theme):
    button = PrimaryButton("Open")
    button.setEnabled(False)
    assert contrast(shown(window, button, 5), theme.hex("ink3")) >= 3


def test_how_far_a_bar_has_come_can_be_told_from_how_far_it_has_to_go(window, theme):
    bar = QProgressBar()
    bar.setTextVisible(False)
    bar.setRange(0, 2)
    bar.setValue(1)
    assert contrast(shown(window, bar, 150), theme.hex("accent")) >= 3
    assert contrast(shown(window, bar, 20), shown(window, bar, 150)) >= 3
