"""What the tabs of the library share: a list that words narrow at the left, what was chosen at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mltracker.domain.filtering import filter_words, findable, holds_words
from mltracker.ui.changer import Changer
from mltracker.ui.delegates.rows import RowDelegate, RowFace
from mltracker.ui.models.list_model import FaceListModel
from mltracker.ui.page import PageTools
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.empty_state import EmptyState
from mltracker.ui.widgets.form import search_field
from mltracker.ui.widgets.layouts import frame, hbox, vbox
from mltracker.ui.widgets.page_margins import PageMargins
from mltracker.ui.widgets.scroll import scroll_area, set_content
from mltracker.ui.widgets.splitter import Splitter
from mltracker.ui.widgets.views import ListView

WIDEST = 868


class Shelved(NamedTuple):
    """An entry of a shelf, known by its id; `words` are what narrowing looks at.

    On a shelf of thousands face and words are functions that make them from the entry, asked when it is first drawn
    and when something is typed. A tuple, because thousands are made at once.
    """

    id: int
    row: Any
    face: RowFace | Callable[[Shelved], RowFace]
    words: str | Callable[[Shelved], str]

    @property
    def findable(self) -> str:
        """The words as narrowing compares them."""
        return findable(self.words(self) if callable(self.words) else self.words)


class Shelf(QWidget):
    """Sub-classes say what stands in it (`_read`), what is shown of an entry (`_content`), and what where nothing is."""

    name = ""
    uniform = False  # whether all rows are of one height, which lists of thousands need
    says_all = True  # whether what stands where nothing is has every way to begin: an empty list beside it would be idle

    def __init__(self, tools: PageTools, search: str, title: str) -> None:
        super().__init__()
        self.tools = tools
        self.changer = Changer(tools, self)
        self.setObjectName(f"library-{self.name}")
        self._shown: int | None = None
        self._entries: list[Shelved] = []
        self._words: list[str] | None = None  # made when something is typed
        self._told: Shelved | None = None
        self._field = search_field(f"{self.name}-search", search)
        self._field.textChanged.connect(self._on_filter)
        self._model = FaceListModel(self)
        self._list = ListView(self, name=f"{self.name}-list", title=title)
        self._list.setItemDelegate(RowDelegate(self._list, pad=16))
        self._list.setModel(self._model)
        self._list.setUniformItemSizes(self.uniform)
        self._list.current_row_changed.connect(self._on_current_changed)
        self.area = scroll_area(name=f"{self.name}-scroll")
        left = vbox(
            vbox(self._field, hbox(*self._buttons(), None), spacing=8, margins=(16, 12, 16, 8)), spacing=0
        )
        left.addWidget(self._list, 1)
        splitter = Splitter(Qt.Orientation.Horizontal, name=f"{self.name}-splitter")
        self._side = frame("pane", left, name=f"{self.name}-side")
        splitter.add_pane(self._side, size=404, least=300)
        splitter.add_pane(self.area, grows=True, least=320)
        self.setLayout(vbox(splitter, spacing=0))

    @property
    def shown(self) -> int | None:
        """The entry in view."""
        return self._shown

    @property
    def count(self) -> int:
        """How many entries there are, narrowed or not."""
        return len(self._entries)

    def refresh(self) -> None:
        """Read again what stands here."""
        self._entries = list(self._read())
        self._words = None
        self._side.setVisible(bool(self._entries) or not self.says_all)
        self._fill()

    def show_item(self, item: int) -> None:
        """Bring an entry into view, whatever narrows the list."""
        self._shown = item
        if self._field.text():
            self._field.clear()
        else:
            self._fill()

    def show_instead(self, widget: QWidget) -> None:
        """Show something else at the right until an entry is chosen."""
        self._told = None
        set_content(self.area, widget)

    def keep(self, item: object) -> None:
        """Show this entry when the list is read again, though another one is in view."""
        if isinstance(item, int):
            self._shown = item

    def focus_search(self) -> None:
        """Put the cursor into the field."""
        self._field.setFocus()
        self._field.selectAll()

    def _read(self) -> Sequence[Shelved]:
        raise NotImplementedError

    def _content(self, row: Any, column: QVBoxLayout) -> None:
        raise NotImplementedError

    def _nothing(self) -> QWidget:
        raise NotImplementedError

    def _buttons(self) -> list[Button]:
        return []

    def _fill(self) -> None:
        self._model.set_entries([(entry, entry.face) for entry in self._narrowed()])
        index = self._model.index_of(self._shown) if self._shown is not None else self._model.first()
        if not index.isValid():
            index = self._model.first()
        if index.isValid():
            self._list.setCurrentIndex(index)
            self._list.scrollTo(index)
            return
        self._shown = None
        if self._entries:
            nothing: QWidget = EmptyState(
                "search",
                self.tr("Nothing matches"),
                self.tr("Fewer words show more."),
                name=f"{self.name}-no-match",
            )
        else:
            nothing = self._nothing()
        self.show_instead(nothing)

    def _narrowed(self) -> list[Shelved]:
        words = filter_words(self._field.text())
        if not words:
            return self._entries
        if self._words is None:
            self._words = [entry.findable for entry in self._entries]
        return [
            entry for entry, text in zip(self._entries, self._words, strict=True) if holds_words(text, words)
        ]

    def _on_filter(self, _text: str) -> None:
        self._fill()

    def _on_current_changed(self, entry: object) -> None:
        if isinstance(entry, Shelved) and entry is not self._told:
            self._shown, self._told = entry.id, entry
            content = QWidget()
            content.setMaximumWidth(WIDEST)
            column = vbox(spacing=12, margins=(24, 16, 24, 24))
            self._content(entry.row, column)
            column.addStretch(1)
            content.setLayout(column)
            PageMargins(content)
            set_content(self.area, content)
