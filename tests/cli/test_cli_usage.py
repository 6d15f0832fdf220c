"""Flags, exit codes, streams: how the command line behaves whatever the command."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mltracker import paths
from mltracker.__main__ import _wants_window
from mltracker.cli import main
from mltracker.services.context import open_context
from tests.conftest import FakeClock

NOW = "2026-12-01T09:40:00Z"
COMMANDS = (
    ("application", "list"),
    ("interview", "list"),
    ("agenda",),
    ("readiness",),
    ("question", "list", "--limit", "2"),
    ("insights",),
    ("backup", "list"),
)


def digest(folder: Path) -> str:
    return hashlib.sha256(paths.database(folder).read_bytes()).hexdigest()


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_flags_stand_before_or_after_the_command(
    words: tuple[str, ...], data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flags = ["--data-dir", str(data_dir), "--json", "--now", NOW]
    printed = []
    for order in ([*flags, *words], [*words, *flags], [*flags[:2], *words, *flags[2:]]):
        assert main(list(order)) == 0
        printed.append(json.loads(capsys.readouterr().out))
    assert printed[0] == printed[1] == printed[2]


def test_a_flag_between_the_words_of_a_command_counts(
    data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["application", "--json", "--data-dir", str(data_dir), "list", "--now", NOW]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_the_later_of_two_folders_wins(
    data_dir: Path, sample_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = ["--data-dir", str(data_dir)], ["--data-dir", str(sample_dir)]
    assert main([*first, "application", "list", "--json", *second]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 18


def test_the_folder_may_come_from_the_environment(
    sample_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MLTRACKER_HOME", str(sample_dir))
    assert main(["application", "list", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 18


def test_the_clock_is_set_by_the_flag(cli: Any, clock: FakeClock) -> None:
    clock.advance(days=40)
    row = cli("application", "add", "--company", "A", "--role", "B", "--stage", "applied")[1]
    assert row["applied_on"] == "2027-01-10"


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("application",),
        ("application", "add", "--company", "A"),
        ("application", "move", "one", "applied"),
        ("application", "move", "0", "applied"),
        ("application", "move", "-1", "applied"),
        ("application", "move", "9" * 40, "applied"),
        ("application", "close", "1", "open"),
        ("application", "add", "--company", "A", "--role", "B", "--applied-on", "yesterday"),
        ("application", "add", "--company", "A", "--role", "B", "--role-family", "chef"),
        ("interview", "add", "--application", "1", "--round", "chess", "--starts", "2026-12-03T14:00"),
        ("interview", "add", "--application", "1", "--round", "coding", "--starts", "soon"),
        ("interview", "add", "--application", "1", "--round", "coding", "--starts", "2026-12-03"),
        (
            "interview",
            "add",
            "--application",
            "1",
            "--round",
            "coding",
            "--starts",
            "2026-12-03T14:00",
            "--minutes",
            "x",
        ),
        ("interview", "result", "1", "pending"),
        ("agenda", "--days", "0"),
        ("attempt", "add", "--question", "x", "--grade", "superb"),
        ("attempt", "add", "--question", "x", "--grade", "good", "--at", "2026-11-01T10:00"),
        ("rate", "nlp", "6"),
        ("rate", "nlp", "3.5"),
        ("question", "list", "--limit", "-3"),
        ("readiness", "--on", "31.12.2026"),
        ("recommend",),
        ("application", "list", "--unknown"),
    ],
    ids=lambda words: " ".join(words)[:60],
)
def test_wrong_usage_ends_with_two_and_touches_nothing(
    cli: Any, data_dir: Path, words: tuple[str, ...]
) -> None:
    before = digest(data_dir)
    code, document, said = cli(*words)
    assert (code, document) == (2, "")
    assert "error: " in said.splitlines()[-1] or "error: " in said
    assert "Traceback" not in said
    assert digest(data_dir) == before


@pytest.mark.parametrize(
    "now", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "1989-12-31T23:59:59Z", "2026-12-01"]
)
def test_a_clock_out_of_bounds_is_wrong_usage(
    now: str, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--data-dir", str(data_dir), "--now", now, "agenda"])
    assert stop.value.code == 2
    assert "argument --now: " in capsys.readouterr().err


@pytest.mark.parametrize("flags", [["--json"], []], ids=["json", "text"])
def test_a_terminal_that_is_not_utf_8_gets_escapes(
    cli: Any, data_dir: Path, monkeypatch: pytest.MonkeyPatch, flags: list[str]
) -> None:
    company = "Größe ≥ 10 ☕"
    cli("application", "add", "--company", company, "--role", "R")
    terminal = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    monkeypatch.setattr(sys, "stdout", terminal)
    assert main(["application", "list", "--data-dir", str(data_dir), *flags]) == 0
    terminal.flush()
    printed = terminal.buffer.getvalue().decode("ascii")  # type: ignore[attr-defined]
    assert "\\u2615" in printed
    if flags:
        assert json.loads(printed)[0]["company"] == company


def test_a_pipe_that_closes_early_is_no_fault_of_ours(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w", encoding="utf-8") as stdout:
        monkeypatch.setattr(sys, "stdout", stdout)
        assert main(["application", "list", "--json", "--data-dir", str(data_dir)]) == 1
    assert capsys.readouterr().err == ""


def test_no_command_imports_qt(sample_dir: Path) -> None:
    script = """
import sys
from mltracker.cli import main
for words in (["agenda"], ["recommend", "--interview", "5"], ["insights"], ["match", "--text", "What is dropout?"],
              ["check"], ["backup"], ["asked", "add", "--interview", "1", "--text", "What is dropout?"]):
    assert main(["--data-dir", sys.argv[1], "--now", "2026-12-01T09:40:00Z", "--json", *words]) == 0, words
loaded = sorted(name for name in sys.modules if name.split(".")[0] in ("PySide6", "shiboken6") or name.startswith("mltracker.ui"))
assert not loaded, loaded
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(sample_dir)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_only_options_open_the_window() -> None:
    assert _wants_window([])
    assert _wants_window(["--data-dir", "agenda"])
    assert not _wants_window(["agenda"])
    assert not _wants_window(["--data-dir", "x", "agenda"])
    assert not _wants_window(["--now", NOW, "agenda"])
    assert not _wants_window(["--help"])


def test_readers_work_beside_the_window_and_writers_say_that_it_is_open(
    cli: Any, sample_dir: Path, clock: FakeClock
) -> None:
    window = open_context(sample_dir, clock, "window")
    try:
        before = digest(sample_dir)
        for words in (*COMMANDS, ("recommend", "--interview", "5"), ("match", "--text", "What is dropout?")):
            code, document, said = cli(*words, folder=sample_dir)
            assert (code, said) == (0, ""), words
            assert document is not None
        for words in (
            ("application", "add", "--company", "A", "--role", "B"),
            ("application", "move", "1", "offer"),
            ("interview", "result", "5", "passed"),
            ("rate", "nlp", "3"),
            ("check",),
        ):
            code, document, said = cli(*words, folder=sample_dir)
            assert (code, document) == (1, ""), words
            assert "open" in said.lower()
            assert len(said.splitlines()) == 1
        assert digest(sample_dir) == before
    finally:
        window.close()
    assert cli("rate", "nlp", "3", folder=sample_dir)[0] == 0


def test_a_writer_in_another_process_keeps_this_one_out(cli: Any, data_dir: Path) -> None:
    script = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from mltracker.services.context import open_context
ctx = open_context(Path(sys.argv[1]), lambda: datetime(2026, 12, 1, tzinfo=UTC), "write")
print("held", flush=True)
sys.stdin.read()
ctx.close()
"""
    command = [sys.executable, "-c", script, str(data_dir)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdin is not None
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        code, _, said = cli("application", "add", "--company", "A", "--role", "B")
        listed = cli("application", "list")
        holder.stdin.close()
    assert code == 1
    assert "open" in said.lower()
    assert listed[:2] == (0, [])
    assert cli("application", "add", "--company", "A", "--role", "B")[0] == 0
