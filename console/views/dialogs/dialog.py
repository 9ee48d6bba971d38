"""A dialog that a coroutine can ask and wait for, while everything else goes on."""

from __future__ import annotations

import asyncio
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, Qt, SignalInstance
from PySide6.QtWidgets import QDialog, QWidget

from console.core.tasks import Tasks
from console.theme.theme import Theme

T = TypeVar("T")


class Dialog(QDialog, Generic[T]):
    """Asks for a T. Who asks does it with `await dialog.ask()`, once; the dialog is gone afterwards.

    `tasks` is for what is done while it is open; what still runs is cancelled at its end.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.tasks = Tasks()
        self._answer: T | None = None
        self.setModal(True)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)

    async def ask(self) -> T | None:
        """Open it and wait for the answer; None where it was closed without one.

        Never by `exec`: a loop of Qt's inside a task stops every other task. Cancelling closes it.
        """
        ended, gone = _told(self.finished), _told(self.destroyed)
        try:
            # Making a dialog takes a while, and so does showing it: the window answers in between.
            await asyncio.sleep(0)
            self.open()
            await ended
            return self._answer
        finally:
            self.done(QDialog.DialogCode.Rejected)
            await self.tasks.close()
            # Kept until Qt has deleted it: the garbage collector may do so on another thread, where timers
            # cannot be stopped.
            self.deleteLater()
            await gone

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._hold_lines()
        return handled

    def _hold_lines(self) -> None:
        """Be high enough for text on several lines: Qt reckons with the width a layout would like, not with
        the one that a dialog has."""
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            wanted = layout.totalMinimumHeightForWidth(self.width())
            if self.height() < wanted <= self.screen().availableSize().height():
                self.resize(self.width(), wanted)

    def answer(self, answer: T) -> None:
        """Close it with an answer."""
        self._answer = answer
        self.accept()


def _told(signal: SignalInstance) -> asyncio.Future[None]:
    """Done when the signal has come."""
    told: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def hear() -> None:
        if not told.done():
            told.set_result(None)

    signal.connect(hear)
    return told
