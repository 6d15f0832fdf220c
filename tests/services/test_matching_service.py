"""A typed question is matched against the bank as it is now, without reading it anew for every key."""

from collections.abc import Iterable
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from cases import applied, bank, booked

from mltracker.domain.matching import BankRow
from mltracker.domain.questions import QuestionDraft
from mltracker.services import drafts, matching, questions
from mltracker.services.context import Context, open_context
from mltracker.store import questions as store


def own(prompt: str, topic: str = "mlops") -> QuestionDraft:
    return QuestionDraft.make(prompt=prompt, topic=topic, category="theory", kind="concept")


def offered(ctx: Context, text: str) -> list[int | None]:
    return [twin.id for twin in matching.match(ctx, text).questions]


def test_a_shipped_question_is_offered_for_other_words(ctx: Context) -> None:
    found = matching.match(ctx, "model memorises the training data - how to spot and stop it")
    assert found.topics[0].slug == "ml-foundations"
    assert [twin.slug for twin in found.questions] == ["ml-foundations-overfitting"]


def test_what_is_added_edited_and_archived_is_known_at_the_next_key(ctx: Context) -> None:
    text = "how to polish the widget of a zorble"
    assert offered(ctx, text) == []
    row, _ = questions.add(ctx, own("How do you polish the widget of a zorble?"))
    assert offered(ctx, text) == [row.id]
    questions.edit(ctx, row.id, own("What does a gloop transform cost?"))
    assert offered(ctx, text) == []
    assert offered(ctx, "cost of a gloop transform") == [row.id]
    ctx.undo()
    assert offered(ctx, text) == [row.id]
    questions.archive(ctx, row.id)
    assert offered(ctx, text) == []


def test_another_program_s_question_is_known_too(ctx: Context, data_dir: Any, clock: Any) -> None:
    reader = open_context(data_dir, clock, "read")
    assert offered(reader, "how to polish the widget of a zorble") == []
    row, _ = questions.add(ctx, own("How do you polish the widget of a zorble?"))
    assert offered(reader, "how to polish the widget of a zorble") == [row.id]
    reader.close()


def test_the_bank_is_read_once_while_nothing_changes(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    reads: list[int] = []
    read = store.prompts
    monkeypatch.setattr(store, "prompts", lambda session: reads.append(1) or read(session))
    for end in range(8, 20):
        matching.match(ctx, "how does dropout work"[:end])
    assert len(reads) == 1
    questions.archive(ctx, bank(ctx, "mlops")[0].id)
    matching.match(ctx, "how does dropout work")
    assert len(reads) == 2


def test_only_what_changed_is_read_anew(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    matching.match(ctx, "dropout")
    taken: list[str] = []
    add = matching.Matcher.add
    monkeypatch.setattr(
        matching.Matcher,
        "add",
        lambda self, rows: add(self, [taken.append(row.prompt) or row for row in rows]),
    )
    questions.add(ctx, own("What does a gloop transform cost?"))
    matching.match(ctx, "dropout")
    assert taken == ["What does a gloop transform cost?"]


@pytest.mark.bench
def test_a_key_stroke_over_10000_own_questions_in_20_ms(ctx: Context, benchmark: Any) -> None:
    words = [
        "gradient",
        "tree",
        "prior",
        "margin",
        "kernel",
        "recall",
        "cache",
        "vector",
        "shard",
        "label",
        "batch",
        "token",
    ]
    with ctx.write_unrecorded() as session:
        for number in range(10_000):
            picked = [words[(number // 12**at) % 12] for at in range(4)]
            store.insert(session, own(f"How does the {' '.join(picked)} number {number} work?"))
    text = "how does the recall cache of a gradient tree work"
    matching.match(ctx, text)
    benchmark(lambda: [matching.match(ctx, text[:end]) for end in range(1, len(text) + 1)])
    assert benchmark.stats.stats.min / len(text) < 0.020


def test_the_bank_is_ready_until_one_of_its_questions_changes(ctx: Context) -> None:
    assert not matching.is_ready(ctx)
    matching.prepare(ctx)
    assert matching.is_ready(ctx)
    drafts.put(ctx, "some-form", {"text": "typed"})
    booked(ctx)
    assert matching.is_ready(ctx)
    questions.archive(ctx, bank(ctx, "mlops")[0].id)
    assert not matching.is_ready(ctx)
    ctx.undo()
    matching.prepare(ctx)
    assert matching.is_ready(ctx)


def test_a_draft_kept_while_one_types_does_not_read_the_bank_again(
    ctx: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[int] = []
    read = store.prompts
    monkeypatch.setattr(store, "prompts", lambda session: reads.append(1) or read(session))
    for text in ("how does", "how does dropout", "how does dropout work"):
        matching.match(ctx, text)
        drafts.put(ctx, "some-form", {"text": text})
    assert len(reads) == 1


def test_everything_can_be_saved_while_the_bank_is_compared_beside_the_window(
    data_dir: Path, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_context(data_dir, clock, "window")
    reading, saved = Event(), Event()
    add = matching.Matcher.add

    def slowly(self: matching.Matcher, rows: Iterable[BankRow]) -> None:
        given = list(rows)
        if given:
            reading.set()
            saved.wait(5)
        add(self, given)

    monkeypatch.setattr(matching.Matcher, "add", slowly)
    worker = Thread(target=matching.prepare, args=(window,))
    worker.start()
    assert reading.wait(5)
    try:
        assert applied(window).company == "Fernhollow Labs"
    finally:
        saved.set()
        worker.join()
        window.close()
