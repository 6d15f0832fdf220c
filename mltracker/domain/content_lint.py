"""What shipped content must keep to beyond its shape: one line for each fault, naming the slug."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations

from rapidfuzz import fuzz

from mltracker.domain.content import QuestionEntry

PER_TOPIC = 2
SAME_PROMPT = 85
SHARED_RUN = 12
_FENCE = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)
_WORD = re.compile(r"[a-z0-9']+")
_MINUTES = {"concept": (3, 10), "coding": (15, 40), "sql": (15, 40), "design": (30, 50)}
_PLACEHOLDER = re.compile(r"\b(TODO|TBD|FIXME|lorem ipsum|placeholder)\b", re.IGNORECASE)


def lint(entries: Sequence[QuestionEntry], *, topics: Collection[str], rounds: Collection[str]) -> list[str]:
    """Every fault of a set of questions; empty when there is none."""
    faults = [f"{entry.slug}: {fault}" for entry in entries for fault in _one(entry, topics, rounds)]
    slugs = Counter(entry.slug for entry in entries)
    faults += [f"{slug}: the slug is used {count} times" for slug, count in slugs.items() if count > 1]
    faults += list(_between(entries))
    whole = Counter(entry.topic for entry in entries if entry.part_of is None)
    faults += [
        f"{slug}: {whole[slug]} questions, {PER_TOPIC} are needed"
        for slug in topics
        if whole[slug] < PER_TOPIC
    ]
    drilled = Counter(entry.part_of for entry in entries if entry.part_of)
    for entry in entries:
        long = entry.kind == "design" or (entry.kind in ("coding", "sql") and entry.minutes >= 30)
        if entry.part_of is None and long and not 3 <= drilled[entry.slug] <= 5:
            faults.append(f"{entry.slug}: {drilled[entry.slug]} drills, 3 to 5 are needed")
    faults += [f"{part}: drilled, but not there" for part in drilled if part not in slugs]
    return faults


def _one(entry: QuestionEntry, topics: Collection[str], rounds: Collection[str]) -> Iterator[str]:
    for slug in (entry.topic, *entry.also):
        if slug not in topics:
            yield f"unknown topic {slug}"
    for kind in entry.rounds:
        if kind not in rounds:
            yield f"unknown round {kind}"
    low, high = (8, 12) if entry.part_of else _MINUTES.get(entry.kind, (3, 25))
    if not low <= entry.minutes <= high:
        yield f"{entry.minutes} minutes for a {entry.kind}, {low} to {high} are right"
    if not 25 <= len(entry.short_answer.split()) <= 80:
        yield f"short answer of {len(entry.short_answer.split())} words, 25 to 80 are right"
    words = len(re.sub(r"```.*?```", "", entry.answer, flags=re.DOTALL).split())
    if not 120 <= words <= 450:
        yield f"answer of {words} words, 120 to 450 are right"
    if fuzz.partial_ratio(entry.short_answer.lower(), entry.prompt.lower()) >= SAME_PROMPT:
        yield "the short answer restates the prompt"
    if _PLACEHOLDER.search(entry.model_dump_json()):
        yield "a placeholder is left"
    yield from _prose(entry)


def _prose(entry: QuestionEntry) -> Iterator[str]:
    prose = _FENCE.sub("", entry.answer)
    lines = [line for line in prose.splitlines() if not line.lstrip().startswith("|")]
    if any(len(line) > 400 for line in lines):
        yield "a line of over 400 characters"
    sentences = [s for s in re.split(r"(?<=[.!?:])\s+|\n\s*\n", " ".join(lines)) if len(s.split()) > 1]
    if sentences and sum(len(s.split()) for s in sentences) / len(sentences) > 35:
        yield "sentences of over 35 words on average"
    for language, code in _FENCE.findall(entry.answer):
        if language in ("python", "py"):
            try:
                ast.parse(code)
            except SyntaxError as error:
                yield f"python in the answer does not parse: {error.msg}"


def _between(entries: Sequence[QuestionEntry]) -> Iterator[str]:
    for one, other in combinations(entries, 2):
        if fuzz.token_sort_ratio(one.prompt.lower(), other.prompt.lower()) >= SAME_PROMPT:
            yield f"{one.slug}: nearly the same prompt as {other.slug}"
    owner: dict[tuple[str, ...], str] = {}
    told: set[tuple[str, str]] = set()
    for entry in entries:
        words = _WORD.findall(f"{entry.short_answer} {_FENCE.sub('', entry.answer)}".lower())
        for start in range(len(words) - SHARED_RUN + 1):
            run = tuple(words[start : start + SHARED_RUN])
            first = owner.setdefault(run, entry.slug)
            if first != entry.slug and (first, entry.slug) not in told:
                told.add((first, entry.slug))
                yield f"{entry.slug}: shares a run of {SHARED_RUN} words with {first}"
