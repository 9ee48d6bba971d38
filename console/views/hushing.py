"""The way from the alerts to what hushes them: silences, maintenance, and the warning before one ends."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from common.client import EdgeError
from common.filters import Filter
from console.commands.registry import Command, Group
from console.core.alerts import Alert
from console.core.records import NOT_UNDERSTOOD
from console.core.silences import drawn_from, expiring, fetch_silences
from console.core.states import knows_now
from console.models.selection import Kind
from console.views.dialogs.page_dialog import PageDialog
from console.views.pages.page import Surroundings
from console.views.pages.records import RecordsPage
from console.views.silence_words import SilenceWords

LOOK_MS: Final = 60_000
SPARING_MS: Final = 180_000
READ: Final = "alerts:read"
_SILENCES: Final = "console.views.dialogs.silences"
_MAINTENANCE: Final = "console.views.dialogs.maintenance"


def _no(_page: RecordsPage[Any]) -> None:
    """Nothing is asked at once."""


class Hushing(QObject):
    """`over` is the page that the lists stand over. It looks every LOOK_MS for silences that end soon, and
    says so once of each.

    Signals: `told(str)` with what was said, `looked` when it has looked.
    """

    told = Signal(str)
    looked = Signal()

    def __init__(self, around: Surroundings, over: QWidget) -> None:
        super().__init__(over)
        self._around, self._over = around, over
        self._says = SilenceWords(around.words, around.session, self)
        self._warned: set[tuple[str, int]] = set()
        self._open: PageDialog | None = None
        self._busy = False
        self._due = QTimer(self, interval=LOOK_MS)
        self._due.timeout.connect(self.look)
        self._due.start()

    def close(self) -> None:
        """The session ends."""
        self._due.stop()

    def commands(self, wanted: Callable[[], Filter], shown: Callable[[], Sequence[Alert]]) -> list[Command]:
        """`wanted` is the filter of the alerts, `shown` what passes it."""
        can = lambda: self._around.may(READ)  # noqa: E731
        made = [
            Command(
                "alerts.silences", self.tr("Silences…"), Group.ALERT, run=self.silences, enabled=can,
                shortcut="Shift+S", icon="bell-off",
            ),
            Command(
                "alerts.maintenance", self.tr("Maintenance…"), Group.ALERT, run=self.maintenance,
                enabled=can, shortcut="Shift+M", icon="clock",
            ),
        ]  # fmt: skip
        if self._around.may("alerts:write"):
            made.append(
                Command(
                    "alerts.silence_filter", self.tr("Silence what the filter shows…"), Group.ALERT,
                    run=lambda: self.silence_filter(wanted(), shown()), enabled=lambda: bool(shown()),
                    icon="filter",
                )
            )  # fmt: skip
        return made

    # -- the lists
    # -------------------------------------------------------------------------------------------------

    def silences(self) -> None:
        """Those that there are."""
        self._show(_SILENCES, self._make_silences)

    def silence_filter(self, wanted: Filter, shown: Sequence[Alert]) -> None:
        """A new one of what is in sight; the list stands behind the question."""
        drawn = drawn_from(wanted, shown, self._around.session.fleet)

        def ask(page: RecordsPage[Any]) -> None:
            from console.views.dialogs.silences import SilencesList

            if isinstance(page, SilencesList):
                page.make(drawn)

        self._show(_SILENCES, self._make_silences, ask)

    def maintenance(self) -> None:
        """The windows that there are."""

        def make() -> RecordsPage[Any]:
            from console.views.dialogs.maintenance import MaintenanceList

            return MaintenanceList(self._around)

        self._show(_MAINTENANCE, make)

    def _make_silences(self) -> RecordsPage[Any]:
        from console.views.dialogs.silences import SilencesList

        return SilencesList(self._around, self._lead)

    def _show(
        self,
        module: str,
        make: Callable[[], RecordsPage[Any]],
        then: Callable[[RecordsPage[Any]], None] = _no,
    ) -> None:
        if not self._busy:
            self._busy = True
            self._around.tasks.spawn("silences", self._shown(module, make, then))

    async def _shown(
        self, module: str, make: Callable[[], RecordsPage[Any]], then: Callable[[RecordsPage[Any]], None]
    ) -> None:
        """Its code is brought in beside the loop, and it is made in steps."""
        try:
            await asyncio.to_thread(import_module, module)
            page = make()
            await asyncio.sleep(0)
            self._open = PageDialog(self._around, page, self._over.window())
            self._open.opened.connect(lambda: then(page), Qt.ConnectionType.QueuedConnection)
            await self._open.ask()
        finally:
            self._open, self._busy = None, False

    def _lead(self, alert_id: str) -> None:
        if self._open is not None:
            self._open.reject()
        self._around.selection.select(Kind.ALERT, alert_id)
        self._around.open_page("alerts")

    # -- the warning
    # -----------------------------------------------------------------------------------------------

    def look(self) -> None:
        """Ask for silences that end soon."""
        session = self._around.session
        self._due.setInterval(SPARING_MS if session.sparing else LOOK_MS)
        if knows_now(session.state) and session.alerts.available:
            self._around.tasks.spawn("silences that end", self._warn())

    async def _warn(self) -> None:
        session = self._around.session
        try:
            found = await fetch_silences(session.connection.client, active=True)
        except (EdgeError, *NOT_UNDERSTOOD):
            return  # the connection says so itself
        now = session.now_us()
        for silence in expiring(found, now):
            which = (silence.id, silence.ends_us)
            if which in self._warned:
                continue
            self._warned.add(which)
            title = self.tr("A silence ends in {0}").format(
                self._around.words.duration(silence.left_us(now) / 1e6)
            )
            words = self._says.matcher(silence.matcher)
            if silence.hides:
                said = self.tr("{0}. %n alerts that it hides are told then.", "", silence.hides)
                words = said.format(words)
            self._around.tell(title, words)
            self.told.emit(title)
        self.looked.emit()
