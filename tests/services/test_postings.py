"""A pasted posting before any set-up: what is asked, and eight questions that cover it."""

from mltracker.services import postings
from mltracker.services.context import Context
from tests.conftest import NOW

POSTING = """Machine Learning Engineer, Ranking
Requirements
- Build and evaluate ranking and recommendation models, from feature store to A/B test
- Solid grasp of machine learning fundamentals and of evaluation metrics
- Strong Python and SQL; experience with gradient boosting and with transformers
- Own training pipelines in PyTorch, monitor drift, serve models with low latency
"""


def test_the_starters_of_a_posting_take_the_best_of_each_topic_it_names(ctx: Context) -> None:
    reading = postings.read(POSTING, NOW)
    named = [topic.slug for topic in reading.topics if topic.detected]
    assert {"recsys-ranking", "evaluation-metrics", "ml-foundations", "transformers"} <= set(named)
    starters = postings.starters(ctx, reading)
    assert [item.topic for item in starters] == named[:8]


def test_a_posting_that_names_nothing_still_gives_eight_questions(ctx: Context) -> None:
    reading = postings.read("We are looking for a kind person to water the plants.", NOW)
    assert not any(topic.detected for topic in reading.topics)
    assert len({item.topic for item in postings.starters(ctx, reading)}) == postings.STARTERS
