"""Tab heads and chips say how many there are, to those who see and those who listen."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from app.desktop.legend import Chip, Legend
from app.desktop.tab_heads import TabButton
from app.reading.layers import Layer
from app.rendering.palette import theme_named


@pytest.fixture(params=["tab", "chip"])
def button(qtbot, request):
    theme = theme_named("light")
    made = TabButton("Quotes", theme) if request.param == "tab" else Chip(Layer.QUOTES, theme)
    qtbot.addWidget(made)
    return made


def test_the_count_is_written_and_said(button):
    button.set_count(1234)
    assert button.shown_count() == "1,234"
    assert button.accessibleName() == "Quotes, 1234"


def test_a_longer_count_takes_its_room(button):
    narrow = button.sizeHint().width()
    button.set_count(123456)
    assert button.sizeHint().width() > narrow


def test_another_theme_is_drawn(qtbot, button):
    button.set_count(12)
    button.resize(button.sizeHint())
    light = button.grab().toImage()
    button.set_theme(theme_named("dark"))
    assert button.grab().toImage() != light
    checked = button.isChecked()
    button.setChecked(not checked)
    assert button.grab().toImage() != light


def test_every_chip_of_a_full_article_keeps_its_name_in_the_usual_window(qtbot):
    """634 pixels is what the usual window leaves the legend between its panes and buttons."""
    pane = QWidget()
    qtbot.addWidget(pane)
    legend = Legend(theme_named("light"), pane)
    for chip in legend.chips.values():
        chip.set_count(28)
    legend.resize(634, 30)
    pane.show()
    last = legend.speaker
    chips = legend.chips.values()
    qtbot.waitUntil(lambda: all(chip.width() == chip.full_width() for chip in chips))
    assert last.x() + last.width() <= legend.width()
    legend.resize(500, 30)
    qtbot.waitUntil(lambda: all(chip.width() < chip.full_width() for chip in chips))
