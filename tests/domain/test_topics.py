"""The shipped tables of topics and rounds hold together, and broken ones are refused."""

import copy
from typing import Any, get_args

import pytest
from pydantic import ValidationError
from topic_cases import raw, rounds, topics

from mltracker.domain.interviews import ROUND_KINDS, Audience
from mltracker.domain.topics import parse_rounds, parse_topics

FAMILIES = {"mle", "data-scientist", "llm-ai-engineer", "ml-platform", "research", "cv", "nlp", "recsys-ads"}


def test_thirty_topics_lie_in_seven_areas() -> None:
    table = topics()
    assert len(table.topics) == 30
    assert [area.title for area in table.areas] == [
        "Math and statistics",
        "Classical ML",
        "Deep learning",
        "LLMs and generative AI",
        "Data, code and tools",
        "Systems and domains",
        "Projects and people",
    ]
    assert [slug for area in table.areas for slug in area.topics] == [topic.slug for topic in table.topics]


def test_every_topic_has_titles_and_enough_words() -> None:
    for topic in topics().topics:
        assert topic.title, topic.slug
        assert 0 < len(topic.short) <= 16, topic.slug
        assert len(topic.words.phrases) >= 25, topic.slug
        assert len(topic.words.terms) >= 30, topic.slug


def test_no_pattern_is_listed_twice_in_a_topic() -> None:
    for topic in topics().topics:
        listed = (*topic.words.phrases, *topic.words.said, *topic.words.weak_phrases)
        assert len(listed) == len(set(listed)), topic.slug


def test_the_five_skills_are_there_with_known_topics_and_rounds() -> None:
    skills = topics().skills
    assert [skill.slug for skill in skills] == [
        "analytical-thinking",
        "programming",
        "ml-frameworks",
        "communication",
        "adaptability",
    ]
    for skill in skills:
        assert skill.topics
        assert set(skill.checklist_rounds) <= set(ROUND_KINDS)
        assert set(skill.story_kinds) <= {"star", "project"}


def test_role_words_cover_every_family_but_other() -> None:
    assert set(topics().role_words) == FAMILIES


def test_rounds_are_those_that_interviews_know_with_sensible_lengths() -> None:
    table = rounds()
    assert tuple(entry.kind for entry in table.rounds) == ROUND_KINDS
    for entry in table.rounds:
        assert entry.title
        assert 40 <= len(entry.description) <= 220, entry.kind
        assert 15 <= entry.minutes <= 480


def test_weights_and_multipliers_name_known_topics() -> None:
    table, known = rounds(), set(topics().by_slug)
    named = [entry.weights for entry in table.rounds]
    named += [*table.role_multipliers.values(), *table.audience_multipliers.values()]
    assert all(set(mapping) <= known for mapping in named)
    assert set(table.role_multipliers) <= FAMILIES
    assert set(table.audience_multipliers) == set(get_args(Audience))


def test_only_the_onsite_loop_is_a_mix() -> None:
    assert [entry.kind for entry in rounds().rounds if entry.mix] == ["onsite-loop"]


def changed(name: str, **changes: Any) -> dict[str, Any]:
    return copy.deepcopy(raw(name)) | changes


def test_a_topic_in_an_unknown_area_is_refused() -> None:
    broken = changed("topics.toml")
    broken["topic"][0]["area"] = "alchemy"
    with pytest.raises(ValueError, match="alchemy"):
        parse_topics(broken)


def test_a_topic_listed_twice_is_refused() -> None:
    broken = changed("topics.toml")
    broken["topic"].append(broken["topic"][0])
    with pytest.raises(ValueError, match="probability"):
        parse_topics(broken)


def test_a_skill_with_an_unknown_topic_is_refused() -> None:
    broken = changed("topics.toml")
    broken["skill"][0]["topics"] = ["alchemy"]
    with pytest.raises(ValueError, match="analytical-thinking"):
        parse_topics(broken)


def test_a_misspelled_field_is_refused() -> None:
    broken = changed("topics.toml")
    broken["topic"][0]["phrase"] = []
    with pytest.raises(ValidationError, match="phrase"):
        parse_topics(broken)


def test_weights_that_do_not_add_up_are_refused() -> None:
    broken = changed("rounds.toml")
    broken["round"][0]["weights"]["behavioral"] = 51
    with pytest.raises(ValueError, match="recruiter-screen"):
        parse_rounds(broken)


def test_a_round_needs_weights_or_a_mix() -> None:
    broken = changed("rounds.toml")
    broken["round"][0]["weights"] = {}
    with pytest.raises(ValueError, match="weights or a mix"):
        parse_rounds(broken)


def test_a_mix_of_mixes_is_refused() -> None:
    broken = changed("rounds.toml")
    broken["round"][-1]["mix"] = {"onsite-loop": 1.0}
    with pytest.raises(ValueError, match="mixes"):
        parse_rounds(broken)
