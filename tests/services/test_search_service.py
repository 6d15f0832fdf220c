"""One search over everything: what has a name, what was written, and where each of it is opened."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from mltracker.domain.applications import ApplicationDraft, ContactDraft, NoteDraft
from mltracker.domain.companies import CompanyDraft
from mltracker.domain.interviews import AskedDraft, EmployerQuestionDraft, InterviewDraft
from mltracker.domain.offers import OfferDraft
from mltracker.domain.questions import QuestionDraft
from mltracker.domain.stories import StoryDraft
from mltracker.services import (
    applications,
    asks,
    companies,
    contacts,
    debrief,
    documents,
    interviews,
    notes,
    offers,
    questions,
    search,
    search_texts,
    stories,
)
from mltracker.services.context import Context, open_context
from mltracker.services.hits import Hit, Lead
from tests.conftest import FakeClock
from tests.store.test_store_search import HOSTILE


def find(ctx: Context, typed: str) -> list[tuple[str, str]]:
    return [(hit.kind, hit.title.text) for hit in search.everything(ctx, typed)]


def only(ctx: Context, typed: str) -> Hit:
    (hit,) = search.everything(ctx, typed)
    return hit


@pytest.fixture
def row(ctx: Context) -> Any:
    """An application at a company whose name nothing shipped speaks of."""
    return applications.add(ctx, ApplicationDraft.make(company="Vexwick Labs", role_title="Quokka Engineer"))[
        0
    ]


@pytest.fixture
def coming(ctx: Context, row: Any) -> Any:
    draft = InterviewDraft.make(
        application_id=row.id, round_kind="ml-breadth", starts_at=ctx.clock() + timedelta(days=2), zone="UTC"
    )
    return interviews.add(ctx, draft)[0]


def test_names_of_every_kind_lead_to_what_they_name(
    ctx: Context, row: Any, coming: Any, tmp_path: Path
) -> None:
    person, _ = contacts.add_contact(ctx, ContactDraft.make(name="Zora Vexley", company="Vexwick Labs"))
    story, _ = stories.add(ctx, StoryDraft.make(title="The vexing join"))
    (tmp_path / "vexed.pdf").write_bytes(b"x")
    documents.add(ctx, [tmp_path / "vexed.pdf"])
    ask, _ = asks.add(ctx, EmployerQuestionDraft.make(category="team", text="What vexes the team?"))
    question, _ = questions.add(ctx, QuestionDraft.make(prompt="Why is it vexing?", topic="ml-foundations"))
    found = {hit.kind: hit for hit in search.everything(ctx, "vex")}
    assert {kind: hit.lead for kind, hit in found.items()} == {
        "application": Lead("application", row.id),
        "interview": Lead("interview", coming.id),
        "company": Lead("company", row.company_id),
        "contact": Lead("contact", person.id),
        "story": Lead("story", story.id),
        "document": Lead("document", documents.rows(ctx)[0].id),
        "ask": Lead("ask", ask.id),
        "question": Lead("question", question.id),
    }
    assert found["application"].title.marks == ((0, 3),)
    assert found["application"].detail.text == "Quokka Engineer · Saved"
    assert found["interview"].title.text == "Vexwick Labs, ML breadth"
    assert found["interview"].at == coming.starts_at
    assert found["story"].title.marks == ((4, 3),)


def test_texts_of_every_kind_lead_to_where_they_stand(
    ctx: Context, row: Any, coming: Any, clock: FakeClock
) -> None:
    applications.edit(
        ctx,
        row.id,
        applications.detail(ctx, row.id).draft.changed(
            posting_text="numbat posting", follow_up_note="numbat later"
        ),
    )
    note, _ = notes.add(ctx, row.id, NoteDraft.make(kind="email", body="a numbat mail"))
    offers.add(ctx, row.id, OfferDraft.make(base=100, currency="EUR", notes="numbat bonus"))
    person, _ = contacts.add_contact(ctx, ContactDraft.make(name="Zora", notes="likes a numbat"))
    story, _ = stories.add(ctx, StoryDraft.make(title="T", task="tame a numbat"))
    planned, _ = asks.plan(ctx, coming.id, asks.bank(ctx)[0].id)
    clock.advance(days=3)
    asks.answer(ctx, planned, "they keep a numbat")
    debrief.log(
        ctx, coming.id, AskedDraft.make(text="What is it?", my_answer="a numbat", topic="ml-foundations")
    )
    with ctx.write("Write") as session:
        from mltracker.store.tables import Company, Interview

        session.get(Company, row.company_id).notes = "numbat friendly"
        session.get(Interview, coming.id).notes = "brought a numbat"
    found = {hit.kind: hit for hit in search.everything(ctx, "numba")}
    asked = interviews.detail(ctx, coming.id).asked[0]
    assert {kind: (hit.title.text, hit.lead) for kind, hit in found.items()} == {
        "posting": ("Vexwick Labs, posting", Lead("application", row.id, "posting")),
        "application": ("Vexwick Labs", Lead("application", row.id)),
        "note": ("Vexwick Labs, e-mail", Lead("application", row.id, "timeline", f"note:{note.id}")),
        "offer": ("Vexwick Labs, offer version 1", Lead("application", row.id, "offer")),
        "contact": ("Zora", Lead("contact", person.id)),
        "company": ("Vexwick Labs", Lead("company", row.company_id)),
        "story": ("T", Lead("story", story.id)),
        "answer": (asks.bank(ctx)[0].text, Lead("interview", coming.id, "ask")),
        "asked": (asked.text, Lead("interview", coming.id, "debrief")),
        "interview": ("Vexwick Labs, ML breadth", Lead("interview", coming.id, "when")),
    }
    for hit in found.values():
        marked = [hit.detail.text[at : at + length] for at, length in hit.detail.marks]
        assert marked == ["numba"], hit


def test_words_spread_over_a_long_posting_are_shown_where_they_are(ctx: Context, row: Any) -> None:
    posting = "We build. " * 300 + "You will tame a large <b>numbat</b> herd. " + "Apply now. " * 300
    applications.edit(ctx, row.id, applications.detail(ctx, row.id).draft.changed(posting_text=posting))
    hit = only(ctx, "tame numbat")
    assert "tame a large <b>numbat</b> herd" in hit.detail.text
    assert len(hit.detail.text) < 100


def test_sharp_s_and_umlauts_are_found_in_texts_and_names_however_they_are_typed(
    ctx: Context, row: Any
) -> None:
    note, _ = notes.add(ctx, row.id, NoteDraft.make(body="Treffpunkt Quokkastraße bei Numbätler"))
    contacts.add_contact(ctx, ContactDraft.make(name="Jörg Vexmüller"))
    for typed in (
        "quokkastrasse",
        "quokkastraße",
        "quokkastrass",
        "numbaetler",
        "numbatler",
        "vexwick strasse",
    ):
        hits = [hit for hit in search.everything(ctx, typed) if hit.kind == "note"]
        assert [hit.id for hit in hits] == ([note.id] if "vexwick" not in typed else []), typed
        assert all(hit.detail.marks for hit in hits), typed
    for typed in ("vexmueller", "vexmuller", "joerg", "jorg vexmue"):
        assert ("contact", "Jörg Vexmüller") in find(ctx, typed), typed


def test_a_short_word_finds_no_other_one_and_a_typed_umlaut_its_letters(ctx: Context, row: Any) -> None:
    note, _ = notes.add(ctx, row.id, NoteDraft.make(body="A numbot of potential, said Frau Quokkaueller"))
    companies.edit(ctx, row.company_id, CompanyDraft.make(name="Pot Labs"))
    for typed in ("poet", "poten poet", "numboet", "pots"):
        assert find(ctx, typed) == [], typed
    hit = only(ctx, "quokkaüll")
    assert (hit.kind, hit.id) == ("note", note.id)
    assert [hit.detail.text[at : at + length] for at, length in hit.detail.marks] == ["Quokkauell"]


def test_what_is_closed_or_archived_is_found_too_behind_the_rest_and_says_so(ctx: Context, row: Any) -> None:
    other, _ = applications.add(ctx, ApplicationDraft.make(company="Vexwick Two", role_title="Engineer"))
    notes.add(ctx, row.id, NoteDraft.make(body="numbat"))
    applications.close(ctx, row.id, "rejected")
    applications.archive(ctx, [row.id])
    found = [hit for hit in search.everything(ctx, "vexwick") if hit.kind == "application"]
    assert [(hit.id, hit.state) for hit in found] == [(other.id, ()), (row.id, ("rejected", "archived"))]
    assert only(ctx, "numbat").state == ("rejected", "archived")
    question, _ = questions.add(ctx, QuestionDraft.make(prompt="Numbat numbat?", topic="ml-foundations"))
    questions.archive(ctx, question.id)
    assert [hit.state for hit in search.everything(ctx, "numbat") if hit.kind == "question"] == [
        ("archived",)
    ]


def test_a_coming_interview_stands_before_its_application_and_a_past_one_behind(
    ctx: Context, row: Any, coming: Any, clock: FakeClock
) -> None:
    kinds = [hit.kind for hit in search.everything(ctx, "vexw")]
    assert kinds == ["interview", "application", "company"]
    clock.advance(days=3)
    assert [hit.kind for hit in search.everything(ctx, "vexw")] == ["application", "interview", "company"]
    assert search.everything(ctx, "vexwick labs")[0].kind == "application"


def test_what_is_found_follows_every_change_at_once(ctx: Context, row: Any) -> None:
    assert find(ctx, "quokka") == [("application", "Vexwick Labs")]
    note, _ = notes.add(ctx, row.id, NoteDraft.make(body="dugong"))
    assert find(ctx, "dugong") == [("note", "Vexwick Labs, note")]
    notes.edit(ctx, note.id, NoteDraft.make(body="manatee"), at=ctx.clock())
    assert (find(ctx, "dugong"), find(ctx, "manatee")) == ([], [("note", "Vexwick Labs, note")])
    applications.delete(ctx, [row.id])
    assert find(ctx, "quokka") == find(ctx, "manatee") == []
    ctx.undo()
    assert find(ctx, "quokka") == [("application", "Vexwick Labs")]
    assert find(ctx, "manatee") == [("note", "Vexwick Labs, note")]
    companies.edit(ctx, row.company_id, CompanyDraft.make(name="Bandicoot"))
    assert find(ctx, "vexwick") == []
    assert find(ctx, "manatee") == [("note", "Bandicoot, note")]


def test_a_reader_beside_the_window_sees_what_was_just_saved(
    ctx: Context, row: Any, clock: FakeClock
) -> None:
    reader = open_context(ctx.folder, clock, "read")
    assert find(reader, "quokka") == [("application", "Vexwick Labs")]
    applications.add(ctx, ApplicationDraft.make(company="Vexwick", role_title="Dugong"))
    assert find(reader, "dugong") == [("application", "Vexwick")]
    reader.close()


def test_a_thing_is_listed_once_even_if_name_and_text_match(ctx: Context) -> None:
    stories.add(ctx, StoryDraft.make(title="The numbat", task="tame the numbat"))
    assert find(ctx, "numbat") == [("story", "The numbat")]


def test_whatever_is_typed_is_words_and_never_an_error(ctx: Context, row: Any) -> None:
    for typed in HOSTILE:
        search.everything(ctx, typed)
        search.everything(ctx, f"quokka {typed[:200]}")
        search.questions(ctx, typed)
    assert search.everything(ctx, " \n") == search.questions(ctx, "") == []


def test_no_more_than_asked_for_of_each_kind(ctx: Context, row: Any) -> None:
    for number in range(9):
        applications.add(ctx, ApplicationDraft.make(company=f"Vexwick {number}", role_title="R"))
        notes.add(ctx, row.id, NoteDraft.make(body=f"numbat {number}"))
    kinds = [hit.kind for hit in search.everything(ctx, "vexwick", 3)]
    assert kinds.count("application") == kinds.count("company") == 3
    assert len(search.everything(ctx, "numbat")) == search_texts.MOST


def test_a_take_home_is_over_when_it_is_due_and_what_is_archived_is_nothing_ahead(
    ctx: Context, row: Any, clock: FakeClock
) -> None:
    draft = InterviewDraft.make(
        application_id=row.id, round_kind="take-home", due_at=clock() + timedelta(hours=1), minutes=240
    )
    interviews.add(ctx, draft)
    seen = []
    for _ in range(2):
        seen += [
            (hit.ahead, hit.state) for hit in search.everything(ctx, "vexwick") if hit.kind == "interview"
        ]
        clock.advance(minutes=61)
    interviews.edit(ctx, 1, draft.changed(due_at=clock() + timedelta(days=1)))
    applications.archive(ctx, [row.id])
    seen += [(hit.ahead, hit.state) for hit in search.everything(ctx, "vexwick") if hit.kind == "interview"]
    assert seen == [(True, ()), (False, ()), (False, ("archived",))]


def test_of_rounds_with_one_name_the_next_one_is_found_first(ctx: Context, row: Any, coming: Any) -> None:
    days = {2: coming.id}
    for number in (9, -1, 5, -6):
        at = ctx.clock() + timedelta(days=number)
        draft = InterviewDraft.make(application_id=row.id, round_kind="ml-breadth", starts_at=at, zone="UTC")
        days[number] = interviews.add(ctx, draft)[0].id
    found = [hit.id for hit in search.everything(ctx, "vexwick", 9) if hit.kind == "interview"]
    assert found == [days[number] for number in (2, 5, 9, -1, -6)]


def test_questions_alone(sample_ctx: Context) -> None:
    found = search.questions(sample_ctx, "gradient boosting", 5)
    assert len(found) == 5
    assert {hit.kind for hit in found} == {"question"}


def test_a_company_may_be_named_beside_the_words_of_a_text(ctx: Context, row: Any, coming: Any) -> None:
    other, _ = applications.add(ctx, ApplicationDraft.make(company="Bandicoot", role_title="Engineer"))
    here, _ = notes.add(ctx, row.id, NoteDraft.make(body="tame the numbat herd"))
    notes.add(ctx, other.id, NoteDraft.make(body="tame the numbat herd"))
    planned, _ = asks.plan(ctx, coming.id, asks.bank(ctx)[0].id)
    asks.answer(ctx, planned, "numbat herds here")
    for typed in ("vexwick numb", "numbat vexw", "vexwick labs tame numb", "tame herd vexwick"):
        hits = [hit for hit in search.everything(ctx, typed) if hit.kind == "note"]
        assert [hit.id for hit in hits] == [here.id], typed
        assert hits[0].detail.marks, typed
        assert hits[0].title.marks[0][0] == 0, typed
    assert ("answer", asks.bank(ctx)[0].text) in find(ctx, "vexwick numbat")
    assert find(ctx, "vexwick dugong") == []
    assert len(find(ctx, "tame numbat herd")) == 2
