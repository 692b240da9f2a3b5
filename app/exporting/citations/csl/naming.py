"""Lists of names as a style writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.exporting.citations.csl.elements import Element
from app.exporting.citations.csl.formatting import formatted
from app.exporting.citations.csl.locales import Locale
from app.exporting.citations.csl.people import Name
from app.exporting.citations.csl.runs import Run, Runs, affixed, joined

_NO_ELEMENT = Element("name-part", {})


@dataclass(frozen=True, slots=True)
class Naming:
    """How names are written: cs:name's attributes with all that is inherited, and its parts.

    `shown` is how many names are shown at least, where fewer would leave it open which work is
    meant; `given` says for which names the given name is told too (1: initials, 2: in full). For as
    many of the first names as `same`, the `stand_in` stands.
    """

    options: Mapping[str, str]
    parts: Mapping[str, Element]
    et_al: Element | None
    locale: Locale
    demote: str
    hyphened: bool
    shown: int = 0
    given: Mapping[Name, int] | None = None
    sorting: bool = False
    same: int = 0
    stand_in: str = ""

    def get(self, option: str, default: str = "") -> str:
        return self.options.get(option, default)

    def number(self, option: str) -> int:
        value = self.options.get(option, "")
        return int(value) if value.isdigit() else 0


def listed(names: Sequence[Name], naming: Naming) -> Runs:
    """Return a list of names, cut where the style cuts it."""
    if naming.get("form") == "count":
        return [Run(str(_shown(names, naming)))]
    shown = _shown(names, naming)
    cut = shown < len(names)
    written = [_written(name, place, naming) for place, name in enumerate(names[:shown])]
    for place in range(min(naming.same, shown)):
        written[place] = [Run(naming.stand_in)]
    delimiter = naming.get("delimiter", ", ")
    if cut and naming.get("et-al-use-last") == "true" and shown > 1:
        last = _written(names[-1], len(names) - 1, naming)
        return joined([joined(written, delimiter), [Run(f"{delimiter}… ")], last])
    if cut:
        return _with_others(written, names, naming, delimiter)
    if len(written) < 2 or not naming.get("and"):
        return joined(written, delimiter)
    both = "&" if naming.get("and") == "symbol" else naming.locale.term("and") or "and"
    comma = _precedes(
        naming.get("delimiter-precedes-last", "contextual"), len(written), names[-2], naming, 3
    )
    between = delimiter if comma else " "
    between = between if between.endswith(" ") else f"{between} "
    before = joined(written[:-1], delimiter)
    return joined([before, [Run(f"{between}{both} ")], written[-1]])


def _shown(names: Sequence[Name], naming: Naming) -> int:
    least, first = naming.number("et-al-min"), naming.number("et-al-use-first")
    if not least or not first or len(names) < least:
        return len(names)
    shown = max(first, naming.shown)
    # Nobody is left out of whom "and others" would only stand in place.
    return min(len(names), shown)


def _with_others(
    written: list[Runs], names: Sequence[Name], naming: Naming, delimiter: str
) -> Runs:
    element = naming.et_al
    term = naming.locale.term(element.get("term") or "et-al" if element else "et-al") or ""
    others: Runs = [Run(term)] if term else []
    if element is not None:
        others = formatted(others, element, naming.locale.language)
    if naming.sorting:
        others = []
    comma = _precedes(
        naming.get("delimiter-precedes-et-al", "contextual"),
        len(written),
        names[len(written) - 1],
        naming,
        2,
    )
    before = joined(written, delimiter)
    between = delimiter if comma else " "
    return joined([before, others], between) if others else before


def _precedes(rule: str, count: int, name: Name, naming: Naming, enough: int) -> bool:
    match rule:
        case "always":
            return True
        case "never":
            return False
        case "after-inverted-name":
            return _is_inverted(name, count - enough + 1, naming)
        case _:
            return count >= enough


def _is_inverted(name: Name, place: int, naming: Naming) -> bool:
    order = naming.get("name-as-sort-order")
    return (order == "all" or (order == "first" and place == 0)) and not name.literal


def _written(name: Name, place: int, naming: Naming) -> Runs:
    if name.literal:
        return _part("family", name.literal, naming)
    level = (naming.given or {}).get(name, 0)
    if naming.get("form", "long") == "short" and not level:
        return _part("family", _spaced(name.non_dropping, name.family), naming)
    given = _given(name, naming, in_full=level > 1)
    if name.eastern:
        return joined([_part("family", name.family, naming), _part("given", given, naming)])
    if _is_inverted(name, place, naming) and naming.get("form", "long") == "long":
        return _inverted(name, given, naming)
    family = [
        _part("given", given, naming),
        _part("given", name.dropping, naming),
        _part("family", _spaced(name.non_dropping, name.family), naming),
    ]
    if _clings(name.dropping) and not name.non_dropping:
        family = [family[0], joined(family[1:])]
    whole = joined(family, " ")
    suffix = _part("family", name.suffix, naming) if name.suffix else []
    return joined([whole, suffix], ", " if name.comma_suffix else " ")


def _inverted(name: Name, given: str, naming: Naming) -> Runs:
    demoted = naming.demote == "display-and-sort" or (
        naming.demote == "sort-only" and naming.sorting
    )
    family = name.family if demoted else _spaced(name.non_dropping, name.family)
    after = [_part("given", given, naming), _part("given", name.dropping, naming)]
    if demoted:
        after.append(_part("family", name.non_dropping, naming))
    parts = [_part("family", family, naming), joined(after, " ")]
    if name.suffix:
        parts.append([Run(name.suffix)])
    return joined(parts, naming.get("sort-separator", ", "))


def _part(which: str, text: str, naming: Naming) -> Runs:
    if not text:
        return []
    element = naming.parts.get(which, _NO_ELEMENT)
    runs = formatted([Run(text)], element, naming.locale.language)
    return affixed(runs, element.get("prefix"), element.get("suffix"))


def _spaced(particle: str, family: str) -> str:
    if not particle:
        return family
    return f"{particle}{'' if _clings(particle) else ' '}{family}"


def _clings(particle: str) -> bool:
    return particle[-1:] in ("’", "'", "-", "–")


def _given(name: Name, naming: Naming, *, in_full: bool) -> str:
    """Return a given name, abbreviated where the style does."""
    mark = naming.options.get("initialize-with")
    if mark is None or in_full:
        return name.given
    keep = naming.get("initialize") == "false"
    pieces = [piece for piece in re.split(r"\s+|(?<=\.)(?=[^\s\-–.])", name.given) if piece]
    made = ""
    for place, piece in enumerate(pieces):
        whole = piece[:1].islower() or (keep and not _is_initial(piece))
        if whole:
            made = f"{made.rstrip()} {piece} " if made else f"{piece} "
            continue
        initials = [part[0] for part in re.split("[-–]", piece) if part and not part[0].islower()]
        if not naming.hyphened:
            made += "".join(initial.upper() + mark for initial in initials)
        else:
            ending = mark if place < len(pieces) - 1 else mark.rstrip()
            inner = mark.rstrip()
            made += f"{inner}-".join(letter.upper() for letter in initials) + ending
    return made.strip()


def _is_initial(piece: str) -> bool:
    return len(piece.rstrip(".")) == 1 and (piece.endswith(".") or piece.isupper())
