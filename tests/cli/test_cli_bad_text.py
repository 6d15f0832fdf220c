"""Texts and addresses that cannot be kept: a clear sentence and nothing half saved."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.shapes import ADD, BOOK

LONG = "x" * 100_000
BROKEN = "a\ud800b"
TEXTS = {
    "company": (*ADD[:2], "--role", "R", "--company"),
    "role": (*ADD[:2], "--company", "C", "--role"),
    "source": (*ADD, "--source"),
    "asked": ("asked", "add", "--interview", "1", "--text"),
    "match": ("match", "--text"),
}


@pytest.mark.parametrize("words", TEXTS.values(), ids=TEXTS)
def test_a_text_has_a_limit(refused: Any, words: tuple[str, ...]) -> None:
    assert "This is 100,000 characters long; " in refused(*words, LONG)


@pytest.mark.parametrize(("field", "most"), [("company", 200), ("role", 200), ("source", 200)])
def test_the_last_character_that_fits_is_kept(cli: Any, refused: Any, field: str, most: int) -> None:
    words = TEXTS[field]
    assert cli(*words, "x" * most)[0] == 0
    assert refused(*words, "x" * (most + 1)) == f"This is {most + 1} characters long; {most} fit here."


@pytest.mark.parametrize("words", TEXTS.values(), ids=TEXTS)
def test_half_a_character_is_refused(refused: Any, words: tuple[str, ...]) -> None:
    assert refused(*words, BROKEN) == "This text holds a broken character that cannot be saved."


@pytest.mark.parametrize("words", TEXTS.values(), ids=TEXTS)
def test_a_null_character_is_refused(refused: Any, words: tuple[str, ...]) -> None:
    assert refused(*words, "a\x00b") == "This text holds a null character that cannot be saved."


@pytest.mark.parametrize("field", ["company", "role", "asked", "match"])
def test_a_needed_text_is_asked_for(refused: Any, field: str) -> None:
    assert refused(*TEXTS[field], " \t ") == "This is needed."


@pytest.mark.parametrize(
    "words",
    [
        ("question", "show", BROKEN),
        ("question", "list", "--search", BROKEN),
        ("question", "list", "--topic", BROKEN),
        ("attempt", "add", "--grade", "good", "--question", BROKEN),
        ("asked", "add", "--interview", "1", "--text", "What?", "--question", BROKEN),
        ("asked", "add", "--interview", "1", "--text", "What?", "--topic", BROKEN),
        ("rate", BROKEN, "3"),
        ("application", "move", "1", BROKEN),
        (*BOOK, "--starts", "2026-12-03T10:00Z", "--zone", BROKEN),
        (*ADD, "--url", f"https://tarnwick.example/{BROKEN}"),
        ("backup", "a\x00b"),
        ("topics", "--posting", "a\x00b"),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_no_argument_brings_it_down(refused: Any, words: tuple[str, ...]) -> None:
    assert "character that cannot be saved" in refused(*words)


def test_control_characters_are_kept_but_cannot_steer_the_terminal(cli: Any) -> None:
    row = cli("application", "add", "--company", "Red\x1b[31m\x07", "--role", "R")[1]
    assert row["company"] == "Red\x1b[31m\x07"
    text = cli("application", "list", json_out=False)[1]
    assert "\x1b" not in text
    assert "\\x1b[31m" in text
    said = cli("application", "move", "1", "\x1b]0;title\x07")[2]
    assert "\x1b" not in said


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/hosts",
        "ftp://tarnwick.example",
        "mailto:a@tarnwick.example",
        "//x.example",
    ],
)
def test_only_web_addresses_are_kept(refused: Any, url: str) -> None:
    assert refused(*ADD, "--url", url) == "Only http and https addresses can be kept here."


@pytest.mark.parametrize(
    "url",
    [
        "https://",
        "https:///jobs",
        "https://.",
        "https://ada:secret@tarnwick.example",
        "https://@tarnwick.example",
        "https://[::1",
        "https://tarnwick.example:99999",
        "https://tarnwick.example/a b",
        "https://tarnwick.example/\x1b[31m",
    ],
)
def test_an_address_needs_a_host_and_no_user(refused: Any, url: str) -> None:
    assert refused(*ADD, "--url", url) == "This is not a web address."


def test_an_address_has_a_limit(cli: Any, refused: Any) -> None:
    start = "https://tarnwick.example/"
    assert cli(*ADD, "--url", start.ljust(2_000, "x"))[0] == 0
    assert refused(*ADD, "--url", start.ljust(2_001, "x")) == "This is 2,001 characters long; 2,000 fit here."
