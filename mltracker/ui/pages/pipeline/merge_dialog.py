"""Merging two applications: which one stays, and in words what becomes of the other, before anything is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from mltracker.domain.applications import STAGE_KINDS, ApplicationRow
from mltracker.services import applications, merging
from mltracker.ui.notices import Notice
from mltracker.ui.page import PageTools
from mltracker.ui.widgets.merge_two import MergeTwo, preview_words
from mltracker.ui.words import day, inside, outcome_words, tr

# steps of the history move along without a word
QUIET = frozenset({"stage_event"})


class MergeDialog(MergeTwo):
    """Two applications to choose from."""

    def __init__(self, tools: PageTools, parent: QWidget, ids: Sequence[int]) -> None:
        super().__init__(
            "Merge two applications",
            parent,
            name="merge",
            text="One stays, and everything of the other moves to it. Which one stays?",
        )
        rows = sorted((applications.row(tools.ctx, each) for each in ids), key=_further_first)
        self._tools, self._ids = tools, [row.id for row in rows]
        self.show_sides([(f"{row.company}, {row.role_title}", _facts(row, tools)) for row in rows])

    def _preview(self, stays: int) -> str:
        found = merging.preview(self._tools.ctx, self._ids[stays], self._ids[1 - stays])
        where = tr("What differs is kept in a note: {0}.")
        return preview_words(counted(found.moves), found.filled, found.noted, where)

    def _merge(self, stays: int) -> None:
        row, change = merging.merge(self._tools.ctx, self._ids[stays], self._ids[1 - stays])
        self._tools.events.changed.emit(change)
        self._tools.events.notice.emit(Notice.done(self.tr("Merged into {0}").format(row.role_title)))
        self._tools.navigator.open_application(row.id)  # the other one may have been in view


def counted(moves: Mapping[str, int]) -> list[str]:
    """How many of each: "2 interviews", "3 notes", "1 tag"."""
    words = {
        "interview": (tr("1 interview"), tr("%n interviews", moves.get("interview", 0))),
        "note": (tr("1 note"), tr("%n notes", moves.get("note", 0))),
        "application_document": (
            tr("1 document"),
            tr("%n documents", moves.get("application_document", 0)),
        ),
        "application_contact": (tr("1 person"), tr("%n people", moves.get("application_contact", 0))),
        "application_tag": (tr("1 tag"), tr("%n tags", moves.get("application_tag", 0))),
        "checklist_item": (tr("1 checklist item"), tr("%n checklist items", moves.get("checklist_item", 0))),
        "offer_version": (tr("1 offer"), tr("%n offers", moves.get("offer_version", 0))),
    }
    parts = [words[name][count != 1] for name, count in moves.items() if count and name in words]
    rest = sum(count for name, count in moves.items() if name not in words and name not in QUIET)
    if rest:
        parts.append(tr("1 other entry") if rest == 1 else tr("%n other entries", rest))
    return parts


def _further_first(row: ApplicationRow) -> tuple[bool, int, int]:
    """The one that is live and further on is most likely to stay; of equals the older."""
    return (row.outcome != "open", -STAGE_KINDS.index(row.furthest_kind), row.id)


def _facts(row: ApplicationRow, tools: PageTools) -> str:
    today = tools.ctx.today()
    ended = inside(outcome_words(row.outcome))
    applied = tr("applied {0}").format(day(row.applied_on, today)) if row.applied_on else ""
    entered = tr("entered {0}").format(day(row.created_at.astimezone(tools.ctx.zone).date(), today))
    return " · ".join(filter(None, (row.stage, ended, applied, entered)))
