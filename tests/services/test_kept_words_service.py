"""Own questions, notes, preferences and half-typed forms: kept as typed, refused with a sentence, undone whole."""

from __future__ import annotations

import math
from datetime import datetime

import pytest

from mltracker.domain.applications import ContactDraft, NoteDraft
from mltracker.domain.errors import InvalidInput, InvalidMove, NotFound
from mltracker.domain.questions import QuestionDraft, RubricPoint
from mltracker.services import applications, contacts, drafts, notes, practice, preferences, questions
from mltracker.services.context import Context, open_context
from tests.conftest import FakeClock
from tests.services.cases import DAY, applied, bank, booked, memories

HOSTILE = ("x" * 100_000, "a\ud800", "a\x00")


def test_preferences_are_kept_and_checked(ctx: Context) -> None:
    assert preferences.get(ctx) == preferences.Preferences()
    changed, _ = preferences.change(ctx, practice_minutes=45, home_zone="Asia/Tokyo")
    assert preferences.get(ctx) == changed
    for field, value in (
        ("practice_minutes", 4),
        ("practice_minutes", 2**70),
        ("target_readiness", math.nan),
        ("target_readiness", math.inf),
        ("archive_after_days", 0),
        ("home_zone", "Mars/Olympus"),
        ("home_zone", "a\ud800"),
        ("unknown", 1),
    ):
        with pytest.raises(InvalidInput) as refused:
            preferences.change(ctx, **{field: value})
        assert set(refused.value.fields) == {field}
    assert preferences.get(ctx) == changed
    ctx.undo()
    assert preferences.get(ctx) == preferences.Preferences()


def test_the_target_of_the_preferences_is_that_of_new_rounds(ctx: Context) -> None:
    row = booked(ctx)
    own = booked(ctx, row.application_id, target_readiness=0.9)
    preferences.change(ctx, target_readiness=0.7)
    from mltracker.services import interviews

    assert [interviews.row(ctx, key).target_readiness for key in (row.id, own.id)] == [0.7, 0.9]


def test_a_half_typed_form_is_kept_beside_undo(ctx: Context) -> None:
    for payload in ({"company": "Tarn", "text": "x" * 100_000}, {"text": "a\ud800\x00\x1b"}, ["a", 1, None]):
        drafts.put(ctx, "application:new", payload)
        assert drafts.get(ctx, "application:new") == payload
    assert ctx.undo_label is None
    drafts.put(ctx, "application:new", None)
    assert drafts.get(ctx, "application:new") is None


def test_what_was_typed_about_a_row_goes_with_it_once_undo_cannot_bring_it_back(
    ctx: Context, clock: FakeClock
) -> None:
    rows = [applied(ctx, name) for name in ("Stays", "Goes")]
    keys = [drafts.of_row(ctx, "editor:application", "application", row.id)[0] for row in rows]
    others = ["editor:application", "editor:post@posting:1:2026-12-01", "note@application", "me@note:x:y"]
    for key in (*keys, *others):
        drafts.put(ctx, key, {"typed": key})
    applications.delete(ctx, [rows[1].id])
    ctx.undo()
    assert drafts.sweep(ctx) == 0
    ctx.redo()
    clock.advance(seconds=1)
    assert applied(ctx, "Another with its id").id == rows[1].id
    assert drafts.sweep(ctx) == 1
    assert [drafts.get(ctx, key) is not None for key in keys] == [True, False]
    assert all(drafts.get(ctx, key) is not None for key in others), "who they are about cannot be told"
    assert ctx.undo_label == "Add Another with its id", "it is no step of Undo"


def test_where_nothing_can_be_written_a_half_typed_form_goes_beside_the_data(
    ctx: Context, clock: FakeClock
) -> None:
    reader = open_context(ctx.folder, clock, "read")
    try:
        kept = drafts.put(reader, "key", {"a": 1})
    finally:
        reader.close()
    assert kept is not None
    assert drafts.get(ctx, "key") == {"a": 1}
    assert drafts.get(ctx, "other") is None
    drafts.put(ctx, "key", {"b": 2})
    assert drafts.get(ctx, "key") == {"b": 2}
    assert not kept.exists()


def test_notes_belong_to_the_past(ctx: Context, clock: FakeClock) -> None:
    row = applied(ctx)
    early, _ = notes.add(ctx, row.id, NoteDraft.make(kind="call", body="Hello"), at=clock() - 9 * DAY)
    late, _ = notes.add(ctx, row.id, NoteDraft.make(body="Again"))
    assert {note.id for note in applications.detail(ctx, row.id).notes} == {early.id, late.id}
    for at in (clock() + DAY, clock().replace(year=1989), datetime(2026, 11, 1)):
        with pytest.raises(InvalidInput):
            notes.add(ctx, row.id, NoteDraft.make(body="No"), at=at)
    with pytest.raises(NotFound):
        notes.add(ctx, 99, NoteDraft.make(body="No"))
    assert len(applications.detail(ctx, row.id).notes) == 2


def test_a_person_is_kept_whole_or_not_at_all(ctx: Context) -> None:
    row = applied(ctx)
    found, _ = contacts.add_contact(
        ctx,
        ContactDraft.make(name="Ada Fern", url="https://fern.example"),
        application_id=row.id,
        relation="referrer",
    )
    assert [person.id for person in applications.detail(ctx, row.id).contacts] == [found.id]
    with pytest.raises(InvalidInput, match="Choose one of"):
        contacts.add_contact(ctx, ContactDraft.make(name="Bo"), relation="cousin")
    with pytest.raises(NotFound):
        contacts.add_contact(ctx, ContactDraft.make(name="Bo"), application_id=99)
    assert [person.name for person in contacts.contacts(ctx)] == ["Ada Fern"]


def test_an_own_question_needs_a_topic_and_words_that_can_be_kept(ctx: Context) -> None:
    wrong: list[dict[str, object]] = [
        {"topic": "astrology"},
        {"also": ("astrology",)},
        {"rounds": ("chess",)},
    ]
    for text in HOSTILE:
        wrong += [
            {"tags": (text,)},
            {"how_to_answer": (text,)},
            {"pitfalls": (text,)},
            {"hints": (text,)},
            {"rubric": (RubricPoint(text, "must"),)},
        ]
    for values in wrong:
        with pytest.raises(InvalidInput):
            questions.add(ctx, QuestionDraft.make(**({"prompt": "Why?", "topic": "nlp"} | values)))
    assert ctx.undo_label is None
    row, _ = questions.add(ctx, QuestionDraft.make(prompt="Why?", topic="nlp", tags=(" Mine ", "", "mine")))
    assert questions.detail(ctx, row.id).tags == ("Mine",)


def test_an_edited_question_counts_as_mine_until_it_is_restored(ctx: Context) -> None:
    shipped = bank(ctx, "nlp")[0]
    before = questions.detail(ctx, shipped.id)
    draft = questions.draft_of(ctx, shipped.id).changed(prompt="In my words?")
    assert questions.edit(ctx, shipped.id, draft)[0].edited
    questions.save_my_answer(ctx, shipped.id, "My own answer")
    restored, _ = questions.restore_shipped(ctx, shipped.id)
    assert (restored.prompt, restored.edited) == (shipped.prompt, False)
    after = questions.detail(ctx, shipped.id)
    assert after.my_answer == "My own answer"
    assert (after.answer, after.rubric, after.rounds) == (before.answer, before.rubric, before.rounds)
    own, _ = questions.add(ctx, QuestionDraft.make(prompt="Mine?", topic="nlp"))
    with pytest.raises(InvalidMove, match="no shipped text"):
        questions.restore_shipped(ctx, own.id)


def test_my_answer_is_kept_apart_and_has_a_limit(ctx: Context) -> None:
    question = bank(ctx, "nlp")[0].id
    for text in HOSTILE:
        with pytest.raises(InvalidInput):
            questions.save_my_answer(ctx, question, text)
    questions.save_my_answer(ctx, question, " Tokens first. ")
    assert questions.detail(ctx, question).my_answer == "Tokens first."
    questions.save_my_answer(ctx, question, " ")
    assert questions.detail(ctx, question).my_answer == ""


def test_archiving_a_question_keeps_its_answers_and_memory(ctx: Context) -> None:
    question = bank(ctx, "nlp")[0]
    practice.add_attempt(ctx, str(question.id), "good")
    kept = memories(ctx)
    questions.archive(ctx, question.id)
    assert question.id not in [row.id for row in bank(ctx, "nlp")]
    assert memories(ctx) == kept
    ctx.undo()
    assert question.id in [row.id for row in bank(ctx, "nlp")]
    assert memories(ctx) == kept
