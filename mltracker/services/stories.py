"""Use cases of stories: write them, say which questions they answer, and remember where each was told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mltracker.domain.changes import Change
from mltracker.domain.interviews import InterviewRow
from mltracker.domain.stories import (
    StoryChoice,
    StoryDetail,
    StoryDraft,
    StoryKind,
    StoryRow,
    StoryTelling,
)
from mltracker.services import catalog
from mltracker.services.context import Context
from mltracker.store import interviews as interview_store
from mltracker.store import stories as store

CHANGED = Change.STORIES
TOPIC_OF: dict[StoryKind, str] = {"star": "behavioral", "project": "project-deep-dive"}
ABOUT_YOU = tuple(TOPIC_OF.values())
OFTEN = 15.0  # percent of a round's questions


def rows(ctx: Context) -> list[StoryRow]:
    """Every story, by title."""
    with ctx.read() as session:
        return store.rows(session)


def detail(ctx: Context, story_id: int) -> StoryDetail:
    """One story with its questions and tellings; raises NotFound."""
    with ctx.read() as session:
        return StoryDetail(
            store.row(session, story_id),
            tuple(store.answers(session, story_id)),
            tuple(store.told(session, story_id)),
        )


def of_question(ctx: Context, question_id: int) -> list[StoryRow]:
    """The stories that answer a question, by title."""
    with ctx.read() as session:
        return store.of_question(session, question_id)


def for_interview(ctx: Context, row: InterviewRow, ids: Sequence[int]) -> list[StoryChoice]:
    """Every story as an interview sees it: those first that answer most of its questions, whose ids are given.

    Among them, and after them, those come first whose kind and skills its round asks for.
    """
    with ctx.read() as session:
        found = store.rows(session)
        if not found:
            return []
        answers, heard = store.answering(session, ids), store.told_to(session, row.id)
    weights = _weights(row.round_kind)
    choices = [
        StoryChoice(
            story,
            tuple(answers.get(story.id, ())),
            any(telling.interview_id == row.id for telling in heard.get(story.id, ())),
            tuple(telling for telling in heard.get(story.id, ()) if telling.interview_id != row.id),
        )
        for story in found
    ]
    fits = {story.id: _fit(story, weights) for story in found}
    return sorted(choices, key=lambda choice: (-len(choice.answers), -fits[choice.row.id]))


def asks_for_stories(round_kind: str) -> bool:
    """Whether a kind of round asks for what one did often enough to have stories ready."""
    weights = _weights(round_kind)
    return sum(weights.get(topic, 0.0) for topic in ABOUT_YOU) >= OFTEN


def useful(round_kind: str, choices: Sequence[StoryChoice]) -> list[StoryChoice]:
    """Those of an interview's stories that its kind of round has a use for; what answers or was told there always."""
    wanted = asks_for_stories(round_kind)
    return [choice for choice in choices if wanted or choice.answers or choice.told]


def add(ctx: Context, draft: StoryDraft) -> tuple[StoryRow, Change]:
    """Keep a new story."""
    with ctx.write("Add a story") as session:
        return store.row(session, store.insert(session, draft)), CHANGED


def edit(ctx: Context, story_id: int, draft: StoryDraft) -> tuple[StoryRow, Change]:
    """Change what a story says; raises NotFound."""
    with ctx.write("Edit a story") as session:
        store.update(session, story_id, draft)
        return store.row(session, story_id), CHANGED


def delete(ctx: Context, story_id: int) -> tuple[StoryRow, Change]:
    """Delete a story; the questions it answered and the interviews stay."""
    with ctx.write("Delete a story") as session:
        row = store.row(session, story_id)
        store.remove(session, story_id)
        return row, CHANGED


def link(ctx: Context, story_id: int, ids: Sequence[int]) -> tuple[int, Change]:
    """Note that a story answers questions of any kind, in one step; returns how many it did not answer before."""
    label = "Link a question to a story" if len(ids) == 1 else f"Link {len(ids)} questions to a story"
    with ctx.write(label) as session:
        return store.link(session, story_id, ids), CHANGED


def unlink(ctx: Context, story_id: int, question_id: int) -> tuple[int, Change]:
    """A story no longer answers a question; raises NotFound when the story is gone."""
    with ctx.write("Take a question off a story") as session:
        store.load(session, story_id)
        store.unlink(session, story_id, question_id)
        return question_id, CHANGED


def told_before(ctx: Context, story_id: int, interview_id: int) -> list[StoryTelling]:
    """Where else the company of an interview has heard the story, the latest first; raises NotFound."""
    with ctx.read() as session:
        interview_store.load(session, interview_id)
        company_id = interview_store.companies(session, [interview_id])[interview_id]
        return [
            telling
            for telling in store.told(session, story_id)
            if telling.company_id == company_id and telling.interview_id != interview_id
        ]


def tell(ctx: Context, story_id: int, interview_id: int) -> tuple[tuple[StoryTelling, ...], Change]:
    """Note that a story was told at an interview; returns where the same company has heard it otherwise.

    That is to be said to the user and hinders nothing. Told there already: nothing is written.
    """
    before = told_before(ctx, story_id, interview_id)
    with ctx.read() as session:
        store.load(session, story_id)
        known = interview_id in {telling.interview_id for telling in store.told(session, story_id)}
    if known:
        return tuple(before), Change.NONE
    with ctx.write("Note where a story was told") as session:
        store.tell(session, story_id, interview_id)
    return tuple(before), CHANGED


def untell(ctx: Context, story_id: int, interview_id: int) -> tuple[int, Change]:
    """A story was not told at an interview after all."""
    with ctx.write("Take back where a story was told") as session:
        store.load(session, story_id)
        store.untell(session, story_id, interview_id)
        return interview_id, CHANGED


def _weights(round_kind: str) -> dict[str, float]:
    """The shares of topics in a kind of round, in percent; one that is a mix of others takes theirs."""
    rounds = catalog.rounds().by_kind
    known = rounds[round_kind]
    if known.weights:
        return dict(known.weights)
    shares: dict[str, float] = {}
    whole = sum(known.mix.values()) or 1.0
    for kind, part in known.mix.items():
        for topic, weight in rounds[kind].weights.items():
            shares[topic] = shares.get(topic, 0.0) + weight * part / whole
    return shares


def _fit(story: StoryRow, weights: Mapping[str, float]) -> float:
    """How much of a round asks for what a story is about: its kind, and the best of the skills it shows."""
    named = {name.casefold() for name in story.skills}
    skills = [
        sum(weights.get(topic, 0.0) for topic in skill.topics)
        for skill in catalog.topics().skills
        if {skill.slug, skill.title.casefold()} & named
    ]
    return weights.get(TOPIC_OF[story.kind], 0.0) + max(skills, default=0.0)
