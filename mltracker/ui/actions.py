"""Every action of the window as one table: menus, shortcuts and the palette are made from it.

`method` is a public method of the page named in `page`, or of the main window where `page` is empty. An action of a
page works while that page is shown; from the palette and the menu it shows the page first.
"""

from __future__ import annotations

from dataclasses import dataclass

MENUS = ("File", "Edit", "View", "Go", "Practice", "Help")


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One thing the user can do; `keys` in Qt's portable text, the first is shown."""

    key: str
    menu: str
    text: str
    method: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    page: str = ""
    argument: str = ""
    group: int = 0


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page of the rail; `factory` is "module:Class", imported when the page is first shown."""

    name: str
    title: str
    icon: str
    factory: str


PAGES: tuple[PageSpec, ...] = (
    PageSpec("today", "Today", "today", "mltracker.ui.pages.today.page:TodayPage"),
    PageSpec("pipeline", "Pipeline", "pipeline", "mltracker.ui.pages.pipeline.page:PipelinePage"),
    PageSpec("interviews", "Interviews", "interviews", "mltracker.ui.pages.interviews.page:InterviewsPage"),
    PageSpec("practice", "Practice", "practice", "mltracker.ui.pages.practice.page:PracticePage"),
    PageSpec("questions", "Questions", "questions", "mltracker.ui.pages.questions.page:QuestionsPage"),
    PageSpec("ask", "Ask them", "ask", "mltracker.ui.pages.ask.page:AskPage"),
    PageSpec("readiness", "Readiness", "readiness", "mltracker.ui.pages.readiness.page:ReadinessPage"),
    PageSpec("library", "Library", "library", "mltracker.ui.pages.library.page:LibraryPage"),
    PageSpec("settings", "Settings", "settings", "mltracker.ui.pages.settings.page:SettingsPage"),
)

_ADD = (
    ActionSpec(
        "add-application", "File", "Add application", "add", ("Ctrl+N",), "add", argument="application"
    ),
    ActionSpec(
        "add-interview", "File", "Add interview", "add", ("Ctrl+Shift+N",), "interviews", argument="interview"
    ),
    ActionSpec("add-rounds", "File", "Add expected rounds", "add", (), "list", argument="rounds"),
    ActionSpec("add-question", "File", "Add question", "add", (), "questions", argument="question"),
    ActionSpec("add-contact", "File", "Add contact", "add", (), "person", argument="contact"),
    ActionSpec("add-note", "File", "Add note", "add", (), "note", argument="note"),
)
_GO = tuple(
    ActionSpec(
        f"go-{page.name}",
        "Go",
        page.title,
        "show_page",
        ("Ctrl+,",) if page.name == "settings" else (f"Ctrl+{number}",),
        page.icon,
        argument=page.name,
        group=1 if page.name == "settings" else 0,
    )
    for number, page in enumerate(PAGES, start=1)
)
ACTIONS: tuple[ActionSpec, ...] = (
    *_ADD,
    ActionSpec("prep-sheet", "File", "Prep sheet…", "save_prep_sheet", ("Ctrl+P",), "print", group=1),
    ActionSpec(
        "import-questions",
        "File",
        "Import questions…",
        "exchange_questions",
        (),
        "import",
        argument="import",
        group=2,
    ),
    ActionSpec(
        "export-questions",
        "File",
        "Export my questions…",
        "exchange_questions",
        (),
        "export",
        argument="export",
        group=2,
    ),
    ActionSpec("backup-now", "File", "Back up now", "back_up", (), "backup", group=3),
    ActionSpec("leave-sample", "File", "Leave the sample search", "leave_sample", (), "close", group=3),
    ActionSpec("quit", "File", "Quit", "close", ("Ctrl+Q",), group=4),
    ActionSpec("undo", "Edit", "Undo", "undo", ("Ctrl+Z",), "undo"),
    ActionSpec("redo", "Edit", "Redo", "redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
    ActionSpec("find", "Edit", "Search this page", "focus_page_search", ("Ctrl+F",), "search", group=1),
    ActionSpec("palette", "Edit", "Search or run a command", "open_palette", ("Ctrl+K",), "search", group=1),
    ActionSpec("rail", "View", "Show or hide page names", "toggle_rail", ("Ctrl+B",), "rail"),
    ActionSpec("theme-system", "View", "Colors of the system", "set_appearance", argument="system", group=1),
    ActionSpec("theme-light", "View", "Light", "set_appearance", argument="light", group=1),
    ActionSpec("theme-dark", "View", "Dark", "set_appearance", argument="dark", group=1),
    *_GO,
    ActionSpec("month", "Go", "Interviews by month", "show_month", (), "calendar", group=1),
    ActionSpec("compare-offers", "Go", "Compare offers", "compare_offers", (), "money", group=1),
    ActionSpec("reminders", "Go", "Reminders", "show_reminders", (), "bell", group=2),
    ActionSpec("back", "Go", "Back", "go_back", ("Alt+Left",), "chevron-left", group=2),
    ActionSpec("practice-tonight", "Practice", "Tonight's plan", "practice_tonight", ("Ctrl+T",), "play"),
    ActionSpec("practice-next", "Practice", "Practice for the next interview", "practice_next", (), "target"),
    ActionSpec("shortcuts", "Help", "Keyboard shortcuts", "show_shortcuts", ("F1",), "keyboard"),
    ActionSpec("about", "Help", "About mltracker", "show_about", (), "info"),
)
