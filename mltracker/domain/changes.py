"""What a use case changed, so that each page can tell whether it concerns it."""

from __future__ import annotations

from enum import Flag, auto


class Change(Flag):
    """Returned beside the result of every writing service; pages listen for the parts they show."""

    NONE = 0
    APPLICATIONS = auto()
    INTERVIEWS = auto()
    QUESTIONS = auto()
    PRACTICE = auto()
    CHECKLISTS = auto()
    ASKS = auto()
    RATINGS = auto()
    CONTACTS = auto()
    SETTINGS = auto()
    BACKUPS = auto()
    NOTES = auto()
    DOCUMENTS = auto()
    OFFERS = auto()
    STORIES = auto()
    REMINDERS = auto()
    ALL = (
        APPLICATIONS
        | INTERVIEWS
        | QUESTIONS
        | PRACTICE
        | CHECKLISTS
        | ASKS
        | RATINGS
        | CONTACTS
        | SETTINGS
        | BACKUPS
        | NOTES
        | DOCUMENTS
        | OFFERS
        | STORIES
        | REMINDERS
    )
