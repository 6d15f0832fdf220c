"""What shipped questions must keep to beyond their shape: one line for each fault, naming file and slug."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from mltracker.domain.content import PackEntry, QuestionEntry
from mltracker.domain.near_prompts import ALIKE, SAME, Prompts
from mltracker.domain.prose import FENCE, fences, hostile_marks, without_code

SHARED_RUN = 12
LONGEST_LINE, LONGEST_SENTENCE = 400, 35
AGING = "llm-genai"
_MINUTES = {"concept": (3, 10), "coding": (15, 40), "sql": (15, 40), "design": (30, 50)}
_DRILL_MINUTES, _OTHER_MINUTES = (8, 12), (3, 25)
_WORD = re.compile(r"[a-z0-9']+")
_PLACEHOLDER = re.compile(r"\b(TODO|TBD|FIXME|XXX|lorem ipsum|placeholder text)\b", re.IGNORECASE)
_NAKED_LINK = re.compile(r"(?<![(<\[])\bhttps?://")
_LATEX = re.compile(
    r"\$[^$\s\d][^$\n]*\$|\\(?:frac|sum|prod|int|cdot|sqrt|left|right|mathbb|mathrm|text|alpha|beta|theta|hat)\b"
)
# how a prompt that is no question begins its last demand
_VERBS = (
    "add|apply|argue|ask|assume|attach|break|build|check|choose|compare|compute|convince|correct|cut|deal|decide|defend"
    "|define|derive|describe|design|do|draw|estimate|explain|find|fit|fix|follow|give|ignore|implement|interpret"
    "|introduce|keep|list|make|mark|name|pick|plan|predict|propose|prove|rank|repair|report|return|rewrite|run|say|set"
    "|show|simulate|size|sketch|solve|spend|split|start|state|suggest|take|talk|tell|test|treat|turn|use|walk|work|write"
)
_DEMAND = re.compile(rf"(?:^|[.!:;,]\s+)(?:then\s+)?(?:{_VERBS})\b", re.IGNORECASE)


class Fault(NamedTuple):
    """One fault of one entry of one file."""

    file: str
    slug: str
    text: str

    def __str__(self) -> str:
        return ": ".join(part for part in self if part)


Sourced = Sequence[tuple[str, QuestionEntry]]


def lint(entries: Sourced, *, topics: Mapping[str, str], rounds: Collection[str]) -> list[Fault]:
    """Every fault of the questions of some files; `topics` maps each topic to its area."""
    files = {entry.slug: file for file, entry in entries}
    faults = [
        Fault(file, entry.slug, text) for file, entry in entries for text in _one(entry, topics, rounds)
    ]
    slugs = Counter(entry.slug for _, entry in entries)
    faults += [
        Fault(files[slug], slug, f"the slug is used {count} times")
        for slug, count in slugs.items()
        if count > 1
    ]
    between = [*_same_prompts(entries), *_shared_runs(entries), *_drilled(entries)]
    return faults + [Fault(files.get(slug, ""), slug, text) for slug, text in between]


def alike(entries: Sourced) -> list[Fault]:
    """Prompts that resemble each other without being the same: to look at, no faults."""
    files = {entry.slug: file for file, entry in entries}
    return [
        Fault(files[one], one, f"the prompt is {score:.0f}% like that of {other}")
        for one, other, score in _pairs(entries)
        if score < SAME
    ]


def prose_faults(text: str) -> Iterator[str]:
    """What is wrong with a text that is read: left-overs, naked links, formulas in LaTeX, marks that mislead."""
    plain = without_code(text)
    if _PLACEHOLDER.search(plain):
        yield "a placeholder is left"
    if _NAKED_LINK.search(plain):
        yield "a naked link"
    if _LATEX.search(plain):
        yield "LaTeX, which is not drawn: write formulas in plain text"
    yield from hostile_marks(text)


def is_asking(prompt: str) -> bool:
    """Whether a prompt holds a question, or a demand at the beginning of a sentence or a part of one."""
    return "?" in prompt or bool(_DEMAND.search(prompt))


def _one(entry: QuestionEntry, topics: Mapping[str, str], rounds: Collection[str]) -> Iterator[str]:
    for slug in (entry.topic, *entry.also):
        if slug not in topics:
            yield f"unknown topic {slug}"
    for kind in entry.rounds:
        if kind not in rounds:
            yield f"unknown round {kind}"
    yield from _lengths(entry)
    if not is_asking(entry.prompt):
        yield "the prompt neither asks nor demands anything"
    if fuzz.partial_ratio(entry.short_answer.lower(), entry.prompt.lower()) >= SAME:
        yield "the short answer restates the prompt"
    if topics.get(entry.topic) == AGING and entry.review_by is None:
        yield "this topic ages: review_by is needed"
    for name, text in _texts(entry):
        for fault in prose_faults(text):
            yield f"{name}: {fault}"
        if name != "answer" and ("\n" in text or ("`" in text and name != "short_answer")):
            yield f"{name}: one line of plain text is needed"
    yield from _answer(entry.answer)


def _lengths(entry: QuestionEntry) -> Iterator[str]:
    low, high = _DRILL_MINUTES if entry.part_of else _MINUTES.get(entry.kind, _OTHER_MINUTES)
    if not low <= entry.minutes <= high:
        yield f"{entry.minutes} minutes for a {entry.kind}, {low} to {high} are right"
    short = len(entry.short_answer.split())
    if not 25 <= short <= 80:
        yield f"short answer of {short} words, 25 to 80 are right"
    words = len(FENCE.sub("", entry.answer).split())
    if not 120 <= words <= 450:
        yield f"answer of {words} words, 120 to 450 are right"
    for point in entry.rubric:
        if not 3 <= len(point.text) <= 300:
            yield "a point of the rubric has 3 to 300 characters"
    for item in entry.follow_ups:
        if len(item.question) > 400 or len(item.answer) > 600:
            yield "a follow-up has up to 400 characters, its answer up to 600"


def _texts(entry: PackEntry) -> Iterator[tuple[str, str]]:
    """Every text of an entry that is shown, by the name of its field."""
    for name in ("prompt", "why_asked", "short_answer", "answer"):
        yield name, getattr(entry, name)
    for name in ("how_to_answer", "pitfalls", "hints"):
        for line in getattr(entry, name):
            yield name, line
    for point in entry.rubric:
        yield "rubric", point.text
    for item in entry.follow_ups:
        yield "follow_ups", item.question
        yield "follow_ups", item.answer


def _answer(answer: str) -> Iterator[str]:
    lines = [line for line in FENCE.sub("", answer).splitlines() if not line.lstrip().startswith("|")]
    if any(len(line) > LONGEST_LINE for line in lines):
        yield f"a line of over {LONGEST_LINE} characters"
    sentences = [s for s in re.split(r"(?<=[.!?:])\s+|\n\s*\n", " ".join(lines)) if len(s.split()) > 1]
    if sentences and sum(len(s.split()) for s in sentences) / len(sentences) > LONGEST_SENTENCE:
        yield f"sentences of over {LONGEST_SENTENCE} words on average"
    for language, code in fences(answer):
        if language in ("python", "py"):
            try:
                ast.parse(code)
            except SyntaxError as error:
                yield f"python in the answer does not parse: {error.msg}"


def _pairs(entries: Sourced) -> Iterator[tuple[str, str, float]]:
    """Slugs of prompts that resemble each other, the later one first, and how much."""
    seen: Prompts[str] = Prompts()
    for _, entry in entries:
        for other, score in seen.alike(entry.prompt, ALIKE):
            yield entry.slug, other, score
        seen.add(entry.slug, entry.prompt)


def _same_prompts(entries: Sourced) -> Iterator[tuple[str, str]]:
    for one, other, score in _pairs(entries):
        if score >= SAME:
            yield one, f"nearly the same prompt as {other}"


def _shared_runs(entries: Sourced) -> Iterator[tuple[str, str]]:
    owner: dict[tuple[str, ...], str] = {}
    told: set[tuple[str, str]] = set()
    for _, entry in entries:
        for text in (entry.short_answer, FENCE.sub("", entry.answer)):
            for run in _runs(text):
                first = owner.setdefault(run, entry.slug)
                if first != entry.slug and (first, entry.slug) not in told:
                    told.add((first, entry.slug))
                    yield entry.slug, f"shares a run of {SHARED_RUN} words with {first}: {' '.join(run)}"


def _runs(text: str) -> Iterable[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return (tuple(words[start : start + SHARED_RUN]) for start in range(len(words) - SHARED_RUN + 1))


def _drilled(entries: Sourced) -> Iterator[tuple[str, str]]:
    parts = {entry.slug: entry.part_of for _, entry in entries}
    drilled = Counter(part for part in parts.values() if part)
    for _, entry in entries:
        long = entry.kind == "design" or (entry.kind in ("coding", "sql") and entry.minutes >= 30)
        if entry.part_of is None and long and not 3 <= drilled[entry.slug] <= 5:
            yield entry.slug, f"{drilled[entry.slug]} drills, 3 to 5 are needed"
        if entry.part_of is not None and entry.part_of not in parts:
            yield entry.slug, f"it drills {entry.part_of}, which is not there"
        elif entry.part_of is not None and parts[entry.part_of]:
            yield entry.slug, f"it drills {entry.part_of}, which is a drill itself"
