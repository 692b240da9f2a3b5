"""The words that attribute, declared once: which act they stand for and what they can take.

Each table line is a group of verbs that behave alike. A frame says what may be the content:

========  ============================================================================
frame     example
========  ============================================================================
clause    she *said* (that) the road was closed; “…,” she said
quote     they *chanted*, “…”: counts only with words in quotation marks
object    they *urged* people to stay at home; they *expect* rates to fall
promise   he *vowed* to return: the source itself does what is said
gerund    he *admitted* (to) taking it
as        they *regard* the lake as safe; he *described* it as “a mess”
naming    she *called* him a liar
of        they *accused* the firm of hiding it
noun      she *welcomed* the plan: a thing only, an attitude unless it is quoted
wish      he *wants* to stay: what the source itself means to do, an attitude
========  ============================================================================
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from app.analysis.wordlists import listed
from app.reading.attribution import Act


class Frame(StrEnum):
    """What kind of content a verb can take."""

    CLAUSE = "clause"
    QUOTE = "quote"
    OBJECT = "object"
    PROMISE = "promise"
    GERUND = "gerund"
    AS = "as"
    NAMING = "naming"
    OF = "of"
    NOUN = "noun"
    WISH = "wish"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class CueVerb:
    """A verb that attributes.

    `particle` is the word that has to stand with it ("out" in "pointed out"), else empty.
    """

    lemma: str
    act: Act
    frames: frozenset[Frame]
    particle: str = ""


# act, frames, verbs; a verb may stand in several lines, whose frames then add up.
_VERBS: tuple[tuple[Act, str, str], ...] = (
    (
        Act.STATEMENT,
        "clause quote",
        """say tell add note argue announce report write state claim declare acknowledge explain
        warn suggest show reveal recall admit insist confirm predict conclude indicate reply respond
        concede allege assert boast complain assure remind reiterate emphasize emphasise stress
        remark observe lament testify tweet post caution contend maintain disclose mention inform
        notify advise repeat deny comment quip joke counter retort interject recount elaborate
        clarify hint imply signal propose recommend rule find demonstrate prove document affirm
        attest avow proclaim pronounce profess relate volunteer vouch stipulate
        underscore underline highlight reaffirm restate retweet blog email text message
        guarantee certify swear brag gloat grumble moan protest object plead confess
        rejoin riposte quote narrate describe detail illustrate determine
        verify discover uncover surmise opine posit submit intimate divulge""",
    ),
    (
        Act.STATEMENT,
        "noun",
        """announce report claim declare acknowledge explain suggest confirm predict allege stress
        emphasize reiterate mention disclose deny describe recount clarify propose recommend
        highlight underscore cite quote detail outline discuss repeat voice echo reveal""",
    ),
    (
        Act.STATEMENT,
        "gerund",
        "admit confess deny recall describe mention report acknowledge suggest propose recommend",
    ),
    (
        Act.STATEMENT,
        "quote",
        """chant shout yell scream cry whisper mutter murmur sing recite continue laugh sigh exclaim
        gush enthuse fume rage thunder bark snap sneer snort shrug smile nod ask inquire wonder
        question conclude offer read echo answer agree demand vow promise
        pledge threaten urge think""",
    ),
    (
        Act.STATEMENT,
        "object",
        "ask urge tell order instruct advise warn beg implore beseech request exhort admonish caution counsel command direct remind press encourage recommend challenge forbid call",
    ),
    (Act.STATEMENT, "clause", "ask inquire question demand request order urge joke"),
    (
        Act.STATEMENT,
        "promise clause",
        "promise vow pledge threaten claim swear profess guarantee",
    ),
    (
        Act.STATEMENT,
        "as",
        "show describe portray characterize characterise depict tout hail dismiss label brand denounce condemn cite paint frame praise refer deride criticize criticise",
    ),
    (Act.STATEMENT, "naming", "call label dub brand declare pronounce term name"),
    (Act.STATEMENT, "of", "accuse"),
    (
        Act.BELIEF,
        "clause",
        """think believe estimate fear worry suspect doubt assume feel reckon anticipate guess foresee
        forecast project speculate hypothesize theorize theorise presume suppose assess judge agree
        disagree wonder imagine sense calculate envision envisage""",
    ),
    (
        Act.BELIEF,
        "object",
        "expect believe consider estimate assume anticipate forecast project deem judge report",
    ),
    (Act.BELIEF, "clause", "expect consider"),
    (Act.BELIEF, "as", "regard see view perceive consider deem treat"),
    (Act.BELIEF, "naming", "consider deem think believe judge find"),
    (Act.ATTITUDE, "clause wish", "hope wish want decide intend plan prefer agree"),
    (Act.ATTITUDE, "noun", "prefer fear oppose"),
    (Act.ATTITUDE, "wish", "seek refuse decline aim"),
    (
        Act.ATTITUDE,
        "noun",
        """support endorse oppose back favor favour criticize criticise praise reject blame attack
        blast denounce condemn slam welcome applaud express mock defend dismiss embrace tout decry
        deride demand propose question doubt""",
    ),
)

# Cues that need a second word to attribute.
_PARTICLES: dict[str, str] = {"point": "out"}

_IRREGULAR: dict[str, str] = {
    "say": "says said saying",
    "tell": "tells told telling",
    "write": "writes wrote written writing",
    "show": "shows showed shown showing",
    "find": "finds found finding",
    "think": "thinks thought thinking",
    "feel": "feels felt feeling",
    "swear": "swears swore sworn swearing",
    "foresee": "foresees foresaw foreseen foreseeing",
    "forecast": "forecasts forecast forecasted forecasting",
    "see": "sees saw seen seeing",
    "sing": "sings sang sung singing",
    "speak": "speaks spoke spoken speaking",
    "begin": "begins began begun beginning",
    "go": "goes went gone going",
    "read": "reads read reading",
    "cast": "casts cast casting",
    "forbid": "forbids forbade forbidden forbidding",
    "seek": "seeks sought seeking",
    "admit": "admits admitted admitting",
    "submit": "submits submitted submitting",
    "beg": "begs begged begging",
    "brag": "brags bragged bragging",
    "quip": "quips quipped quipping",
    "snap": "snaps snapped snapping",
    "slam": "slams slammed slamming",
    "refer": "refers referred referring",
    "prefer": "prefers preferred preferring",
    "plan": "plans planned planning",
    "nod": "nods nodded nodding",
    "lay": "lays laid laying",
    "label": "labels labeled labelled labeling labelling",
    "signal": "signals signaled signalled signaling signalling",
    "dub": "dubs dubbed dubbing",
    "blog": "blogs blogged blogging",
    "prove": "proves proved proven proving",
    "rule": "rules ruled ruling",
}

# Nouns that hold a statement or a belief: "the claim that …", "a statement saying …".
STATEMENT_NOUNS: frozenset[str] = (
    listed("""statement claim assertion announcement report argument allegation accusation suggestion
    warning comment remark testimony declaration explanation prediction conclusion finding
    admission acknowledgement acknowledgment insistence contention promise pledge vow threat
    denial complaint reply response revelation confirmation recommendation observation
    assurance message tweet letter email post speech ruling verdict assessment analysis study
    survey poll research paper release interview case idea point""")
)
BELIEF_NOUNS: frozenset[str] = (
    listed("""belief view opinion estimate expectation fear concern worry suspicion doubt assumption
    hypothesis theory forecast projection conviction feeling sense notion impression
    calculation""")
)

# Verbs that only lend such a noun a subject: "made the claim that …".
LIGHT_VERBS: frozenset[str] = (
    listed("""make makes made making issue issues issued issuing express expresses expressed expressing
    voice voices voiced voicing have has had having give gives gave given giving raise raises raised
    raising share shares shared sharing hold holds held offer offers offered offering release
    releases released releasing reach reaches reached repeat repeats repeated repeating reiterate
    reiterates reiterated announce announces announced press presses pressed pressing air aired
    reject rejects rejected dismiss dismisses dismissed deny denies denied cite cites cited citing
    present presents presented advance advanced push pushed deliver delivered come came""")
)


# After these an infinitive says what was not said: "declined to say whether".
WITHHELD: frozenset[str] = listed(
    "decline declines declined declining refuse refuses refused refusing fail fails failed"
    " failing hesitate hesitated neglect neglected forget forgot"
)


@cache
def verb_forms() -> dict[str, tuple[CueVerb, ...]]:
    """Return every inflected form in lower case with the verbs it may belong to."""
    gathered: dict[tuple[str, Act], set[Frame]] = {}
    for act, frames, verbs in _VERBS:
        for lemma in verbs.split():
            gathered.setdefault((lemma, act), set()).update(Frame(name) for name in frames.split())
    forms: dict[str, list[CueVerb]] = {}
    for (lemma, act), taken in gathered.items():
        verb = CueVerb(lemma, act, frozenset(taken))
        for form in _inflected(lemma):
            forms.setdefault(form, []).append(verb)
    for lemma, particle in _PARTICLES.items():
        verb = CueVerb(lemma, Act.STATEMENT, frozenset({Frame.CLAUSE, Frame.QUOTE}), particle)
        for form in _inflected(lemma):
            forms.setdefault(form, []).append(verb)
    return {form: tuple(verbs) for form, verbs in forms.items()}


def _inflected(lemma: str) -> set[str]:
    if lemma in _IRREGULAR:
        return {lemma, *_IRREGULAR[lemma].split()}
    if lemma.endswith("e"):
        return {lemma, lemma + "s", lemma + "d", lemma[:-1] + "ing"}
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return {lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"}
    if lemma.endswith(("s", "sh", "ch", "x", "z")):
        return {lemma, lemma + "es", lemma + "ed", lemma + "ing"}
    return {lemma, lemma + "s", lemma + "ed", lemma + "ing"}
