"""Numbers that only name something: no quantities, never marked.

House, phone, flight, bus and section numbers, codes with letters ("F-16", "Covid-19"), addresses
and numbers that have become names ("911", "9/11").
"""

from __future__ import annotations

import re

from app.analysis.lexing import Pieces, words

_STREET = (
    r"(?:Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Lane|Ln|Boulevard|Blvd|Way|Court|Ct|Place|Pl|Square|Sq|Terrace"
    r"|Parkway|Pkwy|Highway|Hwy|Broadway|Crescent|Close|Gardens|Row|Alley|Circle|Pike|Turnpike|Expressway|Freeway)"
)
_NAMED = re.compile(
    rf"""
      https?://\S+ | \bwww\.\S+ | (?<![\w.+-])[\w.+-]{{1,64}}@[\w.-]{{1,255}} | [\#@]\w+
    | (?<![\w.])\+?\d{{1,3}}[-.\s]\(?\d{{3}}\)?[-.\s]\d{{3}}[-.\s]\d{{4}}(?!\d)
    | \(\d{{3}}\)\s?\d{{3}}[-.\s]\d{{4}}(?!\d)
    | (?<![\w.,$£€-])\d{{3}}[-.]\d{{3}}[-.]\d{{4}}(?!\d)
    | (?<![\w.,$£€-])\d{{3}}-\d{{4}}(?![\d-])
    | (?<!\w)0\d{{2,4}}\s\d{{3,4}}\s?\d{{3,4}}(?!\d)
    | (?<!\w)\+\d{{1,3}}(?:[\s-]\d{{2,4}}){{2,4}}(?!\d)
    | \b\d{{3}}-\d{{2}}-\d{{4}}\b
    | (?<![\w.])\d{{1,3}}(?:\.\d{{1,3}}){{3}}(?![\w.])
    | (?<![\w/])(?:9/11|7/7|24/7|24-7|9-11)(?![\w/])
    | (?<!\w)(?:401|403|501|457)\s?\([a-z]\)(?:\(\d\))?
    | (?<![\w$£€.,])\d{{1,5}}[A-Za-z]?\s(?:(?:North|South|East|West|N|S|E|W|NW|NE|SW|SE)\.?\s)?
        (?:\d+(?:st|nd|rd|th)|[A-Z][\w'’]+(?:\s[A-Z][\w'’]+){{0,2}}?)\s{_STREET}\b
    | \b\d{{1,4}}(?:st|nd|rd|th)\s(?:and\s\w+\s)?{_STREET}s?\b
    | \b[A-Z]{{2}}\s\d{{5}}(?:-\d{{4}})?\b
    | (?i:\b(?:P\.?\s?O\.?\s?Box|apt\.?|suite|room)\s\#?\d+)
    | (?<!\d)\d{{1,3}}:\d\d\.\d{{1,3}} | (?<![\d.])\d{{1,2}}:\d{{1,2}}-\d{{1,2}}(?!\d)
    | (?<![\w/])\d{{1,2}}/[16](?![\w/])
    """,
    re.VERBOSE,
)
_EMERGENCY = frozenset({"911", "999", "112", "311", "411"})

HEADS = frozenset(
    [
        "flight",
        "route",
        "highway",
        "interstate",
        "room",
        "page",
        "pages",
        "pp",
        "chapter",
        "article",
        "articles",
        "section",
        "sections",
        "title",
        "channel",
        "no",
        "nos",
        "level",
        "phase",
        "part",
        "act",
        "bill",
        "resolution",
        "rule",
        "amendment",
        "prop",
        "proposition",
        "apt",
        "suite",
        "box",
        "line",
        "gate",
        "pier",
        "unit",
        "version",
        "type",
        "category",
        "grade",
        "group",
        "ward",
        "precinct",
        "zone",
        "volume",
        "vol",
        "figure",
        "fig",
        "table",
        "tier",
        "stage",
        "lot",
        "platform",
        "model",
        "mark",
        "formula",
        "bus",
        "tram",
        "terminal",
        "engine",
        "ladder",
        "verse",
        "psalm",
        "sonnet",
        "symphony",
        "exhibit",
        "appendix",
        "annex",
        "item",
        "paragraph",
        "clause",
        "schedule",
        "cell",
        "block",
        "floor",
        "door",
        "size",
        "class",
        "docket",
        "case",
        "hb",
        "sb",
        "hr",
        "measure",
        "question",
        "initiative",
        "issue",
        "week",
        "day",
        "game",
        "round",
        "season",
        "episode",
        "step",
        "number",
        "district",
        "area",
        "building",
        "studio",
        "radio",
        "windows",
        "iphone",
        "galaxy",
        "playstation",
        "xbox",
        "covid",
        "boeing",
        "airbus",
        "apollo",
        "studio",
        "pub",
        "hwy",
        "i-95",
        "rte",
        "rt",
        "ch",
        "art",
        "sec",
        "squad",
        "troop",
        "unit",
        "battalion",
        "brigade",
        "division",
        "regiment",
    ]
)
"""Words whose number says which one, not how many."""

_ORDINAL_NAMES = frozenset(
    [
        "amendment",
        "circuit",
        "district",
        "congress",
        "precinct",
        "ward",
        "avenue",
        "street",
        "floor",
        "grade",
        "infantry",
        "division",
        "battalion",
        "regiment",
        "brigade",
        "fleet",
        "army",
        "air",
        "airborne",
        "armored",
        "cavalry",
        "squadron",
        "corps",
        "international",
        "estate",
        "reich",
        "symphony",
        "edition",
        "parallel",
        "arrondissement",
        "legislature",
        "degree",
    ]
)
"""Nouns an ordinal only names one of ("Ninth Circuit", "second degree")."""

LETTERS_OK = words(
    "mid pre post sub under over plus of top super to per a about nearly foot feet ft magnitude level"
)
"""Words a hyphen may tie to digits without making a code of them ("father-of-3", "mid-50s")."""


_LONGEST_BARE = 7
"""Digits without separators beyond which nothing is counted by them."""

_MONEY_LETTERS = frozenset({"us", "rs", "usd", "eur", "gbp", "chf", "rm", "kr"})


def label_stretches(text: str) -> list[tuple[int, int]]:
    """Return the stretches of `text` that are labels by their form alone."""
    return [match.span() for match in _NAMED.finditer(text)]


def names_ordinal(noun: str) -> bool:
    """Tell whether an ordinal before `noun` only names it."""
    return noun.lower() in _ORDINAL_NAMES


def is_code(pieces: Pieces, at: int) -> bool:
    """Tell whether the digits at piece `at` are glued into a code ("F-16", "Covid-19", "G7", "3D")."""
    piece, before, after = pieces[at], pieces[at - 1], pieces[at + 1]
    if not piece.digits:
        return False
    if piece.glued and before.word:
        return before.lower not in _MONEY_LETTERS
    if piece.glued and before.text in {"-", "–"} and before.glued and pieces[at - 2].word:
        return pieces[at - 2].lower not in LETTERS_OK
    return after.glued and after.lower in {"d", "g"} and after.text.isupper()


def is_label(pieces: Pieces, first: int, last: int, *, counts: bool, tag_before: str) -> bool:
    """Tell whether the plain numeral over pieces [first, last) names rather than measures.

    `counts` says that the parse ties it to a noun behind it; `tag_before` is the Penn tag of the
    word before it.
    """
    piece, before, after = pieces[first], pieces[first - 1], pieces[last]
    if piece.glued and (before.word or before.text in {"#", "_", "@"}):
        return True
    if after.glued and after.text in {"_", "@"}:
        return True
    if piece.digits and after.glued and after.word:
        return True
    if (
        piece.glued
        and before.text in {"-", "–", "/", "."}
        and before.glued
        and pieces[first - 2].word
    ):
        word = pieces[first - 2]
        return piece.digits and word.lower not in LETTERS_OK
    if piece.digits and piece.text in _EMERGENCY and last == first + 1 and not counts:
        return True
    if piece.digits and piece.text in {"911", "999"} and after.lower in {
        "call", "calls", "caller", "callers", "dispatcher", "dispatchers", "operator", "operators", "recording", "recordings", "tape", "tapes",
    }:  # fmt: skip
        return True
    if piece.digits and piece.text.isdigit() and last == first + 1:
        # "007", a telephone number, the number of a record.
        if len(piece.text) > _LONGEST_BARE or (len(piece.text) > 1 and piece.text[0] == "0"):
            return True
    if first == 0 and after.text in {".", ")"} and after.glued and not pieces[last + 1].glued:
        # The mark of a list's item.
        return last + 1 < len(pieces)
    if before.lower == "of" and pieces[first - 2].text in {"Group", "Gang", "Class", "Big"}:
        return True
    at = first - 1
    if before.text in {".", "#", "-"} and pieces[first - 2].lower in HEADS:
        at = first - 2
    head = pieces[at]
    if head.lower in HEADS and not counts and tag_before[:2] not in {"VB", "MD"}:
        return True
    if (
        head.lower in HEADS
        and head.text[:1].isupper()
        and at > 0
        and pieces[at - 1].text not in {".", "“", '"'}
    ):
        return True
    if not counts and before.word and not before.glued and before.text[:1].isupper():
        # "Boeing 737", "Apollo 11", "Formula One": a name goes before, nothing counted behind.
        return tag_before in {"NNP", "NNPS"}
    return False
