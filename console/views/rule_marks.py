"""What a colour rule of the feed looks like: a mark of its own shape, and a tint behind the row."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from console.core.colour_rules import Colour, ColourRule, Shape
from console.theme.palette import mix
from console.theme.tokens import Tokens

TINT: Final = 0.11
_DARK: Final = {
    Colour.BLUE: "#5CB3F7", Colour.GREEN: "#2FB58A", Colour.AMBER: "#F0B429",
    Colour.RED: "#F0653A", Colour.VIOLET: "#B794F6", Colour.GREY: "#9AA9B7",
}  # fmt: skip
_LIGHT: Final = {
    Colour.BLUE: "#0A5FA8", Colour.GREEN: "#00805A", Colour.AMBER: "#946F00",
    Colour.RED: "#A3121F", Colour.VIOLET: "#6B3FBF", Colour.GREY: "#5A6773",
}  # fmt: skip


def ink(colour: Colour, tokens: Tokens) -> str:
    """The colour itself, to be seen on a panel."""
    return (_DARK if tokens.dark else _LIGHT)[colour]


def ground(colour: Colour, tokens: Tokens) -> str:
    """What text is still read on."""
    return mix(ink(colour, tokens), tokens.panel, TINT)


def outline(shape: Shape, box: QRectF) -> QPainterPath:
    """The shape, filled to the edges of a square."""
    path = QPainterPath()
    centre, half = box.center(), box.width() / 2
    if shape is Shape.SQUARE:
        path.addRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
    elif shape is Shape.TRIANGLE:
        path.addPolygon(QPolygonF([QPointF(centre.x(), box.top()), box.bottomRight(), box.bottomLeft()]))
        path.closeSubpath()
    elif shape is Shape.DIAMOND:
        corners = [(0.0, -half), (half, 0.0), (0.0, half), (-half, 0.0)]
        path.addPolygon(QPolygonF([centre + QPointF(x, y) for x, y in corners]))
        path.closeSubpath()
    elif shape is Shape.BAR:
        path.addRect(QRectF(box.left(), centre.y() - half * 0.36, box.width(), half * 0.72))
    else:
        path.addEllipse(box)
    return path


def draw_mark(painter: QPainter, box: QRectF, rule: ColourRule, tokens: Tokens) -> None:
    """The mark in a square."""
    colour = QColor(ink(rule.colour, tokens))
    if rule.shape is Shape.RING:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 2))
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPath(outline(rule.shape, box))


@lru_cache(maxsize=128)
def mark_icon(colour: Colour, shape: Shape, size: int, tokens: Tokens) -> QIcon:
    """For lists to choose from."""
    pixmap = QPixmap(size * 2, size * 2)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_mark(painter, QRectF(2, 2, size - 4, size - 4), ColourRule("", colour, shape), tokens)
    painter.end()
    return QIcon(pixmap)
