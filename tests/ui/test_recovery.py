"""What is said and offered when the data cannot be opened."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from mltracker import paths
from mltracker.domain.errors import DatabaseDamaged, DatabaseForeign, DatabaseTooNew, UserError
from mltracker.services import backups
from mltracker.services.context import open_context
from mltracker.ui.recovery import RecoveryPanel
from tests.conftest import FakeClock
from tests.prompts import ScriptedPrompts

LONG = (
    "This data was written by a newer version of mltracker, which knows a schema that this one does not know."
)


def shown(panel: RecoveryPanel) -> set[str]:
    return {button.objectName() for button in panel.findChildren(QPushButton) if button.isVisible()}


@pytest.mark.parametrize("error", [DatabaseTooNew(LONG), DatabaseDamaged(LONG)])
def test_every_line_of_what_is_wrong_is_seen(
    error: UserError, qtbot: QtBot, tmp_path: Path, prompts: ScriptedPrompts
) -> None:
    panel = RecoveryPanel(error, tmp_path, FakeClock(), prompts)
    qtbot.addWidget(panel)
    panel.resize(970, 560)
    panel.show()
    message = panel.findChild(QLabel, "recovery-message")
    assert isinstance(message, QLabel)
    assert message.height() >= message.heightForWidth(message.width()) > 20
    damaged = {"recovery-salvage"} if isinstance(error, DatabaseDamaged) else set()
    assert shown(panel) == {"recovery-retry", "recovery-folder"} | damaged


def test_a_backup_is_told_by_its_day_and_by_what_it_holds(
    qtbot: QtBot, data_dir: Path, clock: FakeClock, prompts: ScriptedPrompts
) -> None:
    ctx = open_context(data_dir, clock, "write")
    made = backups.create(ctx)
    ctx.close()
    panel = RecoveryPanel(DatabaseDamaged(LONG), data_dir, clock, prompts)
    qtbot.addWidget(panel)
    panel.show()
    prompts.will("choose_option", None)
    panel.findChild(QPushButton, "recovery-restore").click()  # type: ignore[union-attr]
    ((_, (_, _, (option,), _)),) = prompts.asked
    assert option.value == made.path
    assert option.label.endswith("(today)")
    assert option.detail == "0 applications, 0 interviews, 0 answers"


def test_data_whose_beginning_was_written_over_is_brought_back_from_a_backup(
    qtbot: QtBot, data_dir: Path, clock: FakeClock, prompts: ScriptedPrompts
) -> None:
    ctx = open_context(data_dir, clock, "write")
    made = backups.create(ctx)
    ctx.close()
    spoilt = b"\x00\xff" * 4096 + paths.database(data_dir).read_bytes()[8192:]
    paths.database(data_dir).write_bytes(spoilt)
    with pytest.raises(DatabaseForeign) as refused:
        open_context(data_dir, clock, "write")
    panel = RecoveryPanel(refused.value, data_dir, clock, prompts)
    qtbot.addWidget(panel)
    panel.show()
    assert "recovery-restore" in shown(panel)
    prompts.will("choose_option", made.path)
    with qtbot.waitSignal(panel.mended):
        panel.findChild(QPushButton, "recovery-restore").click()  # type: ignore[union-attr]
    open_context(data_dir, clock, "write").close()
    assert spoilt in [file.read_bytes() for file in paths.backups(data_dir).glob("*replaced*")]


@pytest.mark.parametrize(
    ("saved", "kind", "words"),
    [
        (
            {"application": 2, "interview": 1},
            "good",
            "Saved: 2 applications, 1 interview, 0 answers. The damaged",
        ),
        ({"application": 0}, "bad", "No application could be read. The damaged file is kept"),
    ],
)
def test_what_came_of_saving_what_can_be_read_is_told(
    qtbot: QtBot,
    tmp_path: Path,
    prompts: ScriptedPrompts,
    monkeypatch: pytest.MonkeyPatch,
    saved: dict[str, int],
    kind: str,
    words: str,
) -> None:
    """Salvage itself has its own tests."""
    monkeypatch.setattr(backups, "salvage", lambda _folder, _clock: {"saved": saved})
    panel = RecoveryPanel(DatabaseDamaged(LONG), tmp_path, FakeClock(), prompts)
    qtbot.addWidget(panel)
    panel.show()
    assert "recovery-restore" not in shown(panel)
    prompts.will("confirm", True)
    with qtbot.waitSignal(panel.mended) as told:
        panel.findChild(QPushButton, "recovery-salvage").click()  # type: ignore[union-attr]
    (notice,) = told.args
    assert notice.kind == kind
    assert notice.text.startswith(words)
