"""Use cases of what is learned about a round bit by bit: who asks, what they announced, when they will reply."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mltracker.domain.changes import Change
from mltracker.domain.drafts import day_field, text_field
from mltracker.domain.errors import InvalidInput
from mltracker.domain.interviews import Audience, InterviewRow
from mltracker.domain.limits import NAME
from mltracker.services import catalog, preferences
from mltracker.services.context import Context
from mltracker.services.interviews import check_reply
from mltracker.store import interviewers
from mltracker.store import interviews as store
from mltracker.store.engine import Session


def people_names(ctx: Context, application_id: int) -> list[str]:
    """Names to offer for who asks: those of the application first, then others of its company."""
    with ctx.read() as session:
        return interviewers.names(session, application_id)


def set_people(
    ctx: Context, interview_id: int, names: Sequence[str], audience: Audience | None = None
) -> tuple[InterviewRow, Change]:
    """Say who asks, by name, and what kind of people they are, which shifts what the round will probably ask.

    Whoever is new becomes a contact of the application.
    """
    wanted = [text_field("people", name, NAME, one_line=True, needed=True) for name in names]
    with ctx.write("Say who asks") as session:
        draft = store.draft_of(session, interview_id)
        ids = interviewers.named(session, draft.application_id, wanted)
        store.update(session, interview_id, draft.changed(contacts=ids, audience=audience), ctx.clock())
        return _row(ctx, session, interview_id), Change.INTERVIEWS | Change.CONTACTS | Change.APPLICATIONS


def set_topics(ctx: Context, interview_id: int, topics: Sequence[str]) -> tuple[InterviewRow, Change]:
    """Keep the topics they announced; raises InvalidInput for an unknown one."""
    with ctx.write("Note what they announced") as session:
        draft = store.draft_of(session, interview_id)
        store.update(session, interview_id, draft.changed(topics=tuple(topics)), ctx.clock())
        return _row(ctx, session, interview_id), Change.INTERVIEWS


def expect_reply(ctx: Context, interview_id: int, on: date | None) -> tuple[InterviewRow, Change]:
    """Keep or clear the day they said they would reply; raises InvalidInput for one before the interview."""
    with ctx.write("Note when they will reply") as session:
        if on is not None:
            day_field("reply_expected_on", on)
        check_reply(ctx, store.row(session, interview_id), on)
        store.load(session, interview_id).reply_expected_on = on
        session.flush()
        return _row(ctx, session, interview_id), Change.INTERVIEWS | Change.APPLICATIONS


def set_feeling(ctx: Context, interview_id: int, feeling: int | None) -> tuple[InterviewRow, Change]:
    """Keep how it felt, from 1 (rough) to 5 (great), or take that back."""
    if feeling is not None and not 1 <= feeling <= 5:
        raise InvalidInput({"feeling": "How it felt lies between 1 and 5."})
    with ctx.write("Note how it felt") as session:
        store.load(session, interview_id).feeling = feeling
        session.flush()
        return _row(ctx, session, interview_id), Change.INTERVIEWS


def topic_slugs(titles: Sequence[str]) -> tuple[str, ...]:
    """The topics of these titles, in any case; raises InvalidInput (field "topics") for one that there is not."""
    by_title = {topic.title.casefold(): topic.slug for topic in catalog.topics().topics}
    unknown = [title for title in titles if title.casefold() not in by_title]
    if unknown:
        words = f"There is no topic '{unknown[0][:60]}'; choose one of the list."
        raise InvalidInput({"topics": words})
    return tuple(by_title[title.casefold()] for title in titles)


def _row(ctx: Context, session: Session, interview_id: int) -> InterviewRow:
    return store.row(session, interview_id, preferences.get(ctx).target_readiness)
