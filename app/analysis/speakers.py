"""Resolve sources to the persons and bodies behind them, across the article.

Nobody is ever taken for the antecedent of a pronoun on the strength of a name inside somebody's
quotation.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.analysis import titles
from app.analysis.dialogue import is_answer, is_question
from app.analysis.lexicon import BELIEF_NOUNS, STATEMENT_NOUNS
from app.analysis.names import BODY, PERSON, PLACE, Directory, Entity, Mention
from app.analysis.sources import WRITER, Source, SourceKind
from app.reading.speaker import Speaker

REACH = 8
"""How many sentences back a pronoun may refer."""

POSSESSING = frozenset({"he", "she", "they", "it"})
"""The pronouns behind "his", "her", "their" and "its"."""

FADING = 0.35
"""What a name's claim to a pronoun loses with every sentence."""


@dataclass(slots=True)
class Resolved:
    """Who is behind a source; `name` is None where no source is given.

    `unsure` is true for a name that may be a person's or a body's.
    """

    name: str | None = None
    anonymous: bool = False
    role: str = ""
    gender: str = ""
    person: bool = False
    plural: bool = False
    certainty: float = 1.0
    unsure: bool = False


@dataclass(slots=True)
class _Spoken:
    resolved: Resolved
    sentence: int


NOBODY = Resolved()


@dataclass(slots=True)
class Resolver:
    """Resolves the sources of one article, to be asked in text order."""

    directory: Directory
    mentions: Sequence[Mention]
    groups: Sequence[Source] = ()
    apostrophe: str = "’"
    _spoken: list[_Spoken] = field(default_factory=list)
    _described: dict[str, Resolved] = field(default_factory=dict)
    _owner: dict[int, Entity] = field(default_factory=dict)
    _starts: list[int] = field(default_factory=list)
    _group_starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        for entity in self.directory.entities:
            for mention in entity.mentions:
                self._owner[mention.start] = entity
        self.mentions = sorted(self.mentions, key=lambda item: item.start)
        self._starts = [mention.start for mention in self.mentions]
        self._group_starts = [group.span.start for group in self.groups]

    def resolve(self, source: Source, around: Resolved | None, *, heard: bool = True) -> Resolved:
        """Return who speaks; `around` is the speaker of the attribution this one lies in.

        Only who is `heard` to say or believe something is whom a later pronoun may mean as such.
        """
        if source.kind is SourceKind.NONE:
            return NOBODY
        if source.kind is SourceKind.PRONOUN:
            resolved = self._pronoun(source, source.pronoun, around)
        elif source.label:
            resolved = self._labelled(source)
        else:
            resolved = self._phrase(source)
        if heard and resolved.name and not source.quoted:
            self._spoken.append(_Spoken(resolved, source.sentence))
        return resolved

    def _phrase(self, source: Source) -> Resolved:
        return self._named(source) if source.kind is SourceKind.NAME else self._description(source)

    def _labelled(self, source: Source) -> Resolved:
        """Return who speaks a turn: "A:" is the person the interview is about."""
        if is_question(source.text):
            return Resolved("interviewer", True, person=True)
        if is_answer(source.text):
            people = [e for e in self.directory.entities if e.kind == PERSON and " " in e.name]
            people = [e for e in people if e.outside and e.outside[0] < source.span.start]
            if not people:
                return Resolved("interviewee", True, person=True)
            return _less_sure(self._of(max(people, key=lambda e: len(e.outside))), 0.8)
        return self._named(source)

    # Names

    def _named(self, source: Source) -> Resolved:
        entity = self._entity(source.name, source)
        whole = (
            self._of(entity)
            if entity is not None
            else Resolved(source.name, person=source.person, unsure=not source.person)
        )
        if source.role and not whole.role:
            whole.role = source.role
        whole.gender = whole.gender or source.gender
        if source.joint:
            whole.name = source.description.replace(source.name, whole.name or "", 1)
            whole.plural, whole.role, whole.person = True, "", False
        elif not whole.person and source.possessor and source.name:
            whole.plural = source.plural
        return whole

    def _entity(self, name: str, source: Source) -> Entity | None:
        kinds = (PERSON, BODY, PLACE) if source.person or " " not in name else (BODY, PERSON, PLACE)
        for kind in kinds:
            found = [
                entity
                for entity in self.directory.candidates(name, kind)
                if not (source.gender and entity.gender and source.gender != entity.gender)
            ]
            if found:
                return max(found, key=lambda entity: self._last_before(entity, source.span.start))
        return None

    def _last_before(self, entity: Entity, place: int) -> tuple[int, int]:
        """Order entities by their last mention before a place, outside quotations first."""
        number = bisect_right(entity.outside, place)
        return (entity.outside[number - 1] if number else -1, len(entity.mentions))

    def _of(self, entity: Entity) -> Resolved:
        name = entity.name
        if entity.kind != PERSON:
            name = self._full(entity)
        return Resolved(name, False, entity.role, entity.gender, entity.kind == PERSON)

    def _full(self, entity: Entity) -> str:
        """Return a body's full name where its short form was met: "U.N." is "United Nations"."""
        plain = titles.bare(entity.name)
        if plain in titles.METONYMS and entity.kind != PERSON:
            return titles.METONYMS[plain]
        if plain.isalpha() and entity.name.replace(".", "").isupper():
            for other in self.directory.candidates(plain, None):
                if other is not entity and " " in other.name:
                    return other.name
        return entity.name

    # Pronouns

    def _pronoun(self, source: Source, pronoun: str, around: Resolved | None) -> Resolved:
        if pronoun in {"i", "we", "you"}:
            return NOBODY
        if around is not None and around.name and self._fits(around, pronoun):
            return around
        if pronoun in {"he", "she", "him", "her", "who"}:
            return self._person_before(source, pronoun)
        if pronoun in {"they", "them"}:
            return self._people_before(source)
        return self._body_before(source)

    def _fits(self, resolved: Resolved, pronoun: str) -> bool:
        if pronoun in {"he", "him"}:
            return resolved.person and resolved.gender != titles.FEMALE
        if pronoun in {"she", "her"}:
            return resolved.person and resolved.gender != titles.MALE
        if pronoun in {"they", "them"}:
            return resolved.plural or (resolved.anonymous and not resolved.person)
        return not resolved.person and not resolved.plural

    def _person_before(self, source: Source, pronoun: str) -> Resolved:
        gender = (
            titles.MALE if pronoun in {"he", "him"} else titles.FEMALE if pronoun != "who" else ""
        )
        scores: dict[str, float] = {}
        known: dict[str, Resolved] = {}
        for mention in self._before(source, PERSON):
            entity = self._owner.get(mention.start)
            if entity is None or (gender and entity.gender and entity.gender != gender):
                continue
            distance = source.sentence - mention.sentence
            weight = mention.weight * FADING**distance * (1.0 if entity.gender else 0.8)
            scores[entity.name] = max(scores.get(entity.name, 0.0), weight)
            known[entity.name] = self._of(entity)
        for spoken in self._spoken[-4:]:
            person = spoken.resolved
            distance = source.sentence - spoken.sentence
            if person.name is None or distance > REACH or person.plural:
                continue
            if not (person.person or person.unsure) or (person.gender and person.gender != gender):
                continue
            scores[person.name] = scores.get(person.name, 0.0) + (
                0.3 if person.anonymous else 0.5
            ) * FADING ** max(0, distance)
            known.setdefault(person.name, person)
        if not scores:
            return self._last_heard(gender)
        ranked = sorted(scores.values(), reverse=True)
        best = max(scores, key=lambda name: scores[name])
        chosen = known[best]
        clear = ranked[0] / (ranked[0] + (ranked[1] if len(ranked) > 1 else 0.0))
        return Resolved(
            chosen.name,
            chosen.anonymous,
            chosen.role,
            chosen.gender or gender,
            True,
            False,
            0.4 + 0.5 * clear,
        )

    def _last_heard(self, gender: str) -> Resolved:
        """Return the last named person who spoke, however long ago; a guess."""
        for spoken in reversed(self._spoken[-12:]):
            person = spoken.resolved
            named = person.person and not person.anonymous and not person.plural
            if named and (not gender or person.gender in {"", gender}):
                return _less_sure(person, 0.4)
        return Resolved(None, certainty=0.3)

    def _before(self, source: Source, kind: str) -> list[Mention]:
        last = bisect_right(self._starts, source.span.start)
        found: list[Mention] = []
        for mention in reversed(self.mentions[max(0, last - 60) : last]):
            if source.sentence - mention.sentence > REACH:
                break
            if mention.kind == kind and not mention.quoted and mention.end <= source.span.start:
                found.append(mention)
        return found

    def _people_before(self, source: Source) -> Resolved:
        last = bisect_right(self._group_starts, source.span.start)
        group = self.groups[last - 1] if last else None
        spoken = next(
            (s for s in reversed(self._spoken[-6:]) if s.resolved.plural or not s.resolved.person),
            None,
        )
        if group is not None and source.sentence - group.sentence > 3:
            group = None
        if spoken is not None and source.sentence - spoken.sentence > 3:
            spoken = None
        if spoken is not None and (group is None or spoken.sentence >= group.sentence):
            return _less_sure(spoken.resolved, 0.7)
        if group is not None:
            if group.possessor in POSSESSING:  # "their critics": whose, stays open
                return Resolved(group.description, True, plural=True, certainty=0.5)
            return _less_sure(self._phrase(group), 0.6)
        if self._spoken and source.sentence - self._spoken[-1].sentence <= 2:
            return _less_sure(self._spoken[-1].resolved, 0.5)
        return Resolved(None, certainty=0.3)

    def _body_before(self, source: Source) -> Resolved:
        for spoken in reversed(self._spoken[-4:]):
            body = spoken.resolved
            people = body.person or body.plural or (body.anonymous and source.definite)
            if not people and source.sentence - spoken.sentence <= 3:
                return _less_sure(body, 0.7)
        bodies = self._before(source, BODY)
        if bodies:
            best = max(bodies, key=lambda m: m.weight * FADING ** (source.sentence - m.sentence))
            entity = self._owner.get(best.start)
            if entity is not None:
                return _less_sure(self._of(entity), 0.6)
        return Resolved(None, certainty=0.3)

    # Descriptions

    def _description(self, source: Source) -> Resolved:
        owned = self._owned(source)
        if owned is not None:
            return owned
        if " " not in source.text and source.text[:1].isupper():
            entity = self._entity(source.text, source)  # a name the tagger took for a noun
            if entity is not None:
                return self._of(entity)
        role = titles.role_noun(source.head)
        if source.definite and role and not source.plural:
            person = self._by_role(role, source)
            if person is not None:
                return person
        if source.definite and source.plain:
            earlier = self._described.get(source.head)
            if earlier is not None:
                return earlier
            if source.head in titles.BODY_NOUNS and not source.plural:
                body = self._body_before(source)
                if body.name:
                    return body
        description, known = self._written_out(source)
        resolved = Resolved(
            description,
            not source.named and not known,
            person=bool(role) and not source.plural,
            plural=source.plural,
            gender=_role_gender(role),
        )
        self._described.setdefault(source.head, resolved)
        return resolved

    def _written_out(self, source: Source) -> tuple[str, bool]:
        """Write out the first known surname of several people: "Lee and two aides"."""
        if source.joint:
            for word in source.description.split():
                entity = self._entity(word, source) if word[:1].isupper() else None
                if entity is not None and entity.kind == PERSON:
                    full = source.description.replace(word, entity.name, 1)
                    return (source.description if entity.name in source.description else full), True
        return source.description, False

    def _owned(self, source: Source) -> Resolved | None:
        """Resolve "his office", "the firm's report": a statement belongs to its owner."""
        if not source.possessor:
            return None
        if source.possessor == WRITER:
            own = source.head in STATEMENT_NOUNS or source.head in BELIEF_NOUNS
            return NOBODY if own else None
        if source.possessor in POSSESSING:
            owner = self._pronoun(source, source.possessor, None)
        else:
            entity = self._entity(source.possessor, source)
            owner = (
                self._of(entity)
                if entity is not None
                else Resolved(source.possessor, anonymous=True)
            )
        if not owner.name:
            return None
        if source.head in STATEMENT_NOUNS or source.head in BELIEF_NOUNS:
            return owner
        if source.possessor in POSSESSING:
            name = f"{owner.name}{self.apostrophe}s {source.description}"
        else:
            name = source.description.replace(source.possessor, owner.name, 1)
        return Resolved(name, owner.anonymous, plural=source.plural, certainty=owner.certainty)

    def _by_role(self, role: str, source: Source) -> Resolved | None:
        holders = self.directory.with_role(role)
        if not holders:
            return None
        best = max(holders, key=lambda entity: self._last_before(entity, source.span.start))
        return _less_sure(self._of(best), 0.85)


def _less_sure(resolved: Resolved, certainty: float) -> Resolved:
    return Resolved(
        resolved.name, resolved.anonymous, resolved.role, resolved.gender,
        resolved.person, resolved.plural, min(certainty, resolved.certainty), resolved.unsure,
    )  # fmt: skip


def _role_gender(role: str) -> str:
    if role in titles.MALE_ROLES:
        return titles.MALE
    return titles.FEMALE if role in titles.FEMALE_ROLES else ""


def list_speakers(found: Sequence[tuple[Source, Resolved]]) -> tuple[Speaker, ...]:
    """Return every speaker once, in order of appearance, with the other wordings used."""
    order: dict[str, tuple[Resolved, list[str]]] = {}
    for source, resolved in found:
        if not resolved.name:
            continue
        _, aliases = order.setdefault(resolved.name, (resolved, []))
        wording = source.text.strip()
        if source.kind is not SourceKind.PRONOUN and wording not in {"", resolved.name, *aliases}:
            aliases.append(wording)
    return tuple(
        Speaker(name, tuple(aliases), resolved.role, resolved.anonymous)
        for name, (resolved, aliases) in order.items()
    )
