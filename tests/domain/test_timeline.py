"""The evidence as of any place in the log equals that of the log cut there, however it was asked for before."""

from datetime import timedelta

from engine_cases import NOW, attempt, logs
from hypothesis import given, settings
from hypothesis import strategies as st

from mltracker.domain.evidence import AttemptFact, Evidence
from mltracker.domain.timeline import MOST_KEPT, Timeline

AGES = st.lists(st.floats(0, 400), max_size=4)


def test_the_cut_before_an_event_leaves_out_the_event_and_what_follows() -> None:
    log = [attempt(3, "good", 1), attempt(2, "good", 1), attempt(1, "good", 2)]
    at = NOW - timedelta(days=1)
    assert Timeline(log).before(at) == Evidence.from_log(log[2:])
    assert Timeline(log).before(at, 3) == Evidence.from_log(log[1:])


def test_an_answer_given_at_the_instant_belongs_to_it() -> None:
    log = Timeline([attempt(1, "good", 2), attempt(2, "good", 1)])
    assert log.until(NOW - timedelta(days=2)).topics["statistics"].sums.answers == 1
    assert log.until(NOW - timedelta(days=1)).topics["statistics"].sums.answers == 2


def test_no_answers_leave_no_evidence() -> None:
    assert Timeline().evidence == Timeline().before(NOW) == Evidence()
    assert not Timeline().ticked
    assert Timeline([attempt(1, "good", 1, rubric_grade="good")]).ticked


@settings(deadline=None, max_examples=60)
@given(logs(), AGES)
def test_the_evidence_of_an_instant_is_that_of_the_log_cut_there(
    log: list[AttemptFact], days: list[float]
) -> None:
    line = Timeline(log)
    for day in days:
        at = NOW - timedelta(days=day)
        assert line.until(at) == Evidence.from_log(a for a in log if a.answered_at <= at)
        assert line.before(at) == Evidence.from_log(a for a in log if a.answered_at < at)


@settings(deadline=None, max_examples=60)
@given(logs(), AGES, st.integers(0, 14))
def test_answers_that_come_later_lead_to_what_the_whole_log_says(
    log: list[AttemptFact], days: list[float], first: int
) -> None:
    line = Timeline(log[:first])
    for day in days:
        line.until(NOW - timedelta(days=day))
    before = line.evidence
    more = line.plus(log[first:])
    assert more.evidence == Evidence.from_log(log)
    assert len(more) == len(log)
    for day in days:
        at = NOW - timedelta(days=day)
        assert more.until(at) == Timeline(log).until(at)
    assert line.evidence == before


@settings(deadline=None, max_examples=60)
@given(logs(), AGES, st.sets(st.integers(0, 14)))
def test_without_some_answers_it_says_what_the_rest_of_the_log_says(
    log: list[AttemptFact], days: list[float], gone: set[int]
) -> None:
    line = Timeline(log)
    for day in days:
        line.until(NOW - timedelta(days=day))
    ids = {fact.id for place, fact in enumerate(log) if place in gone} | {-1}
    rest = [fact for fact in log if fact.id not in ids]
    left = line.without(ids)
    assert left.evidence == Evidence.from_log(rest)
    assert len(left) == len(rest)
    assert line.evidence == Evidence.from_log(log)


def test_only_the_places_asked_for_lately_are_kept() -> None:
    line = Timeline(attempt(n, "good", 100 - n) for n in range(100))
    for n in range(100):
        line.until(NOW - timedelta(days=n))
    assert len(line._kept) == MOST_KEPT
