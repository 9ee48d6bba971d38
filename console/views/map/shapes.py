"""A shape for each status, so that none is told by colour alone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from console.core.status import Status
from console.theme.tokens import Tokens

_UNMONITORED = frozenset({Status.NEW, Status.SUSPENDED, Status.PENDING})


def status_colour(tokens: Tokens, status: Status) -> QColor:
    return QColor(tokens.no_data if status in _UNMONITORED else getattr(tokens, status.value))


def paint_status(painter: QPainter, box: QRectF, status: Status, tokens: Tokens) -> None:
    """Paints a status's shape to fill a square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / 16.0, box.height() / 16.0)
    _PAINTERS[status](painter, status_colour(tokens, status), QColor(tokens.on_status))
    painter.restore()


def status_pixmap(status: Status, size: int, dpr: float, tokens: Tokens) -> QPixmap:
    """The shape as a picture of so many logical pixels, for buttons and tables."""
    pixmap = QPixmap(round(size * dpr), round(size * dpr))
    pixmap.setDevicePixelRatio(dpr)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_status(painter, QRectF(0.0, 0.0, size, size), status, tokens)
    painter.end()
    return pixmap


def _circle(painter: QPainter, colour: QColor, _ink: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(8.0, 8.0), 5.6, 5.6)


def _triangle(painter: QPainter, colour: QColor, ink: QColor) -> None:
    path = QPainterPath(QPointF(8.0, 1.6))
    path.lineTo(15.2, 14.2)
    path.lineTo(0.8, 14.2)
    path.closeSubpath()
    painter.setPen(
        QPen(colour, 1.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    painter.setBrush(colour)
    painter.drawPath(path)
    painter.setPen(QPen(ink, 1.9, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.drawLine(QPointF(8.0, 5.6), QPointF(8.0, 9.9))
    painter.drawLine(QPointF(8.0, 11.0), QPointF(8.0, 12.9))


def _diamond(painter: QPainter, colour: QColor, _ink: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(
        QPolygonF([QPointF(8.0, 0.9), QPointF(15.1, 8.0), QPointF(8.0, 15.1), QPointF(0.9, 8.0)])
    )


def _zigzag(painter: QPainter, colour: QColor, _ink: QColor) -> None:
    pen = QPen(colour, 2.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    points = [(1.6, 10.4), (4.6, 4.2), (8.0, 11.8), (11.4, 4.2), (14.4, 10.4)]
    painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in points]))


def _broken_ring(painter: QPainter, colour: QColor, _ink: QColor) -> None:
    painter.setPen(QPen(colour, 2.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for start in range(0, 360, 60):
        painter.drawArc(QRectF(2.6, 2.6, 10.8, 10.8), (start + 12) * 16, 36 * 16)


def _empty_ring(painter: QPainter, colour: QColor, _ink: QColor) -> None:
    painter.setPen(QPen(colour, 1.8))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(8.0, 8.0), 5.0, 5.0)


def _pause(painter: QPainter, colour: QColor, _ink: QColor) -> None:
    painter.setPen(QPen(colour, 2.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(5.4, 3.8), QPointF(5.4, 12.2))
    painter.drawLine(QPointF(10.6, 3.8), QPointF(10.6, 12.2))


def _door_bell(painter: QPainter, colour: QColor, _ink: QColor) -> None:
    _empty_ring(painter, colour, _ink)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(8.0, 8.0), 2.2, 2.2)


_PAINTERS = {
    Status.ONLINE: _circle,
    Status.OFFLINE: _triangle,
    Status.DEGRADED: _diamond,
    Status.UNSTABLE: _zigzag,
    Status.NO_DATA: _broken_ring,
    Status.NEW: _empty_ring,
    Status.SUSPENDED: _pause,
    Status.PENDING: _door_bell,
}
