"""The whole loop through the command line, each step a process of its own, as a script would run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

POSTING = """Machine Learning Engineer, Search

What you will do
- Build ranking and recommender systems that people use every day
- Watch models in production for drift and retrain them

Requirements
- Solid grasp of evaluation metrics, gradient boosting and PyTorch
- SQL, and the patience to explain results to product partners

Benefits: dental plan, a stipend for books, and the usual holidays.
"""
ASKED = (
    ("What is the difference between precision and recall?", "evaluation-metrics", "good"),
    ("Why can ROC AUC mislead with rare positives?", "evaluation-metrics", "hard"),
    ("How does gradient boosting fit the next tree?", "trees-ensembles", "good"),
    ("What does bagging do to variance?", "trees-ensembles", "easy"),
    ("How do you choose a split without leaking the future?", "ml-foundations", "again"),
    ("What is the bias-variance trade-off?", "ml-foundations", "good"),
    ("When would you standardize features?", "data-preprocessing", "good"),
    ("How do you handle missing values?", "data-preprocessing", "hard"),
    ("How is NDCG computed?", "recsys-ranking", "again"),
    ("What is a cold start?", "recsys-ranking", "again"),
)
LOGGER = """
import json, sys
from mltracker.cli import main
for line in json.loads(sys.argv[1]):
    code = main(line)
    if code:
        sys.exit(code)
"""


class Shell:
    """Runs commands on one data folder at a set time; each must succeed without a word on standard error."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = "2026-12-01T09:00:00Z"

    def __call__(self, *words: str, typed: str | None = None) -> Any:
        flags = ("--json", "--data-dir", str(self.folder), "--now", self.now)
        done = self._run(["-m", "mltracker", *words, *flags], typed)
        return json.loads(done)

    def script(self, lines: list[list[str]]) -> list[Any]:
        """Many commands in one process; each prints its document."""
        flags = ["--json", "--data-dir", str(self.folder), "--now", self.now]
        printed = self._run(["-c", LOGGER, json.dumps([line + flags for line in lines])], None)
        decoder, found = json.JSONDecoder(), []
        while printed := printed.strip():
            document, end = decoder.raw_decode(printed)
            found.append(document)
            printed = printed[end:]
        return found

    def _run(self, words: list[str], typed: str | None) -> str:
        # without a display, and in a place where nothing but the flags says where the data is
        env = {
            k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "MLTRACKER_HOME")
        }
        done = subprocess.run(
            [sys.executable, *words],
            input=typed,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            env=env,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
        return done.stdout


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path / "data")


def test_from_a_pasted_posting_to_figures_that_a_second_process_sees(shell: Shell, tmp_path: Path) -> None:
    _read_the_posting(shell)
    application = _apply(shell, tmp_path)
    interview = _book(shell, application)
    chosen = ("--interview", str(interview))
    before = shell("readiness", *chosen)
    _trust(before)
    first = shell("recommend", *chosen, "--minutes", "30")
    _reasoned(first, 30)
    after, then = _practice(shell, [row["slug"] for row in first], chosen)
    assert after["mean"] > before["mean"]
    assert after["high"] - after["low"] < before["high"] - before["low"]
    assert sum(topic["answers"] for topic in after["topics"]) == len(first)
    assert not {row["slug"] for row in then} & {row["slug"] for row in first}
    shell.now = "2026-12-03T20:30:00Z"
    _debrief(shell, interview)
    _see_it_all(shell, application, interview)


def _read_the_posting(shell: Shell) -> None:
    found = shell("topics", "--posting", "-", "--round", "ml-breadth", typed=POSTING)
    topics = {topic["slug"]: topic for topic in found["topics"]}
    detected = {slug for slug, topic in topics.items() if topic["detected"]}
    assert {"recsys-ranking", "trees-ensembles", "evaluation-metrics", "mlops"} <= detected
    assert topics["trees-ensembles"]["phrases"] == ["gradient boosting"]
    assert sum(topic["probability"] for topic in found["topics"]) == pytest.approx(1)
    assert not shell.folder.exists()


def _apply(shell: Shell, tmp_path: Path) -> int:
    posting = tmp_path / "posting.txt"
    posting.write_text(POSTING, encoding="utf-8")
    row = shell("application", "add", "--company", "Fernhollow Labs", "--role", "ML Engineer, Search")
    assert (row["stage"], row["outcome"], row["role_family"]) == ("saved", "open", "recsys-ads")
    moved = shell("application", "move", str(row["id"]), "applied")
    assert (moved["stage"], moved["applied_on"]) == ("applied", "2026-12-01")
    return int(row["id"])


def _book(shell: Shell, application: int) -> int:
    words = ("--application", str(application), "--round", "ml-breadth", "--starts", "2026-12-03T14:00")
    row = shell("interview", "add", *words, "--zone", "America/New_York")
    assert row["starts_utc"] == "2026-12-03T19:00:00Z"
    return int(row["id"])


def _trust(found: dict[str, Any]) -> None:
    assert 0 < found["low"] < found["mean"] < found["high"] < 1
    assert found["label"] == "little-data"
    assert found["on"] == "2026-12-03T19:00:00Z"
    assert found["factors"]


def _reasoned(rows: list[dict[str, Any]], minutes: int) -> None:
    assert rows
    assert sum(row["minutes"] for row in rows) <= minutes
    for row in rows:
        assert {"asked", "new"} <= {reason["kind"] for reason in row["reasons"]}
        assert row["p_after"] > row["p_now"]


def _practice(shell: Shell, slugs: list[str], chosen: tuple[str, str]) -> tuple[Any, Any]:
    *stored, after, then = shell.script(
        [
            *(["attempt", "add", "--question", slug, "--grade", "good"] for slug in slugs),
            ["readiness", *chosen],
            ["recommend", *chosen, "--minutes", "30"],
        ]
    )
    assert [(row["question"], row["grade"]) for row in stored] == [(slug, "good") for slug in slugs]
    assert stored[0]["predicted"] == pytest.approx(0.5)
    return after, then


def _debrief(shell: Shell, interview: int) -> None:
    def line(text: str, topic: str, grade: str) -> list[str]:
        words = ["--interview", str(interview), "--text", text, "--topic", topic, "--grade", grade]
        return ["asked", "add", *words]

    *rows, passed = shell.script(
        [*(line(*item) for item in ASKED), ["interview", "result", str(interview), "passed"]]
    )
    assert [row["topic"] for row in rows] == [topic for _, topic, _ in ASKED]
    assert all(0 < row["predicted"] < 1 for row in rows)
    assert (passed["status"], passed["result"]) == ("done", "passed")


def _see_it_all(shell: Shell, application: int, interview: int) -> None:
    lists = [["insights"], ["application", "list"], ["interview", "list"], ["readiness"]]
    insights, applications, interviews, readiness = shell.script(lists)
    assert insights["funnel"] == {"saved": 1, "applied": 1, "screening": 0, "interviewing": 0, "offer": 0}
    assert insights["rounds"] == {"ml-breadth": {"count": 1, "total": 1}}
    assert [row["id"] for row in applications] == [application]
    assert [(row["id"], row["result"]) for row in interviews] == [(interview, "passed")]
    overall = {topic["slug"]: topic for topic in readiness["topics"]}
    assert overall["recsys-ranking"]["mean"] < overall["trees-ensembles"]["mean"]
    assert overall["recsys-ranking"]["answers"] >= 2


def test_the_sample_fills_a_new_folder_for_the_next_process(shell: Shell, tmp_path: Path) -> None:
    assert shell("demo") | {"notes": 0} == {
        "applications": 18,
        "interviews": 9,
        "attempts": 120,
        "asked": 30,
        "notes": 0,
    }
