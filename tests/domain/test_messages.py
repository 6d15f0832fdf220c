"""Letters: what is filled in, what stays marked, and links that hold nothing but a letter."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltracker.domain import messages
from mltracker.domain.content import MESSAGE_FIELDS
from mltracker.domain.errors import InvalidInput
from mltracker.domain.messages import MARKS, LetterText
from mltracker.services import catalog
from mltracker.ui.text import is_safe_link

LETTERS = {letter.slug: letter for letter in catalog.messages()}
VALUES = {field: f"the {field}" for field in MESSAGE_FIELDS}


@pytest.mark.parametrize("slug", LETTERS)
def test_every_letter_is_filled_in_whole_or_marked(slug: str) -> None:
    letter = LETTERS[slug]
    text = messages.filled(letter, VALUES)  # type: ignore[arg-type]
    assert not set(messages.gaps(text, text)) & set(MARKS.values())
    empty = messages.filled(letter, {})
    used = {MARKS[field] for field in MESSAGE_FIELDS if f"{{{field}}}" in letter.subject + letter.body}
    assert set(messages.gaps(empty, empty)) >= used
    assert messages.filled(letter, {"contact": "  "}) == empty


def test_values_are_text_and_nothing_else() -> None:
    text = messages.filled(LETTERS["thank-you"], {"contact": "{name} {0} %s\n<b>", "role": "C++ {role!r}"})
    assert "{name} {0} %s <b>" in text.body
    assert "C++ {role!r}" in text.body


def test_lines_for_the_writer_are_open_until_something_stands_there() -> None:
    start = messages.filled(LETTERS["reschedule"], VALUES)  # type: ignore[arg-type]
    assert messages.gaps(start, start) == ("-",)
    some = LetterText(start.subject, start.body.replace("-\n-\n-", "- Friday at 10\n-\n-"))
    assert messages.gaps(start, some) == ("-",)
    done = LetterText(start.subject, start.body.replace("-\n-\n-", "- Friday at 10"))
    assert messages.gaps(start, done) == ()
    counter = messages.filled(LETTERS["counter"], VALUES)  # type: ignore[arg-type]
    assert len(messages.gaps(counter, counter)) == 2
    written = counter.body.replace("base salary of:", "base salary of: 180,000 USD").replace(
        "help instead:", "help instead:\na sign-on bonus"
    )
    assert messages.gaps(counter, LetterText(counter.subject, written)) == ()
    # a colon of one's own is no gap
    own = LetterText(counter.subject, written + "\n\nTwo questions:\n")
    assert messages.gaps(counter, own) == ()


def test_another_recipient_changes_the_greeting_only() -> None:
    text = messages.filled(LETTERS["thank-you"], {"contact": "Ed", "fact": "what Ed said of Edges"})
    other = messages.greeting(text, "Ed", r"A\1")
    assert other.body.startswith("Hi A\\1,\n")
    assert "what Ed said of Edges" in other.body
    assert messages.greeting(text, "Rowan", "Ash") == text
    marked = messages.filled(LETTERS["thank-you"], {})
    assert messages.greeting(marked, MARKS["contact"], "Ash").body.startswith("Hi Ash,")
    own = LetterText("", "Dear team of Edges,\n\nEd said so")
    assert messages.greeting(own, "Ed", "Ash") == own


def test_a_mark_is_filled_wherever_it_stands() -> None:
    text = messages.filled(LETTERS["reschedule"], {})
    assert messages.gaps(text, text)
    done = messages.swapped(text, MARKS["date"], "Friday")
    assert MARKS["date"] not in done.subject + done.body
    assert messages.swapped(text, "", "Ash") == text


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Rowan Ellery", "Rowan"),
        ("Dr. Ash Varga", "Dr. Ash Varga"),
        ("prof Varga", "prof Varga"),
        ("Lin", "Lin"),
        ("", ""),
    ],
)
def test_letters_greet_by_the_first_name(name: str, said: str) -> None:
    assert messages.first_name(name) == said


def test_days_are_said_as_in_a_letter() -> None:
    assert messages.letter_date(date(2026, 12, 3), date(2026, 12, 1)) == "Thursday, December 3"
    assert messages.letter_date(date(2027, 1, 4), date(2026, 12, 1)) == "Monday, January 4, 2027"


@pytest.mark.parametrize(
    "to",
    [
        "",
        "rowan",
        "rowan@fernhollow",
        "a@b@c.example",
        "a@b.example, c@d.example",
        "a@b.example?cc=c@d.example",
        "a@b.example&bcc=c@d.example",
        "<a@b.example>",
        "a b@c.example",
        "a@b.example\nBcc: c@d.example",
        "a:b@c.example",
        'a"b@c.example',
        "a@b.example\u202e",
    ],
)
def test_only_one_plain_address_is_written_to(to: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        messages.mail_link(to, LetterText("Hello", "Hi"))
    assert list(caught.value.fields) == ["to"]


texts = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60)


@given(texts, texts)
def test_a_link_holds_the_letter_and_can_add_nothing_to_it(subject: str, body: str) -> None:
    link = messages.mail_link(" rowan+jobs@fernhollow.example ", LetterText(subject, body))
    assert is_safe_link(link.url)
    parts = urlsplit(link.url)
    assert (parts.scheme, unquote(parts.path), parts.fragment) == (
        "mailto",
        "rowan+jobs@fernhollow.example",
        "",
    )
    fields = parse_qs(parts.query, keep_blank_values=True, strict_parsing=True, max_num_fields=2)
    assert fields["subject"] == [subject]
    if link.whole:
        assert fields["body"] == [body.replace("\n", "\r\n")]


def test_a_letter_too_long_for_a_link_keeps_its_subject() -> None:
    link = messages.mail_link("a@b.example", LetterText("Hello", "word " * 600))
    assert link.url == "mailto:a@b.example?subject=Hello"
    assert not link.whole


@pytest.mark.parametrize(
    "url",
    [
        "mailto:a@b.example?cc=c@d.example",
        "mailto:a@b.example?subject=Hi&attach=/etc/passwd",
        "mailto:a@b.example?subject=Hi&subject=Ho",
        "mailto:a@b.example?Subject=Hi&to=c@d.example",
        "mailto:a@b.example?",
        "mailto:a@b.example?subject",
        "mailto:a@b.example,c@d.example?subject=Hi",
        "mailto:a@b.example?subject=Hi#x",
    ],
)
def test_other_mail_links_are_not_safe(url: str) -> None:
    assert not is_safe_link(url)
