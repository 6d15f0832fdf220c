"""Use cases of insights: the stored rows as facts, the facts as figures."""

from __future__ import annotations

from mltracker.domain import insights as figures
from mltracker.domain.applications import ApplicationFilter
from mltracker.domain.memory import GOOD_GRADES
from mltracker.services import scorecards
from mltracker.services.context import Context
from mltracker.services.recommendations import freeze_started
from mltracker.store import applications as application_store
from mltracker.store import interviews as interview_store
from mltracker.store import practice as practice_store


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
        answers = [
            figures.AnswerFact(a.predicted, a.predicted_shift, a.grade in GOOD_GRADES)
            for a in practice_store.log(session, source="interview")
        ]
        return figures.insights(applications, rounds, scorecards.debriefs(ctx, session, rows), answers)
