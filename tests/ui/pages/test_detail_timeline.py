"""The Overview and the Timeline: notes and tasks written, changed, taken back; what was told; drafts that stay."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QListView
from sqlalchemy import insert

from mltracker.domain.applications import NoteDraft
from mltracker.services import application_tasks, applications, notes, timeline
from mltracker.store.tables import Note
from tests.ui.pages.person import Person
from tests.ui.pages.test_detail_documents import show_tab

PAGE = "pipeline"


def lines(person: Person) -> list[str]:
    return person.rows("timeline")


def add_change_and_delete_a_quick_note(sample: Person) -> None:
    application = show_tab(sample, "Harrowmint", "Timeline")
    before = lines(sample)
    mail = before.index("Offer by mail: answer wanted within a week.")
    assert before[mail + 1] == "Interviewing → Offer"
    sample.choose("detail-note-kind", "What I told them")
    sample.type("detail-note", "I can start in February")
    sample.key(Qt.Key.Key_Return)
    assert lines(sample) == ["I can start in February", *before]
    assert sample.text("toast-text") == "Noted: What I told them"
    assert QApplication.focusWidget() is sample.find("detail-note")
    assert sample.text("detail-note") == ""
    assert not sample.is_shown("timeline-edit")
    sample.click_row("timeline", "I can start in February")
    sample.click("timeline-edit")
    sample.type("note-body", "I can start in March")
    sample.type("note-date-field", "30 Nov 2026")
    sample.type("note-time", "25:00")
    sample.click("note-editor-ok")
    assert sample.error("note-editor-form", "time") == "This is not a time. Write it like 14:00."
    sample.type("note-time", "16:30")
    sample.click("note-editor-ok")
    note = next(n for n in applications.detail(sample.ctx, application).notes if n.kind == "said")
    assert (note.body, note.happened_at.isoformat()) == ("I can start in March", "2026-11-30T15:30:00+00:00")
    sample.click_row("timeline", "I can start in March")
    sample.focus("timeline")
    sample.key(Qt.Key.Key_Delete)
    assert lines(sample) == before
    sample.click("toast-undo")
    assert "I can start in March" in lines(sample)


def give_a_note_a_time_to_come(sample: Person) -> None:
    show_tab(sample, "Harrowmint", "Timeline")
    sample.click_row("timeline", "Offer by mail: answer wanted within a week.", double=True)
    sample.type("note-date-field", "2 Dec 2026")
    sample.click("note-editor-ok")
    assert sample.error("note-editor-form", "happened_at").startswith("A note is about something")
    sample.click("note-editor-cancel")


def leave_a_half_typed_note(sample: Person) -> None:
    application = show_tab(sample, "Harrowmint", "Timeline")
    sample.type("detail-note", "Half a thou")
    notes.add(sample.ctx, application, NoteDraft.make(body="From elsewhere"))
    sample.main.host.refresh_all()  # type: ignore[union-attr]
    sample.settle()
    assert lines(sample)[0] == "From elsewhere"
    assert sample.text("detail-note") == "Half a thou"
    sample.session.reopen()
    sample.settle()
    sample.show("pipeline")
    show_tab(sample, "Harrowmint", "Timeline")
    assert sample.text("detail-note") == "Half a thou"


def enter_a_note_too_long(sample: Person) -> None:
    show_tab(sample, "Harrowmint", "Timeline")
    sample.paste("detail-note", "x" * 20_001)
    sample.key(Qt.Key.Key_Return)
    assert sample.find("detail-note-error").sign.text == "This is 20,001 characters long; 20,000 fit here."  # type: ignore[attr-defined]
    assert len(sample.text("detail-note")) == 20_001


def follow_an_entry(sample: Person) -> None:
    application = show_tab(sample, "Fernhollow Labs", "Timeline")
    detail = applications.detail(sample.ctx, application)
    entry = next(e for e in timeline.entries(sample.ctx, detail) if e.kind == "interview")
    sample.click_row("timeline", entry.title)
    sample.focus("timeline")
    sample.key(Qt.Key.Key_Return)
    assert sample.page_name == "interviews"


def note_what_i_told_them(sample: Person) -> None:
    application = show_tab(sample, "Harrowmint", "Overview")
    (note,) = [n for n in applications.detail(sample.ctx, application).notes if n.kind == "said"]
    assert sample.text(f"said-{note.id}") == "Told them 100k base, notice of four weeks."
    sample.click("said-add")
    sample.type("note-body", "A final round elsewhere on Friday")
    sample.click("note-editor-ok")
    newest = applications.detail(sample.ctx, application).notes[0]
    assert newest.kind == "said"
    assert sample.text(f"said-{newest.id}") == "A final round elsewhere on Friday"


def add_tick_change_and_take_back_a_task(sample: Person) -> None:
    application = show_tab(sample, "Brindlecombe", "Overview")
    sample.type("task-new", "Send references")
    sample.type("task-due-field", "31 Feb")
    sample.focus("task-new")
    sample.key(Qt.Key.Key_Return)
    assert sample.find("task-error").sign.text.startswith("This is not a date.")  # type: ignore[attr-defined]
    sample.type("task-due-field", "30 Nov 2026")
    sample.focus("task-due-field")
    sample.key(Qt.Key.Key_Return)
    (task,) = application_tasks.tasks(sample.ctx, application)
    assert application_tasks.day_of(sample.ctx, task) == sample.ctx.today() - timedelta(days=1)
    assert sample.text("task-new") == ""
    assert QApplication.focusWidget() is sample.find("task-new")
    sample.click(f"task-edit-{task.id}")
    sample.type("task-text", "Send three references")
    sample.click("task-editor-ok")
    assert "Send three references" in sample.words("detail-tasks")
    sample.show("today")
    sample.show("pipeline")
    sample.tick(f"task-{task.id}")
    assert application_tasks.tasks(sample.ctx, application)[0].done_at == sample.clock.now
    assert not sample.is_shown(f"task-{task.id}")
    sample.click("tasks-done")
    assert sample.find(f"task-{task.id}", QCheckBox).isChecked()
    sample.click(f"task-remove-{task.id}")
    assert application_tasks.tasks(sample.ctx, application) == []
    sample.click("toast-undo")
    sample.main.undo()
    assert application_tasks.tasks(sample.ctx, application)[0].done_at is None


def let_a_task_become_overdue(sample: Person) -> None:
    application = show_tab(sample, "Quillmere", "Overview")
    yesterday = sample.ctx.today() - timedelta(days=1)
    task, _ = application_tasks.add(sample.ctx, application, "Send references", due_on=yesterday)
    sample.main.host.refresh_all()  # type: ignore[union-attr]
    sample.show("today")
    from mltracker.services import today

    view = today.overview(sample.ctx)
    assert [a.title for a in (*view.actions, *view.more) if a.item_id == task.id] == [
        "Quillmere: Send references"
    ]


def draw_a_thousand_entries(sample: Person) -> None:
    """By a delegate and not by widgets."""
    count = 1_000
    application = show_tab(sample, "Harrowmint", "Timeline")
    rows = [
        {
            "application_id": application,
            "kind": "note",
            "happened_at": sample.clock.now - timedelta(minutes=number),
            "body": f"Note {number} " + "word " * 60,
            "created_at": sample.clock.now,
            "updated_at": sample.clock.now,
        }
        for number in range(count)
    ]
    with sample.ctx.write("Many") as session:
        session.execute(insert(Note), rows)
    sample.main.host.refresh_all()  # type: ignore[union-attr]
    sample.settle()
    view = sample.find("timeline", QListView)
    assert view.model().rowCount() > count
    assert len(view.findChildren(object)) < 60


def test_notes_are_added_changed_refused_and_kept_while_typed_and_a_thousand_entries_are_drawn(
    sample: Person,
) -> None:
    add_change_and_delete_a_quick_note(sample)
    give_a_note_a_time_to_come(sample)
    enter_a_note_too_long(sample)
    leave_a_half_typed_note(sample)
    draw_a_thousand_entries(sample)


def test_what_i_told_them_tasks_and_entries_stand_where_they_are_needed(sample: Person) -> None:
    note_what_i_told_them(sample)
    add_tick_change_and_take_back_a_task(sample)
    let_a_task_become_overdue(sample)
    sample.show("pipeline")
    follow_an_entry(sample)
