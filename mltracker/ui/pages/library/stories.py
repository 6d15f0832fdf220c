"""Stories: what to tell when they ask about you, which questions it answers, and who has heard it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mltracker.domain.questions import QuestionFilter
from mltracker.domain.stories import KINDS, SECTIONS, StoryDetail, StoryRow, StoryTelling
from mltracker.services import catalog, interviews, questions, stories
from mltracker.ui.delegates.rows import RowFace
from mltracker.ui.editors.story_editor import StoryEditor
from mltracker.ui.notices import Notice
from mltracker.ui.page import PageTools
from mltracker.ui.pages.library.shelf import WIDEST, Shelf, Shelved
from mltracker.ui.paint import Sign
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.chip import LabelChip
from mltracker.ui.widgets.choose_dialog import Choosable, ChooseDialog
from mltracker.ui.widgets.flow_layout import FlowLayout
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import hbox, vbox
from mltracker.ui.widgets.list_row import LinkRow
from mltracker.ui.widgets.page_margins import PageMargins
from mltracker.ui.words import day, home_zone, tr

EVERY = 1_000_000


class StoriesShelf(Shelf):
    """Starters stand where no story is yet; behind "Ideas" they can be had again."""

    name = "stories"
    says_all = False

    def __init__(self, tools: PageTools) -> None:
        super().__init__(tools, self.tr("Search stories"), self.tr("Stories"))
        self._detail: StoryDetail | None = None

    def _buttons(self) -> list[Button]:
        add = Button(self.tr("Add story"), name="stories-add", size="small", icon_name="add")
        ideas = Button(self.tr("Ideas"), name="stories-ideas", kind="ghost", size="small")
        add.clicked.connect(self._on_add)
        ideas.clicked.connect(self._on_ideas)
        return [add, ideas]

    def _read(self) -> Sequence[Shelved]:
        found = []
        for row in stories.rows(self.tools.ctx):
            of = len(SECTIONS[row.kind])
            details = [
                tr(KINDS[row.kind]),
                self.tr("{0} of {1} parts written").format(row.written, of) if row.written < of else "",
            ]
            note = tr("told %n times", row.told) if row.told > 1 else self.tr("told once") if row.told else ""
            face = RowFace(row.title, tuple(filter(None, details)), note=note)
            found.append(
                Shelved(row.id, row, face, " ".join((row.title, *row.skills, *row.sections.values())))
            )
        return found

    def _nothing(self) -> QWidget:
        return self._starters()

    def _starters(self) -> QWidget:
        content = QWidget()
        content.setMaximumWidth(WIDEST)
        card = Card(name="story-starters", flush=True)
        for entry in catalog.story_prompts():
            line = LinkRow(entry.title, entry.prompt, name=f"starter-{entry.slug}", icon_name="edit")
            line.setProperty("slug", entry.slug)
            line.clicked.connect(self._on_starter)
            card.add_row(line)
        content.setLayout(
            vbox(
                label(self.tr("Stories worth having ready"), "title", wrap=True, name="starters-title"),
                label(
                    self.tr(
                        "Most rounds ask for something you did. Choose a question to begin with; what you"
                        " write is kept here, linked to what it answers, with who has heard it."
                    ),
                    tone="muted",
                    wrap=True,
                ),
                card,
                None,
                spacing=12,
                margins=(24, 16, 24, 24),
            )
        )
        PageMargins(content)
        return content

    def _content(self, row: StoryRow, column: QVBoxLayout) -> None:
        detail = stories.detail(self.tools.ctx, row.id)
        self._detail = detail
        chips = QWidget()
        flow = FlowLayout(chips, spacing=6)
        for words in (tr(KINDS[row.kind]), *row.skills):
            flow.addWidget(LabelChip(words, chips))
        edit = Button(name="story-edit", icon_name="edit", kind="ghost", tip=self.tr("Edit this story"))
        delete = Button(
            name="story-delete", icon_name="trash", kind="ghost", tip=self.tr("Delete this story")
        )
        edit.clicked.connect(self._on_edit)
        delete.clicked.connect(self._on_delete)
        head = hbox(chips, edit, delete)
        head.setStretch(0, 1)
        column.addLayout(head)
        column.addWidget(label(row.title, "title", wrap=True, selectable=True, name="story-shown"))
        for key, words in SECTIONS[row.kind].items():
            text = row.sections.get(key, "")
            part = vbox(label(tr(words), "strong"), spacing=2)
            part.addWidget(
                label(
                    text or self.tr("Not written yet"),
                    tone="" if text else "muted",
                    wrap=True,
                    selectable=True,
                )
            )
            column.addLayout(part)
        column.addWidget(label(self.tr("Questions it answers"), "strong"))
        column.addWidget(self._answers(detail))
        column.addWidget(label(self.tr("Told at"), "strong"))
        column.addWidget(self._tellings(detail))

    def _answers(self, detail: StoryDetail) -> Card:
        card = Card(name="story-questions", flush=True)
        for answer in detail.questions:
            line = LinkRow(
                answer.prompt, name=f"story-question-{answer.id}", icon_name="questions", height=40
            )
            line.setProperty("item", answer.id)
            line.clicked.connect(self._on_question)
            line.add(self._close(f"story-unlink-{answer.id}", answer.id, self.tr("Take this question off")))
            card.add_row(line)
        add = Button(
            self.tr("Link questions"), name="story-link", kind="ghost", size="small", icon_name="add"
        )
        add.clicked.connect(self._on_link)
        card.add_row(_padded(add))
        return card

    def _tellings(self, detail: StoryDetail) -> Card:
        card = Card(name="story-told", flush=True)
        for telling in detail.told:
            line = LinkRow(
                telling.company,
                self._when(telling),
                name=f"story-told-{telling.interview_id}",
                icon_name="interviews",
            )
            line.setProperty("item", telling.interview_id)
            line.clicked.connect(self._on_interview)
            tip = self.tr("It was not told there")
            line.add(self._close(f"story-untell-{telling.interview_id}", telling.interview_id, tip))
            card.add_row(line)
        add = Button(
            self.tr("Told at an interview"), name="story-tell", kind="ghost", size="small", icon_name="add"
        )
        add.clicked.connect(self._on_tell)
        card.add_row(_padded(add))
        return card

    def _close(self, name: str, item: int, tip: str) -> Button:
        made = Button(name=name, kind="ghost", size="small", icon_name="close", tip=tip)
        made.setProperty("item", item)
        made.clicked.connect(self._on_untell if name.startswith("story-untell") else self._on_unlink)
        return made

    def _when(self, telling: StoryTelling) -> str:
        title = catalog.rounds().by_kind[telling.round_kind].title
        if telling.starts_at is None:
            return title
        return f"{title} · {day(telling.starts_at.astimezone(home_zone()).date(), self.tools.ctx.today())}"

    def _on_add(self) -> None:
        self._edit_new(StoryEditor(self.tools, self.window()))

    def _on_ideas(self) -> None:
        self.show_instead(self._starters())

    def _on_starter(self) -> None:
        slug = self.sender().property("slug")
        starter = next(entry for entry in catalog.story_prompts() if entry.slug == slug)
        self._edit_new(StoryEditor(self.tools, self.window(), starter=starter))

    def _edit_new(self, editor: StoryEditor) -> None:
        editor.added.connect(self.show_item)
        editor.open()

    def _on_edit(self) -> None:
        if self._detail is not None:
            StoryEditor(self.tools, self.window(), self._detail.row).open()

    def _on_delete(self) -> None:
        if self._detail is not None:
            row = self._detail.row
            self.changer.run(self.tr("Deleted {0}").format(row.title), stories.delete, self.tools.ctx, row.id)

    def _on_question(self) -> None:
        self.tools.navigator.open_question(int(self.sender().property("item")))

    def _on_interview(self) -> None:
        self.tools.navigator.open_interview(int(self.sender().property("item")))

    def _on_unlink(self) -> None:
        item = int(self.sender().property("item"))
        if self._detail is not None:
            words, ctx = self.tr("Question taken off"), self.tools.ctx
            self.changer.run(words, stories.unlink, ctx, self._detail.row.id, item)

    def _on_untell(self) -> None:
        item = int(self.sender().property("item"))
        if self._detail is not None:
            words, ctx = self.tr("Taken back"), self.tools.ctx
            self.changer.run(words, stories.untell, ctx, self._detail.row.id, item)

    def _on_link(self) -> None:
        if self._detail is None:
            return
        dialog = ChooseDialog(
            self.tr("Link questions"),
            self.window(),
            name="story-choose-questions",
            text=self.tr("Which questions does this story answer? Those about you and your work come first."),
            ok=self.tr("Link"),
            nothing=self.tr("Every question is linked already."),
            icon_name="questions",
        )
        here = {answer.id for answer in self._detail.questions}
        topics = catalog.topics().by_slug
        about: list[Choosable] = []
        others: list[Choosable] = []
        for row in questions.search(self.tools.ctx, QuestionFilter(), limit=EVERY).rows:
            if row.id not in here and row.part_of_id is None:
                title = topics[row.topic].title
                entry = Choosable(row, RowFace(row.prompt, (title,)), f"{row.prompt} {title}")
                (about if row.topic in stories.ABOUT_YOU else others).append(entry)
        dialog.chosen.connect(self._on_linked)
        dialog.show_entries([*about, *others])
        dialog.open()

    def _on_linked(self, rows: object) -> None:
        if isinstance(rows, list) and self._detail is not None:
            words = self.tr("Question linked") if len(rows) == 1 else tr("%n questions linked", len(rows))
            ids = [row.id for row in rows]
            self.changer.run(words, stories.link, self.tools.ctx, self._detail.row.id, ids)

    def _on_tell(self) -> None:
        if self._detail is None:
            return
        dialog = ChooseDialog(
            self.tr("Told at an interview"),
            self.window(),
            name="story-choose-interview",
            text=self.tr("At which interview did you tell it, or will you?"),
            ok=self.tr("Note it"),
            nothing=self.tr("Add an interview first."),
            icon_name="interviews",
            several=False,
        )
        here = {telling.interview_id for telling in self._detail.told}
        heard = {telling.company for telling in self._detail.told}
        entries = []
        for row in reversed(interviews.rows(self.tools.ctx)):
            if row.id not in here:
                title = catalog.rounds().by_kind[row.round_kind].title
                when = (
                    day(row.starts_at.astimezone(home_zone()).date(), self.tools.ctx.today())
                    if row.starts_at
                    else self.tr("no date yet")
                )
                sign = Sign("info", self.tr("has heard it"), "info") if row.company in heard else None
                face = RowFace(row.company, (title, when), sign=sign, icon="interviews")
                entries.append(Choosable(row, face, f"{row.company} {title} {row.role_title}"))
        dialog.chosen.connect(self._on_told)
        dialog.show_entries(entries)
        dialog.open()

    def _on_told(self, rows: object) -> None:
        if not isinstance(rows, list) or self._detail is None:
            return
        (row,) = rows
        before = self.changer.run("", stories.tell, self.tools.ctx, self._detail.row.id, row.id)
        if before:
            said = self.tr("Noted. {0} has heard this story before: {1}").format(
                row.company, self._when(before[0])
            )
            self.tools.events.notice.emit(Notice(said, "warn", undo=True))
        elif before is not None:
            self.tools.events.notice.emit(Notice.done(self.tr("Noted for {0}").format(row.company)))


def _padded(button: Button) -> QWidget:
    holder = QWidget()
    holder.setLayout(hbox(button, None, margins=(8, 4, 8, 4)))
    return holder
