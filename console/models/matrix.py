"""People by terminals as a model: rows are people, columns terminals, a cell is how one is on the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from common.filters import Filter, fold
from console.core.matrix import WRONG, Cell, MatrixRow, Stands, in_order, row_of
from console.core.records import Device

Index = QModelIndex | QPersistentModelIndex
Say = Callable[[MatrixRow, Device, Cell | None, Stands], str]


class Role(IntEnum):
    """Beside Qt's own."""

    STANDS = Qt.ItemDataRole.UserRole + 1


class MatrixModel(QAbstractTableModel):
    """`now_us` is the clock; `heard` whether a terminal is online; `say` explains a cell, on hover and to
    whoever listens."""

    def __init__(
        self,
        now_us: Callable[[], int],
        heard: Callable[[Device], bool],
        say: Say,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._now_us, self._heard, self._say = now_us, heard, say
        self.columns: list[Device] = []
        self.rows: list[MatrixRow] = []
        self._cells: dict[str, dict[str, Cell]] = {}
        self._stands: dict[str, dict[str, Stands]] = {}
        self._people: dict[str, MatrixRow] = {}
        self._said: dict[str, str] = {}
        self._wanted = Filter()
        self.only_wrong = False

    # -- what there is
    # ---------------------------------------------------------------------------------------------

    @property
    def total(self) -> int:
        """People, whatever the filter."""
        return len(self._people)

    def cell(self, row: int, column: int) -> Cell | None:
        return self._cells.get(self.columns[column].id, {}).get(self.rows[row].pin)

    def stands(self, row: int, column: int) -> Stands:
        stands = self._stands.get(self.columns[column].id, {})
        return stands.get(self.rows[row].pin, Stands.NOT_MEANT)

    def loaded(self, column: int) -> bool:
        """Whether the terminal's people are known yet."""
        return self.columns[column].id in self._cells

    def wrong_of(self, column: int) -> int:
        """How many people are not as they should be on a terminal, whatever the filter."""
        return sum(it in WRONG for it in self._stands.get(self.columns[column].id, {}).values())

    def counts(self) -> dict[Stands, int]:
        """How many cells are how, whatever the filter."""
        found = dict.fromkeys(Stands, 0)
        for stands in self._stands.values():
            for each in stands.values():
                found[each] += 1
        return found

    def at(self, blocks: Iterable[tuple[range, range]]) -> list[tuple[Cell, Stands]]:
        """The cells there are in these blocks of rows by columns."""
        found = []
        for rows, columns in blocks:
            pins = [self.rows[row].pin for row in rows]
            for column in columns:
                device_id = self.columns[column].id
                cells, stands = self._cells.get(device_id, {}), self._stands.get(device_id, {})
                found += [(cells[pin], stands[pin]) for pin in pins if pin in cells]
        return found

    def wrong(self) -> list[tuple[Cell, Stands]]:
        """Of all people in sight of the filter, the cells that are not as they should be."""
        pins = {row.pin for row in self.rows}
        return [
            (self._cells[device_id][pin], stands)
            for device_id, all_of_it in self._stands.items()
            for pin, stands in all_of_it.items()
            if stands in WRONG and pin in pins
        ]

    def unsettled(self) -> list[Device]:
        """Terminals on which something is about to change."""
        return [
            device
            for device in self.columns
            if any(it in WRONG and it is not Stands.EXTRA for it in self._stands.get(device.id, {}).values())
        ]

    # -- what changes
    # ----------------------------------------------------------------------------------------------

    def begin(self, columns: Sequence[Device]) -> None:
        """These terminals; of those that were among them before, people are known still."""
        self.beginResetModel()
        ids = {device.id for device in columns}
        self.columns = list(columns)
        self._cells = {key: value for key, value in self._cells.items() if key in ids}
        self._stands = {key: value for key, value in self._stands.items() if key in ids}
        self._gather()
        self.endResetModel()

    def put(self, device_id: str, cells: Iterable[Cell]) -> None:
        """The people of one terminal, all of them."""
        device = next((it for it in self.columns if it.id == device_id), None)
        if device is None:
            return
        known = {cell.pin: cell for cell in cells}
        if known == self._cells.get(device_id):
            self._judge(device)
            self._tell()
            return
        before = self.rows
        gone = self._cells.get(device_id, {}).keys() - known.keys()
        self._cells[device_id] = known
        self._judge(device)
        if gone:
            self._gather()
        else:
            self._add(known.values())
        self._sieve()
        rows, self.rows = self.rows, before
        if rows == before:
            self._tell()
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def judge(self) -> None:
        """Time has passed, terminals came or went: what waits may be missing now."""
        for device in self.columns:
            self._judge(device)
        self._tell()

    def set_filter(self, wanted: Filter) -> None:
        """Only people of whom this holds: bare words, of name, PIN and id."""
        self._wanted = wanted
        self._again()

    def set_only_wrong(self, on: bool) -> None:
        """Only people who are somewhere not as they should be."""
        self.only_wrong = on
        self._again()

    def _again(self) -> None:
        self.beginResetModel()
        self._sieve()
        self.endResetModel()

    def _tell(self) -> None:
        if self.rows and self.columns:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(self.columns) - 1))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def _judge(self, device: Device) -> None:
        now_us, heard = self._now_us(), self._heard(device)
        cells = self._cells.get(device.id, {})
        self._stands[device.id] = {pin: cell.stands(now_us, heard=heard) for pin, cell in cells.items()}

    def _gather(self) -> None:
        self._people.clear()
        for cells in self._cells.values():
            self._add(cells.values())
        self._sieve()

    def _add(self, cells: Iterable[Cell]) -> None:
        for cell in cells:
            row = row_of(cell, self._people.get(cell.pin))
            if row is not self._people.get(cell.pin):
                self._people[cell.pin] = row
                self._said[cell.pin] = fold(f"{row.name}\n{row.pin}\n{row.employee_id or ''}")

    def _sieve(self) -> None:
        self.rows = in_order(row for row in self._people.values() if self._passes(row))

    def _passes(self, row: MatrixRow) -> bool:
        said = self._said[row.pin]
        for term in self._wanted.terms:
            if term.key is None and (term.values[0] in said) is term.negated:
                return False
        return not self.only_wrong or any(stands.get(row.pin) in WRONG for stands in self._stands.values())

    # -- Qt asks
    # ---------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role not in _SPOKEN:
            return None
        if orientation is Qt.Orientation.Horizontal:
            if not 0 <= section < len(self.columns):
                return None
            device = self.columns[section]
            return f"{device.name}\n{device.site}" if role == Qt.ItemDataRole.ToolTipRole else device.name
        if not 0 <= section < len(self.rows):
            return None
        row = self.rows[section]
        return f"{row.name}\n{row.pin}" if role == Qt.ItemDataRole.ToolTipRole else row.name or row.pin

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        place = index.row(), index.column()
        if role == Role.STANDS:
            return self.stands(*place)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            row, device = self.rows[place[0]], self.columns[place[1]]
            return self._say(row, device, self.cell(*place), self.stands(*place))
        return None


_SPOKEN: Final = frozenset(
    {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}
)
