"""What kind of job a posting describes: whether it has to do with ML at all, and which role family it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mltracker.domain.posting_reading import FIELD, ROLE, TITLE, TOPIC, Entry

TERSE = 30  # words; of a line or two one word of the field is enough
_NEEDED, _NEEDED_ASIDE, _NEEDED_TERSE, _NEEDED_WITH_TITLE = 4, 6, 2, 1
_TITLE_WEIGHT, _MENTION_WEIGHT = 6.0, 2.0
_PLAIN_TITLE_WEIGHT = 2.5
_PLAIN_FAMILIES = frozenset({"mle"})
_ML_PROPER = frozenset(
    {
        "probability",
        "ml-foundations",
        "linear-models",
        "trees-ensembles",
        "unsupervised",
        "evaluation-metrics",
    }
    | {"dl-training", "dl-architectures", "transformers", "rag-retrieval", "llm-finetuning", "llm-inference"}
    | {
        "llm-agents-prompting",
        "llm-evaluation-safety",
        "data-preprocessing",
        "recsys-ranking",
        "computer-vision",
    }
    | {"nlp", "time-series"}
)
_MOST = 3  # a phrase said ten times is no better evidence


@dataclass(frozen=True, slots=True)
class Kind:
    """Whether a posting is about ML work, whether that work is with language models above all, and the family."""

    about_ml: bool
    about_llm: bool
    family: str


def kind_of(entries: Sequence[Entry], *, terse: bool) -> Kind:
    """The kind of job; `terse` says that there are only a few words to judge by."""
    titles = [entry for entry in entries if entry.statement.title]
    trade = any(entry.hits(FIELD, "other_trades") for entry in titles)
    aside = any(entry.hits(FIELD, "trades_aside") for entry in titles)
    sure, loose = _distinct(entries, "ml_sure"), _distinct(entries, "ml_loose")
    needed = _NEEDED_TERSE if terse else _NEEDED_ASIDE if aside else _NEEDED
    if any(entry.hits(FIELD, "ml_title") for entry in titles):
        needed = min(needed, _NEEDED_WITH_TITLE) if not aside else needed
    about_ml = not trade and 2 * len(sure) + len(loose) + len(_tasks(entries)) >= needed
    llm = sum(len(list(entry.clear(FIELD, "llm"))) for entry in entries)
    classic = sum(len(list(entry.clear(FIELD, "classic"))) for entry in entries)
    family = _family(entries) if about_ml and not aside else "other"
    return Kind(about_ml, llm >= 2 and llm > classic, family)


def _distinct(entries: Sequence[Entry], name: str) -> set[str]:
    return {entry.excerpt(hit).lower() for entry in entries for hit in entry.clear(FIELD, name)}


def _tasks(entries: Sequence[Entry]) -> set[str]:
    """Topics of ML proper that the posting names, if this is about ML."""
    return {
        slug
        for entry in entries
        for slug in _ML_PROPER & entry.found.get(TOPIC, {}).keys()
        if any(entry.never(slug).isdisjoint(range(hit.first, hit.last)) for hit in entry.clear(TOPIC, slug))
    }


def _family(entries: Sequence[Entry]) -> str:
    scores: dict[str, float] = {}
    for entry in entries:
        for slug in entry.found.get(ROLE, ()):
            scores[slug] = scores.get(slug, 0.0) + min(_MOST, len(list(entry.clear(ROLE, slug))))
        for slug in entry.found.get(TITLE, ()) if entry.statement.title else ():
            weight = _PLAIN_TITLE_WEIGHT if slug in _PLAIN_FAMILIES else _TITLE_WEIGHT
            scores[slug] = scores.get(slug, 0.0) + weight
    best = max(scores, key=lambda slug: scores[slug], default="other")
    return best if scores and scores[best] > 0 else "other"
