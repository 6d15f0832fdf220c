"""The sample search: a made-up four months to look around in, the same every time, relative to today."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from mltracker.domain.applications import ApplicationDraft, ContactDraft, NoteDraft, Outcome, StageRow
from mltracker.domain.bank import Bank
from mltracker.domain.documents import guessed
from mltracker.domain.evidence import AttemptFact, Evidence
from mltracker.domain.interviews import InterviewDraft
from mltracker.domain.learner import Learner
from mltracker.domain.offers import OfferDraft
from mltracker.domain.reminders import morning
from mltracker.domain.stories import StoryDraft
from mltracker.paths import documents as documents_folder
from mltracker.paths import resource
from mltracker.services import applications as application_cases
from mltracker.services import catalog, learning, recommendations
from mltracker.services.context import Context
from mltracker.store import (
    application_tasks,
    applications,
    asks,
    checklists,
    contacts,
    debriefs,
    document_files,
    documents,
    interviewers,
    interviews,
    moves,
    notes,
    offers,
    practice,
    stories,
)
from mltracker.store.engine import Session

_SEED = 20_261_201
BOOKED_AHEAD = timedelta(days=14)


def fill(ctx: Context) -> dict[str, int]:
    """Write the sample search into an empty database; returns how much of what there is."""
    plan = tomllib.loads(resource("sample/search.toml").read_text(encoding="utf-8"))
    with ctx.write("Open the sample search") as session:
        writer = _Writer(ctx, session)
        for item in plan["application"]:
            writer.add_application(item)
        for item in plan["document"]:
            writer.add_document(item)
        for item in plan["interview"]:
            writer.add_interview(item)
        for item in plan["story"]:
            writer.add_story(item)
        writer.answer(plan)
        learning.rebuild_memory(ctx, session)
    # as every start does, which then has nothing to change and reads its first page once
    recommendations.freeze_started(ctx)
    application_cases.archive_old(ctx)
    return writer.counts


class _Writer:
    """Writes the plan; every instant is relative to the day of `now`."""

    def __init__(self, ctx: Context, session: Session) -> None:
        self._session = session
        self._folder = documents_folder(ctx.folder)
        self._zone = ctx.zone or UTC
        self._now = ctx.clock()
        self._today = ctx.today()
        self._random = random.Random(_SEED)  # noqa: S311  (made-up answers, not secrets)
        self._stages: dict[str, StageRow] = {stage.kind: stage for stage in applications.stages(session)}
        self._applications: dict[str, int] = {}
        self._loops: dict[str, int] = {}
        self._interviews: list[tuple[int, dict[str, Any], datetime]] = []
        self.counts = dict.fromkeys(("applications", "interviews", "attempts", "asked", "notes"), 0)

    def add_application(self, item: Mapping[str, Any]) -> None:
        applied = next((day for day, kind in item["steps"] if kind == "applied"), None)
        low, high, currency = item.get("salary", (None, None, ""))
        follow_up, follow_up_note = item.get("follow_up", (None, ""))
        draft = ApplicationDraft.make(
            company=item["company"],
            role_title=item["role"],
            role_family=item["family"],
            priority=item["priority"],
            location=item.get("location", ""),
            work_mode=item.get("work_mode", ""),
            salary_min=low,
            salary_max=high,
            salary_currency=currency,
            source=item["source"],
            posting_url=item["url"],
            posting_text=item.get("posting", ""),
            applied_on=None if applied is None else self._day(applied),
            deadline_on=self._day(item["deadline"]) if "deadline" in item else None,
            follow_up_on=None if follow_up is None else self._day(follow_up),
            follow_up_note=follow_up_note,
        )
        (first_day, first_kind), *later = item["steps"]
        new_id = applications.insert(
            self._session, draft, self._stages[first_kind], self._moment(first_day, 9)
        )
        for day, kind in later:
            self._move(new_id, kind, self._moment(day, 11))
        if "closed" in item:
            day, outcome, note = item["closed"]
            self._move(new_id, "closed", self._moment(day, 16), outcome, note)
        applications.change_tags(self._session, [new_id], item.get("tags", ()), ())
        self._add_notes_and_people(new_id, item)
        self._add_tasks_and_offers(new_id, item)
        self._applications[item["company"]] = new_id
        self.counts["applications"] += 1

    def add_document(self, item: Mapping[str, Any]) -> None:
        """Keep a copy of a shipped file, and note where it went."""
        source = resource("sample/documents") / item["file"]
        copied = document_files.copy_in(source, self._folder, _unheard)
        document_id = documents.insert(self._session, guessed(item["file"]), copied)
        for company, day in item["sent"]:
            application_id = self._applications[company]
            documents.link(self._session, application_id, [document_id])
            documents.set_linked_at(self._session, application_id, document_id, self._moment(day, 10))

    def add_interview(self, item: dict[str, Any]) -> None:
        round_kind = item["round"]
        at = self._local(item["day"], item["at"], item["zone"])
        take_home = round_kind == "take-home"
        draft = InterviewDraft.make(
            application_id=self._applications[item["company"]],
            round_kind=round_kind,
            zone=item["zone"],
            minutes=catalog.rounds().by_kind[round_kind].minutes,
            starts_at=None if take_home else at,
            received_at=self._moment(item["received"], 9) if take_home else None,
            due_at=at if take_home else None,
            format=item.get("format", "async" if take_home else "video"),
            audience=item.get("audience"),
            meeting_url=item.get("url", ""),
            topics=tuple(item.get("told", ())),
            loop_id=self._loops.get(item.get("loop", "")),
            reply_expected_on=self._day(item["day"] + item["reply_in"]) if "reply_in" in item else None,
        )
        asking = interviewers.named(self._session, draft.application_id, item.get("who", ()))
        new_id = interviews.insert(
            self._session,
            draft.changed(contacts=asking),
            f"{uuid5(NAMESPACE_URL, item['company'] + round_kind)}@mltracker",
        )
        if "loop" in item and item["loop"] not in self._loops:
            self._loops[item["loop"]] = new_id
            interviews.load(self._session, new_id).loop_id = new_id
        checklists.fill(self._session, new_id)
        self._prepare(new_id, item, at)
        self._interviews.append((new_id, item, at))
        self.counts["interviews"] += 1

    def add_story(self, item: Mapping[str, Any]) -> None:
        """Write a story, with what it answers and who has heard it."""
        named = {key: value for key, value in item.items() if key not in ("answers", "told")}
        story = stories.insert(self._session, StoryDraft.make(**named))
        ids = {row.slug: row.id for row in practice.bank(self._session)}
        stories.link(self._session, story, [ids[slug] for slug in item["answers"]])
        for company, round_kind in item.get("told", ()):
            heard = next(
                interview_id
                for interview_id, held, _ in self._interviews
                if (held["company"], held["round"]) == (company, round_kind)
            )
            stories.tell(self._session, story, heard)

    def answer(self, plan: Mapping[str, Any]) -> None:
        """Log practiced and asked questions in the order they happened, each with its prediction from the log before it."""
        bank = Bank.of(learning.fact_of(row) for row in practice.bank(self._session))
        topic_ids = dict(
            zip(
                catalog.topics().by_slug,
                interviews.topic_ids(self._session, list(catalog.topics().by_slug)),
                strict=True,
            )
        )
        events = sorted(
            [*self._practiced(plan["practice"]), *self._asked()], key=lambda event: event["answered_at"]
        )
        evidence = Evidence()
        for event in events:
            at, topic = event["answered_at"], event["topic"]
            asked_at = event.get("asked_at", at)
            prediction = Learner.at(asked_at, evidence, {}, bank).prediction(event["question_id"], topic)
            values = {
                "topic_id": topic_ids[topic],
                "question_id": event["question_id"],
                "session_id": event.get("session_id"),
                "source": event["source"],
                "grade": event["grade"],
                "answered_at": at,
                "seconds": event.get("seconds", 0),
                "predicted": prediction.predicted,
                "predicted_shift": prediction.predicted_shift,
                "recall_before": prediction.recall_before,
                "model_version": 1,
            }
            if event["source"] == "interview":
                values["asked_question_id"] = self._log_asked(event, values)
            new_id = practice.add_attempt(self._session, values)
            fact = AttemptFact(
                new_id,
                topic,
                event["question_id"],
                event["grade"],
                at,
                event["source"],
                prediction.predicted,
            )
            evidence = evidence.extended(fact)
            self.counts["attempts"] += 1

    def _practiced(self, plan: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        questions = [row for row in practice.bank(self._session) if row.complete and row.part_of_id is None]
        by_topic: dict[str, list[practice.BankRecord]] = {}
        for row in questions:
            by_topic.setdefault(row.topic, []).append(row)
        weights = {slug: 3.0 if slug in plan["skill"] else 0.5 for slug in by_topic}
        days = plan["days"]
        for index, day in enumerate(days):
            count = plan["answers"] // len(days) + (index < plan["answers"] % len(days))
            starts = self._moment(day, 19)
            ends = starts + timedelta(minutes=4 * count)
            session_id = practice.start_session(
                self._session,
                {"mode": "tonight", "budget_minutes": 20, "started_at": starts, "ended_at": ends},
            )
            for number in range(count):
                topic = self._random.choices(list(weights), list(weights.values()))[0]
                row = self._random.choice(by_topic[topic])
                yield {
                    "answered_at": starts + timedelta(minutes=4 * number + 3),
                    "topic": topic,
                    "question_id": row.id,
                    "session_id": session_id,
                    "source": "practice",
                    "grade": self._grade(plan["skill"].get(topic, plan["usual"])),
                    "seconds": self._random.randint(90, 300),
                }

    def _asked(self) -> Iterator[dict[str, Any]]:
        twins = {row.slug: row.id for row in practice.bank(self._session)}
        for interview_id, item, at in self._interviews:
            ends = at + timedelta(minutes=catalog.rounds().by_kind[item["round"]].minutes)
            for topic, grade, text, *twin in item.get("asked", ()):
                yield {
                    "answered_at": at,
                    "topic": topic,
                    "question_id": twins[twin[0]] if twin else None,
                    "source": "interview",
                    "grade": grade,
                    "text": text,
                    "interview_id": interview_id,
                    "ends": ends,
                }

    def _log_asked(self, event: Mapping[str, Any], values: Mapping[str, Any]) -> int:
        self.counts["asked"] += 1
        line = {name: event[name] for name in ("interview_id", "question_id", "text", "grade")}
        line |= {name: values[name] for name in ("topic_id", "predicted", "predicted_shift")}
        return debriefs.insert(self._session, {**line, "source": "recall"})

    def _grade(self, skill: float) -> str:
        luck = self._random.random()
        if luck < skill:
            return "easy" if luck < skill * 0.25 else "good"
        return "hard" if luck < skill + (1 - skill) * 0.6 else "again"

    def _prepare(self, interview_id: int, item: Mapping[str, Any], at: datetime) -> None:
        over = at < self._now
        bank = asks.bank(self._session)
        for category, words, flag in item.get("asks", ()):
            question = next(row for row in bank if row.category == category)
            planned = asks.load_planned(self._session, asks.plan(self._session, interview_id, question.id))
            planned.answer, planned.flag, planned.asked_at = words, flag, at
        for category in item.get("plan", ()):
            asks.plan(self._session, interview_id, next(row.id for row in bank if row.category == category))
        items = checklists.items(self._session, interview_id)
        for row in items:  # the round was booked in good time
            checklists.load(self._session, row.id).created_at = at - BOOKED_AHEAD
        done = len(items) if "asked" in item else item.get("done", 0)
        for row in items[:done]:
            checklists.load(self._session, row.id).done_at = min(
                row.due_at or at, self._now - timedelta(hours=12)
            )
        if over and "asked" in item:
            interviews.set_outcome(
                self._session,
                interview_id,
                status="done",
                result=item.get("result", "pending"),
                feeling=item.get("feeling"),
                debriefed_at=at + timedelta(hours=2),
            )

    def _add_notes_and_people(self, application_id: int, item: Mapping[str, Any]) -> None:
        for day, kind, body in item.get("notes", ()):
            note = NoteDraft.make(kind=kind, body=body)
            notes.insert(self._session, application_id, note, None, self._moment(day, 12))
            self.counts["notes"] += 1
        for name, role, relation in item.get("people", ()):
            person = contacts.insert(
                self._session, ContactDraft.make(name=name, role=role, company=item["company"])
            )
            contacts.link_application(self._session, application_id, person, relation)

    def _add_tasks_and_offers(self, application_id: int, item: Mapping[str, Any]) -> None:
        for day, text in item.get("tasks", ()):
            due = morning(self._day(day), self._zone, 9) if day else None
            application_tasks.insert(self._session, application_id, text, due)
        for offer in item.get("offers", ()):
            values = {key: value for key, value in offer.items() if key not in ("day", "deadline", "start")}
            draft = OfferDraft.make(
                deadline_on=self._day(offer["deadline"]),
                start_on=self._day(offer["start"]) if "start" in offer else None,
                **values,
            )
            offer_id = offers.insert(self._session, application_id, draft)
            offers.load(self._session, offer_id).created_at = self._moment(offer["day"], 9)

    def _move(
        self, application_id: int, kind: str, at: datetime, outcome: Outcome = "open", note: str = ""
    ) -> None:
        on = at.date() if outcome != "open" else None
        moves.set_stage(
            self._session,
            [application_id],
            self._stages[kind],
            outcome,
            on=on,
            note=note,
            now=at,
        )

    def _day(self, offset: int) -> date:
        return self._today + timedelta(days=offset)

    def _moment(self, offset: int, hour: int) -> datetime:
        """An instant on a relative day; never after now for days that are not in the future."""
        moment = datetime.combine(self._day(offset), time(hour), UTC)
        return min(moment, self._now - timedelta(minutes=5)) if offset <= 0 else moment

    def _local(self, offset: int, clock: str, zone: str) -> datetime:
        local = datetime.combine(self._day(offset), time.fromisoformat(clock), ZoneInfo(zone))
        return local.astimezone(UTC)


def _unheard(_count: int) -> None:
    """Small files are copied before anybody could hear of it."""
