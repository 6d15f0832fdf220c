"""Edits, undo, redo, backups and restores in any order: the data always equals a model that is kept beside it.

The model knows what was entered; that undo and redo bring back each row to the byte is compared with what the file
held before. Whatever is restored begins with nothing to undo.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from mltracker import paths
from mltracker.domain.applications import NoteDraft
from mltracker.domain.errors import NotFound
from mltracker.services import applications, backups, drafts, notes
from mltracker.services.context import Context, open_context
from mltracker.store.tables import Note
from mltracker.store.undo import STEPS
from tests.conftest import FakeClock, _copied
from tests.services.cases import applied
from tests.store.full_rows import content

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12).filter(str.strip)
STAGES = st.sampled_from(["saved", "applied", "screening", "interviewing", "offer"])
Stored = dict[str, list[tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Entered:
    """One application as it was entered."""

    role: str
    stage: str
    notes: tuple[str, ...] = ()


Model = dict[int, Entered]


@dataclass(frozen=True, slots=True)
class Moment:
    """What was entered, and what the file held then; nothing until it was looked at."""

    model: Model
    stored: Stored | None = None


class AnyOrder(RuleBasedStateMachine):
    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp())
        self.folder = _copied(self.template, self.home / "data")
        self.clock = FakeClock()
        self.ctx: Context = open_context(self.folder, self.clock, "window")
        self.undone: list[Moment] = []
        self.done: list[Moment] = []
        self.now = Moment({}, self.stored())
        self.copies: list[tuple[Path, Moment]] = []

    def teardown(self) -> None:
        self.ctx.close()
        shutil.rmtree(self.home)

    def stored(self) -> Stored:
        found = content(paths.database(self.folder))
        # what is typed and not saved is no part of what can be undone
        return {name: rows for name, rows in found.items() if name != "draft"}

    def changed(self, model: Model) -> None:
        """A step of Undo was taken."""
        self.done = [*self.done, self.now][-STEPS:]
        self.undone = []
        self.now = Moment(model)

    def pick(self, number: int) -> int:
        keys = sorted(self.now.model)
        return keys[number % len(keys)]

    @rule(role=WORDS, stage=STAGES)
    def add(self, role: str, stage: str) -> None:
        row = applied(self.ctx, "Fernhollow Labs", role_title=role, stage=stage)
        assert row.id not in self.now.model
        self.changed({**self.now.model, row.id: Entered(row.role_title, stage)})

    @precondition(lambda self: self.now.model)
    @rule(number=st.integers(0, 20), role=WORDS)
    def edit(self, number: int, role: str) -> None:
        key = self.pick(number)
        draft = applications.detail(self.ctx, key).draft.changed(role_title=role)
        row, _ = applications.edit(self.ctx, key, draft)
        if row.role_title != self.now.model[key].role:
            self.changed({**self.now.model, key: replace(self.now.model[key], role=row.role_title)})

    @precondition(lambda self: self.now.model)
    @rule(number=st.integers(0, 20), stage=STAGES)
    def move(self, number: int, stage: str) -> None:
        key = self.pick(number)
        if stage != self.now.model[key].stage:
            applications.move_stage(self.ctx, key, stage)
            self.changed({**self.now.model, key: replace(self.now.model[key], stage=stage)})

    @precondition(lambda self: self.now.model)
    @rule(number=st.integers(0, 20), words=WORDS)
    def note(self, number: int, words: str) -> None:
        key = self.pick(number)
        row, _ = notes.add(self.ctx, key, NoteDraft.make(body=words))
        before = self.now.model[key]
        self.changed({**self.now.model, key: replace(before, notes=(*before.notes, row.body))})

    @precondition(lambda self: self.now.model)
    @rule(number=st.integers(0, 20))
    def delete(self, number: int) -> None:
        key = self.pick(number)
        applications.delete(self.ctx, [key])
        self.changed({other: row for other, row in self.now.model.items() if other != key})

    @rule(words=WORDS)
    def type_without_saving(self, words: str) -> None:
        drafts.put(self.ctx, "editor:application", words)

    @rule()
    def fail(self) -> None:
        with pytest.raises(NotFound):
            notes.add(self.ctx, 10_000, NoteDraft.make(body="Nowhere"))

    @rule(back=st.integers(0, 4), forth=st.integers(0, 4))
    def undo_and_redo(self, back: int, forth: int) -> None:
        for _ in range(back):
            assert (self.ctx.undo() is not None) == bool(self.done)
            if self.done:
                self.undone.append(self.now)
                self.now = self.done.pop()
            self.equals_the_model()
        for _ in range(forth):
            assert (self.ctx.redo() is not None) == bool(self.undone)
            if self.undone:
                self.done.append(self.now)
                self.now = self.undone.pop()
            self.equals_the_model()

    @rule(hours=st.integers(-30, 60))
    def time_passes(self, hours: int) -> None:
        self.clock.advance(hours=hours)

    @rule()
    def back_up(self) -> None:
        made = backups.create(self.ctx)
        assert made in backups.listed(self.ctx)
        self.copies.append((made.path, self.now))

    @precondition(lambda self: self.copies and len(self.done) > 2)
    @rule(number=st.integers(0, 20))
    def restore(self, number: int) -> None:
        path, moment = self.copies[number % len(self.copies)]
        self.ctx.close()
        backups.restore(self.folder, path, self.clock())
        self.ctx = open_context(self.folder, self.clock, "window")
        self.now, self.done, self.undone = moment, [], []

    @precondition(lambda self: len(self.done) > 4)
    @rule()
    def start_again(self) -> None:
        self.ctx.close()
        self.ctx = open_context(self.folder, self.clock, "window")
        self.done, self.undone = [], []

    @invariant()
    def equals_the_model(self) -> None:
        rows = applications.rows(self.ctx)
        found = {row.id: Entered(row.role_title, row.stage_kind) for row in rows}
        with self.ctx.read() as session:
            for key, body in session.execute(select(Note.application_id, Note.body).order_by(Note.id)):
                found[key] = replace(found[key], notes=(*found[key].notes, body))
        assert found == self.now.model
        stored = self.stored()
        if self.now.stored is None:
            self.now = Moment(found, stored)
        assert stored == self.now.stored


@pytest.fixture
def machine(bare_template: Path) -> Iterator[Any]:
    AnyOrder.template = bare_template
    return AnyOrder


def test_edits_undo_backups_and_restores_in_any_order_equal_the_model(machine: Any) -> None:
    run_state_machine_as_test(
        machine, settings=settings(max_examples=4, stateful_step_count=25, phases=[Phase.generate])
    )


@pytest.mark.slow
@pytest.mark.timeout(1_800)
def test_long_evenings_in_any_order_equal_the_model(machine: Any) -> None:
    run_state_machine_as_test(machine, settings=settings(max_examples=60, stateful_step_count=60))
