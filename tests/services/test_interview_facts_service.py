"""What is learned about a round bit by bit: who asks, what was announced, when they reply, how it felt."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mltracker.domain.applications import ContactDraft
from mltracker.domain.errors import InvalidInput
from mltracker.services import applications, contacts, interview_facts, interviews
from mltracker.services.context import Context
from tests.services.cases import DAY, PAST, SOON, TODAY, booked


def test_who_asks_is_found_by_name_or_becomes_a_contact_of_the_application(ctx: Context) -> None:
    row = booked(ctx)
    contacts.add_contact(
        ctx,
        ContactDraft.make(name="Juniper Ashgrove", company=row.company),
        application_id=row.application_id,
    )
    contacts.add_contact(ctx, ContactDraft.make(name="Sorrel Hathersby", company=row.company))
    contacts.add_contact(ctx, ContactDraft.make(name="Juniper Ashgrove", company="Elsewhere"))
    assert interview_facts.people_names(ctx, row.application_id) == ["Juniper Ashgrove", "Sorrel Hathersby"]
    names = ["juniper  ashgrove", "Sorrel Hathersby", "Rowan Pebbleton", "rowan pebbleton"]
    interview_facts.set_people(ctx, row.id, names)
    assert [c.name for c in interviews.detail(ctx, row.id).contacts] == [
        "Juniper Ashgrove",
        "Rowan Pebbleton",
        "Sorrel Hathersby",
    ]
    assert len(contacts.contacts(ctx)) == 4
    with_it = {c.name: c.relation for c in applications.detail(ctx, row.application_id).contacts}
    assert with_it["Rowan Pebbleton"] == with_it["Sorrel Hathersby"] == "interviewer"
    interview_facts.set_people(ctx, row.id, [])
    assert interviews.detail(ctx, row.id).contacts == ()
    ctx.undo()
    ctx.undo()
    assert len(contacts.contacts(ctx)) == 3
    assert len(applications.detail(ctx, row.application_id).contacts) == 1


def test_a_person_needs_a_name(ctx: Context) -> None:
    row = booked(ctx)
    with pytest.raises(InvalidInput) as caught:
        interview_facts.set_people(ctx, row.id, ["x" * 201])
    assert set(caught.value.fields) == {"people"}
    assert contacts.contacts(ctx) == []


def test_a_reply_is_expected_after_the_interview_and_can_be_cleared(ctx: Context) -> None:
    row = booked(ctx)
    with pytest.raises(InvalidInput) as caught:
        interview_facts.expect_reply(ctx, row.id, SOON.date() - timedelta(days=1))
    assert caught.value.fields == {"reply_expected_on": "This lies before the interview."}
    assert interview_facts.expect_reply(ctx, row.id, SOON.date())[0].reply_expected_on == SOON.date()
    assert interview_facts.expect_reply(ctx, row.id, None)[0].reply_expected_on is None
    undated = booked(ctx, starts_at=None)
    assert interview_facts.expect_reply(ctx, undated.id, TODAY)[0].reply_expected_on == TODAY


def test_topics_audience_and_feeling_change_without_a_form(ctx: Context) -> None:
    row = booked(ctx, starts_at=PAST - DAY)
    interview_facts.set_topics(ctx, row.id, ["nlp", "statistics"])
    interview_facts.set_people(ctx, row.id, [], "peer")
    interview_facts.set_feeling(ctx, row.id, 4)
    detail = interviews.detail(ctx, row.id)
    assert (set(detail.told_topics), detail.row.audience, detail.row.feeling) == (
        {"nlp", "statistics"},
        "peer",
        4,
    )
    assert detail.moves == ()
    assert interview_facts.set_feeling(ctx, row.id, None)[0].feeling is None
    with pytest.raises(InvalidInput):
        interview_facts.set_feeling(ctx, row.id, 6)
    with pytest.raises(InvalidInput):
        interview_facts.set_topics(ctx, row.id, ["no-such-topic"])
