"""What a text means, whatever its words: the sum of small vectors of its words, and which known questions it comes near.

Both stand in resources/meanings.bin, made by packaging/meanings from packaging/ways_of_asking: some thousand questions
of the field, each in the words of many people. Two texts that come near the same known question ask the same, though they
share no word; texts about one subject that come near different ones do not.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import mul
from random import Random
from typing import NamedTuple

SIZE = 128
_LOOKED_AT = 64  # as good as all, on the labeled sets
SHARPNESS = 0.07  # the known questions are made with it too
_LEAST_SHARE = 0.01
_NEAR_NOTHING = 0.45  # questions of the field come nearer to a known one, other texts and noise do not
_UNHEARD_OF = 40  # what each number of a word that the table lacks may be: as large as those of a rare word


@dataclass(frozen=True, slots=True)
class Meaning:
    """The direction of a text: its numbers, their length, and their signs as bits, to find what is near quickly.

    `known` tells how far it is each known question by its place, most first: shares whose squares add up to one, or to less
    where the text may be none of them, as `none` tells. `heard_of` is the share of its words that have a vector.
    """

    numbers: array[int]
    length: float
    signs: int
    known: Mapping[int, float]
    none: float
    heard_of: float


class Meanings:
    """The vectors of roots of words and of known questions; `topics` names the topic of each known question.

    `others` are roots of English words without a vector, and `words` those of the field as they are spelled.
    """

    def __init__(
        self,
        roots: Sequence[str] = (),
        others: Iterable[str] = (),
        words: Sequence[str] = (),
        topics: Sequence[str] = (),
        rows: memoryview | None = None,
    ) -> None:
        self.words = words
        self.topics = topics
        self._rows = rows if rows is not None else memoryview(b"").cast("b")
        self._places = {root: place for place, root in enumerate(roots)}
        self._others = frozenset(others)
        self._questions = [_vector(self._row(len(roots) + at)) for at in range(len(topics))]
        self._signs = [question.signs for question in self._questions]
        self._vector_of = lru_cache(maxsize=1 << 15)(self._found)

    def __contains__(self, root: object) -> bool:
        """Whether a root is one of English words."""
        return root in self._places or root in self._others

    def of(self, roots: Iterable[str]) -> Meaning | None:
        """The meaning of a text with these roots, each counted once; None when there are none.

        A root that the table lacks has a direction of its own, so that texts with the same strange word are near.
        """
        each = list(dict.fromkeys(roots))
        whole = _vector(map(sum, zip(*(self._vector_of(root).numbers for root in each), strict=True)))
        if not whole.length:
            return None
        known = self._known(whole)
        none = math.sqrt(max(0.0, 1 - sum(share * share for share in known.values())))
        return Meaning(*whole, known, none, sum(root in self._places for root in each) / len(each))

    def _known(self, text: _Vector) -> dict[int, float]:
        if not self._questions:
            return {}
        near = {
            place: _cosine(text, self._questions[place])
            for place in near_by_signs(text.signs, self._signs, _LOOKED_AT)
        }
        most = max(near.values())
        shares = {place: math.exp((found - most) / SHARPNESS) for place, found in near.items()}
        none = math.exp((_NEAR_NOTHING - most) / SHARPNESS)
        length = math.hypot(none, *shares.values())
        kept = {place: share / length for place, share in shares.items() if share >= _LEAST_SHARE * length}
        return dict(sorted(kept.items(), key=lambda pair: -pair[1]))

    def _found(self, root: str) -> _Vector:
        place = self._places.get(root)
        if place is not None:
            return _vector(self._row(place))
        own = Random(root)  # noqa: S311 - a direction, no secret
        return _vector(own.randint(-_UNHEARD_OF, _UNHEARD_OF) for _ in range(SIZE))

    def _row(self, place: int) -> Sequence[int]:
        return self._rows[place * SIZE : (place + 1) * SIZE]


def near_by_signs(signs: int, others: Sequence[int], least: int) -> list[int]:
    """The places of at least so many others (all, when there are fewer) whose signs differ least, in order of place."""
    apart = bytes([(other ^ signs).bit_count() for other in others])
    reach = min(apart, default=0)
    found = apart.count(reach)
    while found < min(least, len(apart)):
        reach += 1
        found += apart.count(reach)
    return sorted(place for distance in range(reach + 1) for place in _places_of(distance, apart))


def _places_of(value: int, values: bytes) -> Iterator[int]:
    place = values.find(value)
    while place >= 0:
        yield place
        place = values.find(value, place + 1)


class _Vector(NamedTuple):
    numbers: array[int]
    length: float
    signs: int


def _vector(numbers: Iterable[int]) -> _Vector:
    row = array("i", numbers)
    signs = sum(1 << at for at, number in enumerate(row) if number > 0)
    return _Vector(row, math.sqrt(sum(map(mul, row, row))), signs)


def _cosine(one: _Vector | Meaning, other: _Vector | Meaning) -> float:
    shared: float = sum(map(mul, one.numbers, other.numbers))
    return min(1.0, max(0.0, shared / (one.length * other.length))) if one.length and other.length else 0.0


def parse_meanings(data: bytes) -> Meanings:
    """The table in resources/meanings.bin: a line of roots, one of other roots, one of words as they are spelled, one with
    the topic of each known question, then a row of signed bytes for each root and each known question.

    Raises ValueError when the rows do not fit.
    """
    *lines, rows = data.split(b"\n", 4)
    if len(lines) < 4:
        raise ValueError("There are no four lines of roots, other roots, words and topics.")
    roots, others, words, topics = (line.decode().split() for line in lines)
    expected = (len(roots) + len(topics)) * SIZE
    if len(rows) != expected:
        raise ValueError(
            f"{len(roots)} roots and {len(topics)} questions need {expected} numbers, not {len(rows)}."
        )
    return Meanings(roots, others, words, topics, memoryview(rows).cast("b"))


def alike(one: Meaning | None, other: Meaning | None) -> float:
    """The cosine of two meanings, from 0 to 1; 0 when one of them is not known or they point apart."""
    return _cosine(one, other) if one is not None and other is not None else 0.0


def asked_alike(one: Mapping[int, float], other: Mapping[int, float]) -> float:
    """How far two texts are the same known questions, from 0 to 1, by the shares of both."""
    return min(1.0, sum(share * other.get(place, 0.0) for place, share in one.items()))
