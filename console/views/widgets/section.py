"""A titled part of a page that can be folded away."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from console.theme.fonts import font
from console.theme.icons import icon_pixmap
from console.theme.theme import Theme
from console.views.widgets.labels import label

LINE: Final = 32
ICON: Final = 16


class SectionTitle(QAbstractButton):
    """A title; one that can be checked opens and folds what it is the title of."""

    def __init__(self, theme: Theme, title: str, parent: QWidget, *, foldable: bool) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setText(title)
        self.setCheckable(foldable)
        self.setChecked(foldable)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if foldable else Qt.FocusPolicy.NoFocus)
        if foldable:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.toggled.connect(self._name)
        self._name()
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(self._face()).horizontalAdvance(self.text())
        return QSize(round(words) + 2 + (ICON + 6 if self.isCheckable() else 0), LINE)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        words = QRectF(self.rect())
        if self.isCheckable():
            picture = QPointF(self.width() - ICON + 2 if mirrored else -2, (self.height() - ICON) / 2)
            shade = t.text if self.underMouse() else t.text_dim
            painter.drawPixmap(
                picture, icon_pixmap(self._icon(mirrored), ICON, self.devicePixelRatioF(), shade)
            )
            room = ICON + 4
            words.adjust(0 if mirrored else room, 0, -room if mirrored else 0, 0)
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.setFont(self._face())
        painter.setPen(QColor(t.text))
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words, int(flags), self.text())
        if self.hasFocus():
            painter.setPen(QPen(QColor(t.focus), t.space.focus_width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 2, -1, -2), 6, 6)
        painter.end()

    def _icon(self, mirrored: bool) -> str:
        if self.isChecked():
            return "chevron-down"
        return "chevron-left" if mirrored else "chevron-right"

    def _face(self) -> QFont:
        return font(self._theme.tokens.type.lead, QFont.Weight.DemiBold)

    def _name(self) -> None:
        state = self.tr("open") if self.isChecked() else self.tr("folded")
        self.setAccessibleName(f"{self.text()}, {state}" if self.isCheckable() else self.text())


class Section(QWidget):
    """A title, how many there are, and `body`; `beside` stands at the end of the title's line."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        body: QWidget,
        parent: QWidget | None = None,
        *,
        beside: QWidget | None = None,
        foldable: bool = True,
    ) -> None:
        super().__init__(parent)
        self._body = body
        self._beside = beside
        self.title = SectionTitle(theme, title, self, foldable=foldable)
        self.title.toggled.connect(self._show)
        self._count = label("", "dim", self)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.title)
        line.addWidget(self._count)
        line.addStretch(1)
        if beside is not None:
            line.addWidget(beside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(line)
        column.addWidget(body)

    @property
    def open(self) -> bool:
        return self.title.isChecked() or not self.title.isCheckable()

    def set_open(self, open: bool) -> None:
        self.title.setChecked(open)

    def set_count(self, words: str) -> None:
        self._count.setText(words)

    def _show(self, open: bool) -> None:
        self._body.setVisible(open)
        if self._beside is not None:
            self._beside.setVisible(open)
