"""Checklist templates: the user's own items, changed ones and those taken away live through updates; a reset undoes all."""

import pytest

from mltracker.domain.checklists import ANY_ROUND
from mltracker.domain.errors import InvalidInput, NotFound
from mltracker.services import checklists, templates, today
from mltracker.services.context import Context
from mltracker.store import content, content_load
from tests.conftest import FakeClock
from tests.services.cases import PAST, booked

KIND = "ml-breadth"


def texts(ctx: Context) -> list[str]:
    return [row.text for row in templates.rows(ctx, KIND)]


def update(ctx: Context, clock: FakeClock) -> None:
    """A new version of the shipped content arrives."""
    with ctx.write_unrecorded() as session:
        content_load.everything(session, content.version() + "-next", clock.now)


def test_new_interviews_get_own_items_and_older_lists_stay(ctx: Context) -> None:
    before = booked(ctx)
    templates.add(ctx, KIND, "Charge the headset", -2)
    after = booked(ctx)
    assert "Charge the headset" not in [item.text for item in checklists.items(ctx, before.id)]
    assert "Charge the headset" in [item.text for item in checklists.items(ctx, after.id)]


def test_updates_leave_own_changed_and_removed_items_alone(ctx: Context, clock: FakeClock) -> None:
    first, second, *_ = templates.rows(ctx, KIND)
    templates.change(ctx, first.id, "In my own words", -3)
    templates.remove(ctx, second.id)
    templates.add(ctx, KIND, "Charge the headset", -2)
    wanted = texts(ctx)
    update(ctx, clock)
    assert texts(ctx) == wanted
    assert second.text not in wanted
    edited = next(row for row in templates.rows(ctx, KIND) if row.id == first.id)
    assert (edited.text, edited.offset_hours, edited.edited, edited.mine) == (
        "In my own words",
        -3,
        True,
        False,
    )


def test_a_reset_brings_exactly_the_shipped_items_back_and_can_be_undone(
    ctx: Context, clock: FakeClock
) -> None:
    shipped = texts(ctx)
    templates.remove(ctx, templates.rows(ctx, KIND)[0].id)
    templates.add(ctx, KIND, "Charge the headset", -2)
    mine = texts(ctx)
    count, _ = templates.reset(ctx, KIND)
    assert texts(ctx) == shipped
    assert count == len(shipped)
    ctx.undo()
    assert texts(ctx) == mine
    update(ctx, clock)
    assert texts(ctx) == mine


def test_a_list_is_as_shipped_until_an_item_is_added_changed_or_taken_away(ctx: Context) -> None:
    kinds = {ANY_ROUND, KIND}
    assert {kind for kind in kinds if templates.is_shipped(ctx, kind)} == kinds
    first = templates.rows(ctx, KIND)[0]
    for change in (
        lambda: templates.add(ctx, KIND, "Charge the headset", -2),
        lambda: templates.change(ctx, first.id, "In my own words", -3),
        lambda: templates.remove(ctx, first.id),
    ):
        change()
        assert {kind for kind in kinds if templates.is_shipped(ctx, kind)} == {ANY_ROUND}
        templates.reset(ctx, KIND)
        assert templates.is_shipped(ctx, KIND)
        first = templates.rows(ctx, KIND)[0]


@pytest.mark.parametrize(
    ("text", "hours", "field"), [("", 0, "text"), ("x" * 201, 0, "text"), ("x", 9_000, "offset_hours")]
)
def test_what_cannot_be_kept_is_said_at_its_field(ctx: Context, text: str, hours: int, field: str) -> None:
    before = texts(ctx)
    with pytest.raises(InvalidInput) as said:
        templates.add(ctx, KIND, text, hours)
    assert set(said.value.fields) == {field}
    with pytest.raises(NotFound):
        templates.remove(ctx, 1_000_000)
    assert texts(ctx) == before


def test_a_reset_leaves_lists_that_were_made_from_shipped_items_with_what_they_mean(ctx: Context) -> None:
    booked(ctx, starts_at=PAST)
    before = today.overview(ctx).actions
    assert "thanks" in [action.kind for action in before]
    templates.reset(ctx, ANY_ROUND)
    assert today.overview(ctx).actions == before
