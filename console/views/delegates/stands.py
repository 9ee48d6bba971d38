"""How a person stands on a terminal, as a shape: told apart without colour."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from console.core.matrix import Stands
from console.theme.tokens import Tokens


def paint_stands(painter: QPainter, box: QRectF, stands: Stands, t: Tokens) -> None:
    """There is a dot, waiting a ring, missing a triangle, different a diamond in two halves, extra a plus,
    failed a square with a cross; not meant to be there is nothing."""
    inner = box.adjusted(1.5, 1.5, -1.5, -1.5)
    middle = inner.center()
    painter.setPen(Qt.PenStyle.NoPen)
    match stands:
        case Stands.THERE:
            painter.setBrush(QColor(t.online))
            painter.drawEllipse(inner.adjusted(0.5, 0.5, -0.5, -0.5))
        case Stands.WAITING:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(t.accent), 2))
            painter.drawEllipse(inner.adjusted(1, 1, -1, -1))
        case Stands.MISSING:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(_pen(t.degraded, 2))
            at = inner.adjusted(0.5, 1, -0.5, -0.5)
            path = QPainterPath(QPointF(middle.x(), at.top()))
            path.lineTo(at.bottomRight())
            path.lineTo(at.bottomLeft())
            path.closeSubpath()
            painter.drawPath(path)
        case Stands.DIFFERENT:
            path = QPainterPath(QPointF(middle.x(), inner.top()))
            for x, y in (
                (inner.right(), middle.y()),
                (middle.x(), inner.bottom()),
                (inner.left(), middle.y()),
            ):
                path.lineTo(x, y)
            path.closeSubpath()
            painter.setBrush(QColor(t.degraded))
            painter.save()
            painter.setClipRect(QRectF(box.left(), box.top(), box.width() / 2, box.height()))
            painter.drawPath(path)
            painter.restore()
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(t.degraded), 1.6))
            painter.drawPath(path)
        case Stands.EXTRA:
            painter.setPen(_pen(t.no_data, 2.2))
            painter.drawLine(QPointF(middle.x(), inner.top() + 1), QPointF(middle.x(), inner.bottom() - 1))
            painter.drawLine(QPointF(inner.left() + 1, middle.y()), QPointF(inner.right() - 1, middle.y()))
        case Stands.FAILED:
            painter.setBrush(QColor(t.offline))
            painter.drawRoundedRect(inner, 2.5, 2.5)
            painter.setPen(_pen(t.on_status, 1.6))
            cross = inner.adjusted(3, 3, -3, -3)
            painter.drawLine(cross.topLeft(), cross.bottomRight())
            painter.drawLine(cross.topRight(), cross.bottomLeft())
        case _:
            pass


def _pen(colour: str, width: float) -> QPen:
    pen = QPen(QColor(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
