"""What drafts take and refuse, field by field: every use case and every form stands on these."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from mltracker.domain.applications import ApplicationDraft, ContactDraft, NoteDraft
from mltracker.domain.drafts import Draft
from mltracker.domain.errors import InvalidInput
from mltracker.domain.interviews import AskedDraft, DebriefDraft, EmployerQuestionDraft, InterviewDraft
from mltracker.domain.practice import AnswerDraft, PracticeRequest
from mltracker.domain.questions import QuestionDraft

NOW = datetime(2026, 12, 1, 9, 40, tzinfo=UTC)
APPLICATION = (ApplicationDraft, {"company": "Tarnwick", "role_title": "ML Engineer"})
INTERVIEW = (InterviewDraft, {"application_id": 1, "round_kind": "coding"})
CONTACT = (ContactDraft, {"name": "Ada Fern"})
ASKED = (AskedDraft, {"text": "What is dropout?"})
QUESTION = (QuestionDraft, {"prompt": "Why?", "topic": "nlp"})
EMPLOYER = (EmployerQuestionDraft, {"category": "team", "text": "Who reviews models?"})
NOTE = (NoteDraft, {"body": "Hello"})
ANSWER = (AnswerDraft, {"grade": "good"})
REQUEST = (PracticeRequest, {})
DEBRIEF = (DebriefDraft, {})
Base = tuple[type[Draft], dict[str, Any]]

TEXTS: list[tuple[Base, str, int]] = [
    (APPLICATION, "company", 200),
    (APPLICATION, "role_title", 200),
    (APPLICATION, "seniority", 200),
    (APPLICATION, "location", 200),
    (APPLICATION, "source", 200),
    (APPLICATION, "follow_up_note", 200),
    (APPLICATION, "posting_text", 200_000),
    (INTERVIEW, "label", 200),
    (INTERVIEW, "location", 200),
    (INTERVIEW, "notes", 20_000),
    (CONTACT, "name", 200),
    (CONTACT, "role", 200),
    (CONTACT, "email", 200),
    (CONTACT, "phone", 200),
    (CONTACT, "company", 200),
    (CONTACT, "notes", 20_000),
    (ASKED, "text", 20_000),
    (ASKED, "my_answer", 20_000),
    (QUESTION, "prompt", 20_000),
    (QUESTION, "why_asked", 20_000),
    (QUESTION, "short_answer", 20_000),
    (QUESTION, "answer", 20_000),
    (EMPLOYER, "text", 20_000),
    (EMPLOYER, "why", 20_000),
    (EMPLOYER, "ask_back", 20_000),
    (NOTE, "body", 20_000),
    (ANSWER, "answer_text", 20_000),
    (DEBRIEF, "notes", 20_000),
]
NUMBERS: list[tuple[Base, str, int, int]] = [
    (APPLICATION, "salary_min", 0, 2_000_000_000),
    (APPLICATION, "salary_max", 0, 2_000_000_000),
    (APPLICATION, "priority", 1, 3),
    (INTERVIEW, "application_id", 1, 2**63 - 1),
    (INTERVIEW, "loop_id", 1, 2**63 - 1),
    (INTERVIEW, "position", 0, 1_000),
    (INTERVIEW, "minutes", 1, 2_880),
    (INTERVIEW, "priority", 1, 3),
    (ASKED, "question_id", 1, 2**63 - 1),
    (ASKED, "depth", 0, 100),
    (QUESTION, "difficulty", 1, 5),
    (QUESTION, "minutes", 1, 240),
    (QUESTION, "popularity", 1, 5),
    (ANSWER, "seconds", 0, 86_400),
    (REQUEST, "minutes", 1, 480),
    (DEBRIEF, "feeling", 1, 5),
]
DAYS = [
    (APPLICATION, "applied_on"),
    (APPLICATION, "deadline_on"),
    (APPLICATION, "follow_up_on"),
    (INTERVIEW, "reply_expected_on"),
    (DEBRIEF, "reply_expected_on"),
]
INSTANTS = [(INTERVIEW, "starts_at"), (INTERVIEW, "received_at"), (INTERVIEW, "due_at")]
CHOICES = [
    (APPLICATION, "role_family"),
    (APPLICATION, "work_mode"),
    (APPLICATION, "employment_type"),
    (APPLICATION, "salary_period"),
    (INTERVIEW, "round_kind"),
    (INTERVIEW, "format"),
    (INTERVIEW, "audience"),
    (ASKED, "grade"),
    (ANSWER, "grade"),
    (QUESTION, "kind"),
    (QUESTION, "category"),
    (EMPLOYER, "category"),
    (NOTE, "kind"),
    (DEBRIEF, "result"),
]


def made(base: Base, **values: Any) -> Draft:
    kind, needed = base
    return kind.make(**(needed | values))


def refused(base: Base, field: str, value: Any) -> str:
    """The sentence at the field; there must be one, in plain words, and no other field may be blamed."""
    with pytest.raises(InvalidInput) as error:
        made(base, **{field: value})
    assert set(error.value.fields) == {field}
    said = error.value.fields[field]
    assert said.endswith("."), said
    for jargon in ("Input should", "Value error", "String should", "pydantic", "unicode", "'"):
        assert jargon not in said, said
    return said


def named(cases: list[Any]) -> list[str]:
    return [f"{case[0][0].__name__}.{case[1]}" for case in cases]


@pytest.mark.parametrize(("base", "field", "most"), TEXTS, ids=named(TEXTS))
def test_a_text_fits_to_its_last_character_and_no_further(base: Base, field: str, most: int) -> None:
    assert getattr(made(base, **{field: "x" * most}), field) == "x" * most
    assert (
        refused(base, field, "x" * (most + 1)) == f"This is {most + 1:,} characters long; {most:,} fit here."
    )
    assert "fit here" in refused(base, field, "x" * (most + 100_000))


@pytest.mark.parametrize(("base", "field", "most"), TEXTS, ids=named(TEXTS))
def test_a_text_is_kept_as_typed_or_refused(base: Base, field: str, most: int) -> None:
    assert refused(base, field, "a\ud800b") == "This text holds a broken character that cannot be saved."
    assert refused(base, field, "a\x00b") == "This text holds a null character that cannot be saved."
    assert refused(base, field, 5) == "Text is needed here."
    for text in (
        "<img src=x>",
        "=1+1",
        "Zoë ☕ 機械学習",
        "a\x1b[31mb",
        "\u202eabc",
        "'; DROP TABLE application; --",
    ):
        assert getattr(made(base, **{field: text}), field) == text


def test_a_line_is_put_on_one_line_and_a_note_keeps_its_lines() -> None:
    assert made(APPLICATION, company=" Fern \r\n hollow\t Labs ").company == "Fern hollow Labs"  # type: ignore[attr-defined]
    assert made(NOTE, body="  one\r\n\r\ntwo \n").body == "one\n\ntwo"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("base", "field"),
    [
        (APPLICATION, "company"),
        (APPLICATION, "role_title"),
        (CONTACT, "name"),
        (ASKED, "text"),
        (NOTE, "body"),
        (QUESTION, "prompt"),
        (EMPLOYER, "text"),
    ],
)
def test_a_needed_text_cannot_be_blank(base: Base, field: str) -> None:
    for text in ("", " \t\n", None):
        assert refused(base, field, text) == "This is needed."


def test_every_fault_is_told_at_its_own_field() -> None:
    with pytest.raises(InvalidInput) as error:
        ApplicationDraft.make(role_title="x" * 300, priority=9, posting_url="ftp://x.example")
    assert set(error.value.fields) == {"company", "role_title", "priority", "posting_url"}


@pytest.mark.parametrize(("base", "field", "least", "most"), NUMBERS, ids=named(NUMBERS))
def test_a_number_has_bounds(base: Base, field: str, least: int, most: int) -> None:
    for value in (least, most):
        assert getattr(made(base, **{field: value}), field) == value
    assert refused(base, field, least - 1) == f"This must be at least {least:,}."
    assert refused(base, field, most + 1) == f"This must be at most {most:,}."
    for value in (2**64, 10**40):
        assert "at most" in refused(base, field, value)
    for value in (-(2**64), -(10**40)):
        assert "at least" in refused(base, field, value)
    for wrong in ("many", 1.5, math.nan, math.inf, [], "9" * 5_000):
        refused(base, field, wrong)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 0.04, 0.96, "high", [], 10**400])
def test_a_target_is_a_share_between_five_and_ninety_five_percent(value: object) -> None:
    refused(INTERVIEW, "target_readiness", value)
    assert made(INTERVIEW, target_readiness=0.95).target_readiness == 0.95  # type: ignore[attr-defined]


@pytest.mark.parametrize(("base", "field"), DAYS, ids=named(DAYS))
def test_a_day_lies_between_1990_and_2099(base: Base, field: str) -> None:
    for day in (date(1990, 1, 1), date(2099, 12, 31)):
        assert getattr(made(base, **{field: day}), field) == day
    for day in (date(1989, 12, 31), date(2100, 1, 1), date.min, date.max):
        assert refused(base, field, day) == "The year must lie between 1990 and 2099."
    for wrong in ("soon", "2026-02-30", "31.12.2026", NOW, 5.5, [], 10**40, math.nan):
        refused(base, field, wrong)


@pytest.mark.parametrize(("base", "field"), INSTANTS, ids=named(INSTANTS))
def test_an_instant_has_a_zone_and_lies_between_1990_and_2099(base: Base, field: str) -> None:
    abroad = datetime.fromisoformat("2026-12-03T14:00:00-05:00")
    kept = getattr(made(base, **{field: abroad}), field)
    assert (kept, kept.tzinfo) == (abroad, UTC)
    assert refused(base, field, NOW.replace(tzinfo=None)) == "This time needs a time zone."
    edges = ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "1989-12-31T23:59:59+00:00")
    for text in edges:
        said = refused(base, field, datetime.fromisoformat(text))
        assert said == "The year must lie between 1990 and 2099."
    for wrong in ("soon", [], math.nan, 10**40):
        refused(base, field, wrong)


@pytest.mark.parametrize(("base", "field"), CHOICES, ids=named(CHOICES))
def test_a_choice_names_what_there_is(base: Base, field: str) -> None:
    for value in ("nonsense", "a\x00", 5, []):
        assert refused(base, field, value).startswith("Choose one of: ")
    assert refused(base, field, "a\ud800") == "This text holds a broken character that cannot be saved."


@pytest.mark.parametrize("field", ["salary_currency"])
def test_a_currency_is_three_capitals(field: str) -> None:
    assert made(APPLICATION, salary_currency="EUR").salary_currency == "EUR"  # type: ignore[attr-defined]
    for value in ("eur", "EURO", "E1R", "€€€", "ÄÖÜ", "EUR\n", "x" * 100_000, "a\x00b"):
        assert (
            refused(APPLICATION, field, value) == "Write the currency in three capital letters, such as EUR."
        )


@pytest.mark.parametrize(
    "base_field", [(APPLICATION, "posting_url"), (INTERVIEW, "meeting_url"), (CONTACT, "url")]
)
def test_only_web_addresses_with_a_host_and_without_a_user_are_kept(base_field: tuple[Base, str]) -> None:
    base, field = base_field
    for url in (
        "https://tarnwick.example/a?b=c#d",
        "http://127.0.0.1:8080/",
        "https://[::1]/x",
        "HTTPS://T.example",
        "",
    ):
        assert getattr(made(base, **{field: url}), field) == url
    for url in (
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "file:///etc/hosts",
        "ftp://x.example",
        "data:text/html,x",
        "x.example",
    ):
        assert refused(base, field, url) == "Only http and https addresses can be kept here."
    for url in (
        "https://",
        "http:///x",
        "https://a:b@x.example",
        "https://@x.example",
        "https://[::1",
        "https://x.example:99999",
        "https://x.example/\x07",
    ):
        assert refused(base, field, url) == "This is not a web address."
    assert "2,000 fit here" in refused(base, field, "https://x.example/".ljust(2_001, "x"))


@pytest.mark.parametrize(
    "zone", ["Mars/Olympus", "", "utc ", "../../etc/passwd", "a\ud800", "a\x00b", "x" * 100_000]
)
def test_an_unknown_zone_is_refused(zone: str) -> None:
    with pytest.raises(InvalidInput) as error:
        made(INTERVIEW, zone=zone)
    assert set(error.value.fields) == {"zone"}
    assert len(str(error.value)) < 500
    str(error.value).encode("utf-8")


def test_what_cannot_be_in_this_order_is_refused() -> None:
    with pytest.raises(InvalidInput, match="lowest salary is above the highest"):
        made(APPLICATION, salary_min=90_000, salary_max=80_000)
    assert made(APPLICATION, salary_min=80_000, salary_max=80_000)
    with pytest.raises(InvalidInput, match="follow-up lies before the day you applied"):
        made(APPLICATION, applied_on=NOW.date(), follow_up_on=NOW.date() - timedelta(days=1))
    with pytest.raises(InvalidInput, match="due before it was received"):
        made(INTERVIEW, received_at=NOW, due_at=NOW - timedelta(seconds=1))
    assert made(INTERVIEW, received_at=NOW, due_at=NOW)


def test_a_changed_draft_is_checked_again() -> None:
    draft = made(APPLICATION, salary_max=80_000)
    with pytest.raises(InvalidInput):
        draft.changed(salary_min=90_000)
    with pytest.raises(InvalidInput, match="not a field"):
        draft.changed(colour="red")
