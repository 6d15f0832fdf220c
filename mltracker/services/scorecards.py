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
    found = []
    for row in rows:
        if row.at is None or row.id not in asked or (finished and row.debriefed_at is None):
            continue
        # a read-only database may not have written the set yet; it is worked out from the same log cut
        frozen = practice_store.frozen(session, row.id) or recommended_before(ctx, session, row)
        bank = {item.id: item.topic for item in practice_store.bank(session, [f.question_id for f in frozen])}
        found.append(
            DebriefFact(
                row.id,
                row.company,
                row.round_kind,
                row.at.astimezone(ctx.zone).date(),
                tuple(asked[row.id]),
                {item.question_id: bank.get(item.question_id, "") for item in frozen},
                frozenset(question for question, at in first.items() if at < row.at),
            )
        )
    return found
