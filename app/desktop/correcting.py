"""Putting right what was found: accepted, rejected, changed, or marked by the reader."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from app.desktop.announcing import announce
from app.desktop.changes import Changes
from app.desktop.desk import Desk
from app.desktop.notice import Notice
from app.desktop.reader import ReaderPane
from app.desktop.sheet import Sheet, now
from app.desktop.undo import ChangeOwn, Decide
from app.language import later, tr
from app.reading.annotation import OwnAnnotation
from app.reading.attribution import Attribution, AttributionKind
from app.reading.corrections import attribution_of, claim_of, decided, with_ends
from app.reading.decisions import Decision, Mark, Status, Verdict, about, is_same, stretch
from app.reading.quantity import Quantity
from app.reading.quotation import Quotation
from app.reading.reattaching import placed_by_hand
from app.reading.spans import Span
from app.reading.words import next_word_end, next_word_start, word_before, word_end_before

_Moved = Callable[[str, Span], Span]

NO_MARK = later("Go to a mark first: J and K lead from one to the next.")


class _Words(NamedTuple):
    """What is said of a kind of mark: behind "Undo", and when something is decided about it."""

    accepting: str
    rejecting: str
    changing: str
    accepted: str
    no_longer_accepted: str
    rejected: str


CLAIM = _Words(
    later("accepting the claim"),
    later("rejecting the claim"),
    later("changing the claim"),
    later("The claim is accepted."),
    later("The claim is no longer accepted."),
    later("The claim was rejected."),
)
NUMBER = _Words(
    later("accepting the number"),
    later("rejecting the number"),
    later("changing the number"),
    later("The number is accepted."),
    later("The number is no longer accepted."),
    later("The number was rejected."),
)
QUOTATION = _Words(
    later("accepting the quotation"),
    later("rejecting the quotation"),
    later("changing the quotation"),
    later("The quotation is accepted."),
    later("The quotation is no longer accepted."),
    later("The quotation was rejected."),
)
QUOTE = _Words(
    later("accepting the quote"),
    later("rejecting the quote"),
    later("changing the quote"),
    later("The quote is accepted."),
    later("The quote is no longer accepted."),
    later("The quote was rejected."),
)


class Correcting(QObject):
    """Does what the reader says of the mark in focus, so that it can be undone."""

    toasted = Signal(object)  # Notice
    edit_wanted = Signal(str, bool)  # a mark's id, and whether the reader has just made it

    def __init__(
        self, desk: Desk, reader: ReaderPane, changes: Changes, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._reader, self._changes = desk, reader, changes
        reader.ends_moved.connect(self.set_ends)

    # What was found

    def accept(self) -> None:
        """Let the mark in focus stand as it is, whatever is found there later; again, no more."""
        sheet, mark = self._focused()
        if sheet is None or mark is None:
            return
        before = about(sheet.decisions, mark)
        accepted = before is not None and before.verdict is Verdict.ACCEPTED
        verdict = Verdict.OPEN if accepted else Verdict.ACCEPTED
        words = _words(mark)
        self._decide(sheet, [self._decision(sheet, mark, verdict)], tr(words.accepting))
        said = words.no_longer_accepted if accepted else words.accepted
        self.toasted.emit(Notice(tr(said)))

    def reject(self) -> None:
        """Take the mark in focus away: it is not what it was taken for."""
        target = self._reader.focused()
        if self._desk.sheet is not None and target in self._desk.sheet.own:
            self._changes.remove()
            return
        sheet, mark = self._focused()
        if sheet is None or mark is None:
            return
        following = self._reader.after(target)
        decision = self._decision(sheet, mark, Verdict.REJECTED)
        self._decide(sheet, [decision], tr(_words(mark).rejecting))
        self._reader.focus_mark(following)
        notice = tr(_words(mark).rejected)
        self.toasted.emit(Notice(notice, action=tr("Undo"), do=self._changes.undo))

    def edit(self) -> None:
        """Open the mark in focus for changing who says it, how, or what a number means."""
        target = self._reader.focused()
        if self._desk.sheet is not None and target in self._desk.sheet.own:
            self._changes.note()
            return
        _sheet, mark = self._focused()
        if mark is not None:
            self.edit_wanted.emit(mark.id, False)

    def set_kind(self, kind: str) -> None:
        """Say whether the content in focus is in the speaker's own words."""
        sheet, mark = self._focused()
        if sheet is None or mark is None:
            return
        if not isinstance(mark, Attribution):
            told = tr("Go to a quote first: only quotes are direct or reported.")
            self.toasted.emit(Notice(told))
        elif mark.kind is not AttributionKind(kind):
            self.change(sheet, mark, replace(mark, kind=AttributionKind(kind)))

    def change(self, sheet: Sheet, old: Mark, new: Mark, *others: tuple[Mark, Mark]) -> None:
        """Let a mark be another from now on, and `others` with it, old and new."""
        decisions: list[Decision] = []
        for before, after in ((old, new), *others):
            known = about(sheet.decisions, before)
            made = self._decision(sheet, after, Verdict.EDITED)
            found = known is None or before.id != f"own-{known.id}"
            if found and not is_same(before, after):
                # So far from what was found that it would be taken for another mark.
                decisions.append(self._decision(sheet, before, Verdict.REJECTED))
            elif known is not None:
                made = replace(made, id=known.id, created=known.created)
            if known is not None:
                made = replace(made, status=known.status, evidence=known.evidence)
            decisions.append(made)
        self._decide(sheet, decisions, tr(_words(new).changing))
        self._focus_once_shown(decisions[-1] if not others else decisions[0])

    def check(self, sheet: Sheet, mark: Mark, status: Status, evidence: str) -> None:
        """Keep how the check of a claim came out, and on what that rests."""
        before = about(sheet.decisions, mark)
        verdict = before.verdict if before is not None else Verdict.OPEN
        decision = self._decision(sheet, mark, verdict)
        self._decide(
            sheet, [replace(decision, status=status, evidence=evidence)], tr("the check of a claim")
        )

    def set_status(self, status: str) -> None:
        """Say how the check of the claim in focus came out."""
        sheet, mark = self._focused()
        if sheet is None or mark is None:
            return
        if not isinstance(mark, Quantity):
            told = tr("Go to a number first: it is claims that are checked.")
            self.toasted.emit(Notice(told))
            return
        before = about(sheet.decisions, mark)
        self.check(sheet, mark, Status(status), before.evidence if before else "")

    # Ends

    def set_ends(self, target: str, span: Span) -> None:
        """Let a mark begin and end elsewhere."""
        sheet = self._desk.sheet
        if sheet is None or not self._can_decide(sheet):
            return
        own = sheet.own.get(target)
        if own is not None:
            if own.span != span:
                self._move_own(sheet, own, span)
            return
        mark = sheet.found.targets.find(target)
        if mark is None or isinstance(mark, OwnAnnotation) or stretch(mark) == span:
            return
        self.change(sheet, mark, with_ends(mark, span, sheet.document.text))

    def longer(self) -> None:
        """Move the end of the mark in focus a word on."""
        self._move(lambda text, span: Span(span.start, next_word_end(text, span.end)))

    def shorter(self) -> None:
        """Move the end of the mark in focus a word back."""
        self._move(lambda text, span: Span(span.start, word_end_before(text, span.end)))

    def start_later(self) -> None:
        """Move the start of the mark in focus a word on."""
        self._move(lambda text, span: Span(next_word_start(text, span.start), span.end))

    def start_sooner(self) -> None:
        """Move the start of the mark in focus a word back."""
        self._move(lambda text, span: Span(word_before(text, span.start), span.end))

    # The reader's own

    def mark_quote(self) -> None:
        """Mark the selected words as somebody's, and ask whose."""
        sheet, span = self._selected(tr("Select words first, then say whose words they are."))
        if sheet is None or span is None:
            return
        decision_id = _new_id()
        mark = attribution_of(sheet.latest, span, sheet.document.text, None, f"own-{decision_id}")
        self._make(sheet, mark, decision_id, tr("marking a quote"))

    def mark_claim(self) -> None:
        """Mark the selected words as a claim, and ask what it says."""
        sheet, span = self._selected(tr("Select words first, then mark them as a claim."))
        if sheet is None or span is None:
            return
        decision_id = _new_id()
        mark = claim_of(sheet.latest, span, sheet.document.text, f"own-{decision_id}")
        self._make(sheet, mark, decision_id, tr("marking a claim"))

    # Inside

    def _focused(self) -> tuple[Sheet | None, Mark | None]:
        """Return the article and the mark in focus; tell what to do where there is none."""
        sheet = self._desk.sheet
        mark = sheet.found.targets.find(self._reader.focused()) if sheet is not None else None
        if sheet is None or mark is None or isinstance(mark, OwnAnnotation):
            self.toasted.emit(Notice(tr(NO_MARK)))
            return None, None
        return (sheet, mark) if self._can_decide(sheet) else (None, None)

    def _can_decide(self, sheet: Sheet) -> bool:
        if sheet.id is None and self._desk.library.usable is not False:
            self.toasted.emit(Notice(tr("One moment: the article is still being kept.")))
            return False
        return True

    def _selected(self, without: str) -> tuple[Sheet | None, Span | None]:
        """Return the article and the selected words; say `without` where there are none."""
        sheet, span = self._desk.sheet, self._reader.selected_span()
        if sheet is not None and span is None:
            self.toasted.emit(Notice(without))
        if sheet is None or span is None or not self._can_decide(sheet):
            return None, None
        return sheet, span

    def _decision(self, sheet: Sheet, mark: Mark, verdict: Verdict) -> Decision:
        text = sheet.document.text
        return decided(text, mark, verdict, sheet.decisions, _new_id(), now())

    def _make(self, sheet: Sheet, mark: Mark, name: str, what: str) -> None:
        made = decided(sheet.document.text, mark, Verdict.EDITED, (), name, now())
        self._decide(sheet, [made], what)
        self._reader.clear_selection()
        # One that was found there, too unsure to be shown, has kept its name.
        target = self._name_of(made) or mark.id
        self._reader.focus_once_there(target)
        self.edit_wanted.emit(target, True)

    def _decide(self, sheet: Sheet, decisions: Sequence[Decision], what: str) -> None:
        self._changes.stack.push(Decide(self._desk, sheet, decisions, what))

    def _focus_once_shown(self, decision: Decision) -> None:
        """Keep the focus on a mark that goes by another name once it was changed much."""
        if name := self._name_of(decision):
            self._reader.focus_once_there(name)

    def _name_of(self, decision: Decision) -> str:
        """Return what the mark a decision is about is called now, "" where there is none."""
        sheet = self._desk.sheet
        if sheet is None:
            return ""
        marks: tuple[Mark, ...] = (*sheet.latest.attributions, *sheet.latest.quantities)
        return next((mark.id for mark in marks if about([decision], mark)), "")

    def _move(self, moved: _Moved) -> None:
        sheet, target = self._desk.sheet, self._reader.focused()
        span = sheet.span_of(target) if sheet is not None else None
        if sheet is None or span is None:
            self.toasted.emit(Notice(tr(NO_MARK)))
            return
        found = moved(sheet.document.text, span)
        if found.start < found.end:
            self.set_ends(target, found)
            announce(self._reader, _edge(sheet.document.text, span, found))

    def _move_own(self, sheet: Sheet, own: OwnAnnotation, span: Span) -> None:
        after = replace(placed_by_hand(sheet.document, own, span), modified=now())
        self._changes.stack.push(ChangeOwn(self._desk, sheet, own, after))


def _words(mark: Mark) -> _Words:
    if isinstance(mark, Quantity):
        return CLAIM if mark.claim else NUMBER
    return QUOTATION if isinstance(mark, Quotation) else QUOTE


def _edge(text: str, before: Span, after: Span) -> str:
    """Return where a mark now begins or ends, in words, for those who listen."""
    words = text[after.start : after.end].split()
    if after.end != before.end:
        return tr("Ends with “{words}”", words=" ".join(words[-3:]))
    return tr("Begins with “{words}”", words=" ".join(words[:3]))


def _new_id() -> str:
    from uuid import uuid4  # noqa: PLC0415 (takes its time, and no window needs it to start)

    return uuid4().hex
