"""What the engine says through the command line: documents as promised, figures that hang together."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from mltracker.services import checklists
from mltracker.services.context import open_context
from tests.cli import shapes
from tests.cli.shapes import fits
from tests.conftest import FakeClock

Run = Callable[..., Any]


def test_the_agenda_shows_rounds_and_take_homes_of_the_days_asked_for(run: Run) -> None:
    rows = run("agenda")
    fits(rows, [shapes.AGENDA])
    instants = [row["interview"]["starts_utc"] or row["interview"]["due_utc"] for row in rows]
    assert all("2026-12-01T09:40:00Z" <= at <= "2026-12-15T09:40:00Z" for at in instants)
    assert any(row["interview"]["due_utc"] for row in rows)
    assert any(row["checklist"] for row in rows)
    assert all(row["readiness"]["factors"] for row in rows)
    near = run("agenda", "--days", "2")
    assert near == [row for row, at in zip(rows, instants, strict=True) if at <= "2026-12-03T09:40:00Z"]
    assert len(near) < len(rows)


def test_the_agenda_leaves_ticked_items_out_and_marks_late_ones(
    run: Run, sample_dir: Path, clock: FakeClock
) -> None:
    first = run("agenda")[0]
    interview = first["interview"]["id"]
    ctx = open_context(sample_dir, clock, "write")
    ticked, late = [item for item in checklists.items(ctx, interview) if item.done_at is None][:2]
    checklists.tick(ctx, ticked.id, done=True)
    ctx.close()
    assert late.due_at is not None
    clock.now = late.due_at + timedelta(minutes=1)
    row = next(row for row in run("agenda") if row["interview"]["id"] == interview)
    assert ticked.text in [item["text"] for item in first["checklist"]]
    assert ticked.text not in [item["text"] for item in row["checklist"]]
    assert len(row["checklist"]) == len(first["checklist"]) - 1
    overdue = {item["text"]: item["overdue"] for item in row["checklist"]}
    assert overdue[late.text]
    assert not all(overdue.values())


def test_recommendations_fill_the_minutes_and_say_why(run: Run) -> None:
    interview = run("agenda")[0]["interview"]["id"]
    rows = run("recommend", "--interview", str(interview), "--minutes", "30")
    fits(rows, [shapes.RECOMMENDATION])
    assert [row["rank"] for row in rows] == list(range(1, len(rows) + 1))
    assert 0 < sum(row["minutes"] for row in rows) <= 30
    assert all(row["reasons"] and row["factors"] and row["points"] > 0 for row in rows)
    assert all(0 < row["p_asked"] < 1 and row["p_after"] > row["p_now"] for row in rows)


@pytest.mark.parametrize("words", [(), ("--interview", "5"), ("--on", "2026-12-20")])
def test_readiness_has_an_interval_a_word_and_its_topics(run: Run, words: tuple[str, ...]) -> None:
    found = run("readiness", *words)
    fits(found, shapes.SUMMARY)
    assert 0 < found["low"] < found["mean"] < found["high"] < 1
    assert found["topics"]
    assert all(0 <= topic["coverage"] <= 1 and topic["low"] < topic["high"] for topic in found["topics"])


@pytest.mark.parametrize("words", [(), ("--interview", "5")])
def test_readiness_says_what_moves_it_and_what_an_hour_adds(run: Run, words: tuple[str, ...]) -> None:
    found = run("readiness", *words)
    assert found["factors"]
    assert all((f["points"] > 0) == (f["direction"] == "raises") for f in found["factors"])
    assert any(topic["points_per_hour"] for topic in found["topics"])


@pytest.mark.parametrize("words", [(), ("--interview", "5"), ("--interview", "5", "--on", "2026-12-20")])
def test_practicing_the_next_questions_is_worked_out(run: Run, words: tuple[str, ...]) -> None:
    found = run("readiness", *words, "--after", "4")
    fits(found, shapes.SUMMARY | {"after": shapes.AFTER})
    assert found["after"]["questions"] == 4
    assert found["after"]["minutes"] > 0
    assert found["after"]["mean"] > found["mean"]
    none = run("readiness", *words, "--after", "0")["after"]
    assert none["mean"] == pytest.approx(found["mean"])


@pytest.mark.parametrize("count", ["-1", "some", "501", "1.5"])
def test_a_number_of_questions_that_cannot_be_is_refused(cli: Any, count: str) -> None:
    assert cli("readiness", "--after", count)[0] == 2


def test_without_practice_readiness_is_no_higher_on_a_later_day(run: Run) -> None:
    assert run("readiness", "--on", "2027-03-01")["mean"] < run("readiness", "--on", "2026-12-02")["mean"]


def test_a_posting_is_read_without_any_data(cli: Any, tmp_path: Path) -> None:
    file = tmp_path / "posting.txt"
    file.write_text("Requirements\n- drift monitoring and model registries\n", encoding="utf-8")
    untouched = tmp_path / "untouched"
    found = cli(
        "topics", "--posting", str(file), "--round", "ml-breadth", "--role-family", "mle", folder=untouched
    )[1]
    fits(found, shapes.POSTING)
    assert found["role_family"] == "mle"
    (mlops,) = [topic for topic in found["topics"] if topic["slug"] == "mlops"]
    assert mlops["detected"]
    assert mlops["phrases"]
    assert sum(topic["probability"] for topic in found["topics"]) == pytest.approx(1)
    assert not untouched.exists()


def test_the_round_changes_what_a_posting_means(cli: Any, tmp_path: Path) -> None:
    file = tmp_path / "posting.txt"
    file.write_text("Requirements\n- PyTorch\n", encoding="utf-8")
    first = {
        kind: cli("topics", "--posting", str(file), "--round", kind)[1]["topics"][0]["slug"]
        for kind in ("behavioral", "coding")
    }
    assert first == {"behavioral": "behavioral", "coding": "algorithms"}


def test_a_typed_question_finds_topics_and_its_twin(run: Run) -> None:
    listed = run("question", "list", "--topic", "transformers", "--limit", "1")[0]
    found = run("match", "--text", listed["prompt"])
    fits(found, shapes.MATCH)
    assert len(found["topics"]) >= 5
    scores = [topic["score"] for topic in found["topics"]]
    assert scores == sorted(scores, reverse=True)
    assert found["topics"][0]["slug"] == listed["topic"]
    assert found["questions"][0]["slug"] == listed["slug"]


def test_something_else_has_no_twin(run: Run) -> None:
    found = run("match", "--text", "Which soup does the canteen serve on Fridays?")
    assert found["questions"] == []
    assert len(found["topics"]) >= 5


def test_a_bank_of_ones_own_is_matched_instead(cli: Any, tmp_path: Path) -> None:
    bank = tmp_path / "bank.jsonl"
    lines = [
        {"slug": "own-dropout", "prompt": "What is dropout and why does it regularize a network?"},
        {"slug": "own-soup", "prompt": "Which soup does the canteen serve on Fridays?"},
    ]
    bank.write_text("\n".join(json.dumps(line) for line in lines) + "\n\n", encoding="utf-8")
    untouched = tmp_path / "untouched"
    words = ("match", "--text", "Why does dropout regularize a network, and what is it?")
    found = cli(*words, "--bank", str(bank), folder=untouched)[1]
    fits(found, shapes.MATCH)
    assert [question["slug"] for question in found["questions"]] == ["own-dropout"]
    assert len(found["topics"]) >= 5
    assert not untouched.exists()


def test_an_attempt_carries_what_had_been_predicted(cli: Any) -> None:
    slug = cli("question", "list", "--topic", "evaluation-metrics", "--limit", "1")[1][0]["slug"]
    first = cli("attempt", "add", "--question", slug, "--grade", "good", "--at", "2026-11-28T10:00:00+02:00")[
        1
    ]
    second = cli("attempt", "add", "--question", slug, "--grade", "easy")[1]
    fits([first, second], [shapes.ATTEMPT])
    assert (first["question"], first["topic"]) == (slug, "evaluation-metrics")
    assert first["answered_at"] == "2026-11-28T08:00:00Z"
    assert second["answered_at"] == "2026-12-01T09:40:00Z"
    assert second["predicted"] > first["predicted"] == pytest.approx(0.5)


def test_an_asked_question_takes_topic_and_twin_from_what_is_said(run: Run) -> None:
    words = ("--interview", "1", "--grade", "hard")
    named = run("question", "list", "--topic", "statistics", "--limit", "1")[0]
    twin = run("asked", "add", *words, "--text", "They asked it so", "--question", named["slug"])
    loose = run("asked", "add", *words, "--text", "How do transformers attend?", "--topic", "transformers")
    guessed = run(
        "asked", "add", "--interview", "1", "--text", "What does dropout do while training a network?"
    )
    fits([twin, loose, guessed], [shapes.ASKED])
    assert (twin["question"], twin["topic"]) == (named["slug"], "statistics")
    assert (loose["question"], loose["topic"]) == (None, "transformers")
    assert (guessed["topic"], guessed["grade"]) == ("dl-training", None)


def test_a_rating_is_kept(run: Run) -> None:
    rated = run("rate", "nlp", "5")
    fits(rated, shapes.RATING)
    assert rated == {"topic": "nlp", "rating": 5, "rated_at": "2026-12-01T09:40:00Z"}
    before = {topic["slug"]: topic["mean"] for topic in run("readiness")["topics"]}
    run("rate", "nlp", "1")
    assert {t["slug"]: t["mean"] for t in run("readiness")["topics"]}["nlp"] < before["nlp"]


def test_questions_are_listed_by_topic_text_and_number(run: Run) -> None:
    rows = run("question", "list", "--topic", "transformers")
    fits(rows, [shapes.QUESTION])
    assert rows
    assert {row["topic"] for row in rows} == {"transformers"}
    found = run("question", "list", "--search", "dropout")
    assert found
    assert all("dropout" in json.dumps(run("question", "show", row["slug"])).lower() for row in found[:3])
    assert len(run("question", "list", "--limit", "3")) == 3


def test_a_question_is_shown_whole(run: Run) -> None:
    slug = run("question", "list", "--topic", "ml-coding", "--limit", "1")[0]["slug"]
    whole = run("question", "show", slug)
    fits({name: whole[name] for name in shapes.QUESTION}, shapes.QUESTION)
    wanted = {
        "short_answer",
        "answer",
        "how_to_answer",
        "rubric",
        "pitfalls",
        "follow_ups",
        "hints",
        "references",
    }
    assert wanted <= set(whole)
    assert all(whole[name] for name in ("short_answer", "answer", "rubric"))


def test_insights_count_the_search(run: Run) -> None:
    found = run("insights")
    assert {"funnel", "responses", "scorecard", "calibration"} <= set(found)
    assert found["funnel"]["saved"] == 18
    assert found["scorecard"]["asked"] == 30
    assert sum(found["outcomes"].values()) == 18
    fits(found["scorecard"], shapes.SCORECARD)
    fits(found["scorecard_interviews"], [shapes.SCORE])
    for cards in (found["scorecard_by_round"], found["scorecard_by_month"]):
        fits(list(cards.values()), [shapes.SCORECARD])
        assert sum(card["asked"] for card in cards.values()) == 30
    assert sum(len(score["lines"]) for score in found["scorecard_interviews"]) == 30
    fits(found["calibration"], shapes.CALIBRATION)
    assert sum(one["count"] for one in found["calibration"]["bins"]) == found["calibration"]["answers"] == 30


def test_text_output_says_the_same_in_lines(cli: Any, sample_dir: Path) -> None:
    rows = cli("application", "list", folder=sample_dir)[1]
    code, text, _ = cli("application", "list", folder=sample_dir, json_out=False)
    assert code == 0
    assert len(text.splitlines()) == len(rows)
    assert all(row["company"] in line for row, line in zip(rows, text.splitlines(), strict=True))
