"""Use cases of checklist templates: what each kind of round begins with. Lists that interviews have stay as they are."""

from __future__ import annotations

from mltracker.domain.changes import Change
from mltracker.domain.checklists import ANY_ROUND, FARTHEST_HOURS, TemplateRow
from mltracker.domain.drafts import text_field
from mltracker.domain.errors import InvalidInput
from mltracker.domain.limits import NAME
from mltracker.services import catalog
from mltracker.services.context import Context
from mltracker.store import templates as store

CHANGED = Change.CHECKLISTS | Change.SETTINGS


def rows(ctx: Context, round_kind: str) -> list[TemplateRow]:
    """The items of one round, or those that every round gets ("any"), by their time."""
    with ctx.read() as session:
        return store.rows(session, round_kind)


def add(ctx: Context, round_kind: str, text: str, offset_hours: int) -> tuple[int, Change]:
    """A new item for interviews of this round that are added from now on; returns its id."""
    words, hours = _checked(text, offset_hours)
    if round_kind != ANY_ROUND and round_kind not in catalog.rounds().by_kind:
        raise InvalidInput({"round_kind": "This kind of round is not known."})
    with ctx.write("Add to a checklist template") as session:
        return store.add(session, round_kind, words, hours), CHANGED


def change(ctx: Context, template_id: int, text: str, offset_hours: int) -> tuple[int, Change]:
    """Change an item's words or time; updates of the shipped content leave it alone afterwards."""
    words, hours = _checked(text, offset_hours)
    with ctx.write("Change a checklist template") as session:
        store.change(session, template_id, words, hours, ctx.clock())
        return template_id, CHANGED


def remove(ctx: Context, template_id: int) -> tuple[int, Change]:
    """Take an item off the template, for good."""
    with ctx.write("Remove from a checklist template") as session:
        store.remove(session, template_id)
        return template_id, CHANGED


def reset(ctx: Context, round_kind: str) -> tuple[int, Change]:
    """Give a round its shipped items again, and no others; returns how many there are."""
    from mltracker.store import content_load

    with ctx.write("Reset a checklist template") as session:
        content_load.restore_checklist(session, round_kind)
        return len(store.rows(session, round_kind)), CHANGED


def is_shipped(ctx: Context, round_kind: str) -> bool:
    """Whether a reset would change nothing."""
    from mltracker.store import content_load

    with ctx.read() as session:
        return content_load.has_shipped_checklist(session, round_kind)


def _checked(text: str, offset_hours: int) -> tuple[str, int]:
    words = text_field("text", text, NAME, one_line=True, needed=True)
    if abs(offset_hours) > FARTHEST_HOURS:
        raise InvalidInput({"offset_hours": "An item lies at most a year before or after its interview."})
    return words, offset_hours
