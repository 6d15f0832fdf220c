"""Booking, moving and ending rounds; their checklists; where they clash."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mltracker.domain.errors import InvalidInput, NotFound, TooEarly
from mltracker.domain.interviews import InterviewDraft
from mltracker.services import checklists, interviews, readiness, recommendations, scheduling
from mltracker.services.context import Context
from tests.conftest import FakeClock
from tests.services.cases import DAY, PAST, SOON, applied, booked


def test_a_round_gets_the_checklist_of_its_kind_dated_from_its_start(ctx: Context) -> None:
    row = booked(ctx, round_kind="recruiter-screen")
    items = checklists.items(ctx, row.id)
    due = {item.text: item.due_at for item in items}
    assert due["Read what the company sells, to whom, and its last three announcements"] == SOON - timedelta(
        hours=72
    )
    assert due["Thank those you met: three lines, with one thing from the talk"] == SOON + timedelta(hours=20)
    assert "Say your one-minute introduction aloud, twice" in due


def test_the_checklist_of_a_take_home_is_dated_from_when_it_is_due(ctx: Context) -> None:
    row = booked(ctx, round_kind="take-home", starts_at=None, received_at=PAST, due_at=SOON)
    assert row.at == SOON
    assert all(item.due_at is not None for item in checklists.items(ctx, row.id))
    assert max(item.due_at for item in checklists.items(ctx, row.id)) > SOON  # type: ignore[type-var]


def test_moving_keeps_the_old_time_and_takes_the_checklist_along(ctx: Context, clock: FakeClock) -> None:
    row = booked(ctx, zone="America/New_York")
    before = [(item.text, item.due_at) for item in checklists.items(ctx, row.id)]
    clock.advance(hours=1)
    moved, _ = scheduling.move(ctx, row.id, SOON + DAY, "Europe/Berlin")
    assert (moved.starts_at, moved.zone) == (SOON + DAY, "Europe/Berlin")
    assert interviews.detail(ctx, row.id).moves == (interviews.Move(SOON, "America/New_York", clock()),)
    after = [(item.text, item.due_at) for item in checklists.items(ctx, row.id)]
    assert after == [(text, due + DAY) for text, due in before if due is not None]


def test_editing_without_another_time_is_no_move(ctx: Context) -> None:
    row = booked(ctx)
    interviews.edit(ctx, row.id, interviews.detail(ctx, row.id).draft.changed(notes="Bring the slides"))
    assert interviews.detail(ctx, row.id).moves == ()


def test_another_kind_of_round_brings_its_own_items_and_keeps_what_is_done(ctx: Context) -> None:
    row = booked(ctx, round_kind="recruiter-screen")
    own, _ = checklists.add(ctx, row.id, "Ask Ada about the team")
    intro = next(i for i in checklists.items(ctx, row.id) if i.text.startswith("Say your one-minute"))
    why = next(i for i in checklists.items(ctx, row.id) if i.text.startswith("Write one honest sentence"))
    checklists.tick(ctx, intro.id, done=True)
    interviews.edit(ctx, row.id, interviews.detail(ctx, row.id).draft.changed(round_kind="coding"))
    after = checklists.items(ctx, row.id)
    ids = {item.id for item in after}
    assert {own.id, intro.id} <= ids
    assert why.id not in ids
    assert len({item.text for item in after}) == len(after)


def test_rounds_clash_when_they_share_a_minute(ctx: Context) -> None:
    row = booked(ctx)
    for offset, minutes, clash in (
        (0, 45, True),
        (44, 30, True),
        (-30, 31, True),
        (45, 30, False),
        (-30, 30, False),
        (24 * 60, 45, False),
    ):
        found = interviews.clashes(interviews.taken(ctx), SOON + timedelta(minutes=offset), minutes)
        assert [other.id for other in found] == ([row.id] if clash else []), offset


def test_a_clash_is_no_refusal_and_does_not_count_itself_or_the_cancelled(ctx: Context) -> None:
    first = booked(ctx)
    second = booked(ctx, first.application_id)
    assert [row.id for row in interviews.clashes(interviews.taken(ctx), SOON, 45, exclude=first.id)] == [
        second.id
    ]
    interviews.set_status(ctx, second.id, "cancelled")
    assert interviews.clashes(interviews.taken(ctx), SOON, 45, exclude=first.id) == []


def test_a_take_home_clashes_with_nothing(ctx: Context) -> None:
    booked(ctx, round_kind="take-home", starts_at=None, due_at=SOON)
    assert interviews.clashes(interviews.taken(ctx), SOON, 45) == []


def test_coming_rounds_are_soonest_first_and_the_undated_last(ctx: Context) -> None:
    undated = booked(ctx, starts_at=None)
    later = booked(ctx, starts_at=SOON + DAY)
    sooner = booked(ctx)
    over = booked(ctx, starts_at=PAST)
    assert [row.id for row in interviews.coming(ctx)] == [sooner.id, later.id, undated.id]
    assert [row.id for row in interviews.coming(ctx, days=3)] == [sooner.id]
    assert [row.id for row in interviews.past(ctx)] == [over.id]
    assert interviews.coming(ctx, days=10**18) == interviews.coming(ctx)[:2]
    found = interviews.next_one(ctx)
    assert found is not None
    assert found.id == sooner.id


def test_a_round_is_coming_until_it_is_over(ctx: Context, clock: FakeClock) -> None:
    row = booked(ctx, minutes=60)
    clock.now = SOON + timedelta(minutes=59)
    assert [found.id for found in interviews.coming(ctx)] == [row.id]
    clock.advance(minutes=1)
    assert interviews.coming(ctx) == []
    assert interviews.row(ctx, row.id).needs_debrief(clock())


def test_a_round_without_a_date_has_readiness_and_recommendations(ctx: Context) -> None:
    row = booked(ctx, starts_at=None)
    found = readiness.for_interview(ctx, row.id).readiness
    assert 0 < found.low < found.mean < found.high < 1
    assert recommendations.for_interview(ctx, row.id)


def test_a_round_in_the_past_has_readiness_as_of_its_start(ctx: Context) -> None:
    row = booked(ctx, starts_at=PAST)
    assert readiness.for_interview(ctx, row.id).readiness.on == PAST


def test_a_result_before_the_round_began_needs_to_be_meant(ctx: Context, clock: FakeClock) -> None:
    row = booked(ctx)
    for early in (
        lambda: interviews.set_result(ctx, row.id, "passed"),
        lambda: interviews.set_status(ctx, row.id, "done"),
    ):
        with pytest.raises(TooEarly, match="has not begun"):
            early()
    assert interviews.row(ctx, row.id).status == "planned"
    assert interviews.set_result(ctx, row.id, "passed", early=True)[0].result == "passed"
    other = booked(ctx)
    clock.now = SOON
    assert interviews.set_result(ctx, other.id, "failed")[0].status == "done"


def test_a_take_home_has_begun_once_it_came(ctx: Context) -> None:
    row = booked(ctx, round_kind="take-home", starts_at=None, received_at=PAST, due_at=SOON)
    assert interviews.set_result(ctx, row.id, "passed")[0].result == "passed"


def test_a_result_ends_a_planned_round_and_leaves_a_cancelled_one(ctx: Context) -> None:
    row, other = booked(ctx, starts_at=PAST), booked(ctx, starts_at=PAST)
    assert interviews.set_result(ctx, row.id, "passed")[0].status == "done"
    interviews.set_status(ctx, other.id, "cancelled")
    assert interviews.set_result(ctx, other.id, "failed")[0].status == "cancelled"


def test_topics_they_told_shift_what_it_will_ask(ctx: Context) -> None:
    plain = booked(ctx)
    told = booked(ctx, plain.application_id, topics=("nlp",))
    shares = [readiness.for_interview(ctx, row.id).mix.p["nlp"] for row in (plain, told)]
    assert shares[1] > shares[0]
    assert interviews.detail(ctx, told.id).told_topics == ("nlp",)


def test_an_unknown_topic_application_or_person_is_refused(ctx: Context) -> None:
    row = applied(ctx)
    for values in ({"topics": ("astrology",)}, {"contacts": (77,)}, {"loop_id": 77}, {"application_id": 77}):
        draft = InterviewDraft.make(**({"application_id": row.id, "round_kind": "coding"} | values))
        with pytest.raises((InvalidInput, NotFound)):
            interviews.add(ctx, draft)
    assert interviews.rows(ctx) == []


def test_deleting_a_round_is_undone_with_its_checklist(ctx: Context) -> None:
    row = booked(ctx)
    before = interviews.detail(ctx, row.id)
    interviews.delete(ctx, row.id)
    assert interviews.rows(ctx) == []
    ctx.undo()
    assert interviews.detail(ctx, row.id) == before
