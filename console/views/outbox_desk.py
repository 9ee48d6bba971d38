"""What waits for the edge: looked at, dropped, and told of once it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from console.commands.registry import Command, Group
from console.core.outbox import Change
from console.views.dialogs.outbox import OutboxDialog, OutboxWords
from console.views.pages.page import Surroundings

if TYPE_CHECKING:
    from console.views.shell.window import Window

GATHER_MS: Final = 400
"""What is made in one go is told in one breath."""
NAMED: Final = 4


class OutboxDesk(QObject):
    """For one session, until `close`."""

    def __init__(self, around: Surroundings, window: Window) -> None:
        super().__init__(window)
        self._around, self._window = around, window
        self._says = OutboxWords(around.words, self)
        self._made: list[Change] = []
        self._failed: list[Change] = []
        self._open = False
        self._due = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._due.timeout.connect(self._tell)
        outbox = around.session.outbox
        self._ends = (outbox.made.add(self._note_made), outbox.failed.add(self._note_failed))
        window.strip.outbox_wanted.connect(self.show)
        self._command = Command(
            "connection.outbox", self.tr("Changes that wait for the edge…"), Group.CONNECTION,
            run=self.show, enabled=lambda: bool(outbox.changes),
            keywords=(self.tr("offline"), self.tr("queue")),
        )  # fmt: skip
        window.registry.add(self._command)

    def show(self) -> None:
        """Let the operator look at what waits, and drop it."""
        if not self._open and self._around.session.outbox.changes:
            self._open = True
            self._around.tasks.spawn("what waits", self._shown())

    def close(self) -> None:
        """The session ends."""
        for end in self._ends:
            end()
        self._due.stop()
        self._window.registry.remove(self._command)
        self._window.strip.outbox_wanted.disconnect(self.show)
        self.deleteLater()

    async def _shown(self) -> None:
        try:
            await OutboxDialog(self._around, self._says, self._window).ask()
        finally:
            self._open = False

    def _note_made(self, change: Change) -> None:
        self._made.append(change)
        self._due.start()

    def _note_failed(self, change: Change) -> None:
        self._failed.append(change)
        self._due.start()

    def _tell(self) -> None:
        made, self._made = self._made, []
        failed, self._failed = self._failed, []
        if failed:
            title = self.tr("%Ln changes that waited were not made", "", len(failed))
            lines = [self._says.fate(each) for each in failed] + [self._says.made(each) for each in made]
        elif len(made) == 1:
            title, lines = made[0].done or made[0].what, [made[0].about]
        else:
            title = self.tr("%Ln changes that waited were made", "", len(made))
            lines = [self._says.made(each) for each in made]
        more = len(lines) - NAMED
        if more > 0:
            lines[NAMED:] = [self.tr("and %Ln more", "", more)]
        self._window.toast.say(title, "\n".join(lines), self.show if failed else None)
