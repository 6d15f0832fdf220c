"""Searches that no sample shows: hundreds of everything, and words that try to be more than words."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from PySide6.QtGui import QColor, QImage
from sqlalchemy import text

from mltracker.domain.applications import ApplicationDraft, ContactDraft, NoteDraft
from mltracker.domain.interviews import AskedDraft, EmployerQuestionDraft, InterviewDraft
from mltracker.domain.questions import QuestionDraft
from mltracker.services import applications, asks, checklists, contacts, debrief, interviews, notes, questions
from mltracker.services.context import Context
from mltracker.store.tables import Question
from tests.bench.large import large_database

QUESTIONS, APPLICATIONS = 10_000, 300
WRITTEN = 1_000  # of the questions; the others repeat their words
CANARY = QColor(255, 0, 170)


def canary(folder: Path) -> Path:
    """A picture of a color that the window never shows."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "canary.png"
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    image.fill(CANARY)
    assert image.save(str(path))
    return path


def overfull(ctx: Context) -> None:
    """Three hundred applications, ten thousand questions, thirty coming rounds, long lists in the first of them."""
    week = large_database(ctx, questions=WRITTEN, applications=APPLICATIONS, now=ctx.clock())
    _repeat_questions(ctx, QUESTIONS // WRITTEN - 1)
    rows = applications.rows(ctx)
    for number in range(30):
        draft = InterviewDraft.make(
            application_id=rows[number].id,
            round_kind="ml-breadth",
            starts_at=ctx.clock() + timedelta(days=7 + number // 5, hours=number % 5),
            zone="UTC",
        )
        interviews.add(ctx, draft)
    bank = asks.bank(ctx)
    for number in range(40):
        checklists.add(ctx, week[0], f"Item {number}")
        if number < 20:
            asks.plan(ctx, week[0], bank[number].id)
    for number in range(60):
        notes.add(ctx, rows[0].id, NoteDraft.make(body=f"Note {number} " + "word " * 40))


def _repeat_questions(ctx: Context, times: int) -> None:
    """Every question of one's own again, incomplete, so many times, each with a number of its own."""
    own = ("id", "prompt", "complete")
    copied = ", ".join(f'"{c.name}"' for c in Question.__table__.columns if c.name not in own)
    numbers = "WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < :times)"
    copy = (
        f"INSERT INTO question ({copied}, complete, prompt) {numbers} SELECT {copied}, 0, prompt || ' ' || n"
    )
    with ctx.write_unrecorded() as session:
        session.execute(text(f"{copy} FROM question, number WHERE origin = 'mine'"), {"times": times})


def hostile_words(picture: Path) -> tuple[str, ...]:
    """Two hundred characters at most: mark-up, no spaces, right to left, emoji, invisible and stacked marks."""
    return (
        f"<img src='{picture.as_uri()}' width=64><b>bold</b>",
        "W" * 200,
        "\u202eהחברה של המחר للتعلم الآلي " * 6,
        "👩‍👩‍👧‍👦🏳️‍🌈" * 16,
        "Z\u0341\u0300\u0347\u0316\u0341a\u0334l\u0335g\u0336o\u0337 " * 8
        + "\u200b\u2066%1 {0} %n &amp; &file",
    )


def hostile(ctx: Context, picture: Path) -> None:
    """Each of the words in every field that takes them."""
    for number, words in enumerate(hostile_words(picture)):
        long = f"{words}\n![x]({picture.as_uri()})\n" + "word " * 95
        row, _ = applications.add(
            ctx,
            ApplicationDraft.make(
                company=words,
                role_title=words,
                location=words,
                source=words,
                posting_text=long,
                posting_url=f"https://hostile.example/{'p' * 400}",
                follow_up_on=ctx.today(),
                follow_up_note=words,
            ),
            stage=("Saved", "Applied", "Screening", "Interviewing", "Offer")[number],
        )
        applications.set_tags(ctx, [row.id], add=[words[:50]])
        notes.add(ctx, row.id, NoteDraft.make(body=long))
        contacts.add_contact(
            ctx, ContactDraft.make(name=words, role=words, company=words), application_id=row.id
        )
        _rounds(ctx, row.id, number, words, long)
        questions.add(
            ctx,
            QuestionDraft.make(
                prompt=f"{words} {number}", topic="ml-foundations", short_answer=long, answer=long
            ),
        )
        asks.add(ctx, EmployerQuestionDraft.make(category="projects", text=f"{words} {number}", why=long))


def _rounds(ctx: Context, application_id: int, number: int, words: str, long: str) -> None:
    coming = InterviewDraft.make(
        application_id=application_id,
        round_kind="ml-breadth",
        starts_at=ctx.clock() + timedelta(days=1 + number),
        zone="Pacific/Auckland",
        location=words,
        meeting_url=f"https://meet.example/{'m' * 300}",
        notes=long,
    )
    row, _ = interviews.add(ctx, coming)
    checklists.add(ctx, row.id, words)
    asks.plan(ctx, row.id, asks.bank(ctx)[number].id)
    over = InterviewDraft.make(
        application_id=application_id,
        round_kind="technical-screen",
        starts_at=ctx.clock() - timedelta(days=2 + number),
        zone="UTC",
    )
    past, _ = interviews.add(ctx, over)
    debrief.log(ctx, past.id, AskedDraft.make(text=long, grade="hard", topic="ml-foundations"))
