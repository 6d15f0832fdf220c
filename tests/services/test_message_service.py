"""Letters from real data: what they are filled in with, and what logging one settles."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from mltracker.domain.applications import ContactDraft
from mltracker.domain.errors import InvalidInput, NotFound
from mltracker.domain.interviews import DebriefDraft
from mltracker.domain.messages import gaps
from mltracker.services import (
    applications,
    asks,
    checklists,
    contacts,
    debrief,
    interviews,
    messages,
    preferences,
    reminders,
    today,
)
from mltracker.services.context import Context
from mltracker.services.messages import Letter, SentDraft
from tests.conftest import NOW, FakeClock
from tests.services.cases import DAY, PAST, TODAY, applied, asked, booked


def person(ctx: Context, application_id: int, name: str = "Rowan Ellery", **more: Any) -> None:
    relation, interview_id = more.pop("relation", "recruiter"), more.pop("interview_id", None)
    draft = ContactDraft.make(name=name, **more)
    contacts.add_contact(
        ctx, draft, application_id=application_id, relation=relation, interview_id=interview_id
    )


def missing(letter: Letter) -> set[str]:
    return set(gaps(letter.text, letter.text))


def sent(letter: Letter, **more: Any) -> SentDraft:
    values = {
        "slug": letter.slug,
        "application_id": letter.application_id,
        "interview_id": letter.interview_id,
        "subject": letter.text.subject,
        "body": letter.text.body,
    }
    return SentDraft.make(**(values | more))


def test_a_thank_you_note_is_filled_in_from_the_round_its_people_and_its_debrief(ctx: Context) -> None:
    preferences.change(ctx, my_name="Ash Varga")
    row = booked(ctx, starts_at=PAST, zone="America/New_York")
    person(ctx, row.application_id, "Quinn Tarrow")
    person(ctx, row.application_id, interview_id=row.id, relation="interviewer", email="rowan@x.example")
    asked(ctx, row.id, "How do you evaluate a ranker offline?")
    assert missing(messages.prepare(ctx, "thank-you", row.application_id)) == {"[one thing from the talk]"}
    debrief.finish(ctx, row.id, DebriefDraft.make(notes="Their ranker is trained weekly\nAsk about on-call"))
    letter = messages.prepare(ctx, "thank-you", row.application_id)
    assert missing(letter) == set()
    assert letter.text.body == (
        "Hi Rowan,\n\n"
        "Thank you for taking the time on Monday, November 30 to talk with me about the ML Engineer role.\n\n"
        "One thing I have kept thinking about: Their ranker is trained weekly\n\n"
        "If anything I said should be clearer, just ask. I would be glad to take the next step.\n\n"
        "Best,\nAsh Varga"
    )
    assert [(one.name, one.email) for one in letter.recipients] == [
        ("Rowan Ellery", "rowan@x.example"),
        ("Quinn Tarrow", ""),
    ]
    assert letter.facts == (
        "Their ranker is trained weekly",
        "Ask about on-call",
        "How do you evaluate a ranker offline?",
    )


def test_what_was_noted_before_a_round_is_not_written_to_them(ctx: Context) -> None:
    row = booked(ctx, starts_at=PAST, notes="Reception is on the second floor")
    letter = messages.prepare(ctx, "thank-you", row.application_id)
    assert "Reception" not in letter.text.body
    assert letter.facts == ()


def test_what_they_answered_is_offered_too(ctx: Context) -> None:
    row = booked(ctx, starts_at=PAST)
    planned, _ = asks.plan(ctx, row.id, asks.bank(ctx)[0].id)
    asks.answer(ctx, planned, "Four engineers and one researcher", "good")
    assert messages.prepare(ctx, "decline", row.application_id).facts == (
        "Four engineers and one researcher",
    )


def test_a_date_is_the_one_the_letter_speaks_of(ctx: Context) -> None:
    row = booked(ctx, applied(ctx, applied_on=TODAY - 20 * DAY).id, starts_at=PAST)
    debrief.finish(ctx, row.id, DebriefDraft.make(reply_expected_on=TODAY))
    ahead = booked(ctx, row.application_id, starts_at=NOW + 3 * DAY)
    offer = applied(ctx, "Quillmere", stage="offer", deadline_on=date(2027, 1, 4))
    said = {
        slug: messages.prepare(ctx, slug, row.application_id)
        for slug in ("check-in", "nudge", "reschedule", "withdraw", "accept", "more-time")
    }
    assert "on Wednesday, November 11 and" in said["check-in"].text.body
    assert "by Tuesday, December 1." in said["nudge"].text.body
    assert said["nudge"].interview_id == said["withdraw"].interview_id == row.id
    assert said["reschedule"].interview_id == ahead.id
    assert said["reschedule"].text.subject == "Could we move our interview on Friday, December 4?"
    assert "[date]" in missing(said["accept"]) & missing(said["more-time"])
    assert "by Monday, January 4, 2027." in messages.prepare(ctx, "counter", offer.id).text.body
    assert "[which round]" in missing(messages.prepare(ctx, "nudge", offer.id))
    assert "[which round]" in missing(messages.prepare(ctx, "reschedule", offer.id))


def test_unknown_letters_applications_and_rounds_are_refused(ctx: Context) -> None:
    row = booked(ctx)
    for words in (("love", row.application_id), ("nudge", 99), ("nudge", row.application_id, 99)):
        with pytest.raises(NotFound):
            messages.prepare(ctx, *words)  # type: ignore[arg-type]
    assert [letter.slug for letter in messages.letters()][:2] == ["check-in", "thank-you"]


def test_a_logged_letter_is_an_e_mail_in_the_timeline(ctx: Context) -> None:
    row = booked(ctx, starts_at=PAST)
    letter = messages.prepare(ctx, "thank-you", row.application_id)
    messages.log(ctx, sent(letter, to="rowan@x.example", body="Thanks"))
    (note,) = applications.detail(ctx, row.application_id).notes
    assert (note.kind, note.interview_id, note.happened_at) == ("email", row.id, NOW)
    assert note.body == "Thank you for the conversation\nTo rowan@x.example\n\nThanks"
    with pytest.raises(InvalidInput) as caught:
        sent(letter, subject=" ", body=" ", again_in=0)
    assert set(caught.value.fields) == {"subject", "body", "again_in"}


def test_logging_thanks_ticks_the_item_and_undo_takes_both_back(ctx: Context) -> None:
    row = booked(ctx, starts_at=PAST)
    debrief.finish(ctx, row.id, DebriefDraft.make())
    assert [action.letter for action in today.overview(ctx).actions] == ["thank-you"]
    messages.log(ctx, sent(messages.prepare(ctx, "thank-you", row.application_id, row.id)))
    assert today.overview(ctx).actions == ()
    done = [item.text for item in checklists.items(ctx, row.id) if item.done_at == NOW]
    assert any(text.startswith("Thank those you met") for text in done)
    assert ctx.undo() == "Log an e-mail to Fernhollow Labs"
    assert [action.letter for action in today.overview(ctx).actions] == ["thank-you"]
    assert applications.detail(ctx, row.application_id).notes == ()


def test_logging_a_nudge_settles_the_follow_up_and_the_reply_until_it_is_time_again(
    ctx: Context, clock: FakeClock
) -> None:
    row = booked(ctx, applied(ctx, follow_up_on=TODAY).id, starts_at=PAST - 7 * DAY)
    debrief.finish(ctx, row.id, DebriefDraft.make(reply_expected_on=TODAY))
    assert [action.letter for action in today.overview(ctx).actions] == ["nudge", "nudge"]
    messages.log(ctx, sent(messages.prepare(ctx, "nudge", row.application_id), again_in=7))
    assert today.overview(ctx).actions == ()
    assert reminders.plan(ctx).due(NOW) == ()
    assert applications.row(ctx, row.application_id).follow_up_on == TODAY + 7 * DAY
    clock.advance(days=7)
    assert [action.letter for action in today.overview(ctx).actions] == ["nudge"]
    ctx.undo()
    clock.advance(days=-7)
    assert len(today.overview(ctx).actions) == 2


def test_a_follow_up_that_is_not_due_stays(ctx: Context) -> None:
    row = applied(ctx, follow_up_on=TODAY + 3 * DAY, follow_up_note="After the holidays")
    messages.log(ctx, sent(messages.prepare(ctx, "check-in", row.id)))
    after = applications.row(ctx, row.id)
    assert (after.follow_up_on, after.follow_up_note) == (TODAY + 3 * DAY, "After the holidays")


def test_a_take_home_is_dated_by_when_it_was_due(ctx: Context) -> None:
    values = {"round_kind": "take-home", "starts_at": None, "due_at": NOW - timedelta(hours=30)}
    row = booked(ctx, **values)
    interviews.set_status(ctx, row.id, "done")
    letter = messages.prepare(ctx, "thank-you", row.application_id)
    assert "on Monday, November 30" in letter.text.body
