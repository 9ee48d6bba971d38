"""A shape for each severity, so that none is told by colour alone; and the strip of a last hour."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from console.core.alerts import Severity
from console.core.strips import Cell
from console.theme.palette import mix
from console.theme.tokens import Tokens

CELL: Final = 3.0
STEP: Final = 5.0
HIGH: Final = 13.0
_HEIGHTS: Final = {Cell.UNKNOWN: 2.0, Cell.THERE: 4.0, Cell.BOTH: 8.5, Cell.GONE: HIGH}


def severity_colour(tokens: Tokens, severity: Severity) -> str:
    return {
        Severity.CRITICAL: tokens.offline,
        Severity.WARNING: tokens.degraded,
        Severity.INFO: tokens.accent,
    }[severity]


def paint_severity(
    painter: QPainter, box: QRectF, severity: Severity, tokens: Tokens, *, quiet: bool = False
) -> None:
    """An octagon filled, a triangle tinted, a ring: so much darker as it is worse. `quiet` takes the colour
    away and leaves the shape."""
    colour = tokens.no_data if quiet else severity_colour(tokens, severity)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / 16.0, box.height() / 16.0)
    if severity is Severity.CRITICAL:
        _octagon(painter, QColor(colour), QColor(tokens.panel if quiet else tokens.on_status))
    elif severity is Severity.WARNING:
        _triangle(painter, QColor(colour), QColor(mix(colour, tokens.panel, 0.22)))
    else:
        _ring(painter, QColor(colour))
    painter.restore()


def severity_pixmap(severity: Severity, size: int, dpr: float, tokens: Tokens) -> QPixmap:
    """The shape as a picture of so many logical pixels."""
    pixmap = QPixmap(round(size * dpr), round(size * dpr))
    pixmap.setDevicePixelRatio(dpr)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_severity(painter, QRectF(0.0, 0.0, size, size), severity, tokens)
    painter.end()
    return pixmap


def strip_width(cells: int) -> float:
    """Pixels."""
    return cells * STEP - (STEP - CELL)


def paint_strip(painter: QPainter, at: QPointF, cells: Sequence[Cell], tokens: Tokens) -> None:
    """Bars from one ground, the higher the worse, oldest left whatever the writing direction. `at` is the
    upper left corner; they are HIGH pixels high."""
    colours = {
        Cell.UNKNOWN: tokens.no_data,
        Cell.THERE: tokens.online,
        Cell.BOTH: tokens.unstable,
        Cell.GONE: tokens.offline,
    }
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for place, cell in enumerate(cells):
        high = _HEIGHTS[cell]
        painter.setBrush(QColor(colours[cell]))
        painter.drawRoundedRect(QRectF(at.x() + place * STEP, at.y() + HIGH - high, CELL, high), 1.0, 1.0)
    painter.restore()


def _octagon(painter: QPainter, colour: QColor, ink: QColor) -> None:
    turns = [math.radians(22.5 + 45 * corner) for corner in range(8)]
    painter.setPen(QPen(colour, 1.0, j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(colour)
    painter.drawPolygon(
        QPolygonF([QPointF(8 + 7.4 * math.cos(turn), 8 + 7.4 * math.sin(turn)) for turn in turns])
    )
    _mark(painter, ink, 3.9, 8.9, 11.9)


def _triangle(painter: QPainter, colour: QColor, ground: QColor) -> None:
    painter.setPen(QPen(colour, 1.7, j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(ground)
    painter.drawPolygon(QPolygonF([QPointF(8.0, 1.9), QPointF(14.9, 14.0), QPointF(1.1, 14.0)]))
    _mark(painter, colour, 6.0, 9.6, 11.9)


def _ring(painter: QPainter, colour: QColor) -> None:
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(8.0, 8.0), 6.3, 6.3)
    painter.setPen(QPen(colour, 1.8, c=Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(8.0, 7.6), QPointF(8.0, 11.2))
    painter.drawPoint(QPointF(8.0, 4.9))


def _mark(painter: QPainter, ink: QColor, top: float, foot: float, dot: float) -> None:
    """An exclamation mark."""
    painter.setPen(QPen(ink, 1.9, c=Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(8.0, top), QPointF(8.0, foot))
    painter.drawPoint(QPointF(8.0, dot))
