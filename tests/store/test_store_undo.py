"""Undo and redo of every table: rows come back to the byte, with what hung on them and what can be searched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, delete, insert, select, update

from mltracker import paths
from mltracker.domain.errors import InvalidInput, ReadOnly, UserError
from mltracker.services.context import Context, open_context
from mltracker.store import search, undo
from mltracker.store.tables import Application, Company, Interview, Question, Tag
from tests.conftest import FakeClock, _copied
from tests.store.full_rows import TABLES, WORDS, changed, content, difference, fill, mapped, values

BY_NAME = {table.name: table for table in TABLES}
UNIQUE_KEYS = ("company", "tag", "topic", "document")


@pytest.fixture(scope="module")
def filled(
    tmp_path_factory: pytest.TempPathFactory, bare_template: Path
) -> Iterator[tuple[Context, dict[str, Any]]]:
    """One database with a row of every table for all tests here: each leaves it as it was."""
    folder = _copied(bare_template, tmp_path_factory.mktemp("undo") / "data")
    ctx = open_context(folder, FakeClock(), "write")
    hurry(ctx)
    with ctx.write("Fill") as session:
        keys = fill(session)
    yield ctx, keys
    ctx.close()


def hurry(ctx: Context) -> None:
    """Hundreds of changes, none of which meets a power cut: do not wait for the drive."""
    with ctx.write_unrecorded() as session:
        engine: Any = session.get_bind()
    engine.raw_connection().driver_connection.execute("PRAGMA synchronous=OFF")


def held(ctx: Context) -> dict[str, Any]:
    return content(paths.database(ctx.folder))


def there_and_back(ctx: Context, before: dict[str, Any], table: str) -> list[str]:
    """Undo, redo, undo again: each brings exactly what was there; returns the tables the change touched."""
    after = held(ctx)
    touched = difference(before, after)
    assert table in touched
    assert ctx.undo() == "Change"
    assert difference(before, held(ctx)) == []
    assert ctx.redo() == "Change"
    assert difference(after, held(ctx)) == []
    assert ctx.undo() == "Change"
    assert difference(before, held(ctx)) == []
    return touched


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_an_inserted_row_goes_and_comes_back(filled: tuple[Context, dict[str, Any]], table: Table) -> None:
    ctx, keys = filled
    before = held(ctx)
    with ctx.write("Change") as session:
        fresh = values(table, keys, " second")
        for column in table.columns:  # a second row of a join needs other partners
            if column.foreign_keys and (column.unique or column.primary_key or table.constraints):
                target = next(iter(column.foreign_keys)).column.table
                fresh[column.name] = second(session, target, keys)
        session.add(mapped(table)(**fresh))
    there_and_back(ctx, before, table.name)


def second(session: Any, table: Table, keys: dict[str, Any]) -> Any:
    """Another row of a table to point at: one that is there, else a new one."""
    key = next(iter(table.primary_key.columns))
    found = session.execute(select(key).where(key != keys[table.name]).limit(1)).scalar()
    if found is not None:
        return found
    row = mapped(table)(**values(table, keys, " partner"))
    session.add(row)
    session.flush()
    return row.id


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_changed_row_changes_back(filled: tuple[Context, dict[str, Any]], table: Table) -> None:
    ctx, keys = filled
    before = held(ctx)
    key = next(iter(table.primary_key.columns))
    with ctx.write("Change") as session:
        session.execute(update(table).where(key == keys[table.name]).values(changed(table)))
    there_and_back(ctx, before, table.name)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_deleted_row_comes_back_with_what_hung_on_it(
    filled: tuple[Context, dict[str, Any]], table: Table
) -> None:
    ctx, keys = filled
    before = held(ctx)
    key = next(iter(table.primary_key.columns))
    with ctx.write("Change") as session:
        if table.name in (
            "company",
            "pipeline_stage",
            "topic",
        ):  # these refuse while something stands on them
            for name in ("application", "question", "attempt", "self_rating", "asked_question"):
                owner = BY_NAME[name]
                if table.name == "topic":
                    if "topic_id" in owner.columns:
                        session.execute(delete(owner).where(owner.c.topic_id == keys["topic"]))
                elif name == "application":
                    session.execute(delete(owner).where(owner.c.id == keys[name]))
        session.execute(delete(table).where(key == keys[table.name]))
    there_and_back(ctx, before, table.name)


def test_deleting_an_application_takes_its_rows_along_and_undo_brings_all_back(
    filled: tuple[Context, dict[str, Any]],
) -> None:
    ctx, keys = filled
    before = held(ctx)
    with ctx.write("Change") as session:
        session.delete(session.get(Application, keys["application"]))
    touched = set(there_and_back(ctx, before, "application"))
    assert {
        "stage_event", "note", "checklist_item", "offer_version", "application_document", "application_tag",
        "application_contact", "interview", "interview_slot", "interview_move", "asked_question", "attempt",
        "planned_ask", "recommendation", "story_told", "opening", "practice_session",
    } <= touched  # fmt: skip
    assert not {"document", "contact", "company", "story", "question", "tag"} & touched


def test_what_is_searched_comes_and_goes_with_undo(bare: Context) -> None:
    def found(typed: str) -> list[int]:
        with bare.read() as session:
            assert search.in_step(session)
            return search.matching_questions(session, typed)

    with bare.write("Fill") as session:
        keys = fill(session, " quokkaword")
    question = keys["question"]
    assert found("quokkaword") == [question]
    with bare.write("Rename") as session:
        session.get(Tag, keys["tag"]).name = "wombatword"
    assert found("wombatword") == [question]
    bare.undo()
    assert found("wombatword") == []
    with bare.write("Delete tag") as session:
        session.delete(session.get(Tag, keys["tag"]))
        session.flush()
        session.execute(update(Question).where(Question.id == question).values(prompt="bare"))
    bare.undo()
    with bare.read() as session:
        row = session.connection().exec_driver_sql(
            f"SELECT prompt, own_answer, tags FROM question_search WHERE rowid = {question}"
        )
        assert row.one() == (f"{WORDS} quokkaword",) * 3
    with bare.write("Delete") as session:
        session.delete(session.get(Question, question))
    assert found("quokkaword") == []
    bare.undo()
    assert found("quokkaword") == [question]


def test_fifty_steps_are_kept_and_all_of_them_go_back_in_order(bare: Context) -> None:
    hurry(bare)
    states = []
    for number in range(undo.STEPS + 3):
        states.append(held(bare)["company"])
        with bare.write(f"Add {number}") as session:
            session.add(Company(name=f"C{number}", name_key=f"c{number}"))
    for number in range(undo.STEPS + 2, 2, -1):
        assert bare.undo_label == f"Add {number}"
        assert bare.undo() == f"Add {number}"
        assert bare.redo_label == f"Add {number}"
        assert held(bare)["company"] == states[number]
    assert (bare.undo_label, bare.undo()) == (None, None)
    assert undo.STEPS >= 50
    for number in range(3, undo.STEPS + 3):
        assert bare.redo() == f"Add {number}"
    assert (bare.redo_label, bare.redo()) == (None, None)
    assert len(held(bare)["company"]) == undo.STEPS + 3


def test_a_new_change_ends_what_could_be_redone(bare: Context) -> None:
    for name in ("One", "Two"):
        with bare.write(name) as session:
            session.add(Company(name=name, name_key=name.lower()))
    bare.undo()
    with bare.write("Three") as session:
        session.add(Company(name="Three", name_key="three"))
    assert (bare.redo(), bare.undo_label) == (None, "Three")


def test_what_changes_nothing_or_fails_is_no_step(bare: Context) -> None:
    with bare.write("Nothing"):
        pass
    with pytest.raises(InvalidInput), bare.write("Fails") as session:
        session.add_all([Company(name="A", name_key="a"), Company(name="A again", name_key="a")])
    with bare.write_unrecorded() as session:
        session.add(Company(name="B", name_key="b"))
    assert bare.undo_label is None
    with bare.write("Next") as session:
        session.add(Company(name="C", name_key="c"))
    bare.undo()
    assert [row[4] for row in held(bare)["company"]] == ["'B'"]  # the notes of the others left nothing behind


def test_rows_that_point_at_each_other_come_back(bare: Context) -> None:
    with bare.write("Fill") as session:
        first = fill(session)["interview"]
        again = fill(session, " again")["interview"]
        session.get(Interview, first).loop_id = again
        session.get(Interview, again).loop_id = first
    before = held(bare)
    with bare.write("Change") as session:
        for key in (first, again):
            session.delete(session.get(Interview, key))
            session.flush()
    there_and_back(bare, before, "interview")


def test_an_undo_that_fails_leaves_everything_and_tells_no_words(bare: Context) -> None:
    with bare.write("Fill") as session:
        keys = fill(session, " secretword")
    with bare.write("Delete tag") as session:
        session.delete(session.get(Tag, keys["tag"]))
    with bare.write_unrecorded() as session:  # the key is taken meanwhile, outside of undo
        session.execute(insert(Tag).values(**values(BY_NAME["tag"], {}, " secretword")))
    before = held(bare)
    with pytest.raises(UserError) as caught:
        bare.undo()
    chain: BaseException | None = caught.value
    while chain is not None:
        assert "secretword" not in str(chain)
        chain = chain.__cause__
    assert difference(before, held(bare)) == []
    assert (bare.undo_label, bare.redo_label) == ("Delete tag", None)


def test_a_row_may_come_back_before_the_one_it_names(bare: Context) -> None:
    stamps = "'2026-12-01 10:00:00', '2026-12-01 10:00:00'"
    contact = (
        "INSERT INTO contact (id, company_id, name, role, email, phone, url, notes, created_at, updated_at)"
        f" VALUES (5, 7, 'A', '', '', '', '', '', {stamps})"
    )
    company = (
        "INSERT INTO company (id, name, name_key, website, notes, created_at, updated_at)"
        f" VALUES (7, 'B', 'b', '', '', {stamps})"
    )
    with bare.write("Bring back") as session:
        undo.replay(session, undo.Step("Bring back", (contact, company)))
    with pytest.raises(InvalidInput), bare.write("Bring back half") as session:
        undo.replay(session, undo.Step("Bring back half", (contact.replace("(5, 7", "(6, 8"),)))
    found = held(bare)
    assert [(len(found[name])) for name in ("contact", "company")] == [1, 1]


def test_undo_takes_back_what_was_changed_and_leaves_what_came_since(bare: Context) -> None:
    with bare.write("Add") as session:
        session.add(Company(name="A", name_key="a", notes="Before"))
    with bare.write("Rename") as session:
        session.execute(update(Company).values(name="B"))
    with bare.write_unrecorded() as session:
        session.execute(update(Company).values(notes="Since"))
    assert bare.undo() == "Rename"
    with bare.read() as session:
        assert session.execute(select(Company.name, Company.notes)).one() == ("A", "Since")


def test_a_change_to_what_is_there_already_is_no_step(bare: Context) -> None:
    with bare.write("Add") as session:
        session.add(Company(name="A", name_key="a"))
    with bare.write("Nothing") as session:
        session.execute(update(Company).values(name="A"))
    assert bare.undo_label == "Add"


def test_a_change_to_many_rows_is_taken_back_by_one_statement_for_all_of_them(bare: Context) -> None:
    with bare.write("Add") as session:
        session.add_all(Company(name=f"A{n}", name_key=f"a{n}") for n in range(30))
    with bare.write_unrecorded() as session:
        session.execute(update(Company).values(website="https://one.example"))
        step = undo.take(session, "Change")
    assert step is not None
    assert len(step.statements) == 30
    assert {statement.rpartition(" ")[0] for statement in step.statements} == {
        'UPDATE "company" SET "website" = \'\' WHERE rowid ='
    }


def test_nothing_is_undone_where_nothing_can_be_written(bare: Context) -> None:
    with bare.write("Add") as session:
        session.add(Company(name="A", name_key="a"))
    bare.writable = False
    with pytest.raises(ReadOnly):
        bare.undo()
    assert bare.undo_label == "Add"


def test_nothing_replaces_rows_behind_the_back_of_the_triggers() -> None:
    store = Path(undo.__file__).parent
    for path in store.rglob("*"):
        if path.suffix in (".py", ".sql"):
            text = path.read_text(encoding="utf-8").upper()
            assert "INSERT OR REPLACE" not in text, path.name
            assert "REPLACE INTO" not in text, path.name
