"""Full-text search over what the user wrote outside the question bank: notes, postings, stories, answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from mltracker.store.search import any_form, words_of

TextKind = Literal[
    "posting", "application", "note", "asked", "answer", "interview", "contact", "company", "offer", "story"
]
# by the number in the upper bits of a rowid; what there is little of has the high ones
KINDS: tuple[TextKind, ...] = get_args(TextKind)
_SHIFT = 48
_NEWEST, _NEWEST_LONG = 800, 200
# the newest matches are cut off before they are ranked, kinds with few rows first. Applications and their postings are
# read for themselves, or notes would push them out wherever a word is common, and the newest of them is the best
_QUERY = text(f"""
    SELECT id, place FROM (
        SELECT id, row_number() OVER (PARTITION BY id >> {_SHIFT} ORDER BY score, id DESC) AS place FROM (
            SELECT * FROM (
                SELECT rowid AS id, bm25(text_search) AS score FROM text_search
                WHERE text_search MATCH :words AND rowid >= :notes ORDER BY rowid DESC LIMIT {_NEWEST}
            ) UNION ALL SELECT * FROM (
                SELECT rowid AS id, 0.0 AS score FROM text_search
                WHERE text_search MATCH :words AND rowid < :notes ORDER BY rowid DESC LIMIT {_NEWEST_LONG}
            )
        )
    ) WHERE place <= :limit ORDER BY place, id DESC
""")


def match_expression(typed: str) -> str:
    """FTS5 syntax for what was typed: every word must be there, the last may be begun only.

    Empty for a text without words, and for the first letter of one, which says nothing about which text is meant.
    """
    words = words_of(typed)
    if not words or (len(words) == 1 and len(words[0]) == 1 and words[0].isascii()):
        return ""
    return " AND ".join([*map(any_form, words[:-1]), any_form(words[-1], "*")])


def matching(session: Session, typed: str, limit: int) -> Mapping[TextKind, list[int]]:
    """Ids of the texts that hold what was typed, by kind, the best of each kind first."""
    words = match_expression(typed)
    if not words:
        return {}
    found: dict[TextKind, list[int]] = {}
    notes = KINDS.index("note") << _SHIFT
    for rowid, _ in session.execute(_QUERY, {"words": words, "notes": notes, "limit": limit}):
        found.setdefault(KINDS[rowid >> _SHIFT], []).append(rowid & ((1 << _SHIFT) - 1))
    return found


def rebuild(session: Session) -> int:
    """Make the index anew from the tables; returns how many texts it holds."""
    session.execute(text("INSERT INTO text_search (text_search) VALUES ('rebuild')"))
    return int(session.execute(text("SELECT count(*) FROM text_search_docsize")).scalar_one())


def in_step(session: Session) -> bool:
    """Whether the index holds exactly what the tables say; in a session that may write."""
    try:
        session.execute(text("INSERT INTO text_search (text_search, rank) VALUES ('integrity-check', 1)"))
    except DatabaseError:
        return False
    return True
