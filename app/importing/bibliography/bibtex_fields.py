"""The fields of a BibTeX or BibLaTeX entry as a CSL-JSON item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bibtexparser.middlewares.names import (
    parse_single_name_into_parts,
    split_multiple_persons_names,
)

from app.importing.bibliography.bibtex_values import split_outside_braces
from app.importing.bibliography.dates import csl_date, month_number
from app.importing.bibliography.latex import bare, from_latex, without_braces
from app.importing.bibliography.names import person
from app.importing.bibliography.wording import words
from app.importing.bibliography.works import doi

_KINDS = {
    name: kind
    for kind, names in (
        ("article-journal", "article suppperiodical review"),
        ("book", "book mvbook collection mvcollection reference mvreference proceedings manual"),
        ("chapter", "inbook incollection bookinbook suppbook suppcollection"),
        ("entry-encyclopedia", "inreference"),
        ("paper-conference", "inproceedings conference"),
        ("thesis", "phdthesis mastersthesis thesis bachelorsthesis"),
        ("report", "techreport report"),
        ("pamphlet", "booklet"),
        ("manuscript", "unpublished"),
        ("webpage", "online electronic www webpage"),
        ("patent", "patent"),
        ("software", "software"),
        ("dataset", "dataset"),
        ("periodical", "periodical"),
        ("personal_communication", "letter"),
        ("motion_picture", "video movie"),
        ("song", "audio music"),
        ("graphic", "artwork image"),
        ("legislation", "legislation"),
        ("legal_case", "jurisdiction"),
        ("standard", "standard"),
        ("speech", "talk"),
    )
    for name in names.split()
}
_ARTICLES = {"magazine": "article-magazine", "newspaper": "article-newspaper"}

# CSL name: the fields it is taken from, the first that is there.
_FIELDS = {
    "container-title": ("journaltitle", "journal", "booktitle"),
    "container-title-short": ("shortjournal",),
    "collection-title": ("series",),
    "volume": ("volume",),
    "number-of-volumes": ("volumes",),
    "edition": ("edition",),
    "publisher": ("publisher", "institution", "school", "organization"),
    "publisher-place": ("location", "address"),
    "event-title": ("eventtitle",),
    "event-place": ("venue",),
    "chapter-number": ("chapter",),
    "number-of-pages": ("pagetotal",),
    "ISBN": ("isbn",),
    "ISSN": ("issn",),
    "PMID": ("pmid",),
    "PMCID": ("pmcid",),
    "language": ("langid", "language", "hyphenation"),
    "title-short": ("shorttitle",),
    "version": ("version",),
    "abstract": ("abstract",),
    "annote": ("annote", "annotation"),
    "note": ("note",),
    "genre": ("type",),
    "keyword": ("keywords",),
}
_NAMES = {
    "author": "author",
    "editor": "editor",
    "translator": "translator",
    "container-author": "bookauthor",
}
_DASHES = re.compile(r"\s*(?:-{1,3}|–|—)\s*")
_IN_HOWPUBLISHED = re.compile(r"https?://[^\s{}]+")
_MOST_NAMES = 5000


def csl_of(kind: str, fields: Mapping[str, str], name: str) -> dict[str, Any]:
    """Return the CSL item of an entry; `fields` have small names and LaTeX in their values."""
    csl: dict[str, Any] = {"id": name, "type": _kind(kind, fields)}
    csl["title"] = _with_subtitle(fields, "title", "subtitle")
    for csl_name, sources in _FIELDS.items():
        csl[csl_name] = next(
            filter(None, (from_latex(fields.get(each, "")) for each in sources)), ""
        )
    if not fields.get("journaltitle") and not fields.get("journal") and fields.get("booksubtitle"):
        csl["container-title"] = _with_subtitle(fields, "booktitle", "booksubtitle")
    for csl_name, source in _NAMES.items():
        csl[csl_name] = list(csl_names(fields.get(source, "")))
    csl["page"] = _DASHES.sub("-", from_latex(fields.get("pages", "") or fields.get("eid", "")))
    number, issue = from_latex(fields.get("number", "")), from_latex(fields.get("issue", ""))
    if str(csl["type"]).startswith("article"):
        csl["issue"] = number or issue
    elif csl["collection-title"] and not issue:
        csl["collection-number"] = number
    else:
        csl["number"] = number
        csl["issue"] = issue
    csl["DOI"] = doi(bare(fields.get("doi", "")))
    csl["URL"] = _address(fields)
    csl["issued"] = _issued(fields)
    csl["accessed"] = csl_date(bare(fields.get("urldate", "")))
    if kind == "mastersthesis":
        csl["genre"] = csl["genre"] or "Master's thesis"
    elif kind == "phdthesis":
        csl["genre"] = csl["genre"] or "PhD thesis"
    return csl


def csl_names(written: str) -> Iterator[dict[str, str]]:
    """Yield the names of a list apart by "and"; one that is all in braces is a body's."""
    for one in split_multiple_persons_names(written)[:_MOST_NAMES]:
        if not one.strip() or one.strip().lower() == "others":
            continue
        if without_braces(one.strip()) != one.strip():
            yield person(words(from_latex(one)))
            continue
        parts = parse_single_name_into_parts(one, strict=False)
        name = person(
            _joined(parts.last), _joined(parts.first), _joined(parts.von), _joined(parts.jr)
        )
        if name:
            yield name


def _joined(parts: list[str]) -> str:
    return words(from_latex(" ".join(parts)))


def _kind(kind: str, fields: Mapping[str, str]) -> str:
    found = _KINDS.get(kind)
    if found == "article-journal":
        return _ARTICLES.get(fields.get("entrysubtype", "").strip().lower(), found)
    return found or ("webpage" if _address(fields) and not fields.get("doi") else "document")


def _with_subtitle(fields: Mapping[str, str], title: str, subtitle: str) -> str:
    first, second = (
        words(from_latex(fields.get(title, ""))),
        words(from_latex(fields.get(subtitle, ""))),
    )
    if not first or not second:
        return first or second
    return f"{first} {second}" if first.endswith(("?", "!", ":", ".")) else f"{first}: {second}"


def _address(fields: Mapping[str, str]) -> str:
    if stated := bare(fields.get("url", "")):
        return stated
    eprint = bare(fields.get("eprint", ""))
    kept_by = (fields.get("archiveprefix") or fields.get("eprinttype") or "").strip().lower()
    if eprint and kept_by == "arxiv":
        return f"https://arxiv.org/abs/{eprint.removeprefix('arXiv:')}"
    found = _IN_HOWPUBLISHED.search(fields.get("howpublished", "").replace("\\", ""))
    return found[0] if found else ""


def _issued(fields: Mapping[str, str]) -> dict[str, Any]:
    if stated := csl_date(bare(fields.get("date", ""))):
        return stated
    year = from_latex(fields.get("year", ""))
    found = csl_date(year)
    parts = found.get("date-parts")
    month = month_number(from_latex(fields.get("month", "")))
    if parts and len(parts[0]) == 1 and 1 <= month <= 12:
        dated = csl_date(f"{parts[0][0]:04}-{month:02}-{bare(fields.get('day', ''))}".rstrip("-"))
        return dated or found
    return found


def tags_of(fields: Mapping[str, str]) -> Iterator[str]:
    """Yield the keywords of an entry."""
    for name in ("keywords", "mendeley-tags"):
        written = fields.get(name, "")
        # Several words without a comma are one keyword.
        for part in split_outside_braces(written, ",;"):
            yield words(from_latex(part))


def folders_of(fields: Mapping[str, str]) -> Iterator[str]:
    """Yield the groups JabRef or Mendeley keep an entry in, as paths."""
    for part in split_outside_braces(fields.get("groups", ""), ","):
        yield words(from_latex(part)).replace("/", "∕")
    for part in split_outside_braces(fields.get("mendeley-groups", ""), ","):
        yield words(from_latex(part))
