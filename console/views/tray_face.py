"""What the tray shows of a fleet: the shape of its worst status, how many are so, and one sentence."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPen, QPixmap

from console.core.session import Session
from console.core.status import Status
from console.platform.notifications import Notifier
from console.theme.fonts import font
from console.theme.tokens import DARK, Tokens
from console.views.map.shapes import paint_status, status_colour
from console.views.words import Words

SIDE: Final = 64
"""The system makes it smaller; that looks better than the other way round."""
MOST: Final = 99
REST_MS: Final = 500
_CALM: Final = frozenset({Status.ONLINE, Status.NO_DATA, Status.NEW, Status.SUSPENDED, Status.PENDING})


def face(level: Status, count: int, tokens: Tokens = DARK) -> QPixmap:
    """The shape of a status with a number in its corner; trays are dark or light as they like, so the number
    brings its own ground."""
    pixmap = QPixmap(SIDE, SIDE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if not count:
        paint_status(painter, QRectF(2, 2, SIDE - 4, SIDE - 4), level, tokens)
    else:
        paint_status(painter, QRectF(0, 0, 46, 46), level, tokens)
        text = str(count) if count <= MOST else f"{MOST}+"
        letters = font(26 if len(text) > 2 else 32, QFont.Weight.Bold)
        painter.setFont(letters)
        wide = max(34.0, painter.fontMetrics().horizontalAdvance(text) + 12.0)
        pill = QRectF(SIDE - wide - 1, SIDE - 37, wide, 36)
        painter.setPen(QPen(status_colour(tokens, level), 3))
        painter.setBrush(QColor(tokens.window))
        painter.drawRoundedRect(pill.adjusted(1.5, 1.5, -1.5, -1.5), 12, 12)
        painter.setPen(QColor(tokens.text))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return pixmap


class TrayFace(QObject):
    """For one session, as long as its notifier lives."""

    def __init__(self, session: Session, words: Words, notifier: Notifier) -> None:
        super().__init__(notifier)
        self._session, self._words, self._notifier = session, words, notifier
        self._shown: tuple[Status, int, str] | None = None
        self._due = QTimer(self, singleShot=True, interval=REST_MS)
        self._due.timeout.connect(self._show)
        self._ends = (
            session.changed.add(lambda _: self._wake()),
            session.connection.states.add(lambda _: self._wake()),
        )
        self._show()

    def close(self) -> None:
        """The session ends."""
        for end in self._ends:
            end()
        self._due.stop()

    def _wake(self) -> None:
        if not self._due.isActive():
            self._due.start()

    def _show(self) -> None:
        level, reason = self._session.verdicts.fleet
        sentence = self._words.reason(reason)
        if self._session.fleet.blind:
            level, sentence = Status.NO_DATA, self.tr("No data: the edge is not heard")
        shown = (level, self._count(level), sentence)
        if shown != self._shown:
            self._shown = shown
            self._notifier.show_face(QIcon(face(*shown[:2])), sentence)

    def _count(self, level: Status) -> int:
        if level in _CALM:
            return 0
        return sum(getattr(it.counts, level.value) for it in self._session.verdicts.worst_first())
