"""A headline that is several: the lists of a page side by side, the one in front in full strength."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from console.theme.fonts import font
from console.theme.theme import Theme

BELOW: Final = 6
LINE: Final = 3
BESIDE: Final = 4


class HeadingTabs(QWidget):
    """Arrows go from one to the next. `tabs`: ids and titles; `front` is the one that is shown.

    Signals: `chosen(id)`.
    """

    chosen = Signal(str)

    def __init__(
        self, theme: Theme, tabs: Sequence[tuple[str, str]], front: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._front = front
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QAbstractButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for id, title in tabs:
            button = _Tab(theme, title, self)
            button.setChecked(id == front)
            button.clicked.connect(lambda _=False, id=id: self._choose(id))
            self._group.addButton(button)
            self.buttons[id] = button
            row.addWidget(button)

    def _choose(self, id: str) -> None:
        """Each list has tabs of its own, on which it always is the one in front."""
        self.buttons[self._front].setChecked(True)
        if id != self._front:
            self.chosen.emit(id)


class _Tab(QAbstractButton):
    def __init__(self, theme: Theme, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setText(title)
        self.setAccessibleName(title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._wear)

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self._face())
        wide = metrics.horizontalAdvance(self.text()) + 2 * BESIDE
        return QSize(round(wide) + 1, round(metrics.height()) + BELOW + LINE)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        face, box = self._face(), QRectF(self.rect())
        bright = self.isChecked() or self.underMouse()
        painter.setFont(face)
        painter.setPen(QColor(t.text if bright else t.text_dim))
        painter.drawText(QPointF(BESIDE, QFontMetricsF(face).ascent()), self.text())
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.accent))
            line = QRectF(BESIDE, box.bottom() - LINE, box.width() - 2 * BESIDE, LINE)
            painter.drawRoundedRect(line, LINE / 2, LINE / 2)
        if self.hasFocus():
            painter.setPen(QColor(t.focus))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for inset in (0.5, 1.5):
                painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 6 - inset, 6 - inset)
        painter.end()

    def _face(self) -> QFont:
        return font(self._theme.tokens.type.headline, QFont.Weight.DemiBold)

    def _wear(self) -> None:
        self.updateGeometry()
        self.update()
