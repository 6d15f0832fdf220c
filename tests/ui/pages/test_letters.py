"""Letters: reached from where they are needed, filled in, marked where they are not, copied, mailed and logged."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from mltracker.domain.applications import ContactDraft
from mltracker.domain.interviews import DebriefDraft
from mltracker.services import applications, catalog, contacts, debrief, interviews, preferences
from mltracker.ui.navigation import Place
from mltracker.ui.widgets.buttons import Button
from tests.conftest import NOW
from tests.services.cases import TODAY, applied, booked
from tests.ui.pages import checks
from tests.ui.pages.person import Person


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was opened outside the app."""
    urls: list[str] = []

    def open_url(url: QUrl) -> bool:
        urls.append(bytes(url.toEncoded().data()).decode())
        return True

    monkeypatch.setattr("PySide6.QtGui.QDesktopServices", SimpleNamespace(openUrl=open_url))
    return urls


@pytest.fixture
def met(empty: Person) -> Person:
    """Two people met in a round yesterday, of which one line was noted."""
    ctx = empty.ctx
    row = booked(ctx, applied(ctx, "Wexlund").id, starts_at=NOW - timedelta(hours=20))
    for name, email in (("Rowan Ellery", "rowan@wexlund.example"), ("Quinn Tarrow", "")):
        draft = ContactDraft.make(name=name, email=email)
        contacts.add_contact(
            ctx, draft, application_id=row.application_id, relation="interviewer", interview_id=row.id
        )
    debrief.finish(ctx, row.id, DebriefDraft.make(notes="They retrain weekly\nTwo people on call"))
    empty.session.open()
    empty.settle()
    return empty


def write(person: Person, application_id: int, title: str) -> None:
    assert person.main.host is not None
    person.main.host.show_place(Place("pipeline", application_id))
    person.settle()
    person.click("detail-write")
    person.pick(title)


def thank_buttons(person: Person) -> list[str]:
    """The buttons of Today that write thanks."""
    found = [w for w in person.main.findChildren(Button) if w.objectName().startswith("do-item:")]
    return [button.objectName() for button in found if button.isVisible()]


def body(person: Person) -> str:
    return person.find("letter-body", QPlainTextEdit).toPlainText()


def write_thanks_from_today(met: Person, opened: list[str]) -> None:
    (row,) = interviews.rows(met.ctx)
    (thanks,) = thank_buttons(met)
    met.click(thanks)
    assert body(met).startswith("Hi Rowan,")
    assert "kept thinking about: They retrain weekly" in body(met)
    assert met.text("letter-gaps") == "Still to fill in: [your name]"
    # what is typed first takes the place of the first mark
    met.keys("A")
    assert body(met).endswith("Best,\nA")
    met.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    # the mail program has to wait for the gap
    met.click("letter-mail")
    assert met.error("letter-form", "body") == "Fill in first: [your name]"
    assert opened == []
    met.type("letter-name", "Ash Varga")
    met.key(Qt.Key.Key_Tab)
    assert preferences.get(met.ctx).my_name == "Ash Varga"
    assert met.text("letter-gaps") == "Everything is filled in"
    # another line of the debrief in place of the first, another person, and back
    met.click("letter-facts")
    met.pick("Two people on call")
    assert "kept thinking about: Two people on call\n" in body(met)
    met.choose("letter-whom", "Quinn Tarrow")
    assert body(met).startswith("Hi Quinn,")
    met.click("letter-mail")
    assert "address is needed" in met.error("letter-form", "to")
    met.choose("letter-whom", "Rowan Ellery")
    assert body(met).startswith("Hi Rowan,")
    met.click("letter-mail")
    (url,) = opened
    assert url.startswith(
        "mailto:rowan@wexlund.example?subject=Thank%20you%20for%20the%20conversation&body=Hi%20Rowan%2C%0D%0A"
    )
    assert "log it here" in met.text("letter-notice-text")
    met.click("letter-copy")
    assert QApplication.clipboard().text().startswith("Thank you for the conversation\n\nHi Rowan,")
    QApplication.clipboard().clear()
    dialog = met.dialog()
    assert dialog is not None
    assert [*checks.unnamed(dialog), *checks.lost(dialog), *checks.clipped(dialog)] == []
    met.click("letter-ok")
    (note,) = applications.detail(met.ctx, row.application_id).notes
    assert note.body.splitlines()[1] == "To rowan@wexlund.example"
    assert note.interview_id == row.id
    assert thank_buttons(met) == []


def open_every_letter(empty: Person) -> None:
    row = applied(empty.ctx, "Greyhaddock", follow_up_on=TODAY)
    empty.session.open()
    empty.settle()
    empty.main.resize(1024, 640)
    for letter in catalog.messages():
        write(empty, row.id, letter.title)
        dialog = empty.dialog()
        assert dialog is not None
        assert dialog.height() <= 640
        assert "[your name]" in body(empty)
        if letter.slug != "check-in":
            empty.key(Qt.Key.Key_Escape)
            continue
        empty.find("letter-body", QPlainTextEdit).appendPlainText("P.S. I moved")
        dialog.close()
        empty.settle()
    assert applications.detail(empty.ctx, row.id).notes == ()
    write(empty, row.id, "Follow up on an application")
    assert body(empty).endswith("P.S. I moved")
    empty.find("letter-again").set_value(7)  # type: ignore[attr-defined]
    empty.click("letter-ok")
    assert applications.row(empty.ctx, row.id).follow_up_on == TODAY + timedelta(days=7)
    assert empty.text("detail-company") == "Greyhaddock"


def mail_a_letter_too_long_for_a_link(met: Person, opened: list[str]) -> None:
    preferences.change(met.ctx, my_name="Ash Varga")
    (row,) = interviews.rows(met.ctx)
    write(met, row.application_id, "Thank you")
    met.find("letter-body", QPlainTextEdit).appendPlainText("word " * 500)
    met.click("letter-mail")
    assert opened == ["mailto:rowan@wexlund.example?subject=Thank%20you%20for%20the%20conversation"]
    assert QApplication.clipboard().text().endswith("word " * 500)
    QApplication.clipboard().clear()
    assert "paste it" in met.text("letter-notice-text")


def write_thanks_after_the_debrief(met: Person) -> None:
    (row,) = interviews.rows(met.ctx)
    met.show_interview(row.id)
    met.click("debrief-write")
    assert body(met).startswith("Hi Rowan,")
    met.key(Qt.Key.Key_Escape)
    met.show_interview(row.id, "debrief")
    met.click("debrief-finish")
    met.click("debrief-thanks")
    assert body(met).startswith("Hi Rowan,")


def write_to_hostile_names(empty: Person, opened: list[str]) -> None:
    row = applied(empty.ctx, "<b>{name}</b> & Co " + "W" * 150, role_title="{fact} <img src=x>")
    draft = ContactDraft.make(name="\u202e<i>Eve</i> {company}", email="eve@x.example?bcc=all@x.example")
    contacts.add_contact(empty.ctx, draft, application_id=row.id)
    empty.session.open()
    empty.settle()
    write(empty, row.id, "Withdraw")
    assert "<b>{name}</b> & Co" in body(empty)
    assert "{fact} <img src=x>" in body(empty)
    dialog = empty.dialog()
    assert dialog is not None
    assert [*checks.outside(dialog), *checks.clipped(dialog)] == []
    text = body(empty).replace("[which round]", "the first").replace("[your name]", "Ash")
    empty.find("letter-body", QPlainTextEdit).setPlainText(text)
    empty.click("letter-mail")
    assert opened == []
    assert "address is needed" in empty.error("letter-form", "to")


def test_a_thank_you_note_goes_from_debrief_and_today_to_the_mail_program_and_the_timeline(
    met: Person, opened: list[str]
) -> None:
    write_thanks_after_the_debrief(met)
    met.key(Qt.Key.Key_Escape)
    met.show("today")
    write_thanks_from_today(met, opened)
    opened.clear()
    mail_a_letter_too_long_for_a_link(met, opened)


def test_all_letters_are_offered_what_is_typed_is_kept_and_hostile_names_stay_text(
    empty: Person, opened: list[str]
) -> None:
    open_every_letter(empty)
    write_to_hostile_names(empty, opened)
