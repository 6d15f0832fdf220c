"""What is next, am I ready for it, what should I do now: the next interview, at most five actions, and the week."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from mltracker.domain.applications import ApplicationRow
from mltracker.domain.changes import Change
from mltracker.domain.interviews import ChecklistRow, InterviewRow
from mltracker.domain.readiness import Readiness
from mltracker.services import applications, catalog, interviews, readiness
from mltracker.services.context import Context
from mltracker.store import checklists as checklist_store
from mltracker.store import practice as practice_store
from mltracker.store import reminders

ActionKind = Literal["deadline", "debrief", "prepare", "follow-up", "reply", "checklist", "practice"]
MOST_ACTIONS = 5
HARD_DEADLINE = timedelta(hours=48)
WEEK = 7


@dataclass(frozen=True, slots=True)
class Hero:
    """The next interview with how ready the user is for it, and how far its checklist is."""

    interview: InterviewRow
    readiness: Readiness
    done: int
    total: int
    next_item: ChecklistRow | None


@dataclass(frozen=True, slots=True)
class NextAction:
    """One thing worth doing now. `at` is when it is due or was; ids say what its button opens."""

    kind: ActionKind
    key: str
    title: str
    detail: str
    at: datetime | date | None
    overdue: bool
    application_id: int | None = None
    interview_id: int | None = None
    item_id: int | None = None


@dataclass(frozen=True, slots=True)
class WeekRow:
    """A round or take-home of the next seven days."""

    interview: InterviewRow
    readiness: Readiness


@dataclass(frozen=True, slots=True)
class Today:
    """Everything the first page shows; `empty` before the first application."""

    empty: bool
    hero: Hero | None
    actions: tuple[NextAction, ...]
    week: tuple[WeekRow, ...]


@dataclass(frozen=True, slots=True)
class _Facts:
    now: datetime
    today: date
    live: tuple[ApplicationRow, ...]
    coming: tuple[InterviewRow, ...]
    past: tuple[InterviewRow, ...]
    items: tuple[ChecklistRow, ...]
    practiced: frozenset[int]
    hero_id: int | None


def overview(ctx: Context) -> Today:
    """The next interview, the next actions in the order of their urgency, and the coming seven days."""
    facts = _gather(ctx)
    week = [row for row in facts.coming if row.at is not None and row.at <= facts.now + timedelta(days=WEEK)]
    hero_row = next((row for row in facts.coming if row.id == facts.hero_id), None)
    wanted = {row.id for row in week} | ({hero_row.id} if hero_row else set())
    explained = () if hero_row is None else (hero_row.id,)
    ready = readiness.for_interviews(ctx, sorted(wanted), factors_for=explained)
    with ctx.read() as session:
        hidden = reminders.hidden(session, facts.now)
    actions = [action for action in _actions(facts) if action.key not in hidden]
    return Today(
        empty=not facts.live and not facts.coming and not facts.past,
        hero=_hero(facts, hero_row, ready[hero_row.id]) if hero_row else None,
        actions=tuple(actions[:MOST_ACTIONS]),
        week=tuple(WeekRow(row, ready[row.id]) for row in week),
    )


def snooze(ctx: Context, key: str, until: datetime) -> tuple[str, Change]:
    """Leave an action out until an instant."""
    with ctx.write("Snooze") as session:
        reminders.put(session, key, snoozed_until=until)
        return key, Change.CHECKLISTS


def dismiss(ctx: Context, key: str) -> tuple[str, Change]:
    """Leave an action out for good."""
    with ctx.write("Dismiss") as session:
        reminders.put(session, key, dismissed_at=ctx.clock())
        return key, Change.CHECKLISTS


def _gather(ctx: Context) -> _Facts:
    now = ctx.clock()
    every = interviews.rows(ctx)
    coming = tuple(row for row in every if row.is_coming(now))
    with ctx.read() as session:
        items = tuple(checklist_store.items(session))
        practiced = frozenset(practice_store.practiced_interviews(session))
    return _Facts(
        now=now,
        today=ctx.today(),
        live=tuple(applications.rows(ctx)),
        coming=coming,
        past=tuple(row for row in every if not row.is_coming(now)),
        items=items,
        practiced=practiced,
        hero_id=next((row.id for row in coming if row.at is not None), None),
    )


def _hero(facts: _Facts, row: InterviewRow, ready: Readiness) -> Hero:
    own = [item for item in facts.items if item.interview_id == row.id]
    open_items = sorted(
        (item for item in own if item.done_at is None),
        key=lambda item: (item.due_at is None, item.due_at or facts.now, item.position),
    )
    return Hero(row, ready, len(own) - len(open_items), len(own), open_items[0] if open_items else None)


def _actions(facts: _Facts) -> Iterator[NextAction]:
    yield from sorted(_deadlines(facts), key=lambda action: str(action.at))
    yield from _debriefs(facts)
    yield from _unprepared(facts)
    yield from sorted(_follow_ups(facts), key=lambda action: str(action.at))
    yield from _overdue_items(facts)
    if facts.hero_id is None and any(row.stage_kind != "saved" for row in facts.live):
        yield NextAction(
            "practice", "practice", "Tonight's plan", "What your search needs most", None, overdue=False
        )


def _deadlines(facts: _Facts) -> Iterator[NextAction]:
    last_day = facts.today + HARD_DEADLINE
    for row in facts.live:
        # a posting's last day is nothing to act on once the application is out
        waits = row.stage_kind in ("saved", "offer")
        if waits and row.deadline_on is not None and facts.today <= row.deadline_on <= last_day:
            title = (
                f"Answer the {row.company} offer" if row.stage_kind == "offer" else f"Apply to {row.company}"
            )
            yield NextAction(
                "deadline",
                f"deadline:{row.id}:{row.deadline_on}",
                title,
                row.role_title,
                row.deadline_on,
                overdue=False,
                application_id=row.id,
            )
    for interview in facts.coming:
        due = interview.due_at
        if interview.starts_at is None and due is not None and due - facts.now <= HARD_DEADLINE:
            yield NextAction(
                "deadline",
                f"due:{interview.id}:{due:%Y-%m-%dT%H:%M}",
                f"Hand in the {interview.company} take-home",
                interview.role_title,
                due,
                overdue=False,
                interview_id=interview.id,
            )


def _debriefs(facts: _Facts) -> Iterator[NextAction]:
    missing = [row for row in facts.past if row.needs_debrief(facts.now)]
    for row in sorted(missing, key=lambda row: row.ends_at or facts.now, reverse=True):
        yield NextAction(
            "debrief",
            f"debrief:{row.id}",
            f"Note what {row.company} asked",
            _round_title(row),
            row.at,
            overdue=False,
            interview_id=row.id,
        )


def _unprepared(facts: _Facts) -> Iterator[NextAction]:
    for row in facts.coming:
        soon = row.starts_at is not None and row.starts_at - facts.now <= HARD_DEADLINE
        if soon and row.id not in facts.practiced and row.id != facts.hero_id:
            yield NextAction(
                "prepare",
                f"prepare:{row.id}",
                f"Prepare for {row.company}",
                _round_title(row),
                row.at,
                overdue=False,
                interview_id=row.id,
            )


def _follow_ups(facts: _Facts) -> Iterator[NextAction]:
    for row in facts.live:
        if row.follow_up_on is not None and row.follow_up_on <= facts.today:
            yield NextAction(
                "follow-up",
                f"follow-up:{row.id}:{row.follow_up_on}",
                f"Follow up with {row.company}",
                row.follow_up_note or row.role_title,
                row.follow_up_on,
                overdue=row.follow_up_on < facts.today,
                application_id=row.id,
            )
    live = {row.id for row in facts.live}
    for interview in facts.past:
        expected = interview.reply_expected_on
        waiting = expected is not None and expected <= facts.today and interview.result == "pending"
        if waiting and interview.application_id in live:
            yield NextAction(
                "reply",
                f"reply:{interview.id}:{expected}",
                f"{interview.company} said they would answer",
                _round_title(interview),
                expected,
                overdue=False,
                application_id=interview.application_id,
                interview_id=interview.id,
            )


def _overdue_items(facts: _Facts) -> Iterator[NextAction]:
    rounds = {row.id: row for row in (*facts.coming, *facts.past)}
    coming = {row.id for row in facts.coming}
    late = [
        item for item in facts.items if item.is_overdue(facts.now) and _still_counts(item, rounds, coming)
    ]
    for item in sorted(late, key=lambda item: item.due_at or facts.now):
        row = rounds[item.interview_id] if item.interview_id else None
        yield NextAction(
            "checklist",
            f"item:{item.id}",
            f"{row.company}: {item.text}" if row else item.text,
            _round_title(row) if row else "",
            item.due_at,
            overdue=True,
            interview_id=item.interview_id,
            item_id=item.id,
        )


def _still_counts(
    item: ChecklistRow, rounds: dict[int, InterviewRow], coming: Sequence[int] | set[int]
) -> bool:
    """Items before a round that is over are moot; those after it (thank-you note, debrief) are not."""
    row = rounds.get(item.interview_id or 0)
    if row is None or row.id in coming:
        return True
    after = row.at is not None and item.due_at is not None and item.due_at >= row.at
    return after and row.status in ("planned", "done") and row.debriefed_at is None


def _round_title(row: InterviewRow) -> str:
    return row.label or catalog.rounds().by_kind[row.round_kind].title
