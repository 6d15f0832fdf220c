"""The shipped bank keeps to its rules, and its code runs."""

import tomllib

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


def test_every_round_has_a_checklist_of_six_to_twelve_with_the_common_items() -> None:
    items = content_load.checklist_entries()
    common = sum(item.round == "any" for item in items)
    for kind in ROUND_KINDS:
        assert 6 <= common + sum(item.round == kind for item in items) <= 16, kind
    assert set(catalog.automatic_items()) == {"questions-chosen", "practice-done", "debriefed"}


def test_there_is_something_to_ask_in_every_category() -> None:
    raw = tomllib.loads(resource("employer_questions.toml").read_text(encoding="utf-8"))["employer_question"]
    assert {item["category"] for item in raw} == set(ASK_CATEGORIES)
    assert len(raw) >= 20


def test_the_five_skills_name_known_topics() -> None:
    assert [skill.slug for skill in catalog.topics().skills] == [
        "analytical-thinking",
        "programming",
        "ml-frameworks",
        "communication",
        "adaptability",
    ]
