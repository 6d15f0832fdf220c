"""Joining, seen from the tables: whatever belonged to the one belongs to the other, and undo is equal to the byte."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlmodel import SQLModel

from mltracker import paths
from mltracker.services import joining as joining_service
from mltracker.services.context import Context
from mltracker.store import joining
from mltracker.store.tables import ApplicationContact, Company, Contact, InterviewContact, Opening
from tests.store.full_rows import content, difference, fill


def naming(ctx: Context, target: type[SQLModel], key: int) -> dict[str, int]:
    """How many rows of each table name a company or person, counted from the schema itself."""
    found = {}
    with ctx.read() as session:
        for table in SQLModel.metadata.sorted_tables:
            for column in table.columns:
                if any(each.column.table is target.__table__ for each in column.foreign_keys):  # type: ignore[attr-defined]
                    query = select(func.count()).select_from(table).where(column == key)
                    found[table.name] = session.execute(query).scalar_one()
    return found


@pytest.mark.parametrize(
    ("target", "join"),
    [(Company, joining_service.join_companies), (Contact, joining_service.join_people)],
    ids=["companies", "people"],
)
def test_every_row_of_every_table_changes_sides_and_comes_back(bare: Context, target: Any, join: Any) -> None:
    name = target.__tablename__
    with bare.write("Fill") as session:
        kept, gone = fill(session)[name], fill(session, " again")[name]
    before = content(paths.database(bare.folder))
    theirs, ours = naming(bare, target, gone), naming(bare, target, kept)
    assert set(theirs.values()) == {1}
    join(bare, kept, gone)
    after = naming(bare, target, kept)
    assert after == {table: ours[table] + theirs[table] for table in ours}
    with bare.read() as session:
        assert session.get(target, gone) is None
    joined = content(paths.database(bare.folder))
    bare.undo()
    assert difference(before, content(paths.database(bare.folder))) == []
    bare.redo()
    assert difference(joined, content(paths.database(bare.folder))) == []


def test_every_table_that_names_a_company_or_a_person_is_counted_and_handed_over(bare: Context) -> None:
    with bare.write("Fill") as session:
        keys = fill(session)
    with bare.read() as session:
        assert joining.company_rows(session, keys["company"]) == naming(bare, Company, keys["company"])
        assert joining.person_rows(session, keys["contact"]) == naming(bare, Contact, keys["contact"])


@pytest.fixture
def listed(bare: Context) -> tuple[int, int, int, int]:
    """Two people, an application and an interview that list both."""
    with bare.write("Fill") as session:
        keys = fill(session)
        other = Contact.model_validate({"name": "Ada"})
        session.add(other)
        session.flush()
        assert other.id is not None
        session.add(
            InterviewContact.model_validate({"interview_id": keys["interview"], "contact_id": other.id})
        )
    return keys["contact"], other.id, keys["application"], keys["interview"]


@pytest.mark.parametrize(
    ("mine", "theirs", "together"),
    [
        (["recruiter"], ["recruiter"], {"recruiter"}),
        (["recruiter"], ["other"], {"recruiter"}),
        (["other"], ["referrer"], {"referrer"}),
        (["other"], ["other"], {"other"}),
        (["recruiter"], ["interviewer", "other"], {"recruiter", "interviewer"}),
        (["recruiter", "interviewer"], ["interviewer"], {"recruiter", "interviewer"}),
        ([], ["other", "referrer"], {"referrer"}),
    ],
)
def test_what_both_were_for_an_application_is_there_once(
    bare: Context, listed: tuple[int, int, int, int], mine: list[str], theirs: list[str], together: set[str]
) -> None:
    kept, gone, application, interview = listed
    with bare.write("Relations") as session:
        for row in session.query(ApplicationContact).filter_by(application_id=application):
            session.delete(row)
        session.flush()
        for contact, relations in ((kept, mine), (gone, theirs)):
            for relation in relations:
                values = {"application_id": application, "contact_id": contact, "relation": relation}
                session.add(ApplicationContact.model_validate(values))
    before = content(paths.database(bare.folder))
    joining_service.join_people(bare, kept, gone)
    with bare.read() as session:
        found = session.query(ApplicationContact).filter_by(application_id=application).all()
        assert {(row.contact_id, row.relation) for row in found} == {(kept, one) for one in together}
        assert len(found) == len(together)
        assert [
            row.contact_id for row in session.query(InterviewContact).filter_by(interview_id=interview)
        ] == [kept]
    bare.undo()
    assert difference(before, content(paths.database(bare.folder))) == []


def test_an_opening_that_both_companies_had_becomes_one_that_knows_more(bare: Context) -> None:
    early, late = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 20, tzinfo=UTC)
    with bare.write("Fill") as session:
        first, second = fill(session), fill(session, " again")
        kept, gone = first["company"], second["company"]
        for company, seen, ended, link, application in (
            (kept, late, None, "", None),
            (gone, early, late, "https://quillmere.example/7", second["application"]),
        ):
            values = {"company_id": company, "external_id": "7", "title": "ML Engineer", "url": link}
            values |= {"first_seen_at": seen, "gone_at": ended, "application_id": application}
            session.add(Opening.model_validate(values))
    before = content(paths.database(bare.folder))
    joining_service.join_companies(bare, kept, gone)
    with bare.read() as session:
        (row,) = session.query(Opening).filter_by(external_id="7").all()
        assert (row.company_id, row.first_seen_at, row.gone_at) == (kept, early, None)
        assert (row.url, row.application_id) == ("https://quillmere.example/7", second["application"])
    bare.undo()
    assert difference(before, content(paths.database(bare.folder))) == []
