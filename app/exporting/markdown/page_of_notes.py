"""A reading as a page of notes: properties, the article, who says what, numbers and notes."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from typing import Any

from app.exporting.citations.items import item_of
from app.exporting.citations.keys import keys_of
from app.exporting.inventory import take
from app.exporting.lists import Facts, Figure, Lists, Note, Said, check_of, facts_of, lists_of
from app.exporting.markdown.literal import Ready, link, literal
from app.exporting.markdown.marked_text import MarkedText
from app.exporting.markdown.template import default_template, filled
from app.exporting.segments import Article, article, shown
from app.exporting.wording import NOBODY, who
from app.language import ptr, tr
from app.reading.annotation import Reading
from app.reading.exports import Choice
from app.reading.pictures import is_embedded

Json = dict[str, Any]

_YOURS = re.compile(r"^<!-- sayso:yours\b.*-->[ \t]*$", re.MULTILINE)
_NO_TAG = re.compile(r"[^\w/-]+")
_BLANK_LINES = re.compile(r"\n{3,}")
_ADDRESS = re.compile(r"(https?://[^\s<>\\]+[^\s<>\\.])")


def page_of_notes(reading: Reading, choice: Choice) -> bytes:
    """Return a reading as a file of Markdown.

    It is the same whenever nothing has changed, and a block keeps its name: the name is made of the
    words of a quote, or of what the library knows a note by. Raises ExportFailure for a template
    that cannot be used.
    """
    page = filled(choice.template or default_template(), _values(reading, choice))
    return _BLANK_LINES.sub("\n\n", page).encode("utf-8", "replace")


def page_anew(reading: Reading, choice: Choice, present: bytes) -> bytes:
    """Return the page with what its reader wrote at the foot of the one that is there."""
    page = page_of_notes(reading, choice).decode()
    before = present.decode("utf-8", "replace").replace("\r\n", "\n")
    marks = list(_YOURS.finditer(before))
    if not marks:
        return page.encode()
    kept = before[marks[-1].start() :]
    own = list(_YOURS.finditer(page))
    page = page[: own[-1].start()] if own else f"{page.rstrip()}\n\n"
    return (page + kept).encode()


def _values(reading: Reading, choice: Choice) -> Json:
    """Return what a template may put in: plain texts, lists, and what is Markdown already."""
    document = reading.document
    inventory = take(reading).only(choice.marks)
    lists = lists_of(reading, inventory, choice)
    facts = facts_of(document)
    pictures = [picture.address for picture in document.pictures] if choice.pictures else []
    pictures = [address for address in pictures if not is_embedded(address)]  # nowhere to be found
    found = article(document, inventory, pictures)
    names = _Names()
    listed = [(note, names.of("h", note.annotation.id)) for note in lists.notes]
    writer = MarkedText(found, {note.id: name for note, name in listed if note.id})
    item = item_of(reading)
    places = _Places(found)
    return {
        **_facts(reading, facts, choice),
        "citekey": keys_of([item])[0],
        "authors": _authors(item.get("author"), facts),
        "headline": writer.headline() or literal(facts.title),
        "body": writer.body(),
        "speakers": [
            {
                "name": voice.name,
                "role": voice.about,
                "quotes": [_quote(said, names, places) for said in voice.quotes],
            }
            for voice in lists.voices
        ],
        "numbers": [_number(figure, places) for figure in lists.figures],
        "compared": [
            {
                "sides": [{**_number(figure, places), "who": who} for figure, who in two.sides],
                "remark": two.remark,
            }
            for two in lists.compared
        ],
        "questions": [
            {
                "words": asked.words,
                "about": ", ".join(asked.about),
                "place": asked.place,
                "where": places.link(asked.place, asked.start),
            }
            for asked in lists.questions
        ],
        "notes": [_note(note, name, places) for note, name in listed],
        "citation": _citation(lists),
        "say": _say(lists),
    }


def _facts(reading: Reading, facts: Facts, choice: Choice) -> Json:
    tags = [tag for each in reading.tags if (tag := _tag(each))]
    return {
        "title": facts.title,
        "outlet": facts.outlet,
        "published": facts.published,
        "day": facts.day,
        "address": facts.address,
        "captured": facts.captured,
        "language": facts.language,
        "reader": shown(choice.reader).strip(),
        "tags": list(dict.fromkeys(tags)),
    }


def _authors(names: object, facts: Facts) -> list[str]:
    found = []
    for name in names if isinstance(names, list) else ():
        if isinstance(name, dict):
            parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
            whole = name.get("literal") or " ".join(str(name[p]) for p in parts if name.get(p))
            found.append(shown(str(whole)).strip())
    return list(filter(None, found)) or ([facts.byline] if facts.byline else [])


def _tag(words: str) -> str:
    """Return a tag as Obsidian knows them: no blanks, and not of figures alone."""
    tag = _NO_TAG.sub("-", shown(words).strip()).strip("-/")
    return f"_{tag}" if tag.isdigit() else tag


def _quote(said: Said, names: _Names, places: _Places) -> Json:
    return {
        "id": said.id,
        "words": said.words,
        "chain": shown(who(said.quote.chain)).strip() or tr(NOBODY),
        "how": said.how,
        "cue": said.cue,
        "through": said.through,
        "place": said.place,
        "where": places.link(said.place, said.start),
        "block": names.of("q", said.words),
    }


def _number(figure: Figure, places: _Places) -> Json:
    return {
        "id": figure.id,
        "value": figure.written,
        "normal": figure.normal,
        "unit": figure.unit,
        "subject": figure.subject,
        "who": figure.who or tr("the article itself"),
        "check": figure.check,
        "status": check_of(figure.number.status) or ptr("checked", "open"),
        "evidence": figure.evidence,
        "place": figure.place,
        "where": places.link(figure.place, figure.start),
    }


def _note(note: Note, name: str, places: _Places) -> Json:
    return {
        "id": note.id,
        "number": note.id.removeprefix("H"),
        "lines": note.lines,
        "on": note.on,
        "tags": list(filter(None, map(_tag, note.tags))),
        "place": note.place,
        "where": places.link(note.place, note.start),
        "block": name,
        "created": note.annotation.created,
        "modified": note.annotation.modified,
    }


def _citation(lists: Lists) -> Ready:
    written = ""
    for words, italic in lists.citation:
        inner = "".join(
            f"<{part}>" if place % 2 else literal(part)
            for place, part in enumerate(_ADDRESS.split(words))
        )
        written += f"*{inner}*" if italic and words == words.strip() else inner
    return Ready(written)


def _say(lists: Lists) -> Json:
    return {
        "quotes": tr("Who says what"),
        "numbers": tr("Numbers"),
        "compared": tr("To compare"),
        "questions": tr("Questions about the numbers"),
        "notes": lists.notes_title,
        "citation": tr("To cite this article"),
        "no": ptr("number", "No."),
        "value": tr("Value"),
        "unit": tr("Unit"),
        "counts": tr("What it counts"),
        "claims": tr("Who claims it"),
        "checked": tr("Checked"),
        "where": tr("Where"),
        "yours": tr("What you write below this line stays when you export again."),
    }


class _Names:
    """Gives blocks names that stay: the same words have the same name, the second with a number."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def of(self, letter: str, words: str) -> str:
        digest = hashlib.sha256(" ".join(words.split()).encode("utf-8", "replace")).hexdigest()
        name = f"{letter}-{digest[:8]}"
        count = self._given[name] = self._given.get(name, 0) + 1
        return name if count == 1 else f"{name}-{count}"


class _Places:
    """Links to the paragraphs of the article."""

    def __init__(self, found: Article) -> None:
        passages = [passage for passage in found.passages() if passage.number]
        self._starts = [passage.span.start for passage in passages]
        self._passages = passages

    def link(self, place: str, start: int) -> Ready:
        """Return where something stands, as a link where that has a name."""
        before = bisect_right(self._starts, start)
        if start < 0 or not before or not place:
            return literal(place)
        return link(literal(place), f"#^p{self._passages[before - 1].number}")
