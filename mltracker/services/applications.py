"""Use cases of applications: add, edit, move, close, archive, delete, and the duplicate warning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from mltracker.domain.applications import (
    ApplicationDetail,
    ApplicationDraft,
    ApplicationFilter,
    ApplicationRow,
    Duplicate,
    Outcome,
    StageKind,
    StageRow,
    check_move,
    normalized_url,
)
from mltracker.domain.changes import Change
from mltracker.domain.drafts import day_field, text_field
from mltracker.domain.errors import ChangedMeanwhile, InvalidInput, InvalidMove, NotFound
from mltracker.domain.limits import LONG, firm_key, name_key
from mltracker.services import history, preferences
from mltracker.services.context import Context
from mltracker.store import applications as store
from mltracker.store import contacts as contact_store
from mltracker.store import moves
from mltracker.store import notes as note_store
from mltracker.store.engine import Session

LIVE = ApplicationFilter()
EVERYTHING = ApplicationFilter(active_only=False)
TAG, MOST_TAGS = 50, 100
_TOO_MANY_TAGS = f"An application has at most {MOST_TAGS} tags."


def stages(ctx: Context) -> list[StageRow]:
    """The pipeline's stages in the user's order."""
    with ctx.read() as session:
        return store.stages(session)


def rows(ctx: Context, wanted: ApplicationFilter = LIVE) -> list[ApplicationRow]:
    """Applications that pass the filter."""
    with ctx.read() as session:
        return store.rows(session, wanted, ctx.today())


def row(ctx: Context, application_id: int) -> ApplicationRow:
    """One application; raises NotFound."""
    with ctx.read() as session:
        return store.row(session, application_id)


def detail(ctx: Context, application_id: int) -> ApplicationDetail:
    """Everything the detail pane shows; raises NotFound."""
    with ctx.read() as session:
        application = store.load(session, application_id)
        row = store.row(session, application_id)
        return ApplicationDetail(
            row=row,
            draft=store.draft_of(session, application_id, row.company),
            outcome_note=application.outcome_note,
            history=tuple(store.history(session, application_id)),
            notes=tuple(note_store.of_application(session, application_id)),
            contacts=tuple(contact_store.of_application(session, application_id)),
        )


def companies(ctx: Context) -> list[str]:
    """Every company name, for completion."""
    with ctx.read() as session:
        return store.company_names(session)


def sources(ctx: Context) -> list[str]:
    """Every source in use."""
    with ctx.read() as session:
        return store.sources(session)


def live_count(ctx: Context) -> int:
    """How many applications are open and not archived."""
    with ctx.read() as session:
        return store.live_count(session)


def closed_count(ctx: Context) -> int:
    """How many applications are closed and not archived."""
    with ctx.read() as session:
        return store.closed_count(session)


def duplicates(
    ctx: Context, company: str, role_title: str, url: str = "", exclude: int | None = None
) -> list[Duplicate]:
    """Applications that may be the same, surest first: same posting, then same company and role, then same company."""
    company_key, role_key, wanted_url = firm_key(company), name_key(role_title), normalized_url(url)
    if not company_key and not wanted_url:
        return []
    found: list[tuple[int, Duplicate]] = []
    with ctx.read() as session:
        rows = store.alike(session, company_key, wanted_url.partition("/")[0])
    for application_id, name, key, role, posting, stage, applied_on, outcome, outcome_on in rows:
        if application_id == exclude:
            continue
        if wanted_url and normalized_url(posting) == wanted_url:
            rank = 0
        elif firm_key(key) == company_key:
            rank = 1 if role_key == name_key(role) else 2
        else:
            continue
        reason = ("same posting", "same company and role", "same company")[rank]
        found.append(
            (rank, Duplicate(application_id, name, role, stage, applied_on, reason, outcome, outcome_on))  # type: ignore[arg-type]
        )
    return [duplicate for _, duplicate in sorted(found, key=lambda item: (item[0], -item[1].application_id))]


def add(
    ctx: Context, draft: ApplicationDraft, *, stage: str | None = None, outcome: Outcome = "open"
) -> tuple[ApplicationRow, Change]:
    """Keep a new application; without a stage it is applied if it has a date, else saved."""
    with ctx.write(f"Add {draft.company}") as session:
        target = _find_stage(store.stages(session), stage or ("applied" if draft.applied_on else "saved"))
        check_move(target.kind, outcome)
        draft = _dated(draft, target.kind, ctx.today())
        if draft.applied_on is not None and draft.applied_on > ctx.today():
            raise InvalidInput({"applied_on": "This day is still to come."})
        # what was sent last week stands in its stage since then
        earlier = draft.applied_on if target.kind == "applied" else None
        since = history.noon(ctx, earlier) if earlier not in (None, ctx.today()) else ctx.clock()
        new_id = store.insert(session, draft, target, since)
        if outcome != "open":
            moves.set_stage(session, [new_id], target, outcome, on=ctx.today(), note="", now=ctx.clock())
        return store.row(session, new_id), Change.APPLICATIONS


def edit(
    ctx: Context, application_id: int, draft: ApplicationDraft, *, seen: ApplicationDraft | None = None
) -> tuple[ApplicationRow, Change]:
    """Replace what the form holds; raises NotFound, and InvalidInput for a day of applying that cannot be.

    With `seen`, what the form began with, raises ChangedMeanwhile where something else is stored by now.
    """
    with ctx.write(f"Edit {draft.company}") as session:
        before = store.draft_of(session, application_id)
        if seen is not None:
            _check_unchanged(before, seen)
        if draft.applied_on is not None and draft.applied_on != before.applied_on:
            history.check_applied_on(ctx, session, application_id, draft.applied_on)
            if before.applied_on is not None:
                history.move_applied_step(ctx, session, application_id, before.applied_on, draft.applied_on)
        store.update(session, application_id, draft)
        return store.row(session, application_id), Change.APPLICATIONS | Change.INTERVIEWS


def move_stage(
    ctx: Context, application_id: int, stage: int | str, *, note: str = "", outcome: Outcome = "open"
) -> tuple[ApplicationRow, Change]:
    """Move along the pipeline; moving out of a closed stage reopens. Raises InvalidMove when closing has no outcome."""
    note = text_field("note", note, LONG)
    with ctx.read() as session:
        before, target = store.row(session, application_id), _find_stage(store.stages(session), stage)
    check_move(target.kind, outcome)
    with ctx.write(f"Move {before.company} to {target.name}") as session:
        return _moved(ctx, session, application_id, target, outcome, note), Change.APPLICATIONS


def close(
    ctx: Context, application_id: int, outcome: Outcome, *, note: str = "", on: date | None = None
) -> tuple[ApplicationRow, Change]:
    """Close with an outcome, in one step of the history; a date before the application is refused."""
    if outcome == "open":
        raise InvalidMove("Closing an application needs an outcome, such as rejected or withdrawn.")
    note = text_field("outcome_note", note, LONG)
    with ctx.read() as session:
        before = store.row(session, application_id)
        closed = [stage for stage in store.stages(session) if stage.kind == "closed"]
    # where it is closed already it stays: only the outcome is another
    target = next((stage for stage in closed if stage.id == before.stage_id), closed[0])
    if on is not None:
        _check_outcome_date(on, before, ctx.today())
    with ctx.write(f"Close {before.company}") as session:
        return _moved(ctx, session, application_id, target, outcome, note, on=on), Change.APPLICATIONS


def move_many(
    ctx: Context, ids: Sequence[int], stage: int | str, *, outcome: Outcome = "open", note: str = ""
) -> tuple[int, Change]:
    """Move several in one step; all or none. A closed stage needs the outcome that they share."""
    note = text_field("note", note, LONG)
    with ctx.read() as session:
        target = _find_stage(store.stages(session), stage)
        what = store.row(session, ids[0]).company if len(ids) == 1 else count_words(ids)
    check_move(target.kind, outcome)
    label = f"Close {what}" if target.kind == "closed" else f"Move {what} to {target.name}"
    with ctx.write(label) as session:
        moves.set_stage(session, ids, target, outcome, on=ctx.today(), note=note, now=ctx.clock())
        return len(ids), Change.APPLICATIONS


def archive(ctx: Context, ids: Sequence[int]) -> tuple[int, Change]:
    """Take applications out of the lists; nothing of them is lost."""
    with ctx.write(f"Archive {count_words(ids)}") as session:
        return moves.set_archived(session, ids, ctx.clock(), ctx.clock()), Change.APPLICATIONS


def restore(ctx: Context, ids: Sequence[int]) -> tuple[int, Change]:
    """Bring archived applications back."""
    with ctx.write(f"Bring back {count_words(ids)}") as session:
        return moves.set_archived(session, ids, None, ctx.clock()), Change.APPLICATIONS


def archive_old(ctx: Context) -> tuple[int, Change]:
    """Archive what has been closed for longer than the preference says; no step of Undo, as nobody did it."""
    day = ctx.today() - timedelta(days=preferences.get(ctx).archive_after_days)
    with ctx.read() as session:
        old = store.closed_before(session, day)
    if not old:
        return 0, Change.NONE
    with ctx.write_unrecorded() as session:
        return moves.set_archived(session, old, ctx.clock(), ctx.clock()), Change.APPLICATIONS


def delete(ctx: Context, ids: Sequence[int]) -> tuple[int, Change]:
    """Remove applications with their interviews, notes, checklists and offers; contacts and documents stay."""
    with ctx.write(f"Delete {count_words(ids)}") as session:
        return moves.remove(session, ids), Change.ALL


def tags(ctx: Context, ids: Sequence[int]) -> list[str]:
    """The tags that any of these applications has, those that most of them have first."""
    with ctx.read() as session:
        found = store.tags(session, ids)
    counts = Counter(name for names in found.values() for name in names)
    return sorted(counts, key=lambda name: (-counts[name], name.casefold()))


def all_tags(ctx: Context) -> list[str]:
    """Every tag in use, by name."""
    with ctx.read() as session:
        return store.tag_names(session)


def set_tags(
    ctx: Context, ids: Sequence[int], add: Sequence[str] = (), remove: Sequence[str] = ()
) -> tuple[int, Change]:
    """Add and remove tags on several applications; one application holds at most a hundred."""
    names = [name for name in (text_field("tags", name, LONG, one_line=True) for name in add) if name]
    if any(len(name) > TAG for name in names):
        raise InvalidInput({"tags": f"A tag has at most {TAG} characters."})
    names = list({name_key(name): name for name in reversed(names)}.values())
    if len(names) > MOST_TAGS:
        raise InvalidInput({"tags": _TOO_MANY_TAGS})
    remove = [name.encode("utf-8", "replace").decode() for name in remove]
    with ctx.write(f"Tag {count_words(ids)}") as session:
        store.change_tags(session, list(dict.fromkeys(ids)), names, remove)
        if names and max(map(len, store.tags(session, ids).values()), default=0) > MOST_TAGS:
            raise InvalidInput({"tags": _TOO_MANY_TAGS})
        return len(ids), Change.APPLICATIONS


def set_follow_up(
    ctx: Context, application_id: int, on: date | None, note: str = ""
) -> tuple[ApplicationRow, Change]:
    """Set or clear the day to follow up."""
    with ctx.read() as session:
        draft = store.draft_of(session, application_id)
    return edit(ctx, application_id, draft.changed(follow_up_on=on, follow_up_note=note))


def _moved(
    ctx: Context,
    session: Session,
    application_id: int,
    target: StageRow,
    outcome: Outcome,
    note: str,
    *,
    on: date | None = None,
) -> ApplicationRow:
    moves.set_stage(
        session, [application_id], target, outcome, on=on or ctx.today(), note=note, now=ctx.clock()
    )
    return store.row(session, application_id)


def _check_unchanged(stored: ApplicationDraft, seen: ApplicationDraft) -> None:
    names = [name for name in ApplicationDraft.model_fields if getattr(stored, name) != getattr(seen, name)]
    if names:
        raise ChangedMeanwhile({name: getattr(stored, name) for name in names})


def _find_stage(stages: Sequence[StageRow], wanted: int | str) -> StageRow:
    """A stage by id, else by name, else by kind, in any case."""
    if isinstance(wanted, int):
        matches = [stage for stage in stages if stage.id == wanted]
    else:
        key = name_key(wanted)
        matches = [s for s in stages if name_key(s.name) == key] or [s for s in stages if s.kind == key]
    if not matches:
        raise NotFound(
            f"There is no stage '{wanted}'. The stages are: {', '.join(stage.name for stage in stages)}."
        )
    return matches[0]


def _dated(draft: ApplicationDraft, kind: StageKind, today: date) -> ApplicationDraft:
    """An application that starts as applied was sent today unless the user says otherwise."""
    return draft.changed(applied_on=today) if kind == "applied" and draft.applied_on is None else draft


def _check_outcome_date(on: date, before: ApplicationRow, today: date) -> None:
    day_field("outcome_on", on)
    if on > today:
        raise InvalidInput({"outcome_on": "The answer is still to come on this day."})
    if before.applied_on is not None and on < before.applied_on:
        raise InvalidInput({"outcome_on": "The answer lies before the day you applied."})


def count_words(ids: Sequence[int]) -> str:
    """How many, in the words of Undo."""
    return "1 application" if len(ids) == 1 else f"{len(ids):,} applications"
