"""Marks are drawn behind the text, in their shapes, and nowhere else."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from app.reading.document import Block, BlockKind, Document
from app.reading.layers import Layer
from app.reading.marks import Mark, MarkKind
from app.reading.spans import Span
from app.rendering.layout import Style, Typeset
from app.rendering.lines import Lines
from app.rendering.paint import MarkPainter, Shown
from app.rendering.palette import THEMES, theme_named

TEXT = (
    "Officials in the valley said that “more than forty bridges had fallen” over the winter, "
    "and the mayor added that nobody had counted them again since the river rose in March."
)


class Canvas:
    """Marks painted alone, without the text: what can be seen is theirs."""

    def __init__(self, marks, theme="light", zoom=100, width=606, **shown):
        document = Document(
            "a.txt", TEXT, (Block(BlockKind.PARAGRAPH, 0, len(TEXT)),), title="Bridges"
        )
        self.theme = theme_named(theme)
        self.typeset = Typeset(document, Style(self.theme, zoom))
        self.typeset.qt.setTextWidth(width)
        self.lines = Lines(self.typeset)
        height = int(self.typeset.qt.size().height())
        self.image = QImage(width, height, QImage.Format.Format_ARGB32)
        self.image.fill(self.theme.color("paper"))
        painter = QPainter(self.image)
        MarkPainter(self.typeset, self.lines, marks).paint(
            painter, QRectF(self.image.rect()), Shown(**shown)
        )
        painter.end()

    def line(self, offset):
        return self.lines.holding(offset)

    def at(self, offset, em, *, between=0.5):
        """Return the token drawn in the middle of a character, `em` under the baseline."""
        line = self.line(offset)
        left, right = self.lines.x(line, offset), self.lines.x(line, offset + 1)
        return self.token(left + (right - left) * between, line.baseline + em * line.em)

    def token(self, x, y):
        return self.name(self.image.pixelColor(int(x), int(y)))

    def name(self, color):
        wanted = ("paper", "fill", "fillS", "band", "band2", "claim", "claimS", "mark", "markE",
                  "srcR", "src", "cueR", "cue", "claimLR", "claimL", "select",
                  "line2")  # fmt: skip
        return next((token for token in wanted if self.theme.color(token) == color), color.name())

    def colors(self):
        """Return the tokens seen anywhere; blends at rounded corners are left out."""
        seen = {
            self.image.pixel(x, y)
            for x in range(self.image.width())
            for y in range(self.image.height())
        }
        names = {self.name(QColor.fromRgba(pixel)) for pixel in seen}
        return {name for name in names if not name.startswith("#")}


def mark(kind, words, target="a1", **facts):
    start = TEXT.index(words)
    return Mark(kind, start, start + len(words), target, **facts)


def inside(words, at=0.5):
    return TEXT.index(words) + int(len(words) * at)


QUOTE = "“more than forty bridges had fallen”"


@pytest.fixture(autouse=True)
def application(qapp):
    return qapp


def test_a_quotation_is_filled_over_the_height_of_its_letters():
    canvas = Canvas([mark(MarkKind.QUOTED, QUOTE)])
    place = inside("bridges")
    assert canvas.at(place, -0.8) == "fill"
    assert canvas.at(place, 0.25) == "fill"
    assert canvas.at(place, -1.0) == "paper"
    assert canvas.at(place, 0.45) == "paper"


def test_reported_words_are_filled_in_the_lower_half_only():
    canvas = Canvas([mark(MarkKind.REPORTED, "nobody had counted them")])
    place = inside("counted")
    assert canvas.at(place, 0.25) == "band"
    assert canvas.at(place, -0.5) == "paper"


def test_the_band_stops_where_a_quotation_starts():
    whole = TEXT[: TEXT.index(" over")]
    canvas = Canvas([mark(MarkKind.REPORTED, whole), mark(MarkKind.QUOTED, QUOTE)])
    assert canvas.at(inside("forty"), 0.25) == "fill"
    assert canvas.at(inside("valley"), 0.25) == "band"


def test_a_content_inside_another_shows_on_top_of_it():
    canvas = Canvas(
        [
            mark(MarkKind.QUOTED, QUOTE),
            mark(MarkKind.REPORTED, "forty bridges had", "a2", depth=1),
        ]
    )
    assert canvas.at(inside("bridges"), 0.25) == "band2"
    assert canvas.at(inside("bridges"), -0.6) == "fill"


def test_a_third_depth_is_not_drawn():
    canvas = Canvas([mark(MarkKind.REPORTED, "forty bridges had", depth=2)])
    assert canvas.colors() == {"paper"}


def test_a_claim_stays_inside_the_quotation_around_it():
    claim = mark(MarkKind.CLAIM, "more than forty", "n1")
    canvas = Canvas([mark(MarkKind.QUOTED, QUOTE), claim])
    place = inside("forty")
    assert canvas.at(place, -0.4) == "claim"
    assert canvas.at(place, -0.88) == "fill"
    assert canvas.at(place, 0.32) == "fill"


def test_only_the_marks_of_distancing_quotes_are_filled():
    canvas = Canvas([mark(MarkKind.SCARE, QUOTE, "q1")])
    assert canvas.at(TEXT.index("“"), -0.2) == "fill"
    assert canvas.at(TEXT.index("”"), -0.2) == "fill"
    assert canvas.at(inside("bridges"), -0.2) == "paper"


def test_a_source_is_underlined_without_a_gap_and_an_unnamed_one_with_gaps():
    def gaps(unnamed):
        words = "Officials in the valley"
        canvas = Canvas([mark(MarkKind.SOURCE, words, unnamed=unnamed)])
        start = TEXT.index(words)
        line = canvas.line(start)
        left, right = canvas.lines.x(line, start), canvas.lines.x(line, start + len(words))
        y = line.baseline + 0.28 * line.em
        row = [
            any(canvas.token(x, y + down) != "paper" for down in (-1, 0, 1))
            for x in range(int(left) + 1, int(right) - 1)
        ]
        return row.count(False)

    assert gaps(unnamed=False) == 0
    assert gaps(unnamed=True) > 20


def test_a_cue_is_dotted():
    canvas = Canvas([mark(MarkKind.CUE, "added")])
    assert canvas.colors() - {"paper"} <= {"cueR"}
    line = canvas.line(inside("added"))
    rows = [
        [canvas.token(x, y) != "paper" for x in range(606)]
        for y in range(int(line.baseline), int(line.baseline) + 12)
    ]
    changes = max(sum(a != b for a, b in pairwise(row)) for row in rows)
    assert changes >= 10


def test_an_own_highlight_has_a_foot():
    canvas = Canvas([mark(MarkKind.OWN, "over the winter", "own")])
    place = inside("winter")
    assert canvas.at(place, -0.3) == "mark"
    column = {canvas.at(place, em / 100) for em in range(15, 35)}
    assert "markE" in column


def test_a_number_that_claims_nothing_shows_only_when_pointed_at():
    number = mark(MarkKind.NUMBER, "March", "n1")
    assert Canvas([number]).colors() == {"paper"}
    assert "line2" in Canvas([number], strong=frozenset({"n1"})).colors()


def test_what_is_in_focus_is_stronger_and_what_is_not_stays():
    marks = [mark(MarkKind.QUOTED, QUOTE), mark(MarkKind.REPORTED, "nobody had counted", "a2")]
    canvas = Canvas(marks, strong=frozenset({"a1"}))
    assert canvas.at(inside("bridges"), 0.25) == "fillS"
    assert canvas.at(inside("counted"), 0.25) == "band"


def test_the_ring_goes_around_the_mark_with_the_keyboard_and_no_other():
    marks = [mark(MarkKind.CLAIM, "forty", "n1")]
    # The ring's colour is that of a source line in focus.
    assert "src" not in Canvas(marks, strong=frozenset({"n1"})).colors()
    ringed = Canvas(marks, strong=frozenset({"n1"}), ring="n1")
    line = ringed.line(inside("forty"))
    assert ringed.at(inside("forty"), -(0.80 * line.em + 2) / line.em) == "src"


@pytest.mark.parametrize("layer", list(Layer))
def test_a_hidden_kind_leaves_no_trace(layer):
    marks = [
        mark(MarkKind.QUOTED, QUOTE),
        mark(MarkKind.SOURCE, "Officials in the valley"),
        mark(MarkKind.CUE, "said"),
        mark(MarkKind.CLAIM, "forty", "n1"),
        mark(MarkKind.OWN, "over the winter", "own"),
    ]
    only = [item for item in marks if item.layer is layer]
    hidden = Canvas(marks, layers=frozenset(Layer) - {layer})
    without = Canvas([item for item in marks if item.layer is not layer])
    assert hidden.image == without.image
    assert hidden.image != Canvas(marks).image
    assert only


def test_isolating_draws_the_marks_of_one_speaker_only():
    marks = [mark(MarkKind.QUOTED, QUOTE), mark(MarkKind.REPORTED, "nobody had counted", "a2")]
    assert Canvas(marks, only=frozenset({"a2"})).image == Canvas(marks[1:]).image


def test_selected_text_has_no_fill_but_a_quotation_keeps_its_edge():
    canvas = Canvas([mark(MarkKind.QUOTED, QUOTE)], selection=(0, 10_000))
    assert canvas.at(inside("bridges"), -0.5) == "select"
    assert "fill" not in canvas.colors()
    assert "srcR" in canvas.colors()


def test_a_selection_elsewhere_leaves_the_fill():
    canvas = Canvas([mark(MarkKind.QUOTED, QUOTE)], selection=(0, len("Bridges") + 20))
    assert canvas.at(inside("bridges"), -0.5) == "fill"


@pytest.mark.parametrize("theme", THEMES)
def test_a_mark_that_goes_on_to_the_next_line_is_open_there(theme):
    words = "more than forty bridges had fallen"
    canvas = Canvas([mark(MarkKind.CLAIM, words, "n1")], theme, width=300)
    span = Span(TEXT.index(words), TEXT.index(words) + len(words))
    first, *_, last = canvas.lines.covering(span)
    assert first is not last
    x = canvas.lines.x(first, first.end)
    height = first.baseline - 0.3 * first.em
    assert canvas.token(x - 1.5, height) == "claim"
    closing = canvas.lines.x(last, span.end)
    row = {canvas.token(closing + dx, last.baseline - 0.3 * last.em) for dx in (0, 1, 2)}
    assert row & {"claimLR", "claimL"}


def test_high_contrast_puts_an_edge_around_every_fill():
    assert Canvas([mark(MarkKind.QUOTED, QUOTE)], "contrast").colors() == {"paper", "fill", "srcR"}
    assert Canvas([mark(MarkKind.QUOTED, QUOTE)], "light").colors() == {"paper", "fill"}


def test_an_unsure_claim_has_a_broken_edge():
    def edge(confidence):
        claim = mark(MarkKind.CLAIM, "forty bridges had fallen", "n1", confidence=confidence)
        image = Canvas([claim]).image
        pixels = (image.pixelColor(x, y) for x in range(606) for y in range(image.height()))
        color = theme_named("light").color("claimLR")
        return sum(pixel == color for pixel in pixels)

    assert edge(0.5) < 0.8 * edge(0.7)


def test_marks_grow_with_the_text():
    def height(zoom):
        canvas = Canvas([mark(MarkKind.QUOTED, QUOTE)], zoom=zoom, width=606 * 2)
        place = inside("bridges")
        line = canvas.line(place)
        x = canvas.lines.x(line, place)
        return sum(canvas.token(x, y) == "fill" for y in range(canvas.image.height()))

    assert height(200) == pytest.approx(2 * height(100), abs=2)


def test_a_list_item_has_its_bullet_left_of_its_first_line():
    text = "One point of several."
    block = Block(BlockKind.LIST_ITEM, 0, len(text), 1)
    typeset = Typeset(Document("a.txt", text, (block,)), Style(theme_named("light")))
    typeset.qt.setTextWidth(606)
    lines = Lines(typeset)
    line = lines.holding(0)
    image = QImage(606, 120, QImage.Format.Format_ARGB32)
    image.fill(theme_named("light").color("paper"))
    painter = QPainter(image)
    MarkPainter(typeset, lines, []).paint(painter, QRectF(image.rect()), Shown())
    painter.end()
    paper = image.pixelColor(0, 0)
    inked = [(x, y) for x in range(606) for y in range(120) if image.pixelColor(x, y) != paper]
    start = lines.x(line, 0)
    assert inked
    assert all(start - 20 < x < start for x, _ in inked)
    assert all(line.top < y < line.baseline for _, y in inked)
