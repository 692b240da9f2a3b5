"""Give words to the name that stands before their colon or behind their dash."""

from __future__ import annotations

import re

from spacy.tokens import Token

from app.analysis.dialogue import Label
from app.analysis.drafts import MARKS, Draft, Ledger
from app.analysis.paragraphs import Paragraph
from app.language import later
from app.reading.attribution import Act, AttributionKind
from app.reading.spans import Span

_LABEL = re.compile(
    r"[\s“\"]*((?:[A-Z][\w.’'-]+\s+){0,5}[A-Z][\w.’'-]+(?:\s*\([^)]{1,30}\))?)\s*(:|\s[–—-]{1,2}\s)\s*"
)
_SIGNED = re.compile(
    r"\s*([―—–]|--?)\s*((?:[A-Z][\w.’'-]*)(?:\s+(?:of|de|van|von|[A-Z][\w.’'-]*)){0,5}),?(?:\s[^.“\"]{0,80})?\.?\s*$"
)
_OURS = frozenset({"i", "we", "you", "my", "our", "your", "me", "us"})


def give_labelled(ledger: Ledger) -> None:
    """Give what stands after "Lee:", or before "— Lee", to the name that labels it."""
    _take_labelled(ledger)
    _take_signed(ledger)


def give_turn(ledger: Ledger, before: Draft | None) -> Draft | None:
    """Give a paragraph of an interview or transcript to who speaks it.

    One without a label goes on from the one before where it speaks of "I" or "you", or opens with
    a quotation mark as that did: what the writer puts between answers does neither. Its words then
    are the same speaker's, who is returned.
    """
    paragraph, label = ledger.paragraph, ledger.paragraph.label
    if label is not None:
        name = Span(label.start, label.end)
        head = paragraph.doc[paragraph.token_at(_name_end(paragraph, label) - 1)]
        content = paragraph.trimmed_end(Span(label.said, paragraph.end))
        colon = paragraph.text(Span(label.end, label.said)).index(":") + label.end
        turn = _turn(paragraph, content, Span(colon, colon + 1), name, head)
        turn.quotes = [quote for quote in ledger.free() if quote.start <= label.start < quote.end]
        for quote in turn.quotes:
            ledger.take(quote)
        ledger.drafts.append(turn)
    elif paragraph.talk and before is not None and before.labelled and _goes_on(paragraph, before):
        before.content.append(paragraph.trimmed_end(Span(paragraph.offset, paragraph.end)))
        return before
    return None


def _turn(paragraph: Paragraph, content: Span, colon: Span, name: Span, head: Token) -> Draft:
    return Draft(
        paragraph,
        [content],
        (colon,),
        (name,),
        head,
        Act.STATEMENT,
        AttributionKind.DIRECT,
        0.95,
        later("A name and a colon stand before the words."),
        labelled=True,
    )


def _name_end(paragraph: Paragraph, label: Label) -> int:
    """Return where the name of a label ends: before its role, or what stands in brackets."""
    name = re.split(r"[,(]", paragraph.text(Span(label.start, label.end)))[0]
    return label.start + len(name.rstrip())


def _goes_on(paragraph: Paragraph, before: Draft) -> bool:
    """Tell whether a paragraph without a label is said by who spoke the one before."""
    words = paragraph.words.strip()
    opening = words[:1]
    if opening in MARKS:
        return before.paragraph.words.lstrip()[:1] == opening and words[1:2] not in {"(", "["}
    if words[-1:] in "?:" or opening in "[(":
        return False
    return any(token.lower_ in _OURS and paragraph.inside[token.i] < 0 for token in paragraph.doc)


def _take_labelled(ledger: Ledger) -> None:
    """Give what stands after "MOORE:" or "Ann Lee:" to the name before the colon."""
    paragraph = ledger.paragraph
    if any(draft.labelled for draft in ledger.drafts):
        return
    text = paragraph.words
    match = _LABEL.match(text)
    if match is None:
        return
    label, rest = match.group(1), text[match.end() :]
    if not rest.strip() or (paragraph.heading and rest[:1] not in "\"“‘'"):
        return
    start = paragraph.offset + match.end()
    quote = next((q for q in ledger.free() if q.start == start), None)
    if quote is None and not (label.isupper() and len(label) > 3 and match.group(2) == ":"):
        return
    content = quote.span if quote is not None else paragraph.trimmed_end(Span(start, paragraph.end))
    quotes = [] if quote is None else [quote]
    for item in quotes:
        ledger.take(item)
    name = Span(paragraph.offset + match.start(1), paragraph.offset + match.end(1))
    last = paragraph.doc[
        paragraph.token_at(
            paragraph.offset + match.start(1) + len(label.split("(")[0].rstrip()) - 1
        )
    ]
    ledger.drafts.append(
        Draft(
            paragraph,
            [content],
            (Span(start - len(text[match.end(1) : match.end()].lstrip()), start - 1),)
            if match.group(2) == ":"
            else (),
            (name,),
            last,
            Act.STATEMENT,
            AttributionKind.DIRECT,
            0.8,
            later("A name and a colon stand before the words."),
            quotes=quotes,
        )
    )


def _take_signed(ledger: Ledger) -> None:
    """Give a paragraph that ends "“…” — Ann Lee" to the name it is signed with."""
    paragraph = ledger.paragraph
    for quote in ledger.free():
        match = _SIGNED.fullmatch(ledger.text(quote.end, paragraph.end))
        if match is None or ledger.text(paragraph.offset, quote.start).strip():
            continue
        ledger.take(quote)
        first, last = (quote.end + at for at in match.span(2))
        ledger.drafts.append(
            Draft(
                paragraph,
                [quote.span],
                (Span(quote.end + match.start(1), quote.end + match.end(1)),),
                (Span(first, last),),
                paragraph.doc[paragraph.token_at(last - 1)],
                Act.STATEMENT,
                AttributionKind.DIRECT,
                0.85,
                later("A dash and a name stand after the words."),
                quotes=[quote],
            )
        )
