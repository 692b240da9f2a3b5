"""The colours keep the contrast reading needs."""

from __future__ import annotations

import re

import pytest

from app.rendering.palette import THEMES, TOKENS, contrast, theme_named

TEXT = (
    ("ink", "paper"),
    ("ink", "fill"),
    ("ink", "fillS"),
    ("ink", "band"),
    ("ink", "band2"),
    ("ink", "claim"),
    ("ink", "claimS"),
    ("ink", "mark"),
    ("ink", "select"),
    ("ink", "panel"),
    ("ink", "field"),
    ("ink", "hover"),
    ("ink", "sel"),
    ("ink2", "paper"),
    ("ink2", "sel"),
    ("ink3", "paper"),
    ("ink3", "chrome"),
    ("boil", "paper"),
    ("accent", "paper"),
    ("accent", "sel"),
    ("onaccent", "accent"),
    ("claimL", "sel"),
    ("claimL", "panel"),
    ("ok", "panel"),
    ("bad", "badbg"),
    ("warn", "warnbg"),
)
EDGES = (
    ("srcR", "paper"),
    ("srcR", "fill"),
    ("src", "fillS"),
    ("cueR", "fill"),
    ("cue", "fillS"),
    ("claimLR", "claim"),
    ("claimL", "claimS"),
    ("markE", "mark"),
    ("line2", "field"),
    ("line2", "paper"),
    ("accent", "fill"),
)
PUBLISHED = {
    ("ink", "paper"): (15.53, 12.24, 12.10, 21.00),
    ("ink", "fillS"): (11.94, 10.27, 7.16, 15.03),
    ("ink", "band2"): (9.08, 7.31, 5.12, 11.14),
    ("ink", "mark"): (13.57, 10.67, 6.25, 17.01),
    ("ink", "select"): (10.48, 8.84, 5.51, 12.12),
    ("ink2", "sel"): (6.30, 6.05, 5.30, 13.33),
    ("ink3", "chrome"): (4.91, 5.09, 6.16, 12.63),
    ("boil", "paper"): (4.95, 5.63, 4.91, 9.29),
    ("accent", "sel"): (5.67, 5.50, 5.63, 7.87),
    ("onaccent", "accent"): (7.11, 7.65, 7.77, 10.28),
    ("claimL", "sel"): (5.11, 5.01, 5.25, 7.25),
    ("bad", "badbg"): (5.69, 5.47, 6.11, 8.05),
    ("srcR", "fill"): (3.47, 3.47, 3.87, 8.84),
    ("cueR", "fill"): (3.41, 3.39, 3.97, 9.56),
    ("claimLR", "claim"): (3.06, 3.26, 3.80, 8.04),
    ("markE", "mark"): (3.70, 3.45, 3.81, 7.22),
    ("line2", "field"): (3.72, 3.96, 3.77, 21.00),
    ("accent", "fill"): (6.01, 5.90, 6.11, 8.84),
}


@pytest.mark.parametrize("name", THEMES)
def test_text_can_be_read_on_every_ground_it_stands_on(name):
    theme = theme_named(name)
    least = 7.0 if theme.is_contrast else 4.5
    for text, ground in TEXT:
        assert contrast(theme.hex(text), theme.hex(ground)) >= least, (text, ground)


@pytest.mark.parametrize("name", THEMES)
def test_lines_and_edges_can_be_seen_on_their_grounds(name):
    theme = theme_named(name)
    for edge, ground in EDGES:
        assert contrast(theme.hex(edge), theme.hex(ground)) >= 3.0, (edge, ground)


@pytest.mark.parametrize("pair", PUBLISHED)
def test_the_computed_contrast_is_the_one_the_design_states(pair):
    for name, stated in zip(THEMES, PUBLISHED[pair], strict=True):
        theme = theme_named(name)
        assert contrast(theme.hex(pair[0]), theme.hex(pair[1])) == pytest.approx(stated, abs=0.006)


def test_every_token_is_a_colour_in_every_theme_and_named_once():
    assert len({token.name for token in TOKENS}) == len(TOKENS)
    for token in TOKENS:
        assert all(re.fullmatch("#[0-9A-F]{6}", getattr(token, theme)) for theme in THEMES)


def test_dark_uses_neither_pure_black_nor_pure_white():
    assert not {"#000000", "#FFFFFF"} & {token.dark for token in TOKENS}


def test_an_unknown_theme_is_refused():
    with pytest.raises(ValueError, match="mauve"):
        theme_named("mauve")
