"""What a message answers to: the chain of earlier messages quoted in it, found and taken out.

There is no rule how mail programs set it; these are the ways of those in use.
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from app.opening.web.blocks import clean

_FORWARD_LINE = re.compile(
    r"(?:Forwarded message|Begin forwarded message|Weitergeleitete)", re.IGNORECASE
)

_WROTE = re.compile(
    r"^\s*(?:On\b.{5,300}\bwrote:|Am\b.{5,300}\bschrieb\b.{0,200}:|Le\b.{5,300}\ba écrit\s*:"
    r"|El\b.{5,300}\bescribió:|Il\b.{5,300}\bha scritto:|Op\b.{5,300}\bschreef\b.{0,200}:)\s*$",
    re.DOTALL,
)
_DIVIDER = re.compile(
    r"^\s*(?:-{2,}\s*(?:Original Message|Original Appointment|Ursprüngliche Nachricht"
    r"|Message d'origine|Mensaje original|Messaggio originale)\s*-{2,})\s*$",
    re.IGNORECASE,
)
_HEADER_BLOCK = re.compile(
    r"^\W*(?:From|Von|De|Da)\b\W*:.{1,300}?\b(?:Sent|Date|Gesendet|Datum|Envoyé|Enviado|Inviato)"
    r"\b\W*:.{1,600}?\b(?:To|An|À|Para|A|Subject|Betreff|Objet|Asunto|Oggetto)\b\W*:",
    re.DOTALL,
)
_HEADER_LINES = 8
_LOOKED_AT = 1200
_QUOTED = re.compile(r"^\s{0,2}(?:>\s?)+")
_SIGNATURE = re.compile(r"^-- ?$")
_LONGEST_SIGNATURE = 20

_QUOTE_CLASSES = frozenset(
    ["gmail_quote", "gmail_quote_container", "yahoo_quoted", "moz-cite-prefix", "protonmail_quote"]
)
# From these on everything is what the message answers to.
_QUOTE_STARTS = frozenset(
    ["divRplyFwdMsg", "appendonsend", "mail-editor-reference-message-container"]
)


def unflowed(text: str) -> str:
    """Join the lines a blank at their end marks as broken for the screen only (RFC 3676)."""
    lines: list[str] = []
    joins = False
    for line in text.split("\n"):
        shown = line.removeprefix(" ")
        if joins and not _QUOTED.match(line):
            lines[-1] += shown
        else:
            lines.append(shown)
        joins = shown.endswith(" ") and not _SIGNATURE.match(shown) and not _QUOTED.match(line)
    return "\n".join(lines)


def cut_chain(tree: HtmlElement) -> list[str]:
    """Take what the message answers to out of its tree, and return it."""
    chain: list[str] = []
    for element in list(tree.iter("div", "blockquote", "hr", "p", "table")):
        if element.getparent() is None or next(element.iterancestors("body"), None) is None:
            continue
        classes = (element.get("class") or "").split()
        if element.get("id") in _QUOTE_STARTS or _begins_chain(element):
            chain.extend(_cut_from(element))
            break
        if not _QUOTE_CLASSES.isdisjoint(classes) or (
            element.tag == "blockquote" and element.get("type") == "cite"
        ):
            text = clean(element.text_content())
            if _FORWARD_LINE.search(text[:200]):
                continue
            if (line := _attribution_before(element)) is not None:
                chain.append(clean(line.text_content()))
                line.drop_tree()
            chain.append(text)
            element.drop_tree()
    return [text for text in chain if text]


def _begins_chain(element: HtmlElement) -> bool:
    """Tell the lines Outlook sets above what is answered, in the innermost element of them."""
    if element.tag not in ("div", "p"):
        return False
    beginning = _beginning(element)
    if not _HEADER_BLOCK.match(beginning) and not _DIVIDER.match(beginning):
        return False
    return not any(
        _HEADER_BLOCK.match(_beginning(inner)) for inner in element.iterchildren("div", "p")
    )


def _beginning(element: HtmlElement) -> str:
    """Return an element's first words, lines apart by blanks."""
    pieces: list[str] = []
    length = 0
    for piece in element.itertext():
        pieces.append(str(piece))
        length += len(pieces[-1])
        if length > _LOOKED_AT:
            break
    return " ".join(pieces)[:_LOOKED_AT].strip()


def _attribution_before(element: HtmlElement) -> HtmlElement | None:
    before = element.getprevious()
    if before is None or before.tag not in ("div", "p") or (before.tail or "").strip():
        return None
    return before if _WROTE.match(before.text_content().strip()) else None


def _cut_from(element: HtmlElement) -> list[str]:
    """Take an element and everything after it out of its tree, and return the text of it."""
    found = [clean(element.text_content())]
    place: HtmlElement | None = element
    while place is not None and place.tag != "body":
        above = place.getparent()
        found.append(_tail_of(place))
        for each in list(place.itersiblings()):
            if isinstance(each.tag, str):
                found.append(clean(each.text_content()))
            found.append(_tail_of(each))
            each.drop_tree()
        place = above
    element.drop_tree()
    return found


def _tail_of(element: HtmlElement) -> str:
    """Take the text after an element out of its tree, and return it."""
    tail, element.tail = clean(element.tail or ""), None
    return tail


def parted(text: str) -> tuple[str, str]:
    """Part a message's own lines from what it answers to and its signature."""
    lines = text.split("\n")
    if any(_FORWARD_LINE.search(line) for line in lines):
        return text, ""
    own: list[str] = []
    chain: list[str] = []
    place = 0
    while place < len(lines):
        line = lines[place]
        if _ends_message(lines, place):
            chain.extend(lines[place:])
            break
        introduces = _attribution_length(lines, place)
        if introduces:
            chain.extend(lines[place : place + introduces])
            place += introduces
            continue
        (chain if _QUOTED.match(line) else own).append(line)
        place += 1
    return "\n".join(own).strip("\n"), "\n".join(chain).strip("\n")


def _ends_message(lines: list[str], place: int) -> bool:
    line = lines[place]
    if _DIVIDER.match(line):
        return True
    if _SIGNATURE.match(line) and len(lines) - place <= _LONGEST_SIGNATURE:
        return True
    # Looking ahead only where the first word is one of a header's.
    return ":" in line[:12] and bool(
        _HEADER_BLOCK.match("\n".join(lines[place : place + _HEADER_LINES])[:_LOOKED_AT])
    )


def _attribution_length(lines: list[str], place: int) -> int:
    """Return how many lines "On … wrote:" takes here, before quoted ones; 0 for none."""
    for length in (1, 2, 3):
        if _WROTE.match("\n".join(lines[place : place + length])[:400]):
            following = next((each for each in lines[place + length :][:3] if each.strip()), "")
            return length if _QUOTED.match(following) else 0
    return 0
