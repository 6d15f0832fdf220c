"""The Offer tab and the comparison: versions of a negotiation, own rates and weights, and what is not known."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit

from mltracker.domain.offers import OfferDraft
from mltracker.services import applications, asks, interviews, offers, today
from tests.ui.pages.person import Person
from tests.ui.pages.test_detail_documents import show_tab

PAGE = "pipeline"


def id_of(person: Person, company: str) -> int:
    return next(row.id for row in applications.rows(person.ctx) if row.company == company)


@pytest.fixture
def three(sample: Person) -> Person:
    """Three open offers, one of them in dollars and thin."""
    ctx = sample.ctx
    offers.add(
        ctx,
        id_of(sample, "Harrowmint"),
        OfferDraft.make(
            base=98_000,
            bonus=5_000,
            equity_total=40_000,
            vest_years=4,
            sign_on=8_000,
            currency="EUR",
            deadline_on=date(2026, 12, 7),
        ),
    )
    offers.add(ctx, id_of(sample, "Marrowby"), OfferDraft.make(base=128_000, currency="USD"))
    offers.add(
        ctx,
        id_of(sample, "Fernhollow Labs"),
        OfferDraft.make(base=105_000, bonus=0, equity_total=0, sign_on=0, currency="EUR"),
    )
    return sample


def note_move_and_negotiate(sample: Person) -> None:
    application = show_tab(sample, "Fernhollow Labs", "Offer")
    sample.click("detail-no-offer-button")
    assert sample.find("offer-move", QCheckBox).isChecked()
    sample.type("offer-base", "100k")
    sample.type("offer-bonus", "10%")
    sample.type("offer-currency", "")
    sample.type("offer-deadline-field", "2 Dec 2026")
    sample.click("offer-editor-ok")
    assert sample.error("offer-editor-form", "currency") == (
        "Say which currency the figures are in, such as EUR."
    )
    sample.type("offer-currency", "usd")
    sample.click("offer-editor-ok")
    (first,) = offers.versions(sample.ctx, application)
    assert (first.base, first.bonus, first.currency) == (100_000, 10_000, "USD")
    assert applications.row(sample.ctx, application).stage_kind == "offer"
    assert sample.text("offer-per-year") == "at least 110,000 USD"
    assert "equity and sign-on not known" in [
        getattr(sign.sign, "text", "")
        for sign in sample.find("offer-worth").findChildren(object)
        if hasattr(sign, "sign")
    ]
    assert today.overview(sample.ctx).actions[0].title == "Answer the Fernhollow Labs offer"
    sample.click("offer-add")
    assert sample.text("offer-base") == "100,000"
    sample.click("offer-editor-ok")
    assert sample.text("offer-editor-notice-text") == "Nothing differs from version 1."
    sample.type("offer-base", "112,000")
    sample.click("offer-editor-ok")
    assert sample.text("offer-base") == "112,000 USD"
    assert "was 100,000 USD" in sample.words("offer-facts")
    assert "Base 100,000 USD" in sample.words("offer-version-1")
    sample.main.undo()
    assert sample.text("offer-base") == "100,000 USD"


def enter_impossible_offers(sample: Person) -> None:
    show_tab(sample, "Brindlecombe", "Offer")
    sample.click("detail-no-offer-button")
    sample.click("offer-editor-ok")
    assert (
        sample.text("offer-editor-notice-text") == "Note at least one thing of the offer, such as the base."
    )
    for field, key, typed, sentence in (
        ("offer-base", "base", "a lot", "Write whole units, such as 95,000 or 95k."),
        ("offer-bonus", "bonus", "10%", "A share of the base needs the base."),
    ):
        sample.type(field, typed)
        sample.click("offer-editor-ok")
        assert sample.error("offer-editor-form", key) == sentence
        sample.type(field, "")
    sample.type("offer-base", "90000")
    sample.type("offer-deadline-field", "7 Dec 2026")
    sample.type("offer-start-field", "1 Dec 2026")
    sample.click("offer-editor-ok")
    assert sample.error("offer-editor-form", "start_on") == "You would start before your answer is due."
    assert offers.versions(sample.ctx, id_of(sample, "Brindlecombe")) == []


def close_a_form_that_was_typed_into(sample: Person) -> None:
    show_tab(sample, "Brindlecombe", "Offer")
    sample.click("detail-no-offer-button")
    sample.type("offer-level", "Staff")
    dialog = sample.dialog()
    assert dialog is not None
    dialog.close()
    sample.settle()
    sample.click("detail-no-offer-button")
    assert sample.text("offer-level") == "Staff"
    sample.click("offer-editor-cancel")


def correct_dates_of_a_version(three: Person) -> None:
    application = show_tab(three, "Harrowmint", "Offer")
    offer = offers.versions(three.ctx, application)[0]
    three.click(f"offer-correct-{offer.id}")
    three.type("offer-deadline-field", "9 Dec 2026")
    three.type("offer-notes", "They gave two more days")
    three.click("offer-editor-ok")
    mended = offers.versions(three.ctx, application)[0]
    assert (mended.version, mended.deadline_on) == (offer.version, date(2026, 12, 9))
    assert applications.row(three.ctx, application).deadline_on == date(2026, 12, 9)
    assert three.text("offer-notes-shown") == "They gave two more days"


def compare_by_an_own_rate(three: Person) -> None:
    harrowmint, marrowby = id_of(three, "Harrowmint"), id_of(three, "Marrowby")
    show_tab(three, "Harrowmint", "Offer")
    assert three.text("offer-compare") == "Compare 3 offers"
    three.click("offer-compare")
    assert three.text(f"per-year-{harrowmint}") == "115,000"
    assert three.text(f"no-rate-{marrowby}") == "no rate for USD yet"
    three.type("rate-USD", "none")
    three.key(Qt.Key.Key_Return)
    assert three.find("compare-rate-error").sign.text == "Write a number above 0, such as 0.92."  # type: ignore[attr-defined]
    three.type("rate-USD", "0,9")
    three.key(Qt.Key.Key_Return)
    assert three.text(f"per-year-{marrowby}") == "at least 115,200"
    assert three.text(f"missing-{marrowby}") == "bonus, equity and sign-on not known"
    three.choose("compare-spread", "in the first year")
    assert three.text(f"per-year-{harrowmint}") == "121,000"
    three.choose("compare-currency", "USD")
    assert three.text(f"per-year-{marrowby}") == "at least 128,000"
    assert three.text(f"per-year-{harrowmint}") == "134,444"
    assert three.find("rate-EUR", QLineEdit).text() == "1.11111"
    three.click("compare-done")
    assert offers.settings(three.ctx).currency == "USD"


def weigh_and_score_own_criteria(three: Person) -> None:
    harrowmint = id_of(three, "Harrowmint")
    three.action("compare-offers").trigger()
    three.settle()
    assert three.text(f"total-{harrowmint}") == "not scored yet"
    three.choose(f"score-{harrowmint}-growth", "5 of 5")
    three.choose(f"score-{harrowmint}-team", "2 of 5")
    three.main.undo()
    assert offers.settings(three.ctx).scores == {harrowmint: {"growth": 5}}, (
        "keys pass through, one choice is one step"
    )
    three.main.redo()
    three.choose("weight-team", "× 1")
    assert three.text(f"total-{harrowmint}") == "4.2 of 5"
    three.type("criterion-new", "team")
    three.key(Qt.Key.Key_Return)
    assert three.find("criterion-error").sign.text == "There is a criterion of this name already."  # type: ignore[attr-defined]
    three.type("criterion-new", "Remote days")
    three.key(Qt.Key.Key_Return)
    assert three.text("criterion-new") == "", "what was added is not typed any more"
    assert [c.name for c in offers.settings(three.ctx).criteria] == ["Growth", "Team", "Place", "Remote days"]
    three.click("criterion-remove-place")
    assert [c.key for c in offers.settings(three.ctx).criteria] == ["growth", "team", "c1"]
    three.key(Qt.Key.Key_Escape)
    three.main.undo()
    assert len(offers.settings(three.ctx).criteria) == 4


def see_answers_beside_the_offers(three: Person) -> None:
    question = asks.bank(three.ctx)[0]
    for company, words in (("Harrowmint", "Twice a year"), ("Marrowby", "")):
        row = next(r for r in interviews.rows(three.ctx) if r.company == company)
        planned, _ = asks.plan(three.ctx, row.id, question.id)
        asks.answer(three.ctx, planned, words, "good")
    three.action("compare-offers").trigger()
    three.settle()
    said = three.words("compare-grid")
    assert question.text in said
    assert "Twice a year" in said
    assert "not asked" in said
    three.key(Qt.Key.Key_Escape)


def choose_which_four_stand_side_by_side(three: Person) -> None:
    for company in ("Quillmere", "Wexlund"):
        offers.add(three.ctx, id_of(three, company), OfferDraft.make(base=90_000, currency="EUR"))
    three.action("compare-offers").trigger()
    three.settle()
    columns = three.shown("compare-head")
    assert len(columns) == 1
    last = offers.side_by_side(three.ctx).offers[-1].application.id
    assert not three.is_shown(f"compare-open-{last}")
    three.click(f"compare-{last}")
    assert three.is_shown(f"compare-open-{last}")
    three.click(f"compare-open-{last}")
    assert not three.is_shown("compare")
    assert three.text("detail-company") == applications.row(three.ctx, last).company


def compare_without_an_open_offer(sample: Person) -> None:
    applications.close(sample.ctx, id_of(sample, "Harrowmint"), "declined")
    sample.action("compare-offers").trigger()
    sample.settle()
    assert sample.text("compare-empty-title") == "No offer to compare"
    sample.key(Qt.Key.Key_Escape)


def test_offers_are_refused_when_impossible_kept_while_typed_noted_and_negotiated(sample: Person) -> None:
    compare_without_an_open_offer(sample)
    sample.main.undo()
    enter_impossible_offers(sample)
    sample.click("offer-editor-cancel")
    close_a_form_that_was_typed_into(sample)
    note_move_and_negotiate(sample)


def test_open_offers_are_corrected_and_compared_by_own_rates_own_criteria_and_answers(three: Person) -> None:
    correct_dates_of_a_version(three)
    compare_by_an_own_rate(three)
    weigh_and_score_own_criteria(three)
    see_answers_beside_the_offers(three)
    choose_which_four_stand_side_by_side(three)
