"""Long things on a page: rows that unfold, texts that unfold, tabs by their ends."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from mltracker.ui.paint import text_width
from mltracker.ui.theme import font
from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.chip import FilterChip
from mltracker.ui.widgets.folded_text import LETTERS, LINES, FoldedText
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.links import Link
from mltracker.ui.widgets.long_card import STEP, LongCard, LongRows
from mltracker.ui.widgets.tabs import INSET, Tabs
from mltracker.ui.widgets.tag_edit import TagEdit

made: list[int] = []


def line(row: int) -> QWidget:
    made.append(row)
    return label(str(row), name=f"row-{row}")


def rows(card: Card) -> list[str]:
    """What stands in a card once Qt has come round."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.sendPostedEvents()
    return [w.text() for w in card.findChildren(QLabel) if not w.isHidden()]


def press(qtbot: QtBot, parent: QWidget, name: str) -> None:
    found = [link for link in parent.findChildren(Link, name) if link.isVisible()]
    qtbot.mouseClick(found[-1], Qt.MouseButton.LeftButton)


def test_rows_are_made_when_they_are_shown_and_a_single_one_is_not_held_back(qtbot: QtBot) -> None:
    made.clear()
    card = LongCard(range(200), line, name="many")
    qtbot.addWidget(card)
    card.show()
    assert len(made) == len(rows(card)) == 8
    assert card.findChild(Link).accessibleName() == f"Show {STEP} more"
    press(qtbot, card, "many-more")
    assert len(made) == 8 + STEP
    assert rows(card)[-1] == str(8 + STEP - 1)
    nine = LongCard(range(9), line, name="nine")
    qtbot.addWidget(nine)
    assert len(rows(nine)) == 9
    assert nine.findChild(Link) is None


def test_what_was_unfolded_stays_so_until_it_is_folded(qtbot: QtBot) -> None:
    card = Card(flush=True)
    qtbot.addWidget(card)
    card.show()
    long = LongRows(card, line, name="long", first=2)
    long.show_rows(range(10))
    assert rows(card) == ["0", "1"]
    press(qtbot, card, "long-more")
    long.show_rows(range(10, 20))
    assert rows(card) == [str(n) for n in range(10, 20)]
    long.fold()
    long.show_rows(range(10))
    assert rows(card) == ["0", "1"]
    long.show_rows([])
    assert rows(card) == []


def test_a_long_text_shows_its_beginning_and_all_of_it_at_a_click(qtbot: QtBot) -> None:
    for text in ("word " * LETTERS, "\n".join(str(n) for n in range(LINES + 5))):
        folded = FoldedText(text, name="notes")
        qtbot.addWidget(folded)
        folded.show()
        shown = folded.findChild(QLabel, "notes")
        assert shown.text().endswith("…")
        assert len(shown.text()) <= LETTERS + 1
        press(qtbot, folded, "notes-all")
        assert shown.text() == text
        assert not folded.findChild(Link).isVisible()
    short = FoldedText("Two words\n", name="short")
    qtbot.addWidget(short)
    short.show()
    assert not short.findChild(Link).isVisible()


def test_home_and_end_go_to_the_first_and_last_tab_that_can_be_shown(qtbot: QtBot) -> None:
    tabs = Tabs([(key, key) for key in ("a", "b", "c", "d")], name="tabs")
    qtbot.addWidget(tabs)
    tabs.set_key("b")
    qtbot.keyClick(tabs, Qt.Key.Key_End)
    assert tabs.key == "d"
    tabs.setTabEnabled(0, False)
    qtbot.keyClick(tabs, Qt.Key.Key_Home)
    assert tabs.key == "b"
    qtbot.keyClick(tabs, Qt.Key.Key_Right)
    assert tabs.key == "c"


def test_tabs_give_up_their_gaps_alike_and_then_a_long_word_before_any_word_is_cut(qtbot: QtBot) -> None:
    titles = [("overview", "Overview"), ("documents", "Documents"), ("offer", "Offer")]
    tabs = Tabs(titles, name="tabs", dense=True, short={"documents": "Files"})
    qtbot.addWidget(tabs)
    words = [text_width(word, font("small")) for word in ("Overview", "Documents", "Offer")]
    ring = 2 * INSET
    tabs.resize(sum(words) + 20 + ring, 36)
    tabs.show()
    widths = [tabs.tabRect(n).width() for n in range(3)]
    assert widths == [words[0] + 10 + INSET, words[1] + 10, words[2] + INSET]
    tabs.resize(sum(words) + 8 + ring, 36)
    assert tabs.tabRect(1).width() < words[1]
    assert tabs.tabRect(0).width() == words[0] + 12 + INSET
    assert "Documents" in tabs.tabToolTip(1)
    assert tabs.tabText(1) == "Documents"


def test_a_tag_longer_than_its_place_keeps_its_cross_in_view(qtbot: QtBot) -> None:
    edit = TagEdit(name="tags")
    qtbot.addWidget(edit)
    edit.set_tags(["W" * 50])
    edit.resize(200, 60)
    edit.show()
    chip = edit.findChild(FilterChip, "tags-0")
    assert edit.minimumSizeHint().width() <= edit.width() == 200
    assert chip.geometry().right() < 200  # type: ignore[union-attr]
    assert "W" * 50 in chip.toolTip()  # type: ignore[union-attr]
