"""How typed questions find their topic and their twin: a table over the labeled sets, printed as Markdown.

Run by `python3 packaging/dev.py bench matching`; with `--fit` the weights of mltracker/domain/likeness.py are found anew on
the halves named rules, and printed.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "domain")]

from topic_cases import topics  # noqa: E402
from typed_sets import TypedSet, halves, share, typed_set, with_twin, without_twin  # noqa: E402

from mltracker.domain.likeness import Figures  # noqa: E402
from mltracker.domain.matching import BankRow, Matcher  # noqa: E402

SHRINK = 0.02
STEPS = 25
Choice = tuple[list[Figures], int | None]


def main(arguments: Sequence[str] = ()) -> int:
    """Print the table, and the weights when asked for."""
    print("| set | half | topic first | in three | nearest is the twin | offered first | offered falsely |")
    print("|---|---|---|---|---|---|---|")
    plain = Matcher(topics())
    for name, half in halves():
        found = typed_set(name, half)
        guesses = [([g.slug for g in plain.match(text).topics], topic) for text, topic in found.typed]
        first = f"{share([slugs[0] == topic for slugs, topic in guesses]):.2f}" if guesses else ""
        three = f"{share([topic in slugs[:3] for slugs, topic in guesses]):.2f}" if guesses else ""
        twins = with_twin(found)
        nearest = share([case.is_nearest for case in twins])
        offered = share([case.is_nearest and case.is_offered for case in twins])
        false = share([case.is_offered for case in without_twin(found)])
        print(f"| {name} | {half} | {first} | {three} | {nearest:.2f} | {offered:.2f} | {false:.3f} |")
    if "--fit" in arguments:
        weights, bias = fit(
            [
                choice
                for name, half in halves()
                if half == "rules"
                for choice in choices(typed_set(name, half))
            ]
        )
        print("\nWEIGHTS = Figures(")
        print("".join(f"    {name}={weight:.2f},\n" for name, weight in weights._asdict().items()) + ")")
        print(f"BIAS = {bias:.2f}")
    return 0


def choices(found: TypedSet) -> list[Choice]:
    """What each typed question of a set may choose among, and the place of the right one, None where there is none."""
    made: list[Choice] = []
    matcher = Matcher(topics(), found.bank_of(found.pairs, found.strangers))
    for text, prompt in found.pairs:
        near = matcher.candidates(text)
        keys = [row.key for row, _ in near]
        if prompt in keys:
            made.append(([figures for _, figures in near], keys.index(prompt)))
    matcher = Matcher(topics(), found.bank_of(found.strangers))
    made += [([f for _, f in matcher.candidates(text)], None) for text, _ in found.strangers]
    matcher = Matcher(topics(), found.bank_of(found.pairs))
    for text, prompt in found.pairs:
        if text not in found.open:
            matcher.remove(prompt)
            made.append(([figures for _, figures in matcher.candidates(text)], None))
            matcher.add([BankRow(prompt, prompt)])
    return [choice for choice in made if choice[0]]


def fit(made: Sequence[Choice]) -> tuple[Figures, float]:
    """Weights and bias of a conditional logit: each typed question chooses one candidate or none, with score 0.

    Figures are standardized, weights shrunk by SHRINK times half their squared sum; Newton's method with halved steps.
    """
    rows = [list(figures) for options, _ in made for figures in options]
    size = len(rows[0])
    means = [sum(row[at] for row in rows) / len(rows) for at in range(size)]
    spreads = [
        math.sqrt(sum((row[at] - means[at]) ** 2 for row in rows) / len(rows)) or 1.0 for at in range(size)
    ]
    scaled: list[tuple[list[list[float]], int | None]] = [
        ([[*((f[at] - means[at]) / spreads[at] for at in range(size)), 1.0] for f in options], right)
        for options, right in made
    ]
    weights = [0.0] * size + [-4.0]
    best = _loss(scaled, weights)
    for _ in range(STEPS):
        step = _newton_step(scaled, weights)
        length = 1.0
        while True:
            tried = [weight - length * part for weight, part in zip(weights, step, strict=True)]
            loss = _loss(scaled, tried)
            if loss <= best or length < 1e-3:
                break
            length /= 2
        weights, gain, best = tried, best - loss, loss
        if gain < 1e-6:
            break
    plain = [weights[at] / spreads[at] for at in range(size)]
    return Figures(*plain), weights[-1] - sum(
        weight * mean for weight, mean in zip(plain, means, strict=True)
    )


def _chances(options: list[list[float]], weights: list[float]) -> tuple[list[float], float]:
    """The chance of each option, and the logarithm of what they are divided by."""
    scores = [sum(w * x for w, x in zip(weights, option, strict=True)) for option in options]
    top = max(0.0, *scores)
    total = math.exp(-top) + sum(math.exp(score - top) for score in scores)
    return [math.exp(score - top) / total for score in scores], math.log(total) + top


def _loss(scaled: Sequence[tuple[list[list[float]], int | None]], weights: list[float]) -> float:
    loss = 0.0
    for options, right in scaled:
        loss += _chances(options, weights)[1]
        if right is not None:
            loss -= sum(w * x for w, x in zip(weights, options[right], strict=True))
    return loss / len(scaled) + SHRINK / 2 * sum(weight * weight for weight in weights[:-1])


def _newton_step(scaled: Sequence[tuple[list[list[float]], int | None]], weights: list[float]) -> list[float]:
    size = len(weights)
    slope = [0.0] * size
    bend = [[0.0] * size for _ in range(size)]
    for options, right in scaled:
        chances, _ = _chances(options, weights)
        mean = [sum(p * option[at] for p, option in zip(chances, options, strict=True)) for at in range(size)]
        for at in range(size):
            slope[at] += mean[at] - (options[right][at] if right is not None else 0.0)
        for p, option in zip(chances, options, strict=True):
            if p > 1e-9:
                for at in range(size):
                    part, row = p * option[at], bend[at]
                    for other in range(size):
                        row[other] += part * option[other]
        for at in range(size):
            for other in range(size):
                bend[at][other] -= mean[at] * mean[other]
    for at in range(size):
        shrink = SHRINK if at < size - 1 else 1e-6
        slope[at] = slope[at] / len(scaled) + (SHRINK * weights[at] if at < size - 1 else 0.0)
        bend[at] = [value / len(scaled) for value in bend[at]]
        bend[at][at] += shrink
    return _solved(bend, slope)


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """The solution of a linear system with a positive definite matrix, by elimination."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for at, pivot in enumerate(rows):
        for row in rows[at + 1 :]:
            factor = row[at] / pivot[at]
            for column in range(at, len(row)):
                row[column] -= factor * pivot[column]
    found = [0.0] * len(rows)
    for at in range(len(rows) - 1, -1, -1):
        known = sum(rows[at][other] * found[other] for other in range(at + 1, len(rows)))
        found[at] = (rows[at][-1] - known) / rows[at][at]
    return found


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
