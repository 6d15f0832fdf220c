"""How many questions a page asks of the database to be shown: few, and no more for ten times the data."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mltracker.domain.changes import Change
from mltracker.services import readiness
from mltracker.ui.navigation import Place
from tests.conftest import FakeClock
from tests.prompts import ScriptedPrompts
from tests.tenfold import make_tenfold
from tests.ui.pages.person import Person, at_window, reads

ROUND, LOOP, PAST, APPLICATION, OFFERED = 5, 7, 3, 1, 4
# The aim is six. A page above it shows more kinds of things than that, each in one statement: joined they would
# multiply each other's rows. What its parts share is asked for once.
SHOWN = {
    # preferences, interviews, their applications' stages, rounds, items, dates, practice, checklist, what was put off;
    # mix of topics (2) and ratings, pins, what began, prompts of the plan
    "Today": (Place("today"), 15),
    # preferences, stages, tags, applications, interviews, saved views; readiness of what is ahead (3)
    "Pipeline": (Place("pipeline"), 9),
    # beside what the pipeline asks
    "Offers compared": (Place("pipeline", section="offers"), 8 + 6),
    # the agenda (4) with readiness (3); one round with its draft, people, list, asks, debrief, moves, slots, stage, pins,
    # what began, prompts of the plan, stories (3), what was answered to the same questions elsewhere
    "Interview": (Place("interviews", ROUND), 22),
    "Session of a loop": (Place("interviews", LOOP), 21),
    # the list (4); the round as above; its score against what had been recommended (4)
    "Past interview": (Place("interviews", PAST), 24),
    "Month": (Place("interviews", section="month"), 6),
    # preferences, interviews, mix of topics (2) and ratings, pins, what began, prompts of the plan
    "Practice": (Place("practice"), 8),
    # the bank (2), what is new, one question with its links, where it was asked, a draft, its stories
    "Questions": (Place("questions"), 9),
    "Ask": (Place("ask"), 6),
    "Readiness": (Place("readiness"), 6),
    # the shelf that was shown before is read too
    "Companies": (Place("library", section="companies"), 2 + 6),
    # stories, what they answer, where they were told, to whom (the first is open at once)
    "Stories": (Place("library", section="stories"), 8 + 2),
    "Documents": (Place("library", section="documents"), 6),
    "People": (Place("library", section="people"), 6),
    "Settings": (Place("settings"), 6),
    # below, beside the board: the application itself is six (fields, list row, tags, history, notes, people)
    "Overview": (Place("pipeline", APPLICATION, "overview"), 8 + 14),
    "Rounds": (Place("pipeline", APPLICATION, "interviews"), 8 + 8),
    "Timeline": (Place("pipeline", APPLICATION, "timeline"), 8 + 11),
    "Posting": (Place("pipeline", APPLICATION, "posting"), 8 + 7),
    "People of it": (Place("pipeline", APPLICATION, "people"), 8 + 9),
    "Documents of it": (Place("pipeline", APPLICATION, "documents"), 8 + 7),
    "Offer": (Place("pipeline", OFFERED, "offer"), 8 + 8),
}


def asked(person: Person, place: Place, rating: int) -> int:
    """How many statements a place takes when it is come to after a change that concerns what it shows."""
    host = person.main.host
    assert host is not None
    host.show_place(Place("library", section="documents") if place.page != "library" else Place("ask"))
    readiness.rate(person.ctx, "nlp", rating)
    person.session.window._tools.events.changed.emit(Change.ALL)  # type: ignore[union-attr]
    person.settle()
    with reads() as found:
        host.show_place(place)
        person.settle()
    dialog = person.dialog()
    if dialog is not None:
        dialog.reject()
        person.settle()
    return len(found)


@pytest.fixture
def counts(
    qtbot: QtBot, qapp: QApplication, sample_dir: Path, tmp_path: Path, prompts: ScriptedPrompts
) -> tuple[dict[str, int], dict[str, int]]:
    """By place, with the sample search and with ten times as much."""
    large = tmp_path / "tenfold"
    shutil.copytree(sample_dir, large)
    make_tenfold(large)
    found = []
    for folder in (sample_dir, large):
        with at_window(qtbot, qapp, folder, FakeClock(), prompts) as person:
            found.append(
                {name: asked(person, place, n % 5 + 1) for n, (name, (place, _)) in enumerate(SHOWN.items())}
            )
    return found[0], found[1]


def test_a_page_takes_few_statements_and_as_many_for_ten_times_the_data(
    counts: tuple[dict[str, int], dict[str, int]],
) -> None:
    small, large = counts
    assert small == large
    over = {name: count for name, count in large.items() if count > SHOWN[name][1]}
    assert over == {}, "more statements than the page was promised to take"
