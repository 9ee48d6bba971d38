"""The verdict on the whole fleet at one glance: one shape, one line, one colour."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from console.core.status import Status
from console.theme.palette import mix
from console.theme.theme import Theme
from console.views.map.shapes import paint_status, status_colour
from console.views.widgets.labels import label

SHAPE: Final = 28
TINT: Final = 0.09
EDGE: Final = 0.36


class VerdictLine(QFrame):
    """The worst shape, the verdict, and below it what else is to be known, where there is anything."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.status = Status.NO_DATA
        self._shape = _Shape(theme, self)
        self._verdict = label("", "headline", self, wrap=True)
        self._words = label("", "dim", self, wrap=True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addStretch(1)
        column.addWidget(self._verdict)
        column.addWidget(self._words)
        column.addStretch(1)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(20, 16, 16, 16)
        self.row.setSpacing(16)
        self.row.addWidget(self._shape, 0, Qt.AlignmentFlag.AlignVCenter)
        self.row.addLayout(column, 1)
        theme.changed.connect(self.update)

    @property
    def verdict(self) -> str:
        return self._verdict.text()

    @property
    def words(self) -> str:
        return self._words.text()

    def say(self, status: Status, verdict: str, words: str = "") -> None:
        self.status = self._shape.status = status
        self._verdict.setText(verdict)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self.setAccessibleName(f"{verdict}. {words}" if words else verdict)
        self._shape.update()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._theme.tokens
        colour = status_colour(t, self.status).name()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(mix(colour, t.panel, EDGE)), 1.0))
        painter.setBrush(QColor(mix(colour, t.panel, TINT)))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, t.space.radius_large, t.space.radius_large)
        painter.end()


class _Shape(QWidget):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.status = Status.NO_DATA
        self.setFixedSize(QSize(SHAPE, SHAPE))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_status(painter, QRectF(self.rect()), self.status, self._theme.tokens)
        painter.end()
