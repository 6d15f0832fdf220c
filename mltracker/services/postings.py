"""Use cases of a pasted posting: what its rounds will probably ask, and what to start with, before any set-up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mltracker.domain.applications import ApplicationRow
from mltracker.domain.changes import Change
from mltracker.domain.gain import ComingInterview
from mltracker.domain.posting import detect_role_family
from mltracker.domain.practice import PracticeRequest
from mltracker.domain.recommend import Recommendation, rank
from mltracker.domain.topic_mix import RoundFacts, average_mix, topic_mix
from mltracker.services import catalog, learning
from mltracker.services.context import Context
from mltracker.services.mixes import detected
from mltracker.services.recommendations import RecommendedQuestion, named
from mltracker.store import applications as application_store

STARTERS = 8
STARTER_MINUTES = 40


@dataclass(frozen=True, slots=True)
class PostingTopic:
    """What a posting says about one topic."""

    slug: str
    title: str
    probability: float
    detected: bool
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PostingReading:
    """What a posting's rounds will probably ask, most probable first."""

    role_family: str
    topics: tuple[PostingTopic, ...]


def role_family(text: str) -> str:
    """The role family that a title or posting speaks of."""
    return detect_role_family(catalog.topics(), text)


def read(
    text: str, now: datetime, *, round_kind: str | None = None, role_family: str | None = None
) -> PostingReading:
    """What a posting says will be asked in a round of this kind, or averaged over all kinds."""
    table, rounds = catalog.topics(), catalog.rounds()
    family = role_family or detect_role_family(table, text)
    found = detected(text)
    facts = RoundFacts(round_kind or rounds.rounds[0].kind, family)
    mix = (topic_mix if round_kind else average_mix)(table, rounds, facts, found, now)
    phrases = {detection.slug: detection.phrases for detection in found}
    topics = tuple(
        PostingTopic(
            share.slug,
            table.by_slug[share.slug].title,
            share.p,
            share.slug in phrases,
            phrases.get(share.slug, ()),
        )
        for share in mix.ranked()
    )
    return PostingReading(family, topics)


def keep(
    ctx: Context, application_id: int, text: str, url: str, deadline_on: date | None = None
) -> tuple[ApplicationRow, Change]:
    """Keep the text and the address of an application's posting; everything else of it stays as it is.

    A deadline is taken where the application has none yet.
    """
    with ctx.write("Keep a posting") as session:
        draft = application_store.draft_of(session, application_id)
        changed = draft.changed(
            posting_text=text, posting_url=url, deadline_on=draft.deadline_on or deadline_on
        )
        application_store.update(session, application_id, changed)
        return application_store.row(session, application_id), Change.APPLICATIONS | Change.INTERVIEWS


def starters(ctx: Context, reading: PostingReading, count: int = STARTERS) -> list[RecommendedQuestion]:
    """Questions to start with for what a posting asks, before anything is booked: the best of each topic in turn.

    The topics are those that the posting names, most probable first; all of them where it names none.
    """
    wanted = [topic for topic in reading.topics if topic.detected] or list(reading.topics)
    with ctx.read() as session:
        learner = learning.learner(ctx, session)
        mix = {topic.slug: topic.probability for topic in wanted}
        coming = ComingInterview(None, learner.now + timedelta(days=7), mix)
        # a step of a longer question says little by itself
        ranked = sorted(rank(learner, [coming], limit=len(wanted) * count), key=_is_step)
        places: dict[str, int] = {}
        in_turn = []
        for row in ranked:
            places[row.topic] = places.get(row.topic, 0) + 1
            in_turn.append((places[row.topic], -mix.get(row.topic, 0.0), row))
        in_turn.sort(key=_turn)
        return named(session, [row for *_, row in in_turn[:count]])


def practice(ctx: Context, reading: PostingReading) -> PracticeRequest:
    """A session of the questions to start with."""
    ids = tuple(item.id for item in starters(ctx, reading))
    return PracticeRequest.make(mode="custom", minutes=STARTER_MINUTES, question_ids=ids)


def _is_step(row: Recommendation) -> bool:
    return any(reason.kind == "drill" for reason in row.reasons)


def _turn(entry: tuple[int, float, object]) -> tuple[int, float]:
    return entry[0], entry[1]
