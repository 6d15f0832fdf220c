"""Use case of an application's timeline: everything that happened, and what is booked, in one list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from mltracker.domain.applications import ApplicationDetail, NoteRow, StageEventRow
from mltracker.domain.documents import DocumentRow
from mltracker.domain.interviews import InterviewRow
from mltracker.domain.offers import OfferRow
from mltracker.services import catalog, documents, interviews, offers
from mltracker.services.context import Context

EntryKind = Literal["stage", "note", "interview", "document", "offer"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in the timeline, with the row it stems from; `id` names it among all kinds."""

    id: str
    kind: EntryKind
    at: datetime
    title: str
    detail: str
    row: StageEventRow | NoteRow | InterviewRow | DocumentRow | OfferRow


def entries(ctx: Context, detail: ApplicationDetail) -> list[Entry]:
    """The timeline of an application, newest first; what is booked stands on top."""
    application_id = detail.row.id
    found = [
        *_stages(detail),
        *(Entry(f"note:{n.id}", "note", n.happened_at, n.body, "", n) for n in detail.notes),
        *_rounds(ctx, application_id),
        *(
            Entry(f"document:{d.id}", "document", d.linked_at or d.added_at, d.name, "", d)
            for d in documents.of_application(ctx, application_id)
        ),
        *(
            Entry(f"offer:{o.id}", "offer", o.at, f"Offer, version {o.version}", _figures(o), o)
            for o in offers.versions(ctx, application_id)
        ),
    ]
    return sorted(found, key=_moment, reverse=True)


def _stages(detail: ApplicationDetail) -> Iterator[Entry]:
    for event in detail.history:
        title = f"{event.from_stage} → {event.to_stage}" if event.from_stage else event.to_stage
        yield Entry(f"stage:{event.id}", "stage", event.occurred_at, title, event.note, event)


def _rounds(ctx: Context, application_id: int) -> Iterator[Entry]:
    now = ctx.clock()
    for row in interviews.rows(ctx, application_id=application_id):
        if row.at is not None:
            title = row.label or catalog.rounds().by_kind[row.round_kind].title
            yield Entry(f"interview:{row.id}", "interview", row.at, title, _state(row, now), row)


def _state(row: InterviewRow, now: datetime) -> str:
    if row.status in ("cancelled", "no-show"):
        return {"cancelled": "cancelled", "no-show": "did not happen"}[row.status]
    if row.is_coming(now):
        return "due" if row.starts_at is None else "booked"
    if row.needs_debrief(now):
        return "debrief missing"
    if row.status == "planned" and not row.live and row.result == "pending":
        return "application closed"
    return {"passed": "passed", "failed": "not passed", "pending": "waiting to hear"}[row.result]


def _figures(offer: OfferRow) -> str:
    return f"{offer.base:,} {offer.currency} base" if offer.base is not None else offer.level


def _moment(entry: Entry) -> tuple[datetime, str]:
    return entry.at, entry.id
