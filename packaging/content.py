"""The shipped content at a glance: every fault, the matrix of topics by round and difficulty with its holes, counts."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pydantic import BaseModel, ValidationError

from mltracker.domain import content_lint_small as small
from mltracker.domain.content import ChecklistPack, EmployerPack, MessagePack, QuestionEntry, StoryPack
from mltracker.domain.content_lint import Fault, alike, lint
from mltracker.domain.content_matrix import PER_TOPIC, Matrix, coverage_faults
from mltracker.exchange import question_packs
from mltracker.paths import resource
from mltracker.services import catalog
from mltracker.store import content

SMALL = (
    ("employer_questions.toml", EmployerPack, "employer_question", small.employer_faults),
    ("checklists.toml", ChecklistPack, "item", small.checklist_faults),
    ("messages.toml", MessagePack, "message", small.message_faults),
    ("stories.toml", StoryPack, "story", small.story_faults),
)


@dataclass
class Checked:
    """The bank with its faults and with what should be looked at."""

    entries: list[tuple[str, QuestionEntry]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)

    @property
    def whole(self) -> list[QuestionEntry]:
        return [entry for _, entry in self.entries if entry.part_of is None]

    @property
    def matrix(self) -> Matrix:
        return Matrix.of(
            [entry for _, entry in self.entries], list(catalog.topics().by_slug), catalog.rounds()
        )


def checked() -> Checked:
    """Read every shipped file and lint it."""
    topics = {topic.slug: topic.area for topic in catalog.topics().topics}
    found = Checked()
    for path in content.question_files():
        file = f"{path.parent.name}/{path.name}"
        pack = question_packs.parse(path.read_bytes(), topics=topics, complete=True)
        found.faults += [Fault(file, fault.slug, fault.reason) for fault in pack.faults]
        found.entries += [(file, entry) for entry in pack.entries if isinstance(entry, QuestionEntry)]
        found.faults += empty_lists(file, tomllib.loads(path.read_text(encoding="utf-8")))
    told = {(fault.slug, fault.text) for fault in found.faults}
    rounds = catalog.rounds().by_kind
    found.faults += [
        fault
        for fault in lint(found.entries, topics=topics, rounds=rounds)
        if (fault.slug, fault.text) not in told
    ]
    entries = [entry for _, entry in found.entries]
    found.faults += [Fault("questions", "", text) for text in coverage_faults(entries, found.matrix)]
    found.notes += alike(found.entries)
    for name, shape, key, check in SMALL:
        found.faults += small_faults(name, shape, key, check)
    return found


def small_faults(name: str, shape: type[BaseModel], key: str, check: Any) -> Iterator[Fault]:
    """Faults of one of the other files."""
    raw = tomllib.loads(resource(name).read_text(encoding="utf-8"))
    yield from empty_lists(name, raw)
    try:
        entries = getattr(shape.model_validate(raw), key)
    except ValidationError as error:
        for item in error.errors():
            number = next((part for part in item["loc"] if isinstance(part, int)), 0)
            slug = raw.get(key, [{}])[number].get("slug", f"entry {number + 1}")
            yield Fault(name, slug, f"{' '.join(map(str, item['loc'][2:]))}: {item['msg']}")
        return
    yield from check(name, entries)


def empty_lists(file: str, raw: dict[str, Any]) -> Iterator[Fault]:
    """Lists that are there and hold nothing: forgotten ones."""
    for key, items in raw.items():
        for item in items if isinstance(items, list) else []:
            for name, value in item.items() if isinstance(item, dict) else ():
                if value == []:
                    yield Fault(file, str(item.get("slug", key)), f"{name}: an empty list")


def table(matrix: Matrix) -> Iterator[str]:
    """One line a topic: easy, mid and hard questions in all and in each round; `!` marks a hole, `·` what needs none."""
    width = max(len(topic) for topic in matrix.topics)
    for number, kind in enumerate(matrix.rounds):
        yield f"{'':{width}}  {chr(ord('a') + number)} = {kind}"
    heads = "".join(f"{chr(ord('a') + number):>6}" for number in range(len(matrix.rounds)))
    yield f"{'topic':{width}} total  e/m/h{heads}"
    for topic in matrix.topics:
        bands = "/".join(str(matrix.bands[topic, name]) for name in ("easy", "mid", "hard"))
        cells = "".join(f"{mark(matrix, topic, kind):>6}" for kind in matrix.rounds)
        hole = "!" if 0 in (matrix.bands[topic, name] for name in ("easy", "mid", "hard")) else " "
        yield f"{topic:{width}} {matrix.total(topic):5} {bands:>6}{hole}{cells}"


def mark(matrix: Matrix, topic: str, kind: str) -> str:
    """What stands in a cell."""
    cell = matrix.cell(topic, kind)
    if any(cell):
        return "/".join(map(str, cell))
    return "!" if kind in matrix.needed[topic] else "·"


def main(argv: list[str]) -> int:
    """Print faults, notes and coverage; 1 when there is a fault. With --faults nothing but the faults."""
    found = checked()
    if "--faults" not in argv:
        matrix = found.matrix
        print("\n".join(table(matrix)))
        print("\n".join(f"note: {note}" for note in found.notes))
        coded = sum(entry.coding is not None for entry in found.whole)
        drills = len(found.entries) - len(found.whole)
        print(
            f"{len(found.whole)} questions ({PER_TOPIC} a topic are needed), {drills} drills, {coded} with code,"
            f" {len(list(matrix.holes()))} holes, {len(found.faults)} faults"
        )
    print("\n".join(map(str, found.faults)))
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
