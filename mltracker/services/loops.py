"""Use cases of an onsite loop: the sessions of one day entered, changed and moved together."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from mltracker.domain.changes import Change
from mltracker.domain.errors import InvalidInput
from mltracker.domain.interviews import InterviewDraft, InterviewRow
from mltracker.domain.loops import LONGEST_BREAK, LoopDraft, SessionDraft
from mltracker.services import preferences
from mltracker.services.context import Context
from mltracker.store import applications as application_store
from mltracker.store import checklists as checklist_store
from mltracker.store import contacts as contact_store
from mltracker.store import interviewers
from mltracker.store import interviews as store
from mltracker.store.engine import Session

_Dated = tuple[datetime, int, InterviewDraft]
CHANGED = Change.INTERVIEWS | Change.CHECKLISTS | Change.APPLICATIONS | Change.CONTACTS


def day_of(ctx: Context, interview_id: int) -> LoopDraft | None:
    """The day an interview belongs to, as the form shows it; the interview alone if it has no loop, None undated.

    What lies between the end of a session and the start of the next is its break, below zero where they overlap.
    Sessions without a date, and those that lie further away than a break can be long, are not part of it.
    """
    with ctx.read() as session:
        dated = _day(session, interview_id)
        people = {one: [c.name for c in contact_store.of_interview(session, one)] for _, one, _ in dated}
    if not dated:
        return None
    first = dated[0][2]
    sessions = []
    for number, (_, one, draft) in enumerate(dated):
        after = dated[number + 1][0] if number + 1 < len(dated) else None
        sessions.append(
            SessionDraft.make(
                interview_id=one,
                round_kind=draft.round_kind,
                label=draft.label,
                minutes=draft.minutes,
                break_after=_gap(dated[number], after) if after is not None else 0,
                people=tuple(people[one]),
            )
        )
    return LoopDraft.make(
        application_id=first.application_id,
        starts_at=first.starts_at,
        zone=first.zone,
        format=first.format,
        location=first.location,
        meeting_url=first.meeting_url,
        sessions=tuple(sessions),
    )


def save_day(
    ctx: Context, draft: LoopDraft, *, instead_of: int | None = None
) -> tuple[list[InterviewRow], Change]:
    """Keep a day of sessions in one step. `instead_of` is any interview of the day as it stood, if it did.

    Sessions it had, as `day_of` tells them, and `draft` leaves out are removed; others of the loop stay in it; new
    starts are remembered as moves. Only the first session gets the checklist items that belong to any round, so that a
    day does not list them five times. Raises InvalidInput.
    """
    target = preferences.get(ctx).target_readiness
    with ctx.write("Change the onsite day" if instead_of else "Plan an onsite day") as session:
        application_store.load(session, draft.application_id)
        before, others = _before(session, instead_of)
        named = [one.interview_id for one in draft.sessions if one.interview_id is not None]
        if len(set(named)) < len(named) or not set(named) <= set(before):
            raise InvalidInput({"sessions": "One of these sessions does not belong to this day any more."})
        ids = [
            _put(ctx, session, draft, number, start)
            for number, (_, start) in enumerate(zip(draft.sessions, draft.starts, strict=True))
        ]
        for gone in set(before) - set(named):
            store.remove(session, gone)
        store.join_loop(session, [*ids, *others])
        return [store.row(session, one, target) for one in ids], CHANGED


def _put(ctx: Context, session: Session, day: LoopDraft, number: int, start: datetime) -> int:
    """Write one session of a day; returns its id."""
    one = day.sessions[number]
    values = {
        "round_kind": one.round_kind,
        "label": one.label,
        "minutes": one.minutes,
        "starts_at": start,
        "zone": day.zone,
        "format": day.format,
        "location": day.location,
        "meeting_url": day.meeting_url,
        "contacts": tuple(interviewers.named(session, day.application_id, one.people)),
    }
    if one.interview_id is None:
        draft = InterviewDraft.make(application_id=day.application_id, position=number, **values)
        new_id = store.insert(session, draft, f"{uuid4()}@mltracker")
        checklist_store.fill(session, new_id, general=number == 0)
        return new_id
    before = store.draft_of(session, one.interview_id)
    store.update(session, one.interview_id, before.changed(**values, due_at=None), ctx.clock())
    checklist_store.move_with(session, one.interview_id)
    if before.round_kind != one.round_kind:
        checklist_store.fill(session, one.interview_id, general=number == 0)
    return one.interview_id


def _sessions(session: Session, interview_id: int) -> list[int]:
    loop_id = store.load(session, interview_id).loop_id
    return [interview_id] if loop_id is None else store.loop_ids(session, loop_id)


def _before(session: Session, interview_id: int | None) -> tuple[list[int], list[int]]:
    """The sessions of a day as it stands, and what else belongs to their loop."""
    if interview_id is None:
        return [], []
    day = [one for _, one, _ in _day(session, interview_id)] or [interview_id]
    return day, [one for one in _sessions(session, interview_id) if one not in day]


def _day(session: Session, interview_id: int) -> list[_Dated]:
    """The dated sessions that follow each other with no more than a break between, an interview's own among them.

    That of the first one for a session without a date.
    """
    drafts = [(one, store.draft_of(session, one)) for one in _sessions(session, interview_id)]
    dated = sorted(
        ((draft.starts_at, one, draft) for one, draft in drafts if draft.starts_at is not None),
        key=lambda item: (item[0], item[1]),
    )
    days: list[list[_Dated]] = []
    for item in dated:
        if days and _gap(days[-1][-1], item[0]) <= LONGEST_BREAK:
            days[-1].append(item)
        else:
            days.append([item])
    own = [day for day in days if any(one == interview_id for _, one, _ in day)]
    return next(iter(own or days), [])


def _gap(before: _Dated, after: datetime) -> int:
    """Minutes from the end of a session to the start of the next one."""
    start, _, draft = before
    return round((after - start).total_seconds() / 60) - draft.minutes
