"""Merging two applications that are one: the kept one stands, everything of the other is found in it."""

from __future__ import annotations

from datetime import date

import pytest

from mltracker.domain.applications import ContactDraft, NoteDraft
from mltracker.domain.errors import InvalidInput, NotFound
from mltracker.services import (
    applications,
    checklists,
    contacts,
    interviews,
    merging,
    notes,
    offers,
    reminders,
)
from mltracker.services.context import Context
from mltracker.store.tables import OfferVersion
from tests.conftest import FakeClock
from tests.services.cases import DAY, PAST, SOON, TODAY, applied, booked


@pytest.fixture
def two(ctx: Context, clock: FakeClock) -> tuple[int, int]:
    """The same job entered twice: saved with its link, later applied by mail with everything that followed."""
    kept = applied(ctx, "Quillmere", role_title="Data Scientist", stage="interviewing", location="Oslo")
    clock.advance(hours=1)
    gone = applied(
        ctx,
        "Quillmere AS",
        role_title="Data Scientist, Pricing",
        posting_url="https://quillmere.example/7",
        posting_text="Forecasting at scale",
        location="Bergen",
        salary_min=70_000,
        salary_currency="EUR",
        stage="saved",
    )
    applications.set_tags(ctx, [kept.id], ["remote"])
    applications.set_tags(ctx, [gone.id], ["remote", "dream"])
    notes.add(ctx, gone.id, NoteDraft.make(body="Ada called"))
    contacts.add_contact(ctx, ContactDraft.make(name="Ada"), application_id=gone.id, relation="recruiter")
    checklists.add(ctx, booked(ctx, gone.id).id, "Bring the laptop")
    return kept.id, gone.id


def test_everything_of_the_other_is_found_in_the_kept_one(ctx: Context, two: tuple[int, int]) -> None:
    kept, gone = two
    clock_checked = len(interviews.detail(ctx, interviews.rows(ctx)[0].id).checklist)
    row, _ = merging.merge(ctx, kept, gone)
    assert (row.id, row.stage, row.role_title) == (kept, "Interviewing", "Data Scientist")
    assert set(row.tags) == {"remote", "dream"}
    found = applications.detail(ctx, kept)
    assert [person.name for person in found.contacts] == ["Ada"]
    assert "Ada called" in [note.body for note in found.notes]
    (interview,) = interviews.rows(ctx, application_id=kept)
    assert len(interviews.detail(ctx, interview.id).checklist) == clock_checked
    with pytest.raises(NotFound):
        applications.row(ctx, gone)


def test_empty_fields_are_filled_and_what_differs_is_noted(ctx: Context, two: tuple[int, int]) -> None:
    kept, gone = two
    merging.merge(ctx, kept, gone)
    found = applications.detail(ctx, kept)
    assert found.draft.posting_url == "https://quillmere.example/7"
    assert found.draft.posting_text == "Forecasting at scale"
    assert (found.draft.salary_min, found.draft.salary_currency) == (70_000, "EUR")
    assert found.draft.location == "Oslo"
    note = next(note.body for note in found.notes if note.body.startswith("Merged"))
    assert "location: Bergen" in note
    assert "role: Data Scientist, Pricing" in note
    assert "company: Quillmere AS" in note


def test_the_preview_says_what_will_be_done_and_does_nothing(ctx: Context, two: tuple[int, int]) -> None:
    kept, gone = two
    before = (applications.detail(ctx, kept), applications.detail(ctx, gone))
    found = merging.preview(ctx, kept, gone)
    assert (found.kept.id, found.gone.id) == two
    assert {name: found.moves[name] for name in ("interview", "note", "application_contact")} == {
        "interview": 1,
        "note": 1,
        "application_contact": 1,
    }
    assert set(found.filled) == {"link", "text of the posting", "salary"}
    assert set(found.noted) == {"company", "role", "location"}
    assert (applications.detail(ctx, kept), applications.detail(ctx, gone)) == before


def test_a_merge_is_one_step_of_undo(ctx: Context, two: tuple[int, int]) -> None:
    kept, gone = two
    before = (applications.detail(ctx, kept), applications.detail(ctx, gone), interviews.rows(ctx))
    merging.merge(ctx, kept, gone)
    assert ctx.undo() == "Merge two applications at Quillmere"
    after = (applications.detail(ctx, kept), applications.detail(ctx, gone), interviews.rows(ctx))
    assert after == before
    ctx.redo()
    assert [row.id for row in applications.rows(ctx)] == [kept]


def test_the_kept_one_keeps_its_stage_though_the_other_moved_later(ctx: Context, clock: FakeClock) -> None:
    kept, gone = applied(ctx, stage="screening"), applied(ctx, stage="applied")
    clock.advance(days=2)
    applications.move_stage(ctx, gone.id, "offer")
    clock.advance(days=1)
    applications.close(ctx, gone.id, "declined")
    clock.advance(days=1)
    row, _ = merging.merge(ctx, kept.id, gone.id)
    assert (row.stage_kind, row.outcome, row.furthest_kind) == ("screening", "open", "offer")
    history = applications.detail(ctx, kept.id).history
    assert history[-1].to_stage == row.stage
    assert {event.to_kind for event in history} == {"screening", "applied", "offer", "closed"}


def test_offers_are_numbered_in_the_order_they_came(ctx: Context, clock: FakeClock) -> None:
    kept, gone = applied(ctx, stage="offer"), applied(ctx, stage="offer")
    for application_id, base in ((gone.id, 1), (kept.id, 2), (gone.id, 3)):
        clock.advance(days=1)
        with ctx.write("Offer") as session:
            number = 1 + (base == 3)
            values = {"application_id": application_id, "version": number, "base": base}
            session.add(OfferVersion.model_validate(values))
    merging.merge(ctx, kept.id, gone.id)
    with ctx.read() as session:
        found = session.query(OfferVersion).order_by(OfferVersion.version).all()
    assert [(offer.version, offer.base) for offer in found] == [(1, 1), (2, 2), (3, 3)]


def test_two_long_postings_are_both_kept(ctx: Context) -> None:
    long = "word " * 9_000
    kept, gone = applied(ctx, posting_text="First " + long), applied(ctx, posting_text="Second " + long)
    merging.merge(ctx, kept.id, gone.id)
    found = applications.detail(ctx, kept.id)
    assert found.draft.posting_text.startswith("First")
    notes = "".join(note.body for note in sorted(found.notes, key=lambda note: note.id))
    assert notes.count("word") == 9_000


def test_a_date_that_does_not_fit_is_noted_instead(ctx: Context) -> None:
    kept = applied(ctx, applied_on=date(2026, 11, 20))
    gone = applied(ctx, follow_up_on=date(2026, 11, 3))
    merging.merge(ctx, kept.id, gone.id)
    found = applications.detail(ctx, kept.id)
    assert found.draft.follow_up_on is None
    assert any("follow-up: 2026-11-03" in note.body for note in found.notes)


def test_one_and_the_same_or_one_that_is_gone_is_refused(ctx: Context) -> None:
    row = applied(ctx)
    with pytest.raises(InvalidInput, match="two different"):
        merging.merge(ctx, row.id, row.id)
    for pair in ((row.id, 99), (99, row.id)):
        with pytest.raises(NotFound):
            merging.merge(ctx, *pair)
    assert ctx.undo_label == "Add Fernhollow Labs"


def test_rounds_of_both_stand_in_the_order_of_time(ctx: Context) -> None:
    kept, gone = applied(ctx), applied(ctx)
    booked(ctx, kept.id, starts_at=SOON)
    booked(ctx, gone.id, starts_at=PAST)
    merging.merge(ctx, kept.id, gone.id)
    assert [row.starts_at for row in interviews.rows(ctx, application_id=kept.id)] == [PAST, SOON]


def test_scores_of_the_other_offer_are_kept_and_those_that_differ_are_noted(ctx: Context) -> None:
    kept, gone = applied(ctx, stage="offer"), applied(ctx, stage="offer")
    for row, given in ((kept, {"growth": 4, "team": 2}), (gone, {"growth": 1, "team": 2, "place": 5})):
        for criterion, value in given.items():
            offers.score(ctx, row.id, criterion, value)
    before = offers.settings(ctx)
    assert merging.preview(ctx, kept.id, gone.id).noted == ("score for Growth",)
    merging.merge(ctx, kept.id, gone.id)
    assert offers.settings(ctx).scores == {kept.id: {"growth": 4, "team": 2, "place": 5}}
    assert any("score for Growth: 1" in note.body for note in applications.detail(ctx, kept.id).notes)
    ctx.undo()
    assert offers.settings(ctx) == before


def test_reminders_of_what_is_handed_over_neither_go_quiet_nor_come_back(
    ctx: Context, clock: FakeClock
) -> None:
    clock.advance(days=-1)
    kept = applied(ctx, applied_on=TODAY - 9 * DAY)
    gone = applied(ctx, applied_on=TODAY - 9 * DAY, follow_up_on=TODAY)
    booked(ctx, gone.id, starts_at=clock.now + 1.5 * DAY)
    clock.advance(days=1)
    plan = reminders.plan(ctx)
    (follow_up,) = [reminder for reminder in plan.due(clock.now) if reminder.kind == "follow-up"]
    reminders.dismiss(ctx, plan, [follow_up])

    def told() -> list[tuple[str, str]]:
        return [(reminder.kind, reminder.words) for reminder in reminders.plan(ctx).due(clock.now)]

    before = told()
    assert {kind for kind, _ in before} == {"interview", "checklist"}
    clock.advance(minutes=1)
    merging.merge(ctx, kept.id, gone.id)
    assert applications.detail(ctx, kept.id).draft.follow_up_on == TODAY
    assert told() == before
    ctx.undo()
    assert told() == before
