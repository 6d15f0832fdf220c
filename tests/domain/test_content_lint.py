"""The lint of the shipped content: each rule is broken once and told, and a good entry has no fault."""

from __future__ import annotations

from typing import Any

import pytest

from mltracker.domain import content_matrix
from mltracker.domain.content import (
    ChecklistEntry,
    EmployerQuestionEntry,
    MessageEntry,
    QuestionEntry,
    StoryPromptEntry,
)
from mltracker.domain.content_lint import alike, is_asking, lint
from mltracker.domain.content_lint_small import (
    checklist_faults,
    employer_faults,
    message_faults,
    story_faults,
)
from mltracker.domain.content_matrix import Matrix, coverage_faults
from mltracker.services import catalog

TOPICS = {"nlp": "systems-domains", "llm-inference": "llm-genai"}
ROUNDS = ("ml-breadth", "coding")
SHORT = "This answer has words enough to be read aloud in half a minute by anybody, and it says what matters most here: "
LONG = "\n".join(
    f"Sentence number {n} says one thing, which is not what sentence {n + 90} says." for n in range(12)
)


def entry(**changes: Any) -> QuestionEntry:
    values = {
        "slug": "nlp-one",
        "prompt": "What is a tokenizer good for in a pipeline?",
        "category": "theory",
        "kind": "concept",
        "topic": "nlp",
        "difficulty": 3,
        "minutes": 5,
        "popularity": 3,
        "popularity_basis": "common",
        "rounds": ["ml-breadth"],
        "why_asked": "To hear it.",
        "short_answer": SHORT + "units of text that a model can count, and a way back.",
        "answer": LONG,
        "how_to_answer": ["Say it.", "Show it."],
        "rubric": [{"text": f"Point {n}", "weight": "must"} for n in range(4)],
        "pitfalls": ["One.", "Two."],
        "follow_ups": [{"question": "And?", "answer": "So."}, {"question": "Or?", "answer": "No."}],
        "references": [{"title": "A book", "year": 2020, "isbn": "978-1"}],
    }
    return QuestionEntry.model_validate(values | changes)


def faults(*entries: QuestionEntry) -> list[str]:
    sourced = [("nlp.toml", one) for one in entries]
    return [str(fault) for fault in lint(sourced, topics=TOPICS, rounds=ROUNDS)]


def test_a_good_entry_has_no_fault() -> None:
    assert faults(entry()) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"topic": "cooking"}, "unknown topic cooking"),
        ({"also": ["cooking"]}, "unknown topic cooking"),
        ({"rounds": ["presentation"]}, "unknown round presentation"),
        ({"prompt": "A tokenizer of some kind or other, in a pipeline."}, "the prompt neither asks nor demands anything"),
        ({"prompt": "Explain `tokenize` in a pipeline of text."}, "prompt: one line of plain text is needed"),
        ({"minutes": 20}, "20 minutes for a concept, 3 to 10 are right"),
        ({"short_answer": "Too short."}, "short answer of 2 words, 25 to 80 are right"),
        ({"answer": "Too short."}, "answer of 2 words, 120 to 450 are right"),
        ({"short_answer": "What is a tokenizer good for in a pipeline? " + SHORT}, "the short answer restates the prompt"),
        ({"answer": LONG + "\nTODO: more."}, "answer: a placeholder is left"),
        ({"pitfalls": ["One.", "lorem ipsum"]}, "pitfalls: a placeholder is left"),
        ({"answer": LONG + "\nSee https://example.org for more."}, "answer: a naked link"),
        ({"answer": LONG + "\nThe loss is \\frac{1}{2}."}, "answer: LaTeX, which is not drawn: write formulas in plain text"),
        ({"why_asked": "<script>x</script>"}, "why_asked: HTML such as <script> is shown as text; put it in backticks if it is meant so"),
        ({"hints": ["Two\nlines"]}, "hints: one line of plain text is needed"),
        ({"answer": LONG + "\n```python\nx = (\n```"}, "python in the answer does not parse: '(' was never closed"),
        ({"answer": LONG + "\n" + "word " * 81}, "a line of over 400 characters"),
        ({"answer": ("word " * 40 + ". ") * 4}, "sentences of over 35 words on average"),
        ({"rubric": [{"text": "p" * 301, "weight": "must"}] * 4}, "a point of the rubric has 3 to 300 characters"),
        ({"follow_ups": [{"question": "q", "answer": "a" * 601}] * 2}, "a follow-up has up to 400 characters, its answer up to 600"),
        ({"topic": "llm-inference"}, "this topic ages: review_by is needed"),
        ({"kind": "design", "minutes": 40}, "0 drills, 3 to 5 are needed"),
        ({"part_of": "nlp-whole", "minutes": 9}, "it drills nlp-whole, which is not there"),
    ],
)  # fmt: skip
def test_each_rule_is_told_with_file_and_slug(changes: dict[str, Any], said: str) -> None:
    assert f"nlp.toml: nlp-one: {said}" in faults(entry(**changes))


def test_code_money_and_links_in_their_place_are_no_faults() -> None:
    fine = "\nIt costs $5 to $7, see [the page](https://example.org), <https://example.org> or `https://example.org`."
    assert faults(entry(answer=f"{LONG}{fine}\n```\n\\frac{{1}}{{2}} TODO <img>\n```")) == []


def test_entries_that_repeat_each_other_are_told() -> None:
    other = entry(slug="nlp-two", prompt="In a pipeline, what is a tokenizer good for?")
    found = faults(entry(), other)
    assert "nlp.toml: nlp-two: nearly the same prompt as nlp-one" in found
    assert any("nlp-two: shares a run of 12 words with nlp-one: " in fault for fault in found)
    assert "nlp.toml: nlp-one: the slug is used 2 times" in faults(entry(), entry())


def test_prompts_that_are_only_alike_are_noted() -> None:
    other = entry(slug="nlp-two", prompt="What is a stemmer good for in a search pipeline?")
    (note,) = alike([("a.toml", entry()), ("b.toml", other)])
    assert str(note).startswith("b.toml: nlp-two: the prompt is ")
    assert str(note).endswith("% like that of nlp-one")
    assert alike([("a.toml", entry()), ("b.toml", entry(slug="nlp-two"))]) == []


def test_a_drill_of_a_drill_is_told() -> None:
    drills = [
        entry(slug="nlp-two", part_of="nlp-one", minutes=9),
        entry(slug="nlp-three", part_of="nlp-two", minutes=9),
    ]
    assert "nlp.toml: nlp-three: it drills nlp-two, which is a drill itself" in faults(entry(), *drills)


@pytest.mark.parametrize(
    ("prompt", "asks"),
    [
        ("What is it?", True),
        ("How is it done? It must be fast.", True),
        ("Design a feed.", True),
        ("You have two lists. Write a merge.", True),
        ("For a long list, return the best.", True),
        ("A list of two.", False),
        ("", False),
    ],
)
def test_what_asks_is_told_from_what_does_not(prompt: str, asks: bool) -> None:
    assert is_asking(prompt) is asks


def matrix(entries: list[QuestionEntry]) -> Matrix:
    return Matrix.of(entries, list(catalog.topics().by_slug), catalog.rounds())


def test_the_matrix_counts_whole_questions_by_round_and_difficulty() -> None:
    drill = entry(slug="nlp-drill", part_of="nlp-one", minutes=9)
    made = matrix([entry(), entry(slug="nlp-hard", difficulty=5, rounds=["ml-breadth", "coding"]), drill])
    assert made.total("nlp") == 2
    assert made.cell("nlp", "ml-breadth") == (0, 1, 1)
    assert made.cell("nlp", "coding") == (0, 0, 1)
    holes = list(made.holes())
    assert ("nlp", "no question is easy") in holes
    assert ("behavioral", "no question for offer-hr, of which it makes up more than 5%") in holes


def test_a_bank_of_full_size_is_asked_for_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    few = [entry()]
    found = coverage_faults(few, matrix(few))
    for said in (
        "nlp: 1 questions, 8 are needed",
        "nlp: no question is hard",
        "100% of the questions are mid, about 50% are wanted",
        "0% of the questions are easy, about 25% are wanted",
        "0% of the questions are tools, over 8% are wanted",
        "0 questions with code, 30 are needed",
        "0 questions of design, 15 are needed",
        "no question speaks of Google Cloud",
    ):
        assert said in found
    monkeypatch.setattr(content_matrix, "PER_TOPIC", 2)
    assert coverage_faults(few, matrix(few))[0] == "probability: 0 questions, 2 are needed"
    assert all("are needed" in fault for fault in coverage_faults(few, matrix(few)))


ASK: dict[str, Any] = {
    "slug": "a",
    "category": "team",
    "text": "Who is on the team, and who left?",
    "why": "To know.",
    "good_signs": ["Names.", "Reasons."],
    "warning_signs": ["Silence.", "Blame."],
    "ask_back": "Whom do you want beside you?",
    "best_rounds": ["hiring-manager"],
}


def test_employer_questions_are_linted() -> None:
    asks = [
        EmployerQuestionEntry.model_validate(ASK | {"why": "TODO"}),
        EmployerQuestionEntry.model_validate(
            ASK | {"text": "Who left, and who is on the team?", "slug": "b"}
        ),
        EmployerQuestionEntry.model_validate(ASK | {"text": "A word about the desk."}),
    ]
    found = [str(fault) for fault in employer_faults("asks.toml", asks)]
    for said in (
        "asks.toml: a: the slug is used 2 times",
        "asks.toml: a: a placeholder is left",
        "asks.toml: b: nearly the same words as a",
        "asks.toml: a: it neither asks nor demands anything",
        "asks.toml: 3 questions, 60 are needed",
        "asks.toml: growth: 0 questions, 5 are needed",
        "asks.toml: coding: 0 questions, 4 are needed",
    ):
        assert said in found


def test_checklists_are_linted() -> None:
    item = {"slug": "a", "round": "coding", "text": "Sleep well", "offset_hours": 2}
    items = [ChecklistEntry.model_validate(item), ChecklistEntry.model_validate(item | {"slug": "b"})]
    found = [str(fault) for fault in checklist_faults("lists.toml", items)]
    for said in (
        "lists.toml: b: nearly the same words as a",
        "lists.toml: coding: 2 items, 6 to 12 are right",
        "lists.toml: coding: 0 items before the round, 5 are needed",
        "lists.toml: any: 0 items for any round, 5 to 8 are right",
        "lists.toml: debriefed: no item is ticked by it",
    ):
        assert said in found


def test_letters_and_story_prompts_are_linted() -> None:
    letter = MessageEntry(
        slug="nudge",
        title="Nudge",
        when="After a week or so.",
        subject="About it",
        body="Dear all, " + "word " * 12,
    )
    found = [str(fault) for fault in message_faults("letters.toml", [letter])]
    assert "letters.toml: nudge: a letter greets the contact and ends with the name" in found
    assert any(fault.startswith("letters.toml: these letters are needed") for fault in found)
    story = StoryPromptEntry(
        slug="failure", kind="star", title="A failure", prompt="Tell of a failure, somehow.", skills=["communication"],
        hints=["One", "Two"],
    )  # fmt: skip
    found = [str(fault) for fault in story_faults("stories.toml", [story])]
    assert found == [
        "stories.toml: 1 story prompts, 10 are needed",
        "stories.toml: explained-a-model: this story prompt is missing",
        "stories.toml: disagreement: this story prompt is missing",
        "stories.toml: measured-impact: this story prompt is missing",
        "stories.toml: failure: the prompt is no question",
    ]
