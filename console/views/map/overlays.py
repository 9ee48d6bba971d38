"""What is painted above everything for a moment: the box being spanned, the focus frame, a banner."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from console.theme.fonts import font
from console.theme.tokens import Tokens

BANNER_HEIGHT: Final = 32.0


def paint_box(painter: QPainter, box: QRectF, tokens: Tokens) -> None:
    ground = QColor(tokens.accent)
    ground.setAlphaF(0.15)
    painter.setPen(QPen(QColor(tokens.accent), 1.0, Qt.PenStyle.DashLine))
    painter.setBrush(ground)
    painter.drawRect(box)


def paint_focus(painter: QPainter, frame: QRectF, tokens: Tokens) -> None:
    width = tokens.space.focus_width
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(tokens.focus), width))
    painter.drawRect(frame.adjusted(width / 2, width / 2, -width / 2, -width / 2))


def paint_banner(painter: QPainter, frame: QRectF, text: str, tokens: Tokens) -> None:
    """One line at the top, in the middle."""
    face = font(tokens.type.body, QFont.Weight.DemiBold)
    width = QFontMetricsF(face).horizontalAdvance(text) + 2 * tokens.space.large
    box = QRectF(frame.center().x() - width / 2, tokens.space.large, width, BANNER_HEIGHT)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.accent))
    painter.drawRoundedRect(box, tokens.space.radius, tokens.space.radius)
    painter.setFont(face)
    painter.setPen(QColor(tokens.on_accent))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
