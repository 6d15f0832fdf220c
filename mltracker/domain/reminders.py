"""What to be reminded of, and when: rules from facts to reminders, and what wants telling at an instant.

Nothing here remembers the last time it looked. What wants telling follows from the facts, from what was put off or
waved away, and from the instant alone, so that a sleeping computer, a restart or a clock that was set wrong can neither
lose a reminder nor bring a dismissed one back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal

from mltracker.domain.agenda import DatedApplication

ReminderKind = Literal["interview", "take-home", "deadline", "offer", "follow-up", "reply", "checklist"]
Snooze = Literal["ten-minutes", "hour", "later-today", "tomorrow", "next-week"]

DAY, HOUR, TEN_MINUTES = timedelta(days=1), timedelta(hours=1), timedelta(minutes=10)
LEADS: tuple[timedelta, ...] = (DAY, HOUR, TEN_MINUTES)
STALE = timedelta(days=14)
THANKS = timedelta(days=4)
SLACK = timedelta(hours=1)
LATER = timedelta(hours=3)
LATEST_HOUR = 21


@dataclass(frozen=True, slots=True)
class Rules:
    """What the user wants to hear of; `hour` is when days are spoken of, in the user's zone."""

    leads: tuple[timedelta, ...] = LEADS
    checklist: bool = True
    follow_ups: bool = True
    deadlines: bool = True
    hour: int = 9


@dataclass(frozen=True, slots=True)
class RoundFact:
    """What reminders need of a round of a live application. `touched_at`: when the user last changed it.

    `follows`: a session of a loop that is not the first of its day.
    """

    id: int
    application_id: int
    company: str
    round_kind: str
    label: str
    starts_at: datetime | None
    due_at: datetime | None
    minutes: int
    status: str
    pending: bool
    debriefed: bool
    reply_expected_on: date | None
    touched_at: datetime
    follows: bool = False

    @property
    def at(self) -> datetime | None:
        """The instant that counts: the start, or for a take-home its due time."""
        return self.starts_at or self.due_at

    @property
    def ends_at(self) -> datetime | None:
        """When it is over; a take-home ends when it is due."""
        return self.starts_at + timedelta(minutes=self.minutes) if self.starts_at else self.due_at


@dataclass(frozen=True, slots=True)
class ItemFact:
    """An open checklist item or task of a live application; `slug` is that of the shipped item it stems from.

    `touched_at`: when it, or its time, was last changed. `added_at`: when it was put on the list.
    """

    id: int
    application_id: int
    interview_id: int | None
    company: str
    text: str
    due_at: datetime | None
    position: int
    touched_at: datetime
    slug: str | None
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Reminder:
    """One occasion to be told of something. It wants telling from `at`, and is pointless from `until` on.

    `about` is when the thing itself is. Of several reminders with one `subject` the latest that came due speaks for
    all. `action` is the key of the next action about the same thing: who put that off wants to hear nothing either.
    """

    key: str
    kind: ReminderKind
    at: datetime
    until: datetime
    about: datetime | date
    subject: str
    company: str
    words: str
    application_id: int
    interview_id: int | None = None
    item_id: int | None = None
    action: str = ""
    touched_at: datetime | None = None

    def wants_telling(self, now: datetime) -> bool:
        """Whether it came due and still has a point; what the user had in hand after it came due is no news.

        So booking a round for today does not bring up all that should have been done before.
        """
        # a clock that was ahead at that time proves nothing
        old = self.touched_at is not None and self.at < self.touched_at <= now
        return self.at <= now < self.until and not old


@dataclass(frozen=True, slots=True)
class Kept:
    """What the user said about a key, and when: not before an instant, or never again."""

    snoozed_until: datetime | None
    dismissed_at: datetime | None
    said_at: datetime

    def hides(self, now: datetime) -> bool:
        """Whether the key is not to be shown at `now`. A clock set back before the snooze was chosen ends it."""
        if self.dismissed_at is not None:
            return True
        return self.snoozed_until is not None and self.said_at - SLACK <= now < self.snoozed_until


def reminders(
    rounds: Iterable[RoundFact],
    items: Iterable[ItemFact],
    applications: Iterable[DatedApplication],
    rules: Rules,
    zone: tzinfo,
) -> tuple[Reminder, ...]:
    """Everything to be reminded of, whenever that is, in the order in which it comes due."""
    by_id = {row.id: row for row in rounds}
    found: list[Reminder] = []
    for row in by_id.values():
        found += _of_round(row, rules, zone)
    if rules.checklist:
        for item in items:
            found += _of_item(item, by_id.get(item.interview_id or 0))
    for application in applications:
        found += _of_application(application, rules, zone)
    return tuple(sorted(found, key=lambda reminder: (reminder.at, reminder.key)))


def due(all_of_them: Iterable[Reminder], kept: Mapping[str, Kept], now: datetime) -> tuple[Reminder, ...]:
    """What wants telling at an instant, what is soonest first: at most one reminder of each subject."""
    latest: dict[str, Reminder] = {}
    for reminder in all_of_them:
        before = latest.get(reminder.subject)
        if reminder.wants_telling(now) and (before is None or reminder.at >= before.at):
            latest[reminder.subject] = reminder
    open_ones = [
        reminder
        for reminder in latest.values()
        if not any(key in kept and kept[key].hides(now) for key in (reminder.key, reminder.action))
    ]
    return tuple(sorted(open_ones, key=lambda reminder: (_instant(reminder.about), reminder.key)))


def due_between(
    all_of_them: Sequence[Reminder], kept: Mapping[str, Kept], since: datetime, now: datetime
) -> tuple[Reminder, ...]:
    """What wants telling at `now` and did not at `since`, whichever of the two is earlier."""
    before = {reminder.key for reminder in due(all_of_them, kept, since)}
    return tuple(reminder for reminder in due(all_of_them, kept, now) if reminder.key not in before)


def coming(
    all_of_them: Iterable[Reminder], kept: Mapping[str, Kept], now: datetime, until: datetime
) -> tuple[Reminder, ...]:
    """What will come due after `now` and up to an instant, or is put off until then; soonest first."""
    found: dict[str, tuple[datetime, Reminder]] = {}
    for reminder in all_of_them:
        states = [kept[key] for key in (reminder.key, reminder.action) if key in kept]
        if any(state.dismissed_at is not None for state in states):
            continue
        ends = [state.snoozed_until for state in states if state.hides(now) and state.snoozed_until]
        at = max([reminder.at, *ends])
        if now < at <= until and at < reminder.until and reminder.subject not in found:
            found[reminder.subject] = (at, reminder)
    return tuple(reminder for _, reminder in sorted(found.values(), key=lambda pair: (pair[0], pair[1].key)))


def covered(all_of_them: Iterable[Reminder], chosen: Sequence[Reminder]) -> tuple[str, ...]:
    """The keys that go when these are dismissed: their own, and those they spoke for."""
    latest = {reminder.subject: reminder.at for reminder in chosen}
    own = dict.fromkeys(reminder.key for reminder in chosen)
    spoken_for = {
        reminder.key: None
        for reminder in all_of_them
        if reminder.subject in latest and reminder.at <= latest[reminder.subject]
    }
    return tuple({**own, **spoken_for})


def snooze_times(
    now: datetime, zone: tzinfo, hour: int, *, before: datetime | None = None
) -> dict[Snooze, datetime]:
    """When something can be put off to, in UTC, soonest first; only what lies before the thing itself."""
    local = now.astimezone(zone)
    later = _quarter(now + LATER)
    in_time = later.astimezone(zone)
    times: dict[Snooze, datetime] = {"ten-minutes": now + TEN_MINUTES, "hour": now + HOUR}
    if in_time.date() == local.date() and in_time.hour < LATEST_HOUR:
        times["later-today"] = later
    times["tomorrow"] = morning(local.date() + DAY, zone, hour)
    times["next-week"] = morning(local.date() + timedelta(days=7 - local.weekday()), zone, hour)
    return {name: at for name, at in times.items() if before is None or at < before}


def morning(day: date, zone: tzinfo, hour: int) -> datetime:
    """When a day is spoken of, in UTC; an hour that the change of clocks leaves out counts as the one after."""
    return datetime.combine(day, time(hour), zone).astimezone(UTC)


def item_counts(item: ItemFact, row: RoundFact | None, now: datetime) -> bool:
    """Whether an open item still wants doing.

    Items before a round that is over are moot; those after it are until it is debriefed, and a thank-you note is
    until four days after it.
    """
    if item.interview_id is None or (row is not None and row.status == "planned" and not _over(row, now)):
        return True
    if row is None or row.status not in ("planned", "done"):
        return False
    if is_thanks(item):
        return row.ends_at is not None and now - row.ends_at < THANKS
    after = row.at is not None and item.due_at is not None and item.due_at >= row.at
    return after and not row.debriefed


def is_thanks(item: ItemFact) -> bool:
    """Whether it is the shipped item about the thank-you note."""
    return item.slug == "any-thank-you"


def _over(row: RoundFact, now: datetime) -> bool:
    return row.ends_at is not None and row.ends_at <= now


def _of_round(row: RoundFact, rules: Rules, zone: tzinfo) -> Iterator[Reminder]:
    words = row.label or row.round_kind
    if row.status == "planned" and row.starts_at is not None and row.ends_at is not None:
        subject = f"interview:{row.id}:{row.starts_at:%Y-%m-%dT%H:%M}"
        for lead in rules.leads:
            if lead >= HOUR and row.follows:
                continue
            yield Reminder(
                f"remind:{subject}:{lead // timedelta(minutes=1)}",
                "interview",
                row.starts_at - lead,
                row.ends_at,
                row.starts_at,
                subject,
                row.company,
                words,
                row.application_id,
                row.id,
                touched_at=row.touched_at,
            )
    elif row.status == "planned" and row.due_at is not None and rules.deadlines:
        subject = f"due:{row.id}:{row.due_at:%Y-%m-%dT%H:%M}"
        for lead in (DAY, HOUR):
            yield Reminder(
                f"remind:{subject}:{lead // timedelta(minutes=1)}",
                "take-home",
                row.due_at - lead,
                row.due_at,
                row.due_at,
                subject,
                row.company,
                words,
                row.application_id,
                row.id,
                action=subject,
                touched_at=row.touched_at,
            )
    on = row.reply_expected_on
    waiting = row.pending and row.status in ("planned", "done")
    if on is not None and waiting and rules.follow_ups:
        at = morning(on, zone, rules.hour)
        key = f"reply:{row.id}:{on}"
        names = (row.company, words, row.application_id, row.id)
        yield Reminder(f"remind:{key}", "reply", at, at + STALE, on, key, *names, action=key)


def _of_item(item: ItemFact, row: RoundFact | None) -> Iterator[Reminder]:
    if item.due_at is None or (item.interview_id is not None and row is None):
        return
    until = item.due_at + STALE
    if row is not None and row.ends_at is not None:
        if not item_counts(item, row, item.due_at):
            return
        after = row.at is not None and item.due_at >= row.at
        until = min(until, row.ends_at + THANKS) if after else min(until, row.ends_at)
    key = f"item:{item.id}:{item.due_at:%Y-%m-%dT%H:%M}"
    yield Reminder(
        f"remind:{key}",
        "checklist",
        item.due_at,
        until,
        item.due_at,
        key,
        item.company,
        item.text,
        item.application_id,
        item.interview_id,
        item.id,
        action=key,
        touched_at=item.touched_at,
    )


def _of_application(row: DatedApplication, rules: Rules, zone: tzinfo) -> Iterator[Reminder]:
    on = row.deadline_on
    # a posting's last day is nothing to act on once the application is out
    if on is not None and rules.deadlines and row.stage_kind in ("saved", "offer"):
        kind: ReminderKind = "offer" if row.stage_kind == "offer" else "deadline"
        key, until = f"deadline:{row.id}:{on}", morning(on + DAY, zone, 0)
        for days in (1, 0):
            at = morning(on - days * DAY, zone, rules.hour)
            names = (row.company, row.role_title, row.id)
            yield Reminder(f"remind:{key}:{days}", kind, at, until, on, key, *names, action=key)
    on = row.follow_up_on
    if on is not None and rules.follow_ups:
        key, at = f"follow-up:{row.id}:{on}", morning(on, zone, rules.hour)
        words = row.follow_up_note or row.role_title
        yield Reminder(
            f"remind:{key}", "follow-up", at, at + STALE, on, key, row.company, words, row.id, action=key
        )


def _quarter(at: datetime) -> datetime:
    """The same or the next full quarter of an hour."""
    past = timedelta(minutes=at.minute % 15, seconds=at.second, microseconds=at.microsecond)
    return at - past + timedelta(minutes=15) if past else at


def _instant(about: datetime | date) -> datetime:
    return about if isinstance(about, datetime) else datetime.combine(about, time(), UTC)
