"""The headings over a table: what each column is called, and which one the rows are sorted by."""

from __future__ import annotations

from typing import ClassVar, Final

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFont, QFontMetricsF, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from console.theme.fonts import font
from console.theme.icons import icon_pixmap
from console.theme.theme import Theme

ARROW: Final = 14


class TitleHeader(QHeaderView):
    """Titles that sort when they are clicked.

    Signals: `menu_wanted(QPoint)` for the columns.
    """

    menu_wanted = Signal(QPoint)
    pad: ClassVar[int] = 10
    """From the edge of a column to its words: as its cells have it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.theme = theme
        self.pointed = -1
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme.changed.connect(self.updateGeometry)

    def room_of(self, title: str, *, sorts: bool) -> int:
        """How wide a column must be to show its title whole, and the arrow beside it."""
        arrow = ARROW + 2 if sorts else 0
        return round(QFontMetricsF(self._face()).horizontalAdvance(title)) + arrow + 2 * self.pad + 1

    def paint_title(
        self,
        painter: QPainter,
        section: QRect,
        title: str,
        *,
        descending: bool | None,
        figures: bool,
        pointed: bool,
        before: int = 0,
    ) -> None:
        """`descending` is None where the rows are sorted by another one; `figures` stand at the end of their
        column; `before`: pixels that something else takes of its beginning."""
        t = self.theme.tokens
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        right, sorts = mirrored is not figures, descending is not None
        painter.save()
        painter.fillRect(section, QColor(t.hover if pointed else t.panel))
        painter.fillRect(section.adjusted(0, section.height() - 1, 0, 0), QColor(t.border))
        box = QRectF(section).adjusted(self.pad, 0, -self.pad, 0)
        box = box.adjusted(0, 0, -before, 0) if mirrored else box.adjusted(before, 0, 0, 0)
        metrics = QFontMetricsF(self._face())
        room = box.width() - (ARROW + 2 if sorts else 0)
        words = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room)
        width = metrics.horizontalAdvance(words)
        left = box.right() - width if right else box.left()
        painter.setFont(self._face())
        painter.setPen(QColor(t.text if sorts or pointed else t.text_dim))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(left, box.top(), width + 1, box.height()), int(flags), words)
        if sorts:
            arrow = "chevron-down" if descending else "chevron-up"
            x = left - ARROW - 2 if right else left + width + 2
            pixmap = icon_pixmap(arrow, ARROW, self.devicePixelRatioF(), t.accent)
            painter.drawPixmap(round(x), round(box.center().y() - ARROW / 2), pixmap)
        painter.restore()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), max(32, self.theme.tokens.type.caption + 21))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._point_at(self.logicalIndexAt(event.position().toPoint()))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._point_at(-1)
        return super().viewportEvent(event)

    def _face(self) -> QFont:
        return font(self.theme.tokens.type.caption, QFont.Weight.DemiBold)

    def _point_at(self, section: int) -> None:
        if section != self.pointed:
            self.pointed = section
            self.viewport().update()
