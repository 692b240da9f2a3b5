"""What stands between a reader and the article: subscriptions, scripts, consent, robot checks.

A wall is told by what it says, and only where there is too little text for a whole article: an
article may well be about subscriptions, and a whole one is often followed by a call to subscribe.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from lxml.html import HtmlElement

from app.language import later, tr
from app.opening.web.blocks import Draft
from app.opening.web.inline import clean
from app.opening.web.structured import Statements
from app.reading.failures import OpenFailure

BEGINNING_ONLY = later(
    "Only the beginning of the article is in this page; the rest is for subscribers."
)

_SAVE = later(
    "Open the page in your browser, save it there as a file, and open the saved file, or copy the "
    "article and paste it."
)
_ANSWER = later(
    "Open the page in your browser, answer there, save it there as a file, and open the saved "
    "file, or copy the article and paste it."
)
_LOG_IN = later(
    "Open the page in your browser where you are logged in, save it there as a file, and open the "
    "saved file, or copy the article and paste it."
)

_SHORTEST = 100
"""Words: fewer are no whole article of an outlet that sells them."""

_SHORT = 250
"""Words: an article that ends in a word to its subscribers after fewer is a beginning."""

_SHORTISH = 450
"""Words: an article is no beginning that has as many, whatever stands after it."""

_OWN_LINES = 2
_LINES_AFTER = 12
_LINES = 3000
_LONGEST_LINE = 400
_FEW = 1200
"""Characters: the explanations of a consent or robot check have no more."""

_FEW_LINES = 4

_FOR_SUBSCRIBERS = re.compile(
    r"(?:subscribe|sign in|log in|register|join|become a (?:subscriber|member))[^.!?]{0,40} to"
    r" (?:continue|keep|finish|read|unlock|access)\b"
    r"|to (?:continue|keep) reading|continue reading (?:this|your|with)|read the (?:full|rest of)"
    r"|(?:article|story|content|post) is (?:exclusively |only )?(?:available )?(?:for|to)"
    r" (?:our |paying |paid |registered )?(?:subscribers|members)"
    r"|(?:exclusive|available|reserved)(?: only| exclusively)? (?:to|for) (?:our |paid |paying )?"
    r"(?:subscribers|members)|(?:subscriber|member|premium)s?[ -](?:only|exclusive)"
    r"|(?:reached|used|read) (?:your|all|the)\b.{0,30}\bfree (?:articles|stories)"
    r"|for subscribers only|unlock this (?:article|story)"
    r"|weiterlesen mit|(?:nur|exklusiv) für (?:abonnenten|abonnentinnen|mitglieder)|artikel freischalten"
    r"|réservé(?:e|s)? (?:à nos|aux) abonnés|il vous reste .{0,12}% de cet article"
    r"|(?:solo|exclusivo) para suscriptores|para seguir leyendo|exclusivo para assinantes"
    r"|riservato agli abbonati|alleen voor abonnees",
    re.IGNORECASE,
)
_FOR_MEMBERS = re.compile(
    r"already (?:a subscriber|have a subscription|subscribed|a member)|déjà abonné|bereits abonn",
    re.IGNORECASE,
)
_WALL_CLASS = re.compile(
    r"(?:^|[\s_-])(?:paywall|pay-?gate|reg-?wall|subscri(?:ber|ption)-(?:only|wall|required|gate|prompt)"
    r"|premium-(?:wall|gate)|meter(?:ed)?-wall|content-gate|article-gate|piano-offer)",
    re.IGNORECASE,
)
_BREAKS_OFF = re.compile(r"(?:…|\.\.\.|\[(?:…|\.\.\.)\])[\"'”’»)\]]*$")
_LOCKED = frozenset(("locked", "paid", "premium", "subscriber", "subscription"))

_ROBOT_TITLE = re.compile(
    r"^\W*(?:just a moment|attention required|access denied|access to this page has been denied"
    r"|are you (?:a )?(?:human|robot)|robot or human|pardon our interruption|security check"
    r"|verify you(?:'|’)?r?e? ?(?:are )?(?:a )?human|please verify|human verification|captcha|ddos-guard"
    r"|403 forbidden|request blocked|you have been blocked|bot verification|one moment, please)",
    re.IGNORECASE,
)
_ROBOT = re.compile(
    r"checking (?:if the site connection is secure|your browser)|verify(?:ing)? (?:that )?you are (?:a )?(?:not a )?"
    r"(?:human|robot)|enable js and disable any ad ?blocker|unusual (?:traffic|activity) from your"
    r"|not a robot|complete the (?:captcha|security check)|incapsula incident|ddos protection by"
    r"|performance & security by cloudflare|press & hold|you don['’]t have permission to access"
    r"|made us think (?:that )?you (?:are|were) a bot",
    re.IGNORECASE,
)
_CONSENT = (
    re.compile(r"\bcookies?\b|\bconsent\b|\bpersonal data\b|\beinwilligung\b|\bprivacy\b", re.IGNORECASE),
    re.compile(
        r"accept(?: all| and continue|\b.{0,20}cookies)|reject all|i agree|manage (?:my |your )?"
        r"(?:options|settings|preferences|choices|cookies)|before you continue|alle akzeptieren"
        r"|tout accepter|aceptar todo|(?:our|its|their) (?:\d+ )?(?:advertising )?partners",
        re.IGNORECASE,
    ),
)  # fmt: skip
_SCRIPT_NEEDED = re.compile(
    r"(?:enable|requires?|need|turn on|activate|without|activer|aktivieren|habilit\w+|activ\w+)\b.{0,40}\bjava ?script"
    r"|java ?script\b.{0,60}\b(?:enabled|disabled|required|needed|aktivieren|désactivé|to run|turned off)",
    re.IGNORECASE,
)
_FILLED_BY_SCRIPT = (
    "root",
    "app",
    "__next",
    "__nuxt",
    "___gatsby",
    "main-app",
    "app-root",
    "svelte",
)


def beginning_only(
    tree: HtmlElement, stated: Statements, article: Sequence[Draft], page: Sequence[Draft]
) -> bool:
    """Tell that a page gives only its article's beginning; `page` are all its blocks."""
    words = sum(len(draft.text.split()) for draft in article)
    if words >= _SHORTISH:
        return False
    sold = stated.free is False or _tier(tree) in _LOCKED
    breaks_off = bool(article) and _BREAKS_OFF.search(article[-1].text[-20:]) is not None
    after = _lines_after(article, page)
    asked = _says(_FOR_SUBSCRIBERS, after)
    greeted = _says(_FOR_MEMBERS, after)
    walled = asked or greeted or any(map(_has_wall_class, tree.iter("div", "section", "aside")))
    if breaks_off:
        return sold or walled
    # A page its subscriber has saved is whole, and still says that it is sold.
    return asked or (words < _SHORT and greeted) or (words < _SHORTEST and sold)


def refusal(
    tree: HtmlElement, stated: Statements, article: Sequence[Draft], page: Sequence[Draft]
) -> OpenFailure | None:
    """Return why a page with hardly any text holds no article, None where nothing tells.

    `article` is what was taken for one; much more text than a wall's own says that it is one.
    """
    if len(article) > _FEW_LINES or sum(len(draft.text) for draft in article) > _FEW:
        return None
    title = clean((tree.findtext(".//title") or "")[:_LONGEST_LINE])
    lines = [draft.text for draft in islice(page, _LINES) if len(draft.text) <= _LONGEST_LINE]
    said = " ".join(lines)[: 4 * _FEW]
    if _ROBOT_TITLE.search(title) or (len(said) <= _FEW and _ROBOT.search(said)):
        return OpenFailure(
            tr(
                "The site asks for proof that a person is reading, and did not give out the "
                "article."
            ),
            tr(_SAVE),
        )
    if stated.headline == "" and all(pattern.search(said) for pattern in _CONSENT):
        return OpenFailure(
            tr("The site asks about cookies first, and did not give out the article."),
            tr(_ANSWER),
        )
    if article:
        return None
    if stated.free is False or _says(_FOR_SUBSCRIBERS, page) or _says(_FOR_MEMBERS, page):
        return OpenFailure(
            tr("The article is for subscribers or needs a login; nothing of it is in this page."),
            tr(_LOG_IN),
        )
    if _is_filled_by_script(tree, said):
        return OpenFailure(
            tr("This page is empty until a browser runs its scripts, which Sayso never does."),
            tr(_SAVE),
        )
    return None


def _says(pattern: re.Pattern[str], page: Sequence[Draft]) -> bool:
    return any(
        len(draft.text) <= _LONGEST_LINE and pattern.search(draft.text)
        for draft in islice(page, _LINES)
    )


def _lines_after(article: Sequence[Draft], page: Sequence[Draft]) -> list[Draft]:
    """Return the end of the article and what follows it, where a wall stands.

    What a site says above every article asks nobody to pay for this one.
    """
    if not article:
        return []
    last = next((place for place, draft in enumerate(page) if draft is article[-1]), len(page))
    return [*article[-_OWN_LINES:], *page[last + 1 : last + 1 + _LINES_AFTER]]


def _has_wall_class(element: HtmlElement) -> bool:
    marks = f"{element.get('class') or ''} {element.get('id') or ''}"
    return _WALL_CLASS.search(marks[:_LONGEST_LINE]) is not None


def _tier(tree: HtmlElement) -> str:
    for meta in islice(tree.iter("meta"), _LINES):
        if (
            meta.get("property") == "article:content_tier"
            or meta.get("name") == "article:content_tier"
        ):
            return (meta.get("content") or "").strip().lower()
    return ""


def _is_filled_by_script(tree: HtmlElement, said: str) -> bool:
    notes = (
        clean((note.text_content() or "")[:_FEW]) for note in islice(tree.iter("noscript"), 20)
    )
    if _SCRIPT_NEEDED.search(said[:_FEW]) or any(map(_SCRIPT_NEEDED.search, notes)):
        return True
    scripts = list(islice(tree.iter("script"), 200))
    code = sum(len(script.text or "") for script in scripts)
    hosts = any(
        element.get("id") in _FILLED_BY_SCRIPT or element.tag in _FILLED_BY_SCRIPT
        for element in islice(tree.iter("div", "main", "app-root"), 200)
    )
    loads = bool(code or any(script.get("src") for script in scripts))
    return len(said) < _LONGEST_LINE and loads and (hosts or code > 10 * max(100, len(said)))
