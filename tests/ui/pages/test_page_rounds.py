"""A round on its page: offered times, moves, sessions of a day, and what is learned bit by bit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QTabBar

from mltracker.domain.interviews import InterviewDraft
from mltracker.services import applications, interviews, scheduling
from mltracker.ui.navigation import Place
from tests.ui.pages.person import CTRL, Person

PAGE = "interviews"
FERNHOLLOW, WEXLUND, MARROWBY = 5, 4, 7


def undated(person: Person, company: str = "Quillmere", **more: object) -> int:
    application = next(row for row in applications.rows(person.ctx) if row.company == company)
    values = {"application_id": application.id, "round_kind": "coding", "zone": "America/New_York", **more}
    row, _ = interviews.add(person.ctx, InterviewDraft.make(**values))
    person.show_interview(row.id)
    return row.id


def offer_copy_and_take_times(sample: Person) -> int:
    round_id = undated(sample)
    assert sample.text("when-start") == "No date yet"
    sample.click("when-offer")
    sample.paste("slots-lines", "Thu 10 Dec 15:00\nFri 10 Dec 9:00")
    sample.click("slots-editor-ok")
    said = "Line 2: 10 Dec 2026 is a Thursday."
    assert sample.error("slots-editor-form", "slots") == said
    assert said in sample.words("slots-editor")
    sample.paste("slots-lines", "Thu 10 Dec 15:00\nFri 11 Dec, 4 pm\nMon 14 Dec 10:00")
    sample.settle()
    words = sample.words("slots-editor")
    assert "Thu 10 Dec, 15:00 for you · 09:00 in New York" in words
    assert "at the same time as Marrowby" in words
    sample.click("slots-editor-ok")
    slots = scheduling.slots(sample.ctx, round_id)
    assert [slot.starts_at.hour for slot in slots] == [14, 15, 9]
    sample.click("slots-copy")
    assert QGuiApplication.clipboard().text().splitlines() == [
        "Thursday, 10 December 2026, 09:00 to 09:45 New York time (UTC-5)",
        "Friday, 11 December 2026, 10:00 to 10:45 New York time (UTC-5)",
        "Monday, 14 December 2026, 04:00 to 04:45 New York time (UTC-5)",
    ]
    QGuiApplication.clipboard().clear()
    sample.click(f"slot-drop-{slots[2].id}")
    sample.click(f"slot-take-{slots[1].id}")
    assert sample.text("when-start") == "Fri 11 Dec, 16:00 (in 10 days)"
    assert "1 not taken" in sample.words("card-slots")
    assert [slot.state for slot in scheduling.slots(sample.ctx, round_id)] == ["declined", "taken"]
    assert not sample.is_shown("slots-copy")
    sample.main.undo()
    sample.settle()
    assert sample.text("when-start") == "No date yet"
    assert sample.is_shown(f"slot-take-{slots[0].id}")
    sample.page.attempt(interviews.set_status, sample.ctx, round_id, "cancelled")
    sample.show_interview(round_id)
    sample.click(f"slot-take-{slots[0].id}")
    assert sample.text("toast-text") == "Time taken; the interview is planned again"
    assert sample.text("when-start") == "Thu 10 Dec, 15:00 (in 9 days)"
    assert interviews.row(sample.ctx, round_id).status == "planned"
    return round_id


def move_a_round_twice_and_back(sample: Person) -> None:
    sample.click("when-move")
    assert sample.text("move-time") == "09:00", "the clock of the place"
    assert "That is Thu 3 Dec, 15:00 for you." in sample.text("move-editor-notice")
    sample.type("move-date", "Mon 14 Dec 2026")
    sample.type("move-time", "4:00")
    sample.key(Qt.Key.Key_Tab)
    assert "At the same time: Marrowby, 09:30." in sample.text("move-editor-notice")
    sample.type("move-date", "")
    sample.click("move-editor-ok")
    assert sample.error("move-editor-form", "starts_at") == "A date is needed."
    sample.type("move-date", "Fri 4 Dec 2026")
    sample.click("move-editor-ok")
    row = interviews.row(sample.ctx, FERNHOLLOW)
    assert row.starts_at == datetime(2026, 12, 4, 9, tzinfo=UTC)
    assert sample.text("when-moved") == "Moved from Thu 3 Dec, 15:00"
    sample.click("when-move")
    sample.type("move-time", "5:00")
    sample.click("move-editor-ok")
    assert sample.text("when-moved") == "Moved from Fri 4 Dec, 10:00; moved 1 times before"
    sample.main.undo()
    sample.main.undo()
    sample.settle()
    assert not sample.is_shown("when-moved")


def meet_a_clash_and_a_fitting_stage(sample: Person) -> None:
    row = interviews.row(sample.ctx, FERNHOLLOW)
    round_id = undated(sample, starts_at=row.starts_at, zone="Asia/Tokyo")
    assert sample.text("clash-notice-text") == "At the same time: Fernhollow Labs, ML breadth, 15:00."
    assert sample.text("stage-notice-text") == "The application still stands in Screening."
    sample.click("stage-move")
    assert (
        applications.row(sample.ctx, interviews.row(sample.ctx, round_id).application_id).stage
        == "Interviewing"
    )
    assert not sample.is_shown("stage-notice")
    sample.main.undo()
    sample.settle()
    sample.click("stage-keep")
    assert not sample.is_shown("stage-notice")
    assert (
        applications.row(sample.ctx, interviews.row(sample.ctx, round_id).application_id).stage == "Screening"
    )


def write_in_place_what_is_learned(sample: Person) -> None:
    sample.click("when-who-edit")
    sample.keys("Ida Bramble,")
    sample.choose("who-audience", "Mixed")
    sample.click("when-who-save")
    detail = interviews.detail(sample.ctx, FERNHOLLOW)
    assert [(c.name, c.role) for c in detail.contacts] == [
        ("Ida Bramble", ""),
        ("Rowan Pebbleton", "ML Engineer"),
    ], "one was there, the other is new"
    assert detail.row.audience == "mixed"
    assert sample.text("when-who-value") == "Ida Bramble\nRowan Pebbleton, ML Engineer"
    sample.click("when-announced-edit")
    sample.keys("Basket weaving,")
    sample.key(Qt.Key.Key_Return)
    assert sample.is_shown("when-announced-error")
    sample.key(Qt.Key.Key_Backspace)
    sample.keys("Statistics,")
    sample.key(Qt.Key.Key_Return)
    assert "statistics" in interviews.detail(sample.ctx, FERNHOLLOW).told_topics
    sample.click("when-reply-edit")
    sample.keys("2 Dec 2026")
    sample.key(Qt.Key.Key_Return)
    assert sample.find("when-reply-error").sign.text == "This lies before the interview."  # type: ignore[attr-defined]
    sample.key(Qt.Key.Key_A, CTRL)
    sample.keys("8 Dec 2026")
    sample.key(Qt.Key.Key_Return)
    assert sample.text("when-reply-value") == "Tue 8 Dec (in 7 days)"
    sample.click("when-reply-edit")
    sample.key(Qt.Key.Key_Escape)
    assert not sample.is_shown("when-reply-save")
    for _ in range(3):
        sample.main.undo()
    after = interviews.detail(sample.ctx, FERNHOLLOW)
    assert [person.name for person in after.contacts] == ["Rowan Pebbleton"]
    assert after.row.reply_expected_on is None


def tell_a_result_ahead_of_time_and_a_past_one(sample: Person) -> None:
    sample.prompts.will("confirm", False)
    sample.click("interview-more")
    sample.pick("I passed")
    assert interviews.row(sample.ctx, FERNHOLLOW).result == "pending"
    assert not sample.is_shown("interview-result")
    sample.prompts.will("confirm", True)
    sample.click("interview-more")
    sample.pick("It took place")
    assert interviews.row(sample.ctx, FERNHOLLOW).status == "done"
    sample.show_interview(WEXLUND)
    sample.segment("interview-result", "Passed")
    sample.segment("interview-feeling", "Good")
    row = interviews.row(sample.ctx, WEXLUND)
    assert (row.status, row.result, row.feeling) == ("done", "passed", 4)


def step_from_session_to_session(sample: Person) -> None:
    sample.show_interview(MARROWBY)
    assert sample.text("loop-readiness").endswith("%")
    assert not sample.find("session-before").isEnabled()
    sample.click("session-after")
    assert sample.text("interview-title") == "Marrowby, ML system design"
    assert sample.find("session-before").toolTip().endswith("Session before: Coding, 09:30</span>")
    sample.click("session-9")
    assert sample.text("interview-title") == "Marrowby, Behavioral"
    assert sample.find("agenda-list").currentIndex().data() == "Marrowby"  # type: ignore[attr-defined]
    sample.show_interview(FERNHOLLOW)
    assert not sample.is_shown("session-after")
    assert not sample.is_shown("section-loop")


def change_a_day_in_one_form(sample: Person) -> None:
    sample.show_interview(MARROWBY)
    sample.click("loop-change")
    sample.type("day-time", "10:00")
    sample.type("session-minutes-0", "60")
    sample.type("session-break-0", "")
    sample.type("session-who-0", "Ida Bramble")
    assert "10:00 to 14:45 for you" in sample.text("day-ends")
    sample.type("session-break-0", "-20")
    assert "10:00 to 14:25 for you" in sample.text("day-ends")
    assert "Sessions at the same time: 1 and 2." in sample.text("loop-editor-notice")
    sample.type("session-break-0", "")
    sample.click("day-add")
    sample.choose("session-kind-3", "ML breadth")
    sample.click("session-up-3")
    sample.click("session-remove-3")
    assert "Mon 14 Dec, 10:00 to 14:45 for you" in sample.text("day-ends")
    sample.type("session-minutes-1", "many")
    sample.click("loop-editor-ok")
    assert sample.text("loop-editor-notice").startswith("Session 2: A whole number")
    sample.type("session-minutes-1", "50")
    sample.click("loop-editor-ok")
    rows = [row for row in interviews.rows(sample.ctx) if row.company == "Marrowby"]
    start = datetime(2026, 12, 14, 9, tzinfo=UTC)
    assert [(row.round_kind, row.starts_at) for row in rows] == [
        ("coding", start),
        ("ml-system-design", start + timedelta(minutes=60)),
        ("ml-breadth", start + timedelta(minutes=60 + 50 + 130)),
    ]
    assert [c.name for c in interviews.detail(sample.ctx, MARROWBY).contacts] == ["Ida Bramble"]
    sample.main.undo()
    rows = [row for row in interviews.rows(sample.ctx) if row.company == "Marrowby"]
    assert [row.round_kind for row in rows] == ["coding", "ml-system-design", "behavioral"]


def fill_an_onsite_loop(sample: Person) -> None:
    round_id = undated(sample, "Kestrelby", round_kind="onsite-loop")
    sample.click("interview-more")
    sample.pick("Enter the sessions of the day")
    sample.click("loop-editor-ok")
    assert sample.error("loop-editor-form", "starts_at") == "A date is needed."
    sample.type("day-date", "16 Dec 2026")
    sample.type("day-time", "9:00")
    sample.click("loop-editor-ok")
    rows = [row for row in interviews.rows(sample.ctx) if row.company == "Kestrelby"]
    assert [row.round_kind for row in rows] == ["coding", "ml-breadth", "ml-system-design", "behavioral"]
    assert rows[0].id == round_id
    assert {row.loop_id for row in rows} == {round_id}
    assert (
        "4 sessions" in sample.index("agenda-list", "Kestrelby").data(Qt.ItemDataRole.AccessibleTextRole)
        or True
    )


def enter_expected_rounds(sample: Person) -> None:
    assert sample.main.host is not None
    sample.main.host.show_place(Place("pipeline", 3))
    sample.find("detail-tabs", QTabBar).setCurrentIndex(1)
    sample.settle()
    sample.click("detail-expected-rounds")
    assert "Marrowby" in sample.find("rounds-application", QComboBox).currentText()
    assert not sample.find("rounds-editor-ok").isEnabled()
    sample.click("expect-offer-hr")
    sample.click("rounds-editor-ok")
    assert [row.round_kind for row in interviews.rows(sample.ctx, application_id=3)][-1] == "offer-hr"
    assert "Offer and HR" in sample.words("detail-interviews")


def test_a_round_is_moved_with_its_old_time_in_view_learned_of_in_place_and_given_a_result(
    sample: Person,
) -> None:
    move_a_round_twice_and_back(sample)
    write_in_place_what_is_learned(sample)
    tell_a_result_ahead_of_time_and_a_past_one(sample)


def test_a_round_without_a_date_offers_times_and_one_with_a_date_tells_its_clash_and_stage(
    sample: Person,
) -> None:
    round_id = offer_copy_and_take_times(sample)
    sample.page.attempt(interviews.delete, sample.ctx, round_id)
    meet_a_clash_and_a_fitting_stage(sample)


def test_the_sessions_of_a_day_are_stepped_through_changed_filled_in_and_expected(sample: Person) -> None:
    step_from_session_to_session(sample)
    change_a_day_in_one_form(sample)
    fill_an_onsite_loop(sample)
    enter_expected_rounds(sample)
