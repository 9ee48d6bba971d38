"""The strip along the bottom: how the connection stands, whether clocks agree, how fresh everything is."""

from __future__ import annotations

import time
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from console.core.connection import Connection
from console.core.outbox import Outbox
from console.core.session import Session
from console.core.states import State
from console.core.status import Status
from console.theme.theme import Theme
from console.views.map.shapes import status_pixmap
from console.views.shell.connection_words import ConnectionWords
from console.views.widgets.buttons import Button
from console.views.widgets.labels import label
from console.views.words import Words, isolated

HEIGHT: Final = 30
TICK_MS: Final = 1000
SKEW_SHOWN_S: Final = 2.0
SKEW_WRONG_S: Final = 60.0
MARK: Final = 12


class StatusStrip(QFrame):
    """Shows one session at a time, or that there is none.

    Signals: `outbox_wanted` when what waits for the edge is to be shown."""

    outbox_wanted = Signal()

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = words
        self._says = ConnectionWords(words, self)
        self._session: Session | None = None
        self._shape = Status.NO_DATA
        self._end = lambda: None
        self.setProperty("role", "strip")
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName(self.tr("Connection"))
        self._mark = QLabel(self)
        self._state = label("", "label", self)
        self._state.setProperty("strong", True)
        self._more = label("", "label", self)
        self.waits = Button("", self, kind="link")
        self.waits.clicked.connect(self.outbox_wanted)
        self._edge = label("", "label", self)
        self._skew = label("", "label", self)
        self._sync = label("", "label", self)
        self._moved_bytes = label("", "label", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        for part in (self._mark, self._state, self._more):
            row.addWidget(part)
        row.addSpacing(8)
        row.addWidget(self.waits)
        row.addStretch(1)
        row.setSpacing(8)
        for part in (self._moved_bytes, self._skew, self._sync, self._edge):
            row.addSpacing(12)
            row.addWidget(part)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._refresh)
        self._tick.start()
        theme.changed.connect(self._wear)
        self._refresh()

    def show_session(self, session: Session | None) -> None:
        self._end()
        self._end = lambda: None
        self._session = session
        if session is not None:
            ends = (
                session.connection.states.add(self._moved),
                session.outbox.changed.add(lambda _: self._refresh()),
            )
            self._end = lambda: [end() for end in ends]
        self._refresh()

    @property
    def text(self) -> str:
        """What the strip says, for screen readers and tests."""
        parts = (self._state, self._more, self.waits, self._moved_bytes, self._skew, self._sync)
        return ", ".join(part.text() for part in parts if part.text())

    def _moved(self, _state: State) -> None:
        self._refresh()

    def _refresh(self) -> None:
        session = self._session
        if session is None:
            self._shape = Status.NO_DATA
            self._state.setText(self.tr("Not connected"))
            for part in (self._more, self._moved_bytes, self._edge, self._skew, self._sync):
                part.setText("")
            self._say_waiting("")
        else:
            standing = self._says.standing(session.state)
            self._shape = standing.shape
            self._state.setText(standing.word)
            self._more.setText(standing.more)
            self._edge.setText(isolated(session.profile.url))
            session.traffic.note(session.connection.client.bytes_moved, time.monotonic())
            self._moved_bytes.setText(self._traffic_words(session))
            self._skew.setText(self._skew_words(session.connection))
            self._sync.setText(self._says.freshness(session))
            self._say_waiting(self._outbox_words(session.outbox))
        self._wear()
        self.setAccessibleDescription(self.text)

    def _say_waiting(self, words: str) -> None:
        self.waits.setText(words)
        self.waits.setAccessibleName(words)
        self.waits.setVisible(bool(words))

    def _outbox_words(self, outbox: Outbox) -> str:
        if outbox.unmade:
            return self.tr("⚠ %Ln changes were not made", "", len(outbox.unmade))
        waiting = len(outbox.waiting)
        return self.tr("%Ln changes wait", "", waiting) if waiting else ""

    def _traffic_words(self, session: Session) -> str:
        if not session.sparing:
            return ""
        return self.tr("Sparing: {0} a minute").format(self._words.data_size(session.traffic.last_minute))

    def _skew_words(self, connection: Connection) -> str:
        ahead_s = connection.clock_ahead_s
        if ahead_s is None or abs(ahead_s) < SKEW_SHOWN_S:
            return ""
        by = self._words.duration(abs(ahead_s))
        if ahead_s > 0:
            said = self.tr("This computer's clock is {0} ahead of the edge's").format(by)
        else:
            said = self.tr("This computer's clock is {0} behind the edge's").format(by)
        return f"⚠ {said}" if abs(ahead_s) >= SKEW_WRONG_S else said

    def _wear(self) -> None:
        self._mark.setPixmap(status_pixmap(self._shape, MARK, self.devicePixelRatioF(), self._theme.tokens))
