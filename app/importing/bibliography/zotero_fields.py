"""What Zotero's item types, fields and creators are called in CSL-JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from app.importing.bibliography.dates import csl_date
from app.importing.bibliography.wording import lines, words

_KINDS = {
    "artwork": "graphic",
    "audioRecording": "song",
    "bill": "bill",
    "blogPost": "post-weblog",
    "book": "book",
    "bookSection": "chapter",
    "case": "legal_case",
    "computerProgram": "software",
    "conferencePaper": "paper-conference",
    "dataset": "dataset",
    "dictionaryEntry": "entry-dictionary",
    "email": "personal_communication",
    "encyclopediaArticle": "entry-encyclopedia",
    "film": "motion_picture",
    "forumPost": "post",
    "hearing": "hearing",
    "instantMessage": "personal_communication",
    "interview": "interview",
    "journalArticle": "article-journal",
    "letter": "personal_communication",
    "magazineArticle": "article-magazine",
    "manuscript": "manuscript",
    "map": "map",
    "newspaperArticle": "article-newspaper",
    "patent": "patent",
    "podcast": "broadcast",
    "preprint": "article",
    "presentation": "speech",
    "radioBroadcast": "broadcast",
    "report": "report",
    "standard": "standard",
    "statute": "legislation",
    "thesis": "thesis",
    "tvBroadcast": "broadcast",
    "videoRecording": "motion_picture",
    "webpage": "webpage",
}

_FIELDS = {
    field: name
    for name, fields in (
        ("abstract", "abstractNote"),
        ("archive", "archive repository"),
        ("archive_location", "archiveLocation archiveID"),
        ("authority", "court legislativeBody issuingAuthority committee organization"),
        ("call-number", "callNumber applicationNumber"),
        ("chapter-number", "session"),
        ("citation-key", "citationKey"),
        ("collection-number", "seriesNumber"),
        ("collection-title", "series seriesTitle"),
        (
            "container-title",
            (
                "publicationTitle bookTitle proceedingsTitle encyclopediaTitle dictionaryTitle"
                " blogTitle forumTitle websiteTitle programTitle reporter code"
            ),
        ),
        ("container-title-short", "journalAbbreviation"),
        ("dimensions", "artworkSize runningTime"),
        ("DOI", "DOI"),
        ("edition", "edition"),
        ("event-title", "conferenceName meetingName"),
        (
            "genre",
            (
                "type thesisType reportType letterType manuscriptType mapType postType"
                " presentationType websiteType genre programmingLanguage"
            ),
        ),
        ("ISBN", "ISBN"),
        ("ISSN", "ISSN"),
        ("issue", "issue priorityNumbers"),
        ("language", "language"),
        ("license", "rights"),
        (
            "medium",
            (
                "medium artworkMedium audioRecordingFormat videoRecordingFormat interviewMedium"
                " audioFileType system"
            ),
        ),
        ("note", "extra"),
        (
            "number",
            (
                "number billNumber reportNumber patentNumber docketNumber documentNumber"
                " episodeNumber publicLawNumber"
            ),
        ),
        ("number-of-pages", "numPages"),
        ("number-of-volumes", "numberOfVolumes"),
        ("page", "pages codePages firstPage"),
        (
            "publisher",
            "publisher institution university company distributor label network studio assignee",
        ),
        ("publisher-place", "place"),
        ("references", "history references"),
        ("scale", "scale"),
        ("section", "section"),
        ("source", "libraryCatalog"),
        ("status", "legalStatus status"),
        ("title", "title caseName nameOfAct subject"),
        ("title-short", "shortTitle"),
        ("URL", "url"),
        ("version", "versionNumber version"),
        ("volume", "volume codeNumber codeVolume reporterVolume"),
    )
    for field in fields.split()
}
_DATES = {
    "date": "issued",
    "dateDecided": "issued",
    "dateEnacted": "issued",
    "issueDate": "issued",
    "filingDate": "submitted",
    "accessDate": "accessed",
    "originalDate": "original-date",
}

_ROLES = {
    "bookAuthor": "container-author",
    "composer": "composer",
    "contributor": "contributor",
    "director": "director",
    "editor": "editor",
    "guest": "guest",
    "interviewer": "interviewer",
    "performer": "performer",
    "producer": "producer",
    "recipient": "recipient",
    "reviewedAuthor": "reviewed-author",
    "scriptwriter": "script-writer",
    "seriesEditor": "collection-editor",
    "translator": "translator",
}
# Who makes a work of a kind that has no author.
_MAKERS = frozenset(
    (
        "author",
        "artist",
        "cartographer",
        "inventor",
        "interviewee",
        "podcaster",
        "presenter",
        "programmer",
        "sponsor",
    )
)
_MAKERS_OF = {
    "audioRecording": "performer",
    "film": "director",
    "videoRecording": "director",
    "radioBroadcast": "director",
    "tvBroadcast": "director",
}


def csl_of(
    kind: str, fields: Mapping[str, str], creators: Iterable[tuple[str, dict[str, str]]]
) -> dict[str, Any]:
    """Return the CSL item of an item; each of `creators` is what somebody did, and a CSL name."""
    csl: dict[str, Any] = {"type": _KINDS.get(kind, "document")}
    for field, value in fields.items():
        if field in _DATES:
            csl[_DATES[field]] = csl_date(_begun(value))
        elif name := _FIELDS.get(field):
            csl[name] = csl.get(name) or (
                lines(value) if name in ("note", "abstract") else words(value)
            )
    for role, person in creators:
        if role in _MAKERS or role == _MAKERS_OF.get(kind):
            csl.setdefault("author", []).append(person)
        if role not in _MAKERS:
            csl.setdefault(_ROLES.get(role, "contributor"), []).append(person)
    return csl


def _begun(value: str) -> str:
    """Return a date as Zotero understood it, which stands before the words it was given in.

    "2021-03-00 March 2021": of what was not understood the numbers are zeros.
    """
    stated, _, given = words(value).partition(" ")
    parts = stated.split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return value
    if not int(parts[0]):
        return given
    known = [parts[0]]
    for part in parts[1:]:
        if not int(part):
            break
        known.append(part)
    return "-".join(known)
