"""A thin bar that says that something is being done, for nobody knows how long."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEasingCurve, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.theme.palette import mix
from console.theme.theme import Theme

HEIGHT: Final = 4
ROUND_MS: Final = 1_400
SHARE: Final = 0.3


class BusyBar(QWidget):
    """Moves while it is shown, and only then."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._motion = QVariantAnimation(self)
        self._motion.setStartValue(0.0)
        self._motion.setEndValue(1.0)
        self._motion.setDuration(ROUND_MS)
        self._motion.setLoopCount(-1)
        self._motion.setEasingCurve(QEasingCurve.Type.InOutSine)
        self._motion.valueChanged.connect(self.update)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(120, HEIGHT)

    def showEvent(self, event: QShowEvent) -> None:
        self._motion.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._motion.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(mix(t.accent, t.panel, 0.25)))
        painter.drawRoundedRect(QRectF(self.rect()), HEIGHT / 2, HEIGHT / 2)
        place = float(self._motion.currentValue() or 0.0)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            place = 1.0 - place
        width = self.width() * SHARE
        painter.setBrush(QColor(t.accent))
        painter.drawRoundedRect(
            QRectF((self.width() - width) * place, 0, width, HEIGHT), HEIGHT / 2, HEIGHT / 2
        )
        painter.end()
