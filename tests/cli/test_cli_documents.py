"""Every command prints the document that the design page promises: keys, types, and figures that hang together."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli import shapes
from tests.cli.shapes import fits

Run = Callable[..., Any]


@pytest.fixture
def run(cli: Any, sample_dir: Path) -> Run:
    """A command on the sample search that must succeed in silence; returns its document."""

    def call(*words: str) -> Any:
        code, document, said = cli(*words, folder=sample_dir)
        assert (code, said) == (0, ""), said
        return document

    return call


def test_an_added_application_is_listed_as_it_was_returned(cli: Any) -> None:
    words = ("--company", "Tarnwick", "--role", "ML Engineer, Search", "--stage", "APPLIED")
    more = ("--applied-on", "2026-11-20", "--source", "Fair", "--url", "https://tarnwick.example/jobs/7")
    code, row, said = cli("application", "add", *words, *more)
    assert (code, said) == (0, "")
    fits(row, shapes.APPLICATION)
    assert row["applied_on"] == "2026-11-20"
    assert row["role_family"] == "recsys-ads"
    assert cli("application", "list")[1] == [row]


def test_the_role_family_that_is_given_beats_the_one_that_is_read(cli: Any) -> None:
    words = ("--company", "Tarnwick", "--role", "ML Engineer, Search", "--role-family", "nlp")
    assert cli("application", "add", *words)[1]["role_family"] == "nlp"


def test_an_application_without_a_stage_is_saved_and_with_a_date_it_is_applied(cli: Any) -> None:
    saved = cli("application", "add", "--company", "A", "--role", "B")[1]
    applied = cli("application", "add", "--company", "C", "--role", "D", "--applied-on", "2026-11-30")[1]
    assert (saved["stage"], saved["applied_on"]) == ("saved", None)
    assert (applied["stage"], applied["applied_on"]) == ("applied", "2026-11-30")


def test_the_posting_file_is_kept_with_the_application(cli: Any, tmp_path: Path, data_dir: Path) -> None:
    file = tmp_path / "posting.txt"
    file.write_text("Requirements\n- gradient boosting and feature stores\n", encoding="utf-8")
    row = cli("application", "add", "--company", "A", "--role", "B", "--posting-file", str(file))[1]
    booked = ("--application", str(row["id"]), "--round", "ml-breadth", "--starts", "2026-12-05T10:00")
    interview = cli("interview", "add", *booked)[1]
    plain = cli("application", "add", "--company", "C", "--role", "B")[1]
    booked = ("--application", str(plain["id"]), "--round", "ml-breadth", "--starts", "2026-12-06T10:00")
    other = cli("interview", "add", *booked)[1]
    shares = [
        {
            item["topic"]: item["p_asked"]
            for item in cli("recommend", "--interview", str(i), "--minutes", "400")[1]
        }
        for i in (interview["id"], other["id"])
    ]
    assert shares[0]["trees-ensembles"] > shares[1]["trees-ensembles"]


def test_the_active_list_leaves_closed_ones_out(run: Run) -> None:
    every, active = run("application", "list"), run("application", "list", "--active")
    fits(every, [shapes.APPLICATION])
    assert {row["id"] for row in every} - {row["id"] for row in active} == {
        row["id"] for row in every if row["outcome"] != "open"
    }
    assert len(every) == 18 > len(active)


@pytest.mark.parametrize("stage", ["SCREENING", " Screening "])
def test_a_stage_is_found_by_name_or_kind_in_any_case(cli: Any, stage: str) -> None:
    cli("application", "add", "--company", "A", "--role", "B")
    row = cli("application", "move", "1", stage)[1]
    fits(row, shapes.APPLICATION)
    assert (row["stage"], row["furthest_stage"]) == ("screening", "screening")


def test_closing_keeps_the_furthest_stage(cli: Any) -> None:
    cli("application", "add", "--company", "A", "--role", "B", "--stage", "interviewing")
    row = cli("application", "close", "1", "rejected")[1]
    fits(row, shapes.APPLICATION)
    assert (row["stage"], row["furthest_stage"], row["outcome"]) == ("closed", "interviewing", "rejected")


def test_a_round_is_booked_in_its_own_zone(cli: Any) -> None:
    cli("application", "add", "--company", "A", "--role", "B")
    words = ("--application", "1", "--round", "ml-breadth", "--starts", "2026-12-03T14:00")
    row = cli("interview", "add", *words, "--zone", "America/New_York", "--minutes", "50")[1]
    fits(row, shapes.ROUND)
    assert row | {"id": 1} == {
        "id": 1,
        "application_id": 1,
        "round": "ml-breadth",
        "starts_utc": "2026-12-03T19:00:00Z",
        "due_utc": None,
        "zone": "America/New_York",
        "minutes": 50,
        "status": "planned",
        "result": "pending",
    }
    assert cli("interview", "list")[1] == [row]


def test_a_round_without_minutes_takes_those_of_its_kind(cli: Any) -> None:
    cli("application", "add", "--company", "A", "--role", "B")
    words = ("--application", "1", "--starts", "2026-12-03T14:00")
    assert cli("interview", "add", *words, "--round", "recruiter-screen")[1]["minutes"] == 30
    long = cli(
        "interview", "add", "--application", "1", "--starts", "2026-12-04T14:00", "--round", "onsite-loop"
    )
    assert long[1]["minutes"] > 120


def test_a_result_ends_the_round(run: Run) -> None:
    past = next(row for row in run("interview", "list") if row["result"] == "pending")
    row = run("interview", "result", str(past["id"]), "failed")
    fits(row, shapes.ROUND)
    assert (row["status"], row["result"]) == ("done", "failed")


def test_interviews_are_listed_soonest_first(run: Run) -> None:
    rows = run("interview", "list")
    fits(rows, [shapes.ROUND])
    instants = [row["starts_utc"] or row["due_utc"] for row in rows]
    assert instants == sorted(instants)
    assert len(rows) == 9


def test_the_agenda_shows_rounds_and_take_homes_of_the_days_asked_for(run: Run) -> None:
    rows = run("agenda")
    fits(rows, [shapes.AGENDA])
    instants = [row["interview"]["starts_utc"] or row["interview"]["due_utc"] for row in rows]
    assert all("2026-12-01T09:40:00Z" <= at <= "2026-12-15T09:40:00Z" for at in instants)
    assert any(row["interview"]["due_utc"] for row in rows)
    assert any(row["checklist"] for row in rows)
    near = run("agenda", "--days", "2")
    assert near == [row for row, at in zip(rows, instants, strict=True) if at <= "2026-12-03T09:40:00Z"]
    assert len(near) < len(rows)


def test_the_agenda_leaves_ticked_items_out_and_marks_late_ones(run: Run) -> None:
    late = [item for row in run("agenda") for item in row["checklist"] if item["overdue"]]
    assert all(item["due"] < "2026-12-01T09:40:00Z" for item in late)


def test_recommendations_fill_the_minutes_and_say_why(run: Run) -> None:
    interview = run("agenda")[0]["interview"]["id"]
    rows = run("recommend", "--interview", str(interview), "--minutes", "30")
    fits(rows, [shapes.RECOMMENDATION])
    assert [row["rank"] for row in rows] == list(range(1, len(rows) + 1))
    assert 0 < sum(row["minutes"] for row in rows) <= 30
    assert all(row["reasons"] for row in rows)
    assert all(0 < row["p_asked"] < 1 and row["p_after"] > row["p_now"] for row in rows)


@pytest.mark.parametrize("words", [(), ("--interview", "5"), ("--on", "2026-12-20")])
def test_readiness_has_an_interval_a_word_and_its_topics(run: Run, words: tuple[str, ...]) -> None:
    found = run("readiness", *words)
    fits(found, shapes.SUMMARY)
    assert 0 < found["low"] < found["mean"] < found["high"] < 1
    assert found["topics"]
    assert all(0 <= topic["coverage"] <= 1 and topic["low"] < topic["high"] for topic in found["topics"])


def test_readiness_for_an_interview_says_what_moves_it(run: Run) -> None:
    assert run("readiness", "--interview", "5")["factors"]


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


def test_text_output_says_the_same_in_lines(cli: Any, sample_dir: Path) -> None:
    rows = cli("application", "list", folder=sample_dir)[1]
    code, text, _ = cli("application", "list", folder=sample_dir, json_out=False)
    assert code == 0
    assert len(text.splitlines()) == len(rows)
    assert all(row["company"] in line for row, line in zip(rows, text.splitlines(), strict=True))
