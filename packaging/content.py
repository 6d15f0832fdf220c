"""The question bank at a glance: lint, counts, and the matrix of topics by round and difficulty."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from mltracker.domain.content_lint import lint
from mltracker.services import catalog
from mltracker.store import content_load


def main() -> int:
    """Print faults and coverage; 1 when there is a fault."""
    entries = content_load.shipped_questions()
    whole = [entry for entry in entries if entry.part_of is None]
    faults = lint(entries, topics=catalog.topics().by_slug, rounds=catalog.rounds().by_kind)
    print(f"{'topic':28} total  easy mid hard  rounds")
    for slug in catalog.topics().by_slug:
        own = [entry for entry in whole if entry.topic == slug]
        hard = Counter("easy" if e.difficulty < 3 else "mid" if e.difficulty == 3 else "hard" for e in own)
        rounds = len({kind for entry in own for kind in entry.rounds})
        print(f"{slug:28} {len(own):5} {hard['easy']:5} {hard['mid']:3} {hard['hard']:4} {rounds:7}")
    coding = sum(entry.coding is not None for entry in whole)
    print(
        f"{len(whole)} questions, {len(entries) - len(whole)} drills, {coding} with code, {len(faults)} faults"
    )
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
