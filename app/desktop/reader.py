"""The reading pane: the article with its marks, names in the margin, and the card."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QToolTip, QWidget

from app.desktop.announcing import announce
from app.desktop.card_over_text import CardOverText
from app.desktop.drawn_marks import DrawnMarks
from app.desktop.ends import Ends
from app.desktop.map_drawing import MapDrawing
from app.desktop.margin import Margin, NameMargin, NoteMargin
from app.desktop.minimap import Minimap
from app.desktop.page import SCROLL_BAR, Page
from app.desktop.picture_places import PicturePlaces
from app.desktop.pointing import Pointing
from app.desktop.scrolled import scroll
from app.language import tr
from app.reading.analysis import Analysis
from app.reading.annotation import OwnAnnotation
from app.reading.attribution import Attribution
from app.reading.decisions import Decision
from app.reading.document import Document
from app.reading.layers import Layer
from app.reading.marks import marks_of
from app.reading.spans import extent
from app.rendering.composing import Composition
from app.rendering.findings import Findings
from app.rendering.found_words import FoundWords, paint_found
from app.rendering.gutter import Gutter
from app.rendering.notes import Notes
from app.rendering.paint import MarkPainter, Shown
from app.rendering.targets import Targets, nearest

if TYPE_CHECKING:
    from app.desktop.card import Card


class ReaderPane(Page):
    """Shows one article and its marks, and tells what in it is pointed at and gone to.

    Targets are ids of attributions, quotations, quantities and own annotations; "" is none.
    """

    mark_focused = Signal(str)
    mark_hovered = Signal(str)
    speaker_clicked = Signal(str)
    page_of_speaker_wanted = Signal(str)
    link_activated = Signal(str)
    ends_moved = Signal(str, object)  # a target, and the Span it was dragged to
    action_wanted = Signal(str)  # the name of one, for the mark in focus
    pictures_wanted = Signal()
    redrawn = Signal()  # the marks shown, or how they are shown, have changed

    def __init__(self, parent: QWidget | None = None) -> None:
        self._found = Findings(Composition(Document("", "", ())), Analysis())
        self._own: tuple[OwnAnnotation, ...] = ()
        self._decisions: tuple[Decision, ...] = ()
        self._drawn = DrawnMarks(self._found.targets)
        self._focused = ""
        self._ring = False
        self._awaited = ""  # the target that gets the focus as soon as it is there
        self._pointing = Pointing()  # the page asks what stands out while it is made
        self._ends = Ends()
        self._sought = FoundWords()
        self._margins: tuple[NameMargin, NoteMargin] | tuple[()] = ()
        super().__init__(parent)
        self.pictures = PicturePlaces(self)
        self.pictures.wanted.connect(self.pictures_wanted)
        self.pictures.opened.connect(self.link_activated)
        self._pointing.setParent(self)
        self._pointing.hovered.connect(self._hover)
        self._pointing.rested.connect(self._card_for_hover)
        self._card_over = CardOverText(self)
        self._card_over.entered.connect(self._pointing.stay_at)
        self._card_over.left.connect(lambda: self._pointing.point_at(""))
        self._card_over.asked.connect(self._ask)
        self._names = NameMargin(self, self.shown)
        self._names.pointed.connect(self._pointing.point_at)
        self._names.clicked.connect(self.speaker_clicked)
        self._names.page_wanted.connect(self.page_of_speaker_wanted)
        self._note_strip = NoteMargin(self, self.shown)
        self._note_strip.pointed.connect(self._pointing.point_at)
        self._note_strip.clicked.connect(lambda target: self._set_focus(target, ring=False))
        self._margins = (self._names, self._note_strip)
        self._minimap = Minimap(self.viewport(), self.verticalScrollBar())
        self._map_drawing = MapDrawing(
            self, self._minimap, lambda: self._marks.marks, lambda: self._sought
        )
        self.renewed()
        self.viewport().setMouseTracking(True)
        # It draws its paper itself: of what lets something behind it through, Qt moves nothing.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    # What is shown

    def show_reading(self, composition: Composition, place: int = 0) -> None:
        """Show an article's text, without marks, from the character `place` on."""
        self._found, self._own, self._decisions = Findings(composition, Analysis()), (), ()
        self._drawn.begin(self._found.targets)
        self._set_focus("", ring=False)
        self._pointing.hover_over("")
        self._sought = FoundWords()
        self.set_text(composition.document, place, composition)

    def show_marks(
        self,
        found: Findings,
        own: Sequence[OwnAnnotation],
        decisions: Sequence[Decision] = (),
    ) -> None:
        """Draw the marks of the article shown; replaces those drawn before.

        Cards tell what the reader decided about them.
        """
        self._found, self._own, self._decisions = found, tuple(own), tuple(decisions)
        self._drawn.go_on(found.targets.with_own(self._own))
        awaited, self._awaited = self._awaited, ""
        if self._focused and not self._drawn.targets.find(self._focused):
            self._set_focus("", ring=False)
        if not self.is_setting():
            self.renewed()
        if self._drawn.targets.find(awaited):
            self.focus_mark(awaited)
        else:
            self._awaited = awaited

    def set_layer_visible(self, layer: Layer, visible: bool) -> None:
        """Show or hide one kind of mark; the text stays where it is."""
        before = self.shown()
        self._drawn.show_layer(layer, visible)
        after = self.shown()
        self._filtered(beside=[m for m in self._margins if m.draws(before) != m.draws(after)])

    def isolate_speaker(self, name: str | None) -> None:
        """Draw only what one speaker says and claims; None draws everyone again."""
        self._drawn.limit_to_speaker(name)
        self._filtered()

    def isolate(self, targets: frozenset[str]) -> None:
        """Draw only these marks, until a speaker or everyone is shown."""
        self._drawn.limit_to(targets)
        self._filtered()

    def show_found(self, sought: FoundWords) -> None:
        """Frame the places where words were found; the current one stands out as if selected."""
        before, self._sought = self._sought, sought
        self._repaint()
        if before.spans is not sought.spans:
            self._map_drawing.draw_soon()
        elif before.current != sought.current:
            self._map_drawing.point_out()

    def sought(self) -> FoundWords:
        """Return the places where words were found."""
        return self._sought

    # Focus

    def focus_mark(self, target: str, scroll: bool = True) -> None:
        """Give a target the focus, with the keyboard's ring, and bring it into view."""
        target = self._drawn.targets.settled(target)
        self._set_focus(target, ring=True)
        if target and scroll:
            self.reveal(self._drawn.targets.spans(target))

    def focus_next(self) -> None:
        """Go to the next visible mark: after the one in focus, else after the top of the view."""
        self._step(1)

    def focus_previous(self) -> None:
        """Go to the visible mark before the one in focus, else before the top of the view."""
        self._step(-1)

    def focus_once_there(self, target: str) -> None:
        """Give a target the focus as soon as its marks are shown."""
        self._awaited = target

    def after(self, target: str) -> str:
        """Return the visible mark after another one, else the one before it, "" for none."""
        return self._drawn.after(target)

    def targets(self) -> Targets:
        """Return all that can be pointed at, the reader's own too."""
        return self._drawn.targets

    def own(self) -> tuple[OwnAnnotation, ...]:
        """Return the reader's own annotations as they are drawn."""
        return self._own

    def focused(self) -> str:
        """Return the target in focus, "" for none."""
        return self._focused

    # The card

    def show_card(self) -> None:
        """Open the card of the mark in focus, or under the pointer when none is."""
        self._open_card(self._focused or self._pointing.mark, scroll=True)
        if self._card_over.told:
            announce(self, self.card.accessibleDescription())

    def hide_card(self) -> None:
        """Close the card."""
        self._card_over.hide()

    @property
    def card(self) -> Card:
        """The card, made when one is first wanted."""
        return self._card_over.card

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._style.theme.color("paper"))
        top = self.verticalScrollBar().value()
        painter.translate(0, -top)
        area = self.reaching_into(event.rect())
        self._marks.paint(painter, area, self.shown(), top)
        if not self.is_setting():
            paint_found(painter, self._lines, area, self._sought, self._style)
        self.paint_text(painter, area)
        if not self.is_setting():
            self.illustrations.paint(painter, self._typeset, self.column_width, area)
        self._ends.paint(painter, self._style.theme)
        painter.end()

    def scrollContentsBy(self, _dx: int, dy: int) -> None:
        """Move what is drawn already; Qt's own way draws all anew where anything lies over it."""
        for widget in (self.viewport(), *self._margins):
            scroll(widget, dy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for margin in self._margins:
            margin.place()
        if self._margins:
            self._minimap.resize(SCROLL_BAR, self.height())
            self.hide_card()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._focused:
            self.show_card()
        elif event.key() == Qt.Key.Key_Escape and self._card_over.told:
            self.hide_card()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        left = event.button() == Qt.MouseButton.LeftButton
        if left and self._ends.take(self.on_page(event.position())):
            self.hide_card()
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._ends.is_dragged:
            self._ends.drag(self.offset_near(event.position()))
            self.viewport().update()
            return
        super().mouseMoveEvent(event)
        shape = self._shape_at(event.position())
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)
        if not event.buttons():
            self._pointing.point_at(self._target_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._ends.is_dragged:
            moved = self._ends.let_go()
            self.viewport().update()
            if moved is not None:
                self.ends_moved.emit(self._focused, moved)
            return
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton or self.textCursor().hasSelection():
            return
        if self.pictures.asks_at(event.position()):
            self.pictures_wanted.emit()
            return
        address = self._link_at(event.position())
        if address and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.link_activated.emit(address)
        else:
            self._set_focus(self._target_at(event.position()), ring=False)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._pointing.point_at("")
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            picture = self.pictures.at(QPointF(event.pos()))
            address = self._link_at(QPointF(event.pos()))
            does = tr("Ctrl+click opens it in your browser")
            tip = f"{address}\n{does}" if address else ""
            tip = picture.alt if picture is not None else tip
            QToolTip.showText(event.globalPos(), tip, self.viewport())
            return True
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        picture = None if by_key else self.pictures.at(QPointF(event.pos()))
        if picture is not None:
            self.pictures.menu_of(picture).popup(event.globalPos())
        elif by_key and (menu := self.pictures.menu_of_those_in_view()) is not None:
            menu.popup(event.globalPos())
        else:
            super().contextMenuEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Lead through the pictures that can be asked for before the text is left."""
        return self.pictures.step(forward=forward) or super().focusNextPrevChild(forward)

    # Inside

    def offset_at(self, point: QPointF) -> int | None:
        return None if self.pictures.at(point) is not None else super().offset_at(point)

    def _shape_at(self, point: QPointF) -> Qt.CursorShape:
        at_end = self._ends.at(self.on_page(point))
        return Qt.CursorShape.SizeHorCursor if at_end else self.pictures.shape_at(point)

    def caret_place(self) -> int:
        """Return the start of the mark in focus, when it is in view, else of the view."""
        top = self.verticalScrollBar().value()
        spans = self._drawn.targets.spans(self._focused)
        line = self._lines.holding(spans[0].start) if spans else None
        if line is not None and top <= line.top <= top + self.viewport().height():
            return spans[0].start
        return super().caret_place()

    def standing_out(self) -> QTextCursor:
        current = self._sought.current
        if current is None or self.is_setting():
            return super().standing_out()
        return self.cursor_over(current)

    def renewed(self) -> None:
        found = self._found
        own = marks_of(Analysis(), self._own)
        self._marks = MarkPainter(self._typeset, self._lines, found.marks, own)
        if self._margins:
            self._names.gutter = Gutter(self._typeset, self._lines, found.analysis, found.groups)
            self._note_strip.notes = Notes(self._typeset, self._lines, self._own)
        self._filtered()
        self._redraw_map()

    def relaid(self) -> None:
        if self._margins and self._names.gutter is not None:
            self._names.gutter.forget()
        self._repaint()
        self._redraw_map()

    def pictures_changed(self) -> None:
        super().pictures_changed()
        self.pictures.follow()

    def shown(self) -> Shown:
        """Return which marks are shown, and how."""
        cursor = self.standing_out()
        return Shown(
            self._drawn.layers,
            self._strong(),
            self._focused if self._ring else "",
            self._drawn.only,
            (cursor.selectionStart(), cursor.selectionEnd()),
        )

    def _strong(self) -> frozenset[str]:
        targets = self._drawn.targets
        return targets.together(self._focused) | targets.together(self._pointing.mark)

    def _repaint(self, beside: Iterable[Margin] | None = None) -> None:
        """Draw the marks again, and what stands `beside` the text: without it, both margins."""
        self.redrawn.emit()
        self.viewport().update()
        for margin in self._margins if beside is None else beside:
            margin.update()

    def _filtered(self, beside: Iterable[Margin] | None = None) -> None:
        """Draw other marks than before, on the map too, and handles at none that is hidden."""
        self._tell_ends()
        if self._margins:
            self._minimap.limit(self._drawn.layers, self._drawn.only)
        self._repaint(beside)

    def _redraw_map(self) -> None:
        if self._margins:
            self._map_drawing.draw_soon()

    def _scrolled(self) -> None:
        super()._scrolled()
        if self._margins:
            self.pictures.follow()
            self.hide_card()

    def _set_focus(self, target: str, *, ring: bool) -> None:
        changed = target != self._focused
        self._focused, self._ring = target, ring and bool(target)
        self._tell_ends()
        self._repaint()
        if changed:
            if self._margins:
                self.hide_card()
            self.mark_focused.emit(target)

    def _tell_ends(self) -> None:
        """Give the mark in focus handles where its ends can be moved, and are drawn."""
        focused, targets, shown = self._focused, self._drawn.targets, self.shown()
        found = targets.find(focused)
        spans = found.content if isinstance(found, Attribution) else targets.spans(focused)
        at = self._marks.at(spans[0].start) if spans else []
        if not any(mark.target == focused and shown.shows(mark) for mark in at):
            spans = []
        span = extent(spans) if spans else None
        self._ends.tell(self._lines, self._typeset.document.text, span)

    def _step(self, by: int) -> None:
        if target := self._drawn.step(self._focused, self.place(), by):
            self.focus_mark(target)

    def _target_at(self, point: QPointF) -> str:
        offset = self.offset_at(point)
        if offset is None:
            return ""
        shown = self.shown()
        return nearest(mark for mark in self._marks.at(offset) if shown.shows(mark))

    def _link_at(self, point: QPointF) -> str:
        offset = self.offset_at(point)
        if offset is None:
            return ""
        links = self._typeset.document.links
        return next((link.address for link in links if link.start <= offset < link.end), "")

    # Pointing

    def _hover(self, target: str) -> None:
        self._repaint()
        self.mark_hovered.emit(target)

    def _card_for_hover(self, target: str) -> None:
        if target:
            self._open_card(target)
        elif self._card_over.told != self._focused or not self._ring:
            self.hide_card()

    def _open_card(self, target: str, *, scroll: bool = False) -> None:
        self._card_over.open(target, self._drawn.targets, self._decisions, scroll=scroll)

    def _ask(self, target: str, action: str) -> None:
        """Have something done about the mark the card is open for."""
        self._set_focus(target, ring=True)
        self.hide_card()
        self.action_wanted.emit(action)
