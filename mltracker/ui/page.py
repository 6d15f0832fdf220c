"""What every page is: a widget with a title, told what changed, refreshed when it is next seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mltracker.domain.changes import Change
from mltracker.domain.errors import UserError
from mltracker.ui.events import Events
from mltracker.ui.navigation import Navigator, Place
from mltracker.ui.notices import Notice
from mltracker.ui.prompts import Prompts
from mltracker.ui.settings import WindowSettings
from mltracker.ui.tasks import Tasks
from mltracker.ui.widgets.tab_order import first_in

if TYPE_CHECKING:
    from mltracker.services.context import Context

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PageTools:
    """What pages are constructed with; nothing else reaches them."""

    ctx: Context
    events: Events
    prompts: Prompts
    tasks: Tasks
    navigator: Navigator
    settings: WindowSettings


class Page(QWidget):
    """A page of the main window.

    Sub-classes set `concerns` (the changes they show), fill `_build` and `refresh`, and may take places in `open`.
    The frame calls `refresh_after` when the page is shown first (after all changes there are) or stale, and when a
    change that concerns it happens while it is visible.
    """

    subtitle_changed = Signal(str)
    # for a page whose `place` may change while it stays in view
    place_changed = Signal()
    concerns: Change = Change.ALL

    def __init__(self, tools: PageTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tools = tools
        self.subtitle = ""

    def refresh(self) -> None:
        """Read again what the page shows and show it."""
        raise NotImplementedError

    def refresh_after(self, change: Change) -> None:  # noqa: ARG002 - for pages to answer
        """Show what changed since the page was read; one that knows which part that touches reads that part alone."""
        self.refresh()

    def open(self, place: Place) -> None:
        """Show an item, section or request of this page; called after the page became visible and fresh."""

    def prepare(self, place: Place) -> bool:  # noqa: ARG002 - for pages to answer
        """Told, before a stale page is refreshed, where it will be opened; True if `open` reads everything by itself."""
        return False

    def place(self) -> Place | None:
        """What is shown now, for going back to it; None: just the page."""
        return None

    def focus_search(self) -> None:
        """Put the cursor into the page's own search field, where it has one."""

    def start(self, *, anew: bool = False) -> QWidget | None:
        """Where the keyboard goes when the page is shown: where it was, else or `anew` where work begins."""
        last = self.focusWidget()
        if not anew and last is not None and last.isVisible() and last.isEnabled():
            return last
        return self.begins_at() or first_in(self)

    def begins_at(self) -> QWidget | None:
        """The control that most of the work on the page begins with; None: what Tab comes to first."""
        return None

    def may_leave(self) -> bool:
        """Called before another page is shown or the window closes: keep drafts; False keeps the page."""
        return True

    def set_subtitle(self, text: str) -> None:
        """The small words beside the page's title."""
        self.subtitle = text
        self.subtitle_changed.emit(text)

    def attempt(self, use_case: Callable[P, tuple[T, Change]], *args: P.args, **kwargs: P.kwargs) -> T | None:
        """Run a writing use case, tell every page what changed, and return its result.

        A UserError becomes a notice and None is returned; forms that show errors at their fields call the service
        themselves and use `announce`.
        """
        return attempt(self.tools, use_case, *args, **kwargs)


def attempt(
    tools: PageTools, use_case: Callable[P, tuple[T, Change]], *args: P.args, **kwargs: P.kwargs
) -> T | None:
    """Run a writing use case, tell every page what changed, and return its result; a UserError becomes a notice."""
    try:
        result, change = use_case(*args, **kwargs)
    except UserError as error:
        tools.events.notice.emit(Notice.problem(error))
        return None
    tools.events.changed.emit(change)
    return result
