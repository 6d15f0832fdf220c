"""Packs of questions by the window: look at a file before anything is kept, take it in, write one's own out."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QCheckBox, QWidget

from mltracker.domain.changes import Change
from mltracker.domain.content import PackEntry
from mltracker.domain.errors import UserError
from mltracker.services import catalog, question_packs
from mltracker.services.files import shown_name
from mltracker.services.question_packs import PackPlan, PackRefused
from mltracker.ui.delegates.rows import RowDelegate, RowFace
from mltracker.ui.models.list_model import FaceListModel
from mltracker.ui.notices import Notice
from mltracker.ui.page import PageTools
from mltracker.ui.prompts import with_ending
from mltracker.ui.widgets.buttons import Button
from mltracker.ui.widgets.dialog import Dialog
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.views import ListView
from mltracker.ui.words import questions, tr

TALL = 300


class PackExchange(QObject):
    """Asks for the file, does the work beside the window, and shows what came of it over `window`."""

    def __init__(self, tools: PageTools, window: QWidget) -> None:
        super().__init__(window)
        self._tools, self._over = tools, window

    def import_pack(self) -> None:
        """Ask for a file and show what taking it in would do."""
        path = self._tools.prompts.choose_file(
            self.tr("Import questions"), self.tr("Question packs (*.toml)")
        )
        if path is None:
            return
        ctx = self._tools.ctx

        def look(_progress: object) -> PackPlan:
            return question_packs.plan(ctx, path)

        self._tools.tasks.run(look, done=self._on_planned, failed=self._on_refused)

    def export_mine(self) -> None:
        """Ask for a place and write one's own questions there."""
        entries, _ = question_packs.mine(self._tools.ctx)
        if not entries:
            self._tools.events.notice.emit(
                Notice(self.tr("There are no questions of your own to export yet."), "info")
            )
            return
        prompts = self._tools.prompts
        chosen = prompts.save_file(
            self.tr("Export my questions"), "my-questions.toml", self.tr("Question packs (*.toml)")
        )
        # without its ending the file would not be offered for import
        path = with_ending(prompts, chosen, ".toml") if chosen is not None else None
        if path is None:
            return
        try:
            written = question_packs.export_mine(self._tools.ctx, path, replace=True)
        except UserError as error:
            self._tools.events.notice.emit(Notice.problem(error))
            return
        words = self.tr("{0} written to {1}").format(questions(written.counts["questions"]), shown_name(path))
        if written.left_out:
            words = self.tr("{0}; {1} could not be written").format(words, len(written.left_out))
        self._tools.events.notice.emit(Notice(words, "warn" if written.left_out else "good"))

    def _on_planned(self, plan: object) -> None:
        if isinstance(plan, PackPlan):
            ImportDialog(self._tools, plan, self._over.window()).open()

    def _on_refused(self, error: object) -> None:
        if isinstance(error, PackRefused):
            RefusedDialog(error, self._over.window()).open()
        elif isinstance(error, UserError):
            self._tools.events.notice.emit(Notice.problem(error))


class ImportDialog(Dialog):
    """What is new, changed, held back and left alone; nothing is kept before the button is pressed."""

    def __init__(self, tools: PageTools, plan: PackPlan, parent: QWidget) -> None:
        super().__init__("", parent, name="import-pack", wide=True)
        self._tools, self._plan = tools, plan
        self._heading.setText(self.tr("Import questions"))
        self.set_text(f"{plan.name}: {_counted(plan)}.")
        self._list = _list(self, "import-list", _planned(plan))
        self._twins = QCheckBox()
        self._twins.setObjectName("import-duplicates")
        self._twins.setText(tr("Add the %n held back, too", len(plan.duplicates)))
        if not plan.duplicates:
            self._twins.hide()
        self._twins.toggled.connect(self._on_toggled)
        self._said = label(
            self.tr("A backup is made first, and Undo takes all of it back."), "small", "muted", wrap=True
        )
        self._said.setObjectName("import-said")
        self.body.addWidget(self._list)
        self.body.addWidget(self._twins)
        self.body.addWidget(self._said)
        self._ok: Button = self.add_ok_cancel(self.tr("Import"))
        self._ok.clicked.connect(self._on_import)
        self._on_toggled()
        self._ok.setFocus()

    @property
    def _count(self) -> int:
        return self._plan.changes + (len(self._plan.duplicates) if self._twins.isChecked() else 0)

    def _on_toggled(self) -> None:
        self._ok.setText(
            self.tr("Import {0}").format(questions(self._count))
            if self._count
            else self.tr("Nothing to import")
        )
        self._ok.setEnabled(self._count > 0)

    def _on_import(self) -> None:
        self._ok.setEnabled(False)
        ctx, plan, twins = self._tools.ctx, self._plan, self._twins.isChecked()

        def take(_progress: object) -> tuple[PackPlan, Change]:
            return question_packs.take_in(ctx, plan, duplicates=twins)

        self._tools.tasks.run(take, done=self._on_taken, failed=self._on_failed)

    def _on_taken(self, result: object) -> None:
        if not isinstance(result, tuple):
            return
        done, change = result
        self._tools.events.changed.emit(change)
        self._tools.events.notice.emit(Notice.done(self.tr("{0} imported").format(questions(done.changes))))
        self.accept()

    def _on_failed(self, error: object) -> None:
        self._said.setText(str(error))
        self._said.setProperty("tone", "bad")
        self._on_toggled()


class RefusedDialog(Dialog):
    """Every fault of a file of which nothing was kept."""

    def __init__(self, error: PackRefused, parent: QWidget) -> None:
        super().__init__("", parent, name="pack-refused", wide=True)
        self._heading.setText(self.tr("This file cannot be imported"))
        count = len(error.faults)
        faults = self.tr("1 fault") if count == 1 else tr("%n faults", count)
        self.set_text(self.tr("{0}; nothing was changed. Mend the file and try again.").format(faults))
        self.body.addWidget(_list(self, "fault-list", [RowFace(fault, lines=3) for fault in error.faults]))
        close = Button(self.tr("Close"), name="pack-refused-close", kind="primary", keys="Esc")
        close.clicked.connect(self.reject)
        self.add_buttons(close)


def _counted(plan: PackPlan) -> str:
    parts = (
        (len(plan.new), tr("%n new", len(plan.new))),
        (len(plan.updated), tr("%n changed", len(plan.updated))),
        (len(plan.duplicates), tr("%n held back", len(plan.duplicates))),
        (len(plan.skipped), tr("%n left alone", len(plan.skipped))),
    )
    return ", ".join(words for count, words in parts if count)


def _planned(plan: PackPlan) -> list[RowFace]:
    remarks: dict[str, list[str]] = {}
    for remark in plan.ask:
        remarks.setdefault(remark.what, []).append(remark.why)
    parts: tuple[tuple[str, list[RowFace]], ...] = (
        (tr("New"), [_face(entry, remarks.get(entry.slug, ())) for entry in plan.new]),
        (
            tr("Changed since it was imported"),
            [_face(entry, remarks.get(entry.slug, ())) for entry in plan.updated],
        ),
        (tr("Held back"), [_face(held.row, (held.reason,)) for held in plan.duplicates]),
        (tr("Left alone"), [_face(held.row, (held.reason,)) for held in plan.skipped]),
    )
    return [face for title, faces in parts if faces for face in (RowFace(title, heading=True), *faces)]


def _face(entry: PackEntry, reasons: Iterable[str]) -> RowFace:
    topic = catalog.topics().by_slug[entry.topic].short
    words = "; ".join(reasons)
    return RowFace(
        entry.prompt, tuple(filter(None, (topic, words))), lines=2, tip=f"{entry.slug}\n{words}".strip()
    )


def _list(parent: QWidget, name: str, faces: list[RowFace]) -> ListView:
    view = ListView(parent, name=name, title=tr("What the file holds"))
    view.setItemDelegate(RowDelegate(view))
    model = FaceListModel(view)
    model.set_entries([(None if face.heading else _Line(number), face) for number, face in enumerate(faces)])
    view.setModel(model)
    view.setFixedHeight(TALL)
    return view


class _Line:
    """An entry of a list, known by its number."""

    def __init__(self, number: int) -> None:
        self.id = number
