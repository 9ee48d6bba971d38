"""A bar of how many terminals are in which status, worst first: the map's ring, stretched out."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.core.status import STATUSES, Counts
from console.theme.theme import Theme
from console.theme.tokens import Tokens
from console.views.map.shapes import status_colour

HEIGHT: Final = 6
GAP: Final = 2.0
LEAST: Final = 4.0
"""So wide is even one terminal of thousands."""


def paint_shares(painter: QPainter, box: QRectF, counts: Counts, tokens: Tokens, *, mirrored: bool) -> None:
    """Paints the monitored terminals' shares into a box; a faint groove where there are none."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    outline = QPainterPath()
    outline.addRoundedRect(box, box.height() / 2, box.height() / 2)
    present = [(status, counts[code]) for code, status in enumerate(STATUSES) if counts[code]]
    if not present:
        painter.fillPath(outline, QColor(tokens.border))
        painter.restore()
        return
    painter.setClipPath(outline, Qt.ClipOperation.IntersectClip)
    x = box.left()
    for (status, _), width in zip(present, _widths([n for _, n in present], box.width()), strict=True):
        piece = QRectF(x, box.top(), width, box.height())
        if mirrored:
            piece.moveRight(box.left() + box.right() - x)
        painter.fillRect(piece, status_colour(tokens, status))
        x += width + GAP
    painter.restore()


def _widths(numbers: list[int], room: float) -> list[float]:
    room -= GAP * (len(numbers) - 1)
    total = sum(numbers)
    spare = max(room - LEAST * len(numbers), 0.0)
    return [min(LEAST, room / len(numbers)) + spare * n / total for n in numbers]


class ShareBar(QWidget):
    """The bar as a widget; what it says in words is up to whoever shows it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._counts = Counts()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(96, HEIGHT)

    def set_counts(self, counts: Counts) -> None:
        if counts != self._counts:
            self._counts = counts
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        paint_shares(painter, QRectF(self.rect()), self._counts, self._theme.tokens, mirrored=mirrored)
        painter.end()
