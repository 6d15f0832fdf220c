"""Use cases of practicing: a plan for the time there is, cards one by one, grades, and what changed at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from mltracker.domain.changes import Change
from mltracker.domain.drafts import instant_field
from mltracker.domain.gain import ComingInterview
from mltracker.domain.interviews import InterviewRow
from mltracker.domain.learner import Learner
from mltracker.domain.memory import refuse_future
from mltracker.domain.outlook import grade_outlook
from mltracker.domain.practice import AnswerDraft, AttemptRow, PracticeRequest, SessionRow
from mltracker.domain.questions import Grade, QuestionDetail
from mltracker.domain.recommend import general_practice, plan, topic_practice
from mltracker.services import catalog, learning, preferences, questions, readiness
from mltracker.services.context import Context
from mltracker.services.mixes import coming_interview, coming_interviews, mixes, open_applications
from mltracker.services.recommendations import RecommendedQuestion, freeze_started, marks_of, named
from mltracker.store import checklists as checklist_store
from mltracker.store import interviews as interview_store
from mltracker.store import practice as store
from mltracker.store import questions as question_store
from mltracker.store.engine import Session

Basis = Literal["interviews", "applications", "topics"]
MODEL_VERSION = 1
MISTAKES = ("again", "hard")
GENERAL_DAYS = 7


@dataclass(frozen=True, slots=True)
class PracticePlan:
    """What to practice now, in order, and for which interview (None: for more than one).

    `basis` says what a plan for tonight goes by: interviews with a date, else live applications, else all topics alike.
    """

    request: PracticeRequest
    items: tuple[RecommendedQuestion, ...]
    minutes: int
    interview: InterviewRow | None
    basis: Basis = "interviews"


@dataclass(frozen=True, slots=True)
class PracticeCard:
    """One question with what each grade would mean for the next interview (empty when none is ahead)."""

    detail: QuestionDetail
    topic_title: str
    outlook: dict[Grade, float]
    interview: InterviewRow | None


@dataclass(frozen=True, slots=True)
class InterviewChange:
    """Readiness for one interview before and after."""

    interview: InterviewRow
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """What a session held and what it changed."""

    session: SessionRow
    answers: tuple[AttemptRow, ...]
    changes: tuple[InterviewChange, ...]


def make_plan(ctx: Context, request: PracticeRequest) -> PracticePlan:
    """The questions for a request, never longer than its minutes."""
    freeze_started(ctx)
    with ctx.read() as session:
        learner = learning.learner(ctx, session)
        interview = interview_store.row(session, request.interview_id) if request.interview_id else None
        if request.mode in ("mistakes", "custom"):
            items = tuple(_listed(session, learner, request))
            return PracticePlan(request, items, sum(item.minutes for item in items), interview)
        dates, basis = _dates(session, learner, request, interview)
        marks = marks_of(session, [date.id for date in dates if date.id is not None])
        items = tuple(named(session, plan(learner, dates, request.minutes, marks)))
        return PracticePlan(request, items, sum(item.minutes for item in items), interview, basis)


def tonight_topics(ctx: Context) -> set[str]:
    """The topics of tonight's plan."""
    length = preferences.get(ctx).practice_minutes
    return {item.topic for item in make_plan(ctx, PracticeRequest.make(mode="tonight", minutes=length)).items}


def start(ctx: Context, request: PracticeRequest) -> tuple[SessionRow, Change]:
    """Begin a time box."""
    values = {
        "mode": request.mode,
        "interview_id": request.interview_id,
        "budget_minutes": request.minutes,
        "started_at": ctx.clock(),
    }
    with ctx.write("Start practicing") as session:
        return store.session_row(session, store.start_session(session, values)), Change.NONE


def card(ctx: Context, question_id: int, interview_id: int | None = None) -> PracticeCard:
    """One question for practicing; the outlook is for the given interview, else for the next one."""
    target = preferences.get(ctx).target_readiness
    with ctx.read() as session:
        detail = question_store.detail(session, question_id)
        learner = learning.learner(ctx, session)
        rows = [r for r in interview_store.rows(session, default_target=target) if r.is_coming(learner.now)]
        dated = [row for row in rows if row.at is not None and row.at > learner.now]
        chosen = next((row for row in dated if row.id == interview_id), dated[0] if dated else None)
        outlook = (
            grade_outlook(learner, question_id, detail.row.topic, chosen.at)
            if chosen is not None and chosen.at is not None
            else {}
        )
        return PracticeCard(detail, catalog.topics().by_slug[detail.row.topic].title, outlook, chosen)


def answer(
    ctx: Context, session_id: int | None, question_id: int, draft: AnswerDraft
) -> tuple[AttemptRow | None, Change]:
    """Log a graded answer with the prediction made just before it; a warm-up repeat is not logged (None)."""
    if draft.warm_up:
        return None, Change.NONE
    with ctx.write("Grade an answer") as session:
        row = log_attempt(
            ctx, session, question_id, draft.grade, ctx.clock(), session_id=session_id, draft=draft
        )
        if session_id is not None:
            _tick(ctx, session, session_id)
        return row, Change.PRACTICE | Change.CHECKLISTS


def add_attempt(
    ctx: Context, slug: str, grade: Grade, *, at: datetime | None = None
) -> tuple[AttemptRow, Change]:
    """Log an answer given now or earlier; a backdated one replays its question. The future is refused."""
    moment = instant_field("at", at or ctx.clock())
    refuse_future(moment, ctx.clock())
    with ctx.write("Log an answer") as session:
        question_id = questions.known(session, slug)
        return log_attempt(ctx, session, question_id, grade, moment), Change.PRACTICE


def finish(ctx: Context, session_id: int) -> tuple[SessionSummary, Change]:
    """End a time box and say what it changed for the coming interviews."""
    with ctx.write("Finish practicing") as session:
        row = store.load_session(session, session_id)
        row.ended_at = row.ended_at or ctx.clock()
        session.flush()
    return summary(ctx, session_id), Change.NONE


def summary(ctx: Context, session_id: int) -> SessionSummary:
    """What a session held, and readiness before it and now for the interviews it was about."""
    with ctx.read() as session:
        row = store.session_row(session, session_id)
        answers = tuple(store.attempts(session, session_id=session_id))
        cut = learning.learner_before(ctx, session, row.started_at)
        changes = changes_from(ctx, session, cut, row.interview_id)
    return SessionSummary(row, answers, changes)


def changes_from(
    ctx: Context,
    session: Session,
    before: Learner,
    interview_id: int | None = None,
    untold: int | None = None,
) -> tuple[InterviewChange, ...]:
    """Readiness for the coming interviews (or one) as `before` would have it, and as it is.

    `untold` is an interview of which nobody had told before what was asked there.
    """
    target = preferences.get(ctx).target_readiness
    after = learning.learner(ctx, session)
    now = after.now
    rows = [row for row in interview_store.rows(session, default_target=target) if row.is_coming(now)]
    rows = [row for row in rows if row.at is not None and interview_id in (None, row.id)][:3]
    # both are looked at from now, so that only what was learned makes the difference, not the time that passed
    before = Learner.at(now, before.evidence, before.ratings, before.bank)
    found = mixes(session, rows, now)
    then = found if untold is None else mixes(session, rows, now, untold=untold)
    return tuple(
        InterviewChange(
            row,
            readiness.mean_for(before, then[row.id].p, row.at or now),
            readiness.mean_for(after, found[row.id].p, row.at or now),
        )
        for row in rows
    )


def log_attempt(
    ctx: Context,
    session: Session,
    question_id: int,
    grade: Grade,
    at: datetime,
    *,
    session_id: int | None = None,
    draft: AnswerDraft | None = None,
) -> AttemptRow:
    """Append one practiced answer with what the log before it predicted, and bring the memory up to it."""
    topic = question_store.row(session, question_id).topic
    now = ctx.clock()
    learner = learning.learner(ctx, session) if at >= now else learning.learner_before(ctx, session, at)
    prediction = learner.prediction(question_id, topic)
    mock = session_id is not None and store.session_row(session, session_id).mode == "mock"
    values: dict[str, Any] = {
        "topic_id": interview_store.topic_ids(session, [topic])[0],
        "question_id": question_id,
        "session_id": session_id,
        "source": "mock" if mock else "practice",
        "grade": grade,
        "answered_at": at,
        "predicted": prediction.predicted,
        "predicted_shift": prediction.predicted_shift,
        "recall_before": prediction.recall_before,
        "model_version": MODEL_VERSION,
    }
    if draft is not None:
        values |= {
            "seconds": draft.seconds,
            "answer_text": draft.answer_text,
            "rubric_ticks": list(draft.rubric_ticks),
        }
    new_id = store.add_attempt(session, values)
    learning.remember(ctx, session, [question_id])
    return store.attempts(session, [new_id])[0]


def _dates(
    session: Session, learner: Learner, request: PracticeRequest, interview: InterviewRow | None
) -> tuple[Sequence[ComingInterview], Basis]:
    """What a plan is to prepare for."""
    now = learner.now
    if interview is not None:
        mix = mixes(session, [interview], now)[interview.id]
        return [coming_interview(interview, mix, now)], "interviews"
    coming = coming_interviews(session, now)
    if request.topic:
        first = coming[0].starts_at if coming else now + timedelta(days=GENERAL_DAYS)
        return [topic_practice(request.topic, first)], "topics"
    if coming:
        return coming, "interviews"
    on = now + timedelta(days=GENERAL_DAYS)
    open_mix = open_applications(session, now)
    if open_mix:
        return [ComingInterview(None, on, open_mix)], "applications"
    return [general_practice(learner.bank.topics, on)], "topics"


def _listed(session: Session, learner: Learner, request: PracticeRequest) -> list[RecommendedQuestion]:
    """Chosen questions, or those whose last answer went wrong, oldest first, as long as the time allows."""
    bank = {row.id: row for row in store.bank(session)}
    if request.mode == "custom":
        ids = [key for key in request.question_ids if key in bank]
    else:
        wrong = [
            (e.memory.last_review_at, key)
            for key, e in learner.evidence.questions.items()
            if e.last_grade in MISTAKES
        ]
        ids = [key for _, key in sorted(wrong) if key in bank]
    items: list[RecommendedQuestion] = []
    used = 0
    for key in ids:
        row = bank[key]
        if items and request.mode == "mistakes" and used + row.minutes > request.minutes:
            continue
        p = learner.prediction(key, row.topic).predicted
        used += row.minutes
        items.append(
            RecommendedQuestion(
                rank=len(items) + 1,
                slug=row.slug,
                id=key,
                prompt=row.prompt,
                topic=row.topic,
                minutes=row.minutes,
                p_asked=0.0,
                p_now=p,
                p_after=p,
                gain=0.0,
                reasons=(),
                pinned=False,
            )
        )
    return items


def _tick(ctx: Context, session: Session, session_id: int) -> None:
    """The checklist item for practicing ticks itself once an answer was given for an interview."""
    interview_id = store.session_row(session, session_id).interview_id
    if interview_id is not None:
        slugs = catalog.automatic_items().get("practice-done", ())
        checklist_store.tick_auto(session, interview_id, slugs, ctx.clock())
