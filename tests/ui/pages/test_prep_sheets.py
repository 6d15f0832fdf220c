"""Saving prep sheets: Ctrl+P, the button of an interview, and what is said when a file cannot be written."""

from __future__ import annotations

import errno
import os
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices

from mltracker.domain.interviews import InterviewDraft
from mltracker.services import interviews
from mltracker.ui.prep_desk import PrepDesk
from tests.services.cases import PAST, applied, booked
from tests.ui.pages.person import CTRL, Person


def asked_name(person: Person) -> str:
    """The name under which the last sheet was to be saved."""
    kind, words = person.prompts.asked[-1]
    assert kind == "save_file"
    return str(words[1])


def press(person: Person, target: Path | None) -> None:
    person.prompts.will("save_file", target)
    person.key(Qt.Key.Key_P, CTRL)


def test_by_key_it_saves_the_next_interview_or_the_one_in_view(
    sample: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    target = tmp_path / "sheet.pdf"
    press(sample, target)
    assert asked_name(sample) == "Fernhollow Labs, ML breadth, 3 Dec.pdf"
    assert target.read_bytes().startswith(b"%PDF")
    assert [path.name for path in tmp_path.iterdir() if path.suffix in (".tmp", ".pdf")] == ["sheet.pdf"]
    assert sample.text("toast-text") == "Saved sheet.pdf"
    sample.click("toast-open")
    assert not sample.is_shown("toast")
    press(sample, target)
    sample.click("toast-folder")
    assert [url.toLocalFile() for url in opened] == [str(target), str(tmp_path)]
    past = interviews.past(sample.ctx)[-1]
    sample.show_interview(past.id)
    press(sample, None)
    assert asked_name(sample).startswith(past.company)
    assert not sample.is_shown("toast")
    sample.prompts.will("save_file", tmp_path / "by hand")
    sample.click("interview-prep")
    assert (tmp_path / "by hand.pdf").exists()
    # the folder that was used last is offered first
    press(sample, None)
    assert sample.prompts.asked[-1][1][3] == tmp_path
    sample.settle()
    assert sample.main.findChildren(PrepDesk) == []


def test_without_an_interview_there_is_nothing_to_save(empty: Person) -> None:
    action: QAction = empty.action("prep-sheet")
    assert not action.isEnabled()
    empty.key(Qt.Key.Key_P, CTRL)
    past = booked(empty.ctx, applied(empty.ctx).id, starts_at=PAST)
    empty.main.host.refresh_all()  # type: ignore[union-attr]
    assert not action.isEnabled()
    empty.show_interview(past.id)
    assert action.isEnabled()
    empty.show("today")
    assert not action.isEnabled()
    at = empty.clock() + timedelta(days=2)
    draft = InterviewDraft.make(application_id=past.application_id, round_kind="coding", starts_at=at)
    empty.page.tools.events.changed.emit(interviews.add(empty.ctx, draft)[1])
    assert action.isEnabled()


def test_a_file_that_cannot_be_written_is_said_and_nothing_half_stays(
    sample: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "sheet.pdf"
    target.write_bytes(b"the one before")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        press(sample, target)
    assert sample.text("toast-text") == "Disk full. Nothing already saved is lost; sheet.pdf is not written."
    with monkeypatch.context() as patch:
        patch.setattr(os, "open", denied)
        press(sample, target)
    assert sample.text("toast-text") == (
        "sheet.pdf cannot be written: permission to write there is missing. Nothing was written."
    )
    press(sample, tmp_path / "no" / "folder.pdf")
    assert "folder.pdf cannot be written" in sample.text("toast-text")
    # a name without its ending may mean another file than the one that was asked about
    sample.prompts.will("save_file", tmp_path / "sheet")
    sample.prompts.will("confirm", False)
    sample.key(Qt.Key.Key_P, CTRL)
    assert target.read_bytes() == b"the one before"
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".tmp"] == []
    sample.prompts.will("save_file", tmp_path / "sheet")
    sample.prompts.will("confirm", True)
    sample.key(Qt.Key.Key_P, CTRL)
    assert target.read_bytes().startswith(b"%PDF")


def full(_handle: int) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def denied(path: object, *_more: object) -> int:
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))


def test_the_palette_offers_it(sample: Person) -> None:
    sample.key(Qt.Key.Key_K, CTRL)
    sample.keys("prep sh")
    assert "Prep sheet…" in sample.rows("palette-list")
    sample.prompts.will("save_file", None)
    sample.key(Qt.Key.Key_Return)
    assert asked_name(sample).endswith(".pdf")


def test_the_paper_is_chosen_in_the_settings(sample: Person, tmp_path: Path) -> None:
    sample.show("settings")
    sample.segment("paper", "Letter")
    press(sample, tmp_path / "letter.pdf")
    assert b"/MediaBox [0 0 612.0" in (tmp_path / "letter.pdf").read_bytes()
    sample.segment("paper", "A4")
    press(sample, tmp_path / "a4.pdf")
    assert b"/MediaBox [0 0 595" in (tmp_path / "a4.pdf").read_bytes()
