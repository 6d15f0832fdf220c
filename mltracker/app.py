"""The window's composition root: paints the frame with Qt alone, then opens the data and brings the pages.

It chooses the real clock and the data folder, and is one of the two places that may.
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from mltracker import paths
from mltracker.ui import system


def main(argv: Sequence[str]) -> int:
    """Open the window and run until it is closed; 2 when no window can be shown here."""
    options = _options(argv)
    problem = _missing()
    if problem:
        sys.stderr.write(problem + "\n")
        return 2
    # what a start makes mostly stays; looking for garbage meanwhile would cost a sixth of it
    gc.disable()
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from mltracker.ui.session import Session
    from mltracker.ui.signals import Termination

    folder = options.data_dir or paths.data_dir()
    application = QApplication(sys.argv[:1])
    session = Session(application, folder, _clock(options.now))
    termination = Termination(application)
    termination.requested.connect(session.end)

    def furnish() -> None:
        session.furnish()
        # Qt paints 5 ms after something changed; what follows keeps it busy for a while
        QTimer.singleShot(10, open_data)

    def open_data() -> None:
        try:
            session.open()
        finally:
            gc.freeze()
            gc.enable()

    # the outline is on the screen before anything heavy is imported
    session.window.first_painted.connect(furnish)
    session.show()
    code: int = application.exec()
    session.close()
    return code


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="mltracker", description="mltracker's window; mltracker-cli lists commands."
    )
    parser.add_argument("--data-dir", type=Path, help="the folder with the data")
    parser.add_argument("--now", help=argparse.SUPPRESS)
    return parser.parse_args(argv)


def _clock(fixed: str | None) -> Callable[[], datetime]:
    if fixed is None:
        return lambda: datetime.now(UTC)
    moment = datetime.fromisoformat(fixed).astimezone(UTC)
    return lambda: moment


def _missing() -> str:
    """Why no window can be shown, in words; Qt would abort the process instead of saying it."""
    if not system.has_display():
        return "mltracker: there is no display here. Start it in a desktop session."
    packages = system.missing_packages(window=system.needs_xcb())
    if packages:
        return f"mltracker: Qt needs libraries that are missing. Install them with:\n    {system.install_command(packages)}"
    return ""
