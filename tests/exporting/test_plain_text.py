"""A reading as text for a mail."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from app.exporting.formats import FORMATS
from app.exporting.plain_text import LINE, plain_text
from app.reading.annotation import Reading
from app.reading.document import Block, BlockKind, Document
from app.reading.exports import Choice, Kind, Section

CHOICE = Choice("Ines Okafor")


def text_of(reading, choice=CHOICE) -> str:
    return plain_text(reading, choice).decode("utf-8")


def bare(text: str) -> str:
    return " ".join(re.sub(r" \[[QNH\d, ]+\]|\*", "", text).split())


def of(*blocks, kind=BlockKind.PARAGRAPH, **about) -> Reading:
    text, made = "", []
    for words in blocks:
        made.append(Block(kind, len(text), len(text) + len(words)))
        text += words + "\n"
    return Reading(1, Document("x", text.rstrip("\n"), tuple(made), **about))


def columns(line: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in line)


def test_the_article_is_there_whole(reading):
    shown = bare(text_of(reading).split("\nWho says what\n")[0])
    for block in reading.document.blocks:
        if block.kind not in (BlockKind.BOILERPLATE, BlockKind.TABLE):
            assert bare(reading.document.text[block.start : block.end]) in shown
    assert "Ring road 35" in shown
    assert "FERRY FARES" not in shown


def test_signs_stand_where_marks_end_and_in_the_lists(reading):
    found = " ".join(text_of(reading).split())

    assert "close for fourteen weeks [Q1, N1], city engineer" in found
    assert "“It is *a difficult find, and it is not* [H1] the last one.” [Q2]" in found
    assert (
        "Inspectors (not named) Q4 more than 1,250 bolts must be replaced in other words, believe, "
        "through Halvard Boström, ¶ 2"
    ) in found
    assert (
        "N2 more than 1,250 (> 1,250): to be replaced Halvard Boström › inspectors, ¶ 2, not checked yet"
    ) in found
    assert "H1 Ask her which find comes next: #rust $5 @dock on “a difficult find, and" in found
    assert "Aaker, P. (2026, March 3)." in found


def test_signs_are_only_where_a_list_tells_of_them(reading):
    nothing = text_of(reading, replace(CHOICE, sections=frozenset()))
    numbers = text_of(reading, replace(CHOICE, marks=frozenset({Kind.NUMBERS})))
    notes = text_of(reading, replace(CHOICE, sections=frozenset({Section.NOTES})))

    assert not re.findall(r"\[[QNH]\d", nothing)
    assert set(re.findall(r"\[([QNH])\d", numbers)) == {"N"}
    assert set(re.findall(r"\[([QNH])\d", notes)) == {"H"}
    assert "*a difficult" in notes
    assert "*" not in numbers


def test_no_line_is_longer_than_a_mail_takes(reading):
    long = "x" * 10_000
    chinese = "这座桥将关闭十四周" * 60
    address = f"https://x.example/{'a' * 100}"
    found = text_of(of("A few words. " * 40, long, chinese, f"See {address} there.", title=long))

    assert address in found
    assert all(columns(line) <= LINE for line in found.splitlines() if address not in line)
    assert long in found.replace("\n", "")
    assert chinese in found.replace("\n", "")
    assert all(columns(line) <= LINE for line in text_of(reading).splitlines())


def test_any_article_makes_a_text():
    planes = "".join(chr(plane << 16 | 0x1234) for plane in range(17))
    assert text_of(Reading(1, Document("x", "", ())), Choice()) == "Made with Sayso\n"
    assert planes in text_of(of(planes))
    assert "\x00" not in text_of(of("a\x00b\ud800c", title="\ud800"))


def test_five_thousand_notes(write_article):
    draft = write_article(
        [(BlockKind.PARAGRAPH, " ".join(f"word{n}." for n in range(5000)), None)], title="Words"
    )
    notes = tuple(draft.own(n, f"word{n}.", f"Note {n}") for n in range(5000))
    found = text_of(Reading(1, draft.document, own=notes))

    assert len(re.findall(r"^H\d+ +Note \d+$", found, re.MULTILINE)) == 5000


def test_it_is_a_format():
    assert FORMATS["txt"].suffix == ".txt"
