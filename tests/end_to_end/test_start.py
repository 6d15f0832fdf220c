"""The start in order: an outline, the frame, the data; nothing heavy is imported for the first two."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEAVY = [
    "sqlmodel",
    "sqlalchemy",
    "pydantic",
    "alembic",
    "fsrs",
    "mltracker.store",
    # not even for the first page
    "icalendar",
    "rapidfuzz",
    "dateutil",
    "mltracker.domain.meaning",
]
# the paint that ends the first moment is the one that tells; the enumerations of Qt's own namespace cost most of it
START = """
import json, linecache, sys
from datetime import UTC, datetime
from pathlib import Path
from PySide6.QtWidgets import QApplication
from mltracker.ui.session import Session
app = QApplication([])
session = Session(app, Path(sys.argv[1]), lambda: datetime(2026, 12, 1, 9, 40, tzinfo=UTC))
heavy, seen = json.loads(sys.argv[2]), {}
def outlined():
    seen["outline"] = [name for name in heavy if name in sys.modules]
    seen["parts"] = [name for name in ("mltracker.ui.frame.rail", "mltracker.ui.theme") if name in sys.modules]
    session.furnish()
    seen["frame"] = [name for name in heavy if name in sys.modules]
    session.open()
    seen["data"] = session.window.host is not None
    seen["later"] = [name for name in heavy[-4:] if name in sys.modules]
    seen["sources"] = [name for name in linecache.cache if "sqlalchemy" in name and name.endswith(".py")]
    session.window.close()
    app.quit()
session.window.first_painted.connect(outlined)
session.show()
app.exec()
print(json.dumps(seen))
"""


def test_outline_and_frame_are_painted_before_anything_heavy_is_imported_and_no_source_is_kept(
    tmp_path: Path,
) -> None:
    command = [sys.executable, "-c", START, str(tmp_path / "data"), json.dumps(HEAVY)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    run = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=True)
    assert json.loads(run.stdout) == {
        "outline": [],
        "parts": [],
        "frame": [],
        "data": True,
        "later": [],
        "sources": [],
    }
