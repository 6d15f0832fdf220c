"""What an update of the bank brought: one quiet line over the list, and the questions behind it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from mltracker.domain.errors import UserError
from mltracker.services import bank_news, catalog
from mltracker.services.bank_news import BankNews, NewsRow
from mltracker.ui.delegates.rows import RowDelegate, RowFace
from mltracker.ui.models.list_model import FaceListModel
from mltracker.ui.notices import Notice
from mltracker.ui.page import PageTools
from mltracker.ui.paint import Sign
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.dialog import Dialog
from mltracker.ui.widgets.notice import InlineNotice
from mltracker.ui.widgets.views import ListView
from mltracker.ui.words import tr

TALL = 340


class NewsNotice(InlineNotice):
    """Shown while an update has not been looked at. `opened` asks for the questions behind it."""

    opened = Signal()

    def __init__(self, tools: PageTools, parent: QWidget) -> None:
        super().__init__("info", "", parent, name="bank-news")
        self._tools = tools
        show = Button(self.tr("Show"), name="bank-news-show", kind="ghost", size="small")
        show.clicked.connect(self.opened)
        close = Button(
            name="bank-news-close",
            icon_name="close",
            kind="ghost",
            size="small",
            tip=self.tr("Do not show this again"),
        )
        close.clicked.connect(self.dismiss)
        self.add_button(show)
        self.add_button(close)
        self.hide()

    def refresh(self) -> None:
        """Show what there is to say."""
        found = bank_news.unread(self._tools.ctx)
        if found:
            self.set_notice("info", self.tr("The bank was updated: {0}.").format(figures(found)))
        self.setVisible(bool(found))

    def dismiss(self) -> None:
        """Say no more of it."""
        try:
            change = bank_news.mark_read(self._tools.ctx)
        except UserError as error:
            self._tools.events.notice.emit(Notice.problem(error))
            return
        self._tools.events.changed.emit(change)


class NewsDialog(Dialog):
    """The questions that an update touched. `chosen` carries the id of one to open; `read` says that all were seen."""

    chosen = Signal(object)
    read = Signal()

    def __init__(self, tools: PageTools, parent: QWidget) -> None:
        super().__init__("", parent, name="news", wide=True)
        self._heading.setText(self.tr("The question bank was updated"))
        self.set_text(figures(bank_news.unread(tools.ctx)))
        self._list = ListView(self, name="news-list", title=self.tr("Questions that the update touched"))
        self._list.setItemDelegate(RowDelegate(self._list))
        self._list.setFixedHeight(TALL)
        model = FaceListModel(self)
        model.set_entries(_entries(bank_news.rows(tools.ctx)))
        self._list.setModel(model)
        self._list.opened.connect(self._on_opened)
        self.body.addWidget(self._list)
        self._list.setCurrentIndex(model.first())
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)
        read = Button(self.tr("Open"), name="news-open", keys="Enter")
        read.clicked.connect(self._on_open)
        done = Button(self.tr("Done"), name="news-done", kind="primary")
        done.clicked.connect(self._on_done)
        self.add_buttons(read, done)

    def _on_open(self) -> None:
        self._on_opened(self._list.current_row())

    def _on_opened(self, entry: object) -> None:
        if isinstance(entry, _Entry):
            self.accept()
            self.chosen.emit(entry.id)

    def _on_done(self) -> None:
        self.accept()
        self.read.emit()


class _Entry:
    """A row of the news, known by its question's id as lists want it."""

    def __init__(self, news: NewsRow) -> None:
        self.news = news
        self.id = news.question.id


def figures(found: BankNews) -> str:
    """How many questions an update touched, and how."""
    parts = [
        (found.revised, tr("%n revised", found.revised)),
        (found.new, tr("%n new", found.new)),
        (found.gone, tr("%n no longer in it", found.gone)),
        (found.behind, tr("%n changed that you had edited", found.behind)),
    ]
    return ", ".join(words for count, words in parts if count)


def _entries(rows: tuple[NewsRow, ...]) -> list[tuple[_Entry | None, RowFace]]:
    titles = {
        "behind": tr("Edited by you; the shipped text has changed"),
        "revised": tr("Revised"),
        "new": tr("New"),
        "gone": tr("No longer in the bank"),
    }
    entries: list[tuple[_Entry | None, RowFace]] = []
    last = ""
    for row in rows:
        if row.kind != last:
            last = row.kind
            entries.append((None, RowFace(titles[row.kind], heading=True)))
        entries.append((_Entry(row), _face(row)))
    return entries


def _face(row: NewsRow) -> RowFace:
    topic = catalog.topics().by_slug[row.question.topic].short
    what = ", ".join(row.fields)
    details = tuple(filter(None, (topic, what)))
    sign = Sign("edit", tr("yours stays"), "info") if row.kind == "behind" else None
    note = tr("archived") if row.question.archived else ""
    return RowFace(row.question.prompt, details, sign=sign, note=note, lines=2, dim=row.question.archived)
