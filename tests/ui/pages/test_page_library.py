"""Library: stories from a starter to the interview that heard them, documents with their versions, people."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from mltracker.domain.applications import ContactDraft
from mltracker.domain.stories import StoryDraft
from mltracker.services import catalog, contacts, documents, drafts, interviews, stories
from mltracker.ui.drafts import DraftKeeper
from tests.ui.pages.person import CTRL, Person

PAGE = "library"


def tab(person: Person, key: str) -> None:
    """Turn a tab on by the keyboard."""
    person.focus("library-tabs")
    person.key(Qt.Key.Key_Home)
    for _ in range(("stories", "documents", "people").index(key)):
        person.key(Qt.Key.Key_Right)


def test_a_story_is_begun_from_a_starter_by_one_click(empty: Person) -> None:
    starters = catalog.story_prompts()
    assert len(empty.shown("story-starters")) == 1
    first = starters[0]
    empty.click(f"starter-{first.slug}")
    assert empty.text("story-title") == first.title
    assert first.hints[0] in empty.text("story-hints")
    empty.type("story-situation", "The nightly join lost rows.")
    empty.click("story-editor-ok")
    (row,) = stories.rows(empty.ctx)
    assert (row.kind, row.sections) == (first.kind, {"situation": "The nightly join lost rows."})
    assert row.skills
    assert empty.rows("stories-list") == [first.title]
    assert empty.text("story-shown") == first.title
    assert empty.page.subtitle == "1 story"
    empty.click("stories-ideas")
    assert empty.is_shown("story-starters")
    second = starters[1]
    empty.click(f"starter-{second.slug}")
    empty.click("story-editor-ok")
    assert empty.text("story-shown") == second.title
    empty.key(Qt.Key.Key_Z, CTRL)
    assert empty.text("story-shown") == first.title
    empty.key(Qt.Key.Key_Z, CTRL)
    assert stories.rows(empty.ctx) == []
    assert empty.is_shown("story-starters")


def test_a_project_is_told_in_parts_of_its_own_and_what_is_typed_is_kept(empty: Person) -> None:
    empty.click("stories-add")
    empty.choose("story-kind", "A project")
    assert not empty.is_shown("story-situation")
    empty.type("story-data", "Two million orders")
    empty.click("story-editor-ok")
    assert empty.error("story-editor-form", "title") == "This is needed."
    for keeper in empty.main.findChildren(DraftKeeper):
        keeper.flush()
    assert drafts.get(empty.ctx, "editor:story:new")["story-data"] == "Two million orders"
    dialog = empty.dialog()
    assert dialog is not None
    dialog.close()
    empty.settle()
    empty.click("stories-add")
    assert empty.text("story-data") == "Two million orders"
    empty.type("story-title", "Forecasting demand")
    empty.click("story-editor-ok")
    (row,) = stories.rows(empty.ctx)
    assert (row.kind, row.sections) == ("project", {"data": "Two million orders"})
    empty.click("story-edit")
    empty.type("story-title", "Demand")
    empty.click("story-editor-ok")
    assert empty.text("story-shown") == "Demand"
    empty.click("story-delete")
    assert empty.is_shown("story-starters")


def test_a_story_is_linked_to_a_question_and_told_at_interviews(sample: Person) -> None:
    draft = StoryDraft.make(title="The broken join", situation="Rows were lost.")
    story = stories.add(sample.ctx, draft)[0].id
    sample.main.host.refresh_all()  # type: ignore[union-attr]
    sample.click_row("stories-list", "The broken join")
    sample.click("story-link")
    sample.click("story-choose-questions-ok")
    (answer,) = stories.detail(sample.ctx, story).questions
    sample.click(f"story-unlink-{answer.id}")
    assert stories.detail(sample.ctx, story).questions == ()
    sample.key(Qt.Key.Key_Z, CTRL)
    rows = interviews.rows(sample.ctx)
    by_company: dict[str, list[int]] = {}
    for row in rows:
        by_company.setdefault(row.company, []).append(row.id)
    company, (one, other, *_) = next((c, ids) for c, ids in by_company.items() if len(ids) > 1)
    stories.tell(sample.ctx, story, one)
    sample.main.host.refresh_all()  # type: ignore[union-attr]
    sample.click("story-tell")
    sample.type("story-choose-interview-search", company)
    sample.click("story-choose-interview-ok")
    told = stories.detail(sample.ctx, story).told
    assert len(told) == 2
    assert {telling.company for telling in told} == {company}
    assert any(f"{company} has heard this story before" in n for n in notices(sample))
    sample.click(f"story-told-{one}")
    assert sample.page_name == "interviews"
    assert other


def notices(person: Person) -> list[str]:
    """What the toasts in view say."""
    return [person.words(widget.objectName()) for widget in person.shown("toast")]


def test_documents_stand_with_their_versions_and_where_they_went(sample: Person, tmp_path: Path) -> None:
    source = tmp_path / "talk-slides-v1.pdf"
    source.write_bytes(b"%PDF-1.4 slides")
    application = interviews.rows(sample.ctx)[0].application_id
    documents.add(sample.ctx, [source], application_id=application)
    sample.main.host.refresh_all()  # type: ignore[union-attr]
    tab(sample, "documents")
    sample.type("documents-search", "slides")
    (kept,) = [
        found for found in documents.library(sample.ctx) if found.title == sample.text("document-shown")
    ]
    (version,) = kept.versions
    assert sample.is_shown(f"version-{version.id}")
    after = tmp_path / "talk.pdf"
    after.write_bytes(b"%PDF-1.4 better slides")
    sample.prompts.will("choose_file", after)
    sample.click(f"version-more-{version.id}")
    sample.pick("Add a new version…")
    (kept,) = [found for found in documents.library(sample.ctx) if found.title == kept.title]
    assert len(kept.versions) == 2
    assert sample.is_shown(f"version-{kept.versions[0].id}")
    # a file that went behind the app's back is missed on its row, and nothing else changes
    documents.located(sample.ctx, version.id).path.unlink()
    sample.main.host.refresh_all()  # type: ignore[union-attr]
    sample.settle()
    gone, there = (sample.find(f"version-{found.id}").accessibleName() for found in reversed(kept.versions))
    assert "file is gone" in gone
    assert "file is gone" not in there
    sample.click(f"sent-{version.id}-{application}")
    assert sample.page_name == "pipeline"


def test_a_search_without_documents_or_people_says_what_for_and_the_next_step(empty: Person) -> None:
    tab(empty, "documents")
    assert empty.is_shown("no-documents")
    assert not empty.is_shown("documents-search"), "nothing is there to look through"
    tab(empty, "people")
    empty.click("no-people-button")
    empty.type("contact-name", "Ada Fern")
    empty.click("contact-editor-ok")
    assert empty.rows("people-list") == ["Ada Fern"]
    assert empty.is_shown("person-nowhere")


def test_a_person_is_found_edited_and_leads_to_the_application(sample: Person) -> None:
    application = interviews.rows(sample.ctx)[0].application_id
    draft = ContactDraft.make(name="Zora Quill", email="zora@example.com", company="Quillmere")
    row = contacts.add_contact(sample.ctx, draft, application_id=application, relation="referrer")[0]
    sample.main.host.refresh_all()  # type: ignore[union-attr]
    tab(sample, "people")
    sample.type("people-search", "quillmere")
    assert sample.rows("people-list") == ["Zora Quill"]
    assert sample.text("person-about") == "Quillmere"
    sample.click("person-edit")
    sample.type("contact-role", "Staff scientist")
    sample.click("contact-editor-ok")
    assert sample.text("person-about") == "Staff scientist · Quillmere"
    assert contacts.applications(sample.ctx, row.id)[0].relation == "referrer"
    sample.click(f"person-application-{application}-referrer")
    assert sample.page_name == "pipeline"
