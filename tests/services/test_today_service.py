"""The first page: what is next, and what to do now in the order of urgency."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from mltracker.domain.interviews import DebriefDraft
from mltracker.domain.practice import AnswerDraft, PracticeRequest
from mltracker.services import (
    agenda,
    application_tasks,
    applications,
    checklists,
    debrief,
    interviews,
    practice,
    scheduling,
    timeline,
    today,
)
from mltracker.services.context import Context
from mltracker.store.tables import ChecklistItem
from tests.conftest import NOW, FakeClock
from tests.services.cases import DAY, PAST, SOON, TODAY, applied, bank, booked


def kinds(ctx: Context) -> list[str]:
    return [action.kind for action in today.overview(ctx).actions]


def test_before_the_first_application_it_is_empty(ctx: Context) -> None:
    found = today.overview(ctx)
    assert (found.empty, found.hero, found.actions, found.week) == (True, None, (), ())


def test_the_hero_is_the_next_round_with_its_earliest_open_item(ctx: Context) -> None:
    booked(ctx, starts_at=SOON + DAY)
    row = booked(ctx)
    items = checklists.items(ctx, row.id)
    earliest = min(items, key=lambda item: (item.due_at, item.position))
    checklists.tick(ctx, earliest.id, done=True)
    hero = today.overview(ctx).hero
    assert hero is not None
    assert (hero.interview.id, hero.done, hero.total) == (row.id, 1, len(items))
    assert hero.readiness.factors
    assert hero.next_item is not None
    assert hero.next_item.id != earliest.id
    assert all(hero.next_item.due_at <= item.due_at for item in items if item.id != earliest.id)  # type: ignore[operator]


def test_a_round_of_a_closed_application_is_neither_next_nor_to_be_prepared(ctx: Context) -> None:
    closed, archived, live = (applied(ctx, name) for name in ("Closed Labs", "Put Away", "Live Labs"))
    for row in (closed, archived):
        booked(ctx, row.id, starts_at=NOW + timedelta(hours=5))
        booked(ctx, row.id, round_kind="take-home", starts_at=None, due_at=NOW + timedelta(hours=6))
    kept = booked(ctx, live.id, starts_at=NOW + timedelta(hours=5))
    applications.close(ctx, closed.id, "rejected")
    applications.archive(ctx, [archived.id])
    found = today.overview(ctx)
    assert found.hero is not None
    assert (found.hero.interview.id, [row.interview.id for row in found.week]) == (kept.id, [kept.id])
    assert {a.application_id for a in found.actions} <= {live.id}
    assert interviews.next_one(ctx) == found.hero.interview
    assert interviews.clashes(interviews.taken(ctx), kept.starts_at, 45, kept.id) == []  # type: ignore[arg-type]
    assert agenda.calendar(ctx).clashes == {}
    ctx.undo()
    ctx.undo()
    assert len(interviews.coming(ctx)) == 5, "reopened, they are ahead again"


def test_actions_come_in_the_order_of_their_urgency(ctx: Context, clock: FakeClock) -> None:
    offer = applied(ctx, "Offer Works", stage="offer", deadline_on=TODAY + DAY)
    over = booked(ctx, applied(ctx, "Debrief Labs").id, starts_at=PAST)
    hero = booked(ctx, applied(ctx, "Hero Labs").id, starts_at=NOW + timedelta(hours=20))
    soon = booked(ctx, applied(ctx, "Soon Labs").id, starts_at=NOW + timedelta(hours=30))
    friend = applied(ctx, "Friend Works", applied_on=TODAY - DAY, follow_up_on=TODAY)
    for row in (over, hero, soon):
        for item in checklists.items(ctx, row.id):
            checklists.tick(ctx, item.id, done=True)
    checklists.add(ctx, soon.id, "Late thing", due_at=NOW - DAY)
    found = today.overview(ctx)
    assert found.hero is not None
    assert found.hero.interview.id == hero.id
    assert [action.kind for action in found.actions] == [
        "deadline",
        "debrief",
        "prepare",
        "follow-up",
        "checklist",
    ]
    deadline, missing, prepare, follow, late = found.actions
    assert (deadline.application_id, deadline.title) == (offer.id, "Answer the Offer Works offer")
    assert (missing.interview_id, prepare.interview_id) == (over.id, soon.id)
    assert (follow.application_id, follow.overdue) == (friend.id, False)
    assert (late.interview_id, late.overdue) == (soon.id, False), "its time was over when it was added"


def test_five_actions_come_first_and_the_others_after_them(ctx: Context) -> None:
    for number in range(8):
        applied(ctx, f"Company {number}", follow_up_on=TODAY)
    found = today.overview(ctx)
    assert [len(found.actions), len(found.more)] == [5, 3]
    assert {a.title for a in (*found.actions, *found.more)} == {
        f"Follow up with Company {n}" for n in range(8)
    }


def test_a_deadline_counts_within_two_days_and_not_once_it_is_over(ctx: Context) -> None:
    for days in (-1, 0, 2, 3):
        applied(ctx, f"In {days} days", deadline_on=TODAY + days * DAY)
    titles = [action.title for action in today.overview(ctx).actions if action.kind == "deadline"]
    assert titles == ["Apply to In 0 days", "Apply to In 2 days"]


def test_the_last_day_of_a_posting_is_nothing_to_do_once_applied(ctx: Context) -> None:
    row = applied(ctx, deadline_on=TODAY + DAY)
    assert kinds(ctx) == ["deadline"]
    applications.move_stage(ctx, row.id, "applied")
    assert "deadline" not in kinds(ctx)
    applications.move_stage(ctx, row.id, "offer")
    assert kinds(ctx)[0] == "deadline"


def test_a_take_home_is_due_within_two_days(ctx: Context, clock: FakeClock) -> None:
    row = booked(ctx, round_kind="take-home", starts_at=None, due_at=NOW + timedelta(hours=49))
    assert "deadline" not in kinds(ctx)
    clock.advance(hours=1)
    (action,) = [action for action in today.overview(ctx).actions if action.kind == "deadline"]
    assert (action.interview_id, action.title) == (row.id, "Hand in the Fernhollow Labs take-home")


def test_a_round_in_two_days_asks_for_practice_until_there_was_some(ctx: Context) -> None:
    booked(ctx, starts_at=NOW + timedelta(hours=10))
    row = booked(ctx, starts_at=NOW + timedelta(hours=40))
    booked(ctx, starts_at=NOW + timedelta(hours=60))
    assert [a.interview_id for a in today.overview(ctx).actions if a.kind == "prepare"] == [row.id]
    session, _ = practice.start(ctx, PracticeRequest.make(mode="interview", interview_id=row.id))
    practice.answer(ctx, session.id, bank(ctx, "nlp")[0].id, AnswerDraft.make(grade="good"))
    assert "prepare" not in kinds(ctx)


def test_a_debrief_is_asked_for_until_it_is_written(ctx: Context) -> None:
    row = booked(ctx, starts_at=PAST)
    assert kinds(ctx)[0] == "debrief"
    debrief.finish(ctx, row.id, DebriefDraft.make())
    assert "debrief" not in kinds(ctx)


def test_a_cancelled_round_asks_for_nothing(ctx: Context) -> None:
    row = booked(ctx, starts_at=PAST)
    interviews.set_status(ctx, row.id, "cancelled")
    assert kinds(ctx) == []


def test_an_answer_that_is_overdue_is_a_reason_to_ask(ctx: Context) -> None:
    row = booked(ctx, starts_at=PAST)
    debrief.finish(ctx, row.id, DebriefDraft.make(reply_expected_on=TODAY))
    assert "reply" in kinds(ctx)
    applications.close(ctx, row.application_id, "rejected")
    assert "reply" not in kinds(ctx)


def test_items_before_a_round_that_is_over_are_moot_and_thanks_stay_until_they_are_old(
    ctx: Context, clock: FakeClock
) -> None:
    row = booked(ctx, starts_at=PAST - DAY)
    found = {action.kind: action for action in today.overview(ctx).actions}
    assert found.keys() == {"debrief", "thanks"}
    assert (found["thanks"].letter, found["thanks"].overdue) == ("thank-you", True)
    debrief.finish(ctx, row.id, DebriefDraft.make())
    assert kinds(ctx) == ["thanks"]
    clock.advance(days=3)
    assert kinds(ctx) == []


def test_thanks_are_offered_once_the_round_is_over_and_gone_once_they_are_written(
    ctx: Context, clock: FakeClock
) -> None:
    row = booked(ctx, starts_at=NOW + timedelta(hours=1))
    assert "thanks" not in kinds(ctx)
    clock.advance(hours=2)
    (thanks,) = [action for action in today.overview(ctx).actions if action.kind == "thanks"]
    assert (thanks.title, thanks.overdue) == ("Thank those you met at Fernhollow Labs", False)
    assert thanks.item_id is not None
    checklists.tick(ctx, thanks.item_id, done=True)
    assert "thanks" not in kinds(ctx)
    checklists.tick(ctx, thanks.item_id, done=False)
    interviews.set_status(ctx, row.id, "no-show")
    assert kinds(ctx) == []


def test_of_the_overdue_items_of_a_round_the_earliest_is_named(ctx: Context) -> None:
    row = booked(ctx, starts_at=NOW + timedelta(hours=50))
    for item in checklists.items(ctx, row.id):
        checklists.tick(ctx, item.id, done=True)
    for hours in (3, 5, 4):
        checklists.add(ctx, row.id, f"{hours} hours late", due_at=NOW - timedelta(hours=hours))
    (action,) = today.overview(ctx).actions
    assert (action.kind, action.title, action.more) == ("checklist", "Fernhollow Labs: 5 hours late", 2)
    assert action.item_id is not None
    checklists.tick(ctx, action.item_id, done=True)
    assert [a.title for a in today.overview(ctx).actions] == ["Fernhollow Labs: 4 hours late"]


def test_an_overdue_task_without_an_interview_is_an_action_while_its_application_is_live(
    ctx: Context,
) -> None:
    row = applied(ctx)
    values = {"application_id": row.id, "text": "Send the portfolio", "due_at": NOW - DAY}
    with ctx.write("Add a task") as session:
        session.add(ChecklistItem.model_validate(values))
    (action,) = today.overview(ctx).actions
    assert (action.kind, action.title) == ("task", "Fernhollow Labs: Send the portfolio")
    applications.close(ctx, row.id, "withdrawn")
    assert kinds(ctx) == []


def test_a_task_is_due_all_day_and_overdue_once_the_day_is_over(ctx: Context, clock: FakeClock) -> None:
    ctx.zone = ZoneInfo("America/Los_Angeles")
    day = datetime(2026, 12, 1, tzinfo=ctx.zone)
    row = applied(ctx, follow_up_on=TODAY)
    application_tasks.add(ctx, row.id, "Send the portfolio", due_on=TODAY)
    seen = {}
    for hours in (8, 9, 10, 23.9, 24):
        clock.now = (day + timedelta(hours=hours)).astimezone(UTC)
        seen[hours] = [(a.kind, a.overdue) for a in today.overview(ctx).actions if a.kind != "practice"]
    due = [("follow-up", False), ("task", False)]
    assert seen == {
        8: [("follow-up", False)],
        9: [("follow-up", False)],
        10: due,
        23.9: due,
        24: [("follow-up", True), ("task", True)],
    }


def test_an_item_with_another_time_is_another_action(ctx: Context) -> None:
    row = booked(ctx, starts_at=NOW + timedelta(hours=50))
    for item in checklists.items(ctx, row.id):
        checklists.tick(ctx, item.id, done=True)
    checklists.add(ctx, row.id, "Late", offset_hours=-52)
    (action,) = today.overview(ctx).actions
    today.dismiss(ctx, action.key)
    assert kinds(ctx) == []
    scheduling.move(ctx, row.id, NOW + timedelta(hours=49))
    assert kinds(ctx) == ["checklist"]


def test_a_follow_up_is_a_nudge_after_a_round_and_a_check_in_before_one(ctx: Context) -> None:
    applied(ctx, "Greyhaddock", follow_up_on=TODAY)
    met = applied(ctx, "Quillmere", follow_up_on=TODAY)
    over = booked(ctx, met.id, starts_at=PAST)
    letters = {a.application_id: (a.letter, a.interview_id) for a in today.overview(ctx).actions if a.letter}
    assert ("check-in", None) in letters.values()
    found = [a for a in today.overview(ctx).actions if a.kind == "follow-up" and a.application_id == met.id]
    assert [(a.letter, a.interview_id) for a in found] == [("nudge", over.id)]


def test_tonights_practice_is_offered_only_without_a_hero(ctx: Context) -> None:
    row = applied(ctx)
    assert kinds(ctx) == []
    applied(ctx, "Quillmere", posting_text="Requirements: learning to rank.")
    assert kinds(ctx) == ["practice"], "a posting says what to practice"
    applications.delete(ctx, [row.id + 1])
    applications.move_stage(ctx, row.id, "applied")
    assert kinds(ctx) == ["practice"]
    booked(ctx, row.id)
    assert "practice" not in kinds(ctx)


def test_a_snoozed_action_comes_back_and_a_dismissed_one_does_not(ctx: Context, clock: FakeClock) -> None:
    applied(ctx, follow_up_on=TODAY)
    (action,) = today.overview(ctx).actions
    today.snooze(ctx, action.key, clock() + timedelta(hours=4))
    assert kinds(ctx) == []
    assert today.overview(ctx).until == clock() + timedelta(hours=4)
    clock.advance(hours=4)
    assert kinds(ctx) == ["follow-up"]
    today.dismiss(ctx, action.key)
    clock.advance(days=300)
    assert "follow-up" not in kinds(ctx)


def test_another_day_is_another_reminder(ctx: Context) -> None:
    row = applied(ctx, follow_up_on=TODAY - DAY)
    (action,) = today.overview(ctx).actions
    assert action.overdue
    today.dismiss(ctx, action.key)
    applications.set_follow_up(ctx, row.id, TODAY)
    assert kinds(ctx) == ["follow-up"]


def test_putting_off_and_waving_away_can_be_undone(ctx: Context, clock: FakeClock) -> None:
    applied(ctx, follow_up_on=TODAY)
    (action,) = today.overview(ctx).actions
    for change in (
        lambda: today.snooze(ctx, action.key, clock() + DAY),
        lambda: today.dismiss(ctx, action.key),
    ):
        change()
        assert kinds(ctx) == []
        assert ctx.undo() in ("Snooze", "Dismiss")
        assert kinds(ctx) == ["follow-up"]


def test_a_snooze_chosen_while_the_clock_was_ahead_does_not_last_until_then(
    ctx: Context, clock: FakeClock
) -> None:
    applied(ctx, follow_up_on=TODAY)
    (action,) = today.overview(ctx).actions
    clock.advance(days=400)
    today.snooze(ctx, action.key, clock() + DAY)
    assert kinds(ctx) == []
    clock.advance(days=-400)
    assert kinds(ctx) == ["follow-up"]
    today.snooze(ctx, action.key, clock() + DAY)
    assert kinds(ctx) == []


def test_what_is_shown_says_until_when_it_holds(ctx: Context, clock: FakeClock) -> None:
    ctx.zone = ZoneInfo("Europe/Berlin")
    booked(ctx, starts_at=NOW + timedelta(hours=49))
    found = today.overview(ctx)
    soonest = min(
        item.due_at for item in checklists.items(ctx, found.week[0].interview.id) if item.due_at > NOW
    )  # type: ignore[type-var,operator]
    assert found.until == min(soonest, NOW + timedelta(hours=1))
    assert found.holds(NOW)
    assert not found.holds(found.until)
    assert not found.holds(NOW - timedelta(seconds=1))
    applications.delete(ctx, [row.id for row in applications.rows(ctx)])
    assert today.overview(ctx).until == datetime(2026, 12, 1, 23, 0, tzinfo=UTC)


def test_the_week_holds_seven_days(ctx: Context) -> None:
    inside = booked(ctx, starts_at=NOW + 7 * DAY)
    booked(ctx, starts_at=NOW + 7 * DAY + timedelta(minutes=1))
    booked(ctx, starts_at=None)
    week = today.overview(ctx).week
    assert [line.interview.id for line in week] == [inside.id]
    assert 0 < week[0].readiness.mean < 1


def test_a_round_is_to_be_debriefed_unless_its_application_was_closed_on_a_day_before(
    ctx: Context, clock: FakeClock
) -> None:
    held = booked(ctx, starts_at=clock() + timedelta(hours=1))
    moot = booked(ctx, applied(ctx, "Quillmere").id, starts_at=clock() + 2 * DAY)
    applications.close(ctx, moot.application_id, "rejected")
    clock.advance(hours=5)
    applications.close(ctx, held.application_id, "rejected")
    clock.advance(days=4)
    assert [(action.kind, action.interview_id) for action in today.overview(ctx).actions] == [
        ("debrief", held.id)
    ]
    said = {
        row.id: entry.detail
        for row in (held, moot)
        for entry in timeline.entries(ctx, applications.detail(ctx, row.application_id))
        if entry.kind == "interview"
    }
    assert said == {held.id: "debrief missing", moot.id: "application closed"}
    interviews.set_status(ctx, moot.id, "done")  # it was held all the same
    assert interviews.row(ctx, moot.id).needs_debrief(clock())
