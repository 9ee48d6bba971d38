"""How far one terminal is, as a row: its name, a bar, a few words."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.theme.fonts import font
from console.theme.theme import Theme
from console.views.delegates.cell import Ink, line_height

BAR: Final = 5


class ProgressRow(QWidget):
    """What is done is filled in one colour and what failed in another; the words say the same."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.name, self.words = "", ""
        self._shares = (0.0, 0.0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def say(self, name: str, words: str, total: int, done: int, failed: int) -> None:
        """So many of `total` are done, so many failed."""
        self.name, self.words = name, words
        self._shares = (done / total, failed / total) if total else (0.0, 0.0)
        self.setAccessibleName(f"{name}, {words}" if words else name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, line_height(self._theme.tokens.type.body) + BAR + 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0, 2, -12, -4)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        ink = Ink(painter, box, t, mirrored=mirrored)
        line = QRectF(box.left(), box.top(), box.width(), box.height() - BAR - 4)
        words = QFontMetricsF(font(t.type.label)).horizontalAdvance(self.words) + 4
        ink.text(line.adjusted(0, 0, -words - 12, 0), self.name, font(t.type.body), t.text)
        ink.text(line, self.words, font(t.type.label), t.text_dim, trailing=True)
        bar = QRectF(box.left(), box.bottom() - BAR, box.width(), BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.hover))
        painter.drawRoundedRect(bar, BAR / 2, BAR / 2)
        at = bar.left()
        for share, colour in zip(self._shares, (t.online, t.offline), strict=True):
            if share:
                part = QRectF(at, bar.top(), bar.width() * share, BAR)
                painter.setBrush(QColor(colour))
                painter.drawRoundedRect(ink.placed(part), BAR / 2, BAR / 2)
                at += part.width()
        painter.end()
