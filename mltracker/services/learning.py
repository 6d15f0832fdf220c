"""The engine's view of the stored log: evidence kept between calls, extended by new answers, rebuilt when the past changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

from mltracker.domain.bank import Bank, QuestionFact
from mltracker.domain.evidence import AttemptFact, Evidence, log_before
from mltracker.domain.learner import Learner
from mltracker.services.context import Context
from mltracker.store import practice as store
from mltracker.store.engine import Session


@dataclass(slots=True)
class _Kept:
    """The evidence of the whole log, and the fingerprint of the log it was built from."""

    evidence: Evidence
    last_id: int
    fingerprint: tuple[Any, ...]


_KEPT: WeakKeyDictionary[Context, _Kept] = WeakKeyDictionary()


def learner(ctx: Context, session: Session) -> Learner:
    """The user as of now, from every answer stored."""
    now = ctx.clock()
    evidence = evidence_now(ctx, session)
    if evidence.last is not None and evidence.last[0] > now:
        # the clock was set back: what it has not reached yet is left out
        evidence = Evidence.from_log(fact for fact in attempts(session) if fact.answered_at <= now)
    return Learner.at(now, evidence, store.ratings(session), bank(session))


def learner_before(session: Session, at: datetime, *, attempt_id: int | None = None) -> Learner:
    """The user just before an instant, from the log cut there: what a prediction may know."""
    evidence = Evidence.from_log(log_before(attempts(session), at, attempt_id))
    return Learner.at(at, evidence, store.ratings(session, until=at), bank(session))


def evidence_now(ctx: Context, session: Session) -> Evidence:
    """The evidence of the whole log; only answers that came since the last call are worked through."""
    kept = _KEPT.get(ctx)
    if kept is not None and store.log_fingerprint(session, kept.last_id) == kept.fingerprint:
        evidence = _extended(kept.evidence, [_fact(row) for row in store.log(session, after_id=kept.last_id)])
    else:
        evidence = None
    if evidence is None:
        evidence = Evidence.from_log(attempts(session))
    last_id = store.last_attempt(session)
    _KEPT[ctx] = _Kept(evidence, last_id, store.log_fingerprint(session, last_id))
    return evidence


def attempts(session: Session) -> list[AttemptFact]:
    """The whole log as the engine reads it."""
    return [_fact(row) for row in store.log(session)]


def bank(session: Session) -> Bank:
    """The practicable questions as the engine reads them."""
    return Bank.of(fact_of(row) for row in store.bank(session))


def fact_of(row: store.BankRecord) -> QuestionFact:
    """One question of the bank for the engine."""
    return QuestionFact(
        row.id, row.topic, row.popularity, row.minutes, row.complete, row.difficulty, row.part_of_id
    )


def remember(ctx: Context, session: Session, question_ids: Sequence[int]) -> None:
    """Bring the memory cache of some questions up to the log."""
    known = evidence_now(ctx, session).questions
    states = [
        (
            question,
            known[question].memory.stability,
            known[question].memory.difficulty,
            known[question].memory.last_review_at,
        )
        for question in question_ids
        if question in known
    ]
    store.put_memories(session, states, [question for question in question_ids if question not in known])


def rebuild_memory(ctx: Context, session: Session) -> int:
    """Write the whole memory cache anew from the log; returns how many questions it holds."""
    known = Evidence.from_log(attempts(session)).questions
    stale = [question for question in store.remembered(session) if question not in known]
    states = [(q, e.memory.stability, e.memory.difficulty, e.memory.last_review_at) for q, e in known.items()]
    store.put_memories(session, states, stale)
    _KEPT.pop(ctx, None)
    return len(states)


def _extended(evidence: Evidence, new: Sequence[AttemptFact]) -> Evidence | None:
    """The evidence with new answers, or None when one of them is backdated and all must be replayed."""
    try:
        for fact in new:
            evidence = evidence.extended(fact)
    except ValueError:
        return None
    return evidence


def _fact(row: store.AttemptRecord) -> AttemptFact:
    return AttemptFact(*row)  # type: ignore[arg-type]
