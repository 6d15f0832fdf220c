"""Use cases of the prediction scorecard: what was asked against what had been recommended and practiced before."""

from __future__ import annotations

from collections.abc import Sequence

from mltracker.domain.interviews import InterviewRow
from mltracker.domain.scorecard import AskedFact, DebriefFact, InterviewScore, interview_score
from mltracker.services.context import Context
from mltracker.services.recommendations import freeze_started, recommended_before
from mltracker.store import debriefs as debrief_store
from mltracker.store import interviews as interview_store
from mltracker.store import practice as practice_store
from mltracker.store.engine import Session


def for_interview(ctx: Context, interview_id: int) -> InterviewScore | None:
    """What of an interview had been seen coming, once something was noted; None before, and for one without a date."""
    freeze_started(ctx)
    with ctx.read() as session:
        row = interview_store.row(session, interview_id)
        if row.at is None or row.at > ctx.clock():
            return None
        facts = debriefs(ctx, session, [row], finished=False)
    return interview_score(facts[0]) if facts else None


def debriefs(
    ctx: Context, session: Session, rows: Sequence[InterviewRow], *, finished: bool = True
) -> list[DebriefFact]:
    """What was noted of these interviews, finished debriefs only or not, with what had been known before each."""
    asked: dict[int, list[AskedFact]] = {}
    for fact in debrief_store.facts(session):
        asked.setdefault(fact.interview_id, []).append(AskedFact(fact.question_id, fact.topic))
    first = practice_store.first_practiced(session)
    noted = [row for row in rows if row.id in asked and (row.debriefed_at is not None or not finished)]
    written = practice_store.frozen(session, [row.id for row in noted])
    # a read-only database may not have written the set yet; it is worked out from the same log cut
    sets = {row.id: written.get(row.id) or recommended_before(ctx, session, row) for row in noted}
    ids = {item.question_id for frozen in sets.values() for item in frozen}
    bank = {item.id: item.topic for item in practice_store.bank(session, ids)}
    return [
        DebriefFact(
            row.id,
            row.company,
            row.round_kind,
            row.at.astimezone(ctx.zone).date(),
            tuple(asked[row.id]),
            {item.question_id: bank.get(item.question_id, "") for item in sets[row.id]},
            frozenset(question for question, at in first.items() if at < row.at),
        )
        for row in noted
        if row.at is not None
    ]
