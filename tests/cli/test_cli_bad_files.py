"""Postings, banks and searches of any kind: read as far as they go, or refused with a sentence."""

from __future__ import annotations

import io
import json
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest

from mltracker import paths
from mltracker.cli import main
from tests.cli.shapes import ADD

LONG = "x" * 100_000


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n \n",
        bytes(range(256)) * 400,
        b"\xff\xfe" + "Gradient boosting".encode("utf-16-le"),
        b"a" * 200_000,
        ("PyTorch, SQL and drift. " * 8_333).encode(),
        "機械学習エンジニアを募集しています。".encode() * 500,
        "Wir suchen eine Person für Vorhersagen und Statistik.".encode() * 50,
    ],
    ids=["empty", "blank", "binary", "utf-16", "one word", "200,000", "Japanese", "German"],
)
def test_any_file_is_read_as_a_posting(cli: Any, tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "posting"
    file.write_bytes(data)
    code, found, said = cli("topics", "--posting", str(file))
    assert (code, said) == (0, "")
    shares = [topic["probability"] for topic in found["topics"]]
    assert len(shares) == 30
    assert all(0 < share < 1 for share in shares)
    assert sum(shares) == pytest.approx(1)
    assert "NaN" not in json.dumps(found)


def test_a_posting_has_a_limit(cli: Any, refused: Any, tmp_path: Path) -> None:
    file = tmp_path / "posting"
    file.write_text("ab " * 66_666 + "ab", encoding="utf-8")
    assert cli(*ADD, "--posting-file", str(file))[0] == 0
    file.write_text("ab " * 66_666 + "abc", encoding="utf-8")
    assert refused(*ADD, "--posting-file", str(file)) == "This is 200,001 characters long; 200,000 fit here."


@pytest.mark.parametrize(
    "words", [("topics", "--posting"), (*ADD, "--posting-file"), ("match", "--text", "a", "--bank")]
)
def test_a_file_that_cannot_be_read_is_named(refused: Any, tmp_path: Path, words: tuple[str, ...]) -> None:
    assert refused(*words, str(tmp_path / "gone.txt")).endswith(
        "gone.txt cannot be read: No such file or directory. Nothing was changed."
    )
    assert refused(*words, str(tmp_path)).endswith("cannot be read: Is a directory. Nothing was changed.")


def test_a_posting_may_come_from_standard_input(cli: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = io.TextIOWrapper(io.BytesIO(b"Requirements\n- SQL\n"))
    monkeypatch.setattr(sys, "stdin", typed)
    found = cli("topics", "--posting", "-")[1]
    assert [topic["slug"] for topic in found["topics"] if topic["detected"]] == ["sql-pipelines"]


@pytest.mark.parametrize(
    "bank",
    ["{", "[]", '{"slug": "a"}', "null", "7", "[" * 100_000, '{"slug": "a", "prompt": ' + "9" * 5_000 + "}"],
    ids=["cut", "list", "no prompt", "null", "number", "deep", "huge"],
)
def test_a_broken_line_of_a_bank_is_named(refused: Any, tmp_path: Path, bank: str) -> None:
    file = tmp_path / "bank.jsonl"
    file.write_text('{"slug": "ok", "prompt": "What is dropout?"}\n' + bank + "\n", encoding="utf-8")
    assert refused("match", "--text", "What is dropout?", "--bank", str(file)).startswith(
        "Line 2 of the bank"
    )


def test_half_a_character_in_a_bank_is_printed_as_an_escape(
    tmp_path: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "bank.jsonl"
    file.write_text('{"slug": "ok", "prompt": "What is dropout in a network \\ud800?"}\n', encoding="utf-8")
    terminal = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", terminal)
    words = ["match", "--text", "What is dropout in a network?", "--bank", str(file)]
    assert main([*words, "--json", "--data-dir", str(data_dir)]) == 0
    terminal.flush()
    printed = terminal.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined]
    assert "\\ud800" in printed


def test_an_empty_search_or_any_syntax_finds_or_finds_not(cli: Any) -> None:
    for text in ("", '"', "AND OR NOT", "NEAR(", "a* -b:c", "%_^", "\x1b", LONG, "word " * 20_000):
        code, found, said = cli("question", "list", "--search", text)
        assert (code, said) == (0, ""), text[:20]
        assert isinstance(found, list)


def test_nothing_is_saved_when_a_later_field_is_wrong(refused: Any, sound: Path) -> None:
    refused("application", "add", "--company", "Only half", "--role", "R", "--url", "ftp://x.example")
    refused("application", "add", "--company", "Only half", "--role", "R", "--stage", "nowhere")
    with sqlite3.connect(paths.database(sound)) as connection:
        assert connection.execute("SELECT name FROM company").fetchall() == [("Tarnwick",)]
    connection.close()


def test_a_posting_saved_as_utf_16_is_read(cli: Any, tmp_path: Path) -> None:
    file = tmp_path / "posting.txt"
    file.write_text("Requirements\n- SQL\n", encoding="utf-16")
    found = cli("topics", "--posting", str(file))[1]
    assert [topic["slug"] for topic in found["topics"] if topic["detected"]] == ["sql-pipelines"]
