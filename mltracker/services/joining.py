"""Use cases of joining two companies, or two people, that turned out to be one: nothing of either is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mltracker.domain.applications import ContactRow
from mltracker.domain.changes import Change
from mltracker.domain.companies import CompanyDraft, CompanyRow
from mltracker.domain.errors import InvalidInput
from mltracker.domain.limits import LONG, name_key
from mltracker.services import companies, contacts
from mltracker.services.context import Context
from mltracker.store import companies as company_store
from mltracker.store import contacts as contact_store
from mltracker.store import joining as store
from mltracker.store.engine import Session
from mltracker.store.tables import Company, Contact

TOO_LONG = f"Their notes together are too long: {LONG:,} characters fit. Shorten one of them first."
_COMPANY = {"website": "website"}
_PERSON = {"role": "role", "email": "e-mail", "phone": "phone", "url": "web page"}

Typed = tuple[int, CompanyDraft]


@dataclass(frozen=True, slots=True)
class JoinPreview:
    """What joining would do. `moves` counts rows by table; `filled` and `noted` name fields in words."""

    kept: str
    gone: str
    moves: dict[str, int]
    filled: tuple[str, ...]
    noted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Joined:
    """The fields of the kept one, which of them it took over, and which of the other went into the notes."""

    values: dict[str, object]
    filled: tuple[str, ...]
    noted: tuple[str, ...]


def preview_companies(ctx: Context, kept_id: int, gone_id: int, typed: Typed | None = None) -> JoinPreview:
    """What joining two companies would do; raises NotFound, and InvalidInput where it cannot be done."""
    _check_two(kept_id, gone_id)
    with ctx.read() as session:
        kept, gone = _companies(session, kept_id, gone_id)
        joined = _joined_companies(kept, gone, typed)
        moves = store.company_rows(session, gone_id)
        return JoinPreview(kept.name, gone.name, moves, joined.filled, joined.noted)


def join_companies(
    ctx: Context, kept_id: int, gone_id: int, typed: Typed | None = None
) -> tuple[CompanyRow, Change]:
    """Give everything of one company to another and remove the empty one, in one step.

    The kept one keeps its name; its website is filled where it has none, the notes of both are kept, and what they
    cannot hold otherwise is written there too. `typed` is the form of one of the two that is not saved yet.
    """
    _check_two(kept_id, gone_id)
    with ctx.read() as session:
        name = company_store.load(session, kept_id).name
    with ctx.write(f"Merge two companies into {name}") as session:
        kept, gone = _companies(session, kept_id, gone_id)
        _set(kept, _joined_companies(kept, gone, typed).values)
        store.hand_company(session, gone_id, kept_id)
        company_store.remove(session, gone_id)
        return company_store.row(session, kept_id, ctx.clock()), companies.CHANGED


def preview_people(ctx: Context, kept_id: int, gone_id: int) -> JoinPreview:
    """What joining two people would do; raises NotFound, and InvalidInput where it cannot be done."""
    _check_two(kept_id, gone_id)
    with ctx.read() as session:
        kept, gone = _people(session, kept_id, gone_id)
        joined = _joined_people(session, kept, gone)
        moves = store.person_rows(session, gone_id)
        return JoinPreview(kept.name, gone.name, moves, joined.filled, joined.noted)


def join_people(ctx: Context, kept_id: int, gone_id: int) -> tuple[ContactRow, Change]:
    """Name one person wherever the other was named and remove the other, in one step.

    What someone was for an application stays: both relations if they differ, unless one of them is just "other".
    """
    _check_two(kept_id, gone_id)
    with ctx.read() as session:
        name = contact_store.load(session, kept_id).name
    with ctx.write(f"Merge two people into {name}") as session:
        kept, gone = _people(session, kept_id, gone_id)
        _set(kept, _joined_people(session, kept, gone).values)
        store.hand_person(session, gone_id, kept_id)
        contact_store.remove(session, gone_id)
        return contact_store.row(session, kept_id), contacts.CHANGED


def _check_two(kept_id: int, gone_id: int) -> None:
    if kept_id == gone_id:
        raise InvalidInput({"merge": "Choose two different ones to merge."})


def _companies(session: Session, kept_id: int, gone_id: int) -> tuple[Company, Company]:
    return company_store.load(session, kept_id), company_store.load(session, gone_id)


def _people(session: Session, kept_id: int, gone_id: int) -> tuple[Contact, Contact]:
    return contact_store.load(session, kept_id), contact_store.load(session, gone_id)


def _joined_companies(kept: Company, gone: Company, typed: Typed | None) -> _Joined:
    mine = {"name": kept.name, "website": kept.website, "notes": kept.notes}
    theirs = {"name": gone.name, "website": gone.website, "notes": gone.notes}
    if typed is not None:
        side = mine if typed[0] == kept.id else theirs
        side |= {"website": typed[1].website, "notes": typed[1].notes}
    found = _joined(mine, theirs, _COMPANY)
    board = (gone.board_kind, gone.board_token)
    if kept.board_kind is None and gone.board_kind is not None:
        values = {"board_kind": board[0], "board_token": board[1]}
        return _Joined(found.values | values, (*found.filled, "job board"), found.noted)
    if gone.board_kind is not None and board != (kept.board_kind, kept.board_token):
        line = f"Job board: {' '.join(filter(None, board))}"
        notes = _notes((str(found.values["notes"]), line))
        return _Joined(found.values | {"notes": notes}, found.filled, (*found.noted, "job board"))
    return found


def _joined_people(session: Session, kept: Contact, gone: Contact) -> _Joined:
    mine, theirs = ({"name": person.name, "notes": person.notes} for person in (kept, gone))
    for name in _PERSON:
        mine[name], theirs[name] = getattr(kept, name), getattr(gone, name)
    if kept.company_id is None or gone.company_id in (None, kept.company_id):
        found = _joined(mine, theirs, _PERSON)
        if kept.company_id is None and gone.company_id is not None:
            values = found.values | {"company_id": gone.company_id}
            return _Joined(values, (*found.filled, "company"), found.noted)
        return found
    mine["company"] = company_store.load(session, kept.company_id).name
    theirs["company"] = company_store.load(session, gone.company_id or 0).name
    found = _joined(mine, theirs, _PERSON | {"company": "company"})
    return _Joined(
        {name: value for name, value in found.values.items() if name != "company"}, found.filled, found.noted
    )


def _joined(mine: dict[str, str], theirs: dict[str, str], names: dict[str, str]) -> _Joined:
    """The fields of both: empty ones are filled, and what differs is written into the notes after what stood there."""
    values: dict[str, object] = {name: mine[name] for name in names}
    filled, noted, lines = [], [], []
    if name_key(mine["name"]) != name_key(theirs["name"]):
        lines.append(f"Also called {theirs['name']}.")
        noted.append("other name")
    for name, words in names.items():
        if not theirs[name] or theirs[name] == mine[name]:
            continue
        if mine[name]:
            lines.append(f"{words[0].upper()}{words[1:]}: {theirs[name]}")
            noted.append(words)
        else:
            values[name] = theirs[name]
            filled.append(words)
    if theirs["notes"] and theirs["notes"] != mine["notes"]:
        lines.append(theirs["notes"])
        noted.append("notes")
    values["notes"] = _notes((mine["notes"], "\n".join(lines)))
    return _Joined(values, tuple(filled), tuple(noted))


def _notes(parts: Sequence[str]) -> str:
    text = "\n\n".join(part for part in parts if part)
    if len(text) > LONG:
        raise InvalidInput({"notes": TOO_LONG})
    return text


def _set(row: Company | Contact, values: dict[str, object]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
