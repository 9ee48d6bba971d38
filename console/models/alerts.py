"""The alerts as a table: a row for each cause, what it explains folded under it, worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import Any, Final, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from common.filters import Filter
from console.core.alerts import Alert, Severity
from console.core.session import Session
from console.models.alert_columns import COLUMNS, PLACE, TICKING, AlertRow, Column
from console.models.alert_filter import HIDDEN, AlertSieve, NameOf

Index = QModelIndex | QPersistentModelIndex

MANY: Final = 40
"""From so many moves on the rows are laid out anew."""


class Role(IntEnum):
    """Beside Qt's own."""

    ROW = Qt.ItemDataRole.UserRole + 1


class Wording(Protocol):
    """What the cells say."""

    def header(self, column: Column) -> str: ...
    def text(self, row: AlertRow, column: Column) -> str: ...
    def tooltip(self, row: AlertRow, column: Column) -> str: ...
    def spoken(self, row: AlertRow, column: Column) -> str: ...


class AlertModel(QAbstractTableModel):
    """It does nothing by itself: `follow` what has changed, and `follow_time`.

    Signals: `arranging` before the rows are others, `arranged` after.
    """

    arranging = Signal()
    arranged = Signal()

    def __init__(
        self, session: Session, wording: Wording, name_of: NameOf, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._wording = wording
        self._name_of = name_of
        self._sieve = AlertSieve(Filter(), name_of)
        self._known: dict[str, AlertRow] = {}
        self._rows: list[AlertRow] = []
        self._places: dict[str, int] = {}
        self._unfolded: set[str] = set()
        self._passing = 0
        self._arrange()

    # -- what it shows
    # --------------------------------------------------------------------------------------------

    @property
    def wanted(self) -> Filter:
        return self._sieve.wanted

    @property
    def shown(self) -> int:
        """How many causes are among the rows."""
        return self._passing

    @property
    def total(self) -> int:
        """How many causes there are that are shown without a filter."""
        return sum(1 for alert in self._session.alerts.book.causes() if alert.stage not in HIDDEN)

    def counts(self) -> Counter[Severity]:
        """Causes that are open, by severity, whatever the filter."""
        causes = self._session.alerts.book.causes()
        return Counter(it.severity for it in causes if it.stage not in HIDDEN and not it.over)

    def row(self, place: int) -> AlertRow:
        return self._rows[place]

    def place_of(self, alert_id: str) -> int | None:
        """None where it is not among the rows."""
        return self._places.get(alert_id)

    def reveal(self, alert_id: str) -> int | None:
        """The row of an alert, whose cause is unfolded for it; None where the filter keeps it away."""
        alert = self._session.alerts.book.get(alert_id)
        if alert is not None and alert_id not in self._places and alert.parent_id in self._places:
            self.fold(alert.parent_id, False)
        return self._places.get(alert_id)

    def cause_of(self, place: int) -> int | None:
        """The row of the cause of what is under one."""
        row = self._rows[place]
        return place if row.depth == 0 else self._places.get(row.alert.parent_id or "")

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], COLUMNS[index.column()]
        if role == Role.ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self._wording.text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._wording.tooltip(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._wording.spoken(row, column)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._wording.header(COLUMNS[section])
        return None

    # -- what changes it
    # ------------------------------------------------------------------------------------------

    def set_filter(self, wanted: Filter) -> None:
        """Show only what passes, and the causes of it."""
        if wanted != self._sieve.wanted:
            self._sieve = AlertSieve(wanted, self._name_of)
            self._arrange()

    def fold(self, alert_id: str, folded: bool) -> None:
        """Hide what an alert explains, or show it."""
        before = len(self._unfolded)
        if folded:
            self._unfolded.discard(alert_id)
        else:
            self._unfolded.add(alert_id)
        if len(self._unfolded) != before:
            self._arrange()
            self._tell([alert_id])

    def follow(self, ids: Iterable[str]) -> None:
        """Alerts came, went or are different."""
        self._arrange()
        self._tell(ids)

    def follow_time(self) -> None:
        """Time has passed: where the filter is about it, others pass now."""
        if self._sieve.ages:
            self._arrange()

    def tick(self, first: int, last: int) -> None:
        """What these rows say of the time is not true any more."""
        if 0 <= first <= last < len(self._rows):
            for column in TICKING:
                self.dataChanged.emit(self.index(first, PLACE[column]), self.index(last, PLACE[column]))

    # -- how they are arranged
    # -----------------------------------------------------------------------------------

    def _arrange(self) -> None:
        wanted = self._gathered()
        if wanted != self._rows:
            self.arranging.emit()
            self._become(wanted)
            self.arranged.emit()

    def _gathered(self) -> list[AlertRow]:
        """The rows there should be."""
        book, now_us = self._session.alerts.book, self._session.now_us()
        before, self._known, self._passing = self._known, {}, 0
        rows: list[AlertRow] = []
        for cause in book.causes():
            under = book.under(cause.id)
            held = [it for it in under if self._sieve.wanted and self._sieve.passes(it, now_us)]
            if not held and not self._sieve.passes(cause, now_us):
                continue
            self._passing += 1
            row = self._row(before, cause, 0, len(under))
            rows.append(row)
            if not row.folded:
                rows += [self._row(before, it, 1, 0) for it in under]
        return rows

    def _row(self, before: dict[str, AlertRow], alert: Alert, depth: int, under: int) -> AlertRow:
        row = before.get(alert.id) or AlertRow(alert)
        row.alert, row.depth, row.under = alert, depth, under
        row.folded = alert.id not in self._unfolded
        self._known[alert.id] = row
        return row

    def _become(self, wanted: list[AlertRow]) -> None:
        """With as little to-do as possible: what stays keeps its place and the keyboard."""
        want, held = set(map(id, wanted)), set(map(id, self._rows))
        gone = [place for place, row in enumerate(self._rows) if id(row) not in want]
        come = [place for place, row in enumerate(wanted) if id(row) not in held]
        if len(gone) + len(come) > MANY:
            self.beginResetModel()
            self._hold(wanted)
            self.endResetModel()
            return
        for place in reversed(gone):
            self.beginRemoveRows(QModelIndex(), place, place)
            self._hold(self._rows[:place] + self._rows[place + 1 :])
            self.endRemoveRows()
        self._reorder([row for row in wanted if id(row) in held])
        for place in come:
            self.beginInsertRows(QModelIndex(), place, place)
            self._hold([*self._rows[:place], wanted[place], *self._rows[place:]])
            self.endInsertRows()

    def _reorder(self, rows: list[AlertRow]) -> None:
        if rows == self._rows:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        there = [self._rows[index.row()].alert.id for index in before]
        self._hold(rows)
        after = [
            self.index(self._places[alert_id], index.column())
            for alert_id, index in zip(there, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _hold(self, rows: Sequence[AlertRow]) -> None:
        self._rows = list(rows)
        self._places = {row.alert.id: place for place, row in enumerate(rows)}

    def _tell(self, ids: Iterable[str]) -> None:
        """That these rows say something else now, and their causes."""
        book = self._session.alerts.book
        touched = set(ids)
        touched |= {it.parent_id for id in touched if (it := book.get(id)) is not None and it.parent_id}
        for place in sorted(self._places[id] for id in touched if id in self._places):
            self.dataChanged.emit(self.index(place, 0), self.index(place, len(COLUMNS) - 1))
