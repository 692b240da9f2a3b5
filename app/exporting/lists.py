"""What is told of an article beside its text, for any format: who says what, numbers, notes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from app.exporting.citations.cited import reference
from app.exporting.citations.items import item_of
from app.exporting.citations.remarks import said as said_place
from app.exporting.inventory import Inventory, Number, Own, Quote
from app.exporting.pdf.flow import headline_block
from app.exporting.segments import shown, shown_lines
from app.exporting.side_by_side import claimant, side_by_side
from app.exporting.wording import HOW, NOBODY, capitalised, normal_form, unit_of, who
from app.language import day, ptr, tr
from app.reading.annotation import OwnAnnotation, Reading, Standing
from app.reading.decisions import Status
from app.reading.document import Document
from app.reading.exports import Choice, Kind, Section
from app.reading.passages import passage_at
from app.reading.remarks import said
from app.reading.spans import Span


@dataclass(frozen=True, slots=True)
class Said:
    """One quote as a list tells it: `place` is a page or ¶ in words, "" where none is known."""

    id: str
    words: str
    how: str
    cue: str
    through: str
    place: str
    start: int
    quote: Quote


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody with all that is said to be theirs, in text order."""

    name: str
    role: str
    unnamed: bool
    quotes: list[Said] = field(default_factory=list)

    @property
    def about(self) -> str:
        """The role, and that nobody is named where that is so."""
        return ", ".join(filter(None, (self.role, tr("not named") if self.unnamed else "")))


@dataclass(frozen=True, slots=True)
class Figure:
    """One number as a list tells it; `normal` is "" where it says no more than `written`."""

    id: str
    written: str
    normal: str
    unit: str
    subject: str
    who: str
    check: str
    evidence: list[str]
    place: str
    start: int
    number: Number


def heads_of_figures() -> tuple[str, ...]:
    """Return what stands above the columns of a table of numbers."""
    return (
        ptr("number", "No."),
        tr("Value"),
        tr("Unit"),
        tr("What it counts"),
        tr("Who claims it"),
        tr("Checked"),
        tr("Where"),
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about numbers: `about` are the ids of those in the list."""

    about: list[str]
    words: str
    place: str
    start: int


@dataclass(frozen=True, slots=True)
class Two:
    """Two figures to be compared; `who` says who gives each, `remark` what is to be said of both."""

    one: Figure
    other: Figure
    who: tuple[str, str]
    remark: str

    @property
    def sides(self) -> tuple[tuple[Figure, str], tuple[Figure, str]]:
        """Each figure with who gives it."""
        return (self.one, self.who[0]), (self.other, self.who[1])


@dataclass(frozen=True, slots=True)
class Note:
    """One of the reader's own marks: `id` is "" for what marks no words in the text."""

    id: str
    lines: list[str]
    on: str
    tags: list[str]
    place: str
    start: int
    annotation: OwnAnnotation


@dataclass(frozen=True, slots=True)
class Lists:
    """All that a reader chose to have after the article; what was not chosen is empty.

    `citation` is the article's entry in a bibliography, as words and whether they are italic.
    """

    voices: list[Voice]
    figures: list[Figure]
    compared: list[Two]
    questions: list[Asked]
    notes: list[Note]
    citation: list[tuple[str, bool]]

    @property
    def notes_title(self) -> str:
        """What to call the notes: some are highlights without a word."""
        return tr("Notes") if all(note.lines for note in self.notes) else tr("Highlights and notes")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an article, fit to be shown; "" for what is not.

    `title` is never empty; it is `borrowed` where it is but the first words of the text, or none.
    """

    title: str
    borrowed: bool
    byline: str
    outlet: str
    published: str
    day: str
    address: str
    captured: str
    language: str


def facts_of(document: Document) -> Facts:
    """Return what a document says of itself."""
    captured = document.original.captured if document.original else ""
    title = " ".join(shown(document.title).split())
    headline = headline_block(document)
    own = shown(document.text[headline.start : headline.end]).strip() if headline else ""
    start = " ".join(document.text[:400].split())
    return Facts(
        title=title or own or tr("Untitled article"),
        borrowed=not own and start.startswith(title.rstrip("…").rstrip()),
        byline=shown(document.byline).strip(),
        outlet=shown(document.outlet).strip(),
        published=shown(document.published).strip(),
        day=day(shown(document.published).strip()),
        address=web_address(document),
        captured=captured[:10],
        language=shown(document.language).strip(),
    )


def web_address(document: Document) -> str:
    """Return the article's address on the web, "" where it is a file's."""
    for address in (document.address, document.source):
        cleaned = "".join(shown(address).split())
        if cleaned.startswith(("http://", "https://")):
            return cleaned
    return ""


def lists_of(reading: Reading, inventory: Inventory, choice: Choice) -> Lists:
    """Return what follows an article. `inventory` holds the kinds of marks that were chosen."""
    sections = choice.sections
    asked = Section.QUESTIONS in sections and Kind.NUMBERS in choice.marks
    return Lists(
        voices=voices(reading, inventory) if Section.QUOTES in sections else [],
        figures=figures(reading, inventory) if Section.NUMBERS in sections else [],
        compared=list(_compared(reading, inventory)) if asked else [],
        questions=list(_questions(reading, inventory)) if asked else [],
        notes=notes(reading, inventory, choice) if Section.NOTES in sections else [],
        citation=_citation(reading, choice) if Section.CITATION in sections else [],
    )


def voices(reading: Reading, inventory: Inventory) -> list[Voice]:
    """Return everybody who says something, in order of appearance; the headline is left out."""
    found: dict[str, Voice] = {}
    places = Places(reading)
    for quote in inventory.quotes:
        if quote.heading:
            continue
        key = quote.chain[-1] if quote.chain else ""
        if key not in found:
            name = capitalised(shown(key).strip()) or tr(NOBODY)
            speaker = quote.speaker
            role = shown(speaker.role).strip() if speaker else ""
            found[key] = Voice(name, role, speaker is not None and speaker.anonymous)
        found[key].quotes.append(_said(reading, quote, places))
    return list(found.values())


def _said(reading: Reading, quote: Quote, places: Places) -> Said:
    names = shown(" › ".join(quote.chain[:-1])).strip()
    return Said(
        id=quote.id,
        words=words_at(reading.document.text, quote.spans),
        how=tr(HOW[quote.kind]),
        cue=shown(quote.cue).strip(),
        through=tr("through {names}", names=names) if names else "",
        place=places.of(quote.spans[0].start),
        start=quote.spans[0].start,
        quote=quote,
    )


def figures(reading: Reading, inventory: Inventory) -> list[Figure]:
    """Return the numbers that are claimed, the headline's left out."""
    places = Places(reading)
    return [_figure(item, places) for item in inventory.numbers if not item.heading]


def _figure(item: Number, places: Places) -> Figure:
    quantity = item.quantity
    normal, written = normal_form(quantity), shown(quantity.text).strip()
    return Figure(
        id=item.id,
        written=written,
        normal=normal if normal != written else "",
        unit=shown(unit_of(quantity)).strip(),
        subject=shown(quantity.subject or "").strip(),
        who=shown(who(item.chain)).strip(),
        check=quantity.check.words if quantity.check else "",
        evidence=shown_lines(item.evidence),
        place=places.of(item.spans[0].start),
        start=item.spans[0].start,
        number=item,
    )


def _compared(reading: Reading, inventory: Inventory) -> Iterator[Two]:
    places = Places(reading)
    for pair in side_by_side(reading, inventory):
        one, other = _figure(pair.one, places), _figure(pair.other, places)
        yield Two(one, other, (claimant(pair.one), claimant(pair.other)), pair.remark)


def _questions(reading: Reading, inventory: Inventory) -> Iterator[Asked]:
    known = {quantity.id: quantity for quantity in reading.analysis.quantities}
    places = Places(reading)
    listed = {item.quantity.id: item.id for item in inventory.numbers if not item.heading}
    for question in reading.analysis.questions:
        about = [name for name in question.quantities if name in known]
        if about:
            start = known[about[0]].start
            yield Asked(
                [listed[name] for name in about if name in listed],
                shown(said(question.text)).strip(),
                places.of(start),
                start,
            )


def notes(reading: Reading, inventory: Inventory, choice: Choice) -> list[Note]:
    """Return the reader's own: notes to the whole first, last what is no longer in the text."""
    aside = reading.aside if Kind.OWN in choice.marks else ()
    places = Places(reading)
    return [
        *(_aside(item) for item in aside if item.standing is Standing.WHOLE),
        *(_note(reading, item, places) for item in inventory.own),
        *(_aside(item) for item in aside if item.standing is Standing.LOST),
    ]


def _note(reading: Reading, item: Own, places: Places) -> Note:
    start = item.spans[0].start
    return Note(
        item.id,
        shown_lines(item.annotation.note),
        words_at(reading.document.text, item.spans),
        _tags(item.annotation),
        places.of(start),
        start,
        item.annotation,
    )


def _aside(annotation: OwnAnnotation) -> Note:
    whole = annotation.standing is Standing.WHOLE
    return Note(
        "",
        shown_lines(annotation.note),
        "" if whole else shown(annotation.anchor.exact).strip(),
        _tags(annotation),
        tr("all of it") if whole else tr("not in the text"),
        -1,
        annotation,
    )


def _tags(annotation: OwnAnnotation) -> list[str]:
    return [cleaned for tag in annotation.tags if (cleaned := shown(tag).strip())]


def _citation(reading: Reading, choice: Choice) -> list[tuple[str, bool]]:
    """Return how to cite the article; nothing where too little is known to cite it."""
    item = item_of(reading)
    if not item.get("title") or not (item.get("container-title") or item.get("URL")):
        return []
    runs = [(shown(words), italic) for words, italic in reference(item, choice.style)]
    return [(words, italic) for words, italic in runs if words]


class Places:
    """Where things stand in a reading, as one cites it: a page or a ¶."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._starts = [block.start for block in reading.document.blocks]
        self._known: dict[int, str] = {}

    def of(self, start: int) -> str:
        """Return the page or ¶ an offset lies on, in words."""
        block = bisect_right(self._starts, start)
        if block not in self._known:
            reading = self._reading
            self._known[block] = said_place(passage_at(reading.document, reading.csl, start))
        return self._known[block]


def check_of(status: Status) -> str:
    """Return in a word how the check of a number came out, "" where that is open."""
    match status:
        case Status.OPEN:
            return ""
        case Status.CHECKED:
            return ptr("checked", "right")
        case Status.DISPUTED:
            return tr("disputed")
        case Status.WRONG:
            return ptr("checked", "wrong")


def words_at(text: str, spans: Iterable[Span]) -> str:
    """Return what stands in stretches, on one line."""
    return " … ".join(shown(" ".join(text[span.start : span.end].split())) for span in spans)


def is_unnamed(reading: Reading, names: Sequence[str]) -> bool:
    """Tell whether the last of these speakers is never named."""
    known = {speaker.name: speaker for speaker in reading.analysis.speakers}
    return bool(names) and names[-1] in known and known[names[-1]].anonymous


def moment(iso: str) -> datetime | None:
    """Return a time as the library keeps it; None for what is none."""
    try:
        found = datetime.fromisoformat(iso)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
