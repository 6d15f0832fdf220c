"""The command line: every use case without a display, for scripts, backups and tests. Never imports Qt.

Exit 0 done, 1 a stated problem (one line on stderr, nothing written), 2 wrong usage. With --json one document on stdout.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NoReturn

from mltracker import __version__, paths
from mltracker.domain.applications import CLOSING_OUTCOMES, ROLE_FAMILIES, ApplicationDraft, ApplicationRow
from mltracker.domain.errors import InvalidInput, UserError
from mltracker.domain.interviews import ROUND_KINDS, AskedDraft, InterviewDraft, InterviewRow, local_to_utc
from mltracker.domain.plain import plain, subset
from mltracker.domain.questions import GRADES, QuestionFilter
from mltracker.services.context import Context, open_context

Command = Callable[[argparse.Namespace], Any]
READ, WRITE = "read", "write"


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args(argv)
    try:
        _show(options.command(options), as_json=getattr(options, "json", False))
    except UserError as error:
        print(f"mltracker: {' '.join(str(error).split())}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    # SUPPRESS: an option given before the command must not be erased by the copy after it
    common.add_argument("--data-dir", type=Path, default=argparse.SUPPRESS, help="the folder with the data")
    common.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help="print one JSON document"
    )
    common.add_argument(
        "--now", type=_instant, default=argparse.SUPPRESS, help="set the clock: 2026-12-01T09:00:00Z"
    )
    parser = argparse.ArgumentParser(prog="mltracker-cli", description=__doc__, parents=[common])
    parser.add_argument("--version", action="version", version=f"mltracker {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: Command, text: str, into: Any = commands) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = into.add_parser(name, help=text, description=text, parents=[common])
        made.set_defaults(command=run)
        return made

    def group(name: str, text: str) -> Any:
        made = commands.add_parser(name, help=text, description=text, parents=[common])
        return made.add_subparsers(required=True, metavar="ACTION")

    add("demo", _demo, "fill an empty data folder with the sample search")
    _add_applications(add, group("application", "applications and their stages"))
    _add_interviews(add, group("interview", "interview rounds"))
    _add_engine(add)
    _add_practice(add, group)
    _add_data(add)
    return parser


def _add_applications(add: Any, into: Any) -> None:
    new = add("add", _application_add, "add an application", into)
    new.add_argument("--company", required=True)
    new.add_argument("--role", required=True)
    new.add_argument("--role-family", choices=ROLE_FAMILIES)
    new.add_argument("--stage", help="a stage's name or kind")
    new.add_argument("--applied-on", type=_day)
    new.add_argument("--source", default="")
    new.add_argument("--url", default="")
    new.add_argument("--posting-file", help="a file with the posting's text, - for standard input")
    listed = add("list", _application_list, "list applications", into)
    listed.add_argument("--active", action="store_true", help="only live ones")
    move = add("move", _application_move, "move along the pipeline", into)
    move.add_argument("id", type=_positive)
    move.add_argument("stage")
    close = add("close", _application_close, "close with an outcome", into)
    close.add_argument("id", type=_positive)
    close.add_argument("outcome", choices=CLOSING_OUTCOMES)


def _add_interviews(add: Any, into: Any) -> None:
    new = add("add", _interview_add, "book a round", into)
    new.add_argument("--application", type=_positive, required=True)
    new.add_argument("--round", choices=ROUND_KINDS, required=True)
    new.add_argument("--starts", type=_local, required=True, help="2026-12-03T14:00, an offset is allowed")
    new.add_argument("--zone", default="UTC", help="such as America/New_York")
    new.add_argument("--minutes", type=int)
    add("list", _interview_list, "list interviews", into)
    result = add("result", _interview_result, "note how a round ended", into)
    result.add_argument("id", type=_positive)
    result.add_argument("result", choices=("passed", "failed"))


def _add_engine(add: Any) -> None:
    agenda = add("agenda", _agenda, "coming interviews with readiness and open checklist items")
    agenda.add_argument("--days", type=_positive, default=14)
    recommend = add("recommend", _recommend, "the questions most worth practicing for an interview")
    recommend.add_argument("--interview", type=_positive, required=True)
    recommend.add_argument("--minutes", type=_positive, default=20)
    readiness = add("readiness", _readiness, "how ready you are, with an interval")
    readiness.add_argument("--interview", type=_positive)
    readiness.add_argument("--on", type=_day, help="as of this day")
    topics = add("topics", _topics, "what a posting says will be asked")
    topics.add_argument("--posting", required=True, help="a file, - for standard input")
    topics.add_argument("--round", choices=ROUND_KINDS)
    topics.add_argument("--role-family", choices=ROLE_FAMILIES)
    match = add("match", _match, "topics and near-duplicates of a typed question")
    match.add_argument("--text", required=True)
    match.add_argument("--bank", type=Path, help='match lines of {"slug", "prompt"}, not the own bank')
    add("insights", _insights, "funnel, response rates, prediction scorecard, calibration")


def _add_practice(add: Any, group: Any) -> None:
    attempts = group("attempt", "practiced answers")
    attempt = add("add", _attempt_add, "log a practiced answer", attempts)
    attempt.add_argument("--question", required=True, metavar="SLUG")
    attempt.add_argument("--grade", choices=GRADES, required=True)
    attempt.add_argument("--at", type=_instant, help="when it was given, if not now")
    asked_group = group("asked", "questions met in interviews")
    asked = add("add", _asked_add, "log a question that was asked", asked_group)
    asked.add_argument("--interview", type=_positive, required=True)
    asked.add_argument("--text", required=True)
    asked.add_argument("--topic", default="")
    asked.add_argument("--question", metavar="SLUG")
    asked.add_argument("--grade", choices=GRADES)
    rate = add("rate", _rate, "rate yourself on a topic")
    rate.add_argument("topic")
    rate.add_argument("rating", type=int, choices=range(1, 6))
    questions = group("question", "the question bank")
    listed = add("list", _question_list, "list questions", questions)
    listed.add_argument("--topic")
    listed.add_argument("--search", default="")
    listed.add_argument("--limit", type=_positive, default=50)
    show = add("show", _question_show, "everything of one question", questions)
    show.add_argument("slug")


def _add_data(add: Any) -> None:
    backup = add("backup", _backup, "write a verified backup (or list them: backup list)")
    backup.add_argument("path", nargs="?")
    restore = add("restore", _restore, "put a backup in place of the data; what was there is kept")
    restore.add_argument("path", type=Path)
    add("check", _check, "integrity, foreign keys and logical repairs, with counts")


@contextmanager
def _context(options: argparse.Namespace, mode: str = READ) -> Iterator[Context]:
    def clock() -> datetime:
        return _now(options)

    ctx = open_context(_folder(options), clock, mode)  # type: ignore[arg-type]
    try:
        yield ctx
    finally:
        ctx.close()


def _now(options: argparse.Namespace) -> datetime:
    return getattr(options, "now", None) or datetime.now(UTC)


def _folder(options: argparse.Namespace) -> Path:
    return getattr(options, "data_dir", None) or paths.data_dir()


def _demo(options: argparse.Namespace) -> Any:
    from mltracker.services import sample

    folder = _folder(options)
    if paths.database(folder).exists():
        raise UserError(f"There is data in {folder} already; the sample goes into a folder of its own.")
    with _context(options, WRITE) as ctx:
        return sample.fill(ctx)


def _application_add(options: argparse.Namespace) -> Any:
    from mltracker.services import applications, postings

    text = _read_text(options.posting_file) if options.posting_file else ""
    family = options.role_family or postings.role_family(f"{options.role}\n{text}")
    with _context(options, WRITE) as ctx:
        draft = ApplicationDraft.make(
            company=options.company,
            role_title=options.role,
            role_family=family,
            applied_on=options.applied_on,
            source=options.source,
            posting_url=options.url,
            posting_text=text,
        )
        same = [
            d
            for d in applications.duplicates(ctx, draft.company, draft.role_title, draft.posting_url)
            if d.reason != "same company"
        ]
        if same:
            print(
                f"Note: application {same[0].application_id} looks the same ({same[0].reason}).",
                file=sys.stderr,
            )
        return _application(applications.add(ctx, draft, stage=options.stage)[0])


def _application_list(options: argparse.Namespace) -> Any:
    from mltracker.services import applications

    with _context(options) as ctx:
        wanted = applications.LIVE if options.active else applications.EVERYTHING
        return [_application(row) for row in applications.rows(ctx, wanted)]


def _application_move(options: argparse.Namespace) -> Any:
    from mltracker.services import applications

    with _context(options, WRITE) as ctx:
        return _application(applications.move_stage(ctx, options.id, options.stage)[0])


def _application_close(options: argparse.Namespace) -> Any:
    from mltracker.services import applications

    with _context(options, WRITE) as ctx:
        return _application(applications.close(ctx, options.id, options.outcome)[0])


def _interview_add(options: argparse.Namespace) -> Any:
    from mltracker.services import catalog, interviews

    starts_at = local_to_utc("starts", options.starts, options.zone)
    with _context(options, WRITE) as ctx:
        draft = InterviewDraft.make(
            application_id=options.application,
            round_kind=options.round,
            starts_at=starts_at,
            zone=options.zone,
            minutes=catalog.rounds().by_kind[options.round].minutes
            if options.minutes is None
            else options.minutes,
        )
        for other in interviews.clashes(ctx, starts_at, draft.minutes):
            print(f"Note: interview {other.id} ({other.company}) is at the same time.", file=sys.stderr)
        return _interview(interviews.add(ctx, draft)[0])


def _interview_list(options: argparse.Namespace) -> Any:
    from mltracker.services import interviews

    with _context(options) as ctx:
        return [_interview(row) for row in interviews.rows(ctx)]


def _interview_result(options: argparse.Namespace) -> Any:
    from mltracker.services import interviews

    with _context(options, WRITE) as ctx:
        return _interview(interviews.set_result(ctx, options.id, options.result)[0])


def _agenda(options: argparse.Namespace) -> Any:
    from mltracker.services import checklists, interviews, readiness

    with _context(options) as ctx:
        coming = interviews.coming(ctx, options.days)
        ready = readiness.for_interviews(ctx, [row.id for row in coming])
        now = ctx.clock()
        return [
            {
                "interview": _interview(row),
                "company": row.company,
                "role": row.role_title,
                "readiness": subset(ready[row.id], "mean", "low", "high", "label"),
                "checklist": [
                    {"text": item.text, "due": item.due_at, "overdue": item.is_overdue(now)}
                    for item in checklists.items(ctx, row.id)
                    if item.done_at is None
                ],
            }
            for row in coming
        ]


def _recommend(options: argparse.Namespace) -> Any:
    from mltracker.services import recommendations

    with _context(options) as ctx:
        return recommendations.for_interview(ctx, options.interview, minutes=options.minutes)


def _readiness(options: argparse.Namespace) -> Any:
    from mltracker.services import readiness

    with _context(options) as ctx:
        return readiness.summary(ctx, interview_id=options.interview, on=options.on)


def _topics(options: argparse.Namespace) -> Any:
    from mltracker.services import postings

    text = _read_text(options.posting)
    reading = postings.read(text, _now(options), round_kind=options.round, role_family=options.role_family)
    return {
        "role_family": reading.role_family,
        "topics": [subset(topic, "slug", "probability", "detected", "phrases") for topic in reading.topics],
    }


def _match(options: argparse.Namespace) -> Any:
    from mltracker.services import matching

    if options.bank is not None:
        bank = matching.parse_bank(_read_text(str(options.bank)))
        return matching.match_against(options.text, bank)
    with _context(options) as ctx:
        return matching.match(ctx, options.text)


def _insights(options: argparse.Namespace) -> Any:
    from mltracker.services import insights

    with _context(options) as ctx:
        return insights.insights(ctx)


def _attempt_add(options: argparse.Namespace) -> Any:
    from mltracker.services import practice

    with _context(options, WRITE) as ctx:
        row, _ = practice.add_attempt(ctx, options.question, options.grade, at=options.at)
        return {"id": row.id, "question": row.question_slug or row.question_id} | subset(
            row, "topic", "grade", "answered_at", "predicted"
        )


def _asked_add(options: argparse.Namespace) -> Any:
    from mltracker.services import debrief, questions

    with _context(options, WRITE) as ctx:
        twin = questions.by_slug(ctx, options.question).row.id if options.question else None
        draft = AskedDraft.make(text=options.text, topic=options.topic, question_id=twin, grade=options.grade)
        row, _ = debrief.log(ctx, options.interview, draft)
        found = subset(row, "id", "interview_id", "text", "topic", "grade", "predicted")
        return found | {"question": row.question_slug or row.question_id}


def _rate(options: argparse.Namespace) -> Any:
    from mltracker.services import readiness

    with _context(options, WRITE) as ctx:
        rated_at = ctx.clock()
        readiness.rate(ctx, options.topic, options.rating)
        return {"topic": options.topic, "rating": options.rating, "rated_at": rated_at}


def _question_list(options: argparse.Namespace) -> Any:
    from mltracker.services import catalog, questions

    if options.topic is not None and options.topic not in catalog.topics().by_slug:
        raise InvalidInput({"topic": f"There is no topic '{options.topic}'."})
    wanted = QuestionFilter(text=options.search, topics=frozenset([options.topic] if options.topic else ()))
    with _context(options) as ctx:
        page = questions.search(ctx, wanted, limit=options.limit)
    names = ("slug", "prompt", "topic", "kind", "difficulty", "minutes", "origin")
    return [{"id": row.id} | subset(row, *names) for row in page.rows]


def _question_show(options: argparse.Namespace) -> Any:
    from mltracker.services import questions

    with _context(options) as ctx:
        whole = plain(questions.by_slug(ctx, options.slug))
    return whole.pop("row") | whole


def _backup(options: argparse.Namespace) -> Any:
    from mltracker.services import backups

    if options.path == "list":
        with _context(options) as ctx:
            return backups.listed(ctx)
    with _context(options) as ctx:
        return backups.create(ctx, options.path and Path(options.path))


def _restore(options: argparse.Namespace) -> Any:
    from mltracker.services import backups

    return backups.restore(_folder(options), options.path, _now(options))


def _check(options: argparse.Namespace) -> Any:
    from mltracker.services import backups

    with _context(options, WRITE) as ctx:
        return backups.check(ctx)


def _application(row: ApplicationRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "company": row.company,
        "role": row.role_title,
        "role_family": row.role_family,
        "stage": row.stage_kind,
        "stage_name": row.stage,
        "furthest_stage": row.furthest_kind,
        "outcome": row.outcome,
        "applied_on": row.applied_on,
        "url": row.posting_url,
    }


def _interview(row: InterviewRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "application_id": row.application_id,
        "round": row.round_kind,
        "starts_utc": row.starts_at,
        "due_utc": row.due_at,
        **subset(row, "zone", "minutes", "status", "result"),
    }


def _show(result: Any, *, as_json: bool) -> None:
    document = plain(result)
    if as_json:
        print(json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2))
        return
    for row in document if isinstance(document, list) else [document]:
        print(
            "  ".join(f"{key}={_word(value)}" for key, value in row.items()) if isinstance(row, dict) else row
        )


def _word(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.3g}"
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return "-" if value in (None, "") else str(value)


def _read_text(name: str) -> str:
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise UserError(f"{name} cannot be read: {error.strerror}.") from None
    # a posting saved by hand may hold anything; what cannot be decoded must not stop the rest from being read
    return data.decode("utf-8-sig", errors="replace").replace("\x00", " ")


def _instant(text: str) -> datetime:
    value = _parsed(text, "a time with an offset, such as 2026-12-01T09:00:00Z")
    if value.tzinfo is None:
        _refuse("a time with an offset, such as 2026-12-01T09:00:00Z")
    return value.astimezone(UTC)


def _local(text: str) -> datetime:
    return _parsed(text, "a date and time, such as 2026-12-03T14:00")


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


def _refuse(wanted: str) -> NoReturn:
    raise argparse.ArgumentTypeError(f"give {wanted}")
