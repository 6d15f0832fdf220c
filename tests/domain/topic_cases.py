"""The shipped tables, and the labeled sets that postings and typed questions are judged by."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from mltracker.domain.meaning import Meanings, parse_meanings
from mltracker.domain.topics import RoundTable, TopicTable, parse_rounds, parse_topics
from mltracker.paths import resource

HERE = Path(__file__).parent


def raw(name: str) -> dict[str, Any]:
    return tomllib.loads(resource(name).read_text(encoding="utf-8"))


@cache
def meanings() -> Meanings:
    return parse_meanings(resource("meanings.bin").read_bytes())


@cache
def topics() -> TopicTable:
    return parse_topics(raw("topics.toml"), meanings)


@cache
def rounds() -> RoundTable:
    return parse_rounds(raw("rounds.toml"))


@cache
def postings(half: str) -> tuple[dict[str, Any], ...]:
    files = sorted((HERE / "postings").glob(f"{half}_*.toml"))
    return tuple(p for file in files for p in tomllib.loads(file.read_text(encoding="utf-8"))["posting"])
