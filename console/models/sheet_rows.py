"""The first rows of a table that is to be exported, to be looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from console.core.sheets import Sheet, SheetColumn, Value

Index = QModelIndex | QPersistentModelIndex
Say = Callable[[Value, SheetColumn], str]


class SheetRows(QAbstractTableModel):
    """So many rows of a sheet, whose rows must be there to be read more than once. `say` words a cell."""

    def __init__(self, say: Say, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._columns: Sequence[SheetColumn] = ()
        self._rows: list[Sequence[Value]] = []

    def show_sheet(self, sheet: Sheet, most: int) -> None:
        self.beginResetModel()
        self._columns = sheet.columns
        self._rows = list(islice(sheet.rows, most))
        self.endResetModel()

    def value(self, row: int, column: int) -> Value:
        return self._rows[row][column]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self._columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._say(self._rows[index.row()][index.column()], column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title}: {self._say(self._rows[index.row()][index.column()], column)}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        return _side(self._columns[section]) if role == Qt.ItemDataRole.TextAlignmentRole else None


def _side(column: SheetColumn) -> Qt.AlignmentFlag:
    figures = column.kind in ("number", "duration")
    side = Qt.AlignmentFlag.AlignTrailing if figures else Qt.AlignmentFlag.AlignLeading
    return side | Qt.AlignmentFlag.AlignVCenter
