"""The command palette: Ctrl+K, a few letters, Enter."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from mltracker.domain.applications import ContactDraft
from mltracker.domain.stories import StoryDraft
from mltracker.services import contacts, documents, stories
from tests.ui.pages.person import CTRL, PAGES, Person


@pytest.fixture
def palette(sample: Person) -> Person:
    sample.key(Qt.Key.Key_K, CTRL)
    sample.find("palette")
    return sample


def test_it_opens_with_the_cursor_in_an_empty_field(palette: Person) -> None:
    assert QApplication.focusWidget() is palette.find("palette-field")
    assert palette.text("palette-field") == ""
    assert palette.rows("palette-list")


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("quill", "pipeline"),
        ("fernhlow", "pipeline"),
        ("marroby system design", "interviews"),
        ("precision and recall", "questions"),
        ("readines", "readiness"),
        ("quilm", "pipeline"),
        ("settings", "settings"),
        ("setings", "settings"),
        ("ask them", "ask"),
    ],
)
def test_a_few_letters_even_with_a_slip_lead_there(palette: Person, typed: str, page: str) -> None:
    palette.keys(typed)
    palette.key(Qt.Key.Key_Return)
    assert palette.page_name == page
    assert not palette.is_shown("palette")


def test_arrows_choose_and_enter_opens_that_row(palette: Person) -> None:
    palette.keys("marrowby")
    rows = palette.rows("palette-list")
    assert len(rows) > 1
    palette.key(Qt.Key.Key_Down)
    assert palette.find("palette-list").currentIndex().data() == rows[1]  # type: ignore[attr-defined]
    palette.key(Qt.Key.Key_Return)
    assert palette.page_name in ("pipeline", "interviews")


def test_a_click_opens_the_row(palette: Person) -> None:
    palette.keys("kestrelby")
    palette.click_row("palette-list", palette.rows("palette-list")[0])
    assert palette.text("detail-company") == "Kestrelby"


def test_stories_documents_and_people_open_in_the_library(palette: Person, tmp_path: Path) -> None:
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


def test_every_page_is_found_by_its_title(palette: Person) -> None:
    for page in PAGES:
        title = palette.action(f"go-{page}").text()
        palette.type("palette-field", title)
        assert title in palette.rows("palette-list")


def test_nothing_found_says_so_and_enter_does_nothing(palette: Person) -> None:
    palette.keys("zzqxv")
    assert "Nothing matches" in palette.words("palette")
    palette.key(Qt.Key.Key_Return)
    assert palette.is_shown("palette")


def test_escape_gives_the_focus_back(sample: Person) -> None:
    before = sample.focus("hero-practice")
    sample.key(Qt.Key.Key_K, CTRL)
    sample.key(Qt.Key.Key_Escape)
    assert not sample.is_shown("palette")
    assert QApplication.focusWidget() is before


def test_a_question_of_hostile_letters_is_only_text(palette: Person) -> None:
    for typed in ('"', "'; DROP TABLE application; --", "<img src=x>", "%", "\\", "(((", "NEAR(", "😀"):
        palette.paste("palette-field", typed)
    assert palette.is_shown("palette")
