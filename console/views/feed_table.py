"""The table of the feed, by Wireshark's rule: it follows while at the bottom, and stands still as soon as
somebody scrolls up or selects a row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from common.filters import Filter
from console.core.records import FeedLine, Gap, Punch
from console.models.feed import FeedModel, came_us
from console.models.feed_columns import Column
from console.theme.theme import Theme
from console.theme.tokens import Tokens
from console.views.delegates.feed import FeedPainter, Span, row_height
from console.views.feed_picking import FeedPicking
from console.views.widgets.column_widths import shared

LEAST: Final = {
    Column.TIME: 84,
    Column.LAG: 64,
    Column.EMPLOYEE: 84,
    Column.TYPE: 108,
    Column.VERIFY: 120,
    Column.DEVICE: 104,
    Column.SITE: 120,
    Column.FLAGS: 84,
}
"""Widths in logical pixels at which columns are still of use, at the usual size of text."""
SHARES: Final = {Column.DEVICE: 3, Column.SITE: 5, Column.FLAGS: 2}
"""Who gets how much of the room that is left, and who gives where there is not enough."""
WALKING: Final = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class FeedTable(QTableView):
    """Several rows can be selected; the one with the keyboard is the one that is told of.

    Signals: `followed(bool)` when it begins to follow or to stand still, `chosen(line)` when somebody
    selects a row, `picked` when what is selected is other, `opened(line)` on a double click or Enter,
    `fill_wanted(gap)` when what a gap misses shall be fetched, `asked(line, place)` for the menu of a row,
    `looked` when other rows have come into sight.
    """

    followed = Signal(bool)
    chosen = Signal(object)
    picked = Signal()
    opened = Signal(object)
    fill_wanted = Signal(object)
    asked = Signal(object, QPoint)
    looked = Signal()

    def __init__(
        self, theme: Theme, model: FeedModel, painter: FeedPainter, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self._painter = painter
        self._following = True
        self._placing = False
        self._pointer: int | None = None
        self._pointed = -1
        self._widths: list[int] | None = None
        self._wanted = dict.fromkeys(Column, 0)
        self.setModel(model)
        self._picking = FeedPicking(self.selectionModel(), model)
        self._set_up()
        self._wear(theme.tokens)
        theme.changed.connect(self._wear)
        self.horizontalHeader().sectionResized.connect(self._resized)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.selectionModel().selectionChanged.connect(self._selected)
        self.doubleClicked.connect(self._open)

    # -- following
    # -----------------------------------------------------------------------------------------------------

    @property
    def following(self) -> bool:
        return self._following

    def freeze(self) -> None:
        """Stand still. Nothing is lost: the buffer goes on."""
        if self._following:
            self._following = False
            self._model.hold()
            self.followed.emit(False)

    def resume(self) -> None:
        """To the end, and follow it."""
        if not self._following:
            self._following = True
            self._model.release()
            self.followed.emit(True)
        self.settle()

    def settle(self) -> None:
        """Take up what the model has become, at once."""
        self.executeDelayedItemsLayout()
        self._to_end()

    def show_filtered(self, wanted: Filter) -> None:
        """Show what passes. Who stands still keeps the selected row where it is, or what is nearest to the
        uppermost one."""
        self._carry_over(lambda: self._model.set_filter(wanted))

    def show_filled(self) -> None:
        """Take in what has come between the rows; who stands still goes on standing where he was."""
        self._carry_over(self._model.rebuild)

    def _carry_over(self, change: Callable[[], None]) -> None:
        selected, kept = self._picking.row, self.picked_lines
        row = self.first_row if selected is None else selected
        anchor = None if row < 0 else self._model.line(row)
        y = self.rowViewportPosition(row)
        change()
        self.executeDelayedItemsLayout()
        if len(kept) > 1:
            self._picking.select_ids({line.id for line in kept if isinstance(line, Punch)})
            self.picked.emit()
        if anchor is None or (self._following and selected is None):
            return
        found = self._model.row_of(anchor.id) if isinstance(anchor, Punch) else None
        if found is not None and selected is not None:
            self._picking.select(found, alone=len(kept) <= 1)
        if self._following:
            return
        row = self._model.row_when(came_us(anchor)) if found is None else found
        with self._placed():
            self.verticalScrollBar().setValue(row * self._row_height - y)

    @property
    def first_row(self) -> int:
        """The uppermost row in sight; -1 where there is none."""
        return self.rowAt(0)

    # -- what is selected
    # ----------------------------------------------------------------------------------------------

    @property
    def selected_line(self) -> FeedLine | None:
        """The one with the keyboard among those that are selected."""
        row = self._picking.row
        return None if row is None else self._model.line(row)

    @property
    def picked_lines(self) -> list[FeedLine]:
        """All that are selected, as they stand."""
        return self._picking.lines

    @property
    def picked_count(self) -> int:
        """How many those are."""
        return self._picking.count

    def mark_current(self) -> None:
        """Put the one with the keyboard to what is selected, or take it out."""
        self._picking.toggle_current()

    def select_only_one(self) -> None:
        """Of several, keep the one with the keyboard."""
        self._choose(self._picking.row)
        self.picked.emit()

    def select_punch(self, punch_id: str | None) -> None:
        """Show a punch as selected, and stand still there; silent, because whoever calls knows."""
        if self._following:
            self._model.follow()
        selected = self.selected_line
        if punch_id == (selected.id if isinstance(selected, Punch) else None):
            return
        row = None if punch_id is None else self._model.row_of(punch_id)
        self._choose(row)
        if row is not None:
            self.freeze()
            self.scrollTo(self._model.index(row, 0))

    # -- columns
    # -------------------------------------------------------------------------------------------------------

    @property
    def widths(self) -> list[int] | None:
        """As somebody has drawn them; None while they fit themselves to the room there is."""
        return self._widths

    def set_widths(self, widths: Sequence[int] | None) -> None:
        self._widths = None if widths is None else list(widths)
        self._fit()

    def measure(self) -> None:
        """Make room for what the rows in sight hold, if there is too little. Columns that fit themselves only
        ever ask for more, and never while somebody reads."""
        if self._widths is not None or not self._following:
            return
        for column in Column:
            self._wanted[column] = max(self._wanted[column], self.sizeHintForColumn(column))
        if any(self._wanted[column] > self.columnWidth(column) for column in Column):
            self._fit()

    # -- Qt asks
    # -------------------------------------------------------------------------------------------------------

    def rowsAboutToBeRemoved(self, parent: QModelIndex | QPersistentModelIndex, start: int, end: int) -> None:
        """The keyboard leaves rows that go: it would move to the row behind them, which nobody has chosen."""
        if start <= self.currentIndex().row() <= end:
            self._picking.leave()
        super().rowsAboutToBeRemoved(parent, start, end)

    def updateGeometries(self) -> None:
        with self._placed():
            super().updateGeometries()
        self._to_end()

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        with self._placed():
            super().scrollTo(index, hint)
        self.looked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_End:
            self.resume()
        elif event.key() == Qt.Key.Key_Home:
            self.verticalScrollBar().setValue(self.verticalScrollBar().minimum())
        elif event.key() == Qt.Key.Key_Space:
            self.freeze() if self._following else self.resume()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.key() in WALKING and self._picking.row is None:
            rows = self._rows_in(0, self.viewport().height() - 1)
            if rows:  # begin at what is in sight, not far above
                self.setCurrentIndex(self._model.index(rows[-1], 0))
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By the menu key at the selected row, by the mouse where it points."""
        row = self.rowAt(event.pos().y())
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            selected = self._picking.row
            row = -1 if selected is None else selected
            below = self.rowViewportPosition(row) + self.rowHeight(0)
            place = self.viewport().mapToGlobal(QPoint(self.viewport().width() // 4, below))
        if row >= 0:
            self.asked.emit(self._model.line(row), place)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        gap = self._gap_at(event.position())
        if gap is not None and event.button() is Qt.MouseButton.LeftButton:
            self.fill_wanted.emit(gap)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._point_at(round(event.position().y()))
        hand = self._gap_at(event.position()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._point_at(None)
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self.measure()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._point()

    def sizeHintForColumn(self, column: int) -> int:
        rows = self._rows_in(0, self.viewport().height())
        return max(
            (self._painter.width_of(Column(column), self._model.line(row)) for row in rows), default=-1
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self._painter.begin(painter, self._spans(), self.layoutDirection() is Qt.LayoutDirection.RightToLeft)
        width, height = self.viewport().width(), self._row_height
        self._pointed = self._row_under_pointer()
        rows = self._rows_in(event.rect().top(), event.rect().bottom())
        selected, current = self._picking.among(rows), self.currentIndex().row()
        for row in rows:
            box = QRectF(0, self.rowViewportPosition(row), width, height)
            line = self._model.line(row)
            self._painter.tint(box, line)
            if row in selected or row == self._pointed:
                self._painter.ground(box, row in selected, self.hasFocus() and row == current)
            self._painter.row(box, line)
        self._painter.finish()
        painter.end()

    # -- how
    # ------------------------------------------------------------------------------------------------------

    def _set_up(self) -> None:
        self.setAccessibleName(self.tr("Punches, oldest first"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(48)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)

    @contextmanager
    def _placed(self) -> Iterator[None]:
        """Whatever moves now, nobody has scrolled or drawn a column."""
        was, self._placing = self._placing, True
        try:
            yield
        finally:
            self._placing = was

    def _to_end(self) -> None:
        if self._following:
            with self._placed():
                self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    def _scrolled(self, value: int) -> None:
        if self._placing:
            return
        if value < self.verticalScrollBar().maximum():
            self.freeze()
        else:
            self.resume()
        self.looked.emit()

    def _selected(self, selected: QItemSelection, _deselected: QItemSelection) -> None:
        if not selected.isEmpty():
            self.freeze()
            row = self._picking.row
            if row is not None:
                self.chosen.emit(self._model.line(row))
        self.picked.emit()
        self.viewport().update()

    def _choose(self, row: int | None) -> None:
        """Without telling anybody."""
        self._picking.select(row)
        self.viewport().update()

    def _gap_at(self, at: QPointF) -> Gap | None:
        """The gap whose missing punches a press here would fetch."""
        row = self.rowAt(round(at.y()))
        line = None if row < 0 else self._model.line(row)
        if not isinstance(line, Gap):
            return None
        box = QRectF(0, self.rowViewportPosition(row), self.viewport().width(), self._row_height)
        return line if self._painter.fill_box(box, line).contains(at) else None

    def _open(self, index: QModelIndex) -> None:
        if index.isValid() and self._picking.row is not None:
            line = self._model.line(index.row())
            (self.fill_wanted if isinstance(line, Gap) else self.opened).emit(line)

    def _point_at(self, y: int | None) -> None:
        """The mouse is at a height of the viewport, or nowhere in it."""
        self._pointer = y
        self._point()

    def _point(self) -> None:
        """Another row may be under the mouse."""
        before, self._pointed = self._pointed, self._row_under_pointer()
        if before != self._pointed:
            for row in (before, self._pointed):
                if row >= 0:
                    top = self.rowViewportPosition(row)
                    self.viewport().update(0, top, self.viewport().width(), self._row_height)

    def _row_under_pointer(self) -> int:
        return -1 if self._pointer is None else self.rowAt(self._pointer)

    @property
    def _row_height(self) -> int:
        return self.verticalHeader().defaultSectionSize()

    def _rows_in(self, top: int, bottom: int) -> range:
        """The rows between two heights of the viewport."""
        offset, count = self.verticalOffset(), self._model.rowCount()
        first = (top + offset) // self._row_height
        return range(max(first, 0), min((bottom + offset) // self._row_height + 1, count))

    def _spans(self) -> dict[Column, Span]:
        """The columns in sight."""
        width = self.viewport().width()
        places = {
            column: Span(self.columnViewportPosition(column), self.columnWidth(column)) for column in Column
        }
        return {
            column: span
            for column, span in places.items()
            if span.left < width and span.left + span.width > 0
        }

    def _fit(self) -> None:
        """Columns as wide as they were drawn, or sharing the room there is; the last takes what is left."""
        scale = self._theme.tokens.type.body / 13
        least = {column: round(LEAST[column] * scale) for column in Column}
        room = self.viewport().width()
        if self._widths is None:
            widths = shared(room, least, self._wanted, SHARES)
        else:
            widths = dict(zip(Column, self._widths, strict=True))
            rest = sum(width for column, width in widths.items() if column is not Column.FLAGS)
            widths[Column.FLAGS] = max(least[Column.FLAGS], room - rest)
        with self._placed():
            for column, width in widths.items():
                if self.columnWidth(column) != width:
                    self.setColumnWidth(column, width)

    def _resized(self, _section: int, _before: int, _after: int) -> None:
        if not self._placing:
            self._widths = [self.columnWidth(column) for column in Column]
            self._fit()

    def _wear(self, tokens: Tokens) -> None:
        with self._placed():
            self._wanted = dict.fromkeys(Column, 0)
            self.verticalHeader().setMinimumSectionSize(row_height(tokens))
            self.verticalHeader().setDefaultSectionSize(row_height(tokens))
        self._fit()
        self.viewport().update()
