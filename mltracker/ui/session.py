"""One run of the window: the frame, the open data, and the ways from one folder to another."""

from __future__ import annotations

import faulthandler
import logging
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from mltracker import paths
from mltracker.ui import system
from mltracker.ui.main_window import MainWindow
from mltracker.ui.settings import WindowSettings

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

    from mltracker.domain.errors import UserError
    from mltracker.services.context import Context
    from mltracker.ui.crash import CrashHandler
    from mltracker.ui.prompts import Prompts
    from mltracker.ui.tasks import Tasks

RAISE_TIMEOUT_MS = 500
SETTLED_MS = 20  # Qt paints 5 ms after something changed


class Session(QObject):
    """Shows the frame at once; `open` brings the data. The sample search is opened and left here."""

    def __init__(
        self,
        application: QApplication,
        folder: Path,
        clock: Callable[[], datetime],
        *,
        prompts: Prompts | None = None,
        tasks: Tasks | None = None,
    ) -> None:
        super().__init__()
        system.spare_sources()
        self._application = application
        self._folder = folder
        self._clock = clock
        self._context: Context | None = None
        self._fault_log: TextIO | None = None
        self._server: QLocalServer | None = None
        self._furnished = False
        self._outcome: object = None
        application.setApplicationName("mltracker")
        application.setDesktopFileName(paths.APP_ID)
        self.settings = WindowSettings(folder / "window.ini")
        self.window = MainWindow(self.settings)
        self._prompts, self._tasks = prompts, tasks
        self._crash: CrashHandler | None = None
        self.window.leave_sample_requested.connect(self._on_leave_sample)
        self.window.backup_requested.connect(self._on_backup_requested)
        self.window.closed.connect(self.close)
        application.commitDataRequest.connect(self._on_session_ends)

    @property
    def prompts(self) -> Prompts:
        """Asks over the window; made when first needed, as nothing asks before the first paint."""
        if self._prompts is None:
            from mltracker.ui.prompts import Prompts

            self._prompts = Prompts(self.window)
        return self._prompts

    @property
    def tasks(self) -> Tasks:
        """The worker; made when first needed."""
        if self._tasks is None:
            from mltracker.ui.tasks import Tasks

            self._tasks = Tasks(self)
        return self._tasks

    @property
    def context(self) -> Context | None:
        """The open data."""
        return self._context

    @property
    def crash(self) -> CrashHandler:
        """Where unexpected errors arrive; made when first needed."""
        if self._crash is None:
            from mltracker.ui.crash import CrashHandler

            self._crash = CrashHandler(self.window)
            self._crash.quit_requested.connect(self.window.close)
            self._crash.told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)
        return self._crash

    def show(self) -> None:
        """Paint the frame's outline."""
        self.window.show()

    def furnish(self) -> None:
        """Bring the frame itself, in its style and colors; safe to call twice."""
        from mltracker.ui.style import Style
        from mltracker.ui.theme import Theme

        if self._furnished:
            return
        self._furnished = True
        self.crash.install()
        if self._application.findChild(Style) is None:  # a second window is dressed already
            self._application.setStyle(Style())
        theme = Theme(self._application)
        theme.apply(self.settings.appearance, self.settings.density)
        self.window.furnish(theme)

    def open(self) -> None:
        """Open the data and show its pages, or say what is wrong with it."""
        self._open(self._folder, sample=False)

    def open_sample(self) -> None:
        """Open the sample search, filled on first use; one's own data is not touched."""
        self._open(paths.sample(self._folder), sample=True)

    def open_folder(self, folder: Path) -> None:
        """Open another data folder."""
        self._folder = folder
        self._open(folder, sample=False)

    def reopen(self) -> None:
        """Open the same data again, after a restore."""
        self._open(self._folder, sample=False)

    def end(self) -> None:
        """Told to end by the system: keep drafts, ask nothing, close."""
        self._keep_drafts()
        self.window.close()
        self._application.quit()

    def close(self) -> None:
        """Let go of the data; safe to call twice."""
        self._keep_drafts()
        self.window.detach()
        self._close_context()
        if self._tasks is not None:
            self._tasks.close(5)
        if self._crash is not None:
            self._crash.uninstall()
        if self._server is not None:
            self._server.close()
            self._server = None
        if self._fault_log is not None:
            faulthandler.disable()
            self._fault_log.close()
            self._fault_log = None

    def _open(self, folder: Path, *, sample: bool) -> None:
        from mltracker.domain.errors import AlreadyOpen, UserError
        from mltracker.services.context import open_context

        self.furnish()
        self._keep_drafts()
        self.window.detach()
        self._close_context()
        self.window.show_instead(None)
        try:
            ctx = open_context(folder, self._clock, "window")
            if sample:
                self._fill_sample(ctx)
        except AlreadyOpen as error:
            if self._raise_other():
                self._application.quit()
                return
            self._show_problem(error)
            return
        except UserError as error:
            self._show_problem(error)
            return
        from mltracker.ui.words import home_zone

        ctx.zone = home_zone()
        self._context = ctx
        self._listen()
        self._log_faults()
        self._attach(ctx, sample=sample)

    def _attach(self, ctx: Context, *, sample: bool) -> None:
        from mltracker.ui.events import Events
        from mltracker.ui.navigation import Navigator
        from mltracker.ui.page import PageTools

        events, navigator = Events(self), Navigator(self)
        navigator.sample_requested.connect(self.open_sample)
        navigator.reopen_requested.connect(self._on_reopen_requested)
        tools = PageTools(ctx, events, self.prompts, self.tasks, navigator, self.settings)
        self._tools = tools
        self.window.attach(tools, sample=sample, page="today" if sample else "")
        outcome, self._outcome = self._outcome, None
        if outcome is not None:
            events.notice.emit(outcome)
        QTimer.singleShot(SETTLED_MS, self._on_settled)

    def _fill_sample(self, ctx: Context) -> None:
        from mltracker.services import applications, sample

        if not applications.rows(ctx, applications.EVERYTHING):
            sample.fill(ctx)

    def _close_context(self) -> None:
        if self._context is not None:
            self._context.close()
            self._context = None

    def _show_problem(self, error: UserError) -> None:
        from mltracker.ui.recovery import RecoveryPanel

        self._outcome = None
        panel = RecoveryPanel(error, self._folder, self._clock, self.prompts)
        panel.retry_requested.connect(self.open)
        panel.mended.connect(self._on_mended)
        panel.folder_chosen.connect(self._on_folder_chosen)
        self.window.show_instead(panel)

    def _listen(self) -> None:
        """Let a second start raise this window."""
        if self._server is None:
            from PySide6.QtNetwork import QLocalServer

            self._server = QLocalServer(self)
            QLocalServer.removeServer(self._name())
            self._server.newConnection.connect(self._on_second_start)
            self._server.listen(self._name())

    def _raise_other(self) -> bool:
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name())
        return socket.waitForConnected(RAISE_TIMEOUT_MS)

    def _name(self) -> str:
        return "mltracker-" + sha256(str(self._folder.absolute()).encode()).hexdigest()[:16]

    def _log_faults(self) -> None:
        if self._fault_log is None:
            folder = paths.logs(self._folder)
            try:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._fault_log = (folder / "fault.log").open("w", encoding="utf-8")
            except OSError:
                logging.getLogger(__name__).info("no fault log here")
                return
            faulthandler.enable(self._fault_log)

    def _on_settled(self) -> None:
        """What can wait until the first page is shown."""
        if self._context is not None and self._context.writable:
            self._tidy(self._context)
            self.window.watch_reminders()

    def _tidy(self, ctx: Context) -> None:
        from mltracker.domain.errors import UserError
        from mltracker.services import applications, documents, drafts, recommendations
        from mltracker.ui.notices import Notice

        try:
            documents.sweep(ctx)
            drafts.sweep(ctx)
            recommendations.freeze_started(ctx)
            count, change = applications.archive_old(ctx)
        except UserError as error:
            self._tools.events.notice.emit(Notice.problem(error))
            return
        if count:
            self._tools.events.changed.emit(change)

    def _keep_drafts(self) -> None:
        """Whatever is typed in an open editor within the last second."""
        if self._context is None:
            return
        from mltracker.ui.drafts import DraftKeeper

        for keeper in self.window.findChildren(DraftKeeper):
            keeper.seal()

    def _on_told(self, error: UserError) -> None:
        """Something that can be said in a sentence, where no page said it."""
        from mltracker.ui.notices import Notice

        if self._context is None:
            self._show_problem(error)
        else:
            self._tools.events.notice.emit(Notice.problem(error))

    def _on_second_start(self) -> None:
        if self._server is not None:
            connection = self._server.nextPendingConnection()
            connection.disconnectFromServer()
        self.window.come_forward()

    def _on_leave_sample(self) -> None:
        self._open(self._folder, sample=False)

    def _on_mended(self, notice: object) -> None:
        """What was damaged can be opened again, and what came of it is said there."""
        self._outcome = notice
        self.open()

    def _on_reopen_requested(self, folder: object, notice: object) -> None:
        self._outcome = notice
        if isinstance(folder, Path):
            self._folder = folder
        QTimer.singleShot(0, self.reopen)

    def _on_folder_chosen(self, folder: object) -> None:
        if isinstance(folder, Path):
            self.open_folder(folder)

    def _on_backup_requested(self) -> None:
        if self._context is None:
            return
        from mltracker.domain.changes import Change
        from mltracker.domain.errors import UserError
        from mltracker.services import backups
        from mltracker.ui.notices import Notice

        try:
            made = backups.create(self._context)
        except UserError as error:
            self._tools.events.notice.emit(Notice.problem(error))
            return
        self._tools.events.notice.emit(
            Notice(self.tr("Backup written and checked: {0}").format(made.path.name))
        )
        self._tools.events.changed.emit(Change.BACKUPS)

    def _on_session_ends(self) -> None:
        """The desktop is closing: keep drafts, ask nothing."""
        if self._context is not None:
            from mltracker.ui.drafts import DraftKeeper

            for keeper in self.window.findChildren(DraftKeeper):
                keeper.flush()
        if self.window.host is not None:
            self.window.host.may_close()
