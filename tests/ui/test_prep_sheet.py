"""The prep sheet on paper: always one page, whatever there is to say, and texts as they were typed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QImage, QPageSize

from mltracker.domain.applications import NoteDraft
from mltracker.domain.interviews import InterviewDraft, InterviewRow
from mltracker.domain.stories import StoryAnswers, StoryDraft
from mltracker.services import (
    asks,
    catalog,
    checklists,
    interview_facts,
    interviews,
    notes,
    prep_sheets,
    stories,
)
from mltracker.services.context import Context
from mltracker.services.prep_sheets import PrepSheet
from mltracker.ui.paper import Page, one_line, page_size
from mltracker.ui.prep_sheet import composed, file_name
from mltracker.ui.theme import Theme
from tests.services.cases import SOON, applied, booked
from tests.ui.pages.searches import CANARY, canary

SIZES = [page_size("a4"), page_size("letter")]
URL = "https://meet.example/fernhollow"


def page_of(ctx: Context, interview_id: int, size: QPageSize = SIZES[0]) -> Page:
    return composed(prep_sheets.for_interview(ctx, interview_id), size, ctx.clock())


def pages_in(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def typical(ctx: Context) -> InterviewRow:
    """A round of which much is known."""
    row = booked(ctx, round_kind="behavioral", zone="America/New_York", meeting_url=URL)
    interview_facts.set_people(ctx, row.id, ["Rowan Pebbleton"])
    interview_facts.set_topics(ctx, row.id, ["evaluation-metrics"])
    asks.plan(ctx, row.id, asks.for_interview(ctx, row.id)[0].row.id)
    before = booked(
        ctx, row.application_id, round_kind="recruiter-screen", starts_at=ctx.clock() - timedelta(days=9)
    )
    story = stories.add(ctx, StoryDraft.make(title="The broken join"))[0]
    stories.tell(ctx, story.id, before.id)
    notes.add(ctx, row.application_id, NoteDraft.make(kind="said", body="100k base, notice of four weeks"))
    return row


def overfull(ctx: Context, text: str) -> PrepSheet:
    """A round with more of everything than a page holds, each text as long as it may be."""
    sheet = prep_sheets.for_interview(ctx, typical(ctx).id)
    name = text[:200]
    row = replace(
        sheet.row, company=name, role_title=name, label=name, location=name, notes=text, zone="Asia/Tokyo",
        meeting_url="https://meet.example/" + "x" * 500,
    )  # fmt: skip
    return replace(
        sheet,
        row=row,
        contacts=tuple(replace(sheet.contacts[0], name=name, role=name) for _ in range(12)),
        announced=tuple(catalog.titles().values()),
        questions=tuple(replace(item, prompt=text) for item in sheet.questions),
        asks=tuple(replace(sheet.asks[0], text=text) for _ in range(20)),
        stories=tuple(
            replace(sheet.stories[0], row=replace(sheet.stories[0].row, title=name)) for _ in range(20)
        ),
        checklist=tuple(replace(sheet.checklist[0], text=name) for _ in range(40)),
        told=tuple(replace(sheet.told[0], body=text) for _ in range(20)),
    )


def test_a_round_of_which_little_is_known_fills_a_page_with_lines_to_write_on(ctx: Context) -> None:
    with ctx.write("no bank") as session:
        session.connection().exec_driver_sql("UPDATE question SET archived_at = '2026-01-01 00:00:00.000000'")
    row = booked(ctx, starts_at=None)
    for item in checklists.items(ctx, row.id):
        checklists.tick(ctx, item.id, done=True)
    for size in SIZES:
        page = page_of(ctx, row.id, size)
        assert page.bottom <= page.height
        assert pages_in(page.as_pdf("sheet")) == 1
    for words in ("Fernhollow Labs", "ML Engineer", "No date yet", "Questions to ask", "Notes"):
        assert words in page.text
    assert "Recommended" not in page.text


def test_it_says_when_in_both_zones_where_who_and_what_was_said(ctx: Context) -> None:
    row = typical(ctx)
    page = page_of(ctx, row.id)
    for words in (
        "Behavioral, round 2 of 2 · ML Engineer",
        "Thu 3 Dec 2026, 15:00 to 15:45 in Berlin · 45 min · 09:00 in New York, where they are",
        f"\n{URL}\n",
        "Rowan Pebbleton",
        "Evaluation metrics",
        "likely",
        "The broken join",
        "they heard it: Recruiter screen, 22 Nov",
        "100k base, notice of four weeks",
        "Still to do",
        "Prepared Tue 1 Dec 2026",
        *(item.prompt[:30] for item in prep_sheets.for_interview(ctx, row.id).questions),
        asks.for_interview(ctx, row.id)[0].row.text[:30],
    ):
        assert words in page.text, words
    assert not re.search(r"and \d+ more", page.text)
    assert page.bottom <= page.height


@pytest.mark.parametrize("text", ["Why does it take so long? " * 19, "W" * 495, "机器学习" * 120, "🧪" * 200])
def test_more_than_a_page_holds_is_cut_and_counted(ctx: Context, text: str) -> None:
    sheet = overfull(ctx, text)
    for size in SIZES:
        page = composed(sheet, size, ctx.clock())
        assert page.bottom <= page.height
        assert pages_in(page.as_pdf("sheet")) == 1
    said = re.findall(r"and (\d+) more", page.text)
    assert len(said) >= 5
    assert page.text.count("…") > 5


def test_what_is_given_up_first_is_what_is_needed_least(ctx: Context) -> None:
    sheet = overfull(ctx, "Why does it take so long? " * 19)
    answers = tuple(StoryAnswers(item.id, item.prompt) for item in sheet.questions)
    sheet = replace(sheet, stories=tuple(replace(story, answers=answers) for story in sheet.stories))
    text = composed(sheet, SIZES[0], ctx.clock()).text
    left = text[text.index("Recommended questions") : text.index("Questions to ask")]
    right = text[text.index("Questions to ask") :]
    questions_shown = left[: left.index("Stories to tell")].count("\nWhy does it take")
    numbers = re.findall(r"for questions? ([\d, ]+)", left)
    assert numbers
    assert all(int(words.split(", ")[-1]) <= questions_shown < len(sheet.questions) for words in numbers)
    assert questions_shown >= left[left.index("Stories to tell") :].count("…")
    assert right[: right.index("What I told them")].count("…") >= right[right.index("Still to do") :].count(
        "…"
    )


def test_texts_stay_texts(ctx: Context, tmp_path: Path) -> None:
    picture = canary(tmp_path)
    hostile = f"<b>&amp;</b> ![]({picture}) <a href='{URL}'>x</a> <img src='{picture.as_uri()}'> "
    page = composed(overfull(ctx, hostile * 2), SIZES[0], ctx.clock())
    assert "<b>&amp;</b> ![](" in page.text
    pdf = page.as_pdf("sheet")
    assert b"/URI" not in pdf
    assert b"/Link" not in pdf
    assert b"/Subtype /Image" not in pdf
    image = page.as_image(60)
    assert not has_color(image, CANARY.rgb())


def test_what_would_act_in_a_text_is_left_out(ctx: Context) -> None:
    row = booked(ctx, applied(ctx, "Fern\u202ehollow\ufffc\n Labs").id)
    assert "Fernhollow Labs" in page_of(ctx, row.id).text
    assert one_line("one two three", 9) == "one two…"


def test_it_is_dark_on_white_in_every_theme(ctx: Context, look: Theme) -> None:
    row = typical(ctx)
    light = page_of(ctx, row.id).as_image(60)
    look.apply("dark", "normal")
    assert page_of(ctx, row.id).as_image(60) == light
    assert light.pixelColor(2, 2).lightness() == 255


def test_paper_is_what_is_usual_where_one_lives_or_what_was_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    for land, usual in (("en_US", "Letter"), ("de_DE", "A4"), ("fr_CA", "Letter"), ("en_GB", "A4")):
        locale = QLocale(land)
        monkeypatch.setattr(QLocale, "system", staticmethod(lambda found=locale: found))
        assert page_size().id() == QPageSize.PageSizeId[usual]
        assert page_size("a4").id() == QPageSize.PageSizeId.A4
        assert page_size("letter").id() == QPageSize.PageSizeId.Letter


def test_the_name_of_the_file_says_which_interview_and_suits_any_system(ctx: Context) -> None:
    row = booked(ctx)
    assert file_name(row, ctx.clock()) == "Fernhollow Labs, ML breadth, 3 Dec.pdf"
    odd = booked(ctx, applied(ctx, "../A/B: <Labs>\\" + "界" * 90).id, starts_at=SOON + timedelta(days=60))
    name = file_name(odd, ctx.clock())
    assert name.endswith("ML breadth, 1 Feb 2027.pdf")
    assert name.startswith("-A-B Labs-界")
    assert len(name.encode()) < 255
    edited = InterviewDraft.make(
        application_id=row.application_id, round_kind="ml-breadth", label="Final talk"
    )
    undated = interviews.edit(ctx, row.id, edited)[0]
    assert file_name(undated, ctx.clock()) == "Fernhollow Labs, Final talk.pdf"


def has_color(image: QImage, color: int) -> bool:
    """Whether any pixel has this color."""
    wanted = color.to_bytes(4, "little")
    data = bytes(image.convertToFormat(QImage.Format.Format_RGB32).constBits())
    return any(data[at : at + 4] == wanted for at in range(0, len(data), 4))
