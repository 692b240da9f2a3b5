"""Names of authors out of what pages write where the names should be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from app.opening.web.inline import clean

_MOST = 12
_LONGEST = 400

_BY = re.compile(
    r"^(?:(?:written|story|posted|published|reviewed|reported|text|words)\s+by|by|von|par|por|di|door|av"
    r"|текст|автор)\b[\s:]+",
    re.IGNORECASE,
)
_APART = re.compile(r"\s*(?:;|,|\||\n|•|·|\s&\s|\s(?:and|und|et|y|e|и)\s)\s*")
_NO_NAME = re.compile(r"@|https?:|www\.|^\W*$|\d{3}", re.IGNORECASE)
_NOBODY = frozenset(
    ["admin", "administrator", "webmaster", "editor", "user", "author", "root", "guest", "unknown"]
)
_JOB = re.compile(
    r"\b(?:writer|reporter|correspondent|columnist|contributor|editor(?:ial)?|staff|journalist|bureau"
    r"|producer|analyst|critic|author|chief|fellow|photographer|director|professor|blogger|opinion"
    r"|media|news|business|sports?|politics|online|press|times|post|tribune|herald|gazette|magazine"
    r"|newspapers?|team|desk|service|advance)\b",
    re.IGNORECASE,
)
_DEGREE = re.compile(
    r"^(?:Ph\.?D|M\.?D|M\.?S|M\.?A|M\.?Sc|R\.?D|R\.?N|M\.?P\.?H|J\.?D|Esq|B\.?A)\.?$"
)
_SUFFIX = re.compile(r"^(?:Jr|Sr|I{2,3}|IV)\.?$")
_AGENCY_AFTER = re.compile(
    r"(?<=\w)[\s,]+(?:the\s+)?(?:associated press|ap|reuters|afp|pti|dpa|for [\w. ]+|\([^()]*\))$",
    re.IGNORECASE,
)
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_SHOWN = re.compile(
    r"^by:?\s+([^.!?@]{4,100}?)(?:\s*(?:\bon\s+(?:"
    + _DAY
    + r")|[|•·–—-]\s|@|,?\s+(?:"
    + _DAY
    + r")\w*\b|\d).*)?$",
    re.IGNORECASE,
)
_PERSON = re.compile(r"^[^\W\d_a-z][\w.'’-]*(?:\s+(?:[a-z]{1,3}\s+)?[^\W\d_a-z][\w.'’-]*){1,3}$")
_SLUG = re.compile(r"^(?:\S*admin\S*|\w+[-_.]\w{1,2}|[a-z][a-z0-9_]*)$")


def byline(candidates: Sequence[Sequence[str]], outlet: Sequence[str]) -> str:
    """Return the authors' names, apart by commas; empty when nobody is named.

    `candidates` are lists of names from different places of a page, the most trustworthy first:
    the first that names a person in full is taken, else the first that names anybody. `outlet` are
    the names of the outlet itself, which is nobody's byline.
    """
    own = {letters(name) for name in outlet} | {""}
    lists = [_names(candidate, own) for candidate in candidates]
    full = (names for names in lists if names and all(" " in name for name in names))
    some = (names for names in lists if names)
    return ", ".join(next(full, []) or next(some, []))


def shown_byline(lines: Sequence[str], outlet: str) -> str:
    """Return the names of a line "By Ruth Abara" above the article; empty when there is none.

    `lines` are those above its first paragraph, in order.
    """
    for line, following in pairwise([*lines, ""]):
        found = _SHOWN.match(f"By {following}" if line in ("By", "BY") else line)
        if found is None:
            continue
        names = byline([[found[1]]], [outlet])
        if names and all(map(_PERSON.match, names.split(", "))):
            return names
    return ""


def letters(text: str) -> str:
    """Return the letters and digits of a name, in lower case, to compare it by."""
    return "".join(filter(str.isalnum, text)).lower()


def _names(stated: Sequence[str], own: set[str]) -> list[str]:
    found: dict[str, str] = {}
    for entry in stated[:_MOST]:
        text = _BY.sub("", clean(entry[:_LONGEST]))
        parts = [part for part in _APART.split(text) if part]
        if len(parts) == 2 and "," in text and not any(" " in part for part in parts):
            parts = [" ".join(reversed(parts))]  # a library's way: "Abara, Ruth"
        for place, part in enumerate(parts[:_MOST]):
            name = _BY.sub("", part)
            person = _AGENCY_AFTER.sub("", name)
            name = (person if " " in person else name).strip(" ,-–—")
            if _SUFFIX.match(part) and found:
                last = next(reversed(found))
                found[last] += f", {part}"
                continue
            if _is_name(name, own) and not (place and _is_office(name)):
                found.setdefault(letters(name), _cased(name))
    return list(found.values())


def _is_name(name: str, own: set[str]) -> bool:
    """Tell a name from an address, a handle, a placeholder, an account and the outlet itself."""
    if _NO_NAME.search(name) or len(name) > 80 or len(name.split()) > 7:
        return False
    return letters(name) not in {*_NOBODY, *own} and not _SLUG.match(name)


def _is_office(part: str) -> bool:
    """Tell what stands after a name without being another: an office, a house, a degree."""
    return bool(_JOB.search(part) or _DEGREE.match(part)) or len(part.split()) == 1


def _cased(name: str) -> str:
    """Return a name that is all in capitals as names are written."""
    if not name.isupper() or " " not in name:
        return name
    return " ".join(word if "." in word else _capitalized(word) for word in name.split())


def _capitalized(word: str) -> str:
    cased = "-".join(part.capitalize() for part in word.split("-"))
    return re.sub(r"^(Mc|O['’])(\w)", lambda match: match[1] + match[2].upper(), cased)
