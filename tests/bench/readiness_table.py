"""How far predictions and recommendations can be trusted: tables over synthetic learners, printed as Markdown.

Run by `python3 packaging/dev.py bench readiness [predictions|practice|ideas|ticks|interviews]`; `--learners N` for another number of them,
`--writing` for the seeds that ideas may be tried on.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence

from tests.domain.simulation.history import OTHER_TICKS
from tests.domain.simulation.ideas import HELD_OUT, IDEAS
from tests.domain.simulation.memories import TRUTHS
from tests.domain.simulation.policies import POLICIES
from tests.domain.simulation.practice_proof import relative
from tests.domain.simulation.prediction_proof import LEVELS, NAMES, YARDSTICKS, Row, better_by, figures
from tests.domain.simulation.runs import (
    COVERAGE,
    JUDGING,
    LEAST_GAIN,
    MANY_INTERVIEWS,
    RIVALS,
    WRITING,
    cores,
    practice,
    predictions,
)

LEARNERS = 300
BUDGETS = (15, 30, 60)
PER_PRACTICE_LEARNER = 5
PARTS = ("all", "predictions", "practice", "ideas", "ticks", "interviews")
TICKED, UNTICKED = "ours", "ours, no ticks"


def main(arguments: Sequence[str] = ()) -> int:
    """Print every table; 1 when a bound does not hold."""
    parser = argparse.ArgumentParser(prog="bench readiness")
    parser.add_argument("part", nargs="?", choices=PARTS, default="all")
    parser.add_argument("--learners", type=int, default=LEARNERS)
    parser.add_argument("--writing", action="store_true")
    chosen = parser.parse_args(arguments)
    start = WRITING if chosen.writing else JUDGING
    if chosen.part == "ideas":
        ideas_table(WRITING if chosen.writing else HELD_OUT, chosen.learners)
        return 0
    if chosen.part == "ticks":
        ticks_table(WRITING if chosen.writing else HELD_OUT, chosen.learners)
        return 0
    if chosen.part == "interviews":
        interviews_table(WRITING if chosen.writing else HELD_OUT, chosen.learners)
        return 0
    missed: list[str] = []
    if chosen.part != "practice":
        missed += prediction_tables(start, chosen.learners)
    if chosen.part != "predictions":
        missed += practice_tables(start, max(chosen.learners // PER_PRACTICE_LEARNER, 2))
    print("\n" + "\n".join([*missed, f"{len(missed)} bounds missed"]))
    return int(bool(missed))


def prediction_tables(start: int, learners: int) -> Iterator[str]:
    """The scores of every predictor, a table for each truth and yardstick; yields the bounds missed."""
    for truth in TRUTHS:
        rows = predictions(truth, start, learners, NAMES, cores())
        for yardstick in YARDSTICKS:
            print(f"\n**{truth} truth, {yardstick} answers** ({learners} learners from seed {start:,})\n")
            print("| predictor | level | Brier | log loss | ECE | rank corr. | 80% interval covers |")
            print("|---|---|---|---|---|---|---|", flush=True)
            for name in NAMES:
                for level in LEVELS:
                    f = figures(rows, name, yardstick, level)
                    cells = (name, level, f.brier, f.log_loss, f.ece, f.rank, f.covered or "")
                    print("| " + " | ".join(str(cell) for cell in cells) + " |")
            for missed in bounds_missed(rows, truth, yardstick, UNTICKED):
                print(f"\nOnly without ticks: {missed}")
            yield from bounds_missed(rows, truth, yardstick, TICKED)


def bounds_missed(rows: list[Row], truth: str, yardstick: str, ours: str) -> Iterator[str]:
    """A sentence for each bound that the engine's predictions miss."""
    for rival in RIVALS:
        gains = better_by(rows, ours, rival, yardstick)
        for what, gain in zip(("Brier", "log loss"), gains, strict=True):
            if gain.value <= 0:
                yield f"{truth}, {yardstick}: {what} against {rival} {gain}"
    order, counted = (figures(rows, name, yardstick, "topic").rank for name in (ours, RIVALS[0]))
    if order.value <= counted.value:
        yield f"{truth}, {yardstick}: rank correlation {order} against {counted}"
    for level in LEVELS:
        covered = figures(rows, ours, yardstick, level).covered
        if covered is not None and not COVERAGE[0] <= covered.value <= COVERAGE[1]:
            yield f"{truth}, {yardstick}: {level} intervals cover {covered}"


def practice_tables(start: int, learners: int) -> Iterator[str]:
    """What two weeks under each policy are worth relative to random practice; yields the bounds missed."""
    for minutes in BUDGETS:
        print(
            f"\n**Two weeks, four interviews, {minutes} minutes a day** ({learners} learners from seed {start:,})\n"
        )
        print("| policy | " + " | ".join(TRUTHS) + " |")
        print("|---" * (1 + len(TRUTHS)) + "|", flush=True)
        rows = {
            truth: practice(truth, start, learners, minutes, tuple(POLICIES), cores()) for truth in TRUTHS
        }
        for name in POLICIES:
            print("| " + " | ".join([name, *(str(relative(rows[truth], name)) for truth in TRUTHS)]) + " |")
        for truth in TRUTHS:
            gain = relative(rows[truth], "ours")
            if gain.value < LEAST_GAIN:
                yield f"{truth}, {minutes} minutes: {gain} times random"


def ticks_table(start: int, learners: int) -> None:
    """What ticked points gain against true answers in log loss, in thousandths, and the share of topics covered."""
    print(
        f"\n**Worth of ticks** ({learners} learners from seed {start:,}; log loss gained, in thousandths)\n"
    )
    print("| ticks | level | " + " | ".join(TRUTHS) + " |")
    print("|---" * (2 + len(TRUTHS)) + "|", flush=True)
    for name, ticks in OTHER_TICKS.items():
        rows = {
            truth: predictions(truth, start, learners, (TICKED, UNTICKED), cores(), ticks=ticks)
            for truth in TRUTHS
        }
        for level in LEVELS:
            cells = []
            for truth in TRUTHS:
                _, gain = better_by(rows[truth], TICKED, UNTICKED, "true", level)
                covered = figures(rows[truth], TICKED, "true", level).covered
                share = "" if covered is None else f" ({covered.value:.2f})"
                cells.append(f"{gain.value * 1e3:+.1f}±{gain.error * 1e3:.1f}{share}")
            print("| " + " | ".join([name, level, *cells]) + " |", flush=True)


def interviews_table(start: int, learners: int) -> None:
    """What 80% intervals cover for those who have had many interviews."""
    print(
        f"\n**After {MANY_INTERVIEWS} interviews, 80% intervals cover** ({learners} learners from seed {start:,})\n"
    )
    print("| ticks | answers | level | " + " | ".join(TRUTHS) + " |")
    print("|---" * (3 + len(TRUTHS)) + "|", flush=True)
    names = {TICKED: "as supposed", UNTICKED: "none"}
    rows = {
        truth: predictions(truth, start, learners, tuple(names), cores(), interviews=MANY_INTERVIEWS)
        for truth in TRUTHS
    }
    for name, ticks in names.items():
        for yardstick in YARDSTICKS:
            for level in LEVELS:
                cells = [str(figures(rows[truth], name, yardstick, level).covered) for truth in TRUTHS]
                print("| " + " | ".join([ticks, yardstick, level, *cells]) + " |")


def ideas_table(start: int, learners: int) -> None:
    """What each idea gains over the engine in log loss, in thousandths: above 0 is better."""
    print(
        f"\n**Ideas against the engine** ({learners} learners from seed {start:,}; log loss gained, in thousandths)\n"
    )
    print("| truth | answers | level | " + " | ".join(IDEAS) + " |")
    print("|---" * (3 + len(IDEAS)) + "|", flush=True)
    for truth in TRUTHS:
        rows = predictions(truth, start, learners, ("ours", *IDEAS), cores())
        for yardstick in YARDSTICKS:
            for level in LEVELS:
                cells = []
                for idea in IDEAS:
                    _, gain = better_by(rows, idea, "ours", yardstick, level)
                    covered = figures(rows, idea, yardstick, level).covered
                    share = "" if covered is None else f" ({covered.value:.2f})"
                    cells.append(f"{gain.value * 1e3:+.2f}±{gain.error * 1e3:.2f}{share}")
                print("| " + " | ".join([truth, yardstick, level, *cells]) + " |", flush=True)
