from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from mltracker.ui.settings import WindowSettings


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "window.ini"


def test_everything_survives_a_restart(path: Path) -> None:
    first = WindowSettings(path)
    first.appearance, first.density, first.page = "dark", "compact", "pipeline"
    first.geometry = QByteArray(b"\x00\x01geometry")
    first.rail_icons_only = True
    first.set_state("pipeline-splitter", QByteArray(b"\xffstate"))
    first.set_text("pipeline/view", "table")
    first.set_flag("pipeline/active", on=False)
    first.save()
    then = WindowSettings(path)
    assert (then.appearance, then.density, then.page) == ("dark", "compact", "pipeline")
    assert then.geometry == QByteArray(b"\x00\x01geometry")
    assert then.rail_icons_only
    assert then.state("pipeline-splitter") == QByteArray(b"\xffstate")
    assert then.text("pipeline/view") == "table"
    assert not then.flag("pipeline/active", default=True)


def test_a_first_start_has_defaults(path: Path) -> None:
    fresh = WindowSettings(path)
    assert (fresh.appearance, fresh.density, fresh.page) == ("system", "normal", "today")
    assert fresh.geometry.isEmpty()
    assert not fresh.rail_icons_only
    assert fresh.flag("pipeline/active", default=True)


def test_nonsense_reads_as_the_default(path: Path) -> None:
    path.write_text(
        "[look]\nappearance=neon\ndensity=@Invalid()\n[window]\ngeometry=7\nrail_icons_only=maybe\npage=\n[state]\nx=1"
    )
    odd = WindowSettings(path)
    assert (odd.appearance, odd.density, odd.page) == ("system", "normal", "today")
    assert odd.geometry.isEmpty()
    assert odd.state("x").isEmpty()
    assert not odd.rail_icons_only
