"""New versions of this program, in this window: brought in after the start, which does without."""

from __future__ import annotations

import asyncio
import random
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from console.commands.registry import Command, Group
from console.core.tasks import Tasks
from console.platform.paths import Paths
from console.views.pages.page import SettingsPart

if TYPE_CHECKING:
    from console.app import Console
    from console.core.manners import Manners
    from console.core.update_handover import Open, Run
    from console.core.update_policy import Mode
    from console.core.update_sources import Source
    from console.core.updates import Setting
    from console.views.update_desk import UpdateDesk


FIRST_LOOK_S: Final = (20.0, 120.0)


class Updating(QObject):
    """`chosen` is what shall be installed once the program has ended."""

    def __init__(self, console: Console, tasks: Tasks, setting: Setting | None = None) -> None:
        """`setting` in place of what this computer says."""
        super().__init__(console)
        self.chosen: Run | Open | None = None
        self._console, self._tasks, self._setting = console, tasks, setting
        self._desk: UpdateDesk | None = None
        self._making = asyncio.Lock()
        console.window.registry.add(
            Command(
                "help.updates",
                self.tr("Check for updates…"),
                Group.HELP,
                run=self.look,
                icon="to-end",
                keywords=(self.tr("version"), self.tr("upgrade"), self.tr("about")),
            )
        )
        console.window.settings.append(SettingsPart(self.tr("Updates"), "to-end", self._part))

    async def run(self) -> None:
        """Look for new versions by itself, until cancelled. Not at once: the window and the connection come
        first, and not all consoles of a house shall ask in the same minute."""
        await asyncio.sleep(random.uniform(*FIRST_LOOK_S))
        await (await self.desk()).updates.run()

    def look(self) -> None:
        """Look now, and show what comes of it."""

        async def shown() -> None:
            await (await self.desk()).look()

        self._tasks.spawn("look for updates", shown())

    async def desk(self) -> UpdateDesk:
        """What shows them, made when it is first wanted."""
        async with self._making:
            if self._desk is None:
                await asyncio.to_thread(import_module, "console.views.update_desk")
                self._desk = await self._made()
            return self._desk

    async def _made(self) -> UpdateDesk:
        from console.core.updates import Updates
        from console.views.update_desk import UpdateDesk

        console, book = self._console, self._console.book
        setting = self._setting or await asyncio.to_thread(setting_of, console.paths)
        updates = Updates(setting, chosen=self._mode, edge=self._edge, edge_version=self._edge_version)
        await updates.remember()
        was = book.now.updates

        def chosen(now: Manners) -> None:
            nonlocal was
            if now.updates != was:
                was = now.updates
                updates.wake()

        book.changed.add(chosen)
        return UpdateDesk(console.window, updates, book, self._tasks, self._install)

    def _mode(self) -> Mode:
        from console.core.update_policy import Mode

        wanted = self._console.book.now.updates
        return Mode(wanted) if wanted in tuple(Mode) else Mode.NOTIFY

    def _edge(self) -> Source | None:
        from console.core.update_sources import mirror_of

        session = self._console.session
        return None if session is None else mirror_of(session.profile)

    def _edge_version(self) -> str:
        session = self._console.session
        me = None if session is None else session.connection.me
        return str((me or {}).get("server_version", ""))

    async def _install(self, how: Run | Open) -> None:
        self.chosen = how
        if not await self._console.end_to_install():
            self.chosen = None  # what was still to be done failed, and is to be read first

    def _part(self, card: QWidget) -> QWidget:
        holder = _Later(card)

        async def fill() -> None:
            desk = await self.desk()
            if isValid(holder):
                holder.column.addWidget(desk.choice(holder))

        holder.shown.connect(lambda: self._tasks.spawn("settings of updates", fill()))
        return holder


class _Later(QWidget):
    """What is filled when somebody looks at it for the first time.

    Signals: `shown`, once."""

    shown = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._told = False
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._told:
            self._told = True
            self.shown.emit()


def setting_of(paths: Paths) -> Setting:
    """How this computer is set up for updates. Blocks."""
    from console.core.update_handover import how_installed, platform_name
    from console.core.updates import Setting
    from console.platform.policies import find_policy

    installed = how_installed(
        frozen=bool(getattr(sys, "frozen", False)),
        program=Path(sys.executable),
        home=Path.home(),
        system=sys.platform,
    )
    return Setting(
        paths.updates, paths.update_memory, find_policy(), platform_name(sys.platform, installed),
        installed, sys.platform,
    )  # fmt: skip
