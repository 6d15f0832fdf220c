"""How what stands on the calendar looks: as a row of the agenda, and as a line of the month."""

from __future__ import annotations

from datetime import datetime

from mltracker.domain.agenda import AgendaEntry
from mltracker.domain.interviews import InterviewRow
from mltracker.domain.readiness import Readiness
from mltracker.services import catalog
from mltracker.ui import explain
from mltracker.ui.delegates.month import DayLine
from mltracker.ui.delegates.rows import RowFace
from mltracker.ui.paint import Sign
from mltracker.ui.words import clock_time, countdown, day, home_zone, tr

RESULTS = {"passed": ("check", "good"), "failed": ("close", "muted"), "pending": ("clock", "muted")}
_ICONS = {"deadline": "flag", "offer": "flag", "follow-up": "bell", "reply": "clock"}


def round_title(row: InterviewRow) -> str:
    """A round by its own name, else by its kind."""
    return row.label or catalog.rounds().by_kind[row.round_kind].title


def icon_of(entry: AgendaEntry) -> str:
    """A round shows how it is held, the rest what it is."""
    return explain.FORMAT_ICONS[entry.sessions[0].format] if entry.is_round else _ICONS[entry.kind]


def what(entry: AgendaEntry) -> str:
    """What an entry is, without the company."""
    if entry.kind == "loop":
        return tr("Onsite loop, %n sessions", len(entry.sessions))
    if entry.is_round:
        return round_title(entry.sessions[0])
    return {
        "deadline": tr("Last day to apply"),
        "offer": tr("Answer the offer"),
        "follow-up": entry.note or tr("Follow up"),
        "reply": tr("They said they would answer"),
    }[entry.kind]


def clash_words(entry: AgendaEntry) -> str:
    """What is at the same time: "At the same time: Marrowby, Coding, 10:00"; empty when nothing is."""
    others = [f"{row.company}, {round_title(row)}, {_start(row)}" for row in entry.clashes]
    return tr("At the same time: {0}").format("; ".join(others)) if others else ""


def agenda_face(entry: AgendaEntry, ready: Readiness | None, now: datetime) -> RowFace:
    """A row of what is ahead."""
    details: tuple[str, ...] = (what(entry),)
    if entry.kind == "take-home" and entry.at is not None:
        details = (*details, left_words(entry.at, now))
    clash = clash_words(entry)
    there = explain.zone_words(entry.sessions[0]) if entry.is_round else ""
    return RowFace(
        entry.company,
        details,
        icon=icon_of(entry),
        right=clock_time(entry.at) if entry.at is not None else "",
        right_tone="text",
        sign=Sign("warning", tr("clash"), "warn") if clash else None,
        bar=explain.bar(ready, target=False) if ready is not None else None,
        strong=entry.is_round,
        tip="\n".join(filter(None, (f"{entry.company}, {entry.role_title}", *details, there, clash))),
    )


def past_face(row: InterviewRow, now: datetime) -> RowFace:
    """A row of what is over or moot: how it went, or that its debrief is missing."""
    icon, role = RESULTS[row.result]
    words = {"passed": tr("passed"), "failed": tr("not passed"), "pending": tr("waiting to hear")}[row.result]
    if row.status in ("cancelled", "no-show"):
        icon, role = "dismiss", "muted"
        words = {"cancelled": tr("cancelled"), "no-show": tr("did not happen")}[row.status]
    elif row.status == "planned" and not row.live and row.result == "pending":
        icon, role, words = "dismiss", "muted", tr("application closed")
    missing = row.needs_debrief(now)
    local = row.at.astimezone(home_zone()) if row.at is not None else None
    return RowFace(
        row.company,
        (round_title(row),),
        icon=explain.FORMAT_ICONS[row.format],
        right="" if local is None else day(local.date(), now.date()) if missing else f"{local:%H:%M}",
        right_tone="muted" if missing else "text",
        # the heading above says "Debrief missing"; in a narrow list the round needs the room
        sign=Sign("edit", tr("open"), "warn") if missing else Sign(icon, words, role),
        strong=True,
        tip=f"{row.company}, {row.role_title}\n{round_title(row)}, {tr('debrief missing') if missing else words}",
    )


def month_line(entry: AgendaEntry, now: datetime) -> DayLine:
    """A line of the month, the time first."""
    time = clock_time(entry.at) if entry.at is not None else ""
    over = entry.is_round and not entry.is_coming(now)
    missing = over and any(row.needs_debrief(now) for row in entry.sessions)
    state = tr("debrief missing") if missing else ""
    words = ", ".join(filter(None, (time, entry.company, what(entry), state, clash_words(entry))))
    return DayLine(
        entry.key,
        f"{time} {entry.company}".strip(),
        words,
        icon="warning" if entry.clashes else "edit" if missing else icon_of(entry),
        icon_role="warn" if entry.clashes or missing else "muted",
        filled=entry.is_round,
        dim=over,
    )


def left_words(due: datetime, now: datetime) -> str:
    """How long until something is due: "5 d 8 h left"."""
    return tr("{0} left").format(countdown(due - now)) if due > now else tr("due now")


def _start(row: InterviewRow) -> str:
    return clock_time(row.starts_at) if row.starts_at is not None else ""
