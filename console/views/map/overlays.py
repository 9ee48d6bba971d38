"""What is painted above everything for a moment: the box being spanned, the focus frame, a banner."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from console.theme.fonts import font
from console.theme.tokens import Tokens

BANNER_PAD: Final = 8.0
AIM_RING, AIM_GAP, AIM_REACH = 9.0, 5.0, 20.0
"""Pixels: the ring around the place, where its hairs begin, and where they end."""


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


def paint_aim(painter: QPainter, at: QPointF, tokens: Tokens) -> None:
    """Where a site would be put."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((tokens.window, 5.0), (tokens.accent, 2.0)):
        painter.setPen(QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawEllipse(at, AIM_RING, AIM_RING)
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            painter.drawLine(
                at + QPointF(dx * AIM_GAP, dy * AIM_GAP), at + QPointF(dx * AIM_REACH, dy * AIM_REACH)
            )
    painter.restore()


def paint_banner(painter: QPainter, frame: QRectF, text: str, tokens: Tokens) -> None:
    """A sentence at the top, in the middle; in narrow maps of several lines."""
    face = font(tokens.type.body, QFont.Weight.DemiBold)
    inset, pad = float(tokens.space.large), BANNER_PAD
    room = QRectF(0.0, 0.0, frame.width() - 4 * inset, frame.height())
    align = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    words = QFontMetricsF(face).boundingRect(room, align, text)
    box = QRectF(0.0, inset, words.width() + 2 * inset, words.height() + 2 * pad)
    box.moveLeft(frame.center().x() - box.width() / 2)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.accent))
    painter.drawRoundedRect(box, tokens.space.radius, tokens.space.radius)
    painter.setFont(face)
    painter.setPen(QColor(tokens.on_accent))
    painter.drawText(box.adjusted(inset - 1, 0, 1 - inset, 0), align, text)
    painter.restore()
