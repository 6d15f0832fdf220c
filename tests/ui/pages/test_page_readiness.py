"""Readiness: by area, by need, by skill, on another date, with ratings of oneself."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QTableView

from mltracker.domain.practice import AnswerDraft
from mltracker.services import insights, practice, questions, readiness, what_if
from tests.services.cases import bank
from tests.ui.pages import checks
from tests.ui.pages.person import Person

PAGE = "readiness"


def show_date(person: Person, typed: str) -> None:
    person.type("readiness-date", typed)
    person.key(Qt.Key.Key_Return)


def test_readiness_is_asked_for_on_another_day_topics_are_rated_and_practiced(sample: Person) -> None:
    a_later_date_shows_what_is_forgotten_by_then(sample)
    a_date_that_cannot_be_is_marked_and_changes_nothing(sample)
    a_date_is_chosen_in_the_calendar(sample)
    show_date(sample, "")
    sliders_ask_what_some_practice_and_another_day_would_do(sample)
    show_date(sample, "")
    only_topics_of_booked_rounds_are_asked_for_at_first(sample)
    practice_what_adds_most_starts(sample)
    sample.show("readiness")
    enter_on_a_topic_practices_it(sample)


def a_later_date_shows_what_is_forgotten_by_then(sample: Person) -> None:
    before = sample.text("readiness-number")
    day = sample.clock.now.date() + timedelta(days=200)
    sample.type("readiness-date", f"{day:%Y-%m-%d}")
    sample.key(Qt.Key.Key_Return)
    then = readiness.table(sample.ctx, on=day).overall
    assert sample.text("readiness-number") == f"{round(100 * then.mean)}%"
    assert sample.text("readiness-number") != before
    show_date(sample, "")
    assert sample.text("readiness-number") == before


def a_date_that_cannot_be_is_marked_and_changes_nothing(sample: Person) -> None:
    before, field = sample.text("readiness-number"), sample.find("readiness-date-field")
    for typed in ("31 Feb 2027", "soon", "1989-12-31", "2100-01-01"):
        show_date(sample, typed)
        assert sample.text("readiness-number") == before, typed
        assert field.property("error") == "true", typed
        show_date(sample, "")
        assert field.property("error") != "true", typed


def a_date_is_chosen_in_the_calendar(sample: Person) -> None:
    sample.click("readiness-date-calendar")
    sample.until(lambda: bool(sample.shown("calendar-month")))
    days = sample.find("calendar-month").findChild(QTableView)
    sample.qtbot.keyClick(days, Qt.Key.Key_Down)
    sample.qtbot.keyClick(days, Qt.Key.Key_Return)
    sample.settle()
    assert not sample.is_shown("calendar-month")
    assert sample.text("readiness-date-field") != ""


def sliders_ask_what_some_practice_and_another_day_would_do(sample: Person) -> None:
    assert not sample.is_shown("what-if")
    sample.click("readiness-if")
    steps = what_if.after_questions(sample.ctx)
    assert sample.text("what-if-after") == "nothing more"
    sample.focus("what-if-count")
    sample.key(Qt.Key.Key_Right, times=3)
    assert sample.text("what-if-after") == f"3 questions, {steps[3].minutes} min"
    assert sample.text("what-if-said").startswith(
        f"{round(100 * steps[0].mean)}% to {round(100 * steps[3].mean)}%"
    )
    sample.focus("what-if-day")
    sample.key(Qt.Key.Key_End)
    day = sample.clock.now.date() + timedelta(days=28)
    assert f"{day.day} {day:%b}" in sample.text("readiness-date-field")
    later = what_if.after_questions(sample.ctx, on=day)
    assert f"to {round(100 * later[3].mean)}%" in sample.text("what-if-said")
    assert sample.text("readiness-number") == f"{round(100 * readiness.overall(sample.ctx, on=day).mean)}%"
    sample.click("readiness-if")
    assert not sample.is_shown("what-if")


def only_topics_of_booked_rounds_are_asked_for_at_first(sample: Person) -> None:
    needed = readiness.table(sample.ctx).needed
    assert needed
    sample.click("readiness-rate")

    def asked() -> set[str]:
        return {
            w.objectName()
            for w in sample.find("rate").findChildren(type(sample.find(f"rating-{needed[0].slug}")))
        }

    before = asked()
    assert {f"rating-{line.slug}" for line in needed} <= before
    sample.click("rate-all")
    assert len(asked()) > len(before)
    sample.click("rate-done")


def enter_on_a_topic_practices_it(sample: Person) -> None:
    topic = readiness.table(sample.ctx).areas[0].topics[0]
    sample.click_row("readiness-table", topic.title)
    sample.focus("readiness-table")
    sample.key(Qt.Key.Key_Return)
    assert sample.page_name == "practice"


def practice_what_adds_most_starts(sample: Person) -> None:
    sample.click("readiness-practice")
    assert sample.is_shown("practice-card")


def test_topics_are_shown_by_area_by_need_and_by_skill_and_with_what_they_can_be_trusted(
    sample: Person,
) -> None:
    every_topic_is_under_its_area(sample)
    a_click_folds_an_area_and_enter_opens_it(sample)
    what_is_needed_next_is_sorted_by_points_an_hour(sample)
    a_click_on_a_head_sorts_the_topics(sample)
    skills_say_what_employers_look_for(sample)
    can_i_trust_this_counts_what_happened_and_what_was_seen_coming(sample)
    sample.segment("readiness-views", "By area")
    kind_grades_are_named_where_trust_is_asked_for(sample)


def every_topic_is_under_its_area(sample: Person) -> None:
    found = readiness.table(sample.ctx)
    wanted = [name for area in found.areas for name in (area.title, *(topic.title for topic in area.topics))]
    assert sample.rows("readiness-table") == wanted
    assert sample.text("readiness-number") == f"{round(100 * found.overall.mean)}%"


def a_click_folds_an_area_and_enter_opens_it(sample: Person) -> None:
    area = readiness.table(sample.ctx).areas[0]
    sample.click_row("readiness-table", area.title)
    assert area.topics[0].title not in sample.rows("readiness-table")
    sample.focus("readiness-table")
    sample.key(Qt.Key.Key_Return)
    assert area.topics[0].title in sample.rows("readiness-table")


def what_is_needed_next_is_sorted_by_points_an_hour(sample: Person) -> None:
    sample.segment("readiness-views", "Needed next")
    found = readiness.table(sample.ctx)
    gains = {line.title: line.points_per_hour or 0.0 for line in found.needed}
    shown = sample.rows("readiness-table")
    assert set(shown) == set(gains)
    assert [gains[name] for name in shown] == sorted(gains.values(), reverse=True)


def click_head(person: Person, title: str) -> None:
    head = person.find("readiness-table", QTableView).horizontalHeader()
    for number in range(head.count()):
        if head.model().headerData(number, Qt.Orientation.Horizontal) == title and not head.isSectionHidden(
            number
        ):
            spot = QPoint(head.sectionViewportPosition(number) + 20, head.height() // 2)
            person.qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=spot)
            person.settle()
            return
    raise AssertionError(f"no column {title}")


def a_click_on_a_head_sorts_the_topics(sample: Person) -> None:
    sample.segment("readiness-views", "Needed next")
    means = {line.title: line.readiness.mean for line in readiness.table(sample.ctx).needed}
    click_head(sample, "You")
    first = [means[name] for name in sample.rows("readiness-table")]
    click_head(sample, "You")
    second = [means[name] for name in sample.rows("readiness-table")]
    assert sorted([first, second]) == [sorted(first), sorted(first, reverse=True)]


def skills_say_what_employers_look_for(sample: Person) -> None:
    sample.segment("readiness-views", "By skill")
    assert checks.clipped(sample.page) == []
    assert sample.is_shown("skills")
    assert not sample.is_shown("readiness-table")
    assert sample.words("skills").strip()


def can_i_trust_this_counts_what_happened_and_what_was_seen_coming(sample: Person) -> None:
    found = insights.insights(sample.ctx)
    sample.click("readiness-if")
    sample.segment("readiness-views", "Can I trust this?")
    assert checks.clipped(sample.page) == []
    assert not sample.is_shown("what-if")
    card, words = found.scorecard, sample.words("trust")
    assert f"{card.asked} questions were asked in {card.interviews} debriefs" in words
    assert f"{card.practiced_only} more practiced, {card.unforeseen} nobody saw coming" in words
    assert f"From {found.calibration.answers} questions that were really asked" in words
    assert f"{found.calibration.brier:.2f}" in sample.text("trust-words")
    kinds = found.scorecard_by_round
    assert [sample.text(f"rounds-{n}-1") for n in range(1, len(kinds) + 1)] == [
        str(c.asked) for c in kinds.values()
    ]
    sample.click("scorecard-interviews-head")
    latest = max(found.scorecard_interviews, key=lambda score: score.on)
    assert sample.text("interviews-1-1") == str(latest.scorecard.asked)
    assert latest.company in sample.words("scorecard-interviews")
    sample.click("scorecard-months-head")
    assert sample.text("months-1-1") == str(list(found.scorecard_by_month.values())[-1].asked)


def kind_grades_are_named_where_trust_is_asked_for(sample: Person) -> None:
    rows = [row for row in bank(sample.ctx, "ml-foundations") if questions.detail(sample.ctx, row.id).rubric]
    for row in rows * 4:
        sample.clock.advance(minutes=1)
        practice.answer(sample.ctx, None, row.id, AnswerDraft.make(grade="easy", rubric_ticks=(0,)))
    sample.segment("readiness-views", "Can I trust this?")
    assert "your grades are kind" in sample.text("trust-limits")
    taken = round(readiness.table(sample.ctx).kind_points)
    assert f"Grades kinder than the points ticked take {taken} points off." in sample.text("readiness-foot")


def test_a_rating_is_stored_at_a_click_and_before_twenty_answers_nothing_is_claimed(empty: Person) -> None:
    a_rating_is_stored_at_a_click(empty)
    before_twenty_answers_nothing_is_claimed(empty)


def a_rating_is_stored_at_a_click(empty: Person) -> None:
    empty.click("readiness-rate")
    slug = readiness.table(empty.ctx).areas[0].topics[0].slug
    empty.segment(f"rating-{slug}", "4")
    empty.click("rate-done")
    rated = {line.slug: line.rating for area in readiness.table(empty.ctx).areas for line in area.topics}
    assert rated[slug] == 4


def before_twenty_answers_nothing_is_claimed(empty: Person) -> None:
    empty.segment("readiness-views", "Can I trust this?")
    assert "0 of 20 answers so far" in empty.words("trust-early")
    assert not empty.is_shown("scorecard-card")
