"""E-mails: the message itself, without what it answers to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import EmailPolicy
from email.utils import parseaddr
from html import escape
from typing import Any

from lxml.html import tostring

from app.language import tr
from app.opening.decoding import NotTextError, decode
from app.opening.forms.properties import day_of, names_of
from app.opening.forms.replies import cut_chain, parted, unflowed
from app.opening.plain import read_plain, universal_newlines
from app.opening.request import Request, is_address
from app.opening.web.blocks import clean
from app.opening.web.markup import parse
from app.opening.web.metadata import Facts
from app.opening.web.page import read_page, read_whole
from app.reading.annotation import Opened
from app.reading.document import Document
from app.reading.failures import OpenFailure

DEEPEST = 25
"""Parts nested deeper are passed over; real messages, forwarded ones in them, reach ten."""

_LONGEST_HEADER = 4000
"""Characters of a header line that are looked at: understanding long ones takes ages."""

# What the standard library's parsers of headers raise where a header is no such header.
_FAULTS = (ValueError, LookupError, TypeError, AttributeError, RecursionError)

_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_HEADER_LINE = re.compile(rb"[!-9;-~]+[ \t]*:")
_ANSWERED = re.compile(
    r"^\s*(?:(?:re|aw|antw|sv|vs|r|fwd?|wg|tr|vb|rv)\s*(?:\[\d+\])?:\s*)+", re.IGNORECASE
)
_FORWARDED = re.compile(r"^\s*(?:fwd?|wg|tr|vb|rv)\s*:", re.IGNORECASE)
_FROM = re.compile(r"(.{2,60}?)(?:\s+(?:from|at|@|via|\||–|—|-|•|·)\s+|,\s+)(.{2,80})")
_OUTLET_WORDS = re.compile(
    r"\b(?:the|your|our|news|newsletter|daily|weekly|monthly|today|times|post|press|journal"
    r"|review|report|briefing|digest|magazine|media|editors?|team|updates?|alerts?|courier|herald"
    r"|tribune|gazette|observer|guardian|letter|morning|evening|week|inc|ltd|university|institute"
    r"|institution|foundation|center|centre|office|agency|department|ministry|council|network)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"[^\W\d_][\w.'’-]*(?: (?:[^\W\d_][\w.'’-]*)){0,3}")


class _Policy(EmailPolicy):
    def header_fetch_parse(self, name: str, value: str) -> Any:
        return super().header_fetch_parse(name, value[:_LONGEST_HEADER])


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part of a message that holds no others: its bytes, and what its header says of them."""

    kind: str
    content: bytes
    charset: str = ""
    id: str = ""
    location: str = ""
    flowed: bool = False


def read_mail(content: bytes, request: Request) -> list[Opened]:
    """Open an e-mail's text; what it answers to, and attachments, are left out.

    Its subject is the title, its date the day it was published, and its sender the author, or, of
    a newsletter, the outlet. Raises OpenFailure where there is no text in it.
    """
    message = message_of(content, request)
    facts = _facts(message)
    forwarded = _FORWARDED.match(header(message, "Subject")) is not None
    bodies = _bodies(message, 0)
    if any(body.kind == "text/html" for body in bodies):
        document = _of_html(bodies, request, facts, message, forwarded=forwarded)
        if document.blocks:
            return [Opened(document)]
    bodies = _bodies(message, 0, prefer="text/plain")
    plain = [_text(body) for body in bodies if body.kind == "text/plain"]
    document = _of_text("\n\n".join(filter(None, plain)), request, facts, forwarded=forwarded)
    if not document.blocks:
        raise OpenFailure(
            tr("There is no text in {name}.", name=request.name),
            tr("If what you want is attached to it, save that and open it."),
        )
    return [Opened(document)]


def message_of(content: bytes, request: Request) -> EmailMessage:
    """Return the message bytes hold, broken headers and all; raise OpenFailure for nested ones."""
    if content.startswith(b"From "):
        content = content.partition(b"\n")[2]
    content = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    try:
        message = message_from_bytes(_mended(content), policy=_Policy())
    except RecursionError:
        raise OpenFailure(
            tr("{name} has parts within parts without end.", name=request.name),
            tr("Open it in your mail program and save the message you mean by itself."),
        ) from None
    except _FAULTS:
        raise OpenFailure(
            tr("{name} is damaged.", name=request.name),
            tr("Save it anew from your mail program."),
        ) from None
    assert isinstance(message, EmailMessage)
    return message


def _mended(content: bytes) -> bytes:
    """Drop lines between the headers that are none: they would end them."""
    blank = _BLANK_LINE.search(content)
    if blank is None:
        return content
    lines = content[: blank.start()].splitlines(keepends=True)
    kept = [line for line in lines if line[:1] in (b" ", b"\t") or _HEADER_LINE.match(line)]
    return b"".join(kept) + content[blank.start() :]


def header(message: Message, name: str) -> str:
    """Return a header's text, decoded; empty where it is missing or makes no sense."""
    try:
        return clean(str(message.get(name, "")))
    except _FAULTS:
        return ""


def leaves(part: Message, depth: int = 0) -> Iterator[Leaf]:
    """Yield the parts that hold no others, in order."""
    if not part.is_multipart():
        yield _leaf(part)
    elif depth < DEEPEST:
        for inner in _parts(part):
            yield from leaves(inner, depth + 1)


def _parts(part: Message) -> list[Message]:
    payload = part.get_payload()
    return (
        [inner for inner in payload if isinstance(inner, Message)]
        if isinstance(payload, list)
        else []
    )


def _leaf(part: Message) -> Leaf:
    try:
        content = part.get_payload(decode=True)
    except _FAULTS:
        content = b""
    try:
        flowed = str(part.get_param("format", "")).lower() == "flowed"
        charset = str(part.get_content_charset("") or "")
    except _FAULTS:
        flowed, charset = False, ""
    return Leaf(
        _kind(part),
        content if isinstance(content, bytes) else b"",
        charset,
        header(part, "Content-ID"),
        header(part, "Content-Location"),
        flowed,
    )


def _kind(part: Message) -> str:
    try:
        return part.get_content_type()
    except _FAULTS:
        return "text/plain"


def _is_attached(part: Message) -> bool:
    return header(part, "Content-Disposition").lower().startswith("attachment")


def _bodies(part: Message, depth: int, prefer: str = "text/html") -> list[Leaf]:
    """Return the texts a mail program shows, one after the other; of alternatives one."""
    kind = _kind(part)
    if depth > DEEPEST or _is_attached(part):
        return []
    if not part.is_multipart():
        return [_leaf(part)] if kind in ("text/html", "text/plain") else []
    inner = [_bodies(each, depth + 1, prefer) for each in _parts(part)]
    inner = [found for found in inner if found]
    if kind == "multipart/alternative":
        best = [found for found in inner if any(leaf.kind == prefer for leaf in found)]
        return (best or inner or [[]])[-1]
    if kind == "multipart/related":
        return inner[0] if inner else []
    if kind == "message/rfc822" and depth:
        return []
    return [leaf for found in inner for leaf in found]


def _text(leaf: Leaf) -> str:
    try:
        text = decode(leaf.content, declared=leaf.charset, page=leaf.kind == "text/html")
    except NotTextError:
        return ""
    if leaf.kind == "text/html":
        return text
    text = universal_newlines(text)
    return unflowed(text) if leaf.flowed else text


def _facts(message: Message) -> Facts:
    byline, outlet = _sender(message)
    stated = header(message, "Archived-At").strip("<>")
    return Facts(
        title=_ANSWERED.sub("", header(message, "Subject")),
        byline=byline,
        outlet=outlet,
        published=day_of(header(message, "Date")),
        address=stated if is_address(stated) else "",
    )


def _is_newsletter(message: Message) -> bool:
    """Tell what is sent to subscribers from what somebody wrote to somebody, or to a list."""
    if any(header(message, name) for name in ("In-Reply-To", "References", "List-Post")):
        return False
    return bool(header(message, "List-Unsubscribe") or header(message, "List-Id"))


def _sender(message: Message) -> tuple[str, str]:
    """Return who wrote it and which outlet sent it, as far as the sender's name tells.

    "Ann Smith from The Example", "The Example" or, of a letter that bears its author's name, "Ann
    Smith".
    """
    shown, address = parseaddr(header(message, "From"))
    name = clean(shown).strip("\"'")
    if not _is_newsletter(message):
        family, comma, given = name.partition(", ")
        if comma and "," not in given and len(name.split()) <= 4:
            name = f"{given} {family}"
        return names_of([name]) or address, ""
    if found := _FROM.fullmatch(name):
        if _is_person(found[1]):
            return found[1], found[2]
    elif len(name.split()) >= 2 and _is_person(name):
        return name, parseaddr(header(message, "List-Id"))[0]
    return "", name


def _is_person(name: str) -> bool:
    return (
        _PERSON.fullmatch(name) is not None
        and all(word[:1].isupper() for word in name.split())
        and not _OUTLET_WORDS.search(name)
    )


def _of_html(
    bodies: list[Leaf], request: Request, facts: Facts, message: Message, *, forwarded: bool
) -> Document:
    html = "\n".join(
        _text(body) if body.kind == "text/html" else _as_html(_text(body)) for body in bodies
    )
    if _is_newsletter(message) and not forwarded:
        try:
            document = read_page(html, request.source)
        except OpenFailure:
            pass
        else:
            return replace(
                document,
                title=facts.title or document.title,
                byline=facts.byline or document.byline,
                outlet=facts.outlet or document.outlet,
                published=facts.published or document.published,
                address=facts.address or document.address,
            )
    tree = parse(html)
    if tree is None:
        return read_whole("", request.source, facts)
    chain = [] if forwarded else cut_chain(tree)
    if not any(map(str.isalnum, tree.text_content())):
        chain = []
    else:
        html = tostring(tree, encoding="unicode")
    document = read_whole(html, request.source, facts)
    return replace(document, left_out=tuple(chain) if chain else document.left_out)


def _as_html(text: str) -> str:
    return "".join(f"<p>{escape(part)}</p>" for part in re.split(r"\n\s*\n", text))


def _of_text(text: str, request: Request, facts: Facts, *, forwarded: bool) -> Document:
    own, chain = (text, "") if forwarded else parted(text)
    if not any(map(str.isalnum, own)):
        own, chain = text, ""
    document = read_plain(own, request.source)
    return replace(
        document,
        title=facts.title or document.title,
        byline=facts.byline,
        outlet=facts.outlet,
        published=facts.published,
        address=facts.address,
        left_out=(chain,) if chain else None,
    )
