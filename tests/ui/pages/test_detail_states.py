"""Every tab of the detail pane with too much and with hostile words: fits, is reached by keys, loads no picture."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from mltracker.domain.applications import ApplicationDraft, ContactDraft, NoteDraft
from mltracker.domain.documents import DocumentDraft
from mltracker.domain.interviews import InterviewDraft
from mltracker.domain.offers import OfferDraft
from mltracker.services import (
    application_tasks,
    applications,
    asks,
    contacts,
    documents,
    interviews,
    notes,
    offers,
)
from mltracker.services.context import Context, open_context
from mltracker.ui.navigation import Place
from tests.conftest import FakeClock
from tests.prompts import ScriptedPrompts
from tests.ui.pages import checks, searches
from tests.ui.pages.person import Person, at_window
from tests.ui.pages.test_canary import seen
from tests.ui.pages.test_states import SIZES

PAGE = "pipeline"


def crowd(ctx: Context, folder: Path, words: str, long: str, count: int) -> int:
    """An application with much of everything, in these words; returns its id."""
    folder.mkdir(exist_ok=True)
    draft = ApplicationDraft.make(
        company=words,
        role_title=words,
        location=words,
        source=words,
        posting_text=long * 4,
        posting_url=f"https://hostile.example/{'p' * 400}",
        follow_up_on=ctx.today(),
        follow_up_note=words,
        salary_min=1,
        salary_max=2_000_000_000,
        salary_currency="EUR",
    )
    row, _ = applications.add(ctx, draft, stage="Offer")
    for number in range(count):
        notes.add(ctx, row.id, NoteDraft.make(kind="said" if number < 5 else "note", body=long))
        application_tasks.add(ctx, row.id, words, due_on=ctx.today() - timedelta(days=number % 3))
        person = ContactDraft.make(
            name=words,
            role=words,
            email=words,
            phone=words,
            url=f"https://h.example/{'u' * 300}",
            company=words if number % 2 else "",
            notes=long,
        )
        contacts.add_contact(ctx, person, application_id=row.id, relation="other")
        path = folder / f"{number}.pdf"
        path.write_bytes(f"%PDF {number}".encode())
        kept = documents.add(ctx, [path], application_id=row.id)[0].kept[0]
        documents.edit(ctx, kept.id, DocumentDraft.make(kind="resume", title=words, version_label=words))
        offers.add(
            ctx,
            row.id,
            OfferDraft.make(
                base=2_000_000_000 - number,
                currency="EUR",
                level=words,
                notes=long,
                deadline_on=date(2026, 12, 2),
            ),
        )
    return row.id


def tabs_of(person: Person) -> list[str]:
    tabs = person.find("detail-tabs", QTabBar)
    return [tabs.tabText(number) for number in range(tabs.count())]


def show_number(person: Person, number: int) -> None:
    person.find("detail-tabs", QTabBar).setCurrentIndex(number)
    person.settle()


def faults(person: Person) -> list[str]:
    """What does not fit or is not reached on any tab, in both sizes."""
    found = []
    for number, title in enumerate(tabs_of(person)):
        show_number(person, number)
        for size in SIZES:
            person.main.resize(*size)
            person.settle()
            pane = person.find("detail-pane")
            lines = [*checks.outside(pane), *checks.clipped(pane), *checks.sideways(pane)]
            found += [f"{title} {size[0]}x{size[1]}: {line}" for line in lines]
        pane = person.find("detail-pane")
        lines = [*checks.unnamed(pane), *checks.unnamed_areas(pane), *checks.lost(pane)]
        found += [f"{title}: {line}" for line in lines]
    return found


def opened(person: Person, application_id: int) -> Person:
    assert person.main.host is not None
    person.main.host.show_place(Place("pipeline", application_id))
    person.settle()
    return person


def test_a_usual_application_fits_on_every_tab(sample: Person) -> None:
    row = next(row for row in applications.rows(sample.ctx) if row.company == "Harrowmint")
    offers.add(sample.ctx, row.id, OfferDraft.make(base=98_000, currency="EUR"))
    application_tasks.add(sample.ctx, row.id, "Send references", due_on=sample.ctx.today())
    assert faults(opened(sample, row.id)) == []


def test_much_of_everything_fits_and_is_reached(
    qtbot: QtBot,
    qapp: QApplication,
    data_dir: Path,
    clock: FakeClock,
    prompts: ScriptedPrompts,
    tmp_path: Path,
) -> None:
    ctx = open_context(data_dir, clock, "write")
    application = crowd(
        ctx, tmp_path / "desk", "A long but usual name of something", "Usual words. " * 60, 12
    )
    ctx.close()
    with at_window(qtbot, qapp, data_dir, clock, prompts, "pipeline") as person:
        assert faults(opened(person, application)) == []


@pytest.mark.parametrize("number", [0, 4])
def test_hostile_words_stay_words_on_every_tab_and_in_the_comparison(
    qtbot: QtBot,
    qapp: QApplication,
    data_dir: Path,
    clock: FakeClock,
    prompts: ScriptedPrompts,
    tmp_path: Path,
    number: int,
) -> None:
    picture = searches.canary(tmp_path / "pictures")
    words = searches.hostile_words(picture)[number]
    long = f"{words}\n![x]({picture.as_uri()})\n" + "word " * 95
    ctx = open_context(data_dir, clock, "write")
    application = crowd(ctx, tmp_path / "desk", words, long, 2)
    round_, _ = interviews.add(
        ctx,
        InterviewDraft.make(
            application_id=application, round_kind="ml-breadth", starts_at=clock() - timedelta(days=1)
        ),
    )
    planned, _ = asks.plan(ctx, round_.id, asks.bank(ctx)[0].id)
    asks.answer(ctx, planned, long, "warning")
    criteria = [{"key": "c1", "name": words, "weight": 3}]
    offers.change_settings(ctx, "Hostile", criteria=criteria, currency="EUR")
    ctx.close()
    with at_window(qtbot, qapp, data_dir, clock, prompts, "pipeline") as person:
        opened(person, application)
        found = faults(person)
        for place, title in enumerate(tabs_of(person)):
            show_number(person, place)
            found += [f"{title}: picture in {name}" for name in seen(person)]
            found += rich(person.main, title)
        person.action("compare-offers").trigger()
        person.settle()
        dialog = person.dialog()
        assert dialog is not None
        found += [*checks.outside(dialog), *checks.clipped(dialog), *checks.sideways(dialog)]
        found += [f"comparison: picture in {name}" for name in seen(person)]
        found += rich(dialog, "comparison")
        dialog.reject()
        person.settle()
    assert found == []


def rich(root: QWidget, where: str) -> list[str]:
    """Texts of data that Qt would take for rich text."""
    found = []
    for widget in root.findChildren(QWidget):
        if "<img src=" in widget.toolTip():
            found.append(f"{where}: tooltip of {widget.objectName()}")
        plain = not isinstance(widget, QLabel) or widget.textFormat() is Qt.TextFormat.PlainText
        if isinstance(widget, QLabel) and "<img" in widget.text() and not plain:
            found.append(f"{where}: label {widget.objectName()}")
    return found
