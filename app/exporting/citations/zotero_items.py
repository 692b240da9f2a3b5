"""Readings as items of Zotero's own schema, for its connector."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from app.exporting.citations.csl.dates import Day, date_of
from app.exporting.citations.csl.markup import plain
from app.exporting.citations.csl.people import Name, names_of
from app.exporting.citations.items import Item, item_of
from app.exporting.citations.remarks import remarks_of
from app.language import tr
from app.reading.annotation import Reading
from app.reading.exports import Choice

_TYPES = {
    "article": "preprint",
    "article-journal": "journalArticle",
    "article-magazine": "magazineArticle",
    "article-newspaper": "newspaperArticle",
    "bill": "bill",
    "book": "book",
    "broadcast": "radioBroadcast",
    "chapter": "bookSection",
    "dataset": "dataset",
    "entry-dictionary": "dictionaryEntry",
    "entry-encyclopedia": "encyclopediaArticle",
    "figure": "artwork",
    "graphic": "artwork",
    "hearing": "hearing",
    "interview": "interview",
    "legal_case": "case",
    "legislation": "statute",
    "manuscript": "manuscript",
    "map": "map",
    "motion_picture": "film",
    "paper-conference": "conferencePaper",
    "patent": "patent",
    "personal_communication": "letter",
    "post": "forumPost",
    "post-weblog": "blogPost",
    "report": "report",
    "review": "journalArticle",
    "review-book": "journalArticle",
    "software": "computerProgram",
    "song": "audioRecording",
    "speech": "presentation",
    "standard": "standard",
    "thesis": "thesis",
    "webpage": "webpage",
}
_SHARED = {
    "abstract": "abstractNote",
    "archive": "archive",
    "archive_location": "archiveLocation",
    "call-number": "callNumber",
    "language": "language",
    "license": "rights",
    "title-short": "shortTitle",
    "URL": "url",
}
"""Fields that every type has."""

_TITLES = {"case": "caseName", "statute": "nameOfAct"}
_CONTAINERS = {
    "blogPost": "blogTitle",
    "bookSection": "bookTitle",
    "case": "reporter",
    "conferencePaper": "proceedingsTitle",
    "dictionaryEntry": "dictionaryTitle",
    "encyclopediaArticle": "encyclopediaTitle",
    "forumPost": "forumTitle",
    "journalArticle": "publicationTitle",
    "magazineArticle": "publicationTitle",
    "newspaperArticle": "publicationTitle",
    "radioBroadcast": "programTitle",
    "statute": "code",
    "webpage": "websiteTitle",
}
_PUBLISHERS = {
    **dict.fromkeys(
        ("book", "bookSection", "conferencePaper", "dictionaryEntry", "encyclopediaArticle"),
        "publisher",
    ),
    **dict.fromkeys(("map", "hearing", "standard"), "publisher"),
    "audioRecording": "label",
    "computerProgram": "company",
    "dataset": "repository",
    "film": "distributor",
    "preprint": "repository",
    "radioBroadcast": "network",
    "report": "institution",
    "thesis": "university",
}
_GENRES = {
    "blogPost": "websiteType",
    "film": "genre",
    "forumPost": "postType",
    "letter": "letterType",
    "manuscript": "manuscriptType",
    "map": "mapType",
    "preprint": "genre",
    "presentation": "presentationType",
    "report": "reportType",
    "thesis": "thesisType",
    "webpage": "websiteType",
    "dataset": "type",
}
_NUMBERS = {
    "bill": "billNumber",
    "case": "docketNumber",
    "patent": "patentNumber",
    "preprint": "archiveID",
    "report": "reportNumber",
    "standard": "number",
    "statute": "publicLawNumber",
    "dataset": "identifier",
}
_PLACED = frozenset(
    (
        *("audioRecording", "book", "bookSection", "computerProgram", "conferencePaper", "patent"),
        *("dictionaryEntry", "encyclopediaArticle", "hearing", "manuscript", "map", "presentation"),
        *("newspaperArticle", "radioBroadcast", "report", "standard", "thesis"),
    )
)
_PAGED = frozenset(
    (
        *("bookSection", "conferencePaper", "dictionaryEntry", "encyclopediaArticle", "report"),
        *("hearing", "journalArticle", "magazineArticle", "newspaperArticle", "patent", "statute"),
    )
)
_PAGES = {"bill": "codePages", "case": "firstPage"}
_VOLUMES = {"bill": "codeVolume", "case": "reporterVolume", "statute": "codeNumber"}
_IN_VOLUMES = frozenset(
    (
        *("audioRecording", "book", "bookSection", "conferencePaper", "dictionaryEntry"),
        *("encyclopediaArticle", "journalArticle", "magazineArticle"),
    )
)
_IN_EDITIONS = frozenset(
    (
        *("book", "bookSection", "dictionaryEntry", "encyclopediaArticle", "map"),
        "newspaperArticle",
    )
)
_WITH_DOI = frozenset(
    ("journalArticle", "conferencePaper", "dataset", "preprint", "standard", "book", "bookSection")
)
_WITH_ISBN = frozenset(
    (
        *("audioRecording", "book", "bookSection", "computerProgram", "conferencePaper"),
        *("dictionaryEntry", "encyclopediaArticle", "map"),
    )
)
_WITH_ISSN = frozenset(("journalArticle", "magazineArticle", "newspaperArticle"))
_DATES = {"case": "dateDecided", "patent": "issueDate", "statute": "dateEnacted"}
_AUTHORS = {
    "audioRecording": "performer",
    "artwork": "artist",
    "bill": "sponsor",
    "computerProgram": "programmer",
    "film": "director",
    "interview": "interviewee",
    "map": "cartographer",
    "patent": "inventor",
    "presentation": "presenter",
    "radioBroadcast": "director",
}
_ROLES = {
    "editor": "editor",
    "translator": "translator",
    "container-author": "bookAuthor",
    "collection-editor": "seriesEditor",
    "interviewer": "interviewer",
    "director": "director",
    "composer": "composer",
    "recipient": "recipient",
}


def zotero_item(reading: Reading, choice: Choice, number: int) -> dict[str, Any]:
    """Return a reading as an item; its `id` names it to Zotero's connector while it is sent."""
    item = item_of(reading)
    kind = _TYPES.get(str(item["type"]), "document")
    fields = {name: value for name, value in _fields(item, kind) if name and value}
    made: dict[str, Any] = {
        "id": f"sayso-{number}",
        "itemType": kind,
        **fields,
        "creators": list(_creators(item, kind)),
        "tags": [{"tag": tag} for tag in reading.tags],
        "attachments": [],
        "notes": [],
    }
    if remarks := remarks_of(reading, choice):
        head = f"<h2>{escape(tr('Highlights and notes'))}</h2>"
        written = (escape(remark, quote=False).replace("\n", "<br>") for remark in remarks)
        made["notes"] = [{"note": head + "".join(f"<p>{remark}</p>" for remark in written)}]
    return made


def _fields(item: Item, kind: str) -> Iterator[tuple[str, str]]:
    def said(name: str) -> str:
        value = item.get(name)
        return plain(str(value)) if isinstance(value, (str, int, float)) else ""

    # Zotero itself shows the italics of a title.
    yield _TITLES.get(kind, "title"), str(item.get("title") or "")
    for name, field in _SHARED.items():
        yield field, said(name)
    yield _CONTAINERS.get(kind, ""), said("container-title")
    yield _PUBLISHERS.get(kind, ""), said("publisher")
    yield _GENRES.get(kind, ""), said("genre")
    yield _NUMBERS.get(kind, ""), said("number")
    yield "place" if kind in _PLACED else "", said("publisher-place")
    yield "pages" if kind in _PAGED else _PAGES.get(kind, ""), said("page")
    yield "volume" if kind in _IN_VOLUMES else _VOLUMES.get(kind, ""), said("volume")
    yield "edition" if kind in _IN_EDITIONS else "", said("edition")
    yield "DOI" if kind in _WITH_DOI else "", said("DOI")
    yield "ISBN" if kind in _WITH_ISBN else "", said("ISBN")
    yield "ISSN" if kind in _WITH_ISSN else "", said("ISSN")
    yield "issue" if kind in ("journalArticle", "magazineArticle") else "", said("issue")
    yield "conferenceName" if kind == "conferencePaper" else "", said("event-title")
    yield "meetingName" if kind == "presentation" else "", said("event-title")
    yield "court" if kind == "case" else "", said("authority")
    yield "versionNumber" if kind in ("computerProgram", "dataset") else "", said("version")
    yield "numPages" if kind in ("book", "thesis", "manuscript") else "", said("number-of-pages")
    yield _DATES.get(kind, "date"), _date(item.get("issued"))
    yield "accessDate", _date(item.get("accessed"))
    yield "extra", _extra(item, kind)


def _extra(item: Item, kind: str) -> str:
    """Return what has no field of its own, as Zotero reads it there, and the item's note."""
    lines = []
    if item.get("DOI") and kind not in _WITH_DOI:
        lines.append(f"DOI: {item['DOI']}")
    if kind == "document" and item["type"] != "document":
        lines.append(f"Type: {item['type']}")
    if item.get("note"):
        lines.append(str(item["note"]))
    return "\n".join(lines)


def _creators(item: Item, kind: str) -> Iterator[dict[str, Any]]:
    for name in names_of(item.get("author")):
        yield _creator(name, _AUTHORS.get(kind, "author"))
    for field, role in _ROLES.items():
        for name in names_of(item.get(field)):
            yield _creator(name, role)


def _creator(name: Name, role: str) -> dict[str, Any]:
    if name.literal:
        return {"lastName": name.literal, "fieldMode": 1, "creatorType": role}
    family = " ".join(filter(None, (name.non_dropping, name.family)))
    given = " ".join(filter(None, (name.given, name.dropping)))
    if name.suffix:
        given = f"{given}, {name.suffix}"
    return {"lastName": family, "firstName": given, "creatorType": role}


def _date(value: Any) -> str:
    date = date_of(value)
    if date is None:
        return ""
    return "/".join(map(_iso, date.days)) or date.words


def _iso(day: Day) -> str:
    parts = [f"{day.year:04d}", *(f"{part:02d}" for part in (day.month, day.day) if part)]
    return "-".join(parts)
