"""Every page as a PNG, in both themes, with the sample search: for the README, and to look at what was built."""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
# the fonts of the tests: pictures look the same on every desk
os.environ["FONTCONFIG_FILE"] = str(Path(__file__).resolve().parents[1] / "tests" / "fonts.conf")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton

from mltracker.services import interviews, prep_sheets
from mltracker.ui.frame.palette import CommandPalette
from mltracker.ui.navigation import Place
from mltracker.ui.paper import page_size
from mltracker.ui.prep_sheet import composed
from mltracker.ui.session import Session

NOW = datetime(2026, 12, 1, 9, 40, tzinfo=UTC)
PLACES = {
    "today": Place("today"),
    "pipeline-table": Place("pipeline", section="table"),
    "pipeline": Place("pipeline", section="board"),
    "application": Place("pipeline", 1, "overview"),
    "timeline": Place("pipeline", 1, "timeline"),
    "people": Place("pipeline", 1, "people"),
    "documents": Place("pipeline", 1, "documents"),
    "offer": Place("pipeline", 4, "offer"),
    "interview": Place("interviews", 5),
    "loop": Place("interviews", 7),
    "past": Place("interviews", 3),
    "month": Place("interviews", section="month"),
    "stories": Place("interviews", 1, "stories"),
    "debrief": Place("interviews", 4, "debrief"),
    "practice": Place("practice"),
    "questions": Place("questions"),
    "ask": Place("ask"),
    "readiness": Place("readiness"),
    "library-stories": Place("library", section="stories"),
    "library-documents": Place("library", section="documents"),
    "library-people": Place("library", section="people"),
    "library-companies": Place("library", 1, "companies"),
    "settings": Place("settings"),
}
README = {"today": "today", "pipeline": "pipeline", "interview": "interview", "card": "practice"}


def main(argv: list[str]) -> int:
    """Write the pictures into a folder (screens/ by default), and with --readme four of them into docs/."""
    folder = Path(next((word for word in argv if not word.startswith("--")), "screens"))
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as data:
        session = Session(application, Path(data), lambda: NOW)
        session.show()
        session.open()
        wait(200)
        for look in ("light", "dark"):
            session.window.set_appearance(look)
            save(session, folder / f"first-run-{look}.png")
        session.open_sample()
        wait(200)
        prep_pages(session, folder)
        for size in ((1440, 900), (1024, 640)):
            session.window.resize(*size)
            for look in ("light", "dark"):
                session.window.set_appearance(look)
                tour(session, folder, f"{look}-{size[0]}")
        session.window.close()
    if "--readme" in argv:
        docs = Path("docs")
        docs.mkdir(exist_ok=True)
        for shot, name in README.items():
            (docs / f"{name}.png").write_bytes((folder / f"{shot}-light-1440.png").read_bytes())
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")
    return 0


def tour(session: Session, folder: Path, suffix: str) -> None:
    """Show each place and keep its picture; a practice card is revealed for the last one."""
    host = session.window.host
    if host is None:
        return
    for name, place in PLACES.items():
        host.show_place(place)
        save(session, folder / f"{name}-{suffix}.png")
    host.show_place(PLACES["pipeline"])
    session.window.open_palette()
    palette = session.window.findChild(CommandPalette)
    palette.findChild(QLineEdit).setText("fern")
    save(session, folder / f"palette-{suffix}.png")
    palette.dismiss()
    company_dialogs(session, folder, suffix)
    host.show_place(PLACES["today"])
    session.window.show_reminders()
    save_dialog(session, folder / f"reminders-{suffix}.png")
    starts = "do-item:"  # thanks for the last interview
    write = [b for b in host.page.findChildren(QPushButton) if b.objectName().startswith(starts)]
    if write:
        write[0].click()
        save_dialog(session, folder / f"letter-{suffix}.png")
    session.window.practice_next()
    card = getattr(host.page, "_card", None)
    if card is not None:
        card.reveal()
        save(session, folder / f"card-{suffix}.png")
        card.end()
        wait(50)
        done = host.page.findChild(QPushButton, "finish-done") if host.page else None
        if done is not None:
            done.click()


def prep_pages(session: Session, folder: Path) -> None:
    """The prep sheet of the next interview on both papers."""
    ctx = session.context
    row = interviews.next_one(ctx) if ctx is not None else None
    if ctx is None or row is None:
        return
    sheet = prep_sheets.for_interview(ctx, row.id)
    for paper in ("a4", "letter"):
        composed(sheet, page_size(paper), NOW).as_image().save(str(folder / f"prep-sheet-{paper}.png"))


def company_dialogs(session: Session, folder: Path, suffix: str) -> None:
    """The form of a company, and of two that are one: asked for by the name of another."""
    host = session.window.host
    if host is None:
        return
    host.show_place(PLACES["library-companies"])
    edit = host.page.findChild(QPushButton, "company-edit") if host.page else None
    if edit is None:
        return
    edit.click()
    wait(200)
    form = QApplication.activeModalWidget()
    name = form.findChild(QLineEdit, "company-name") if form else None
    save = form.findChild(QPushButton, "company-editor-ok") if form else None
    merge = form.findChild(QPushButton, "company-editor-merge") if form else None
    if name is None or save is None or merge is None:
        return
    name.setText("Harrowmint")
    save.click()
    merge.click()
    save_dialog(session, folder / f"merge-companies-{suffix}.png")
    save_dialog(session, folder / f"company-{suffix}.png")


def save(session: Session, path: Path) -> None:
    """Let the page settle, then keep what the window shows."""
    wait(400)
    session.window.grab().save(str(path))


def save_dialog(session: Session, path: Path) -> None:
    """Keep the window with the dialog over it, and close the dialog."""
    wait(400)
    dialog = QApplication.activeModalWidget()
    picture = session.window.grab()
    if isinstance(dialog, QDialog):
        painter = QPainter(picture)
        painter.drawPixmap(dialog.pos() - session.window.pos(), dialog.grab())
        painter.end()
        dialog.reject()
    picture.save(str(path))


def wait(milliseconds: int) -> None:
    """Let Qt work for a moment."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
