"""Vectors of words whose sums come near what a sentence model makes of whole sentences."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from scipy import linalg, sparse
from texts import KnownQuestion
from tokenizers import Tokenizer

from mltracker.domain.wording import root

SHRINK = 0.01
TOWARDS_MEAN = 0.3


class Model:
    """The sentence model: a vector of length one for each text."""

    def __init__(self, folder: Path) -> None:
        self._tokens = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokens.no_padding()
        self._tokens.no_truncation()
        self._session = onnxruntime.InferenceSession(str(folder / "model.onnx"))
        self._inputs = {given.name for given in self._session.get_inputs()}

    def words(self) -> list[str]:
        """Whole words of the vocabulary, the most frequent first."""
        vocabulary = sorted(self._tokens.get_vocab().items(), key=lambda pair: pair[1])
        return [word for word, _ in vocabulary if len(word) > 1 and word.isascii() and word.isalpha()]

    def read(self, texts: list[str]) -> Any:
        """A row for each text."""
        codes = [self._tokens.encode(text).ids[:128] for text in texts]
        order = sorted(range(len(texts)), key=lambda at: len(codes[at]))
        rows = [np.zeros(0)] * len(texts)
        for start in range(0, len(order), 128):
            part = order[start : start + 128]
            width = max(len(codes[at]) for at in part)
            ids = np.zeros((len(part), width), np.int64)
            mask = np.zeros_like(ids)
            for row, at in enumerate(part):
                ids[row, : len(codes[at])] = codes[at]
                mask[row, : len(codes[at])] = 1
            given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
            found = self._session.run(None, {name: given[name] for name in self._inputs})[0]
            means = (found * mask[..., None]).sum(1) / mask.sum(1)[:, None]
            for at, mean in zip(part, means, strict=True):
                rows[at] = mean
        return unit(np.array(rows, np.float64))


def unit(rows: Any) -> Any:
    """Rows of length one."""
    return rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9)


def fitted(
    model: Model,
    roots: list[str],
    roots_of: dict[str, list[str]],
    sentences: list[str],
    questions: list[KnownQuestion],
    size: int,
) -> Any:
    """A row of `size` numbers for each root, by least squares over all texts.

    They start as what the model makes of each word alone, rarer words larger. The ways of one question are moved towards
    their mean first.
    """
    ways = [(at, way) for at, question in enumerate(questions) for way in question.ways]
    near = [text for question in questions for text in question.near]
    texts = [*sentences, *near, *(way for _, way in ways)]
    aims = model.read(texts)
    plain = len(sentences) + len(near)
    aims[plain:] = _pulled([at for at, _ in ways], aims[plain:])
    place = {found: at for at, found in enumerate(roots)}
    start, rank = _alone(model, place)
    mean = aims[:plain].mean(0)
    _, _, axes = np.linalg.svd((aims[:plain] - mean)[::3], full_matrices=False)
    # turned at random, so that each number says as much as any other
    turn, _ = np.linalg.qr(np.random.default_rng(1).normal(size=(size, size)))
    aims, start = (aims - mean) @ axes[:size].T @ turn, start @ axes[:size].T @ turn
    rare = _rarity(roots, rank, [roots_of[text] for text in texts[:plain]])
    start *= rare[:, None]
    shares = sparse.lil_matrix((len(texts), len(roots)))
    for number, text in enumerate(texts):
        places = [place[found] for found in roots_of[text] if found in place]
        if places:
            shares[number, places] = 1 / np.sqrt((rare[places] ** 2).sum())
    shares = shares.tocsr()
    sums = shares @ start
    start *= (sums * aims).sum() / (sums * sums).sum()
    met = np.flatnonzero(np.asarray(shares.sum(0)).ravel())
    part = shares[:, met]
    square = (part.T @ part).toarray() + SHRINK * np.eye(len(met))
    start[met] += linalg.cho_solve(linalg.cho_factor(square), part.T @ (aims - shares @ start))
    print(
        f"{len(roots)} roots, mean cosine with the model {(unit(shares @ start) * unit(aims)).sum(1).mean():.3f}"
    )
    return start


def _alone(model: Model, place: dict[str, int]) -> tuple[Any, dict[int, int]]:
    """What the model makes of each word alone, by root, and the rank of its most frequent form."""
    words = [*model.words(), *place]
    read = model.read(words)
    start, forms = np.zeros((len(place), read.shape[1])), np.zeros(len(place))
    rank: dict[int, int] = {}
    for number, (word, row) in enumerate(zip(words, read, strict=True)):
        at = place.get(word if number >= len(words) - len(place) else root(word))
        if at is None or (forms[at] and number >= len(words) - len(place)):
            continue
        start[at] += row
        forms[at] += 1
        rank.setdefault(at, number)
    start /= np.maximum(forms, 1)[:, None]
    start[forms > 0] -= start[forms > 0].mean(0)
    return start, rank


def _rarity(roots: list[str], rank: dict[int, int], documents: list[list[str]]) -> Any:
    seen = Counter(found for known in documents for found in known)
    return np.array(
        [
            min(
                np.log((len(documents) + 1) / (seen[found] + 0.5)),
                1 + 0.55 * np.log(2 + rank.get(at, 30_000) / 2),
            )
            for at, found in enumerate(roots)
        ]
    )


def _pulled(groups: list[int], rows: Any) -> Any:
    """The rows of each group, moved towards their mean."""
    means = np.zeros((max(groups) + 1, rows.shape[1]))
    np.add.at(means, groups, rows)
    return unit((1 - TOWARDS_MEAN) * rows + TOWARDS_MEAN * unit(means)[groups])
