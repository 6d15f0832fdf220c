"""How well the shipped bank covers topics, rounds and difficulties: the matrix, its holes, and what is too little."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mltracker.domain.content import QuestionEntry
from mltracker.domain.questions import CATEGORIES
from mltracker.domain.topics import RoundTable

PER_TOPIC = 8
LEAST_CODED, LEAST_DESIGNED = 30, 15
NEEDED_SHARE = 5.0  # percent of a round that a topic must have for a question of it to be needed there
LEAST_CATEGORY = 0.08
BANDS = {"easy": (1, 2), "mid": (3, 3), "hard": (4, 5)}
MIX = {
    "easy": (0.25, 0.08),
    "mid": (0.50, 0.10),
    "hard": (0.25, 0.08),
}  # share of the bank, and how far it may be off
TOOLS = {
    "Python": r"\bPython\b",
    "R": r"\bR\b",
    "TensorFlow": "TensorFlow",
    "Keras": "Keras",
    "PyTorch": "PyTorch",
    "scikit-learn": "scikit-learn",
    "pandas": "pandas",
    "NumPy": "NumPy",
    "AWS": r"\bAWS\b",
    "Google Cloud": "Google Cloud",
    "version control": r"version control|\bGit\b",
    "documentation": r"[Dd]ocument(?:ation|ing)",
}


@dataclass(frozen=True, slots=True)
class Matrix:
    """Counts of whole questions (drills left out) by topic, round and band of difficulty."""

    topics: tuple[str, ...]
    rounds: tuple[str, ...]
    needed: Mapping[str, frozenset[str]]
    counts: Counter[tuple[str, str, str]]
    bands: Counter[tuple[str, str]]

    @classmethod
    def of(cls, entries: Sequence[QuestionEntry], topics: Collection[str], rounds: RoundTable) -> Matrix:
        """The matrix of a bank; `needed` are the rounds of which a topic makes up more than NEEDED_SHARE percent."""
        whole = [entry for entry in entries if entry.part_of is None]
        needed = {
            topic: frozenset(r.kind for r in rounds.rounds if r.weights.get(topic, 0.0) > NEEDED_SHARE)
            for topic in topics
        }
        return cls(
            tuple(topics),
            tuple(entry.kind for entry in rounds.rounds),
            needed,
            Counter((entry.topic, kind, band(entry)) for entry in whole for kind in set(entry.rounds)),
            Counter((entry.topic, band(entry)) for entry in whole),
        )

    def total(self, topic: str) -> int:
        """How many whole questions a topic has."""
        return sum(self.bands[topic, name] for name in BANDS)

    def cell(self, topic: str, kind: str) -> tuple[int, int, int]:
        """Easy, mid and hard questions of a topic in a round."""
        easy, mid, hard = (self.counts[topic, kind, name] for name in BANDS)
        return easy, mid, hard

    def holes(self) -> Iterator[tuple[str, str]]:
        """Topics without a question in a round that needs one, and without one of a band of difficulty."""
        for topic in self.topics:
            for kind in self.rounds:
                if kind in self.needed[topic] and not any(self.cell(topic, kind)):
                    yield topic, f"no question for {kind}, of which it makes up more than {NEEDED_SHARE:.0f}%"
            for name in BANDS:
                if not self.bands[topic, name]:
                    yield topic, f"no question is {name}"


def band(entry: QuestionEntry) -> str:
    """easy, mid or hard."""
    return next(name for name, (low, high) in BANDS.items() if low <= entry.difficulty <= high)


def coverage_faults(entries: Sequence[QuestionEntry], matrix: Matrix) -> list[str]:
    """What the bank as a whole has too little of: one line each."""
    whole = [entry for entry in entries if entry.part_of is None]
    faults = [
        f"{topic}: {matrix.total(topic)} questions, {PER_TOPIC} are needed"
        for topic in matrix.topics
        if matrix.total(topic) < PER_TOPIC
    ]
    if PER_TOPIC < 8 or not whole:
        return faults  # the rest is asked of a bank of full size
    faults += [f"{topic}: {text}" for topic, text in matrix.holes()]
    faults += _shares(whole)
    for words, count, least in (
        ("with code", sum(entry.coding is not None for entry in whole), LEAST_CODED),
        ("of design", sum(entry.kind == "design" for entry in whole), LEAST_DESIGNED),
    ):
        if count < least:
            faults.append(f"{count} questions {words}, {least} are needed")
    for name, pattern in TOOLS.items():
        if not any(re.search(pattern, f"{entry.prompt}\n{entry.short_answer}") for entry in whole):
            faults.append(f"no question speaks of {name}")
    return faults


def _shares(whole: Sequence[QuestionEntry]) -> Iterator[str]:
    bands = Counter(map(band, whole))
    for name, (share, slack) in MIX.items():
        found = bands[name] / len(whole)
        if abs(found - share) > slack:
            yield f"{found:.0%} of the questions are {name}, about {share:.0%} are wanted"
    categories = Counter(entry.category for entry in whole)
    for name in CATEGORIES:
        if categories[name] / len(whole) <= LEAST_CATEGORY:
            yield f"{categories[name] / len(whole):.0%} of the questions are {name}, over {LEAST_CATEGORY:.0%} are wanted"
