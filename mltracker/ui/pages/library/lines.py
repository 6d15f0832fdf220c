"""What several parts of the library say: an application with how it went, an interview with its result, counts."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QLayout, QWidget

from mltracker.domain.companies import CompanyRow, MetRow, TriedRow
from mltracker.services import catalog
from mltracker.services.context import Context
from mltracker.ui.widgets.labels import label
from mltracker.ui.widgets.layouts import vbox
from mltracker.ui.widgets.list_row import LinkRow
from mltracker.ui.words import day, home_zone, inside, outcome_words, tr

FATES = {"cancelled": "cancelled", "no-show": "did not take place"}
RESULTS = {"passed": "passed", "failed": "not passed"}


def part(title: str, body: QWidget) -> QLayout:
    """A heading close above what it heads, and away from what stands before."""
    return vbox(4, label(title, "strong"), 8, body, spacing=0)


def tried_line(row: TriedRow, today: date, *, name: str) -> LinkRow:
    """An application among all of a company; its property `item` is the id."""
    if row.applied_on is None:
        when = tr("added {0}").format(day(row.created_at.astimezone(home_zone()).date(), today))
    elif row.stage_kind == "applied":
        when = day(row.applied_on, today)
    else:
        when = tr("applied {0}").format(day(row.applied_on, today))
    ended = ""
    if row.outcome != "open":
        ended = inside(outcome_words(row.outcome))
        if row.outcome_on is not None:
            ended = tr("{0} {1}").format(ended, day(row.outcome_on, today))
    shelf = tr("archived") if row.archived else ""
    words = (row.stage, when, ended, shelf)
    detail = " · ".join(filter(None, words))
    line = LinkRow(row.role_title, detail, name=name, icon_name=f"stage-{row.stage_kind}")
    line.setProperty("item", row.id)
    return line


def met_line(row: MetRow, about: str, ctx: Context, *, name: str) -> LinkRow:
    """An interview among all of a company or person; its property `item` is the id."""
    when = day(row.at.astimezone(home_zone()).date(), ctx.today()) if row.at else tr("no date yet")
    fate = FATES.get(row.status) or RESULTS.get(row.result, "")
    title = catalog.rounds().by_kind[row.round_kind].title
    detail = " · ".join(filter(None, (when, about, tr(fate) if fate else "")))
    line = LinkRow(title, detail, name=name, icon_name="interviews")
    line.setProperty("item", row.id)
    return line


def company_counts(row: CompanyRow) -> list[str]:
    """How much was tried there, in words."""
    if not row.applications:
        return [tr("no applications")]
    every, active = row.applications, row.active
    if active == every:
        words = [tr("1 active application") if every == 1 else tr("%n active applications", every)]
    else:
        words = [tr("1 application") if every == 1 else tr("%n applications", every)]
        words += [tr("%n active", active)] if active else []
    if row.interviews:
        words.append(tr("1 interview") if row.interviews == 1 else tr("%n interviews", row.interviews))
    return words
