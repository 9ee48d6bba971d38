"""What the palette lies on: a rounded ground and its soft shadow."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from console.theme.tokens import Tokens

HEADER: Final = 52
FOOTER: Final = 36
REACH: Final = 36
"""How far the shadow goes beyond the ground."""
DROP: Final = 10
"""How far the shadow lies below it."""


class Panel(QWidget):
    """The rounded ground, with lines under the input and above the footer."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tokens: Tokens | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.tokens is None:
            return
        tokens, radius = self.tokens, self.tokens.space.radius_large
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.border_strong if tokens.dark else tokens.border), 1.0))
        painter.setBrush(QColor(tokens.panel))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.fillRect(1, self.height() - FOOTER, self.width() - 2, 1, QColor(tokens.border))
        painter.fillRect(1, HEADER - 1, self.width() - 2, tokens.space.focus_width, QColor(tokens.focus))
        painter.end()


class Shadow:
    """A soft shadow, painted once small and stretched: a blur would be reckoned anew with every key."""

    _CORNER: Final = REACH + 24

    def __init__(self) -> None:
        self._kept: QPixmap | None = None

    def forget(self) -> None:
        self._kept = None

    def paint(self, painter: QPainter, box: QRect, tokens: Tokens) -> None:
        """Around a box, a little below it."""
        dpr = painter.device().devicePixelRatioF()
        if self._kept is None or self._kept.devicePixelRatioF() != dpr:
            self._kept = self._draw(tokens, dpr)
        outer = box.translated(0, DROP).adjusted(-REACH, -REACH, REACH, REACH)
        corner, side = self._CORNER, 2 * self._CORNER + 2
        columns = ((0, corner), (corner, outer.width() - 2 * corner), (outer.width() - corner, corner))
        lines = ((0, corner), (corner, outer.height() - 2 * corner), (outer.height() - corner, corner))
        sources = ((0, corner), (corner, 2), (side - corner, corner))
        for (x, width), (sx, swidth) in zip(columns, sources, strict=True):
            for (y, height), (sy, sheight) in zip(lines, sources, strict=True):
                target = QRectF(QRect(outer.topLeft() + QPoint(x, y), QSize(width, height)))
                source = QRectF(sx * dpr, sy * dpr, swidth * dpr, sheight * dpr)
                painter.drawPixmap(target, self._kept, source)

    def _draw(self, tokens: Tokens, dpr: float) -> QPixmap:
        side = 2 * self._CORNER + 2
        pixmap = QPixmap(round(side * dpr), round(side * dpr))
        pixmap.setDevicePixelRatio(dpr)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.setPen(Qt.PenStyle.NoPen)
        darkest = 130 if tokens.dark else 56
        for inset in range(REACH):
            painter.setBrush(QColor(0, 0, 0, round(darkest * (inset / REACH) ** 2.2)))
            radius = tokens.space.radius_large + REACH - inset
            painter.drawRoundedRect(
                QRectF(0, 0, side, side).adjusted(inset, inset, -inset, -inset), radius, radius
            )
        painter.end()
        return pixmap
