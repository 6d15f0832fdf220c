"""What each command does: read the options, call a use case, return rows for `cli` to print. Never imports Qt."""

from __future__ import annotations

import argparse
import codecs
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mltracker import paths
from mltracker.domain.applications import ApplicationDraft, ApplicationRow
from mltracker.domain.drafts import day_field
from mltracker.domain.errors import InvalidInput, UserError
from mltracker.domain.interviews import AskedDraft, InterviewDraft, InterviewRow, local_to_utc
from mltracker.domain.plain import plain, subset
from mltracker.domain.questions import QuestionFilter
from mltracker.services.context import Context, Mode, open_context


def demo(options: argparse.Namespace) -> Any:
    """Fill a folder without data with the sample search; returns how much of what there is. Any other folder is refused."""
    from mltracker.services import sample

    folder = options.data_dir
    if os.path.lexists(paths.database(folder)):
        raise UserError(f"There is data in {folder} already; the sample goes into a folder of its own.")
    with _context(options, "write") as ctx:
        return sample.fill(ctx)


def application_add(options: argparse.Namespace) -> Any:
    """Keep an application and note what it may repeat; returns its row."""
    from mltracker.services import applications, postings

    text = _read_text(options.posting_file) if options.posting_file else ""
    family = options.role_family or postings.role_family(f"{options.role}\n{text}")
    with _context(options, "write") as ctx:
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
            options.notes.append(f"Application {same[0].application_id} looks the same ({same[0].reason}).")
        return _application(applications.add(ctx, draft, stage=options.stage)[0])


def application_list(options: argparse.Namespace) -> Any:
    """Every application, or only the live ones."""
    from mltracker.services import applications

    with _context(options) as ctx:
        wanted = applications.LIVE if options.active else applications.EVERYTHING
        return [_application(row) for row in applications.rows(ctx, wanted)]


def application_move(options: argparse.Namespace) -> Any:
    """Move an application to a stage by name or kind; returns its row."""
    from mltracker.services import applications

    with _context(options, "write") as ctx:
        return _application(applications.move_stage(ctx, options.id, options.stage)[0])


def application_close(options: argparse.Namespace) -> Any:
    """Close an application with an outcome; returns its row."""
    from mltracker.services import applications

    with _context(options, "write") as ctx:
        return _application(applications.close(ctx, options.id, options.outcome)[0])


def interview_add(options: argparse.Namespace) -> Any:
    """Book a round at a local time, noting what it clashes with; returns its row."""
    from mltracker.services import catalog, interviews

    starts_at = local_to_utc("starts", options.starts, options.zone)
    with _context(options, "write") as ctx:
        draft = InterviewDraft.make(
            application_id=options.application,
            round_kind=options.round,
            starts_at=starts_at,
            zone=options.zone,
            minutes=catalog.rounds().by_kind[options.round].minutes
            if options.minutes is None
            else options.minutes,
        )
        for other in interviews.clashes(interviews.taken(ctx), starts_at, draft.minutes):
            options.notes.append(f"Interview {other.id} ({other.company}) is at the same time.")
        return _interview(interviews.add(ctx, draft)[0])


def interview_list(options: argparse.Namespace) -> Any:
    """Every interview, soonest first."""
    from mltracker.services import interviews

    with _context(options) as ctx:
        return [_interview(row) for row in interviews.rows(ctx)]


def interview_result(options: argparse.Namespace) -> Any:
    """Note how a round ended; returns its row."""
    from mltracker.services import interviews

    with _context(options, "write") as ctx:
        return _interview(interviews.set_result(ctx, options.id, options.result)[0])


def agenda(options: argparse.Namespace) -> Any:
    """Coming rounds with readiness and what is still open on their checklists."""
    from mltracker.services import checklists, interviews, readiness

    with _context(options) as ctx:
        coming = interviews.coming(ctx, options.days)
        ids = [row.id for row in coming]
        ready = readiness.for_interviews(ctx, ids, factors_for=ids)
        now = ctx.clock()
        return [
            {
                "interview": _interview(row),
                "company": row.company,
                "role": row.role_title,
                "readiness": subset(ready[row.id], "mean", "low", "high", "label", "factors"),
                "checklist": [
                    {"text": item.text, "due": item.due_at, "overdue": item.is_overdue(now)}
                    for item in checklists.items(ctx, row.id)
                    if item.done_at is None
                ],
            }
            for row in coming
        ]


def recommend(options: argparse.Namespace) -> Any:
    """The questions most worth practicing for an interview in the minutes there are, best first."""
    from mltracker.services import recommendations

    with _context(options) as ctx:
        return recommendations.for_interview(ctx, options.interview, minutes=options.minutes)


def readiness(options: argparse.Namespace) -> Any:
    """Readiness for an interview or over all, today or on a day between 1990 and 2099, and after some practice."""
    from mltracker.services import what_if

    if options.on is not None:
        day_field("on", options.on)
    with _context(options) as ctx:
        return what_if.summary(ctx, interview_id=options.interview, on=options.on, after=options.after)


def topics(options: argparse.Namespace) -> Any:
    """What a posting says will be asked, most probable first."""
    from mltracker.services import postings

    text = _read_text(options.posting)
    reading = postings.read(text, options.clock(), round_kind=options.round, role_family=options.role_family)
    return {
        "role_family": reading.role_family,
        "topics": [subset(topic, "slug", "probability", "detected", "phrases") for topic in reading.topics],
    }


def match(options: argparse.Namespace) -> Any:
    """Topics and twins of a typed question, in the own bank or a given one."""
    from mltracker.services import matching

    text = AskedDraft.make(text=options.text).text
    if options.bank is not None:
        bank = matching.parse_bank(_read_text(str(options.bank)))
        return matching.match_against(text, bank)
    with _context(options) as ctx:
        return matching.match(ctx, text)


def insights(options: argparse.Namespace) -> Any:
    """The figures of the whole search."""
    from mltracker.services import insights

    with _context(options) as ctx:
        return insights.insights(ctx)


def attempt_add(options: argparse.Namespace) -> Any:
    """Log a practiced answer; returns it with what had been predicted."""
    from mltracker.services import practice

    with _context(options, "write") as ctx:
        row, _ = practice.add_attempt(ctx, options.question, options.grade, at=options.at)
        return {"id": row.id, "question": row.question_slug or row.question_id} | subset(
            row, "topic", "grade", "answered_at", "predicted"
        )


def asked_add(options: argparse.Namespace) -> Any:
    """Log a question of a real interview; returns it with what had been predicted for its start."""
    from mltracker.services import debrief, questions

    with _context(options, "write") as ctx:
        twin = questions.by_slug(ctx, options.question).row.id if options.question else None
        draft = AskedDraft.make(text=options.text, topic=options.topic, question_id=twin, grade=options.grade)
        row, _ = debrief.log(ctx, options.interview, draft)
        found = subset(row, "id", "interview_id", "text", "topic", "grade", "predicted")
        return found | {"question": row.question_slug or row.question_id}


def rate(options: argparse.Namespace) -> Any:
    """Append a self-rating of a topic."""
    from mltracker.services import readiness

    with _context(options, "write") as ctx:
        rated_at = ctx.clock()
        rating, _ = readiness.rate(ctx, options.topic, options.rating)
        return {"topic": options.topic, "rating": rating, "rated_at": rated_at}


def question_list(options: argparse.Namespace) -> Any:
    """Questions of a topic or a search, at most as many as asked for."""
    from mltracker.services import catalog, questions

    if options.topic is not None and options.topic not in catalog.topics().by_slug:
        raise InvalidInput({"topic": f"There is no topic '{options.topic}'."})
    wanted = QuestionFilter(text=options.search, topics=frozenset([options.topic] if options.topic else ()))
    with _context(options) as ctx:
        page = questions.search(ctx, wanted, limit=options.limit)
    names = ("slug", "prompt", "topic", "kind", "difficulty", "minutes", "origin")
    return [{"id": row.id} | subset(row, *names) for row in page.rows]


def question_show(options: argparse.Namespace) -> Any:
    """Every field of one question."""
    from mltracker.services import questions

    with _context(options) as ctx:
        whole = plain(questions.by_slug(ctx, options.slug))
    return whole.pop("row") | whole


def import_questions(options: argparse.Namespace) -> Any:
    """Take a pack of questions in, or with --dry-run say what that would do; counts only where people read them."""
    from mltracker.services import question_packs

    with _context(options, "read" if options.dry_run else "write") as ctx:
        found = question_packs.plan(ctx, options.path)
        if not options.dry_run:
            question_packs.take_in(ctx, found)
    document = question_packs.as_document(found)
    if getattr(options, "json", False):
        return document
    for held in (*found.duplicates, *found.skipped):
        options.notes.append(f"{held.row.slug}: {held.reason}.")
    options.notes.extend(f"{remark.what}: {remark.why}." for remark in found.ask)
    return {key: len(items) for key, items in document.items()}


def export_questions(options: argparse.Namespace) -> Any:
    """Write the questions of one's own as a pack; returns where and how many."""
    from mltracker.services import question_packs

    with _context(options) as ctx:
        written = question_packs.export_mine(ctx, options.path, replace=options.force)
    options.notes.extend(written.left_out)
    return {"path": written.path, "counts": written.counts}


def backup(options: argparse.Namespace) -> Any:
    """Write a verified backup, or list the good ones."""
    from mltracker.services import backups

    if options.path == "list":
        with _context(options) as ctx:
            return backups.listed(ctx)
    with _context(options) as ctx:
        return backups.create(ctx, options.path and Path(options.path))


def restore(options: argparse.Namespace) -> Any:
    """Put a backup in place of the data; what was there is kept."""
    from mltracker.services import backups

    return backups.restore(options.data_dir, options.path, options.clock())


def check(options: argparse.Namespace) -> Any:
    """Check the file, mend what can be derived, and count."""
    from mltracker.services import backups

    with _context(options, "write") as ctx:
        return backups.check(ctx)


@contextmanager
def _context(options: argparse.Namespace, mode: Mode = "read") -> Iterator[Context]:
    ctx = open_context(options.data_dir, options.clock, mode)
    try:
        yield ctx
    finally:
        ctx.close()


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


def _read_text(name: str) -> str:
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise UserError(f"{name} cannot be read: {error.strerror}.") from None
    # a posting saved by hand may hold anything; what cannot be decoded must not stop the rest from being read
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    return data.decode(encoding, errors="replace").replace("\x00", " ")
