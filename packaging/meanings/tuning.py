"""Vectors of words tuned by contrast: the ways of asking one question come together and apart from all others."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from texts import KnownQuestion
from torch import nn
from torch.nn import functional

from mltracker.domain.meaning import SHARPNESS

STEPS = 4_000
AT_ONCE = 128
RATE, LAST_RATE, MIDDLES_RATE = 0.03, 0.05, 0.003
PAIR_SHARPNESS, MIDDLE_SHARPNESS = 0.05, SHARPNESS
LEFT_OUT = 0.15
NEAR, STAY = 0.5, 64e-4
TYPICAL = 12.0
NEVER = -1e4


@dataclass(frozen=True)
class _Batch:
    """Some questions by place, two ways of each, and near ones with the place in the batch of the question they belong to."""

    places: list[int]
    one: list[str]
    other: list[str]
    near: list[str]
    owners: list[int]


class _Sums(nn.Module):
    """Texts as the sums of their words, of length one."""

    def __init__(self, start: Any, places: dict[str, list[int]]) -> None:
        super().__init__()
        self.table = nn.EmbeddingBag.from_pretrained(
            torch.tensor(start, dtype=torch.float32), mode="sum", freeze=False
        )
        self._places = places

    def forward(self, texts: list[str], left_out: float) -> tuple[Any, list[int]]:
        """Their rows, and the words used."""
        used: list[int] = []
        starts: list[int] = []
        for text in texts:
            starts.append(len(used))
            words = self._places[text]
            if left_out and len(words) > 3:
                words = [word for word in words if random.random() > left_out] or words  # noqa: S311
            used += words
        return functional.normalize(self.table(torch.tensor(used), torch.tensor(starts)), dim=-1), used


def tuned(
    start: Any, roots: list[str], roots_of: dict[str, list[str]], questions: list[KnownQuestion]
) -> tuple[Any, Any]:
    """A row for each root and one for each question: the middle of its ways.

    Two losses: a way is nearest to another way of its question, among those of a batch and near questions; and it is
    nearest to the middle of its question among all middles, while near questions are not.
    """
    random.seed(0)
    torch.manual_seed(0)
    start = start / np.median(np.linalg.norm(start, axis=1)) * TYPICAL
    place = {found: at for at, found in enumerate(roots)}
    texts = {text for question in questions for text in (*question.ways, *question.near)}
    known = {text: [place[found] for found in roots_of[text] if found in place] for text in texts}
    questions = [
        replace(q, ways=[w for w in q.ways if known[w]], near=[n for n in q.near if known[n]])
        for q in questions
    ]
    sums = _Sums(start, known)
    first = sums.table.weight.detach().clone()
    with torch.no_grad():
        middles = nn.Parameter(torch.stack([_middle(sums, question) for question in questions]))
    steps = torch.optim.Adam(
        [{"params": sums.parameters(), "lr": RATE}, {"params": [middles], "lr": MIDDLES_RATE}]
    )
    kin = _kin(questions)
    done = 0
    while done < STEPS:
        for batch in _batches(questions):
            left = max(LAST_RATE, 1 - done / STEPS)
            for group, rate in zip(steps.param_groups, (RATE, MIDDLES_RATE), strict=True):
                group["lr"] = rate * left
            loss = _loss(sums, first, middles, batch, kin)
            steps.zero_grad()
            loss.backward()
            steps.step()
            done += 1
            if done % 500 == 0:
                print(f"step {done}, loss {loss.item():.3f}")
    with torch.no_grad():
        found = torch.stack([_middle(sums, question) for question in questions])
    return sums.table.weight.detach().numpy(), found.numpy()


def _middle(sums: _Sums, question: KnownQuestion) -> Any:
    return functional.normalize(sums(question.ways, 0)[0].mean(0), dim=0)


def _kin(questions: list[KnownQuestion]) -> list[list[int]]:
    """The places of the questions that may be the same to some: neither is pushed from the other."""
    place = {question.id: at for at, question in enumerate(questions)}
    return [[place[other] for other in question.alike if other in place] for question in questions]


def _batches(questions: list[KnownQuestion]) -> list[_Batch]:
    """Nearly all questions once: by topic, so that they are hard to tell apart, or in any order, by chance.

    A rest of less than half a batch waits for another round.
    """
    order = random.sample(range(len(questions)), len(questions))
    if random.random() < 0.5:  # noqa: S311
        turn = {
            topic: random.random()  # noqa: S311
            for topic in sorted({q.topic for q in questions})
        }
        order.sort(key=lambda at: turn[questions[at].topic])
    batches = []
    for first in range(0, len(order) - AT_ONCE // 2, AT_ONCE):
        places = order[first : first + AT_ONCE]
        pairs = [random.sample(questions[at].ways, 2) for at in places]
        near = [
            (row, random.choice(questions[at].near))  # noqa: S311
            for row, at in enumerate(places)
            if questions[at].near
        ]
        batches.append(
            _Batch(
                places,
                [a for a, _ in pairs],
                [b for _, b in pairs],
                [n for _, n in near],
                [r for r, _ in near],
            )
        )
    random.shuffle(batches)
    return batches


def _loss(sums: _Sums, first: Any, middles: Any, batch: _Batch, kin: list[list[int]]) -> Any:
    (one, used), (other, also), (near, too) = (
        sums(texts, LEFT_OUT) for texts in (batch.one, batch.other, batch.near)
    )
    size = len(batch.places)
    row_of = {place: row for row, place in enumerate(batch.places)}
    apart = torch.zeros(size, size + len(batch.near))
    for row, place in enumerate(batch.places):
        apart[row, [row_of[found] for found in kin[place] if found in row_of]] = NEVER
    right = torch.arange(size)
    pairs = sum(
        functional.cross_entropy(torch.cat([a @ b.T, a @ near.T], 1) / PAIR_SHARPNESS + apart, right)
        for a, b in ((one, other), (other, one))
    )
    axes = functional.normalize(middles, dim=-1).T
    scores = torch.cat([one, other]) @ axes / MIDDLE_SHARPNESS
    for row, place in enumerate(batch.places * 2):
        scores[row, kin[place]] = NEVER
    named = functional.cross_entropy(scores, torch.tensor(batch.places * 2))
    owners = torch.tensor([batch.places[row] for row in batch.owners])
    taken = torch.softmax(near @ axes / MIDDLE_SHARPNESS, 1)[torch.arange(len(owners)), owners]
    pushed = -torch.log1p(-taken.clamp(max=0.999)).mean()
    words = torch.tensor(list({*used, *also, *too}))
    moved = ((sums.table.weight[words] - first[words]) ** 2).sum(1).mean()
    return pairs + 2 * named + NEAR * pushed + STAY * moved
