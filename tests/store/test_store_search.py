"""Full-text search: prefixes, the best first, accents, and whatever a user may type."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, text, update

from mltracker.services.context import Context
from mltracker.store import search
from mltracker.store.tables import MyAnswer, Question, QuestionTag, Tag, Topic


def add(ctx: Context, prompt: str, **more: str) -> int:
    """A question with its texts, own answer and tag; returns its id."""
    own, tag = more.pop("own", ""), more.pop("tag", "")
    with ctx.write("Add") as session:
        topic = session.query(Topic).first()
        if topic is None:
            topic = Topic(slug="t", area="a", position=0)
            session.add(topic)
            session.flush()
        row = Question(topic_id=topic.id, category="ml", kind="short", prompt=prompt, **more)
        session.add(row)
        session.flush()
        if own:
            session.add(MyAnswer(question_id=row.id, body=own))
        if tag:
            found = session.query(Tag).filter_by(name_key=tag).first() or Tag(name=tag, name_key=tag)
            session.add(found)
            session.flush()
            session.add(QuestionTag(question_id=row.id, tag_id=found.id))
        session.flush()
        return int(row.id)


def find(ctx: Context, typed: str) -> list[int]:
    with ctx.read() as session:
        return search.matching_questions(session, typed)


def test_every_text_of_a_question_is_searched(bare: Context) -> None:
    texts = {
        "prompt": add(bare, "alphaword"),
        "short": add(bare, "p", short_answer="betaword"),
        "answer": add(bare, "p", answer="gammaword"),
        "how": add(bare, "p", how_to_answer=["say deltaword"]),
        "own": add(bare, "p", own="epsilonword"),
        "tag": add(bare, "p", tag="zetaword"),
    }
    words = ["alphaword", "betaword", "gammaword", "deltaword", "epsilonword", "zetaword"]
    assert [find(bare, word) for word in words] == [[key] for key in texts.values()]


def test_the_beginning_of_a_word_is_enough_and_the_middle_is_not(bare: Context) -> None:
    key = add(bare, "Explain regularization")
    for typed in ("r", "re", "reg", "REGUL", "regularization", "expl reg", "reg expl"):
        assert find(bare, typed) == [key], typed
    for typed in ("gularization", "regularizations", "reg dropout"):
        assert find(bare, typed) == [], typed


def test_the_prompt_counts_more_than_an_answer_and_often_more_than_once(bare: Context) -> None:
    filler = "and a long text about other things " * 3
    in_answer = add(bare, "About something", answer=f"dropout {filler}")
    in_short = add(bare, "About it", short_answer="dropout", answer=filler)
    in_prompt = add(bare, "What is dropout?", answer=filler)
    often = add(bare, "Something else", answer="dropout dropout dropout dropout")
    add(bare, "Unrelated", answer=filler)
    assert find(bare, "dropout") == [in_prompt, often, in_short, in_answer]


def test_sharp_s_and_umlauts_are_found_however_they_are_typed(bare: Context) -> None:
    street, miller = add(bare, "Wo liegt die Straße?"), add(bare, "Wer ist Frau Müller?")
    other, fuel, full = add(bare, "Ein Fluss"), add(bare, "What is fuel?"), add(bare, "What is full?")
    pot, joerg = add(bare, "A pot of potential"), add(bare, "Wer ist Joerg?")
    for typed, found in {
        "strasse": [street],
        "strass": [street],
        "STRASSE": [street],
        "STRAẞE": [street],
        "straße": [street],
        "fluß": [other],
        "mueller": [miller],
        "muller": [miller],
        "müller": [miller],
        "frau mue": [],
        "mueller frau": [miller],
        "fuel": [fuel],  # what is found as typed is what was meant
        "full": [full],
        "poet": [],  # nor is anything else
        "pot": [pot],
        "poeta pot": [],
        "jörg": [joerg],
        "joerg wer": [joerg],
        "jorg": [],
    }.items():
        assert find(bare, typed) == found, typed


HOSTILE = ['"', "*", "NEAR(", "NEAR(a b)", "-", "-a", "^a", "a OR b", "a:b", "prompt:a", "{a}", "(", ")", "'", "a'b",
     "%", "a AND", "NOT a", "+", ";--", "\\", "\x00", "\ud800", "a\ud800b", "🙂", "?", ":a", "_", "__", "＊",
     "a " * 5_000, "a" * 10_000, "é" * 10_000, '"' * 10_000, "٣", "²", "ﬁ", "ǅ"]  # fmt: skip


def test_whatever_is_typed_is_words_and_never_an_error(bare: Context) -> None:
    add(bare, "some other text")
    for typed in HOSTILE:
        assert find(bare, typed) == [], ascii(typed[:9])
        assert find(bare, f"some {typed[:200]}") in ([], [1]), ascii(typed[:9])
    with bare.read() as session:
        assert search.in_step(session)


def test_a_text_without_words_finds_nothing(bare: Context) -> None:
    add(bare, "some text")
    for typed in ("", " ", "\n\t", '"', "*", "-", "_", "()"):
        assert find(bare, typed) == [], typed


def test_operators_mean_nothing(bare: Context) -> None:
    key = add(bare, "near dropout")
    for typed in ('"dropout"', "-dropout", "dropout*", "NEAR dropout", "_ dropout", "near_dropout"):
        assert find(bare, typed) == [key], typed


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("Résumé étude", "resume"),
        ("resume", "résumé"),
        ("Résumé", "re\u0301sume\u0301"),
        ("re\u0301sume\u0301", "résumé"),
        ("Überanpassung", "uberan"),
        ("ÜBER", "über"),
        ("Ångström", "angstro"),
        ("漢字", "漢"),
        ("модель", "МОД"),
    ],
)
def test_accents_and_case_do_not_matter(bare: Context, stored: str, typed: str) -> None:
    keys = [add(bare, stored), add(bare, "p", how_to_answer=[stored]), add(bare, "p", own=stored)]
    assert sorted(find(bare, typed)) == keys


def test_a_broad_word_gives_the_best_and_not_everything(bare: Context) -> None:
    old_and_best = add(bare, "first", answer="common word")
    with bare.write_unrecorded() as session:
        columns = ", ".join(f'"{c.name}"' for c in Question.__table__.columns if c.name not in ("id", "slug"))
        many = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {search.CANDIDATES + 200})"
        session.execute(text(f"{many} INSERT INTO question ({columns}) SELECT {columns} FROM question, n"))
    with bare.write("Best") as session:
        session.execute(update(Question).where(Question.id == old_and_best).values(prompt="common"))
    found = find(bare, "common")
    assert len(found) == search.BEST
    assert found[0] == old_and_best


def test_a_first_letter_looks_at_prompts_and_tags_alone(bare: Context) -> None:
    prompt, tag, answer = add(bare, "zeta"), add(bare, "p", tag="zulu"), add(bare, "q", answer="zebra 漢")
    assert sorted(find(bare, "z")) == [prompt, tag]
    assert sorted(find(bare, "ze")) == [prompt, answer]
    assert find(bare, "漢") == [answer]


def test_the_index_follows_every_change(bare: Context) -> None:
    key = add(bare, "first", own="mine", tag="label")
    steps = [
        (update(Question).where(Question.id == key).values(prompt="second"), "second", "first"),
        (update(Question).where(Question.id == key).values(answer="third"), "third", "fourth"),
        (update(MyAnswer).where(MyAnswer.question_id == key).values(body="yours"), "yours", "mine"),
        (update(Tag).values(name="sticker"), "sticker", "label"),
        (delete(MyAnswer), "second", "yours"),
        (delete(QuestionTag), "second", "sticker"),
    ]
    for statement, there, gone in steps:
        with bare.write("Change") as session:
            session.execute(statement)
        assert (find(bare, there), find(bare, gone)) == ([key], []), there
        with bare.read() as session:
            assert search.in_step(session)
    with bare.write("Delete") as session:
        session.execute(delete(Question))
    assert find(bare, "second") == []


def test_an_index_that_lies_is_noticed_and_rebuilt(bare: Context) -> None:
    key = add(bare, "truth", own="o", tag="t")
    for lie in (
        "UPDATE question_search SET prompt = 'lie'",
        "DELETE FROM question_search",
        "INSERT INTO question_search (rowid, prompt) VALUES (99, 'ghost')",
    ):
        with bare.write("Lie") as session:
            session.execute(text(lie))
        with bare.read() as session:
            assert not search.in_step(session), lie
        with bare.write("Mend") as session:
            assert search.rebuild(session) == 1
            assert search.in_step(session)
        assert (find(bare, "truth"), find(bare, "lie"), find(bare, "ghost")) == ([key], [], [])
