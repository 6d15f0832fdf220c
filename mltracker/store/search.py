"""Full-text search over the questions: prefixes of words, best matches first, cost capped on broad words."""

from __future__ import annotations

import re
import unicodedata

from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

from mltracker.domain.filtering import holds_umlauts
from mltracker.domain.spelling import forms, without_e

CANDIDATES = 1_000
BEST = 300
MOST_WORDS = 12
# the index cuts words at an underscore, too; one alone would be a phrase without words, which matches nothing
_WORD = re.compile(r"[^\W_]+")
# weights of prompt, short answer, answer, how to answer, own answer, tags
_WEIGHTS = "10.0, 4.0, 1.0, 1.0, 4.0, 6.0"
# bm25 is worked out for what a query gives, so the newest matches are cut off first (reading by rowid costs nothing),
# beside those that hit the prompt; a broad prefix then costs no more than a narrow one
_NEWEST = f"""
    SELECT rowid AS id, bm25(question_search, {_WEIGHTS}) AS score FROM question_search
    WHERE question_search MATCH :words ORDER BY rowid DESC LIMIT {CANDIDATES}
"""
_TITLED = f"""
    SELECT rowid AS id, bm25(question_search, {_WEIGHTS}) AS score FROM question_search
    WHERE question_search MATCH :titled ORDER BY rowid LIMIT {BEST}
"""
_RANKED = f"GROUP BY id ORDER BY min(score), id LIMIT {BEST}"
_QUERY = text(f"SELECT id FROM (SELECT * FROM ({_NEWEST}) UNION ALL SELECT * FROM ({_TITLED})) {_RANKED}")
# the first letter typed begins a word of nearly every answer, and says nothing about which one is meant
_FIRST_LETTER = text(f"SELECT id FROM ({_TITLED}) {_RANKED}")
_WRITTEN = text("""
    SELECT rowid, prompt, short_answer, answer, how_to_answer, own_answer, tags FROM question_search
    WHERE rowid IN :ids
""").bindparams(bindparam("ids", expanding=True))


def match_expression(typed: str) -> str:
    """FTS5 syntax for what was typed: every word must begin some word; operators of the user mean nothing."""
    return " AND ".join(any_form(word, "*") for word in words_of(typed))


def any_form(word: str, ending: str = "") -> str:
    """FTS5 syntax for one word, however its ß and umlauts are written; with a star as ending for what begins so."""
    either = " OR ".join(f'"{form}"{ending}' for form in forms(word.lower()))
    return f"({either})" if " OR " in either else either


def words_of(typed: str) -> list[str]:
    """The first dozen words of a text, as the indexes cut them."""
    # accents typed or pasted as marks of their own would cut a word in two
    return _WORD.findall(unicodedata.normalize("NFC", typed))[:MOST_WORDS]


def matching_questions(session: Session, typed: str) -> list[int]:
    """Ids of the questions that match, best first; none for a text without words. Single letters search prompts only.

    What is not found as typed may have its umlauts spelled out.
    """
    found = _matching(session, typed)
    meant = without_e(typed)
    if found or meant == typed:
        return found
    # the index knows no umlauts, and so cannot tell them from the bare letters
    found = _matching(session, meant)
    written = {key: words for key, *words in session.execute(_WRITTEN, {"ids": found})}
    return [key for key in found if holds_umlauts("\n".join(written[key]), typed)]


def _matching(session: Session, typed: str) -> list[int]:
    words = match_expression(typed)
    if not words:
        return []
    parameters = {"words": words, "titled": f"{{prompt tags}} : ({words})"}
    query = (
        _FIRST_LETTER if all(len(word) == 1 and word.isascii() for word in _WORD.findall(typed)) else _QUERY
    )
    return list(session.execute(query, parameters).scalars())


def rebuild(session: Session) -> int:
    """Make the index anew from the tables; returns how many questions it holds."""
    columns = "prompt, short_answer, answer, how_to_answer, own_answer, tags"
    session.execute(text("DELETE FROM question_search"))
    session.execute(
        text(f"INSERT INTO question_search (rowid, {columns}) SELECT id, {columns} FROM question_text")
    )
    return int(session.execute(text("SELECT count(*) FROM question_search")).scalar_one())


def in_step(session: Session) -> bool:
    """Whether the index holds exactly what the tables say."""
    columns = "prompt, short_answer, answer, how_to_answer, own_answer, tags"
    query = f"""
        SELECT count(*) FROM (
            SELECT rowid AS id, {columns} FROM question_search
            EXCEPT SELECT id, {columns} FROM question_text
        )
    """
    other = "SELECT (SELECT count(*) FROM question_search) - (SELECT count(*) FROM question)"
    return not session.execute(text(query)).scalar_one() and not session.execute(text(other)).scalar_one()
