"""Records as a table: arrows walk, X marks, headings sort, and what is in sight stays where it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from console.models.records import RecordModel, Sorting
from console.theme.theme import Theme
from console.theme.tokens import Tokens
from console.views.delegates.cell import grown
from console.views.delegates.record import MARK, PAD, RecordDelegate
from console.views.record_header import RecordHeader
from console.views.row_table import RowTable
from console.views.widgets.column_widths import shared

MEASURED: Final = 40
"""Rows that are measured to fit the columns, at most: those in sight."""
NEAR_END: Final = 30
"""So many rows before the last one more are asked for."""


class RecordTable(RowTable):
    """Signals: `chosen(key)` when the keyboard or the mouse goes to a row, "" for none; `opened(key)` on
    Enter or a double click; `asked(QPoint)` for the menu of what is picked; `more_wanted` near the end;
    `sorted_by(Sorting)` when a heading is clicked; `columns_wanted(QPoint)`.
    """

    chosen = Signal(str)
    opened = Signal(str)
    asked = Signal(QPoint)
    more_wanted = Signal()
    sorted_by = Signal(object)
    columns_wanted = Signal(QPoint)

    def __init__(
        self, theme: Theme, model: RecordModel[Any], name: str, parent: QWidget, *, marking: bool = True
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._records = model
        self.delegate = RecordDelegate(theme, model, marking=marking)
        self.delegate.setParent(self)  # else the garbage collector deletes it, whenever that is
        self._current: str | None = None
        self._top: tuple[str, int] | None = None
        self._placing = False
        self._shown = frozenset(column.id for column in model.columns if column.shown)
        self._wanted: dict[int, int] = {}
        self._range_from: str | None = None
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(self.delegate)
        self.header = RecordHeader(theme, model, self.delegate, self)
        self.setHorizontalHeader(self.header)
        self.header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._wear(theme.tokens)
        theme.changed.connect(self._wear)
        self.header.sectionClicked.connect(self._sort)
        self.header.menu_wanted.connect(self.columns_wanted)
        self.selectionModel().currentRowChanged.connect(self._went)
        model.arranging.connect(self._note)
        model.arranged.connect(self._restore)
        model.marks_changed.connect(self.viewport().update)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    # -- what is selected
    # ----------------------------------------------------------------------------------------------

    @property
    def current(self) -> str | None:
        """Where the keyboard is."""
        index = self.currentIndex()
        return self._records.key(self._records.row(index.row())) if index.isValid() else None

    def show_current(self, key: str | None) -> None:
        """Go to a row and bring it into sight; silent, because whoever calls knows."""
        place = None if key is None else self._records.place_of(key)
        was, self._placing = self._placing, True
        if place is None:
            self.setCurrentIndex(QModelIndex())
        else:
            self.setCurrentIndex(self.at(place))
            self.scrollTo(self.at(place))
        self._placing = was

    def mark_current(self, *, to_here: bool = False) -> None:
        """Mark the current row, or unmark it; `to_here`: all from the one that was marked last."""
        key = self.current
        if key is None:
            return
        begin = self._records.place_of(self._range_from) if self._range_from is not None else None
        if to_here and begin is not None:
            here = self.currentIndex().row()
            between = range(min(begin, here), max(begin, here) + 1)
            self._records.mark([self._records.key(self._records.row(place)) for place in between], True)
        else:
            self._records.mark([key], not self._records.is_marked(key))
        self._range_from = key

    # -- columns
    # -------------------------------------------------------------------------------------------------------

    @property
    def shown_columns(self) -> list[str]:
        return [column.id for column in self._records.columns if column.id in self._shown]

    def show_columns(self, ids: Iterable[str]) -> None:
        """These; the first one always stays, a row must say what it is about."""
        known = {column.id for column in self._records.columns}
        self._shown = (frozenset(ids) & known) | {self._records.columns[0].id}
        self.fit()

    def fit(self) -> None:
        """Columns share the room there is; where it is too little, those of the least rank go."""
        columns = self._records.columns
        seen = [place for place, column in enumerate(columns) if column.id in self._shown]
        least = {place: self._least(place) for place in seen}
        room = round(self.room.width())
        while sum(least.values()) > room and len(least) > 1:
            del least[min((place for place in least if place), key=lambda it: (columns[it].rank, -it))]
        for place in least:
            self._wanted[place] = max(self._wanted.get(place, 0), self._wanted_by(place))
        shares = {place: columns[place].share for place in least}
        widths = shared(room, least, self._wanted, shares)
        self.delegate.first = min(least, default=0)
        for place in range(len(columns)):
            self.setColumnHidden(place, place not in widths)
        for place, width in widths.items():
            self.setColumnWidth(place, width)

    def at(self, place: int) -> QModelIndex:
        return self._records.index(place, self.delegate.first)

    # -- Qt asks
    # --------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        key = self.current
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and key is not None:
            self.opened.emit(key)
        elif event.key() == Qt.Key.Key_A and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            if self.delegate.marking:
                self._records.mark_shown()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.rowAt(round(event.position().y()))
        if place >= 0 and event.button() is Qt.MouseButton.LeftButton and self._on_box(event, place):
            self.setCurrentIndex(self.at(place))
            self.mark_current(to_here=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self.rowAt(round(event.position().y()))
        if place >= 0 and not self._on_box(event, place):
            self.opened.emit(self._records.key(self._records.row(place)))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.current is not None:
            self.asked.emit(self.menu_place(event))

    # -- how it is set up
    # ------------------------------------------------------------------------------------------------

    def _wear(self, tokens: Tokens) -> None:
        self._wanted.clear()
        self.set_row_height(self.delegate.height())
        self.fit()
        self.viewport().update()

    def _least(self, place: int) -> int:
        return grown(self._theme.tokens, self._records.columns[place].least) + self._box(place)

    def _wanted_by(self, place: int) -> int:
        column, (first, last) = self._records.columns[place], self.in_sight()
        rows = range(max(first, 0), min(last + 1, max(first, 0) + MEASURED))
        held = max((self.delegate.width_of(self._records.row(row), column) for row in rows), default=0)
        return max(held + self._box(place), self.header.wanted(place))

    def _box(self, place: int) -> int:
        return MARK if self.delegate.marking and place == self.delegate.first else 0

    # -- how rows stay where they are
    # ------------------------------------------------------------------------------------

    def _note(self) -> None:
        self._placing = True
        self._current = self.current
        first, height = self.in_sight()[0], self.row_height
        scrolled = self.verticalScrollBar().value()
        at_top = first <= 0 and scrolled == 0
        self._top = (
            None if first < 0 or at_top else (self._records.key(self._records.row(first)), scrolled % height)
        )

    def _restore(self) -> None:
        if self._top is not None:
            place = self._records.place_of(self._top[0])
            if place is not None:
                self.executeDelayedItemsLayout()
                self.verticalScrollBar().setValue(place * self.row_height + self._top[1])
        place = None if self._current is None else self._records.place_of(self._current)
        if place is not None:
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(self.at(place), flags.ClearAndSelect | flags.Rows)
        self._placing = False
        if self._current is not None and place is None:
            self.chosen.emit("")
        self.fit()
        self.viewport().update()
        self._scrolled()

    def _went(self, index: QModelIndex) -> None:
        self.viewport().update()
        if not self._placing:
            self.chosen.emit(self.current or "")

    def _scrolled(self) -> None:
        if not self._placing and self.in_sight()[1] >= self._records.rowCount() - NEAR_END:
            self.more_wanted.emit()

    def _sort(self, place: int) -> None:
        """By this one; once more the other way round; and once more as they came."""
        column, now = self._records.columns[place], self._records.sorting
        if column.order is None:
            return
        if now.column != column.id:
            self.sorted_by.emit(Sorting(column.id, descending=column.figures))
        elif now.descending is column.figures:
            self.sorted_by.emit(Sorting(column.id, descending=not column.figures))
        else:
            self.sorted_by.emit(Sorting())

    def _on_box(self, event: QMouseEvent, place: int) -> bool:
        if not self.delegate.marking:
            return False
        return 0 <= self.begin_of(event, place) <= MARK + PAD // 2

    # -- grounds
    # --------------------------------------------------------------------------------------------------

    def paint_row(self, painter: QPainter, box: QRectF, place: int, *, pointed: bool, current: bool) -> None:
        here = place == self.currentIndex().row()
        marked = self.delegate.marking and self._records.is_marked(
            self._records.key(self._records.row(place))
        )
        if here or pointed or marked:
            self.delegate.paint_ground(painter, box, selected=here or marked)
        if current:
            self.delegate.paint_ring(painter, box)
