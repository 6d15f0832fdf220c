"""The command line: every use case without a display, for scripts, backups and tests. Never imports Qt.

Exit 0 done, 1 a stated problem (one line on stderr, nothing written), 2 wrong usage. With --json one document on stdout.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NoReturn

from mltracker import __version__, commands, paths
from mltracker.domain.applications import CLOSING_OUTCOMES, ROLE_FAMILIES
from mltracker.domain.errors import InvalidInput, UserError
from mltracker.domain.interviews import ROUND_KINDS
from mltracker.domain.limits import check_instant, check_text
from mltracker.domain.plain import plain
from mltracker.domain.questions import GRADES

Command = Callable[[argparse.Namespace], Any]
MOST_AHEAD = 500
_FILES = frozenset(("data_dir", "posting", "posting_file", "bank", "path"))


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args(argv)
    try:
        result = options.command(_settled(options))
        for note in options.notes:
            print(f"Note: {_visible(note)}", file=sys.stderr)
        _show(result, as_json=getattr(options, "json", False))
        # here, and not while the interpreter ends, where a closed pipe would be told as a fault
        sys.stdout.flush()
    except UserError as error:
        print(f"mltracker: {_visible(' '.join(str(error).split()))}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return 0


def _settled(options: argparse.Namespace) -> argparse.Namespace:
    """The options with clock and folder filled in; raises InvalidInput for text that nothing could store."""
    for name, value in vars(options).items():
        if isinstance(value, str | Path):
            # a file's name may hold bytes that are no text; the length is judged by the field it is meant for
            text = os.fsencode(value).decode("utf-8", "replace") if name in _FILES else str(value)
            try:
                check_text(text, len(text))
            except ValueError as error:
                raise InvalidInput({name: str(error)}) from None
    now = getattr(options, "now", None)
    options.clock = lambda: now or datetime.now(UTC)
    options.data_dir = getattr(options, "data_dir", None) or paths.data_dir()
    options.notes = []
    return options


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    # SUPPRESS: an option given before the command must not be erased by the copy after it
    common.add_argument("--data-dir", type=Path, default=argparse.SUPPRESS, help="the folder with the data")
    common.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help="print one JSON document"
    )
    common.add_argument(
        "--now", type=_clock_time, default=argparse.SUPPRESS, help="set the clock: 2026-12-01T09:00:00Z"
    )
    parser = argparse.ArgumentParser(prog="mltracker-cli", description=__doc__, parents=[common])
    parser.add_argument("--version", action="version", version=f"mltracker {__version__}")
    verbs = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: Command, text: str, into: Any = verbs) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = into.add_parser(name, help=text, description=text, parents=[common])
        made.set_defaults(command=run)
        return made

    def group(name: str, text: str) -> Any:
        made = verbs.add_parser(name, help=text, description=text, parents=[common])
        return made.add_subparsers(required=True, metavar="ACTION")

    add("demo", commands.demo, "fill an empty data folder with the sample search")
    _add_applications(add, group("application", "applications and their stages"))
    _add_interviews(add, group("interview", "interview rounds"))
    _add_engine(add)
    _add_practice(add, group)
    _add_exchange(add, group)
    _add_data(add)
    return parser


def _add_applications(add: Any, into: Any) -> None:
    new = add("add", commands.application_add, "add an application", into)
    new.add_argument("--company", required=True)
    new.add_argument("--role", required=True)
    new.add_argument("--role-family", choices=ROLE_FAMILIES)
    new.add_argument("--stage", help="a stage's name or kind")
    new.add_argument("--applied-on", type=_day)
    new.add_argument("--source", default="")
    new.add_argument("--url", default="")
    new.add_argument("--posting-file", help="a file with the posting's text, - for standard input")
    listed = add("list", commands.application_list, "list applications", into)
    listed.add_argument("--active", action="store_true", help="only live ones")
    move = add("move", commands.application_move, "move along the pipeline", into)
    move.add_argument("id", type=_positive)
    move.add_argument("stage")
    close = add("close", commands.application_close, "close with an outcome", into)
    close.add_argument("id", type=_positive)
    close.add_argument("outcome", choices=CLOSING_OUTCOMES)


def _add_interviews(add: Any, into: Any) -> None:
    new = add("add", commands.interview_add, "book a round", into)
    new.add_argument("--application", type=_positive, required=True)
    new.add_argument("--round", choices=ROUND_KINDS, required=True)
    new.add_argument("--starts", type=_local, required=True, help="2026-12-03T14:00, an offset is allowed")
    new.add_argument("--zone", default="UTC", help="such as America/New_York")
    new.add_argument("--minutes", type=int)
    add("list", commands.interview_list, "list interviews", into)
    result = add("result", commands.interview_result, "note how a round ended", into)
    result.add_argument("id", type=_positive)
    result.add_argument("result", choices=("passed", "failed"))


def _add_engine(add: Any) -> None:
    agenda = add("agenda", commands.agenda, "coming interviews with readiness and open checklist items")
    agenda.add_argument("--days", type=_positive, default=14)
    recommend = add("recommend", commands.recommend, "the questions most worth practicing for an interview")
    recommend.add_argument("--interview", type=_positive, required=True)
    recommend.add_argument("--minutes", type=_positive, default=20)
    readiness = add("readiness", commands.readiness, "how ready you are, with an interval")
    readiness.add_argument("--interview", type=_positive)
    readiness.add_argument("--on", type=_day, help="as of this day")
    readiness.add_argument("--after", type=_count, help="and after practicing so many recommended questions")
    topics = add("topics", commands.topics, "what a posting says will be asked")
    topics.add_argument("--posting", required=True, help="a file, - for standard input")
    topics.add_argument("--round", choices=ROUND_KINDS)
    topics.add_argument("--role-family", choices=ROLE_FAMILIES)
    match = add("match", commands.match, "topics and near-duplicates of a typed question")
    match.add_argument("--text", required=True)
    match.add_argument("--bank", type=Path, help='match lines of {"slug", "prompt"}, not the own bank')
    add("insights", commands.insights, "funnel, response rates, prediction scorecard, calibration")


def _add_practice(add: Any, group: Any) -> None:
    attempts = group("attempt", "practiced answers")
    attempt = add("add", commands.attempt_add, "log a practiced answer", attempts)
    attempt.add_argument("--question", required=True, metavar="SLUG")
    attempt.add_argument("--grade", choices=GRADES, required=True)
    attempt.add_argument("--at", type=_instant, help="when it was given, if not now")
    asked_group = group("asked", "questions met in interviews")
    asked = add("add", commands.asked_add, "log a question that was asked", asked_group)
    asked.add_argument("--interview", type=_positive, required=True)
    asked.add_argument("--text", required=True)
    asked.add_argument("--topic", default="")
    asked.add_argument("--question", metavar="SLUG")
    asked.add_argument("--grade", choices=GRADES)
    rate = add("rate", commands.rate, "rate yourself on a topic")
    rate.add_argument("topic")
    rate.add_argument("rating", type=int, choices=range(1, 6))
    questions = group("question", "the question bank")
    listed = add("list", commands.question_list, "list questions", questions)
    listed.add_argument("--topic")
    listed.add_argument("--search", default="")
    listed.add_argument("--limit", type=_positive, default=50)
    show = add("show", commands.question_show, "everything of one question", questions)
    show.add_argument("slug")


def _add_exchange(add: Any, group: Any) -> None:
    into = group("import", "files from elsewhere")
    pack = add("questions", commands.import_questions, "take a pack of questions in", into)
    pack.add_argument("path", type=Path, metavar="FILE")
    pack.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
    out = group("export", "files for elsewhere")
    mine = add("questions", commands.export_questions, "write the questions of your own as a pack", out)
    mine.add_argument("path", type=Path, metavar="PATH")
    mine.add_argument("--force", action="store_true", help="replace a file of this name")


def _add_data(add: Any) -> None:
    backup = add("backup", commands.backup, "write a verified backup (or list them: backup list)")
    backup.add_argument("path", nargs="?")
    restore = add("restore", commands.restore, "put a backup in place of the data; what was there is kept")
    restore.add_argument("path", type=Path)
    add("check", commands.check, "integrity, foreign keys and logical repairs, with counts")


def _show(result: Any, *, as_json: bool) -> None:
    document = plain(result)
    if as_json:
        text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2)
        # a terminal or pipe of another encoding, or half a character from a file: escapes say the same in JSON
        print(text if _fits(text) else json.dumps(document, allow_nan=False, indent=2))
        return
    for row in document if isinstance(document, list) else [document]:
        text = _visible("  ".join(f"{key}={_word(value)}" for key, value in row.items()))
        print(text if _fits(text) else text.encode("ascii", "backslashreplace").decode())


def _fits(text: str) -> bool:
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _word(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.3g}"
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return "-" if value in (None, "") else str(value)


def _visible(text: str) -> str:
    """Control characters written out, so that text from outside cannot steer the terminal."""
    return "".join(repr(char)[1:-1] if unicodedata.category(char) == "Cc" else char for char in text)


def _instant(text: str) -> datetime:
    wanted = "a time with an offset, such as 2026-12-01T09:00:00Z"
    value = _parsed(text, wanted)
    return value if value.tzinfo is not None else _refuse(wanted)


def _clock_time(text: str) -> datetime:
    try:
        return check_instant(_instant(text))
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _local(text: str) -> datetime:
    wanted = "a date and time, such as 2026-12-03T14:00"
    return _refuse(wanted) if _is_day(text) else _parsed(text, wanted)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _parsed(text: str, wanted: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        _refuse(wanted)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        _refuse("a day, such as 2026-12-03")


def _positive(text: str) -> int:
    if not text.isdecimal() or len(text) > 18 or not int(text):
        _refuse("a number from 1 on")
    return int(text)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) > MOST_AHEAD:
        _refuse(f"a number from 0 to {MOST_AHEAD}")
    return int(text)


def _refuse(wanted: str) -> NoReturn:
    raise argparse.ArgumentTypeError(f"give {wanted}")
