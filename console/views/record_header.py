"""The headings over a table of records."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from console.models.records import RecordModel
from console.theme.theme import Theme
from console.views.delegates.record import MARK, RecordDelegate
from console.views.title_header import TitleHeader


class RecordHeader(TitleHeader):
    """Not every column sorts; the first one leaves room for the marks."""

    def __init__(
        self, theme: Theme, model: RecordModel[Any], delegate: RecordDelegate, parent: QWidget
    ) -> None:
        super().__init__(theme, parent)
        self._records = model
        self._delegate = delegate
        self.setMinimumSectionSize(32)

    def wanted(self, place: int) -> int:
        """How wide a column must be to show its title whole, and what stands beside it."""
        title, sorts = self._records.columns[place].title, self._descending(place) is not None
        return self.room_of(title, sorts=sorts) + self._before(place)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        column = self._records.columns[logicalIndex]
        self.paint_title(
            painter,
            rect,
            column.title,
            descending=self._descending(logicalIndex),
            figures=column.figures,
            pointed=logicalIndex == self.pointed and column.order is not None,
            before=self._before(logicalIndex),
        )

    def _descending(self, place: int) -> bool | None:
        sorting = self._records.sorting
        return sorting.descending if self._records.columns[place].id == sorting.column else None

    def _before(self, place: int) -> int:
        return MARK if self._delegate.marking and place == self._delegate.first else 0
