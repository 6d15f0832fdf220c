"""The shipped letters and story prompts: all there, and with no gap that the app cannot fill."""

from collections import Counter
from string import Formatter
from typing import Any

import pytest
from pydantic import ValidationError

from mltracker.domain.content import MESSAGE_FIELDS, MessageEntry, StoryPromptEntry
from mltracker.services import catalog

LETTER = {
    "slug": "hello",
    "title": "Hello",
    "when": "On any day that suits you.",
    "subject": "About the {role} role",
    "body": "Hi {contact},\n\nthis is about the talk on {date}.\n\n{name}",
}
PROMPT = {
    "slug": "first-model",
    "kind": "star",
    "title": "Your first model",
    "prompt": "What was the first model that somebody used?",
    "skills": ["communication"],
    "hints": ["Who used it", "What they said"],
}


def fields_of(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_there_is_a_letter_for_each_turn_of_a_search() -> None:
    assert [letter.slug for letter in catalog.messages()] == [
        "check-in",
        "thank-you",
        "nudge",
        "more-time",
        "reschedule",
        "counter",
        "accept",
        "decline",
        "withdraw",
    ]


def test_every_field_of_a_letter_can_be_filled_and_none_is_left() -> None:
    values = {field: f"<{field}>" for field in MESSAGE_FIELDS}
    used: set[str] = set()
    for letter in catalog.messages():
        used |= fields_of(letter.subject) | fields_of(letter.body)
        filled = letter.subject.format(**values) + letter.body.format(**values)
        assert "{" not in filled, letter.slug
        assert letter.body.startswith("Hi {contact},"), letter.slug
        assert letter.body.endswith("\n{name}"), letter.slug
    assert used == set(MESSAGE_FIELDS)


@pytest.mark.parametrize(
    "body",
    ["{salary}", "{}", "{0}", "{name!r}", "{name:>9}", "{name.upper}", "{fact[0]}", "a { b", "a } b"],
)
def test_a_letter_with_another_field_or_a_stray_brace_is_refused(body: str) -> None:
    text = f"Hi,\n\nthis is long enough to be a letter.\n\n{body}"
    with pytest.raises(ValidationError):
        MessageEntry.model_validate({**LETTER, "body": text})
    with pytest.raises(ValidationError):
        MessageEntry.model_validate({**LETTER, "subject": f"About {body}"})


@pytest.mark.parametrize("change", [{"subject": "Two\nlines"}, {"when": "Then\nand then"}, {"cc": "boss"}])
def test_a_letter_keeps_its_shape(change: dict[str, str]) -> None:
    assert MessageEntry.model_validate(LETTER).slug == "hello"
    with pytest.raises(ValidationError):
        MessageEntry.model_validate({**LETTER, **change})


def test_ten_prompts_start_stories_of_both_kinds_and_all_skills() -> None:
    prompts = catalog.story_prompts()
    assert len({prompt.slug for prompt in prompts}) == len(prompts) == 10
    assert {"failure", "explained-a-model", "disagreement", "measured-impact"} <= {p.slug for p in prompts}
    assert set(Counter(prompt.kind for prompt in prompts)) == {"star", "project"}
    told = {skill for prompt in prompts for skill in prompt.skills}
    assert told == {skill.slug for skill in catalog.topics().skills}
    assert all(prompt.prompt.endswith("?") for prompt in prompts)


@pytest.mark.parametrize(
    "change", [{"skills": ["charm"]}, {"skills": []}, {"kind": "saga"}, {"hints": ["One"]}, {"mood": "gray"}]
)
def test_a_story_prompt_keeps_its_shape(change: dict[str, Any]) -> None:
    assert StoryPromptEntry.model_validate(PROMPT).kind == "star"
    with pytest.raises(ValidationError):
        StoryPromptEntry.model_validate({**PROMPT, **change})
