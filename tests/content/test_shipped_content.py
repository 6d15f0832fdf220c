"""The shipped content keeps to its rules, and its code runs."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mltracker.domain.content import CodingEntry, QuestionEntry
from mltracker.domain.content_matrix import PER_TOPIC
from mltracker.domain.questions import Coding
from mltracker.services import catalog
from mltracker.services.code_runs import run_code

ROOT = Path(__file__).resolve().parents[2]
BATCH = Path(__file__).with_name("batch.py")


def content_tool() -> Any:
    """packaging/content.py, which is no module of the package."""
    spec = importlib.util.spec_from_file_location("content_tool", ROOT / "packaging" / "content.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["content_tool"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def tool() -> Iterator[Any]:
    yield content_tool()
    del sys.modules["content_tool"]


@pytest.fixture(scope="module")
def checked(tool: Any) -> Any:
    return tool.checked()


@pytest.fixture(scope="module")
def coded(checked: Any) -> dict[str, QuestionEntry]:
    return {entry.slug: entry for _, entry in checked.entries if entry.coding is not None}


def as_coding(entry: CodingEntry) -> Coding:
    return Coding(
        entry.language,
        entry.starter,
        entry.solution,
        entry.tests,
        entry.schema_,
        tuple(tuple(row) for row in entry.expected),
        entry.ordered,
    )


def job(coding: CodingEntry, code: str) -> dict[str, Any]:
    return coding.stored() | {"code": code}


def test_the_content_has_no_fault(checked: Any) -> None:
    assert [str(fault) for fault in checked.faults] == []


def test_every_topic_is_covered_in_every_round_that_needs_it(checked: Any, tool: Any) -> None:
    matrix = checked.matrix
    assert list(matrix.holes()) == []
    assert min(matrix.total(topic) for topic in matrix.topics) >= PER_TOPIC
    printed = "\n".join(tool.table(matrix))
    assert "!" not in printed
    assert all(topic in printed for topic in catalog.topics().by_slug)


def test_every_solution_passes_its_cases_and_no_starter_does(coded: dict[str, QuestionEntry]) -> None:
    assert len(coded) >= 30
    jobs = [
        job(entry.coding, code)
        for entry in coded.values()
        if entry.coding is not None
        for code in (entry.coding.solution, entry.coding.starter)
    ]
    done = subprocess.run(
        [sys.executable, str(BATCH)],
        input=json.dumps(jobs),
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    results = json.loads(done.stdout)
    solved, started = results[::2], results[1::2]
    assert {
        slug: said
        for slug, (passed, total, said) in zip(coded, solved, strict=True)
        if passed < total or not total
    } == {}
    assert [slug for slug, (passed, total, _) in zip(coded, started, strict=True) if passed == total] == []


@pytest.mark.parametrize("language", ["python", "sql"])
def test_the_runner_of_the_window_agrees(coded: dict[str, QuestionEntry], language: str) -> None:
    entry = next(e.coding for e in coded.values() if e.coding is not None and e.coding.language == language)
    coding = as_coding(entry)
    assert run_code(coding, coding.solution).ok
    assert not run_code(coding, coding.starter).ok


def test_the_tool_prints_a_fault_with_file_and_slug_and_fails(
    tool: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    folder = tmp_path / "area"
    folder.mkdir()
    good = next(path for path in tool.content.question_files() if path.name == "probability.toml")
    text = good.read_text(encoding="utf-8")
    (folder / "broken.toml").write_text(
        text.replace("difficulty = 2", "difficulty = 9", 1).replace("hints = [", "hints = []\nhint = [", 1)
        + "\n[[question]]\nslug = 'probability-half'\nhints = []\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(tool.content, "question_files", lambda: [folder / "broken.toml"])
    assert tool.main(["--faults"]) == 1
    told = capsys.readouterr().out.splitlines()
    assert any(line.startswith("area/broken.toml: probability-") and "difficulty" in line for line in told)
    assert "area/broken.toml: probability-half: hints: an empty list" in told
    assert "area/broken.toml: probability-half: prompt: this is needed" in told
    assert "questions: nlp: 0 questions, 8 are needed" in told


def test_the_five_skills_name_known_topics() -> None:
    assert [skill.slug for skill in catalog.topics().skills] == [
        "analytical-thinking",
        "programming",
        "ml-frameworks",
        "communication",
        "adaptability",
    ]
