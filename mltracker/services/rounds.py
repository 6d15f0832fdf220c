"""Use cases of a process as it is announced: expected rounds entered at once, and the stage that a round fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from mltracker.domain.applications import StageRow
from mltracker.domain.changes import Change
from mltracker.domain.errors import InvalidInput
from mltracker.domain.interviews import InterviewDraft, InterviewRow, RoundKind, fitting_stage_kind
from mltracker.services import catalog, preferences
from mltracker.services.context import Context
from mltracker.store import applications as application_store
from mltracker.store import checklists as checklist_store
from mltracker.store import interviews as store
from mltracker.store import reminders

MOST_ROUNDS = 15


@dataclass(frozen=True, slots=True)
class StageProposal:
    """A stage that fits a booked round, while the application still stands before it."""

    key: str
    application_id: int
    company: str
    now_in: str
    stage: StageRow


def expect(
    ctx: Context, application_id: int, kinds: Sequence[RoundKind]
) -> tuple[list[InterviewRow], Change]:
    """Add rounds without dates in this order, in one step; each with the checklist of its kind."""
    if not kinds:
        raise InvalidInput({"rounds": "Choose at least one round."})
    if len(kinds) > MOST_ROUNDS:
        raise InvalidInput({"rounds": f"At most {MOST_ROUNDS} rounds fit here."})
    target = preferences.get(ctx).target_readiness
    table = catalog.rounds().by_kind
    with ctx.write("Add a round" if len(kinds) == 1 else f"Add {len(kinds)} rounds") as session:
        application_store.load(session, application_id)
        there = store.rows(session, application_id=application_id)
        first = max((row.position for row in there), default=-1) + 1
        ids = []
        for number, kind in enumerate(kinds):
            own_time = kind in ("take-home", "online-assessment")
            draft = InterviewDraft.make(
                application_id=application_id,
                round_kind=kind,
                position=min(first + number, 1_000),
                zone=there[-1].zone if there else getattr(ctx.zone, "key", "UTC"),
                minutes=table[kind].minutes if kind in table else 45,
                format="async" if own_time else "video",
            )
            ids.append(store.insert(session, draft, f"{uuid4()}@mltracker"))
            checklist_store.fill(session, ids[-1])
        return [store.row(session, one, target) for one in ids], (
            Change.INTERVIEWS | Change.CHECKLISTS | Change.APPLICATIONS
        )


def proposed_stage(ctx: Context, row: InterviewRow) -> StageProposal | None:
    """The stage to offer for a booked round: the first of the fitting kind, if the application has not come so far.

    Nothing for a round without a date, for one that was cancelled, or once the user has waved the offer away.
    """
    if row.at is None or row.status == "cancelled":
        return None
    with ctx.read() as session:
        name, stands_in = application_store.stage_of(session, row.application_id)
        kind = fitting_stage_kind(row.round_kind, stands_in)
        if kind is None:
            return None
        key = f"stage:{row.application_id}:{kind}"
        said = reminders.kept(session).get(key)
        if said is not None and said.hides(ctx.clock()):
            return None
        stage = next(stage for stage in application_store.stages(session) if stage.kind == kind)
    return StageProposal(key, row.application_id, row.company, name, stage)


def decline_stage(ctx: Context, key: str) -> tuple[str, Change]:
    """Do not propose this stage for this application again."""
    with ctx.write("Keep the stage") as session:
        reminders.put(session, [key], dismissed_at=ctx.clock(), now=ctx.clock())
        return key, Change.REMINDERS | Change.INTERVIEWS
