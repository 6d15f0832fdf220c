"""What is next, am I ready for it, what should I do now: the next interview, at most five actions, and the week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from mltracker.domain.changes import Change
from mltracker.domain.drafts import instant_field
from mltracker.domain.interviews import ChecklistRow, InterviewRow
from mltracker.domain.readiness import Readiness
from mltracker.domain.reminders import Kept, morning
from mltracker.services import interviews, readiness
from mltracker.services.context import Context
from mltracker.services.next_actions import Facts, NextAction, changes_at, next_actions
from mltracker.store import agenda as agenda_store
from mltracker.store import checklists as checklist_store
from mltracker.store import practice as practice_store
from mltracker.store import reminders as store

MOST_ACTIONS = 5
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
class WeekRow:
    """A round or take-home of the next seven days."""

    interview: InterviewRow
    readiness: Readiness


@dataclass(frozen=True, slots=True)
class Today:
    """Everything the first page shows; `empty` before the first application.

    `actions` are the first five, `more` those after them. All of it holds from `since` until `until`, unless something
    is written.
    """

    empty: bool
    hero: Hero | None
    actions: tuple[NextAction, ...]
    more: tuple[NextAction, ...]
    week: tuple[WeekRow, ...]
    since: datetime
    until: datetime

    def holds(self, now: datetime) -> bool:
        """Whether it is still right at `now`; not after a clock was set back."""
        return self.since <= now < self.until


def overview(ctx: Context) -> Today:
    """The next interview, the next actions in the order of their urgency, and the coming seven days."""
    facts, kept, hero_items = _gather(ctx)
    dated = [row for row in facts.coming if row.at is not None]
    week = [row for row in dated if row.at is not None and row.at <= facts.now + timedelta(days=WEEK)]
    hero_row = dated[0] if dated else None
    wanted = {row.id for row in week} | ({hero_row.id} if hero_row else set())
    explained = () if hero_row is None else (hero_row.id,)
    ready = readiness.for_interviews(ctx, sorted(wanted), factors_for=explained)
    hidden = {key for key, said in kept.items() if said.hides(facts.now)}
    actions = [action for action in next_actions(facts) if action.key not in hidden]
    return Today(
        empty=not facts.any_application,
        hero=_hero(facts, hero_row, ready[hero_row.id], hero_items) if hero_row else None,
        actions=tuple(actions[:MOST_ACTIONS]),
        more=tuple(actions[MOST_ACTIONS:]),
        week=tuple(WeekRow(row, ready[row.id]) for row in week),
        since=facts.now,
        until=_until(ctx, facts, kept),
    )


def snooze(ctx: Context, key: str, until: datetime) -> tuple[str, Change]:
    """Leave an action out until an instant."""
    until = instant_field("until", until)
    with ctx.write("Snooze") as session:
        store.put(session, [key], snoozed_until=until, now=ctx.clock())
        return key, Change.REMINDERS


def dismiss(ctx: Context, key: str) -> tuple[str, Change]:
    """Leave an action out for good."""
    now = ctx.clock()
    with ctx.write("Dismiss") as session:
        store.put(session, [key], dismissed_at=now, now=now)
        return key, Change.REMINDERS


def _gather(ctx: Context) -> tuple[Facts, dict[str, Kept], list[ChecklistRow]]:
    now = ctx.clock()
    every = tuple(interviews.rows(ctx))
    hero_id = next((row.id for row in every if row.is_coming(now) and row.at is not None), None)
    with ctx.read() as session:
        practice_helps = agenda_store.worth_practicing(session)
        facts = Facts(
            now=now,
            today=ctx.today(),
            zone=ctx.zone or UTC,
            every=every,
            rounds={fact.id: fact for fact in store.rounds(session)},
            items=tuple(store.open_items(session)),
            dated=tuple(agenda_store.dated_applications(session)),
            practiced=frozenset(practice_store.practiced_interviews(session)),
            any_application=practice_helps is not None,
            practice_helps=bool(practice_helps),
            hero_id=hero_id,
        )
        hero_items = checklist_store.items(session, hero_id) if hero_id is not None else []
        return facts, store.kept(session), hero_items


def _hero(facts: Facts, row: InterviewRow, ready: Readiness, own: list[ChecklistRow]) -> Hero:
    open_items = sorted(
        (item for item in own if item.done_at is None),
        key=lambda item: (item.due_at is None, item.due_at or facts.now, item.position),
    )
    return Hero(row, ready, len(own) - len(open_items), len(own), open_items[0] if open_items else None)


def _until(ctx: Context, facts: Facts, kept: dict[str, Kept]) -> datetime:
    """When time alone may change something: a thing comes due, a snooze ends, a day ends."""
    midnight = morning(facts.today + timedelta(days=1), ctx.zone or UTC, 0)
    ends = [said.snoozed_until for said in kept.values() if said.hides(facts.now) and said.snoozed_until]
    return min(at for at in (*changes_at(facts), *ends, midnight) if at > facts.now)
