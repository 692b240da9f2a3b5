"""Works cited together: sorted, numbered and told apart."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from app.exporting.citations.csl.elements import Element
from app.exporting.citations.csl.formatting import looking
from app.exporting.citations.csl.locales import Locale
from app.exporting.citations.csl.people import Name, names_of
from app.exporting.citations.csl.rendering import Item, Rendering, Situation
from app.exporting.citations.csl.runs import (
    Marks,
    Run,
    Runs,
    affixed,
    finished,
    first_letter,
    joined,
    words,
)
from app.exporting.citations.csl.style import Part, Style
from app.reading.passages import Passage


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a bibliography; `number` stands before it where works are numbered."""

    place: int
    number: Runs
    runs: Runs


_BARE = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
"""Letters that are sorted as others but are no others with an accent."""


class Works:
    """Works that are cited together, in a style and a language."""

    def __init__(self, items: Sequence[Item], style: Style, locale: Locale) -> None:
        self._items = items
        self._style = style
        self._locale = locale
        self._order = self._sorted(style.bibliography, range(len(items)))
        self._now = [Situation() for _ in items]
        for number, place in enumerate(self._order, 1):
            self._now[place] = Situation(number=number)
        self._tell_apart()

    @property
    def marks(self) -> Marks:
        """How quotations are written here."""
        return self._locale.marks

    def citation(self, cited: Mapping[int, Passage]) -> Runs:
        """Return the citation of works, by their place among the items: for the text or a note."""
        part = self._style.citation
        places = self._sorted(part, cited)
        runs = joined(
            (self._group(part, group, cited) for group in self._groups(part, places, cited)),
            part.layout.get("delimiter"),
        )
        if self._style.of_notes and first_letter(runs).islower():
            runs = _capitalised(runs)
        return finished(self._laid_out(runs, part), self._locale.marks)

    def _groups(
        self, part: Part, places: Sequence[int], cited: Mapping[int, Passage]
    ) -> list[list[int]]:
        """Return works that are cited in one go: those of the same authors, or numbered on."""
        groups: list[list[int]] = []
        for place in places:
            before = groups[-1][-1] if groups else place
            whole = not cited[place].locator and not cited[before].locator
            if groups and whole and self._goes_on(part.get("collapse"), before, place):
                groups[-1].append(place)
                continue
            groups.append([place])
        return groups

    def _goes_on(self, collapse: str, before: int, place: int) -> bool:
        if collapse == "citation-number":
            return self._now[place].number == self._now[before].number + 1
        names = _authors(self._items[place])
        return (
            collapse.startswith("year") and bool(names) and names == _authors(self._items[before])
        )

    def _group(self, part: Part, group: Sequence[int], cited: Mapping[int, Passage]) -> Runs:
        shown = [self._cite(part, place, cited[place]) for place in group]
        if len(group) == 1:
            return shown[0]
        if part.get("collapse") == "citation-number":
            if len(group) == 2:
                return joined(shown, part.layout.get("delimiter"))
            return joined([shown[0], [Run("–")], shown[-1]])
        later = [self._cite(part, place, cited[place], nameless=True) for place in group[1:]]
        return joined([shown[0], *later], part.get("cite-group-delimiter", ", "))

    def _cite(self, part: Part, place: int, passage: Passage, *, nameless: bool = False) -> Runs:
        now = replace(
            self._now[place], locator=passage.locator, label=passage.label, nameless=nameless
        )
        return self._rendering(part, place, now).layout()

    def bibliography(self) -> list[Entry]:
        """Return an entry for each work, sorted; without those the style has none for."""
        part = self._style.bibliography
        if part is None:
            return []
        entries: list[Entry] = []
        before: tuple[Name, ...] = ()
        for place in self._order:
            now = self._now[place]
            rendering = self._rendering(part, place, now)
            runs = rendering.layout()
            if same := _same(part, before, rendering.authors):
                runs = self._rendering(part, place, _standing_in(now, part, same)).layout()
            before = rendering.authors
            if runs:
                entries.append(self._entry(place, runs, part))
        return entries

    def _entry(self, place: int, runs: Runs, part: Part) -> Entry:
        runs = finished(self._laid_out(runs, part), self._locale.marks)
        number: Runs = []
        if part.get("second-field-align"):
            number, runs = self._number_of(place, runs, part)
        return Entry(place, number, runs)

    def _number_of(self, place: int, runs: Runs, part: Part) -> tuple[Runs, Runs]:
        """Set what stands first in an entry apart from the rest of it."""
        layout = replace_children(part.layout, part.layout.children[:1])
        first = Rendering(
            self._style,
            self._locale,
            replace(part, layout=layout),
            self._items[place],
            self._now[place],
        ).layout()
        length = len(words(first))
        number, rest = _split(runs, length)
        return number, _stripped(rest)

    def _laid_out(self, runs: Runs, part: Part) -> Runs:
        layout = part.layout
        return looking(affixed(runs, layout.get("prefix"), layout.get("suffix")), layout)

    def _rendering(self, part: Part, place: int, now: Situation) -> Rendering:
        return Rendering(self._style, self._locale, part, self._items[place], now)

    # Order

    def _sorted(self, part: Part | None, places: Iterable[int]) -> list[int]:
        order = list(places)
        if part is None:
            return order
        for key in reversed(part.sort):
            values = {place: self._sort_value(part, key, place) for place in order}
            descending = key.get("sort") == "descending"
            there = [place for place in order if values[place]]
            there.sort(key=lambda place: _collated(values[place]), reverse=descending)
            # What has no value comes last, whichever way the rest runs.
            order = there + [place for place in order if not values[place]]
        return order

    def _sort_value(self, part: Part, key: Element, place: int) -> str:
        names = {
            option: key.get(said)
            for said, option in (
                ("names-min", "et-al-min"),
                ("names-use-first", "et-al-use-first"),
                ("names-use-last", "et-al-use-last"),
            )
            if key.get(said)
        }
        now = self._now[place] if hasattr(self, "_now") else Situation(number=place + 1)
        rendering = self._rendering(part, place, replace(now, sorting=names))
        if key.get("macro"):
            return rendering.macro(key.get("macro"))
        return rendering.sort_value(key.get("variable"))

    # Which work is meant

    def _tell_apart(self) -> None:
        part = self._style.citation
        if part.wants("disambiguate-add-givenname"):
            rule = part.get("givenname-disambiguation-rule", "by-cite")
            if rule != "by-cite":
                self._name_in_full(rule)
        groups = self._alike(range(len(self._items)))
        for step in (self._with_more_names, self._with_given_names, self._otherwise):
            for alike in groups:
                step(part, alike)
            groups = [again for alike in groups for again in self._alike(alike)]
        if part.wants("disambiguate-add-year-suffix"):
            rank = {place: number for number, place in enumerate(self._order)}
            for alike in groups:
                for number, place in enumerate(sorted(alike, key=rank.__getitem__)):
                    self._now[place] = replace(self._now[place], year_suffix=_letters(number))

    def _alike(self, places: Sequence[int]) -> list[list[int]]:
        """Return those of the works that would be cited alike, together."""
        if len(places) < 2:
            return []
        groups: dict[str, list[int]] = defaultdict(list)
        for place in places:
            groups[self._short(place, self._now[place])].append(place)
        return [alike for said, alike in groups.items() if said and len(alike) > 1]

    def _short(self, place: int, now: Situation) -> str:
        bare = replace(now, number=0)
        return words(self._rendering(self._style.citation, place, bare).layout())

    def _with_more_names(self, part: Part, alike: Sequence[int]) -> None:
        if not part.wants("disambiguate-add-names"):
            return
        most = max(len(_authors(self._items[place])) for place in alike)
        for shown in range(2, most + 1):
            self._try(alike, partial(self._showing, shown))

    def _showing(self, shown: int, place: int) -> Situation:
        return replace(self._now[place], shown=shown)

    def _with_given_names(self, part: Part, alike: Sequence[int]) -> None:
        by_cite = part.get("givenname-disambiguation-rule", "by-cite") == "by-cite"
        if part.wants("disambiguate-add-givenname") and by_cite:
            for level in (1, 2):
                self._try(alike, partial(self._giving, level))

    def _giving(self, level: int, place: int) -> Situation:
        given = dict.fromkeys(_authors(self._items[place]), level)
        return replace(self._now[place], given=given)

    def _otherwise(self, _part: Part, alike: Sequence[int]) -> None:
        self._try(alike, lambda place: replace(self._now[place], distinct=True))

    def _try(self, alike: Sequence[int], change: Callable[[int], Situation]) -> None:
        """Keep a change where it tells more works apart than are now."""
        changed = {place: change(place) for place in alike}
        now = {self._short(place, self._now[place]) for place in alike}
        then = {self._short(place, situation) for place, situation in changed.items()}
        if len(then) > len(now):
            for place, situation in changed.items():
                self._now[place] = situation

    def _name_in_full(self, rule: str) -> None:
        """Add given names wherever two people share a family name."""
        primary = rule.startswith("primary-name")
        people: dict[str, set[Name]] = defaultdict(set)
        for item in self._items:
            authors = _authors(item)
            for name in authors[:1] if primary else authors:
                people[f"{name.non_dropping} {name.family}"].add(name)
        given: dict[Name, int] = {}
        for names in people.values():
            if len(names) > 1:
                initials = {_initials(name) for name in names}
                level = 1 if len(initials) == len(names) else 2
                given.update(dict.fromkeys(names, level))
        for place, item in enumerate(self._items):
            authors = _authors(item)[: 1 if primary else None]
            mine = {name: given[name] for name in authors if name in given}
            self._now[place] = replace(self._now[place], given=mine)


def _same(part: Part, before: tuple[Name, ...], names: tuple[Name, ...]) -> int:
    """Return for how many of the first names of an entry something stands in."""
    if "subsequent-author-substitute" not in part.element.attributes:
        return 0
    rule = part.get("subsequent-author-substitute-rule", "complete-all")
    if rule.startswith("complete"):
        return len(names) if names == before else 0
    alike = 0
    while alike < min(len(names), len(before)) and names[alike] == before[alike]:
        alike += 1
    return min(alike, 1) if rule == "partial-first" else alike


def _standing_in(now: Situation, part: Part, same: int) -> Situation:
    as_one = part.get("subsequent-author-substitute-rule", "complete-all") == "complete-all"
    return replace(now, same=same, stand_in=part.get("subsequent-author-substitute"), as_one=as_one)


def _authors(item: Item) -> tuple[Name, ...]:
    return names_of(item.get("author")) or names_of(item.get("editor"))


def _initials(name: Name) -> str:
    return "".join(piece[0] for piece in re.split(r"[\s\-]+", name.given) if piece)


def _letters(number: int) -> str:
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _collated(text: str) -> list[str]:
    """Return what to sort a text by: letters without accents, then words of figures."""
    bare = unicodedata.normalize("NFKD", text).casefold().translate(_BARE)
    letters = "".join(
        letter if letter.isalnum() or letter.isspace() else " " if letter in "-–—/" else ""
        for letter in bare
        if not unicodedata.combining(letter)
    )
    return letters.split()


def _capitalised(runs: Runs) -> Runs:
    text = words(runs)
    at = next(place for place, letter in enumerate(text) if letter.isalpha())
    before, after = _split(runs, at)
    first = after[0]
    return [*before, replace(first, text=first.text[0].upper() + first.text[1:]), *after[1:]]


def _split(runs: Runs, at: int) -> tuple[Runs, Runs]:
    before: Runs = []
    for place, run in enumerate(runs):
        if at < len(run.text):
            rest = replace(run, text=run.text[at:])
            head: list[Run] = [replace(run, text=run.text[:at])] if at else []
            return [*before, *head], [rest, *runs[place + 1 :]]
        before.append(run)
        at -= len(run.text)
    return before, []


def _stripped(runs: Runs) -> Runs:
    if not runs:
        return runs
    first = replace(runs[0], text=runs[0].text.lstrip())
    return [first, *runs[1:]] if first.text else _stripped(runs[1:])


def replace_children(element: Element, children: tuple[Element, ...]) -> Element:
    """Return an element with other children and nothing around them."""
    return Element(element.name, {}, children)
