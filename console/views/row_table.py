"""What every table of whole rows shares: how it looks, how the keyboard walks, what is in sight."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

EDGE: Final = 12


class RowTable(QTableView):
    """Rows of one height, walked and painted as wholes. Deriving says `at` (the cell where the keyboard
    stands in a row), `fit` (how wide columns are) and `paint_row` (what is behind the cells of a row)."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._pointed = -1
        self.setFrameShape(QFrame.Shape.NoFrame)
        # the ground of a selected row is painted whole, not cell by cell: see style.py
        self.setProperty("grounds", "own")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    # -- what deriving says
    # ------------------------------------------------------------------------------------------

    def at(self, place: int) -> QModelIndex:
        """The cell that stands for a row."""
        return self.model().index(place, 0)

    def fit(self) -> None:
        """Share the room among the columns."""

    def paint_row(self, painter: QPainter, box: QRectF, place: int, *, pointed: bool, current: bool) -> None:
        """What is behind and across the cells. `current`: the keyboard is there, and in this table."""

    # -- what is in sight
    # --------------------------------------------------------------------------------------------

    @property
    def row_height(self) -> int:
        return max(1, self.verticalHeader().defaultSectionSize())

    def set_row_height(self, height: int) -> None:
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)

    @property
    def room(self) -> QRectF:
        """What rows are painted in, as far from one edge of the page as from the other."""
        beside = 0 if self.verticalScrollBar().isVisible() else EDGE
        room = QRectF(self.viewport().rect())
        return room.adjusted(beside, 0, 0, 0) if self.isRightToLeft() else room.adjusted(0, 0, -beside, 0)

    def in_sight(self) -> tuple[int, int]:
        """The first and the last row in sight; -1 where there is none. By arithmetic: before the first
        layout Qt takes every row for one in sight."""
        count, height = self.model().rowCount(), self.row_height
        if not count:
            return -1, -1
        first = min(self.verticalScrollBar().value() // height, count - 1)
        return first, min(first + self.viewport().height() // height + 1, count - 1)

    def below_current(self) -> QPoint:
        """Where a menu of the current row opens by the keyboard; on the screen."""
        below = self.rowViewportPosition(max(self.currentIndex().row(), 0)) + self.row_height
        return self.viewport().mapToGlobal(QPoint(self.viewport().width() // 4, below))

    def menu_place(self, event: QContextMenuEvent) -> QPoint:
        """Where the menu opens: at the mouse, or at the row where the keyboard is; on the screen."""
        by_keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        return self.below_current() if by_keyboard else event.globalPos()

    def begin_of(self, event: QMouseEvent, place: int) -> int:
        """How far the mouse is from where the row's own cell begins, in pixels."""
        cell, x = self.visualRect(self.at(place)), round(event.position().x())
        return cell.right() - x if self.isRightToLeft() else x - cell.left()

    # -- Qt asks
    # --------------------------------------------------------------------------------------------------

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Rows only; Home and End are the first one and the last one."""
        moves, last = QAbstractItemView.CursorAction, self.model().rowCount() - 1
        if last < 0:
            return QModelIndex()
        here = self.currentIndex()
        if not here.isValid():
            return self.at(max(self.in_sight()[0], 0))
        page = max(1, self.viewport().height() // self.row_height - 1)
        step = {
            moves.MoveUp: -1, moves.MovePrevious: -1, moves.MoveDown: 1, moves.MoveNext: 1,
            moves.MovePageUp: -page, moves.MovePageDown: page, moves.MoveHome: -last, moves.MoveEnd: last,
        }.get(action, 0)  # fmt: skip
        return self.at(min(max(here.row() + step, 0), last))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._point_at(round(event.position().y()))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._point_at(-1)
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setLayoutDirection(self.layoutDirection())
        self._paint_rows(painter)
        painter.end()
        super().paintEvent(event)

    # -- inside
    # ---------------------------------------------------------------------------------------------------

    def _point_at(self, y: int) -> None:
        """The mouse is at a height of the viewport, or nowhere at all."""
        before, self._pointed = self._pointed, y
        if self.rowAt(before) != self.rowAt(y):
            self.viewport().update()

    def _paint_rows(self, painter: QPainter) -> None:
        first, last = self.in_sight()
        if first < 0:
            return
        pointed = self.rowAt(self._pointed) if self._pointed >= 0 else -1
        current = self.currentIndex().row() if self.hasFocus() else -1
        room, height = self.room, self.row_height
        top = self.rowViewportPosition(first)
        for place in range(first, last + 1):
            box = QRectF(room.left(), top + (place - first) * height, room.width(), height)
            self.paint_row(painter, box, place, pointed=place == pointed, current=place == current)
