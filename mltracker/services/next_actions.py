"""What is worth doing now, in the order of its urgency: the rules of Today's list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Literal

from mltracker.domain.agenda import DatedApplication
from mltracker.domain.interviews import InterviewRow, came_late
from mltracker.domain.reminders import ItemFact, RoundFact, is_thanks, item_counts
from mltracker.services import catalog

ActionKind = Literal[
    "deadline", "debrief", "prepare", "follow-up", "reply", "thanks", "checklist", "task", "practice"
]
SOON = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class NextAction:
    """One thing worth doing now. `at` is when it is due or was; ids say what its button opens.

    `letter` is the slug of the letter that does it, where one does. `more` counts further items of the same round or
    application that are due, of which the earliest is the one named.
    """

    kind: ActionKind
    key: str
    title: str
    detail: str
    at: datetime | date | None
    overdue: bool
    application_id: int | None = None
    interview_id: int | None = None
    item_id: int | None = None
    letter: str = ""
    more: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules look at, as of `now`. `rounds` and `items` are those of live applications.

    `practice_helps`: a live application is out, or its posting is known. `hero_id`: the interview whose practice the hero offers already.
    """

    now: datetime
    today: date
    zone: tzinfo
    every: tuple[InterviewRow, ...]
    rounds: dict[int, RoundFact]
    items: tuple[ItemFact, ...]
    dated: tuple[DatedApplication, ...]
    practiced: frozenset[int]
    any_application: bool
    practice_helps: bool
    hero_id: int | None

    @property
    def coming(self) -> Iterator[InterviewRow]:
        """Rounds that are ahead, soonest first."""
        return (row for row in self.every if row.is_coming(self.now))


def next_actions(facts: Facts) -> list[NextAction]:
    """All of them: hard deadlines, open debriefs, rounds without preparation, letters, overdue items, practice."""
    found = [*_by_time(_deadlines(facts)), *_debriefs(facts), *_unprepared(facts), *_by_time(_letters(facts))]
    found += _overdue(facts)
    if facts.hero_id is None and facts.practice_helps:
        title = "Tonight's plan"
        found.append(
            NextAction("practice", "practice", title, "What your search needs most", None, overdue=False)
        )
    return found


def changes_at(facts: Facts) -> Iterator[datetime]:
    """The instants at which the list may become another one by time alone."""
    for row in facts.coming:
        for at in (row.starts_at, row.due_at):
            if at is not None:
                yield from (at - SOON, at)
        if row.ends_at is not None:
            yield row.ends_at
    for item in facts.items:
        if item.due_at is not None:
            yield item.due_at


def _by_time(actions: Iterable[NextAction]) -> list[NextAction]:
    return sorted(actions, key=lambda action: str(action.at))


def _deadlines(facts: Facts) -> Iterator[NextAction]:
    for row in facts.dated:
        on = row.deadline_on
        # a posting's last day is nothing to act on once the application is out
        if (
            on is None
            or row.stage_kind not in ("saved", "offer")
            or not facts.today <= on <= facts.today + SOON
        ):
            continue
        title = f"Answer the {row.company} offer" if row.stage_kind == "offer" else f"Apply to {row.company}"
        key = f"deadline:{row.id}:{on}"
        yield NextAction("deadline", key, title, row.role_title, on, overdue=False, application_id=row.id)
    for interview in facts.coming:
        due = interview.due_at
        if interview.starts_at is None and due is not None and due - facts.now <= SOON:
            yield NextAction(
                "deadline",
                f"due:{interview.id}:{due:%Y-%m-%dT%H:%M}",
                f"Hand in the {interview.company} take-home",
                interview.role_title,
                due,
                overdue=False,
                interview_id=interview.id,
            )


def _debriefs(facts: Facts) -> Iterator[NextAction]:
    missing = [row for row in facts.every if row.needs_debrief(facts.now)]
    for row in sorted(missing, key=lambda row: row.ends_at or facts.now, reverse=True):
        yield NextAction(
            "debrief",
            f"debrief:{row.id}:{row.at:%Y-%m-%dT%H:%M}",
            f"Note what {row.company} asked",
            round_title(row),
            row.at,
            overdue=False,
            application_id=row.application_id,
            interview_id=row.id,
        )


def _unprepared(facts: Facts) -> Iterator[NextAction]:
    for row in facts.coming:
        soon = row.starts_at is not None and row.starts_at - facts.now <= SOON
        if soon and row.id not in facts.practiced and row.id != facts.hero_id:
            yield NextAction(
                "prepare",
                f"prepare:{row.id}:{row.at:%Y-%m-%dT%H:%M}",
                f"Prepare for {row.company}",
                round_title(row),
                row.at,
                overdue=False,
                application_id=row.application_id,
                interview_id=row.id,
            )


def _letters(facts: Facts) -> Iterator[NextAction]:
    """Follow-ups and replies that are due, and thanks while they are fresh."""
    met = {row.application_id: row.id for row in facts.rounds.values() if _took_place(row, facts.now)}
    for row in facts.dated:
        if row.follow_up_on is not None and row.follow_up_on <= facts.today:
            yield NextAction(
                "follow-up",
                f"follow-up:{row.id}:{row.follow_up_on}",
                f"Follow up with {row.company}",
                row.follow_up_note or row.role_title,
                row.follow_up_on,
                overdue=row.follow_up_on < facts.today,
                application_id=row.id,
                interview_id=met.get(row.id),
                letter="nudge" if row.id in met else "check-in",
            )
    for fact in facts.rounds.values():
        on = fact.reply_expected_on
        if on is not None and on <= facts.today and fact.pending and _took_place(fact, facts.now):
            yield NextAction(
                "reply",
                f"reply:{fact.id}:{on}",
                f"{fact.company} said they would answer",
                round_title(fact),
                on,
                overdue=False,
                application_id=fact.application_id,
                interview_id=fact.id,
                letter="nudge",
            )
    for item in facts.items:
        about = facts.rounds.get(item.interview_id or 0)
        if about is not None and is_thanks(item) and _thanks_are_due(item, about, facts.now):
            yield NextAction(
                "thanks",
                item_key(item),
                f"Thank those you met at {about.company}",
                round_title(about),
                item.due_at,
                overdue=item.due_at is not None and item.due_at < facts.now,
                application_id=item.application_id,
                interview_id=about.id,
                item_id=item.id,
                letter="thank-you",
            )


def _overdue(facts: Facts) -> Iterator[NextAction]:
    """The earliest overdue item of each round, and of each application's tasks; the latest of these rounds last.

    A task is for a day: from its morning on it is here, and overdue once the day is over. An item whose time was over
    when its round was booked is to be done, but not overdue; it comes when nothing of its round is.
    """
    debrief_items = frozenset(catalog.automatic_items().get("debriefed", ()))
    late: dict[tuple[str, int], list[ItemFact]] = {}
    for item in sorted(facts.items, key=lambda item: (item.due_at or facts.now, item.position, item.id)):
        row = facts.rounds.get(item.interview_id or 0)
        is_late = item.due_at is not None and item.due_at < facts.now and item_counts(item, row, facts.now)
        # thanks and the debrief have actions of their own
        if is_late and not is_thanks(item) and item.slug not in debrief_items:
            group = ("round", item.interview_id) if item.interview_id else ("tasks", item.application_id)
            late.setdefault(group, []).append(item)
    for found in late.values():
        missed = [item for item in found if not came_late(item.due_at, item.added_at)]
        items = missed or found
        first = items[0]
        row = facts.rounds.get(first.interview_id or 0)
        yield NextAction(
            "checklist" if row is not None else "task",
            item_key(first),
            f"{first.company}: {first.text}",
            round_title(row) if row is not None else "",
            first.due_at if missed or row is None else None,
            overdue=bool(missed) if row is not None else _day_is_over(first, facts),
            application_id=first.application_id,
            interview_id=first.interview_id,
            item_id=first.id,
            more=len(items) - 1,
        )


def item_key(item: ItemFact) -> str:
    """The key of the action about an item; another due time is another action."""
    return f"item:{item.id}:{item.due_at:%Y-%m-%dT%H:%M}" if item.due_at is not None else f"item:{item.id}:"


def round_title(row: InterviewRow | RoundFact) -> str:
    """What a round is called."""
    kinds = catalog.rounds().by_kind
    return row.label or next((kind.title for name, kind in kinds.items() if name == row.round_kind), "")


def _day_is_over(task: ItemFact, facts: Facts) -> bool:
    return task.due_at is not None and task.due_at.astimezone(facts.zone).date() < facts.today


def _took_place(row: RoundFact, now: datetime) -> bool:
    over = row.ends_at is not None and row.ends_at <= now
    return row.status == "done" or (row.status == "planned" and over)


def _thanks_are_due(item: ItemFact, row: RoundFact, now: datetime) -> bool:
    return _took_place(row, now) and row.starts_at is not None and item_counts(item, row, now)
