"""The table of quotes, numbers, sources and notes, read back as a spreadsheet does."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal

import pytest

from app.exporting.formats import FORMATS
from app.exporting.table import COLUMNS, table, tables
from app.reading.annotation import Reading
from app.reading.decisions import Decision, Status, Verdict
from app.reading.document import BlockKind
from app.reading.exports import Choice, Kind, Section

CHOICE = Choice("Ines Okafor")


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def kinds(content: bytes) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in rows(content):
        found[row["kind"]] = found.get(row["kind"], 0) + 1
    return found


def test_it_is_utf_8_with_its_mark_and_lines_end_as_the_standard_says(reading):
    content = table(reading, CHOICE)

    assert content.startswith(b"\xef\xbb\xbfkind,id,text,")
    assert content.endswith(b"\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")
    assert {len(row) for row in csv.reader(io.StringIO(content.decode(), newline=""))} == {
        len(COLUMNS)
    }


def test_every_kind_has_its_rows(reading):
    content = table(reading, CHOICE)
    found = rows(content)

    assert kinds(content) == {"quote": 7, "number": 4, "source": 5, "note": 3}
    [quote] = [row for row in found if row["id"] == "Q4"]
    assert quote["text"] == "more than 1,250 bolts must be replaced"
    assert (quote["speaker"], quote["named"], quote["through"]) == (
        "inspectors",
        "no",
        "Halvard Boström",
    )
    assert (quote["how"], quote["cue"], quote["place"]) == ("indirect", "believe", "¶ 2")
    assert reading.document.text[int(quote["start"]) : int(quote["end"])] == quote["text"]
    [number] = [row for row in found if row["id"] == "N3"]
    assert (number["text"], number["value"], number["unit"]) == (
        "roughly $3.4 million",
        "3400000",
        "$",
    )
    [source] = [
        row for row in found if row["kind"] == "source" and row["speaker"] == "Marta Lindqvist"
    ]
    assert (source["role"], source["quotes"]) == ("city engineer", "2")
    assert (source["words_quoted"], source["words_reported"]) == ("24", "8")
    [note] = [row for row in found if row["id"] == "H1"]
    assert note["note"] == "Ask her which find comes next: #rust $5 @dock"
    assert note["created"] == "2026-03-04T10:00:00+00:00"
    assert {row["title"] for row in found} == {reading.document.title}


def test_what_a_check_found_is_in_it(reading):
    number = reading.analysis.quantities[1]
    checked = Decision(
        "d", Verdict.OPEN, number, None, Status.WRONG, "The office says 900.\nBy mail."
    )
    [row] = [
        row
        for row in rows(table(replace(reading, decisions=(checked,)), CHOICE))
        if row["id"] == "N2"
    ]

    assert (row["status"], row["evidence"]) == ("wrong", "The office says 900.\nBy mail.")


@pytest.mark.parametrize(
    "words",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "  =1",
        "=cmd|' /C calc'!A0",
        "＝1+1",
        "-2+3+cmd",
    ],
)
def test_no_words_are_taken_for_a_formula(write_article, words):
    draft = write_article(
        [(BlockKind.PARAGRAPH, f"Look: {words} there", None)],
        title=words,
        byline=words,
        outlet=words,
    )
    note = replace(draft.own(1, "Look", words), tags=(words,))
    [row] = rows(table(Reading(1, draft.document, own=(note,)), CHOICE))

    for column in ("note", "tags", "title", "byline", "outlet"):
        if words.strip():
            assert row[column].lstrip(" ")[0] not in "=+-@\t\r＝＋－＠", column


def test_numbers_stay_numbers(reading):
    numbers = reading.analysis.quantities
    below = replace(numbers[0], value=Decimal("-1.50"), low=Decimal("1E+3"), high=None)
    changed = replace(reading, analysis=replace(reading.analysis, quantities=(below, *numbers[1:])))
    [row] = [row for row in rows(table(changed, CHOICE)) if row["id"] == "N1"]

    assert (row["value"], row["low"], row["high"]) == ("-1.50", "1000", "")


def test_commas_quotes_and_lines_come_back_as_they_were(write_article):
    draft = write_article([(BlockKind.PARAGRAPH, 'He said "a, b"; c', None)], title='"a", b')
    note = draft.own(1, 'said "a, b"; c', "one, \"two\"\nthree;\t'four'")
    [row] = rows(table(Reading(1, draft.document, own=(note,)), CHOICE))

    assert row["text"] == 'said "a, b"; c'
    assert row["note"] == "one, \"two\"\nthree; 'four'"
    assert row["title"] == '"a", b'


def test_only_what_was_chosen_goes_in(reading):
    numbers = replace(CHOICE, marks=frozenset({Kind.NUMBERS}))
    notes = replace(CHOICE, sections=frozenset({Section.NOTES}))

    assert set(kinds(table(reading, numbers))) == {"number"}
    assert set(kinds(table(reading, notes))) == {"note"}


def test_several_readings_go_into_one_table(reading):
    other = replace(reading, document=replace(reading.document, title="Another"))
    found = rows(tables([reading, other], CHOICE))

    assert len(found) == 2 * len(rows(table(reading, CHOICE)))
    assert {row["title"] for row in found} == {reading.document.title, "Another"}


def test_every_plane_and_five_thousand_notes(write_article):
    planes = "".join(chr(plane << 16 | 0x1234) for plane in range(17))
    text = f"{planes} {'x' * 10_000} " + " ".join(f"word{n}." for n in range(5000))
    draft = write_article([(BlockKind.PARAGRAPH, text, None)])
    notes = (
        draft.own(5001, planes, planes),
        draft.own(5002, "x" * 10_000, "\ud800\x00"),
        *(draft.own(n, f"word{n}.", f"Note {n}") for n in range(5000)),
    )
    found = rows(table(Reading(1, draft.document, own=notes), CHOICE))

    assert len(found) == 5002
    assert planes in {row["note"] for row in found}
    assert "x" * 10_000 in {row["text"] for row in found}


def test_it_is_a_format():
    assert FORMATS["csv"].suffix == ".csv"
    assert FORMATS["csv"].offered().joins
