"""Use cases of the user's own pipeline stages. Every kind keeps at least one, so that what counts by kind stays right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import Field, field_validator

from mltracker.domain.applications import STAGE_KINDS, StageKind, StageRow
from mltracker.domain.changes import Change
from mltracker.domain.drafts import Draft
from mltracker.domain.errors import InvalidInput, InvalidMove, NotFound
from mltracker.domain.limits import Name, name_key
from mltracker.services.context import Context
from mltracker.store import applications as application_store
from mltracker.store import moves
from mltracker.store import stages as store
from mltracker.store.engine import Session

LONGEST, MOST = 40, 30


class StageDraft(Draft):
    """A stage as a form says it; `hue` is the kind whose color it wears, its own where empty."""

    name: Name
    kind: StageKind
    hue: str = Field(default="", pattern=f"^({'|'.join(STAGE_KINDS)}|)$")

    @field_validator("name")
    @classmethod
    def _short(cls, value: str) -> str:
        if len(value) > LONGEST:
            raise ValueError(f"This is {len(value)} characters long; {LONGEST} fit over a column.")
        return value


@dataclass(frozen=True, slots=True)
class StageUse:
    """A stage and how many applications stand in it, archived ones too."""

    stage: StageRow
    applications: int


def listed(ctx: Context) -> list[StageUse]:
    """The stages in their order."""
    with ctx.read() as session:
        counts = store.in_use(session)
        return [StageUse(row, counts.get(row.id, 0)) for row in application_store.stages(session)]


def add(ctx: Context, draft: StageDraft) -> tuple[StageRow, Change]:
    """A new stage, behind the last one of its kind."""
    with ctx.write(f"Add the stage {draft.name}") as session:
        rows = application_store.stages(session)
        if len(rows) >= MOST:
            raise InvalidInput({"name": f"The pipeline has at most {MOST} stages."})
        _check_name(rows, draft.name)
        place = max(
            row.position for row in rows if STAGE_KINDS.index(row.kind) <= STAGE_KINDS.index(draft.kind)
        )
        new_id = store.insert(session, draft.name, draft.kind, _color(draft), place + 1)
        return _row(session, new_id), Change.SETTINGS | Change.APPLICATIONS


def edit(ctx: Context, stage_id: int, draft: StageDraft) -> tuple[StageRow, Change]:
    """Another name, kind or color.

    A kind keeps at least one stage, and one that applications stand in neither begins nor ceases to be closed.
    """
    with ctx.write(f"Change the stage {draft.name}") as session:
        row, rows = store.load(session, stage_id), application_store.stages(session)
        _check_name(rows, draft.name, besides=stage_id)
        if row.kind != draft.kind:
            _check_kind_kept(rows, _row(session, stage_id))
            if "closed" in (row.kind, draft.kind) and store.in_use(session).get(stage_id):
                raise InvalidInput(
                    {
                        "kind": "Applications stand here, and only closed ones have an outcome. Move them first."
                    }
                )
        row.name, row.kind, row.color_role = draft.name, draft.kind, _color(draft)
        session.flush()
        return _row(session, stage_id), Change.SETTINGS | Change.APPLICATIONS


def reorder(ctx: Context, ids: Sequence[int]) -> tuple[int, Change]:
    """Put the stages into this order; it must name each of them once."""
    with ctx.write("Move a stage") as session:
        if sorted(ids) != sorted(row.id for row in application_store.stages(session)):
            raise InvalidMove("The stages changed meanwhile; look at them again.")
        store.set_order(session, ids)
        return len(ids), Change.SETTINGS | Change.APPLICATIONS


def heirs(ctx: Context, stage_id: int) -> list[StageRow]:
    """Where the applications of a stage could go if it were deleted: only closed ones are of a closed kind."""
    with ctx.read() as session:
        gone = _row(session, stage_id)
        rows = application_store.stages(session)
    return [row for row in rows if row.id != stage_id and (row.kind == "closed") is (gone.kind == "closed")]


def delete(ctx: Context, stage_id: int, move_to: int | None = None) -> tuple[int, Change]:
    """Delete a stage; its applications move to another one, in the same step. Returns how many moved.

    Past steps of the history keep their kind: they name a stage of the same kind from then on. Raises InvalidMove where
    the stage is the last of its kind, or where applications stand in it and nobody said where to.
    """
    with ctx.read() as session:
        name = _row(session, stage_id).name
    with ctx.write(f"Delete the stage {name}") as session:
        rows, gone = application_store.stages(session), _row(session, stage_id)
        _check_kind_kept(rows, gone)
        ids = store.standing_in(session, stage_id)
        same_kind = [row for row in rows if row.kind == gone.kind and row.id != stage_id]
        heir = next((row for row in same_kind if row.id == move_to), same_kind[0])
        if ids:
            _move(ctx, session, ids, heir, _target(rows, gone, move_to))
        store.remove(session, stage_id, heir.id, ctx.clock())
        return len(ids), Change.ALL


def _target(rows: Sequence[StageRow], gone: StageRow, move_to: int | None) -> StageRow:
    if move_to is None or move_to == gone.id:
        raise InvalidMove(f"Applications stand in {gone.name}. Say where they should go.")
    target = next((row for row in rows if row.id == move_to), None)
    if target is None:
        raise NotFound("The stage they should go to is not there any more.")
    if (target.kind == "closed") is not (gone.kind == "closed"):
        raise InvalidMove(
            "Closed applications have an outcome and others have none: choose a stage of that kind."
        )
    return target


def _move(ctx: Context, session: Session, ids: Sequence[int], heir: StageRow, target: StageRow) -> None:
    """To the heir silently, as the history will name it; from there on it is a step like any other."""
    moves.rename_stage(session, ids, heir.id, ctx.clock())
    if target.id != heir.id:
        moves.set_stage(session, ids, target, "open", on=None, note="", now=ctx.clock(), unarchive=False)


def _row(session: Session, stage_id: int) -> StageRow:
    store.load(session, stage_id)
    return next(row for row in application_store.stages(session) if row.id == stage_id)


def _check_name(rows: Sequence[StageRow], name: str, besides: int | None = None) -> None:
    if any(name_key(row.name) == name_key(name) and row.id != besides for row in rows):
        raise InvalidInput({"name": f"There is a stage called {name} already."})


def _check_kind_kept(rows: Sequence[StageRow], row: StageRow) -> None:
    if sum(other.kind == row.kind for other in rows) == 1:
        raise InvalidMove(f"{row.name} is the only stage of its kind. Add another one of this kind first.")


def _color(draft: StageDraft) -> str:
    return f"stage.{draft.hue or draft.kind}"
