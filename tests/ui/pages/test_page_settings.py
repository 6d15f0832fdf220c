"""Settings: colors, practice, backups and the data folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QScrollArea

from mltracker import paths
from mltracker.domain.applications import ApplicationDraft
from mltracker.services import applications, backups, preferences, templates
from mltracker.ui.settings import WindowSettings
from mltracker.ui.widgets.buttons import SegmentedControl
from tests.ui.pages.person import Person

PAGE = "settings"


def is_dark() -> bool:
    return QApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128


def test_the_window_left_on_settings_opens_there_and_keeps_target_checklist_colors_and_rows(
    empty: Person,
) -> None:
    assert empty.page_name == "settings"
    the_target_is_stored_as_a_share(empty)
    the_checklist_of_a_round_is_changed_and_brought_back(empty)
    dark_colors_are_applied_at_once_and_remembered_with_compact_rows(empty)


def the_target_is_stored_as_a_share(mine: Person) -> None:
    mine.choose("target", "75%")
    assert preferences.get(mine.ctx).target_readiness == 0.75


def the_checklist_of_a_round_is_changed_and_brought_back(mine: Person) -> None:
    def own() -> list[tuple[str, int]]:
        return [(row.text, row.offset_hours) for row in templates.rows(mine.ctx, "ml-breadth")]

    shipped = own()
    mine.choose("checklist-round", "ML breadth")
    mine.click("checklist-edit")
    assert not mine.find("template-reset").isEnabled(), "nothing was changed"
    mine.type("template-text", "Charge the headset")
    mine.choose("template-when", "2 hours before")
    mine.focus("template-text")
    mine.key(Qt.Key.Key_Return)
    assert ("Charge the headset", -2) in own()
    first = templates.rows(mine.ctx, "ml-breadth")[0]
    mine.click(f"template-edit-{first.id}")
    mine.type("template-text", "In my own words")
    mine.click("template-save")
    assert ("In my own words", first.offset_hours) in own()
    bar = mine.find("checklist-template-scroll", QScrollArea).verticalScrollBar()
    bar.setValue(0)
    mine.click(f"template-remove-{first.id}")
    assert "In my own words" not in [text for text, _ in own()]
    mine.settle()
    assert (bar.maximum() > 0, bar.value()) == (True, 0), "the list stays where it was read"
    mine.click("template-save")
    assert mine.is_shown("template-text-error")
    mine.focus("template-reset")
    mine.click("template-reset")
    assert own() == shipped
    assert not mine.find("template-reset").isEnabled()
    assert mine.find("template-text").hasFocus()
    mine.click("template-done")


def dark_colors_are_applied_at_once_and_remembered_with_compact_rows(mine: Person) -> None:
    assert not is_dark()
    mine.segment("appearance", "Dark")
    assert is_dark()
    mine.action("theme-light").trigger()
    assert not is_dark()
    shown = mine.find("appearance", SegmentedControl)
    assert shown.key == "light", "the menu and the settings agree"
    mine.segment("appearance", "Dark")
    mine.segment("density", "Compact")
    mine.main.close()
    assert WindowSettings(mine.folder / "window.ini").appearance == "dark"
    assert WindowSettings(mine.folder / "window.ini").density == "compact"


def test_data_is_checked_backed_up_restored_when_confirmed_and_opened_elsewhere(
    sample: Person, tmp_path: Path
) -> None:
    a_file_that_is_no_backup_is_refused_and_the_data_stays(sample, tmp_path)
    sample.show("settings")
    check_says_in_figures_that_all_is_sound(sample)
    back_up_now_writes_a_verified_copy_and_lists_it(sample)
    files_among_the_backups_that_cannot_be_read_are_told_with_what_follows(sample)
    a_restore_not_confirmed_changes_nothing(sample)
    a_dialog_left_without_a_choice_keeps_the_folder(sample)
    restoring_brings_back_what_it_was_and_keeps_what_was_there(sample)
    minutes_a_day_change_what_the_buttons_offer(sample)
    sample.show("settings")
    another_folder_is_opened_in_place(sample, tmp_path)


def check_says_in_figures_that_all_is_sound(full: Person) -> None:
    full.click("check-data")
    assert "18 applications" in full.text("toast-text")


def back_up_now_writes_a_verified_copy_and_lists_it(full: Person) -> None:
    before = len(backups.listed(full.ctx))
    full.click("backup-now")
    found = backups.listed(full.ctx)
    assert len(found) == before + 1
    assert found[0].path.is_file()
    assert "18 applications" in full.words("backup-0")
    assert "By hand" in full.words("backup-0")


def files_among_the_backups_that_cannot_be_read_are_told_with_what_follows(full: Person) -> None:
    assert not full.is_shown("backups-unread")
    folder = paths.backups(full.ctx.folder)
    (folder / "holiday & co.db").write_bytes(b"a picture" * 999)
    for number in range(5):
        (folder / f"mltracker-{number}{'x' * 99 * bool(number)}.db").write_bytes(b"\0" * 999)
    full.click("backup-now")
    words = full.text("backups-unread")
    assert "cannot be read: mltracker-0.db, mltracker-1x" in words
    assert "… and 2 more. Which documents they need cannot be told, so the files of deleted" in words
    assert words.endswith("are no backups and are left alone: holiday & co.db.")
    for stray in (*folder.glob("mltracker-*x.db"), folder / "mltracker-0.db", folder / "holiday & co.db"):
        stray.unlink()
    full.click("backup-now")
    assert not full.is_shown("backups-unread")


def a_restore_not_confirmed_changes_nothing(full: Person) -> None:
    full.click("backup-now")
    full.prompts.will("confirm", False)
    full.click("restore-0")
    assert len(applications.rows(full.ctx, applications.EVERYTHING)) == 18


def a_file_that_is_no_backup_is_refused_and_the_data_stays(full: Person, tmp_path: Path) -> None:
    other = tmp_path / "holiday.db"
    other.write_bytes(b"no database at all" * 100)
    full.prompts.will("choose_file", other)
    full.prompts.will("confirm", True)
    full.click("restore-file")
    full.until(lambda: full.session.context is not None and full.ctx.writable)
    assert len(applications.rows(full.ctx, applications.EVERYTHING)) == 18
    assert "Restored" not in full.text("toast-text")


def a_dialog_left_without_a_choice_keeps_the_folder(full: Person) -> None:
    folder = full.ctx.folder
    full.prompts.will("choose_folder", None)
    full.click("other-folder")
    assert full.ctx.folder == folder


def restoring_brings_back_what_it_was_and_keeps_what_was_there(full: Person) -> None:
    assert "they lie once, in the data folder" in full.text("backups-documents")
    full.click("backup-now")
    applications.add(full.ctx, ApplicationDraft.make(company="Too late", role_title="ML Engineer"))
    full.prompts.will("confirm", True)
    made = full.text("backup-0-title")
    full.click("restore-0")
    title, words, _ = full.prompts.asked[-1][1]
    assert title == f"Restore the backup of {made}?"
    assert "Documents of that time are found again in the data folder" in words
    full.until(lambda: full.session.context is not None and full.ctx.writable)
    assert full.text("toast-text").startswith("Restored: 18 applications, ")
    companies = {row.company for row in applications.rows(full.ctx)}
    assert "Too late" not in companies
    assert "Fernhollow Labs" in companies
    assert "before-restore" in {backup.reason for backup in backups.listed(full.ctx)}


def minutes_a_day_change_what_the_buttons_offer(full: Person) -> None:
    full.choose("practice-length", "30 minutes")
    assert preferences.get(full.ctx).practice_minutes == 30
    full.show("today")
    assert full.text("hero-practice") == "Practice 30 min"


def another_folder_is_opened_in_place(full: Person, tmp_path: Path) -> None:
    new = tmp_path / "elsewhere"
    full.prompts.will("choose_folder", new)
    full.click("other-folder")
    full.until(lambda: full.session.context is not None and full.ctx.folder == new)
    assert applications.rows(full.ctx) == []
