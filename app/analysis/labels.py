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
    | (?<![\w/])\d{{1,2}}/[16](?![\w/]) | (?<![\w/])50/50(?![\w/])
    | (?<=[\w.,;:!?”"’)])\[\d{{1,3}}\] | (?<!\w)\d:\d\d-[a-z]{{2}}-\d+
    | \b\d{{1,4}}\s(?:U\.\s?S\.|F\.\s?(?:2d|3d|4th)|S\.\s?Ct\.|L\.\s?Ed\.)(?:\s?C\.)?(?:\s§+)?\s\d{{1,5}}(?:\([a-z0-9]\))*
    | (?<![\w/])\d{{2,3}}/\d{{2,3}}(?![\w/]) | \bP5\s?\+\s?1\b | \bISBN(?:-1[03])?:?\s[\dX-]+ | \b7-Eleven\b
    | §+\s?\d[\d.]* | (?<![\w.,/])\d{{1,4}}(?:[-/:]\d{{1,4}}){{3,}}(?![\w/]) | (?<![\w.,])\d{{1,9}}(?:\^\d{{1,9}}|/0)(?!\w)
    | \b(?:S&P|Fortune|FTSE|Nasdaq|NASDAQ|Russell|Nikkei|Dow|CAC|DAX|Stoxx|STOXX|TSX|ASX|MSCI|CSI|Forbes|IBEX)
        (?:\sEurope|\sGlobal|\sMidcap|\sSmallCap|\s-)?[\s-]\d{{2,4}}(?![\w%]|[.,]\d)
    """,
    re.VERBOSE,
)
_EMERGENCY = words("911 999 112 311 411")

HEADS = words(
    "exit junction marker milepost bay berth lane hall office forever ios macos android flight route highway interstate room page pages pp chapter article articles section "
    "sections title channel no nos level phase part act bill resolution rule amendment prop "
    "proposition apt suite box line gate pier unit version type category grade group ward "
    "precinct zone volume vol figure fig table tier stage lot platform model mark formula bus "
    "tram terminal engine ladder verse psalm sonnet symphony exhibit appendix annex item "
    "paragraph clause schedule cell block floor door size class docket case hb sb hr measure "
    "question initiative issue week day game round season episode step number district area "
    "building studio radio windows iphone galaxy playstation xbox covid boeing airbus apollo "
    "pub hwy i-95 rte rt ch art sec squad troop battalion brigade division regiment"
)
"""Words whose number says which one, not how many."""

_FIRM_HEADS = words(
    "phase type grade category stage level section article chapter class tier schedule flight "
    "route room platform pier form"
)
"""Of these, the ones that name even before a noun ("stage 4 cancers")."""
_POINTING = words("this that each every last next final some any no same")
WORN = words("train bus line tram shirt jersey car locomotive subway")
"""What bears a number as its name ("the No. 7 train")."""

_ORDINAL_NAMES = words(
    "amendment circuit district congress precinct ward avenue street floor grade infantry "
    "division battalion regiment brigade fleet army air airborne armored cavalry squadron "
    "corps international estate reich symphony edition parallel arrondissement legislature "
    "degree"
)
"""Nouns an ordinal only names one of ("Ninth Circuit", "second degree")."""

LETTERS_OK = words(
    "mid pre post sub under over plus of top super to per a about nearly foot feet ft magnitude level"
)
"""Words a hyphen may tie to digits without making a code of them ("father-of-3", "mid-50s")."""


_VEHICLES = words("bus tram engine ladder apollo formula windows iphone boeing airbus exit")
_CALLS = words(
    "call calls caller callers dispatcher dispatchers operator operators recording recordings tape tapes"
)
_GROUPS = words("Group Gang Class Big")

_LONGEST_BARE = 7
"""Digits without separators beyond which nothing is counted by them."""

_MONEY_LETTERS = words("us rs usd eur gbp chf rm kr")


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
    behind = pieces[at + 2]
    # "10-K", "747-400" is left to the words around it
    lettered = after.text == "-" and after.glued and behind.glued and behind.word
    if lettered and len(behind.text) == 1 and behind.text.isupper():
        return True
    return after.glued and after.lower in {"d", "g"} and after.text.isupper()


def is_label(pieces: Pieces, first: int, last: int, *, counts: bool, tag_before: str) -> bool:
    """Tell whether the plain numeral over pieces [first, last) names rather than measures.

    `counts` says that the parse ties it to a noun behind it; `tag_before` is the Penn tag of the
    word before it.
    """
    digits = pieces[first].digits
    return (
        _is_tied(pieces, first, last)
        or (not counts and pieces[last - 1].text == "M" and last == first + 2)
        or (digits and _is_record(pieces, first, last, counts=counts))
        or _is_list_mark(pieces, first, last)
        or _has_head(pieces, first, counts=counts, tag_before=tag_before)
        or (not counts and _follows_name(pieces, first, tag_before))
    )


def _is_tied(pieces: Pieces, first: int, last: int) -> bool:
    """Tell a code: letters or signs glued to the digits."""
    piece, before, after = pieces[first], pieces[first - 1], pieces[last]
    if piece.glued and (before.word or before.text in {"#", "_", "@"}):
        return True
    if after.glued and (after.text in {"_", "@"} or (piece.digits and after.word)):
        return True
    tied = piece.glued and before.text in {"-", "–", "/", "."} and before.glued
    word = pieces[first - 2]
    return tied and piece.digits and word.word and word.lower not in LETTERS_OK


def _is_record(pieces: Pieces, first: int, last: int, *, counts: bool) -> bool:
    """Tell "911", "007" and the numbers of records and accounts."""
    text = pieces[first].text
    if last > first + 1 or not text.isdecimal():
        return False
    if text in _EMERGENCY and (not counts or pieces[last].lower in _CALLS):
        return True
    return len(text) > _LONGEST_BARE or (len(text) > 1 and text[0] == "0")


def _is_list_mark(pieces: Pieces, first: int, last: int) -> bool:
    """Tell the number that a list's item begins with."""
    if first == 1 and pieces[0].text in {"(", "["}:
        return pieces[last].text in {")", "]"} and last + 1 < len(pieces)
    if first == 0 and last >= len(pieces) - 1 and pieces[first].digits:
        return pieces[last].text in {"", ".", ")", ":"}  # a heading that only counts on
    marks = pieces[last].text in {".", ")"} and pieces[last].glued
    return first == 0 and marks and not pieces[last + 1].glued and last + 1 < len(pieces)


def _has_head(pieces: Pieces, first: int, *, counts: bool, tag_before: str) -> bool:
    """Tell "Section 230", "Room 301" and "Group of 20"."""
    before = pieces[first - 1]
    if before.lower == "of":
        return pieces[first - 2].text in _GROUPS
    signed = before.text in {".", "#", "-"} and pieces[first - 2].lower in HEADS
    at = first - 2 if signed else first - 1
    head = pieces[at]
    if head.lower not in HEADS:
        return False
    if tag_before[:2] in {"VB", "MD"}:
        return False
    firm = head.lower in _FIRM_HEADS or pieces[first + 1].lower in WORN
    if not counts or (firm and pieces[first].digits):
        return pieces[at - 1].lower not in _POINTING or not counts
    starts = at == 0 or pieces[at - 1].text in {".", "“", '"'}
    return head.text[:1].isupper() and (not starts or head.lower in _VEHICLES)


def _follows_name(pieces: Pieces, first: int, tag_before: str) -> bool:
    """Tell "Boeing 737" and "Formula One": a name stands before, nothing counted behind."""
    before = pieces[first - 1]
    named = before.word and before.text[:1].isupper()
    # In a table the name stands in a cell of its own.
    apart = "\t" in pieces.text[before.end : pieces[first].start]
    return named and not apart and tag_before in {"NNP", "NNPS"}
