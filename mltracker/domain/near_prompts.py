"""Whether two prompts are nearly the same: rapidfuzz `token_sort_ratio`, in a form that is fast for thousands."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

from rapidfuzz import fuzz, process

SAME, ALIKE = 85, 75
Key = TypeVar("Key", bound=Hashable)


class Prompts(Generic[Key]):
    """Prompts to compare others with. `token_set_ratio` is not used: it fires when one prompt contains the other."""

    def __init__(self, prompts: Iterable[tuple[Key, str]] = ()) -> None:
        self._keys: list[Key] = []
        self._sorted: list[str] = []
        for key, prompt in prompts:
            self.add(key, prompt)

    def add(self, key: Key, prompt: str) -> None:
        """Compare with this one too."""
        self._keys.append(key)
        self._sorted.append(_sorted_words(prompt))

    def nearest(self, prompt: str, least: float = SAME) -> tuple[Key, float] | None:
        """The most alike of all and how alike it is (0 to 100); None when none reaches `least`."""
        found = process.extractOne(
            _sorted_words(prompt), self._sorted, scorer=fuzz.ratio, processor=None, score_cutoff=least
        )
        return None if found is None else (self._keys[found[2]], found[1])

    def alike(self, prompt: str, least: float = ALIKE) -> list[tuple[Key, float]]:
        """All that reach `least`, in the order in which they were added."""
        found = process.extract(
            _sorted_words(prompt),
            self._sorted,
            scorer=fuzz.ratio,
            processor=None,
            score_cutoff=least,
            limit=None,
        )
        return [(self._keys[place], score) for _, score, place in sorted(found, key=lambda item: item[2])]


def _sorted_words(prompt: str) -> str:
    return " ".join(sorted(prompt.lower().split()))
