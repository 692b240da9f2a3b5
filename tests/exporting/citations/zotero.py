"""A Zotero of the tests' own: answers as Zotero's connector does, and refuses what it would."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

_SHARED = "title abstractNote shortTitle language url accessDate archive archiveLocation"
_SHARED += " libraryCatalog callNumber rights extra date"
FIELDS = {
    "journalArticle": "publicationTitle volume issue pages series DOI ISSN journalAbbreviation",
    "magazineArticle": "publicationTitle volume issue pages ISSN",
    "newspaperArticle": "publicationTitle place edition section pages ISSN",
    "webpage": "websiteTitle websiteType",
    "blogPost": "blogTitle websiteType",
    "forumPost": "forumTitle postType",
    "book": "series seriesNumber volume numberOfVolumes edition place publisher numPages ISBN DOI",
    "bookSection": "bookTitle series volume edition place publisher pages ISBN DOI",
    "conferencePaper": "proceedingsTitle conferenceName place publisher volume pages DOI ISBN",
    "report": "reportNumber reportType place institution pages",
    "thesis": "thesisType university place numPages",
    "presentation": "presentationType place meetingName",
    "interview": "interviewMedium",
    "radioBroadcast": "programTitle episodeNumber place network runningTime",
    "statute": "nameOfAct code codeNumber publicLawNumber dateEnacted pages section session",
    "case": "caseName court dateDecided docketNumber reporter reporterVolume firstPage history",
    "bill": "billNumber code codeVolume section codePages legislativeBody session history",
    "letter": "letterType",
    "document": "publisher",
    "dataset": "identifier type versionNumber repository repositoryLocation format DOI",
    "computerProgram": "versionNumber system place company programmingLanguage ISBN",
    "film": "distributor genre videoRecordingFormat runningTime",
    "encyclopediaArticle": "encyclopediaTitle volume edition place publisher pages ISBN",
    "dictionaryEntry": "dictionaryTitle volume edition place publisher pages ISBN",
    "manuscript": "manuscriptType place numPages",
    "patent": "patentNumber place issueDate filingDate pages assignee country",
    "map": "mapType scale edition place publisher ISBN",
    "preprint": "genre repository archiveID place DOI series seriesNumber citationKey",
}
_OWN_TITLE = {"statute": "title date", "case": "title date", "patent": "date"}
_BESIDE = {"id", "itemType", "creators", "tags", "attachments", "notes"}
CREATORS = {
    "interview": {"interviewee", "interviewer", "translator", "contributor"},
    "film": {"director", "producer", "scriptwriter", "contributor"},
    "map": {"cartographer", "contributor", "seriesEditor"},
    "patent": {"inventor", "attorneyAgent", "contributor"},
    "computerProgram": {"programmer", "contributor"},
    "presentation": {"presenter", "contributor"},
    "radioBroadcast": {"director", "castMember", "guest", "producer", "scriptwriter"},
}


def objections(item) -> list[str]:
    """Return what of an item is not of Zotero's schema."""
    kind = item.get("itemType")
    if kind not in FIELDS:
        return [f"no item type {kind}"]
    fields = {*_SHARED.split(), *FIELDS[kind].split()} - set(_OWN_TITLE.get(kind, "").split())
    wrong = [f"{kind} has no field {name}" for name in item if name not in fields | _BESIDE]
    wrong += [f"{name} is no text" for name in fields & set(item) if type(item[name]) is not str]
    usual = {"author", "editor", "translator", "seriesEditor", "bookAuthor", "contributor"}
    for creator in item["creators"]:
        if creator["creatorType"] not in CREATORS.get(kind, usual):
            wrong.append(f"{kind} has no {creator['creatorType']}")
        if not creator["lastName"] or ("firstName" in creator) == (creator.get("fieldMode") == 1):
            wrong.append(f"no name: {creator}")
    wrong += [f"no tag: {tag}" for tag in item["tags"] if not isinstance(tag.get("tag"), str)]
    wrong += [f"no note: {note}" for note in item["notes"] if not note["note"].startswith("<")]
    return wrong


class FakeZotero:
    """What it was sent, and how it is to answer."""

    def __init__(self) -> None:
        self.items: list[dict] = []
        self.files: list[tuple[dict, bytes]] = []
        self.wrong: list[str] = []
        self.sessions: dict[str, set[str]] = {}
        self.answers: dict[str, tuple[int, dict]] = {}  # by path, instead of what is usual
        self.port = 0

    def answer(self, path: str, query: dict, headers, body: bytes) -> tuple[int, dict]:
        if headers.get("X-Zotero-Connector-API-Version") != "3":
            self.wrong.append("the version of the connector is missing")
        if path in self.answers:
            return self.answers[path]
        if path == "/connector/ping":
            return 200, {"prefs": {"automaticSnapshots": True}}
        if path == "/connector/saveItems":
            return self._save(headers, json.loads(body))
        if path == "/connector/saveAttachment":
            return self._attach(headers, query, body)
        return 404, {}

    def _save(self, headers, data) -> tuple[int, dict]:
        if headers.get("Content-Type") != "application/json":
            return 400, {}
        if data["sessionID"] in self.sessions:
            return 409, {"error": "SESSION_EXISTS"}
        self.sessions[data["sessionID"]] = {item["id"] for item in data["items"]}
        for item in data["items"]:
            self.wrong += objections(item)
        self.items += data["items"]
        return 201, {}

    def _attach(self, headers, query, body) -> tuple[int, dict]:
        about = json.loads(headers["X-Metadata"])
        session = about.get("sessionID") or query.get("sessionID", [""])[0]
        if session not in self.sessions:
            return 400, {"error": "SESSION_NOT_FOUND"}
        if about["parentItemID"] not in self.sessions[session]:
            return 500, {}
        if headers["Content-Type"] != "application/pdf" or int(headers["Content-Length"]) < 1:
            self.wrong.append("no PDF")
        self.files.append((about, body))
        return 201, {}


@contextmanager
def running(zotero: FakeZotero):
    """Let it listen, on this computer alone, on a port nobody has."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers["Content-Length"]))
            query = parse_qs(parts.query)
            status, answer = zotero.answer(parts.path, query, self.headers, body)
            content = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    zotero.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield zotero
    finally:
        server.shutdown()
        server.server_close()
