"""The search over everything with 5,000 postings, 10,000 questions and 20,000 notes, and what its index costs."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from itertools import accumulate, count
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, insert, select, update

from mltracker import paths
from mltracker.domain.applications import ApplicationDraft, NoteDraft
from mltracker.services import applications, notes, search
from mltracker.services.context import Context, open_context
from mltracker.store import gate, migrate, texts
from mltracker.store.search import matching_questions
from mltracker.store.tables import Application, Company, Note
from tests.bench.large import WORDS, large_database

if TYPE_CHECKING:
    from tests.bench.run import Figure

APPLICATIONS, QUESTIONS, NOTES, POSTING = 5_000, 10_000, 20_000, 3_000
# a first letter, a word as it grows, common words, several, a slip, a name, and what is nowhere
TYPED = (
    "m",
    "mo",
    "mode",
    "model",
    "the",
    "the m",
    "data team",
    "gradient recall",
    "compnay",
    "company 12",
    "qxz",
)
SYLLABLES = [
    "re",
    "ca",
    "li",
    "mo",
    "del",
    "tra",
    "in",
    "fea",
    "ba",
    "tion",
    "gra",
    "com",
    "pu",
    "te",
    "pro",
    "st",
    "ing",
    "er",
]
OFTEN = ("the", "and", "to", "of", "a", "in", "we", "you", "for", "with", "our", "team", "data", "experience")


def figures(folder: Path, now: datetime) -> list[Figure]:
    """Single key strokes and the slowest of them, saving with and without the index, and the update of an old file."""
    from tests.bench.run import Figure, compared

    ctx = open_context(folder, lambda: now, "write")
    large_database(ctx, questions=QUESTIONS, applications=APPLICATIONS, now=now)
    _write_much(ctx, now)
    search.get_ready(ctx)
    strokes = [
        compared(
            f"palette, {typed!r} / bare full-text queries",
            _stroke(ctx, typed),
            _bare(ctx, typed),
            12,
            most_ms=50,
        )
        for typed in TYPED
    ]
    ours, floor = (sum(getattr(each, of) for each in strokes) for of in ("seconds", "floor_seconds"))
    name = f"palette, {len(TYPED)} texts of it / bare full-text queries"
    slowest = max(strokes, key=lambda figure: figure.seconds)
    ctx.close()
    return [Figure(name, ours, floor, ours / floor, 3.0), slowest, *_saves(folder, now), _update(folder, now)]


def _stroke(ctx: Context, typed: str) -> Callable[[], object]:
    return lambda: search.everything(ctx, typed)


def _bare(ctx: Context, typed: str) -> Callable[[], object]:
    """What the two indexes cost alone, read over a connection of its own as any stroke is."""

    def run() -> object:
        with ctx.read() as session:
            return texts.matching(session, typed, 6), matching_questions(session, typed)

    return run


def _write_much(ctx: Context, now: datetime) -> None:
    """Postings and notes in words as frequent as those of a language, names as different as those of companies."""
    luck = random.Random(11)
    vocabulary = [
        *OFTEN,
        *WORDS,
        *("".join(luck.choices(SYLLABLES, k=luck.randint(2, 4))) for _ in range(12_000)),
    ]
    weights = list(accumulate(1 / (place + 3) ** 1.05 for place in range(len(vocabulary))))

    def words(length: int) -> str:
        return " ".join(luck.choices(vocabulary, cum_weights=weights, k=length // 6 + 1))[:length]

    with ctx.write_unrecorded() as session:
        ids = list(session.execute(select(Application.id)).scalars())
        table = Application.__table__
        session.execute(
            update(table).where(table.c.id == bindparam("key")).values(posting_text=bindparam("posting")),
            [{"key": key, "posting": words(POSTING)} for key in ids],
        )
        companies = Company.__table__
        named = [{"key": key, "called": f"{words(14).title()} {key}"} for key in ids[:-50]]
        session.execute(
            update(companies).where(companies.c.id == bindparam("key")).values(name=bindparam("called")),
            named,
        )
        stamp = {"created_at": now, "updated_at": now, "kind": "note", "happened_at": now}
        session.execute(
            insert(Note),
            [
                stamp | {"application_id": ids[n % len(ids)], "body": words(luck.choice((40, 120, 400)))}
                for n in range(NOTES)
            ],
        )


def _saves(folder: Path, now: datetime) -> list[Figure]:
    """A note, and an application with a posting, beside the same in a file without the triggers of the index."""
    from tests.bench.run import compared

    bare = folder.with_name(f"{folder.name}-bare")
    shutil.copytree(folder, bare)
    with closing(sqlite3.connect(paths.database(bare))) as connection:
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'text_%'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.commit()
    ours, floor = open_context(folder, lambda: now, "write"), open_context(bare, lambda: now, "write")
    posting = " ".join(f"{OFTEN[n % len(OFTEN)]} word{n % 300}" for n in range(POSTING // 9))[:POSTING]
    number = count()

    def note(ctx: Context) -> Callable[[], object]:
        return lambda: notes.add(
            ctx, 1, NoteDraft.make(body="They rank with two towers and re-rank the first 500.")
        )

    def application(ctx: Context) -> Callable[[], object]:
        return lambda: applications.add(
            ctx,
            ApplicationDraft.make(
                company=f"New {next(number)}", role_title="ML Engineer", posting_text=posting
            ),
        )

    found = [
        compared("saving a note / without the index", note(ours), note(floor), 1.5),
        compared(
            "saving an application with a posting / without the index",
            application(ours),
            application(floor),
            1.5,
        ),
    ]
    ours.close()
    floor.close()
    return found


def _update(folder: Path, now: datetime) -> Figure:
    """The index of a large file of version 1 made by the update, beside FTS5 filling it alone."""
    from tests.bench.run import compared

    path = paths.database(folder)
    old = path.with_name("old.db")

    def age() -> None:
        shutil.copy(path, old)
        with closing(sqlite3.connect(old)) as connection:
            for kind, name in connection.execute(
                "SELECT type, name FROM sqlite_schema WHERE name LIKE 'text\\_%' ESCAPE '\\' AND type = 'trigger'"
                " OR name IN ('text_search', 'written_text', 'story_text') ORDER BY type = 'view', type = 'table'"
            ).fetchall():
                connection.execute(f"DROP {kind} {name}")
            connection.execute("PRAGMA user_version=1")
            connection.execute("UPDATE alembic_version SET version_num = '0001'")
            connection.commit()

    def fill() -> None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("INSERT INTO text_search (text_search) VALUES ('rebuild')")
            connection.rollback()

    assert gate.HEAD >= 2
    return compared(
        "update of a large file / FTS5 filling its index",
        lambda: migrate.upgrade(old, 1),
        fill,
        2.0,
        before=age,
        most_ms=10_000,
    )
