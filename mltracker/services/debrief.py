"""Use cases after an interview: log what was asked line by line, finish, and see what it changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mltracker.domain.changes import Change
from mltracker.domain.errors import InvalidInput, InvalidMove
from mltracker.domain.interviews import AskedDraft, AskedRow, DebriefDraft, InterviewRow
from mltracker.domain.limits import LONG
from mltracker.domain.questions import QuestionDraft
from mltracker.services import catalog, learning, practice, scorecards
from mltracker.services.context import Context
from mltracker.services.recommendations import freeze_started
from mltracker.store import checklists as checklist_store
from mltracker.store import debriefs as store
from mltracker.store import interviews as interview_store
from mltracker.store import practice as practice_store
from mltracker.store import questions as question_store
from mltracker.store.engine import Session

CHANGED = Change.INTERVIEWS | Change.PRACTICE | Change.QUESTIONS
_NUMBERING = re.compile(r"^\s*(?:[-*•·–—]|\(?\d{1,3}[.):]|[Qq]\d{0,3}\s*[.:)])\s*")
_SPEAKER = re.compile(r"^\s*(?:interviewer|them|they|host)\s*:\s*", re.IGNORECASE)
_OTHER_SPEAKER = re.compile(r"^\s*(?:me|i|candidate|you)\s*:\s*", re.IGNORECASE)
_LONGEST_LINE = 600
_MOST_LINES = 100


@dataclass(frozen=True, slots=True)
class DebriefSummary:
    """What a debrief showed: how many were expected, which nobody saw coming, and what it does to coming interviews.

    `practiced` more were known without having been expected; `in_vain` were expected and prepared but not asked.
    `tonight` holds those topics of the unforeseen that tonight's plan is about.
    """

    interview: InterviewRow
    asked: int
    expected: int
    practiced: int
    in_vain: int
    unforeseen: tuple[AskedRow, ...]
    tonight: frozenset[str]
    changes: tuple[practice.InterviewChange, ...]


def log(ctx: Context, interview_id: int, draft: AskedDraft) -> tuple[AskedRow, Change]:
    """Keep one line. Without a topic the best suggestion is taken; a graded line is one attempt of the interview.

    What was predicted for it is taken from the log cut at the interview's start, alike for all lines of one debrief.
    """
    row, at = _begun(ctx, interview_id)
    topic = _topic_for(ctx, draft)
    freeze_started(ctx)
    with ctx.write("Note a question") as session:
        question_id = draft.question_id
        if question_id is not None:
            question_store.load(session, question_id)
        elif draft.keep_as_question:
            question_id = question_store.insert(
                session, QuestionDraft.make(prompt=draft.text, topic=topic), "asked"
            )
        prediction = learning.learner_before(ctx, session, at).prediction(draft.question_id, topic)
        values = {
            "interview_id": row.id,
            "question_id": question_id,
            "topic_id": interview_store.topic_ids(session, [topic])[0],
            "predicted": prediction.predicted,
            "predicted_shift": prediction.predicted_shift,
            **_words(draft),
        }
        asked_id = store.insert(session, values)
        _grade(ctx, session, asked_id, at)
        return _row(session, row.id, asked_id), CHANGED


def change(ctx: Context, asked_id: int, draft: AskedDraft) -> tuple[AskedRow, Change]:
    """Correct a line: its words, topic, twin or grade; the stored prediction of its question stays history."""
    topic = _topic_for(ctx, draft)
    with ctx.write("Change a question") as session:
        line = store.load(session, asked_id)
        at = _start(interview_store.row(session, line.interview_id), ctx)
        before = line.question_id
        if before != draft.question_id:
            prediction = learning.learner_before(ctx, session, at).prediction(draft.question_id, topic)
            line.predicted, line.predicted_shift = prediction.predicted, prediction.predicted_shift
        line.question_id = draft.question_id
        line.topic_id = interview_store.topic_ids(session, [topic])[0]
        for name, value in _words(draft).items():
            setattr(line, name, value)
        session.flush()
        _grade(ctx, session, asked_id, at)
        learning.remember(ctx, session, [key for key in (before, draft.question_id) if key is not None])
        return _row(session, line.interview_id, asked_id), CHANGED


def remove(ctx: Context, asked_id: int) -> tuple[int, Change]:
    """Take a line out, with its attempt."""
    with ctx.write("Remove a question") as session:
        line = store.load(session, asked_id)
        question_id = line.question_id
        attempt = store.attempt_of(session, asked_id)
        if attempt is not None:
            session.delete(attempt)
            session.flush()
        session.delete(line)
        session.flush()
        if question_id is not None:
            learning.remember(ctx, session, [question_id])
        return asked_id, CHANGED


def finish(ctx: Context, interview_id: int, draft: DebriefDraft) -> tuple[DebriefSummary, Change]:
    """Close the debrief: feeling, result, when they will reply; the round has taken place."""
    row, _ = _begun(ctx, interview_id)
    freeze_started(ctx)
    with ctx.write(f"Debrief {row.company}") as session:
        interview_store.set_outcome(
            session,
            interview_id,
            status="done",
            result=draft.result,
            feeling=draft.feeling,
            notes=draft.notes,
            reply_expected_on=draft.reply_expected_on,
            debriefed_at=ctx.clock(),
        )
        slugs = catalog.automatic_items().get("debriefed", ())
        checklist_store.tick_auto(session, interview_id, slugs, ctx.clock())
    return summary(ctx, interview_id), CHANGED | Change.CHECKLISTS | Change.APPLICATIONS


def summary(ctx: Context, interview_id: int) -> DebriefSummary:
    """What was expected of what was asked, and readiness for coming interviews without and with this debrief."""
    score = scorecards.for_interview(ctx, interview_id)
    with ctx.read() as session:
        row = interview_store.row(session, interview_id)
        lines = store.asked(session, interview_id)
        before = learning.learner_without(ctx, session, store.attempts_of(session, interview_id))
        changes = practice.changes_from(ctx, session, before, untold=interview_id)
    kinds = score.lines if score is not None else ("unforeseen",) * len(lines)
    unforeseen = tuple(line for line, kind in zip(lines, kinds, strict=True) if kind == "unforeseen")
    topics = {line.topic for line in unforeseen}
    return DebriefSummary(
        row,
        len(lines),
        kinds.count("recommended"),
        kinds.count("practiced"),
        0 if score is None else len(score.in_vain),
        unforeseen,
        frozenset(topics & practice.tonight_topics(ctx)) if topics else frozenset(),
        changes,
    )


def split_lines(text: str) -> list[str]:
    """The questions in a pasted list or transcript: one a line, without bullets, numbers and speakers.

    In a transcript with speakers only what the interviewer says counts; lines that ask nothing are left out there.
    """
    lines = [line.strip() for line in text[:LONG].splitlines() if line.strip()]
    transcript = any(_SPEAKER.match(line) for line in lines)
    found: dict[str, None] = {}
    for line in lines:
        if transcript and (not _SPEAKER.match(line) or _OTHER_SPEAKER.match(line)):
            continue
        words = _NUMBERING.sub("", _SPEAKER.sub("", line)).strip()
        asks = not transcript or "?" in words or len(words.split()) >= 4
        if len(words) >= 3 and asks:
            found.setdefault(words[:_LONGEST_LINE])
    return list(found)[:_MOST_LINES]


def _begun(ctx: Context, interview_id: int) -> tuple[InterviewRow, datetime]:
    with ctx.read() as session:
        row = interview_store.row(session, interview_id)
    at = _start(row, ctx)
    if at > ctx.clock():
        raise InvalidMove("This interview has not begun yet; what they asked can be noted once it has.")
    return row, at


def _start(row: InterviewRow, ctx: Context) -> datetime:
    """When what was asked was asked: the start, for a take-home the day it came (its questions were known then)."""
    return (
        row.starts_at
        or row.received_at
        or (row.due_at if row.due_at and row.due_at <= ctx.clock() else ctx.clock())
    )


def _topic_for(ctx: Context, draft: AskedDraft) -> str:
    if draft.topic:
        if draft.topic not in catalog.topics().by_slug:
            raise InvalidInput({"topic": f"There is no topic '{draft.topic[:60]}'."})
        return draft.topic
    if draft.question_id is not None:
        with ctx.read() as session:
            return question_store.row(session, draft.question_id).topic
    from mltracker.services import matching

    return matching.match(ctx, draft.text).topics[0].slug


def _grade(ctx: Context, session: Session, asked_id: int, at: datetime) -> None:
    """A graded line has exactly one attempt; a line without a grade has none."""
    line = store.load(session, asked_id)
    attempt = store.attempt_of(session, asked_id)
    if line.grade is None:
        if attempt is not None:
            session.delete(attempt)
            session.flush()
        return
    learner = learning.learner_before(ctx, session, at)
    values: dict[str, Any] = {
        "topic_id": line.topic_id,
        "question_id": line.question_id,
        "asked_question_id": asked_id,
        "source": "interview",
        "grade": line.grade,
        "answered_at": at,
        "answer_text": line.my_answer,
        "predicted": line.predicted,
        "predicted_shift": line.predicted_shift,
        "model_version": practice.MODEL_VERSION,
    }
    if attempt is None:
        topic = store.topic_of(session, asked_id)
        values["recall_before"] = learner.prediction(line.question_id, topic).recall_before
        practice_store.add_attempt(session, values)
    else:
        for name, value in values.items():
            setattr(attempt, name, value)
        session.flush()
    if line.question_id is not None:
        learning.remember(ctx, session, [line.question_id])


def _words(draft: AskedDraft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in ("text", "grade", "my_answer", "depth")}


def _row(session: Session, interview_id: int, asked_id: int) -> AskedRow:
    return next(row for row in store.asked(session, interview_id) if row.id == asked_id)
