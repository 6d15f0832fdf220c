"""Library, companies: found by name, with all that was tried there one click away, edited, joined."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from mltracker.domain.applications import ContactDraft
from mltracker.domain.companies import CompanyDraft
from mltracker.services import applications, companies, contacts
from tests.services.cases import applied
from tests.ui.pages.person import CTRL, Person

PAGE = "library"


def open_tab(person: Person, key: str = "companies") -> None:
    """Turn a tab on by the keyboard."""
    person.focus("library-tabs")
    person.key(Qt.Key.Key_Home)
    for _ in range(("stories", "documents", "people", "companies").index(key)):
        person.key(Qt.Key.Key_Right)


def test_companies_stand_with_their_counts_and_lead_everywhere(sample: Person) -> None:
    open_tab(sample)
    rows = companies.rows(sample.ctx)
    assert sample.rows("companies-list") == [row.name for row in rows]
    assert sample.page.subtitle == f"{len(rows)} companies"
    histories = {row.id: companies.history(sample.ctx, row.id) for row in rows}
    row = next(row for row in rows if histories[row.id].people and histories[row.id].asked)
    found = histories[row.id]
    sample.type("companies-search", row.name)
    assert sample.text("company-shown") == row.name
    assert "last contact" in sample.text("company-facts")
    sample.click(f"company-person-{found.people[0].id}")
    assert sample.text("person-shown") == found.people[0].name
    open_tab(sample)
    sample.click(f"company-application-{found.applications[0].id}")
    assert sample.page_name == "pipeline"
    sample.main.host.go_back()  # type: ignore[union-attr]
    assert sample.text("company-shown") == row.name
    sample.click(f"company-asked-{found.asked[0].id}")
    assert sample.page_name == "interviews"


def test_another_page_opens_a_company_and_it_is_renamed_there(sample: Person) -> None:
    application = applications.rows(sample.ctx)[3]
    sample.show("today")
    sample.page.tools.navigator.open_company(application.company_id)
    sample.settle()
    assert sample.page_name == "library"
    assert sample.text("company-shown") == application.company
    sample.click("company-edit")
    sample.type("company-website-field", "javascript:alert(1)")
    sample.click("company-editor-ok")
    assert "http" in sample.error("company-editor-form", "website")
    sample.type("company-website-field", "https://quillmere.example/careers")
    sample.type("company-name", "Quillmere of the North")
    sample.click("company-editor-ok")
    assert sample.text("company-shown") == "Quillmere of the North"
    assert sample.text("company-website") == "quillmere.example/careers"
    assert applications.row(sample.ctx, application.id).company == "Quillmere of the North"
    sample.key(Qt.Key.Key_Z, CTRL)
    assert sample.text("company-shown") == application.company


def test_what_narrows_the_companies_finds_what_was_written_meanwhile(sample: Person) -> None:
    open_tab(sample)
    row = companies.rows(sample.ctx)[2]
    sample.type("companies-search", row.name)
    assert sample.rows("companies-list") == [row.name]
    draft = CompanyDraft.make(name="Quillmere of the North", notes=f"Once {row.name}, now with wombats")
    sample.page.attempt(companies.edit, sample.ctx, row.id, draft)
    assert sample.rows("companies-list") == ["Quillmere of the North"]
    sample.type("companies-search", "wombats")
    assert sample.rows("companies-list") == ["Quillmere of the North"]


def test_a_search_without_companies_says_what_will_stand_here(empty: Person) -> None:
    open_tab(empty)
    assert empty.is_shown("no-companies")
    empty.click("no-companies-button")
    assert empty.dialog() is not None


def test_two_companies_are_chosen_shown_in_words_and_merged_by_one_undoable_step(sample: Person) -> None:
    one, other = companies.rows(sample.ctx)[:2]
    companies.edit(sample.ctx, other.id, CompanyDraft.make(name=other.name, website="https://other.example"))
    open_tab(sample)
    sample.click_row("companies-list", one.name)
    sample.click("company-more")
    sample.pick("Merge with another company…")
    sample.type("choose-company-search", other.name)
    sample.click("choose-company-ok")
    names = [sample.find(f"join-companies-keep-{n}").accessibleName() for n in (0, 1)]
    sample.click(f"join-companies-keep-{names.index(one.name)}")
    told = sample.text("join-companies-preview")
    assert f"What moves over: {other.applications} application" in told
    assert "Empty fields are filled from it: website." in told
    assert "Kept in the notes of the one that stays: other name." in told
    assert "Undo takes the two apart again." in told
    sample.key(Qt.Key.Key_Return)  # on the round mark of the one that stays
    assert sample.text("company-shown") == one.name
    assert sample.text("company-notes-shown") == f"Also called {other.name}."
    assert other.name not in sample.rows("companies-list")
    assert companies.row(sample.ctx, one.id).applications == one.applications + other.applications
    sample.key(Qt.Key.Key_Z, CTRL)
    assert other.name in sample.rows("companies-list")


def test_a_name_that_another_company_has_offers_to_merge_and_loses_nothing_typed(sample: Person) -> None:
    one, other = companies.rows(sample.ctx)[:2]
    open_tab(sample)
    sample.click_row("companies-list", one.name)
    sample.click("company-edit")
    assert not sample.is_shown("company-editor-merge")
    sample.type("company-notes", "Typed just now")
    sample.type("company-name", other.name.upper())
    sample.click("company-editor-ok")
    assert sample.error("company-editor-form", "name") == companies.TAKEN
    sample.click("company-editor-merge")
    names = [sample.find(f"join-companies-keep-{n}").accessibleName() for n in (0, 1)]
    sample.click(f"join-companies-keep-{names.index(other.name)}")
    sample.click("join-companies-ok")
    assert sample.dialog() is None
    assert sample.text("company-shown") == other.name
    assert "Typed just now" in sample.text("company-notes-shown")
    sample.key(Qt.Key.Key_Z, CTRL)
    assert companies.row(sample.ctx, one.id).name == one.name


def test_two_entries_of_one_person_are_merged_and_lead_to_all_they_had(sample: Person) -> None:
    first, second = applications.rows(sample.ctx)[:2]
    for name, row, relation in (("Zora Quill", first, "recruiter"), ("Z. Quill", second, "referrer")):
        draft = ContactDraft.make(name=name)
        contacts.add_contact(sample.ctx, draft, application_id=row.id, relation=relation)
    sample.main.host.refresh_all()  # type: ignore[union-attr]
    open_tab(sample, "people")
    sample.click_row("people-list", "Zora Quill")
    sample.click("person-more")
    sample.pick("Merge with another person…")
    assert sample.rows("choose-person-list")[0] == "Z. Quill"
    sample.click("choose-person-ok")
    assert "What moves over: 1 place in an application." in sample.text("join-people-preview")
    sample.click("join-people-ok")
    assert sample.text("person-shown") == "Zora Quill"
    assert "Z. Quill" not in sample.rows("people-list")
    assert sample.is_shown(f"person-application-{first.id}-recruiter")
    assert sample.is_shown(f"person-application-{second.id}-referrer")
    sample.key(Qt.Key.Key_Z, CTRL)
    assert "Z. Quill" in sample.rows("people-list")


def test_a_company_with_much_of_everything_and_a_hostile_name_stays_readable(empty: Person) -> None:
    name = "<img src=file:///etc/passwd>" + "W" * 150
    for number in range(12):
        row = applied(empty.ctx, name, role_title=f"Role {number}")
        contacts.add_contact(
            empty.ctx, ContactDraft.make(name=f"Person {number:02}", company=name), application_id=row.id
        )
    draft = CompanyDraft.make(name=name, notes="A note. " * 200, website="https://e.example/" + "x" * 500)
    companies.edit(empty.ctx, row.company_id, draft)
    empty.main.resize(1024, 640)
    empty.main.host.refresh_all()  # type: ignore[union-attr]
    open_tab(empty)
    assert empty.text("company-shown").replace("\u200b", "") == name
    assert empty.find("company-facts").text() == "12 active applications"
    assert not empty.is_shown(f"company-application-{row.id - 8}")
    empty.click("company-applications-more")
    assert empty.is_shown(f"company-application-{row.id - 8}")
    empty.click("company-notes-shown-all")
    assert empty.text("company-notes-shown") == draft.notes
    area = empty.find("companies-scroll", QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0
