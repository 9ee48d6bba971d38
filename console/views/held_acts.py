"""Acts that wait ten seconds before they are done: shown in the corner, taken back by a button or Ctrl+Z."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

from console.commands.registry import Command, Group, Registry
from console.core.tasks import Failure, Tasks
from console.core.undo import HELD_S, Act, Held, Undo
from console.theme.theme import Theme
from console.views.widgets.toast import Toast
from console.views.widgets.undo_toast import UndoToast

TICK_MS: Final = 100
FINISH_S: Final = 8.0
"""So long who leaves waits for what is still being sent."""

log = logging.getLogger(__name__)


class HeldActs(QObject):
    """Those of one window, for all its sessions. `finish` before a session ends: what waits belongs to it."""

    def __init__(
        self,
        theme: Theme,
        toast: Toast,
        registry: Registry,
        clock: Callable[[], float] = time.monotonic,
        held_s: float = HELD_S,
    ) -> None:
        super().__init__(toast)
        self._toast = toast
        self._undo = Undo(clock, held_s)
        self._tasks = Tasks()
        self._tasks.failures.add(self._failed)
        self.card = UndoToast(theme, toast.over)
        self.card.undone.connect(self.take_back)
        self.card.hurried.connect(self.hurry)
        toast.corner.add(self.card, lowest=True)
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._tick)
        registry.add(
            Command(
                "file.undo",
                self.tr("Undo what is about to be done"),
                Group.FILE,
                run=self.take_back,
                shortcut="Ctrl+Z",
                enabled=lambda: self.waiting,
                keywords=(self.tr("take back"),),
            )
        )

    @property
    def waiting(self) -> bool:
        """Whether there is something that can be taken back."""
        return self._undo.held is not None

    def later(self, title: str, words: str, act: Act) -> None:
        """Do it in ten seconds. `title` and `words` say what is about to happen; a failure of `act` is told
        in the corner. What waited before is done now."""
        before = self._undo.hold(title, words, act)
        self._do(before)
        self.card.say(title, words)
        self._tick()
        self._timer.start()

    def take_back(self) -> None:
        """It does not happen."""
        held = self._undo.take()
        self._rest()
        if held is not None:
            self._toast.say(self.tr("Taken back: nothing was changed"), held.title)

    def hurry(self) -> None:
        """It happens now."""
        held = self._undo.take()
        self._rest()
        self._do(held)

    async def finish(self) -> bool:
        """Do what waits, and wait for all that is being done. Whether all of it was."""
        self.hurry()
        failed: list[Failure] = []
        end = self._tasks.failures.add(failed.append)
        try:
            async with asyncio.timeout(FINISH_S):
                await self._tasks.finished()
        except TimeoutError:
            log.warning("gave up waiting for: %s", ", ".join(self._tasks.names))
            return False
        finally:
            end()
        return not failed

    def _tick(self) -> None:
        self.card.set_left(self._undo.left_s(), self._undo.share_left())
        due = self._undo.take_due()
        if due is not None:
            self._rest()
            self._do(due)

    def _rest(self) -> None:
        self._timer.stop()
        self.card.hide()

    def _do(self, held: Held | None) -> None:
        if held is not None:
            self._tasks.spawn(held.title, _done(held))

    def _failed(self, failure: Failure) -> None:
        log.error("%s failed", failure.task, exc_info=failure.error)
        self._toast.say(self.tr("It was not done: {0}").format(failure.task), str(failure.error))


async def _done(held: Held) -> None:
    await held.act()
