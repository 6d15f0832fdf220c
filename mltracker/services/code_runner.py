"""The process that runs a user's code: reads one job from standard input, prints one line of JSON. Stdlib only."""

from __future__ import annotations

import contextlib
import doctest
import io
import json
import sqlite3
import sys
import traceback
from collections import Counter
from typing import Any


def main() -> None:
    """Limit this process, run the job, and report cases passed, cases in all, and what was printed."""
    job = json.loads(sys.stdin.read())
    _limit(job["seconds"], job["memory"])
    passed, total, output = _run_sql(job) if job["language"] == "sql" else _run_python(job)
    report = {"passed": passed, "total": total, "output": output}
    sys.stdout.write("\n" + json.dumps(report) + "\n")


def _run_python(job: dict[str, Any]) -> tuple[int, int, str]:
    cases = doctest.DocTestParser().get_doctest(job["tests"], {"__name__": "answer"}, "tests", None, 0)
    total = len(cases.examples)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        try:
            exec(compile(job["code"], "answer.py", "exec"), cases.globs)  # noqa: S102  (running it is the point)
        except BaseException:  # noqa: BLE001  (whatever the code raises is its result)
            return 0, total, printed.getvalue() + traceback.format_exc(limit=-3)
    flags = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
    runner = doctest.DocTestRunner(optionflags=flags, verbose=False)
    report = io.StringIO()
    result = runner.run(cases, out=report.write, clear_globs=False)
    return result.attempted - result.failed, total, printed.getvalue() + report.getvalue()


def _run_sql(job: dict[str, Any]) -> tuple[int, int, str]:
    connection = sqlite3.connect(":memory:")
    try:
        connection.executescript(job["schema"])
        rows = [list(row) for row in connection.execute(job["code"])]
    except (sqlite3.Error, sqlite3.Warning) as error:
        return 0, 1, str(error)
    wanted = job["expected"]
    same = _rounded(rows) == _rounded(wanted) if job["ordered"] else _counted(rows) == _counted(wanted)
    shown = "\n".join(" | ".join(map(str, row)) for row in rows[:50])
    return int(same), 1, shown or "No rows."


def _counted(rows: list[list[Any]]) -> Counter[str]:
    return Counter(json.dumps(row) for row in _rounded(rows))


def _rounded(rows: list[list[Any]]) -> list[list[Any]]:
    return [[round(value, 6) if isinstance(value, float) else value for value in row] for row in rows]


def _limit(seconds: int, memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows: the caller's clock is the only limit
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    if sys.platform.startswith("linux"):
        resource.setrlimit(resource.RLIMIT_AS, (memory * 4, memory * 4))
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))


if __name__ == "__main__":
    main()
