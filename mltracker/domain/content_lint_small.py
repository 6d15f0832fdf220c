"""What shipped employer questions, checklists, letters and story prompts must keep to: one line for each fault."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from mltracker.domain.content import ChecklistEntry, EmployerQuestionEntry, MessageEntry, StoryPromptEntry
from mltracker.domain.content_lint import Fault, is_asking, prose_faults
from mltracker.domain.interviews import ASK_CATEGORIES, ROUND_KINDS
from mltracker.domain.near_prompts import SAME, Prompts

LEAST_ASKS, LEAST_BY_CATEGORY, LEAST_BY_ROUND = 60, 5, 4
LEAST_ITEMS, MOST_ITEMS, LEAST_BEFORE = 6, 12, 5
COMMON_ITEMS = (5, 8)
LETTERS = ("thank-you", "nudge", "more-time", "reschedule", "counter", "accept", "decline", "withdraw")
STORIES = 10
NEEDED_STORIES = ("failure", "explained-a-model", "disagreement", "measured-impact")
AUTOMATIC = frozenset({"questions-chosen", "practice-done", "debriefed"})
Entry = TypeVar("Entry", EmployerQuestionEntry, ChecklistEntry, MessageEntry, StoryPromptEntry)


def employer_faults(file: str, entries: Sequence[EmployerQuestionEntry]) -> list[Fault]:
    """Faults of the questions to ask an employer."""
    faults = _common(
        file,
        entries,
        lambda e: (e.text, e.why, e.ask_back, *e.good_signs, *e.warning_signs),
        lambda e: e.text,
    )
    faults += [
        Fault(file, entry.slug, "it neither asks nor demands anything")
        for entry in entries
        if not is_asking(entry.text)
    ]
    if len(entries) < LEAST_ASKS:
        faults.append(Fault(file, "", f"{len(entries)} questions, {LEAST_ASKS} are needed"))
    categories = Counter(entry.category for entry in entries)
    rounds = Counter(kind for entry in entries for kind in set(entry.best_rounds))
    for name, count, least in (
        *((name, categories[name], LEAST_BY_CATEGORY) for name in ASK_CATEGORIES),
        *((kind, rounds[kind], LEAST_BY_ROUND) for kind in ROUND_KINDS),
    ):
        if count < least:
            faults.append(Fault(file, name, f"{count} questions, {least} are needed"))
    return faults


def checklist_faults(file: str, entries: Sequence[ChecklistEntry]) -> list[Fault]:
    """Faults of the checklists."""
    faults = _common(file, entries, lambda e: (e.text,), lambda e: f"{e.round}: {e.text}")
    for kind in ROUND_KINDS:
        own = [entry for entry in entries if entry.round == kind]
        before = sum(entry.offset_hours < 0 for entry in own)
        if not LEAST_ITEMS <= len(own) <= MOST_ITEMS:
            faults.append(Fault(file, kind, f"{len(own)} items, {LEAST_ITEMS} to {MOST_ITEMS} are right"))
        if before < LEAST_BEFORE:
            faults.append(Fault(file, kind, f"{before} items before the round, {LEAST_BEFORE} are needed"))
    common = sum(entry.round == "any" for entry in entries)
    if not COMMON_ITEMS[0] <= common <= COMMON_ITEMS[1]:
        low, high = COMMON_ITEMS
        faults.append(Fault(file, "any", f"{common} items for any round, {low} to {high} are right"))
    seen = {entry.auto for entry in entries if entry.auto}
    faults += [Fault(file, name, "no item is ticked by it") for name in sorted(AUTOMATIC - seen)]
    return faults


def message_faults(file: str, entries: Sequence[MessageEntry]) -> list[Fault]:
    """Faults of the letters."""
    faults = _common(file, entries, lambda e: (e.subject, e.body, e.when), lambda e: e.body)
    if [entry.slug for entry in entries if entry.slug in LETTERS] != list(LETTERS):
        faults.append(Fault(file, "", f"these letters are needed, in this order: {', '.join(LETTERS)}"))
    for entry in entries:
        if not entry.body.startswith("Hi {contact},") or not entry.body.endswith("{name}"):
            faults.append(Fault(file, entry.slug, "a letter greets the contact and ends with the name"))
    return faults


def story_faults(file: str, entries: Sequence[StoryPromptEntry]) -> list[Fault]:
    """Faults of the story prompts."""
    faults = _common(file, entries, lambda e: (e.title, e.prompt, *e.hints), lambda e: e.prompt)
    if len(entries) != STORIES:
        faults.append(Fault(file, "", f"{len(entries)} story prompts, {STORIES} are needed"))
    there = {entry.slug for entry in entries}
    faults += [
        Fault(file, slug, "this story prompt is missing") for slug in NEEDED_STORIES if slug not in there
    ]
    faults += [
        Fault(file, entry.slug, "the prompt is no question")
        for entry in entries
        if not entry.prompt.endswith("?")
    ]
    return faults


def _common(
    file: str,
    entries: Sequence[Entry],
    texts: Callable[[Entry], Iterable[str]],
    words: Callable[[Entry], str],
) -> list[Fault]:
    """What holds for all of them: slugs differ, texts are clean, and no two say the same."""
    slugs = Counter(entry.slug for entry in entries)
    faults = [Fault(file, slug, f"the slug is used {n} times") for slug, n in slugs.items() if n > 1]
    faults += [
        Fault(file, entry.slug, fault)
        for entry in entries
        for text in texts(entry)
        for fault in dict.fromkeys(prose_faults(text))
    ]
    return faults + [Fault(file, slug, text) for slug, text in _same(entries, words)]


def _same(entries: Sequence[Entry], words: Callable[[Entry], str]) -> Iterator[tuple[str, str]]:
    seen: Prompts[str] = Prompts()
    for entry in entries:
        if found := seen.nearest(words(entry), SAME):
            yield entry.slug, f"nearly the same words as {found[0]}"
        seen.add(entry.slug, words(entry))
