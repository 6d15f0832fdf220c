"""Runs many coding jobs one after the other in this process: the shipped ones, which are ours and end by themselves."""

from __future__ import annotations

import contextlib
import io
import json
import sys

from mltracker.services import code_runner


def main() -> None:
    """Read a list of jobs from standard input and print what each gave: cases passed, cases in all, output."""
    results = []
    for job in json.loads(sys.stdin.read()):
        run = code_runner._run_sql if job["language"] == "sql" else code_runner._run_python
        with contextlib.redirect_stderr(io.StringIO()):
            results.append(run(job))
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    main()
