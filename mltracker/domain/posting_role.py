"""What kind of job a posting describes: whether it has to do with ML at all, and which role family it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mltracker.domain.phrases import words_of
from mltracker.domain.posting_reading import FIELD, ROLE, TITLE, TOPIC, Entry

TERSE = 30  # words; of a line or two one word of the field is enough
_NEEDED, _NEEDED_ASIDE, _NEEDED_TERSE, _NEEDED_WITH_TITLE = 4, 6, 2, 1
_TITLE_WEIGHT = 6.0
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
_AFTER_THE_TRADE = r"[,(|:@;]|\s[–—-]{1,2}\s"
_LLM, _LLM_WEIGHT, _LLM_WORDS = "llm-ai-engineer", 1.5, 2
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
    trade, aside = _names(titles, "other_trades"), _names(titles, "trades_aside")
    sure, loose = _distinct(entries, "ml_sure"), _distinct(entries, "ml_loose")
    needed = _NEEDED_TERSE if terse else _NEEDED_ASIDE if aside else _NEEDED
    if any(entry.hits(FIELD, "ml_title") for entry in titles):
        needed = min(needed, _NEEDED_WITH_TITLE) if not aside else needed
    about_ml = not trade and 2 * len(sure) + len(loose) + len(_tasks(entries)) >= needed
    llm = sum(len(list(entry.clear(FIELD, "llm"))) for entry in entries)
    classic = sum(len(list(entry.clear(FIELD, "classic"))) for entry in entries)
    about_llm = llm >= _LLM_WORDS and llm > classic
    family = _family(entries, about_llm=about_llm) if about_ml and not aside else "other"
    return Kind(about_ml, about_llm, family)


def _names(titles: Sequence[Entry], name: str) -> bool:
    """Whether a title names such a trade itself; what follows a dash or comma only tells what the work is about."""
    for entry in titles:
        head = len(words_of(re.split(_AFTER_THE_TRADE, entry.statement.text, maxsplit=1)[0]).lower)
        if any(hit.first < head for hit in entry.hits(FIELD, name)):
            return True
    return False


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


def _family(entries: Sequence[Entry], *, about_llm: bool) -> str:
    scores = {_LLM: _LLM_WEIGHT} if about_llm else {}
    for entry in entries:
        for slug in entry.found.get(ROLE, ()):
            scores[slug] = scores.get(slug, 0.0) + min(_MOST, len(list(entry.clear(ROLE, slug))))
        for slug in entry.found.get(TITLE, ()) if entry.statement.title else ():
            weight = _PLAIN_TITLE_WEIGHT if slug in _PLAIN_FAMILIES else _TITLE_WEIGHT
            scores[slug] = scores.get(slug, 0.0) + weight
    best = max(scores, key=lambda slug: scores[slug], default="other")
    return best if scores and scores[best] > 0 else "other"
