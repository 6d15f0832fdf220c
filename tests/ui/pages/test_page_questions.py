"""Questions: search as you type, facets, reading, questions of one's own, shipped text restored."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeView

from mltracker.domain.questions import QuestionFilter
from mltracker.services import questions
from mltracker.ui.navigation import Place
from tests.ui.pages.person import CTRL, Person

PAGE = "questions"


def click_facet(person: Person, head: str, value: str) -> None:
    tree = person.find("facet-tree", QTreeView)
    model = tree.model()
    for row in range(model.rowCount()):
        top = model.index(row, 0)
        if top.data() != head:
            continue
        tree.expand(top)
        for number in range(model.rowCount(top)):
            index = model.index(number, 0, top)
            if index.data() == value:
                tree.scrollTo(index)
                spot = tree.visualRect(index).center()
                person.qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=spot)
                return
    raise AssertionError(f"no {value} under {head}")


def search(person: Person, **wanted: object) -> questions.QuestionPage:
    return questions.search(person.ctx, QuestionFilter(**wanted))  # type: ignore[arg-type]


def test_key_strokes_facets_arrows_and_scrolling_find_the_question_that_is_practiced(empty: Person) -> None:
    arrow_keys_read_the_next_question(empty)
    facets_are_and_between_and_or_within(empty)
    a_search_without_a_hit_offers_to_clear(empty)
    scrolling_loads_what_comes_next(empty)
    key_strokes_search_and_the_first_hit_is_read(empty)
    practice_this_starts_with_it(empty)


def facets_are_and_between_and_or_within(empty: Person) -> None:
    click_facet(empty, "Kind", "Coding")
    one = search(empty, kinds=frozenset({"coding"})).total
    empty.until(lambda: empty.text("question-count").startswith(f"{one} question"))
    click_facet(empty, "Kind", "SQL")
    two = search(empty, kinds=frozenset({"coding", "sql"})).total
    assert two > one
    empty.until(lambda: empty.text("question-count").startswith(f"{two} question"))
    click_facet(empty, "Difficulty", "2 of 5")
    both = search(empty, kinds=frozenset({"coding", "sql"}), difficulties=frozenset({2})).total
    assert both < two
    empty.until(lambda: empty.text("question-count").startswith(f"{both} question"))
    empty.click("facets-clear")
    every = search(empty).total
    empty.until(lambda: empty.text("question-count").startswith(f"{every} question"))


def a_search_without_a_hit_offers_to_clear(empty: Person) -> None:
    empty.type("question-search", "zzqx")
    empty.find("no-questions")
    assert empty.is_shown("no-reading")
    empty.click("no-questions-button")
    assert empty.text("question-search") == ""
    assert empty.is_shown("question-list")


def arrow_keys_read_the_next_question(empty: Person) -> None:
    rows = empty.rows("question-list")
    empty.focus("question-list")
    empty.key(Qt.Key.Key_Down)
    assert empty.text("reading-prompt") == rows[1]


def scrolling_loads_what_comes_next(empty: Person) -> None:
    every = search(empty).total
    view = empty.find("question-list")
    for _ in range(20):
        bar = view.verticalScrollBar()  # type: ignore[attr-defined]
        bar.setValue(bar.maximum())
    assert len(empty.rows("question-list")) == every


def key_strokes_search_and_the_first_hit_is_read(empty: Person) -> None:
    everything = empty.text("question-count")
    empty.key(Qt.Key.Key_F, CTRL)
    empty.keys("calibr")
    found = search(empty, text="calibr")
    assert 0 < found.total < search(empty).total
    empty.until(lambda: empty.text("question-count") != everything)
    assert empty.text("question-count").startswith(f"{found.total} question")
    assert empty.rows("question-list") == [row.prompt for row in found.rows]
    assert empty.text("reading-prompt") == found.rows[0].prompt


def practice_this_starts_with_it(empty: Person) -> None:
    prompt = empty.text("reading-prompt")
    empty.click("reading-practice")
    assert empty.page_name == "practice"
    assert empty.text("card-prompt") == prompt


def test_questions_are_edited_restored_answered_archived_and_added_with_a_warning_of_their_twin(
    empty: Person,
) -> None:
    half_an_answer_survives_a_look_at_another_question(empty)
    an_edited_question_gets_its_shipped_text_back(empty)
    my_answer_is_saved_and_shown_first(empty)
    an_archived_question_leaves_the_list_and_undo_brings_it_back(empty)
    a_question_without_words_is_refused_at_the_field(empty)
    a_question_of_ones_own_warns_of_its_twin_and_is_added_all_the_same(empty)
    a_question_far_down_stays_in_view_when_something_changes(empty)


def half_an_answer_survives_a_look_at_another_question(empty: Person) -> None:
    rows = empty.rows("question-list")
    empty.type("my-answer", "Half an ans")
    empty.click_row("question-list", rows[1])
    empty.click_row("question-list", rows[0])
    assert empty.text("my-answer") == "Half an ans"
    empty.click("my-answer-save")
    empty.type("my-answer", "")
    empty.click_row("question-list", rows[1])
    empty.click_row("question-list", rows[0])
    assert empty.text("my-answer") == "", "what was emptied stays empty"


def an_edited_question_gets_its_shipped_text_back(empty: Person) -> None:
    before = empty.text("reading-prompt")
    assert not empty.is_shown("reading-restore")
    empty.click("reading-edit")
    empty.type("question-prompt", "In my words: what is it?")
    empty.click("question-editor-ok")
    assert empty.text("reading-prompt") == "In my words: what is it?"
    empty.click("reading-restore")
    assert empty.text("reading-prompt") == before
    assert not empty.is_shown("reading-restore")


def my_answer_is_saved_and_shown_first(empty: Person) -> None:
    empty.type("my-answer", "My lasting words")
    prompt = empty.text("reading-prompt")
    empty.click("my-answer-save")
    row = next(r for r in search(empty).rows if r.prompt == prompt)
    assert questions.detail(empty.ctx, row.id).my_answer == "My lasting words"
    assert empty.text("reading-my-answer").strip() == "My lasting words"


def an_archived_question_leaves_the_list_and_undo_brings_it_back(empty: Person) -> None:
    prompt = empty.text("reading-prompt")
    empty.click("reading-archive")
    assert prompt not in empty.rows("question-list")
    empty.main.undo()
    assert prompt in empty.rows("question-list")


def a_question_without_words_is_refused_at_the_field(empty: Person) -> None:
    empty.click("question-add")
    empty.type("question-minutes", "soon")
    empty.click("question-editor-ok")
    assert empty.error("question-editor-form", "prompt") == "This is needed."
    assert empty.error("question-editor-form", "minutes")
    empty.key(Qt.Key.Key_Escape)


def a_question_of_ones_own_warns_of_its_twin_and_is_added_all_the_same(empty: Person) -> None:
    empty.click("question-add")
    empty.type("question-prompt", "What is the difference between precision and recall?")
    assert "The bank has one like it" in empty.text("question-editor-notice")
    empty.type("question-short", "Share of the found that is right; share of the right that is found.")
    empty.click("question-editor-ok")
    (row,) = search(empty, origins=frozenset({"mine"})).rows
    assert row.prompt == "What is the difference between precision and recall?"


def a_question_far_down_stays_in_view_when_something_changes(empty: Person) -> None:
    last = questions.search(empty.ctx, limit=10_000).rows[-1]
    assert empty.main.host is not None
    empty.main.host.show_place(Place("questions", last.id))
    empty.type("my-answer", "Mine")
    empty.click("my-answer-save")
    assert empty.text("reading-prompt") == last.prompt
    assert empty.text("reading-my-answer") == "Mine"
    empty.key(Qt.Key.Key_F, CTRL)
    empty.keys("calibr")
    first = search(empty, text="calibr").rows[0].prompt
    empty.until(lambda: empty.text("reading-prompt") == first)
