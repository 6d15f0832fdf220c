"""Use case of merging two applications that turned out to be the same one: nothing of either is lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mltracker.domain.applications import ApplicationDraft, ApplicationRow, NoteDraft
from mltracker.domain.changes import Change
from mltracker.domain.errors import InvalidInput
from mltracker.domain.limits import LONG
from mltracker.services import offers
from mltracker.services.context import Context
from mltracker.store import applications as store
from mltracker.store import merging, moves
from mltracker.store import notes as note_store
from mltracker.store.engine import Session

# what is said about pay belongs together
_PAY = ("salary_min", "salary_max", "salary_currency", "salary_period")
_NAMES = {
    "company": "company",
    "role_title": "role",
    "role_family": "kind of role",
    "seniority": "seniority",
    "location": "location",
    "work_mode": "where",
    "employment_type": "employment",
    "source": "source",
    "posting_url": "link",
    "posting_text": "text of the posting",
    "priority": "priority",
    "applied_on": "applied",
    "deadline_on": "deadline",
    "follow_up_on": "follow-up",
    "follow_up_note": "follow-up note",
}
# these always hold something, so an empty place cannot tell that nobody chose it
_CHOSEN = frozenset({"company", "role_title", "role_family", "priority"})


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What merging would do. `moves` counts rows by table; `filled` and `noted` name fields in words."""

    kept: ApplicationRow
    gone: ApplicationRow
    moves: dict[str, int]
    filled: tuple[str, ...]
    noted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Merged:
    """The form of both: the draft to keep, the fields it took over, and what of the other it could not hold."""

    draft: ApplicationDraft
    filled: tuple[str, ...]
    left: dict[str, str]


def preview(ctx: Context, kept_id: int, gone_id: int) -> MergePreview:
    """What merging would move, fill in and note; raises NotFound, and InvalidInput for one and the same."""
    _check_two(kept_id, gone_id)
    with ctx.read() as session:
        kept, gone = store.row(session, kept_id), store.row(session, gone_id)
        merged = _merged(session, kept_id, gone_id)
        return MergePreview(kept, gone, merging.hanging(session, gone_id), merged.filled, tuple(merged.left))


def merge(ctx: Context, kept_id: int, gone_id: int) -> tuple[ApplicationRow, Change]:
    """Hand everything of one application to the other and remove the empty one, in one step.

    Stage, outcome and fields of the kept one stand; its empty fields are filled from the other, and what differs is
    written into a note.
    """
    _check_two(kept_id, gone_id)
    now = ctx.clock()
    with ctx.read() as session:
        company = store.row(session, kept_id).company
    with ctx.write(f"Merge two applications at {company}") as session:
        merged = _merged(session, kept_id, gone_id)
        for body in _notes(
            store.row(session, gone_id), store.load(session, gone_id).outcome_note, merged.left
        ):
            note_store.insert(session, kept_id, NoteDraft.make(body=body), None, now)
        store.update(session, kept_id, merged.draft)
        merging.move_all(session, gone_id, kept_id, now)
        moves.remove(session, [gone_id])
        return store.row(session, kept_id), Change.ALL


def _check_two(kept_id: int, gone_id: int) -> None:
    if kept_id == gone_id:
        raise InvalidInput({"application": "Choose two different applications to merge."})


def _merged(session: Session, kept_id: int, gone_id: int) -> _Merged:
    draft, other = store.draft_of(session, kept_id), store.draft_of(session, gone_id)
    filled: list[str] = []
    left: dict[str, str] = {}
    for name, words in _NAMES.items():
        mine, theirs = getattr(draft, name), getattr(other, name)
        if theirs == mine or theirs in ("", None):
            continue
        taken = None if mine not in ("", None) or name in _CHOSEN else _taken(draft, {name: theirs})
        if taken is None:
            left[words] = str(theirs)
        else:
            draft = taken
            filled.append(words)
    pay = {name: getattr(other, name) for name in _PAY}
    if other.salary_min is not None or other.salary_max is not None:
        if draft.salary_min is None and draft.salary_max is None and (taken := _taken(draft, pay)):
            draft = taken
            filled.append("salary")
        elif pay != {name: getattr(draft, name) for name in _PAY}:
            figures = [str(value) for value in (other.salary_min, other.salary_max) if value is not None]
            left["salary"] = f"{' to '.join(figures)} {other.salary_currency} a {other.salary_period}"
    left |= _other_scores(session, kept_id, gone_id)
    return _Merged(draft, tuple(filled), left)


def _other_scores(session: Session, kept_id: int, gone_id: int) -> dict[str, str]:
    """What the other offer scored otherwise, by criterion in words: the kept one's own scores stand."""
    compared = offers.comparison(session)
    mine, theirs = (compared.scores.get(one, {}) for one in (kept_id, gone_id))
    return {
        f"score for {one.name}": str(theirs[one.key])
        for one in compared.criteria
        if one.key in mine and theirs.get(one.key, mine[one.key]) != mine[one.key]
    }


def _taken(draft: ApplicationDraft, values: dict[str, Any]) -> ApplicationDraft | None:
    """The draft with these values; None where they do not fit with what it holds."""
    try:
        return draft.changed(**values)
    except InvalidInput:
        return None


def _notes(gone: ApplicationRow, outcome_note: str, left: dict[str, str]) -> list[str]:
    """What the other application said and the kept one has no place for, in notes that are not too long."""
    ended = f", {gone.outcome} on {gone.outcome_on}" if gone.outcome != "open" and gone.outcome_on else ""
    lines = [f"Merged with {gone.company}, {gone.role_title} ({gone.stage}{ended})."]
    lines += [f"{words}: {value}" for words, value in left.items() if words != "text of the posting"]
    lines += [f"why it ended: {outcome_note}"] if outcome_note else []
    text = "\n".join(lines)
    posting = left.get("text of the posting", "")
    if posting:
        text += f"\nIts posting:\n{posting}"
    return [text[start : start + LONG] for start in range(0, len(text), LONG)]
