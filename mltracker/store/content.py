"""Which shipped content the tables hold. Loading it is `content_load`, imported only when there is something to load."""

from __future__ import annotations

import hashlib
from datetime import datetime
from functools import cache
from pathlib import Path

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import Session

from mltracker.paths import resource
from mltracker.store import settings
from mltracker.store.tables import (
    Application,
    Attempt,
    Contact,
    EmployerQuestion,
    MyAnswer,
    Question,
    QuestionTag,
    SelfRating,
    Story,
)

_KEY = "content-version"
# a row in one of these, or a question of one's own, means that somebody has begun
_ENTERED = (Application, Attempt, Contact, MyAnswer, QuestionTag, SelfRating, Story)


@cache
def version() -> str:
    """A fingerprint of the shipped files: changes exactly when one of them does."""
    found = hashlib.sha256()
    for path in _files():
        found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]


def load(session: Session, now: datetime) -> bool:
    """Bring the tables up to the shipped content; False when there was nothing to do (one query).

    New and changed entries are written; what the user edited, own answers and attempts stay; questions that are no
    longer shipped are archived, checklist items taken from the templates.
    """
    wanted = version()
    if settings.get(session, _KEY) == wanted:
        return False
    from mltracker.store import content_load

    content_load.everything(session, wanted, now)
    settings.put(session, _KEY, wanted)
    return True


def holds_user_data(session: Session) -> bool:
    """Whether the user has entered anything worth a backup."""
    entered = [
        *(select(literal(1)).select_from(table) for table in _ENTERED),
        *(
            select(literal(1)).where((table.origin != "shipped") | table.edited_at.is_not(None))
            for table in (Question, EmployerQuestion)
        ),
    ]
    return session.execute(union_all(*entered).limit(1)).first() is not None


def question_files() -> list[Path]:
    """The question packs, by area and topic."""
    return sorted(resource("questions").glob("*/*.toml"))


def _files() -> list[Path]:
    names = ("topics.toml", "employer_questions.toml", "checklists.toml")
    return [*(resource(name) for name in names), *question_files()]
