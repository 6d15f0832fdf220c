"""What readiness and recommendations of an interview rest on: while that stands, they need not be worked out anew."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from mltracker.domain.interviews import InterviewRow
from mltracker.services import preferences
from mltracker.services.context import Context
from mltracker.services.mixes import backgrounds
from mltracker.services.readiness import begun_at, learner_as_of
from mltracker.services.recommendations import marks_of
from mltracker.store import debriefs as debrief_store

LASTS = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Basis:
    """All of it at a moment. `known` are made anew when a table that they come from is written to."""

    at: datetime
    facts: tuple[object, ...]
    known: tuple[object, ...]

    def stands(self, later: Basis) -> bool:
        """Whether what was worked out from this still holds by the side of a later one: nothing changed, on the same day.

        Time alone fades what was learned, too slowly to be seen within minutes.
        """
        same = all(one is other for one, other in zip(self.known, later.known, strict=True))
        return same and self.facts == later.facts and abs(later.at - self.at) < LASTS


def of(ctx: Context, row: InterviewRow) -> Basis:
    """What the figures of an interview rest on now; once it has begun, what was known then."""
    now = ctx.clock()
    begun = begun_at(row, now)
    with ctx.read() as session:
        learner = learner_as_of(ctx, session, begun)
        facts = (
            _alone(row),
            (ctx.today(), begun, row.is_coming(now)),
            preferences.get(ctx),
            backgrounds(session, [row.id])[row.id],
            debrief_store.facts(session),
            marks_of(session, [row.id]) if begun is None else None,
            learner.ratings,
        )
    return Basis(now, facts, (learner.evidence, learner.bank))


def _alone(row: InterviewRow) -> InterviewRow:
    """An interview without what is only written beside it: whose it is, where, and what is remembered of it."""
    return replace(
        row,
        company="",
        role_title="",
        label="",
        position=0,
        location="",
        meeting_url="",
        notes="",
        reply_expected_on=None,
        feeling=None,
        round_number=0,
        round_count=0,
    )
