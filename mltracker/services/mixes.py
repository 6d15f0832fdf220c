"""What interviews will ask: the topic mix of each, from everything that is known of it, with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from mltracker.domain.gain import ComingInterview
from mltracker.domain.interviews import InterviewRow
from mltracker.domain.posting import Detection, detect_topics
from mltracker.domain.readiness import average_mix
from mltracker.domain.topic_mix import RoundFacts, TopicMix, topic_mix
from mltracker.domain.topic_mix import average_mix as average_round
from mltracker.services import catalog
from mltracker.store import applications as application_store
from mltracker.store import debriefs as debrief_store
from mltracker.store import interviews as interview_store
from mltracker.store import moment
from mltracker.store.engine import Session

UNDATED = timedelta(days=7)
MOST_OPEN = 8  # whose postings are read when nothing has a date


def mixes(
    session: Session, rows: Sequence[InterviewRow], now: datetime, *, untold: int | None = None
) -> dict[int, TopicMix]:
    """What each interview will ask, from its round, role, posting, what was told, and what was asked before `now`.

    What was asked at the interview `untold` is left out.
    """
    known = moment.known(session)
    keys = {row.id: ("mix", row.id, now, untold) for row in rows}
    missing = [row for row in rows if keys[row.id] not in known]
    if missing:
        behind = backgrounds(session, [row.id for row in missing])
        asked = [fact for fact in debrief_store.facts(session, before=now) if fact.interview_id != untold]
        known.update((keys[row.id], _mix(row, behind[row.id], asked, now)) for row in missing)
    return {key: known[keys[key]] for key in keys}


def backgrounds(session: Session, ids: Sequence[int]) -> dict[int, interview_store.Background]:
    """What else is known of what each interview may ask."""
    known = moment.known(session)
    missing = [one for one in ids if ("behind", one) not in known]
    read = interview_store.backgrounds(session, missing) if missing else {}
    known.update((("behind", one), behind) for one, behind in read.items())
    return {one: read[one] if one in read else known["behind", one] for one in ids}


def coming_interviews(session: Session, now: datetime, target: float = 0.5) -> list[ComingInterview]:
    """Every planned and dated interview as the recommender sees it."""
    rows = [
        r
        for r in interview_store.rows(session, default_target=target)
        if r.is_coming(now) and r.at is not None
    ]
    found = mixes(session, rows, now)
    return [coming_interview(row, found[row.id], now) for row in rows if row.at is not None and row.at >= now]


def coming_interview(row: InterviewRow, mix: TopicMix, now: datetime) -> ComingInterview:
    """An interview as the recommender sees it; one without a date counts as a week away."""
    expected = catalog.rounds().by_kind[row.round_kind].expected_questions
    return ComingInterview(row.id, row.at or now + UNDATED, mix.p, row.priority, expected, mix.shares)


def open_applications(session: Session, now: datetime) -> dict[str, float]:
    """What the rounds of live applications will probably ask, while none has a date; empty without applications."""
    table, rounds = catalog.topics(), catalog.rounds()
    found = [
        average_round(table, rounds, RoundFacts(rounds.rounds[0].kind, family), detected(posting), now).p
        for family, posting in application_store.open_postings(session, MOST_OPEN)
    ]
    return average_mix(found)


@lru_cache(maxsize=256)
def detected(text: str) -> tuple[Detection, ...]:
    """The topics a posting speaks of; read once for each text."""
    return tuple(detect_topics(catalog.topics(), text)) if text.strip() else ()


def _mix(
    row: InterviewRow,
    behind: interview_store.Background,
    asked: Sequence[debrief_store.AskedFact],
    now: datetime,
) -> TopicMix:
    return topic_mix(
        catalog.topics(), catalog.rounds(), _facts(row, behind, asked), detected(behind.posting), now
    )


def _facts(
    row: InterviewRow, behind: interview_store.Background, asked: Sequence[debrief_store.AskedFact]
) -> RoundFacts:
    here: dict[str, list[datetime]] = {}
    elsewhere: dict[str, int] = {}
    for fact in asked:
        if fact.company_id == behind.company_id:
            here.setdefault(fact.topic, []).append(fact.happened_at)
        elif fact.round_kind == row.round_kind:
            elsewhere[fact.topic] = elsewhere.get(fact.topic, 0) + 1
    return RoundFacts(row.round_kind, row.role_family, row.audience, behind.told, here, elsewhere)
