"""A large database for timings, and the floors they are compared with."""

from __future__ import annotations

import itertools
import random
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, event, insert, text

from mltracker import paths
from mltracker.domain.applications import ApplicationDraft
from mltracker.domain.interviews import InterviewDraft
from mltracker.domain.memory import DECAY, FACTOR
from mltracker.domain.questions import GRADES
from mltracker.domain.recommend import plan
from mltracker.services import applications, interviews, learning, practice
from mltracker.services.context import Context
from mltracker.services.mixes import coming_interview, mixes
from mltracker.store import interviews as interview_store
from mltracker.store import practice as practice_store
from mltracker.store.tables import Application, Attempt, Company, Question, StageEvent

WORDS = [
    "model",
    "metric",
    "calibration",
    "gradient",
    "boosting",
    "attention",
    "feature",
    "drift",
    "ranking",
    "recall",
    "precision",
    "sampling",
]


def large_database(ctx: Context, *, questions: int, applications: int, now: datetime) -> list[int]:
    """Fill a database; a thousand of the questions count as complete. Returns the interviews of ten days."""
    luck = random.Random(5)
    with ctx.write("fill") as session:
        topics = session.execute(text("SELECT id FROM topic")).scalars().all()
        stamp = {"created_at": now, "updated_at": now}
        rows = [
            stamp
            | {
                "topic_id": luck.choice(topics),
                "category": "theory",
                "kind": "concept",
                "prompt": f"What about {' '.join(luck.choices(WORDS, k=6))} {number}?",
                "short_answer": " ".join(luck.choices(WORDS, k=30)),
                "answer": " ".join(luck.choices(WORDS, k=60)),
                "origin": "mine",
                "complete": number < 1_000,
                "how_to_answer": [],
                "rubric": [],
                "pitfalls": [],
                "follow_ups": [],
                "hints": [],
                "references": [],
                "popularity": luck.randint(1, 5),
            }
            for number in range(questions)
        ]
        session.execute(insert(Question), rows)
        companies = [
            stamp | {"name": f"Company {n}", "name_key": f"company {n}"} for n in range(applications)
        ]
        session.execute(insert(Company), companies)
        own = session.execute(text("SELECT id FROM company")).scalars().all()
        session.execute(
            insert(Application),
            [
                stamp | {"company_id": key, "role_title": "ML Engineer", "stage_id": 1 + key % 5}
                for key in own
            ],
        )
        made = session.execute(text("SELECT id, stage_id FROM application")).all()
        session.execute(
            insert(StageEvent),
            [
                stamp | {"application_id": key, "to_stage_id": stage, "occurred_at": now}
                for key, stage in made
            ],
        )
    return _ten_days(ctx, now)


def answer_much(ctx: Context, attempts: int, now: datetime) -> None:
    """Answers of a year to every complete question, two in five with ticked points."""
    luck = random.Random(7)
    there = text("SELECT id, topic_id FROM question WHERE complete AND archived_at IS NULL")
    with ctx.read() as session:
        known = session.execute(there).all()
    moments = sorted(now - timedelta(days=365 * luck.random()) for _ in range(attempts))
    rows = [
        {"created_at": at, "updated_at": at, "answered_at": at, "topic_id": topic, "question_id": question}
        | {
            "grade": luck.choices(GRADES, (2, 3, 4, 1))[0],
            "source": "practice",
            "answer_text": "some words " * 9,
        }
        | {"rubric_ticks": [0, 1] if luck.random() < 0.4 else [], "predicted": 0.5, "predicted_shift": -0.2}
        | {"recall_before": 0.2}
        for at in moments
        for question, topic in [luck.choice(known)]
    ]
    with ctx.write_unrecorded() as session:
        session.execute(insert(Attempt), rows)
        learning.rebuild_memory(ctx, session)


def _ten_days(ctx: Context, now: datetime) -> list[int]:
    row, _ = applications.add(ctx, ApplicationDraft.make(company="Fernhollow Labs", role_title="ML Engineer"))
    kinds = ("ml-breadth", "technical-screen", "ml-system-design", "ml-depth", "coding") * 2
    return [
        interviews.add(
            ctx,
            InterviewDraft.make(
                application_id=row.id, round_kind=kind, starts_at=now + timedelta(days=n), zone="UTC"
            ),
        )[0].id
        for n, kind in enumerate(kinds, start=1)
    ]


def floor_of_recommendation(ctx: Context, ids: Sequence[int]) -> Callable[[], object]:
    """The scoring loop alone over all interviews, on what was read before."""
    with ctx.read() as session:
        learner = learning.learner(ctx, session)
        rows = [interview_store.row(session, key) for key in ids]
        found = mixes(session, rows, learner.now)
    coming = [coming_interview(row, found[row.id], learner.now) for row in rows]
    return lambda: plan(learner, coming, 20)


def floor_of_readiness(ctx: Context) -> Callable[[], object]:
    """The forgetting curve averaged by SQL over the whole log."""
    age = "max(0, julianday('2026-12-01 09:40') - julianday(answered_at))"
    query = text(f"SELECT avg(pow(1 + {FACTOR} * {age} / 5.0, {-DECAY})) FROM attempt")

    def run() -> object:
        with ctx.read() as session:
            return session.execute(query).all()

    return run


def one_more_answer(ctx: Context) -> Callable[[], object]:
    """Grades the next question anew at each call."""
    with ctx.read() as session:
        slugs = [str(row.id) for row in practice_store.bank(session)]
    answers = itertools.cycle(slugs)
    return lambda: practice.add_attempt(ctx, next(answers), "good")


def sql_of(ctx: Context, read: Callable[[Context], object]) -> Callable[[], object]:
    """The very statements that a page reads with, fetched by the driver alone."""
    asked: list[tuple[str, Any]] = []

    def note(*arguments: Any) -> None:
        asked.append((arguments[2], arguments[3]))

    read(ctx)
    event.listen(Engine, "before_cursor_execute", note)
    read(ctx)
    event.remove(Engine, "before_cursor_execute", note)
    statements = [(words, values) for words, values in asked if words.startswith("SELECT")]

    def run() -> object:
        with closing(sqlite3.connect(f"{paths.database(ctx.folder).as_uri()}?mode=ro", uri=True)) as file:
            return [file.execute(words, values).fetchall() for words, values in statements]

    return run
