"""Use cases of recommended questions: ranked for an interview, pinned or dismissed, frozen at its start."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mltracker.domain.changes import Change
from mltracker.domain.factors import Factor
from mltracker.domain.interviews import InterviewRow, Mark
from mltracker.domain.memory import review
from mltracker.domain.questions import Grade
from mltracker.domain.recommend import Marks, Reason, Recommendation, plan, rank
from mltracker.services import catalog, learning
from mltracker.services.context import Context
from mltracker.services.mixes import coming_interview, mixes
from mltracker.store import interviews as interview_store
from mltracker.store import moment
from mltracker.store import practice as store
from mltracker.store.engine import Session

FROZEN = SHOWN = 8


@dataclass(frozen=True, slots=True)
class RecommendedQuestion:
    """A question worth practicing, with the figures of one interview, and the reasons and factors as data.

    What was frozen at an interview's start carries no factors: it is history.
    """

    rank: int
    slug: str | None
    id: int
    prompt: str
    topic: str
    minutes: int
    p_asked: float
    p_now: float
    p_after: float
    gain: float
    reasons: tuple[Reason, ...]
    pinned: bool
    practiced: bool = False
    points: float = 0.0
    factors: tuple[Factor, ...] = ()


def for_interview(
    ctx: Context, interview_id: int, *, minutes: int = 20, limit: int | None = None
) -> list[RecommendedQuestion]:
    """The questions most worth practicing for an interview, best first; frozen once it has begun.

    What fits into the minutes; with a limit so many, whatever they take, for evenings of so many minutes.
    """
    freeze_started(ctx)
    with ctx.read() as session:
        row = interview_store.row(session, interview_id)
        now = ctx.clock()
        if row.at is not None and row.at <= now:
            return _frozen(session, interview_id)
        learner = learning.learner(ctx, session)
        coming = coming_interview(row, mixes(session, [row], now)[row.id], now)
        marks = marks_of(session, [row.id])
        if limit is None:
            return named(session, plan(learner, [coming], minutes, marks))
        return named(session, rank(learner, [coming], marks, minutes, limit))


def mark(
    ctx: Context, interview_id: int, question_id: int, wanted: Mark | None
) -> tuple[Mark | None, Change]:
    """Pin a question to an interview, dismiss it, or take either back."""
    label = {"pinned": "Pin a question", "dismissed": "Dismiss a question", None: "Unmark a question"}[wanted]
    with ctx.write(label) as session:
        interview_store.load(session, interview_id)
        store.set_mark(session, interview_id, question_id, wanted)
        return wanted, Change.INTERVIEWS


def freeze_started(ctx: Context) -> None:
    """Write, once, what was recommended for interviews that have begun, from the log cut at their start."""
    now = ctx.clock()
    if not ctx.writable:
        return
    with ctx.read() as session:
        done = store.frozen_interviews(session)
        begun = [
            row
            for row in interview_store.rows(session)
            if row.at is not None
            and row.at <= now
            and row.id not in done
            and row.status in ("planned", "done")
        ]
        if not learning.bank(ctx, session).facts:
            return  # every set would be empty, and worked out again at the next call
        sets = {row.id: recommended_before(ctx, session, row) for row in begun}
    if any(sets.values()):
        with ctx.write_unrecorded() as session:
            for interview_id, rows in sets.items():
                store.freeze(session, interview_id, rows)


def recommended_before(ctx: Context, session: Session, row: InterviewRow) -> list[store.FrozenRecommendation]:
    """The set for an interview as it stood just before its start: what the scorecard compares with."""
    if row.at is None:
        return []
    learner = learning.learner_before(ctx, session, row.at)
    coming = coming_interview(row, mixes(session, [row], row.at)[row.id], row.at)
    found = rank(learner, [coming], marks_of(session, [row.id]), limit=_set_size(row))
    return [
        store.FrozenRecommendation(
            item.question_id,
            index,
            item.p_asked,
            item.p_now,
            item.p_after,
            item.gain,
            [{"kind": reason.kind, "value": reason.value} for reason in item.reasons],
        )
        for index, item in enumerate(found, start=1)
    ]


def named(session: Session, found: Iterable[Recommendation]) -> list[RecommendedQuestion]:
    """Recommendations with the words of their questions, ranked from 1."""
    found = list(found)
    bank = {row.id: row for row in store.bank(session, [item.question_id for item in found])}
    return [
        RecommendedQuestion(
            index,
            bank[item.question_id].slug,
            item.question_id,
            bank[item.question_id].prompt,
            item.topic,
            item.minutes,
            item.p_asked,
            item.p_now,
            item.p_after,
            item.gain,
            item.reasons,
            item.pinned,
            points=item.points,
            factors=item.factors,
        )
        for index, item in enumerate(found, start=1)
        if item.question_id in bank
    ]


def marks_of(session: Session, ids: Sequence[int]) -> Marks:
    """What the user pinned and dismissed for these interviews."""
    found = moment.kept(session, ("marks", *ids), lambda: store.marks(session, ids))
    pinned: dict[int, None] = {}
    dismissed: set[int] = set()
    for marks in found.values():
        pinned |= {question: None for question, mark in marks.items() if mark == "pinned"}
        dismissed |= {question for question, mark in marks.items() if mark == "dismissed"}
    return Marks(tuple(pinned), frozenset(dismissed))


def _frozen(session: Session, interview_id: int) -> list[RecommendedQuestion]:
    found = store.frozen(session, [interview_id]).get(interview_id, [])
    bank = {row.id: row for row in store.bank(session, [item.question_id for item in found])}
    return [
        RecommendedQuestion(
            item.rank,
            bank[item.question_id].slug,
            item.question_id,
            bank[item.question_id].prompt,
            bank[item.question_id].topic,
            bank[item.question_id].minutes,
            item.p_asked,
            item.p_now,
            item.p_after,
            item.gain,
            tuple(Reason(reason["kind"], reason["value"]) for reason in item.reasons),
            any(reason["kind"] == "pinned" for reason in item.reasons),
        )
        for item in found
        if item.question_id in bank
    ]


def _set_size(row: InterviewRow) -> int:
    return max(FROZEN, catalog.rounds().by_kind[row.round_kind].expected_questions)


def days_held(ctx: Context, question_id: int, grade: Grade) -> int:
    """For how many days a question would be remembered (9 in 10) after an answer graded so now."""
    with ctx.read() as session:
        memory = learning.learner(ctx, session).memory(question_id)
    return max(1, round(review(memory, grade, ctx.clock()).stability))
