"""Use cases of reminders: what wants telling now, what comes next, putting off and waving away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from mltracker.domain import reminders as domain
from mltracker.domain.changes import Change
from mltracker.domain.drafts import instant_field
from mltracker.domain.reminders import Kept, Reminder, Rules
from mltracker.services import preferences
from mltracker.services.context import Context
from mltracker.store import agenda as agenda_store
from mltracker.store import reminders as store


@dataclass(frozen=True, slots=True)
class Plan:
    """All reminders of a search and what the user said of them, as read at one moment.

    It stays right until something is written: which of them want telling follows from it and the clock alone.
    """

    reminders: tuple[Reminder, ...]
    kept: dict[str, Kept]

    def due(self, now: datetime) -> tuple[Reminder, ...]:
        """What wants telling at an instant, soonest first."""
        return domain.due(self.reminders, self.kept, now)

    def due_between(self, since: datetime, now: datetime) -> tuple[Reminder, ...]:
        """What wants telling at `now` and did not at `since`."""
        return domain.due_between(self.reminders, self.kept, since, now)

    def coming(self, now: datetime, until: datetime) -> tuple[Reminder, ...]:
        """What will come due after `now` and up to an instant."""
        return domain.coming(self.reminders, self.kept, now, until)


def rules(ctx: Context) -> Rules:
    """What the user wants to hear of."""
    wanted = preferences.get(ctx)
    chosen = (wanted.remind_day, wanted.remind_hour, wanted.remind_ten_minutes)
    return Rules(
        leads=tuple(lead for lead, on in zip(domain.LEADS, chosen, strict=True) if on),
        checklist=wanted.remind_checklist,
        follow_ups=wanted.remind_follow_ups,
        deadlines=wanted.remind_deadlines,
        hour=wanted.remind_from,
    )


def plan(ctx: Context) -> Plan:
    """Everything to be reminded of, read in six statements whatever there is."""
    wanted = rules(ctx)
    with ctx.read() as session:
        found = domain.reminders(
            store.rounds(session),
            store.open_items(session),
            agenda_store.dated_applications(session),
            wanted,
            ctx.zone or UTC,
        )
        return Plan(found, store.kept(session))


def snooze(ctx: Context, reminders: Sequence[Reminder], until: datetime) -> tuple[int, Change]:
    """Leave reminders out until an instant, in one step of Undo."""
    until = instant_field("until", until)
    now = ctx.clock()
    with ctx.write(_label("Snooze", reminders)) as session:
        store.put(session, [reminder.key for reminder in reminders], snoozed_until=until, now=now)
        return len(reminders), Change.REMINDERS


def dismiss(ctx: Context, known: Plan, reminders: Sequence[Reminder]) -> tuple[int, Change]:
    """Leave reminders out for good, with the earlier ones they spoke for, in one step of Undo.

    What they are about stays where it is: a follow-up that is due remains a next action.
    """
    now = ctx.clock()
    keys = domain.covered(known.reminders, reminders)
    with ctx.write(_label("Dismiss", reminders)) as session:
        store.put(session, keys, dismissed_at=now, now=now)
        return len(reminders), Change.REMINDERS


def snooze_times(ctx: Context, *, before: datetime | None = None) -> dict[domain.Snooze, datetime]:
    """When something can be put off to, soonest first; only what lies before the thing itself."""
    hour = preferences.get(ctx).remind_from
    return domain.snooze_times(ctx.clock(), ctx.zone or UTC, hour, before=before)


def _label(verb: str, reminders: Sequence[Reminder]) -> str:
    return f"{verb} a reminder" if len(reminders) == 1 else f"{verb} {len(reminders)} reminders"
