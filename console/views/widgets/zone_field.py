"""A line for a time zone: found by any part of its name, and what the clock there says."""

from __future__ import annotations

import asyncio
from datetime import datetime
from zoneinfo import available_timezones

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from console.core.tasks import Tasks
from console.views.widgets.form import Field
from console.views.words import Words, isolated

SHOWN = 8


class ZoneField(Field):
    """`now` is shown as it is there. The list of zones is read beside the loop, by a task of `tasks`."""

    def __init__(
        self, words: Words, now: datetime, zone: str, name: str, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        self.line = QLineEdit(zone)
        self.line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        super().__init__(name, self.line, parent)
        self._words, self._now = words, now
        self._zones: frozenset[str] = frozenset()
        self.line.textChanged.connect(self._show)
        tasks.spawn("zones", self._offer())

    @property
    def zone(self) -> str:
        return self.line.text().strip()

    @property
    def known(self) -> bool:
        """Whether there is such a zone; before the list was read everything is one."""
        return not self._zones or self.zone in self._zones

    def judge(self, *, needed: bool = False) -> bool:
        """Say what is wrong; whether nothing is."""
        right = self.known if self.zone else not needed
        wrong = self.tr("There is no such zone. Write the name of a city, such as Casablanca.")
        self.set_wrong("" if right else wrong)
        return right

    async def _offer(self) -> None:
        zones = await asyncio.to_thread(lambda: sorted(available_timezones()))
        self._zones = frozenset(zones)
        completer = QCompleter([zone for zone in zones if "/" in zone or zone == "UTC"], self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(SHOWN)
        popup = QListView(self)
        popup.setProperty("role", "completion")
        popup.setAccessibleName(self.tr("Time zones"))
        completer.setPopup(popup)
        self.line.setCompleter(completer)
        self._show()

    def _show(self) -> None:
        self.set_wrong("")
        if self.zone in self._zones:
            self.set_hint(self.tr("It is {0} there.").format(self._words.wall_clock(self.zone, self._now)))
        else:
            self.set_hint(self.tr("Type a part of it, for example {0}.").format(isolated("casa")))
