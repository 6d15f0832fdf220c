"""A whole story told with canary names: none of it in the log, nothing sent anywhere, every file the user's alone."""

from __future__ import annotations

import logging
import os
import socket
import stat
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mltracker import paths
from mltracker.domain import errors
from mltracker.domain.applications import ApplicationDraft, ContactDraft, NoteDraft
from mltracker.domain.interviews import AskedDraft, DebriefDraft, EmployerQuestionDraft
from mltracker.domain.practice import AnswerDraft, PracticeRequest
from mltracker.domain.questions import QuestionDraft
from mltracker.services import (
    applications,
    asks,
    backups,
    checklists,
    contacts,
    debrief,
    insights,
    notes,
    practice,
    questions,
    recommendations,
    search,
    today,
    what_if,
)
from mltracker.services.context import Context, open_context
from mltracker.store.tables import Tag
from tests.conftest import FakeClock
from tests.services.cases import PAST, SOON, applied, bank, booked

CANARY = "Canarybirdword"


@pytest.fixture
def connects(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Every attempt to reach another machine, refused and noted."""
    tried: list[str] = []

    def refuse(*words: Any, **_: Any) -> None:
        tried.append(repr(words[1:]))
        raise OSError("no network here")

    for name in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, refuse)
    return tried


def story(ctx: Context, clock: FakeClock) -> None:
    """From the first application to the debrief, with undo and failures, all in canary words."""
    word = CANARY
    row, _ = applications.add(
        ctx,
        ApplicationDraft.make(
            company=f"{word} Labs", role_title=f"{word} Engineer", location=word, source=word,
            posting_text=f"{word} needs PyTorch and SQL.", posting_url=f"https://{word.lower()}.example/job",
            applied_on=date(2026, 11, 1),
        ),
    )  # fmt: skip
    contacts.add_contact(ctx, ContactDraft.make(name=f"{word} Person", email=f"{word}@mail.example"))
    notes.add(ctx, row.id, NoteDraft.make(body=f"{word} salary 123456"))
    applications.set_tags(ctx, [row.id], [word])
    applications.move_stage(ctx, row.id, "interviewing", note=word)
    past = booked(ctx, row.id, starts_at=PAST, label=word, notes=word, location=word)
    coming = booked(ctx, row.id, starts_at=SOON)
    checklists.add(ctx, coming.id, f"Bring {word}")
    question, _ = asks.add(ctx, EmployerQuestionDraft.make(category="team", text=f"Why {word}?"))
    asks.plan(ctx, coming.id, question.id)
    own, _ = questions.add(ctx, QuestionDraft.make(prompt=f"What is {word}?", topic="nlp"))
    questions.save_my_answer(ctx, own.id, f"{word} answer")
    session, _ = practice.start(ctx, PracticeRequest(mode="tonight", minutes=20))
    practice.answer(ctx, session.id, bank(ctx, "nlp")[0].id, AnswerDraft.make(grade="good", answer_text=word))
    practice.finish(ctx, session.id)
    debrief.log(
        ctx, past.id, AskedDraft.make(text=f"{word}?", my_answer=word, grade="hard", keep_as_question=True)
    )
    debrief.finish(ctx, past.id, DebriefDraft.make(feeling=3, result="passed", notes=word))
    recommendations.for_interview(ctx, coming.id)
    what_if.summary(ctx)
    insights.insights(ctx)
    today.overview(ctx)
    search.everything(ctx, word)
    clock.advance(days=1)
    applications.delete(ctx, [row.id])
    while ctx.undo():
        pass
    while ctx.redo():
        pass
    ctx.undo()


def failures(ctx: Context, folder: Path) -> None:
    """What may go wrong, with the same words at hand."""
    with pytest.raises(errors.NotFound):
        applications.move_stage(ctx, 1, CANARY)
    with pytest.raises(errors.InvalidInput), ctx.write(CANARY) as session:
        session.add_all([Tag(name=CANARY, name_key="twice"), Tag(name=CANARY, name_key="twice")])
    with pytest.raises(errors.UserError):
        backups.restore(folder, folder / f"{CANARY}.db", PAST)
    paths.backups(folder).rename(folder / "kept")
    paths.backups(folder).write_text("no folder")


@pytest.mark.logs
def test_a_whole_story_leaves_no_word_in_the_log_and_reaches_nobody(
    data_dir: Path,
    clock: FakeClock,
    caplog: pytest.LogCaptureFixture,
    connects: list[str],
    cli: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HOME", str(data_dir.parent))
    caplog.set_level(logging.DEBUG)
    # the libraries below tell rows at DEBUG; nothing here ever lets them speak below INFO
    caplog.set_level(logging.INFO, "sqlalchemy")
    ctx = open_context(data_dir, clock, "window")
    story(ctx, clock)
    backups.create(ctx)
    failures(ctx, data_dir)
    clock.advance(days=1)
    contacts.add_contact(ctx, ContactDraft.make(name=CANARY))
    assert ctx.backup_problem is not None
    ctx.close()
    for words in (("application", "list"), ("today",), ("readiness",), ("question", "search", CANARY)):
        cli(*words)
    said = [record.getMessage() + (record.exc_text or "") for record in caplog.records]
    ours = [record for record in caplog.records if record.name.startswith("mltracker")]
    assert [record.getMessage() for record in ours] == ["today's backup failed: cannot-open"]
    assert any("BEGIN" in line for line in said)  # the log was listened to
    leaked = [line for line in said if CANARY.lower() in line.lower() or "123456" in line]
    assert leaked == []
    assert [line for line in said if str(data_dir) in line or str(Path.home()) in line] == []
    assert connects == []


@pytest.mark.skipif(sys.platform == "win32", reason="modes are of POSIX systems")
def test_every_file_is_the_user_s_alone_whatever_the_umask(tmp_path: Path, clock: FakeClock) -> None:
    folder = tmp_path / "data"
    before = os.umask(0)
    try:
        ctx = open_context(folder, clock, "window")
        applied(ctx)
        clock.advance(days=1)
        applied(ctx, "After the backup of the day")
        made = backups.create(ctx)
        ctx.close()
        backups.restore(folder, made.path, clock())
    finally:
        os.umask(before)
    wrong = {
        str(path.relative_to(tmp_path)): oct(found)
        for path in [folder, *folder.rglob("*")]
        if (found := stat.S_IMODE(path.stat().st_mode)) != (0o700 if path.is_dir() else 0o600)
    }
    assert wrong == {}
    names = {path.suffix for path in folder.rglob("*") if path.is_file()}
    assert names == {".db", ".lock", ".json"}
