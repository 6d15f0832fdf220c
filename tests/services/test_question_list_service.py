"""The list of the bank is kept between looks, and every change that it shows is seen at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mltracker.domain.questions import QuestionDraft, QuestionFilter
from mltracker.services import practice, questions
from mltracker.services.context import Context, open_context
from mltracker.store import questions as store
from tests.conftest import FakeClock
from tests.services.cases import PAST, asked, booked

DRAFT = QuestionDraft.make(prompt="What is a zyzzyva?", topic="nlp", rounds=("coding",), tags=("Xyster",))


def ids(ctx: Context, **wanted: Any) -> list[int]:
    return [row.id for row in questions.search(ctx, QuestionFilter(**wanted), limit=10_000).rows]


def reads(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    counted = [0]
    every = store.every

    def counting(session: Any) -> Any:
        counted[0] += 1
        return every(session)

    monkeypatch.setattr(store, "every", counting)
    return lambda: counted[0]


def test_looking_again_reads_nothing_again(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    count = reads(monkeypatch)
    for text in ("", "m", "mo", "mod", "mode", "model"):
        questions.search(ctx, QuestionFilter(text=text))
        questions.facets(ctx, QuestionFilter(text=text))
    assert count() == 1
    questions.save_my_answer(ctx, 1, "zyzzyva")
    assert ids(ctx, text="zyzzyva") == [1]
    assert count() == 2


def test_every_kind_of_change_is_seen_and_undone(ctx: Context) -> None:
    everything = ids(ctx)
    row, _ = questions.add(ctx, DRAFT)
    assert ids(ctx, text="zyzzyva") == [row.id]
    assert ids(ctx, text="xyster") == [row.id]
    assert row.id in ids(ctx, rounds=frozenset({"coding"}))
    questions.edit(ctx, row.id, DRAFT.model_copy(update={"topic": "mlops", "rounds": ()}))
    assert row.id in ids(ctx, topics=frozenset({"mlops"}))
    assert row.id not in ids(ctx, rounds=frozenset({"coding"}))
    practice.add_attempt(ctx, str(row.id), "again")
    assert ids(ctx, states=frozenset({"weak"})) == [row.id]
    asked(ctx, booked(ctx, starts_at=PAST).id, question_id=row.id)
    assert ids(ctx, states=frozenset({"asked"})) == [row.id]
    questions.archive(ctx, row.id)
    assert ids(ctx) == everything
    assert ids(ctx, archived=True) == [row.id]
    ctx.undo()
    assert row.id in ids(ctx)


def test_what_another_program_wrote_is_seen(ctx: Context, clock: FakeClock) -> None:
    before = ids(ctx)
    reader = open_context(ctx.folder, clock, "read")
    assert ids(reader) == before
    row, _ = questions.add(ctx, DRAFT)
    assert row.id in ids(reader)
    reader.close()


def test_a_place_in_the_list_is_told(ctx: Context) -> None:
    rows = ids(ctx)
    assert [questions.rank(ctx, questions.ALL, key) for key in (rows[0], rows[-1])] == [0, len(rows) - 1]
    assert questions.rank(ctx, QuestionFilter(archived=True), rows[0]) is None
    newest = questions.search(ctx, order="newest", limit=1).rows[0]
    assert questions.rank(ctx, questions.ALL, newest.id, "newest") == 0
