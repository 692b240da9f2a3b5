"""Lines that stand in an article without belonging to it: declared rules, one table.

A rule looks at one block. It must be sure: a line of the article set aside is worse than a line of
boilerplate left standing, because no mark is ever found in what was set aside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from app.reading.document import BlockKind


@dataclass(frozen=True, slots=True)
class Rule:
    """A line matching `pattern`, at most `longest` characters long, is a `kind`.

    `needed` are small letters every such line holds: to look for them takes less than the pattern.
    """

    name: str
    pattern: re.Pattern[str]
    longest: int = 200
    kind: BlockKind = BlockKind.BOILERPLATE
    needed: str = ""


def _rule(
    name: str,
    pattern: str,
    longest: int = 200,
    kind: BlockKind = BlockKind.BOILERPLATE,
    needed: str = "",
) -> Rule:
    return Rule(name, re.compile(pattern, re.IGNORECASE), longest, kind, needed)


_NETWORKS = (
    r"(?:twitter|x|facebook|instagram|tiktok|youtube|linkedin|threads|bluesky|mastodon|whatsapp"
    r"|telegram|snapchat|pinterest|reddit|flipboard|google news|apple news|social media)"
)
_LABELS = (
    r"(?:ANALYSIS|COMMENT|EXCLUSIVE|GALLERY|INSIGHT|INTERVIEW|LATEST|LISTEN|OPINION|PICS|PICTURES"
    r"|POLL|REACTION|REPORT|REVEALED|UPDATE|VIDEO|WATCH)"
)
# Signs before the words, but no quotation mark: what is quoted belongs to the article.
_LEAD = r"^[^\w“”\"‘«„]*_*"
_END = r"[\W_]*$"

RULES: tuple[Rule, ...] = (
    _rule("call to click", _LEAD + r"(?:click|tap)\s+(?:here|below|through|the link)\b"),
    _rule(
        "related story",
        _LEAD + r"(?:read(?:\s+(?:also|more|next|now|on|this|the full story))?|also read|see also"
        r"|see more|related(?:\s+(?:stories|articles|story|article|links?|content|coverage|posts?|news"
        r"|topics|roundups?|forums?|tags?))?|recommended(?: reading| for you)?|more (?:on this(?: story| topic)?|stories|news)"
        r"|watch(?: now| live| more| below| video)?|listen(?: now)?|don['’]t miss|up next"
        r"|you (?:may|might) (?:also )?(?:like|be interested in)|most (?:read|popular|viewed)"
        r"|trending(?: now)?|further reading|learn more)\s*(?:[:|»>→›]|" + _END + r")",
    ),
    _rule("read more in capitals", r"^[\W_]*READ (?:MORE|ALSO|NEXT|ON)\b(?-i:[^a-z]*)$", needed="read"),
    _rule("more stories", _LEAD + r"more (?:[\w’']+ ){1,3}(?:stories|news|coverage)" + _END, 60),
    _rule(
        "filed",
        _LEAD + r"(?:filed under|posted in|tagged(?: with| as)?|tags?|topics?|categor(?:y|ies))\s*:(?:[^.!?]|\.(?=\w))*$",
        160,
    ),
    _rule(
        "particulars",
        _LEAD + r".{0,40}\b(?:posted|published|publicado|filed|veröffentlicht|publié)\b.{1,60}"
        r"\b(?:categor\w+|tags?)\s*:",
        200,
    ),
    _rule("more from", _LEAD + r"(?:read |see )?more (?:from|by|about|at)\s+[^.!?]{1,60}" + _END, 80),
    _rule(
        "newsletter",
        _LEAD + r"(?:(?:click here to |please )?(?:sign[ -]?up|subscribe|register|join)\b"
        r"|get (?:the|our|all the|your)\b)"
        r".{0,160}\b(?:newsletters?|(?:by|our|daily|weekly) e-?mails?|inbox|alerts?|briefings?|news updates|latest updates|for free"
        r"|app)\b",
        300,
    ),
    _rule(
        "newsletter after a sentence",
        r"[.!?…]\s+(?-i:Sign up|Subscribe) (?:here|now|today|for|to)\b[^.!?]{0,120}"
        r"\b(?:newsletters?|inbox)\b[^.!?]{0,60}" + _END,
        300,
    ),
    _rule("click after a sentence", r"[.!?–—]\s+(?-i:Click here) (?:for|to)\b[^.!?]{0,60}" + _END, 250, needed="click here"),
    _rule("labelled links", r"^.{10,}\[(?-i:" + _LABELS + r")\]" + _END, 500, needed="["),
    _rule(
        "subscription",
        _LEAD + r"(?:subscribe|sign up|sign in|log in|register|already a (?:subscriber|member))"
        r"(?:\s+(?:now|today|here|to continue(?: reading)?|for (?:free|full access|unlimited access)))?"
        r"\s*(?:[?!.:]|" + _END + ")",
        80,
    ),
    _rule(
        "advertisement",
        _LEAD + r"(?:advertisements?|advertising|advert|ad|sponsored(?: content| by .{1,40})?"
        r"|promoted(?: content)?|paid (?:content|post)"
        r"|(?:story|article|content) continues (?:below|after)(?: (?:the |this )?(?:advertisement|ad|video|gallery))?"
        r"|continue reading(?: (?:below|the main story))?|skip (?:advertisement|ad|past .{1,60})"
        r"|scroll (?:down )?(?:for more|to continue.{0,40}))" + _END,
        90,
    ),
    _rule(
        "follow",
        _LEAD + r"(?:follow|like|find|join|connect with|reach|friend)\b.{0,60}?\b(?:on|via|at)\s+"
        + _NETWORKS + r"\b.{0,80}$",
        160,
    ),
    _rule(
        "share",
        _LEAD + r"(?:share|tweet|print|e-?mail|save|bookmark|pin|copy(?: the)? link)"
        r"(?:(?: this)?(?: article| story| page| post| link)?(?: (?:on|via|with|to) .{1,30})?)"
        + _END,
        60,
    ),
    _rule(
        "share buttons",
        _LEAD + r"(?:(?:" + _NETWORKS + r"|e-?mail|print|share|tweet|pint?|copy link)[\W_]+){2,}"
        r"(?:\w+[\W_]*)?$",
        120,
    ),
    _rule(
        "comments",
        _LEAD + r"(?:\d+ comments?|comments?(?: \(?\d+\)?)?|(?:leave|post|view|show|add|read|join)"
        r" (?:a |all |the )?(?:\d+ )?(?:comments?|conversation|discussion)|what do you think\?.{0,80}comments.{0,20})"
        + _END,
        120,
    ),
    _rule("copyright", _LEAD + r"(?:©|\(c\)\s|copyright\b.{0,40}?(?:©|\(c\)|\b\d{4}\b))", 300),
    _rule("all rights", r"^.{0,200}\ball rights reserved\b.{0,200}$", 400, needed="all rights reserved"),
    _rule("redistribution", r"\bmay not be published, broadcast, rewritten\b", 300, needed="may not be published"),
    _rule(
        "dateline",
        _LEAD + r"(?:(?:last |first )?(?:updated|published|posted|modified)|update)\b.{0,12}?"
        r"(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[^.!?]{0,50}(?:[ap]\.?m\.?.{0,30})?$",
        90,
    ),
    _rule(
        "contact",
        _LEAD + r"(?:(?:write to|reach|contact|e-?mail|follow|tweet)\s(?:(?!\.\s).){1,90}?\b(?:at|on)\s.{0,40}"
        r"(?:[\w.]+@[\w.]+|@\w+|https?://|twitter\.com)|(?:got|have) a (?:news )?(?:tip|story|question)\b)",
        300,
    ),
    _rule("more at", _LEAD + r"(?:more|follow|see|read)\b[^.!?]{0,80}\bhttps?://\S+", 200),
    _rule(
        "reporting credit",
        _LEAD + r"(?:(?:additional |with )?reporting by|edited by|editing by|writing by|compiled by)\s"
        r"[^.!?]{2,200}" + _END,
        260,
    ),
    _rule("sources named", _LEAD + r"(?-i:SOURCES?)\s*:", 80),
    _rule("contributing", _LEAD + r"contributing\s*:\s[^.!?]{2,120}" + _END, 160),
    _rule("contributed", r"^.{3,120}\bcontributed to this (?:report|story|article)" + _END, 200, needed="contributed"),
    _rule(
        "appeal",
        _LEAD + r"(?:if you (?:enjoyed|liked|value)|support (?:our|independent)|enjoying this|become a (?:member"
        r"|subscriber|supporter))\b.{0,240}\b(?:article|story|journalism|member|subscri|donat)",
        500,
    ),
    _rule("loading", _LEAD + r"(?:loading|please wait|copied|link copied|close|text size|font size|back to top)" + _END, 40),
    _rule(
        "credit",
        _LEAD + r"(?:(?:image|photo|picture|photography|photograph|video|graphic|illustration|file photo"
        r"|file image)s?(?:\s+(?:credits?|by|courtesy(?: of)?|via|source))?\s*:|(?:image|photo|picture)s?"
        r" (?:credit|by|courtesy of)\b|(?:credit|source)\s*:\s*(?:getty|ap|reuters|afp|epa|alamy|pa))",
        200,
        BlockKind.CAPTION,
    ),
    _rule(
        "agency credit",
        _LEAD + r"(?:ap photo|getty images?|reuters|afp|epa|alamy|shutterstock|associated press)"
        r"(?:\s*[/|–-]\s*[^.!?]{1,60})?" + _END,
        80,
        BlockKind.CAPTION,
    ),
    _rule(
        "caption with credit",
        r"^.{10,400}[(\[](?:ap photo|photo by|photo:|photos by|image:|image credit|credit:|getty|reuters"
        r"|file photo|picture:|photograph by)[^()\[\]]{0,80}[)\]]\s*$",
        500,
        BlockKind.CAPTION,
    ),
    _rule(
        "file photo", r"^(?-i:FILE)\s*(?:PHOTO\s*)?[-–—:]\s", 600, BlockKind.CAPTION
    ),
)  # fmt: skip

_LED = tuple(rule for rule in RULES if rule.pattern.pattern.startswith(_LEAD))
_ANY_LED = re.compile(
    _LEAD + "(?:" + "|".join(rule.pattern.pattern.removeprefix(_LEAD) for rule in _LED) + ")",
    re.IGNORECASE,
)
"""Finds a line of which one of those rules is true, or would be if it were shorter: most lines are
prose, and to ask each rule takes long.
"""
_OTHERS = tuple(rule for rule in RULES if rule not in _LED)

_CAPITALS_WORDS = 6
"""From so many words on a line in capitals between paragraphs is another story's headline.

Shorter ones structure the article they stand in ("WHAT HAPPENS NEXT").
"""

_HEADLINE_VERBS = frozenset(
    [
        "ACCUSES",
        "ADMITS",
        "ANNOUNCES",
        "APPROVES",
        "ARRESTED",
        "ASKS",
        "ATTACKS",
        "BACKS",
        "BANS",
        "BLAMES",
        "BLASTS",
        "CALLS",
        "CHARGED",
        "CLAIMS",
        "CONFIRMS",
        "DEFENDS",
        "DEMANDS",
        "DENIES",
        "DIES",
        "FACES",
        "FILES",
        "FINDS",
        "GETS",
        "GIVES",
        "HITS",
        "KILLED",
        "KILLS",
        "LAUNCHES",
        "LOSES",
        "MAKES",
        "ORDERS",
        "PLEADS",
        "RESIGNS",
        "REVEALS",
        "RIPS",
        "SAYS",
        "SEEKS",
        "SHOWS",
        "SLAMS",
        "SUES",
        "TAKES",
        "TELLS",
        "THREATENS",
        "URGES",
        "VOWS",
        "WANTS",
        "WARNS",
        "WINS",
    ]
)
_STRUCTURAL = re.compile(
    r"^(?:\d+[.)]?|[IVX]+[.)]|PART|CHAPTER|SECTION|STEP|QUESTION|ANNEX|APPENDIX|TABLE|FIGURE)\b"
)
_SMALL_LEFT_OUT = dict.fromkeys(map(ord, ascii_lowercase))
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def boilerplate_kind(line: str) -> BlockKind | None:
    """Return the kind a rule gives to this line by its wording; None for a line of the article."""
    line = line.strip()
    small = line.lower()
    for rule in RULES if _ANY_LED.match(line) else _OTHERS:
        if len(line) <= rule.longest and rule.needed in small and rule.pattern.search(line):
            return rule.kind
    return None


def is_foreign_headline(line: str, *, linked: bool = False) -> bool:
    """Tell whether a line between paragraphs is another story's headline, in capitals.

    Not so are speaker lines ("MOORE: WELL…"), numbered or lettered headings, questions, sentences
    that end in a full stop, and short headings. `linked` says that the whole line is one link,
    which makes a short line in capitals sure as well.
    """
    line = line.strip()
    if not in_capitals(line) or line.endswith((".", ":", ";", ",")):
        return False
    if ":" in line[:40] or _STRUCTURAL.match(line) or (line.endswith("?") and not linked):
        return False
    words = _WORD.findall(line)
    if len(words) >= _CAPITALS_WORDS:
        return True
    return len(words) >= 4 and (linked or not _HEADLINE_VERBS.isdisjoint(words))


def in_capitals(line: str) -> bool:
    """Tell whether a line has letters and, but for a stray one, all of them are capitals."""
    small = len(line) - len(line.translate(_SMALL_LEFT_OUT))
    if small > len(line) * 0.05:  # most lines are prose, which is told this way in no time
        return False
    letters = "".join(filter(str.isalpha, line))
    return len(letters) >= 4 and sum(map(str.isupper, letters)) >= len(letters) * 0.95


def capitals_structure(lines: Sequence[str]) -> bool:
    """Tell whether capitals are how this text sets its own headings, or all of its lines.

    So they are where half the lines, or two short ones, stand in capitals.
    """
    capitals = [line for line in lines if in_capitals(line)]
    short = [line for line in capitals if len(_WORD.findall(line)) < _CAPITALS_WORDS - 1]
    return 2 * len(capitals) >= len(lines) or len(short) >= 2
