"""The shipped typefaces and icons are found and drawn."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QFontInfo, QImage, QPainter, QRawFont

from app import paths
from app.rendering import fonts, icons


def test_articles_are_set_in_charis_and_panes_in_inter(qapp):
    assert QFontInfo(fonts.article_font(19)).family() == "Charis SIL"
    assert QFontInfo(fonts.pane_font(13)).family() == "Inter"


@pytest.mark.parametrize(
    ("weight", "italic", "style"),
    [
        (QFont.Weight.Normal, False, "Regular"),
        (QFont.Weight.Normal, True, "Italic"),
        (QFont.Weight.Medium, False, "Medium"),
        (QFont.Weight.DemiBold, False, "Semi Bold"),
        (QFont.Weight.DemiBold, True, "Semi Bold Italic"),
    ],
)
def test_every_style_of_the_panes_is_a_drawn_one_not_a_slanted_or_smeared_one(
    qapp, weight, italic, style
):
    drawn = QRawFont.fromFont(fonts.pane_font(13, weight, italic=italic))
    assert drawn.styleName() == style


def test_another_typeface_looks_as_large_as_the_usual_one(qapp):
    usual = QRawFont.fromFont(fonts.article_font(100)).xHeight()
    other = fonts.article_font(100, family="Inter")
    assert QFontInfo(other).family() == "Inter"
    assert QRawFont.fromFont(other).xHeight() == pytest.approx(usual, abs=1.5)


def test_strong_words_of_an_article_in_inter_are_drawn_ones(qapp):
    drawn = QRawFont.fromFont(fonts.article_font(19, QFont.Weight.Bold, family="Inter"))
    assert drawn.styleName() == "Semi Bold"


def test_the_usual_typeface_stands_in_for_one_that_is_missing(qapp):
    assert not fonts.has_typeface("Nowhere Serif")
    assert fonts.has_typeface("Inter")
    assert QFontInfo(fonts.article_font(19, family="Nowhere Serif")).family() == "Charis SIL"


def test_sizes_may_have_fractions(qapp):
    assert fonts.pane_font(14.5).pointSizeF() > fonts.pane_font(14).pointSizeF()


@pytest.mark.parametrize("folder", ["charis-sil", "inter"])
def test_each_typeface_comes_with_its_licence(folder):
    licence = paths.resource("fonts", folder, "LICENCE.txt").read_text(encoding="utf-8")
    assert "OFL" in licence


def test_an_icon_is_drawn_in_the_colour_asked_for(qapp):
    picture = icons.pixmap("x", QColor("#9A4712"), 16, 2.0).toImage()
    assert (picture.width(), picture.devicePixelRatio()) == (32, 2.0)
    shades = {
        picture.pixelColor(x, y).name()
        for x in range(32)
        for y in range(32)
        if picture.pixelColor(x, y).alpha() == 255
    }
    assert "#9a4712" in shades


def test_an_icon_is_sharp_on_a_dense_screen(qapp):
    assert icons.icon("search", QColor("black")).pixmap(16, 16).isNull() is False
    sizes = icons.icon("search", QColor("black")).availableSizes()
    assert sizes


def test_every_shipped_icon_can_be_drawn(qapp):
    names = [file.stem for file in paths.resource("icons").glob("*.svg")]
    assert {"hat-glasses", "circle-dashed"} <= set(names)
    for name in names:
        image = icons.pixmap(name, QColor("black"), 16).toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(16) for y in range(16)), name


def test_an_icon_that_is_not_shipped_is_refused(qapp):
    with pytest.raises(ValueError, match="unicorn"):
        icons.icon("unicorn", QColor("black"))


def test_an_icon_drawn_as_an_outline_is_sharp_on_a_scaled_painter(qapp):
    picture = QImage(64, 64, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(0)
    painter = QPainter(picture)
    painter.scale(4, 4)
    icons.draw(painter, "hat-glasses", QColor("#9A4712"), QRectF(0, 0, 16, 16))
    painter.end()
    large = icons.pixmap("hat-glasses", QColor("#9A4712"), 64).toImage()
    assert picture == large.convertToFormat(picture.format())
