"""Merging, seen from the tables: every row that named the one application names the other, and undo takes it apart."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlmodel import SQLModel

from mltracker import paths
from mltracker.services.context import Context
from mltracker.store import merging, moves
from mltracker.store.tables import Application
from tests.store.full_rows import content, difference, fill


def naming(ctx: Context, application_id: int) -> dict[str, int]:
    """How many rows of each table name an application, counted from the schema itself."""
    found = {}
    with ctx.read() as session:
        for table in SQLModel.metadata.sorted_tables:
            for column in table.columns:
                if any(key.column.table is Application.__table__ for key in column.foreign_keys):
                    query = select(func.count()).select_from(table).where(column == application_id)
                    found[table.name] = session.execute(query).scalar_one()
    return found


def test_every_row_of_every_table_changes_sides_and_comes_back(bare: Context) -> None:
    with bare.write("Fill") as session:
        kept, gone = fill(session)["application"], fill(session, " again")["application"]
    before = content(paths.database(bare.folder))
    theirs, ours = naming(bare, gone), naming(bare, kept)
    assert len(theirs) >= 9
    assert set(theirs.values()) == {1}
    with bare.write("Merge") as session:
        merging.move_all(session, gone, kept, bare.clock())
        moves.remove(session, [gone])
    after = naming(bare, kept)
    # one step of history is added where the histories end in different stages
    assert {t: n - ours[t] - theirs[t] for t, n in after.items() if t != "stage_event"} == {
        t: 0 for t in after if t != "stage_event"
    }
    assert set(naming(bare, gone).values()) == {0}
    assert bare.undo() == "Merge"
    assert difference(before, content(paths.database(bare.folder))) == []


def test_what_both_have_is_there_once(bare: Context) -> None:
    with bare.write("Fill") as session:
        keys = fill(session)
        kept, gone = keys["application"], fill(session, " again")["application"]
        for name in ("application_tag", "application_contact", "application_document"):
            table = SQLModel.metadata.tables[name]
            twin = dict(session.execute(select(table).where(table.c.application_id == kept)).mappings().one())
            twin.update(id=None, application_id=gone)
            session.execute(table.insert().values({k: v for k, v in twin.items() if k != "id"}))
    ours = naming(bare, kept)
    with bare.write("Merge") as session:
        merging.move_all(session, gone, kept, bare.clock())
        moves.remove(session, [gone])
    after = naming(bare, kept)
    for name in ("application_tag", "application_contact", "application_document"):
        assert after[name] == ours[name] + 1, name
