"""The timeline, notes, tasks and people of an application: kept, changed, ordered and undone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mltracker.domain.applications import ContactDraft, NoteDraft
from mltracker.domain.errors import InvalidInput, NotFound
from mltracker.domain.offers import OfferDraft
from mltracker.services import (
    application_tasks,
    applications,
    contacts,
    documents,
    next_actions,
    notes,
    offers,
    timeline,
    today,
)
from mltracker.services.context import Context
from tests.conftest import NOW, FakeClock
from tests.services.cases import PAST, SOON, TODAY, applied, booked


def told(ctx: Context, application_id: int) -> list[tuple[str, str, str]]:
    detail = applications.detail(ctx, application_id)
    return [(entry.kind, entry.title, entry.detail) for entry in timeline.entries(ctx, detail)]


def test_everything_that_happened_stands_in_one_list_newest_first(
    ctx: Context, clock: FakeClock, tmp_path: Path
) -> None:
    clock.now = NOW - timedelta(days=10)
    row = applied(ctx, stage="Applied")
    clock.advance(days=1)
    (tmp_path / "resume_v7.pdf").write_bytes(b"%PDF")
    documents.add(ctx, [tmp_path / "resume_v7.pdf"], application_id=row.id)
    clock.advance(days=1)
    notes.add(ctx, row.id, NoteDraft.make(kind="call", body="Recruiter called"))
    applications.move_stage(ctx, row.id, "Interviewing", note="fast")
    booked(ctx, row.id, starts_at=PAST)
    booked(ctx, row.id, starts_at=SOON, label="Second round")
    booked(ctx, row.id, starts_at=None)
    clock.now = NOW
    offers.add(ctx, row.id, OfferDraft.make(base=100_000, currency="EUR"))
    assert told(ctx, row.id) == [
        ("interview", "Second round", "booked"),
        ("offer", "Offer, version 1", "100,000 EUR base"),
        ("interview", "ML breadth", "debrief missing"),
        ("stage", "Applied → Interviewing", "fast"),
        ("note", "Recruiter called", ""),
        ("document", "Resume v7", ""),
        ("stage", "Applied", ""),
    ]


def test_a_note_is_changed_dated_back_and_deleted_with_a_way_back(ctx: Context, clock: FakeClock) -> None:
    row = applied(ctx)
    note, _ = notes.add(ctx, row.id, NoteDraft.make(body="They said 90k"))
    draft = NoteDraft.make(kind="said", body="I said 95k")
    earlier = clock() - timedelta(days=3)
    changed, _ = notes.edit(ctx, note.id, draft, at=earlier)
    assert (changed.kind, changed.body, changed.happened_at) == ("said", "I said 95k", earlier)
    assert ctx.undo_label == "Edit what you told them"
    with pytest.raises(InvalidInput) as refused:
        notes.edit(ctx, note.id, draft, at=clock() + timedelta(minutes=1))
    assert set(refused.value.fields) == {"happened_at"}
    notes.delete(ctx, note.id)
    assert applications.detail(ctx, row.id).notes == ()
    ctx.undo()
    assert [kept.body for kept in applications.detail(ctx, row.id).notes] == ["I said 95k"]
    with pytest.raises(NotFound):
        notes.edit(ctx, 99, draft, at=earlier)
    with pytest.raises(NotFound):
        notes.delete(ctx, 99)


def test_a_clock_that_was_set_back_does_not_lock_a_note(ctx: Context, clock: FakeClock) -> None:
    note, _ = notes.add(ctx, applied(ctx).id, NoteDraft.make(body="Now"))
    clock.advance(days=-1)
    changed, _ = notes.edit(ctx, note.id, NoteDraft.make(body="Still"), at=note.happened_at)
    assert (changed.body, changed.happened_at) == ("Still", note.happened_at)


def test_a_task_is_due_on_a_day_and_reaches_today(ctx: Context, clock: FakeClock) -> None:
    ctx.zone = ZoneInfo("America/Los_Angeles")
    row = applied(ctx, "Harrowmint")
    late, _ = application_tasks.add(ctx, row.id, "  Send  references ", due_on=TODAY - timedelta(days=1))
    someday, _ = application_tasks.add(ctx, row.id, "Read their blog")
    soon, _ = application_tasks.add(ctx, row.id, "Ask about the visa", due_on=TODAY + timedelta(days=3))
    assert late.text == "Send references"
    assert late.due_at == datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
    assert application_tasks.day_of(ctx, late) == TODAY - timedelta(days=1)
    assert [task.id for task in application_tasks.tasks(ctx, row.id)] == [late.id, soon.id, someday.id]
    (action,) = [action for action in today.overview(ctx).actions if action.kind == "task"]
    assert (action.title, action.application_id) == ("Harrowmint: Send references", row.id)
    application_tasks.tick(ctx, late.id, done=True)
    assert [task.id for task in application_tasks.tasks(ctx, row.id)] == [soon.id, someday.id, late.id]
    assert [action.kind for action in today.overview(ctx).actions].count("task") == 0
    assert isinstance(action, next_actions.NextAction)


def test_tasks_are_changed_removed_and_undone(ctx: Context) -> None:
    row = applied(ctx)
    task, _ = application_tasks.add(ctx, row.id, "Call")
    changed, _ = application_tasks.edit(ctx, task.id, "Call Ida", due_on=TODAY)
    assert changed.text == "Call Ida"
    assert ctx.undo_label == "Edit a task"
    application_tasks.remove(ctx, task.id)
    assert application_tasks.tasks(ctx, row.id) == []
    ctx.undo()
    ctx.undo()
    (back,) = application_tasks.tasks(ctx, row.id)
    assert (back.text, back.due_at) == ("Call", None)
    for wrong in ("", "  ", "x" * 201):
        with pytest.raises(InvalidInput):
            application_tasks.add(ctx, row.id, wrong)
    with pytest.raises(NotFound):
        application_tasks.add(ctx, 99, "Call")


def test_items_of_a_round_are_no_tasks(ctx: Context) -> None:
    interview = booked(ctx)
    from mltracker.services import checklists

    assert application_tasks.tasks(ctx, interview.application_id) == []
    with pytest.raises(NotFound):
        application_tasks.tick(ctx, checklists.items(ctx, interview.id)[0].id, done=True)


def test_deleting_an_application_takes_its_tasks_and_undo_brings_them_back(ctx: Context) -> None:
    row = applied(ctx)
    application_tasks.add(ctx, row.id, "Call")
    notes.add(ctx, row.id, NoteDraft.make(body="Hi"))
    applications.delete(ctx, [row.id])
    ctx.undo()
    assert [task.text for task in application_tasks.tasks(ctx, row.id)] == ["Call"]
    assert len(applications.detail(ctx, row.id).notes) == 1


def test_people_are_found_again_for_other_applications_and_change_their_part(ctx: Context) -> None:
    first, second = applied(ctx), applied(ctx, "Quillmere")
    person, _ = contacts.add_contact(
        ctx, ContactDraft.make(name="Ida Bramble"), application_id=first.id, relation="recruiter"
    )
    assert contacts.link(ctx, second.id, [person.id, person.id], "referrer")[0] == 1
    assert contacts.link(ctx, second.id, [person.id], "referrer")[0] == 0
    assert [c.relation for c in applications.detail(ctx, second.id).contacts] == ["referrer"]
    contacts.set_relation(ctx, second.id, person.id, "referrer", "interviewer")
    assert [c.relation for c in applications.detail(ctx, second.id).contacts] == ["interviewer"]
    with pytest.raises(NotFound):
        contacts.set_relation(ctx, second.id, person.id, "referrer", "other")
    with pytest.raises(InvalidInput):
        contacts.link(ctx, second.id, [person.id], "friend")
    contacts.unlink(ctx, second.id, person.id, "interviewer")
    assert applications.detail(ctx, second.id).contacts == ()
    ctx.undo()
    assert len(applications.detail(ctx, second.id).contacts) == 1
    assert [c.name for c in contacts.contacts(ctx)] == ["Ida Bramble"]


def test_two_parts_of_one_person_become_one_when_they_are_the_same(ctx: Context) -> None:
    row = applied(ctx)
    person, _ = contacts.add_contact(
        ctx, ContactDraft.make(name="Ida"), application_id=row.id, relation="recruiter"
    )
    contacts.link(ctx, row.id, [person.id], "referrer")
    contacts.set_relation(ctx, row.id, person.id, "referrer", "recruiter")
    assert [c.relation for c in applications.detail(ctx, row.id).contacts] == ["recruiter"]


def test_a_person_s_details_are_changed(ctx: Context) -> None:
    person, _ = contacts.add_contact(ctx, ContactDraft.make(name="Ida", company="Fernhollow"))
    draft = ContactDraft.make(name="Ida Bramble", email="ida@fernhollow.example", company="Quillmere")
    changed, _ = contacts.edit_contact(ctx, person.id, draft)
    assert (changed.name, changed.email, changed.company) == (
        "Ida Bramble",
        "ida@fernhollow.example",
        "Quillmere",
    )
    ctx.undo()
    assert contacts.contacts(ctx)[0].name == "Ida"
    with pytest.raises(NotFound):
        contacts.edit_contact(ctx, 99, draft)
