"""Which rows of the feed are selected: one with the keyboard, and however many besides."""

from __future__ import annotations

from collections.abc import Set

from PySide6.QtCore import QItemSelection, QItemSelectionModel

from console.core.records import FeedLine, Punch
from console.models.feed import FeedModel

_Flag = QItemSelectionModel.SelectionFlag


class FeedPicking:
    """Reads and sets what a table of the feed has selected; setting tells nobody."""

    def __init__(self, rows: QItemSelectionModel, model: FeedModel) -> None:
        self._rows = rows
        self._model = model

    @property
    def row(self) -> int | None:
        """The one with the keyboard where it is selected, else the first that is."""
        current = self._rows.currentIndex()
        if current.isValid() and self._rows.isSelected(current):
            return current.row()
        return next((top for top, _ in self._ranges()), None)

    @property
    def lines(self) -> list[FeedLine]:
        """All that are selected, as they stand."""
        return [self._model.line(row) for top, bottom in self._ranges() for row in range(top, bottom + 1)]

    @property
    def count(self) -> int:
        return sum(bottom - top + 1 for top, bottom in self._ranges())

    def among(self, rows: range) -> set[int]:
        """Those of these rows that are selected."""
        found: set[int] = set()
        for top, bottom in self._ranges():
            found.update(range(max(top, rows.start), min(bottom + 1, rows.stop)))
        return found

    def select(self, row: int | None, *, alone: bool = True) -> None:
        """Select a row and give it the keyboard; None selects nothing."""
        was = self._rows.blockSignals(True)
        if row is None:
            self._rows.clear()
        else:
            how = _Flag.ClearAndSelect if alone else _Flag.Select
            self._rows.setCurrentIndex(self._model.index(row, 0), how | _Flag.Rows)
        self._rows.blockSignals(was)

    def select_ids(self, ids: Set[str]) -> None:
        """All punches of these that are among the rows, and only them."""
        chosen, last = QItemSelection(), self._model.columnCount() - 1
        for row in range(self._model.rowCount()):
            line = self._model.line(row)
            if isinstance(line, Punch) and line.id in ids:
                chosen.select(self._model.index(row, 0), self._model.index(row, last))
        was = self._rows.blockSignals(True)
        self._rows.select(chosen, _Flag.ClearAndSelect)
        self._rows.blockSignals(was)

    def toggle_current(self) -> None:
        """Put the row with the keyboard to what is selected, or take it out; this is told."""
        index = self._rows.currentIndex()
        if index.isValid():
            self._rows.select(index, _Flag.Toggle | _Flag.Rows)

    def leave(self) -> None:
        """The keyboard is nowhere; what is selected stays so."""
        was = self._rows.blockSignals(True)
        self._rows.clearCurrentIndex()
        self._rows.blockSignals(was)

    def _ranges(self) -> list[tuple[int, int]]:
        """First and last row of each stretch, in order."""
        return sorted((each.top(), each.bottom()) for each in self._rows.selection().toList())
