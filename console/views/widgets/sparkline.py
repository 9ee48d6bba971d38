"""A small line of the last minutes or hours: the shape of a number, without axes."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.theme.theme import Theme


class Sparkline(QWidget):
    """Oldest value left, whatever the writing direction: time runs one way."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._values: tuple[float, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(120, 34)

    def set_values(self, values: Sequence[float]) -> None:
        if tuple(values) != self._values:
            self._values = tuple(values)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if len(self._values) < 2:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self._line(QRectF(self.rect()).adjusted(1, 3, -4, -2))
        colour = QColor(self._theme.tokens.accent)
        area = QPainterPath(line)
        area.lineTo(line.currentPosition().x(), self.height())
        area.lineTo(1, self.height())
        area.closeSubpath()
        shade = QLinearGradient(0, 0, 0, self.height())
        strong, faint = QColor(colour), QColor(colour)
        strong.setAlphaF(0.28)
        faint.setAlphaF(0.0)
        shade.setColorAt(0.0, strong)
        shade.setColorAt(1.0, faint)
        painter.fillPath(area, shade)
        painter.setPen(
            QPen(colour, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        )
        painter.drawPath(line)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(line.currentPosition(), 2.4, 2.4)
        painter.end()

    def _line(self, box: QRectF) -> QPainterPath:
        top = max(*self._values, 1.0)
        step = box.width() / (len(self._values) - 1)
        points = [
            QPointF(box.left() + step * place, box.bottom() - box.height() * value / top)
            for place, value in enumerate(self._values)
        ]
        path = QPainterPath(points[0])
        for before, after in itertools.pairwise(points):
            middle = (before.x() + after.x()) / 2
            path.cubicTo(QPointF(middle, before.y()), QPointF(middle, after.y()), after)
        return path
