"""Dates, times and offered slots as people type them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltracker.domain.typed_times import WRITE_IT, parse_date, parse_slot, parse_time

THURSDAY = date(2026, 12, 3)
TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-03",
        "3 Dec 2026",
        "Thu 3 Dec 2026",
        "thursday, 3 december 2026",
        "Dec 3, 2026",
        " 3. Dec 2026 ",
    ],
)
def test_a_date_is_understood_in_several_ways(text: str) -> None:
    assert parse_date(text) == THURSDAY


@pytest.mark.parametrize(
    "text", ["", "31 Feb 2026", "3/12/2026", "tomorrow", "3 Foo 2026", "3 Dec", "2026-13-01"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3 dec", THURSDAY),
        ("Thu 3 Dec", THURSDAY),
        ("Dec 3", THURSDAY),
        ("20 Nov", date(2026, 11, 20)),
        ("4 jan", date(2027, 1, 4)),
        ("29 Feb", date(2028, 2, 29)),
        ("Tomorrow", date(2026, 12, 2)),
        ("3 Dec 2031", date(2031, 12, 3)),
        ("31 Feb", None),
        ("3/12", None),
        ("", None),
    ],
)
def test_without_a_year_the_nearest_such_day_is_meant_where_today_is_known(
    text: str, day: date | None
) -> None:
    assert parse_date(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("14:00", time(14)),
        ("1430", time(14, 30)),
        ("9", time(9)),
        ("2pm", time(14)),
        ("2:30 p.m.", time(14, 30)),
        ("12 am", time(0)),
        ("12pm", time(12)),
        ("14.15", time(14, 15)),
    ],
)
def test_a_time_is_understood_in_several_ways(text: str, value: time) -> None:
    assert parse_time(text) == value


@pytest.mark.parametrize("text", ["", "25:00", "14:60", "13pm", "0am", "noon", "1:2:3", "12345"])
def test_what_is_no_time_is_none(text: str) -> None:
    assert parse_time(text) is None


@pytest.mark.parametrize(
    "line",
    [
        "Thu 3 Dec 14:00",
        "  - Thursday, 3 December, 2 pm",
        "2026-12-03 14:00",
        "2026-12-03T14:00",
        "Dec 3, 14:00 to 14:45",
        "1) Thu 3 Dec at 2pm-3pm",
        "3 Dec 2026, 14.00 until 15.00.",
        "\u2022 December 3, 2:00 p.m.",
    ],
)
def test_an_offered_time_is_understood_as_mails_write_it(line: str) -> None:
    assert parse_slot(line, TODAY) == datetime(2026, 12, 3, 14)


def test_a_day_without_a_year_is_the_next_one() -> None:
    assert parse_slot("1 Dec 09:00", TODAY) == datetime(2026, 12, 1, 9)
    assert parse_slot("30 Nov 09:00", TODAY) == datetime(2027, 11, 30, 9)
    assert parse_slot("29 Feb 09:00", TODAY) == datetime(2028, 2, 29, 9)


def test_an_offset_settles_what_a_clock_shows_twice() -> None:
    found = parse_slot("25 Oct 2026 02:30 +02:00", TODAY)
    assert found.astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert parse_slot("3 Dec 14:00 to 15:00 UTC-5", TODAY).utcoffset() == timedelta(hours=-5)
    assert parse_slot("3 Dec 14:00 -15:00", TODAY) == datetime(2026, 12, 3, 14), "an end is no offset"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", WRITE_IT),
        ("tomorrow at noon", WRITE_IT),
        ("3 Dec 2026", WRITE_IT),
        ("14:00", WRITE_IT),
        ("3/12 14:00", WRITE_IT),
        ("31 Feb 14:00", WRITE_IT),
        ("Thu 3 Dec 25:00", WRITE_IT),
        ("Thu 3 Dec 14:00 UTC+77", WRITE_IT),
        ("Fri 3 Dec 14:00", "3 Dec 2026 is a Thursday."),
    ],
)
def test_what_is_no_offered_time_says_how_to_write_one(line: str, said: str) -> None:
    with pytest.raises(ValueError, match=r"\w") as caught:
        parse_slot(line, TODAY)
    assert str(caught.value) == said


@given(st.text(max_size=60))
def test_no_line_breaks_the_parser(line: str) -> None:
    try:
        parse_slot(line, TODAY)
    except ValueError as error:
        assert str(error)  # noqa: PT017 - either a start or a sentence
