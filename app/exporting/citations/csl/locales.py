"""What languages bring to a style: terms, forms of dates, ordinals, quotation marks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from app.exporting.citations.csl.elements import LANGUAGE, Element, read
from app.exporting.citations.csl.runs import Marks

ENGLISH = "en-US"
_MAIN = {"en": ENGLISH, "de": "de-DE"}

_OTHERWISE = {"verb-short": "verb", "symbol": "short", "verb": "long", "short": "long"}
"""The form to take where a term has not the one asked for."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term in one form."""

    single: str
    multiple: str
    gender: str = ""


@dataclass(frozen=True, slots=True)
class Ordinal:
    """The ending of ordinal numbers that end in some figures, of one gender or of all."""

    ending: str
    figures: int
    match: str
    gender: str


@dataclass(slots=True)
class Locale:
    """The terms and dates of a language, with what a style says otherwise laid over them."""

    language: str
    terms: dict[tuple[str, str], Term] = field(default_factory=dict)
    dates: dict[str, Element] = field(default_factory=dict)
    ordinals: dict[tuple[str, str], Ordinal] = field(default_factory=dict)
    options: dict[str, str] = field(default_factory=dict)

    def term(self, name: str, form: str = "long", *, plural: bool = False) -> str | None:
        """Return a term, in the nearest form there is; None for one that is not known."""
        wanted: str | None = form or "long"
        while wanted:
            found = self.terms.get((name, wanted))
            if found is not None:
                return found.multiple if plural else found.single
            wanted = _OTHERWISE.get(wanted)
        return None

    def gender_of(self, name: str) -> str:
        """Return the gender of a term, "" for none."""
        found = self.terms.get((name, "long"))
        return found.gender if found else ""

    def ordinal(self, number: int, gender: str = "") -> str:
        """Return a number as an ordinal in figures."""
        best: tuple[int, int, str] | None = None
        for ordinal in self.ordinals.values():
            if ordinal.gender not in ("", gender) or not _fits(ordinal, number):
                continue
            width = {"": 0, "last-digit": 1, "last-two-digits": 2, "whole-number": 3}
            rank = (width[ordinal.match], int(bool(ordinal.gender)), ordinal.ending)
            if best is None or rank[:2] > best[:2]:
                best = rank
        return f"{number}{best[2] if best else ''}"

    def long_ordinal(self, number: int, gender: str = "") -> str:
        """Return an ordinal in words up to ten, in figures from there on."""
        return self.term(f"long-ordinal-{number:02d}") or self.ordinal(number, gender)

    @property
    def marks(self) -> Marks:
        """How quotations are written."""
        return Marks(
            self.term("open-quote") or "“",
            self.term("close-quote") or "”",
            self.term("open-inner-quote") or "‘",
            self.term("close-inner-quote") or "’",
            inside=self.options.get("punctuation-in-quote") == "true",
        )

    def lay_over(self, element: Element) -> None:
        """Take over what a locale element says."""
        for options in element.all("style-options"):
            self.options.update(options.attributes)
        for date in element.all("date"):
            self.dates[date.get("form")] = date
        for terms in element.all("terms"):
            found = list(terms.all("term"))
            if any(term.get("name") == "ordinal" for term in found):
                self.ordinals.clear()
            for term in found:
                self._take(term)

    def _take(self, element: Element) -> None:
        name = element.get("name")
        if name.startswith("ordinal"):
            gender = element.get("gender-form")
            self.ordinals[name, gender] = _ordinal(element)
            return
        if element.get("gender-form"):
            return
        form = element.get("form", "long")
        single, multiple = element.first("single"), element.first("multiple")
        one = single.text if single else element.text
        many = multiple.text if multiple else element.text
        self.terms[name, form] = Term(one, many, element.get("gender"))


def _ordinal(element: Element) -> Ordinal:
    _, _, figures = element.get("name").partition("-")
    match = element.get("match") or ("last-digit" if figures < "10" else "last-two-digits")
    return Ordinal(
        element.text,
        int(figures or 0),
        match if figures else "",
        element.get("gender-form"),
    )


def _fits(ordinal: Ordinal, number: int) -> bool:
    match ordinal.match:
        case "last-digit":
            return number % 10 == ordinal.figures
        case "last-two-digits":
            return number % 100 == ordinal.figures
        case "whole-number":
            return number == ordinal.figures
        case _:
            return True


def locale_of(language: str, folder: Path, own: Iterable[Element] = ()) -> Locale:
    """Return the locale of a language, from a folder of locale files and a style's `own`.

    A language there is no file for gets the main form of its kind, or English.
    """
    known = _files(folder)
    kind = language.partition("-")[0].lower()
    code = language if language in known else _MAIN.get(kind, ENGLISH)
    locale = Locale(code)
    for name in dict.fromkeys((ENGLISH, _MAIN.get(kind, ENGLISH), code)):
        locale.lay_over(_read(known[name]))
    said = list(own)
    for wanted in dict.fromkeys(("", kind, code)):
        for element in said:
            if element.get(LANGUAGE) == wanted:
                locale.lay_over(element)
    return locale


@cache
def _read(file: Path) -> Element:
    return read(file)


@cache
def _files(folder: Path) -> dict[str, Path]:
    return {
        file.stem.removeprefix("locales-"): file for file in sorted(folder.glob("locales-*.xml"))
    }
