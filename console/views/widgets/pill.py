"""The pill over a frozen feed: how much is new, and the way back to the end."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from console.theme.fonts import font
from console.theme.icons import icon_pixmap
from console.theme.theme import Theme

HEIGHT = 34
ICON = 16


class Pill(QAbstractButton):
    """Floats at the bottom middle of the widget it is given; `clicked` when pressed."""

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self._theme = theme
        self._over = over
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        over.installEventFilter(self)
        theme.changed.connect(self.update)
        self.hide()

    def say(self, text: str) -> None:
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)
            self._place()
            self.update()
        self.show()
        self.raise_()

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(self._face()).horizontalAdvance(self.text())
        return QSize(round(words) + ICON + 44, HEIGHT + 4)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.text if self.underMouse() else t.accent))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        if self.hasFocus():
            painter.setPen(QColor(t.text))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), HEIGHT / 2, HEIGHT / 2)
        ink = t.window if self.underMouse() else t.on_accent
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = self.width() - 18 - ICON if mirrored else 18
        painter.drawPixmap(
            QPointF(left, (self.height() - ICON) / 2),
            icon_pixmap("to-end", ICON, self.devicePixelRatioF(), ink),
        )
        painter.setFont(self._face())
        painter.setPen(QColor(ink))
        words = box.adjusted(16, 0, -(ICON + 24), 0) if mirrored else box.adjusted(ICON + 24, 0, -16, 0)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), self.text())
        painter.end()

    def _face(self):
        face = font(self._theme.tokens.type.body)
        face.setWeight(face.Weight.DemiBold)
        return face

    def _place(self) -> None:
        size = self.sizeHint()
        self.setGeometry(
            (self._over.width() - size.width()) // 2,
            self._over.height() - size.height() - 16,
            size.width(),
            size.height(),
        )
