"""An offer due too early, and a clock that is set back by a year and a day: nothing is lost, and each thing keeps its order."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mltracker.domain.applications import NoteDraft
from mltracker.domain.errors import InvalidInput
from mltracker.domain.offers import OfferDraft
from mltracker.services import (
    applications,
    backups,
    checklists,
    interviews,
    notes,
    offers,
    reminders,
    scheduling,
    today,
)
from mltracker.services.context import Context
from tests.conftest import FakeClock
from tests.services.cases import DAY, SOON, TODAY, applied, booked

YEARS_AHEAD = timedelta(days=366)


def test_an_offer_cannot_be_due_before_its_application(ctx: Context) -> None:
    row = applied(ctx, applied_on=TODAY - 10 * DAY, stage="offer")
    early = OfferDraft.make(base=1, currency="EUR", deadline_on=TODAY - 11 * DAY)
    with pytest.raises(InvalidInput) as refused:
        offers.add(ctx, row.id, early)
    assert refused.value.fields == {"deadline_on": "This lies before the day you applied."}
    # one that is over may well be noted afterwards
    noted, _ = offers.add(ctx, row.id, early.changed(deadline_on=TODAY - DAY))
    with pytest.raises(InvalidInput):
        offers.correct(ctx, noted.id, early)
    assert [offer.deadline_on for offer in offers.versions(ctx, row.id)] == [TODAY - DAY]


def test_a_clock_set_back_loses_nothing_and_keeps_every_order(ctx: Context, clock: FakeClock) -> None:
    true_now = clock.now
    clock.now = true_now + YEARS_AHEAD
    row = applied(ctx, "Ahead Labs", stage="applied")
    applications.move_stage(ctx, row.id, "screening")
    notes.add(ctx, row.id, NoteDraft.make(body="Noted by the wrong clock"))
    interview = booked(ctx, row.id, starts_at=SOON + YEARS_AHEAD)
    assert backups.create(ctx).counts["application"] == 1
    clock.now = true_now
    # the history goes on in the order of what was done
    applications.move_stage(ctx, row.id, "interviewing")
    notes.add(ctx, row.id, NoteDraft.make(body="Noted by the right clock"))
    found = applications.detail(ctx, row.id)
    assert [event.to_kind for event in found.history] == ["applied", "screening", "interviewing"]
    assert found.row.stage_kind == "interviewing"
    assert {note.body for note in found.notes} == {"Noted by the wrong clock", "Noted by the right clock"}
    # a round is put right, and reminded of at its true time
    scheduling.move(ctx, interview.id, SOON)
    clock.now = SOON - timedelta(minutes=30)
    assert interview.id in {told.interview_id for told in reminders.plan(ctx).due(clock.now)}
    clock.now = true_now
    assert today.overview(ctx).hero is not None
    checklists.tick(ctx, checklists.items(ctx, interview.id)[0].id, done=True)
    # backups go on, as if there were none of a day to come
    made = [backup.made_at.date() for backup in backups.listed(ctx)]
    assert made == [TODAY + YEARS_AHEAD, TODAY]
    # Undo goes by what was done last, not by what the clock said
    labels = []
    while ctx.undo_label:
        labels.append(ctx.undo())
    assert labels[-1] == "Add Ahead Labs"
    assert labels[:2] == ["Tick a checklist item", "Move interview"]
    assert interviews.rows(ctx) == applications.rows(ctx) == []
