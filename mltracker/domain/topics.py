"""The shipped tables of topics and rounds: areas, topics, skills, round kinds, weights and multipliers.

Parsing only: the values live in resources/topics.toml and resources/rounds.toml and are passed in as mappings that
were read already.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from mltracker.domain.meaning import Meanings

_Share = Annotated[float, Field(ge=0, le=100)]
_Factor = Annotated[float, Field(gt=0, le=20)]


@dataclass(frozen=True, slots=True)
class Area:
    """A group of topics, with the topics in the order of the table."""

    slug: str
    title: str
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TopicWords:
    """The patterns that give a topic away; mltracker/domain/phrases.py explains their notation."""

    phrases: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    weak_phrases: tuple[str, ...] = ()
    not_with: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """One of the 30 topics. `short` is the title for narrow places."""

    slug: str
    area: str
    title: str
    short: str
    words: TopicWords = field(repr=False)


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill of a strong candidate, mapped to what the app knows about it."""

    slug: str
    title: str
    description: str
    topics: tuple[str, ...]
    story_kinds: tuple[str, ...]
    checklist_rounds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleWords:
    """The patterns that give a role family away, in a title and in the text."""

    title: tuple[str, ...]
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PostingWords:
    """Patterns that tell what a posting is about as a whole; resources/topics.toml says what each list is for."""

    ml_sure: tuple[str, ...] = ()
    ml_loose: tuple[str, ...] = ()
    ml_title: tuple[str, ...] = ()
    other_trades: tuple[str, ...] = ()
    trades_aside: tuple[str, ...] = ()
    llm: tuple[str, ...] = ()
    classic: tuple[str, ...] = ()
    evaluation: tuple[str, ...] = ()
    homographs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class TopicTable:
    """Areas, topics, skills and the wording of postings and questions. Compared and hashed by identity: one per process."""

    areas: tuple[Area, ...]
    topics: tuple[Topic, ...]
    skills: tuple[Skill, ...]
    posting_words: PostingWords
    role_words: Mapping[str, RoleWords]
    abbreviations: Mapping[str, str]
    by_slug: Mapping[str, Topic]
    meanings: Callable[[], Meanings] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Round:
    """One kind of round: `minutes` long, with topic weights in percent (empty for a mix of other rounds)."""

    kind: str
    title: str
    description: str
    minutes: int
    expected_questions: int
    posting_sensitivity: float
    weights: Mapping[str, float]
    mix: Mapping[str, float]
    floor: Mapping[str, float]
    floor_any_role: bool


@dataclass(frozen=True, slots=True, eq=False)
class RoundTable:
    """Round kinds and multipliers. Compared and hashed by identity: one per process."""

    rounds: tuple[Round, ...]
    by_kind: Mapping[str, Round]
    role_multipliers: Mapping[str, Mapping[str, float]]
    audience_multipliers: Mapping[str, Mapping[str, float]]


def parse_topics(
    mapping: Mapping[str, Any],
    meanings: Callable[[], Meanings] | None = None,
) -> TopicTable:
    """The table in resources/topics.toml; the one of meanings is read when a question is first compared.

    Raises ValueError naming what is wrong.
    """
    file = _TopicsFile.model_validate(mapping)
    known = _unique("area", [area.slug for area in file.area])
    slugs = _unique("topic", [topic.slug for topic in file.topic])
    _unique("skill", [skill.slug for skill in file.skill])
    for entry in file.topic:
        if entry.area not in known:
            raise ValueError(f"Topic {entry.slug}: the area {entry.area} is not known.")
    for listed in file.skill:
        _known_topics(f"Skill {listed.slug}", listed.topics, slugs)
    topics = tuple(
        Topic(t.slug, t.area, t.title, t.short, TopicWords(**{k: getattr(t, k) for k in _WORD_KEYS}))
        for t in file.topic
    )
    return TopicTable(
        areas=tuple(
            Area(a.slug, a.title, tuple(t.slug for t in topics if t.area == a.slug)) for a in file.area
        ),
        topics=topics,
        skills=tuple(Skill(**skill.model_dump()) for skill in file.skill),
        posting_words=PostingWords(**file.posting.model_dump()),
        role_words={slug: RoleWords(role.title, role.text) for slug, role in file.role_families.items()},
        abbreviations=file.abbreviations,
        by_slug={topic.slug: topic for topic in topics},
        meanings=meanings or _no_meanings,
    )


def _no_meanings() -> Meanings:
    from mltracker.domain.meaning import Meanings

    return Meanings()


def parse_rounds(mapping: Mapping[str, Any]) -> RoundTable:
    """The table in resources/rounds.toml. Raises ValueError naming what is wrong."""
    file = _RoundsFile.model_validate(mapping)
    _unique("round", [entry.kind for entry in file.round])
    for entry in file.round:
        if bool(entry.weights) == bool(entry.mix):
            raise ValueError(
                f"Round {entry.kind} needs weights or a mix of other rounds, and only one of them."
            )
        if not set(entry.mix) <= {part.kind for part in file.round if part.weights}:
            raise ValueError(f"Round {entry.kind} mixes rounds that are not known or are mixes themselves.")
        total = sum(entry.weights.values()) / 100 + sum(entry.mix.values())
        if abs(total - 1) > 1e-6:
            raise ValueError(f"Round {entry.kind}: the shares add up to {total:.3f} instead of 1.")
    rounds = tuple(Round(**entry.model_dump()) for entry in file.round)
    return RoundTable(rounds, {r.kind: r for r in rounds}, file.role_multipliers, file.audience_multipliers)


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _AreaEntry(_Table):
    slug: str
    title: str


class _TopicEntry(_Table):
    slug: str
    area: str
    title: str
    short: str
    phrases: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    weak_phrases: tuple[str, ...] = ()
    not_with: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


class _SkillEntry(_Table):
    slug: str
    title: str
    description: str
    topics: tuple[str, ...]
    story_kinds: tuple[str, ...]
    checklist_rounds: tuple[str, ...]


class _PostingEntry(_Table):
    ml_sure: tuple[str, ...] = ()
    ml_loose: tuple[str, ...] = ()
    ml_title: tuple[str, ...] = ()
    other_trades: tuple[str, ...] = ()
    trades_aside: tuple[str, ...] = ()
    llm: tuple[str, ...] = ()
    classic: tuple[str, ...] = ()
    evaluation: tuple[str, ...] = ()
    homographs: tuple[str, ...] = ()


class _RoleEntry(_Table):
    title: tuple[str, ...] = ()
    text: tuple[str, ...] = ()


class _TopicsFile(_Table):
    posting: _PostingEntry = _PostingEntry()
    role_families: dict[str, _RoleEntry] = {}
    abbreviations: dict[str, str] = {}
    area: list[_AreaEntry]
    topic: list[_TopicEntry]
    skill: list[_SkillEntry] = []


class _RoundEntry(_Table):
    kind: str
    title: str
    description: str
    minutes: int = Field(gt=0)
    expected_questions: int = Field(gt=0)
    posting_sensitivity: float = Field(ge=0, le=1)
    weights: dict[str, _Share] = {}
    mix: dict[str, Annotated[float, Field(ge=0, le=1)]] = {}
    floor: dict[str, Annotated[float, Field(ge=0, lt=1)]] = {}
    floor_any_role: bool = False


class _RoundsFile(_Table):
    round: list[_RoundEntry]
    role_multipliers: dict[str, dict[str, _Factor]] = {}
    audience_multipliers: dict[str, dict[str, _Factor]] = {}


_WORD_KEYS = ("phrases", "said", "weak_phrases", "not_with", "never", "plain", "terms", "hints")


def _unique(what: str, slugs: list[str]) -> set[str]:
    if len(set(slugs)) != len(slugs):
        raise ValueError(
            f"The same {what} is listed twice: {sorted({s for s in slugs if slugs.count(s) > 1})}."
        )
    return set(slugs)


def _known_topics(where: str, named: tuple[str, ...], slugs: set[str]) -> None:
    unknown = set(named) - slugs
    if unknown:
        raise ValueError(f"{where} names topics that are not known: {sorted(unknown)}.")
