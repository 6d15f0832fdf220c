"""Dates that were noted wrongly are corrected in one step, with everything that tells of the same day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mltracker.domain.errors import ChangedMeanwhile, InvalidInput, NotFound
from mltracker.services import applications, history, pipeline
from mltracker.services.context import Context
from mltracker.store import repairs
from tests.conftest import FakeClock
from tests.services.cases import TODAY, applied

EARLIER = TODAY - timedelta(days=20)


def days(ctx: Context, application_id: int) -> list[date]:
    return [event.occurred_at.date() for event in applications.detail(ctx, application_id).history]


def test_what_was_sent_last_week_stands_in_its_stage_since_then(ctx: Context) -> None:
    row = applied(ctx, applied_on=EARLIER)
    assert days(ctx, row.id) == [EARLIER]
    (card,) = pipeline.overview(ctx).cards
    assert card.days_in_stage == 19  # noon of that day is not twenty whole days ago


def test_a_step_is_corrected_and_undone(ctx: Context, clock: FakeClock) -> None:
    row = applied(ctx, stage="applied")
    clock.advance(days=10)
    applications.move_stage(ctx, row.id, "screening")
    screening = applications.detail(ctx, row.id).history[-1]
    fixed, _ = history.correct(ctx, row.id, {screening.id: TODAY + timedelta(days=4)})
    assert fixed.stage_since.date() == TODAY + timedelta(days=4)
    assert ctx.undo() == "Correct the dates of Fernhollow Labs"
    assert applications.row(ctx, row.id).stage_since == screening.occurred_at


def test_an_impossible_day_is_said_at_its_field_and_nothing_changes(ctx: Context, clock: FakeClock) -> None:
    row = applied(ctx, stage="applied")
    clock.advance(days=10)
    applications.move_stage(ctx, row.id, "screening")
    first, second = applications.detail(ctx, row.id).history
    before = days(ctx, row.id)
    with pytest.raises(InvalidInput) as caught:
        history.correct(ctx, row.id, {second.id: EARLIER, first.id: TODAY + timedelta(days=30)})
    assert set(caught.value.fields) == {history.field_of(first.id), history.field_of(second.id)}
    clock.advance(days=2)
    with pytest.raises(InvalidInput, match="Screening came on Fri 11 Dec 2026, before this day"):
        history.correct(ctx, row.id, {}, date(2026, 12, 12))
    with pytest.raises(InvalidInput, match="still to come"):
        history.correct(ctx, row.id, {}, date(2027, 1, 1))
    with pytest.raises(NotFound):
        history.correct(ctx, row.id, {999: TODAY})
    assert days(ctx, row.id) == before


def test_the_day_of_applying_goes_along_with_its_step(ctx: Context, clock: FakeClock) -> None:
    row = applied(ctx, stage="applied")
    (step,) = applications.detail(ctx, row.id).history
    fixed, _ = history.correct(ctx, row.id, {step.id: EARLIER})
    assert fixed.applied_on == EARLIER


def test_the_day_of_the_outcome_goes_along_with_its_step(ctx: Context, clock: FakeClock) -> None:
    row = applied(ctx, applied_on=EARLIER)
    applications.close(ctx, row.id, "rejected")
    last = applications.detail(ctx, row.id).history[-1]
    fixed, _ = history.correct(ctx, row.id, {last.id: TODAY - timedelta(days=3)})
    assert fixed.outcome_on == TODAY - timedelta(days=3)


def test_the_form_moves_the_step_along_and_refuses_what_cannot_be(ctx: Context, clock: FakeClock) -> None:
    row = applied(ctx, stage="applied")
    draft = applications.detail(ctx, row.id).draft
    applications.edit(ctx, row.id, draft.changed(applied_on=EARLIER))
    assert days(ctx, row.id) == [EARLIER]
    clock.advance(days=2)
    applications.move_stage(ctx, row.id, "screening")
    for wrong, said in ((date(2026, 12, 3), None), (date(2026, 12, 4), "still to come")):
        if said is None:
            applications.edit(ctx, row.id, draft.changed(applied_on=wrong))
            applications.edit(ctx, row.id, draft.changed(applied_on=EARLIER))
            continue
        with pytest.raises(InvalidInput, match=said):
            applications.edit(ctx, row.id, draft.changed(applied_on=wrong))
    with pytest.raises(InvalidInput, match="still to come"):
        applied(ctx, "Tarnwick", applied_on=date(2027, 1, 1))


def test_a_clock_set_back_leaves_old_entries_editable(ctx: Context, clock: FakeClock) -> None:
    row = applied(ctx, stage="applied")
    clock.advance(days=-30)
    draft = applications.detail(ctx, row.id).draft
    assert applications.edit(ctx, row.id, draft.changed(location="Oslo"))[0].location == "Oslo"
    moved, _ = applications.move_stage(ctx, row.id, "screening")
    assert moved.stage == "Screening"
    assert applications.detail(ctx, row.id).history[-1].to_stage == "Screening"
    with ctx.write_unrecorded() as session:
        assert repairs.run(session)["stages"] == 0
    (card,) = pipeline.overview(ctx).cards
    assert card.days_in_stage == 0


def test_a_second_form_learns_what_changed_meanwhile(ctx: Context) -> None:
    row = applied(ctx, location="Oslo")
    seen = applications.detail(ctx, row.id).draft
    applications.edit(ctx, row.id, seen.changed(location="Bergen", priority=3), seen=seen)
    with pytest.raises(ChangedMeanwhile) as caught:
        applications.edit(ctx, row.id, seen.changed(source="Referral"), seen=seen)
    assert caught.value.stored == {"location": "Bergen", "priority": 3}
    now = applications.detail(ctx, row.id).draft
    applications.edit(ctx, row.id, now.changed(source="Referral"), seen=now)
    assert applications.row(ctx, row.id).location == "Bergen"
