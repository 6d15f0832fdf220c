"""Offers: a negotiation is its history, its deadline is the application's, and open ones stand side by side."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from mltracker.domain.applications import ApplicationRow
from mltracker.domain.errors import InvalidInput, NotFound
from mltracker.domain.offers import Comparison, OfferDraft
from mltracker.services import applications, asks, offers, pipeline, today
from mltracker.services.context import Context
from mltracker.store import reminders as reminder_store
from tests.services.cases import PAST, SOON, TODAY, applied, booked

WEEK = timedelta(days=7)


def offered(ctx: Context, company: str = "Harrowmint", **values: Any) -> ApplicationRow:
    row = applied(ctx, company, stage="Offer")
    draft = OfferDraft.make(**({"base": 100_000, "currency": "EUR"} | values))
    offers.add(ctx, row.id, draft)
    return row


def test_every_version_of_a_negotiation_stays(ctx: Context) -> None:
    row = offered(ctx)
    second = OfferDraft.make(base=110_000, currency="EUR", sign_on=5_000)
    offer, _ = offers.add(ctx, row.id, second)
    assert offer.version == 2
    assert [found.base for found in offers.versions(ctx, row.id)] == [110_000, 100_000]
    assert ctx.undo_label == "Note an offer of Harrowmint"
    with pytest.raises(InvalidInput, match="Nothing differs from version 2"):
        offers.add(ctx, row.id, second)
    ctx.undo()
    assert [found.version for found in offers.versions(ctx, row.id)] == [1]
    ctx.redo()
    assert [found.version for found in offers.versions(ctx, row.id)] == [2, 1]


def test_an_offer_of_no_application_is_refused(ctx: Context) -> None:
    with pytest.raises(NotFound):
        offers.add(ctx, 99, OfferDraft.make(level="L4"))


def test_the_deadline_of_an_offer_is_a_hard_deadline_of_today(ctx: Context) -> None:
    row = applied(ctx, "Harrowmint", stage="Interviewing", deadline_on=TODAY - WEEK)
    draft = OfferDraft.make(base=1, currency="EUR", deadline_on=TODAY + timedelta(days=1))
    offers.add(ctx, row.id, draft, to_offer_stage=True)
    found = applications.row(ctx, row.id)
    assert (found.stage_kind, found.deadline_on) == ("offer", TODAY + timedelta(days=1))
    assert today.overview(ctx).actions[0].title == "Answer the Harrowmint offer"
    offers.add(ctx, row.id, draft.changed(base=2, deadline_on=None))
    assert applications.row(ctx, row.id).deadline_on is None
    for _ in range(2):
        ctx.undo()
    back = applications.row(ctx, row.id)
    assert (back.stage, back.deadline_on) == ("Interviewing", TODAY - WEEK)


def test_a_deadline_of_something_else_stays_when_an_offer_names_none(ctx: Context) -> None:
    row = applied(ctx, "Harrowmint", deadline_on=TODAY + WEEK)
    offers.add(ctx, row.id, OfferDraft.make(base=1, currency="EUR"))
    assert applications.row(ctx, row.id).deadline_on == TODAY + WEEK


def test_dates_and_notes_can_be_corrected_and_figures_can_not(ctx: Context) -> None:
    row = offered(ctx, deadline_on=TODAY + WEEK)
    (offer,) = offers.versions(ctx, row.id)
    draft = offer.draft.changed(base=1, deadline_on=TODAY + 2 * WEEK, notes="By mail")
    mended, _ = offers.correct(ctx, offer.id, draft)
    assert (mended.base, mended.deadline_on, mended.notes) == (100_000, TODAY + 2 * WEEK, "By mail")
    assert applications.row(ctx, row.id).deadline_on == TODAY + 2 * WEEK
    offers.add(ctx, row.id, draft.changed(base=2, deadline_on=TODAY + 3 * WEEK))
    offers.correct(ctx, offer.id, draft.changed(deadline_on=TODAY))
    assert applications.row(ctx, row.id).deadline_on == TODAY + 3 * WEEK


def test_open_offers_stand_side_by_side_in_one_currency(ctx: Context) -> None:
    first = offered(ctx, "Harrowmint", bonus=0, equity_total=40_000, vest_years=4, sign_on=8_000)
    second = offered(ctx, "Quillmere", base=120_000, currency="USD")
    closed = offered(ctx, "Wexlund")
    applications.close(ctx, closed.id, "declined")
    view = offers.side_by_side(ctx)
    assert offers.open_count(ctx) == len(view.offers) == 2
    ours, theirs = view.offers
    assert (ours.application.id, theirs.application.id) == (first.id, second.id)
    assert view.settings.currency in ("EUR", "USD")
    offers.change_settings(ctx, "Change the currency", currency="EUR")
    ours, theirs = offers.side_by_side(ctx).offers
    assert (ours.per_year, ours.first_year) == (112_000, 118_000)
    assert (theirs.rate, theirs.per_year) == (None, None)
    assert theirs.worth.missing == ("bonus", "equity", "sign_on")
    offers.change_settings(ctx, "Change a rate", rates={"USD/EUR": "0.9"})
    theirs = offers.side_by_side(ctx).offers[1]
    assert theirs.per_year == 108_000
    offers.change_settings(ctx, "Spread the sign-on", sign_on_years=1)
    assert offers.side_by_side(ctx).offers[0].per_year == 118_000


def test_scores_and_weights_are_kept_and_undone(ctx: Context) -> None:
    row = offered(ctx)
    assert offers.side_by_side(ctx).offers[0].score.missing == ("Growth", "Team", "Place")
    offers.score(ctx, row.id, "growth", 5)
    offers.score(ctx, row.id, "team", 2)
    criteria = [
        criterion.changed(weight=1 if criterion.key == "team" else 3)
        for criterion in offers.settings(ctx).criteria
    ]
    offers.change_settings(ctx, "Change a weight", criteria=criteria)
    found = offers.side_by_side(ctx).offers[0].score
    assert (found.value, found.missing) == (Fraction(17, 4), ("Place",))
    ctx.undo()
    assert offers.side_by_side(ctx).offers[0].score.value == Fraction(7, 2)
    offers.score(ctx, row.id, "team", None)
    assert offers.settings(ctx).scores[row.id] == {"growth": 5}
    with pytest.raises(InvalidInput):
        offers.score(ctx, row.id, "team", 6)


def test_broken_settings_fall_back_to_the_default(ctx: Context) -> None:
    from mltracker.store import settings as store

    with ctx.write_unrecorded() as session:
        store.put(session, "offer-comparison", {"criteria": 7, "rates": {"x": "y"}})
    assert offers.settings(ctx) == Comparison()


def test_what_employers_answered_stands_beside_their_offers(ctx: Context) -> None:
    questions = asks.bank(ctx)[:3]
    for company, given in (("Harrowmint", (0, 1)), ("Quillmere", (1,)), ("Wexlund", (2,))):
        row = offered(ctx, company) if company != "Wexlund" else applied(ctx, company)
        interview = booked(ctx, row.id, starts_at=PAST)
        for number in given:
            planned, _ = asks.plan(ctx, interview.id, questions[number].id)
            asks.answer(ctx, planned, f"{company} says {number}", "good")
    view = offers.side_by_side(ctx)
    assert [entry.question_id for entry in view.asked] == [questions[1].id, questions[0].id]
    assert view.asked[0].answers["Quillmere"].answer == "Quillmere says 1"
    assert set(view.asked[1].answers) == {"Harrowmint"}


def test_asking_again_without_an_answer_leaves_the_earlier_one_beside_the_offer(ctx: Context) -> None:
    row, question = offered(ctx), asks.bank(ctx)[0]
    first, second = (booked(ctx, row.id, starts_at=at) for at in (PAST, SOON))
    planned, _ = asks.plan(ctx, first.id, question.id)
    asks.answer(ctx, planned, "A fifth of the time", "good")
    again, _ = asks.plan(ctx, second.id, question.id)
    asks.set_asked(ctx, again, asked=True)
    shown = offers.side_by_side(ctx).asked[0].answers[row.company]
    assert shown.answer == "A fifth of the time"


def test_deleting_an_application_takes_its_offers_and_undo_brings_them_back(ctx: Context) -> None:
    row = offered(ctx, start_on=date(2027, 2, 1))
    applications.delete(ctx, [row.id])
    assert offers.open_count(ctx) == 0
    ctx.undo()
    assert [offer.start_on for offer in offers.versions(ctx, row.id)] == [date(2027, 2, 1)]


def test_a_correction_of_notes_leaves_a_deadline_that_the_user_moved(ctx: Context) -> None:
    row = offered(ctx, deadline_on=TODAY + WEEK)
    (offer,) = offers.versions(ctx, row.id)
    before = applications.detail(ctx, row.id).draft
    applications.edit(ctx, row.id, before.changed(deadline_on=TODAY + 2 * WEEK))
    offers.correct(ctx, offer.id, offer.draft.changed(notes="They gave me another week"))
    assert applications.row(ctx, row.id).deadline_on == TODAY + 2 * WEEK


def test_what_was_said_of_a_deleted_application_does_not_stick_to_the_next_one(ctx: Context) -> None:
    first = offered(ctx)
    criterion = offers.settings(ctx).criteria[0].key
    offers.score(ctx, first.id, criterion, 5)
    pipeline.expect_longer(ctx, first.id)
    applications.delete(ctx, [first.id])
    second = offered(ctx, "Quillmere")
    assert second.id == first.id, "ids are given again, which is why this matters"
    assert offers.settings(ctx).scores.get(second.id, {}) == {}
    with ctx.read() as session:
        assert reminder_store.kept(session) == {}
    for _ in range(3):
        ctx.undo()
    assert offers.settings(ctx).scores[first.id] == {criterion: 5}
    with ctx.read() as session:
        assert len(reminder_store.kept(session)) == 1
