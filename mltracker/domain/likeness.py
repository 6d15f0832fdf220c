"""How far a typed question and one of a bank ask the same: a text as read, and the figures that compare two of them.

The figures are shares that can be shown to anybody; their weights are those of a logistic regression that
`dev.py bench matching --fit` finds on labeled pairs, where each typed question chooses among its candidates or none.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from mltracker.domain.meaning import Meaning, Meanings, alike, asked_alike
from mltracker.domain.wording import STOP_WORDS, Speller, root

_NEXT = re.compile(
    r"(?:[,;:]\s*|\s+)(?:and|or)\s+(?:(?:say|tell|explain|describe|show|name)\s+)?"
    r"(?=(?:how|why|when|what|which|where|who)\b)|\?\s+(?=\S)",
    re.IGNORECASE,
)
_SHORT = 22  # words; what is longer is one question with its setting
_STRICTLY = 8  # so that texts of unknown words are the same only when nearly all of them are


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as compared: its words spelled out, what it means, and how far it is each known question, by its place."""

    words: tuple[str, ...]
    meaning: Meaning | None
    known: Mapping[int, float]


def read(text: str, speller: Speller, meanings: Meanings, *, mend: bool) -> Reading:
    """A text as read; `mend` its typing mistakes where a person typed it in haste."""
    words = tuple(speller.words(text, mend=mend))
    meaning = meanings.of(map(root, words))
    return Reading(words, meaning, meaning.known if meaning is not None else {})


def read_prompt(text: str, speller: Speller, meanings: Meanings) -> Reading:
    """A prompt of a bank as read: as it is written. One that asks for several things is each of these questions too."""
    whole = read(text, speller, meanings, mend=False)
    known = dict(whole.known)
    for part in _parts(text):
        for place, share in read(part, speller, meanings, mend=False).known.items():
            known[place] = max(share, known.get(place, 0.0))
    return replace(whole, known=known)


def _parts(prompt: str) -> list[str]:
    """The questions of a short prompt that has several: What is dropout, and why does it help?"""
    parts = [part for part in _NEXT.split(prompt) if len(part.split()) > 1]
    return parts if len(parts) > 1 and len(prompt.split()) <= _SHORT else []


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
        known=_known(asked, theirs),
        brief=1 / (1 + len(counting)),
    )


def _known(asked: Reading, theirs: Reading) -> float:
    if asked.meaning is None or theirs.meaning is None:
        return 0.0
    heard_of = asked.meaning.heard_of * theirs.meaning.heard_of
    strange = 1 - heard_of * (1 - asked.meaning.none * theirs.meaning.none)
    nearness = alike(asked.meaning, theirs.meaning) ** _STRICTLY
    return min(1.0, heard_of * asked_alike(asked.known, theirs.known) + strange * nearness)


WEIGHTS = Figures(meaning=4.63, known=10.08, brief=-5.17)
BIAS = -6.56


def chance(figures: Figures) -> float:
    """How likely the two are the same question, from 0 to 1."""
    score = BIAS + sum(weight * figure for weight, figure in zip(WEIGHTS, figures, strict=True))
    return 1 / (1 + math.exp(-score))
