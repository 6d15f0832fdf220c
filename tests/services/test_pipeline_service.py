"""What the pipeline shows: through every filter, with silence spoken of in time, and in few statements."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from mltracker.domain.applications import ApplicationFilter, NoteDraft
from mltracker.domain.errors import InvalidInput, NotFound
from mltracker.services import (
    applications,
    interviews,
    notes,
    pipeline,
    practice,
    preferences,
    readiness,
    views,
)
from mltracker.services.context import Context
from tests.conftest import FakeClock
from tests.services.cases import DAY, applied, bank, booked


def silent(ctx: Context) -> dict[str, int]:
    return {card.row.company: card.silent_days for card in pipeline.overview(ctx).cards if card.silent_days}


def test_after_a_month_without_a_word_the_card_says_so(ctx: Context, clock: FakeClock) -> None:
    applied(ctx, "Tarnwick", stage="applied"), applied(ctx, "Quillmere", stage="screening")
    applied(ctx, "Never sent"), applied(ctx, "Decides now", stage="offer")
    clock.advance(days=29, hours=23)
    assert silent(ctx) == {}
    clock.advance(hours=1)
    assert silent(ctx) == {"Tarnwick": 30, "Quillmere": 30}
    preferences.change(ctx, silence_days=40)
    assert silent(ctx) == {}


def test_every_sign_of_life_ends_the_silence(ctx: Context, clock: FakeClock) -> None:
    rows = {name: applied(ctx, name, stage="applied") for name in "ABCDEF"}
    clock.advance(days=31)
    assert len(silent(ctx)) == 6
    notes.add(ctx, rows["A"].id, NoteDraft.make(kind="email", body="They wrote"))
    booked(ctx, rows["B"].id, starts_at=clock() + DAY)
    applications.set_follow_up(ctx, rows["C"].id, ctx.today() + DAY)
    applications.move_stage(ctx, rows["D"].id, "screening")
    pipeline.expect_longer(ctx, rows["E"].id)
    assert set(silent(ctx)) == {"F"}
    assert ctx.undo() == "Wait longer for E"
    assert set(silent(ctx)) == {"E", "F"}
    ctx.redo()
    clock.advance(days=31)
    assert {"C", "E", "F"} <= set(silent(ctx)), "a follow-up that passed and a wait that ended count no more"


def test_a_reply_they_promised_is_waited_for(ctx: Context, clock: FakeClock) -> None:
    row = applied(ctx, stage="interviewing")
    round_ = booked(ctx, row.id, starts_at=clock() + DAY)
    clock.advance(days=40)
    assert silent(ctx) == {"Fernhollow Labs": 39}
    interviews.edit(
        ctx, round_.id, interviews.detail(ctx, round_.id).draft.changed(reply_expected_on=ctx.today())
    )
    assert silent(ctx) == {}


def test_a_clock_set_back_is_no_silence(ctx: Context, clock: FakeClock) -> None:
    applied(ctx, stage="applied")
    clock.advance(days=-90)
    assert silent(ctx) == {}
    assert pipeline.overview(ctx).cards[0].days_in_stage == 0


def test_words_are_found_in_any_case_and_in_tags(ctx: Context) -> None:
    row = applied(ctx, "Ötztal Robotik", role_title="ML Engineer", location="Graz")
    applications.set_tags(ctx, [row.id], ["Dream"])
    applied(ctx, "Quillmere", role_title="Research")
    found = pipeline.searched(pipeline.overview(ctx).cards)
    for text in ("otztal", "oetztal", "öTZ", "graz ml", "dream", "O\u0308tztal"):
        assert [card.row.company for card in pipeline.narrowed(found, text)] == ["Ötztal Robotik"], text
        assert [each.company for each in applications.rows(ctx, ApplicationFilter(text=text))] == [
            "Ötztal Robotik"
        ]
    assert pipeline.narrowed(found, "graz research") == []
    assert len(pipeline.narrowed(found, "")) == 2


def test_what_is_archived_is_shown_alone_or_not_at_all(ctx: Context) -> None:
    live, ended, old = (applied(ctx, name) for name in ("Live", "Ended", "Old"))
    applications.close(ctx, ended.id, "rejected")
    applications.close(ctx, old.id, "rejected")
    applications.archive(ctx, [old.id])

    def names(**more: object) -> set[str]:
        wanted = ApplicationFilter(**more)  # type: ignore[arg-type]
        return {card.row.company for card in pipeline.overview(ctx, wanted).cards}

    assert names() == {"Live"}
    assert names(active_only=False, archived=False) == {"Live", "Ended"}
    assert names(active_only=False, archived=True) == {"Old"}
    assert names(active_only=False) == {"Live", "Ended", "Old"}
    found = pipeline.overview(ctx)
    assert (found.closed, found.total) == (1, 3)
    assert live.id in {card.row.id for card in found.cards}


@pytest.mark.parametrize("count", [3, 120])
def test_the_statements_do_not_grow_with_the_applications(ctx: Context, clock: FakeClock, count: int) -> None:
    rows = [applied(ctx, f"Company {n}", stage="applied") for n in range(count)]
    applications.set_tags(ctx, [row.id for row in rows], ["remote"])
    booked(ctx, rows[0].id)
    clock.advance(days=31)
    booked(ctx, rows[1].id, starts_at=clock() + DAY)
    assert len(silent(ctx)) == count - 2
    seen: list[str] = []

    def note(*arguments: object) -> None:
        seen.append(str(arguments[2]))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        pipeline.overview(ctx)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert len([statement for statement in seen if statement.startswith("SELECT")]) <= 6, seen


def test_thousands_move_in_one_step(ctx: Context) -> None:
    rows = [applied(ctx, f"Company {n}") for n in range(40)]
    ids = [row.id for row in rows]
    assert applications.move_many(ctx, ids, "closed", outcome="expired", note="Search is over")[0] == 40
    assert ctx.undo_label == "Close 40 applications"
    now = applications.rows(ctx, applications.EVERYTHING)
    assert {(row.stage, row.outcome, row.outcome_on) for row in now} == {("Closed", "expired", ctx.today())}
    assert applications.detail(ctx, ids[7]).outcome_note == "Search is over"
    ctx.undo()
    assert {row.stage for row in applications.rows(ctx)} == {"Saved"}
    for work in (applications.archive, applications.restore, applications.delete):
        with pytest.raises(NotFound):
            work(ctx, [*ids, 9_999])
    assert len(applications.rows(ctx)) == 40


def test_ten_thousand_tags_are_refused_with_a_sentence_and_many_are_fast(ctx: Context) -> None:
    row = applied(ctx)
    for names in ([f"tag {n}" for n in range(10_000)], [f"tag {n}" for n in range(101)]):
        with pytest.raises(InvalidInput, match="at most 100 tags"):
            applications.set_tags(ctx, [row.id], names)
    applications.set_tags(ctx, [row.id], [f"tag {n}" for n in range(100)])
    with pytest.raises(InvalidInput, match="at most 100 tags"):
        applications.set_tags(ctx, [row.id], ["one more"])
    assert len(applications.tags(ctx, [row.id])) == 100


def test_a_view_keeps_its_filter_under_a_name(ctx: Context) -> None:
    wanted = ApplicationFilter(
        active_only=False,
        archived=False,
        stage_ids=frozenset({2, 3}),
        tags=frozenset({"dream"}),
        silent=True,
        text="ml",
    )
    view, _ = views.save(ctx, "  Dream   jobs ", wanted)
    (kept,) = views.listed(ctx)
    assert (kept.name, kept.filter) == ("Dream jobs", wanted)
    views.save(ctx, "DREAM JOBS", ApplicationFilter())
    assert [(each.id, each.name, each.filter) for each in views.listed(ctx)] == [
        (view.id, "DREAM JOBS", ApplicationFilter())
    ]
    other, _ = views.save(ctx, "Other", wanted)
    with pytest.raises(InvalidInput, match="already"):
        views.rename(ctx, other.id, "dream jobs")
    views.rename(ctx, other.id, "Far")
    views.delete(ctx, view.id)
    assert [each.name for each in views.listed(ctx)] == ["Far"]
    assert ctx.undo() == "Delete the view DREAM JOBS"
    assert len(views.listed(ctx)) == 2
    for name in ("", " ", "x" * 61, "a\x00"):
        with pytest.raises(InvalidInput):
            views.save(ctx, name, wanted)
    with pytest.raises(NotFound):
        views.delete(ctx, 99)


@pytest.mark.parametrize(
    "kept",
    [
        None,
        [],
        "x",
        {"stage_ids": "all", "text": 5, "active_only": 1},
        {"stage_ids": [True], "tags": [1]},
        {"unknown": 1},
    ],
)
def test_a_filter_that_is_none_reads_as_the_usual_one(kept: object) -> None:
    assert views.filter_of(kept) == ApplicationFilter()


def test_a_filter_survives_being_kept(ctx: Context) -> None:
    for wanted in (
        ApplicationFilter(),
        ApplicationFilter(active_only=False, outcomes=frozenset({"rejected"}), follow_up_due=True),
        ApplicationFilter(archived=True, sources=frozenset({"a", "b"}), role_families=frozenset({"nlp"})),
    ):
        assert views.filter_of(views.plain(wanted)) == wanted


def test_time_in_a_stage_goes_by_whole_days(ctx: Context, clock: FakeClock) -> None:
    applied(ctx)
    clock.now += timedelta(days=2, hours=23)
    assert pipeline.overview(ctx).cards[0].days_in_stage == 2


def test_readiness_on_the_board_follows_every_answer(ctx: Context, clock: FakeClock) -> None:
    """It is worked out once while nothing changed; what it stands on is watched."""
    row = applied(ctx, stage="screening")
    booked(ctx, row.id)

    def shown() -> float:
        (card,) = pipeline.overview(ctx).cards
        assert card.readiness is not None
        return card.readiness.mean

    before = shown()
    assert shown() == before
    for question in bank(ctx, "transformers")[:3]:
        practice.add_attempt(ctx, str(question.id), "easy")
    after = shown()
    assert after > before
    ctx.undo()
    assert before < shown() < after
    readiness.rate(ctx, "transformers", 1)
    assert shown() < after
