"""Practice: the start, a card by keyboard, code that runs, a mock round, and the end."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from mltracker.domain.practice import AttemptRow, PracticeRequest
from mltracker.domain.questions import QuestionFilter, suggested_grade
from mltracker.domain.stories import StoryDraft
from mltracker.services import drafts, interviews, practice, questions, stories
from mltracker.store import practice as practice_store
from mltracker.ui.navigation import Place
from mltracker.ui.pages.practice import card
from mltracker.ui.widgets.chip import LabelChip
from tests.ui.pages.person import CTRL, Person

PAGE = "practice"


def begin(person: Person, *ids: int, **more: object) -> None:
    request = PracticeRequest.make(**{"mode": "custom", "question_ids": ids} | more)
    assert person.main.host is not None
    person.main.host.show_place(Place("practice", payload=request))
    person.settle()


@dataclass
class Stopwatch:
    """Milliseconds that the tests let pass."""

    now: int = 0


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Stopwatch:
    made = Stopwatch()

    class Timer:
        begun: int | None = None

        def start(self) -> None:
            self.begun = made.now

        restart = start

        def isValid(self) -> bool:
            return self.begun is not None

        def elapsed(self) -> int:
            return made.now - (self.begun or 0)

    monkeypatch.setattr(card, "QElapsedTimer", Timer)
    return made


def latest(person: Person, count: int) -> list[AttemptRow]:
    """The answers given last, in the order of grading."""
    with person.ctx.read() as session:
        return sorted(practice_store.attempts(session), key=lambda row: row.id)[-count:]


def attempts(person: Person, question_id: int) -> int:
    return questions.detail(person.ctx, question_id).row.attempts


def unseen(person: Person) -> int:
    """A question with musts and at least three points that was never answered."""
    for row in questions.search(person.ctx, questions.ALL, limit=200).rows:
        points = questions.detail(person.ctx, row.id).rubric
        if row.origin == "shipped" and len(points) >= 4 and row.kind == "concept" and not row.attempts:
            return row.id
    raise AssertionError("no such question")


def leave_the_card(person: Person) -> None:
    person.key(Qt.Key.Key_Escape)
    person.click("finish-done")


def test_tonights_plan_starts_in_the_time_there_is_is_skipped_paused_and_ended(sample: Person) -> None:
    s_skips_p_pauses_and_escape_ends(sample)
    leave_the_card(sample)
    tonights_plan_starts_with_one_click(sample)
    leave_the_card(sample)
    a_longer_time_box_holds_more_questions(sample)


def s_skips_p_pauses_and_escape_ends(sample: Person) -> None:
    sample.click("start-tonight")
    first = sample.text("card-prompt")
    sample.keys("s")
    assert sample.text("card-prompt") != first
    sample.keys("p")
    assert "Go on" in sample.text("card-pause")
    sample.keys("p")
    assert "Pause" in sample.text("card-pause")
    sample.key(Qt.Key.Key_Escape)
    assert sample.text("finish-headline") == "Ended without a grade"
    sample.click("finish-done")
    sample.click("start-tonight")
    sample.keys("p")
    sample.key(Qt.Key.Key_Escape)
    sample.click("finish-done")
    sample.click("start-tonight")
    assert "Pause" in sample.text("card-pause"), "what ended paused begins anew"
    assert sample.find("card-answer").isEnabled()


def tonights_plan_starts_with_one_click(sample: Person) -> None:
    plan = practice.make_plan(sample.ctx, PracticeRequest.make(mode="tonight", minutes=20))
    assert f"{len(plan.items)} questions" in sample.text("tonight-why")
    sample.click("start-tonight")
    assert sample.text("card-prompt") == plan.items[0].prompt
    assert sample.text("card-count") == f"Question 1 of {len(plan.items)}"


def a_longer_time_box_holds_more_questions(sample: Person) -> None:
    short = sample.text("tonight-why")
    sample.segment("practice-minutes", "60 min")
    assert sample.text("tonight-why") != short
    sample.click("start-tonight")
    assert "of 60 min" in sample.text("card-left")


def test_practice_for_an_interview_and_a_mock_round_say_what_answers_mean_for_it_at_their_time(
    watch: Stopwatch, sample: Person
) -> None:
    each_grade_says_what_it_means_for_the_next_interview(sample)
    a_mock_round_reveals_nothing_until_the_end(watch, sample)
    the_end_says_for_which_interview_readiness_changed(watch, sample)
    a_card_goes_on_where_it_was_left_and_time_on_other_pages_is_not_counted(watch, sample)


def each_grade_says_what_it_means_for_the_next_interview(sample: Person) -> None:
    begin(sample, mode="interview", interview_id=5, minutes=20)
    sample.key(Qt.Key.Key_Space)
    names = [sample.find(f"grade-{n}").accessibleName() for n in (1, 2, 3, 4)]
    assert all("% by Thursday" in name for name in names)
    figures = [int(name.split("%", maxsplit=1)[0].split()[-1]) for name in names]
    assert figures == sorted(figures)


def a_mock_round_reveals_nothing_until_the_end(watch: Stopwatch, sample: Person) -> None:
    row = next(r for r in interviews.rows(sample.ctx) if r.id == 5)
    begin(sample, mode="mock", interview_id=row.id, minutes=20)
    count = int(sample.text("card-count").split(" of ")[1])
    assert sample.text("card-hint") == "Ctrl+Enter goes on while you type"
    for number in range(count):
        assert not sample.is_shown("rubric-pane")
        sample.type("card-answer", f"Answer {number}")
        watch.now += (number + 1) * 1_000
        sample.key(Qt.Key.Key_Return, CTRL)
    for number in range(count):
        assert sample.is_shown("rubric-pane")
        assert sample.text("card-count") == f"Grade {number + 1} of {count}"
        assert ":" not in sample.text("card-left"), "the round is over, and so is its clock"
        watch.now += 60_000
        sample.keys("3")
    answers = latest(sample, count)
    assert [answer.seconds for answer in answers] == list(range(1, count + 1))
    for answer in answers:
        kept = drafts.of_row(sample.ctx, "answer", "question", answer.question_id or 0)[1]
        assert kept is None, "what was graded is not offered again as half an answer"
    assert f"{count} questions answered" in sample.text("finish-headline")


def the_end_says_for_which_interview_readiness_changed(watch: Stopwatch, sample: Person) -> None:
    begin(sample, mode="interview", interview_id=5, minutes=10)
    count = 0
    while not sample.is_shown("practice-finish"):
        left = 600 - 70 * count
        assert sample.text("card-left") == f"{left // 60}:{left % 60:02d} left of 10 min"
        count += 1
        watch.now += 40_000
        sample.key(Qt.Key.Key_Space)
        watch.now += 30_000
        sample.keys("3")
    assert [answer.seconds for answer in latest(sample, count)] == [40] * count
    assert "Fernhollow Labs" in sample.words("finish-changes")
    assert "→" in sample.words("finish-changes")


def a_card_goes_on_where_it_was_left_and_time_on_other_pages_is_not_counted(
    watch: Stopwatch, sample: Person
) -> None:
    sample.click("finish-done")
    begin(sample, mode="interview", interview_id=5, minutes=20)
    watch.now += 10_000
    sample.show("today")
    watch.now += 300_000
    sample.show(PAGE)
    assert "Pause" in sample.text("card-pause")
    watch.now += 5_000
    sample.key(Qt.Key.Key_Space)
    sample.keys("3")
    assert latest(sample, 1)[0].seconds == 15
    assert sample.text("card-left") == "19:45 left of 20 min"
    # what was paused by hand stays so until it is gone on with by hand
    sample.keys("p")
    sample.show("today")
    sample.show(PAGE)
    watch.now += 60_000
    assert "Go on" in sample.text("card-pause")
    sample.click("card-pause")
    watch.now += 1_000
    sample.key(Qt.Key.Key_Space)
    sample.keys("3")
    assert latest(sample, 1)[0].seconds == 1


def test_points_are_ticked_and_grades_given_by_keys_and_by_the_mouse_and_a_missed_card_comes_back(
    sample: Person,
) -> None:
    a_rubric_point_is_ticked_by_the_mouse_too(sample)
    ticking_everything_suggests_the_best_grade(sample)
    space_reveals_a_letter_ticks_and_a_digit_grades(sample)
    each_digit_is_its_grade(sample)
    a_missed_card_comes_back_once_and_the_warm_up_does_not_count(sample)


def a_rubric_point_is_ticked_by_the_mouse_too(sample: Person) -> None:
    question = unseen(sample)
    begin(sample, question)
    sample.click("card-reveal")
    sample.tick("rubric-A")
    assert sample.find("rubric-A").isChecked()  # type: ignore[attr-defined]


def ticking_everything_suggests_the_best_grade(sample: Person) -> None:
    question = unseen(sample)
    begin(sample, question)
    sample.key(Qt.Key.Key_Space)
    points = questions.detail(sample.ctx, question).rubric
    sample.keys("abcdefgh"[: len(points)])
    best = sample.find("grade-4")
    assert "rubric suggests" in best.accessibleName()


def space_reveals_a_letter_ticks_and_a_digit_grades(sample: Person) -> None:
    question = unseen(sample)
    begin(sample, question)
    assert not sample.is_shown("rubric-pane")
    sample.key(Qt.Key.Key_Space)
    assert sample.is_shown("rubric-pane")
    sample.keys("ac")
    points = questions.detail(sample.ctx, question).rubric
    suggested = suggested_grade(points, (0, 2))
    marked = [
        w for w in sample.find("grade").children() if "rubric suggests" in getattr(w, "accessibleName", str)()
    ]
    assert [w.grade.value for w in marked] == [suggested]  # type: ignore[attr-defined]
    sample.keys("3")
    row = questions.detail(sample.ctx, question).row
    assert (row.attempts, row.last_grade) == (1, "good")
    assert sample.text("finish-headline") == "One question answered"


def each_digit_is_its_grade(sample: Person) -> None:
    for key, grade in (("1", "again"), ("2", "hard"), ("3", "good"), ("4", "easy")):
        question = unseen(sample)
        begin(sample, question)
        sample.keys(key)
        assert attempts(sample, question) == 0, f"{key} graded before the reveal"
        sample.key(Qt.Key.Key_Space)
        sample.keys(key)
        assert questions.detail(sample.ctx, question).row.last_grade == grade, key


def a_missed_card_comes_back_once_and_the_warm_up_does_not_count(sample: Person) -> None:
    question = unseen(sample)
    begin(sample, question)
    sample.key(Qt.Key.Key_Space)
    sample.keys("1")
    assert sample.text("card-count") == "Warm-up, not logged"
    sample.key(Qt.Key.Key_Space)
    sample.keys("1")
    assert sample.is_shown("practice-finish")
    assert questions.detail(sample.ctx, question).row.attempts == 1


def test_what_is_typed_on_a_card_is_no_command_is_kept_and_runs_where_it_is_code(sample: Person) -> None:
    letters_typed_into_the_answer_are_no_commands(sample)
    an_answer_half_typed_is_there_when_the_card_comes_again(sample)
    what_was_typed_is_kept_with_the_answer_and_as_my_own(sample)
    single_keys_do_nothing_while_a_dialog_is_open(sample)
    a_coding_card_runs_its_cases(sample)
    the_card_names_the_stories_that_answer_its_question(sample)


def letters_typed_into_the_answer_are_no_commands(sample: Person) -> None:
    question = unseen(sample)
    begin(sample, question)
    sample.type("card-answer", "sp 1 ")
    assert sample.text("card-answer") == "sp 1 "
    assert sample.text("card-prompt") == questions.detail(sample.ctx, question).row.prompt
    sample.key(Qt.Key.Key_Return, CTRL)
    assert sample.is_shown("rubric-pane")


def an_answer_half_typed_is_there_when_the_card_comes_again(sample: Person) -> None:
    question = unseen(sample)
    begin(sample, question)
    sample.type("card-answer", "Half an ans")
    sample.show("today")
    begin(sample, question)
    assert sample.text("card-answer") == "Half an ans"


def what_was_typed_is_kept_with_the_answer_and_as_my_own(sample: Person) -> None:
    question = unseen(sample)
    begin(sample, question)
    sample.type("card-answer", "My words")
    sample.key(Qt.Key.Key_Return, CTRL)
    sample.click("keep-answer")
    assert questions.detail(sample.ctx, question).my_answer == "My words"


def single_keys_do_nothing_while_a_dialog_is_open(sample: Person) -> None:
    question = unseen(sample)
    begin(sample, question)
    sample.click("card-edit")
    sample.find("question-editor")
    sample.qtbot.keyClick(QApplication.activeModalWidget(), Qt.Key.Key_S)
    assert sample.is_shown("practice-card")
    sample.key(Qt.Key.Key_Escape)


def a_coding_card_runs_its_cases(sample: Person) -> None:
    found = questions.search(sample.ctx, QuestionFilter(kinds=frozenset({"coding"})), limit=60).rows
    details = [questions.detail(sample.ctx, row.id) for row in found]
    detail = next(
        d
        for d in details
        if d.coding is not None and d.coding.language == "python" and "import" not in d.coding.solution
    )
    assert detail.coding is not None
    begin(sample, detail.row.id)
    box = sample.find("card-answer", QPlainTextEdit)
    assert box.toPlainText() == detail.coding.starter
    sample.paste("card-answer", detail.coding.solution)
    sample.click("card-run")
    said = sample.text("card-output").split(" cases pass")[0]
    done, total = said.split(" of ")
    assert done == total
    assert int(total) >= 1
    sample.paste("card-answer", "raise ValueError('no')")
    sample.click("card-run")
    assert "ValueError" in sample.text("card-output") or sample.text("card-output").startswith("0 of")


def the_card_names_the_stories_that_answer_its_question(sample: Person) -> None:
    question = unseen(sample)
    story = stories.add(sample.ctx, StoryDraft.make(title="The broken join"))[0].id
    stories.link(sample.ctx, story, [question])
    begin(sample, question)
    assert not sample.is_shown("card-stories")
    sample.key(Qt.Key.Key_Space)
    sample.click(f"card-story-{story}")
    assert sample.page_name == "library"
    assert sample.text("story-shown") == "The broken join"


def test_a_topic_starts_its_own_questions_and_nothing_that_went_wrong_says_so(empty: Person) -> None:
    nothing_that_went_wrong_says_so(empty)
    a_topic_starts_its_own_questions(empty)


def nothing_that_went_wrong_says_so(empty: Person) -> None:
    empty.click("start-mistakes")
    assert empty.text("practice-nothing") == "Nothing went wrong lately. Good."
    assert not empty.is_shown("practice-card")


def a_topic_starts_its_own_questions(empty: Person) -> None:
    topic = empty.find("practice-topic")
    words = topic.currentText()  # type: ignore[attr-defined]
    empty.click("start-topic")
    chips = [chip.text for chip in empty.find("question-view").findChildren(LabelChip)]
    assert words in chips
