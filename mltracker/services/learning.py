"""The engine's view of the stored log: worked out once, extended by new answers, worked out anew where the past changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from mltracker.domain.bank import Bank, QuestionFact
from mltracker.domain.evidence import AttemptFact, Evidence
from mltracker.domain.learner import Learner
from mltracker.domain.questions import Grade, suggested_grade
from mltracker.domain.timeline import Timeline
from mltracker.services.context import Context
from mltracker.store import moment, undo
from mltracker.store import practice as store
from mltracker.store import questions as question_store
from mltracker.store.engine import Session
from mltracker.store.ledger import Stamp

T = TypeVar("T")
_LEARNER = "learner"


@dataclass(frozen=True, slots=True)
class _Kept:
    """The log as worked out at a moment of the data.

    `fingerprint` is of the answers up to `checked_id`, where the ledger cannot say whether anyone wrote; those that
    came later stand in `tail` as they were read.
    """

    timeline: Timeline
    stamp: Stamp | None
    checked_id: int
    fingerprint: tuple[Any, ...] | None
    tail: tuple[AttemptFact, ...] = ()

    @property
    def last_id(self) -> int:
        return max((fact.id for fact in self.tail), default=self.checked_id)


_KEPT: WeakKeyDictionary[Context, _Kept] = WeakKeyDictionary()
_RATINGS: WeakKeyDictionary[Context, tuple[Stamp | None, dict[str, int]]] = WeakKeyDictionary()
_BANKS: WeakKeyDictionary[Context, tuple[Stamp | None, Bank]] = WeakKeyDictionary()


def learner(ctx: Context, session: Session) -> Learner:
    """The user as of now, from every answer stored; what the clock, set back, has not reached yet is left out."""
    return moment.kept(session, _LEARNER, lambda: _learner(ctx, session))


def learner_before(ctx: Context, session: Session, at: datetime) -> Learner:
    """The user just before an instant, from the log cut there: what a prediction may know."""
    evidence = timeline(ctx, session).before(at)
    return Learner.at(at, evidence, store.ratings(session, until=at), bank(ctx, session))


def learner_without(ctx: Context, session: Session, attempt_ids: Collection[int]) -> Learner:
    """The user as of now, as if some answers had not been given."""
    known = learner(ctx, session)
    evidence = timeline(ctx, session).without(attempt_ids).until(known.now)
    return Learner.at(known.now, evidence, known.ratings, known.bank)


def timeline(ctx: Context, session: Session) -> Timeline:
    """The whole log; only answers that came since the last call are worked through."""
    moment.hold(session)
    stamp, kept = ctx.ledger.stamp(), _KEPT.get(ctx)
    uncommitted = undo.pending(session)
    if kept is not None:
        kept = _caught_up(session, kept, _changes(ctx, kept.stamp, stamp, uncommitted), stamp)
    if kept is None:
        log = attempts(session)
        newest = max((fact.id for fact in log), default=0)
        # with a stamp it is known when another program wrote, so that no fingerprint is needed
        found = store.log_fingerprint(session, newest) if stamp is None else None
        kept = _Kept(Timeline(log), stamp, newest, found)
    if not uncommitted:
        _KEPT[ctx] = kept
    return kept.timeline


def attempts(session: Session, *, after_id: int = 0) -> list[AttemptFact]:
    """The log as the engine reads it, or its answers after an id."""
    ticked = _rubric_grades(session, after_id)
    return [
        AttemptFact(
            *row[:6],  # type: ignore[arg-type]
            predicted=row.predicted if row.source == "interview" else None,
            rubric_grade=ticked.get(row.id),
        )
        for row in store.log(session, after_id=after_id)
    ]


def bank(ctx: Context, session: Session) -> Bank:
    """The practicable questions as the engine reads them."""
    return _unless_changed(
        ctx,
        session,
        _BANKS,
        frozenset({"question", "topic"}),
        lambda: Bank.of(fact_of(row) for row in store.bank(session)),
    )


def fact_of(row: store.BankRecord) -> QuestionFact:
    """One question of the bank for the engine."""
    return QuestionFact(
        row.id, row.topic, row.popularity, row.minutes, row.complete, row.difficulty, row.part_of_id
    )


def remember(ctx: Context, session: Session, question_ids: Sequence[int]) -> None:
    """Bring the memory cache of some questions up to the log."""
    known = timeline(ctx, session).evidence.questions
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


def _learner(ctx: Context, session: Session) -> Learner:
    now, log = ctx.clock(), timeline(ctx, session)
    evidence = log.evidence
    if evidence.last is not None and evidence.last[0] > now:
        evidence = log.until(now)
    ratings = _unless_changed(
        ctx, session, _RATINGS, frozenset({"self_rating", "topic"}), lambda: store.ratings(session)
    )
    return Learner.at(now, evidence, ratings, bank(ctx, session))


def _unless_changed(
    ctx: Context,
    session: Session,
    known: WeakKeyDictionary[Context, tuple[Stamp | None, T]],
    tables: frozenset[str],
    read: Callable[[], T],
) -> T:
    """What was read before while none of its tables was written to since, else what is read now."""
    moment.hold(session)
    stamp, before = ctx.ledger.stamp(), known.get(ctx)
    uncommitted = undo.pending(session)
    if before is not None:
        changes = _changes(ctx, before[0], stamp, uncommitted)
        if changes is not None and not changes.keys() & tables:
            return before[1]
    found = read()
    if not uncommitted:
        known[ctx] = stamp, found
    return found


def _changes(
    ctx: Context, then: Stamp | None, now: Stamp | None, uncommitted: Mapping[str, bool]
) -> dict[str, bool] | None:
    """The tables that changed, True where rows were only added; None when someone else may have written."""
    found = ctx.ledger.since(then, now)
    if found is None:
        return None
    return found | {table: only and found.get(table, True) for table, only in uncommitted.items()}


def _caught_up(
    session: Session, kept: _Kept, changes: Mapping[str, bool] | None, stamp: Stamp | None
) -> _Kept | None:
    """What is kept with the answers that came since; None when an earlier one, or a rubric, is another now."""
    if changes is None:
        if kept.fingerprint is None or stamp is not None:
            return None
        if store.log_fingerprint(session, kept.checked_id) != kept.fingerprint:
            return None
        later = attempts(session, after_id=kept.checked_id)
        there = set(later)
        if not all(fact in there for fact in kept.tail):
            return None
        new = tuple(fact for fact in later if fact.id > kept.last_id)
    elif changes.get("attempt") is False or (changes.get("question") is False and kept.timeline.ticked):
        return None
    else:
        new = tuple(attempts(session, after_id=kept.last_id)) if "attempt" in changes else ()
    tail = (*kept.tail, *new)
    return _Kept(kept.timeline.plus(new), stamp, kept.checked_id, kept.fingerprint, tail)


def _rubric_grades(session: Session, after_id: int) -> dict[int, Grade]:
    """By attempt, what the points ticked for it suggest, by the rubric as it stands now."""
    ticked = store.ticked(session, after_id=after_id)
    if not ticked:
        return {}
    rubrics = question_store.rubrics(session, {question for _, question, _ in ticked})
    grades = {key: suggested_grade(rubrics.get(question, ()), ticks) for key, question, ticks in ticked}
    return {key: grade for key, grade in grades.items() if grade is not None}
