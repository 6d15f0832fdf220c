"""The forms: what is wrong is said at its field, and what may be meant is asked."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt

from mltracker.domain.applications import ApplicationDraft
from mltracker.services import applications, contacts, interviews
from tests.ui.pages.person import CTRL, Person

PAGE = "pipeline"
MORE = "application-more-form"
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def form(empty: Person) -> Person:
    """The form for a new application, opened by Ctrl+N, everything folded out."""
    empty.key(Qt.Key.Key_N, CTRL)
    empty.type("application-company", "Quillmere")
    empty.type("application-role", "Data Scientist")
    empty.click("application-more-head")
    empty.until(lambda: empty.is_shown(MORE))
    return empty


def save(person: Person) -> None:
    person.click("application-editor-ok")


def added(person: Person) -> ApplicationDraft:
    (row,) = applications.rows(person.ctx)
    return applications.detail(person.ctx, row.id).draft


def test_everything_typed_is_stored(form: Person) -> None:
    form.type("application-url", "https://quillmere.example/jobs/7")
    form.type("application-salary-min", "70k")
    form.type("application-salary-max", "82,500")
    form.type("application-currency", "eur")
    form.type("application-source", "Referral")
    form.type("application-applied", "Dec 1, 2026")
    form.type("application-follow-up", "Tue 8 Dec 2026")
    save(form)
    draft = added(form)
    assert draft.posting_url == "https://quillmere.example/jobs/7"
    assert (draft.salary_min, draft.salary_max, draft.salary_currency) == (70_000, 82_500, "EUR")
    assert (draft.applied_on, draft.follow_up_on) == (date(2026, 12, 1), date(2026, 12, 8))


WRONG = (
    ("applied", "1989-12-31", "applied_on", "The year must lie between 1990 and 2099."),
    ("deadline", "1 Jan 2100", "deadline_on", "The year must lie between 1990 and 2099."),
    (
        "deadline",
        "3/12/2026",
        "deadline_on",
        "This is not a date. Write it like 3 Dec 2026 or 2026-12-03.",
    ),
    ("url", "javascript:alert(1)", "posting_url", "Only http and https addresses can be kept here."),
    ("url", "file:///etc/passwd", "posting_url", "Only http and https addresses can be kept here."),
    ("url", "https://", "posting_url", "This is not a web address."),
    ("url", "https://user:word@quillmere.example", "posting_url", "This is not a web address."),
    ("salary-min", "a lot", "salary_min", "Write whole units, such as 95,000 or 95k."),
    ("currency", "euro", "salary_currency", "Write the currency in three capital letters, such as EUR."),
    ("location", "x" * 201, "location", "This is 201 characters long; 200 fit here."),
)


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_saved(form: Person) -> None:
    for field, typed, key, said in WRONG:
        form.paste(f"application-{field}", typed)
        save(form)
        assert form.error(MORE, key) == said
        assert form.is_shown("application-editor")
        assert applications.rows(form.ctx) == []
        form.type(f"application-{field}", "")


def test_a_lowest_salary_above_the_highest_is_said_at_the_highest(form: Person) -> None:
    form.type("application-salary-min", "90,000")
    form.type("application-salary-max", "80,000")
    save(form)
    assert form.error(MORE, "salary_max") == "The lowest salary is above the highest."
    form.type("application-salary-max", "95,000")
    save(form)
    assert added(form).salary_max == 95_000


def test_a_hundred_thousand_characters_are_refused_whole_or_kept_whole(form: Person) -> None:
    text = "word " * 20_000
    form.paste("application-company", text)
    form.paste("application-posting", text)
    save(form)
    assert "99,999 characters long" in form.error("application-editor-form", "company")
    assert form.text("application-company") == text, "nothing pasted is cut"
    form.type("application-company", "Quillmere")
    save(form)
    assert added(form).posting_text == text.strip()


def test_an_application_that_may_be_there_is_announced_while_typing(sample: Person) -> None:
    sample.key(Qt.Key.Key_N, CTRL)
    sample.type("application-company", "quillmere")
    assert "Quillmere is there already" in sample.text("application-editor-notice")
    sample.type("application-role", "Data Scientist, Pricing")
    assert sample.text("application-editor-notice").startswith("Already applied?")
    sample.type("application-company", "Somewhere else")
    assert not sample.is_shown("application-editor-notice")
    sample.key(Qt.Key.Key_Escape)


def test_escape_leaves_the_form_without_saving(form: Person) -> None:
    form.key(Qt.Key.Key_Escape)
    assert not form.is_shown("application-editor")
    assert applications.rows(form.ctx) == []


@pytest.fixture
def booking(sample: Person) -> Person:
    """The form for a new interview."""
    sample.key(Qt.Key.Key_N, CTRL | SHIFT)
    sample.click("interview-more-fields-head")
    sample.type("interview-date", "2026-12-10")
    sample.type("interview-time", "14:00")
    return sample


FORM, FOLDED = "interview-editor-form", "interview-more-form"


def book(person: Person) -> None:
    person.click("interview-editor-ok")


def newest(person: Person) -> interviews.InterviewRow:
    return max(interviews.rows(person.ctx), key=lambda row: row.id)


def test_a_round_is_booked_in_the_zone_that_was_chosen(booking: Person) -> None:
    booking.type("interview-zone", "America/New_York")
    assert "for you" in booking.text("interview-editor-notice")
    book(booking)
    row = newest(booking)
    assert (row.starts_at, row.zone) == (datetime(2026, 12, 10, 19, tzinfo=UTC), "America/New_York")


@pytest.mark.parametrize(
    ("field", "typed", "key", "said"),
    [
        ("date", "1989-06-01", "starts_at", "The year must lie between 1990 and 2099."),
        ("date", "soon", "starts_at", "This is not a date. Write it like 3 Dec 2026 or 2026-12-03."),
        ("time", "25:00", "time", "This is not a time, like 14:00."),
        ("time", "", "time", "A time is needed with the date."),
        ("zone", "Mars/Olympus", "zone", "The time zone 'Mars/Olympus' is not known."),
        ("url", "ftp://meet.example", "meeting_url", "Only http and https addresses can be kept here."),
        ("minutes", "99999", "minutes", ""),
        ("told", "Basket weaving,", "topics", "There is no topic 'Basket weaving'; choose one of the list."),
        ("reply", "2026-12-09", "reply_expected_on", "This lies before the interview."),
    ],
)
def test_what_is_wrong_with_a_round_is_said_at_its_field(
    booking: Person, field: str, typed: str, key: str, said: str
) -> None:
    count = len(interviews.rows(booking.ctx))
    booking.type(f"interview-{field}", typed)
    book(booking)
    found = booking.error(FORM, key) or booking.error(FOLDED, key)
    assert found
    assert found == said or not said
    assert len(interviews.rows(booking.ctx)) == count
    booking.key(Qt.Key.Key_Escape)


@pytest.mark.parametrize(
    ("day", "time", "offset", "at"),
    [
        ("2027-03-28", "02:30", "+02:00", datetime(2027, 3, 28, 0, 30, tzinfo=UTC)),
        ("2027-10-31", "02:30", "+01:00", datetime(2027, 10, 31, 1, 30, tzinfo=UTC)),
    ],
)
def test_a_time_that_is_never_or_twice_asks_which_is_meant(
    booking: Person, day: str, time: str, offset: str, at: datetime
) -> None:
    booking.type("interview-date", day)
    booking.type("interview-time", time)
    assert booking.prompts.asked == [], "asked while typing"
    booking.prompts.will("choose_option", offset)
    book(booking)
    title, _, options, _ = booking.prompts.asked[0][1]
    assert title == "Which time is meant?"
    assert {option.value for option in options} == {"+01:00", "+02:00"}
    assert newest(booking).starts_at == at


def test_not_saying_which_time_is_meant_books_nothing(booking: Person) -> None:
    count = len(interviews.rows(booking.ctx))
    booking.type("interview-date", "2027-10-31")
    booking.type("interview-time", "02:30")
    booking.prompts.will("choose_option", None)
    book(booking)
    assert "happens twice" in booking.error(FORM, "starts_at")
    assert len(interviews.rows(booking.ctx)) == count


def test_two_interviews_at_the_same_time_are_announced_and_allowed(booking: Person) -> None:
    booking.type("interview-date", "2026-12-14")
    booking.type("interview-time", "11:15")
    booking.key(Qt.Key.Key_Tab)
    assert booking.text("interview-editor-notice").startswith("At the same time: Marrowby, 11:00.")
    book(booking)
    assert newest(booking).starts_at == datetime(2026, 12, 14, 10, 15, tzinfo=UTC)


def test_a_time_that_is_odd_is_announced(booking: Person) -> None:
    for day, said in (("2026-11-20", "This lies in the past."), ("2028-01-04", "more than a year away")):
        booking.type("interview-date", day)
        booking.key(Qt.Key.Key_Tab)
        assert said in booking.text("interview-editor-notice")
    booking.key(Qt.Key.Key_Escape)


def test_a_take_home_has_a_day_it_came_and_a_time_it_is_due(booking: Person) -> None:
    assert not booking.is_shown("interview-received")
    booking.choose("interview-round", "Take-home")
    booking.type("interview-received", "12 Dec 2026")
    book(booking)
    assert booking.error(FORM, "starts_at") == "It is due before it was received."
    booking.type("interview-received", "8 Dec 2026")
    booking.type("interview-people", "Ida Bramble,")
    book(booking)
    row = newest(booking)
    assert (row.starts_at, row.due_at, row.format) == (
        None,
        datetime(2026, 12, 10, 13, tzinfo=UTC),
        "async",
    )
    assert row.received_at == datetime(2026, 12, 7, 23, tzinfo=UTC)
    assert [c.name for c in interviews.detail(booking.ctx, row.id).contacts] == ["Ida Bramble"]
    assert booking.text("when-start").startswith("Due Thu 10 Dec, 14:00")
    assert "9 d left" in booking.text("when-how")


def test_a_day_without_year_and_time_is_enough_for_what_is_due(booking: Person) -> None:
    booking.choose("interview-round", "Take-home")
    booking.type("interview-date", "11 dec")
    booking.type("interview-time", "")
    book(booking)
    assert newest(booking).due_at == datetime(2026, 12, 11, 22, 59, tzinfo=UTC)


def test_a_long_form_stays_inside_a_low_window_and_scrolls_to_what_is_typed_in(sample: Person) -> None:
    sample.main.resize(1024, 640)
    sample.show_interview(5)
    sample.click("interview-edit")
    dialog = sample.dialog()
    assert dialog is not None
    assert sample.main.frameGeometry().contains(dialog.frameGeometry())
    assert sample.in_view("interview-editor-ok")
    assert not sample.in_view("interview-notes")
    sample.find("interview-target").setFocus()
    sample.key(Qt.Key.Key_Tab)
    assert sample.in_view("interview-notes"), "Tab brings the next field into view"
    sample.click("interview-more-fields-head")
    sample.until(lambda: dialog.height() < 400, "folded in, the form takes no more room than it needs")
    sample.key(Qt.Key.Key_Escape)


def test_what_is_wrong_in_the_folded_part_folds_it_out(sample: Person) -> None:
    sample.key(Qt.Key.Key_N, CTRL | SHIFT)
    assert not sample.is_shown("interview-minutes")
    sample.click("interview-more-fields-head")
    sample.type("interview-minutes", "0")
    sample.click("interview-more-fields-head")
    book(sample)
    assert sample.error(FOLDED, "minutes") == "This must be at least 1."
    sample.key(Qt.Key.Key_Escape)


def test_expected_rounds_are_entered_at_once_and_ordered(sample: Person) -> None:
    before = {row.id for row in interviews.rows(sample.ctx)}
    sample.key(Qt.Key.Key_N, CTRL | SHIFT)
    sample.choose("interview-application", "Wexlund, ML Engineer")
    sample.click("interview-several")
    for kind in ("hiring-manager", "ml-breadth", "coding"):
        sample.click(f"expect-{kind}")
    sample.click("rounds-up-2")
    sample.click("rounds-remove-0")
    assert [sample.text(f"rounds-chosen-{n}") for n in range(2)] == ["Coding", "ML breadth"]
    sample.click("rounds-editor-ok")
    made = [row for row in interviews.rows(sample.ctx) if row.id not in before]
    assert [(row.company, row.round_kind, row.at) for row in made] == [
        ("Wexlund", "coding", None),
        ("Wexlund", "ml-breadth", None),
    ]
    sample.main.undo()
    assert {row.id for row in interviews.rows(sample.ctx)} == before


def test_a_round_without_an_application_says_what_comes_first(empty: Person) -> None:
    empty.key(Qt.Key.Key_N, CTRL | SHIFT)
    book(empty)
    assert empty.error(FORM, "application_id").startswith("Add the application first")
    empty.key(Qt.Key.Key_Escape)


def test_a_note_and_a_contact_are_added_from_the_menu(sample: Person) -> None:
    sample.action("add-note").trigger()
    sample.type("note-body", "They move fast")
    words = sample.find("note-application").currentText()  # type: ignore[attr-defined]
    sample.click("note-editor-ok")
    row = next(r for r in applications.rows(sample.ctx) if f"{r.company}, {r.role_title}" == words)
    assert "They move fast" in [note.body for note in applications.detail(sample.ctx, row.id).notes]
    sample.action("add-contact").trigger()
    sample.type("contact-url", "ftp://no.example")
    sample.click("contact-editor-ok")
    assert sample.error("contact-editor-form", "name") == "This is needed."
    assert sample.error("contact-editor-form", "url")
    sample.type("contact-name", "Ida Bramble")
    sample.type("contact-url", "https://ida.example")
    sample.click("contact-editor-ok")
    assert "Ida Bramble" in [person.name for person in contacts.contacts(sample.ctx)]


def test_a_form_higher_than_the_window_scrolls_and_keeps_its_buttons(form: Person) -> None:
    form.key(Qt.Key.Key_Escape)
    form.main.resize(1024, 640)
    form.settle()
    form.key(Qt.Key.Key_N, CTRL)
    form.click("application-more-head")
    form.settle()
    editor = form.find("application-editor")
    assert form.main.frameGeometry().contains(editor.frameGeometry())
    assert form.in_view("application-editor-ok")
    form.type("application-company", "Quillmere")
    form.type("application-role", "Data Scientist")
    form.type("application-follow-up", "1 Feb 1980")
    form.click("application-editor-ok")
    form.settle()
    assert form.error(MORE, "follow_up_on") == "The year must lie between 1990 and 2099."
    assert form.in_view("application-follow-up"), "what is wrong is scrolled into view"
