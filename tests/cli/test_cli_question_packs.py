"""Question packs on the command line: the document of an import, counts for people, refusals, and the way out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mltracker.cli import main
from tests.cli.shapes import fits

PACK = """
[[question]]
slug = "mlops-of-ours"
prompt = "Who is called when the nightly job of our team fails, and what do they look at first?"
topic = "mlops"
short_answer = "The one on duty."
"""
LISTED = {"new": [dict], "updated": [dict], "duplicates": [dict], "skipped": [dict], "ask": [dict]}


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    path = tmp_path / "ours.toml"
    path.write_text(PACK, encoding="utf-8")
    return path


def test_a_pack_is_shown_taken_in_and_then_known(cli: Any, pack: Path) -> None:
    code, shown, said = cli("import", "questions", str(pack), "--dry-run")
    assert (code, said) == (0, "")
    fits(shown, LISTED)
    assert shown["new"][0]["slug"] == "mlops-of-ours"
    assert shown["new"][0]["minutes"] == 5
    assert shown["ask"] == [{"what": "mlops-of-ours", "why": "without a rubric no grade is suggested"}]
    assert cli("question", "show", "mlops-of-ours")[0] == 1
    assert cli("import", "questions", str(pack))[1] == shown
    assert cli("question", "show", "mlops-of-ours")[1]["origin"] == "mine"
    again = cli("import", "questions", str(pack))[1]
    assert [(item["row"]["slug"], item["reason"]) for item in again["skipped"]] == [
        ("mlops-of-ours", "nothing has changed since it was imported")
    ]
    assert [item["reason"] for item in cli("backup", "list")[1]] == ["before-import"]


def test_people_read_counts_and_reasons(data_dir: Path, pack: Path, capsys: Any) -> None:
    assert main(["import", "questions", str(pack), "--data-dir", str(data_dir)]) == 0
    told = capsys.readouterr()
    assert told.out == "new=1  updated=0  duplicates=0  skipped=0  ask=1\n"
    assert told.err == "Note: mlops-of-ours: without a rubric no grade is suggested.\n"
    assert main(["import", "questions", str(pack), "--data-dir", str(data_dir)]) == 0
    assert "nothing has changed since it was imported" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (PACK.replace('"mlops"', '"ops"'), "line 2, mlops-of-ours: there is no topic 'ops'"),
        (PACK + PACK, "line 8, mlops-of-ours: the slug stands in this file before"),
        ("nonsense", "is not TOML"),
    ],
)
def test_a_faulty_pack_is_refused_in_one_line(refused: Any, tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(text, encoding="utf-8")
    for words in ((), ("--dry-run",)):
        assert said in refused("import", "questions", str(path), *words)


def test_a_pack_that_is_no_file_is_refused(refused: Any, tmp_path: Path) -> None:
    assert "cannot be read" in refused("import", "questions", str(tmp_path / "gone.toml"))
    assert "is a folder" in refused("import", "questions", str(tmp_path))


def test_own_questions_are_written_once_and_again_by_force(cli: Any, pack: Path, tmp_path: Path) -> None:
    target = tmp_path / "mine.toml"
    code, _, said = cli("export", "questions", str(target))
    assert code == 1
    assert "no questions of your own" in said
    cli("import", "questions", str(pack))
    assert cli("export", "questions", str(target))[1] == {"path": str(target), "counts": {"questions": 1}}
    assert "exists already" in cli("export", "questions", str(target))[2]
    assert cli("export", "questions", str(target), "--force")[0] == 0
    assert cli("import", "questions", str(target))[1]["skipped"][0]["row"]["slug"] == "mlops-of-ours"
