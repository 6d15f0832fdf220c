"""Make resources/word_meanings.bin anew: what words mean, as 64 small integers each, for comparing typed questions.

    python packaging/word_meanings.py FOLDER

FOLDER holds model.onnx and tokenizer.json of the sentence model all-MiniLM-L6-v2 (Apache License 2.0). Not part of the
app's environment: numpy, scipy, onnxruntime and tokenizers are needed. Run it when the bank or the concepts have changed much.

A text's meaning is the sum of those of its words. They start as what the model makes of each word alone, rarer words
larger, and are then moved by least squares so that sums come near what the model makes of the sentences of the bank, and
of the patterns of each concept, which are pulled towards their mean.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import onnxruntime
from scipy import linalg, sparse
from tokenizers import Tokenizer

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from mltracker.domain.wording import Speller, root  # noqa: E402
from mltracker.services import catalog  # noqa: E402

SIZE = 64
SHRINK = 0.01
CONCEPT_ROWS, TOWARDS_MEAN = 0.5, 0.7
LARGEST = 127
NO_TEXT = {
    "code",
    "starter",
    "tests",
    "solution",
    "references",
    "slug",
    "topic",
    "rounds",
    "cases",
    "reference",
}


def main(folder: Path) -> None:
    """Write the table, and print how near the sums come to the model."""
    model = Model(folder)
    speller = Speller(catalog.topics().abbreviations)
    sentences = list(bank_sentences())
    concepts = list(concept_texts())
    spoken = [*sentences, *(text for _, text in concepts)]
    documents = [list(dict.fromkeys(map(root, speller.words(text, mend=False)))) for text in spoken]
    said = {word for text in spoken for word in speller.words(text, mend=False) if word.isalpha()}
    words = list(dict.fromkeys([*model.words(), *sorted(said)]))
    aims = np.vstack([model.read(sentences), pulled(concepts, model.read([text for _, text in concepts]))])
    trust = np.array([1.0] * len(sentences) + [CONCEPT_ROWS] * len(concepts))
    roots, table = solved(words, model.read(words), documents, aims, trust, len(sentences))
    write(ROOT / "resources" / "word_meanings.bin", roots, table)


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


def bank_sentences() -> Iterator[str]:
    """The sentences of the bank and the checklists, and a piece of each, as people type pieces."""
    texts: list[str] = []
    files = [*sorted((ROOT / "resources" / "questions").rglob("*.toml"))]
    files += [
        ROOT / "resources" / name for name in ("checklists.toml", "employer_questions.toml", "rounds.toml")
    ]
    for file in [*files, ROOT / "resources" / "topics.toml"]:
        texts += strings(tomllib.loads(file.read_text(encoding="utf-8")))
    found: dict[str, None] = {}
    for text in texts:
        plain = re.sub(r"[*`#]", "", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
        for part in re.split(r"(?<=[.?!:])\s+|\n\n+|\n- |\n\d\. |\n\|", plain):
            if 3 <= len(part.split()) <= 60 and not re.search(r"[=|{}<>\\]", part):
                found[" ".join(part.split())] = None
    yield from found
    chance = Random(1)  # noqa: S311 - pieces of texts, no secrets
    for sentence in found:
        words = sentence.split()
        if len(words) >= 6:
            size = chance.randint(3, min(10, len(words) - 1))
            start = chance.randrange(len(words) - size + 1)
            yield " ".join(words[start : start + size])


def strings(value: Any) -> Iterator[str]:
    """All texts of three words or more in a table, without code and names."""
    if isinstance(value, str):
        if len(value.split()) >= 3:
            yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in NO_TEXT:
                yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def concept_texts() -> Iterator[tuple[str, str]]:
    """Each concept with its name and the texts that its patterns stand for."""
    for slug, patterns in catalog.concepts().patterns.items():
        yield slug, slug.replace("-", " ")
        for pattern in patterns:
            slots = [slot.rstrip("?").split("|") for slot in pattern.split() if slot not in ("~", "+")]
            for at in range(max(map(len, slots))):
                words = (slot[min(at, len(slot) - 1)] for slot in slots)
                yield slug, " ".join(word.rstrip("*").lstrip("=") for word in words if word)


def pulled(concepts: list[tuple[str, str]], rows: Any) -> Any:
    """The rows of each concept, moved towards their mean."""
    members: dict[str, list[int]] = defaultdict(list)
    for at, (slug, _) in enumerate(concepts):
        members[slug].append(at)
    moved = rows.copy()
    for places in members.values():
        mean = unit(rows[places].mean(0, keepdims=True))
        moved[places] = (1 - TOWARDS_MEAN) * rows[places] + TOWARDS_MEAN * mean
    return unit(moved)


def solved(
    words: list[str], alone: Any, documents: list[list[str]], aims: Any, trust: Any, sentences: int
) -> tuple[list[str], Any]:
    """The roots, and a row of numbers for each."""
    roots = list(dict.fromkeys([*map(root, words), *(word for known in documents for word in known)]))
    place = {word: at for at, word in enumerate(roots)}
    start = np.zeros((len(roots), alone.shape[1]))
    forms = np.zeros(len(roots))
    rank: dict[int, int] = {}
    for number, (word, row) in enumerate(zip(words, alone, strict=True)):
        at = place[root(word)]
        start[at] += row
        forms[at] += 1
        rank.setdefault(at, number)
    start /= np.maximum(forms, 1)[:, None]
    start[forms > 0] -= start[forms > 0].mean(0)
    mean = aims[:sentences].mean(0)
    _, _, axes = np.linalg.svd((aims[:sentences] - mean)[::3], full_matrices=False)
    # turned at random, so that each number says as much as any other
    turn, _ = np.linalg.qr(np.random.default_rng(1).normal(size=(SIZE, SIZE)))
    aims, start = (aims - mean) @ axes[:SIZE].T @ turn, start @ axes[:SIZE].T @ turn
    seen = Counter(word for known in documents[:sentences] for word in known)
    rare = np.array(
        [
            min(np.log((sentences + 1) / (seen[word] + 0.5)), 1 + 0.55 * np.log(2 + rank.get(at, 30_000) / 2))
            for at, word in enumerate(roots)
        ]
    )
    start *= rare[:, None]
    shares = sparse.lil_matrix((len(documents), len(roots)))
    for number, known in enumerate(documents):
        places = [place[word] for word in known]
        if places:
            shares[number, places] = 1 / np.sqrt((rare[places] ** 2).sum())
    shares = shares.tocsr()
    sums = shares @ start
    start *= (sums * aims).sum() / (sums * sums).sum()
    met = np.flatnonzero(np.asarray(shares.sum(0)).ravel())
    part = shares[:, met]
    weighed = sparse.diags(trust) @ part
    square = (part.T @ weighed).toarray() + SHRINK * np.eye(len(met))
    start[met] += linalg.cho_solve(linalg.cho_factor(square), weighed.T @ (aims - shares @ start))
    nearness = (unit(shares @ start) * unit(aims)).sum(1)
    print(f"{len(roots)} roots, mean cosine with the model {nearness.mean():.3f}")
    return roots, start


def write(file: Path, roots: list[str], table: Any) -> None:
    """One line of roots, then a row of signed bytes for each."""
    scale = np.quantile(np.abs(table), 0.9995) / LARGEST
    small = np.clip(np.round(table / scale), -LARGEST, LARGEST).astype(np.int8)
    kept = [at for at, row in enumerate(small) if row.any() and " " not in roots[at]]
    line = " ".join(roots[at] for at in kept).encode() + b"\n"
    file.write_bytes(line + small[kept].tobytes())
    print(f"{file.name}: {len(kept)} roots, {file.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
