"""Whatever is typed: a clear sentence and nothing half saved, never a traceback and never NaN."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import sqlite3
import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from mltracker import paths
from mltracker.cli import main
from tests.conftest import FakeClock

ADD = ("application", "add", "--company", "Tarnwick", "--role", "ML Engineer")
BOOK = ("interview", "add", "--application", "1", "--round", "coding")
LONG = "x" * 100_000
BROKEN = "a\ud800b"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory, template: Path) -> Path:
    """A folder with an application and a round that is over, which no refused command may change."""
    folder = tmp_path_factory.mktemp("sound")
    shutil.copy(paths.database(template), paths.database(folder))
    for words in (ADD, (*BOOK, "--starts", "2026-11-30T10:00")):
        with redirect_stdout(io.StringIO()):
            assert main([*words, "--data-dir", str(folder), "--now", "2026-12-01T09:40:00Z"]) == 0
    return folder


@pytest.fixture
def refused(cli: Any, sound: Path) -> Any:
    """Run a command that must end with one sentence and leave the file as it is; returns the sentence."""

    def call(*words: str) -> str:
        before = hashlib.sha256(paths.database(sound).read_bytes()).hexdigest()
        code, document, said = cli(*words, folder=sound)
        assert (code, document) == (1, ""), said
        assert said.startswith("mltracker: ")
        assert len(said.splitlines()) == 1
        assert hashlib.sha256(paths.database(sound).read_bytes()).hexdigest() == before
        return str(said.removeprefix("mltracker: ").strip())

    return call


@pytest.fixture
def booked(data_dir: Path, sound: Path) -> None:
    """The same application and round, to be changed."""
    shutil.copy(paths.database(sound), paths.database(data_dir))


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


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n \n",
        bytes(range(256)) * 400,
        b"\xff\xfe" + "Gradient boosting".encode("utf-16-le"),
        b"a" * 200_000,
        ("PyTorch, SQL and drift. " * 8_333).encode(),
        "機械学習エンジニアを募集しています。".encode() * 500,
        "Wir suchen eine Person für Vorhersagen und Statistik.".encode() * 50,
    ],
    ids=["empty", "blank", "binary", "utf-16", "one word", "200,000", "Japanese", "German"],
)
def test_any_file_is_read_as_a_posting(cli: Any, tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "posting"
    file.write_bytes(data)
    code, found, said = cli("topics", "--posting", str(file))
    assert (code, said) == (0, "")
    shares = [topic["probability"] for topic in found["topics"]]
    assert len(shares) == 30
    assert all(0 < share < 1 for share in shares)
    assert sum(shares) == pytest.approx(1)
    assert "NaN" not in json.dumps(found)


def test_a_posting_has_a_limit(cli: Any, refused: Any, tmp_path: Path) -> None:
    file = tmp_path / "posting"
    file.write_text("ab " * 66_666 + "ab", encoding="utf-8")
    assert cli(*ADD, "--posting-file", str(file))[0] == 0
    file.write_text("ab " * 66_666 + "abc", encoding="utf-8")
    assert refused(*ADD, "--posting-file", str(file)) == "This is 200,001 characters long; 200,000 fit here."


@pytest.mark.parametrize(
    "words", [("topics", "--posting"), (*ADD, "--posting-file"), ("match", "--text", "a", "--bank")]
)
def test_a_file_that_cannot_be_read_is_named(refused: Any, tmp_path: Path, words: tuple[str, ...]) -> None:
    assert refused(*words, str(tmp_path / "gone.txt")).endswith(
        "gone.txt cannot be read: No such file or directory."
    )
    assert refused(*words, str(tmp_path)).endswith("cannot be read: Is a directory.")


def test_a_posting_may_come_from_standard_input(cli: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = io.TextIOWrapper(io.BytesIO(b"Requirements\n- SQL\n"))
    monkeypatch.setattr(sys, "stdin", typed)
    found = cli("topics", "--posting", "-")[1]
    assert [topic["slug"] for topic in found["topics"] if topic["detected"]] == ["sql-pipelines"]


@pytest.mark.parametrize(
    "bank",
    ["{", "[]", '{"slug": "a"}', "null", "7", "[" * 100_000, '{"slug": "a", "prompt": ' + "9" * 5_000 + "}"],
    ids=["cut", "list", "no prompt", "null", "number", "deep", "huge"],
)
def test_a_broken_line_of_a_bank_is_named(refused: Any, tmp_path: Path, bank: str) -> None:
    file = tmp_path / "bank.jsonl"
    file.write_text('{"slug": "ok", "prompt": "What is dropout?"}\n' + bank + "\n", encoding="utf-8")
    assert refused("match", "--text", "What is dropout?", "--bank", str(file)).startswith(
        "Line 2 of the bank"
    )


def test_half_a_character_in_a_bank_is_printed_as_an_escape(
    tmp_path: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "bank.jsonl"
    file.write_text('{"slug": "ok", "prompt": "What is dropout in a network \\ud800?"}\n', encoding="utf-8")
    terminal = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", terminal)
    words = ["match", "--text", "What is dropout in a network?", "--bank", str(file)]
    assert main([*words, "--json", "--data-dir", str(data_dir)]) == 0
    terminal.flush()
    printed = terminal.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined]
    assert "\\ud800" in printed


def test_an_empty_search_or_any_syntax_finds_or_finds_not(cli: Any) -> None:
    for text in ("", '"', "AND OR NOT", "NEAR(", "a* -b:c", "%_^", "\x1b", LONG, "word " * 20_000):
        code, found, said = cli("question", "list", "--search", text)
        assert (code, said) == (0, ""), text[:20]
        assert isinstance(found, list)


def test_nothing_is_saved_when_a_later_field_is_wrong(refused: Any, sound: Path) -> None:
    refused("application", "add", "--company", "Only half", "--role", "R", "--url", "ftp://x.example")
    refused("application", "add", "--company", "Only half", "--role", "R", "--stage", "nowhere")
    with sqlite3.connect(paths.database(sound)) as connection:
        assert connection.execute("SELECT name FROM company").fetchall() == [("Tarnwick",)]
    connection.close()


def test_a_posting_saved_as_utf_16_is_read(cli: Any, tmp_path: Path) -> None:
    file = tmp_path / "posting.txt"
    file.write_text("Requirements\n- SQL\n", encoding="utf-16")
    found = cli("topics", "--posting", str(file))[1]
    assert [topic["slug"] for topic in found["topics"] if topic["detected"]] == ["sql-pipelines"]
