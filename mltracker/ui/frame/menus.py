"""Menus and shortcuts, made from the one table of actions."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenuBar, QWidget

from mltracker.ui.actions import ACTIONS, MENUS, ActionSpec
from mltracker.ui.icons import icon


class Actions(QObject):
    """Every action of the window as a QAction, by key; runs `run` with the action's line of the table.

    `appearance` tells which colors are chosen: the menu ticks them.
    """

    def __init__(
        self, run: Callable[[ActionSpec], None], window: QWidget, appearance: Callable[[], str]
    ) -> None:
        super().__init__(window)
        self._run, self._appearance = run, appearance
        self._made: dict[str, QAction] = {}
        self._specs: dict[QAction, ActionSpec] = {}
        for spec in ACTIONS:
            action = QAction(self.tr(spec.text), window)
            action.setObjectName(f"action-{spec.key}")
            if spec.icon:
                action.setIcon(icon(spec.icon, "muted"))
            action.setCheckable(spec.method == "set_appearance")
            action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
            action.triggered.connect(self._on_triggered)
            window.addAction(action)
            self._made[spec.key] = action
            self._specs[action] = spec

    def __getitem__(self, key: str) -> QAction:
        return self._made[key]

    def fill(self, bar: QMenuBar) -> None:
        """Put every action into its menu, with a line between groups."""
        for title in MENUS:
            menu = bar.addMenu(self.tr(title))
            menu.setObjectName(f"menu-{title.lower()}")
            menu.aboutToShow.connect(self._on_menu_shown)
            group = 0
            for spec in ACTIONS:
                if spec.menu != title:
                    continue
                if spec.group != group:
                    menu.addSeparator()
                    group = spec.group
                menu.addAction(self._made[spec.key])

    def enable(self, *, opened: bool) -> None:
        """Without an open database only what needs none can be done."""
        for action, spec in self._specs.items():
            action.setEnabled(
                opened or spec.key in ("quit", "about", "shortcuts") or spec.method == "set_appearance"
            )

    def _on_menu_shown(self) -> None:
        """The colors chosen may have been changed elsewhere."""
        for action, spec in self._specs.items():
            if spec.method == "set_appearance":
                action.setChecked(spec.argument == self._appearance())

    def _on_triggered(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._run(self._specs[action])
