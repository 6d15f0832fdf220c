"""Short ways to an application, a round and answers, for the tests of the use cases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from mltracker.domain.applications import ApplicationDraft, ApplicationRow
from mltracker.domain.interviews import AskedDraft, AskedRow, InterviewDraft, InterviewRow
from mltracker.domain.questions import QuestionFilter, QuestionRow
from mltracker.services import applications, debrief, interviews, questions
from mltracker.services.context import Context
from mltracker.store import practice as practice_store

SOON = datetime(2026, 12, 3, 14, 0, tzinfo=UTC)
PAST = datetime(2026, 11, 30, 14, 0, tzinfo=UTC)
TODAY = date(2026, 12, 1)
DAY = timedelta(days=1)


def applied(ctx: Context, company: str = "Fernhollow Labs", **more: Any) -> ApplicationRow:
    stage = more.pop("stage", None)
    draft = ApplicationDraft.make(company=company, **({"role_title": "ML Engineer"} | more))
    return applications.add(ctx, draft, stage=stage)[0]


def booked(ctx: Context, application_id: int | None = None, **more: Any) -> InterviewRow:
    """A round of the given application, or of a new one."""
    values = {"round_kind": "ml-breadth", "starts_at": SOON} | more
    draft = InterviewDraft.make(application_id=application_id or applied(ctx).id, **values)
    return interviews.add(ctx, draft)[0]


def asked(ctx: Context, interview_id: int, text: str = "What is dropout?", **more: Any) -> AskedRow:
    return debrief.log(ctx, interview_id, AskedDraft.make(text=text, **more))[0]


def bank(ctx: Context, topic: str) -> list[QuestionRow]:
    """The complete questions of a topic."""
    rows = questions.search(ctx, QuestionFilter(topics=frozenset([topic]))).rows
    return [row for row in rows if row.complete and row.part_of_id is None]


def memories(ctx: Context) -> dict[int, tuple[float, float, datetime]]:
    """The stored memory cache."""
    with ctx.read() as session:
        return practice_store.remembered(session)
