"""Two weeks of practice for four interviews under each policy: what it is truly worth.

Worth is the sum over the interviews of priority times expected questions times the true chance of a good answer on the
day, less the same without any practice. All policies start from the same learner, who answers the same question on the
same day with the same luck.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random

from mltracker.domain.evidence import AttemptFact
from mltracker.domain.gain import ComingInterview
from mltracker.domain.learner import Learner
from tests.domain.simulation.history import DAYS, Case, drawn_case
from tests.domain.simulation.learners import Person, drawn_mix, moment
from tests.domain.simulation.policies import POLICIES, Evening
from tests.domain.simulation.scores import Score, left_out

DAYS_OF_PRACTICE = 14
INTERVIEWS = 4
EVENING = 0.8

Worth = dict[str, float]


def practiced(truth: str, seed: int, minutes: int, names: Iterable[str] = POLICIES) -> Worth:
    """The worth of each policy for one learner."""
    case = drawn_case(truth, seed)
    rng = Random(f"{truth}/{seed}/interviews")
    days = {number: DAYS + day for number, day in enumerate(sorted(rng.sample(range(3, 15), INTERVIEWS)), 1)}
    interviews = tuple(
        ComingInterview(
            number, moment(day), drawn_mix(rng), priority=rng.randrange(1, 4), questions=rng.randrange(4, 9)
        )
        for number, day in days.items()
    )
    learner = case.learner()
    idle = sum(_value(case.person, interview, days) for interview in interviews)
    found = {}
    for name in names:
        luck = f"{truth}/{seed}/{minutes}"
        found[name] = _two_weeks(case, learner, interviews, days, (name, minutes, luck)) - idle
    return found


def relative(rows: Sequence[Worth], name: str, to: str = "random") -> Score:
    """Worth of a policy over all learners as a multiple of another's."""
    return left_out([(row[name], row[to]) for row in rows], lambda sums: sums[0] / sums[1])


def _value(person: Person, interview: ComingInterview, days: dict[int, float]) -> float:
    day = days[interview.id or 0]
    return interview.value * sum(share * person.topic_chance(t, day) for t, share in interview.mix.items())


def _two_weeks(
    case: Case,
    learner: Learner,
    interviews: tuple[ComingInterview, ...],
    days: dict[int, float],
    how: tuple[str, int, str],
) -> float:
    name, minutes, luck = how
    person, evidence, number = case.person.copy(), learner.evidence, len(case.log)
    rng = Random(f"{luck}/{name}")
    total = 0.0
    for day in range(DAYS_OF_PRACTICE + 1):
        today = DAYS + day
        total += sum(
            _value(person, interview, days) for interview in interviews if days[interview.id or 0] == today
        )
        coming = tuple(interview for interview in interviews if days[interview.id or 0] > today)
        if not coming:
            break
        at = today + EVENING
        seen = Learner.at(moment(at), evidence, learner.ratings, learner.bank)
        evening = Evening(seen, person, at, coming, days, minutes, rng)
        for place, question in enumerate(POLICIES[name](evening)):
            when = at + place * 0.005
            grade = person.answer(question, when, Random(f"{luck}/{question}/{day}"))
            number += 1
            topic = learner.bank.facts[question].topic
            evidence = evidence.extended(AttemptFact(number, topic, question, grade, moment(when)))
    return total
