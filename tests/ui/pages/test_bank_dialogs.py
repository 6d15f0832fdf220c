"""The bank by the window: packs in and out, what an update brought, an edit beside the new shipped text, the archive."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog

from mltracker.domain.errors import DiskFull
from mltracker.domain.questions import QuestionDraft, QuestionFilter
from mltracker.services import bank_news, question_packs, questions
from mltracker.store import content_load, content_news, question_update
from tests.ui.pages import checks
from tests.ui.pages.person import CTRL, Person

PAGE = "questions"
MINE = QuestionFilter(origins=frozenset({"mine"}))
SHIPPED = content_load.shipped_questions()
PACK = """
[[question]]
slug = "nlp-ours"
prompt = "Which tokenizer did the last project of ours use, and why that one?"
topic = "nlp"
short_answer = "Byte pairs."

[[question]]
slug = "nlp-theirs"
prompt = "{twin}"
topic = "nlp"
short_answer = "The same again."
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    path = tmp_path / "ours.toml"
    twin = next(entry.prompt for entry in SHIPPED if '"' not in entry.prompt)
    path.write_text(PACK.format(twin=twin), encoding="utf-8")
    return path


def menu(person: Person, words: str) -> None:
    person.click("questions-more")
    person.pick(words)


def front(person: Person) -> QDialog:
    dialog = person.dialog()
    assert dialog is not None
    return dialog


def faults(person: Person) -> list[str]:
    dialog = front(person)
    return [
        *checks.outside(dialog),
        *checks.clipped(dialog),
        *checks.sideways(dialog),
        *checks.unnamed(dialog),
    ]


@dataclass(frozen=True)
class Update:
    """What a new version brought: a question of mine that it changed too, the one that it revised, and all of it."""

    mine: str
    revised: str
    news: content_news.Bulletin


@pytest.fixture
def update(empty: Person, monkeypatch: pytest.MonkeyPatch) -> Update:
    """A new version revises one question, changes another that was edited, adds one and takes one out."""
    ctx = empty.ctx
    first, second, third = [e for e in SHIPPED if e.part_of is None and e.topic == "nlp" and not e.coding][:3]
    key = questions.by_slug(ctx, first.slug).row.id
    draft = questions.draft_of(ctx, key)
    questions.edit(ctx, key, draft.model_copy(update={"prompt": "In my words: what is it?"}))
    entries = {entry.slug: entry for entry in SHIPPED if entry.slug != third.slug} | {
        first.slug: first.model_copy(update={"answer": "Another answer."}),
        second.slug: second.model_copy(update={"answer": "A revised answer."}),
        "nlp-new": first.model_copy(update={"slug": "nlp-new", "prompt": "What would a brand new one ask?"}),
    }
    monkeypatch.setattr(content_load, "shipped_question", entries.__getitem__)
    with ctx.write_unrecorded() as session:
        news = question_update.bring_up(session, entries.values(), ctx.clock())
    publish(empty, news)
    return Update("In my words: what is it?", second.prompt, news)


def publish(person: Person, news: content_news.Bulletin) -> None:
    with person.ctx.write_unrecorded() as session:
        content_news.publish(session, news)
    person.page.refresh()
    person.settle()


def test_an_update_is_told_compared_with_an_edit_and_gone_once_seen_or_sent_away(
    empty: Person, update: Update
) -> None:
    an_update_is_told_until_it_was_seen_and_its_questions_can_be_opened(empty, update)
    an_edit_is_compared_with_the_new_shipped_text_and_kept_or_given_up(empty, update)
    news_that_were_seen_are_gone(empty)
    the_news_can_be_sent_away_unread(empty, update)


def an_update_is_told_until_it_was_seen_and_its_questions_can_be_opened(
    empty: Person, update: Update
) -> None:
    empty.main.resize(1024, 640)
    mine, revised = update.mine, update.revised
    words = "1 revised, 1 new, 1 no longer in it, 1 changed that you had edited"
    assert empty.text("bank-news-text") == f"The bank was updated: {words}."
    empty.click("bank-news-show")
    assert empty.text("news-text") == words
    assert faults(empty) == []
    rows = empty.rows("news-list")
    assert (rows[1], rows[3]) == (mine, revised)
    empty.click_row("news-list", revised, double=True)
    assert empty.dialog() is None
    assert empty.text("reading-prompt") == revised
    assert "A revised answer." in empty.text("reading-in-full")


def an_edit_is_compared_with_the_new_shipped_text_and_kept_or_given_up(empty: Person, update: Update) -> None:
    mine = update.mine
    empty.click("bank-news-show")
    empty.key(Qt.Key.Key_Return)
    assert empty.text("reading-prompt") == mine
    assert [*checks.clipped(empty.page), *checks.outside(empty.page)] == []
    empty.click("reading-compare")
    assert empty.text("mine-question") == mine
    assert empty.text("shipped-full-answer") == "Another answer."
    assert faults(empty) == []
    empty.click("compare-keep")
    assert not empty.is_shown("reading-behind")
    empty.key(Qt.Key.Key_Z, CTRL)
    empty.click("reading-compare")
    empty.key(Qt.Key.Key_Escape)
    assert empty.text("reading-prompt") == mine
    empty.click("reading-compare")
    empty.click("compare-take")
    assert empty.text("reading-in-full") == "Another answer."
    assert not empty.is_shown("reading-restore")


def news_that_were_seen_are_gone(empty: Person) -> None:
    empty.show("today")
    empty.show("questions")
    empty.click("bank-news-show")
    empty.click("news-done")
    assert not empty.is_shown("bank-news")
    assert not bank_news.unread(empty.ctx)


def the_news_can_be_sent_away_unread(empty: Person, update: Update) -> None:
    publish(empty, update.news)
    empty.click("bank-news-close")
    assert not empty.is_shown("bank-news")
    assert not bank_news.unread(empty.ctx)


def test_packs_are_refused_told_taken_in_and_written_and_archived_questions_brought_back(
    empty: Person, pack: Path
) -> None:
    good = pack.read_text(encoding="utf-8")
    archived_questions_can_be_seen_and_brought_back(empty)
    a_file_that_is_none_and_a_full_disk_are_said_and_keep_nothing(empty, pack)
    a_faulty_pack_is_told_line_by_line(empty, pack)
    pack.write_text(good, encoding="utf-8")
    a_pack_is_looked_at_and_then_taken_in_by_keys(empty, pack)
    what_is_held_back_is_added_when_asked_for(empty, pack)
    empty.main.undo()
    own_questions_are_written_to_a_file(empty, pack)
    the_page_of_a_question_ends_where_its_text_does(empty)


def archived_questions_can_be_seen_and_brought_back(empty: Person) -> None:
    prompt = empty.text("reading-prompt")
    empty.click("reading-archive")
    assert prompt not in empty.rows("question-list")
    menu(empty, "Show archived questions")
    assert empty.rows("question-list") == [prompt]
    assert empty.text("question-count") == "1 question, archived"
    empty.click("reading-archive")
    assert empty.is_shown("no-questions")
    empty.click("no-questions-button")
    assert prompt in empty.rows("question-list")


def a_file_that_is_none_and_a_full_disk_are_said_and_keep_nothing(empty: Person, pack: Path) -> None:
    empty.prompts.will("choose_file", pack.parent)
    menu(empty, "Import questions…")
    assert "is a folder" in empty.text("toast-text")
    empty.prompts.will("choose_file", None)
    menu(empty, "Import questions…")

    def full(*_: object, **__: object) -> None:
        raise DiskFull("Disk full.", "Nothing already saved is lost.")

    empty.prompts.will("choose_file", pack)
    menu(empty, "Import questions…")
    with pytest.MonkeyPatch.context() as disk:
        disk.setattr(question_packs.backups, "create", full)
        empty.click("import-pack-ok")
    assert empty.text("import-said").startswith("Disk full.")
    assert questions.search(empty.ctx, MINE).total == 0
    assert empty.find("import-pack-ok").isEnabled()
    empty.key(Qt.Key.Key_Escape)


def a_faulty_pack_is_told_line_by_line(empty: Person, pack: Path) -> None:
    pack.write_text(PACK.format(twin="x").replace('"nlp"', '"cooking"'), encoding="utf-8")
    empty.prompts.will("choose_file", pack)
    menu(empty, "Import questions…")
    assert empty.text("pack-refused-text").startswith("2 faults; nothing was changed.")
    assert empty.rows("fault-list") == [
        "line 2, nlp-ours: there is no topic 'cooking'",
        "line 8, nlp-theirs: there is no topic 'cooking'",
    ]
    assert faults(empty) == []
    empty.key(Qt.Key.Key_Escape)
    assert questions.search(empty.ctx, MINE).total == 0


def a_pack_is_looked_at_and_then_taken_in_by_keys(empty: Person, pack: Path) -> None:
    before = questions.search(empty.ctx).total
    empty.main.resize(1024, 640)
    empty.prompts.will("choose_file", pack)
    menu(empty, "Import questions…")
    assert empty.text("import-pack-text") == "ours.toml: 1 new, 1 held back."
    rows = empty.rows("import-list")
    assert (rows[0], rows[2]) == ("New", "Held back")
    assert questions.search(empty.ctx).total == before
    assert faults(empty) == []
    assert empty.text("import-pack-ok") == "Import 1 question"
    empty.key(Qt.Key.Key_Return)
    assert empty.dialog() is None
    (row,) = questions.search(empty.ctx, MINE).rows
    assert row.slug == "nlp-ours"
    assert empty.text("question-count") == f"{before + 1} questions"
    assert empty.text("toast-text") == "1 question imported"
    empty.key(Qt.Key.Key_Z, CTRL)
    assert questions.search(empty.ctx).total == before
    assert empty.text("question-count") == f"{before} questions"


def what_is_held_back_is_added_when_asked_for(empty: Person, pack: Path) -> None:
    empty.prompts.will("choose_file", pack)
    menu(empty, "Import questions…")
    empty.find("import-duplicates", QCheckBox).click()
    assert empty.text("import-pack-ok") == "Import 2 questions"
    empty.click("import-pack-ok")
    assert questions.search(empty.ctx, MINE).total == 2
    empty.prompts.will("choose_file", pack)
    menu(empty, "Import questions…")
    assert not empty.find("import-pack-ok").isEnabled()
    assert empty.text("import-pack-ok") == "Nothing to import"
    empty.key(Qt.Key.Key_Escape)


def own_questions_are_written_to_a_file(empty: Person, pack: Path) -> None:
    menu(empty, "Export my questions…")
    assert empty.text("toast-text") == "There are no questions of your own to export yet."
    questions.add(empty.ctx, QuestionDraft.make(prompt="Mine?", topic="nlp"))
    empty.prompts.will("save_file", pack)
    empty.action("export-questions").trigger()
    assert empty.text("toast-text") == "1 question written to ours.toml"
    assert 'prompt = "Mine?"' in pack.read_text()
    bare, whole = pack.with_name("Für Müller & Co"), pack.with_name("Für Müller & Co.toml")
    empty.prompts.will("save_file", bare)
    empty.action("export-questions").trigger()
    assert whole.read_text() == pack.read_text(), "what is to be imported again needs its ending"
    whole.write_text("the one before")
    empty.prompts.will("save_file", bare)
    empty.prompts.will("confirm", False)
    empty.action("export-questions").trigger()
    assert whole.read_text() == "the one before"
    empty.prompts.will("save_file", bare.with_name("ü" * 300))
    empty.action("export-questions").trigger()
    assert "… cannot be written: its name is too long. Nothing was written." in empty.text("toast-text")


def the_page_of_a_question_ends_where_its_text_does(empty: Person) -> None:
    for size in ((1440, 900), (1024, 640)):
        empty.main.resize(*size)
        empty.focus("question-list")
        empty.key(Qt.Key.Key_Down)
        content = empty.find("reading-scroll").widget()  # type: ignore[attr-defined]
        assert content.height() == max(
            content.layout().totalHeightForWidth(content.width()), content.parentWidget().height()
        )
