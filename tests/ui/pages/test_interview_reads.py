"""What the Interviews page reads and builds: what a change touches, once, and only when it is needed."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from mltracker import paths
from mltracker.domain.interviews import InterviewDraft
from mltracker.domain.practice import AnswerDraft
from mltracker.services import (
    applications,
    asks,
    interview_facts,
    interviews,
    practice,
    readiness,
    recommendations,
    scheduling,
    stories,
)
from mltracker.ui.notices import Notice
from mltracker.ui.pages.interviews.questions_section import FIRST
from mltracker.ui.widgets.list_row import ListRow
from mltracker.ui.words import day, likely, percent
from tests.ui.pages.person import Person, reads

PAGE = "interviews"
FERNHOLLOW, WEXLUND, LOOP = 5, 4, 7
FEW = 18  # the whole page takes more; reminders may look into the change meanwhile


def repeated(found: list[str]) -> list[str]:
    """What was asked more than once."""
    return [statement for statement, count in Counter(found).items() if count > 1]


def a_tick_shows_its_own_section_anew_and_no_other(person: Person) -> None:
    person.show_interview(FERNHOLLOW)
    item = next(item for item in interviews.detail(person.ctx, FERNHOLLOW).checklist if item.done_at is None)
    sections = ("section-readiness", "section-questions")
    others = [w for name in sections for w in person.find(name).findChildren(QWidget)]
    with reads() as found:
        person.tick(f"item-{item.id}")
    assert not person.is_shown(f"item-{item.id}"), "what is done folds away"
    assert len(found) < FEW
    assert [w for name in sections for w in person.find(name).findChildren(QWidget)] == others


def what_was_noted_elsewhere_stands_in_the_sections_of_its_own(person: Person) -> None:
    """A question to ask, a story told and an undone tick are seen without the whole page being read."""
    changed = person.page.tools.events.changed
    ask_id, change = asks.plan(person.ctx, FERNHOLLOW, asks.bank(person.ctx)[0].id)
    changed.emit(change)
    person.settle()
    assert person.is_shown(f"ask-{ask_id}")
    person.click(f"ask-drop-{ask_id}")
    assert not person.is_shown(f"ask-{ask_id}")
    past = next(row.id for row in interviews.past(person.ctx) if stories.asks_for_stories(row.round_kind))
    person.show_interview(past)
    story = stories.rows(person.ctx)[0]
    told, use_case = f"story-told-{story.id}", stories.tell
    if person.find(told, QCheckBox).isChecked():
        use_case = stories.untell  # type: ignore[assignment]
    before = person.find(told, QCheckBox).isChecked()
    _, change = use_case(person.ctx, story.id, past)
    with reads() as found:
        changed.emit(change)
        person.settle()
    assert person.find(told, QCheckBox).isChecked() is not before
    assert len(found) < FEW
    person.main.undo()
    person.settle()
    assert person.find(told, QCheckBox).isChecked() is before


def change(person: Person, use_case: Callable[..., Any], *args: Any, **values: Any) -> None:
    person.page.attempt(use_case, person.ctx, *args, **values)
    person.settle()


def what_is_changed_of_other_rounds_leaves_what_it_does_not_touch(person: Person) -> None:
    """Neither figures nor lists are drawn anew, nor by Undo; what does follow is seen at once."""
    person.show_interview(FERNHOLLOW)
    sections = ("readiness", "questions", "checklist", "ask", "stories")
    cards = [w for name in sections for w in person.main.findChildren(QWidget, f"card-{name}")]

    def inside() -> list[QWidget]:
        return [w for card in cards for w in card.findChildren(QWidget)]

    def is_untouched() -> bool:
        return inside() == before

    before, listed = inside(), person.rows("agenda-list")
    row = interviews.row(person.ctx, FERNHOLLOW)
    change(person, scheduling.move, LOOP, row.starts_at)
    assert person.is_shown("clash-notice")
    assert person.rows("agenda-list") != listed
    person.main.undo()
    person.settle()
    assert not person.is_shown("clash-notice")
    assert person.rows("agenda-list") == listed
    written = applications.detail(person.ctx, row.application_id).draft
    change(person, applications.edit, row.application_id, written.changed(role_title="Staff Engineer"))
    assert person.text("interview-subtitle").startswith("Staff Engineer")
    draft = interviews.detail(person.ctx, FERNHOLLOW).draft
    change(person, interviews.edit, FERNHOLLOW, draft.changed(notes="Bring the slides"))
    assert "Bring the slides" in person.words("section-when")
    assert is_untouched()
    for _ in range(2):
        person.main.undo()
    person.settle()
    assert is_untouched()


def what_bears_on_the_figures_shows_them_anew(person: Person) -> None:
    """What is pinned, announced or answered; and no other interview stands with the figures of this one."""

    def is_told() -> bool:
        ready = readiness.for_interview(person.ctx, FERNHOLLOW).readiness
        found = recommendations.for_interview(person.ctx, FERNHOLLOW, limit=FIRST)
        shown = [row.objectName() for row in person.find("card-questions").findChildren(ListRow)]
        said = percent(ready.mean), likely(ready.low, ready.high)
        return (
            person.text("interview-readiness"),
            person.text("interview-interval"),
        ) == said and shown == [f"recommended-{item.id}" for item in found]

    person.show_interview(FERNHOLLOW)
    assert is_told()
    last = recommendations.for_interview(person.ctx, FERNHOLLOW, limit=FIRST)[-1]
    person.click(f"pin-{last.id}")
    assert is_told()
    for use_case, *args in (
        (interview_facts.set_topics, FERNHOLLOW, ["time-series"]),
        (practice.answer, None, last.id, AnswerDraft.make(grade="again")),
    ):
        said = person.words("section-readiness")
        change(person, use_case, *args)
        assert person.words("section-readiness") != said
        assert is_told()
    for _ in range(3):
        person.main.undo()
    person.settle()
    assert is_told()
    person.show_interview(LOOP)
    person.show_interview(FERNHOLLOW)
    assert is_told()


def book(person: Person, day: str) -> list[str]:
    """Book a round from the menu; returns what that asked of the database."""
    person.action("add-interview").trigger()
    person.type("interview-date", day)
    person.type("interview-time", "15:00")
    with reads() as found:
        person.click("interview-editor-ok")
    return found


def a_round_that_is_booked_is_read_once(person: Person) -> None:
    person.show_interview(FERNHOLLOW)
    found = book(person, "16 Dec 2026")
    assert person.text("when-start").startswith("Wed 16 Dec, 15:00")
    assert sum("reply_expected_on IS NOT NULL" in one for one in found) == 1, "the agenda is read once"


def letters_in_the_form_of_a_day_read_nothing(person: Person) -> None:
    person.show_interview(LOOP)
    person.click("loop-change")
    with reads() as found:
        person.type("session-who-0", "Ida")
        person.type("day-time", "10:30")
    assert found == []
    person.key(Qt.Key.Key_Escape)


def letters_in_other_forms_with_a_time_read_nothing(person: Person) -> None:
    person.show_interview(FERNHOLLOW)
    person.click("interview-edit")
    with reads() as found:
        person.type("interview-minutes", "50")
    assert found == []
    person.key(Qt.Key.Key_Escape)


def what_is_booked_elsewhere_while_a_form_is_open_is_told_and_so_is_that_it_went(person: Person) -> None:
    person.show_interview(FERNHOLLOW)
    row = interviews.row(person.ctx, FERNHOLLOW)
    draft = InterviewDraft.make(
        application_id=interviews.row(person.ctx, LOOP).application_id,
        round_kind="coding",
        starts_at=row.starts_at,
        zone="Asia/Tokyo",
    )
    for form, field, typed in (
        ("interview-editor", "interview-minutes", "50"),
        ("slots-editor", "slots-lines", "Thu 3 Dec 15:00"),
    ):
        if form == "slots-editor":
            person.click("interview-more")
            person.pick("Offer times")
        else:
            person.click("interview-edit")
        person.type(field, typed)
        other = person.page.attempt(interviews.add, person.ctx, draft)
        assert other is not None
        person.turns(2)
        assert other.company in person.words(form)
        person.main.undo()
        person.turns(2)
        assert other.company not in person.words(form)
        person.key(Qt.Key.Key_Escape)


def a_round_deleted_while_the_month_is_shown_is_not_read_any_more(person: Person) -> None:
    person.show_interview(FERNHOLLOW)
    person.segment("agenda-views", "Month")
    person.page.attempt(interviews.delete, person.ctx, FERNHOLLOW)
    said: list[Notice] = []
    person.page.tools.events.notice.connect(said.append)
    person.page.attempt(asks.plan, person.ctx, LOOP, asks.bank(person.ctx)[0].id)
    person.settle()
    assert said == []
    person.segment("month-views", "Agenda")
    assert not person.text("interview-title").startswith("Fernhollow Labs")


def a_debrief_is_built_when_it_is_opened_and_its_lines_are_read_once(person: Person) -> None:
    assert person.main.findChild(QWidget, "debrief") is None
    with reads() as found:
        person.show_interview(WEXLUND, "debrief")
    assert person.is_shown("debrief-text")
    assert repeated(found) == []
    person.click("debrief-later")


def a_tick_that_could_not_be_saved_goes_with_the_next_change(person: Person) -> None:
    person.show_interview(FERNHOLLOW)
    item = next(item for item in interviews.detail(person.ctx, FERNHOLLOW).checklist if item.done_at is None)
    box = f"item-{item.id}"
    file = sqlite3.connect(paths.database(person.ctx.folder), isolation_level=None)
    with closing(file) as another_program:
        another_program.execute("BEGIN IMMEDIATE")
        person.tick(box)
        another_program.execute("ROLLBACK")
    assert "Another program" in person.text("toast-text")
    assert person.find(box, QCheckBox).isChecked()
    draft = interviews.detail(person.ctx, FERNHOLLOW).draft
    change(person, interviews.edit, FERNHOLLOW, draft.changed(notes="Bring water"))
    assert not person.find(box, QCheckBox).isChecked(), "what is shown is what is stored"


def another_clock_of_the_machine_shows_the_figures_by_it(person: Person) -> None:
    person.show_interview(FERNHOLLOW)
    at = interviews.row(person.ctx, FERNHOLLOW).at
    assert at is not None
    try:
        with pytest.MonkeyPatch.context() as journey:
            for zone in ("Pacific/Kiritimati", "Pacific/Midway"):
                journey.setenv("TZ", zone)
                time.tzset()
                draft = interviews.detail(person.ctx, FERNHOLLOW).draft
                change(person, interviews.edit, FERNHOLLOW, draft.changed(notes=f"In {zone}"))
                assert day(at.astimezone(ZoneInfo(zone)).date()) in person.words("section-readiness")
    finally:
        time.tzset()


def a_page_that_asks_to_stay_shows_what_was_booked(person: Person) -> None:
    person.show("today")
    read: list[bool] = []
    person.page.may_leave = lambda: False  # type: ignore[method-assign]
    person.page.refresh = lambda: read.append(True)  # type: ignore[method-assign]
    book(person, "17 Dec 2026")
    assert person.page_name == "today"
    assert read == [True]


def test_a_change_is_read_and_built_once_and_only_where_it_shows(sample: Person) -> None:
    for tell in (
        a_debrief_is_built_when_it_is_opened_and_its_lines_are_read_once,
        letters_in_the_form_of_a_day_read_nothing,
        letters_in_other_forms_with_a_time_read_nothing,
        what_is_booked_elsewhere_while_a_form_is_open_is_told_and_so_is_that_it_went,
        a_tick_shows_its_own_section_anew_and_no_other,
        what_was_noted_elsewhere_stands_in_the_sections_of_its_own,
        what_is_changed_of_other_rounds_leaves_what_it_does_not_touch,
        what_bears_on_the_figures_shows_them_anew,
        a_tick_that_could_not_be_saved_goes_with_the_next_change,
        another_clock_of_the_machine_shows_the_figures_by_it,
        a_round_that_is_booked_is_read_once,
        a_round_deleted_while_the_month_is_shown_is_not_read_any_more,
        a_page_that_asks_to_stay_shows_what_was_booked,
    ):
        tell(sample)


def change_elsewhere(person: Person, **values: object) -> None:
    """As another pane, or Undo, does while the debrief is open."""
    draft = interviews.detail(person.ctx, WEXLUND).draft
    _, change = interviews.edit(person.ctx, WEXLUND, draft.changed(**values))
    person.page.tools.events.changed.emit(change)
    person.settle()


def test_what_changes_elsewhere_while_a_debrief_is_open_is_taken_over_where_nothing_was_touched(
    sample: Person,
) -> None:
    sample.show_interview(WEXLUND, "debrief")
    change_elsewhere(sample, notes="From another pane", reply_expected_on=date(2026, 12, 8))
    interview_facts.set_feeling(sample.ctx, WEXLUND, 2)
    _, change = interviews.set_result(sample.ctx, WEXLUND, "passed")
    sample.page.tools.events.changed.emit(change)
    sample.settle()
    assert sample.text("debrief-notes") == "From another pane"
    sample.type("debrief-notes", "Mine ")
    sample.click("debrief-feeling-4")
    change_elsewhere(sample, notes="And again")
    assert sample.text("debrief-meanwhile") == "Finish to keep this. Stored meanwhile: And again"
    sample.click("debrief-later")
    sample.show_interview(WEXLUND, "debrief")
    assert sample.text("debrief-notes") == "Mine "
    assert sample.text("debrief-meanwhile") == "Finish to keep this. Stored meanwhile: And again"
    sample.click("debrief-later")
    change_elsewhere(sample, notes="And once more")
    sample.show_interview(WEXLUND, "debrief")
    sample.click("debrief-feeling-4")
    assert sample.text("debrief-notes") == "Mine "
    assert sample.text("debrief-meanwhile") == "Finish to keep this. Stored meanwhile: And once more"
    meanwhile = sample.find("debrief-meanwhile")
    sample.click("debrief-finish")
    assert meanwhile.isHidden(), "nothing but this was stored"
    row = interviews.row(sample.ctx, WEXLUND)
    assert (row.notes, row.feeling, row.result, row.reply_expected_on) == (
        "Mine",
        4,
        "passed",
        date(2026, 12, 8),
    )
    # what was saved is not typed any more, whatever blanks stood behind it
    sample.click("debrief-done")
    change_elsewhere(sample, notes="Written since")
    sample.show_interview(WEXLUND, "debrief")
    assert sample.text("debrief-notes") == "Written since"
    assert not sample.is_shown("debrief-meanwhile")
