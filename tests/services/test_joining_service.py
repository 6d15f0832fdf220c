"""Joining two companies or two people that are one: told before, done in one step, nothing lost."""

from __future__ import annotations

import pytest

from mltracker.domain.applications import ContactDraft
from mltracker.domain.companies import CompanyDraft
from mltracker.domain.errors import InvalidInput, NotFound
from mltracker.domain.limits import LONG
from mltracker.services import applications, asks, companies, contacts, joining, reminders
from mltracker.services.context import Context
from tests.conftest import FakeClock
from tests.services.cases import PAST, applied, booked


def two_companies(ctx: Context) -> tuple[int, int]:
    """The same employer under two names."""
    kept = applied(ctx, "Quillmere").company_id
    gone = applied(ctx, "Quillmere AS", role_title="Data Scientist").company_id
    companies.edit(ctx, kept, CompanyDraft.make(name="Quillmere", notes="By the river"))
    companies.edit(
        ctx,
        gone,
        CompanyDraft.make(name="Quillmere AS", website="https://quillmere.example", notes="Pays late"),
    )
    return kept, gone


def person(ctx: Context, name: str, **more: str) -> int:
    return contacts.add_contact(ctx, ContactDraft.make(name=name, **more))[0].id


def test_a_company_takes_over_what_the_other_had_and_one_undo_takes_them_apart(ctx: Context) -> None:
    kept, gone = two_companies(ctx)
    person(ctx, "Ada", company="Quillmere AS")
    before = (companies.rows(ctx), applications.rows(ctx), contacts.contacts(ctx))
    told = joining.preview_companies(ctx, kept, gone)
    assert (told.kept, told.gone) == ("Quillmere", "Quillmere AS")
    assert told.moves == {"application": 1, "contact": 1, "opening": 0}
    assert (told.filled, told.noted) == (("website",), ("other name", "notes"))
    assert (companies.rows(ctx), applications.rows(ctx), contacts.contacts(ctx)) == before
    row, _ = joining.join_companies(ctx, kept, gone)
    assert (row.id, row.name, row.applications) == (kept, "Quillmere", 2)
    assert row.website == "https://quillmere.example"
    assert row.notes == "By the river\n\nAlso called Quillmere AS.\nPays late"
    assert {found.company for found in applications.rows(ctx)} == {"Quillmere"}
    assert [found.company for found in contacts.contacts(ctx)] == ["Quillmere"]
    assert ctx.undo() == "Merge two companies into Quillmere"
    assert (companies.rows(ctx), applications.rows(ctx), contacts.contacts(ctx)) == before


def test_a_website_that_differs_goes_into_the_notes(ctx: Context) -> None:
    kept, gone = two_companies(ctx)
    companies.edit(ctx, kept, CompanyDraft.make(name="Quillmere", website="https://q.example"))
    assert joining.preview_companies(ctx, kept, gone).noted == ("other name", "website", "notes")
    row, _ = joining.join_companies(ctx, kept, gone)
    assert row.website == "https://q.example"
    assert "Website: https://quillmere.example" in row.notes


@pytest.mark.parametrize("keeps_edited", [True, False])
def test_what_was_typed_into_the_form_before_merging_is_not_lost(ctx: Context, keeps_edited: bool) -> None:
    one, other = two_companies(ctx)
    typed = (
        one,
        CompanyDraft.make(name="Quillmere AS", website="https://new.example", notes="Typed just now"),
    )
    kept, gone = (one, other) if keeps_edited else (other, one)
    row, _ = joining.join_companies(ctx, kept, gone, typed)
    assert "Typed just now" in row.notes
    assert "Pays late" in row.notes
    assert "By the river" not in row.notes
    addresses = f"{row.website} {row.notes}"
    assert "https://new.example" in addresses
    assert "https://quillmere.example" in addresses


def test_notes_that_are_too_long_together_are_refused_before_anything_happens(ctx: Context) -> None:
    kept, gone = two_companies(ctx)
    for company, name, letter in ((kept, "Quillmere", "a"), (gone, "Quillmere AS", "b")):
        companies.edit(ctx, company, CompanyDraft.make(name=name, notes=letter * (LONG // 2 + 1)))
    before = companies.rows(ctx)
    for do in (joining.preview_companies, joining.join_companies):
        with pytest.raises(InvalidInput, match="too long"):
            do(ctx, kept, gone)
    assert companies.rows(ctx) == before


def test_a_question_answered_by_either_counts_as_answered_by_both(ctx: Context) -> None:
    kept, gone = two_companies(ctx)
    ours, theirs = (companies.history(ctx, each).applications[0].id for each in (kept, gone))
    question = asks.bank(ctx)[0]
    held = booked(ctx, theirs, starts_at=PAST)
    asks.answer(ctx, asks.plan(ctx, held.id, question.id)[0], "Two weeks")
    coming = booked(ctx, ours)
    assert all(choice.answered is None for choice in asks.for_interview(ctx, coming.id))
    joining.join_companies(ctx, kept, gone)
    (answered,) = [choice for choice in asks.for_interview(ctx, coming.id) if choice.answered]
    assert (answered.row.id, answered.answered and answered.answered.answer) == (question.id, "Two weeks")


def test_two_people_become_one_with_all_that_was_known_of_both(ctx: Context) -> None:
    kept = person(ctx, "Ada Fern", email="ada@quillmere.example", company="Quillmere", notes="Met in May")
    gone = person(
        ctx, "A. Fern", email="a.fern@fern.example", phone="123", company="Fernhollow", notes="Likes trains"
    )
    first, second = applied(ctx).id, applied(ctx, "Quillmere").id
    contacts.link(ctx, first, [kept, gone], "recruiter")
    contacts.link(ctx, second, [gone], "referrer")
    told = joining.preview_people(ctx, kept, gone)
    assert told.moves == {"application_contact": 2, "interview_contact": 0}
    assert (told.filled, told.noted) == (("phone",), ("other name", "e-mail", "company", "notes"))
    before = [contacts.applications(ctx, each) for each in (kept, gone)]
    row, _ = joining.join_people(ctx, kept, gone)
    assert (row.name, row.email, row.phone, row.company) == (
        "Ada Fern",
        "ada@quillmere.example",
        "123",
        "Quillmere",
    )
    assert row.notes == (
        "Met in May\n\nAlso called A. Fern.\nE-mail: a.fern@fern.example\nCompany: Fernhollow\nLikes trains"
    )
    assert [(place.application_id, place.relation) for place in contacts.applications(ctx, kept)] == [
        (second, "referrer"),
        (first, "recruiter"),
    ]
    assert ctx.undo() == "Merge two people into Ada Fern"
    assert [contacts.applications(ctx, each) for each in (kept, gone)] == before


def test_an_empty_company_of_a_person_is_filled(ctx: Context) -> None:
    kept, gone = person(ctx, "Ada"), person(ctx, "ada", company="Quillmere")
    assert joining.preview_people(ctx, kept, gone).filled == ("company",)
    assert joining.join_people(ctx, kept, gone)[0].company == "Quillmere"


def test_joining_moves_no_reminder(ctx: Context, clock: FakeClock) -> None:
    kept, gone = two_companies(ctx)
    booked(ctx, companies.history(ctx, gone).applications[0].id)
    stamps = [row.updated_at for row in applications.rows(ctx)]
    told = [(found.key, found.at, found.until) for found in reminders.plan(ctx).reminders]
    clock.advance(hours=3)
    joining.join_companies(ctx, kept, gone)
    assert told
    assert [(found.key, found.at, found.until) for found in reminders.plan(ctx).reminders] == told
    assert [row.updated_at for row in applications.rows(ctx)] == stamps


def test_one_and_the_same_or_one_that_is_gone_is_refused(ctx: Context) -> None:
    kept, _ = two_companies(ctx)
    ada = person(ctx, "Ada")
    for do, one in (
        (joining.join_companies, kept),
        (joining.preview_companies, kept),
        (joining.join_people, ada),
        (joining.preview_people, ada),
    ):
        with pytest.raises(InvalidInput, match="two different"):
            do(ctx, one, one)
        with pytest.raises(NotFound):
            do(ctx, one, 99)
        with pytest.raises(NotFound):
            do(ctx, 99, one)
