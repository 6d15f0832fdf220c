"""SQL of offers: every version of every negotiation, in order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mltracker.domain.errors import NotFound
from mltracker.domain.offers import OfferDraft, OfferRow
from mltracker.store import settings
from mltracker.store.rows import built, fetched, inserted
from mltracker.store.tables import Application, OfferVersion

# where the user's way to compare offers is kept, with a score for each application
COMPARISON = "offer-comparison"
_COLUMNS = (
    OfferVersion.id,
    OfferVersion.application_id,
    OfferVersion.version,
    OfferVersion.base,
    OfferVersion.bonus,
    OfferVersion.equity_total,
    OfferVersion.equity_kind,
    OfferVersion.vest_years,
    OfferVersion.sign_on,
    OfferVersion.currency,
    OfferVersion.level,
    OfferVersion.deadline_on,
    OfferVersion.start_on,
    OfferVersion.notes,
    OfferVersion.created_at,
)


def insert(session: Session, application_id: int, draft: OfferDraft) -> int:
    """The next version of an application's offer; returns its id."""
    last = select(func.max(OfferVersion.version)).where(OfferVersion.application_id == application_id)
    version = (session.execute(last).scalar() or 0) + 1
    values = {"application_id": application_id, "version": version, **draft.model_dump()}
    return inserted(session, OfferVersion.model_validate(values))


def load(session: Session, offer_id: int) -> OfferVersion:
    """The table row of one version; raises NotFound."""
    found = session.get(OfferVersion, offer_id)
    if found is None:
        raise NotFound("This version of the offer is gone.")
    return found


def versions(session: Session, application_id: int) -> list[OfferRow]:
    """The versions of an application's offer, latest first."""
    query = select(*_COLUMNS).where(OfferVersion.application_id == application_id)
    return [built(OfferRow, row) for row in fetched(session, query.order_by(OfferVersion.version.desc()))]


def latest(session: Session) -> list[OfferRow]:
    """The latest version of every open application that has an offer, in the order the offers came."""
    newest = (
        select(OfferVersion.application_id, func.max(OfferVersion.version).label("version"))
        .group_by(OfferVersion.application_id)
        .subquery()
    )
    query = (
        select(*_COLUMNS)
        .join(
            newest,
            (newest.c.application_id == OfferVersion.application_id)
            & (newest.c.version == OfferVersion.version),
        )
        .join(Application, Application.id == OfferVersion.application_id)
        .where(Application.outcome == "open", Application.archived_at.is_(None))
        .order_by(OfferVersion.application_id)
    )
    return [built(OfferRow, row) for row in fetched(session, query)]


def forget_scores(session: Session, ids: Iterable[int]) -> None:
    """Drop the scores of applications that go: their ids are given to later ones."""
    kept: dict[str, Any] = settings.get(session, COMPARISON) or {}
    scores: dict[str, Any] = kept.get("scores") or {}
    left = {key: given for key, given in scores.items() if key not in set(map(str, ids))}
    if len(left) < len(scores):
        settings.put(session, COMPARISON, {**kept, "scores": left})


def hand_over_scores(session: Session, gone: int, kept: int) -> None:
    """Give an application the scores of another, by every criterion that it has none for itself."""
    stored: dict[str, Any] = settings.get(session, COMPARISON) or {}
    scores: dict[str, Any] = stored.get("scores") or {}
    theirs = scores.get(str(gone))
    if theirs:
        joined = {**theirs, **(scores.get(str(kept)) or {})}
        left = {key: given for key, given in scores.items() if key != str(gone)}
        settings.put(session, COMPARISON, {**stored, "scores": {**left, str(kept): joined}})
