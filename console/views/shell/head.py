"""The top of the rail: whose fleet this is, and the colour that its environment has been given."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from console.theme.fonts import font
from console.theme.icons import icon_pixmap
from console.theme.theme import Theme
from console.views.direction import own_way

HEIGHT: Final = 48
BADGE: Final = 32


class Head(QAbstractButton):
    """A button: pressing it offers the connections. Narrow, it is only the coloured initial."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._about = ""
        self._colour: str | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def say(self, name: str, about: str, colour: str | None) -> None:
        """The profile's name, a line below it, and "#RRGGBB" of its environment."""
        self.setText(name)
        self._about, self._colour = about, colour
        spoken = f"{name}, {about}" if about else name
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(BADGE + 8, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        if self.underMouse() or self.isDown():
            painter.setBrush(QColor(t.hover))
            painter.drawRoundedRect(box, 8, 8)
        if self.hasFocus():
            painter.setPen(QColor(t.focus))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for inset in (0.5, 1.5):
                painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 8 - inset, 8 - inset)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        narrow = self.width() < 100
        left = (self.width() - BADGE) / 2 if narrow else self.width() - BADGE - 4 if mirrored else 4.0
        self._paint_badge(painter, QRectF(left, (HEIGHT - BADGE) / 2, BADGE, BADGE))
        if not narrow:
            words = QRectF(BADGE + 14, 0, self.width() - BADGE - 18, HEIGHT)
            if mirrored:
                words.moveLeft(4)
            self._paint_words(painter, words)
        painter.end()

    def _paint_badge(self, painter: QPainter, box: QRectF) -> None:
        t = self._theme.tokens
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._colour or t.accent))
        painter.drawRoundedRect(box, 8, 8)
        dark = QColor(self._colour or t.accent).lightnessF() < 0.55
        ink = "#FFFFFF" if dark else "#0B1117"
        picture = icon_pixmap("finger", 20, self.devicePixelRatioF(), ink)
        painter.drawPixmap(QPointF(box.left() + 6, box.top() + 6), picture)

    def _paint_words(self, painter: QPainter, box: QRectF) -> None:
        t = self._theme.tokens
        name, about = font(t.type.body, font(1).Weight.DemiBold), font(t.type.caption)
        lines = [(self.text(), name, t.text)]
        if self._about:
            lines.append((self._about, about, t.text_dim))
        heights = [QFontMetricsF(face).height() for _, face, _ in lines]
        top = (box.height() - sum(heights)) / 2
        for (text, face, colour), height in zip(lines, heights, strict=True):
            painter.setFont(face)
            painter.setPen(QColor(colour))
            shown = QFontMetricsF(face).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
            flags = int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(QRectF(box.left(), top, box.width(), height), flags, own_way(shown))
            top += height
