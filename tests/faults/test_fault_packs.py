"""Packs of questions that were damaged or made to harm: refused soon, or taken in whole, and never by halves."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from mltracker import paths
from mltracker.domain.errors import ImportRejected
from mltracker.services import backups, question_packs
from mltracker.services.context import Context
from mltracker.services.question_packs import PackPlan
from mltracker.store.tables import Topic
from tests.store.full_rows import content

PACK = """# questions of one's own
[[question]]
slug = "nlp-tokens-of-ours"
prompt = "Which tokenizer did the last project of ours use, and why that one?"
topic = "nlp"
also = ["transformers"]
rounds = ["ml-breadth"]
tags = ["Ours"]
difficulty = 3
minutes = 5
short_answer = "Byte pairs, because of names."
answer = '''
**Byte pairs**: `merge` the most frequent pair.
'''
rubric = [{ text = "Says it", weight = "must" }]
follow_ups = [{ question = "And then?", answer = "This." }]
references = [{ title = "A book", isbn = "978-1" }]
review_by = 2027-11-01

[[question]]
slug = "nlp-tokens-of-ours-speed"
prompt = "How would you measure the throughput of that tokenizer on long documents?"
topic = "nlp"
part_of = "nlp-tokens-of-ours"

[question.coding]
language = "sql"
starter = ""
solution = "SELECT 1"
schema = "CREATE TABLE t (x)"
expected = [[1, "a", 1.5, true]]
"""
ODD = (
    *(
        b"\x00",
        b"\xff",
        b"\xed\xa0\x80",
        b"'''",
        b'"""',
        b"\\u0000",
        b"\\U0010FFFF",
        b"[[question]]\n",
        b"[question]\n",
    ),
    *(
        b"9" * 5_000,
        b"0x" + b"F" * 5_000,
        b"1e999",
        b"nan",
        b"-1",
        b"true",
        b"{}",
        b"[",
        b"{a=",
        b"= ",
        b"\r",
        b"#",
    ),
    *(
        "slug = 'é'\n".encode(),
        b"prompt = ''\n",
        b"9999-12-31",
        b"0001-01-01",
        b"<img src='file:///x'>",
        b"\n",
    ),
)


def mutated(luck: Random) -> bytes:
    """The pack with a few bytes, pieces or lines of it changed."""
    data = bytearray(PACK.encode())
    for _ in range(luck.randint(1, 4)):
        at = luck.randrange(len(data))
        end = min(len(data), at + luck.randint(1, 40))
        kind = luck.randrange(6)
        if kind == 0:
            data[at] = luck.randrange(256)
        elif kind == 1:
            del data[at:end]
        elif kind == 2:
            data[at:at] = luck.choice(ODD)
        elif kind == 3:
            data[at:at] = data[luck.randrange(len(data)) :][: end - at]
        elif kind == 4:
            data[at:end] = luck.choice(ODD)
        else:
            lines = data.split(b"\n")
            a, b = luck.randrange(len(lines)), luck.randrange(len(lines))
            lines[a], lines[b] = lines[b], lines[a]
            data = bytearray(b"\n".join(lines))
    return bytes(data)


def offer(ctx: Context, data: bytes, path: Path) -> str:
    """Import a pack and take it back: "refused", "known" or "whole"."""
    path.write_bytes(data)
    before = content(paths.database(ctx.folder))
    label = ctx.undo_label
    try:
        planned: PackPlan = question_packs.plan(ctx, path)
    except ImportRejected:
        assert ctx.undo_label == label
        assert content(paths.database(ctx.folder)) == before
        return "refused"
    done, _ = question_packs.take_in(ctx, planned)
    after = content(paths.database(ctx.folder))
    assert len(after["question"]) - len(before["question"]) == len(done.new) == len(planned.new)
    if after == before:
        return "known"
    assert ctx.undo() is not None
    assert content(paths.database(ctx.folder)) == before
    return "whole"


@pytest.fixture
def bank(bare: Context) -> Context:
    """With the topics of the pack."""
    with bare.write_unrecorded() as session:
        for position, slug in enumerate(("nlp", "transformers")):
            values = {"slug": slug, "area": "nlp", "position": position}
            session.add(Topic.model_validate(values))
    return bare


def offers(ctx: Context, times: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    # a backup before each is another test's story
    monkeypatch.setattr(backups, "create", lambda *_args, **_more: None)
    luck = Random(20261127)
    return Counter(offer(ctx, mutated(luck), folder / "ours.toml") for _ in range(times))


def test_two_hundred_damaged_packs_are_refused_or_taken_in_whole(
    bank: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert offer(bank, PACK.encode(), tmp_path / "sound.toml") == "whole"
    found = offers(bank, 200, tmp_path, monkeypatch)
    assert sum(found.values()) == 200
    assert found["refused"] > 100
    assert found["whole"] > 10


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_two_thousand_damaged_packs_are_refused_or_taken_in_whole(
    bank: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sum(offers(bank, 2_000, tmp_path, monkeypatch).values()) == 2_000


QUESTION = '[[question]]\nslug = "nlp-mine"\nprompt = "What is it?"\ntopic = "nlp"\n'
BOMBS = {
    "nested lists": QUESTION + "rubric = " + "[" * 1_900_000 + "]" * 1_900_000,
    "nested tables": QUESTION + "rubric = " + "{a = " * 700_000,
    "a decimal number": QUESTION + "difficulty = " + "9" * 3_900_000,
    "a hexadecimal number": QUESTION + "difficulty = 0x" + "F" * 3_900_000,
    "a number out of bounds": QUESTION + "minutes = 1e308",
    "one long text": QUESTION + 'answer = "' + "x" * 3_900_000 + '"',
    "a text that never ends": QUESTION + "answer = '''" + "''\\" * 1_200_000,
    "a hundred thousand questions": "[[question]]\n" * 300_000,
    "a hundred thousand fields": QUESTION + "".join(f"x{n} = 1\n" for n in range(190_000)),
    "more fields than that": QUESTION + "".join(f"x{n} = 1\n" for n in range(300_000)),
    "a hundred thousand points": QUESTION + "rubric = [" + "{}," * 1_200_000 + "]",
    "two thousand faulty questions": (QUESTION + "difficulty = 9\nx = 1\n") * 2_000,
    "a hundred thousand tables": QUESTION + "rubric = [" + "{a=1}," * 600_000 + "]",
    "dotted headings": "".join(f"[a.b{n}.c]\n" for n in range(250_000)),
    "a hundred megabytes": "",
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_pack_made_to_harm_is_refused_within_two_seconds(bare: Context, tmp_path: Path, bomb: str) -> None:
    path = tmp_path / "bomb.toml"
    path.write_text(BOMBS[bomb], encoding="utf-8")
    if not BOMBS[bomb]:
        with path.open("r+b") as file:
            file.truncate(100_000_000)
    before = content(paths.database(bare.folder))
    began = time.process_time()
    with pytest.raises(ImportRejected) as refused:
        question_packs.plan(bare, path)
    assert time.process_time() - began < 2
    assert len(str(refused.value)) < 10_000
    assert content(paths.database(bare.folder)) == before
