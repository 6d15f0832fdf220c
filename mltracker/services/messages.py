"""Use cases of letters: filled in from what is known of a round and its application, and kept in the timeline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from pydantic import Field

from mltracker.domain.applications import ApplicationRow, ContactRow, NoteDraft, NoteRow
from mltracker.domain.changes import Change
from mltracker.domain.content import MessageEntry, MessageField
from mltracker.domain.drafts import Draft
from mltracker.domain.errors import NotFound
from mltracker.domain.interviews import InterviewRow
from mltracker.domain.limits import FilledNote, Id, Name, OneLine
from mltracker.domain.messages import LetterText, filled, first_name, letter_date
from mltracker.services import catalog, preferences
from mltracker.services.context import Context
from mltracker.services.next_actions import round_title
from mltracker.store import applications as application_store
from mltracker.store import asks as ask_store
from mltracker.store import checklists as checklist_store
from mltracker.store import contacts as contact_store
from mltracker.store import debriefs as debrief_store
from mltracker.store import interviews as interview_store
from mltracker.store import notes as note_store
from mltracker.store import reminders as reminder_store
from mltracker.store.engine import Session

THANKS_ITEMS = ("any-thank-you",)
ASKS_AGAIN = ("nudge", "check-in")
# the talk that thanks, nudges and withdrawals speak of is over; the one to be moved is ahead
AHEAD = ("reschedule",)
MOST_FACTS, LONGEST_FACT = 12, 200
_RANK = {"interviewer": 0, "recruiter": 1, "hiring-manager": 2, "referrer": 3}

CHANGED = Change.APPLICATIONS | Change.INTERVIEWS | Change.NOTES | Change.CHECKLISTS | Change.REMINDERS


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody a letter can go to."""

    name: str
    role: str
    email: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to somebody at a company, filled in as far as things are known.

    `recipients`: the likeliest first, who is greeted in `text`. `facts`: lines of the debrief to choose from.
    """

    slug: str
    title: str
    when: str
    company: str
    application_id: int
    interview_id: int | None
    entry: MessageEntry
    recipients: tuple[Recipient, ...]
    facts: tuple[str, ...]
    text: LetterText
    values: dict[MessageField, str] = field(default_factory=dict)


class SentDraft(Draft):
    """A letter as it was sent. `again_in` sets the day to follow up, in days from today."""

    slug: str
    application_id: Id
    interview_id: Id | None = None
    to: OneLine = ""
    subject: Name
    body: FilledNote
    again_in: int | None = Field(default=None, ge=1, le=365)


def letters() -> tuple[MessageEntry, ...]:
    """Every letter, in the order in which a search needs them."""
    return catalog.messages()


def prepare(ctx: Context, slug: str, application_id: int, interview_id: int | None = None) -> Letter:
    """A letter filled in from its application, the round it speaks of, and that round's debrief.

    Without an interview it speaks of the latest that took place, or of the next one where that fits the letter.
    Raises NotFound for an unknown letter, application or interview.
    """
    entry = _entry(slug)
    me, today = preferences.get(ctx).my_name, ctx.today()
    with ctx.read() as session:
        application = application_store.row(session, application_id)
        rows = interview_store.rows(session, application_id=application_id)
        row = _round(rows, interview_id, ctx.clock(), ahead=slug in AHEAD)
        people = _recipients(session, application_id, row)
        facts = _facts(session, row) if row is not None else []
    values: dict[MessageField, str] = {
        "company": application.company,
        "role": application.role_title,
        "name": me,
        "contact": first_name(people[0].name) if people else "",
        "round": round_title(row) if row is not None else "",
        "date": _date(slug, application, row, today),
        "fact": _noted(row),
    }
    return Letter(
        slug,
        entry.title,
        entry.when,
        application.company,
        application_id,
        row.id if row is not None else None,
        entry,
        people,
        tuple(dict.fromkeys(facts))[:MOST_FACTS],
        filled(entry, values),
        values,
    )


def log(ctx: Context, sent: SentDraft) -> tuple[NoteRow, Change]:
    """Keep a letter as an e-mail in the timeline, and settle what asked for it, in one step of Undo.

    Thanks tick the item about them; a nudge or check-in clears a follow-up that is due and the reply it asks about.
    """
    entry, now, today = _entry(sent.slug), ctx.clock(), ctx.today()
    whom = f"To {sent.to}\n" if sent.to else ""
    note = NoteDraft.make(kind="email", body=f"{sent.subject}\n{whom}\n{sent.body}")
    with ctx.read() as session:
        company = application_store.row(session, sent.application_id).company
    with ctx.write(f"Log an e-mail to {company}") as session:
        application = application_store.load(session, sent.application_id)
        note_id = note_store.insert(session, sent.application_id, note, sent.interview_id, now)
        if entry.slug == "thank-you" and sent.interview_id is not None:
            checklist_store.tick_auto(session, sent.interview_id, THANKS_ITEMS, now)
        if entry.slug in ASKS_AGAIN:
            if application.follow_up_on is not None and application.follow_up_on <= today:
                application.follow_up_on, application.follow_up_note = None, ""
            _settle_replies(session, sent.application_id, now, today)
        if sent.again_in is not None:
            application.follow_up_on = today + timedelta(days=sent.again_in)
        session.flush()
        found = next(
            row for row in note_store.of_application(session, sent.application_id) if row.id == note_id
        )
        return found, CHANGED


def _entry(slug: str) -> MessageEntry:
    found = next((entry for entry in catalog.messages() if entry.slug == slug), None)
    if found is None:
        raise NotFound(f"There is no letter '{slug[:60]}'.")
    return found


def _round(
    rows: Sequence[InterviewRow], interview_id: int | None, now: datetime, *, ahead: bool
) -> InterviewRow | None:
    if interview_id is not None:
        found = next((row for row in rows if row.id == interview_id), None)
        if found is None:
            raise NotFound(f"There is no interview {interview_id}.")
        return found
    if ahead:
        return next((row for row in rows if row.is_coming(now) and row.at is not None), None)
    over = [
        row
        for row in rows
        if row.status in ("planned", "done") and not row.is_coming(now) and row.at is not None
    ]
    return over[-1] if over else None


def _recipients(session: Session, application_id: int, row: InterviewRow | None) -> tuple[Recipient, ...]:
    """Those of the round first, whoever can be written to before others; then those of the application by relation."""
    met = contact_store.of_interview(session, row.id) if row is not None else []
    met.sort(key=lambda one: not one.email)
    others = sorted(
        contact_store.of_application(session, application_id), key=lambda one: _RANK.get(one.relation, 4)
    )
    people: dict[int, ContactRow] = {}
    for person in (*met, *others):
        people.setdefault(person.id, person)
    return tuple(Recipient(person.name, person.role, person.email) for person in people.values())


def _facts(session: Session, row: InterviewRow) -> list[str]:
    """Lines of a debrief: what was noted, what they asked, what they answered."""
    noted = row.notes.splitlines() if row.debriefed_at is not None else []
    asked = [line.text for line in debrief_store.asked(session, row.id)]
    answers = [ask.answer for ask in ask_store.planned(session, row.id) if ask.answer]
    lines = [" ".join(line.split())[:LONGEST_FACT] for line in (*noted, *answers, *asked)]
    return [line for line in lines if line]


def _noted(row: InterviewRow | None) -> str:
    """The first line noted in the debrief; what was noted before a round is not for the other side."""
    if row is None or row.debriefed_at is None:
        return ""
    lines = [line.strip() for line in row.notes.splitlines() if line.strip()]
    return lines[0][:LONGEST_FACT] if lines else ""


def _date(slug: str, application: ApplicationRow, row: InterviewRow | None, today: date) -> str:
    """The day a letter speaks of; empty where only the writer knows it."""
    if slug == "check-in":
        day = application.applied_on
    elif slug == "nudge":
        day = row.reply_expected_on if row is not None else None
    elif slug == "counter":
        day = application.deadline_on if application.stage_kind == "offer" else None
    elif slug in ("thank-you", "reschedule") and row is not None and row.at is not None:
        day = row.at.astimezone(ZoneInfo(row.zone)).date()
    else:
        day = None
    return letter_date(day, today) if day is not None else ""


def _settle_replies(session: Session, application_id: int, now: datetime, today: date) -> None:
    """Whoever asked where things stand is not told again that the answer is due."""
    keys = [
        f"reply:{row.id}:{row.reply_expected_on}"
        for row in interview_store.rows(session, application_id=application_id)
        if row.reply_expected_on is not None and row.reply_expected_on <= today
    ]
    reminder_store.put(session, keys, dismissed_at=now, now=now)
