"""Interviews: the agenda, the checklist, what is recommended, and what to ask them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QPushButton, QWidget

from mltracker.services import (
    applications,
    asks,
    checklists,
    interviews,
    readiness,
    recommendations,
    scorecards,
    what_if,
)
from mltracker.ui import explain
from mltracker.ui.models.roles import Roles
from mltracker.ui.navigation import Place
from mltracker.ui.widgets.factor_row import FactorRow
from tests.ui.pages.person import Person

PAGE = "interviews"
FERNHOLLOW, WEXLUND, CODING = 5, 4, 7


@pytest.fixture
def person(sample: Person) -> Person:
    return sample


def see_the_next_first(person: Person) -> None:
    assert person.text("interview-title") == "Fernhollow Labs, ML breadth"


def walk_the_agenda_by_arrow_keys(person: Person) -> None:
    person.focus("agenda-list")
    person.key(Qt.Key.Key_Down)
    assert person.text("interview-title") == "Brindlecombe, ML depth", "a reply shows the round it is about"
    person.key(Qt.Key.Key_Down)
    assert "Kestrelby" in person.text("entry-title")
    person.key(Qt.Key.Key_Down)
    assert person.text("interview-title").startswith("Saltmarrow")


def click_in_the_agenda(person: Person) -> None:
    person.click_row("agenda-list", "Saltmarrow")
    assert person.text("interview-title").startswith("Saltmarrow")


def open_what_is_laid_out_at_once(person: Person) -> None:
    def looks() -> QImage:
        return person.main.grab().toImage()

    assert person.main.host is not None
    person.main.host.show_place(Place("today"))
    person.main.host.show_place(Place("interviews", CODING))
    opened = looks()
    person.turns(2)
    assert looks() == opened, "shown by the window"
    person.click_row("agenda-list", "Saltmarrow", settle=False)
    chosen = looks()
    person.turns(2)
    assert looks() == chosen, "chosen in the agenda"


def look_at_the_past(person: Person) -> None:
    person.segment("agenda-views", "Past")
    assert [name for name in person.rows("agenda-list") if "(" not in name] == [
        "Debrief missing",
        "Wexlund",
        "Fernhollow Labs",
        "Brindlecombe",
        "Harrowmint",
    ]


def close_the_application_of_the_next(person: Person) -> None:
    person.page.attempt(interviews.set_status, person.ctx, WEXLUND, "cancelled")
    assert person.text("next-interview").startswith("Fernhollow Labs in")
    row = interviews.row(person.ctx, FERNHOLLOW)
    person.page.attempt(applications.close, person.ctx, row.application_id, "rejected")
    person.settle()
    assert not person.text("next-interview").startswith("Fernhollow")
    assert "Fernhollow Labs" not in person.rows("agenda-list")
    person.segment("agenda-views", "Past")
    shown = person.index("agenda-list", "Fernhollow Labs").data(Roles.VALUE)
    assert shown.sign.text == "application closed"
    person.main.undo()
    assert person.text("next-interview").startswith("Fernhollow Labs in")
    begins = next(row for row in interviews.coming(person.ctx) if row.starts_at and not row.meeting_url)
    assert begins.starts_at is not None
    person.clock.now = begins.starts_at - timedelta(seconds=30)
    person.main.undo()
    assert person.text("next-interview") == f"{begins.company} now"


def test_the_agenda_shows_the_next_first_then_what_is_chosen_and_what_is_over(person: Person) -> None:
    see_the_next_first(person)
    open_what_is_laid_out_at_once(person)
    person.show_interview(FERNHOLLOW)
    walk_the_agenda_by_arrow_keys(person)
    person.show_interview(FERNHOLLOW)
    click_in_the_agenda(person)
    look_at_the_past(person)
    person.segment("agenda-views", "Agenda")
    close_the_application_of_the_next(person)


def test_an_empty_agenda_offers_the_next_step(empty: Person) -> None:
    empty.click("interviews-empty-button")
    assert empty.is_shown("interview-editor")
    empty.key(Qt.Key.Key_Escape)


def tick_and_take_back(person: Person) -> None:
    item = next(i for i in checklists.items(person.ctx, FERNHOLLOW) if i.done_at is None)
    person.tick(f"item-{item.id}")
    assert item.id in {i.id for i in checklists.items(person.ctx, FERNHOLLOW) if i.done_at}
    person.main.undo()
    assert item.id not in {i.id for i in checklists.items(person.ctx, FERNHOLLOW) if i.done_at}


def open_items(person: Person) -> list[int]:
    return [i.id for i in checklists.items(person.ctx, FERNHOLLOW) if i.done_at is None]


def order_items_by_mouse_and_keys(person: Person) -> None:
    first, second, third, *rest = open_items(person)
    person.drag(f"grip-{third}", to=f"grip-{first}", above=True)
    assert open_items(person) == [third, first, second, *rest]
    person.drag(f"grip-{third}", to=f"grip-{second}", above=False)
    assert open_items(person) == [first, second, third, *rest]
    person.focus(f"grip-{third}")
    person.key(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    person.until(person.find(f"grip-{third}").hasFocus, "the grip lost the focus")
    person.key(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert open_items(person) == [third, first, second, *rest]
    person.main.undo()
    assert open_items(person) == [first, third, second, *rest]


def move_past_an_open_item(person: Person) -> None:
    """Done items are folded away: one step up must pass an item that is seen, not a hidden one."""
    left = open_items(person)
    person.tick(f"item-{left[1]}")
    person.focus(f"grip-{left[2]}")
    person.key(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert open_items(person)[:2] == [left[2], left[0]]


def add_and_remove_an_item(person: Person) -> None:
    person.type("checklist-new", "Charge the headset")
    person.key(Qt.Key.Key_Return)
    made = next(i for i in checklists.items(person.ctx, FERNHOLLOW) if i.text == "Charge the headset")
    assert person.text("checklist-new") == ""
    person.click(f"remove-{made.id}")
    assert made.id not in {i.id for i in checklists.items(person.ctx, FERNHOLLOW)}


def let_items_become_overdue(person: Person) -> None:
    person.clock.advance(hours=40)
    person.session.open()
    person.settle()
    late = [i for i in checklists.items(person.ctx, FERNHOLLOW) if i.is_overdue(person.clock.now)]
    item = next(i for i in late if i.done_at is None)
    row = person.find(f"item-{item.id}").parentWidget()
    assert row is not None
    signs = [w.sign.text for w in row.findChildren(QWidget) if getattr(w, "sign", None)]  # type: ignore[attr-defined]
    assert any(text.startswith("overdue") for text in signs)


def test_items_of_the_checklist_are_ticked_ordered_added_removed_and_become_overdue(person: Person) -> None:
    tick_and_take_back(person)
    add_and_remove_an_item(person)
    order_items_by_mouse_and_keys(person)
    move_past_an_open_item(person)
    let_items_become_overdue(person)


def read_a_reason_in_a_small_window(person: Person) -> None:
    person.main.resize(1024, 640)
    person.settle()
    first = recommendations.for_interview(person.ctx, FERNHOLLOW, limit=1)[0]
    words = person.words(f"recommended-{first.id}")
    assert first.prompt in words
    assert "min" in words
    assert "our estimate" in words
    assert not person.find(f"recommended-{first.id}-detail").toolTip()  # nothing had to be cut


def pin_one_and_dismiss_another(person: Person) -> None:
    found = [r.id for r in recommendations.for_interview(person.ctx, FERNHOLLOW)]
    person.click(f"pin-{found[2]}")
    person.click(f"dismiss-{found[0]}")
    after = [r.id for r in recommendations.for_interview(person.ctx, FERNHOLLOW)]
    assert after[0] == found[2]
    assert found[0] not in after
    assert not person.is_shown(f"recommended-{found[0]}")


def practice_exactly_one(person: Person) -> None:
    first = recommendations.for_interview(person.ctx, FERNHOLLOW, limit=1)[0]
    person.click(f"practice-{first.id}")
    assert person.text("card-prompt") == first.prompt
    assert person.text("card-count") == "Question 1 of 1"


def choose_a_question_from_the_bank(person: Person) -> None:
    person.click_row("agenda-list", "Saltmarrow")
    person.click("no-asks-button")
    choices = asks.for_interview(person.ctx, 6)
    best = next(c for c in choices if not c.planned)
    person.click(f"choose-{best.row.id}")
    button = person.find(f"choose-{best.row.id}", QPushButton)
    assert not button.isEnabled()
    person.click("choose-done")
    assert [a.text for a in interviews.detail(person.ctx, 6).asks] == [best.row.text]
    assert best.row.text in person.words("card-ask")


def choose_what_was_answered_already(person: Person) -> None:
    answered = next(c for c in asks.for_interview(person.ctx, FERNHOLLOW) if c.answered)
    assert answered.answered is not None
    person.click("asks-choose")
    person.type("choose-filter", answered.row.text[:30])
    assert person.text("choose-answered-title") == "Answered by Fernhollow Labs already"
    line = person.find(f"choice-{answered.row.id}")
    assert "answered " in line.accessibleName()
    assert person.text(f"choice-{answered.row.id}-detail") == answered.answered.answer
    assert person.find(f"choice-{answered.row.id}-title").property("tone") == "muted"
    person.click(f"choose-{answered.row.id}")
    person.click("choose-done")
    ask = next(
        ask
        for ask in interviews.detail(person.ctx, FERNHOLLOW).asks
        if ask.employer_question_id == answered.row.id
    )
    assert answered.answered.answer in person.text(f"ask-{ask.id}-detail")
    assert person.find(f"ask-{ask.id}-title").property("tone") == "muted"


def filter_the_bank_by_words(person: Person) -> None:
    person.click("asks-choose")
    every = len([w for w in person.main.findChildren(QWidget) if w.objectName().startswith("choice-")])
    person.type("choose-filter", "team")
    person.settle()
    left = [
        w
        for w in person.main.findChildren(QWidget)
        if w.objectName().startswith("choice-") and not w.isHidden()
    ]
    assert 0 < len(left) < every
    person.click("choose-done")


def note_an_answer_with_its_flag(person: Person) -> None:
    ask = interviews.detail(person.ctx, FERNHOLLOW).asks[0]
    person.click(f"ask-answer-{ask.id}")
    person.type("ask-answer-text", "Two releases a week")
    person.segment("ask-answer-flag", "Good sign")
    person.click("ask-answer-ok")
    after = next(a for a in interviews.detail(person.ctx, FERNHOLLOW).asks if a.id == ask.id)
    assert (after.answer, after.flag) == ("Two releases a week", "good")
    assert "good sign" in person.find(f"ask-{ask.id}").accessibleName()


def order_and_drop_questions(person: Person) -> None:
    ids = [a.id for a in interviews.detail(person.ctx, FERNHOLLOW).asks]
    person.drag(f"grip-{ids[2]}", to=f"grip-{ids[1]}", above=True)
    assert [a.id for a in interviews.detail(person.ctx, FERNHOLLOW).asks] == [ids[0], ids[2], ids[1]]
    person.click(f"ask-drop-{ids[0]}")
    assert [a.id for a in interviews.detail(person.ctx, FERNHOLLOW).asks] == [ids[2], ids[1]]


def test_questions_to_ask_are_noted_ordered_dropped_filtered_and_chosen_from_the_bank(person: Person) -> None:
    filter_the_bank_by_words(person)
    note_an_answer_with_its_flag(person)
    order_and_drop_questions(person)
    choose_what_was_answered_already(person)
    choose_a_question_from_the_bank(person)


def copy_the_link(person: Person) -> None:
    person.click("when-copy")
    assert QGuiApplication.clipboard().text() == "https://meet.example/fernhollow-breadth"
    QGuiApplication.clipboard().clear()


def see_both_zones(person: Person) -> None:
    assert "15:00" in person.text("when-start")
    assert "09:00" in person.text("when-there")


def say_what_became_of_it(person: Person, words: str, status: str) -> None:
    person.click("interview-more")
    person.pick(words)
    assert interviews.row(person.ctx, FERNHOLLOW).status == status, words
    person.main.undo()
    person.settle()


def delete_and_bring_back(person: Person) -> None:
    before = checklists.items(person.ctx, FERNHOLLOW)
    person.click("interview-more")
    person.pick("Delete this interview")
    assert FERNHOLLOW not in {r.id for r in interviews.rows(person.ctx)}
    assert person.text("interview-title").startswith("Saltmarrow")
    person.main.undo()
    assert checklists.items(person.ctx, FERNHOLLOW) == before


def edit_the_minutes(person: Person) -> None:
    person.click("interview-edit")
    person.type("interview-minutes", "60")
    person.click("interview-editor-ok")
    assert interviews.row(person.ctx, FERNHOLLOW).minutes == 60


def go_to_the_application(person: Person) -> None:
    person.click("interview-application")
    assert person.page_name == "pipeline"
    assert person.text("detail-company") == "Fernhollow Labs"


def test_an_interview_tells_its_link_and_zones_and_is_edited_moved_on_and_deleted(person: Person) -> None:
    copy_the_link(person)
    see_both_zones(person)
    for words, status in (("It was cancelled", "cancelled"), ("It did not happen", "no-show")):
        say_what_became_of_it(person, words, status)
        person.show_interview(FERNHOLLOW)
    delete_and_bring_back(person)
    person.show_interview(FERNHOLLOW)
    edit_the_minutes(person)
    go_to_the_application(person)


def ask_where_the_next_questions_lead(person: Person) -> None:
    person.click("interview-other-head")
    steps = what_if.after_questions(person.ctx, interview_id=FERNHOLLOW)
    assert person.text("interview-what-if-on") == "Thu 3 Dec"
    person.focus("interview-what-if-count")
    person.key(Qt.Key.Key_PageUp)
    assert person.text("interview-what-if-after") == f"5 questions, {steps[5].minutes} min"
    assert f"to {round(100 * steps[5].mean)}%" in person.text("interview-what-if-said")
    number = person.text("interview-readiness")
    person.focus("interview-what-if-day")
    person.key(Qt.Key.Key_End)
    later = what_if.after_questions(person.ctx, interview_id=FERNHOLLOW, on=date(2026, 12, 29))
    assert person.text("interview-what-if-on") == "Tue 29 Dec"
    assert f"to {round(100 * later[5].mean)}%" in person.text("interview-what-if-said")
    assert person.text("interview-readiness") == number
    person.click_row("agenda-list", "Saltmarrow")
    assert not person.is_shown("interview-what-if")


def read_points_and_how_sure(person: Person) -> None:
    (first, *_) = explain.mean_factors(readiness.for_interview(person.ctx, FERNHOLLOW).readiness)
    row = person.find("section-readiness").findChildren(FactorRow)[0]
    assert f"{abs(round(first.points))} point" in row.accessibleName()
    assert row.accessibleName().split(", ")[-1] in ("well supported", "some evidence", "little evidence")
    known = person.text("interview-evidence")
    assert "No rubric ticked yet, so grades may be too kind: the range begins" in known
    assert "No rubric" not in row.accessibleName()
    item = recommendations.for_interview(person.ctx, FERNHOLLOW, limit=8)[0]
    assert item.factors
    tip = person.find(f"recommended-{item.id}").toolTip()
    assert tip.count("\n") == len(item.factors) - 1


def look_back_after_the_debrief(person: Person) -> None:
    over = next(row for row in interviews.rows(person.ctx) if row.debriefed_at is not None)
    score = scorecards.for_interview(person.ctx, over.id)
    assert score is not None
    person.show_interview(over.id, "debrief")
    person.show_interview(over.id)
    lines = interviews.detail(person.ctx, over.id).asked
    said = {
        "recommended": "had been recommended",
        "practiced": "had been practiced",
        "unforeseen": "nobody saw it coming",
    }
    for line, kind in zip(lines, score.lines, strict=True):
        assert person.text(f"asked-{line.id}-detail").endswith(said[kind])
    hit = next(
        line.question_id for line, kind in zip(lines, score.lines, strict=True) if kind == "recommended"
    )
    if person.is_shown("questions-more"):
        person.click("questions-more")
    assert "asked" in person.find(f"recommended-{hit}").accessibleName().split(", ")
    for question in score.in_vain:
        assert "prepared, did not come up" in person.find(f"recommended-{question}").accessibleName()
    assert not person.is_shown("interview-other")


def test_recommendations_tell_their_reasons_where_they_lead_and_whether_they_were_right(
    person: Person,
) -> None:
    read_points_and_how_sure(person)
    ask_where_the_next_questions_lead(person)
    person.show_interview(FERNHOLLOW)
    pin_one_and_dismiss_another(person)
    look_back_after_the_debrief(person)
    person.show_interview(FERNHOLLOW)
    read_a_reason_in_a_small_window(person)
    practice_exactly_one(person)
