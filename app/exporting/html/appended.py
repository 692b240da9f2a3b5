"""What follows the article in HTML: who says what, numbers, questions, notes, the citation."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import count

from app.exporting.html.elements import Markup, element, joined
from app.exporting.lists import Asked, Figure, Lists, Note, Two, Voice, check_of, heads_of_figures
from app.language import ptr, tr

_BACK = "↑"


def appended(lists: Lists, marked: Collection[str]) -> Markup:
    """Return the lists; `marked` are the ids of the marks that can be gone back to in the text."""
    sections: list[str] = []

    def add(name: str, title: str, *content: str) -> None:
        heading = element("h2", title, id=f"{name}-title")
        sections.append(
            element("section", heading, *content, id=name, aria_labelledby=f"{name}-title")
        )

    if lists.voices:
        numbered = count(1)
        voices = [_voice(voice, marked, f"voice-{next(numbered)}") for voice in lists.voices]
        add("quotes", tr("Who says what"), *voices)
    if lists.figures:
        add("numbers", tr("Numbers"), _figures(lists.figures, marked))
    if lists.compared:
        add("compare", tr("To compare"), *(_two(two, marked) for two in lists.compared))
    if lists.questions:
        items = [_question(asked) for asked in lists.questions]
        add("questions", tr("Questions about the numbers"), element("ul", *items, role="list"))
    if lists.notes:
        items = [_note(note, marked) for note in lists.notes]
        add("notes", lists.notes_title, element("ul", *items, role="list", class_="notes"))
    if lists.citation:
        runs = [element("i", words) if italic else words for words, italic in lists.citation]
        add("citation", tr("To cite this article"), element("p", *runs))
    return joined(sections, "\n")


def _voice(voice: Voice, marked: Collection[str], name: str) -> Markup:
    heading = [element("bdi", voice.name)]
    if voice.about:
        heading.append(element("small", element("bdi", voice.about)))
    items = [
        element(
            "li",
            element("span", said.id, class_="id"),
            element("q" if said.quote.reported == () else "span", said.words, dir="auto"),
            element(
                "span",
                *_parted(
                    said.how,
                    element("i", said.cue, dir="auto") if said.cue else "",
                    said.through,
                    _back(said.id, said.place, marked),
                ),
                class_="about",
            ),
            id=f"list-{said.id}",
        )
        for said in voice.quotes
    ]
    title = element("h3", *_spaced(heading), id=name, class_="unnamed" if voice.unnamed else None)
    return joined([title, element("ul", *items, role="list", aria_labelledby=name)])


def _figures(figures: list[Figure], marked: Collection[str]) -> Markup:
    names = heads_of_figures()
    heads = [element("th", name, scope="col", role="columnheader") for name in names]
    rows = [_figure(figure, names, marked) for figure in figures]
    return element(
        "table",
        element("thead", element("tr", *heads, role="row"), role="rowgroup"),
        element("tbody", *rows, role="rowgroup"),
        role="table",
        aria_labelledby="numbers-title",
        class_="figures",
    )


def _figure(figure: Figure, names: tuple[str, ...], marked: Collection[str]) -> Markup:
    status = check_of(figure.number.status) or element(
        "span", "☐", role="img", aria_label=ptr("checked", "open")
    )
    evidence = [element("small", line, dir="auto") for line in figure.evidence]
    check = element("small", figure.check) if figure.check else ""
    cells = (
        figure.id,
        joined(_spaced([figure.written, element("small", figure.normal) if figure.normal else ""])),
        figure.unit,
        figure.subject,
        figure.who or element("i", tr("the article itself")),
        joined(_spaced([status, check, *evidence])),
        _back(figure.id, figure.place, marked),
    )
    written = [
        element("td", cell, role="cell", data_label=name, dir="auto")
        for name, cell in zip(names, cells, strict=True)
    ]
    return element("tr", *written, role="row", id=f"list-{figure.id}")


def _two(two: Two, marked: Collection[str]) -> Markup:
    sides = [_side(figure, who, marked) for figure, who in two.sides]
    return element(
        "div",
        element("div", *sides, class_="sides"),
        element("p", two.remark, dir="auto"),
        class_="compared",
    )


def _side(figure: Figure, who: str, marked: Collection[str]) -> Markup:
    about = _parted(who, _back(figure.id, figure.place, marked))
    return element(
        "div",
        element("strong", figure.written, dir="auto"),
        element("span", figure.subject, dir="auto") if figure.subject else "",
        element("span", *about, class_="about", dir="auto"),
    )


def _question(asked: Asked) -> Markup:
    about = ", ".join(asked.about)
    id_ = element("span", about, class_="id") if about else ""
    place = element("span", asked.place, class_="about") if asked.place else ""
    return element("li", id_, element("span", asked.words, dir="auto"), place)


def _note(note: Note, marked: Collection[str]) -> Markup:
    lines = [element("span", line, dir="auto", class_="line") for line in note.lines]
    on = tr("on “{words}”", words=note.on) if note.lines and note.on else note.on
    tags = ", ".join(f"#{tag}" for tag in note.tags)
    about = _parted(on, tags, _back(note.id, note.place, marked))
    return element(
        "li",
        element("span", note.id.removeprefix("H") or "·", class_="id"),
        *lines,
        element("span", *about, class_="about", dir="auto"),
        id=f"list-{note.id}" if note.id else None,
    )


def _back(id_: str, place: str, marked: Collection[str]) -> str:
    """Return where a mark stands, as a link to it where it is in the text."""
    if id_ not in marked:
        return place
    says = tr("Back to the text: {place}", place=place or id_)
    return element("a", f"{place} {_BACK}".strip(), href=f"#{id_}", class_="back", aria_label=says)


def _parted(*parts: str) -> list[str]:
    """Return what is there of some words, with dots between."""
    found = [part for part in parts if part]
    return [piece for part in found for piece in (" · ", part)][1:]


def _spaced(parts: Sequence[str]) -> list[str]:
    found = [part for part in parts if part]
    return [piece for part in found for piece in (" ", part)][1:]
