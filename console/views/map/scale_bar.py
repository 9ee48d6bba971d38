"""How long a kilometre is where the map is centred."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

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
    left = corner.x() if to_left else corner.x() - length
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    line = QPolygonF(
        [
            QPointF(left, corner.y() - 5),
            QPointF(left, corner.y()),
            QPointF(left + length, corner.y()),
            QPointF(left + length, corner.y() - 5),
        ]
    )
    for colour, width in ((tokens.halo, 3.5), (tokens.text_dim, 1.4)):
        painter.setPen(QPen(QColor(colour), width))
        painter.drawPolyline(line)
    painter.setPen(QColor(tokens.text_dim))
    painter.setFont(font(tokens.type.caption - 0.5))
    painter.drawText(
        QRectF(left, corner.y() - 22, length, 16), Qt.AlignmentFlag.AlignCenter, phrases.distance(kilometres)
    )
    painter.restore()
