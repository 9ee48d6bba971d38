"""The live feed as the rows of a table: those lines of the buffer that pass the filter, oldest first."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from enum import IntEnum
from typing import Any, Final, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from common.filters import Filter
from console.core.feed import FeedBuffer
from console.core.records import FeedLine, Gap, Punch
from console.models.feed_columns import Column, Flag, Repeats, flags_of

Index = QModelIndex | QPersistentModelIndex

COLUMNS: Final = len(Column)


class Role(IntEnum):
    """Beside Qt's own: the line itself, a Punch or a Gap."""

    LINE = Qt.ItemDataRole.UserRole + 1


class Wording(Protocol):
    """What the cells say, in the user's language. A gap says the same in every column."""

    def header(self, column: Column) -> str: ...
    def text(self, line: FeedLine, column: Column, flags: Sequence[Flag]) -> str: ...
    def tooltip(self, line: FeedLine, column: Column, flags: Sequence[Flag]) -> str: ...
    def spoken(self, line: FeedLine, column: Column, flags: Sequence[Flag]) -> str: ...


class FeedModel(QAbstractTableModel):
    """It does nothing by itself: `follow` when the buffer has changed.

    While it is held its rows stay as they are, whatever comes in and whatever the buffer lets go: `waiting`
    lines have come since, and of the rows the first `gone` are no longer kept by the buffer.
    """

    def __init__(self, feed: FeedBuffer, wording: Wording, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._feed = feed
        self._wording = wording
        self._wanted = Filter()
        self._repeats = Repeats(feed)
        self._rows: list[FeedLine] = []
        self._gaps = 0
        self._first = self._end = self._counted = feed.first
        self.held = False
        self.waiting = 0
        self.gone = 0
        self.follow()

    # -- what it shows
    # ----------------------------------------------------------------------------------------------

    @property
    def wanted(self) -> Filter:
        """What is shown."""
        return self._wanted

    @property
    def punches(self) -> int:
        """Rows without the gaps."""
        return len(self._rows) - self._gaps

    def line(self, row: int) -> FeedLine:
        return self._rows[row]

    def lines(self) -> Sequence[FeedLine]:
        """The rows as they are now."""
        return tuple(self._rows)

    def marks(self, line: FeedLine) -> tuple[Flag, ...]:
        return () if isinstance(line, Gap) else flags_of(line, line.id in self._repeats)

    def row_of(self, punch_id: str) -> int | None:
        """Where a punch stands; None where it is not among the rows."""
        rows = self._rows
        for row in range(len(rows) - 1, -1, -1):
            line = rows[row]
            if isinstance(line, Punch) and line.id == punch_id:
                return row
        return None

    def row_when(self, received_us: int) -> int:
        """The first row that came at an instant or after it; the last one where none did."""
        return max(min(bisect_left(self._rows, received_us, key=came_us), len(self._rows) - 1), 0)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else COLUMNS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._rows[index.row()]
        if role == Role.LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return self._wording.text(line, Column(index.column()), self.marks(line))
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._wording.tooltip(line, Column(index.column()), self.marks(line))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._wording.spoken(line, Column(index.column()), self.marks(line))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._wording.header(Column(section))
        return None

    # -- what changes it
    # --------------------------------------------------------------------------------------------

    def follow(self) -> None:
        """Carry on with what has happened to the buffer since, or, while held, only take note of it."""
        self._repeats.follow()
        feed = self._feed
        if feed.first != self._first:
            self._first = feed.first
            self.gone = len(self._rows) - feed.count(self._wanted, feed.first, self._end)
        if self.held:
            self.waiting += feed.count(self._wanted, self._counted)
            self._counted = feed.end
            return
        self._let_go()
        self._take(feed.passing(self._wanted, self._end))

    def hold(self) -> None:
        """Keep the rows as they are."""
        self.follow()
        self.held = True

    def release(self) -> None:
        """Go on with everything that has come meanwhile and is still kept."""
        self.held = False
        self.follow()

    def set_filter(self, wanted: Filter) -> None:
        """Show what passes, out of everything that is kept."""
        if wanted != self._wanted:
            self._wanted = wanted
            self.rebuild()

    def rebuild(self) -> None:
        """Look at everything anew; whoever is held then holds what there is now."""
        self._repeats.follow()
        self.beginResetModel()
        self._rows = list(self._feed.passing(self._wanted))
        self._gaps = self._feed.gaps  # they pass every filter
        self._caught_up()
        self.endResetModel()

    # -- how
    # ------------------------------------------------------------------------------------------------------

    def _let_go(self) -> None:
        count, self.gone = self.gone, 0
        if count:
            self.beginRemoveRows(QModelIndex(), 0, count - 1)
            self._gaps -= sum(isinstance(line, Gap) for line in self._rows[:count])
            del self._rows[:count]
            self.endRemoveRows()

    def _take(self, lines: Sequence[FeedLine]) -> None:
        if lines:
            start = len(self._rows)
            self.beginInsertRows(QModelIndex(), start, start + len(lines) - 1)
            self._rows += lines
            self._gaps += sum(isinstance(line, Gap) for line in lines)
            self.endInsertRows()
        self._caught_up()

    def _caught_up(self) -> None:
        self._first, self._end = self._feed.first, self._feed.end
        self._counted = self._end
        self.waiting = self.gone = 0


def came_us(line: FeedLine) -> int:
    """When it came in; of a gap, when the stream went on."""
    if isinstance(line, Gap):
        return line.before_us or line.after_us or 0
    return line.received_us
