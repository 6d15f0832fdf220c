"""How an application looks on the board and in the table."""

from __future__ import annotations

from datetime import date, datetime

from mltracker.services.pipeline import Card, NextEvent
from mltracker.ui import explain
from mltracker.ui.delegates.board import CardFace
from mltracker.ui.words import clock_time, day, home_zone, tr

ICONS = {
    "interview": "video",
    "take-home": "async",
    "offer": "flag",
    "deadline": "flag",
    "follow-up": "bell",
    "debrief": "edit",
    "waiting": "clock",
    "": "",
}


def event_words(event: NextEvent, today: date) -> str:
    """What is next, the date first so that cutting never hides it."""
    when = ""
    if isinstance(event.at, datetime):
        when = f"{day(event.at.astimezone(home_zone()).date())}, {clock_time(event.at)}"
    elif event.at is not None:
        when = tr("Today") if event.at == today else day(event.at)
    words = {
        "interview": "{0}",
        "take-home": tr("{0}, take-home"),
        "offer": tr("{0}, answer the offer"),
        "deadline": tr("{0}, posting closes"),
        "follow-up": tr("{0}, follow up"),
        "debrief": tr("Debrief open"),
        "waiting": tr("Waiting to hear"),
        "": "",
    }[event.kind]
    return words.format(when).strip()


def event_icon(event: NextEvent) -> str:
    """The icon before it; an interview shows how it is held."""
    if event.kind == "interview" and event.interview is not None:
        return explain.FORMAT_ICONS[event.interview.format]
    return ICONS[event.kind]


def days_words(days: int) -> str:
    """Days in a stage."""
    return tr("today") if days == 0 else tr("1 day") if days == 1 else tr("%n days", days)


def silence_words(days: int) -> str:
    """How long nothing was heard."""
    return tr("Silent for %n days", days)


def speaks_of_silence(card: Card) -> bool:
    """Whether the card says that nothing was heard: a suggestion, so whatever has a date comes first."""
    return card.silent_days > 0 and card.event.kind in ("", "waiting")


def has_event(card: Card) -> bool:
    """Whether the card has a line for what is next; tells the same as `face` without making it."""
    return card.event.kind != "" or card.silent_days > 0


def face(card: Card, today: date, *, dense: bool = False) -> CardFace:
    """The card on the board; dense in a column of hundreds."""
    silent = speaks_of_silence(card)
    return CardFace(
        title=card.row.company,
        role=card.row.role_title,
        event_icon="clock" if silent else event_icon(card.event),
        event=silence_words(card.silent_days) if silent else event_words(card.event, today),
        event_tone="muted" if silent else "text",
        bar=explain.bar(card.readiness, target=False) if card.readiness else None,
        priority=card.row.priority,
        days=days_words(card.days_in_stage),
        dense=dense,
    )
