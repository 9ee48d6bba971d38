"""The four figures of a fleet: terminals, punches, who waits to be let in, sites."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGraphicsOpacityEffect, QGridLayout, QWidget

from console.core.fleet import FleetState
from console.core.profiles import SafeMode
from console.core.records import NO_SITE, moment
from console.core.session import Session
from console.core.status import STATUSES, Counts, Status
from console.core.tallies import HOUR_US
from console.theme.theme import Theme
from console.theme.tokens import TypeScale
from console.views.widgets.buttons import Button
from console.views.widgets.figure import Figure
from console.views.widgets.share_bar import ShareBar
from console.views.widgets.sparkline import Sparkline
from console.views.words import Words

ABREAST: Final = 820
"""So wide that all four stand in one line."""
AGED: Final = 0.4
DAY_US: Final = 24 * HOUR_US


class FleetFigures(QWidget):
    """Signals: `approval_wanted` when the way to the waiting terminals is taken."""

    approval_wanted = Signal()

    def __init__(self, theme: Theme, session: Session, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._session = session
        self._words = words
        self._shares = ShareBar(theme, self)
        self._minutes = Sparkline(theme, self)
        self._fade = QGraphicsOpacityEffect(self._minutes)
        self._fade.setOpacity(AGED)
        self._fade.setEnabled(False)
        self._minutes.setGraphicsEffect(self._fade)
        self._approve = Button("", self, kind="link")
        self._approve.clicked.connect(self.approval_wanted)
        self.terminals = Figure(self.tr("Terminals online"), self, picture=self._shares)
        self.punches = Figure(self.tr("Punches in the last hour"), self, picture=self._minutes)
        self.waiting = Figure(self.tr("Waiting for approval"), self, footer=self._approve)
        self.sites = Figure(self.tr("Sites"), self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self._columns = 0
        self._arrange(4)
        theme.changed.connect(self._fit)

    def refresh(self) -> None:
        """Say what the session knows now."""
        fleet = self._session.fleet
        self._say_terminals(fleet)
        self._say_punches(fleet)
        self._say_waiting(len(fleet.waiting))
        self._say_sites(fleet)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wanted = round(ABREAST * self._theme.tokens.type.body / TypeScale().body)
        self._arrange(4 if self.width() >= wanted else 2)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, figure in enumerate((self.terminals, self.punches, self.waiting, self.sites)):
            self._grid.addWidget(figure, place // columns, place % columns)
        for column in range(4):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def _say_terminals(self, fleet: FleetState) -> None:
        counts = fleet.counts()
        self._shares.set_counts(counts)
        words = self._words
        if fleet.blind:
            self.terminals.set_title(self.tr("Terminals"))
            self.terminals.say(words.number(counts.monitored), words.status(Status.NO_DATA), known=False)
            return
        self.terminals.set_title(self.tr("Terminals online"))
        number = words.number(counts.online)
        if counts.online != counts.monitored:
            number = self.tr("{0} of {1}").format(number, words.number(counts.monitored))
        self.terminals.say(number, self._others(counts) or self.tr("All of them"))

    def _others(self, counts: Counts) -> str:
        kinds = [status for status in STATUSES if status is not Status.ONLINE]
        kinds += [Status.NEW, Status.SUSPENDED]
        numbers = [(status, getattr(counts, status.value)) for status in kinds]
        return self.tr(" · ").join(self._words.so_many(status, n) for status, n in numbers if n)

    def _say_punches(self, fleet: FleetState) -> None:
        now_us = self._session.now_us()
        heard_us = self._session.connection.heard_us
        until_us = heard_us if fleet.blind and heard_us is not None else now_us
        minutes = fleet.per_minute(until_us)
        self._minutes.set_values(minutes)
        self._fade.setEnabled(fleet.blind)
        aged = fleet.blind and heard_us is not None
        self.punches.set_title(
            self.tr("Punches, last known hour") if aged else self.tr("Punches in the last hour")
        )
        day = sum(sum(fleet.hourly(site_id, until_us)) for site_id in (*fleet.sites, NO_SITE))
        self.punches.say(
            self._words.number(sum(minutes)), self._day(fleet, day, until_us), known=not fleet.blind
        )

    def _day(self, fleet: FleetState, day: int, now_us: int) -> str:
        """How many in 24 hours; where the console has not known the edge that long, since when."""
        since_us = fleet.counted_since_us
        if since_us is None:
            return self.tr("None yet")
        number = self._words.number(day)
        if since_us > now_us - DAY_US:
            clock = self._words.own_clock(moment(since_us), fleet.zones)
            return self.tr("{0} since {1}").format(number, clock)
        return self.tr("{0} in the last 24 hours").format(number)

    def _say_waiting(self, n: int) -> None:
        known = not self._session.fleet.blind
        words = "" if n else self.tr("New terminals show up here")
        self.waiting.say(self._words.number(n), words, known=known)
        self.waiting.swap(n > 0)
        if self._session.profile.safe_mode is SafeMode.READ_ONLY:
            self._approve.setText(self.tr("See who it is"))
        else:
            self._approve.setText(self.tr("Approve or refuse"))
        self._approve.setAccessibleName(f"{self._approve.text()}: {self.waiting.accessibleName()}")

    def _say_sites(self, fleet: FleetState) -> None:
        unplaced = sum(1 for site in fleet.sites.values() if site.lat is None or site.lon is None)
        words = self.tr("%n not on the map yet", "", unplaced) if unplaced else self.tr("All on the map")
        if not fleet.sites:
            words = self.tr("None yet")
        self.sites.say(self._words.number(len(fleet.sites)), words, known=not fleet.blind)
