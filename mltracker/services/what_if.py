"""Use cases of asking what would be: readiness after some practice, on another day, and what an hour adds by topic."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from mltracker.domain.factors import Factor
from mltracker.domain.outlook import AfterPractice, after_practice
from mltracker.domain.readiness import DEFAULT_TARGET, Label, average_mix
from mltracker.domain.recommend import general_practice, points_per_hour
from mltracker.services import catalog, learning, preferences
from mltracker.services.context import Context
from mltracker.services.mixes import coming_interview, mixes
from mltracker.services.readiness import dated, for_interview, moment_of, moment_on, overall
from mltracker.services.recommendations import marks_of
from mltracker.store import interviews as interview_store

WHAT_IF = 20


@dataclass(frozen=True, slots=True)
class TopicSummary:
    """One topic for the command line."""

    slug: str
    mean: float
    low: float
    high: float
    answers: int
    coverage: float
    points_per_hour: float | None


@dataclass(frozen=True, slots=True)
class Summary:
    """Readiness for the command line; `after` is where the next recommended questions lead, None where not asked for."""

    mean: float
    low: float
    high: float
    label: Label
    target: float
    on: datetime
    topics: tuple[TopicSummary, ...]
    factors: tuple[Factor, ...]
    after: AfterPractice | None


def after_questions(
    ctx: Context, *, interview_id: int | None = None, on: date | None = None, most: int = WHAT_IF
) -> tuple[AfterPractice, ...]:
    """Readiness after none, one, two ... of the questions now recommended: for an interview, or over all coming ones.

    On the interview's day or another. Empty for an interview that is over.
    """
    with ctx.read() as session:
        learner = learning.learner(ctx, session)
        if interview_id is not None:
            prefs = preferences.get(ctx)
            rows = [interview_store.row(session, interview_id, prefs.target_readiness)]
            if not rows[0].is_coming(learner.now):
                return ()
            moment, target = moment_of(rows[0], on, learner.now, ctx), rows[0].target_readiness
        else:
            rows, moment, target = (
                dated(session, learner.now),
                moment_on(on, learner.now, ctx),
                DEFAULT_TARGET,
            )
        found = mixes(session, rows, learner.now)
        marks = marks_of(session, [row.id for row in rows])
    dates = [coming_interview(row, found[row.id], learner.now) for row in rows]
    if not dates:
        dates = [general_practice(catalog.topics().by_slug, moment)]
    if on is not None:
        dates = [replace(entry, starts_at=moment) for entry in dates]
    mix = average_mix([entry.mix for entry in dates])
    return after_practice(learner, dates, mix, moment, most, target=target, marks=marks)


def summary(
    ctx: Context, *, interview_id: int | None = None, on: date | None = None, after: int | None = None
) -> Summary:
    """Readiness for an interview, or over all coming ones, with its factors, in plain figures.

    `after` asks where practicing so many of the recommended questions leads; there may be fewer.
    """
    if interview_id is None:
        ready = overall(ctx, on=on, with_factors=True)
    else:
        ready = for_interview(ctx, interview_id, on=on).readiness
    gains = _gains(ctx, interview_id)
    topics = tuple(
        TopicSummary(
            topic.slug,
            topic.mean,
            topic.low,
            topic.high,
            topic.answers,
            topic.seen / topic.questions if topic.questions else 0.0,
            gains.get(topic.slug),
        )
        for topic in ready.topics
    )
    steps = after_questions(ctx, interview_id=interview_id, on=on, most=after) if after is not None else ()
    return Summary(
        ready.mean,
        ready.low,
        ready.high,
        ready.label,
        ready.target,
        ready.on,
        topics,
        ready.factors,
        steps[-1] if steps else None,
    )


def _gains(ctx: Context, interview_id: int | None) -> dict[str, float]:
    """Points that the best hour of each topic adds to an interview, or to all coming ones."""
    with ctx.read() as session:
        learner = learning.learner(ctx, session)
        rows = [row for row in dated(session, learner.now) if interview_id in (None, row.id)]
        found = mixes(session, rows, learner.now)
    return points_per_hour(learner, [coming_interview(row, found[row.id], learner.now) for row in rows])
