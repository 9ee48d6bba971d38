"""What helps to help: the logs, the reports of crashes, the bundle of diagnostics."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QStandardPaths
from PySide6.QtGui import QImageWriter
from PySide6.QtWidgets import QFileDialog

from console.commands.registry import Command, Group
from console.core import diagnostics
from console.core.diagnostics import Piece
from console.core.manners import MannersBook
from console.core.profiles import Profiles
from console.core.tasks import Tasks
from console.platform.crash import CrashReports, versions
from console.platform.log_file import NAME
from console.platform.paths import Paths
from console.views.shell.window import Window


class Support(QObject):
    """The commands of one window. `running` names the tasks there are."""

    def __init__(
        self,
        window: Window,
        paths: Paths,
        profiles: Profiles,
        book: MannersBook,
        crashes: CrashReports,
        tasks: Tasks,
        running: Callable[[], Iterable[str]],
    ) -> None:
        super().__init__(window)
        self._window, self._paths, self._profiles, self._book = window, paths, profiles, book
        self._crashes, self._tasks, self._running = crashes, tasks, running
        self._open = False
        window.registry.add(
            Command(
                "help.logs",
                self.tr("Logs…"),
                Group.HELP,
                run=lambda: self._once("logs", self.show_logs),
                keywords=(self.tr("crash"), self.tr("error")),
            ),
            Command(
                "help.diagnostics",
                self.tr("Diagnostics…"),
                Group.HELP,
                run=lambda: self._once("diagnostics", self.save_diagnostics),
                keywords=(self.tr("support"), self.tr("bundle")),
            ),
        )

    async def tell_of_crash(self) -> None:
        """Offer what the last run left, once, if it ended badly."""
        found = await asyncio.to_thread(self._crashes.unseen)
        if found:
            self._window.toast.say(
                self.tr("Punchdeck had a problem last time"),
                self.tr("A report was written on this computer. It holds no data, and was sent to nobody."),
                lambda: self._once("logs", lambda: self.show_logs(found[0])),
            )

    async def show_logs(self, first: Path | None = None) -> None:
        from console.views.dialogs.logs import LogsDialog, LogSource

        log = LogSource(self.tr("Log of the program"), self._paths.logs / NAME)
        crashes = [
            LogSource(self.tr("Crash {0}").format(path.stem.partition("-")[2][:15]), path)
            for path in await asyncio.to_thread(self._crashes.all)
        ]
        sources = [log, *crashes]
        dialog = LogsDialog(self._window.theme, self._window, sources, self._names())
        if first is not None:
            paths = [source.path for source in sources]
            dialog.which.setCurrentIndex(paths.index(first) if first in paths else 0)
        await dialog.ask()

    async def save_diagnostics(self) -> None:
        from console.views.dialogs.diagnostics import DiagnosticsDialog

        pieces = await self.pieces()
        dialog = DiagnosticsDialog(self._window.theme, self._window, pieces, await self._picture())
        chosen = await dialog.ask()
        path = await self._ask_where() if chosen else None
        if not chosen or path is None:
            return
        try:
            await asyncio.to_thread(lambda: path.write_bytes(diagnostics.bundle(chosen)))
        except OSError as error:
            self._window.toast.say(self.tr("The diagnostics were not written"), str(error))
        else:
            self._window.toast.say(self.tr("The diagnostics are written"), str(path))

    async def pieces(self) -> list[Piece]:
        """All but the picture."""
        session, names = self._window.session, list(self._names())
        memory, profiles = self._window.memory(), self._profiles.all
        made = [
            diagnostics.piece("about.txt", f"{versions()}\n"),
            diagnostics.settings_piece(memory, self._book.now, profiles),
        ]
        if session is not None:
            made.append(diagnostics.connection_piece(session, self._running()))
            made.append(diagnostics.requests_piece(session.connection.client.timings))
        log = await asyncio.to_thread(diagnostics.read_tail, self._paths.logs / NAME)
        made.append(await asyncio.to_thread(diagnostics.log_piece, "log.txt", log, names))
        for path in (await asyncio.to_thread(self._crashes.all))[:3]:
            text = await asyncio.to_thread(diagnostics.read_tail, path)
            made.append(await asyncio.to_thread(diagnostics.log_piece, path.name, text, names))
        return made

    def _names(self) -> Iterable[str]:
        return diagnostics.known_names(self._window.session, self._profiles.all)

    async def _picture(self) -> Piece:
        image = self._window.grab().toImage()

        def packed() -> bytes:
            buffer = QBuffer()
            buffer.open(QIODevice.OpenModeFlag.WriteOnly)
            QImageWriter(buffer, QByteArray(b"png")).write(image)
            return bytes(buffer.data().data())

        return Piece("window.png", await asyncio.to_thread(packed))

    async def _ask_where(self) -> Path | None:
        dialog = QFileDialog(self._window, self.tr("Save the diagnostics"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("ZIP files (*.zip)"))
        dialog.setDefaultSuffix("zip")
        dialog.setDirectory(
            QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        )
        dialog.selectFile(f"punchdeck-diagnostics-{datetime.now(UTC):%Y%m%d-%H%M}.zip")
        ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        dialog.finished.connect(lambda _: ended.done() or ended.set_result(None))
        try:
            dialog.open()
            await ended
            chosen = dialog.selectedFiles() if dialog.result() else []
            return Path(chosen[0]) if chosen else None
        finally:
            dialog.close()
            dialog.deleteLater()

    def _once(self, name: str, ask: Callable[[], Awaitable[None]]) -> None:
        """One dialog at a time."""
        if not self._open:
            self._open = True
            self._tasks.spawn(name, self._asked(ask))

    async def _asked(self, ask: Callable[[], Awaitable[None]]) -> None:
        try:
            await ask()
        finally:
            self._open = False
