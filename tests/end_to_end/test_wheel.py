"""What is installed works without the repository: the wheel is built, unpacked elsewhere and started."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILD = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
WINDOW = """
import sys
from PySide6.QtCore import QTimer
from mltracker import app
from mltracker.ui import session as module

class Brief(module.Session):
    def open(self):
        super().open()
        print(self.window.host.shown.name, flush=True)
        QTimer.singleShot(0, self.window.close)

module.Session = Brief
sys.exit(app.main(["--data-dir", sys.argv[1]]))
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("wheel")
    name = subprocess.run(
        [sys.executable, "-c", BUILD, str(made)], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split()[-1]
    target = made / "installed"
    with zipfile.ZipFile(made / name) as wheel:
        wheel.extractall(target)
    return target


def run(installed: Path, tmp_path: Path, *words: str) -> Any:
    environment = os.environ | {"PYTHONPATH": str(installed)}
    return subprocess.run(
        [sys.executable, *words], cwd=tmp_path, env=environment, check=False, capture_output=True, text=True
    )


def test_the_command_line_of_the_wheel_makes_and_reads_a_database(installed: Path, tmp_path: Path) -> None:
    made = run(installed, tmp_path, "-m", "mltracker", "--json", "--data-dir", "data", "demo")
    assert made.returncode == 0, made.stderr
    assert json.loads(made.stdout)["applications"] == 18
    where = run(installed, tmp_path, "-c", "import mltracker; print(mltracker.__file__)")
    assert str(installed) in where.stdout


def test_the_window_of_the_wheel_opens_and_closes(installed: Path, tmp_path: Path) -> None:
    shown = run(installed, tmp_path, "-c", WINDOW, "data")
    assert (shown.returncode, shown.stdout) == (0, "today\n"), shown.stderr
    assert (tmp_path / "data" / "mltracker.db").is_file()
