"""Moving, closing, archiving and deleting applications: the history is never lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mltracker.domain.applications import CLOSING_OUTCOMES, ApplicationDraft, ApplicationFilter, NoteDraft
from mltracker.domain.errors import InvalidInput, InvalidMove, NotFound
from mltracker.services import applications, interviews, notes, preferences
from mltracker.services.context import Context
from tests.conftest import FakeClock
from tests.services.cases import TODAY, applied, booked


def kinds(ctx: Context, application_id: int) -> list[str]:
    return [event.to_kind for event in applications.detail(ctx, application_id).history]


def test_a_rejection_keeps_the_history_and_the_furthest_stage(ctx: Context, clock: FakeClock) -> None:
    row = applied(ctx, stage="applied")
    for stage in ("screening", "interviewing"):
        clock.advance(days=3)
        applications.move_stage(ctx, row.id, stage)
    clock.advance(days=3)
    closed, _ = applications.close(ctx, row.id, "rejected", note="They chose somebody else")
    assert (closed.stage_kind, closed.furthest_kind, closed.outcome) == ("closed", "interviewing", "rejected")
    assert closed.outcome_on == date(2026, 12, 10)
    assert kinds(ctx, row.id) == ["applied", "screening", "interviewing", "closed"]
    found = applications.detail(ctx, row.id)
    assert found.outcome_note == found.history[-1].note == "They chose somebody else"


def test_the_furthest_stage_stays_when_the_application_goes_back(ctx: Context) -> None:
    row = applied(ctx, stage="offer")
    back, _ = applications.move_stage(ctx, row.id, "screening")
    assert (back.stage_kind, back.furthest_kind) == ("screening", "offer")


def test_the_stage_is_the_last_event_of_the_log(ctx: Context, clock: FakeClock) -> None:
    row = applied(ctx)
    for stage in ("offer", "applied", "screening"):
        clock.advance(hours=1)
        moved, _ = applications.move_stage(ctx, row.id, stage)
        last = applications.detail(ctx, row.id).history[-1]
        assert (last.to_stage, last.occurred_at) == (moved.stage, clock())
        assert moved.stage_since == clock()


def test_moving_to_the_same_stage_is_no_event(ctx: Context) -> None:
    row = applied(ctx, stage="screening")
    applications.move_stage(ctx, row.id, "screening")
    assert kinds(ctx, row.id) == ["screening"]


def test_moving_out_of_a_closed_stage_reopens(ctx: Context) -> None:
    row = applied(ctx, stage="screening")
    applications.close(ctx, row.id, "ghosted")
    applications.archive(ctx, [row.id])
    again, _ = applications.move_stage(ctx, row.id, "interviewing")
    assert (again.outcome, again.outcome_on, again.archived_at) == ("open", None, None)
    assert kinds(ctx, row.id) == ["screening", "closed", "interviewing"]


def test_an_outcome_is_corrected_without_another_event(ctx: Context) -> None:
    row = applied(ctx)
    applications.close(ctx, row.id, "ghosted")
    corrected, _ = applications.close(ctx, row.id, "rejected")
    assert corrected.outcome == "rejected"
    assert kinds(ctx, row.id) == ["saved", "closed"]


def test_outcomes_are_told_apart(ctx: Context) -> None:
    for outcome in CLOSING_OUTCOMES:
        row = applied(ctx, f"{outcome} Works")
        assert applications.close(ctx, row.id, outcome)[0].outcome == outcome
        wanted = ApplicationFilter(active_only=False, outcomes=frozenset([outcome]))
        assert [found.id for found in applications.rows(ctx, wanted)] == [row.id]


def test_closing_needs_an_outcome_and_nothing_else_has_one(ctx: Context) -> None:
    row = applied(ctx)
    with pytest.raises(InvalidMove, match="needs an outcome"):
        applications.move_stage(ctx, row.id, "closed")
    with pytest.raises(InvalidMove, match="needs an outcome"):
        applications.close(ctx, row.id, "open")
    with pytest.raises(InvalidMove, match="Only a closed application"):
        applications.move_stage(ctx, row.id, "offer", outcome="rejected")
    assert kinds(ctx, row.id) == ["saved"]


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2026, 11, 19), "before the day you applied"),
        (TODAY + timedelta(days=1), "still to come"),
        (date(1989, 12, 31), "between 1990 and 2099"),
    ],
)
def test_an_answer_has_a_possible_day(ctx: Context, on: date, said: str) -> None:
    row = applied(ctx, applied_on=date(2026, 11, 20))
    with pytest.raises(InvalidInput, match=said):
        applications.close(ctx, row.id, "rejected", on=on)
    assert applications.row(ctx, row.id).outcome == "open"
    assert applications.close(ctx, row.id, "rejected", on=date(2026, 11, 20))[0].outcome_on == date(
        2026, 11, 20
    )


def test_reaching_applied_notes_the_day(ctx: Context, clock: FakeClock) -> None:
    row = applied(ctx)
    assert row.applied_on is None
    clock.advance(days=2)
    assert applications.move_stage(ctx, row.id, "applied")[0].applied_on == date(2026, 12, 3)
    early = applied(ctx, "Tarnwick", applied_on=date(2026, 11, 3))
    assert applications.move_stage(ctx, early.id, "applied")[0].applied_on == date(2026, 11, 3)


def test_moving_many_is_all_or_none(ctx: Context) -> None:
    first, second = applied(ctx), applied(ctx, "Tarnwick")
    with pytest.raises(NotFound):
        applications.move_many(ctx, [first.id, 99], "offer")
    assert applications.row(ctx, first.id).stage_kind == "saved"
    assert applications.move_many(ctx, [first.id, second.id], "offer")[0] == 2
    ctx.undo()
    assert {row.stage_kind for row in applications.rows(ctx)} == {"saved"}


def test_duplicates_come_surest_first(ctx: Context) -> None:
    url = "https://www.tarnwick.example/jobs/7?utm_source=x#top"
    other = applied(ctx, "Tarnwick", role_title="Data Scientist")
    role = applied(ctx, "TARNWICK ", role_title="ml  engineer")
    posting = applied(ctx, "Someone Else", role_title="Another", posting_url=url)
    applied(ctx, "Quillmere")
    found = applications.duplicates(ctx, " tarnwick", "ML Engineer", "http://tarnwick.example/jobs/7/")
    assert [(d.application_id, d.reason) for d in found] == [
        (posting.id, "same posting"),
        (role.id, "same company and role"),
        (other.id, "same company"),
    ]
    kept = applications.duplicates(ctx, "Tarnwick", "ML Engineer", exclude=role.id)
    assert [d.application_id for d in kept] == [other.id]
    longer = applied(ctx, "Tarnwick, Inc.")
    applied(ctx, "Tarnwick Motors")
    for name in ("Tarnwick", "tarnwick gmbh", "Tarnwick Ltd."):
        assert {d.application_id for d in applications.duplicates(ctx, name, "ML Engineer")} == {
            longer.id,
            role.id,
            other.id,
        }


def test_without_company_and_address_nothing_is_a_duplicate(ctx: Context) -> None:
    applied(ctx, "Tarnwick")
    assert applications.duplicates(ctx, "", "", "") == []


def test_another_question_mark_is_another_posting(ctx: Context) -> None:
    applied(ctx, "A", role_title="X", posting_url="https://boards.example/view?job=1")
    assert applications.duplicates(ctx, "B", "Y", "https://boards.example/view?job=2") == []


def test_closed_applications_are_archived_after_the_days_set(ctx: Context, clock: FakeClock) -> None:
    row, live = applied(ctx), applied(ctx, "Tarnwick")
    applications.close(ctx, row.id, "rejected")
    clock.advance(days=30)
    assert applications.archive_old(ctx)[0] == 0
    preferences.change(ctx, archive_after_days=29)
    assert applications.archive_old(ctx)[0] == 1
    assert applications.row(ctx, row.id).archived_at == clock()
    assert applications.row(ctx, live.id).archived_at is None


def test_deleting_takes_everything_along_and_is_undone(ctx: Context) -> None:
    row = applied(ctx)
    interview = booked(ctx, row.id)
    notes.add(ctx, row.id, NoteDraft.make(body="They like tea"))
    before = (applications.detail(ctx, row.id), interviews.detail(ctx, interview.id))
    applications.delete(ctx, [row.id])
    assert applications.rows(ctx, applications.EVERYTHING) == []
    assert interviews.rows(ctx) == []
    assert ctx.undo() == "Delete 1 application"
    assert (applications.detail(ctx, row.id), interviews.detail(ctx, interview.id)) == before
    ctx.redo()
    assert interviews.rows(ctx) == []


def test_editing_replaces_the_form_and_keeps_stage_and_history(ctx: Context) -> None:
    row = applied(ctx, stage="screening", location="Oslo")
    edited, _ = applications.edit(
        ctx, row.id, ApplicationDraft.make(company="Tarnwick", role_title="Research")
    )
    assert (edited.company, edited.role_title, edited.location) == ("Tarnwick", "Research", "")
    assert (edited.stage_kind, kinds(ctx, row.id)) == ("screening", ["screening"])


def test_a_follow_up_lies_after_the_application(ctx: Context) -> None:
    row = applied(ctx, applied_on=TODAY)
    with pytest.raises(InvalidInput, match="before the day you applied"):
        applications.set_follow_up(ctx, row.id, TODAY - timedelta(days=1))
    assert applications.set_follow_up(ctx, row.id, TODAY, "Call Ada")[0].follow_up_note == "Call Ada"


def test_tags_are_added_once_in_any_spelling_and_removed(ctx: Context) -> None:
    row = applied(ctx)
    applications.set_tags(ctx, [row.id], ["Remote ", "remote", "  "])
    assert applications.row(ctx, row.id).tags == ("Remote",)
    applications.set_tags(ctx, [row.id], remove=["REMOTE"])
    assert applications.row(ctx, row.id).tags == ()


def test_a_tag_that_cannot_be_kept_is_refused(ctx: Context) -> None:
    row = applied(ctx)
    for tag in ("x" * 51, "a\ud800", "a\x00"):
        with pytest.raises(InvalidInput):
            applications.set_tags(ctx, [row.id], ["fine", tag])
    assert applications.row(ctx, row.id).tags == ()


def test_a_note_that_cannot_be_kept_stops_the_move(ctx: Context) -> None:
    row = applied(ctx)
    for note in ("x" * 20_001, "a\ud800", "a\x00"):
        with pytest.raises(InvalidInput):
            applications.move_stage(ctx, row.id, "applied", note=note)
        with pytest.raises(InvalidInput):
            applications.close(ctx, row.id, "rejected", note=note)
    assert kinds(ctx, row.id) == ["saved"]


def test_a_filter_of_any_text_finds_nothing_that_is_not_there(ctx: Context) -> None:
    applied(ctx)
    for text in ("x" * 100_000, "a\ud800", "a\x00", "%", "_", "^", "'"):
        assert applications.rows(ctx, ApplicationFilter(text=text)) == [], text[:5]


def test_a_filter_text_looks_in_company_and_role(ctx: Context) -> None:
    row = applied(ctx, "Fernhollow Labs", role_title="ML Engineer, 100% Search")
    applied(ctx, "Quillmere", role_title="Research")
    for text in ("fern", "search fern", "100%"):
        assert [found.id for found in applications.rows(ctx, ApplicationFilter(text=text))] == [row.id]
