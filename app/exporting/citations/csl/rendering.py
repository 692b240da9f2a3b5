"""Following a style's elements for one work."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.exporting.citations.csl import dates, naming, numbers
from app.exporting.citations.csl.dates import date_of
from app.exporting.citations.csl.elements import Element
from app.exporting.citations.csl.formatting import formatted, looking
from app.exporting.citations.csl.locales import Locale
from app.exporting.citations.csl.markup import plain, runs_of
from app.exporting.citations.csl.people import Name, names_of
from app.exporting.citations.csl.runs import Run, Runs, affixed, joined, words
from app.exporting.citations.csl.style import Part, Style

Item = Mapping[str, Any]

_NAMES = frozenset(
    [
        "author",
        "chair",
        "collection-editor",
        "compiler",
        "composer",
        "container-author",
        "contributor",
        "curator",
        "director",
        "editor",
        "editor-translator",
        "editorial-director",
        "executive-producer",
        "guest",
        "host",
        "illustrator",
        "interviewer",
        "narrator",
        "organizer",
        "original-author",
        "performer",
        "producer",
        "recipient",
        "reviewed-author",
        "script-writer",
        "series-creator",
        "translator",
    ]
)
_DATES = frozenset(
    ["accessed", "available-date", "event-date", "issued", "original-date", "submitted"]
)
_RANGED = frozenset(("page", "locator"))
_BARE = frozenset(("URL", "DOI", "ISBN", "ISSN", "PMID", "PMCID"))
_SAME = {
    "event": ("event-title",),
    "event-title": ("event",),
    "container-title-short": ("journalAbbreviation",),
    "title-short": ("shortTitle",),
    "page-first": (),
}
_COUNTS = frozenset(("number-of-pages", "number-of-volumes"))


@dataclass(frozen=True, slots=True)
class Situation:
    """What of a citation is not in the item.

    `number` is the work's in the bibliography, 0 for none; `shown` and `given` are told by
    `naming.Naming`. `distinct` is true where the style shall say more to tell works apart. Of the
    first names, as many as `same` are those of the entry before, and `stand_in` stands for them:
    for all names together where `as_one`. With `nameless` no names are told at all.
    """

    locator: str = ""
    label: str = "page"
    number: int = 0
    year_suffix: str = ""
    shown: int = 0
    given: Mapping[Name, int] = field(default_factory=dict)
    distinct: bool = False
    same: int = 0
    stand_in: str = ""
    as_one: bool = False
    nameless: bool = False
    sorting: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What an element says; whether it asked for variables, and any of them had a value."""

    runs: Runs
    called: bool = False
    filled: bool = False


NOTHING = Found([])
EMPTY = Found([], called=True)


class Rendering:
    """One work in one place; made anew for each."""

    def __init__(
        self, style: Style, locale: Locale, part: Part, item: Item, situation: Situation
    ) -> None:
        self._style = style
        self._locale = locale
        self._part = part
        self._item = item
        self._now = situation
        self._language = str(item.get("language") or locale.language)
        self._said: set[str] = set()  # variables that stood in for a name and are not said again
        self._names: Element | None = None  # the cs:names whose cs:substitute is followed
        self._suffixed = False
        self.authors: tuple[Name, ...] = ()
        """The names that stand first in the entry."""
        self._render: dict[str, Callable[[Element], Found]] = {
            "text": self._text,
            "number": self._number,
            "date": self._date,
            "names": self._names_of,
            "label": self._label,
            "group": self._group,
            "choose": self._choose,
        }

    def layout(self) -> Runs:
        """Return what the layout says, without its own affixes."""
        return self._children(self._part.layout).runs

    def macro(self, name: str) -> str:
        """Return what a macro says, to sort by."""
        return words(self._children(self._style.macros[name]).runs)

    def sort_value(self, variable: str) -> str:
        """Return the value of a variable, to sort by."""
        if variable in _NAMES:
            return words(self._names_of(Element("names", {"variable": variable})).runs)
        if variable in _DATES:
            date = date_of(self._item.get(variable))
            return dates.sort_key(date) if date else ""
        value = plain(self._value(variable))
        return re.sub(r"\d+", lambda number: number[0].zfill(9), value)

    # Elements

    def _children(self, element: Element, delimiter: str = "") -> Found:
        found = list(self._each(element))
        return Found(
            joined((part.runs for part in found), delimiter),
            any(part.called for part in found),
            any(part.filled for part in found),
        )

    def _each(self, element: Element) -> Iterator[Found]:
        """Yield what each child says; what is chosen stands among the others."""
        for child in element.children:
            if child.name != "choose":
                yield self._render[child.name](child)
            elif (branch := self._branch(child)) is not None:
                yield from self._each(branch)

    def _branch(self, element: Element) -> Element | None:
        """Return the branch of a cs:choose that is followed."""
        for branch in element.children:
            if branch.name == "else" or self._holds(branch):
                return branch
        return None

    def _shaped(self, runs: Runs, element: Element) -> Runs:
        made = formatted(runs, element, self._language)
        return affixed(made, element.get("prefix"), element.get("suffix"))

    def _group(self, element: Element) -> Found:
        found = self._children(element, element.get("delimiter"))
        if not found.runs or (found.called and not found.filled):
            return Found([], found.called, filled=False)
        # A group that says something counts as a variable that does.
        return Found(self._shaped(found.runs, element), called=True, filled=True)

    def _choose(self, element: Element) -> Found:
        branch = self._branch(element)
        return self._children(branch) if branch else NOTHING

    def _text(self, element: Element) -> Found:
        asked = element.attributes
        if "variable" in asked:
            return self._variable(element)
        if "macro" in asked:
            found = self._children(self._style.macros[asked["macro"]])
            if not found.runs or (found.called and not found.filled):
                return Found([], found.called, filled=False)
            return Found(self._shaped(found.runs, element), found.called, found.filled)
        if "term" in asked:
            said = self._locale.term(
                asked["term"], asked.get("form", "long"), plural=asked.get("plural") == "true"
            )
            return Found(self._shaped([Run(said)] if said else [], element))
        return Found(self._shaped([Run(asked["value"])] if asked.get("value") else [], element))

    def _variable(self, element: Element) -> Found:
        name = element.get("variable")
        value = ""
        if element.get("form") == "short":
            value = self._value(f"{name}-short")
        value = value or self._value(name)
        if not value:
            # Works told apart by no letter are not works without a date.
            return NOTHING if name == "year-suffix" else EMPTY
        if name in _RANGED:
            value = self._pages(name, value)
        runs = [Run(value)] if name in _BARE else runs_of(value)
        return Found(self._shaped(runs, element), called=True, filled=True)

    def _pages(self, name: str, value: str) -> str:
        form = self._style.option("page-range-format")
        if name == "locator" and self._now.label != "page":
            form = ""
        dash = self._locale.term("page-range-delimiter") or "–"
        return numbers.ranged(value, form, dash)

    def _number(self, element: Element) -> Found:
        name = element.get("variable")
        value = self._value(name)
        if not value:
            return EMPTY
        text = self._pages(name, value) if name in _RANGED else value
        if numbers.is_numeric(plain(value)):
            text = self._figures(plain(text), element.get("form"), name)
        return Found(self._shaped(runs_of(text), element), called=True, filled=True)

    def _figures(self, text: str, form: str, name: str) -> str:
        gender = self._locale.gender_of(name)
        write = {
            "ordinal": lambda number: self._locale.ordinal(number, gender),
            "long-ordinal": lambda number: self._locale.long_ordinal(number, gender),
            "roman": numbers.roman,
        }.get(form)
        if write is not None:
            text = re.sub(r"(?<!\w)\d+(?!\w)", lambda found: write(int(found[0])), text)
        text = re.sub(r"\s*[-–]\s*", "–", text)
        text = re.sub(r"\s*,\s*", ", ", text)
        return re.sub(r"\s*&\s*", " & ", text)

    def _label(self, element: Element) -> Found:
        name = element.get("variable")
        value = self._value(name)
        if not value:
            return NOTHING
        term = self._now.label if name == "locator" else name
        plural = self._plural(element, name, value)
        said = self._locale.term(term, element.get("form", "long"), plural=plural)
        return Found(self._shaped([Run(said)] if said else [], element))

    def _plural(self, element: Element, name: str, value: str) -> bool:
        match element.get("plural"):
            case "always":
                return True
            case "never":
                return False
        if name in _COUNTS:
            return value.strip() not in ("0", "1")
        return numbers.is_several(value)

    def _date(self, element: Element) -> Found:
        name = element.get("variable")
        date = None if name in self._said else date_of(self._item.get(name))
        if date is None:
            return EMPTY
        if self._now.sorting is not None:
            key = dates.sort_key(date, element, self._locale)
            return Found([Run(key)], called=True, filled=True)
        suffix = ""
        if self._now.year_suffix and not self._style.suffixes_years_itself:
            suffix = "" if self._suffixed or name != "issued" else self._now.year_suffix
        runs = dates.written(date, element, self._locale, suffix)
        self._suffixed = self._suffixed or bool(suffix)
        if not runs:
            return EMPTY
        return Found(self._shaped(runs, element), called=True, filled=True)

    # Names

    def _names_of(self, element: Element) -> Found:
        if self._now.nameless:
            return EMPTY
        model = element
        if self._names is not None and not element.children:
            model = self._names
        variables = [name for name in element.get("variable").split() if name not in self._said]
        known = {name: names_of(self._item.get(name)) for name in variables}
        known = {name: names for name, names in known.items() if names}
        if not known:
            return self._substitute(element)
        if _are_one(known) and self._locale.term("editortranslator"):
            known = {"editortranslator": known["editor"]}
        first = not self.authors
        if first:
            self.authors = next(iter(known.values()))
        manner = self._naming(model, first=first)
        delimiter = element.get("delimiter") or self._part.names_delimiter
        runs = joined(
            (self._labelled(name, names, manner, model) for name, names in known.items()),
            delimiter,
        )
        if first and self._now.as_one and self._now.same:
            runs = [Run(self._now.stand_in)]
        return Found(self._shaped(runs, element), called=True, filled=True)

    def _naming(self, element: Element, *, first: bool) -> naming.Naming:
        name = element.first("name")
        sorting = self._now.sorting is not None
        options = {**self._part.names, **(name.attributes if name else {})}
        if sorting:
            options |= {"name-as-sort-order": "all", **(self._now.sorting or {})}
        return naming.Naming(
            options,
            {part.get("name"): part for part in name.all("name-part")} if name else {},
            element.first("et-al"),
            self._locale,
            self._style.option("demote-non-dropping-particle", "display-and-sort"),
            self._style.option("initialize-with-hyphen", "true") == "true",
            self._now.shown,
            self._now.given,
            sorting,
            self._now.same if first else 0,
            self._now.stand_in,
        )

    def _labelled(
        self, variable: str, names: Sequence[Name], manner: naming.Naming, element: Element
    ) -> Runs:
        name = element.first("name")
        runs = naming.listed(names, manner)
        if name is not None:
            runs = affixed(looking(runs, name), name.get("prefix"), name.get("suffix"))
        label = element.first("label")
        if label is None or manner.sorting or manner.get("form") == "count":
            return runs
        plural = {"always": True, "never": False}.get(label.get("plural"), len(names) > 1)
        said = self._locale.term(variable, label.get("form", "long"), plural=plural)
        shown = self._shaped([Run(said)] if said else [], label)
        order = [child.name for child in element.children]
        if name is not None and order.index("label") < order.index("name"):
            return joined([shown, runs])
        return joined([runs, shown])

    def _substitute(self, element: Element) -> Found:
        substitute = element.first("substitute")
        if substitute is None:
            return EMPTY
        before, self._names = self._names, element
        try:
            for child in substitute.children:
                found = self._render[child.name](child)
                if found.runs:
                    self._said |= self._variables(child)
                    return Found(self._shaped(found.runs, element), called=True, filled=True)
        finally:
            self._names = before
        return EMPTY

    def _variables(self, element: Element) -> set[str]:
        """Return the variables that are said through an element."""
        found: set[str] = set()
        for inner in self._reached(element):
            if inner.name in ("text", "number", "date", "names"):
                found |= {name for name in inner.get("variable").split() if self._item.get(name)}
        return found

    def _reached(self, element: Element) -> Iterable[Element]:
        if element.name == "choose":
            branch = self._branch(element)
            for child in branch.children if branch else ():
                yield from self._reached(child)
            return
        yield element
        if element.get("macro"):
            for child in self._style.macros[element.get("macro")].children:
                yield from self._reached(child)
        if element.name == "names":
            # Of names that are there, nothing stands in their place.
            if any(names_of(self._item.get(name)) for name in element.get("variable").split()):
                return
            substitute = element.first("substitute")
            for child in substitute.children if substitute else ():
                inner = list(self._reached(child))
                if any(
                    self._item.get(name) for part in inner for name in part.get("variable").split()
                ):
                    yield from inner
                    return
            return
        for child in element.children:
            yield from self._reached(child)

    # Variables and conditions

    def _value(self, name: str) -> str:
        if name in self._said:
            return ""
        match name:
            case "locator":
                return self._now.locator
            case "citation-number":
                return str(self._now.number) if self._now.number else ""
            case "year-suffix":
                return self._now.year_suffix
            case "page-first":
                return re.split(r"[-–,&]", str(self._item.get("page") or ""))[0].strip()
            case "first-reference-note-number" | "citation-label":
                return ""
        for key in (name, *_SAME.get(name, ())):
            value = self._item.get(key)
            if value not in (None, "", [], {}) and not isinstance(value, (Mapping, list, bool)):
                return str(value).strip()
        return ""

    def _is_there(self, name: str) -> bool:
        if name in self._said:
            return False
        if name in _NAMES:
            return bool(names_of(self._item.get(name)))
        if name in _DATES:
            return date_of(self._item.get(name)) is not None
        return bool(self._value(name))

    def _holds(self, branch: Element) -> bool:
        results = [
            test
            for condition, values in branch.attributes.items()
            if condition != "match"
            for test in self._tests(condition, values.split())
        ]
        match branch.get("match"):
            case "any":
                return any(results)
            case "none":
                return not any(results)
            case _:
                return all(results)

    def _tests(self, condition: str, values: Sequence[str]) -> list[bool]:
        match condition:
            case "type":
                return [value == self._item.get("type") for value in values]
            case "variable":
                return [self._is_there(value) for value in values]
            case "is-numeric":
                return [numbers.is_numeric(plain(self._value(value))) for value in values]
            case "is-uncertain-date":
                found = (date_of(self._item.get(value)) for value in values)
                return [date is not None and date.circa for date in found]
            case "locator":
                label = self._now.label if self._now.locator else ""
                return [value.replace(" ", "-") == label for value in values]
            case "position":
                return [value == "first" for value in values]
            case "disambiguate":
                return [self._now.distinct]
            case _:
                return [False]


def _are_one(known: Mapping[str, tuple[Name, ...]]) -> bool:
    return set(known) == {"editor", "translator"} and known["editor"] == known["translator"]
