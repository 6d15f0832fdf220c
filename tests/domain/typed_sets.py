"""Labeled sets of typed questions, and how far a matcher finds their twins and leaves the rest alone."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from topic_cases import topics

from mltracker.domain.matching import BankRow, Matcher, Twin

HERE = Path(__file__).parent
NAMES = ("questions", "paraphrases", "bank", "voices", *(f"outside_{letter}" for letter in "abcdef"))
HALVES = ("rules", "judge")


@dataclass(frozen=True)
class TypedSet:
    """Half of a set: typed questions with their topic; pairs and strangers of a typed question and a prompt; decoys."""

    name: str
    half: str
    typed: list[tuple[str, str]]
    pairs: list[tuple[str, str]]
    strangers: list[tuple[str, str]]
    prompts: list[str]
    decoys: list[str]
    open: frozenset[str]

    def bank_of(self, *parts: list[tuple[str, str]]) -> list[BankRow]:
        """The prompts to match against: all of the shipped bank, or those of these parts and the decoys."""
        named = self.prompts or [*(prompt for part in parts for _, prompt in part), *self.decoys]
        return [BankRow(prompt, prompt) for prompt in dict.fromkeys(named)]


@dataclass(frozen=True)
class Case:
    """A typed question, the prompt that is the same (empty when there is none), and what was found near."""

    text: str
    prompt: str
    near: tuple[Twin, ...]

    @property
    def is_nearest(self) -> bool:
        return bool(self.near) and self.near[0].key == self.prompt

    @property
    def is_offered(self) -> bool:
        return bool(self.near) and self.near[0].same


@cache
def _whole(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"typed_{name}.toml").read_text(encoding="utf-8"))


def halves() -> list[tuple[str, str]]:
    """The names of all sets and their halves; the last sets have none to write rules by."""
    return [(name, half) for name in NAMES for half in HALVES if half in _whole(name)]


@cache
def typed_set(name: str, half: str) -> TypedSet:
    """One half of tests/domain/typed_NAME.toml."""
    whole = _whole(name)
    mine, prompts = whole[half], whole.get("prompts", {})

    def listed(part: str) -> list[tuple[str, str]]:
        return [(text, prompts.get(other, other)) for text, other in mine.get(part, ())]

    return TypedSet(
        name,
        half,
        listed("typed"),
        listed("pairs"),
        listed("strangers"),
        list(prompts.values()),
        mine.get("decoys", []),
        frozenset(mine.get("open", ())),
    )


def with_twin(found: TypedSet) -> list[Case]:
    """Every pair against a bank that holds its prompt and all others."""
    matcher = Matcher(topics(), found.bank_of(found.pairs, found.strangers))
    return [Case(text, prompt, matcher.match(text).near) for text, prompt in found.pairs]


def without_twin(found: TypedSet) -> Iterator[Case]:
    """Every stranger against the bank of strangers, and every pair against a bank that lacks its prompt."""
    matcher = Matcher(topics(), found.bank_of(found.strangers))
    for text, _ in found.strangers:
        yield Case(text, "", matcher.match(text).near)
    matcher = Matcher(topics(), found.bank_of(found.pairs))
    for text, prompt in found.pairs:
        if text not in found.open:
            matcher.remove(prompt)
            yield Case(text, "", matcher.match(text).near)
            matcher.add([BankRow(prompt, prompt)])


def share(cases: list[bool]) -> float:
    return sum(cases) / len(cases)
