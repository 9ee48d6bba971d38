"""The headings over a table of records: what each column is called, and which one they are sorted by."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFont, QFontMetricsF, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from console.models.records import RecordModel
from console.theme.fonts import font
from console.theme.icons import icon_pixmap
from console.theme.theme import Theme
from console.views.delegates.record import MARK, PAD, RecordDelegate

ARROW: Final = 14


class RecordHeader(QHeaderView):
    """Titles that sort when they are clicked.

    Signals: `menu_wanted(QPoint)` for the columns.
    """

    menu_wanted = Signal(QPoint)

    def __init__(
        self, theme: Theme, model: RecordModel[Any], delegate: RecordDelegate, parent: QWidget
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._model = model
        self._delegate = delegate
        self._pointed = -1
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(32)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme.changed.connect(self.updateGeometry)

    def wanted(self, place: int) -> int:
        """How wide a column must be to show its title whole, and the arrow beside it."""
        column = self._model.columns[place]
        arrow = ARROW + 2 if self._sorts(place) else 0
        wide = QFontMetricsF(self._face()).horizontalAdvance(column.title)
        return round(wide) + arrow + 2 * PAD + 1 + self._before(place)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), max(32, self._theme.tokens.type.caption + 21))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        t, column = self._theme.tokens, self._model.columns[logicalIndex]
        sorts, pointed = self._sorts(logicalIndex), logicalIndex == self._pointed
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        right = mirrored is not column.figures
        painter.save()
        painter.fillRect(rect, QColor(t.hover if pointed and column.order else t.panel))
        painter.fillRect(rect.adjusted(0, rect.height() - 1, 0, 0), QColor(t.border))
        box, before = QRectF(rect).adjusted(PAD, 0, -PAD, 0), self._before(logicalIndex)
        box = box.adjusted(0, 0, -before, 0) if mirrored else box.adjusted(before, 0, 0, 0)
        metrics = QFontMetricsF(self._face())
        room = box.width() - (ARROW + 2 if sorts else 0)
        words = metrics.elidedText(column.title, Qt.TextElideMode.ElideRight, room)
        width = metrics.horizontalAdvance(words)
        left = box.right() - width if right else box.left()
        painter.setFont(self._face())
        painter.setPen(QColor(t.text if sorts else t.text_dim))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(left, box.top(), width + 1, box.height()), int(flags), words)
        if sorts:
            arrow = "chevron-down" if self._model.sorting.descending else "chevron-up"
            x = left - ARROW - 2 if right else left + width + 2
            pixmap = icon_pixmap(arrow, ARROW, self.devicePixelRatioF(), t.accent)
            painter.drawPixmap(round(x), round(box.center().y() - ARROW / 2), pixmap)
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

    def _sorts(self, place: int) -> bool:
        return self._model.columns[place].id == self._model.sorting.column

    def _before(self, place: int) -> int:
        return MARK if self._delegate.marking and place == self._delegate.first else 0

    def _face(self) -> QFont:
        return font(self._theme.tokens.type.caption, QFont.Weight.DemiBold)

    def _point_at(self, section: int) -> None:
        if section != self._pointed:
            self._pointed = section
            self.viewport().update()
