"""The window is ended from outside while something is typed: what was typed comes back."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

TYPING = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from mltracker import app
from mltracker.ui import session as module

class Typing(module.Session):
    def open(self):
        super().open()
        self.window.add("application")
        QTimer.singleShot(50, self.type)

    def type(self):
        QTest.keyClicks(self.window.findChild(QLineEdit, "application-company"), "Fernhollow Labs")
        print("typed", flush=True)

module.Session = Typing
sys.exit(app.main(["--data-dir", sys.argv[1]]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGTERM there")
def test_what_is_typed_survives_being_told_to_end(data_dir: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    places = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
    command = [sys.executable, "-c", TYPING, str(data_dir)]
    environment = {**os.environ, **dict.fromkeys(places, str(home))}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as window:
        assert window.stdout is not None
        assert window.stdout.readline() == "typed\n"
        window.send_signal(signal.SIGTERM)
        assert window.wait(timeout=20) == 0
    connection = sqlite3.connect(data_dir / "mltracker.db")
    kept = dict(connection.execute("SELECT key, payload FROM draft").fetchall())
    connection.close()
    assert json.loads(kept["editor:application"])["application-company"] == "Fernhollow Labs"
    # the system's own caches aside, nothing is written anywhere else
    assert [path for path in home.rglob("*") if path.is_file() and ".cache" not in path.parts] == []
