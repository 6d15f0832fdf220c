"""Which sentences of a posting count as evidence."""

import pytest

from mltracker.domain.posting_sections import statements
from mltracker.domain.posting_text import LONGEST, capitals_matter, plain_text


def texts(posting: str) -> list[str]:
    return [statement.text for statement in statements(posting)]


def test_the_first_line_is_the_title() -> None:
    first, second = statements("Job title: Vision Engineer\nYou train detectors.")
    assert (first.text, first.title) == ("Vision Engineer", True)
    assert (second.text, second.title) == ("You train detectors.", False)


def test_a_long_first_line_is_no_title() -> None:
    assert not statements("We are looking for someone who " + "trains models and " * 12)[0].title


@pytest.mark.parametrize("bullet", ["- ", "* ", "• ", "▪ ", "➢ ", "✓ ", "1. ", "a) ", "\uf0b7 ", "o "])
def test_bullets_of_all_kinds_come_off(bullet: str) -> None:
    assert texts(f"Engineer\n{bullet}train models\n{bullet}ship them") == [
        "Engineer",
        "train models",
        "ship them",
    ]


def test_bullets_within_a_line_part_statements() -> None:
    assert texts("Role • PyTorch • SQL • Docker") == ["Role", "PyTorch", "SQL", "Docker"]


def test_hard_wrapped_lines_are_mended() -> None:
    text = "Engineer\nYou will deploy models and keep\nthem running in production."
    assert texts(text)[1] == "You will deploy models and keep them running in production."


def test_headings_switch_what_counts() -> None:
    text = "Engineer\nAbout us\nWe map forests.\nWhat you'll do\nTrain models.\nPerks\nA gym.\nRequirements\nSQL."
    assert texts(text) == ["Engineer", "Train models.", "SQL."]


def test_a_heading_may_share_its_line() -> None:
    text = "Engineer\nResponsibilities: train models. Requirements: SQL. Benefits: a gym and snacks. Nice to have: Spark."
    assert texts(text) == ["Engineer", "train models.", "SQL.", "Spark."]


def test_a_skill_is_not_taken_for_a_heading() -> None:
    assert "Experience with PyTorch or JAX" in texts(
        "Engineer\nRequirements\nExperience with PyTorch or JAX\nSQL"
    )


def test_the_company_is_left_out_but_the_reader_is_not() -> None:
    text = "Engineer\nFernhollow builds maps with computer vision.\nWe are looking for someone who knows SQL."
    assert texts(text) == ["Engineer", "We are looking for someone who knows SQL."]


@pytest.mark.parametrize(
    "line",
    [
        "We are an equal opportunity employer and value statistics.",
        "Health insurance, dental and vision plan",
        "AI may be used in our hiring process to screen applications.",
        "Apply via email with your resume.",
    ],
)
def test_standing_texts_are_left_out(line: str) -> None:
    assert texts(f"Engineer\nRequirements\nSQL\n{line}") == ["Engineer", "SQL"]


def test_plain_text_takes_off_tags_scripts_links_and_invisible_characters() -> None:
    page = "<style>p{}</style><p>Py<b>Torch</b>\u200b and [SQL](https://pebblewick.example/x) at jobs@pebblewick.example</p>"
    assert plain_text(page).split() == ["Py", "**Torch**", "and", "SQL", "at"]


def test_a_comparison_sign_is_not_a_tag() -> None:
    assert "p < 0.05" in plain_text("report p < 0.05 and <b>more</b>")


def test_only_the_first_200000_characters_are_read() -> None:
    assert len(plain_text("a" * (LONGEST + 500))) == LONGEST


@pytest.mark.parametrize(
    ("text", "matters"),
    [
        ("Data Scientist with SQL", True),
        ("data scientist with sql", False),
        ("DATA SCIENTIST", False),
        ("", False),
    ],
)
def test_capitals_matter_only_where_used_normally(text: str, matters: bool) -> None:
    assert capitals_matter(text) is matters


@pytest.mark.parametrize(
    "heading",
    [
        "What you won't do",
        "## Please don't worry about",
        "**What this role is not**",
        "THE ANTI-ASK",
        "What you needn't bring:",
        "-- what others do --",
        "Not our department:",
        "🚫 WHAT YOU DON'T NEED",
    ],
)
def test_what_stands_under_a_denying_heading_is_left_out(heading: str) -> None:
    assert texts(
        f"Engineer\n\nRequirements\n- SQL\n\n{heading}\n- dashboards\n\nYour profile\n- five people"
    ) == [
        "Engineer",
        "SQL",
        "five people",
    ]


def test_crosses_deny_their_line() -> None:
    assert texts("Engineer\nWhat you need\n✅ SQL\n❌ dashboards") == ["Engineer", "SQL"]


def test_a_fact_about_the_job_ends_with_its_line() -> None:
    text = "Title: Data Scientist\nLocation: Athlone\nDepartment: Vision\nYou forecast demand."
    assert texts(text) == ["Data Scientist", "You forecast demand."]


def test_numbered_headings_in_capitals_are_headings() -> None:
    text = "Engineer\n1. BACKGROUND\nThe Office maps forests.\n2. DUTIES\n2.1 To train models\n3. BENEFITS\n3.1 A pension"
    assert texts(text) == ["Engineer", "To train models"]


def test_what_they_bring_is_a_benefit_and_what_you_bring_is_not() -> None:
    text = "Engineer\nWhat you bring\nSQL\nWhat we bring\nA gym"
    assert texts(text) == ["Engineer", "SQL"]


def test_a_label_may_end_with_a_full_stop() -> None:
    text = "Engineer\n\nThe work. You train models.\n\nNot the work. Dashboards; slides."
    assert texts(text) == ["Engineer", "You train models."]


def test_a_sentence_may_say_that_the_one_before_was_not_meant() -> None:
    text = (
        "Engineer\nA separate group maps forests; another maps seas. Neither is this job. You train models."
    )
    assert texts(text) == ["Engineer", "You train models."]


def test_a_posting_of_one_paragraph_begins_with_its_title() -> None:
    first, second = statements("Research engineer, imaging. You train models on photographs.")
    assert (first.text, first.title) == ("Research engineer, imaging", True)
    assert second.text == "You train models on photographs."


def test_what_an_application_should_show_counts_even_among_the_benefits() -> None:
    text = "Engineer\nWhat we offer\nA pension.\nSend us a link to a project you are proud of."
    assert texts(text) == ["Engineer", "Send us a link to a project you are proud of."]
