"""The latest changes of the fleet as a list, newest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from console.core.changes import Turn

Index = QModelIndex | QPersistentModelIndex


class Role(IntEnum):
    """Beside Qt's DisplayRole and AccessibleTextRole, which say the turn in one sentence."""

    TURN = Qt.ItemDataRole.UserRole + 1


class ChangesModel(QAbstractListModel):
    """Shows the turns it is given, which are few."""

    def __init__(self, spoken: Callable[[Turn], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._spoken = spoken
        self._turns: tuple[Turn, ...] = ()

    def show(self, turns: Sequence[Turn]) -> None:
        """Take over turns, newest first."""
        shown = tuple(turns)
        if shown != self._turns:
            self.beginResetModel()
            self._turns = shown
            self.endResetModel()

    def turn_at(self, index: Index) -> Turn:
        return self._turns[index.row()]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._turns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        turn = self.turn_at(index)
        if role == Role.TURN:
            return turn
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(turn)
        return None
