"""Use cases of offers: versions of a negotiation, and open offers side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from mltracker.domain.applications import ApplicationRow
from mltracker.domain.changes import Change
from mltracker.domain.errors import InvalidInput
from mltracker.domain.interviews import EmployerAnswer
from mltracker.domain.offers import (
    Comparison,
    OfferDraft,
    OfferRow,
    Score,
    Worth,
    differences,
    rate_to,
    weighted,
    worth,
)
from mltracker.services.context import Context
from mltracker.store import applications as application_store
from mltracker.store import asks as ask_store
from mltracker.store import moves
from mltracker.store import offers as store
from mltracker.store import settings as settings_store
from mltracker.store.engine import Session

CHANGED = Change.OFFERS | Change.APPLICATIONS


@dataclass(frozen=True, slots=True)
class Compared:
    """One open offer with what it is worth; `rate` is None where the user has not said it, and then so are the sums."""

    application: ApplicationRow
    offer: OfferRow
    worth: Worth
    rate: Fraction | None
    per_year: Fraction | None
    first_year: Fraction | None
    score: Score


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to employers with the latest answer of each company that gave one."""

    question_id: int
    text: str
    answers: dict[str, EmployerAnswer]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Every open offer by the user's own measures, and what their employers answered."""

    settings: Comparison
    offers: tuple[Compared, ...]
    asked: tuple[Asked, ...]


def versions(ctx: Context, application_id: int) -> list[OfferRow]:
    """The versions of an application's offer, latest first."""
    with ctx.read() as session:
        return store.versions(session, application_id)


def open_count(ctx: Context) -> int:
    """How many open offers there are."""
    with ctx.read() as session:
        return len(store.latest(session))


def add(
    ctx: Context, application_id: int, draft: OfferDraft, *, to_offer_stage: bool = False
) -> tuple[OfferRow, Change]:
    """Note a new version; its deadline becomes the application's. On request the application moves to the offer stage.

    Raises InvalidInput when nothing differs from the version before, and for an answer due before the user applied.
    """
    with ctx.read() as session:
        before = next(iter(store.versions(session, application_id)), None)
        row = application_store.row(session, application_id)
    if before is not None and not differences(before, draft):
        raise InvalidInput({"form": f"Nothing differs from version {before.version}."})
    _check_deadline(row, draft)
    with ctx.write(f"Note an offer of {row.company}") as session:
        new_id = store.insert(session, application_id, draft)
        _set_deadline(session, application_id, before, draft)
        if to_offer_stage and row.stage_kind != "offer":
            target = next(stage for stage in application_store.stages(session) if stage.kind == "offer")
            moves.set_stage(session, [application_id], target, "open", on=None, note="", now=ctx.clock())
        return _row(session, application_id, new_id), CHANGED


def correct(ctx: Context, offer_id: int, draft: OfferDraft) -> tuple[OfferRow, Change]:
    """Mend a slip in dates or notes of a version; its figures stay what they were, a change of those is a new version."""
    with ctx.write("Correct an offer") as session:
        found = store.load(session, offer_id)
        every = store.versions(session, found.application_id)
        before = next(row for row in every if row.id == offer_id)
        _check_deadline(application_store.row(session, found.application_id), draft)
        found.deadline_on, found.start_on, found.notes = draft.deadline_on, draft.start_on, draft.notes
        session.flush()
        # where it stays what it was, the user may have set the application's own to another day since
        if before.version == every[0].version and before.deadline_on != draft.deadline_on:
            _set_deadline(session, found.application_id, before, draft)
        return _row(session, found.application_id, offer_id), CHANGED


def settings(ctx: Context) -> Comparison:
    """How the user compares offers; what cannot be read falls back to the default."""
    with ctx.read() as session:
        return comparison(session)


def comparison(session: Session) -> Comparison:
    """`settings`, for a use case that has begun."""
    stored = settings_store.get(session, store.COMPARISON)
    try:
        return Comparison.model_validate(stored or {})
    except ValueError:
        return Comparison()


def change_settings(ctx: Context, label: str, **values: object) -> tuple[Comparison, Change]:
    """Save how offers are compared; raises InvalidInput naming the field at fault."""
    wanted = settings(ctx).changed(**values)
    with ctx.write(label) as session:
        settings_store.put(session, store.COMPARISON, wanted.model_dump(mode="json"))
    return wanted, Change.OFFERS


def score(ctx: Context, application_id: int, criterion: str, value: int | None) -> tuple[Comparison, Change]:
    """Score an offer by one criterion, 0 to 5; None takes the score back."""
    scores = {key: dict(given) for key, given in settings(ctx).scores.items()}
    own = scores.setdefault(application_id, {})
    if value is None:
        own.pop(criterion, None)
    else:
        own[criterion] = value
    return change_settings(ctx, "Score an offer", scores=scores)


def side_by_side(ctx: Context) -> SideBySide:
    """Every open offer, the one to answer first before the others, with its worth in one currency and their answers."""
    wanted = settings(ctx)
    with ctx.read() as session:
        latest = store.latest(session)
        ids = [offer.application_id for offer in latest]
        rows = {row.id: row for row in application_store.rows_of(session, ids)}
        answers = ask_store.answers(session)
        texts = {row.id: row.text for row in ask_store.bank(session, archived=True)}
    if not wanted.currency:
        used = [offer.currency for offer in latest if offer.currency]
        wanted = wanted.model_copy(update={"currency": max(used, key=used.count) if used else ""})
    latest.sort(key=_by_deadline)
    compared = tuple(_compared(rows[offer.application_id], offer, wanted) for offer in latest)
    companies = {entry.application.company for entry in compared}
    return SideBySide(wanted, compared, _asked(answers, texts, companies))


def _check_deadline(row: ApplicationRow, draft: OfferDraft) -> None:
    if row.applied_on is not None and draft.deadline_on is not None and draft.deadline_on < row.applied_on:
        raise InvalidInput({"deadline_on": "This lies before the day you applied."})


def _compared(row: ApplicationRow, offer: OfferRow, wanted: Comparison) -> Compared:
    found = worth(offer, wanted.sign_on_years)
    rate = rate_to(wanted, offer.currency) if offer.currency else None
    return Compared(
        row,
        offer,
        found,
        rate,
        found.per_year * rate if found.per_year is not None and rate is not None else None,
        found.first_year * rate if found.first_year is not None and rate is not None else None,
        weighted(wanted.criteria, wanted.scores.get(row.id, {})),
    )


def _asked(
    answers: Sequence[EmployerAnswer], texts: dict[int, str], companies: set[str]
) -> tuple[Asked, ...]:
    """The questions any of these companies answered, those answered by most first; the latest answer of each counts.

    To have asked again and noted nothing takes no answer back.
    """
    found: dict[int, dict[str, EmployerAnswer]] = {}
    for answer in answers:
        if answer.company in companies and (answer.answer or answer.flag):
            found.setdefault(answer.employer_question_id, {}).setdefault(answer.company, answer)
    asked = [Asked(key, texts.get(key, ""), given) for key, given in found.items()]
    return tuple(sorted(asked, key=_by_answers))


def _by_deadline(offer: OfferRow) -> tuple[bool, date, int]:
    return offer.deadline_on is None, offer.deadline_on or date.max, offer.id


def _by_answers(entry: Asked) -> tuple[int, str]:
    return -len(entry.answers), entry.text


def _set_deadline(session: Session, application_id: int, before: OfferRow | None, draft: OfferDraft) -> None:
    """The day an answer is due is the application's deadline: boards, lists and Today look there."""
    application = application_store.load(session, application_id)
    ours = before is not None and application.deadline_on == before.deadline_on
    if draft.deadline_on is not None or ours:
        application.deadline_on = draft.deadline_on
        session.flush()


def _row(session: Session, application_id: int, offer_id: int) -> OfferRow:
    return next(row for row in store.versions(session, application_id) if row.id == offer_id)
