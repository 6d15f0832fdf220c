"""A pack of questions as a file: what is read, what is refused with line and reason, and that writing loses nothing."""

from __future__ import annotations

import time
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltracker.domain.content import CodingEntry, PackEntry
from mltracker.domain.limits import PACK_BYTES
from mltracker.exchange.question_packs import parse, write
from mltracker.exchange.toml_text import table
from mltracker.store import content_load

TOPICS = ("nlp", "mlops")
SMALL = '[[question]]\nslug = "nlp-mine"\nprompt = "What is it?"\ntopic = "nlp"\n'
FULL = """# a comment
[[question]]
slug = "nlp-mine"
prompt = "What is it?"
topic = "nlp"
also = ["mlops"]
tags = ["Soon"]
rounds = ["ml-breadth"]
rubric = [{ text = "Says it", weight = "must" }]
follow_ups = [{ question = "And then?", answer = "This." }]
references = [{ title = "A book", isbn = "978-1" }]
review_by = 2027-11-01

[question.coding]
language = "sql"
starter = ""
solution = "SELECT 1"
schema = "CREATE TABLE t (x)"
expected = [[1, "a", 1.5, true]]
"""


def faults(text: str | bytes, *, complete: bool = False) -> list[str]:
    data = text if isinstance(text, bytes) else text.encode()
    pack = parse(data, topics=TOPICS, complete=complete)
    return [str(fault) for fault in pack.faults]


def with_(line: str) -> str:
    return SMALL + line + "\n"


def test_slug_prompt_and_topic_are_enough() -> None:
    pack = parse(SMALL.encode(), topics=TOPICS)
    (entry,) = pack.entries
    assert pack.faults == ()
    assert (entry.slug, entry.prompt, entry.topic) == ("nlp-mine", "What is it?", "nlp")
    assert (entry.category, entry.kind, entry.difficulty, entry.minutes) == ("theory", "concept", 3, 5)


def test_every_field_is_read() -> None:
    (entry,) = parse(b"\xef\xbb\xbf" + FULL.replace("\n", "\r\n").encode(), topics=TOPICS).entries
    assert (entry.also, entry.tags, entry.rounds) == (["mlops"], ["Soon"], ["ml-breadth"])
    assert entry.rubric[0].weight == "must"
    assert entry.coding is not None
    assert entry.coding.expected == [[1, "a", 1.5, True]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "there is no question in it; every question begins with [[question]]"),
        ("question = 3", "there is no question in it; every question begins with [[question]]"),
        ('[[question]]\nslug = "a', "line 2: this is not TOML: unterminated string at the end of the file"),
        (b"\xff\xfe[\x00[\x00", "line 1: this is not UTF-8 text; save the file as UTF-8"),
        (SMALL.encode() + b"answer = '\xe9'", "line 5: this is not UTF-8 text; save the file as UTF-8"),
        (SMALL + 'answer = "a\x00b"', "line 5: this is not TOML: illegal character '\\x00'"),
        (
            with_('answer = "a\\u0000b"'),
            "line 1, nlp-mine: answer: this text holds a null character that cannot be saved",
        ),
        (SMALL + "[[item]]\nx = 1", "'item' is not known; every question begins with [[question]]"),
        (SMALL.replace("nlp-mine", "NLP mine"), "line 1, NLP mine: slug: small letters, digits and single hyphens, such as my-first-question"),
        (SMALL.replace('topic = "nlp"', 'topic = "nlpp"'), "line 1, nlp-mine: there is no topic 'nlpp'"),
        (SMALL.replace('topic = "nlp"', ""), "line 1, nlp-mine: topic: this is needed"),
        ('[[question]]\ntopic = "nlp"', "line 1, question 1: slug: this is needed"),
        (SMALL + "\n" + SMALL, "line 6, nlp-mine: the slug stands in this file before"),
        (with_("hint = []"), "line 1, nlp-mine: hint: this is no field of a question"),
        (with_("difficulty = 9"), "line 1, nlp-mine: difficulty: this must be at most 5"),
        (with_('minutes = "soon"'), "line 1, nlp-mine: minutes: a whole number is needed here"),
        (with_('rounds = ["lunch"]'), "line 1, nlp-mine: rounds 1: choose one of: "),
        (with_('rubric = [{ text = "a", weight = "may" }]'), "line 1, nlp-mine: rubric 1 weight: choose one of: must, should or bonus"),
        (with_('references = [{ title = "A", url = "file:///etc/passwd" }]'), "line 1, nlp-mine: references 1 url: only http and https addresses can be kept here"),
        (with_('references = [{ title = "A", url = "http://a.example" }]'), "line 1, nlp-mine: references 1: a reference needs an https address or an ISBN"),
        (with_('part_of = "nlp-mine"'), "line 1, nlp-mine: it cannot be part of itself"),
        (with_('answer = "<img src=\'file:///canary.png\'>"'), "line 1, nlp-mine: HTML such as <img> is shown as text; put it in backticks if it is meant so"),
        (with_('answer = "![x](https://a.example/x.png)"'), "line 1, nlp-mine: images are not shown; describe what they show"),
        (with_('short_answer = "[x](javascript:alert(1))"'), "line 1, nlp-mine: a link leads to 'javascript:alert(1'; only http, https and mailto are opened"),
        (with_('coding = { language = "python", starter = "", solution = "x", tests = "x" }'), "line 1, nlp-mine: coding: a coding question needs doctest cases in tests"),
        (with_('coding = { language = "sql", starter = "", solution = "x", schema = "y", expected = [[2026-01-01]] }'), "line 1, nlp-mine: coding expected 1 1 "),
        (with_('coding = { language = "sql", starter = "", solution = "x", schema = "y", expected = [[nan]] }'), "line 1, nlp-mine: coding expected 1 1 "),
        (with_(f'answer = "{"a" * 20_001}"'), "line 1, nlp-mine: answer: this is 20,001 characters long; 20,000 fit here"),
        (with_(f"minutes = {'9' * 5_000}"), "this is not TOML: exceeds the limit (4300 digits)"),
    ],
)  # fmt: skip
def test_a_faulty_pack_is_refused_with_line_question_and_reason(text: str | bytes, said: str) -> None:
    found = faults(text)
    assert found
    assert found[0].startswith(said), found[0]


def test_each_fault_of_each_question_is_told_in_the_order_of_the_file() -> None:
    text = '[[question]]\nslug = "a b"\nprompt = 3\n\n[[question]]\nslug = "nlp-x"\nprompt = "q"\ntopic = "x"\nalso = ["y"]\n'
    assert [fault.split(":")[0] for fault in faults(text)] == [
        "line 1, a b",
        "line 1, a b",
        "line 1, a b",
        "line 5, nlp-x",
        "line 5, nlp-x",
    ]


def test_a_heading_inside_a_text_only_costs_the_line_numbers() -> None:
    text = SMALL + "answer = '''\n[[question]]\n'''\n" + SMALL.replace("nlp-mine", "N")
    assert faults(text)[0].startswith("N: slug")


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 100_000,
        "a = " + "{b=" * 100_000,
        "x" + ".x" * 400_000 + " = 1",
        "[" + "x . " * 400_000 + "x]",
        'a = { "x"' + " .'y'" * 300_000 + " = 1}",
        "x" * 3_000_000 + "." * 100,
        "a = '" + "." * 3_000_000,
    ],
)
def test_a_file_made_to_keep_the_reader_busy_is_refused_at_once(text: str) -> None:
    started = time.process_time()
    assert faults(text)
    assert time.process_time() - started < 2


def test_ten_megabytes_are_refused_unread() -> None:
    (fault,) = faults(SMALL.encode() + b"#" * 10_000_000)
    assert fault == "the file is too big; a pack of up to 4 MB can be read"
    assert PACK_BYTES == 4_000_000


def test_thousands_of_questions_are_too_many() -> None:
    text = "".join(SMALL.replace("nlp-mine", f"nlp-{n}") for n in range(2_001))
    assert faults(text) == ["2,001 questions are too many for one pack; 2,000 can be read"]


def test_words_that_look_like_tags_to_nobody_else_are_fine() -> None:
    fine = "The `<img>` tag, <s>, <pad> and List<int>; a < b; <https://a.example>; e.g. a.b.c.d.\n\n```html\n<script>\n```\n"
    assert faults(with_(f"answer = '''\n{fine}'''")) == []


def test_a_complete_question_is_asked_for_everything() -> None:
    found = " ".join(faults(SMALL, complete=True))
    for name in ("why_asked", "rubric", "pitfalls", "follow_ups", "references", "rounds"):
        assert f"{name}: this is needed" in found
    assert "tags" in " ".join(faults(FULL, complete=True))


def test_the_shipped_questions_come_back_as_they_were() -> None:
    shipped = content_load.shipped_questions()[::7]
    topics = {slug for entry in shipped for slug in (entry.topic, *entry.also)}
    pack = parse(write(shipped).encode(), topics=topics, complete=True)
    assert pack.faults == ()
    assert list(pack.entries) == shipped


TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)
LINES = st.text(alphabet="ab'\"\\\n\r\t#[]={} é\x7f\u2028", max_size=40)
WORDS = st.one_of(TEXT, LINES)


@given(prompt=WORDS, answer=WORDS, lines=st.lists(WORDS, max_size=3), code=WORDS)
def test_whatever_is_written_is_read_again(prompt: str, answer: str, lines: list[str], code: str) -> None:
    values = {
        "slug": "nlp-mine",
        "topic": "nlp",
        "prompt": prompt.strip() or "?",
        "answer": answer,
        "pitfalls": [line for line in lines if line.strip()],
        "rubric": [{"text": line, "weight": "must"} for line in lines if line.strip()],
        "coding": CodingEntry.model_validate(
            {"language": "python", "starter": code, "solution": "x", "tests": f">>> 1\n{code}"}
        ),
    }
    entry = PackEntry.model_validate(values)
    kept = parse(write([entry]).encode(), topics=TOPICS)
    assert [
        fault for fault in kept.faults if "shown" not in fault.reason and "link" not in fault.reason
    ] == []
    assert kept.entries == (entry,)


def test_a_table_refuses_what_toml_has_no_word_for() -> None:
    assert tomllib.loads(table("a", {"b": [True, 1, 2.5, "c"], "d": {"e": "f"}})) == {
        "a": {"b": [True, 1, 2.5, "c"], "d": {"e": "f"}}
    }
    with pytest.raises(TypeError):
        table("a", {"b": None})
