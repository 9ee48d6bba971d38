"""The headings over the terminals."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from console.models.device_columns import COLUMNS, NUMBERS, PLACE, Column, Order
from console.models.devices import DeviceModel
from console.theme.theme import Theme
from console.views.delegates.device import PAD
from console.views.title_header import TitleHeader


class DeviceHeader(TitleHeader):
    """All of them sort, and move when they are dragged."""

    pad = PAD

    def __init__(self, theme: Theme, model: DeviceModel, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._order = model.order
        self.setSectionsMovable(True)
        self.setFirstSectionMovable(True)
        self.setMinimumSectionSize(48)

    def wanted(self, column: Column) -> int:
        """How wide a column must be to show its title whole, and the arrow beside it."""
        return self.room_of(self._title(PLACE[column]), sorts=column is self._order.column)

    def show_order(self, order: Order) -> None:
        """Point an arrow at what the rows are sorted by."""
        self._order = order
        side = Qt.SortOrder.DescendingOrder if order.descending else Qt.SortOrder.AscendingOrder
        self.setSortIndicator(PLACE[order.column], side)
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        column = COLUMNS[logicalIndex]
        self.paint_title(
            painter,
            rect,
            self._title(logicalIndex),
            descending=self._order.descending if column is self._order.column else None,
            figures=column in NUMBERS,
            pointed=logicalIndex == self.pointed,
        )

    def _title(self, place: int) -> str:
        return str(self.model().headerData(place, Qt.Orientation.Horizontal))
