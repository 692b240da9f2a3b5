from __future__ import annotations

import socket
from dataclasses import replace

import pytest

from app.exporting.citations.connector import Sent, send
from app.reading.exports import Choice
from app.reading.failures import ExportFailure
from tests.exporting.citations.conftest import marked, reading_of
from tests.exporting.citations.pandoc import ITEMS
from tests.exporting.citations.zotero import FakeZotero, running

CHOICE = Choice()


@pytest.fixture
def zotero():
    with running(FakeZotero()) as found:
        yield found


def pdf(reading, _choice) -> bytes:
    return b"%PDF of " + str(reading.csl["title"]).encode()


def test_every_item_arrives_in_the_schema_of_zotero(zotero):
    readings = [reading_of(item) for item in ITEMS]

    assert send(readings, CHOICE, port=zotero.port) == Sent(len(ITEMS), 0)

    assert zotero.wrong == []
    titles = [
        item.get("title") or item.get("caseName") or item["nameOfAct"] for item in zotero.items
    ]
    assert titles == [item["title"] for item in ITEMS]
    article = next(item for item in zotero.items if item["itemType"] == "journalArticle")
    assert article["publicationTitle"] == "Journal of Structural Care"
    assert article["DOI"] == "10.1234/jsc.2018.0044"
    assert article["date"] == "2018"
    assert article["creators"][0] == {
        "lastName": "Lindqvist",
        "firstName": "Marta",
        "creatorType": "author",
    }


def test_notes_and_tags_and_the_pdf_come_along(zotero):
    reading = marked()

    assert send([reading], CHOICE, port=zotero.port, pdf=pdf) == Sent(1, 1)

    assert zotero.wrong == []
    [item] = zotero.items
    [note] = item["notes"]
    assert "<p>“100% of the bolts &amp; under #4” (¶ 2): Says who?<br>Check" in note["note"]
    assert item["tags"] == [{"tag": "bridges"}, {"tag": "to check, soon"}]
    [(about, content)] = zotero.files
    assert about["parentItemID"] == item["id"]
    assert content == pdf(reading, CHOICE)


def test_each_pdf_goes_to_its_reading_whatever_its_letters(zotero):
    readings = [reading_of({**ITEMS[0], "title": title}) for title in ("Ärger", "上海")]
    document = replace(readings[0].document, address="https://ümlaut.example/ä")
    readings[0] = replace(readings[0], document=document)

    assert send(readings, CHOICE, port=zotero.port, pdf=pdf) == Sent(2, 2)

    named = {item["id"]: item["title"] for item in zotero.items}
    for about, content in zotero.files:
        assert content.decode().endswith(named[about["parentItemID"]])


def test_zotero_that_does_not_run_is_said_to():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(ExportFailure, match=r"Zotero is not running\. Start Zotero"):
        send([reading_of(ITEMS[0])], CHOICE, port=port)


@pytest.mark.parametrize(
    ("path", "answer", "said"),
    [
        ("saveItems", (409, {"error": "SESSION_EXISTS"}), "Zotero is busy and took nothing"),
        ("saveItems", (500, {}), "Zotero is busy and took nothing"),
        ("saveItems", (500, {"libraryEditable": False}), "chosen in Zotero cannot be changed"),
        ("saveItems", (400, {"error": "CONNECTOR_VERSION_OUTDATED"}), "newer version of Sayso"),
        ("saveItems", (404, {}), "too old"),
        ("ping", (404, {}), "too old"),
        ("ping", (503, {}), "busy"),
    ],
)
def test_what_zotero_refuses_is_told_in_a_sentence(zotero, path, answer, said):
    zotero.answers[f"/connector/{path}"] = answer

    with pytest.raises(ExportFailure, match=said):
        send([reading_of(ITEMS[0])], CHOICE, port=zotero.port)
    assert zotero.items == []


def test_an_older_zotero_takes_readings_without_their_pdfs(zotero):
    zotero.answers["/connector/saveAttachment"] = (404, {})

    sent = send([reading_of(item) for item in ITEMS[:3]], CHOICE, port=zotero.port, pdf=pdf)

    assert sent == Sent(3, 0)
    assert len(zotero.items) == 3


def test_something_else_that_listens_is_not_taken_for_zotero(zotero):
    zotero.answers["/connector/ping"] = (200, {})
    zotero.answers["/connector/saveItems"] = (200, {})

    with pytest.raises(ExportFailure):
        send([reading_of(ITEMS[0])], CHOICE, port=zotero.port)
