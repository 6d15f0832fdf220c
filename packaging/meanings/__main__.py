"""Make resources/meanings.bin anew: what words and known questions mean, for comparing typed questions.

    python packaging/meanings FOLDER

FOLDER holds model.onnx and tokenizer.json of the sentence model all-MiniLM-L6-v2 (Apache License 2.0). Not part of the
app's environment: numpy, scipy, torch, onnxruntime and tokenizers are needed; it takes ten minutes on two cores. Run it
when packaging/ways_of_asking or the bank have changed much.

A text's meaning is the sum of those of its words. They start near what the model makes of sentences (fitting.py) and are
then tuned so that the ways of asking one question come together and apart from all others (tuning.py).
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(HERE)]

from fitting import Model, fitted  # noqa: E402
from texts import bank_sentences, known_questions  # noqa: E402
from tuning import tuned  # noqa: E402

from mltracker.domain.meaning import SIZE  # noqa: E402
from mltracker.domain.wording import Speller, root  # noqa: E402
from mltracker.services import catalog  # noqa: E402

LARGEST = 127
OFTEN = 3


def main(folder: Path) -> None:
    """Write the table."""
    speller = Speller(catalog.topics().abbreviations)
    model = Model(folder)
    sentences, questions = bank_sentences(), known_questions()
    spoken = [*sentences, *(text for question in questions for text in (*question.ways, *question.near))]
    words = {text: speller.words(text, mend=False) for text in spoken}
    roots_of = {text: list(dict.fromkeys(map(root, listed))) for text, listed in words.items()}
    often = Counter(word for text in dict.fromkeys(spoken) for word in set(words[text]))
    known = Counter(found for text in dict.fromkeys(spoken) for found in roots_of[text])
    roots = list(dict.fromkeys([*map(root, model.words()), *(r for r in known if known[r] >= OFTEN)]))
    start = fitted(model, roots, roots_of, sentences, questions, SIZE)
    table, middles = tuned(start, roots, roots_of, questions)
    plain = sorted(w for w, times in often.items() if times >= OFTEN and len(w) > 3 and w.isalpha())
    kept = [at for at, found in enumerate(roots) if known[found] >= OFTEN and re.fullmatch(r"\S+", found)]
    others = sorted({root(word) for word in model.words()} - {roots[at] for at in kept})
    lines = [[roots[at] for at in kept], others, plain, [question.topic for question in questions]]
    write(ROOT / "resources" / "meanings.bin", lines, small(table)[kept], small(middles))


def write(file: Path, lines: list[list[str]], table: Any, middles: Any) -> None:
    """Lines of roots, of other English ones, of words as spelled and of topics; then a row of signed bytes for each root
    and question.

    Words that hardly a text was learned from are left out: where they point says nothing.
    """
    head = "".join(" ".join(line) + "\n" for line in lines).encode()
    file.write_bytes(head + table.tobytes() + middles.tobytes())
    print(f"{file.name}: {len(table)} roots, {len(middles)} questions, {file.stat().st_size / 1e6:.2f} MB")


def small(rows: Any) -> Any:
    """Numbers as signed bytes; the few largest are cut."""
    scale = np.quantile(np.abs(rows), 0.9995) / LARGEST
    return np.clip(np.round(rows / scale), -LARGEST, LARGEST).astype(np.int8)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
