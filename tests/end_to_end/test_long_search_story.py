"""A search of four months: sixty applications, twenty-five rounds, three offers, and what can be looked up at its end.

The first fifteen applications, the first rounds, two debriefs, the practice, the offer that is negotiated and whatever is
done to several at once go through the window by mouse and keys. Most of what repeats the same, forty-five applications
and twenty rounds, is written by the services that the forms call, as the story would take minutes otherwise. What a slot
raises fails the test by itself, so nothing reaches the crash handler unseen.
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QTabBar, QTableView
from pytestqt.qtbot import QtBot

from mltracker import paths
from mltracker.domain.applications import ApplicationDraft, ApplicationFilter, ApplicationRow
from mltracker.domain.interviews import AskedDraft, DebriefDraft, InterviewDraft, InterviewRow
from mltracker.domain.offers import OfferDraft
from mltracker.services import (
    applications,
    checklists,
    contacts,
    debrief,
    documents,
    insights,
    interviews,
    offers,
    pipeline,
    readiness,
)
from tests.conftest import FakeClock
from tests.prompts import ScriptedPrompts
from tests.ui.pages.person import CTRL, Person, at_window
from tests.ui.pages.test_detail_documents import drop, show_tab
from tests.ui.pages.test_pipeline_many import drag, press

SHIFT = Qt.KeyboardModifier.ShiftModifier
SAVED, APPLIED, OFFER, CLOSED = 1, 2, 5, 6
START = datetime(2026, 8, 3, 8, 0, tzinfo=UTC)
POSTING = """
ML Engineer, Search

Requirements
- Solid grasp of machine learning fundamentals and of evaluation metrics
- Experience with ranking or recommender systems, gradient boosting and PyTorch
- SQL, and the patience to explain results to product partners
"""
QUICK = (
    "Quillmere", "Wexlund", "Pebblewick", "Greyhaddock", "Kestrelby", "Tumblewold", "Mossgrave", "Larkspindle",
    "Brindlecombe", "Harrowmint", "Nettlebrook",
)  # fmt: skip
LATER = [
    f"{first}{last}"
    for last in ("lund", "mere", "wold")
    for first in (
        "Alder", "Bracken", "Cinder", "Dapple", "Ember", "Fallow", "Gorse", "Hazel", "Ivel", "Juniper", "Kelp",
        "Linden", "Marl", "Nettle", "Osier",
    )
]  # fmt: skip
MISSED = ("How do you know that a model is calibrated", "What is a cold start")


@pytest.fixture
def clock() -> FakeClock:
    """The first morning of the search."""
    return FakeClock(START)


def row_of(person: Person, company: str, role: str = "") -> ApplicationRow:
    found = applications.rows(person.ctx, ApplicationFilter(active_only=False, archived=None))
    return next(row for row in found if row.company == company and role in row.role_title)


def round_of(person: Person, company: str, kind: str) -> InterviewRow:
    return next(r for r in interviews.rows(person.ctx) if (r.company, r.round_kind) == (company, kind))


def at(person: Person, day: datetime) -> None:
    """Some weeks later the app is started again."""
    person.clock.now = day
    person.session.open()
    person.settle()


@pytest.mark.timeout(300)  # some fifteen seconds of work, which a machine that is busy otherwise stretches
def test_a_search_of_four_months(
    qtbot: QtBot,
    qapp: QApplication,
    data_dir: Path,
    clock: FakeClock,
    prompts: ScriptedPrompts,
    tmp_path: Path,
) -> None:
    with at_window(qtbot, qapp, data_dir, clock, prompts) as person:
        _begin_with_a_posting(person)
        _add_a_dozen_by_keys(person)
        _send_them(person)
        _write_down_what_belongs_to_one(person, tmp_path)
        _apply(person, LATER[:24], START + timedelta(days=1))
        _close_what_went_silent(person)
        _book_move_and_cancel(person)
        _interview_all_autumn(person)
        practiced = _prepare(person)
        _debrief_through_the_window(person, practiced)
        _hear_of_a_rejection(person)
        _apply(person, LATER[24:], datetime(2026, 10, 5, 8, 0, tzinfo=UTC))
        _negotiate(person)
        _compare(person)
        _decide(person)
        _look_up(person)
    with at_window(qtbot, qapp, data_dir, clock, prompts, "pipeline") as again:
        _find_it_all_again(again)
    with sqlite3.connect(paths.database(data_dir)) as data:
        assert data.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert data.execute("PRAGMA foreign_key_check").fetchall() == []


def _begin_with_a_posting(person: Person) -> None:
    person.paste("posting-text", POSTING)
    person.until(lambda: person.is_shown("posting-result"), "nothing was found in the posting")
    assert "“PyTorch”" in person.words("posting-result")
    person.type("posting-company", "Fernhollow Labs")
    person.type("posting-role", "ML Engineer, Search")
    person.click("posting-keep")
    assert row_of(person, "Fernhollow Labs").stage == "Saved"


def quick_add(person: Person, company: str, role: str = "ML Engineer") -> str:
    """Two fields and Enter; what the form said meanwhile."""
    person.key(Qt.Key.Key_N, CTRL)
    person.keys(company)
    person.key(Qt.Key.Key_Tab)
    person.keys(role)
    said = (
        person.text("application-editor-notice-text") if person.is_shown("application-editor-notice") else ""
    )
    person.key(Qt.Key.Key_Return)
    assert row_of(person, company, role)
    return said


def _add_a_dozen_by_keys(person: Person) -> None:
    """Two more from their postings; a second role at the same company is told apart from the same role again."""
    for company in ("Marrowby", "Saltmarrow"):
        person.key(Qt.Key.Key_N, CTRL)
        person.type("application-company", company)
        person.type("application-role", "Applied Scientist")
        person.click("application-more-head")
        person.paste("application-posting", POSTING)
        person.click("application-editor-ok")
        assert applications.detail(person.ctx, row_of(person, company).id).draft.posting_text
    assert [quick_add(person, company) for company in QUICK] == [""] * len(QUICK)
    said = quick_add(person, "Quillmere", "Data Scientist")
    assert said == "Quillmere is there already, as ML Engineer (Saved)."
    person.key(Qt.Key.Key_N, CTRL)
    person.keys("quillmere")
    person.key(Qt.Key.Key_Tab)
    person.keys("Data Scientist")
    said = person.text("application-editor-notice-text")
    assert said == "Already applied? Quillmere, Data Scientist is there (Saved). And 1 more."
    person.key(Qt.Key.Key_Escape)
    assert len(applications.rows(person.ctx)) == 15


def _send_them(person: Person) -> None:
    """One by dragging, one by keys, eleven in one step; two stay saved for good."""
    person.show("pipeline")
    press(person, SAVED, "Fernhollow Labs")
    drag(person, SAVED, APPLIED, QDragEnterEvent, QDragMoveEvent, QDropEvent)
    person.settle()
    press(person, SAVED, "Marrowby")
    person.focus(f"column-{SAVED}")
    person.key(Qt.Key.Key_Right, CTRL)
    assert set(person.rows(f"column-{APPLIED}")) == {"Fernhollow Labs", "Marrowby"}
    person.segment("pipeline-views", "Table")
    person.click("filter-stage_ids")
    person.pick("Saved")
    view = person.find("pipeline-table", QTableView)
    spot = view.visualRect(view.model().index(0, 1)).center()
    person.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    person.focus("pipeline-table")
    person.key(Qt.Key.Key_Down, SHIFT, times=10)
    assert person.text("selection-count") == "11 selected"
    person.click("bulk-move")
    person.pick("Applied")
    assert person.text("toast-text") == "11 applications moved to Applied"
    by_stage = pipeline.overview(person.ctx).by_stage
    assert (by_stage[SAVED], by_stage[APPLIED]) == (2, 13)
    person.click("filter-stage_ids")
    person.pick("Saved")
    person.segment("pipeline-views", "Board")


def _write_down_what_belongs_to_one(person: Person, folder: Path) -> None:
    """A note, a person, and the resume that was sent."""
    application = show_tab(person, "Fernhollow Labs", "Timeline")
    person.type("detail-note", "Rowan says the team is growing")
    person.key(Qt.Key.Key_Return)
    assert "Rowan says the team is growing" in person.rows("timeline")
    show_tab(person, "Fernhollow Labs", "People")
    person.click("detail-add-contact")
    person.type("contact-name", "Rowan Ellery")
    person.type("contact-email", "rowan@fernhollow.example")
    person.click("contact-editor-ok")
    assert [row.name for row in contacts.contacts(person.ctx)] == ["Rowan Ellery"]
    resume = folder / "resume.pdf"
    resume.write_bytes(b"%PDF-1.7")
    show_tab(person, "Fernhollow Labs", "Documents")
    drop(person, resume)
    assert [row.name for row in documents.of_application(person.ctx, application)] == ["Resume"]


def _apply(person: Person, companies: list[str], first: datetime) -> None:
    """Eight every other week, by the service behind the form."""
    for number, company in enumerate(companies):
        person.clock.now = first + timedelta(days=14 * (number // 8))
        draft = ApplicationDraft.make(company=company, role_title="ML Engineer", source="Job board")
        applications.add(person.ctx, draft, stage="Applied")


def _close_what_went_silent(person: Person) -> None:
    """In September the filter offers what nothing was heard of; one waits longer, one is closed, others in one step."""
    at(person, START + timedelta(days=45))
    person.show("pipeline")
    silent = [card.row.company for card in pipeline.overview(person.ctx).cards if card.silent_days]
    assert person.text("filter-silent") == f"{len(silent)} silent for 30 days"
    person.click("filter-silent")
    press(person, APPLIED, "Kestrelby")
    assert person.text("detail-silence-text") == "Nothing heard for 45 days."
    person.click("detail-wait")
    press(person, APPLIED, "Wexlund")
    person.click("detail-ghost")
    assert row_of(person, "Wexlund").outcome == "ghosted"
    press(person, APPLIED, "Pebblewick")
    press(person, APPLIED, "Greyhaddock", CTRL)
    press(person, APPLIED, "Tumblewold", CTRL)
    person.click("bulk-move")
    person.pick("Closed")
    person.choose("closing-outcome", "They went silent")
    person.click("closing-ok")
    assert {row_of(person, name).outcome for name in ("Pebblewick", "Greyhaddock", "Tumblewold")} == {
        "ghosted"
    }
    left = [card.row.company for card in pipeline.overview(person.ctx).cards if card.silent_days]
    assert set(silent) - set(left) == {"Kestrelby", "Wexlund", "Pebblewick", "Greyhaddock", "Tumblewold"}
    person.click("filter-silent")


def book(person: Person, company: str, kind: str, day: str, time: str) -> None:
    """A round of the application in view, by the form."""
    person.show("pipeline")
    press(person, row_of(person, company).stage_id, company)
    person.key(Qt.Key.Key_N, CTRL | SHIFT)
    assert company in person.find("interview-application", QComboBox).currentText()
    person.choose("interview-round", kind)
    person.type("interview-date", day)
    person.type("interview-time", time)
    person.click("interview-editor-ok")


def _book_move_and_cancel(person: Person) -> None:
    """Five rounds by the form: booking proposes the stage, one is moved, one does not happen."""
    book(person, "Fernhollow Labs", "Recruiter screen", "Mon 21 Sep 2026", "10:00")
    assert person.text("stage-move") == "Move to Screening"
    person.click("stage-move")
    book(person, "Marrowby", "Recruiter screen", "Mon 21 Sep 2026", "15:00")
    person.click("stage-move")
    book(person, "Saltmarrow", "Recruiter screen", "Tue 22 Sep 2026", "15:00")
    person.click("stage-move")
    book(person, "Fernhollow Labs", "ML breadth", "Thu 1 Oct 2026", "10:00")
    assert person.text("stage-move") == "Move to Interviewing"
    person.click("stage-move")
    person.click("when-move")
    person.type("move-date", "Fri 2 Oct 2026")
    person.click("move-editor-ok")
    assert person.text("when-moved") == "Moved from Thu 1 Oct, 10:00"
    book(person, "Harrowmint", "Recruiter screen", "Wed 23 Sep 2026", "9:00")
    person.click("interview-more")
    person.pick("It was cancelled")
    assert round_of(person, "Harrowmint", "recruiter-screen").status == "cancelled"
    assert len(interviews.rows(person.ctx)) == 5


def _interview_all_autumn(person: Person) -> None:
    """Twenty more rounds by the services: seventeen screens, of which nine are passed, and three that follow."""
    ctx = person.ctx
    for number, company in enumerate(LATER[:17]):
        person.clock.now = START + timedelta(days=46 + number // 4, hours=number % 4)
        application = row_of(person, company)
        applications.move_stage(ctx, application.id, "Screening")
        draft = InterviewDraft.make(
            application_id=application.id,
            round_kind="recruiter-screen",
            starts_at=person.clock.now + timedelta(hours=2),
        )
        row, _ = interviews.add(ctx, draft)
        person.clock.advance(hours=3)
        passed = number % 2 == 0
        if number < 6:
            debrief.log(ctx, row.id, AskedDraft.make(text="Why are you looking for a new job", grade="good"))
            debrief.finish(ctx, row.id, DebriefDraft.make(result="passed" if passed else "failed"))
        else:
            interviews.set_result(ctx, row.id, "passed" if passed else "failed")
        if not passed:
            applications.close(ctx, application.id, "rejected")
        elif number < 12:
            applications.move_stage(ctx, application.id, "Interviewing")
    for company, kind in (
        ("Marrowby", "ml-breadth"),
        ("Saltmarrow", "ml-breadth"),
        ("Fernhollow Labs", "coding"),
    ):
        draft = InterviewDraft.make(
            application_id=row_of(person, company).id,
            round_kind=kind,
            starts_at=datetime(2026, 11, 5, 9, 0, tzinfo=UTC),
        )
        interviews.add(ctx, draft)
    for company in ("Marrowby", "Saltmarrow"):
        applications.move_stage(ctx, row_of(person, company).id, "Interviewing")
    assert len(interviews.rows(ctx)) == 25


def _prepare(person: Person) -> str:
    """An evening before the round that was moved: an item is ticked, three questions are practiced; the first of them."""
    at(person, datetime(2026, 10, 1, 18, 0, tzinfo=UTC))
    row = round_of(person, "Fernhollow Labs", "ml-breadth")
    person.show_interview(row.id)
    item = next(item for item in checklists.items(person.ctx, row.id) if item.done_at is None)
    person.tick(f"item-{item.id}")
    assert item.id in {i.id for i in checklists.items(person.ctx, row.id) if i.done_at is not None}
    before = readiness.for_interview(person.ctx, row.id).readiness
    person.click("questions-practice")
    first = person.text("card-prompt")
    for _ in range(3):
        person.key(Qt.Key.Key_Space)
        person.key(Qt.Key.Key_A)
        person.key(Qt.Key.Key_3)
    person.key(Qt.Key.Key_Escape)
    assert person.text("finish-headline") == "3 questions answered"
    after = readiness.for_interview(person.ctx, row.id).readiness
    assert after.mean > before.mean
    return first


def note_down(person: Person, text: str, grade: str, *, twin: bool = False) -> None:
    """A line of a debrief; with `twin` it is the question of the bank that is offered first."""
    person.keys(text)
    if twin:
        person.find("debrief-suggestions")
        person.key(Qt.Key.Key_Tab)
    else:
        person.key(Qt.Key.Key_Return)
    person.keys(grade)


def finish(person: Person, of: str) -> None:
    person.segment("debrief-result", "Passed")
    person.key(Qt.Key.Key_Return, CTRL)
    assert person.text("debrief-headline").endswith(of)
    person.click("debrief-done")


def _debrief_through_the_window(person: Person, practiced: str) -> None:
    """Stumbles in a real round lower what the next round of the same kind is expected to be like."""
    at(person, datetime(2026, 10, 2, 12, 0, tzinfo=UTC))
    coming = round_of(person, "Marrowby", "ml-breadth").id
    before = readiness.for_interview(person.ctx, coming).readiness
    person.show_interview(round_of(person, "Fernhollow Labs", "ml-breadth").id, "debrief")
    note_down(person, practiced, "2", twin=True)
    for text in MISSED:
        note_down(person, text, "1")
    finish(person, "of 3")
    after = readiness.for_interview(person.ctx, coming).readiness
    assert after.mean < before.mean
    person.show_interview(round_of(person, "Fernhollow Labs", "recruiter-screen").id, "debrief")
    for text in ("Why this company", "What salary do you expect"):
        note_down(person, text, "3")
    finish(person, "of 2")


def _hear_of_a_rejection(person: Person) -> None:
    """They say no to one that came as far as interviews; how it ended is asked."""
    person.show("pipeline")
    application = row_of(person, LATER[0])
    assert application.stage == "Interviewing"
    press(person, application.stage_id, LATER[0])
    person.click("detail-move")
    person.pick("Closed")
    person.choose("closing-outcome", "They said no")
    person.type("closing-note", "They wanted more work with streams")
    person.click("closing-ok")
    assert row_of(person, LATER[0]).outcome == "rejected"


def _negotiate(person: Person) -> None:
    """Three offers in November; one gets better by a second version."""
    at(person, datetime(2026, 11, 16, 9, 0, tzinfo=UTC))
    person.show("pipeline")
    application = show_tab(person, "Fernhollow Labs", "Offer")
    person.click("detail-no-offer-button")
    person.type("offer-base", "100k")
    person.type("offer-bonus", "10%")
    person.type("offer-equity", "40k")
    person.choose("offer-vest-years", "4 years")
    person.type("offer-sign-on", "8000")
    person.type("offer-currency", "eur")
    person.type("offer-deadline-field", "30 Nov 2026")
    person.click("offer-editor-ok")
    person.click("offer-add")
    person.type("offer-base", "112,000")
    person.click("offer-editor-ok")
    assert [offer.base for offer in offers.versions(person.ctx, application)] == [112_000, 100_000]
    none = {"bonus": 0, "equity_total": 0, "sign_on": 0}
    dollars = OfferDraft.make(base=120_000, currency="USD", **none)
    marrowby = row_of(person, "Marrowby").id
    offers.add(person.ctx, marrowby, dollars, to_offer_stage=True)
    offers.add(person.ctx, marrowby, dollars.changed(base=128_000))
    thin = OfferDraft.make(base=105_000, bonus=5_000, sign_on=0, currency="EUR")
    offers.add(person.ctx, row_of(person, "Saltmarrow").id, thin, to_offer_stage=True)
    person.session.open()
    person.settle()


def _compare(person: Person) -> None:
    """In the user's own currency, by the user's own rate.

    Fernhollow: 112,000 + 10,000 + 40,000 / 4 + 8,000 / 4 = 134,000 a year; in the first 112,000 + 10,000 + 10,000 +
    8,000 = 140,000. Marrowby: 128,000 x 0.9 = 115,200. Saltmarrow: 105,000 + 5,000 and an equity nobody told of.
    """
    fernhollow, marrowby, saltmarrow = (
        row_of(person, company).id for company in ("Fernhollow Labs", "Marrowby", "Saltmarrow")
    )
    person.show("pipeline")
    show_tab(person, "Fernhollow Labs", "Offer")
    assert person.text("offer-compare") == "Compare 3 offers"
    person.click("offer-compare")
    assert person.text(f"no-rate-{marrowby}") == "no rate for USD yet"
    person.type("rate-USD", "0.9")
    person.key(Qt.Key.Key_Return)
    assert person.text(f"per-year-{fernhollow}") == "134,000"
    assert person.text(f"per-year-{marrowby}") == "115,200"
    assert person.text(f"per-year-{saltmarrow}") == "at least 110,000"
    assert person.text(f"missing-{saltmarrow}") == "equity not known"
    assert "140,000" in person.words("compare-grid")
    person.click("compare-done")


def _decide(person: Person) -> None:
    """One is accepted; the other two are declined in one step, which Undo takes back and does again."""
    press(person, OFFER, "Fernhollow Labs")
    person.focus(f"column-{OFFER}")
    person.key(Qt.Key.Key_Right, CTRL)
    person.choose("closing-outcome", "I accepted an offer")
    person.click("closing-ok")
    press(person, OFFER, "Marrowby")
    press(person, OFFER, "Saltmarrow", CTRL)
    person.focus(f"column-{OFFER}")
    person.key(Qt.Key.Key_Right, CTRL)
    person.choose("closing-outcome", "I declined an offer")
    person.click("closing-ok")
    others = ("Marrowby", "Saltmarrow")
    assert {row_of(person, name).outcome for name in others} == {"declined"}
    person.key(Qt.Key.Key_Z, CTRL)
    assert {(row_of(person, name).outcome, row_of(person, name).stage) for name in others} == {
        ("open", "Offer")
    }
    assert row_of(person, "Fernhollow Labs").outcome == "accepted", "only the last step is taken back"
    person.key(Qt.Key.Key_Z, CTRL | SHIFT)
    assert {row_of(person, name).outcome for name in others} == {"declined"}


def _look_up(person: Person) -> None:
    """What one wants to know in the end, counted by hand from the above."""
    at(person, datetime(2026, 12, 3, 9, 0, tzinfo=UTC))
    found = insights.insights(person.ctx)
    # two stayed saved; three and seventeen were screened; of those three and six were interviewed
    assert found.funnel == {"saved": 60, "applied": 58, "screening": 20, "interviewing": 9, "offer": 3}
    # eight after their screen, one after more; one and three of whom nothing was heard
    outcomes = {"open": 44, "rejected": 9, "accepted": 1, "declined": 2, "ghosted": 4}
    assert found.outcomes == outcomes
    card = found.scorecard
    assert (card.interviews, card.asked) == (6 + 2, 6 + 3 + 2)
    assert (card.recommended_asked + card.practiced_only, card.unforeseen) == (1, 10)
    assert found.rounds["recruiter-screen"].count == 9 + 1
    _did_i_apply(person)
    _read_the_history(person)


def _did_i_apply(person: Person) -> None:
    person.key(Qt.Key.Key_N, CTRL)
    person.keys(LATER[0].lower())
    said = person.text("application-editor-notice-text")
    assert said == f"You applied to {LATER[0]} before, as ML Engineer (they said no, Fri 2 Oct)."
    person.key(Qt.Key.Key_Escape)


def _read_the_history(person: Person) -> None:
    """The palette finds what was closed two months ago; a rejection erased nothing of it."""
    person.key(Qt.Key.Key_K, CTRL)
    person.keys(LATER[0])
    person.key(Qt.Key.Key_Return)
    assert person.text("detail-company") == LATER[0]
    tabs = person.find("detail-tabs", QTabBar)
    number = [tabs.tabText(n) for n in range(tabs.count())].index("Timeline")
    person.qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(number).center())
    person.settle()
    assert person.rows("timeline") == [
        "Interviewing → Closed",
        "Screening → Interviewing",
        "Recruiter screen",
        "Applied → Screening",
        "Applied",
    ]
    detail = applications.detail(person.ctx, row_of(person, LATER[0]).id)
    assert detail.outcome_note == "They wanted more work with streams"
    assert detail.row.furthest_kind == "interviewing"


def _find_it_all_again(person: Person) -> None:
    """The next start, on the same folder."""
    everything = applications.rows(person.ctx, ApplicationFilter(active_only=False, archived=None))
    assert len(everything) == 60
    rounds = interviews.rows(person.ctx)
    assert len(rounds) == 25
    assert sum(row.status == "cancelled" for row in rounds) == 1
    assert sum(row.debriefed_at is not None for row in rounds) == 6 + 2
    # the filter is as it was left, on what the palette had found in the archive: nine rejected, four silent
    assert person.text("pipeline-count") == "13 shown"
    person.click("pipeline-saved-views")
    person.pick("Active")
    assert person.text("pipeline-count") == "44 shown"
    person.click(f"open-{CLOSED}")
    # what was closed more than a month ago is in the archive by now
    assert set(person.rows(f"column-{CLOSED}")) == {"Fernhollow Labs", "Marrowby", "Saltmarrow"}
    press(person, CLOSED, "Fernhollow Labs")
    person.key(Qt.Key.Key_Return)
    assert "I accepted an offer" in person.words("detail-pane")
    application = row_of(person, "Fernhollow Labs").id
    detail = applications.detail(person.ctx, application)
    assert "Rowan says the team is growing" in [note.body for note in detail.notes]
    assert [contact.name for contact in detail.contacts] == ["Rowan Ellery"]
    assert [row.name for row in documents.of_application(person.ctx, application)] == ["Resume"]
    assert [offer.version for offer in offers.versions(person.ctx, application)] == [2, 1]
    assert not person.is_shown("crash")
