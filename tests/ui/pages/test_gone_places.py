"""Places that cannot be shown: what is gone by the time one goes back to it, and data that is locked just now."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from mltracker import paths
from mltracker.domain.changes import Change
from mltracker.services import applications, interviews, questions
from tests.services.cases import applied
from tests.ui.pages.person import Person

PAGE = "today"
GONE = "What was shown here is gone."


def test_going_back_to_what_was_deleted_says_so_and_shows_the_rest(sample: Person) -> None:
    tools = sample.page.tools
    row = interviews.coming(sample.ctx)[0]
    sample.show_interview(row.id)
    sample.show("today")
    _, change = applications.delete(sample.ctx, [row.application_id])
    tools.events.changed.emit(change)
    sample.main.go_back()
    sample.settle()
    assert sample.page_name == "interviews"
    assert sample.text("toast-text") == GONE
    first = interviews.coming(sample.ctx)[0]
    assert sample.text("interview-title").startswith(first.company)
    assert row.company not in sample.rows("agenda-list")

    other = interviews.coming(sample.ctx)[-1]
    tools.navigator.open_interview(other.id)
    sample.settle()
    assert sample.text("interview-title").startswith(other.company)

    tools.navigator.open_question(1_000_000)
    sample.settle()
    assert sample.page_name == "questions"
    assert sample.text("toast-text") == GONE
    assert sample.text("reading-prompt") == questions.search(sample.ctx).rows[0].prompt


def test_a_page_that_could_not_be_read_is_read_again_when_it_is_next_shown(sample: Person) -> None:
    sample.show("pipeline")
    sample.show("settings")
    row = applied(sample.ctx, "Quillmere")
    sample.page.tools.events.changed.emit(Change.APPLICATIONS)
    with closing(sqlite3.connect(paths.database(sample.folder), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        sample.show("pipeline")
        assert sample.text("toast-text").startswith(
            "Another program is using your data. This page could not be read"
        )
        other.execute("ROLLBACK")
    sample.show("settings")
    sample.show("pipeline")
    assert row.company in sample.rows(f"column-{row.stage_id}")
