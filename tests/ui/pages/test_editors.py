"""The forms: what is wrong is said at its field, and what may be meant is asked."""

from __future__ import annotations

from datetime import UTC, date, datetime

from PySide6.QtCore import Qt

from mltracker.domain.applications import ApplicationDraft
from mltracker.services import applications, contacts, interviews
from tests.ui.pages.person import CTRL, Person

PAGE = "pipeline"
MORE = "application-more-form"
SHIFT = Qt.KeyboardModifier.ShiftModifier


def open_form(person: Person) -> None:
    """The form for a new application, opened by Ctrl+N, everything folded out."""
    person.key(Qt.Key.Key_N, CTRL)
    person.type("application-company", "Quillmere")
    person.type("application-role", "Data Scientist")
    person.click("application-more-head")
    person.until(lambda: person.is_shown(MORE))


def save(person: Person) -> None:
    person.click("application-editor-ok")


def added(person: Person, count: int = 1) -> ApplicationDraft:
    """The newest of so many applications."""
    rows = applications.rows(person.ctx)
    assert len(rows) == count
    return applications.detail(person.ctx, max(row.id for row in rows)).draft


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


def test_a_form_left_by_escape_or_with_something_wrong_saves_nothing_and_says_what_at_its_field(
    empty: Person,
) -> None:
    empty.key(Qt.Key.Key_N, CTRL | SHIFT)
    book(empty)
    assert empty.error(FORM, "application_id").startswith("Add the application first")
    empty.key(Qt.Key.Key_Escape)
    open_form(empty)
    empty.key(Qt.Key.Key_Escape)
    assert not empty.is_shown("application-editor")
    assert applications.rows(empty.ctx) == []
    open_form(empty)
    for field, typed, key, said in WRONG:
        empty.paste(f"application-{field}", typed)
        save(empty)
        assert empty.error(MORE, key) == said, typed[:40]
        assert empty.is_shown("application-editor"), typed[:40]
        assert applications.rows(empty.ctx) == [], typed[:40]
        empty.type(f"application-{field}", "")
    empty.key(Qt.Key.Key_Escape)
    a_form_higher_than_the_window_scrolls_and_keeps_its_buttons(empty)


def a_form_higher_than_the_window_scrolls_and_keeps_its_buttons(person: Person) -> None:
    person.main.resize(1024, 640)
    person.settle()
    person.key(Qt.Key.Key_N, CTRL)
    person.click("application-more-head")
    person.settle()
    editor = person.find("application-editor")
    assert person.main.frameGeometry().contains(editor.frameGeometry())
    assert person.in_view("application-editor-ok")
    person.type("application-company", "Quillmere")
    person.type("application-role", "Data Scientist")
    person.type("application-follow-up", "1 Feb 1980")
    person.click("application-editor-ok")
    person.settle()
    assert person.error(MORE, "follow_up_on") == "The year must lie between 1990 and 2099."
    assert person.in_view("application-follow-up"), "what is wrong is scrolled into view"


def test_everything_typed_is_stored_much_of_it_too_once_the_salaries_are_in_order(empty: Person) -> None:
    open_form(empty)
    empty.type("application-url", "https://quillmere.example/jobs/7")
    empty.type("application-salary-min", "70k")
    empty.type("application-salary-max", "82,500")
    empty.type("application-currency", "eur")
    empty.type("application-source", "Referral")
    empty.type("application-applied", "Dec 1, 2026")
    empty.type("application-follow-up", "Tue 8 Dec 2026")
    save(empty)
    draft = added(empty)
    assert draft.posting_url == "https://quillmere.example/jobs/7"
    assert (draft.salary_min, draft.salary_max, draft.salary_currency) == (70_000, 82_500, "EUR")
    assert (draft.applied_on, draft.follow_up_on) == (date(2026, 12, 1), date(2026, 12, 8))
    a_lowest_salary_above_the_highest_is_said_at_the_highest(empty)
    a_hundred_thousand_characters_are_refused_whole_or_kept_whole(empty)
    the_deadline_of_a_pasted_posting_is_offered_and_what_was_typed_stays(empty)


def a_lowest_salary_above_the_highest_is_said_at_the_highest(person: Person) -> None:
    open_form(person)
    person.type("application-salary-min", "90,000")
    person.type("application-salary-max", "80,000")
    save(person)
    assert person.error(MORE, "salary_max") == "The lowest salary is above the highest."
    person.type("application-salary-max", "95,000")
    save(person)
    assert added(person, 2).salary_max == 95_000


def a_hundred_thousand_characters_are_refused_whole_or_kept_whole(person: Person) -> None:
    open_form(person)
    text = "word " * 20_000
    person.paste("application-company", text)
    person.paste("application-posting", text)
    save(person)
    assert "99,999 characters long" in person.error("application-editor-form", "company")
    assert person.text("application-company") == text, "nothing pasted is cut"
    person.type("application-company", "Quillmere")
    save(person)
    assert added(person, 3).posting_text == text.strip()


def the_deadline_of_a_pasted_posting_is_offered_and_what_was_typed_stays(person: Person) -> None:
    open_form(person)
    person.paste("application-posting", "You train rankers. Apply by 20 December 2026.")
    assert person.text("application-deadline-field") == "Sun 20 Dec 2026"
    said = "It names a deadline: Sun 20 Dec 2026"
    assert person.text("application-more-form-posting_text-hint") == said
    person.paste("application-posting", "You train rankers.")
    assert person.text("application-deadline-field") == ""
    assert not person.is_shown("application-more-form-posting_text-hint")
    person.type("application-deadline-field", "2026-12-22")
    person.paste("application-posting", "You train rankers. Apply by 20 December 2026.")
    person.type("application-company", "Quillmere")
    save(person)
    assert added(person, 4).deadline_on == date(2026, 12, 22)


def open_booking(person: Person) -> None:
    """The form for a new interview."""
    person.show(PAGE)
    person.key(Qt.Key.Key_N, CTRL | SHIFT)
    person.click("interview-more-fields-head")
    person.type("interview-date", "2026-12-10")
    person.type("interview-time", "14:00")


FORM, FOLDED = "interview-editor-form", "interview-more-form"


def book(person: Person) -> None:
    person.click("interview-editor-ok")


def newest(person: Person) -> interviews.InterviewRow:
    return max(interviews.rows(person.ctx), key=lambda row: row.id)


WRONG_ROUNDS = (
    ("date", "1989-06-01", "starts_at", "The year must lie between 1990 and 2099."),
    ("date", "soon", "starts_at", "This is not a date. Write it like 3 Dec 2026 or 2026-12-03."),
    ("time", "25:00", "time", "This is not a time, like 14:00."),
    ("time", "", "time", "A time is needed with the date."),
    ("zone", "Mars/Olympus", "zone", "The time zone 'Mars/Olympus' is not known."),
    ("url", "ftp://meet.example", "meeting_url", "Only http and https addresses can be kept here."),
    ("minutes", "99999", "minutes", ""),
    ("told", "Basket weaving,", "topics", "There is no topic 'Basket weaving'; choose one of the list."),
    ("reply", "2026-12-09", "reply_expected_on", "This lies before the interview."),
)


def test_what_is_wrong_with_a_round_is_said_at_its_field_folds_that_out_and_is_in_view_in_a_low_window(
    sample: Person,
) -> None:
    count = len(interviews.rows(sample.ctx))
    for field, typed, key, said in WRONG_ROUNDS:
        open_booking(sample)
        sample.type(f"interview-{field}", typed)
        book(sample)
        found = sample.error(FORM, key) or sample.error(FOLDED, key)
        assert found, (field, typed)
        assert found == said or not said, (field, typed)
        assert len(interviews.rows(sample.ctx)) == count, (field, typed)
        sample.key(Qt.Key.Key_Escape)
    sample.key(Qt.Key.Key_N, CTRL | SHIFT)
    assert not sample.is_shown("interview-minutes")
    sample.click("interview-more-fields-head")
    sample.type("interview-minutes", "0")
    sample.click("interview-more-fields-head")
    book(sample)
    assert sample.error(FOLDED, "minutes") == "This must be at least 1."
    sample.key(Qt.Key.Key_Escape)
    a_long_form_stays_inside_a_low_window_and_scrolls_to_what_is_typed_in(sample)


ODD_TIMES = (
    ("2027-03-28", "02:30", "+02:00", datetime(2027, 3, 28, 0, 30, tzinfo=UTC)),
    ("2027-10-31", "02:30", "+01:00", datetime(2027, 10, 31, 1, 30, tzinfo=UTC)),
)


def test_a_time_that_is_never_or_twice_asks_which_is_meant_and_books_nothing_without_an_answer(
    sample: Person,
) -> None:
    count = len(interviews.rows(sample.ctx))
    open_booking(sample)
    sample.type("interview-date", "2027-10-31")
    sample.type("interview-time", "02:30")
    sample.prompts.will("choose_option", None)
    book(sample)
    assert "happens twice" in sample.error(FORM, "starts_at")
    assert len(interviews.rows(sample.ctx)) == count
    sample.key(Qt.Key.Key_Escape)
    for day, time, offset, at in ODD_TIMES:
        sample.prompts.asked.clear()
        open_booking(sample)
        sample.type("interview-date", day)
        sample.type("interview-time", time)
        assert sample.prompts.asked == [], f"{day}: asked while typing"
        sample.prompts.will("choose_option", offset)
        book(sample)
        title, _, options, _ = sample.prompts.asked[0][1]
        assert title == "Which time is meant?", day
        assert {option.value for option in options} == {"+01:00", "+02:00"}, day
        assert newest(sample).starts_at == at, day


def test_a_round_in_the_zone_that_was_chosen_and_one_at_the_time_of_another_are_announced_and_booked(
    sample: Person,
) -> None:
    open_booking(sample)
    for day, said in (("2026-11-20", "This lies in the past."), ("2028-01-04", "more than a year away")):
        sample.type("interview-date", day)
        sample.key(Qt.Key.Key_Tab)
        assert said in sample.text("interview-editor-notice")
    sample.type("interview-date", "2026-12-10")
    sample.type("interview-zone", "America/New_York")
    assert "for you" in sample.text("interview-editor-notice")
    book(sample)
    row = newest(sample)
    assert (row.starts_at, row.zone) == (datetime(2026, 12, 10, 19, tzinfo=UTC), "America/New_York")
    open_booking(sample)
    sample.type("interview-date", "2026-12-14")
    sample.type("interview-time", "11:15")
    sample.key(Qt.Key.Key_Tab)
    assert sample.text("interview-editor-notice").startswith("At the same time: Marrowby, 11:00.")
    book(sample)
    assert newest(sample).starts_at == datetime(2026, 12, 14, 10, 15, tzinfo=UTC)


def test_a_take_home_came_one_day_and_is_due_another_without_a_year_and_rounds_are_expected_without_any(
    sample: Person,
) -> None:
    open_booking(sample)
    assert not sample.is_shown("interview-received")
    sample.choose("interview-round", "Take-home")
    sample.type("interview-received", "12 Dec 2026")
    book(sample)
    assert sample.error(FORM, "starts_at") == "It is due before it was received."
    sample.type("interview-received", "8 Dec 2026")
    sample.type("interview-people", "Ida Bramble,")
    book(sample)
    row = newest(sample)
    assert (row.starts_at, row.due_at, row.format) == (
        None,
        datetime(2026, 12, 10, 13, tzinfo=UTC),
        "async",
    )
    assert row.received_at == datetime(2026, 12, 7, 23, tzinfo=UTC)
    assert [c.name for c in interviews.detail(sample.ctx, row.id).contacts] == ["Ida Bramble"]
    assert sample.text("when-start").startswith("Due Thu 10 Dec, 14:00")
    assert "9 d left" in sample.text("when-how")
    open_booking(sample)
    sample.choose("interview-round", "Take-home")
    sample.type("interview-date", "11 dec")
    sample.type("interview-time", "")
    book(sample)
    assert newest(sample).due_at == datetime(2026, 12, 11, 22, 59, tzinfo=UTC)
    expected_rounds_are_entered_at_once_and_ordered(sample)


def expected_rounds_are_entered_at_once_and_ordered(sample: Person) -> None:
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


def test_a_note_and_a_contact_are_added_from_the_menu_and_an_application_that_may_be_there_is_announced(
    sample: Person,
) -> None:
    sample.key(Qt.Key.Key_N, CTRL)
    sample.type("application-company", "quillmere")
    assert "Quillmere is there already" in sample.text("application-editor-notice")
    sample.type("application-role", "Data Scientist, Pricing")
    assert sample.text("application-editor-notice").startswith("Already applied?")
    sample.type("application-company", "Somewhere else")
    assert not sample.is_shown("application-editor-notice")
    sample.key(Qt.Key.Key_Escape)
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


def a_long_form_stays_inside_a_low_window_and_scrolls_to_what_is_typed_in(sample: Person) -> None:
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
