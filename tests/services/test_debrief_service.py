"""What was asked: the prediction belongs to the time before, the answer moves what comes after."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mltracker.domain.errors import InvalidInput, InvalidMove, NotFound
from mltracker.domain.interviews import AskedDraft, DebriefDraft
from mltracker.domain.questions import QuestionDraft
from mltracker.services import (
    checklists,
    debrief,
    insights,
    interviews,
    learning,
    practice,
    questions,
    readiness,
    recommendations,
    scorecards,
)
from mltracker.services.context import Context
from mltracker.store import practice as practice_store
from tests.conftest import FakeClock
from tests.services.cases import DAY, PAST, SOON, applied, asked, bank, booked, memories


def interview_attempts(ctx: Context) -> list[practice_store.AttemptRecord]:
    with ctx.read() as session:
        return [row for row in practice_store.log(session) if row.source == "interview"]


def test_the_prediction_is_made_from_the_log_before_the_round(ctx: Context, clock: FakeClock) -> None:
    question = bank(ctx, "transformers")[0]
    practice.add_attempt(ctx, str(question.id), "good", at=PAST - DAY)
    row = booked(ctx, starts_at=PAST)
    with ctx.read() as session:
        wanted = learning.learner_before(ctx, session, PAST).prediction(question.id, "transformers")
    # practiced after the round: it must not be known to the prediction
    practice.add_attempt(ctx, str(question.id), "easy", at=PAST + timedelta(hours=5))
    line = asked(ctx, row.id, question_id=question.id, grade="good")
    assert line.predicted == pytest.approx(wanted.predicted, abs=1e-12)
    assert line.predicted_shift == pytest.approx(wanted.predicted_shift, abs=1e-12)


def test_all_lines_of_a_debrief_are_predicted_alike(ctx: Context) -> None:
    row = booked(ctx, starts_at=PAST)
    lines = [asked(ctx, row.id, f"Question {n}?", topic="nlp", grade="again") for n in range(3)]
    assert len({(line.predicted, line.predicted_shift) for line in lines}) == 1


def test_what_is_stored_is_never_worked_out_again(ctx: Context, clock: FakeClock) -> None:
    row = booked(ctx, starts_at=PAST)
    before = asked(ctx, row.id, topic="nlp", grade="again")
    for question in bank(ctx, "nlp"):
        practice.add_attempt(ctx, str(question.id), "easy", at=PAST - DAY)
    clock.advance(days=3)
    changed, _ = debrief.change(
        ctx, before.id, AskedDraft.make(text="Other words?", topic="nlp", grade="good", my_answer="So and so")
    )
    assert (changed.predicted, changed.predicted_shift) == (before.predicted, before.predicted_shift)
    assert (changed.text, changed.grade) == ("Other words?", "good")


def test_another_twin_is_predicted_anew_from_the_same_cut(ctx: Context) -> None:
    question = bank(ctx, "nlp")[0]
    practice.add_attempt(ctx, str(question.id), "easy", at=PAST - DAY)
    row = booked(ctx, starts_at=PAST)
    line = asked(ctx, row.id, topic="nlp", grade="good")
    linked, _ = debrief.change(
        ctx, line.id, AskedDraft.make(text=line.text, topic="nlp", grade="good", question_id=question.id)
    )
    assert linked.predicted is not None
    assert line.predicted is not None
    assert linked.predicted > line.predicted


def test_a_graded_line_is_exactly_one_attempt(ctx: Context) -> None:
    row = booked(ctx, starts_at=PAST)
    line = asked(ctx, row.id, topic="nlp")
    assert interview_attempts(ctx) == []
    for grade in ("again", "easy"):
        debrief.change(ctx, line.id, AskedDraft.make(text=line.text, topic="nlp", grade=grade))
        (attempt,) = interview_attempts(ctx)
        assert (attempt.grade, attempt.answered_at) == (grade, PAST)
    debrief.change(ctx, line.id, AskedDraft.make(text=line.text, topic="nlp"))
    assert interview_attempts(ctx) == []


def test_removing_a_line_takes_its_attempt_and_memory_along(ctx: Context) -> None:
    question = bank(ctx, "nlp")[0]
    row = booked(ctx, starts_at=PAST)
    line = asked(ctx, row.id, question_id=question.id, grade="good")
    assert set(memories(ctx)) == {question.id}
    debrief.remove(ctx, line.id)
    assert interview_attempts(ctx) == []
    assert memories(ctx) == {}
    ctx.undo()
    assert set(memories(ctx)) == {question.id}
    assert [found.id for found in interviews.detail(ctx, row.id).asked] == [line.id]


def test_relinking_moves_the_memory_to_the_other_question(ctx: Context) -> None:
    first, second = bank(ctx, "nlp")[:2]
    row = booked(ctx, starts_at=PAST)
    line = asked(ctx, row.id, question_id=first.id, grade="good")
    debrief.change(ctx, line.id, AskedDraft.make(text=line.text, question_id=second.id, grade="good"))
    assert set(memories(ctx)) == {second.id}


def test_a_line_without_a_topic_takes_the_best_suggestion_or_that_of_its_twin(ctx: Context) -> None:
    row = booked(ctx, starts_at=PAST)
    question = bank(ctx, "statistics")[0]
    assert asked(ctx, row.id, "How does self-attention work in a transformer?").topic == "transformers"
    assert asked(ctx, row.id, "Anything", question_id=question.id).topic == "statistics"


def test_what_was_asked_moves_the_topics_of_the_next_round_there(ctx: Context) -> None:
    application = applied(ctx)
    over = booked(ctx, application.id, starts_at=PAST)
    here = booked(ctx, application.id)
    elsewhere = booked(ctx, applied(ctx, "Tarnwick").id)
    other_kind = booked(ctx, applied(ctx, "Quillmere").id, round_kind="behavioral")
    rounds = (here, elsewhere, other_kind)
    before = [readiness.for_interview(ctx, row.id).mix.p["nlp"] for row in rounds]
    for number in range(4):
        asked(ctx, over.id, f"Question {number}?", topic="nlp")
    rises = [
        readiness.for_interview(ctx, row.id).mix.p["nlp"] - old
        for row, old in zip(rounds, before, strict=True)
    ]
    assert rises[0] > rises[1] > 0
    assert rises[2] == pytest.approx(0)


def test_bad_answers_lower_readiness_and_delta(ctx: Context) -> None:
    over, coming = booked(ctx, starts_at=PAST), booked(ctx)
    before = readiness.for_interview(ctx, coming.id).readiness
    for number in range(5):
        asked(ctx, over.id, f"Question {number}?", topic="ml-foundations", grade="again")
    assert readiness.for_interview(ctx, coming.id).readiness.mean < before.mean
    assert readiness.table(ctx).interview_answers == 5


def test_a_question_kept_from_a_debrief_weighs_nothing_until_it_is_complete(ctx: Context) -> None:
    row = booked(ctx, starts_at=PAST)
    count = len(bank(ctx, "nlp"))
    line = asked(
        ctx, row.id, "What is our house tokenizer?", topic="nlp", keep_as_question=True, grade="good"
    )
    assert line.question_id is not None
    kept = questions.detail(ctx, line.question_id)
    assert (kept.row.origin, kept.row.complete) == ("asked", False)
    assert [seen.interview_id for seen in kept.seen_at] == [row.id]
    assert len(bank(ctx, "nlp")) == count
    practice_ids = {item.id for item in recommendations.for_interview(ctx, booked(ctx).id, minutes=480)}
    assert line.question_id not in practice_ids
    draft = QuestionDraft.make(prompt="What is our house tokenizer?", topic="nlp", short_answer="Bytes.")
    questions.edit(ctx, line.question_id, draft)
    assert len(bank(ctx, "nlp")) == count + 1


def test_nothing_can_be_noted_before_the_round_begins(ctx: Context, clock: FakeClock) -> None:
    row = booked(ctx)
    with pytest.raises(InvalidMove, match="not begun"):
        asked(ctx, row.id)
    with pytest.raises(InvalidMove, match="not begun"):
        debrief.finish(ctx, row.id, DebriefDraft.make())
    clock.now = SOON
    assert asked(ctx, row.id).interview_id == row.id


def test_a_round_without_a_date_counts_as_held_now(ctx: Context, clock: FakeClock) -> None:
    row = booked(ctx, starts_at=None)
    asked(ctx, row.id, topic="nlp", grade="good")
    assert interview_attempts(ctx)[0].answered_at == clock()


def test_a_wrong_topic_twin_or_round_keeps_nothing(ctx: Context) -> None:
    row = booked(ctx, starts_at=PAST)
    for values in ({"topic": "astrology"}, {"question_id": 10_000}):
        with pytest.raises((InvalidInput, NotFound)):
            asked(ctx, row.id, **values)
    with pytest.raises(NotFound):
        asked(ctx, 99)
    assert interviews.detail(ctx, row.id).asked == ()


def test_finishing_closes_the_round_ticks_its_item_and_sums_up(ctx: Context) -> None:
    application = applied(ctx)
    over, coming = booked(ctx, application.id, starts_at=PAST), booked(ctx, application.id)
    expected = recommendations.for_interview(ctx, over.id)[0]
    asked(ctx, over.id, "As expected", question_id=expected.id, grade="good")
    surprise = asked(ctx, over.id, "Out of the blue", topic="nlp", grade="again")
    values = {"feeling": 4, "result": "passed", "notes": "Kind people"}
    summary, _ = debrief.finish(ctx, over.id, DebriefDraft.make(**values))
    assert (summary.interview.status, summary.interview.result) == ("done", "passed")
    assert (summary.interview.feeling, summary.interview.notes) == (4, "Kind people")
    assert (summary.asked, summary.expected) == (2, 1)
    assert [line.id for line in summary.unforeseen] == [surprise.id]
    (change,) = summary.changes
    assert change.interview.id == coming.id
    assert change.before != change.after
    ticked = [item.text for item in checklists.items(ctx, over.id) if item.done_at is not None]
    assert ticked == ["Write down what they asked while it is fresh"]


def test_the_screen_after_a_debrief_tells_what_was_seen_coming(ctx: Context, clock: FakeClock) -> None:
    application = applied(ctx)
    over, coming = (
        booked(ctx, application.id, starts_at=SOON),
        booked(ctx, application.id, starts_at=SOON + 5 * DAY),
    )
    first, second, third = recommendations.for_interview(ctx, over.id, limit=3)
    known = next(row for row in bank(ctx, "mlops") if row.id not in {first.id, second.id, third.id})
    for item in (first.id, second.id, known.id):
        practice.add_attempt(ctx, str(item), "good", at=clock() - DAY)
    frozen = {item.id for item in recommendations.for_interview(ctx, over.id, limit=8)}
    clock.now = SOON + DAY
    third_was_frozen = third.id in frozen
    asked(ctx, over.id, "Seen coming", question_id=third.id, grade="good")
    asked(ctx, over.id, "Known anyway", question_id=known.id, grade="good")
    surprise = asked(ctx, over.id, "Out of the blue", topic="nlp", grade="again")
    summary, _ = debrief.finish(ctx, over.id, DebriefDraft.make())
    assert third_was_frozen
    assert (summary.asked, summary.expected, summary.practiced) == (3, 1, 1)
    assert [line.id for line in summary.unforeseen] == [surprise.id]
    assert summary.in_vain == len(frozen & {first.id, second.id})
    assert summary.tonight <= {"nlp"}
    assert [change.interview.id for change in summary.changes] == [coming.id]


def test_a_debrief_moves_readiness_from_what_was_shown_before_it(ctx: Context, clock: FakeClock) -> None:
    application = applied(ctx)
    over, coming = booked(ctx, application.id, starts_at=PAST), booked(ctx, application.id)
    # what was practiced since the round began is no work of the debrief
    for item in recommendations.for_interview(ctx, coming.id, limit=4):
        practice.add_attempt(ctx, str(item.id), "good", at=clock() - timedelta(minutes=30))
    shown = readiness.for_interview(ctx, coming.id).readiness.mean
    asked(ctx, over.id, "Out of the blue", topic="nlp", grade="again")
    (change,) = debrief.finish(ctx, over.id, DebriefDraft.make())[0].changes
    assert change.before == pytest.approx(shown, abs=1e-12)
    assert change.after == pytest.approx(readiness.for_interview(ctx, coming.id).readiness.mean, abs=1e-12)
    assert change.after < change.before


def test_a_round_without_a_date_has_no_set_to_compare_with(ctx: Context) -> None:
    row = booked(ctx, starts_at=None)
    asked(ctx, row.id, topic="nlp")
    assert scorecards.for_interview(ctx, row.id) is None
    assert debrief.finish(ctx, row.id, DebriefDraft.make())[0].expected == 0


def test_the_scorecard_of_one_interview_and_of_all_agree(ctx: Context) -> None:
    over = booked(ctx, starts_at=PAST)
    expected = recommendations.for_interview(ctx, over.id)[0]
    assert scorecards.for_interview(ctx, over.id) is None
    asked(ctx, over.id, "As expected", question_id=expected.id)
    asked(ctx, over.id, "Out of the blue", topic="nlp")
    debrief.finish(ctx, over.id, DebriefDraft.make())
    (score,) = insights.insights(ctx).scorecard_interviews
    assert score == scorecards.for_interview(ctx, over.id)
    assert score.lines == ("recommended", "unforeseen")
    assert score.company == over.company
    assert insights.insights(ctx).scorecard == score.scorecard
    assert set(insights.insights(ctx).scorecard_by_month.values()) == {score.scorecard}


def test_the_scorecard_counts_only_rounds_that_were_debriefed(ctx: Context) -> None:
    over = booked(ctx, starts_at=PAST)
    asked(ctx, over.id, topic="nlp", grade="good")
    assert insights.insights(ctx).scorecard.asked == 0
    debrief.finish(ctx, over.id, DebriefDraft.make())
    assert insights.insights(ctx).scorecard.asked == 1


def test_a_pasted_list_is_split_without_its_bullets() -> None:
    text = (
        "1. What is dropout?\n  - Why ReLU?\n\n• Explain attention\n(3) What is dropout?\nQ4: And BERT?\nok"
    )
    assert debrief.split_lines(text) == ["What is dropout?", "Why ReLU?", "Explain attention", "And BERT?"]


def test_of_a_transcript_only_what_they_ask_counts() -> None:
    text = "Interviewer: What is dropout?\nMe: Well, what do you think?\nInterviewer: Right.\nThem: Walk me through your project\nchatter"
    assert debrief.split_lines(text) == ["What is dropout?", "Walk me through your project"]


@pytest.mark.parametrize("text", ["", "\n\n", "x" * 100_000, "a?\n" * 50_000, "\x00\x1b[31m?\n", "\ud800 ?"])
def test_any_paste_is_split(text: str) -> None:
    lines = debrief.split_lines(text)
    assert len(lines) <= 100
    assert all(len(line) <= 600 for line in lines)
