"""Use case of the pipeline's board and table: applications with what happens to them next, and who has gone silent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from mltracker.domain.applications import (
    ApplicationFilter,
    ApplicationRow,
    StageRow,
    searchable,
)
from mltracker.domain.changes import Change
from mltracker.domain.filtering import filter_words, holds_words
from mltracker.domain.interviews import InterviewRow
from mltracker.domain.readiness import Readiness
from mltracker.services import applications, preferences, readiness_lists
from mltracker.services.context import Context
from mltracker.store import applications as application_store
from mltracker.store import interviews as interview_store
from mltracker.store import pipeline as store
from mltracker.store import reminders
from mltracker.store.ledger import Stamp

EventKind = Literal["interview", "take-home", "offer", "deadline", "follow-up", "debrief", "waiting", ""]
# before them nobody owes an answer, after them a deadline is set
AWAITING = ("applied", "screening", "interviewing")


@dataclass(frozen=True, slots=True)
class NextEvent:
    """What happens next: an instant or a day, and the interview it is about where there is one."""

    kind: EventKind
    at: datetime | date | None = None
    interview: InterviewRow | None = None


NOTHING = NextEvent("")


@dataclass(slots=True)
class Card:
    """An application on the board: its row, what is next, readiness when an interview is ahead, days in its stage.

    `silent_days` says for how long nothing was heard, where that is longer than the preference allows; else it is 0.
    Not to be changed; it is not frozen because thousands are made at once.
    """

    row: ApplicationRow
    event: NextEvent
    readiness: Readiness | None
    days_in_stage: int
    silent_days: int = 0


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Everything the page shows: the cards that pass the filter, and what there is to choose from.

    `closed` counts what is closed and not archived, `total` every application; `silent_after` is in days.
    """

    cards: list[Card]
    stages: tuple[StageRow, ...]
    sources: tuple[str, ...]
    tags: tuple[str, ...]
    by_stage: Mapping[int, int]
    total: int
    silent_after: int

    @property
    def closed(self) -> int:
        """How many are closed and not archived."""
        return sum(self.by_stage[stage.id] for stage in self.stages if stage.kind == "closed")


def overview(ctx: Context, wanted: ApplicationFilter = applications.LIVE) -> Pipeline:
    """The pipeline through a filter, its words left out: see `narrowed`."""
    with ctx.moment():
        return _overview(ctx, wanted)


def _overview(ctx: Context, wanted: ApplicationFilter) -> Pipeline:
    now, prefs = ctx.clock(), preferences.get(ctx)
    with ctx.read() as session:
        shelves = store.shelves(session)
        tagged = application_store.tags(session)
        rows = application_store.rows(session, replace(wanted, text=""), ctx.today(), tagged)
        rounds: dict[int, list[InterviewRow]] = {}
        for interview in interview_store.rows(session, default_target=prefs.target_readiness):
            rounds.setdefault(interview.application_id, []).append(interview)
        silent = _silent(ctx, rows, rounds, now - timedelta(days=prefs.silence_days))
        heard = store.last_notes(session, silent, now) if silent else {}
        stamp = ctx.ledger.stamp()
    cards = [
        Card(row, _next_event(row, rounds.get(row.id), now), None, (now - row.stage_since).days)
        for row in rows
    ]
    _add_readiness(ctx, cards, stamp)
    for card in cards:
        card.days_in_stage = max(0, card.days_in_stage)
        if card.row.id in heard:
            last = max(silent[card.row.id], heard[card.row.id] or silent[card.row.id])
            days = (now - last).days
            card.silent_days = days if days >= prefs.silence_days else 0
    names = tuple(sorted({name for names in tagged.values() for name in names}, key=str.casefold))
    return Pipeline(
        cards, shelves.stages, shelves.sources, names, shelves.by_stage, shelves.total, prefs.silence_days
    )


def searched(cards: Sequence[Card]) -> list[tuple[str, Card]]:
    """The cards with what `narrowed` looks through; worth keeping while somebody types."""
    return [(searchable(card.row), card) for card in cards]


def narrowed(cards: Sequence[tuple[str, Card]], text: str, *, silent: bool = False) -> list[Card]:
    """The cards that hold all the words of a text, and with `silent` only those that have gone silent."""
    words = filter_words(text)
    return [
        card
        for found_in, card in cards
        if (not words or holds_words(found_in, words)) and (not silent or card.silent_days)
    ]


def expect_longer(ctx: Context, application_id: int) -> tuple[int, Change]:
    """Do not speak of an application's silence again before as many days have passed as the preference says."""
    row = applications.row(ctx, application_id)
    until = ctx.clock() + timedelta(days=preferences.get(ctx).silence_days)
    with ctx.write(f"Wait longer for {row.company}") as session:
        reminders.put(session, [f"{store.SILENCE}{application_id}"], snoozed_until=until, now=ctx.clock())
        return application_id, Change.APPLICATIONS | Change.REMINDERS


def _add_readiness(ctx: Context, cards: Sequence[Card], stamp: Stamp | None) -> None:
    ahead = [card for card in cards if card.event.kind in ("interview", "take-home")]
    ids = [card.event.interview.id for card in ahead if card.event.interview is not None]
    ready = readiness_lists.for_interviews(ctx, ids, stamp) if ids else {}
    for card in ahead:
        if card.event.interview is not None:
            card.readiness = ready.get(card.event.interview.id)


def _silent(
    ctx: Context, rows: Sequence[ApplicationRow], rounds: Mapping[int, list[InterviewRow]], since: datetime
) -> dict[int, datetime]:
    """Applications that nothing but a note could have spoken of since an instant, with the last sign otherwise."""
    today, now, found = ctx.today(), ctx.clock(), {}
    for row in rows:
        if row.stage_since > since or row.stage_kind not in AWAITING or row.archived_at is not None:
            continue
        if row.follow_up_on is not None and row.follow_up_on >= today:
            continue
        own = rounds.get(row.id, ())
        waits = any(
            each.is_coming(now) or (each.reply_expected_on is not None and each.reply_expected_on >= today)
            for each in own
        )
        last = max([row.stage_since, *(each.at for each in own if each.at is not None)])
        if not waits and last <= since:
            found[row.id] = last
    return found


def _next_event(row: ApplicationRow, rounds: Sequence[InterviewRow] | None, now: datetime) -> NextEvent:
    if row.stage_kind == "closed":
        return NOTHING
    coming, missing = None, None
    for each in rounds or ():
        if coming is None and each.at is not None and each.is_coming(now):
            coming = each
        elif each.needs_debrief(now):
            missing = each
    found = NOTHING
    if coming is not None:
        found = NextEvent("take-home" if coming.starts_at is None else "interview", coming.at, coming)
    elif row.deadline_on is not None:
        found = NextEvent("offer" if row.stage_kind == "offer" else "deadline", row.deadline_on)
    elif missing is not None:
        found = NextEvent("debrief", missing.at, missing)
    elif row.follow_up_on is not None:
        found = NextEvent("follow-up", row.follow_up_on)
    elif rounds:
        found = NextEvent("waiting", rounds[-1].reply_expected_on)
    return found
