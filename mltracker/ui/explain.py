"""Readiness, recommendations and evidence in plain words, from their data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from mltracker.domain.factors import Factor
from mltracker.domain.interviews import InterviewRow
from mltracker.domain.outlook import AfterPractice, WayThere
from mltracker.domain.readiness import Readiness
from mltracker.domain.topic_mix import TopicShare
from mltracker.domain.topic_readiness import TopicReadiness
from mltracker.services.recommendations import RecommendedQuestion
from mltracker.ui.paint import BarValues, Sign
from mltracker.ui.words import days_between, fine_points, home_zone, likely, minutes, one_in, percent, tr
from mltracker.ui.zones import there_words

FORMAT_ICONS = {"video": "video", "phone": "phone", "onsite": "onsite", "async": "async"}
RISE, FALL = "arrow-up", "arrow-down"


def bar(ready: Readiness, *, target: bool = True) -> BarValues:
    """What a readiness bar draws."""
    little = ready.label == "little-data"
    return BarValues(ready.mean, ready.low, ready.high, ready.target if target else None, little)


def topic_bar(topic: TopicReadiness, target: float | None = None) -> BarValues:
    """What a topic's bar draws."""
    return BarValues(topic.mean, topic.low, topic.high, target, topic.little_data)


def verdict(ready: Readiness) -> Sign:
    """The word beside the number, with its sign."""
    gap = max(1, round(100 * (ready.target - ready.low)))
    to_go = tr("1 point to go") if gap == 1 else tr("%n points to go", gap)
    distance = Sign(
        "target",
        f"{tr('Ready when the low end reaches {0}').format(percent(ready.target))}: {to_go}",
        "muted",
    )
    words = {
        "ready": Sign("done", tr("Ready"), "good"),
        "on-course": distance,
        "not-yet": distance,
        "little-data": Sign("info", tr("Little data: a few answers make this figure mean more"), "muted"),
    }
    return words[ready.label]


def factor_words(factor: Factor, titles: Mapping[str, str]) -> str:
    """One reason in a sentence, without its points."""
    topic, up = titles.get(factor.topic or "", factor.topic or ""), factor.direction == "raises"
    shift = tr("Interviews usually run a little harder than practice")
    if factor.count:
        shift = tr("Interviews so far against practice, from %n answers", factor.count)
    return {
        "forgetting": tr("{0}: last practiced {1}").format(topic, ago(factor.days or 0)),
        "never-practiced": tr("{0}: not practiced yet").format(topic),
        "recent-good": (
            tr("{0}: a good answer in two weeks")
            if factor.count == 1
            else tr("{0}: %n good answers in two weeks", factor.count)
        ).format(topic),
        "recent-weak": (
            tr("{0}: an answer that did not hold in two weeks")
            if factor.count == 1
            else tr("{0}: %n answers that did not hold in two weeks", factor.count)
        ).format(topic),
        "self-rating": tr("{0}: you rated yourself {1} of 5").format(topic, factor.count),
        "interview-shift": shift,
        "lenient-grades": tr(
            "Your grades run kinder than the points you tick, from %n answers", factor.count
        ),
        "unticked-grades": _unticked_words(factor),
        "posting": tr("The posting speaks of it") if up else tr("The posting speaks of other topics"),
        "told": tr("They said that it comes up") if up else tr("They named other topics"),
        "asked-here": tr("Asked here before") if up else tr("Asked about other topics here before"),
        "asked-elsewhere": tr("Asked in such rounds elsewhere")
        if up
        else tr("Such rounds elsewhere asked about other topics"),
        "popularity": tr("Asked more often than others of its topic, by our estimate")
        if up
        else tr("Asked less often than others of its topic, by our estimate"),
        "grip": tr("{0} is weaker than your other topics").format(topic)
        if up
        else tr("{0} is stronger than your other topics").format(topic),
        "remembered": tr("You still remember some of it, last seen {0}").format(ago(factor.days or 0)),
        "last-day": tr("What is new on the last day stays less well"),
    }[factor.kind]


def mean_factors(ready: Readiness) -> tuple[Factor, ...]:
    """The reasons of the figure itself; what is in its range alone stands in its evidence."""
    return tuple(factor for factor in ready.factors if factor.kind != "unticked-grades")


def certainty_words(factor: Factor) -> str:
    """How sure a reason is, in a word or two."""
    words = {"high": tr("well supported"), "medium": tr("some evidence"), "low": tr("little evidence")}
    return words[factor.certainty]


def factor_lines(factors: Sequence[Factor], titles: Mapping[str, str]) -> str:
    """Reasons as lines for a tooltip: words, signed points, how sure."""
    return "\n".join(
        f"{fine_points(factor.points)}  {factor_words(factor, titles)} ({certainty_words(factor)})"
        for factor in factors
    )


def factor_icon(factor: Factor) -> tuple[str, str]:
    """The arrow of a reason, and the role of its color."""
    return (RISE, "good") if factor.points > 0 else (FALL, "warn")


def ago(days: int) -> str:
    """How long ago: "today", "yesterday", "23 days ago"."""
    if days <= 0:
        return tr("today")
    return tr("yesterday") if days == 1 else tr("%n days ago", days)


def evidence(ready: Readiness, now: datetime | None) -> str:
    """What a readiness stands on: "From 31 answers; 22 of 48 questions seen, oldest 23 days ago.".

    And how far its range makes allowance for grades that nothing checks. Without `now`, of one that is over, not how
    long ago.
    """
    answers = sum(topic.answers for topic in ready.topics)
    seen, questions = sum(t.seen for t in ready.topics), sum(t.questions for t in ready.topics)
    oldest = min((t.oldest_at for t in ready.topics if t.oldest_at), default=None)
    words = tr("From %n answers", answers) + tr("; {0} of {1} questions seen").format(seen, questions)
    if oldest is not None and now is not None:
        words += tr(", oldest {0}").format(ago(days_between(oldest, now)))
    allowances = (factor for factor in ready.factors if factor.kind == "unticked-grades")
    return " ".join((words + ".", *(_unticked_words(factor) + "." for factor in allowances)))


def _unticked_words(factor: Factor) -> str:
    """That hardly a rubric was ticked, and what this does to the range."""
    lead = tr("Rubrics ticked for %n answers only", factor.count)
    if factor.count <= 1:
        lead = tr("A rubric ticked for 1 answer only") if factor.count else tr("No rubric ticked yet")
    points = max(1, round(-factor.points))
    lower = tr("1 point") if points == 1 else tr("%n points", points)
    return tr("{0}, so grades may be too kind: the range begins {1} lower").format(lead, lower)


def topic_evidence(topic: TopicReadiness, now: datetime) -> str:
    """How many of a topic's questions were seen, and how long ago the oldest of them: "2 of 7, 23 days"."""
    if topic.little_data:
        return (
            tr("little data: 1 answer")
            if topic.answers == 1
            else tr("little data: %n answers", topic.answers)
        )
    words = tr("{0} of {1}").format(topic.seen, topic.questions)
    days = days_between(topic.oldest_at, now) if topic.oldest_at is not None else None
    if days is None:
        return words
    return f"{words}, " + (tr("today") if days < 1 else tr("1 day") if days == 1 else tr("%n days", days))


def reason_words(item: RecommendedQuestion, on: datetime | None, *, over: bool = False) -> str:
    """Why a question is recommended, in one line: first what practicing it is worth, last what may be cut.

    Of a round that is over only what spoke for the question: practicing it is worth nothing to that round.
    """
    if over:
        asked = any(reason.kind == "asked" for reason in item.reasons) and item.p_asked > 0
        odds = [tr("our estimate: {0} rounds ask it").format(one_in(item.p_asked))] if asked else []
        return "; ".join([*_known_words(item.factors), *odds])
    when = tr(" by {0}").format(f"{on.astimezone(home_zone()):%a}") if on is not None else ""
    parts = [
        tr("you: {0} to {1}{2}").format(percent(item.p_now), percent(item.p_after), when),
        minutes(item.minutes),
    ]
    parts.extend(_known_words(item.factors))
    for reason in item.reasons:
        if reason.kind == "pinned":
            parts.append(tr("pinned"))
        elif reason.kind == "asked" and item.p_asked > 0:
            parts.append(tr("our estimate: {0} rounds ask it").format(one_in(item.p_asked)))
        elif reason.kind == "drill":
            parts.append(tr("one step of a longer question"))
        elif reason.kind == "new":
            parts.append(tr("not practiced yet"))
        elif reason.kind == "missed":
            parts.append(tr("did not hold {0}").format(ago(int(reason.value or 0))))
        elif reason.kind == "faded":
            parts.append(tr("last seen {0}").format(ago(int(reason.value or 0))))
    return "; ".join(parts)


def _known_words(factors: Sequence[Factor]) -> Iterator[str]:
    """What is known of its topic in this round, beyond our estimate."""
    raising = {factor.kind: factor for factor in factors if factor.direction == "raises"}
    if "told" in raising:
        yield tr("topic announced")
    if "asked-here" in raising:
        yield tr("topic asked here {0}").format(ago(raising["asked-here"].days or 0))


def share_words(share: TopicShare) -> str:
    """Where a topic's share comes from: the posting's phrases, what was told, what was asked; else our estimate."""
    parts = []
    if share.told:
        parts.append(tr("they said so"))
    if share.phrases:
        quoted = ", ".join(f"“{phrase}”" for phrase in share.phrases[:3])
        parts.append(tr("posting mentions {0}").format(quoted))
    if share.asked_here_at:
        parts.append(tr("asked here in {0}").format(f"{share.asked_here_at[0]:%B}"))
    if share.times_elsewhere:
        parts.append(tr("asked in %n such rounds elsewhere", share.times_elsewhere))
    return "; ".join(parts) if parts else tr("our estimate, {0}").format(one_in(share.p))


def practice_words(step: AfterPractice) -> str:
    """How much practice is meant: "5 questions, 34 min", "nothing more"."""
    if not step.questions:
        return tr("nothing more")
    count = tr("1 question") if step.questions == 1 else tr("%n questions", step.questions)
    return f"{count}, {minutes(step.minutes)}"


def step_words(before: AfterPractice, after: AfterPractice) -> str:
    """Where practice leads: "56% to 63%, likely 48 to 76%"; without practice only where it stands."""
    range_ = likely(after.low, after.high)
    if not after.questions:
        return f"{percent(after.mean)}, {range_}"
    return tr("{0} to {1}, {2}").format(percent(before.mean), percent(after.mean), range_)


def way_words(way: WayThere, row: InterviewRow) -> str:
    """Where practice leads: "20 minutes a night gets you to about 61% by Thursday"; of one night only "now"."""
    if way.nights == 1:
        return tr("{0} minutes now get you to about {1}").format(way.minutes, percent(way.mean))
    when = f"{row.at.astimezone(home_zone()):%A}" if row.at else tr("then")
    return tr("{0} minutes a night gets you to about {1} by {2}").format(way.minutes, percent(way.mean), when)


def round_words(row: InterviewRow, titles: Mapping[str, str]) -> str:
    """A round by its own name or its kind, with its place in the process: "ML breadth, round 3 of 5"."""
    title = row.label or titles[row.round_kind]
    return (
        title
        if row.round_count < 2
        else tr("{0}, round {1} of {2}").format(title, row.round_number, row.round_count)
    )


def zone_words(row: InterviewRow) -> str:
    """The start on the clock of the place, where it differs from the user's: "08:00 in New York, where they are"."""
    words = there_words(row.starts_at, row.zone) if row.starts_at is not None else ""
    return tr("{0}, where they are").format(words) if words else ""
