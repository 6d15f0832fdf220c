"""Ask them: the bank of questions to ask employers, with what they answered."""

from __future__ import annotations

from PySide6.QtCore import Qt

from mltracker.services import asks
from tests.ui.pages.person import CTRL, Person

PAGE = "ask"


def test_the_first_question_is_shown_with_why_it_is_worth_asking(empty: Person) -> None:
    row = asks.bank(empty.ctx)[0]
    assert empty.text("ask-text") == row.text
    assert row.why in empty.words("ask-scroll")
    assert "Not asked yet" in empty.words("ask-answers")


def test_words_and_category_filter_together(empty: Person) -> None:
    empty.key(Qt.Key.Key_F, CTRL)
    empty.keys("team")
    found = asks.bank(empty.ctx, text="team")
    assert empty.page.subtitle == f"{len(found)} questions"
    combo = empty.find("ask-category")
    words = combo.itemText(3)  # type: ignore[attr-defined]
    empty.choose("ask-category", words)
    fewer = asks.bank(empty.ctx, text="team", category=combo.value)  # type: ignore[attr-defined]
    assert empty.page.subtitle == f"{len(fewer)} questions"
    assert len(fewer) < len(found)


def test_nothing_found_says_so(empty: Person) -> None:
    empty.type("ask-search", "zzqx")
    assert empty.is_shown("no-ask")


def test_a_question_of_ones_own_is_added_and_marked(empty: Person) -> None:
    empty.click("ask-add")
    empty.type("ask-editor-text", "Who reads the model cards?")
    empty.click("ask-editor-ok")
    mine = [row for row in asks.bank(empty.ctx) if row.origin == "mine"]
    assert [row.text for row in mine] == ["Who reads the model cards?"]
    assert "Who reads the model cards?" in empty.rows("ask-list")


def test_a_question_without_words_is_refused_at_the_field(empty: Person) -> None:
    empty.click("ask-add")
    empty.click("ask-editor-ok")
    assert empty.error("ask-editor-form", "text") == "This is needed."
    empty.key(Qt.Key.Key_Escape)


def test_edited_words_are_restored(empty: Person) -> None:
    before = empty.text("ask-text")
    empty.click("ask-edit")
    empty.type("ask-editor-text", "In my words")
    empty.click("ask-editor-ok")
    assert empty.text("ask-text") == "In my words"
    empty.click("ask-restore")
    assert empty.text("ask-text") == before


def test_an_archived_question_leaves_the_bank(empty: Person) -> None:
    words = empty.text("ask-text")
    empty.click("ask-archive")
    assert words not in {row.text for row in asks.bank(empty.ctx)}
    assert words not in empty.rows("ask-list")


def test_answers_stand_side_by_side_by_company(sample: Person) -> None:
    given = asks.answers(sample.ctx)
    assert given
    text = next(row.text for row in asks.bank(sample.ctx) if row.id == given[0].employer_question_id)
    sample.click_row("ask-list", text)
    own = asks.answers(sample.ctx, given[0].employer_question_id)
    for number, answer in enumerate(own):
        assert answer.company in sample.words(f"ask-given-{number}")
