"""How far a typed question and one of a bank ask the same: a text as read, and the figures that compare two of them.

The figures are shares that can be shown to anybody; their weights are those of a logistic regression that
`dev.py bench matching --fit` finds on labeled pairs, where each typed question chooses among its candidates or none.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from mltracker.domain.meaning import Meaning, Meanings, alike, asked_alike
from mltracker.domain.wording import STOP_WORDS, Speller, root

_STRICTLY = 8  # so that texts of unknown words are the same only when nearly all of them are


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as compared: its words spelled out, and what it means."""

    words: tuple[str, ...]
    meaning: Meaning | None

    @property
    def known(self) -> Mapping[int, float]:
        """How far it is each known question, by its place."""
        return self.meaning.known if self.meaning is not None else {}


def read(text: str, speller: Speller, meanings: Meanings, *, mend: bool) -> Reading:
    """A text as read; `mend` its typing mistakes where a person typed it in haste."""
    words = tuple(speller.words(text, mend=mend))
    return Reading(words, meanings.of(map(root, words)))


class Figures(NamedTuple):
    """What speaks for and against a typed question and a prompt being the same, each from 0 to 1."""

    meaning: float
    """How near the meanings of both texts are, whatever their words."""
    known: float
    """How far both are the same known question; where they are none of these, or in words never heard of, their meanings
    have to be all but the same."""
    brief: float
    """1 / (1 + number of typed words that count): what a word or two ask is uncertain."""


def compared(asked: Reading, theirs: Reading) -> Figures:
    """The figures of a typed question and a prompt."""
    counting = set(asked.words) - STOP_WORDS
    return Figures(
        meaning=alike(asked.meaning, theirs.meaning),
        known=_known(asked.meaning, theirs.meaning),
        brief=1 / (1 + len(counting)),
    )


def _known(asked: Meaning | None, theirs: Meaning | None) -> float:
    if asked is None or theirs is None:
        return 0.0
    heard_of = asked.heard_of * theirs.heard_of
    strange = 1 - heard_of * (1 - asked.none * theirs.none)
    return min(
        1.0, heard_of * asked_alike(asked.known, theirs.known) + strange * alike(asked, theirs) ** _STRICTLY
    )


WEIGHTS = Figures(meaning=4.70, known=10.40, brief=-4.85)
BIAS = -6.54


def chance(figures: Figures) -> float:
    """How likely the two are the same question, from 0 to 1."""
    score = BIAS + sum(weight * figure for weight, figure in zip(WEIGHTS, figures, strict=True))
    return 1 / (1 + math.exp(-score))
