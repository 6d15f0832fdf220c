"""What the README promises, sentence by sentence, and the tests that prove it: neither changes without the other."""

import ast
import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest

from mltracker.cli import main
from mltracker.domain import errors

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROOFS = {
    "What the window shows as saved survives a crash and a power cut.": (
        "faults/test_fault_kill.py::test_twenty_kills_lose_nothing_that_was_told_as_saved",
        "faults/test_fault_power_cut.py::test_no_cut_of_sixty_loses_what_was_told_as_saved_or_leaves_a_half",
        "faults/test_fault_moved.py::test_no_change_is_called_saved_that_is_not_in_the_file",
        "ui/pages/test_session_end.py::test_open_edits_are_kept_when_the_session_ends_and_come_back",
    ),
    "Nothing it does loses the only copy: a verified backup comes before every migration and restore, and daily.": (
        "store/test_store_backup.py::test_the_first_change_of_a_day_is_preceded_by_a_backup",
        "store/test_store_backup.py::test_a_clock_that_was_ahead_stops_no_backup",
        "store/test_store_restore.py::test_a_restore_swaps_and_keeps_what_was_there",
        "faults/test_fault_kill.py::test_an_update_that_is_killed_leaves_the_old_state",
        "faults/test_fault_damage.py::test_wherever_a_backup_is_changed_it_is_not_listed",
        "faults/test_fault_any_order.py::test_edits_undo_backups_and_restores_in_any_order_equal_the_model",
        "services/test_document_service.py::test_a_document_that_a_backup_names_outlives_the_thirty_days",
    ),
    "An update works whole or not at all.": (
        "faults/test_fault_kill.py::test_an_update_that_is_killed_leaves_the_old_state",
        "faults/test_fault_disk_full.py::test_an_update_without_room_leaves_the_old_version",
    ),
    "A damaged, moved, foreign or newer file is never written to.": (
        "faults/test_fault_damage.py::test_damage_is_noticed_and_the_file_left_as_it_is",
        "faults/test_fault_damage.py::test_no_command_touches_a_newer_or_foreign_file",
        "faults/test_fault_moved.py::test_another_file_put_in_its_place_is_never_written_to",
    ),
    "Two windows can never overwrite each other.": (
        "faults/test_fault_processes.py::test_of_four_starts_one_gets_in_each_time",
        "faults/test_fault_processes.py::test_two_writers_never_undo_each_other",
    ),
    "Every failure says what is saved and what is not.": (
        "test_promises.py::test_every_problem_says_what_is_safe",
        "faults/test_fault_disk_full.py::test_a_change_without_room_is_said_and_leaves_all_that_was_saved",
        "services/test_document_service.py::test_a_file_that_cannot_be_mended_is_told_before_anything_is_written",
    ),
    "Nothing leaves the machine unless you ask for it, each time. There is no telemetry.": (
        "faults/test_fault_privacy.py::test_a_whole_story_leaves_no_word_in_the_log_and_reaches_nobody",
    ),
    "All your data is in one folder: an SQLite file, your documents, and backups of the file.": (
        "end_to_end/test_ending.py::test_what_is_typed_survives_being_told_to_end",
        "faults/test_fault_privacy.py::test_every_file_is_the_user_s_alone_whatever_the_umask",
    ),
    "Hostile text stays text.": (
        "ui/pages/test_canary.py::test_no_page_dialog_or_tooltip_loads_it",
        "ui/pages/test_canary.py::test_no_list_letter_notice_or_form_beside_the_pages_loads_it",
        "ui/pages/test_canary.py::test_what_the_desktop_is_told_holds_no_mark_up",
        "ui/pages/test_states.py::test_hostile_words_stay_in_their_place",
    ),
}


def test_the_readme_promises_what_is_proved_and_nothing_else() -> None:
    section = README.split("## What it promises")[1].split("\n## ")[0]
    said = [
        " ".join(found.split())
        for found in re.findall(r"^\d+\. ((?:.|\n(?!\d+\.|\n))+)", section, re.MULTILINE)
    ]
    assert said == list(PROOFS)


@pytest.mark.parametrize("promise", PROOFS)
def test_each_promise_has_tests_that_exist(promise: str) -> None:
    for place in PROOFS[promise]:
        path, _, wanted = place.partition("::")
        tree = ast.parse((ROOT / "tests" / path).read_text(encoding="utf-8"))
        names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        assert wanted in names, place


def test_every_problem_says_what_is_safe() -> None:
    """Faults in fields stand in the form, which stays open with all that was typed; all others say it in words."""

    def below(kind: type[errors.UserError]) -> list[type[errors.UserError]]:
        return [found for one in kind.__subclasses__() for found in (one, *below(one))]

    silent = []
    for kind in below(errors.UserError):
        if issubclass(kind, errors.InvalidInput) or kind.__init__ is not errors.UserError.__init__:
            continue
        if not kind("Something went wrong.").safe:
            silent.append(kind.__name__)
    assert silent == []
    assert errors.ChangedMeanwhile({}).safe


def test_the_commands_of_the_readme_work(data_dir: Path, tmp_path: Path, capsys: Any) -> None:
    section = README.split("## The command line")[1].split("\n## ")[0]
    commands = re.findall(r"^mltracker-cli (.+)$", section, re.MULTILINE)
    assert len(commands) == 5
    posting = tmp_path / "posting.txt"
    posting.write_text("We rank search results by gradient boosting.", encoding="utf-8")
    for command in commands:
        words = [str(posting) if word == posting.name else word for word in shlex.split(command)]
        code = main(["--data-dir", str(data_dir), "--now", "2026-12-01T09:00:00Z", *words])
        assert code == 0, (command, capsys.readouterr().err)


def test_the_figures_of_the_readme_are_true() -> None:
    complete = sum(
        bool(question.get("answer") and question.get("rubric"))
        for path in (ROOT / "resources" / "questions").rglob("*.toml")
        for question in tomllib.loads(path.read_text(encoding="utf-8")).get("question", [])
    )
    topics = tomllib.loads((ROOT / "resources" / "topics.toml").read_text(encoding="utf-8"))["topic"]
    said = re.search(r"more than (\d+) complete questions in (\d+) topics", README)
    assert said is not None
    assert int(said[1]) < complete < int(said[1]) + 100
    assert int(said[2]) == len(topics)
