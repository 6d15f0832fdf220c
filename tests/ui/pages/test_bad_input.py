"""Too much of something, and names too long: the window stays quick, says what is wrong, and loses nothing typed."""

from __future__ import annotations

from datetime import date
from time import perf_counter

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import insert, select

from mltracker import paths
from mltracker.domain.limits import name_key
from mltracker.services import applications, documents, interviews, offers
from mltracker.store.tables import ApplicationTag, Tag
from mltracker.ui.editors.contact_editor import ContactEditor
from mltracker.ui.editors.document_editor import DocumentEditor
from mltracker.ui.editors.interview_editor import InterviewEditor
from mltracker.ui.editors.offer_editor import OfferEditor
from mltracker.ui.editors.story_editor import StoryEditor
from mltracker.ui.pages.pipeline.tags_dialog import TagsDialog
from mltracker.ui.pages.settings.stages import StageEditor
from tests.services.cases import applied, booked
from tests.store.full_rows import content
from tests.ui.pages.person import Person

PAGE = "pipeline"
LONG_NAME = "Quillmere " * 50
# four times what a key may take: shared machines are slow, and this is about what grows with the number of tags
STROKE = 0.2


@pytest.fixture
def tagged(empty: Person) -> Person:
    """Ten thousand tags, a hundred on each of a hundred applications."""
    ids = [applied(empty.ctx, f"Company {number}").id for number in range(100)]
    names = [f"tag {number:02}-{n:02}" for number in range(100) for n in range(100)]
    stamps = {"created_at": empty.ctx.clock(), "updated_at": empty.ctx.clock()}
    with empty.ctx.write_unrecorded() as session:
        session.execute(insert(Tag), [stamps | {"name": name, "name_key": name_key(name)} for name in names])
        tags = session.execute(select(Tag.id).order_by(Tag.id)).scalars()
        session.execute(
            insert(ApplicationTag),
            [stamps | {"application_id": ids[n // 100], "tag_id": tag} for n, tag in enumerate(tags)],
        )
    empty.session.open()
    empty.show("pipeline")
    return empty


def slowest_stroke(person: Person, text: str) -> float:
    """Seconds that the slowest of some keys took until the window had settled."""
    took = []
    for letter in text:
        began = perf_counter()
        person.keys(letter)
        took.append(perf_counter() - began)
    return max(took)


def test_ten_thousand_tags_leave_typing_and_filters_quick(tagged: Person) -> None:
    began = perf_counter()
    tagged.click("filter-tags")
    assert len(tagged.rows("choices-tags-list")) == 10_000
    assert perf_counter() - began < 5 * STROKE
    assert slowest_stroke(tagged, "tag 73-9") < STROKE
    assert tagged.rows("choices-tags-list") == [f"tag 73-9{n}" for n in range(10)]
    tagged.key(Qt.Key.Key_Return)
    tagged.key(Qt.Key.Key_Escape)
    assert tagged.text("pipeline-count") == "1 shown"
    tagged.focus("pipeline-search")
    assert slowest_stroke(tagged, "company") < STROKE
    dialog = TagsDialog(tagged.page.tools, tagged.main, [1])
    dialog.open()
    tagged.settle()
    tagged.focus("tags-edit-field")
    assert slowest_stroke(tagged, "tag 99-") < STROKE
    dialog.reject()


def test_a_name_of_five_hundred_characters_is_refused_where_it_stands_and_stays_typed(sample: Person) -> None:
    before = len(applications.rows(sample.ctx))
    sample.key(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    sample.paste("application-company", LONG_NAME)
    sample.paste("application-role", "Engineer")
    sample.click("application-editor-ok")
    said = sample.error("application-editor-form", "company")
    assert "200" in said, said
    assert sample.text("application-company") == LONG_NAME
    assert len(applications.rows(sample.ctx)) == before
    sample.paste("application-company", LONG_NAME[:200].strip())
    sample.click("application-editor-ok")
    assert len(applications.rows(sample.ctx)) == before + 1
    assert sample.text("toast-text").startswith("Added Quillmere Quillmere")


def test_no_form_cuts_or_swallows_a_name_that_is_too_long(sample: Person) -> None:
    tools, over = sample.page.tools, sample.main
    document = tools.ctx.folder / "desk.pdf"
    document.write_bytes(b"%PDF")
    (row,) = documents.add(tools.ctx, [document])[0].kept
    before = content(paths.database(tools.ctx.folder))
    for editor, field, key in (
        (ContactEditor(tools, over), "contact-name", "name"),
        (StageEditor(tools, over), "stage-name", "name"),
        (StoryEditor(tools, over), "story-title", "title"),
        (DocumentEditor(tools, over, row), "document-title", "title"),
        (TagsDialog(tools, over, [1]), "tags-edit-field", "tags"),
    ):
        editor.open()
        sample.paste(field, LONG_NAME)
        sample.click(f"{editor.objectName()}-ok")
        assert editor.isVisible(), field
        assert "characters" in sample.error(f"{editor.objectName()}-form", key), field
        if field != "tags-edit-field":
            assert sample.text(field) == LONG_NAME
        editor.reject()
    after = content(paths.database(tools.ctx.folder))
    assert {name for name in after if after[name] != before[name]} <= {"draft"}


def test_absurd_dates_are_refused_at_their_fields_and_odd_ones_remarked_on(empty: Person) -> None:
    row = booked(empty.ctx)
    editor = InterviewEditor(empty.page.tools, empty.main, interview_id=row.id)
    editor.open()
    for year in ("0001", "1989", "2100", "9999", "12026"):
        empty.type("interview-date", f"3 Dec {year}")
        empty.click("interview-editor-ok")
        assert empty.error("interview-editor-form", "starts_at"), year
        assert empty.is_shown("interview-editor"), year
    assert interviews.row(empty.ctx, row.id) == row
    editor.reject()
    offer = OfferEditor(empty.page.tools, empty.main, row.application_id)
    offer.open()
    empty.type("offer-base", "90000")
    empty.type("offer-currency", "EUR")
    empty.type("offer-deadline", "3 Dec 2026")
    empty.focus("offer-notes")
    assert not empty.is_shown("offer-editor-notice")
    empty.type("offer-deadline", "30 Nov 2026")
    empty.focus("offer-notes")
    assert empty.text("offer-editor-notice") == "This day is over already. You can keep it so."
    empty.click("offer-editor-ok")
    assert [found.deadline_on for found in offers.versions(empty.ctx, row.application_id)] == [
        date(2026, 11, 30)
    ]
