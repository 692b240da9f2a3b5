"""BibTeX and BibLaTeX, as LaTeX and reference managers read them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from app.exporting.citations.csl.dates import Date, Day, date_of
from app.exporting.citations.csl.markup import plain
from app.exporting.citations.csl.people import names_of
from app.exporting.citations.items import Item, item_of
from app.exporting.citations.keys import keys_of
from app.exporting.citations.latex import bare, latex, name, paragraphs
from app.exporting.citations.remarks import remarks_of
from app.reading.annotation import Reading
from app.reading.exports import Choice

Fields = dict[str, str]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")  # fmt: skip
_SEASONS = ("", "spring", "summer", "autumn", "winter")

_BIBTEX = {
    kind: entry
    for entry, kinds in (
        ("article", "article-journal article-magazine article-newspaper review review-book"),
        ("book", "book"),
        ("incollection", "chapter entry entry-dictionary entry-encyclopedia"),
        ("inproceedings", "paper-conference"),
        ("techreport", "report standard"),
        ("unpublished", "manuscript"),
        ("booklet", "pamphlet"),
        ("proceedings", "periodical collection"),
    )
    for kind in kinds.split()
}
_BIBLATEX = {
    kind: entry
    for entry, kinds in (
        ("article", "article-journal article-magazine article-newspaper review review-book"),
        ("book", "book"),
        ("incollection", "chapter"),
        ("inreference", "entry entry-dictionary entry-encyclopedia"),
        ("inproceedings", "paper-conference"),
        ("online", "webpage post post-weblog"),
        ("report", "report"),
        ("standard", "standard"),
        ("thesis", "thesis"),
        ("unpublished", "manuscript speech article"),
        ("booklet", "pamphlet"),
        ("collection", "collection"),
        ("periodical", "periodical"),
        ("patent", "patent"),
        ("software", "software"),
        ("dataset", "dataset"),
        ("letter", "personal_communication"),
        ("movie", "motion_picture"),
        ("video", "broadcast"),
        ("music", "song musical_score"),
        ("image", "graphic figure"),
        ("legislation", "legislation bill regulation treaty"),
        ("jurisdiction", "legal_case hearing"),
    )
    for kind in kinds.split()
}
_SUBTYPES = {"article-magazine": "magazine", "article-newspaper": "newspaper"}
_WITHIN = frozenset(("incollection", "inproceedings", "inreference"))
_LANGUAGES = {
    "de": "ngerman", "en": "english", "es": "spanish", "fr": "french", "it": "italian",
    "nl": "dutch", "pl": "polish", "pt": "portuguese", "ru": "russian", "sv": "swedish",
}  # fmt: skip
_PLAIN = (
    ("volume", "volume"),
    ("number-of-volumes", "volumes"),
    ("edition", "edition"),
    ("version", "version"),
    ("chapter-number", "chapter"),
    ("number-of-pages", "pagetotal"),
    ("event-title", "eventtitle"),
    ("event-place", "venue"),
    ("title-short", "shorttitle"),
    ("container-title-short", "shortjournal"),
    ("ISBN", "isbn"),
    ("ISSN", "issn"),
    ("PMID", "pmid"),
)
_NAMES = (
    ("author", "author"),
    ("editor", "editor"),
    ("translator", "translator"),
    ("container-author", "bookauthor"),
)
_BY_OTHERS = ("director", "interviewer", "composer", "recipient")
"""Who is named where a work has no author."""

_DASH = re.compile(r"\s*[-–—]+\s*")


def bibtex(readings: Sequence[Reading], choice: Choice) -> bytes:
    """Return readings as one BibTeX file, in ASCII as far as LaTeX has commands for letters."""
    return _file(readings, choice, modern=False)


def biblatex(readings: Sequence[Reading], choice: Choice) -> bytes:
    """Return readings as one BibLaTeX file, UTF-8."""
    return _file(readings, choice, modern=True)


def one_bibtex(reading: Reading, choice: Choice) -> bytes:
    """Return a reading as a BibTeX file."""
    return bibtex([reading], choice)


def one_biblatex(reading: Reading, choice: Choice) -> bytes:
    """Return a reading as a BibLaTeX file."""
    return biblatex([reading], choice)


def _file(readings: Sequence[Reading], choice: Choice, *, modern: bool) -> bytes:
    items = [item_of(reading) for reading in readings]
    entries = []
    for key, item, reading in zip(keys_of(items), items, readings, strict=True):
        writer = _Entry(item, modern=modern)
        fields = writer.fields()
        notes = "\n\n".join(remarks_of(reading, choice))
        if notes:
            kept = paragraphs(notes, ascii_only=not modern)
            fields["annotation" if modern else "annote"] = kept
        if reading.tags:
            tags = ", ".join(writer.words(tag.replace(",", " ")) for tag in reading.tags)
            fields["keywords"] = tags
        entries.append(_written(writer.kind, key, fields))
    return "\n".join(entries).encode()


def _written(kind: str, key: str, fields: Mapping[str, str]) -> str:
    lines = [f"@{kind}{{{key},"]
    for field, value in fields.items():
        bare_month = field == "month" and value in _MONTHS
        lines.append(f"  {field} = {value if bare_month else f'{{{value}}}'},")
    return "\n".join([*lines, "}", ""])


class _Entry:
    """The entry of an item, in BibLaTeX where `modern`."""

    def __init__(self, item: Item, *, modern: bool) -> None:
        self._item = item
        self._modern = modern
        kind = str(item.get("type"))
        self._type = kind
        self.kind = (_BIBLATEX if modern else _BIBTEX).get(kind, "misc")
        if kind == "thesis" and not modern:
            self.kind = "mastersthesis" if "aster" in self._said("genre") else "phdthesis"
        if not modern and self.kind == "incollection" and not item.get("container-title"):
            self.kind = "misc"

    def fields(self) -> Fields:
        """Return the fields, in the order they are read in; those without a value left out."""
        made = {
            **dict(self._people()),
            "title": self.words(self._said("title"), title=True),
            **dict(self._container()),
            **dict(self._date()),
            **{field: self.words(self._said(said)) for said, field in _PLAIN},
            **dict(self._numbers()),
            **dict(self._where()),
            "abstract": paragraphs(self._said("abstract"), ascii_only=not self._modern),
            "note": paragraphs(self._said("note"), ascii_only=not self._modern),
        }
        return {field: value for field, value in made.items() if value}

    def words(self, value: str, *, title: bool = False) -> str:
        return latex(value, ascii_only=not self._modern, title=title)

    def _said(self, field: str) -> str:
        value = self._item.get(field)
        return "" if value is None or isinstance(value, (list, Mapping)) else str(value)

    def _people(self) -> Iterator[tuple[str, str]]:
        prefixed = False
        for said, field in _NAMES:
            names = names_of(self._item.get(said))
            if said == "author" and not names:
                names = next(
                    filter(None, (names_of(self._item.get(other)) for other in _BY_OTHERS)), ()
                )
            prefixed = prefixed or any(person.non_dropping for person in names)
            yield field, " and ".join(name(person, ascii_only=not self._modern) for person in names)
        if prefixed and self._modern:
            yield "options", "useprefix=true"

    def _container(self) -> Iterator[tuple[str, str]]:
        within = self.words(self._said("container-title"))
        if self.kind == "article":
            yield "journaltitle" if self._modern else "journal", within
            if self._modern:
                yield "entrysubtype", _SUBTYPES.get(self._type, "")
        elif self.kind in _WITHIN:
            titled = self.words(self._said("container-title"), title=True)
            yield "booktitle", titled
        elif within and self._modern:
            yield "organization" if self.kind == "online" else "journaltitle", within
        elif within:
            yield "howpublished", within
        yield "series", self.words(self._said("collection-title"))

    def _date(self) -> Iterator[tuple[str, str]]:
        date = date_of(self._item.get("issued"))
        accessed = date_of(self._item.get("accessed"))
        if date is not None and self._modern:
            yield "date", _edtf(date) if date.days else ""
            yield "year", "" if date.days else self.words(date.words)
        elif date is not None:
            yield from self._year(date)
        if accessed is not None and accessed.days:
            yield "urldate", _edtf(accessed)

    def _year(self, date: Date) -> Iterator[tuple[str, str]]:
        if not date.days:
            yield "year", self.words(date.words)
            return
        first, last = date.days[0], date.days[-1]
        circa = "circa " if date.circa else ""
        yield "year", circa + "--".join(dict.fromkeys((_year(first.year), _year(last.year))))
        yield "month", _MONTHS[first.month - 1] if first.month else _SEASONS[first.season]
        yield "day", str(first.day or "")

    def _numbers(self) -> Iterator[tuple[str, str]]:
        issue = self._said("issue")
        number = self._said("number") or self._said("collection-number")
        yield "number", self.words(issue or number)
        page = self.words(_DASH.sub("-", plain(self._said("page"))))
        yield "pages", page.replace("-", "--")

    def _where(self) -> Iterator[tuple[str, str]]:
        publisher = self.words(self._said("publisher") or self._said("authority"))
        match self.kind:
            case "phdthesis" | "mastersthesis":
                house = "school"
            case "techreport" | "report" | "thesis":
                house = "institution"
            case _:
                house = "publisher"
        yield house, publisher
        yield "location" if self._modern else "address", self.words(self._said("publisher-place"))
        yield "type", self.words(self._said("genre"))
        yield "doi", bare(self._said("DOI"))
        yield "url", bare(self._said("URL"))
        language = self._said("language").partition("-")[0].lower()
        yield "langid" if self._modern else "language", _LANGUAGES.get(language, "")


def _edtf(date: Date) -> str:
    written = "/".join(_iso(day) for day in date.days)
    return f"{written}~" if date.circa else written


def _iso(day: Day) -> str:
    if day.year < 0:
        return f"-{-day.year - 1:04d}"  # there is a year 0 in it, 1 BC
    parts = [f"{day.year:04d}"]
    if day.season:
        parts.append(str(20 + day.season))
    elif day.month:
        parts += [f"{day.month:02d}", *([f"{day.day:02d}"] if day.day else [])]
    return "-".join(parts)


def _year(year: int) -> str:
    return f"{-year} BC" if year < 0 else str(year)
