"""Checklists and questions to ask them: order, ticks, answers, and what the app sees done by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from mltracker.domain.errors import InvalidInput, NotFound
from mltracker.domain.interviews import DebriefDraft, EmployerQuestionDraft
from mltracker.services import asks, checklists, debrief, interviews, today
from mltracker.services.context import Context
from tests.conftest import FakeClock
from tests.services.cases import DAY, SOON, applied, booked

HOSTILE = ("x" * 100_000, "a\ud800", "a\x00")


def test_an_own_item_is_due_at_its_offset_or_its_time(ctx: Context) -> None:
    row = booked(ctx)
    before, _ = checklists.add(ctx, row.id, "  Sleep \n early ", offset_hours=-10)
    fixed, _ = checklists.add(ctx, row.id, "Call Ada", due_at=SOON - DAY)
    plain, _ = checklists.add(ctx, row.id, "Breathe")
    assert (before.text, before.due_at) == ("Sleep early", SOON - timedelta(hours=10))
    assert (fixed.due_at, plain.due_at) == (SOON - DAY, None)
    assert [item.id for item in checklists.items(ctx, row.id)][-3:] == [before.id, fixed.id, plain.id]


def test_what_was_meant_for_before_a_round_is_not_late_once_it_is_over(
    ctx: Context, clock: FakeClock
) -> None:
    row = booked(ctx)
    before, _ = checklists.add(ctx, row.id, "Read their paper", due_at=SOON - DAY)
    after, _ = checklists.add(ctx, row.id, "Write it down", due_at=SOON + timedelta(hours=1))
    clock.now = SOON - timedelta(hours=1)
    assert (row.is_late(before, clock()), row.is_late(after, clock())) == (True, False)
    clock.now = SOON + DAY
    assert (row.is_late(before, clock()), row.is_late(after, clock())) == (False, True)
    debrief.finish(ctx, row.id, DebriefDraft.make())
    assert not interviews.row(ctx, row.id).is_late(after, clock())


def test_what_was_due_before_a_round_was_booked_is_to_be_done_and_nobodys_omission(
    ctx: Context, clock: FakeClock
) -> None:
    row = booked(ctx, starts_at=clock() + timedelta(hours=30))
    found = checklists.items(ctx, row.id)
    assert sum(item.is_overdue(clock()) for item in found) > 1
    assert not any(row.is_late(item, clock()) for item in found)
    (action,) = [a for a in today.overview(ctx).actions if a.kind == "checklist"]
    assert (action.overdue, action.at, action.more > 0) == (False, None, True)
    clock.advance(hours=28)
    missed = [item for item in found if row.is_late(item, clock())]
    assert 0 < len(missed) < len(found)
    (action,) = [a for a in today.overview(ctx).actions if a.kind == "checklist"]
    assert (action.overdue, action.item_id, action.more) == (True, missed[0].id, len(missed) - 1)


def test_an_item_is_overdue_only_while_it_is_open(ctx: Context, clock: FakeClock) -> None:
    row = booked(ctx)
    item, _ = checklists.add(ctx, row.id, "Call Ada", due_at=clock() - DAY)
    assert item.is_overdue(clock())
    checklists.tick(ctx, item.id, done=True)
    (ticked,) = [found for found in checklists.items(ctx, row.id) if found.id == item.id]
    assert ticked.done_at == clock()
    assert not ticked.is_overdue(clock())
    ctx.undo()
    (open_again,) = [found for found in checklists.items(ctx, row.id) if found.id == item.id]
    assert open_again.done_at is None


def test_items_keep_the_order_they_are_put_in(ctx: Context) -> None:
    row = booked(ctx)
    ids = [item.id for item in checklists.items(ctx, row.id)]
    checklists.reorder(ctx, row.id, ids[::-1])
    assert [item.id for item in checklists.items(ctx, row.id)] == ids[::-1]


def test_what_an_item_cannot_hold_is_refused(ctx: Context) -> None:
    row = booked(ctx)
    before = checklists.items(ctx, row.id)
    for text in (*HOSTILE, "", " \n "):
        with pytest.raises(InvalidInput):
            checklists.add(ctx, row.id, text)
        with pytest.raises(InvalidInput):
            checklists.reword(ctx, before[0].id, text)
    for values in (
        {"offset_hours": 10**12},
        {"offset_hours": -8_761},
        {"due_at": datetime(2026, 12, 1)},
        {"due_at": SOON.replace(year=1989)},
    ):
        with pytest.raises(InvalidInput):
            checklists.add(ctx, row.id, "Fine", **values)  # type: ignore[arg-type]
    assert checklists.items(ctx, row.id) == before


def test_an_item_or_round_that_is_gone_is_said(ctx: Context) -> None:
    row = booked(ctx)
    item = checklists.items(ctx, row.id)[0]
    checklists.remove(ctx, item.id)
    for step in (
        lambda: checklists.tick(ctx, item.id, done=True),
        lambda: checklists.reword(ctx, item.id, "Other"),
        lambda: checklists.add(ctx, 99, "Other"),
    ):
        with pytest.raises(NotFound):
            step()


def test_choosing_a_question_ticks_its_item(ctx: Context, clock: FakeClock) -> None:
    row = booked(ctx)
    asks.plan(ctx, row.id, asks.bank(ctx)[0].id)
    done = {item.text: item.done_at for item in checklists.items(ctx, row.id) if item.done_at}
    assert done == {"Choose two or three questions to ask them": clock()}


def test_the_best_for_the_round_come_first_and_the_answered_last(ctx: Context) -> None:
    application = applied(ctx)
    first = booked(ctx, application.id, round_kind="recruiter-screen")
    choices = asks.for_interview(ctx, first.id)
    best = [choice.best for choice in choices]
    assert best == sorted(best, reverse=True)
    assert any(best)
    assert not all(best)
    planned, _ = asks.plan(ctx, first.id, choices[0].row.id)
    answer, _ = asks.answer(ctx, planned, "  Three people, one data engineer. ", "good")
    assert (answer.answer, answer.flag) == ("Three people, one data engineer.", "good")
    here = asks.for_interview(ctx, booked(ctx, application.id, round_kind="recruiter-screen").id)
    assert here[-1].row.id == choices[0].row.id
    assert here[-1].answered is not None
    assert here[-1].answered.answer == "Three people, one data engineer."
    elsewhere = asks.for_interview(
        ctx, booked(ctx, applied(ctx, "Tarnwick").id, round_kind="recruiter-screen").id
    )
    assert elsewhere[0].row.id == choices[0].row.id


def test_what_a_company_answered_is_not_suggested_at_any_application_of_it(
    ctx: Context, clock: FakeClock
) -> None:
    first = booked(ctx, applied(ctx, "Quillmere").id)
    said, silent = (choice.row.id for choice in asks.for_interview(ctx, first.id)[:2])
    asks.answer(ctx, asks.plan(ctx, first.id, said)[0], "Three people")
    clock.advance(days=1)
    asks.set_asked(ctx, asks.plan(ctx, first.id, silent)[0], asked=True)
    again = booked(ctx, applied(ctx, " quillmere", role_title="Data Scientist").id)
    asks.set_asked(ctx, asks.plan(ctx, again.id, said)[0], asked=True)
    third = booked(ctx, applied(ctx, "Quillmere", role_title="Research Engineer").id)
    choices = {choice.row.id: choice for choice in asks.for_interview(ctx, third.id)}
    assert {key for key, choice in choices.items() if choice.answered} == {said, silent}
    # the answer is told, though it was asked once more without noting one
    assert choices[said].answered is not None
    assert choices[said].answered.answer == "Three people"
    assert set(asks.answered_elsewhere(ctx, third.id)) == {said, silent}
    assert asks.answered_elsewhere(ctx, first.id)[said].interview_id == again.id
    other = booked(ctx, applied(ctx, "Fernhollow Labs").id)
    assert all(choice.answered is None for choice in asks.for_interview(ctx, other.id))


def test_the_time_of_asking_is_the_first_one(ctx: Context, clock: FakeClock) -> None:
    row = booked(ctx)
    planned, _ = asks.plan(ctx, row.id, asks.bank(ctx)[0].id)
    asks.set_asked(ctx, planned, asked=True)
    at = clock()
    clock.advance(hours=1)
    assert asks.answer(ctx, planned, "Yes")[0].asked_at == at


def test_an_answer_that_cannot_be_kept_is_refused(ctx: Context) -> None:
    row = booked(ctx)
    planned, _ = asks.plan(ctx, row.id, asks.bank(ctx)[0].id)
    for text in HOSTILE:
        with pytest.raises(InvalidInput):
            asks.answer(ctx, planned, text)
    assert asks.answers(ctx) == []


def test_an_edited_question_gets_its_shipped_words_back(ctx: Context) -> None:
    shipped = asks.bank(ctx)[0]
    draft = EmployerQuestionDraft.make(category=shipped.category, text="In my words?")
    edited, _ = asks.edit(ctx, shipped.id, draft)
    assert (edited.text, edited.edited) == ("In my words?", True)
    restored, _ = asks.restore_shipped(ctx, shipped.id)
    assert restored == shipped


def test_an_archived_question_leaves_the_bank_and_comes_back(ctx: Context) -> None:
    own, _ = asks.add(ctx, EmployerQuestionDraft.make(category="team", text="Who reviews models?"))
    assert own.origin == "mine"
    asks.archive(ctx, own.id)
    assert own.id not in [row.id for row in asks.bank(ctx)]
    asks.archive(ctx, own.id, archived=False)
    assert [row.id for row in asks.bank(ctx, text="reviews models")] == [own.id]
