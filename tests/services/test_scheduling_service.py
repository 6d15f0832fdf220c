"""Finding a time: offered slots, one taken, moves with their history, and days of several sessions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from mltracker.domain.changes import Change
from mltracker.domain.errors import InvalidInput, NotFound
from mltracker.domain.interviews import SlotRow
from mltracker.domain.loops import LoopDraft, SessionDraft
from mltracker.services import agenda, applications, checklists, interviews, loops, rounds, scheduling
from mltracker.services.context import Context
from mltracker.store import interviews as store
from tests.conftest import FakeClock
from tests.services.cases import DAY, PAST, SOON, applied, booked

HOUR = timedelta(hours=1)


def states(ctx: Context, interview_id: int) -> list[tuple[datetime, str]]:
    return [(slot.starts_at, slot.state) for slot in scheduling.slots(ctx, interview_id)]


def sequence(ctx: Context, interview_id: int) -> int:
    with ctx.read() as session:
        return store.load(session, interview_id).ics_sequence


def offered(ctx: Context, *starts: datetime) -> tuple[int, tuple[SlotRow, ...]]:
    row = booked(ctx, starts_at=None, zone="America/New_York")
    return row.id, scheduling.offer(ctx, row.id, starts)[0]


def test_taking_an_offered_time_books_it_and_declines_the_others(ctx: Context) -> None:
    interview_id, slots = offered(ctx, SOON + DAY, SOON, SOON + 2 * DAY)
    assert [slot.starts_at for slot in slots] == [SOON, SOON + DAY, SOON + 2 * DAY]
    row, _ = scheduling.take(ctx, slots[1].id)
    assert (row.starts_at, row.zone) == (SOON + DAY, "America/New_York")
    assert [state for _, state in states(ctx, interview_id)] == ["declined", "taken", "declined"]
    assert all(item.due_at is not None for item in checklists.items(ctx, interview_id))
    ctx.undo()
    assert interviews.row(ctx, interview_id).starts_at is None
    assert {state for _, state in states(ctx, interview_id)} == {"offered"}


def test_taking_another_time_later_is_a_move(ctx: Context, clock: FakeClock) -> None:
    interview_id, slots = offered(ctx, SOON, SOON + DAY)
    scheduling.take(ctx, slots[0].id)
    before = sequence(ctx, interview_id)
    clock.advance(hours=1)
    scheduling.take(ctx, slots[1].id)
    assert interviews.detail(ctx, interview_id).moves == (interviews.Move(SOON, "America/New_York", clock()),)
    assert sequence(ctx, interview_id) == before + 1


def test_a_cancelled_round_that_gets_a_new_time_is_planned_again(ctx: Context) -> None:
    for status in ("cancelled", "no-show"):
        row = booked(ctx, starts_at=PAST)
        interviews.set_status(ctx, row.id, status)  # type: ignore[arg-type]
        slots, _ = scheduling.offer(ctx, row.id, [SOON])
        assert interviews.row(ctx, row.id).status == status, "an offer alone books nothing"
        taken, change = scheduling.take(ctx, slots[0].id)
        assert (taken.status, taken.starts_at) == ("planned", SOON)
        assert change & Change.INTERVIEWS
        ctx.undo()
        assert interviews.row(ctx, row.id).status == status
        assert scheduling.move(ctx, row.id, PAST - DAY)[0].status == status, "only a date was put right"
        assert scheduling.move(ctx, row.id, SOON)[0].status == "planned"
    done = booked(ctx, starts_at=PAST)
    interviews.set_status(ctx, done.id, "done")
    assert scheduling.move(ctx, done.id, SOON)[0].status == "done"


def test_a_time_that_is_offered_already_is_not_offered_twice(ctx: Context) -> None:
    interview_id, _ = offered(ctx, SOON)
    scheduling.offer(ctx, interview_id, [SOON, SOON + DAY, SOON + DAY])
    assert states(ctx, interview_id) == [(SOON, "offered"), (SOON + DAY, "offered")]


@pytest.mark.parametrize(
    ("starts", "said"),
    [
        ([], "Write at least one day and time."),
        ([PAST], "One of these times is over already."),
        ([SOON + n * HOUR for n in range(21)], "At most 20 times can be on offer at once."),
    ],
)
def test_times_that_cannot_be_offered_say_why(ctx: Context, starts: list[datetime], said: str) -> None:
    row = booked(ctx, starts_at=None)
    with pytest.raises(InvalidInput) as caught:
        scheduling.offer(ctx, row.id, starts)
    assert caught.value.fields == {"slots": said}
    assert scheduling.slots(ctx, row.id) == ()


def test_an_offered_time_can_be_withdrawn_and_comes_back_by_undo(ctx: Context) -> None:
    interview_id, slots = offered(ctx, SOON, SOON + DAY)
    scheduling.withdraw(ctx, slots[0].id)
    assert states(ctx, interview_id) == [(SOON + DAY, "offered")]
    with pytest.raises(NotFound):
        scheduling.take(ctx, slots[0].id)
    ctx.undo()
    assert len(states(ctx, interview_id)) == 2


def test_their_zone_is_kept_with_the_times(ctx: Context) -> None:
    row = booked(ctx, starts_at=None)
    scheduling.offer(ctx, row.id, [SOON], zone="Asia/Tokyo")
    assert interviews.row(ctx, row.id).zone == "Asia/Tokyo"
    assert interviews.detail(ctx, row.id).moves == ()


def test_moving_a_take_home_moves_its_due_time(ctx: Context) -> None:
    row = booked(ctx, round_kind="take-home", starts_at=None, received_at=PAST, due_at=SOON, format="async")
    moved, _ = scheduling.move(ctx, row.id, SOON + DAY)
    assert (moved.starts_at, moved.due_at) == (None, SOON + DAY)
    with pytest.raises(InvalidInput) as caught:
        scheduling.move(ctx, row.id, PAST - DAY)
    assert caught.value.fields == {"due_at": "It is due before it was received."}


def day(ctx: Context, **more: object) -> LoopDraft:
    kinds = ("coding", "ml-system-design", "behavioral")
    sessions = tuple(
        SessionDraft.make(round_kind=kind, minutes=45, break_after=15, people=("Juniper Ashgrove",))
        for kind in kinds
    )
    values = {"application_id": applied(ctx, "Marrowby").id, "starts_at": SOON, "zone": "Europe/Berlin"}
    return LoopDraft.make(**{**values, "sessions": sessions, **more})


def test_a_day_of_sessions_is_planned_in_one_step(ctx: Context) -> None:
    rows, _ = loops.save_day(ctx, day(ctx))
    assert [row.starts_at for row in rows] == [SOON, SOON + HOUR, SOON + 2 * HOUR]
    assert {row.loop_id for row in rows} == {rows[0].id}
    people = {c.name for row in rows for c in interviews.detail(ctx, row.id).contacts}
    assert people == {"Juniper Ashgrove"}
    assert len(applications.detail(ctx, rows[0].application_id).contacts) == 1
    thanks = [
        sum(item.text.startswith("Thank those") for item in checklists.items(ctx, row.id)) for row in rows
    ]
    assert thanks == [1, 0, 0], "a day does not list its general items for each session"
    ctx.undo()
    assert interviews.rows(ctx) == []
    assert applications.detail(ctx, rows[0].application_id).contacts == ()


def test_a_day_reads_back_as_it_was_written(ctx: Context) -> None:
    rows, _ = loops.save_day(ctx, day(ctx))
    found = loops.day_of(ctx, rows[1].id)
    assert found is not None
    assert [one.interview_id for one in found.sessions] == [row.id for row in rows]
    assert [one.break_after for one in found.sessions] == [15, 15, 0]
    assert found.starts == tuple(row.starts_at for row in rows)
    assert loops.day_of(ctx, booked(ctx, starts_at=None).id) is None


def test_a_changed_day_moves_keeps_adds_and_removes_sessions(ctx: Context) -> None:
    rows, _ = loops.save_day(ctx, day(ctx))
    before = loops.day_of(ctx, rows[0].id)
    assert before is not None
    extra = SessionDraft.make(round_kind="ml-breadth", minutes=30)
    kept = (before.sessions[1], before.sessions[0], extra)
    changed, _ = loops.save_day(
        ctx, before.changed(starts_at=SOON + DAY, sessions=kept), instead_of=rows[2].id
    )
    assert [row.id for row in changed[:2]] == [rows[1].id, rows[0].id]
    assert [row.round_kind for row in changed] == ["ml-system-design", "coding", "ml-breadth"]
    assert {row.id for row in interviews.rows(ctx)} == {row.id for row in changed}
    assert [move.starts_at for move in interviews.detail(ctx, rows[0].id).moves] == [SOON]
    assert len({row.loop_id for row in changed}) == 1
    ctx.undo()
    assert [row.starts_at for row in interviews.rows(ctx)] == [SOON, SOON + HOUR, SOON + 2 * HOUR]


def test_sessions_that_overlap_stay_where_they_were_put(ctx: Context) -> None:
    rows, _ = loops.save_day(ctx, day(ctx))
    scheduling.move(ctx, rows[1].id, SOON + timedelta(minutes=15))
    scheduling.move(ctx, rows[2].id, SOON + timedelta(minutes=15))
    before = [row.starts_at for row in interviews.rows(ctx)]
    found = loops.day_of(ctx, rows[0].id)
    assert found is not None
    assert [one.break_after for one in found.sessions] == [-30, -45, 0]
    loops.save_day(ctx, found, instead_of=rows[0].id)
    assert [row.starts_at for row in interviews.rows(ctx)] == before
    with pytest.raises(InvalidInput) as caught:
        SessionDraft.make(round_kind="coding", minutes=45, break_after=-46)
    assert caught.value.fields == {"form": "The next session would begin before this one."}


def test_a_long_session_may_run_while_another_begins_soon_after_it(ctx: Context) -> None:
    long = booked(ctx, minutes=24 * 60)
    other = booked(ctx, long.application_id, starts_at=SOON + HOUR)
    with ctx.write("Join them") as session:
        store.join_loop(session, [long.id, other.id])
    found = loops.day_of(ctx, other.id)
    assert found is not None
    assert [one.break_after for one in found.sessions] == [-23 * 60, 0]
    assert [row.starts_at for row in loops.save_day(ctx, found, instead_of=long.id)[0]] == [SOON, SOON + HOUR]


def test_an_onsite_loop_becomes_its_sessions(ctx: Context) -> None:
    whole = booked(ctx, applied(ctx, "Marrowby").id, round_kind="onsite-loop", minutes=240)
    alone = loops.day_of(ctx, whole.id)
    assert alone is not None
    first = alone.sessions[0]
    sessions = (
        SessionDraft.make(interview_id=first.interview_id, round_kind="coding"),
        SessionDraft.make(round_kind="behavioral"),
    )
    rows, _ = loops.save_day(ctx, alone.changed(sessions=sessions), instead_of=whole.id)
    assert [(row.id, row.round_kind) for row in rows] == [(whole.id, "coding"), (rows[1].id, "behavioral")]
    assert [entry.kind for entry in agenda.calendar(ctx).coming] == ["loop"]


def test_deleting_the_first_session_leaves_the_others_together(ctx: Context) -> None:
    rows, _ = loops.save_day(ctx, day(ctx))
    interviews.delete(ctx, rows[0].id)
    left = interviews.rows(ctx)
    assert [row.loop_id for row in left] == [rows[1].id, rows[1].id]
    interviews.delete(ctx, rows[1].id)
    assert [row.loop_id for row in interviews.rows(ctx)] == [None]
    ctx.undo()
    ctx.undo()
    assert {row.loop_id for row in interviews.rows(ctx)} == {rows[0].id}


def test_a_session_of_another_day_is_refused(ctx: Context) -> None:
    other = booked(ctx)
    sessions = (SessionDraft.make(interview_id=other.id, round_kind="coding"),)
    with pytest.raises(InvalidInput) as caught:
        loops.save_day(ctx, day(ctx, sessions=sessions))
    assert set(caught.value.fields) == {"sessions"}


def test_a_day_across_the_change_of_the_clocks_keeps_its_lengths(ctx: Context) -> None:
    at = datetime(2027, 3, 28, 0, 30, tzinfo=UTC)
    rows, _ = loops.save_day(ctx, day(ctx, starts_at=at))
    assert [row.starts_at for row in rows] == [at, at + HOUR, at + 2 * HOUR]


def test_expected_rounds_are_added_at_once_in_their_order(ctx: Context) -> None:
    application = applied(ctx)
    booked(ctx, application.id, zone="America/New_York")
    rows, _ = rounds.expect(ctx, application.id, ("ml-breadth", "take-home", "hiring-manager"))
    assert [(row.round_kind, row.at, row.round_number) for row in rows] == [
        ("ml-breadth", None, 2),
        ("take-home", None, 3),
        ("hiring-manager", None, 4),
    ]
    assert {row.zone for row in rows} == {"America/New_York"}
    assert all(checklists.items(ctx, row.id) for row in rows)
    ctx.undo()
    assert len(interviews.rows(ctx)) == 1
    for kinds in ((), ("coding",) * 16):
        with pytest.raises(InvalidInput):
            rounds.expect(ctx, application.id, kinds)


@pytest.mark.parametrize(
    ("stage", "kind", "proposed"),
    [
        ("Applied", "recruiter-screen", "Screening"),
        ("Saved", "technical-screen", "Screening"),
        ("Applied", "ml-breadth", "Interviewing"),
        ("Screening", "coding", "Interviewing"),
        ("Screening", "recruiter-screen", None),
        ("Interviewing", "online-assessment", None),
        ("Offer", "offer-hr", None),
    ],
)
def test_booking_a_round_proposes_the_stage_it_fits(
    ctx: Context, stage: str, kind: str, proposed: str | None
) -> None:
    row = booked(ctx, applied(ctx, stage=stage).id, round_kind=kind)
    found = rounds.proposed_stage(ctx, row)
    assert (found.stage.name if found else None) == proposed
    assert applications.row(ctx, row.application_id).stage == stage, "nothing moves by itself"


def test_a_declined_proposal_stays_away_and_an_undated_round_proposes_nothing(ctx: Context) -> None:
    application = applied(ctx, stage="Applied")
    row = booked(ctx, application.id)
    assert rounds.proposed_stage(ctx, booked(ctx, application.id, starts_at=None)) is None
    found = rounds.proposed_stage(ctx, row)
    assert found is not None
    rounds.decline_stage(ctx, found.key)
    assert rounds.proposed_stage(ctx, row) is None
    assert rounds.proposed_stage(ctx, booked(ctx, application.id)) is None
    ctx.undo()
    ctx.undo()
    assert rounds.proposed_stage(ctx, row) is not None


def test_a_session_without_a_date_lives_through_a_change_of_its_day(ctx: Context) -> None:
    rows, _ = loops.save_day(ctx, day(ctx))
    draft = interviews.detail(ctx, rows[1].id).draft
    interviews.edit(ctx, rows[1].id, draft.changed(starts_at=None))
    shown = loops.day_of(ctx, rows[0].id)
    assert shown is not None
    loops.save_day(ctx, shown.changed(location="Second floor"), instead_of=rows[0].id)
    assert {row.id for row in interviews.rows(ctx)} == {row.id for row in rows}
    assert {row.loop_id for row in interviews.rows(ctx)} == {rows[0].id}


def test_a_session_on_the_next_day_stays_there_when_its_loop_is_saved_again(ctx: Context) -> None:
    rows, _ = loops.save_day(ctx, day(ctx))
    scheduling.move(ctx, rows[2].id, SOON + DAY)
    shown = loops.day_of(ctx, rows[0].id)
    assert shown is not None
    loops.save_day(ctx, shown, instead_of=rows[0].id)
    assert interviews.row(ctx, rows[2].id).starts_at == SOON + DAY
