"""What a round will ask: the formula, its floors and its evidence."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from topic_cases import rounds, topics

from mltracker.domain.interviews import ROUND_KINDS
from mltracker.domain.posting import Detection
from mltracker.domain.topic_mix import RoundFacts, TopicMix, average_mix, topic_mix

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
SLUGS = [topic.slug for topic in topics().topics]
LOUD = [Detection(slug, 9, (slug,)) for slug in SLUGS if slug not in ("behavioral", "algorithms")]


def mix(facts: RoundFacts, detections: list[Detection] | None = None) -> TopicMix:
    return topic_mix(topics(), rounds(), facts, detections or [], NOW)


def test_the_formula_by_hand() -> None:
    facts = RoundFacts(
        "ml-breadth",
        role_family="nlp",
        audience="manager",
        told=("nlp",),
        asked_here={"statistics": [NOW - timedelta(days=365)]},
        asked_elsewhere={"unsupervised": 2},
    )
    found = [Detection("nlp", 5, ("NER",)), Detection("mlops", 1, ("drift",))]
    weights = rounds().by_kind["ml-breadth"].weights
    role, audience = rounds().role_multipliers["nlp"], rounds().audience_multipliers["manager"]
    table = {
        s: (0.85 * weights.get(s, 0) / 100 + 0.15 / 30) * role.get(s, 1) * audience.get(s, 1) for s in SLUGS
    }
    total = sum(table.values())
    a = {s: 12 * value / total for s, value in table.items()}
    a["nlp"] += 6 * 1 * 3 / 4 + 3
    a["mlops"] += 6 * 1 * 1 / 4
    a["statistics"] += 0.5
    a["unsupervised"] += 0.6
    whole = sum(a.values())
    assert mix(facts, found).p == pytest.approx({s: value / whole for s, value in a.items()})


@pytest.mark.parametrize("kind", ROUND_KINDS)
def test_every_topic_keeps_a_chance_and_they_add_up_to_one(kind: str) -> None:
    chances = mix(RoundFacts(kind), LOUD).p
    assert sum(chances.values()) == pytest.approx(1)
    assert min(chances.values()) > 0


@pytest.mark.parametrize("family", ["other", "mle", *rounds().role_multipliers])
@pytest.mark.parametrize("audience", [None, "recruiter", "manager", "peer", "mixed"])
def test_whatever_the_posting_a_behavioral_round_stays_behavioral(family: str, audience: str | None) -> None:
    facts = RoundFacts("behavioral", role_family=family, audience=audience)
    for detections in ([], LOUD):
        assert mix(facts, detections).p["behavioral"] >= 0.6 - 1e-9


@pytest.mark.parametrize(
    ("family", "audience"), list(product(["other", "mle"], [None, "manager", "recruiter", "peer"]))
)
def test_whatever_the_posting_a_coding_round_is_about_algorithms(family: str, audience: str | None) -> None:
    facts = RoundFacts("coding", role_family=family, audience=audience)
    for detections in ([], LOUD):
        assert mix(facts, detections).p["algorithms"] >= 0.6 - 1e-9


def test_what_the_user_was_told_may_outweigh_a_floor() -> None:
    told = ("sql-pipelines", "probability", "statistics", "mlops")
    assert mix(RoundFacts("coding", told=told)).p["algorithms"] < 0.6


def test_a_round_that_the_posting_says_nothing_about_ignores_it() -> None:
    assert mix(RoundFacts("behavioral"), LOUD).p == pytest.approx(mix(RoundFacts("behavioral")).p)


def test_a_detected_topic_rises() -> None:
    found = [Detection("recsys-ranking", 2, ("ranking",))]
    plain, read = mix(RoundFacts("ml-breadth")), mix(RoundFacts("ml-breadth"), found)
    assert read.p["recsys-ranking"] > plain.p["recsys-ranking"]
    assert read.shares["recsys-ranking"].phrases == ("ranking",)


def test_more_than_three_mentions_add_nothing() -> None:
    def chance(matches: int) -> float:
        found = [Detection("nlp", matches, ()), Detection("mlops", 1, ())]
        return mix(RoundFacts("ml-breadth"), found).p["nlp"]

    assert chance(3) == chance(40) > chance(2)


def test_the_parts_of_a_share_add_up_to_it() -> None:
    facts = RoundFacts("ml-depth", told=("nlp",), asked_here={"nlp": [NOW]}, asked_elsewhere={"nlp": 1})
    for share in mix(facts, LOUD).shares.values():
        parts = share.table + share.posting + share.told + share.asked_here + share.asked_elsewhere
        assert parts == pytest.approx(share.p)


def test_a_share_from_the_table_alone_says_so() -> None:
    shares = mix(RoundFacts("ml-breadth", told=("nlp",))).shares
    assert shares["statistics"].estimate_only
    assert not shares["nlp"].estimate_only


def test_what_was_asked_here_fades_by_half_in_a_year_and_never_counts_double_from_the_future() -> None:
    def weight(days: int) -> float:
        share = mix(RoundFacts("coding", asked_here={"nlp": [NOW - timedelta(days=days)]})).shares["nlp"]
        return share.asked_here / share.table

    assert weight(365) == pytest.approx(weight(0) / 2)
    assert weight(-30) == pytest.approx(weight(0))


def test_when_it_was_asked_is_kept_the_latest_first() -> None:
    early, late = NOW - timedelta(days=90), NOW - timedelta(days=2)
    share = mix(RoundFacts("coding", asked_here={"nlp": [early, late]})).shares["nlp"]
    assert share.asked_here_at == (late, early)


def test_an_onsite_loop_is_the_mix_of_its_rounds() -> None:
    parts = rounds().by_kind["onsite-loop"].mix
    expected = {s: sum(share * mix(RoundFacts(kind)).p[s] for kind, share in parts.items()) for s in SLUGS}
    assert mix(RoundFacts("onsite-loop")).p == pytest.approx(expected)


def test_unknown_words_are_passed_over_and_an_unknown_round_is_an_error() -> None:
    odd = RoundFacts(
        "coding", role_family="astronaut", audience="cat", told=("alchemy",), asked_elsewhere={"alchemy": 3}
    )
    assert mix(odd, [Detection("alchemy", 2, ())]).p == pytest.approx(mix(RoundFacts("coding")).p)
    with pytest.raises(KeyError):
        mix(RoundFacts("karaoke"))


def test_the_average_is_the_mean_over_all_kinds() -> None:
    whole = average_mix(topics(), rounds(), RoundFacts("coding"), LOUD, NOW)
    expected = {
        s: sum(mix(RoundFacts(kind), LOUD).p[s] for kind in ROUND_KINDS) / len(ROUND_KINDS) for s in SLUGS
    }
    assert whole.p == pytest.approx(expected)
    assert whole.round_kind is None


def test_ranked_starts_with_the_likeliest() -> None:
    ranked = mix(RoundFacts("behavioral")).ranked()
    assert ranked[0].slug == "behavioral"
    assert [share.p for share in ranked] == sorted((share.p for share in ranked), reverse=True)


@settings(max_examples=60, deadline=None)
@given(
    kind=st.sampled_from(ROUND_KINDS),
    family=st.sampled_from(["other", *rounds().role_multipliers]),
    told=st.sets(st.sampled_from(SLUGS), max_size=4),
    ages=st.dictionaries(st.sampled_from(SLUGS), st.lists(st.integers(-400, 4000), max_size=3), max_size=4),
    found=st.dictionaries(st.sampled_from(SLUGS), st.integers(0, 50), max_size=10),
)
def test_any_facts_give_chances(
    kind: str, family: str, told: set[str], ages: dict[str, list[int]], found: dict[str, int]
) -> None:
    asked = {slug: [NOW - timedelta(days=age) for age in days] for slug, days in ages.items()}
    facts = RoundFacts(kind, role_family=family, told=told, asked_here=asked)
    chances = mix(facts, [Detection(slug, n, ()) for slug, n in found.items()]).p
    assert sum(chances.values()) == pytest.approx(1)
    assert all(0 < chance < 1 for chance in chances.values())
