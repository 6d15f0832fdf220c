"""Filters that are kept and named, silence that is spoken of, dates that are corrected, and two forms on one application."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView

from mltracker.domain.applications import ApplicationDraft, ApplicationFilter
from mltracker.services import applications, preferences, stages, views
from mltracker.services.stages import StageDraft
from mltracker.ui.editors.application_editor import ApplicationEditor
from tests.ui.pages.person import CTRL, Person
from tests.ui.pages.test_page_pipeline import APPLIED, CLOSED, SCREENING, id_of

PAGE = "pipeline"


def pick_view(person: Person, words: str) -> None:
    person.click("pipeline-saved-views")
    person.pick(words)


def test_filters_are_kept_named_and_come_back_without_what_is_gone_and_find_a_tag_among_thousands(
    sample: Person,
) -> None:
    choosing_an_outcome_opens_the_closed_column(sample)
    a_filter_is_saved_chosen_renamed_and_deleted(sample)
    pick_view(sample, "Active")
    filters_come_back_with_the_window(sample)
    pick_view(sample, "Active")
    a_remembered_stage_that_is_gone_hides_nothing(sample)
    a_tag_is_found_among_thousands(sample)


def choosing_an_outcome_opens_the_closed_column(sample: Person) -> None:
    sample.click("filter-outcomes")
    sample.pick("I withdrew")
    assert sample.rows(f"column-{CLOSED}") == ["Dunlinworth"]
    sample.click("filter-active")
    assert not sample.is_shown(f"column-{CLOSED}")
    assert sample.text("pipeline-count") == "13 shown"


def a_filter_is_saved_chosen_renamed_and_deleted(sample: Person) -> None:
    sample.click("filter-sources")
    sample.pick("Job board")
    count = sample.text("pipeline-count")
    assert sample.text("pipeline-saved-views") == "Views"
    sample.prompts.will("ask_text", "From boards & co")
    pick_view(sample, "Save this view…")
    assert sample.text("pipeline-saved-views") == "From boards & co"
    pick_view(sample, "Active")
    assert sample.text("pipeline-count") == "13 shown"
    pick_view(sample, "From boards && co")
    assert sample.text("pipeline-count") == count
    sample.prompts.will("ask_text", "Boards")
    pick_view(sample, "Rename it…")
    pick_view(sample, "Delete it")
    assert views.listed(sample.ctx) == []
    sample.main.undo()
    assert sample.text("pipeline-saved-views") == "Boards"


def filters_come_back_with_the_window(sample: Person) -> None:
    sample.click("filter-stage_ids")
    sample.pick("Screening")
    sample.type("pipeline-search", "ml")
    shown = sample.rows(f"column-{SCREENING}")
    sample.session.open()
    sample.show("pipeline")
    assert sample.rows(f"column-{SCREENING}") == shown == ["Wexlund"]
    assert sample.text("filter-stage_ids") == "Stage 1"
    assert sample.text("pipeline-search") == "ml"


def a_remembered_stage_that_is_gone_hides_nothing(sample: Person) -> None:
    own, _ = stages.add(sample.ctx, StageDraft.make(name="Onsite", kind="interviewing"))
    sample.session.open()
    sample.show("pipeline")
    sample.click("filter-stage_ids")
    sample.pick("Onsite")
    assert sample.is_shown("pipeline-nothing")
    stages.delete(sample.ctx, own.id)
    sample.session.open()
    sample.show("pipeline")
    assert sample.text("pipeline-count") == "13 shown"


def a_tag_is_found_among_thousands(sample: Person) -> None:
    for number in range(30):
        applications.set_tags(sample.ctx, [1], [f"tag {number}"])
    applications.set_tags(sample.ctx, [2], ["needle"])
    sample.session.open()
    sample.show("pipeline")
    sample.click("filter-tags")
    sample.keys("need")
    assert sample.rows("choices-tags-list") == ["needle"]
    sample.key(Qt.Key.Key_Return)
    sample.key(Qt.Key.Key_Escape)
    assert sample.text("pipeline-count") == "1 shown"
    assert sample.text("filter-tags") == "Tag 1"


def test_silence_is_suggested_on_card_bar_and_detail_and_ended_or_waited_for_by_one_click(
    sample: Person,
) -> None:
    """It is spoken of after ten days; one application has been silent for eleven."""
    preferences.change(sample.ctx, silence_days=10)
    sample.session.open()
    sample.show("pipeline")
    silence_is_suggested_on_card_bar_and_detail_and_never_acted_on(sample)
    sample.click("filter-silent")
    a_silent_one_is_closed_or_waited_for_by_one_click(sample)


def silence_is_suggested_on_card_bar_and_detail_and_never_acted_on(quiet: Person) -> None:
    assert quiet.text("filter-silent") == "1 silent for 10 days"
    quiet.click("filter-silent")
    assert quiet.rows(f"column-{APPLIED}") == ["Tumblewold"]
    face = quiet.index(f"column-{APPLIED}", "Tumblewold").data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Silent for 11 days" in face
    quiet.click_row(f"column-{APPLIED}", "Tumblewold")
    assert quiet.text("detail-silence-text") == "Nothing heard for 11 days."
    assert applications.row(quiet.ctx, id_of(quiet, "Tumblewold")).outcome == "open"


def a_silent_one_is_closed_or_waited_for_by_one_click(quiet: Person) -> None:
    quiet.click_row(f"column-{APPLIED}", "Tumblewold")
    quiet.click("detail-wait")
    assert not quiet.is_shown("filter-silent")
    assert not quiet.is_shown("detail-silence")
    quiet.main.undo()
    assert quiet.is_shown("detail-silence")
    quiet.click("detail-ghost")
    row = applications.row(quiet.ctx, id_of(quiet, "Tumblewold"))
    assert (row.stage, row.outcome) == ("Closed", "ghosted")
    assert quiet.text("toast-text") == "Tumblewold closed: they went silent"
    assert not quiet.is_shown("detail-silence")


def test_forms_correct_dates_tell_of_an_earlier_try_and_say_what_changed_meanwhile(sample: Person) -> None:
    an_earlier_try_is_told_with_how_it_ended(sample)
    dates_of_the_history_are_corrected_and_absurd_ones_refused(sample)
    the_second_of_two_forms_says_what_changed_and_loses_nothing(sample)


def an_earlier_try_is_told_with_how_it_ended(sample: Person) -> None:
    row = next(
        r
        for r in applications.rows(sample.ctx, ApplicationFilter(active_only=False))
        if r.outcome == "rejected"
    )
    sample.key(Qt.Key.Key_N, CTRL)
    sample.type("application-company", row.company)
    notice = sample.text("application-editor-notice")
    assert notice.startswith(f"You applied to {row.company} before, as {row.role_title} (they said no")
    sample.key(Qt.Key.Key_Escape)


def dates_of_the_history_are_corrected_and_absurd_ones_refused(sample: Person) -> None:
    sample.click_row("column-5", "Harrowmint")
    sample.click("detail-more")
    sample.pick("Correct dates…")
    history = applications.detail(sample.ctx, id_of(sample, "Harrowmint")).history
    second = history[1]
    sample.type(f"dates-{second.id}", "1 Sep 2026")
    sample.click("dates-ok")
    said = sample.error("dates-form", f"step-{second.id}")
    assert said.startswith(f"This lies before the step to {history[0].to_stage} on")
    sample.type(f"dates-{second.id}", "someday")
    sample.click("dates-ok")
    assert sample.error("dates-form", f"step-{second.id}").startswith("This is not a date")
    sample.type(f"dates-{second.id}", "12 Oct 2026")
    sample.type("dates-applied", "29 Sep 2026")
    sample.click("dates-ok")
    found = applications.detail(sample.ctx, id_of(sample, "Harrowmint"))
    assert found.history[1].occurred_at.date() == date(2026, 10, 12)
    assert found.row.applied_on == date(2026, 9, 29)
    sample.main.undo()
    assert applications.detail(sample.ctx, found.row.id).history == history


def the_second_of_two_forms_says_what_changed_and_loses_nothing(sample: Person) -> None:
    key = id_of(sample, "Mossgrave")
    page = sample.page
    first = ApplicationEditor(page.tools, sample.main, key)
    first.open()
    before = applications.detail(sample.ctx, key).draft
    applications.edit(sample.ctx, key, before.changed(location="Bergen", source="Friend", seniority="Lead"))
    sample.type("application-location", "Rome")
    sample.type("application-role", "Forecaster")
    sample.click("application-editor-ok")
    assert sample.is_shown("application-editor")
    notice = sample.text("application-editor-notice")
    assert "changed elsewhere" in notice
    assert "source" in notice
    assert sample.text("application-source") == "Friend"
    assert sample.text("application-location") == "Rome"
    assert "Bergen" in sample.error("application-more-form", "location")
    sample.click("application-editor-ok")
    now = applications.detail(sample.ctx, key).draft
    assert (now.location, now.role_title, now.source, now.seniority) == (
        "Rome",
        "Forecaster",
        "Friend",
        "Lead",
    )


def test_names_that_try_to_be_more_than_names_stay_names(empty: Person) -> None:
    name = "<img src=file:///etc/passwd> & Söhne\ttab"
    row, _ = applications.add(
        empty.ctx,
        ApplicationDraft.make(company=name, role_title="W" * 200, applied_on=date(2026, 11, 1)),
    )
    stages.edit(empty.ctx, APPLIED, StageDraft.make(name="<b>Sent</b> & co", kind="applied"))
    applications.set_tags(empty.ctx, [row.id], ["<i>tag</i>"])
    empty.session.open()
    empty.settle()
    assert empty.rows(f"column-{APPLIED}") == [row.company]
    empty.click("filter-tags")
    empty.pick("<i>tag</i>")
    assert empty.text("pipeline-count") == "1 shown"
    empty.click_row(f"column-{APPLIED}", row.company)
    empty.click("detail-more")
    empty.pick("Archive")
    assert empty.text("toast-text") == f"{row.company} archived"
    view = empty.find("pipeline-nothing")
    assert isinstance(view.window(), type(empty.main))
    empty.main.undo()
    assert isinstance(empty.find(f"column-{APPLIED}"), QListView)
