"""What is painted behind and around whole rows, where cells are painted one by one."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from console.theme.palette import mix
from console.views.delegates.cell import CellDelegate

RADIUS: Final = 7


class RowDelegate(CellDelegate):
    """One cell each; `paint_ground` and `paint_ring` are for whole rows."""

    def paint_ground(self, painter: QPainter, row: QRectF, *, selected: bool) -> None:
        """Behind a row that is selected or pointed at."""
        t = self.theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.selected if selected else mix(t.hover, t.panel, 0.6)))
        painter.drawRoundedRect(row.adjusted(0, 1, 0, -1), RADIUS, RADIUS)

    def paint_ring(self, painter: QPainter, row: QRectF) -> None:
        """Around the row where the keyboard is."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self.theme.tokens.focus), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(row.adjusted(1, 2, -1, -2), RADIUS - 1, RADIUS - 1)
