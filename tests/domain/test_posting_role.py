"""What kind of job a posting describes."""

import pytest
from topic_cases import topics

from mltracker.domain.posting import read_posting

DUTIES = (
    "\nYou will\n- train models with PyTorch\n- use machine learning and neural networks\n- explain results"
)


@pytest.mark.parametrize(
    "title",
    ["Registered Nurse", "Recruiter, Machine Learning", "Technology Correspondent (AI)", "Data Entry Clerk"],
)
def test_another_trade_is_no_role_of_ours_whatever_words_it_uses(title: str) -> None:
    read = read_posting(topics(), title + DUTIES)
    assert read.role_family == "other"
    assert {found.slug for found in read.detections} <= {
        "behavioral",
        "frameworks-tools",
        "project-deep-dive",
    }


def test_a_trade_beside_ours_may_touch_the_topics() -> None:
    read = read_posting(topics(), "Product Manager, AI" + DUTIES)
    assert read.role_family == "other"
    assert "dl-training" in {found.slug for found in read.detections}


@pytest.mark.parametrize(
    ("title", "family"),
    [
        ("Machine Learning Engineer", "mle"),
        ("Data Scientist, Growth", "data-scientist"),
        ("LLM Engineer", "llm-ai-engineer"),
        ("MLOps Engineer", "ml-platform"),
        ("Research Scientist", "research"),
        ("Perception Engineer", "cv"),
        ("Speech Scientist", "nlp"),
        ("Ads Ranking Engineer", "recsys-ads"),
    ],
)
def test_the_title_names_the_family_where_the_duties_do_not(title: str, family: str) -> None:
    assert read_posting(topics(), title + DUTIES).role_family == family


def test_duties_outweigh_a_general_title() -> None:
    duties = "Machine Learning Engineer\n- rank items in the feed\n- recommender systems\n- click models for ads\n- bids in auctions"
    assert read_posting(topics(), duties).role_family == "recsys-ads"


@pytest.mark.parametrize(
    ("line", "slug"),
    [
        ("Write SQL queries", "sql-pipelines"),
        ("Docker and Git", "frameworks-tools"),
        ("Kubernetes and Terraform", "mlops"),
        ("run A/B tests of landing pages", "experimentation-causal"),
    ],
)
def test_a_job_outside_ml_keeps_what_means_the_same_there(line: str, slug: str) -> None:
    assert slug in {found.slug for found in read_posting(topics(), f"Web developer\n- {line}").detections}


@pytest.mark.parametrize(
    ("line", "slug"),
    [
        ("monitor drift of pH probes", "mlops"),
        ("prompt clients who forget", "llm-agents-prompting"),
        ("a sharp eye for image", "computer-vision"),
        ("lift containers", "frameworks-tools"),
    ],
)
def test_a_job_outside_ml_says_nothing_else(line: str, slug: str) -> None:
    assert slug not in {
        found.slug for found in read_posting(topics(), f"Shop assistant\n- {line}").detections
    }


def test_evaluation_means_what_the_job_evaluates() -> None:
    llm = "LLM Engineer\n- prompts and agents on hosted LLMs\n- build the evaluation harness"
    classic = "Machine Learning Engineer\n- fraud classifiers and forecasting models\n- build the evaluation harness"
    for text, wanted, other in (
        (llm, "llm-evaluation-safety", "evaluation-metrics"),
        (classic, "evaluation-metrics", "llm-evaluation-safety"),
    ):
        slugs = {found.slug for found in read_posting(topics(), text).detections}
        assert wanted in slugs
        assert other not in slugs
