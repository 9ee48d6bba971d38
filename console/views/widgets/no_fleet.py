"""What the overview shows while there is no fleet: that it is being asked for, who waits to be let in, how to
connect the first terminal."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.core.session import Session
from console.core.states import Connecting
from console.core.status import Status
from console.theme.theme import Theme
from console.views.widgets.buttons import Button
from console.views.widgets.empty import Empty
from console.views.widgets.first_terminal import FirstTerminal
from console.views.widgets.verdict_line import VerdictLine

WIDEST_SHARE: Final = 100


class NoFleet(QWidget):
    """Signals: `approval_wanted` when somebody shall be let in, `add_wanted` when somebody wants to be led
    through adding a terminal."""

    approval_wanted = Signal()
    add_wanted = Signal()

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._session = session
        self.first: FirstTerminal | None = None
        """How to connect one: few fleets ever need it."""
        self.waiting = VerdictLine(theme, self)
        approve = Button(self.tr("Approve or refuse"), self.waiting, kind="primary")
        approve.clicked.connect(self.approval_wanted)
        self.waiting.row.addWidget(approve, 0, Qt.AlignmentFlag.AlignVCenter)
        self.connecting = Empty(theme, "plug", "", "", self)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.waiting)
        column.addWidget(self.connecting, 1)
        column.addStretch(0)

    def refresh(self, *, may_add: bool) -> None:
        """`may_add`: whether a terminal can be added from here."""
        fleet = self._session.fleet
        self.connecting.setVisible(not fleet.loaded)
        if fleet.loaded and self.first is None:
            self.first = FirstTerminal(self._theme, self._session.profile.url, self)
            self.first.add_wanted.connect(self.add_wanted)
            # Not aligned: only a widget that fills its place is as high as its words need.
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(self.first, WIDEST_SHARE)
            row.addStretch(1)
            self._column.insertLayout(1, row)
        if self.first is not None:
            self.first.setVisible(fleet.loaded)
            self.first.add.setVisible(may_add)
        self.waiting.setVisible(bool(fleet.waiting))
        if isinstance(self._session.state, Connecting):
            self.connecting.say(self.tr("Connecting"), self._session.profile.url)
        else:
            self.connecting.say(
                self.tr("No data yet"),
                self.tr("The edge at {0} has not been heard so far.").format(self._session.profile.url),
            )
        self.waiting.say(
            Status.PENDING,
            self.tr("%n terminals are waiting for approval", "", len(fleet.waiting)),
            self.tr("Approve a terminal to take in its punches, or refuse it if you do not know it."),
        )
