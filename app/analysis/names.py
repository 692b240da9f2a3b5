"""Names of persons and bodies, gathered into one entry for each across the article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from app.analysis import grammar, titles
from app.analysis.paragraphs import Paragraph

PERSON = "person"
BODY = "body"
PLACE = "place"
_KINDS = {
    "PERSON": PERSON,
    "ORG": BODY,
    "PRODUCT": BODY,
    "GPE": PLACE,
    "NORP": PLACE,
    "FAC": PLACE,
    "LOC": PLACE,
}
_POSSESSIVE = re.compile(r"[’']s?$")


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a name stands.

    `weight` says how much it stands in the foreground: 2 for a subject, 1 for anything else, half
    as much for a possessor. `quoted` is true inside quotation marks. `sentence` counts sentences
    through the article.
    """

    kind: str
    name: str
    role: str
    gender: str
    start: int
    end: int
    sentence: int
    weight: float
    quoted: bool


@dataclass(slots=True)
class Entity:
    """A person or body with all that the article says of it.

    `outside` holds where the mentions outside quotations begin, in order.
    """

    kind: str
    name: str
    roles: list[str] = field(default_factory=list)
    gender: str = ""
    mentions: list[Mention] = field(default_factory=list)
    outside: list[int] = field(default_factory=list)

    @property
    def role(self) -> str:
        return self.roles[0] if self.roles else ""


def read_names(paragraph: Paragraph, sentence: int) -> Iterator[Mention]:
    """Yield the names of a paragraph; `sentence` is the number of its first sentence."""
    for entity in paragraph.doc.ents:
        label = entity.label_
        tokens = [token for token in entity if not token.is_space]
        kind = _KINDS.get(label)
        if not tokens or kind is None:
            continue
        name, role, gender = split_name(tokens)
        if not name or not name[0].isupper():
            continue
        if kind == PERSON and name.isupper() and " " in name:
            name = name.title()
        if kind == PERSON:
            before = role_before(paragraph, tokens[0].i)
            after = role_after(paragraph, tokens[-1])
            role = " ".join(part for part in (before, role) if part) or after
            role = role or role_around(paragraph, entity.root)
            gender = gender or courtesy_before(paragraph, tokens[0].i) or gender_of(name, role)
            if " " not in name and not role and not gender and titles.role_noun(name):
                continue
        root = entity.root
        yield Mention(
            kind,
            name,
            role,
            gender,
            paragraph.start_of(tokens[0]),
            paragraph.end_of(tokens[-1]),
            sentence + paragraph.sentences[entity.start],
            _weight(root),
            paragraph.inside[entity.start] >= 0,
        )


def courtesy_before(paragraph: Paragraph, first: int) -> str:
    """Return the gender that "Mr." or "Mrs." before a name tells."""
    return "" if first == 0 else titles.COURTESY.get(titles.bare(paragraph.doc[first - 1].text), "")


def _weight(root: Token) -> float:
    if root.dep_ in {"nsubj", "nsubjpass"}:
        main = root.head.dep_ == "ROOT"
        return 2.0 if main else 1.4
    return 0.5 if root.dep_ == "poss" else 1.0


def split_name(tokens: Iterable[Token]) -> tuple[str, str, str]:
    """Return name, role and gender of capitalised words: "Gov. Ann Lee" is "Ann Lee", "Gov."."""
    words: list[str] = []
    for token in tokens:
        if token.text == "," and words:
            break  # "Lee, Acme's director": one name and what comes after
        if token.text not in {"'s", "’s", ","}:
            words.append(token.text)
    if words and words[0].lower() in {"the", "a", "an"}:
        words = words[1:]
    lead: list[str] = []
    gender = ""
    while len(words) > 1 and _leads(words[0], words):
        plain = titles.bare(words[0])
        gender = titles.COURTESY.get(plain, "") or gender
        if plain not in titles.COURTESY:
            lead.append(words[0])
        words = words[1:]
    while len(words) > 1 and titles.bare(words[-1]) in titles.AFTER_NAMES:
        words = words[:-1]
    name = _POSSESSIVE.sub("", _joined(words))
    return name, " ".join(lead), gender


def _leads(word: str, words: list[str]) -> bool:
    plain = titles.bare(word)
    if plain in titles.COURTESY or plain in titles.ABBREVIATED:
        return True
    return plain in titles.ROLES and len(words) > 1


def _joined(words: list[str]) -> str:
    text = " ".join(words)
    return re.sub(r"\s+([-/.])\s+|\s+([.,])", lambda m: m.group(1) or m.group(2) or "", text)


def role_before(paragraph: Paragraph, first: int) -> str:
    """Return the title or role that stands right before a name: "Secretary of State"."""
    doc = paragraph.doc
    i = first - 1
    while i >= 0 and first - i <= 8:
        token = doc[i]
        if token.ent_type_ == "PERSON":
            break
        if token.dep_ in {"compound", "nmod", "amod", "poss", "case"} or token.lower_ in {
            "of",
            "and",
        }:
            i -= 1
            continue
        if titles.role_noun(token.text) and token.pos_ in {"PROPN", "NOUN"}:
            i -= 1
            continue
        if token.pos_ == "PROPN" and (i + 1 < first or doc[i - 1].lower_ == "of"):
            i -= 1
            continue
        break
    words = doc[i + 1 : first]
    while len(words) and words[0].lower_ in {"of", "and", "'s", "’s"}:
        words = words[1:]
    if not any(titles.role_noun(token.text) for token in words):
        return ""
    kept = [token for token in words if titles.bare(token.text) not in titles.COURTESY]
    return str(doc[kept[0].i : kept[-1].i + 1].text).strip(" ,") if kept else ""


def role_after(paragraph: Paragraph, last: Token) -> str:
    """Return the role in an apposition: "Ann Lee, the mayor of Hull, said"."""
    doc = paragraph.doc
    i = last.i + 1
    if i < len(doc) and doc[i].text in {"'s", "’s"}:
        return ""
    if i + 1 >= len(doc) or doc[i].text != ",":
        return ""
    words: list[Token] = []
    for token in doc[i + 1 : i + 14]:
        if token.text in {",", ".", ";", "(", "—", "–"} or token.pos_ in {"VERB", "AUX"}:
            break
        words.append(token)
    if words and words[0].lower_ in {"a", "an", "the", "his", "her", "their"}:
        words = words[1:]
    head = next((token for token in words if titles.role_noun(token.text)), None)
    if head is None or head.pos_ == "VERB" or len(words) > 11:
        return ""
    return str(doc[words[0].i : words[-1].i + 1].text)


def role_around(paragraph: Paragraph, name: Token) -> str:
    """Return the role a name stands in apposition to: "the mayor of Hull, Ann Lee, said"."""
    head = name.head
    if name.dep_ != "appos" or head.tag_ != "NN" or not titles.role_noun(head.text):
        return ""
    first, end = grammar.phrase(head)
    if not first <= head.i < end <= name.left_edge.i or end - first > 8:
        return ""
    words = paragraph.doc[first:end]
    while len(words) > 1 and words[0].tag_ in {"DT", "PRP$"}:
        words = words[1:]
    return str(words.text)


def gender_of(name: str, role: str) -> str:
    for word in role.split():
        noun = titles.role_noun(word)
        if noun in titles.MALE_ROLES:
            return titles.MALE
        if noun in titles.FEMALE_ROLES:
            return titles.FEMALE
    first = name.split(maxsplit=1)[0]
    return titles.gender_of_first_name(first) if " " in name else ""


class Directory:
    """Everybody the article names, found again by any form of the name."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self.entities: list[Entity] = []
        self._by_role: dict[str, list[Entity]] = {}
        self._by_key: dict[tuple[str, str], list[Entity]] = {}
        ordered = sorted(mentions, key=lambda item: item.start)
        # Full names first, so that a surname in the headline finds its person.
        for mention in sorted(ordered, key=lambda item: -min(2, item.name.count(" "))):
            self._place(mention)
        for entity in self.entities:
            entity.mentions.sort(key=lambda item: item.start)
            entity.outside = [item.start for item in entity.mentions if not item.quoted]
            if entity.kind == PERSON:
                for noun in {titles.role_noun(word) for word in " ".join(entity.roles).split()}:
                    self._by_role.setdefault(noun, []).append(entity)

    def find(self, name: str, kind: str | None = None, gender: str = "") -> Entity | None:
        """Return who a name stands for, the most often named first; None for a new name."""
        best: Entity | None = None
        for entity in self.candidates(name, kind):
            if gender and entity.gender and gender != entity.gender:
                continue
            if best is None or len(entity.mentions) > len(best.mentions):
                best = entity
        return best

    def with_role(self, role: str) -> list[Entity]:
        """Return the persons who were introduced with a role, given as its noun."""
        return self._by_role.get(role, [])

    def candidates(self, name: str, kind: str | None) -> Iterator[Entity]:
        words = _key_words(name)
        if not words:
            return
        whole = " ".join(words)
        seen: set[int] = set()
        for wanted in (PERSON, BODY, PLACE) if kind is None else (kind,):
            keys = [whole]
            if wanted == PERSON and len(words) > 1:
                keys.append("~" + words[-1])
            for key in keys:
                for entity in self._by_key.get((wanted, key), []):
                    if id(entity) in seen or (key[0] == "~" and not _agree(entity.name, name)):
                        continue
                    seen.add(id(entity))
                    yield entity

    def _place(self, mention: Mention) -> None:
        entity = self.find(mention.name, mention.kind, mention.gender)
        if entity is None:
            entity = Entity(mention.kind, mention.name)
            self.entities.append(entity)
        entity.mentions.append(mention)
        if len(mention.name) > len(entity.name) and mention.kind == PERSON:
            entity.name = mention.name
        if mention.role and mention.role not in entity.roles:
            entity.roles.append(mention.role)
        entity.gender = entity.gender or mention.gender
        for key in _keys(mention):
            known = self._by_key.setdefault((mention.kind, key), [])
            if entity not in known:
                known.append(entity)


def _key_words(name: str) -> list[str]:
    words = [titles.bare(word) for word in name.replace("-", " ").split()]
    return [word for word in words if word and word not in {"the", "a", "an"}]


def _keys(mention: Mention) -> set[str]:
    words = _key_words(mention.name)
    keys = {" ".join(words)}
    if not words:
        return keys
    if mention.kind == PERSON and len(words) > 1:
        keys |= {words[-1], "~" + words[-1], words[0]}
    if mention.kind != PERSON:
        capitals = [w for w in re.findall(r"\w+", mention.name) if w[:1].isupper()]
        if len(capitals) > 1:
            keys.add("".join(word[0] for word in capitals).lower())
        keys.add(re.sub(r"\.(com|org|net|co|uk)$", "", mention.name.lower()))
        if len(words) > 2:
            keys.add(" ".join(words[:2]))
    return keys


def _agree(known: str, name: str) -> bool:
    """Tell whether two full names with one surname can be one person's."""
    one, other = _key_words(known), _key_words(name)
    if len(one) < 2 or len(other) < 2:
        return True
    first, second = one[0], other[0]
    return first == second or first[:3] == second[:3] or len(first) == 1 or len(second) == 1
