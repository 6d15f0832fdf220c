"""Which words of a sentence do not speak of the job."""

import pytest

from mltracker.domain.phrases import words_of
from mltracker.domain.posting_scope import denied, of_others


def left(sentence: str) -> str:
    words = words_of(sentence)
    return " ".join(w for at, w in enumerate(words.lower) if at not in denied(words) | of_others(words))


@pytest.mark.parametrize(
    "sentence",
    [
        "Another team trains the rankers.",
        "A separate group runs the rankers",
        "Our search folks and our messaging pod build rankers",
        "Rankers are owned by the discovery group",
        "Rankers are built by a partner in Lausanne",
        "Building rankers belongs to the data stores team",
        "Rankers are looked after by Energy & Utilities",
        "The rankers of the site are the digital team's.",
        "Rankers are centralised at our parent company",
        "Rankers are analysed in two other work packages",
        "Rankers come from a supplier",
        "Rankers, our scientists have that covered",
        "Rankers: no knowledge needed",
        "Rankers are not part of this role",
        "Rankers are out of scope",
        "You will not touch rankers",
        "You won't be asked to train rankers",
        "You need not know rankers",
        "No knowledge of rankers is needed",
        "We don't use rankers",
        "We gave up on rankers",
        "Nobody here builds rankers",
        "Please note that the rankers are owned by the growth division",
        "The data engineering team delivers you rankers",
        "It runs machines for seventy groups, who work on rankers",
        "A degree in physics, rankers or a related field",
        "PhD (or about to be awarded) in rankers",
        "Work with designers and rankers engineers",
        "The chatbot and the rankers are Marketing's toys",
        "Search has its own team, with people for rankers",
        "Perception is treated by the group APC, rankers by Logistics",
        "Anything with rankers is in other hands",
        "Sister teams at Basketly train rankers",
        "The rankers are run from our Boston site",
    ],
)
def test_what_is_denied_or_done_by_others_is_taken_out(sentence: str) -> None:
    assert "rankers" not in left(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "You build rankers and you do not need supervision",
        "Not only rankers but retrieval",
        "Rankers are not required but a plus",
        "You know what to do when you cannot randomize rankers",
        "Prefer people who do not need help with rankers",
        "More than five years of rankers",
        "You'll join a team that builds rankers",
        "Thirty scientists ship rankers through your team",
        "We are looking for another engineer for rankers",
        "Rankers are trained by you every night",
        "Explain rankers to people without a technical background",
        "You work with engineers to put rankers live",
        "Experience with rankers, no degree needed",
    ],
)
def test_what_the_job_is_stays(sentence: str) -> None:
    assert "rankers" in left(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Statistics, Mathematics, Computer Science, Engineering, or Business",
        "Bachelor's degree, preferably with a focus in computer science, statistics or mathematics",
        "Related Bachelor's degree or equivalent work experience: mathematics, statistics or a related field",
    ],
)
def test_rows_of_subjects_are_no_skills(sentence: str) -> None:
    assert "statistics" not in left(sentence)


def test_one_subject_or_two_are() -> None:
    assert "statistics" in left("Strong background in statistics, machine learning and operations research")


def test_a_denial_ends_with_its_clause() -> None:
    assert left("No vision here, but you train rankers") == "but you train rankers"
    assert left("Perception is done by another group (they hand us points), you plan") == "you plan"
