"""The first page: what is next, and what to do now in the order of urgency."""

from __future__ import annotations

from datetime import timedelta

from mltracker.domain.interviews import DebriefDraft
from mltracker.domain.practice import AnswerDraft, PracticeRequest
from mltracker.services import applications, checklists, debrief, interviews, practice, today
from mltracker.services.context import Context
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
    assert (late.interview_id, late.overdue) == (soon.id, True)


def test_at_most_five_actions_are_shown(ctx: Context) -> None:
    for number in range(8):
        applied(ctx, f"Company {number}", follow_up_on=TODAY)
    assert len(today.overview(ctx).actions) == 5


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


def test_items_before_a_round_that_is_over_are_moot(ctx: Context, clock: FakeClock) -> None:
    row = booked(ctx, starts_at=PAST - DAY)
    late = {action.title for action in today.overview(ctx).actions if action.kind == "checklist"}
    assert late == {
        "Fernhollow Labs: Write down what they asked while it is fresh",
        "Fernhollow Labs: Thank those you met: three lines, with one thing from the talk",
    }
    debrief.finish(ctx, row.id, DebriefDraft.make())
    assert "checklist" not in kinds(ctx)


def test_tonights_practice_is_offered_only_without_a_hero(ctx: Context) -> None:
    row = applied(ctx)
    assert kinds(ctx) == []
    applications.move_stage(ctx, row.id, "applied")
    assert kinds(ctx) == ["practice"]
    booked(ctx, row.id)
    assert "practice" not in kinds(ctx)


def test_a_snoozed_action_comes_back_and_a_dismissed_one_does_not(ctx: Context, clock: FakeClock) -> None:
    applied(ctx, follow_up_on=TODAY)
    (action,) = today.overview(ctx).actions
    today.snooze(ctx, action.key, clock() + timedelta(hours=4))
    assert kinds(ctx) == []
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


def test_the_week_holds_seven_days(ctx: Context) -> None:
    inside = booked(ctx, starts_at=NOW + 7 * DAY)
    booked(ctx, starts_at=NOW + 7 * DAY + timedelta(minutes=1))
    booked(ctx, starts_at=None)
    week = today.overview(ctx).week
    assert [line.interview.id for line in week] == [inside.id]
    assert 0 < week[0].readiness.mean < 1
