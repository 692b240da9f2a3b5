"""The front of a paper: its title, authors and date as its first page has them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.opening.pdf.cleaning import HYPHENS, clean
from app.opening.pdf.drafts import Draft, Type
from app.opening.pdf.facts import Facts, doi_in
from app.reading.document import BlockKind

_LONGEST_TITLE = 300
_LONGEST_ADDRESS = 160
_LARGER = 1.15
_FEW = 14
"""So many drafts from the beginning on may be title, authors and date."""

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = "|".join(f"{month}|{month[:3]}\\.?" for month in _MONTHS)
_DATE = re.compile(
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.?\s+(?P<month>{_MONTH}),?\s+(?P<year>\d{{4}})"
    rf"|(?P<month2>{_MONTH})\s+(?:(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?(?P<year2>\d{{4}})"
    r"|(?P<iso>(?:19|20)\d{2}-\d{2}-\d{2}))",
    re.IGNORECASE,
)
_DATE_LINE = re.compile(
    r"(?:(?:published|posted|dated?|version(?: of)?|draft(?: of)?|first published|updated|online)"
    r"[:,]?\s*(?:on\s+|online\s+)?)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(r"(?:first\s+)?published(?:\s+online)?[:,]?\s*(?:on\s+)?$", re.IGNORECASE)
_NAME = r"(?:[A-ZÀ-ÞĀ-Ž][\w.'’-]*\.?|(?:de|da|di|du|van|von|der|den|la|le|el|al|bin|ten|ter|y|e)\b)"
_PERSON = re.compile(rf"{_NAME}(?:\s+{_NAME}){{1,5}}")
_MARKS = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻*†‡§¶‖,\s]*[⁰¹²³⁴⁵⁶⁷⁸⁹*†‡§¶‖]+|(?<=[a-z])\d{1,2}(?:,\d{1,2})*\b")
_APART = re.compile(r"\s{2,}|\s*[,;·|\t]\s*(?:and\s+|&\s*)?|\s+(?:and|und|et|y|&)\s+")
_INSTITUTION = re.compile(
    r"universit|institut|department|school|college|laborator|centre|center|faculty|hospital|"
    r"academy|ministry|abstract|@|inc\.|ltd|street|journal|vol\.|committee|commission|council",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,4}\.|Chapter\b|Appendix\b)\s", re.IGNORECASE
)
_ABSTRACT = re.compile(r"abstract|summary|introduction|keywords|index terms", re.IGNORECASE)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Front:
    """What the first page says; `drafts` are those that are said with it."""

    title: str
    byline: str
    published: str
    doi: str
    drafts: tuple[Draft, ...]


def front_of(drafts: Sequence[Draft], facts: Facts, usual: Type, around: str) -> Front:
    """Find title, authors, date and DOI; `around` is what the first page carries beside its text.

    A fact of the metadata goes before what the page seems to say; the date the file was made on is
    the last resort.
    """
    first = [draft for draft in drafts if draft.page == 1]
    repeated = {round(d.size) for d in drafts if d.page > 1 or _SECTION.match(d.words)}
    titled = _title(first, facts, usual, repeated)
    title = _words(titled)
    if not _goes_before(title, facts.title, first):
        title, titled = facts.title, []
    taken = list(titled)
    start = first.index(titled[-1]) + 1 if titled else 0
    near = first[start : start + _FEW] if title else []
    byline, named = _byline(near, facts)
    taken += named
    dated, published = _dated([draft for draft in near if draft not in named])
    taken += dated
    if named:
        _set_aside([draft for draft in near if draft not in taken])
    page = "\n".join([*(draft.words for draft in first), around])
    return Front(
        title=title,
        byline=byline,
        published=facts.published or published or _published(page) or facts.made,
        doi=facts.doi or doi_in(page),
        drafts=tuple(taken),
    )


def _goes_before(title: str, stated: str, first: Sequence[Draft]) -> bool:
    """Tell whether the title on the page goes before the one the metadata state.

    They may name a template, and the largest words on the page may be the name of a journal: what
    the page has of either decides.
    """
    if not title or not stated:
        return bool(title)
    words, others = set(_WORD.findall(stated.casefold())), set(_WORD.findall(title.casefold()))
    if 2 * len(words & others) >= len(words):
        return True
    on_page = _key(" ".join(draft.words for draft in first))
    return _key(stated) not in on_page and len(others) > 2


def _set_aside(near: Sequence[Draft]) -> None:
    """Make boilerplate of what stands between the authors and the text: where they work."""
    for draft in near:
        if draft.kind is BlockKind.HEADING or len(draft.words) > _LONGEST_ADDRESS:
            return
        if _ABSTRACT.match(draft.words):
            return
        draft.kind, draft.level = BlockKind.BOILERPLATE, None


def _words(drafts: Sequence[Draft]) -> str:
    text = ""
    for line in (line for draft in drafts for line in draft.lines):
        words = clean(line).text
        if text and text[-1] in HYPHENS:
            text = text[:-1] + ("-" if text[-1] == "-" else "") + words
        else:
            text = f"{text} {words}".strip()
    return text.rstrip("*†‡§¶⁰¹²³⁴⁵⁶⁷⁸⁹ ")


def _key(text: str) -> str:
    return "".join(_WORD.findall(text.casefold()))


def _title(
    first: Sequence[Draft], facts: Facts, usual: Type, repeated: Collection[int]
) -> list[Draft]:
    """Return the drafts of the title: those the metadata name, else the largest near the top.

    What is set in a size that comes again (`repeated`, whole points) is the heading of a part.
    """
    wanted = _key(facts.title)
    for at in range(min(len(first), _FEW)):
        for end in range(at + 1, min(len(first), at + 4) + 1):
            if wanted and _key(" ".join(draft.words for draft in first[at:end])) == wanted:
                return list(first[at:end])
    early = [
        draft
        for draft in first[:_FEW]
        if draft.kind in {BlockKind.HEADING, BlockKind.PARAGRAPH}
        and len(draft.words) <= _LONGEST_TITLE
        and sum(map(str.isalpha, draft.words)) > max(3, 0.6 * len(draft.words.replace(" ", "")))
    ]
    if not early:
        return []
    largest = max(early, key=lambda draft: draft.size)
    if largest.size >= _LARGER * usual.size and round(largest.size) in repeated:
        return []
    if largest.size < _LARGER * usual.size:
        lead = first[0]
        is_one = lead.kind is BlockKind.HEADING and lead.bold and len(first) > 1
        return [lead] if is_one and not re.match(r"\d", lead.words) else []
    at = first.index(largest)
    end = at + 1
    while end < len(first) and abs(first[end].size - largest.size) < 0.03 * largest.size:
        if len(" ".join(draft.words for draft in first[at : end + 1])) > _LONGEST_TITLE:
            break
        end += 1
    return list(first[at:end])


def _byline(near: Sequence[Draft], facts: Facts) -> tuple[str, list[Draft]]:
    """Return the authors, and the drafts right below the title that name nobody else."""
    known = {_key(author) for author in facts.authors}
    surnames = {
        _key(author.split(",")[0].split()[-1]) for author in facts.authors if author.split()
    }
    named: list[Draft] = []
    people: list[str] = []
    for draft in near:
        if draft.kind is BlockKind.HEADING and _key(draft.words) in {"abstract", "introduction"}:
            break
        if _dated([draft])[0]:
            continue
        found = _people(draft.words)
        if facts.authors:
            keys = {_key(person) for person in found}
            if found and (keys & known or {_key(p.split()[-1]) for p in found} & surnames):
                named.append(draft)
                people += found
                continue
        elif found:
            named.append(draft)
            people += found
            continue
        if people or len(draft.words) > 200:
            break
    authors = facts.authors or tuple(dict.fromkeys(people))
    return ", ".join(authors), named


def _people(words: str) -> list[str]:
    """Return the names a line consists of; none where it says anything else."""
    if len(words) > 400 or _INSTITUTION.search(words):
        return []
    words = re.sub(r"^by\s+", "", _MARKS.sub(" ", words), flags=re.IGNORECASE)
    parts = [" ".join(part.split()) for part in _APART.split(words)]
    parts = [part.strip(" .,") for part in parts if part.strip(" .,")]
    if not parts or not all(_PERSON.fullmatch(part) for part in parts):
        return []
    return parts


def _dated(near: Sequence[Draft]) -> tuple[list[Draft], str]:
    """Return the draft that is a date and nothing else, and its date in ISO."""
    for draft in near:
        words = draft.words.strip(" .()")
        rest = words[_DATE_LINE.match(words).end() :]  # type: ignore[union-attr]
        found = _DATE.fullmatch(rest)
        if found:
            return [draft], _iso(found)
    return [], ""


def _published(page: str) -> str:
    """Return the date the first page says the paper was published on."""
    stamped = re.search(r"arXiv:\S+\s+\[[^\]]+\]\s+", page)
    if stamped and (found := _DATE.match(page, stamped.end())):
        return _iso(found)
    for found in _DATE.finditer(page):
        if _PUBLISHED.search(page[max(0, found.start() - 30) : found.start()]):
            return _iso(found)
    return ""


def _iso(found: re.Match[str]) -> str:
    if found["iso"]:
        return found["iso"]
    month = (found["month"] or found["month2"])[:3].lower()
    number = next(at for at, name in enumerate(_MONTHS, 1) if name.startswith(month))
    day = found["day"] or found["day2"]
    year = found["year"] or found["year2"]
    return f"{year}-{number:02}" + (f"-{int(day):02}" if day and 1 <= int(day) <= 31 else "")
