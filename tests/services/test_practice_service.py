"""Answers: the prediction stored before each, the memory after it, what a session changed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from mltracker.domain.errors import InvalidInput, NotFound
from mltracker.domain.practice import AnswerDraft, PracticeRequest
from mltracker.services import applications, checklists, learning, practice, recommendations
from mltracker.services.context import Context
from mltracker.store import practice as store
from tests.conftest import FakeClock
from tests.services.cases import DAY, applied, bank, booked, memories


def answered(ctx: Context, session_id: int | None, question_id: int, grade: str, **more: Any) -> Any:
    return practice.answer(ctx, session_id, question_id, AnswerDraft.make(grade=grade, **more))[0]


def test_an_answer_stores_what_was_predicted_just_before_it(ctx: Context, clock: FakeClock) -> None:
    question = bank(ctx, "nlp")[0]
    first = answered(ctx, None, question.id, "good")
    assert (first.predicted, first.recall_before) == (pytest.approx(0.5), 0.0)
    clock.advance(days=2)
    with ctx.read() as session:
        wanted = learning.learner(ctx, session).prediction(question.id, "nlp")
    second = answered(ctx, None, question.id, "again")
    assert second.predicted == pytest.approx(wanted.predicted)
    assert 0.8 < second.recall_before < 1
    assert second.answered_at == clock()


def test_a_prediction_is_not_touched_by_later_answers(ctx: Context, clock: FakeClock) -> None:
    question = bank(ctx, "nlp")[0]
    first = answered(ctx, None, question.id, "good")
    for _ in range(3):
        clock.advance(days=1)
        answered(ctx, None, question.id, "easy")
    with ctx.read() as session:
        assert store.attempts(session, [first.id])[0] == first


def test_a_backdated_answer_is_predicted_from_its_own_past_and_replays_the_question(
    ctx: Context, clock: FakeClock
) -> None:
    question = bank(ctx, "nlp")[0]
    today, _ = practice.add_attempt(ctx, str(question.id), "easy")
    late, _ = practice.add_attempt(ctx, str(question.id), "again", at=clock() - 3 * DAY)
    assert late.predicted == pytest.approx(0.5)
    assert late.recall_before == 0.0
    assert memories(ctx)[question.id][2] == today.answered_at
    with ctx.read() as session:
        replayed = learning.learner(ctx, session).memory(question.id)
    assert replayed is not None
    assert memories(ctx)[question.id][0] == replayed.stability


def test_the_order_of_writing_does_not_matter_to_the_memory(ctx: Context, clock: FakeClock) -> None:
    first, second = bank(ctx, "nlp")[:2]
    days = [(1, "good"), (9, "again"), (4, "easy")]
    for back, grade in days:
        practice.add_attempt(ctx, str(first.id), grade, at=clock() - back * DAY)  # type: ignore[arg-type]
    for back, grade in sorted(days, reverse=True):
        practice.add_attempt(ctx, str(second.id), grade, at=clock() - back * DAY)  # type: ignore[arg-type]
    found = memories(ctx)
    assert found[first.id] == found[second.id]


def test_the_future_years_out_of_bounds_and_times_without_a_zone_are_refused(
    ctx: Context, clock: FakeClock
) -> None:
    question = str(bank(ctx, "nlp")[0].id)
    for at in (
        clock() + timedelta(seconds=1),
        clock().replace(year=1989),
        datetime(2026, 11, 1),
    ):
        with pytest.raises(InvalidInput):
            practice.add_attempt(ctx, question, "good", at=at)
    assert memories(ctx) == {}
    assert practice.add_attempt(ctx, question, "good", at=clock())[0].answered_at == clock()


def test_an_answer_needs_a_question_that_is_there(ctx: Context) -> None:
    for slug in ("", "no-such-question", "99999", "9" * 40, "a\ud800", "a\x00"):
        with pytest.raises(NotFound):
            practice.add_attempt(ctx, slug, "good")


def test_a_warm_up_is_no_evidence(ctx: Context) -> None:
    question = bank(ctx, "nlp")[0]
    assert answered(ctx, None, question.id, "good", warm_up=True) is None
    assert memories(ctx) == {}
    assert ctx.undo_label is None


def test_a_mock_round_is_marked_as_such(ctx: Context) -> None:
    mock, _ = practice.start(ctx, PracticeRequest.make(mode="mock"))
    tonight, _ = practice.start(ctx, PracticeRequest.make())
    question = bank(ctx, "nlp")[0]
    assert answered(ctx, mock.id, question.id, "good").source == "mock"
    assert answered(ctx, tonight.id, question.id, "good").source == "practice"


def test_practicing_for_a_round_ticks_its_item_once(ctx: Context, clock: FakeClock) -> None:
    row = booked(ctx)
    session, _ = practice.start(ctx, PracticeRequest.make(mode="interview", interview_id=row.id))
    question = bank(ctx, "nlp")[0]
    answered(ctx, session.id, question.id, "good")
    at = clock()
    clock.advance(minutes=5)
    answered(ctx, session.id, question.id, "good")
    done = {item.text: item.done_at for item in checklists.items(ctx, row.id) if item.done_at}
    assert done == {"Practice the recommended questions once": at}


def test_a_session_says_what_it_changed(ctx: Context, clock: FakeClock) -> None:
    row = booked(ctx)
    session, _ = practice.start(ctx, PracticeRequest.make(mode="interview", interview_id=row.id, minutes=30))
    clock.advance(minutes=1)
    plan = practice.make_plan(ctx, PracticeRequest.make(mode="interview", interview_id=row.id, minutes=30))
    assert 0 < plan.minutes == sum(item.minutes for item in plan.items) <= 30
    for item in plan.items:
        answered(ctx, session.id, item.id, "easy", seconds=60)
    summary, _ = practice.finish(ctx, session.id)
    assert summary.session.ended_at == clock()
    assert [row.question_id for row in summary.answers] == [item.id for item in plan.items]
    (change,) = summary.changes
    assert change.interview.id == row.id
    assert change.after > change.before


def test_what_was_just_answered_rests(ctx: Context, clock: FakeClock) -> None:
    row = booked(ctx, starts_at=clock() + 9 * DAY)
    first = recommendations.for_interview(ctx, row.id)[0]
    answered(ctx, None, first.id, "again")
    clock.advance(hours=19)
    assert first.id not in {item.id for item in recommendations.for_interview(ctx, row.id, limit=1_000)}
    clock.advance(hours=2)
    assert first.id in {item.id for item in recommendations.for_interview(ctx, row.id, limit=1_000)}


def test_mistakes_are_those_whose_last_answer_went_wrong_oldest_first(ctx: Context, clock: FakeClock) -> None:
    first, second, third = bank(ctx, "ml-foundations")[:3]
    for question, grade in ((second, "again"), (first, "hard"), (third, "again"), (third, "good")):
        clock.advance(hours=1)
        answered(ctx, None, question.id, grade)
    plan = practice.make_plan(ctx, PracticeRequest.make(mode="mistakes", minutes=60))
    assert [item.id for item in plan.items] == [second.id, first.id]


def test_chosen_questions_are_served_as_chosen(ctx: Context) -> None:
    ids = tuple(row.id for row in reversed(bank(ctx, "nlp")[:3]))
    plan = practice.make_plan(ctx, PracticeRequest.make(mode="custom", question_ids=(*ids, 10_000)))
    assert tuple(item.id for item in plan.items) == ids


def test_a_topic_is_practiced_alone(ctx: Context) -> None:
    plan = practice.make_plan(ctx, PracticeRequest.make(mode="topic", topic="nlp", minutes=60))
    assert {item.topic for item in plan.items} == {"nlp"}


def test_without_any_round_or_answer_there_is_a_plan(ctx: Context) -> None:
    plan = practice.make_plan(ctx, PracticeRequest.make(minutes=20))
    assert (plan.interview, plan.basis) == (None, "topics")
    assert 0 < plan.minutes <= 20


def test_while_nothing_has_a_date_the_plan_is_for_what_open_applications_ask(ctx: Context) -> None:
    def questions_on(topic: str) -> int:
        plan = practice.make_plan(ctx, PracticeRequest.make(minutes=120))
        assert plan.basis == "applications"
        return sum(item.topic == topic for item in plan.items)

    posting = (
        "Requirements: recommender systems, learning to rank, candidate generation, two-tower retrieval."
    )
    row = applied(ctx, posting_text=posting, role_family="recsys-ads")
    booked(ctx, row.id, starts_at=None)
    assert questions_on("recsys-ranking") >= 2
    applications.close(ctx, row.id, "withdrawn")
    applied(
        ctx,
        "Quillmere",
        posting_text="Requirements: text classification, tokenizers, named entities.",
        role_family="nlp",
    )
    assert questions_on("recsys-ranking") == 0
    assert questions_on("nlp") >= 2
    booked(ctx)
    assert practice.make_plan(ctx, PracticeRequest.make(minutes=40)).basis == "interviews"


def test_a_card_says_what_each_grade_would_mean_for_the_next_round(ctx: Context) -> None:
    question = bank(ctx, "ml-foundations")[0]
    assert practice.card(ctx, question.id).outlook == {}
    row = booked(ctx)
    card = practice.card(ctx, question.id)
    assert card.interview is not None
    assert card.interview.id == row.id
    assert card.outlook["again"] < card.outlook["hard"] < card.outlook["good"] < card.outlook["easy"]


def test_an_undone_answer_takes_its_memory_back_and_redo_brings_it_again(
    ctx: Context, clock: FakeClock
) -> None:
    question = bank(ctx, "nlp")[0]
    answered(ctx, None, question.id, "good")
    once = memories(ctx)
    clock.advance(days=3)
    answered(ctx, None, question.id, "again")
    twice = memories(ctx)
    assert once != twice
    assert ctx.undo() == "Grade an answer"
    assert memories(ctx) == once
    ctx.redo()
    assert memories(ctx) == twice
    ctx.undo()
    ctx.undo()
    assert memories(ctx) == {}
    assert answered(ctx, None, question.id, "good").predicted == pytest.approx(0.5)


def test_a_session_that_is_gone_takes_no_answer(ctx: Context) -> None:
    with pytest.raises(NotFound):
        answered(ctx, 99, bank(ctx, "nlp")[0].id, "good")
    assert memories(ctx) == {}
