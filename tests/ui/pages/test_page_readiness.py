"""Readiness: by area, by need, by skill, on another date, with ratings of oneself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QTableView

from mltracker.services import readiness
from tests.ui.pages.person import Person

PAGE = "readiness"


def test_every_topic_is_under_its_area(sample: Person) -> None:
    found = readiness.table(sample.ctx)
    wanted = [name for area in found.areas for name in (area.title, *(topic.title for topic in area.topics))]
    assert sample.rows("readiness-table") == wanted
    assert sample.text("readiness-number") == f"{round(100 * found.overall.mean)}%"


def test_a_later_date_shows_what_is_forgotten_by_then(sample: Person) -> None:
    before = sample.text("readiness-number")
    day = sample.clock.now.date() + timedelta(days=200)
    sample.type("readiness-date", f"{day:%Y-%m-%d}")
    sample.key(Qt.Key.Key_Return)
    then = readiness.table(sample.ctx, on=day).overall
    assert sample.text("readiness-number") == f"{round(100 * then.mean)}%"
    assert sample.text("readiness-number") != before
    sample.type("readiness-date", "")
    sample.key(Qt.Key.Key_Return)
    assert sample.text("readiness-number") == before


def test_a_date_is_chosen_in_the_calendar(sample: Person) -> None:
    sample.click("readiness-date-calendar")
    sample.until(lambda: bool(sample.shown("calendar-month")))
    days = sample.find("calendar-month").findChild(QTableView)
    sample.qtbot.keyClick(days, Qt.Key.Key_Down)
    sample.qtbot.keyClick(days, Qt.Key.Key_Return)
    sample.settle()
    assert not sample.is_shown("calendar-month")
    assert sample.text("readiness-date-field") != ""


@pytest.mark.parametrize(
    "typed",
    [
        "31 Feb 2027",
        "soon",
        "1989-12-31",
        "2100-01-01",
    ],
)
def test_a_date_that_cannot_be_is_marked_and_changes_nothing(sample: Person, typed: str) -> None:
    before = sample.text("readiness-number")
    sample.type("readiness-date", typed)
    sample.key(Qt.Key.Key_Return)
    assert sample.text("readiness-number") == before
    field = sample.find("readiness-date-field")
    assert field.property("error") == "true"


def test_what_is_needed_next_is_sorted_by_points_an_hour(sample: Person) -> None:
    sample.segment("readiness-views", "Needed next")
    found = readiness.table(sample.ctx)
    gains = {line.title: line.points_per_hour or 0.0 for line in found.needed}
    shown = sample.rows("readiness-table")
    assert set(shown) == set(gains)
    assert [gains[name] for name in shown] == sorted(gains.values(), reverse=True)


def click_head(person: Person, title: str) -> None:
    head = person.find("readiness-table", QTableView).horizontalHeader()
    for number in range(head.count()):
        if head.model().headerData(number, Qt.Orientation.Horizontal) == title and not head.isSectionHidden(
            number
        ):
            spot = QPoint(head.sectionViewportPosition(number) + 20, head.height() // 2)
            person.qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=spot)
            person.settle()
            return
    raise AssertionError(f"no column {title}")


def test_a_click_on_a_head_sorts_the_topics(sample: Person) -> None:
    sample.segment("readiness-views", "Needed next")
    means = {line.title: line.readiness.mean for line in readiness.table(sample.ctx).needed}
    click_head(sample, "You")
    first = [means[name] for name in sample.rows("readiness-table")]
    click_head(sample, "You")
    second = [means[name] for name in sample.rows("readiness-table")]
    assert sorted([first, second]) == [sorted(first), sorted(first, reverse=True)]


def test_a_click_folds_an_area_and_enter_opens_it(sample: Person) -> None:
    area = readiness.table(sample.ctx).areas[0]
    sample.click_row("readiness-table", area.title)
    assert area.topics[0].title not in sample.rows("readiness-table")
    sample.focus("readiness-table")
    sample.key(Qt.Key.Key_Return)
    assert area.topics[0].title in sample.rows("readiness-table")


def test_enter_on_a_topic_practices_it(sample: Person) -> None:
    topic = readiness.table(sample.ctx).areas[0].topics[0]
    sample.click_row("readiness-table", topic.title)
    sample.focus("readiness-table")
    sample.key(Qt.Key.Key_Return)
    assert sample.page_name == "practice"


def test_a_rating_is_stored_at_a_click(empty: Person) -> None:
    empty.click("readiness-rate")
    slug = readiness.table(empty.ctx).areas[0].topics[0].slug
    empty.segment(f"rating-{slug}", "4")
    empty.click("rate-done")
    rated = {line.slug: line.rating for area in readiness.table(empty.ctx).areas for line in area.topics}
    assert rated[slug] == 4


def test_only_topics_of_booked_rounds_are_asked_for_at_first(sample: Person) -> None:
    needed = readiness.table(sample.ctx).needed
    assert needed
    sample.click("readiness-rate")

    def asked() -> set[str]:
        return {
            w.objectName()
            for w in sample.find("rate").findChildren(type(sample.find(f"rating-{needed[0].slug}")))
        }

    before = asked()
    assert {f"rating-{line.slug}" for line in needed} <= before
    sample.click("rate-all")
    assert len(asked()) > len(before)
    sample.click("rate-done")


def test_skills_say_what_employers_look_for(sample: Person) -> None:
    sample.segment("readiness-views", "By skill")
    assert sample.is_shown("skills")
    assert not sample.is_shown("readiness-table")
    assert sample.words("skills").strip()


def test_practice_what_adds_most_starts(sample: Person) -> None:
    sample.click("readiness-practice")
    assert sample.is_shown("practice-card")
