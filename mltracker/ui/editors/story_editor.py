"""A story in the parts that an interviewer asks for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mltracker.domain.content import StoryPromptEntry
from mltracker.domain.errors import InvalidInput
from mltracker.domain.stories import KINDS, SECTIONS, StoryDraft, StoryRow
from mltracker.services import catalog, stories
from mltracker.ui.editors.editor import Editor
from mltracker.ui.page import PageTools
from mltracker.ui.widgets.form import Choice, line_edit, text_edit
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.tag_edit import TagEdit
from mltracker.ui.words import tr


class StoryEditor(Editor):
    """Adds a story, from a starter or not, or changes one; a title is enough. `added` carries the id of a new one."""

    added = Signal(object)

    def __init__(
        self,
        tools: PageTools,
        parent: QWidget,
        row: StoryRow | None = None,
        *,
        starter: StoryPromptEntry | None = None,
    ) -> None:
        super().__init__(
            tools,
            parent,
            self.tr("Edit story") if row else self.tr("Add story"),
            name="story-editor",
            ok=self.tr("Save") if row else self.tr("Add story"),
            draft_key="editor:story" if row else f"editor:story:{starter.slug if starter else 'new'}",
            draft_of=("story", row.id) if row else None,
        )
        self._row = row
        self._kind = Choice(
            [(key, tr(words)) for key, words in KINDS.items()], name="story-kind", title=self.tr("Kind")
        )
        title = row.title if row else starter.title if starter else ""
        self._title = line_edit("story-title", title, title=self.tr("Title"))
        sections = row.sections if row else {}
        self._parts = {
            key: text_edit(f"story-{key}", sections.get(key, ""), lines=3, title=tr(words))
            for parts in SECTIONS.values()
            for key, words in parts.items()
        }
        known = {skill.slug: skill.title for skill in catalog.topics().skills}
        self._skills = TagEdit(
            name="story-skills",
            title=self.tr("What it shows"),
            suggestions=list(known.values()),
            placeholder=self.tr("add a skill"),
        )
        self._skills.set_tags(
            row.skills if row else [known[slug] for slug in starter.skills] if starter else []
        )
        self._arrange(starter)
        self._kind.currentIndexChanged.connect(self._on_kind)
        self._kind.set_value(row.kind if row else starter.kind if starter else "star")
        self.keep_typing()
        if row is None and not self._is_typed("star") and self._is_typed("project"):
            self._kind.set_value("project")  # what was brought back was typed into the other parts
        self._on_kind()
        (self._parts[next(iter(SECTIONS[self._kind.value]))] if starter else self._title).setFocus()

    def _arrange(self, starter: StoryPromptEntry | None) -> None:
        if starter is not None:
            self.set_text(starter.prompt)
            hints = "\n".join(f"• {hint}" for hint in starter.hints)
            self.form.add_wide(label(hints, "muted", wrap=True, name="story-hints"))
        self.form.add("title", self.tr("Title"), self._title)
        self.form.add("kind", self.tr("Kind"), self._kind)
        for key, field in self._parts.items():
            self.form.add(key, field.accessibleName(), field)
        self.form.add("skills", self.tr("What it shows"), self._skills)

    def _is_typed(self, kind: str) -> bool:
        return any(
            self._parts[key].toPlainText()
            for known, parts in SECTIONS.items()
            if known == kind
            for key in parts
        )

    def _on_kind(self) -> None:
        for kind, parts in SECTIONS.items():
            for key in parts:
                self.form.set_shown(key, on=kind == self._kind.value)

    def _on_save(self) -> None:
        self.form.clear_errors()
        parts = {key: field.toPlainText() for key, field in self._parts.items()}
        try:
            draft = StoryDraft.make(
                kind=self._kind.value, title=self._title.text(), skills=self._skills.tags, **parts
            )
        except InvalidInput as error:
            self.show_errors(error)
            return
        ctx = self.tools.ctx
        if self._row is not None:
            self.save(self.tr("Saved {0}").format(draft.title), stories.edit, ctx, self._row.id, draft)
        else:
            kept = self.save(self.tr("Added {0}").format(draft.title), stories.add, ctx, draft)
            if kept is not None:
                self.added.emit(kept.id)
