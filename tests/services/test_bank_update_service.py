"""A new version of the shipped bank: what is untouched follows it, what is the user's stays, and it is told."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from mltracker.domain.content import QuestionEntry
from mltracker.domain.errors import InvalidMove, NotFound
from mltracker.domain.questions import QuestionDraft, QuestionFilter
from mltracker.services import bank_news, practice, questions
from mltracker.services.context import Context, open_context
from mltracker.store import content, content_load, content_news, question_update
from mltracker.store.tables import Question
from mltracker.store.window_tables import Setting
from tests.conftest import FakeClock

SHIPPED = {entry.slug: entry for entry in content_load.shipped_questions()}
PLAIN = [slug for slug, entry in SHIPPED.items() if entry.part_of is None and entry.coding is None]
LONG = next(entry.part_of for entry in SHIPPED.values() if entry.part_of)
FIRST, SECOND, THIRD = PLAIN[:3]


def ship(ctx: Context, *changed: QuestionEntry, without: Iterable[str] = ()) -> None:
    """Bring the bank up to a version with some entries changed or added and some taken out."""
    entries = {**SHIPPED, **{entry.slug: entry for entry in changed}}
    kept = [entry for slug, entry in entries.items() if slug not in set(without)]
    with ctx.write_unrecorded() as session:
        content_news.publish(session, question_update.bring_up(session, kept, ctx.clock()))


def revised(shipped: str, /, **changes: object) -> QuestionEntry:
    return SHIPPED[shipped].model_copy(update=changes)


def key(ctx: Context, slug: str) -> int:
    return questions.by_slug(ctx, slug).row.id


def edit(ctx: Context, slug: str, **changes: object) -> None:
    draft = questions.draft_of(ctx, key(ctx, slug))
    questions.edit(ctx, key(ctx, slug), QuestionDraft.make(**{**dict(draft), **changes}))


def test_the_first_load_is_no_news(ctx: Context) -> None:
    assert not bank_news.unread(ctx)
    assert questions.search(ctx).total == len(SHIPPED)


def test_a_revised_question_follows_and_the_changed_parts_are_named(ctx: Context) -> None:
    ship(ctx, revised(FIRST, answer="Another answer.", pitfalls=["One.", "Two."]))
    assert questions.by_slug(ctx, FIRST).answer == "Another answer."
    (news,) = bank_news.rows(ctx)
    assert (news.kind, news.question.slug, news.fields) == ("revised", FIRST, ("full answer", "pitfalls"))


def test_rounds_topics_and_the_long_question_follow_too(ctx: Context) -> None:
    ship(ctx, revised(FIRST, also=["nlp", "mlops"], rounds=["coding"], topic="behavioral", part_of=LONG))
    whole = questions.by_slug(ctx, FIRST)
    assert (whole.row.topic, whole.also, whole.rounds) == ("behavioral", ("mlops", "nlp"), ("coding",))
    assert whole.row.part_of_id == key(ctx, str(LONG))
    assert bank_news.rows(ctx)[0].fields == ("topic", "other topics", "rounds", "part of")
    ship(ctx)
    assert questions.by_slug(ctx, FIRST).row.part_of_id is None
    assert set(questions.by_slug(ctx, FIRST).rounds) == set(SHIPPED[FIRST].rounds)


def test_attempts_own_answers_and_tags_stay_with_a_revised_question(ctx: Context) -> None:
    questions.save_my_answer(ctx, key(ctx, FIRST), "In my words")
    practice.add_attempt(ctx, FIRST, "good")
    ship(ctx, revised(FIRST, short_answer="Another short answer."))
    whole = questions.by_slug(ctx, FIRST)
    assert (whole.my_answer, whole.row.attempts) == ("In my words", 1)
    assert whole.short_answer == "Another short answer."


def test_an_edited_question_keeps_its_text_and_can_be_compared(ctx: Context) -> None:
    edit(ctx, FIRST, prompt="What is it, in my words?")
    ship(ctx, revised(FIRST, answer="Another answer."))
    whole = questions.by_slug(ctx, FIRST)
    assert (whole.row.prompt, whole.answer) == ("What is it, in my words?", SHIPPED[FIRST].answer)
    assert whole.shipped_changed
    assert [row.kind for row in bank_news.rows(ctx)] == ["behind"]
    pairs = {pair.title: pair for pair in bank_news.compare(ctx, whole.row.id)}
    assert pairs["question"].mine == "What is it, in my words?"
    assert pairs["question"].shipped == SHIPPED[FIRST].prompt


def test_keeping_ones_own_text_settles_it_until_the_next_change(ctx: Context) -> None:
    edit(ctx, FIRST, prompt="What is it, in my words?")
    second, third = revised(FIRST, answer="A second answer."), revised(FIRST, answer="A third answer.")
    ship(ctx, second)
    bank_news.keep_mine(ctx, key(ctx, FIRST))
    assert not questions.by_slug(ctx, FIRST).shipped_changed
    ctx.undo()
    assert questions.by_slug(ctx, FIRST).shipped_changed
    ctx.redo()
    bank_news.mark_read(ctx)
    ship(ctx, second)
    assert not bank_news.unread(ctx)
    ship(ctx, third)
    assert bank_news.unread(ctx).behind == 1
    bank_news.mark_read(ctx)
    ship(ctx, third)
    assert not bank_news.unread(ctx)
    assert questions.by_slug(ctx, FIRST).shipped_changed


def test_a_change_that_is_taken_back_before_it_was_looked_at_is_none(ctx: Context) -> None:
    edit(ctx, FIRST, prompt="What is it, in my words?")
    ship(ctx, revised(FIRST, answer="A second answer."))
    ship(ctx)
    assert not questions.by_slug(ctx, FIRST).shipped_changed


def test_restoring_takes_the_shipped_text_and_undo_the_edit(ctx: Context) -> None:
    edit(ctx, FIRST, prompt="What is it, in my words?")
    ship(ctx, revised(FIRST, answer="Another answer."))
    questions.restore_shipped(ctx, key(ctx, FIRST))
    whole = questions.by_slug(ctx, FIRST)
    assert (whole.row.prompt, whole.row.edited) == (SHIPPED[FIRST].prompt, False)
    assert not whole.shipped_changed
    ctx.undo()
    assert questions.by_slug(ctx, FIRST).row.prompt == "What is it, in my words?"
    assert questions.by_slug(ctx, FIRST).shipped_changed


def test_what_is_no_longer_shipped_is_archived_and_comes_back_with_its_attempts(ctx: Context) -> None:
    practice.add_attempt(ctx, FIRST, "good")
    ship(ctx, without=[FIRST])
    assert questions.by_slug(ctx, FIRST).row.archived
    assert [(row.kind, row.question.slug) for row in bank_news.rows(ctx)] == [("gone", FIRST)]
    ship(ctx, without=[FIRST])
    assert bank_news.unread(ctx).gone == 1
    ship(ctx)
    whole = questions.by_slug(ctx, FIRST)
    assert (whole.row.archived, whole.row.attempts) == (False, 1)
    assert [row.kind for row in bank_news.rows(ctx)] == ["new"]


def test_an_edited_question_that_is_no_longer_shipped_stays_in_the_bank(ctx: Context) -> None:
    edit(ctx, FIRST, prompt="What is it, in my words?")
    ship(ctx, without=[FIRST])
    assert not questions.by_slug(ctx, FIRST).row.archived
    assert bank_news.unread(ctx).gone == 1


def test_one_that_the_user_archived_stays_archived(ctx: Context) -> None:
    questions.archive(ctx, key(ctx, FIRST))
    ship(ctx, revised(FIRST, answer="Another answer."))
    assert questions.by_slug(ctx, FIRST).row.archived
    assert questions.by_slug(ctx, FIRST).answer == "Another answer."


def test_news_of_several_updates_add_up_until_they_are_read(ctx: Context) -> None:
    added = revised(FIRST, slug="probability-brand-new", prompt="What would a brand new question ask?")
    ship(ctx, added, revised(SECOND, answer="A second answer."))
    again = added.model_copy(update={"answer": "Mended at once."})
    ship(ctx, again, revised(SECOND, answer="A second answer.", hints=["Think."]), without=[THIRD])
    assert [(row.kind, row.question.slug, row.fields) for row in bank_news.rows(ctx)] == [
        ("revised", SECOND, ("full answer", "hints")),
        ("new", "probability-brand-new", ()),
        ("gone", THIRD, ()),
    ]
    bank_news.mark_read(ctx)
    assert not bank_news.unread(ctx)
    assert bank_news.rows(ctx) == ()


def test_a_question_of_ones_own_makes_way_for_a_shipped_slug(ctx: Context) -> None:
    row, _ = questions.add(ctx, QuestionDraft.make(prompt="Mine?", topic="nlp"))
    with ctx.write("give it a slug") as session:
        session.get_one(Question, row.id).slug = "nlp-brand-new"
    ship(ctx, revised(FIRST, slug="nlp-brand-new", prompt="What would a brand new question ask?"))
    assert questions.detail(ctx, row.id).row.slug == "nlp-brand-new-mine-1"
    assert questions.by_slug(ctx, "nlp-brand-new").row.origin == "shipped"


def test_only_shipped_questions_have_a_shipped_text(ctx: Context) -> None:
    row, _ = questions.add(ctx, QuestionDraft.make(prompt="Mine?", topic="nlp"))
    with pytest.raises(InvalidMove):
        bank_news.compare(ctx, row.id)
    with pytest.raises(InvalidMove):
        bank_news.keep_mine(ctx, row.id)
    with pytest.raises(NotFound):
        content_load.shipped_question("nlp-nowhere")


def test_rows_of_a_database_from_before_are_compared_and_not_called_revised(ctx: Context) -> None:
    edit(ctx, SECOND, prompt="What is it, in my words?")
    with ctx.write_unrecorded() as session:
        for question in session.query(Question):
            question.content_version = "0123456789abcdef"
        session.get_one(Question, key(ctx, FIRST)).why_asked = "An older reason."
    ship(ctx)
    assert [(row.kind, row.fields) for row in bank_news.rows(ctx)] == [("revised", ("why they ask",))]
    assert not questions.by_slug(ctx, SECOND).shipped_changed


def test_the_search_finds_what_is_new_in_a_revised_question(ctx: Context) -> None:
    ship(ctx, revised(FIRST, answer="The word zyzzyva."))
    assert [row.slug for row in questions.search(ctx, QuestionFilter(text="zyzzyva")).rows] == [FIRST]


def test_opening_with_other_content_brings_it_in_and_opening_again_does_nothing(
    ctx: Context, monkeypatch: pytest.MonkeyPatch, clock: FakeClock
) -> None:
    folder = ctx.folder
    ctx.close()
    monkeypatch.setattr(content, "version", lambda: "another")
    shipped = [*SHIPPED.values()][1:]
    monkeypatch.setattr(content_load, "shipped_questions", lambda: shipped)
    opened = open_context(folder, clock, "write")
    assert bank_news.unread(opened).gone == 1
    with opened.read() as session:
        stamps = [row.updated_at for row in session.query(Setting)]
    opened.close()
    clock.advance(days=1)
    monkeypatch.setattr(content_load, "everything", lambda *_: pytest.fail("there is nothing to do"))
    opened = open_context(folder, clock, "write")
    with opened.read() as session:
        assert [row.updated_at for row in session.query(Setting)] == stamps
    opened.close()
