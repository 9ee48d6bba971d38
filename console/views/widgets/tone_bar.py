"""A bar of how much of a whole went which way: done, failed, under way, not begun."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.models.records import Tone
from console.theme.palette import mix
from console.theme.theme import Theme
from console.theme.tokens import Tokens

HEIGHT: Final = 8
LEAST: Final = 4.0
"""So wide is even one of thousands."""
GAP: Final = 1.5
FAINT: Final = 0.12
"""How much of its colour what waits has: it must not be taken for done."""

Shares = Sequence[tuple[Tone, int]]


def tone_colour(tone: Tone, t: Tokens) -> str:
    """In which a tone is drawn; it keeps 3:1 on panels."""
    return {
        Tone.GOOD: t.online,
        Tone.BUSY: t.accent,
        Tone.WAITING: t.accent,
        Tone.CARE: t.degraded,
        Tone.BAD: t.offline,
    }.get(tone, t.no_data)


def paint_tones(
    painter: QPainter, box: QRectF, shares: Shares, t: Tokens, *, mirrored: bool, quiet: bool = False
) -> None:
    """The shares from the leading edge on; what has not begun is the empty groove. What waits for somebody
    is fainter than what is under way."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outline = QPainterPath()
    outline.addRoundedRect(box, box.height() / 2, box.height() / 2)
    painter.setClipPath(outline, Qt.ClipOperation.IntersectClip)
    painter.fillRect(box, QColor(t.border))
    present = [(tone, number) for tone, number in shares if number]
    x = box.left()
    for (tone, _), width in zip(present, _widths([n for _, n in present], box.width()), strict=True):
        piece = QRectF(x, box.top(), max(width - GAP, 1.0), box.height())
        if mirrored:
            piece.moveRight(box.left() + box.right() - x)
        if tone is not Tone.NONE:
            colour = t.no_data if quiet else tone_colour(tone, t)
            painter.fillRect(piece, QColor(mix(colour, t.border, FAINT) if tone is Tone.WAITING else colour))
        x += width
    painter.restore()


def _widths(numbers: Sequence[int], room: float) -> list[float]:
    if not numbers:
        return []
    least = min(LEAST, room / len(numbers))
    spare = max(room - least * len(numbers), 0.0)
    return [least + spare * number / sum(numbers) for number in numbers]


class ToneBar(QWidget):
    """The bar as a widget. What it says in words is up to whoever shows it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shares: Shares = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(120, HEIGHT)

    def set_shares(self, shares: Shares) -> None:
        if shares != self._shares:
            self._shares = tuple(shares)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        paint_tones(painter, QRectF(self.rect()), self._shares, self._theme.tokens, mirrored=mirrored)
        painter.end()
