"""Putting up terminals: the wizards, and the commands that begin them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from importlib import import_module

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from console.commands.registry import Command, Group
from console.core.records import Device
from console.models.selection import Kind
from console.views.pages.page import Surroundings

WRITES = "devices:write"


class TerminalWizards(QObject):
    """`over` is what they stand over. One at a time."""

    def __init__(self, around: Surroundings, over: QWidget) -> None:
        super().__init__(over)
        self._around = around
        self._over = over
        self._busy = False

    @property
    def allowed(self) -> bool:
        """Whether terminals may be put up from here."""
        return self._around.may(WRITES)

    def add(self) -> None:
        """Ask for a new one and wait for its call."""
        if self.allowed and not self._busy:
            self._busy = True
            self._around.tasks.spawn("add a terminal", self._add())

    def replace(self, device: Device) -> None:
        """Put another box in its place."""
        if self.allowed and not self._busy:
            self._busy = True
            self._around.tasks.spawn("replace a terminal", self._replace(device))

    def commands(self) -> Sequence[Command]:
        """Those that the key and Safe Mode allow."""
        if not self.allowed:
            return ()
        return (
            Command(
                "terminal.add", self.tr("Add a terminal…"), Group.TERMINAL,
                run=self.add, icon="plus", keywords=(self.tr("register"), self.tr("new")),
            ),
            Command(
                "terminal.replace", self.tr("Replace terminal…"), Group.TERMINAL,
                run=self._replace_selected, enabled=lambda: self._selected() is not None, icon="refresh",
            ),
        )  # fmt: skip

    async def _add(self) -> None:
        try:
            await asyncio.to_thread(import_module, "console.views.dialogs.add_terminal")
            from console.views.dialogs.add_terminal import AddTerminalDialog

            made = await AddTerminalDialog(self._around, self._over.window()).ask()
        finally:
            self._busy = False
        if made:
            self._around.open_page("devices")
            self._around.selection.select(Kind.DEVICE, made)

    async def _replace(self, device: Device) -> None:
        try:
            await asyncio.to_thread(import_module, "console.views.dialogs.replace_terminal")
            from console.views.dialogs.replace_terminal import ReplaceTerminalDialog

            await ReplaceTerminalDialog(self._around, device, self._over.window()).ask()
        finally:
            self._busy = False

    def _selected(self) -> Device | None:
        selected = self._around.selection.current
        if selected is None or selected.kind is not Kind.DEVICE:
            return None
        return self._around.session.fleet.devices.get(selected.id)

    def _replace_selected(self) -> None:
        device = self._selected()
        if device is not None:
            self.replace(device)
