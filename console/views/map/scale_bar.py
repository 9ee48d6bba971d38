"""How long a kilometre is where the map is centred."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from console.theme.fonts import font
from console.theme.tokens import Tokens
from console.views.map.phrases import Phrases
from console.views.map.projection import View, geographic

EQUATOR_KM: Final = 40_075.017
LONGEST: Final = 120.0


def bar(view: View) -> tuple[float, float]:
    """The greatest round distance (1, 2 or 5 times a power of ten) that fits: kilometres, pixels."""
    latitude = float(geographic(np.array([0.0]), np.array([view.y]))[1][0])
    per_pixel = EQUATOR_KM * math.cos(math.radians(latitude)) / view.scale
    most = LONGEST * per_pixel
    power = 10.0 ** math.floor(math.log10(most))
    kilometres = next(step * power for step in (5.0, 2.0, 1.0) if step * power <= most)
    return kilometres, kilometres / per_pixel


def paint_bar(
    painter: QPainter, view: View, corner: QPointF, to_left: bool, tokens: Tokens, phrases: Phrases
) -> None:
    """Paints the bar with its lower right corner there, or lower left where text runs to the left."""
    kilometres, length = bar(view)
    left = round(corner.x() if to_left else corner.x() - length)
    length = round(length)
    base = corner.y()
    strokes = (
        QRectF(left, base - 1.5, length, 1.5),
        QRectF(left, base - 6.0, 1.5, 6.0),
        QRectF(left + length - 1.5, base - 6.0, 1.5, 6.0),
    )
    for stroke in strokes:
        painter.fillRect(stroke.adjusted(-1.0, -1.0, 1.0, 1.0), QColor(tokens.halo))
    for stroke in strokes:
        painter.fillRect(stroke, QColor(tokens.text_dim))
    painter.setPen(QColor(tokens.text_dim))
    painter.setFont(font(tokens.type.caption - 0.5))
    text = phrases.distance(kilometres)
    painter.drawText(QRectF(left, base - 22, length, 16), Qt.AlignmentFlag.AlignCenter, text)
