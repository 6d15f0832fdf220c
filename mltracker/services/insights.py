"""Use case of insights: the stored rows as facts, the facts as figures."""

from __future__ import annotations

from collections.abc import Sequence

from mltracker.domain import insights as figures
from mltracker.domain.applications import ApplicationFilter
from mltracker.domain.interviews import InterviewRow
from mltracker.services.context import Context
from mltracker.services.recommendations import freeze_started, recommended_before
from mltracker.store import applications as application_store
from mltracker.store import debriefs as debrief_store
from mltracker.store import interviews as interview_store
from mltracker.store import practice as practice_store
from mltracker.store.engine import Session


def insights(ctx: Context) -> figures.Insights:
    """Funnel, response rates, conversion by round, prediction scorecard and calibration of the whole search."""
    freeze_started(ctx)
    with ctx.read() as session:
        answered = application_store.first_answers(session)
        everything = ApplicationFilter(active_only=False)
        applications = [
            figures.ApplicationFact(
                row.id, row.source, row.applied_on, row.furthest_kind, row.outcome, answered.get(row.id)
            )
            for row in application_store.rows(session, everything, ctx.today())
        ]
        rows = interview_store.rows(session)
        rounds = [
            figures.RoundFact(row.round_kind, row.result == "passed")
            for row in rows
            if row.result != "pending"
        ]
        log = practice_store.log(session)
        answers = [
            figures.AnswerFact(a.predicted, a.predicted_shift, a.grade in ("good", "easy"))
            for a in log
            if a.source == "interview"
        ]
        return figures.insights(applications, rounds, _debriefs(ctx, session, rows, log), answers)


def _debriefs(
    ctx: Context, session: Session, rows: Sequence[InterviewRow], log: Sequence[practice_store.AttemptRecord]
) -> list[figures.DebriefFact]:
    asked: dict[int, list[int | None]] = {}
    for fact in debrief_store.facts(session):
        asked.setdefault(fact.interview_id, []).append(fact.question_id)
    found = []
    for row in rows:
        if row.debriefed_at is None or row.at is None or row.id not in asked:
            continue
        # a read-only database may not have written the set yet; it is worked out from the same log cut
        frozen = practice_store.frozen(session, row.id) or recommended_before(ctx, session, row)
        practiced = {
            a.question_id
            for a in log
            if a.answered_at < row.at and a.source != "interview" and a.question_id is not None
        }
        found.append(
            figures.DebriefFact(
                row.id,
                row.round_kind,
                row.at.date(),
                tuple(asked[row.id]),
                frozenset(item.question_id for item in frozen),
                frozenset(practiced),
            )
        )
    return found
