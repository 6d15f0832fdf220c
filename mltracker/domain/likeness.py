"""How far a typed question and one of a bank ask the same: a text as read, and the figures that compare two of them.

The figures are shares and counts that can be shown to anybody; their weights are those of a logistic regression that
`dev.py bench matching --fit` finds on labeled pairs, where each typed question chooses among its candidates or none.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mltracker.domain.concepts import ConceptIndex
from mltracker.domain.meaning import Meaning, Meanings, alike
from mltracker.domain.wording import STOP_WORDS, Speller, intents_of, root, segments

CONCEPT = "="
_TRAILING = 0.4
_MOST = 3.0
_ENOUGH = 4.0
_SEVERAL = 2
NO_MEANINGS = Meanings()
Weight = Callable[[str], float]


class Unit(NamedTuple):
    """A word that counts: its root, and the concepts that it takes part in."""

    root: str
    concepts: tuple[str, ...]


class Piece(NamedTuple):
    """A part of a sentence: its units, and what it asks."""

    units: tuple[Unit, ...]
    intents: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as compared. `pieces` are the parts of its sentences, the whole text first."""

    words: tuple[str, ...]
    pieces: tuple[Piece, ...]
    roots: frozenset[str]
    concepts: frozenset[str]
    meaning: Meaning | None

    @property
    def units(self) -> tuple[Unit, ...]:
        """All words that count, in order."""
        return self.pieces[0].units

    @property
    def intents(self) -> frozenset[str]:
        """What the whole text asks."""
        return self.pieces[0].intents

    def marks(self) -> Iterator[str]:
        """What this text is found by: its roots, and its concepts behind the mark CONCEPT."""
        yield from self.roots
        for slug in self.concepts:
            yield CONCEPT + slug


def read(
    text: str, speller: Speller, concepts: ConceptIndex, meanings: Meanings = NO_MEANINGS, *, mend: bool
) -> Reading:
    """A text as read; `mend` its typing mistakes where a person typed it in haste."""
    words: list[str] = []
    ends: list[int] = []
    for part in segments(text):
        words += speller.words(part, mend=mend)
        ends.append(len(words))
    skipped = STOP_WORDS if any(word not in STOP_WORDS for word in words) else frozenset()
    found = concepts.find(words)
    covering: dict[int, list[str]] = {}
    for slug, spans in found.items():
        for first, last in spans:
            for at in range(first, last):
                covering.setdefault(at, []).append(slug)
    pieces: list[Piece] = []
    units: list[Unit] = []
    begun = at = 0
    for end in ends:
        while at < end:
            if words[at] not in skipped:
                units.append(Unit(root(words[at]), tuple(covering.get(at, ()))))
            at += 1
        if len(units) >= _SEVERAL or end == ends[-1]:
            pieces.append(Piece(tuple(units), intents_of(" ".join(words[begun:end]))))
            units, begun = [], end
    whole = Piece(
        tuple(unit for piece in pieces for unit in piece.units),
        frozenset(intent for piece in pieces for intent in piece.intents),
    )
    return Reading(
        tuple(words),
        (whole, *pieces) if len(pieces) > 1 else (whole,),
        frozenset(unit.root for unit in whole.units),
        frozenset(found),
        meanings.of(map(root, words)),
    )


class Figures(NamedTuple):
    """What speaks for and against a typed question and a prompt being the same.

    A word is shared when the other text has its root or a concept that it takes part in; all shares are of weights.
    """

    roots_shared: float
    """Share of the typed words that the prompt has itself."""
    concepts_shared: float
    """Share of the typed concepts that the prompt speaks of, or of the typed words when no concept is typed."""
    concepts_covered: float
    """Share of the prompt's concepts that are typed, or of its best fitting part when it has none."""
    concepts: float
    """Weight of the concepts in common, at most 3."""
    amount: float
    """Weight that this part has in common with the typed question, from 0 to 1."""
    situations: float
    """How many situations (concepts graded pointed) both describe, at most 2."""
    situations_missed: float
    """How many situations of the prompt are not typed, at most 2."""
    situations_left: float
    """How many typed situations the prompt does not speak of, at most 2."""
    concepts_left: float
    """Weight of the typed concepts that the prompt does not speak of, at most 3."""
    meaning: float
    """How near the meanings of both texts are, whatever their words, from 0 to 1."""
    asks_the_same: float
    """1 when the typed question and this part ask something alike."""
    only_typed_defines: float
    only_typed_chooses: float
    only_typed_compares: float
    only_typed_codes: float
    only_prompt_codes: float
    brief: float
    """1 / (1 + number of typed words): what a word or two ask is uncertain."""


def compared(asked: Reading, theirs: Reading, weight: Weight, pointed: frozenset[str]) -> Figures:
    """The figures of a typed question and a prompt; `weight` tells what a root or concept counts in the bank."""
    total = shared = same_roots = 0.0
    for unit in dict.fromkeys(asked.units):
        own = weight(unit.root)
        total += own
        if unit.root in theirs.roots:
            same_roots += own
            shared += own
        elif not theirs.concepts.isdisjoint(unit.concepts):
            shared += own
    total = total or 1.0
    common = sum(weight(CONCEPT + slug) for slug in asked.concepts & theirs.concepts)
    typed = sum(weight(CONCEPT + slug) for slug in asked.concepts)
    told = sum(weight(CONCEPT + slug) for slug in theirs.concepts)
    share, amount, part = _best_part(asked, theirs, weight)
    return Figures(
        roots_shared=same_roots / total,
        concepts_shared=common / typed if typed else shared / total,
        concepts_covered=common / told if told else share,
        concepts=min(common, _MOST),
        amount=min(amount, _ENOUGH) / _ENOUGH,
        situations=min(_SEVERAL, len(pointed & asked.concepts & theirs.concepts)),
        situations_missed=min(_SEVERAL, len((pointed & theirs.concepts) - asked.concepts)),
        situations_left=min(_SEVERAL, len((pointed & asked.concepts) - theirs.concepts)),
        concepts_left=min(typed - common, _MOST),
        meaning=alike(asked.meaning, theirs.meaning),
        asks_the_same=float(not asked.intents.isdisjoint(part.intents)),
        only_typed_defines=float("define" in asked.intents - theirs.intents),
        only_typed_chooses=float("choose" in asked.intents - theirs.intents),
        only_typed_compares=float("compare" in asked.intents - theirs.intents),
        only_typed_codes=float("implement" in asked.intents - theirs.intents),
        only_prompt_codes=float("implement" in theirs.intents - asked.intents),
        brief=1 / (1 + len(asked.units)),
    )


def _best_part(asked: Reading, theirs: Reading, weight: Weight) -> tuple[float, float, Piece]:
    """The part of the prompt that fits best: the share of it that is typed too, the common weight, and the part."""
    best = (-1.0, 0.0, 0.0, theirs.pieces[0])
    for piece in theirs.pieces:
        share, amount, concepts = _part(asked, piece.units, weight)
        if share * amount + concepts > best[0]:
            best = (share * amount + concepts, share, amount, piece)
    return best[1:]


def _part(asked: Reading, units: Sequence[Unit], weight: Weight) -> tuple[float, float, float]:
    """The share of a part that is typed too, its common weight, and the weight of the common concepts.

    What follows the last shared word mostly narrows the setting (in a random forest, for card payments) and counts
    less; what comes before it changes the subject.
    """
    common = before = pending = 0.0
    concepts: set[str] = set()
    for unit in dict.fromkeys(units):
        own = weight(unit.root)
        shared = not asked.concepts.isdisjoint(unit.concepts)
        if shared:
            concepts.update(unit.concepts)
        if shared or unit.root in asked.roots:
            common += own
            before += pending
            pending = 0.0
        else:
            pending += own
    total = common + before + _TRAILING * pending
    in_common = sum(weight(CONCEPT + slug) for slug in concepts & asked.concepts)
    return common / total if total else 0.0, common, in_common


WEIGHTS = Figures(
    roots_shared=0.74,
    concepts_shared=0.72,
    concepts_covered=2.12,
    concepts=0.29,
    amount=0.80,
    situations=0.98,
    situations_missed=-0.30,
    situations_left=-0.28,
    concepts_left=-0.91,
    meaning=5.84,
    asks_the_same=0.66,
    only_typed_defines=-1.43,
    only_typed_chooses=-1.80,
    only_typed_compares=-0.27,
    only_typed_codes=-1.05,
    only_prompt_codes=-0.59,
    brief=-9.41,
)
BIAS = -4.17


def chance(figures: Figures) -> float:
    """How likely the two are the same question, from 0 to 1."""
    score = BIAS + sum(weight * figure for weight, figure in zip(WEIGHTS, figures, strict=True))
    return 1 / (1 + math.exp(-score))
