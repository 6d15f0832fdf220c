"""Days, times, zones and numbers that cannot be: a clear sentence, and warnings that are no refusal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.shapes import ADD, BOOK
from tests.conftest import FakeClock


@pytest.mark.parametrize("day", ["1989-12-31", "2100-01-01", "0001-01-01", "9999-12-31"])
def test_days_lie_between_1990_and_2099(refused: Any, day: str) -> None:
    sentence = "The year must lie between 1990 and 2099."
    assert refused(*ADD, "--applied-on", day) == sentence
    assert refused("readiness", "--on", day) == sentence


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/New_York"])
@pytest.mark.parametrize(
    "starts",
    [
        "0001-01-01T00:00",
        "1989-12-31T10:00",
        "2100-01-02T10:00",
        "9999-12-31T23:59",
        "9999-12-31T23:59-10:00",
    ],
)
def test_rounds_lie_between_1990_and_2099(refused: Any, starts: str, zone: str) -> None:
    assert refused(*BOOK, "--starts", starts, "--zone", zone) == "The year must lie between 1990 and 2099."


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../../etc/passwd", "/etc/localtime", "x" * 5_000])
def test_an_unknown_zone_is_named(refused: Any, zone: str) -> None:
    assert refused(*BOOK, "--starts", "2026-12-03T10:00", "--zone", zone).endswith("is not known.")
    assert refused(*BOOK, "--starts", "2026-12-03T10:00+01:00", "--zone", zone).endswith("is not known.")


@pytest.mark.usefixtures("booked")
@pytest.mark.parametrize(
    ("starts", "zone", "what", "offsets", "instants"),
    [
        (
            "2027-03-14T02:30",
            "America/New_York",
            "does not exist",
            ("-05:00", "-04:00"),
            ("2027-03-14T07:30:00Z", "2027-03-14T06:30:00Z"),
        ),
        (
            "2027-11-07T01:30",
            "America/New_York",
            "happens twice",
            ("-04:00", "-05:00"),
            ("2027-11-07T05:30:00Z", "2027-11-07T06:30:00Z"),
        ),
        (
            "2027-03-28T02:15",
            "Europe/Berlin",
            "does not exist",
            ("+01:00", "+02:00"),
            ("2027-03-28T01:15:00Z", "2027-03-28T00:15:00Z"),
        ),
        (
            "2027-04-04T01:45",
            "Australia/Lord_Howe",
            "happens twice",
            ("+11:00", "+10:30"),
            ("2027-04-03T14:45:00Z", "2027-04-03T15:15:00Z"),
        ),
    ],
    ids=["gap", "fold", "gap in Europe", "half an hour"],
)
def test_a_time_that_is_not_one_instant_is_refused_with_both_offsets(
    cli: Any,
    refused: Any,
    starts: str,
    zone: str,
    what: str,
    offsets: tuple[str, str],
    instants: tuple[str, str],
) -> None:
    said = refused(*BOOK, "--starts", starts, "--zone", zone)
    assert f"{what} in {zone}" in said
    assert all(offset in said for offset in offsets)
    for offset, instant in zip(offsets, instants, strict=True):
        code, row, _ = cli(*BOOK, "--starts", starts + offset, "--zone", zone)
        assert code == 0
        assert (row["starts_utc"], row["zone"]) == (instant, zone)


@pytest.mark.usefixtures("booked")
def test_a_second_round_at_the_same_time_is_noted_and_kept(cli: Any) -> None:
    cli(*BOOK, "--starts", "2026-12-03T10:00")
    code, row, said = cli(*BOOK, "--starts", "2026-12-03T11:30+01:00")
    assert code == 0
    assert row["id"] == 3
    assert said == "Note: Interview 2 (Tarnwick) is at the same time.\n"
    assert len(cli("interview", "list")[1]) == 3
    assert cli(*BOOK, "--starts", "2026-12-03T11:15")[2] == ""


def test_the_same_job_twice_is_noted_and_kept(cli: Any) -> None:
    url = "https://tarnwick.example/jobs/7"
    assert cli(*ADD, "--url", url)[2] == ""
    same = cli("application", "add", "--company", "Other", "--role", "X", "--url", url + "?utm_source=mail")
    assert (same[0], same[2]) == (0, "Note: Application 1 looks the same (same posting).\n")
    role = cli("application", "add", "--company", " tarnwick ", "--role", "ml  engineer")
    assert (role[0], role[2]) == (0, "Note: Application 1 looks the same (same company and role).\n")
    assert cli("application", "add", "--company", "Tarnwick", "--role", "Data Scientist")[2] == ""


def test_a_warning_is_not_said_of_what_is_then_refused(refused: Any) -> None:
    refused(*ADD, "--stage", "nowhere")
    refused("interview", "add", "--application", "9", "--round", "coding", "--starts", "2026-11-30T10:00")


@pytest.mark.parametrize(
    ("minutes", "said"), [("0", "at least 1."), ("2881", "at most 2,880."), ("9" * 40, "at most")]
)
def test_minutes_have_bounds(refused: Any, minutes: str, said: str) -> None:
    assert said in refused(*BOOK, "--starts", "2026-12-03T10:00", "--minutes", minutes)


@pytest.mark.parametrize(
    "words",
    [
        ("application", "move", "7", "applied"),
        ("application", "close", "7", "rejected"),
        ("interview", "result", "7", "passed"),
        ("recommend", "--interview", "7"),
        ("readiness", "--interview", "7"),
        ("asked", "add", "--interview", "7", "--text", "What?"),
        ("interview", "add", "--application", "9" * 18, "--round", "coding", "--starts", "2026-12-03T10:00"),
        ("question", "show", "no-such-question"),
        ("question", "show", "9" * 30),
        ("question", "list", "--topic", "no-such-topic"),
        ("attempt", "add", "--question", "no-such-question", "--grade", "good"),
        ("rate", "no-such-topic", "3"),
    ],
    ids=lambda words: " ".join(words)[:50],
)
def test_what_is_not_there_is_named(refused: Any, words: tuple[str, ...]) -> None:
    assert refused(*words).startswith("There is no ")


def test_moves_that_the_pipeline_does_not_allow_say_what_is_missing(refused: Any) -> None:
    assert "There is no stage 'nowhere'. The stages are: Saved, Applied" in refused(
        "application", "move", "1", "nowhere"
    )
    assert "needs an outcome" in refused("application", "move", "1", "closed")
    assert "needs an outcome" in refused(*ADD, "--stage", "Closed")


@pytest.mark.usefixtures("booked")
def test_an_answer_cannot_come_from_the_future_or_before_1990(cli: Any, refused: Any) -> None:
    words = ("attempt", "add", "--grade", "good", "--question", "1", "--at")
    assert "dated in the future" in refused(*words, "2026-12-01T09:40:01Z")
    assert "between 1990 and 2099" in refused(*words, "1989-12-31T23:59:59Z")
    assert "between 1990 and 2099" in refused(*words, "0001-01-01T00:00+05:00")
    assert cli(*words, "2026-12-01T09:40:00Z")[0] == 0


@pytest.mark.usefixtures("booked")
def test_what_was_asked_is_noted_only_once_the_round_has_begun(cli: Any, clock: FakeClock) -> None:
    cli(*BOOK, "--starts", "2026-12-01T09:41")
    words = ("asked", "add", "--interview", "2", "--text", "What is dropout?")
    code, document, said = cli(*words)
    assert (code, document) == (1, "")
    assert "has not begun yet" in said
    clock.advance(minutes=1)
    assert cli(*words)[0] == 0


def test_huge_numbers_of_days_and_minutes_are_no_fault(cli: Any, sample_dir: Path) -> None:
    for words in (("agenda", "--days", "9" * 18), ("recommend", "--interview", "5", "--minutes", "9" * 18)):
        code, found, said = cli(*words, folder=sample_dir)
        assert (code, said) == (0, "")
        assert found
