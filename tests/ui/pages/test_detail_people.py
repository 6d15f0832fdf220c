"""People, company and posting of an application: relations, links that are safe, and a posting mended in place."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from mltracker.domain.applications import ApplicationDraft, ContactDraft
from mltracker.services import applications, contacts
from mltracker.ui.widgets.date_edit import format_date
from tests.ui.pages.person import Person
from tests.ui.pages.test_detail_documents import show_tab

PAGE = "pipeline"


@pytest.fixture
def opened(sample: Person) -> list[str]:
    """Addresses that were handed to the frame to open."""
    found: list[str] = []
    sample.session._tools.navigator.link_requested.disconnect(sample.main.open_link)
    sample.session._tools.navigator.link_requested.connect(found.append)
    return found


def add_change_edit_and_remove_someone(sample: Person) -> None:
    application = show_tab(sample, "Quillmere", "People")
    sample.click("detail-add-contact")
    sample.type("contact-name", "Ida Bramble")
    sample.choose("contact-relation", "Recruiter")
    sample.click("contact-editor-ok")
    (person,) = applications.detail(sample.ctx, application).contacts
    assert (person.name, person.relation, person.company) == ("Ida Bramble", "recruiter", "Quillmere")
    sample.choose(f"relation-{person.id}-recruiter", "Hiring manager")
    assert applications.detail(sample.ctx, application).contacts[0].relation == "hiring-manager"
    sample.click(f"person-more-{person.id}")
    sample.pick("Edit…")
    sample.type("contact-url", "javascript:alert(1)")
    sample.click("contact-editor-ok")
    assert sample.error("contact-editor-form", "url") == "Only http and https addresses can be kept here."
    sample.type("contact-url", "https://quillmere.example/ida")
    sample.type("contact-role", "Head of pricing")
    sample.click("contact-editor-ok")
    assert "Head of pricing" in sample.words("detail-people")
    sample.click(f"person-more-{person.id}")
    sample.pick("Remove from this application")
    assert applications.detail(sample.ctx, application).contacts == ()
    sample.click("toast-undo")
    assert applications.detail(sample.ctx, application).contacts[0].relation == "hiring-manager"


def choose_people_known_from_elsewhere(sample: Person) -> None:
    application = show_tab(sample, "Quillmere", "People")
    known = contacts.contacts(sample.ctx)
    assert known
    sample.click("detail-choose-contact")
    sample.keys(known[0].name[:4])
    sample.key(Qt.Key.Key_Return)
    (person,) = applications.detail(sample.ctx, application).contacts
    assert (person.id, person.relation) == (known[0].id, "other")
    assert sample.action("undo").text() == "Undo: Add someone to an application"


def write_a_mail_and_copy_a_number(sample: Person, opened: list[str]) -> None:
    application = show_tab(sample, "Quillmere", "People")
    good, _ = contacts.add_contact(
        sample.ctx,
        ContactDraft.make(name="Ida", email="ida@quillmere.example", phone="+49 30 1234"),
        application_id=application,
    )
    bad, _ = contacts.add_contact(
        sample.ctx,
        ContactDraft.make(name="Odo", email="odo@x.example?bcc=all@evil.example&body=hi"),
        application_id=application,
    )
    sample.main.host.refresh_all()  # type: ignore[union-attr]
    sample.settle()
    sample.click(f"mail-{good.id}")
    assert opened == ["mailto:ida@quillmere.example"]
    assert not sample.is_shown(f"mail-{bad.id}")
    sample.click(f"phone-{good.id}")
    assert QApplication.clipboard().text() == "+49 30 1234"
    QApplication.clipboard().clear()


def look_at_everything_tried_at_the_company(sample: Person) -> None:
    draft = ApplicationDraft.make(company="Quillmere", role_title="ML Engineer, Ads")
    other, _ = applications.add(sample.ctx, draft, stage="Applied")
    applications.close(sample.ctx, other.id, "rejected")
    application = show_tab(sample, "Quillmere", "People")
    words = sample.words("company-applications")
    assert "ML Engineer, Ads" in words
    assert "they said no · Tue 1 Dec" in words
    assert "this one" in words
    sample.click(f"company-application-{other.id}")
    assert sample.text("detail-role") == "ML Engineer, Ads"
    assert application != other.id
    company = applications.row(sample.ctx, other.id).company
    sample.click("company-open")
    assert sample.page_name == "library"
    assert sample.text("company-shown") == company


def paste_read_and_mend_a_posting(sample: Person, opened: list[str]) -> None:
    application = show_tab(sample, "Quillmere", "Posting")
    sample.click("detail-no-posting-button")
    sample.type("posting-url", "ftp://quillmere.example")
    sample.paste("posting-text", "You will build ranking models in PyTorch and run A/B tests.")
    sample.click("posting-save")
    assert sample.error("posting-form", "posting_url") == "Only http and https addresses can be kept here."
    sample.type("posting-url", "https://quillmere.example/jobs/1")
    sample.click("posting-save")
    assert sample.text("posting-full").startswith("You will build")
    assert "“PyTorch”" in sample.words("detail-scroll")
    sample.click("posting-link")
    assert opened == ["https://quillmere.example/jobs/1"]
    sample.click("posting-edit")
    sample.paste("posting-text", "Only SQL.")
    moved = "https://quillmere.example/jobs/2"
    draft = applications.detail(sample.ctx, application).draft.changed(posting_url=moved)
    applications.edit(sample.ctx, application, draft)
    sample.main.host.refresh_all()  # type: ignore[union-attr]
    sample.settle()
    assert (sample.text("posting-text"), sample.text("posting-url")) == ("Only SQL.", moved)
    sample.main.undo()
    sample.settle()
    sample.click("posting-cancel")
    assert applications.detail(sample.ctx, application).draft.posting_text.startswith("You will")
    sample.main.undo()
    sample.settle()
    assert sample.is_shown("detail-no-posting")
    sample.main.redo()
    sample.settle()
    sample.click("posting-practice")
    assert sample.is_shown("practice-card"), "what it asks is practiced at once"


def leave_a_half_written_posting(sample: Person) -> None:
    show_tab(sample, "Wexlund", "Posting")
    sample.click("detail-no-posting-button")
    sample.type("posting-text", "Half a posting")
    sample.session.reopen()
    sample.settle()
    sample.show("pipeline")
    show_tab(sample, "Wexlund", "Posting")
    assert sample.text("posting-text") == "Half a posting"
    assert sample.is_shown("posting-notice")
    sample.click("posting-cancel")


def take_the_deadline_that_a_posting_names(sample: Person) -> None:
    application = show_tab(sample, "Wexlund", "Posting")
    draft = applications.detail(sample.ctx, application).draft
    applications.edit(sample.ctx, application, draft.changed(deadline_on=None))
    sample.main.host.refresh_all()  # type: ignore[union-attr]
    sample.settle()
    last_day = sample.ctx.today() + timedelta(days=9)
    sample.click("detail-no-posting-button")
    assert not sample.is_shown("posting-deadline")
    sample.paste("posting-text", f"You will train rankers. Deadline: {last_day}")
    assert sample.text("posting-deadline-field") == format_date(last_day)
    sample.paste("posting-text", "You will train rankers.")
    assert not sample.is_shown("posting-deadline")
    sample.paste("posting-text", f"You will train rankers. Deadline: {last_day}")
    sample.type("posting-deadline-field", "soon")
    sample.click("posting-save")
    assert sample.error("posting-form", "deadline_on").startswith("This is not a date.")
    mended = last_day - timedelta(days=1)
    sample.type("posting-deadline-field", str(mended))
    sample.session.reopen()
    sample.settle()
    sample.show("pipeline")
    show_tab(sample, "Wexlund", "Posting")
    assert sample.text("posting-deadline-field") == format_date(mended), "kept with what was typed"
    sample.click("posting-save")
    assert applications.row(sample.ctx, application).deadline_on == mended
    sample.click("posting-edit")
    sample.paste("posting-text", f"You will train rankers. Deadline: {last_day}")
    assert not sample.is_shown("posting-deadline"), "it has one"
    sample.click("posting-save")
    assert applications.row(sample.ctx, application).deadline_on == mended
    sample.click("posting-edit")
    draft = applications.detail(sample.ctx, application).draft
    applications.edit(sample.ctx, application, draft.changed(deadline_on=None))
    sample.main.host.refresh_all()  # type: ignore[union-attr]
    sample.settle()
    assert not sample.is_shown("posting-deadline"), "taken away on purpose, and no other posting was pasted"
    sample.click("posting-cancel")


def delete_and_archive_from_the_menu(sample: Person) -> None:
    application = show_tab(sample, "Quillmere", "Overview")
    sample.click("detail-more")
    sample.pick("Delete this application")
    assert "Quillmere" not in [row.company for row in applications.rows(sample.ctx)]
    assert not sample.is_shown("detail-pane")
    sample.click("toast-undo")
    assert applications.row(sample.ctx, application).company == "Quillmere"
    row = applications.row(sample.ctx, application)
    sample.click_row(f"column-{row.stage_id}", "Quillmere", double=True)
    sample.click("detail-more")
    sample.pick("Archive")
    assert applications.row(sample.ctx, application).archived_at is not None


def test_people_are_chosen_added_changed_written_to_and_their_company_lists_what_was_tried(
    sample: Person, opened: list[str]
) -> None:
    choose_people_known_from_elsewhere(sample)
    sample.main.undo()
    add_change_edit_and_remove_someone(sample)
    write_a_mail_and_copy_a_number(sample, opened)
    look_at_everything_tried_at_the_company(sample)


def test_a_posting_is_pasted_read_mended_kept_over_a_restart_and_its_application_comes_back(
    sample: Person, opened: list[str]
) -> None:
    paste_read_and_mend_a_posting(sample, opened)
    sample.show("pipeline")
    leave_a_half_written_posting(sample)
    take_the_deadline_that_a_posting_names(sample)
    delete_and_archive_from_the_menu(sample)
