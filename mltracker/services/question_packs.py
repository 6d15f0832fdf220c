"""Use cases of question packs: look at one before anything is kept, take it in as one step, write one's own out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mltracker.domain.changes import Change
from mltracker.domain.content import PackEntry, fingerprint
from mltracker.domain.errors import ImportRejected, InvalidInput
from mltracker.domain.limits import PACK_BYTES, name_key
from mltracker.domain.near_prompts import Prompts
from mltracker.exchange import question_packs as exchange
from mltracker.services import backups, catalog, files
from mltracker.services.context import Context
from mltracker.store import question_packs as store
from mltracker.store.question_packs import Present

SHOWN_FAULTS = 20


@dataclass(frozen=True, slots=True)
class Held:
    """A question that is not taken in, and why."""

    row: PackEntry
    reason: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that could be better about a question that is taken in."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class PackPlan:
    """What importing a file would do: nothing is kept yet.

    `duplicates` are held back because the bank asks the same already; they are taken in only when asked for.
    """

    name: str
    new: list[PackEntry] = field(default_factory=list)
    updated: list[PackEntry] = field(default_factory=list)
    duplicates: list[Held] = field(default_factory=list)
    skipped: list[Held] = field(default_factory=list)
    ask: list[Remark] = field(default_factory=list)

    @property
    def changes(self) -> int:
        """How many questions would be written."""
        return len(self.new) + len(self.updated)


@dataclass(frozen=True, slots=True)
class Written:
    """Where a pack was written, how many questions it holds, and which could not be written."""

    path: Path
    counts: Mapping[str, int]
    left_out: tuple[str, ...] = ()


class PackRefused(ImportRejected):
    """A pack with faults; nothing of it is kept. `faults` has one line for each."""

    def __init__(self, name: str, faults: tuple[str, ...]) -> None:
        shown = "; ".join(faults[:SHOWN_FAULTS])
        more = len(faults) - SHOWN_FAULTS
        tail = f"; and {more} more" if more > 0 else ""
        super().__init__(f"{name} was not imported: {shown}{tail}.", "Nothing was changed.")
        self.faults = faults


def plan(ctx: Context, path: Path) -> PackPlan:
    """What importing a file would do; raises ImportRejected for one that cannot be read, PackRefused for faults in it."""
    return plan_of(ctx, files.read_file(path, PACK_BYTES), files.shown_name(path))


def plan_of(ctx: Context, data: bytes, name: str) -> PackPlan:
    """What importing these bytes would do."""
    pack = exchange.parse(data, topics=catalog.topics().by_slug)
    if pack.faults:
        raise PackRefused(name, tuple(map(str, pack.faults)))
    with ctx.read() as session:
        known, prompts = store.present(session), store.prompts(session)
    # seconds for a long pack, in which nobody could save if the bank were still being read
    return _sorted_out(pack.entries, known, _Bank(prompts), name)


def take_in(ctx: Context, wanted: PackPlan, *, duplicates: bool = False) -> tuple[PackPlan, Change]:
    """Import what was planned, after a backup, as one step of Undo; with `duplicates` also what was held back.

    It is planned anew first, so that nothing which changed meanwhile is overwritten; returns what was done.
    """
    entries = [*wanted.new, *wanted.updated]
    if duplicates:
        entries += [held.row for held in wanted.duplicates]
    if not entries:
        return PackPlan(wanted.name), Change.NONE
    backups.create(ctx, reason="before-import")
    count = f"{len(entries)} question{'s' if len(entries) != 1 else ''}"
    with ctx.write(f"Import {count}") as session:
        done = _sorted_out(entries, store.present(session), None, wanted.name)
        store.insert(session, done.new, ctx.clock())
        store.update(session, done.updated)
    return done, Change.QUESTIONS


def export_mine(ctx: Context, path: Path, *, replace: bool = False) -> Written:
    """Write the user's own questions as a pack; never over a file unless `replace`."""
    entries, left_out = mine(ctx)
    if not entries:
        raise InvalidInput({"path": "There are no questions of your own to export yet."})
    files.write_file(path, exchange.write(entries), replace=replace)
    return Written(path, {"questions": len(entries)}, left_out)


def mine(ctx: Context) -> tuple[list[PackEntry], tuple[str, ...]]:
    """The user's own questions that are not archived, as entries, and why others cannot be written."""
    entries: list[PackEntry] = []
    left_out: list[str] = []
    with ctx.read() as session:
        taken = set(store.present(session))
        for row in store.mine(session):
            slug = row.slug or _new_slug(row.topic, row.prompt, taken)
            taken.add(slug)
            try:
                entries.append(store.entry_of(session, row.id, slug))
            except InvalidInput as error:
                left_out.append(str(error))
    return entries, tuple(left_out)


def _sorted_out(
    entries: Sequence[PackEntry], known: Mapping[str, Present], bank: _Bank | None, name: str
) -> PackPlan:
    """What is to become of each entry; without a bank it does not matter what that asks already."""
    found = PackPlan(name)
    held: set[str] = set()
    # long questions before their drills, which are held back with them
    for entry in sorted(entries, key=lambda entry: entry.part_of is not None):
        if entry.slug in known:
            _sort_known(found, entry, known[entry.slug])
        elif bank is not None and (twin := bank.twin(entry.prompt)):
            held.add(entry.slug)
            found.duplicates.append(Held(entry, f"the bank asks the same: {_cut(twin)}"))
        elif entry.part_of in held:
            held.add(entry.slug)
            found.duplicates.append(Held(entry, f"it drills '{entry.part_of}', which is held back"))
        else:
            found.new.append(entry)
            found.ask.extend(_remarks(entry))
    _check_parts(entries, known, name)
    return found


def _sort_known(found: PackPlan, entry: PackEntry, present: Present) -> None:
    version = fingerprint(entry)
    if present.origin == "shipped":
        found.skipped.append(Held(entry, "the shipped bank has a question of this slug; give yours another"))
    elif present.version == version:
        found.skipped.append(Held(entry, "nothing has changed since it was imported"))
    elif present.edited:
        found.skipped.append(Held(entry, "you edited it here; your text stays"))
    else:
        found.updated.append(entry)
        found.ask.extend(_remarks(entry))


class _Bank:
    """The prompts that the bank has already."""

    def __init__(self, prompts: Iterable[tuple[int, str, str]]) -> None:
        self._prompts = {key: prompt for key, prompt, _ in prompts}
        self._same = {name_key(prompt): prompt for prompt in self._prompts.values()}
        self._near = Prompts(self._prompts.items())

    def twin(self, prompt: str) -> str:
        """The prompt that asks the same; empty when there is none."""
        if exact := self._same.get(name_key(prompt)):
            return exact
        found = self._near.nearest(prompt)
        return self._prompts[found[0]] if found else ""


def _check_parts(entries: Sequence[PackEntry], known: Mapping[str, Present], name: str) -> None:
    """A drill needs its long question, here or in the bank, and that must not be a drill itself."""
    parts = {entry.slug: entry.part_of for entry in entries}
    faults = []
    for slug, whole in parts.items():
        if whole is None:
            continue
        if whole not in parts and whole not in known:
            faults.append(f"{slug}: part_of: there is no question '{whole[:100]}'")
        elif parts.get(whole) or (whole in known and whole not in parts and known[whole].is_drill):
            faults.append(f"{slug}: part_of: '{whole[:100]}' is a drill itself")
    if faults:
        raise PackRefused(name, tuple(faults))


def _remarks(entry: PackEntry) -> list[Remark]:
    """What a card of it would lack."""
    found = []
    if not (entry.short_answer or entry.answer):
        found.append(Remark(entry.slug, "without an answer it does not count in readiness"))
    elif not entry.rubric:
        found.append(Remark(entry.slug, "without a rubric no grade is suggested"))
    if entry.kind in ("coding", "sql") and entry.coding is None:
        found.append(Remark(entry.slug, "without code there are no cases to run"))
    return found


def _new_slug(topic: str, prompt: str, taken: set[str]) -> str:
    words = re.findall(r"[a-z0-9]+", name_key(prompt))
    base = "-".join([topic, *words[:6]])[:90].rstrip("-")
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def _cut(text: str) -> str:
    return text if len(text) <= 80 else text[:79].rstrip() + "…"


def as_document(found: PackPlan) -> dict[str, Any]:
    """The plan as the command line tells it."""
    return {
        "new": [entry.model_dump(mode="json", by_alias=True) for entry in found.new],
        "updated": [entry.model_dump(mode="json", by_alias=True) for entry in found.updated],
        "duplicates": [_held(item) for item in found.duplicates],
        "skipped": [_held(item) for item in found.skipped],
        "ask": [{"what": item.what, "why": item.why} for item in found.ask],
    }


def _held(item: Held) -> dict[str, Any]:
    return {"row": item.row.model_dump(mode="json", by_alias=True), "reason": item.reason}
