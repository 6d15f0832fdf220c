"""SQL of reminders: the facts they follow from, and what the user put off or waved away."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from mltracker.domain.reminders import ItemFact, Kept, RoundFact
from mltracker.store.rows import built, fetched
from mltracker.store.tables import (
    Application,
    ChecklistItem,
    ChecklistTemplate,
    Company,
    Interview,
)
from mltracker.store.window_tables import ReminderState

# what a key begins with when the id of an application follows
_OF_APPLICATIONS = frozenset({"silence", "stage", "deadline", "follow-up"})
# those of them that are about a day the user set
_OF_DAYS = frozenset({"deadline", "follow-up"})
_LIVE = (Application.archived_at.is_(None), Application.outcome == "open")


def kept(session: Session) -> dict[str, Kept]:
    """What the user said of each key, and when."""
    query = select(
        ReminderState.key, ReminderState.snoozed_until, ReminderState.dismissed_at, ReminderState.updated_at
    )
    return {key: built(Kept, said) for key, *said in fetched(session, query)}


def put(
    session: Session,
    keys: Iterable[str],
    *,
    snoozed_until: datetime | None = None,
    dismissed_at: datetime | None = None,
    now: datetime,
) -> None:
    """Put keys off until an instant, or wave them away for good; what was waved away before stays so."""
    wanted = list(dict.fromkeys(keys))
    known = {
        state.key: state
        for state in session.execute(select(ReminderState).where(ReminderState.key.in_(wanted))).scalars()
    }
    values: dict[str, Any] = {"snoozed_until": snoozed_until, "dismissed_at": dismissed_at}
    for key in wanted:
        state = known.get(key)
        if state is None:
            session.add(ReminderState.model_validate({"key": key, **values}))
        elif dismissed_at is not None or state.dismissed_at is None:
            state.snoozed_until, state.dismissed_at = snoozed_until, dismissed_at
            # also when it is put off to the same instant again: the clock may have been set back in between
            state.updated_at = now
    session.flush()


def forget(session: Session, ids: Iterable[int]) -> None:
    """Drop what was said about applications that go: their ids are given to later ones."""
    said = _said_of(session, ids, _OF_APPLICATIONS)
    session.execute(delete(ReminderState).where(ReminderState.key.in_(said)))


def hand_over(session: Session, gone: int, kept: int) -> None:
    """Let what was said about the days of one application count for another that takes them over."""
    own = set(_said_of(session, [kept], _OF_DAYS))
    for key in _said_of(session, [gone], _OF_DAYS):
        head, _, rest = key.partition(f":{gone}:")
        renamed = f"{head}:{kept}:{rest}"
        if renamed not in own:
            # not by the mapper, which would stamp it: a snooze counts from when it was chosen
            session.execute(update(ReminderState).where(ReminderState.key == key).values(key=renamed))


def _said_of(session: Session, ids: Iterable[int], kinds: Collection[str]) -> list[str]:
    """The keys of some kinds that name one of these applications."""
    wanted = set(map(str, ids))
    return [
        key
        for key in session.execute(select(ReminderState.key)).scalars()
        if (parts := key.removeprefix("remind:").split(":"))[0] in kinds and parts[1] in wanted
    ]


def rounds(session: Session) -> list[RoundFact]:
    """The rounds of live applications that took place or will, soonest first."""
    query = (
        select(
            Interview.id,
            Interview.application_id,
            Company.name,
            Interview.round_kind,
            Interview.label,
            Interview.starts_at,
            Interview.due_at,
            Interview.minutes,
            Interview.status,
            Interview.result,
            Interview.debriefed_at,
            Interview.reply_expected_on,
            Interview.updated_at,
            Interview.loop_id,
            Interview.zone,
        )
        .join(Application, Application.id == Interview.application_id)
        .join(Company, Company.id == Application.company_id)
        .where(*_LIVE)
        .order_by(Interview.starts_at, Interview.id)
    )
    found, begun = [], set()
    for *values, result, debriefed_at, reply, touched_at, loop_id, zone in fetched(session, query):
        starts_at, status = values[5], values[8]
        looped = loop_id is not None and starts_at is not None
        day = (loop_id, starts_at.astimezone(ZoneInfo(zone)).date()) if looped else None
        follows = day is not None and day in begun
        if status == "planned":
            begun.add(day)
        more = (result == "pending", debriefed_at is not None, reply, touched_at, follows)
        found.append(built(RoundFact, (*values, *more)))
    return found


def open_items(session: Session) -> list[ItemFact]:
    """Open checklist items and tasks of live applications, in the user's order."""
    query = (
        select(
            ChecklistItem.id,
            ChecklistItem.application_id,
            ChecklistItem.interview_id,
            Company.name,
            ChecklistItem.text,
            ChecklistItem.due_at,
            ChecklistItem.position,
            ChecklistItem.updated_at,
            ChecklistTemplate.slug,
            ChecklistItem.created_at,
        )
        .join(Application, Application.id == ChecklistItem.application_id)
        .join(Company, Company.id == Application.company_id)
        .outerjoin(ChecklistTemplate, ChecklistTemplate.id == ChecklistItem.template_id)
        .where(ChecklistItem.done_at.is_(None), *_LIVE)
        .order_by(ChecklistItem.position, ChecklistItem.id)
    )
    return [built(ItemFact, row) for row in fetched(session, query)]
