"""The Documents tab: files dropped or chosen, versions, what was sent, opening, and files that cannot be kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QTabBar

from mltracker import paths
from mltracker.services import applications, documents
from mltracker.ui import documents as desk
from tests.ui.pages.person import Person

PAGE = "pipeline"
Make = Callable[..., Path]
ADDED = {"CV", "Cover letter", "Slides", "Resume for search teams", "Resume", "Weights"}


@pytest.fixture
def make(tmp_path: Path) -> Make:
    home = tmp_path / "desk"
    home.mkdir()

    def write(name: str, content: bytes = b"%PDF-1.7") -> Path:
        (home / name).write_bytes(content)
        return home / name

    return write


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was handed to the system to open."""
    found: list[str] = []

    def open_url(url: QUrl) -> bool:
        found.append(url.toLocalFile())
        return True

    monkeypatch.setattr(desk, "QDesktopServices", SimpleNamespace(openUrl=open_url))
    return found


def show_tab(person: Person, company: str, words: str) -> int:
    """Click a card and a tab."""
    row = next(row for row in applications.rows(person.ctx) if row.company == company)
    person.click_row(f"column-{row.stage_id}", company)
    tabs = person.find("detail-tabs", QTabBar)
    number = [tabs.tabText(n) for n in range(tabs.count())].index(words)
    person.qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(number).center())
    person.settle()
    return row.id


def drop(person: Person, *files: Path) -> None:
    """Drag files over the tab and let them go."""
    target = person.find("detail-documents").parentWidget()
    assert target is not None
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
    for kind in (QDragEnterEvent, QDropEvent):
        held, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        event = kind(QPoint(20, 20), Qt.DropAction.CopyAction, data, held, none)
        QApplication.sendEvent(target, event)
        assert event.isAccepted()
    person.settle()


def begin_anew(person: Person) -> None:
    """Back to a search in which no document was added."""
    for row in documents.rows(person.ctx):
        if row.title in ADDED:
            person.page.attempt(documents.delete, person.ctx, row.id)
    person.settle()
    assert not ADDED & {row.title for row in documents.rows(person.ctx)}


def drop_files_and_take_them_back(sample: Person, make: Make) -> None:
    application = show_tab(sample, "Brindlecombe", "Documents")
    drop(sample, make("cv_v7.pdf"), make("cover letter.docx", b"PK words"))
    names = [row.name for row in documents.of_application(sample.ctx, application)]
    assert names == ["Cover letter", "CV v7"]
    assert "CV v7" in sample.words("detail-documents")
    assert "Resume · sent Tue 1 Dec · 8 bytes" in sample.words("detail-documents")
    assert sample.text("toast-text") == "Kept copies of 2 files"
    sample.click("toast-undo")
    assert documents.of_application(sample.ctx, application) == []
    assert sample.is_shown("detail-no-documents")


def drop_files_that_cannot_be_kept(sample: Person, make: Make, tmp_path: Path) -> None:
    application = show_tab(sample, "Brindlecombe", "Documents")
    drop(sample, tmp_path / "desk", make("empty.pdf", b""), make("slides.pptx", b"PK"), tmp_path / "gone.pdf")
    assert [row.title for row in documents.of_application(sample.ctx, application)] == ["Slides"]
    assert sample.text("documents-refused-text").splitlines() == [
        "desk is a folder. Add the files in it, or a zip of it.",
        "empty.pdf is empty.",
        "gone.pdf is not there any more.",
    ]
    sample.click("documents-refused-close")
    assert not sample.is_shown("documents-refused")


def add_the_same_file_and_a_new_version(sample: Person, make: Make) -> None:
    first = show_tab(sample, "Brindlecombe", "Documents")
    resume = make("cv_v7.pdf")
    sample.prompts.will("choose_file", resume)
    sample.click("documents-add")
    (row,) = documents.of_application(sample.ctx, first)
    sample.prompts.will("choose_file", make("export.pdf", b"%PDF newer"))
    sample.click(f"document-more-{row.id}")
    sample.pick("Add a new version…")
    assert [row.name for row in documents.of_application(sample.ctx, first)] == ["CV v8", "CV v7"]
    second = show_tab(sample, "Pebblewick", "Documents")
    drop(sample, resume)
    assert sample.text("toast-text") == "This file is kept already, as CV v7; it is in the list"
    assert [sent.id for sent in documents.of_application(sample.ctx, second)] == [row.id]
    assert "also at 1 other" in sample.words("detail-documents")


def choose_a_kept_document_by_keys(sample: Person, make: Make) -> None:
    show_tab(sample, "Brindlecombe", "Documents")
    drop(sample, make("cv_v7.pdf"), make("slides.pptx", b"PK"))
    other = show_tab(sample, "Pebblewick", "Documents")
    sample.click("documents-choose")
    sample.keys("cv")
    sample.key(Qt.Key.Key_Return)
    assert [row.name for row in documents.of_application(sample.ctx, other)] == ["CV v7"]
    assert sample.text("toast-text") == "Added CV v7"
    sample.focus(f"document-{documents.of_application(sample.ctx, other)[0].id}")
    sample.key(Qt.Key.Key_Delete)
    assert documents.of_application(sample.ctx, other) == []
    assert "CV v7" in [row.name for row in documents.rows(sample.ctx)]
    sample.main.undo()
    assert len(documents.of_application(sample.ctx, other)) == 1


def edit_title_version_and_day(sample: Person, make: Make) -> None:
    application = show_tab(sample, "Brindlecombe", "Documents")
    drop(sample, make("export (3).pdf"))
    (row,) = documents.of_application(sample.ctx, application)
    sample.click(f"document-more-{row.id}")
    sample.pick("Edit…")
    sample.type("document-title", "")
    sample.type("document-sent-field", "3 Dec 2026")
    sample.click("document-editor-ok")
    assert sample.error("document-editor-form", "title") == "This is needed."
    sample.type("document-title", "Resume for search teams")
    sample.type("document-version", "v9")
    sample.choose("document-kind", "Resume")
    sample.click("document-editor-ok")
    assert sample.error("document-editor-form", "sent_on") == "This day is still to come."
    sample.type("document-sent-field", "10 Nov 2026")
    sample.click("document-editor-ok")
    assert "Resume for search teams v9" in sample.words("detail-documents")
    assert "Resume · sent Tue 10 Nov" in sample.words("detail-documents")


def open_from_our_folder(sample: Person, make: Make, opened: list[str]) -> None:
    application = show_tab(sample, "Brindlecombe", "Documents")
    drop(sample, make("cv_v7.pdf"))
    (row,) = documents.of_application(sample.ctx, application)
    folder = paths.documents(sample.ctx.folder)
    sample.click(f"document-{row.id}")
    sample.focus(f"document-{row.id}")
    sample.key(Qt.Key.Key_Return)
    assert opened == [str(folder / row.stored_name)] * 2


def open_a_program(sample: Person, make: Make, opened: list[str]) -> None:
    application = show_tab(sample, "Brindlecombe", "Documents")
    drop(sample, make("resume.pdf", b"#!/bin/sh\nrm -r ~"), make("weights.bin2", b"\x00\x01"))
    other, program = documents.of_application(sample.ctx, application)
    sample.prompts.will("confirm", False)
    sample.click(f"document-{program.id}")
    assert opened == []
    question = sample.prompts.asked[-1][1]
    assert question[1].startswith("resume.pdf may be a program or a script, so it is not opened from here.")
    assert program.stored_name in question[1]
    for row in (program, other):
        sample.prompts.will("confirm", True)
        sample.click(f"document-{row.id}")
    assert opened == [str(paths.documents(sample.ctx.folder))] * 2
    assert sample.prompts.asked[-1][1][1].startswith(
        "weights.bin2 is of a kind that is not opened from here."
    )


def open_what_is_gone_or_a_link(sample: Person, make: Make, opened: list[str]) -> None:
    application = show_tab(sample, "Brindlecombe", "Documents")
    drop(sample, make("cv_v7.pdf"))
    (row,) = documents.of_application(sample.ctx, application)
    path = documents.located(sample.ctx, row.id).path
    path.unlink()
    path.symlink_to(make("secret.pdf"))
    sample.click(f"document-{row.id}")
    assert sample.text("toast-text").startswith(
        "The file of CV v7 was replaced by something that is no file."
    )
    path.unlink()
    sample.click(f"document-{row.id}")
    assert sample.text("toast-text").startswith("The file of CV v7 is gone from the documents folder.")
    assert opened == []
    assert documents.of_application(sample.ctx, application) == [row]
    drop(sample, make("cv_v7.pdf"))
    sample.click(f"document-{row.id}")
    assert opened == [str(path)]


def save_a_copy_and_delete(sample: Person, make: Make, tmp_path: Path) -> None:
    application = show_tab(sample, "Brindlecombe", "Documents")
    drop(sample, make("cv_v7.pdf"))
    (row,) = documents.of_application(sample.ctx, application)
    sample.prompts.will("save_file", tmp_path / "sent.pdf")
    sample.click(f"document-more-{row.id}")
    sample.pick("Save a copy…")
    assert (tmp_path / "sent.pdf").read_bytes() == b"%PDF-1.7"
    assert sample.prompts.asked[-1][1][1] == "cv_v7.pdf"
    assert sample.text("toast-text") == "Copy saved as sent.pdf"
    sample.click(f"document-more-{row.id}")
    sample.pick("Delete")
    assert row.id not in [kept.id for kept in documents.rows(sample.ctx)]
    sample.click("toast-undo")
    assert documents.located(sample.ctx, row.id).path.is_file()
    assert "CV v7" in sample.words("detail-documents")


def test_documents_are_dropped_taken_back_refused_edited_saved_elsewhere_and_deleted(
    sample: Person, make: Make, tmp_path: Path
) -> None:
    drop_files_and_take_them_back(sample, make)
    drop_files_that_cannot_be_kept(sample, make, tmp_path)
    begin_anew(sample)
    edit_title_version_and_day(sample, make)
    begin_anew(sample)
    save_a_copy_and_delete(sample, make, tmp_path)


def test_a_kept_document_is_recognized_followed_by_a_version_and_chosen_for_another_application(
    sample: Person, make: Make
) -> None:
    add_the_same_file_and_a_new_version(sample, make)
    begin_anew(sample)
    choose_a_kept_document_by_keys(sample, make)


def test_a_document_opens_from_our_folder_only_and_neither_a_program_nor_a_link_nor_what_is_gone(
    sample: Person, make: Make, opened: list[str]
) -> None:
    for look in (open_from_our_folder, open_a_program, open_what_is_gone_or_a_link):
        look(sample, make, opened)
        begin_anew(sample)
        opened.clear()
