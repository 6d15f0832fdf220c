"""The user's own stages: every kind keeps one, nothing is lost when one goes, and what counts by kind stays right."""

from __future__ import annotations

import pytest

from mltracker.domain.applications import ApplicationFilter
from mltracker.domain.errors import InvalidInput, InvalidMove
from mltracker.services import applications, insights, stages
from mltracker.services.context import Context
from mltracker.services.stages import StageDraft
from tests.conftest import FakeClock
from tests.services.cases import applied


def names(ctx: Context) -> list[str]:
    return [use.stage.name for use in stages.listed(ctx)]


def own(ctx: Context, name: str = "Onsite", kind: str = "interviewing", **more: str) -> int:
    return stages.add(ctx, StageDraft.make(name=name, kind=kind, **more))[0].id


def test_a_new_stage_stands_behind_the_last_of_its_kind(ctx: Context) -> None:
    own(ctx)
    own(ctx, "Team match")
    assert names(ctx) == [
        "Saved",
        "Applied",
        "Screening",
        "Interviewing",
        "Onsite",
        "Team match",
        "Offer",
        "Closed",
    ]
    assert [use.stage.position for use in stages.listed(ctx)] == sorted(
        use.stage.position for use in stages.listed(ctx)
    )
    assert ctx.undo() == "Add the stage Team match"
    assert "Team match" not in names(ctx)


def test_a_stage_wears_the_color_of_its_kind_or_another(ctx: Context) -> None:
    plain, blue = own(ctx), own(ctx, "Second onsite", hue="applied")
    found = {use.stage.id: use.stage.hue for use in stages.listed(ctx)}
    assert (found[plain], found[blue]) == ("interviewing", "applied")


@pytest.mark.parametrize("name", ["applied", "  APPLIED ", "Applied"])
def test_two_stages_never_share_a_name(ctx: Context, name: str) -> None:
    with pytest.raises(InvalidInput, match="already"):
        own(ctx, name)
    mine = own(ctx)
    with pytest.raises(InvalidInput, match="already"):
        stages.edit(ctx, mine, StageDraft.make(name=name, kind="interviewing"))
    assert stages.edit(ctx, mine, StageDraft.make(name="ONSITE", kind="interviewing"))[0].name == "ONSITE"


def test_a_name_has_a_length(ctx: Context) -> None:
    for wrong in ("", "   ", "x" * 41):
        with pytest.raises(InvalidInput):
            StageDraft.make(name=wrong, kind="offer")
    with pytest.raises(InvalidInput):
        StageDraft.make(name="Fine", kind="offer", hue="purple")


def test_every_kind_keeps_a_stage(ctx: Context) -> None:
    for use in stages.listed(ctx):
        with pytest.raises(InvalidMove, match="only stage of its kind"):
            stages.delete(ctx, use.stage.id)
        other = "offer" if use.stage.kind != "offer" else "saved"
        with pytest.raises(InvalidMove, match="only stage of its kind"):
            stages.edit(ctx, use.stage.id, StageDraft.make(name=use.stage.name, kind=other))
    assert len(names(ctx)) == 6


def test_an_unused_stage_goes_without_a_word(ctx: Context) -> None:
    assert stages.delete(ctx, own(ctx))[0] == 0
    assert "Onsite" not in names(ctx)


def test_a_stage_in_use_asks_where_to(ctx: Context) -> None:
    mine = own(ctx)
    row = applied(ctx, stage="Onsite")
    with pytest.raises(InvalidMove, match="Say where they should go"):
        stages.delete(ctx, mine)
    for wrong in (mine, 6, 99):
        with pytest.raises(Exception, match=r"where they should go|Closed applications|not there"):
            stages.delete(ctx, mine, wrong)
    assert applications.row(ctx, row.id).stage == "Onsite"
    assert [heir.kind for heir in stages.heirs(ctx, mine)] == [
        "saved",
        "applied",
        "screening",
        "interviewing",
        "offer",
    ]


def test_applications_move_in_one_step_and_the_history_keeps_its_kinds(
    ctx: Context, clock: FakeClock
) -> None:
    mine = own(ctx)
    rows = [applied(ctx, f"Company {n}", stage="Onsite") for n in range(3)]
    applications.archive(ctx, [rows[2].id])
    clock.advance(days=3)
    before = [applications.detail(ctx, row.id) for row in rows]
    assert stages.delete(ctx, mine, 3)[0] == 3
    for row in rows:
        now = applications.row(ctx, row.id)
        assert (now.stage, now.furthest_kind, now.stage_since) == ("Screening", "interviewing", clock())
        history = applications.detail(ctx, row.id).history
        assert [event.to_stage for event in history] == ["Interviewing", "Screening"]
        assert history[-1].to_stage == now.stage
    assert applications.row(ctx, rows[2].id).archived_at is not None
    assert ctx.undo() == "Delete the stage Onsite"
    assert [applications.detail(ctx, row.id) for row in rows] == before
    assert "Onsite" in names(ctx)
    ctx.redo()
    assert "Onsite" not in names(ctx)


def test_going_to_a_stage_of_the_same_kind_is_no_step(ctx: Context, clock: FakeClock) -> None:
    mine, other = own(ctx), own(ctx, "Final round")
    row = applied(ctx, stage="Onsite")
    since = applications.row(ctx, row.id).stage_since
    clock.advance(days=3)
    stages.delete(ctx, mine, other)
    now = applications.row(ctx, row.id)
    assert (now.stage, now.stage_since) == ("Final round", since)
    assert len(applications.detail(ctx, row.id).history) == 1


def test_past_steps_through_a_stage_that_goes_stay_in_the_funnel(ctx: Context) -> None:
    mine = own(ctx)
    row = applied(ctx, stage="Onsite")
    applications.move_stage(ctx, row.id, "applied")
    before = insights.insights(ctx)
    stages.delete(ctx, mine)
    assert applications.row(ctx, row.id).furthest_kind == "interviewing"
    assert insights.insights(ctx) == before


def test_a_second_closed_stage_takes_what_the_first_held(ctx: Context) -> None:
    mine = own(ctx, "No luck", "closed")
    row = applied(ctx)
    applications.move_many(ctx, [row.id], mine, outcome="rejected")
    assert {heir.name for heir in stages.heirs(ctx, mine)} == {"Closed"}
    stages.delete(ctx, mine, 6)
    now = applications.row(ctx, row.id)
    assert (now.stage, now.outcome, now.stage_kind) == ("Closed", "rejected", "closed")


def test_another_outcome_leaves_an_application_in_its_closed_stage(ctx: Context) -> None:
    mine = own(ctx, "No luck", "closed")
    row = applied(ctx)
    applications.move_many(ctx, [row.id], mine, outcome="rejected")
    assert applications.close(ctx, row.id, "ghosted")[0].stage == "No luck"


def test_only_an_empty_stage_begins_or_ceases_to_be_closed(ctx: Context) -> None:
    mine = own(ctx)
    applied(ctx, stage="Onsite")
    with pytest.raises(InvalidInput, match="Move them first"):
        stages.edit(ctx, mine, StageDraft.make(name="Onsite", kind="closed"))
    assert stages.edit(ctx, mine, StageDraft.make(name="Onsite", kind="offer"))[0].kind == "offer"
    stages.delete(ctx, mine, 4)
    other = own(ctx)
    assert stages.edit(ctx, other, StageDraft.make(name="Gone", kind="closed"))[0].kind == "closed"


def test_stages_stand_in_the_order_that_was_chosen(ctx: Context) -> None:
    ids = [use.stage.id for use in stages.listed(ctx)]
    stages.reorder(ctx, ids[::-1])
    assert names(ctx) == ["Closed", "Offer", "Interviewing", "Screening", "Applied", "Saved"]
    applied(ctx, "A", stage="saved"), applied(ctx, "B", stage="offer")
    assert [row.company for row in applications.rows(ctx, ApplicationFilter())] == ["B", "A"]
    for wrong in (ids[:-1], [*ids, ids[0]], [*ids[:-1], 99]):
        with pytest.raises(InvalidMove, match="changed meanwhile"):
            stages.reorder(ctx, wrong)
    ctx.undo()


def test_a_pipeline_has_a_width(ctx: Context) -> None:
    for number in range(24):
        own(ctx, f"Stage {number}")
    with pytest.raises(InvalidInput, match="at most 30"):
        own(ctx, "One more")
