"""The bar along the bottom of a wall: what is wrong, one after the other, the newest punches, the clock."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.core.alerts import Alert
from console.core.records import Punch, moment
from console.core.session import Session
from console.core.states import knows_now
from console.core.status import Status
from console.theme.fonts import font
from console.theme.theme import Theme
from console.views.alert_shapes import paint_severity
from console.views.alert_words import AlertWords
from console.views.delegates.cell import STRONG, Ink, line_height
from console.views.feed_words import FeedWords
from console.views.map.shapes import paint_status
from console.views.words import Words

TURN_S: Final = 6
"""So long each of several things that are wrong is shown."""
TICK_MS: Final = 1000
PAD: Final = 24
GAP: Final = 12
SHAPE: Final = 22
LINE: Final = 3


class Ticker(QWidget):
    """`share` is how much of its time the page above has been shown, 0 to 1."""

    def __init__(self, theme: Theme, session: Session, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._session = session
        self._words = words
        self._alert_words = AlertWords(words, session, self)
        self._feed_words = FeedWords(words, session.now_us, parent=self, zones=lambda: session.fleet.zones)
        self._seconds = 0
        self.share = 0.0
        self.wrong: list[Alert] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._turn)
        self._tick.start()
        self._end = session.feed.changed.add(lambda _change: self.update())
        theme.changed.connect(self.updateGeometry)
        self._turn()

    def close_ticker(self) -> None:
        self._end()
        self._tick.stop()

    def sizeHint(self) -> QSize:
        y = self._theme.tokens.type
        return QSize(600, line_height(y.title) + line_height(y.lead) + 2 * GAP + LINE + 4)

    @property
    def said(self) -> str:
        """What is wrong, as it is shown now."""
        if not knows_now(self._session.state):
            return self.tr("The edge is not heard: nobody knows how things stand")
        if not self.wrong:
            return self._words.reason(self._session.verdicts.fleet[1])
        return self._alert_words.sentence(self.wrong[self._number])

    @property
    def newest(self) -> str:
        """The latest punches, the newest first."""
        lines = self._session.feed.lines()
        punches = [line for line in lines[-40:] if isinstance(line, Punch)][::-1][:6]
        one = self.tr("{0}  {1}, {2}, {3}")
        return "      ".join(
            one.format(
                self._feed_words.clock(punch), punch.device, punch.employee, self._feed_words.type(punch)
            )
            for punch in punches
        )

    @property
    def _number(self) -> int:
        return (self._seconds // TURN_S) % len(self.wrong) if self.wrong else 0

    def _turn(self) -> None:
        self._seconds += 1
        now_us, book = self._session.now_us(), self._session.alerts.book
        self.wrong = book.needing(now_us)
        self.setAccessibleName(self.said)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = Ink(painter, QRectF(self.rect()), t, mirrored=self.isRightToLeft())
        painter.fillRect(self.rect(), QColor(t.panel))
        painter.fillRect(QRectF(0, 0, self.width(), LINE), QColor(t.border))
        passed = ink.placed(QRectF(0, 0, self.width() * self.share, LINE))
        painter.fillRect(passed, QColor(t.accent))
        first, second = line_height(t.type.title), line_height(t.type.lead)
        top, clock = GAP + LINE, self._words.clock(moment(self._session.now_us()).astimezone())
        face = font(t.type.headline, STRONG)
        whole = QRectF(PAD, LINE, self.width() - 2 * PAD, self.height() - LINE)
        end = self.width() - PAD - ink.text(whole, clock, face, t.text, trailing=True) - 2 * GAP
        shape = ink.placed(QRectF(PAD, top + (first - SHAPE) / 2, SHAPE, SHAPE))
        self._paint_shape(painter, shape)
        left = PAD + SHAPE + GAP
        room = QRectF(left, top, end - left, first)
        if len(self.wrong) > 1:
            many = self.tr("{0} of {1}").format(
                self._words.number(self._number + 1), self._words.number(len(self.wrong))
            )
            room.setRight(end - ink.text(room, many, font(t.type.body), t.text_dim, trailing=True) - GAP)
        ink.text(room, self.said, font(t.type.title, STRONG), t.text)
        ink.text(
            QRectF(left, top + first + 4, end - left, second), self.newest, font(t.type.lead), t.text_dim
        )
        painter.end()

    def _paint_shape(self, painter: QPainter, box: QRectF) -> None:
        t = self._theme.tokens
        if not knows_now(self._session.state):
            paint_status(painter, box, Status.NO_DATA, t)
        elif self.wrong:
            paint_severity(painter, box, self.wrong[self._number].severity, t)
        else:
            paint_status(painter, box, self._session.verdicts.fleet[0], t)
