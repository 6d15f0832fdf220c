"""Companies with everything that was ever tried there, counted by query and never stored."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from mltracker.domain.applications import ContactDraft, NoteDraft
from mltracker.domain.companies import CompanyDraft
from mltracker.domain.errors import InvalidInput, NotFound
from mltracker.services import applications, asks, companies, contacts, interviews, notes
from mltracker.services.context import Context
from tests.conftest import FakeClock
from tests.services.cases import DAY, PAST, SOON, applied, asked, booked


def test_a_company_counts_what_was_tried_and_what_is_alive(ctx: Context, clock: FakeClock) -> None:
    first = applied(ctx, "Quillmere", role_title="Data Scientist")
    second = applied(ctx, "quillmere ", role_title="ML Engineer")
    applications.close(ctx, first.id, "rejected")
    booked(ctx, second.id, starts_at=PAST)
    booked(ctx, second.id)
    applied(ctx, "Quillmere", role_title="Research Engineer")
    applied(ctx, "Fernhollow Labs")
    fern, quill = companies.rows(ctx)
    assert (fern.name, fern.applications, fern.active, fern.interviews) == ("Fernhollow Labs", 1, 1, 0)
    assert (quill.name, quill.applications, quill.active, quill.interviews) == ("Quillmere", 3, 2, 2)
    applications.archive(ctx, [second.id])
    assert companies.row(ctx, quill.id).active == 1


def test_the_last_contact_is_the_latest_note_interview_or_move_that_has_been(
    ctx: Context, clock: FakeClock
) -> None:
    application = applied(ctx, "Quillmere", stage="saved")
    company = application.company_id
    assert companies.row(ctx, company).last_contact is None
    applications.move_stage(ctx, application.id, "applied")
    entered = clock()
    assert companies.row(ctx, company).last_contact == entered
    held = booked(ctx, application.id, starts_at=clock() + DAY)
    assert companies.row(ctx, company).last_contact == entered
    clock.advance(days=2)
    assert companies.row(ctx, company).last_contact == held.starts_at
    interviews.set_status(ctx, held.id, "cancelled")
    assert companies.row(ctx, company).last_contact == entered
    notes.add(ctx, application.id, NoteDraft.make(kind="call", body="They will write"))
    said = clock()
    clock.advance(hours=1)
    assert companies.row(ctx, company).last_contact == said
    applications.move_stage(ctx, application.id, "screening")
    assert companies.row(ctx, company).last_contact == clock()
    assert companies.rows(ctx)[0].last_contact == clock()


def test_a_company_tells_its_whole_history(ctx: Context, clock: FakeClock) -> None:
    old = applied(ctx, "Quillmere", role_title="Data Scientist", stage="applied")
    applications.close(ctx, old.id, "rejected")
    clock.advance(days=1)
    new = applied(ctx, "Quillmere", role_title="ML Engineer")
    other = applied(ctx, "Fernhollow Labs")
    contacts.add_contact(ctx, ContactDraft.make(name="Ada", company="Fernhollow Labs"), application_id=new.id)
    contacts.add_contact(ctx, ContactDraft.make(name="Bea", company="Quillmere"))
    contacts.add_contact(ctx, ContactDraft.make(name="Cleo"), application_id=other.id)
    screen, onsite = booked(ctx, new.id, starts_at=PAST), booked(ctx, new.id, starts_at=SOON)
    asked(ctx, screen.id, "What is dropout?", grade="good")
    asked(ctx, booked(ctx, other.id, starts_at=PAST).id, "Elsewhere")
    question = asks.bank(ctx)[0]
    asks.answer(ctx, asks.plan(ctx, screen.id, question.id)[0], "Two weeks", "good")
    found = companies.history(ctx, new.company_id)
    assert [(row.id, row.role_title, row.outcome) for row in found.applications] == [
        (new.id, "ML Engineer", "open"),
        (old.id, "Data Scientist", "rejected"),
    ]
    assert [person.name for person in found.people] == ["Ada", "Bea"]
    assert [row.id for row in found.interviews] == [onsite.id, screen.id]
    assert [(row.interview_id, row.text, row.grade) for row in found.asked] == [
        (screen.id, "What is dropout?", "good")
    ]
    assert [(row.question, row.answer, row.flag) for row in found.answered] == [
        (question.text, "Two weeks", "good")
    ]


def test_a_company_is_renamed_everywhere_at_once_and_back_by_undo(ctx: Context) -> None:
    row = applied(ctx, "Quilmere")
    draft = CompanyDraft.make(name="Quillmere", website="https://quillmere.example", notes="By the river")
    companies.edit(ctx, row.company_id, draft)
    assert applications.row(ctx, row.id).company == "Quillmere"
    found = companies.row(ctx, row.company_id)
    assert (found.website, found.notes) == ("https://quillmere.example", "By the river")
    companies.edit(ctx, row.company_id, draft.changed(name="QUILLMERE"))
    assert ctx.undo() == "Edit QUILLMERE"
    assert ctx.undo() == "Edit Quillmere"
    assert applications.row(ctx, row.id).company == "Quilmere"


def test_a_name_that_another_company_has_is_refused_with_that_company(ctx: Context) -> None:
    mine, other = applied(ctx, "Quilmere"), applied(ctx, "Quillmere")
    with pytest.raises(InvalidInput) as caught:
        companies.edit(ctx, mine.company_id, CompanyDraft.make(name=" QUILLMERE"))
    assert caught.value.fields == {"name": companies.TAKEN}
    assert applications.row(ctx, mine.id).company == "Quilmere"
    found = companies.other_named(ctx, mine.company_id, "quillMERE")
    assert found is not None
    assert found.id == other.company_id
    assert companies.other_named(ctx, other.company_id, "Quillmere") is None
    assert companies.other_named(ctx, other.company_id, "Nobody") is None


def test_only_a_company_without_applications_is_deleted_and_its_people_stay(ctx: Context) -> None:
    row = applied(ctx, "Quillmere")
    with pytest.raises(InvalidInput, match="has applications"):
        companies.delete(ctx, row.company_id)
    contacts.add_contact(ctx, ContactDraft.make(name="Ada", company="Quillmere"))
    applications.delete(ctx, [row.id])
    companies.delete(ctx, row.company_id)
    assert companies.rows(ctx) == []
    assert [person.company for person in contacts.contacts(ctx)] == [""]
    with pytest.raises(NotFound):
        companies.row(ctx, row.company_id)
    ctx.undo()
    assert [person.company for person in contacts.contacts(ctx)] == ["Quillmere"]


def test_the_list_takes_one_statement_however_long_it_is(ctx: Context) -> None:
    for number in range(3):
        applied(ctx, f"Company {number}")
    said: list[str] = []
    with ctx.read() as session:
        engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", lambda *args: said.append(args[2]))
    companies.rows(ctx)
    assert len([words for words in said if words.startswith("SELECT")]) == 1


def test_a_person_was_last_met_or_named_and_is_found_with_their_interviews(
    ctx: Context, clock: FakeClock
) -> None:
    row = applied(ctx, "Quillmere")
    ada = contacts.add_contact(ctx, ContactDraft.make(name="Ada"), application_id=row.id)[0].id
    bea = contacts.add_contact(ctx, ContactDraft.make(name="Bea"))[0].id
    assert contacts.last_contacts(ctx) == {}
    for words in ("Their recruiter called", "About adapters, adagios and Bea"):
        notes.add(ctx, row.id, NoteDraft.make(kind="call", body=words))
    assert contacts.last_contacts(ctx) == {}
    clock.advance(hours=1)
    notes.add(ctx, row.id, NoteDraft.make(kind="call", body="Two weeks, says ADA."))
    called = clock()
    assert contacts.last_contacts(ctx) == {ada: called}
    doctor = contacts.add_contact(ctx, ContactDraft.make(name="Dr. Cleo Marsh"), application_id=row.id)[0].id
    notes.add(ctx, row.id, NoteDraft.make(body="Dr. Vole will decide"))
    assert contacts.last_contacts(ctx) == {ada: called}
    notes.add(ctx, row.id, NoteDraft.make(body="Wrote to dr. Cleo Marsh"))
    assert contacts.last_contacts(ctx) == {ada: called, doctor: called}
    ctx.undo()
    elodie = contacts.add_contact(ctx, ContactDraft.make(name="Élodie Roux"), application_id=row.id)[0].id
    notes.add(ctx, row.id, NoteDraft.make(body="Asked élodie"))
    assert contacts.last_contacts(ctx) == {ada: called, elodie: called}
    ctx.undo()
    coming, past = (booked(ctx, row.id, starts_at=at, contacts=(bea,)) for at in (SOON, PAST))
    assert contacts.last_contacts(ctx) == {ada: called, bea: PAST}
    assert [found.id for found in contacts.interviews(ctx, bea)] == [coming.id, past.id]
    assert contacts.interviews(ctx, ada) == []
