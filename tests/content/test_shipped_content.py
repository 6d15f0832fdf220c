"""The shipped bank keeps to its rules, and its code runs."""

import tomllib
from collections import Counter

import pytest

from mltracker.domain.content import CodingEntry, QuestionEntry
from mltracker.domain.content_lint import lint
from mltracker.domain.interviews import ASK_CATEGORIES, ROUND_KINDS
from mltracker.domain.questions import Coding
from mltracker.paths import resource
from mltracker.services import catalog
from mltracker.services.code_runs import run_code
from mltracker.store import content_load

ENTRIES = content_load.shipped_questions()
CODED = [entry for entry in ENTRIES if entry.coding is not None]


def as_coding(entry: CodingEntry) -> Coding:
    return Coding(
        entry.language,
        entry.starter,
        entry.solution,
        entry.tests,
        entry.schema_,
        tuple(tuple(row) for row in entry.expected),
        entry.ordered,
    )


def test_the_bank_has_no_fault() -> None:
    faults = lint(ENTRIES, topics=catalog.topics().by_slug, rounds=catalog.rounds().by_kind)
    assert faults == []


def test_lint_sees_a_fault() -> None:
    entry = ENTRIES[0]
    broken = entry.model_copy(
        update={"topic": "nowhere", "short_answer": "Too short.", "answer": "```python\nx = (\n```"}
    )
    faults = lint([broken], topics=["probability"], rounds=catalog.rounds().by_kind)
    assert any("unknown topic" in fault for fault in faults)
    assert any("short answer of 2 words" in fault for fault in faults)
    assert any("does not parse" in fault for fault in faults)


@pytest.mark.parametrize("entry", CODED, ids=lambda entry: entry.slug)
def test_the_solution_passes_and_the_starter_does_not(entry: QuestionEntry) -> None:
    assert entry.coding is not None
    coding = as_coding(entry.coding)
    solved = run_code(coding, coding.solution)
    assert solved.ok, solved.output
    assert not run_code(coding, coding.starter).ok


def test_every_round_has_six_to_twelve_items_of_its_own_beside_the_common_ones() -> None:
    items = content_load.checklist_entries()
    assert 5 <= sum(item.round == "any" for item in items) <= 6
    for kind in ROUND_KINDS:
        own = [item for item in items if item.round == kind]
        assert 6 <= len(own) <= 12, kind
        assert sum(item.offset_hours < 0 for item in own) >= 5, kind
    assert set(catalog.automatic_items()) == {"questions-chosen", "practice-done", "debriefed"}


def test_there_is_something_to_ask_in_every_category_and_every_round() -> None:
    raw = tomllib.loads(resource("employer_questions.toml").read_text(encoding="utf-8"))["employer_question"]
    assert len({item["slug"] for item in raw}) == len(raw) >= 60
    categories = Counter(item["category"] for item in raw)
    assert set(categories) == set(ASK_CATEGORIES)
    assert min(categories.values()) >= 5
    rounds = Counter(kind for item in raw for kind in item["best_rounds"])
    assert [kind for kind in ROUND_KINDS if rounds[kind] < 4] == []


def test_the_five_skills_name_known_topics() -> None:
    assert [skill.slug for skill in catalog.topics().skills] == [
        "analytical-thinking",
        "programming",
        "ml-frameworks",
        "communication",
        "adaptability",
    ]
