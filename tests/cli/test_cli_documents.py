"""Every command prints the document that its page promises: keys, types, and figures that hang together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli import shapes
from tests.cli.shapes import fits

Run = Callable[..., Any]


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


def test_a_result_before_the_round_began_is_refused(cli: Any, sample_dir: Path) -> None:
    code, document, said = cli("interview", "result", "5", "passed", folder=sample_dir)
    assert (code, document) == (1, "")
    assert "has not begun yet" in said


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
