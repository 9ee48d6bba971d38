"""The headings over the terminals: what each column is called, and which one they are sorted by."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import (
    QHeaderView,
    QWidget,
)

from console.models.device_columns import COLUMNS, NUMBERS, PLACE, Column, Order
from console.models.devices import DeviceModel
from console.theme.fonts import font
from console.theme.icons import icon_pixmap
from console.theme.theme import Theme
from console.views.delegates.device import PAD

ARROW: Final = 14
Index = QModelIndex | QPersistentModelIndex


class DeviceHeader(QHeaderView):
    """Titles that sort when they are clicked and move when they are dragged.

    Signals: `menu_wanted(QPoint)` for the columns.
    """

    menu_wanted = Signal(QPoint)

    def __init__(self, theme: Theme, model: DeviceModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._order = model.order
        self._pointed = -1
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setFirstSectionMovable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(48)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme.changed.connect(self.updateGeometry)

    def wanted(self, column: Column) -> int:
        """How wide a column must be to show its title whole, and the arrow beside it."""
        title = self.model().headerData(PLACE[column], Qt.Orientation.Horizontal)
        face = font(self._theme.tokens.type.caption, QFont.Weight.DemiBold)
        arrow = ARROW + 2 if column is self._order.column else 0
        return round(QFontMetricsF(face).horizontalAdvance(title)) + arrow + 2 * PAD + 1

    def show_order(self, order: Order) -> None:
        """Point an arrow at what the rows are sorted by."""
        self._order = order
        side = Qt.SortOrder.DescendingOrder if order.descending else Qt.SortOrder.AscendingOrder
        self.setSortIndicator(PLACE[order.column], side)
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), max(32, self._theme.tokens.type.caption + 21))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        t, column = self._theme.tokens, COLUMNS[logicalIndex]
        sorts, pointed = column is self._order.column, logicalIndex == self._pointed
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        right = mirrored is not (column in NUMBERS)
        painter.save()
        painter.fillRect(rect, QColor(t.hover if pointed else t.panel))
        painter.fillRect(rect.adjusted(0, rect.height() - 1, 0, 0), QColor(t.border))
        face = font(t.type.caption, QFont.Weight.DemiBold)
        box = QRectF(rect).adjusted(PAD, 0, -PAD, 0)
        metrics = QFontMetricsF(face)
        words = metrics.elidedText(
            self.model().headerData(logicalIndex, Qt.Orientation.Horizontal),
            Qt.TextElideMode.ElideRight,
            box.width() - (ARROW + 2 if sorts else 0),
        )
        width = metrics.horizontalAdvance(words)
        left = box.right() - width if right else box.left()
        painter.setFont(face)
        painter.setPen(QColor(t.text if sorts or pointed else t.text_dim))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(left, box.top(), width + 1, box.height()), int(flags), words)
        if sorts:
            arrow = "chevron-down" if self._order.descending else "chevron-up"
            x = left - ARROW - 2 if right else left + width + 2
            dpr = self.devicePixelRatioF()
            painter.drawPixmap(
                round(x), round(box.center().y() - ARROW / 2), icon_pixmap(arrow, ARROW, dpr, t.accent)
            )
        painter.restore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._point_at(self.logicalIndexAt(event.position().toPoint()))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._point_at(-1)
        return super().viewportEvent(event)

    def _point_at(self, section: int) -> None:
        if section != self._pointed:
            self._pointed = section
            self.viewport().update()
