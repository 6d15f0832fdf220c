"""Names found however they are typed, and where in a text the words stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltracker.domain import finding
from mltracker.domain.finding import Marked, Names, alike, marked, marks, snippet, words_of

COMPANIES = [
    ("Fernhollow Labs", "ML Engineer, Search"),
    ("Quillmere", "Data Scientist, Pricing"),
    ("Labs of Marrowby", "Applied Scientist"),
    ("Müller & Søn", "Research Engineer"),
    ("Fern", "LLM Engineer"),
    ("Pebble Works", "Fernhollow liaison"),
]


def best(typed: str, limit: int = 9) -> list[str]:
    return [COMPANIES[place][0] for place, _ in Names(COMPANIES).best(typed, limit)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("fern", ["Fern", "Fernhollow Labs", "Pebble Works"]),
        ("FERNH", ["Fernhollow Labs", "Pebble Works"]),
        ("labs", ["Labs of Marrowby", "Fernhollow Labs"]),
        ("marrowby labs", ["Labs of Marrowby"]),
        ("labs fern search", ["Fernhollow Labs"]),
        ("engineer fern", ["Fernhollow Labs", "Fern"]),
        ("muller", ["Müller & Søn"]),
        ("MU\u0308LLER so", []),
        ("müller søn", ["Müller & Søn"]),
        ("fl", ["Fernhollow Labs"]),
        ("lom", ["Labs of Marrowby"]),
        ("hollow", ["Fernhollow Labs"]),
        ("fern hollow lab", ["Fernhollow Labs"]),
        ("pebblewor", ["Pebble Works"]),
        ("e", ["Fernhollow Labs", "Müller & Søn", "Fern"]),
        ("x", []),
        ("ow", []),
    ],
)
def test_names_match_by_the_beginnings_of_their_words(typed: str, found: list[str]) -> None:
    assert best(typed) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("fernhlow", ["Fernhollow Labs", "Pebble Works"]),
        ("frenh", ["Fernhollow Labs", "Pebble Works"]),
        ("quilm", ["Quillmere"]),
        ("quillmeer", ["Quillmere"]),
        ("marroby labs", ["Labs of Marrowby"]),
        ("marroby scientst", ["Labs of Marrowby"]),
        ("muler", ["Müller & Søn"]),
        ("qui11mere", ["Quillmere"]),
        ("fren", []),
        ("labz", []),
        ("qul", []),
        ("zzqxvw", []),
        ("quillmere zzqxvw", []),
    ],
)
def test_a_slip_or_two_are_forgiven_in_longer_words(typed: str, found: list[str]) -> None:
    assert best(typed) == found
    if found:
        assert all(score <= finding.NEARLY for _, score in Names(COMPANIES).best(typed, 9))


@pytest.mark.parametrize(
    ("name", "typed", "missed"),
    [
        ("Straßenwerk GmbH", ["strassenw", "straßenw", "STRASSENWERK gmbh", "nwerk"], ["strasenberg"]),
        ("Hauptstrasse 4", ["hauptstraße", "hauptstrasse 4"], []),
        ("Müller Söhne", ["mueller", "muller", "müller", "soehne mue", "MUELLER SOHNE"], ["muer"]),
        ("Mueller", ["mueller", "müller", "MÜLL"], ["muller"]),
        ("Mueller Soehne", ["müller söhne", "mueller söh", "söhne müller"], ["möller"]),
        ("Vale Queue", ["vale", "queue"], ["value"]),
        ("Valued", ["valued"], ["valüdd", "vald"]),
    ],
)
def test_sharp_s_and_umlauts_are_found_however_they_are_typed(
    name: str, typed: list[str], missed: list[str]
) -> None:
    names = Names([(name, ""), ("Other", "")])
    for words in typed:
        assert [place for place, _ in names.best(words, 9, nearly="nwerk" in words)] == [0], words
    for words in missed:
        assert names.best(words, 9, nearly=False) == [], words
    behind = Names([("Quillmere", name)])
    assert [place for place, _ in behind.best(typed[0], 9, nearly=False)] == [0]


def test_what_is_nearly_so_only_counts_where_nothing_is_so() -> None:
    names = Names([("Saltmarrow", ""), ("Saltmarron", "")])
    assert [place for place, _ in names.best("saltmarrow", 9)] == [0]
    assert [place for place, _ in names.best("saltmarrox", 9)] == [0, 1]
    assert names.best("saltmarrox", 9, nearly=False) == []


def test_a_short_word_finds_no_other_one_and_an_umlaut_scores_like_its_letters() -> None:
    names = Names([("Pot", ""), ("Mueller", ""), ("Mueller Labs", "")])
    assert names.best("poet", 9) == []
    assert names.best("müller", 9) == [(1, finding.SAME), (2, finding.BEGINS)]
    assert names.best("labs müller", 9) == [(2, finding.WORDS)]


def test_the_better_match_scores_higher_and_the_order_given_breaks_ties() -> None:
    names = Names([("Ask Labs", ""), ("Labs", ""), ("Labs two", ""), ("Other", "labs"), ("Two Labs", "")])
    assert names.best("labs", 9) == [(1, 100.0), (2, 98.0), (0, 95.0), (4, 95.0), (3, 88.0)]
    assert names.best("labs", 2) == [(1, 100.0), (2, 98.0)]
    assert names.best("labs two", 9) == [(2, 100.0), (4, 92.0)]


@given(st.text(max_size=40), st.lists(st.text(max_size=20), max_size=6))
def test_any_text_is_words_and_every_name_finds_itself(typed: str, names: list[str]) -> None:
    found = Names((name, "") for name in names)
    for place, score in found.best(typed, 3):
        assert 0 <= place < len(names)
        assert 50 < score <= 100
    for place, name in enumerate(names):
        if words_of(name)[: finding.MOST_WORDS]:
            assert place in [at for at, _ in found.best(name, len(names))]


@pytest.mark.parametrize(
    "typed", ["", " ", '"', "*", "\x00", "🙂", "((", "a" * 10_000, "a b " * 9_000, "\ud800"]
)
def test_hostile_letters_find_nothing_or_something_and_never_fail(typed: str) -> None:
    assert best(typed) in ([], ["Labs of Marrowby"])
    marks("some text", typed)
    snippet(["some text"], typed, 40)


def test_a_loose_accent_that_parts_a_word_at_its_umlaut_is_no_harm() -> None:
    typed = "\u00c4\u0301rzte"  # no letter is both, so that the accent stays by itself
    names = Names([(typed, ""), ("Aerzte", "")])
    assert names.best(typed, 9) == [(0, finding.SAME)]
    assert marks(typed, typed) == ((0, 1), (2, 4))


@pytest.mark.parametrize(
    ("text", "typed", "spans"),
    [
        ("Fernhollow Labs", "fern", ((0, 4),)),
        ("Prep sheet for Fernhollow", "fern", ((15, 4),)),
        ("Inference latency", "fern", ((2, 3), (6, 1))),
        ("Practice for Fernhollow", "fern prac", ((0, 4), (13, 4))),
        ("Practice for Fernhollow", "for fern", ((9, 8),)),
        ("Fernhollow", "hollow", ((4, 6),)),
        ("Wexlund", "zz", ()),
        ("Wexlund", "", ()),
        ("İstanbul", "stan", ((1, 4),)),
        ("Über Résumé", "resume", ((5, 6),)),
        ("Über Résumé", "ÜBER", ((0, 4),)),
        ("a+b", "b", ((2, 1),)),
        ("An der Straße", "strass", ((7, 5),)),
        ("An der Hauptstraße", "strasse", ((12, 6),)),
        ("An der Strasse", "straße", ((7, 7),)),
        ("Bei Müller", "mueller", ((4, 6),)),
        ("Bei Mueller", "müller", ((4, 7),)),
        ("Research Mueller", "müller rese", ((0, 4), (9, 7))),
        ("Full house", "fuel", ()),
    ],
)
def test_the_match_is_marked(text: str, typed: str, spans: tuple[tuple[int, int], ...]) -> None:
    assert marks(text, typed, letters=True) == spans


def test_single_letters_are_only_marked_if_asked() -> None:
    assert marks("Inference latency", "fern") == ()


def test_a_name_with_lines_comes_on_one() -> None:
    assert marked(" one\n\ttwo ", "tw") == Marked("one two", ((4, 2),))
    assert marked("e\u0301te", "été") == Marked("éte", ((0, 3),))
    assert len(marked("a" * 10_000, "a").text) == 500


def test_a_snippet_shows_the_words_and_what_is_around_them() -> None:
    text = (
        "Much before it. " * 20
        + "They re-rank\n\nwith Müller's cross-encoders, then stop. "
        + "Much after. " * 20
    )
    found = snippet([text], "muller cross", 60)
    assert found is not None
    assert found.text.startswith("… ")
    assert found.text.endswith(" …")
    assert [found.text[at : at + length] for at, length in found.marks] == ["Müller", "cross"]
    assert "\n" not in found.text
    assert len(found.text) <= 60 + 4


def test_a_snippet_marks_sharp_s_and_umlauts_however_they_were_typed() -> None:
    text = "Müller, Straße am Fluss"
    assert snippet([text], "mueller", 60) == Marked(text, ((0, 6),))
    assert snippet([text], "strasse flu", 60) == Marked(text, ((8, 6), (18, 3)))
    assert snippet(["Frau Mueller"], "frau mül", 60) == Marked("Frau Mueller", ((0, 4), (5, 4)))
    assert snippet([text], "fluß", 60) == Marked("… Straße am Fluss", ((12, 5),))


def test_a_snippet_of_a_short_text_is_all_of_it() -> None:
    assert snippet(["Ask about visas"], "vis", 60) == Marked("Ask about visas", ((10, 3),))
    assert snippet(["", "Ask about visas"], "ask", 60) == Marked("Ask about visas", ((0, 3),))


def test_a_snippet_stands_where_most_of_the_words_are() -> None:
    text = "rank alone. " + "filler words " * 20 + "rank and recall together. " + "recall alone"
    found = snippet([text], "rank recall", 60)
    assert found is not None
    assert "rank and recall" in found.text
    best_part = snippet(["rank only", "recall and rank"], "rank recall", 60)
    assert best_part is not None
    assert best_part.text == "recall and rank"


def test_words_before_the_last_are_whole_ones() -> None:
    assert snippet(["ranking recall"], "rank rec", 60) == Marked("ranking recall", ((8, 3),))
    assert snippet(["ranking"], "rank x", 60) is None
    assert snippet(["ranking"], "", 60) is None


def test_a_text_without_spaces_is_cut_all_the_same() -> None:
    found = snippet(["x" * 500 + "-rank-" + "y" * 500], "rank", 60)
    assert found is not None
    assert [found.text[at : at + length] for at, length in found.marks] == ["rank"]
    assert len(found.text) <= 64


def test_names_that_look_alike_come_first() -> None:
    names = ["Quillmere", "Fernhollow Labs Inc", "Fernholow", "Other"]
    assert alike("Fernhollow Labs", names, 3)[:2] == [1, 2]
    assert alike("zzz", names, 3) == []
