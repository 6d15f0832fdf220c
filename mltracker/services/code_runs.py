"""Running the user's code of a coding question: a process of its own with limits, in an empty folder. It is no sandbox."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from mltracker.domain.questions import Coding

SECONDS = 10
MEMORY_MB = 512
SHOWN = 4_000
_RUNNER = Path(__file__).with_name("code_runner.py")


@dataclass(frozen=True, slots=True)
class CodeResult:
    """How a run ended: cases passed out of all, what it printed (cut), and whether it was stopped by the clock."""

    passed: int
    total: int
    output: str
    timed_out: bool

    @property
    def ok(self) -> bool:
        """Whether every case passed."""
        return self.total > 0 and self.passed == self.total


def run_code(coding: Coding, code: str, *, seconds: int = SECONDS) -> CodeResult:
    """Run code against the cases of a question; never raises for what the code does."""
    job = {
        "language": coding.language,
        "code": code,
        "tests": coding.tests,
        "schema": coding.schema,
        "expected": [list(row) for row in coding.expected],
        "ordered": coding.ordered,
        "memory": MEMORY_MB * 1024 * 1024,
        "seconds": seconds,
    }
    with tempfile.TemporaryDirectory(prefix="mltracker-run-") as folder:
        try:
            done = subprocess.run(  # noqa: S603  (our interpreter, our runner; the code arrives on standard input)
                [sys.executable, "-I", str(_RUNNER)],
                input=json.dumps(job),
                capture_output=True,
                text=True,
                timeout=seconds + 2,
                cwd=folder,
                check=False,
                errors="replace",
            )
        except subprocess.TimeoutExpired:
            return CodeResult(0, 0, f"Stopped after {seconds} seconds.", timed_out=True)
    return _result(done.stdout, done.stderr)


def _result(stdout: str, stderr: str) -> CodeResult:
    *printed, last = stdout.splitlines() or [""]
    try:
        report = json.loads(last)
        passed, total = int(report["passed"]), int(report["total"])
    except (ValueError, KeyError, TypeError):
        text = (stdout + stderr).strip() or "The code ended the process before the cases were checked."
        return CodeResult(0, 0, text[-SHOWN:], timed_out=False)
    text = "\n".join([*printed, report.get("output", "")]).strip()
    return CodeResult(passed, total, text[-SHOWN:], timed_out=False)
