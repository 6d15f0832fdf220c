"""Why a question is recommended: each factor is what practicing it adds with a fact, minus what it adds without it.

Everything is in percentage points of the mean of the interview that gains the most, worked out with the same formulas as
the gain itself. Factors overlap, so that they do not add up to it.
"""

from __future__ import annotations

from collections.abc import Iterator

from mltracker.domain.factors import Certainty, Factor, FactorKind, from_answers
from mltracker.domain.gain import LAST_DAY_FACTOR, Candidate
from mltracker.domain.learner import CEILING, Learner
from mltracker.domain.memory import DAY
from mltracker.domain.topic_mix import TopicShare
from mltracker.domain.topic_readiness import IN_BANK

LEAST_SHARE = 0.1  # of the question's own points
OFTEN = 3


def points_of(candidate: Candidate, learner: Learner) -> float:
    """What practicing it now adds to the mean of its interview, in points before the shift."""
    return _unit(candidate, learner) * (candidate.after - candidate.before)


def why(candidate: Candidate, learner: Learner) -> tuple[Factor, ...]:
    """The factors of at least a tenth of what the question is worth, the largest first.

    | kind | without it | count | days |
    |---|---|---|---|
    | posting, told | the topic's share as if the posting, or what was told, did not speak of any topic | phrases, 1 | |
    | asked-here, asked-elsewhere | as if nothing had been asked there yet | times | since the latest |
    | popularity | all questions of the topic are asked alike | questions of the topic | |
    | grip | the topic stands at the mean over all topics | answers | |
    | remembered | the question is forgotten by then | answers to it | since the last answer |
    | last-day | there are days left to go over what is new | | |
    """
    if candidate.whole is None or candidate.after <= candidate.before:
        return ()
    found = [*_of_share(candidate, learner), *_of_question(candidate, learner)]
    least = LEAST_SHARE * points_of(candidate, learner)
    kept = [factor for factor in found if abs(factor.points) >= least]
    return tuple(sorted(kept, key=lambda factor: (-abs(factor.points), factor.kind)))


def _unit(candidate: Candidate, learner: Learner) -> float:
    """Points for knowing the question in full instead of not at all."""
    weight = 0.0 if candidate.whole is None else candidate.whole.weight
    share, gap = candidate.lead.mix.get(candidate.topic, 0.0), learner.grip(candidate.topic).gap
    return 100 * share * IN_BANK * weight * gap * (LAST_DAY_FACTOR if candidate.late else 1.0)


def _of_share(candidate: Candidate, learner: Learner) -> Iterator[Factor]:
    """Where the topic's share comes from, apart from our table of rounds."""
    shares, topic = candidate.lead.shares, candidate.topic
    share = shares.get(topic)
    if share is None or not share.p > 0:
        return
    points = points_of(candidate, learner)
    latest = share.asked_here_at[0] if share.asked_here_at else None
    days = None if latest is None else max(0, (learner.now - latest).days)
    here, elsewhere = len(share.asked_here_at), share.times_elsewhere
    sources: tuple[tuple[FactorKind, str, int, int | None, Certainty], ...] = (
        ("posting", "posting", len(share.phrases), None, "medium"),
        ("told", "told", int(share.told > 0), None, "high"),
        ("asked-here", "asked_here", here, days, "high" if here >= OFTEN else "medium"),
        ("asked-elsewhere", "asked_elsewhere", elsewhere, None, "medium" if elsewhere >= OFTEN else "low"),
    )
    for kind, part, count, age, sure in sources:
        without = _without(share, part, sum(getattr(other, part) for other in shares.values()))
        moved = points * (1 - without / share.p)
        yield Factor.of(kind, topic, moved, count=count, days=age, certainty=sure)


def _without(share: TopicShare, part: str, total: float) -> float:
    """The topic's share if one source said nothing about any topic."""
    return float((share.p - getattr(share, part)) / (1 - total)) if total < 1 else share.p


def _of_question(candidate: Candidate, learner: Learner) -> Iterator[Factor]:
    topic, memory = candidate.topic, candidate.memory
    points, unit, grip = points_of(candidate, learner), _unit(candidate, learner), learner.grip(topic)
    sure = from_answers(grip.effective_answers)
    count = len(learner.bank.questions(topic))
    if candidate.whole is not None and candidate.whole.weight > 0:
        alike = points / (count * candidate.whole.weight)
        yield Factor.of("popularity", topic, points - alike, count=count, certainty="low")
    if grip.gap > 0:
        usual = points * max(CEILING - learner.mean, 0.0) / grip.gap
        yield Factor.of("grip", topic, points - usual, count=grip.answers, certainty=sure)
    if memory is not None and candidate.before > 0:
        seen = learner.evidence.questions.get(candidate.fact.id)
        days, answers = int((learner.now - memory.last_review_at) / DAY), seen.answers if seen else 0
        lost = -unit * candidate.before
        yield Factor.of("remembered", topic, lost, count=answers, days=max(0, days), certainty=sure)
    if candidate.late:
        yield Factor.of("last-day", topic, -points, certainty="low")
