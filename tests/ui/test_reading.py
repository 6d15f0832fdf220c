"""Reading: code in color, emphasis, tables in narrow views, plain fields as typed, and the field for code."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QTextBlock
from PySide6.QtWidgets import QLineEdit, QWidget

from mltracker.domain.questions import FollowUp, Reference
from mltracker.store import content_load
from mltracker.ui.text import as_markdown
from mltracker.ui.theme import Theme, tokens
from mltracker.ui.widgets import sections
from mltracker.ui.widgets.answer_edit import AnswerEdit
from mltracker.ui.widgets.code_colors import parts_of
from mltracker.ui.widgets.layouts import vbox
from mltracker.ui.widgets.markdown_view import MarkdownView

CODE = 'Use:\n\n```python\nimport numpy as np\nx = "one"  # why\ny = """two\nthree"""\n```\n\nand `here`.'
TABLE = "| name | availability | remark |\n|---|---:|---|\n| `a_b` | 1,234.5 | words that may be wrapped as needed |\n"


@pytest.fixture
def reader(qtbot: Any) -> MarkdownView:
    made = MarkdownView(name="answer", title="Answer", fit=True)
    qtbot.addWidget(made)
    made.resize(330, 100)
    made.show()
    return made


def block(reader: MarkdownView, words: str) -> QTextBlock:
    found = reader.document().find(words).block()
    assert found.isValid(), words
    return found


def inks(found: QTextBlock) -> dict[str, QColor]:
    """What is colored in a block, by its text."""
    return {
        found.text()[part.start : part.start + part.length]: part.format.foreground().color()
        for part in found.layout().formats()
    }


def face_of(reader: MarkdownView, words: str) -> QFont:
    return reader.document().find(words).charFormat().font()


def kinds(line: str, language: str = "python", state: int = 0) -> tuple[list[tuple[str, str]], int]:
    parts, after = parts_of(line, language, state)
    return [(line[part.start : part.start + part.length], part.kind) for part in parts], after


@pytest.mark.parametrize(
    ("line", "language", "expected"),
    [
        ("def f(x):  # why not", "python", [("def", "word"), ("# why not", "remark")]),
        ("x1 = 1e-3 + 0x1F", "python", [("1e-3", "number"), ("0x1F", "number")]),
        (
            'f"{x}" + \'b#c\' + rb"\\""',
            "python",
            [('f"{x}"', "text"), ("'b#c'", "text"), ('rb"\\""', "text")],
        ),
        ('x = """a""" + y # "c', "python", [('"""a"""', "text"), ('# "c', "remark")]),
        ("  @cache", "python", [("  @cache", "mark")]),
        ("a @ b", "python", []),
        (">>> f(None)", "python", [(">>>", "mark"), ("None", "word")]),
        (
            "select 'it''s -- no' as a -- yes",
            "SQL",
            [("select", "word"), ("'it''s -- no'", "text"), ("as", "word"), ("-- yes", "remark")],
        ),
        ("/* a */ FROM selected", "sql", [("/* a */", "remark"), ("FROM", "word")]),
        ("x <- NULL # gone", "r", [("NULL", "word"), ("# gone", "remark")]),
        ("echo a#b # c", "bash", [("# c", "remark")]),
        ("RUN pip", "dockerfile", [("RUN", "word")]),
        ("def anything # at all", "", []),
        ("if x", "brainfuck", []),
    ],
)
def test_a_line_of_code_is_cut_into_its_parts(
    line: str, language: str, expected: list[tuple[str, str]]
) -> None:
    assert kinds(line, language) == (expected, 0)


def test_what_goes_on_over_lines_is_followed_to_its_end() -> None:
    first, state = kinds('"""Doc with # and \' in it')
    assert (first, state) == ([('"""Doc with # and \' in it', "text")], 1)
    assert kinds("def no word", state=1) == ([("def no word", "text")], 1)
    assert kinds('end""" if x', state=1) == ([('end"""', "text"), ("if", "word")], 0)
    assert kinds("'''a")[1] == 2
    assert kinds("x */ from", "sql", kinds("/* x", "sql")[1]) == ([("x */", "remark"), ("from", "word")], 0)


@given(st.text(alphabet="ab\"'#\\ 1/*-\n", max_size=60), st.sampled_from(["python", "sql", "r", "bash", ""]))
def test_parts_stand_in_order_within_their_line_whatever_the_text(text: str, language: str) -> None:
    state = 0
    for line in text.split("\n"):
        parts, state = parts_of(line, language, state)
        ends = [0, *(part.start + part.length for part in parts)]
        assert all(before <= part.start for before, part in zip(ends, parts, strict=False))
        assert ends[-1] <= len(line)


def test_code_is_colored_by_the_theme_from_its_first_line_on(reader: MarkdownView, look: Theme) -> None:
    for theme in ("light", "dark"):
        look.apply(theme)  # type: ignore[arg-type]
        reader.set_markdown(CODE)
        assert inks(block(reader, "numpy"))["import"] == tokens().color("link")
        line = inks(block(reader, "one"))
        assert line['"one"'] == tokens().color("good")
        assert line["# why"] == tokens().color("muted")
        assert inks(block(reader, "three"))['three"""'] == tokens().color("good")
        assert inks(block(reader, "and")) == {}


def test_a_change_of_theme_colors_anew(reader: MarkdownView, look: Theme) -> None:
    reader.set_markdown(CODE)
    look.apply("dark")
    assert inks(block(reader, "numpy"))["import"] == tokens().color("link")


def test_emphasis_is_never_slanted(reader: MarkdownView) -> None:
    reader.set_markdown(
        "Some *leaning*, **heavy**, ***both*** and `code` words, **`bold_code`**.\n\n> *said*"
    )
    for words in ("leaning", "heavy", "both", "said"):
        face = face_of(reader, words)
        assert (face.italic(), face.weight()) == (False, QFont.Weight.DemiBold), words
        assert face.family() == reader.document().defaultFont().family()
    assert face_of(reader, "bold_code").family() == face_of(reader, "code").family()
    assert face_of(reader, "Some").weight() == QFont.Weight.Normal


def test_a_long_line_of_code_goes_on_below_and_further_in(reader: MarkdownView) -> None:
    reader.set_markdown("```python\ndef f():\n    return " + " + ".join(["something_long"] * 9) + "\n```")
    layout = block(reader, "return").layout()
    assert layout.lineCount() > 1
    assert layout.lineAt(1).x() > layout.lineAt(0).x() + 4 * 6
    assert reader.document().idealWidth() <= 330


@pytest.mark.parametrize("width", [620, 330, 380, 300, 200])
def test_no_table_is_wider_than_its_view(reader: MarkdownView, width: int) -> None:
    reader.resize(width, 100)
    reader.set_markdown(f"Before.\n\n{TABLE}\nAfter.")
    reader.heightForWidth(150)
    assert reader.document().size().width() <= width
    assert reader.heightForWidth(width) == pytest.approx(reader.document().size().height(), abs=1)


def test_words_of_a_table_are_not_cut_while_there_is_room(reader: MarkdownView) -> None:
    reader.set_markdown(TABLE)
    for width in (330, 300):
        reader.resize(width, 100)
        assert block(reader, "availability").layout().lineCount() == 1
        assert block(reader, "1,234.5").layout().lineCount() == 1


def test_no_empty_line_is_left_below_a_table(reader: MarkdownView) -> None:
    reader.set_markdown(f"{TABLE}\nAfter.")
    layout = reader.document().documentLayout()
    last = layout.blockBoundingRect(block(reader, "wrapped")).bottom()
    assert layout.blockBoundingRect(block(reader, "After")).top() - last < 24


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=80))
def test_plain_fields_are_shown_as_typed(text: str) -> None:
    line = " ".join(text.split())
    assert "\n" not in as_markdown(text)
    if "`" not in line:
        assert as_markdown(text).replace("\\\\", "\0").replace("\\", "").replace("\0", "\\") == line


@pytest.mark.parametrize(
    "text",
    [
        "a * b * c = __init__ <b> x_i &amp; ~~no~~ [x](y) a|b",
        "- no list", "+ no list", "1. no list", "12) no list", "# no title", "> no quote", "=== no line",
        "a \\alpha b\nsecond line", "an odd ` tick with x_i * y_i", "<img src=file:///canary>",
    ],
)  # fmt: skip
def test_marks_of_markdown_mean_nothing_in_plain_fields(reader: MarkdownView, text: str) -> None:
    for made in (as_markdown(text), sections.bullets([text]), sections.steps([text])):
        reader.set_markdown(made)
        assert reader.document().toPlainText() == " ".join(text.split())


def test_follow_ups_references_and_code_read_well(reader: MarkdownView) -> None:
    reader.set_markdown(sections.dialogue([FollowUp("Why `x_i`?", "Because of y*z.")]))
    assert reader.document().toPlainText() == "Why x_i? Because of y*z."
    assert face_of(reader, "Because").weight() == QFont.Weight.Normal
    reader.set_markdown(
        sections.sources(
            [Reference("A_B", 2020, "https://example.org/a_b", ""), Reference("C", None, "", "978-1")]
        )
    )
    assert reader.document().toPlainText() == "A_B, 2020, https://example.org/a_b\nC, ISBN 978-1"
    assert reader.document().find("example").charFormat().anchorHref() == "https://example.org/a_b"
    reader.set_markdown(sections.code("a = 1\n```\nb = 2", "python"))
    assert reader.document().toPlainText().strip("\n") == "a = 1\n```\nb = 2"


def test_every_shipped_answer_fits_a_narrow_pane_and_keeps_its_code(reader: MarkdownView) -> None:
    reader.resize(330, 100)
    for entry in content_load.shipped_questions()[::9]:
        reader.set_markdown(entry.answer)
        reader.heightForWidth(330)
        assert reader.document().size().width() <= 330, entry.slug
        assert "```" not in reader.toPlainText(), entry.slug


def test_code_is_typed_with_spaces_and_keeps_its_indent(qtbot: Any) -> None:
    column, before = QWidget(), QLineEdit()
    field = AnswerEdit(name="card-answer", title="Your answer")
    column.setLayout(vbox(before, field))
    qtbot.addWidget(column)
    column.show()
    field.set_language("python")
    field.setFocus()
    qtbot.keyClicks(field, "def f(x):")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClicks(field, "if x:")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClicks(field, "x")
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    qtbot.keyClicks(field, "= 1")
    qtbot.keyClick(field, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    qtbot.keyClicks(field, "return x")
    assert field.toPlainText() == "def f(x):\n    if x:\n        x   = 1\n        return x"
    assert inks(field.document().begin())["def"] == tokens().color("link")
    qtbot.keyClick(field, Qt.Key.Key_Backtab)
    assert column.focusWidget() is before


def test_an_answer_in_words_leaves_by_tab_and_is_not_colored(qtbot: Any) -> None:
    column, after = QWidget(), QLineEdit()
    field = AnswerEdit(name="card-answer", title="Your answer")
    column.setLayout(vbox(field, after))
    qtbot.addWidget(column)
    column.show()
    field.set_language("python")
    field.setPlainText("if this: that")
    field.set_language("")
    assert inks(field.document().begin()) == {}
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert column.focusWidget() is after
    assert field.toPlainText() == "if this: that"
