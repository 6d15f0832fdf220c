"""Use cases of interviews: book, move, cancel, the agenda, and everything one page shows of a round."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from mltracker.domain.applications import ContactRow
from mltracker.domain.changes import Change
from mltracker.domain.drafts import text_field
from mltracker.domain.errors import InvalidInput, TooEarly
from mltracker.domain.interviews import (
    AskedRow,
    ChecklistRow,
    InterviewDraft,
    InterviewResult,
    InterviewRow,
    InterviewStatus,
    PlannedAskRow,
    overlaps,
)
from mltracker.domain.limits import NAME
from mltracker.services import preferences
from mltracker.services.context import Context
from mltracker.store import applications as application_store
from mltracker.store import asks as ask_store
from mltracker.store import checklists as checklist_store
from mltracker.store import contacts as contact_store
from mltracker.store import debriefs as debrief_store
from mltracker.store import interviewers
from mltracker.store import interviews as store
from mltracker.store.engine import Session

_FAR = datetime.max.replace(tzinfo=UTC)
_CENTURY = 36_500
BOOKED = Change.INTERVIEWS | Change.CHECKLISTS | Change.APPLICATIONS | Change.CONTACTS


@dataclass(frozen=True, slots=True)
class Move:
    """Where an interview stood before."""

    starts_at: datetime
    zone: str
    moved_at: datetime


@dataclass(frozen=True, slots=True)
class InterviewDetail:
    """One interview with everything that belongs to it."""

    row: InterviewRow
    draft: InterviewDraft
    contacts: tuple[ContactRow, ...]
    told_topics: tuple[str, ...]
    checklist: tuple[ChecklistRow, ...]
    asks: tuple[PlannedAskRow, ...]
    asked: tuple[AskedRow, ...]
    moves: tuple[Move, ...]


def rows(ctx: Context, *, application_id: int | None = None) -> list[InterviewRow]:
    """All interviews (of one application) by the instant that counts, undated last."""
    target = preferences.get(ctx).target_readiness
    with ctx.read() as session:
        return store.rows(session, application_id=application_id, default_target=target)


def row(ctx: Context, interview_id: int) -> InterviewRow:
    """One interview; raises NotFound."""
    target = preferences.get(ctx).target_readiness
    with ctx.read() as session:
        return store.row(session, interview_id, target)


def coming(ctx: Context, days: int | None = None) -> list[InterviewRow]:
    """Planned rounds and take-homes that are not over, soonest first, undated last (left out when days are given)."""
    now = ctx.clock()
    until = now + timedelta(days=min(days, _CENTURY)) if days is not None else None
    found = [interview for interview in rows(ctx) if interview.is_coming(now)]
    return found if until is None else [i for i in found if i.at is not None and i.at <= until]


def past(ctx: Context) -> list[InterviewRow]:
    """What is over, cancelled, missed or moot because its application is closed, latest first."""
    now = ctx.clock()
    over = [interview for interview in rows(ctx) if not interview.is_coming(now)]
    return sorted(over, key=lambda interview: interview.at or _FAR, reverse=True)


def next_one(ctx: Context) -> InterviewRow | None:
    """The coming interview that starts (or is due) first."""
    return next((interview for interview in coming(ctx) if interview.at is not None), None)


def taken(ctx: Context) -> list[InterviewRow]:
    """The planned interviews that have a start: what another may clash with. Take-homes clash with nothing."""
    return [row for row in rows(ctx) if row.status == "planned" and row.live and row.starts_at is not None]


def clashes(
    others: Iterable[InterviewRow], starts_at: datetime, minutes: int, exclude: int | None = None
) -> list[InterviewRow]:
    """Those of `taken` that share time with an interview."""
    return [
        other
        for other in others
        if other.id != exclude
        and other.starts_at is not None
        and overlaps(starts_at, minutes, other.starts_at, other.minutes)
    ]


def detail(ctx: Context, interview_id: int) -> InterviewDetail:
    """Everything the interview's page shows apart from readiness; raises NotFound."""
    target = preferences.get(ctx).target_readiness
    with ctx.read() as session:
        draft = store.draft_of(session, interview_id)
        return InterviewDetail(
            row=store.row(session, interview_id, target),
            draft=draft,
            contacts=tuple(contact_store.of_interview(session, interview_id)),
            told_topics=draft.topics,
            checklist=tuple(checklist_store.items(session, interview_id)),
            asks=tuple(ask_store.planned(session, interview_id)),
            asked=tuple(debrief_store.asked(session, interview_id)),
            moves=tuple(Move(*move) for move in store.moves(session, interview_id)),
        )


def add(ctx: Context, draft: InterviewDraft, *, people: Sequence[str] = ()) -> tuple[InterviewRow, Change]:
    """Book a round, with the checklist of its kind. `people` are who asks by name; new ones become contacts."""
    target = preferences.get(ctx).target_readiness
    check_reply(ctx, draft, draft.reply_expected_on)
    with ctx.write("Add interview") as session:
        application_store.load(session, draft.application_id)
        draft = _with_people(session, draft, people)
        new_id = store.insert(session, draft, f"{uuid4()}@mltracker")
        checklist_store.fill(session, new_id)
        return store.row(session, new_id, target), BOOKED


def edit(
    ctx: Context, interview_id: int, draft: InterviewDraft, *, people: Sequence[str] | None = None
) -> tuple[InterviewRow, Change]:
    """Replace what the form holds; a new time is remembered as a move, and the checklist moves along.

    `people`, if given, are who asks by name, in place of the contacts of the draft.
    """
    target = preferences.get(ctx).target_readiness
    check_reply(ctx, draft, draft.reply_expected_on)
    with ctx.write("Edit interview") as session:
        if people is not None:
            draft = _with_people(session, draft.changed(contacts=()), people)
        other_round = store.load(session, interview_id).round_kind != draft.round_kind
        store.update(session, interview_id, draft, ctx.clock())
        checklist_store.move_with(session, interview_id)
        if other_round:
            checklist_store.fill(session, interview_id)
        return store.row(session, interview_id, target), BOOKED


def set_status(
    ctx: Context, interview_id: int, status: InterviewStatus, *, early: bool = False
) -> tuple[InterviewRow, Change]:
    """Planned, done, cancelled or no-show. Raises TooEarly for done before it began, unless `early` says so."""
    target = preferences.get(ctx).target_readiness
    with ctx.write(f"Mark interview {status}") as session:
        if status == "done" and not early:
            _check_begun(store.row(session, interview_id), ctx.clock())
        store.set_outcome(session, interview_id, status=status)
        return store.row(session, interview_id, target), Change.INTERVIEWS | Change.APPLICATIONS


def set_result(
    ctx: Context, interview_id: int, result: InterviewResult, *, early: bool = False
) -> tuple[InterviewRow, Change]:
    """Passed, failed or pending; a round with a result has taken place.

    Raises TooEarly before it began, unless `early` says that the user means it.
    """
    target = preferences.get(ctx).target_readiness
    with ctx.write(f"Mark interview {result}") as session:
        before = store.row(session, interview_id)
        if result != "pending" and before.status == "planned" and not early:
            _check_begun(before, ctx.clock())
        status = "done" if before.status == "planned" and result != "pending" else None
        store.set_outcome(session, interview_id, status=status, result=result)
        return store.row(session, interview_id, target), Change.INTERVIEWS | Change.APPLICATIONS


def delete(ctx: Context, interview_id: int) -> tuple[int, Change]:
    """Remove an interview with its checklist and debrief; undoable."""
    with ctx.write("Delete interview") as session:
        store.remove(session, interview_id)
        return interview_id, Change.ALL


def _check_begun(row: InterviewRow, now: datetime) -> None:
    if not row.has_begun(now):
        raise TooEarly("This interview has not begun yet.")


def check_reply(ctx: Context, asked: InterviewDraft | InterviewRow, on: date | None) -> None:
    """Refuse a reply expected before the interview; raises InvalidInput at "reply_expected_on"."""
    at = asked.starts_at or asked.due_at
    if on is not None and at is not None and on < at.astimezone(ctx.zone or UTC).date():
        raise InvalidInput({"reply_expected_on": "This lies before the interview."})


def _with_people(session: Session, draft: InterviewDraft, people: Sequence[str]) -> InterviewDraft:
    if not people:
        return draft
    names = [text_field("people", name, NAME, one_line=True, needed=True) for name in people]
    return draft.changed(contacts=tuple(interviewers.named(session, draft.application_id, names)))
