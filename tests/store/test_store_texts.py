"""The index over what the user wrote: every text is in it, and it follows every change, undo and merge."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from sqlalchemy import text, update
from sqlmodel import AutoString

from mltracker import paths
from mltracker.domain.applications import ApplicationDraft, ContactDraft, NoteDraft
from mltracker.domain.stories import SECTIONS, StoryDraft
from mltracker.services import applications, backups, contacts, joining, merging, notes, stories
from mltracker.services.context import Context
from mltracker.store import search, tables, texts
from tests.store.full_rows import changed, content, fill, indexed
from tests.store.test_store_search import HOSTILE

# every column that the index reads, and the kind of text that it makes
WRITTEN = [
    ("application", "posting_text", "posting"),
    ("application", "role_title", "application"),
    ("application", "location", "application"),
    ("application", "source", "application"),
    ("application", "follow_up_note", "application"),
    ("application", "outcome_note", "application"),
    ("note", "body", "note"),
    ("asked_question", "text", "asked"),
    ("asked_question", "my_answer", "asked"),
    ("planned_ask", "answer", "answer"),
    ("interview", "label", "interview"),
    ("interview", "notes", "interview"),
    ("contact", "notes", "contact"),
    ("company", "notes", "company"),
    ("offer_version", "level", "offer"),
    ("offer_version", "notes", "offer"),
    ("story", "title", "story"),
]
# words that are found another way (names, the bank), that are shipped, or that say what something is rather than tell of it
ELSEWHERE = {
    "application": {"posting_url", "seniority"},
    "asked_question": {"grade"},
    "checklist_item": {"text"},
    "checklist_template": {"text"},
    "company": {"name", "website"},
    "contact": {"email", "name", "phone", "role", "url"},
    "document": {"original_name", "title", "version_label"},
    "employer_question": {"ask_back", "category", "text", "why"},
    "interview": {"location", "meeting_url"},
    "opening": {"location", "posting_text", "title", "url"},
    "stage_event": {"note"},
}
CODES = {
    "board_kind", "board_token", "color_role", "content_version", "employment_type", "equity_kind", "external_id",
    "file_uuid", "flag", "format", "ics_recurrence_id", "ics_uid", "kind", "media_type", "name_key", "origin",
    "outcome", "relation", "result", "role_family", "round_kind", "salary_currency", "salary_period", "sha256", "slug",
    "source", "state", "status", "work_mode", "zone", "audience", "currency", "mark", "mode", "sections", "skills",
}  # fmt: skip


def find(ctx: Context, typed: str, limit: int = 9) -> dict[str, list[int]]:
    with ctx.read() as session:
        return dict(texts.matching(session, typed, limit))


def assert_in_step(ctx: Context) -> None:
    """The index is word by word what a new one would be."""
    with closing(sqlite3.connect(paths.database(ctx.folder))) as connection:
        kept = indexed(connection)
        connection.execute("INSERT INTO text_search (text_search) VALUES ('rebuild')")
        assert indexed(connection) == kept
        connection.rollback()
    with ctx.write_unrecorded() as session:
        assert texts.in_step(session)


@pytest.mark.parametrize(("table", "column", "kind"), WRITTEN, ids=str)
def test_every_text_is_found_and_no_longer_once_it_says_something_else(
    full: Context, table: str, column: str, kind: str
) -> None:
    of = next(found for found in tables.Row.__subclasses__() if found.__tablename__ == table)
    with full.write("Write") as session:
        session.execute(update(of).values({column: "Quokka-led evaluation\nof Überanpassung"}))
    with full.read() as session:
        key = session.execute(text(f"SELECT id FROM {table}")).scalar_one()
    for typed in ("quokka", "quok", "led QUOKKA uber", "überanpassung", "evaluation of ube"):
        assert find(full, typed) == {kind: [key]}, typed
    assert find(full, "quok evaluation") == {}, "words before the last are whole words"
    assert_in_step(full)
    full.undo()
    assert find(full, "quokka") == {}
    full.redo()
    assert find(full, "quokka") == {kind: [key]}
    with full.write("Change") as session:
        session.execute(update(of).values({column: "wombat"}))
    assert (find(full, "quokka"), find(full, "wombat")) == ({}, {kind: [key]})
    assert_in_step(full)


@pytest.mark.parametrize("part", [key for parts in SECTIONS.values() for key in parts])
def test_every_part_of_a_story_is_read_and_its_name_is_not(bare: Context, part: str) -> None:
    draft = StoryDraft.make(title="A tale", skills=("two words",)).changed(**{part: 'quokka\n"wombat"'})
    row, _ = stories.add(bare, draft)
    for typed in ("quokka", "wombat", "two words tale"):
        assert find(bare, typed) == {"story": [row.id]}, typed
    assert find(bare, part.replace("_", " ")) == find(bare, "nwombat") == {}


def test_no_text_of_the_user_is_forgotten() -> None:
    """A new column of text is either read by the index (a migration) or said here to be found another way."""
    known = {(table, column) for table, column, _ in WRITTEN}
    for of in tables.Row.__subclasses__():
        table = of.__table__
        if table.name in (
            "question",
            "my_answer",
            "attempt",
            "topic",
            "tag",
            "question_round",
            "pipeline_stage",
        ):
            continue  # the bank has an index of its own; the rest are names
        if of.__module__ != tables.__name__:
            continue  # what the window remembers
        texts_of = {c.name for c in table.columns if isinstance(c.type, AutoString) and c.name not in CODES}
        left = {name for name in texts_of if (table.name, name) not in known}
        assert left == ELSEWHERE.get(table.name, set()), table.name


def test_whatever_becomes_of_any_row_the_index_follows(full: Context) -> None:
    """Each table changed and deleted with what hangs on it, undone and done again."""
    before = content(paths.database(full.folder))
    for table in ("note", "story", "offer_version", "planned_ask", "asked_question", "contact", "interview",
                  "application", "company"):  # fmt: skip
        of = next(found for found in tables.Row.__subclasses__() if found.__tablename__ == table)
        with full.write("Change") as session:
            session.execute(update(of).values(changed(of.__table__)))
        assert_in_step(full)
        if table == "company":
            continue
        with full.write("Delete") as session:
            session.execute(text(f"DELETE FROM {table}"))
        assert_in_step(full)
        full.undo()
        full.redo()
        full.undo()
        full.undo()
        assert_in_step(full)
    full.undo()
    assert content(paths.database(full.folder)) == before


def test_deleting_and_merging_applications_takes_and_moves_their_texts(ctx: Context) -> None:
    kept, _ = applications.add(ctx, ApplicationDraft.make(company="A", role_title="R", posting_text="quokka"))
    gone, _ = applications.add(ctx, ApplicationDraft.make(company="B", role_title="S", posting_text="wombat"))
    note, _ = notes.add(ctx, gone.id, NoteDraft.make(body="a numbat was seen"))
    merging.merge(ctx, kept.id, gone.id)
    assert find(ctx, "numbat") == {"note": [note.id]}
    assert find(ctx, "wombat")["note"]
    assert_in_step(ctx)
    applications.delete(ctx, [kept.id])
    assert find(ctx, "numbat") == find(ctx, "quokka") == find(ctx, "wombat") == {}
    ctx.undo()
    ctx.undo()
    assert find(ctx, "wombat") == {"posting": [gone.id]}
    assert find(ctx, "numbat") == {"note": [note.id]}
    assert_in_step(ctx)


def test_joining_companies_and_people_keeps_the_index_in_step(ctx: Context) -> None:
    one, _ = applications.add(
        ctx, ApplicationDraft.make(company="One", role_title="R", posting_text="quokka")
    )
    two, _ = applications.add(
        ctx, ApplicationDraft.make(company="Two", role_title="R", posting_text="wombat")
    )
    with ctx.write("Notes") as session:
        session.execute(update(tables.Company).values(notes=tables.Company.name + " numbat"))
    joining.join_companies(ctx, one.company_id, two.company_id)
    found = find(ctx, "numbat")
    assert found == {"company": [one.company_id]}
    assert find(ctx, "two numbat") == found
    assert_in_step(ctx)
    first, _ = contacts.add_contact(ctx, ContactDraft.make(name="A", notes="dugong"))
    second, _ = contacts.add_contact(ctx, ContactDraft.make(name="B", notes="manatee"))
    joining.join_people(ctx, first.id, second.id)
    assert find(ctx, "dugong manatee") == {"contact": [first.id]}
    assert_in_step(ctx)
    ctx.undo()
    assert find(ctx, "manatee") == {"contact": [second.id]}
    assert_in_step(ctx)


def test_the_sample_search_is_in_the_index(sample_ctx: Context) -> None:
    assert_in_step(sample_ctx)
    assert set(find(sample_ctx, "fernhollow")) >= {"posting"}


def test_a_move_of_the_pipeline_leaves_the_index_alone(full: Context) -> None:
    """A form writes every column of a row; only a text that differs is read anew."""
    with full.read() as session:
        before = session.execute(text("SELECT max(id) FROM text_search_data")).scalar_one()
    with full.write("Move") as session:
        session.execute(text("UPDATE application SET priority = 3, posting_text = posting_text"))
    full.undo()
    with full.read() as session:
        assert session.execute(text("SELECT max(id) FROM text_search_data")).scalar_one() == before


@pytest.mark.parametrize("place", [lambda t: t, lambda t: f"some {t[:200]}", lambda t: f"{t[:200]} some"])
def test_whatever_is_typed_is_words_and_never_an_error(bare: Context, place: Callable[[str], str]) -> None:
    row, _ = stories.add(bare, StoryDraft.make(title="some other text"))
    for typed in HOSTILE:
        assert find(bare, place(typed)) in ({}, {"story": [row.id]}), ascii(typed[:9])


def test_a_first_letter_finds_no_text_and_a_last_one_narrows(bare: Context) -> None:
    row, _ = stories.add(bare, StoryDraft.make(title="phase beta 漢字"))
    assert find(bare, "p") == {}
    assert find(bare, "漢") == find(bare, "phase b") == {"story": [row.id]}
    assert find(bare, "phase c") == {}


def test_a_common_word_gives_the_newest_of_each_kind(full: Context) -> None:
    many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
    columns = ", ".join(c.name for c in tables.Note.__table__.columns if c.name not in ("id", "body"))
    with full.write_unrecorded() as session:
        for of in (tables.Story, tables.Application):
            session.execute(update(of).values(changed(of.__table__)))
        session.execute(
            text(f"{many} INSERT INTO note ({columns}, body) SELECT {columns}, 'other ' || i FROM note, n")
        )
    found = find(full, "other", limit=3)
    assert len(found["note"]) == 3
    assert found["story"]
    assert found["posting"] == found["application"]


def test_an_index_that_lies_is_noticed_and_mended_by_the_check(full: Context) -> None:
    backups.check(full)
    for lie in (
        "INSERT INTO text_search (rowid, words) VALUES (99, 'ghost')",
        "INSERT INTO text_search (text_search) VALUES ('delete-all')",
        "INSERT INTO text_search (text_search, rowid, words) SELECT 'delete', id, words FROM written_text LIMIT 1",
    ):
        with full.write_unrecorded() as session:
            session.execute(text(lie))
            assert not texts.in_step(session), lie
        assert backups.check(full)["search_index"] == len(texts.KINDS)
        assert backups.check(full)["search_index"] == 0
        assert find(full, "ghost") == {}
        assert_in_step(full)
    with full.read() as session:
        assert search.in_step(session)


def test_one_row_of_every_table_fills_every_kind(bare: Context) -> None:
    with bare.write("Fill") as session:
        fill(session, " quokka")
    assert sorted(find(bare, "quokka")) == sorted(texts.KINDS)
