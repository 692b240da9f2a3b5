"""What the words around a number say of it: hedges, what it is compared with, worth of a check.

The criteria are those fact-checkers sort claims by: statistics, comparisons, money, superlatives
and claims of cause; each is declared below as the words or kinds it is seen from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from app.analysis.wordlists import listed
from app.reading.quantity import Criterion, Quantity, QuantityKind

_HEDGES = listed("""estimated estimate estimates reported reportedly alleged allegedly projected expected forecast
    predicted believed thought supposed supposedly purported purportedly preliminary provisional
    unconfirmed possibly perhaps maybe apparently presumed suspected""")
_PASSIVE_HEDGES = listed(
    "estimated reported alleged projected expected forecast predicted believed thought supposed"
)
_STATISTICS = listed("""average median mean rate rates ratio total toll majority minority index survey surveys poll polls
    census share proportion percentage statistic statistics data figures per capita typical""")
_COMPARING = listed("""than compared versus vs up down rose risen rise rises rising fell fallen fall falls falling
    increased increase increases increasing decreased decrease decreases declined decline declines
    dropped drop drops grew grown growth grow shrank shrunk doubled tripled halved quadrupled gained
    lost outnumbered exceeded surpassed overtook higher lower fewer more less larger smaller bigger
    twice half jumped soared plunged surged slipped climbed slid cut""")
_SUPERLATIVES = listed("""ever record unprecedented worst best unique highest lowest largest
    biggest smallest fastest slowest oldest youngest longest greatest""")
_CAUSES = listed("""because caused causes cause causing due led leads leading resulted results resulting thanks driven
    drives attributed blamed linked triggered sparked prevented prevents saved owing responsible
    contributed contributes""")
_REACH = 10
"""Tokens between a number and a word that makes it a superlative."""
_MANY = Decimal(1000)
"""From here on a bare count is taken for a statistic: nobody has counted it alone."""

_TIMES = frozenset({QuantityKind.DATE, QuantityKind.AGE})
_BETWEEN = re.compile(
    r"\s*(?:[\w’'-]+\s+){0,3}(?:[\w’'-]+)?[\s,(]*(?:(?:up|down|higher|lower|more|less|fewer)\s+)?"
    r"(?:from|compared\s+(?:with|to)|versus|vs\.?|against|rather\s+than|instead\s+of|than)"
    r"\s+(?:\w+\s+){0,3}",
    re.IGNORECASE,
)
"""What stands between a new value and the one it is compared with."""
_FROM = re.compile(r"\bfrom\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_TO = re.compile(r"\s*(?:\([^)]*\)\s*|\w+\s+){0,3}?(?:to|into)\s+$", re.IGNORECASE)


def weigh(doc: Doc, offset: int, quantities: Sequence[Quantity]) -> list[Quantity]:
    """Return the quantities of a parsed block with hedge, comparison and criteria.

    `offset` is where the block begins in the document.
    """
    weighed: list[Quantity] = []
    linked = _compared(doc.text, offset, quantities)
    for quantity in quantities:
        sign = doc.char_span(
            quantity.start - offset, quantity.end - offset, alignment_mode="expand"
        )
        against = linked.get(quantity.id)
        if sign is None or not len(sign):
            weighed.append(replace(quantity, against=against))
            continue
        hedge = _hedge(sign, quantity)
        worth = _criteria(sign, quantity, against) if quantity.claim else ()
        weighed.append(replace(quantity, against=against, hedge=hedge, worth=worth))
    return weighed


def _compared(text: str, offset: int, quantities: Sequence[Quantity]) -> dict[str, str]:
    """Return for each new value the id of the earlier one it is set against."""
    found: dict[str, str] = {}
    sizes = [q for q in quantities if q.kind not in _TIMES]
    for one, other in pairwise(sizes):
        gap = text[one.end - offset : other.start - offset]
        if len(gap) > 60 or re.search(r"[.?!;]\s", gap):
            continue
        if _BETWEEN.fullmatch(gap):
            found[one.id] = other.id
        elif _TO.fullmatch(gap) and _FROM.search(
            text[max(0, one.start - offset - 40) : one.start - offset]
        ):
            found[other.id] = one.id
    return found


def _hedge(sign: Span, quantity: Quantity) -> str | None:
    """Return the word that makes the number only estimated or reported."""
    for word in re.findall(r"[\w-]+", quantity.modifier or ""):
        if word in _HEDGES:
            return str(word)
    token = sign.root
    for _ in range(4):
        for near in token.lefts:
            if near.lower_ in _HEDGES and near.dep_ in {"amod", "advmod", "nmod"}:
                return str(near.lower_)
        passive = any(child.dep_ == "auxpass" for child in token.lefts)
        if passive and token.lower_ in _PASSIVE_HEDGES:
            return str(token.lower_)
        if token.head is token:
            return None
        token = token.head
    return None


def _criteria(sign: Span, quantity: Quantity, against: str | None) -> tuple[Criterion, ...]:
    sentence = sign.root.sent
    near = _near(sign, sentence)
    words = {token.lower_ for token in near}
    met = {
        Criterion.STATISTIC: _is_statistic(quantity, words),
        Criterion.COMPARISON: against is not None
        or (quantity.kind is QuantityKind.RATIO and quantity.unit == "times")
        or bool(words & _COMPARING),
        Criterion.MONEY: quantity.kind is QuantityKind.MONEY,
        Criterion.SUPERLATIVE: quantity.kind is QuantityKind.RANK
        or any(_is_superlative(t) for t in near),
        Criterion.CAUSAL: any(token.lower_ in _CAUSES for token in sentence[:200]),
    }
    return tuple(criterion for criterion, holds in met.items() if holds)


def _is_superlative(token: Token) -> bool:
    """Tell "the largest" and "the most expensive" from "most recently"."""
    if token.tag_ == "RBS":
        return token.i + 1 < len(token.doc) and token.nbor().tag_ == "JJ"
    return token.tag_ == "JJS" or token.lower_ in _SUPERLATIVES


def _near(sign: Span, sentence: Span) -> list[Token]:
    """Return the tokens around a number, its own left out, in its sentence."""
    first = max(sentence.start, sign.start - _REACH)
    last = min(sentence.end, sign.end + _REACH)
    return [*sign.doc[first : sign.start], *sign.doc[sign.end : last]]


def _is_statistic(quantity: Quantity, words: set[str]) -> bool:
    if quantity.kind in {QuantityKind.PERCENT, QuantityKind.RATIO}:
        return True
    if quantity.kind is QuantityKind.COUNT:
        size = quantity.value if quantity.value is not None else quantity.low
        if size is not None and size >= _MANY:
            return True
    return bool(words & _STATISTICS)
