"""What is worked out from the log is kept as long as it holds, and not a moment longer."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from mltracker import paths
from mltracker.domain.evidence import Evidence
from mltracker.domain.practice import AnswerDraft
from mltracker.domain.questions import QuestionDetail
from mltracker.services import debrief, learning, practice, questions, readiness
from mltracker.services.context import Context, open_context
from mltracker.store import practice as store
from tests.conftest import FakeClock
from tests.services.cases import DAY, PAST, asked, bank, booked

Reads = list[int]


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Reads:
    """After which id each reading of the log began; 0 is a reading of all of it."""
    found: Reads = []
    plain: Callable[..., object] = store.log

    def spy(session: object, *, after_id: int = 0) -> object:
        found.append(after_id)
        return plain(session, after_id=after_id)

    monkeypatch.setattr(store, "log", spy)
    return found


def held(ctx: Context) -> Evidence:
    with ctx.read() as session:
        return learning.timeline(ctx, session).evidence


def as_written(ctx: Context) -> Evidence:
    with ctx.read() as session:
        return Evidence.from_log(learning.attempts(session))


def ticked(ctx: Context, whole: QuestionDetail, grade: str, ticks: tuple[int, ...]) -> None:
    practice.answer(ctx, None, whole.row.id, AnswerDraft.make(grade=grade, rubric_ticks=ticks))


def with_rubric(ctx: Context, topic: str) -> QuestionDetail:
    return next(whole for row in bank(ctx, topic) if len((whole := questions.detail(ctx, row.id)).rubric) > 2)


def test_a_long_log_holds_each_of_its_few_words_once(ctx: Context) -> None:
    question = bank(ctx, "time-series")[0]
    for _ in range(2):
        practice.add_attempt(ctx, str(question.id), "good")
    with ctx.read() as session:
        one, other = learning.attempts(session)
    assert (one.grade, one.source, one.predicted) == ("good", "practice", None)
    assert question.id > 256  # smaller numbers are one object anyway
    assert one.question_id is other.question_id
    assert one.grade is other.grade
    assert one.source is other.source


def test_a_new_answer_is_added_without_reading_the_log_again(
    sample_ctx: Context, clock: FakeClock, reads: Reads
) -> None:
    held(sample_ctx)
    reads.clear()
    held(sample_ctx)
    assert reads == []
    for row in bank(sample_ctx, "nlp")[:2]:
        clock.advance(minutes=1)
        practice.add_attempt(sample_ctx, str(row.id), "good")
        assert held(sample_ctx) == held(sample_ctx)
    assert reads
    assert 0 not in reads
    assert held(sample_ctx) == as_written(sample_ctx)


def test_changes_that_touch_no_answer_and_no_question_read_nothing(sample_ctx: Context, reads: Reads) -> None:
    held(sample_ctx)
    with sample_ctx.read() as session:
        known = learning.bank(sample_ctx, session)
    reads.clear()
    booked(sample_ctx)
    readiness.rate(sample_ctx, "nlp", 2)
    held(sample_ctx)
    with sample_ctx.read() as session:
        assert learning.bank(sample_ctx, session) is known
    assert reads == []


def test_a_backdated_answer_takes_its_place(sample_ctx: Context, clock: FakeClock) -> None:
    held(sample_ctx)
    question = str(bank(sample_ctx, "nlp")[0].id)
    practice.add_attempt(sample_ctx, question, "again", at=clock() - 20 * DAY)
    assert held(sample_ctx) == as_written(sample_ctx)


def test_what_is_taken_back_is_forgotten_and_comes_again(sample_ctx: Context) -> None:
    before = held(sample_ctx)
    practice.add_attempt(sample_ctx, str(bank(sample_ctx, "nlp")[0].id), "again")
    after = held(sample_ctx)
    sample_ctx.undo()
    assert held(sample_ctx) == before
    sample_ctx.redo()
    assert held(sample_ctx) == after


def test_a_corrected_grade_of_a_debrief_counts_at_once(ctx: Context) -> None:
    line = asked(ctx, booked(ctx, starts_at=PAST).id, topic="nlp", grade="good")
    held(ctx)
    debrief.remove(ctx, line.id)
    assert held(ctx) == as_written(ctx) == Evidence()


def test_a_change_that_was_not_saved_leaves_nothing_behind(sample_ctx: Context) -> None:
    before, question = held(sample_ctx), bank(sample_ctx, "nlp")[0].id

    def cut_off() -> None:
        with sample_ctx.write("fails") as session:
            practice.log_attempt(sample_ctx, session, question, "again", sample_ctx.clock())
            assert learning.timeline(sample_ctx, session).evidence != before
            raise RuntimeError("cut off")

    with pytest.raises(RuntimeError, match="cut off"):
        cut_off()
    assert held(sample_ctx) == before


def test_an_answer_behind_our_back_is_noticed(
    sample_ctx: Context, sample_dir: Path, clock: FakeClock
) -> None:
    held(sample_ctx)
    practice.add_attempt(sample_ctx, str(bank(sample_ctx, "nlp")[0].id), "good")
    held(sample_ctx)
    for change in ("UPDATE attempt SET grade = 'again'", "DELETE FROM attempt WHERE id % 2"):
        with closing(sqlite3.connect(paths.database(sample_dir))) as connection:
            connection.execute(change)
            connection.commit()
        assert held(sample_ctx) == as_written(sample_ctx)


def test_a_reader_beside_the_writer_keeps_up(sample_ctx: Context, sample_dir: Path, clock: FakeClock) -> None:
    reader = open_context(sample_dir, clock, "read")
    try:
        for grade in ("good", "again"):
            practice.add_attempt(sample_ctx, str(bank(sample_ctx, "nlp")[0].id), grade)  # type: ignore[arg-type]
            assert held(reader) == held(sample_ctx) == as_written(reader)
        sample_ctx.undo()
        assert held(reader) == held(sample_ctx)
    finally:
        reader.close()


def test_a_new_question_is_in_the_bank_at_once(ctx: Context) -> None:
    def known() -> frozenset[int]:
        with ctx.read() as session:
            return frozenset(learning.bank(ctx, session).facts)

    before = known()
    draft = questions.draft_of(ctx, bank(ctx, "nlp")[0].id)
    questions.add(ctx, draft.changed(prompt="What is a lattice of hypotheses?"))
    assert len(known() - before) == 1
    ctx.undo()
    assert known() == before


def test_ticked_points_are_a_second_opinion_of_an_answer(ctx: Context, clock: FakeClock) -> None:
    whole, row = with_rubric(ctx, "nlp"), booked(ctx)
    ticked(ctx, whole, "good", ())
    honest = readiness.for_interview(ctx, row.id).readiness
    assert held(ctx).leniency.answers == 0
    for _ in range(4):
        clock.advance(minutes=1)
        ticked(ctx, whole, "easy", (0,))
    found = held(ctx).leniency
    assert (found.answers, found.kinder) == (4, 4)
    assert found.logits > 0
    ready = readiness.for_interview(ctx, row.id).readiness
    assert {factor.kind for factor in ready.factors} - {factor.kind for factor in honest.factors} >= {
        "lenient-grades"
    }
    assert held(ctx) == as_written(ctx)


def test_another_rubric_gives_another_opinion(ctx: Context) -> None:
    whole = with_rubric(ctx, "nlp")
    ticked(ctx, whole, "good", (0,))
    assert held(ctx).leniency.kinder == 1
    draft = questions.draft_of(ctx, whole.row.id)
    questions.edit(ctx, whole.row.id, draft.changed(rubric=whole.rubric[:1]))
    assert held(ctx).leniency.kinder == 0
    assert held(ctx) == as_written(ctx)
