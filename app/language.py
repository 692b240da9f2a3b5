"""The language Sayso speaks: English as it stands in the code, or another by its catalogue.

A text that is said is `tr("…")` where it is said; one that stands in a table is `later("…")` there
and `tr()` where it is shown, for a table is made before the language is known. Catalogues are
gettext's, `resources/languages/de.po` and what is compiled from it (see `packaging/languages.py`).
"""

from __future__ import annotations

import gettext
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ENGLISH = "en"
LANGUAGES = {ENGLISH: "English", "de": "Deutsch"}
"""Every language there is a catalogue for, by its code, with its own name."""

_SIGNS = {ENGLISH: {}, "de": str.maketrans(",.", ".,")}
"""What stands for the comma and the point of a number in English."""

_DAY_DOT = {ENGLISH: "", "de": "."}
_MONTHS = {
    ENGLISH: (
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December"),
    ),
    "de": (
        *("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August"),
        *("September", "Oktober", "November", "Dezember"),
    ),
}
_SHORT_MONTHS = {
    ENGLISH: tuple(name[:3] for name in _MONTHS[ENGLISH]),
    "de": (
        *("Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt."),
        *("Nov.", "Dez."),
    ),
}
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?![\d])")

_spoken: list[tuple[str, gettext.NullTranslations]] = [(ENGLISH, gettext.NullTranslations())]


def use(language: str, catalogues: Path) -> None:
    """Speak a language from now on, by its catalogue in a folder; English where it has none."""
    if language == ENGLISH or language not in LANGUAGES:
        speak(ENGLISH, gettext.NullTranslations())
        return
    with (catalogues / f"{language}.mo").open("rb") as file:
        speak(language, gettext.GNUTranslations(file))


def speak(language: str, catalogue: gettext.NullTranslations) -> None:
    """Speak by a catalogue, with the figures and dates of a language."""
    _spoken[0] = (language, catalogue)


def spoken() -> str:
    """Return the code of the language that is spoken."""
    return _spoken[0][0]


def chosen(setting: str, system: Sequence[str] = ()) -> str:
    """Return the language to use: the one set, or for "system" the first that the system wants.

    `system` holds codes in the order of liking, as in "de-AT" or "de_DE.UTF-8"; without any, those
    of the environment.
    """
    if setting in LANGUAGES:
        return setting
    for wanted in system or _of_environment():
        code = wanted.replace("-", "_").partition("_")[0].partition(".")[0].lower()
        if code in LANGUAGES:
            return code
    return ENGLISH


def tr(text: str, /, **values: Any) -> str:
    """Return a text in the language spoken, `values` put in for its {names}.

    A whole number is written in groups of three digits.
    """
    # A catalogue says its own head for the empty text.
    return _filled(_spoken[0][1].gettext(text), values) if text else ""


def ntr(one: str, many: str, count: int, /, **values: Any) -> str:
    """Return the text for a count, which is {count} in it."""
    return _filled(_spoken[0][1].ngettext(one, many, count), {"count": count, **values})


def ptr(context: str, text: str, /, **values: Any) -> str:
    """Return a text whose English means several things: `context` says which."""
    return _filled(_spoken[0][1].pgettext(context, text), values)


def later(text: str) -> str:
    """Return a text as it is: it is said by `tr()` where it is shown."""
    return text


def listed(parts: Sequence[str]) -> str:
    """Return parts of a sentence as one: "a", "a and b", "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return tr("{parts} and {last}", parts=", ".join(parts[:-1]), last=parts[-1])


def number(value: float) -> str:
    """Return a number in groups of three digits, with the decimals it has."""
    return f"{value:,}".translate(_SIGNS[_spoken[0][0]])


def day(iso: str) -> str:
    """Return an ISO date, as far as it is known, in words: "23 March 2022", "March 2022", "2022".

    A time behind it is left out; anything else comes back as it is.
    """
    return _day(iso, _MONTHS[_spoken[0][0]])


def short_day(iso: str) -> str:
    """Return an ISO date as `day` does, as lists show it: "23 Mar 2022"."""
    return _day(iso, _SHORT_MONTHS[_spoken[0][0]])


def _day(iso: str, months: Sequence[str]) -> str:
    found = _DATE.match(iso)
    if not found:
        return iso
    year, month, day_of_month = found.groups()
    if not month or not 1 <= int(month) <= len(months):
        return year
    name = f"{months[int(month) - 1]} {year}"
    return f"{int(day_of_month)}{_DAY_DOT[_spoken[0][0]]} {name}" if day_of_month else name


def _filled(text: str, values: dict[str, Any]) -> str:
    if not values:
        return text
    return text.format(
        **{name: number(value) if type(value) is int else value for name, value in values.items()}
    )


def _of_environment() -> list[str]:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if wanted := os.environ.get(name):
            return wanted.split(":")
    return []
