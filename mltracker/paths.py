"""Where things are on disk: the data folder with its layout, and the shipped resources. Standard library at import."""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
APP_ID = "io.github.mltracker.mltracker"


def resource(name: str) -> Path:
    """Path of a shipped file or folder below resources/: of the installed package, else of the repository."""
    installed = _PACKAGE / "resources"
    root = installed if installed.is_dir() else _PACKAGE.parent / "resources"
    return root / name


def data_dir() -> Path:
    """The data folder: MLTRACKER_HOME if set, else the system's place for such data."""
    chosen = os.environ.get("MLTRACKER_HOME")
    if chosen:
        return Path(chosen).expanduser()
    import platformdirs  # only needed without the variable, and not by those who import resource()

    return Path(platformdirs.user_data_dir("mltracker", appauthor=False))


def database(folder: Path) -> Path:
    """The database file of a data folder."""
    return folder / "mltracker.db"


def lock_file(folder: Path) -> Path:
    """What the one writer of a data folder holds."""
    return folder / "mltracker.db.lock"


def backups(folder: Path) -> Path:
    """Where snapshots of a data folder lie."""
    return folder / "backups"


def documents(folder: Path) -> Path:
    """Where copied documents lie, by id."""
    return folder / "documents"


def recovery(folder: Path) -> Path:
    """Where unsaved edits go when the database cannot be written any more."""
    return folder / "recovery"


def logs(folder: Path) -> Path:
    """Where logs lie; they hold no personal data."""
    return folder / "logs"


def sample(folder: Path) -> Path:
    """The sample search of a data folder, laid out alike."""
    return folder / "sample"
