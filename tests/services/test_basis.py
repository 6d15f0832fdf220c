"""What the figures of an interview rest on: it stands while other things change, and falls when they would be others."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from mltracker.domain.interviews import InterviewRow
from mltracker.domain.practice import AnswerDraft
from mltracker.services import (
    applications,
    basis,
    interview_facts,
    interviews,
    postings,
    practice,
    preferences,
    questions,
    readiness,
    recommendations,
    rounds,
    scheduling,
)
from mltracker.services.basis import LASTS, Basis
from mltracker.services.context import Context
from tests.conftest import FakeClock
from tests.services.cases import DAY, PAST, SOON, applied, asked, bank, booked


@pytest.fixture
def row(ctx: Context) -> InterviewRow:
    return booked(ctx)


def now(ctx: Context, row: InterviewRow) -> Basis:
    return basis.of(ctx, interviews.row(ctx, row.id))


def test_it_stands_while_only_other_things_change(ctx: Context, row: InterviewRow) -> None:
    other = booked(ctx, applied(ctx, "Other").id, starts_at=SOON + DAY)
    before = now(ctx, row)
    scheduling.move(ctx, other.id, SOON + 2 * DAY)
    interviews.set_status(ctx, other.id, "cancelled")
    booked(ctx, row.application_id, starts_at=SOON + 3 * DAY)
    draft = interviews.detail(ctx, row.id).draft
    interviews.edit(ctx, row.id, draft.changed(notes="Bring water", location="Pier 4", label="Chat"))
    interview_facts.expect_reply(ctx, row.id, (SOON + DAY).date())
    written = applications.detail(ctx, row.application_id).draft
    applications.edit(ctx, row.application_id, written.changed(role_title="Staff"))
    applications.move_stage(ctx, row.application_id, "Interviewing")
    assert before.stands(now(ctx, row))


def test_each_thing_that_figures_are_worked_out_from_makes_it_fall_and_taken_back_it_does_too(
    ctx: Context, row: InterviewRow
) -> None:
    question = bank(ctx, "transformers")[0]
    grade = AnswerDraft.make(grade="again")
    past = booked(ctx, row.application_id, starts_at=PAST)
    for change in (
        lambda: practice.answer(ctx, None, question.id, grade),
        lambda: readiness.rate(ctx, "nlp", 4),
        lambda: recommendations.mark(ctx, row.id, question.id, "pinned"),
        lambda: interview_facts.set_topics(ctx, row.id, ["nlp"]),
        lambda: interview_facts.set_people(ctx, row.id, ["Ida Moor"], "manager"),
        lambda: postings.keep(ctx, row.application_id, "We use PyTorch and transformers.", ""),
        lambda: questions.edit(
            ctx, question.id, questions.draft_of(ctx, question.id).changed(prompt="Reworded")
        ),
        lambda: preferences.change(ctx, practice_minutes=45),
        lambda: scheduling.move(ctx, row.id, SOON + DAY),
        lambda: interviews.set_status(ctx, row.id, "cancelled"),
        lambda: asked(ctx, past.id, topic="nlp"),
    ):
        before = now(ctx, row)
        assert before.stands(now(ctx, row))
        change()
        changed = now(ctx, row)
        assert not before.stands(changed)
        ctx.undo()
        assert not changed.stands(now(ctx, row))


def test_time_makes_it_fall(ctx: Context, row: InterviewRow, clock: FakeClock) -> None:
    before = now(ctx, row)
    clock.advance(seconds=LASTS.total_seconds() - 1)
    assert before.stands(now(ctx, row))
    clock.advance(seconds=1)
    assert not before.stands(now(ctx, row))
    midnight = datetime.combine(SOON.date(), time.min).astimezone(UTC)  # by the clock of the machine
    for at in (midnight, SOON, SOON.replace(minute=45)):
        clock.now = at
        clock.advance(minutes=-1)
        before = now(ctx, row)
        clock.advance(minutes=2)
        assert not before.stands(now(ctx, row)), "another day, begun or over by now"


def test_of_a_round_that_has_begun_it_is_what_was_known_then(ctx: Context) -> None:
    past = booked(ctx, starts_at=PAST)
    question = bank(ctx, "transformers")[0]
    before = now(ctx, past)
    practice.answer(ctx, None, question.id, AnswerDraft.make(grade="good"))
    readiness.rate(ctx, "nlp", 2)
    rounds.expect(ctx, past.application_id, ["coding"])
    assert before.stands(now(ctx, past))
    asked(ctx, past.id, topic="nlp")
    assert not before.stands(now(ctx, past))
