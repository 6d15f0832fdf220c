"""Use cases of readiness: for an interview on its day, for every topic, over all."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from mltracker.domain.changes import Change
from mltracker.domain.doubt import Doubt
from mltracker.domain.errors import InvalidInput
from mltracker.domain.interviews import InterviewRow
from mltracker.domain.learner import Learner
from mltracker.domain.outlook import WayThere, way_there
from mltracker.domain.readiness import (
    Readiness,
    average_mix,
    combined,
    equal_mix,
    explained,
    interview_readiness,
)
from mltracker.domain.recommend import points_per_hour
from mltracker.domain.shift import sigmoid
from mltracker.domain.timeline import Timeline
from mltracker.domain.topic_mix import TopicMix
from mltracker.domain.topic_readiness import TopicReadiness, all_topics
from mltracker.services import catalog, learning, preferences
from mltracker.services.context import Context
from mltracker.services.mixes import UNDATED, coming_interview, mixes
from mltracker.services.recommendations import marks_of
from mltracker.store import interviews as interview_store
from mltracker.store import practice as store
from mltracker.store.engine import Session

TREND_DAYS = (28, 21, 14, 7, 0)
NEEDED_WITHIN = timedelta(days=14)
NEEDED_SHARE = 0.04


@dataclass(frozen=True, slots=True)
class InterviewReadiness:
    """How ready the user is for one interview on its day (or another), what it will ask, and where practice leads."""

    interview: InterviewRow
    readiness: Readiness
    mix: TopicMix
    way_there: WayThere | None


@dataclass(frozen=True, slots=True)
class TopicLine:
    """One topic of the Readiness page. `trend` holds the means of the last four weeks, oldest first."""

    slug: str
    title: str
    area: str
    readiness: TopicReadiness
    trend: tuple[float, ...]
    change: float
    needed_by: InterviewRow | None
    points_per_hour: float | None
    rating: int | None


@dataclass(frozen=True, slots=True)
class AreaLine:
    """One area: its topics alike, summed up."""

    slug: str
    title: str
    readiness: Readiness
    topics: tuple[TopicLine, ...]


@dataclass(frozen=True, slots=True)
class ReadinessTable:
    """Every topic by area, and the whole over the coming interviews.

    In points at even odds: `delta_points` is how far interviews run above practice, `kind_points` what is taken off for
    grades that are kinder than the points ticked.
    """

    on: datetime
    overall: Readiness
    areas: tuple[AreaLine, ...]
    needed: tuple[TopicLine, ...]
    interview_answers: int
    delta_points: float
    kind_points: float


def for_interview(ctx: Context, interview_id: int, *, on: date | None = None) -> InterviewReadiness:
    """Readiness with factors and the evidence of its topic mix, on the interview's day or another.

    Of one that has begun it is what was known when it did.
    """
    prefs = preferences.get(ctx)
    with ctx.read() as session:
        row = interview_store.row(session, interview_id, prefs.target_readiness)
        begun = begun_at(row, ctx.clock()) if on is None else None
        learner = learner_as_of(ctx, session, begun)
        mix = mixes(session, [row], learner.now)[row.id]
        moment = moment_of(row, on, learner.now, ctx)
        ready = interview_readiness(learner, mix.p, moment, row.target_readiness)
        way = None
        coming = row.is_coming(ctx.clock()) and on is None and begun is None
        session_length = timedelta(minutes=prefs.practice_minutes)
        if coming and row.at is not None and row.at - learner.now >= session_length:
            marks = marks_of(session, [row.id])
            way = way_there(
                learner, coming_interview(row, mix, learner.now), prefs.practice_minutes, marks=marks
            )
        return InterviewReadiness(row, ready, mix, way)


def for_interviews(
    ctx: Context, ids: Sequence[int], *, factors_for: Collection[int] = ()
) -> dict[int, Readiness]:
    """Readiness of several interviews as `for_interview` tells it; factors only for those they are asked for."""
    if not ids:
        return {}
    target, now = preferences.get(ctx).target_readiness, ctx.clock()
    groups: dict[datetime | None, list[InterviewRow]] = {}
    ready = {}
    with ctx.read() as session:
        for row in interview_store.rows(session, ids=set(ids), default_target=target):
            groups.setdefault(begun_at(row, now), []).append(row)
        for begun, rows in groups.items():
            learner = learner_as_of(ctx, session, begun)
            found = mixes(session, rows, learner.now)
            topics: dict[datetime, dict[str, TopicReadiness]] = {}
            for row in rows:
                moment, mix = moment_of(row, None, learner.now, ctx), found[row.id].p
                if row.id in factors_for:
                    ready[row.id] = interview_readiness(learner, mix, moment, row.target_readiness)
                    continue
                if moment not in topics:
                    topics[moment] = every_topic(learner, moment)
                doubt = learner.evidence.doubt
                ready[row.id] = combined(topics[moment], mix, doubt, moment, row.target_readiness)
    return ready


def overall(ctx: Context, *, on: date | None = None, with_factors: bool = False) -> Readiness:
    """All topics on a day (today by default), weighed by what the coming interviews ask; alike when none is coming."""
    with ctx.read() as session:
        learner = learning.learner(ctx, session)
        moment = moment_on(on, learner.now, ctx)
        coming = dated(session, learner.now)
        found = mixes(session, coming, learner.now)
    whole = _whole(every_topic(learner, moment), [found[row.id] for row in coming], learner, moment)
    return explained(learner, whole) if with_factors else whole


def table(ctx: Context, *, on: date | None = None) -> ReadinessTable:
    """Every topic on a day (today by default): readiness, trend of four weeks, who needs it next, points per hour."""
    with ctx.read() as session:
        learner = learning.learner(ctx, session)
        moment = moment_on(on, learner.now, ctx)
        coming = dated(session, learner.now)
        found = mixes(session, coming, learner.now)
        lines = _lines(learning.timeline(ctx, session), learner, moment, coming, found)
        gains = points_per_hour(
            learner, [coming_interview(row, found[row.id], learner.now) for row in coming]
        )
    lines = {slug: replace(line, points_per_hour=gains.get(slug)) for slug, line in lines.items()}
    topics = {slug: line.readiness for slug, line in lines.items()}
    doubt = learner.evidence.doubt
    areas = tuple(
        AreaLine(
            area.slug,
            area.title,
            combined(topics, equal_mix(slugs), doubt, moment),
            tuple(lines[slug] for slug in slugs),
        )
        for area in catalog.topics().areas
        if (slugs := [t.slug for t in catalog.topics().topics if t.area == area.slug and t.slug in lines])
    )
    soon = [line for line in lines.values() if _soon(line, learner.now)]
    needed = sorted(soon, key=lambda line: (-(line.points_per_hour or 0.0), line.slug))
    whole = _whole(topics, [found[row.id] for row in coming], learner, moment)
    return ReadinessTable(
        moment, whole, areas, tuple(needed), learner.evidence.shift.answers, *_offsets(learner)
    )


def rate(ctx: Context, topic: str, rating: int) -> tuple[int, Change]:
    """Append a self-rating of a topic, 1 to 5."""
    if topic not in catalog.topics().by_slug:
        raise InvalidInput({"topic": f"There is no topic '{topic[:60]}'."})
    if not 1 <= rating <= 5:
        raise InvalidInput({"rating": "A rating lies between 1 and 5."})
    with ctx.write("Rate a topic") as session:
        topic_id = interview_store.topic_ids(session, [topic])[0]
        store.add_rating(session, topic_id, rating, ctx.clock())
        return rating, Change.RATINGS


def every_topic(learner: Learner, on: datetime) -> dict[str, TopicReadiness]:
    """Readiness on a date for every topic there is, also one without questions or answers."""
    return all_topics(learner, on, catalog.topics().by_slug)


def dated(session: Session, now: datetime) -> list[InterviewRow]:
    """The interviews ahead that have a date."""
    return [row for row in interview_store.rows(session) if row.is_coming(now) and row.at is not None]


def doubt_about(ctx: Context, row: InterviewRow) -> Doubt:
    """What the answers leave open about an interview: as known when it began, or now."""
    with ctx.read() as session:
        return learner_as_of(ctx, session, begun_at(row, ctx.clock())).evidence.doubt


def begun_at(row: InterviewRow, now: datetime) -> datetime | None:
    """When an interview began, if it has."""
    return row.at if row.at is not None and row.at < now else None


def learner_as_of(ctx: Context, session: Session, begun: datetime | None) -> Learner:
    """The user as known when an interview began, or now."""
    return learning.learner(ctx, session) if begun is None else learning.learner_before(ctx, session, begun)


def _whole(
    topics: Mapping[str, TopicReadiness], found: Sequence[TopicMix], learner: Learner, moment: datetime
) -> Readiness:
    """The topics weighed by the mean of these mixes, alike without any."""
    mix = average_mix([entry.p for entry in found]) if found else equal_mix(topics)
    return combined(topics, mix, learner.evidence.doubt, moment)


def moment_of(row: InterviewRow, on: date | None, now: datetime, ctx: Context) -> datetime:
    """The instant readiness is about: that of the interview, or noon of another day; never before now."""
    if on is not None:
        return moment_on(on, now, ctx)
    return max(row.at or now + UNDATED, now)


def moment_on(on: date | None, now: datetime, ctx: Context) -> datetime:
    """Now, or noon of a day for the user, but never before now."""
    if on is None:
        return now
    noon = datetime.combine(on, time(12), ctx.zone or UTC)
    return max(noon.astimezone(UTC), now)


def _lines(
    log: Timeline,
    learner: Learner,
    moment: datetime,
    coming: Sequence[InterviewRow],
    found: Mapping[int, TopicMix],
) -> dict[str, TopicLine]:
    topics = every_topic(learner, moment)
    instants = [learner.now - timedelta(days=days) for days in TREND_DAYS]
    past = [every_topic(Learner.at(at, log.until(at), learner.ratings, learner.bank), at) for at in instants]
    table = catalog.topics()
    lines = {}
    for topic in table.topics:
        trend = tuple(state[topic.slug].mean for state in past)
        needed = next((row for row in coming if found[row.id].p.get(topic.slug, 0.0) >= NEEDED_SHARE), None)
        lines[topic.slug] = TopicLine(
            topic.slug,
            topic.title,
            topic.area,
            topics[topic.slug],
            trend,
            trend[-1] - trend[0],
            needed,
            None,
            learner.ratings.get(topic.slug),
        )
    return lines


def _soon(line: TopicLine, now: datetime) -> bool:
    row = line.needed_by
    return row is not None and row.at is not None and row.at - now <= NEEDED_WITHIN


def _offsets(learner: Learner) -> tuple[float, float]:
    """How far interviews run above practice, and how much kind grades cost, in points at even odds."""
    kind = learner.evidence.leniency.logits
    return 100 * (sigmoid(learner.delta) - 0.5), 100 * (0.5 - sigmoid(-kind))


def mean_for(learner: Learner, mix: Mapping[str, float], on: datetime) -> float:
    """The mean alone, for comparing two states of the log."""
    return combined(every_topic(learner, on), mix, learner.evidence.doubt, on).mean
