"""Library, companies: found by name, with all that was tried there one click away, edited, joined."""

from __future__ import annotations

from PySide6.QtCore import Qt

from mltracker.services import applications, companies
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


def test_a_search_without_companies_says_what_will_stand_here(empty: Person) -> None:
    open_tab(empty)
    assert empty.is_shown("no-companies")
    empty.click("no-companies-button")
    assert empty.dialog() is not None
