"""Everything that is open takes on other colours as soon as they are chosen."""

from collections import Counter

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog

from app.rendering.palette import theme_named
from tests.desktop.window_states import STATES, in_state, with_a_reading

LEAST = 30
"""So many pixels of one colour are a letter's body, and no chance in the smoothing of an edge."""

ON_PAPER = ("print",)
"""Paper is white under every theme, and what is printed on it dark."""


@pytest.fixture
def window(qtbot, stocked):
    window = with_a_reading(qtbot, *stocked)
    window.settings["theme"] = "light"
    return window


def left_over(front, before, now) -> dict[str, int]:
    """Return the colours of one theme alone that are still seen after another was chosen."""
    image = front.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    seen = Counter(memoryview(image.constBits()).cast("B").cast("I"))
    alone = {value.lower() for value in before.values.values()}
    alone -= {value.lower() for value in now.values.values()}
    counted = {value: seen[0xFF000000 | int(value[1:], 16)] for value in alone if len(value) == 7}
    return {value: count for value, count in counted.items() if count >= LEAST}


@pytest.mark.parametrize("state", [state for state in STATES if state not in ON_PAPER])
def test_no_colour_of_the_theme_before_is_left(qtbot, window, state):
    front = in_state(qtbot, window, state)
    light, dark = theme_named("light"), theme_named("dark")
    assert left_over(front, light, dark) or isinstance(front, QDialog)
    window.settings["theme"] = "dark"
    # The map beside the text follows a little later.
    qtbot.waitUntil(lambda: not left_over(front, light, dark))
