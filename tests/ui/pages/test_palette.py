"""The command palette: Ctrl+K, a few letters, Enter."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication

from mltracker.domain.applications import ApplicationDraft, ContactDraft, NoteDraft
from mltracker.domain.interviews import AskedDraft, EmployerQuestionDraft
from mltracker.domain.stories import StoryDraft
from mltracker.services import applications, asks, contacts, debrief, documents, interviews, notes, stories
from mltracker.ui.frame.palette import CommandPalette
from mltracker.ui.models.roles import Roles
from tests.ui.pages.person import CTRL, NO_KEY, PAGES, Person


def open_palette(person: Person) -> None:
    person.key(Qt.Key.Key_K, CTRL)
    person.find("palette")


def indexes(person: Person) -> list[QModelIndex]:
    model = person.find("palette-list", QAbstractItemView).model()
    return [model.index(row, 0) for row in range(model.rowCount())]


def test_the_palette_opens_empty_lists_what_is_asked_for_alone_and_gives_the_focus_back(
    sample: Person,
) -> None:
    before = sample.focus("hero-practice")
    sample.key(Qt.Key.Key_K, CTRL)
    sample.key(Qt.Key.Key_Escape)
    assert not sample.is_shown("palette")
    assert QApplication.focusWidget() is before
    open_palette(sample)
    assert QApplication.focusWidget() is sample.find("palette-field")
    assert sample.text("palette-field") == ""
    assert sample.rows("palette-list")
    every_page_is_found_by_its_title(sample)
    a_sign_in_front_asks_for_actions_or_questions_alone(sample)
    a_question_of_hostile_letters_is_only_text(sample)
    nothing_found_says_so_and_enter_does_nothing(sample)
    sample.key(Qt.Key.Key_Escape)
    keys_that_come_faster_than_the_search_are_not_lost(sample)


def every_page_is_found_by_its_title(palette: Person) -> None:
    for page in PAGES:
        title = palette.action(f"go-{page}").text()
        palette.type("palette-field", title)
        assert title in palette.rows("palette-list")


def a_sign_in_front_asks_for_actions_or_questions_alone(palette: Person) -> None:
    palette.type("palette-field", ">")
    assert {entry.data(Roles.VALUE).section for entry in indexes(palette)} == {"Actions"}
    assert len(indexes(palette)) > 10
    palette.type("palette-field", ">back up")
    assert palette.rows("palette-list")[0] == "Back up now"
    palette.type("palette-field", "? gradient")
    assert {entry.data(Roles.VALUE).what for entry in indexes(palette)} == {"Question"}
    assert len(indexes(palette)) > 10
    palette.type("palette-field", "?fernhollow")
    assert 'Nothing matches "?fernhollow"' in palette.words("palette")


def a_question_of_hostile_letters_is_only_text(palette: Person) -> None:
    for typed in ('"', "'; DROP TABLE application; --", "<img src=x>", "%", "\\", "(((", "NEAR(", "😀"):
        palette.paste("palette-field", typed)
    assert palette.is_shown("palette")


def nothing_found_says_so_and_enter_does_nothing(palette: Person) -> None:
    palette.type("palette-field", "zzqxv")
    assert "Nothing matches" in palette.words("palette")
    palette.key(Qt.Key.Key_Return)
    assert palette.is_shown("palette")


def keys_that_come_faster_than_the_search_are_not_lost(sample: Person) -> None:
    """Everything typed and Enter arrive before the list was ever searched."""
    sample.key(Qt.Key.Key_K, CTRL)
    field = sample.find("palette-field")
    asked = []
    find = sample.main.findChild(CommandPalette)._find

    def noted(text: str) -> object:
        asked.append(text)
        return find(text)

    sample.main.findChild(CommandPalette)._find = noted
    for letter in "quillmere":
        QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, 0, NO_KEY, letter))
    assert asked == []
    QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, NO_KEY))
    assert asked == ["quillmere"]
    assert sample.text("detail-company") == "Quillmere"
    sample.settle()
    assert asked == ["quillmere"]


LETTERS = (
    ("quill", "pipeline"),
    ("fernhlow", "interviews"),
    ("settings", "settings"),
    ("marroby system design", "interviews"),
    ("readines", "readiness"),
    ("quilm", "pipeline"),
    ("setings", "settings"),
    ("precision and recall", "questions"),
    ("ask them", "ask"),
)


def test_a_few_letters_even_with_a_slip_lead_there_and_arrows_clicks_and_actions_do(sample: Person) -> None:
    for typed, page in LETTERS:
        assert sample.page_name != page, typed
        open_palette(sample)
        sample.keys(typed)
        sample.key(Qt.Key.Key_Return)
        assert sample.page_name == page, typed
        assert not sample.is_shown("palette"), typed
    for story in (
        arrows_choose_and_enter_opens_that_row,
        a_click_opens_the_row,
        rows_come_in_groups_with_what_may_be_done_about_them,
        what_is_over_says_so_and_a_screen_reader_hears_what_it_is,
    ):
        open_palette(sample)
        story(sample)


def arrows_choose_and_enter_opens_that_row(palette: Person) -> None:
    palette.keys("marrowby")
    rows = palette.rows("palette-list")
    assert len(rows) > 1
    results = palette.find("palette-list", QAbstractItemView)
    for key, place in (
        (Qt.Key.Key_Tab, 1),
        (Qt.Key.Key_Backtab, 0),
        (Qt.Key.Key_Up, 0),
        (Qt.Key.Key_PageDown, min(8, len(rows) - 1)),
        (Qt.Key.Key_PageUp, 0),
        (Qt.Key.Key_Down, 1),
    ):
        palette.key(key)
        assert results.currentIndex().row() == place
    assert QApplication.focusWidget() is palette.find("palette-field")
    palette.key(Qt.Key.Key_Return)
    assert palette.page_name in ("pipeline", "interviews")


def a_click_opens_the_row(palette: Person) -> None:
    palette.keys("kestrelby")
    palette.click_row("palette-list", palette.rows("palette-list")[0])
    assert palette.text("detail-company") == "Kestrelby"


def rows_come_in_groups_with_what_may_be_done_about_them(palette: Person) -> None:
    palette.keys("fernh")
    entries = [index.data(Roles.VALUE) for index in indexes(palette)]
    sections = list(dict.fromkeys(entry.section for entry in entries))
    assert sections == [
        "Interviews and applications",
        "Actions",
        "People, stories, questions",
        "In notes and texts",
    ]
    assert entries[0].title.text == "Fernhollow Labs, ML breadth"
    assert entries[0].title.marks == ((0, 5),)
    assert entries[0].detail.text == "Thu 3 Dec, 15:00 (in 2 days)"
    assert "Practice 20 min for Fernhollow Labs" in palette.rows("palette-list")
    place = palette.rows("palette-list").index("Practice 20 min for Fernhollow Labs")
    palette.key(Qt.Key.Key_Down, times=place)
    palette.key(Qt.Key.Key_Return)
    assert palette.page_name == "practice"
    palette.key(Qt.Key.Key_K, CTRL)
    palette.keys("fernh")
    palette.click_row("palette-list", "Add a note to Fernhollow Labs")
    assert palette.is_shown("note-body")
    palette.key(Qt.Key.Key_Escape)


def what_is_over_says_so_and_a_screen_reader_hears_what_it_is(palette: Person) -> None:
    row = next(row for row in applications.rows(palette.ctx) if row.company == "Kestrelby")
    applications.close(palette.ctx, row.id, "withdrawn")
    palette.keys("kestr")
    index = next(index for index in indexes(palette) if index.data() == "Kestrelby")
    assert index.data(Roles.VALUE).note == "I withdrew"
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Application: Kestrelby, NLP Engineer, I withdrew"


def test_stories_documents_people_and_texts_open_where_they_stand_and_long_words_stay_inside(
    sample: Person, tmp_path: Path
) -> None:
    stories_documents_and_people_open_in_the_library(sample, tmp_path)
    texts_open_where_they_stand(sample)
    long_and_hostile_texts_stay_inside(sample)


def stories_documents_and_people_open_in_the_library(palette: Person, tmp_path: Path) -> None:
    stories.add(palette.ctx, StoryDraft.make(title="The vexing join"))
    contacts.add_contact(palette.ctx, ContactDraft.make(name="Zora Vexley"))
    for name in ("Vexwork-v1.pdf", "Vexwork-v2.pdf"):
        (tmp_path / name).write_bytes(name.encode())
        documents.add(palette.ctx, [tmp_path / name])
    for typed, shown, words in (
        ("vexing join", "story-shown", "The vexing join"),
        ("zora vexley", "person-shown", "Zora Vexley"),
        ("vexwork v2", "document-shown", "Vexwork"),
    ):
        palette.key(Qt.Key.Key_K, CTRL)
        palette.type("palette-field", typed)
        palette.key(Qt.Key.Key_Return)
        assert palette.page_name == "library"
        assert palette.text(shown) == words


def texts_open_where_they_stand(palette: Person) -> None:
    ctx = palette.ctx
    row = next(row for row in applications.rows(ctx) if row.company == "Kestrelby")
    for number in range(30):
        notes.add(ctx, row.id, NoteDraft.make(body="numbat call" if number == 4 else f"other {number}"))
    draft = applications.detail(ctx, row.id).draft
    applications.edit(ctx, row.id, draft.changed(posting_text="They want a dugong."))
    applications.close(ctx, row.id, "rejected")
    applications.archive(ctx, [row.id])
    own, _ = asks.add(ctx, EmployerQuestionDraft.make(category="team", text="Who feeds the wombat?"))
    held = next(row for row in interviews.rows(ctx) if row.debriefed_at is not None)
    debrief.log(ctx, held.id, AskedDraft.make(text="Where does a bilby live?", topic="ml-foundations"))
    ahead = interviews.coming(ctx)[0]
    interviews.edit(ctx, ahead.id, interviews.detail(ctx, ahead.id).draft.changed(notes="Bring a quokka"))

    def choose(typed: str) -> None:
        palette.key(Qt.Key.Key_K, CTRL)
        palette.type("palette-field", typed)
        palette.key(Qt.Key.Key_Return)

    choose("numbat")
    assert palette.text("detail-company") == "Kestrelby"
    timeline = palette.find("timeline")
    assert timeline.currentIndex().data() == "numbat call"  # type: ignore[attr-defined]
    assert palette.in_view("timeline")
    choose("dugong")
    assert "They want a dugong." in palette.words("detail-pane")
    choose("kestrelby")
    assert palette.page_name == "pipeline"
    choose("feeds the wombat")
    assert (palette.page_name, palette.text("ask-text")) == ("ask", own.text)
    choose("bilby")
    assert palette.page_name == "interviews"
    assert palette.is_shown("debrief-notes")
    choose("quokka")
    assert palette.words("when-notes").endswith("Bring a quokka")
    assert not palette.is_shown("debrief-notes")
    palette.key(Qt.Key.Key_K, CTRL)
    palette.type("palette-field", "kestrelby")
    kinds = [index.data(Roles.VALUE).what for index in indexes(palette)]
    palette.key(Qt.Key.Key_Down, times=kinds.index("Company"))
    palette.key(Qt.Key.Key_Return)
    assert (palette.page_name, palette.text("company-shown")) == ("library", "Kestrelby")


def long_and_hostile_texts_stay_inside(palette: Person) -> None:
    open_palette(palette)
    for number, words in enumerate(("<img src=x>" + "W" * 180, "\u202eabc " * 30, "a\u0301" * 90)):
        row, _ = applications.add(
            palette.ctx,
            ApplicationDraft.make(company=words[:190], role_title=f"Numbat {number} {words[:170]}"),
        )
        notes.add(palette.ctx, row.id, NoteDraft.make(body=f"{words} numbat {words * 20}"))
    palette.keys("numbat")
    box = palette.find("palette")
    assert box.width() == 640
    assert palette.main.rect().contains(box.geometry())
    assert not box.grab().isNull()
    palette.main.resize(1024, 640)
    palette.settle()
    assert palette.main.rect().contains(box.geometry())
    assert palette.find("palette-list").horizontalScrollBar().maximum() == 0  # type: ignore[attr-defined]
