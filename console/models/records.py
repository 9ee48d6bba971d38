"""A list of records of one kind as a table: filtered, sorted, marked. What they are is the page's affair."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from common.filters import Filter, Value, fold

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
Read = Callable[[Any], Value]

WORDS: Final = "\n"


class Role(IntEnum):
    """Beside Qt's own."""

    RECORD = Qt.ItemDataRole.UserRole + 1
    KEY = Qt.ItemDataRole.UserRole + 2


class Tone(StrEnum):
    """What kind of news a cell is; each has a shape of its own."""

    NONE = ""
    GOOD = "good"
    BUSY = "busy"
    WAITING = "waiting"
    CARE = "care"
    BAD = "bad"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordColumn(Generic[R]):
    """One column. `text` is what a cell says and `second` what stands under it in small letters; `tone`
    draws a shape before it; `order` is what rows are sorted by, None where they cannot be by this one.

    `shares` draws a bar in place of the second line: how many of the whole are of which tone, NONE for what
    has not begun.

    `least` is the width in logical pixels at which it is still of use, `share` its part of the room that is
    left. `figures` stand at the trailing edge, `code` (serials, addresses) is cut in its middle. The columns
    that are not `shown` at first can be chosen; of those that are, the ones with the least `rank` go first
    where there is not room for all.
    """

    id: str
    title: str
    text: Callable[[R], str]
    second: Callable[[R], str] | None = None
    tone: Callable[[R], Tone] | None = None
    order: Callable[[R], Any] | None = None
    tip: Callable[[R], str] | None = None
    shares: Callable[[R], Sequence[tuple[Tone, int]]] | None = None
    least: int = 88
    share: int = 0
    figures: bool = False
    code: bool = False
    shown: bool = True
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Sorting:
    """By which column; "" keeps the order in which the records came."""

    column: str = ""
    descending: bool = False


class RecordModel(QAbstractTableModel, Generic[R]):
    """`fields` are what the filter language may ask of a record; a bare word is looked for in what its
    columns say.

    Signals: `arranging` before the rows are others, `arranged` after; `marks_changed`.
    """

    arranging = Signal()
    arranged = Signal()
    marks_changed = Signal()

    def __init__(
        self,
        columns: Sequence[RecordColumn[R]],
        key_of: Callable[[R], str],
        fields: Mapping[str, Callable[[R], Value]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns: Final = tuple(columns)
        self.fields: Final = dict(fields)
        self._key_of = key_of
        self._place_of_column = {column.id: place for place, column in enumerate(self.columns)}
        self._records: dict[str, R] = {}
        self._rows: list[R] = []
        self._places: dict[str, int] = {}
        self._marked: dict[str, None] = {}
        self._wanted = Filter()
        self._sorting = Sorting()

    # -- what there is
    # ---------------------------------------------------------------------------------------------

    @property
    def total(self) -> int:
        return len(self._records)

    @property
    def shown(self) -> int:
        return len(self._rows)

    @property
    def wanted(self) -> Filter:
        return self._wanted

    @property
    def sorting(self) -> Sorting:
        return self._sorting

    def all(self) -> Iterator[R]:
        """In the order they came, whatever the filter."""
        return iter(self._records.values())

    def rows(self) -> Sequence[R]:
        """Those in sight of the filter, in their order."""
        return self._rows

    def key(self, record: R) -> str:
        return self._key_of(record)

    def row(self, place: int) -> R:
        return self._rows[place]

    def record(self, key: str) -> R | None:
        """Of all, whatever the filter."""
        return self._records.get(key)

    def place_of(self, key: str) -> int | None:
        """None where it is not among the rows."""
        return self._places.get(key)

    # -- what changes
    # ----------------------------------------------------------------------------------------------

    def replace(self, records: Iterable[R]) -> None:
        """These and no others. Marks of those that are gone go too."""
        known = {self._key_of(record): record for record in records}
        gone = [key for key in self._marked if key not in known]
        for key in gone:
            del self._marked[key]
        self._arrange(known)
        if gone:
            self.marks_changed.emit()

    def extend(self, records: Iterable[R]) -> None:
        """These too, after the others; who is known already is renewed where it stands."""
        self._arrange(self._records | {self._key_of(record): record for record in records})

    def put(self, record: R) -> None:
        """Renew one; one that is new stands first."""
        key = self._key_of(record)
        place = self._places.get(key)
        if place is not None and not self._wanted and not self._sorting.column:
            self._records[key] = self._rows[place] = record
            self.dataChanged.emit(self.index(place, 0), self.index(place, len(self.columns) - 1))
        elif key in self._records:
            self._arrange(self._records | {key: record})
        else:
            self._arrange({key: record, **self._records})

    def drop(self, keys: Collection[str]) -> None:
        """These are no more."""
        self.replace([record for key, record in self._records.items() if key not in keys])

    def set_filter(self, wanted: Filter) -> None:
        self._wanted = wanted
        self._arrange(self._records)

    def sort_by(self, sorting: Sorting) -> None:
        """A column that is not known, or cannot be sorted by, leaves the order in which they came."""
        place = self._place_of_column.get(sorting.column)
        known = place is not None and self.columns[place].order is not None
        self._sorting = sorting if known else Sorting()
        self._arrange(self._records)

    def refresh(self) -> None:
        """Say everything anew: time has passed, or names are others."""
        if self._rows:
            last = self.index(len(self._rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    # -- marks
    # ---------------------------------------------------------------------------------------------

    @property
    def marked(self) -> list[R]:
        """Whether the filter shows them or not, in the order they were marked."""
        return [self._records[key] for key in self._marked]

    def is_marked(self, key: str) -> bool:
        return key in self._marked

    def mark(self, keys: Iterable[str], on: bool) -> None:
        for key in keys:
            if on and key in self._records:
                self._marked[key] = None
            elif not on:
                self._marked.pop(key, None)
        self.refresh()
        self.marks_changed.emit()

    def mark_shown(self) -> None:
        """All that the filter shows."""
        self.mark(list(self._places), True)

    def unmark(self) -> None:
        self.mark(list(self._marked), False)

    # -- Qt asks
    # -------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        across = orientation is Qt.Orientation.Horizontal
        if across and role == Qt.ItemDataRole.DisplayRole and 0 <= section < len(self.columns):
            return self.columns[section].title
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        record, column = self._rows[index.row()], self.columns[index.column()]
        match role:
            case Role.RECORD:
                return record
            case Role.KEY:
                return self._key_of(record)
            case Qt.ItemDataRole.DisplayRole:
                return column.text(record)
            case Qt.ItemDataRole.ToolTipRole:
                return column.tip(record) if column.tip is not None else None
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(record, column)
        return None

    def _spoken(self, record: R, column: RecordColumn[R]) -> str:
        said = [column.text(record), column.second(record) if column.second else ""]
        return ", ".join(part for part in said if part)

    # -- how rows are laid
    # -------------------------------------------------------------------------------------

    def _arrange(self, records: dict[str, R]) -> None:
        rows = [record for record in records.values() if self._passes(record)]
        sorting = self._sorting
        if sorting.column:
            order = self.columns[self._place_of_column[sorting.column]].order
            assert order is not None, "sort_by takes no such column"
            present = [record for record in rows if order(record) is not None]
            absent = [record for record in rows if order(record) is None]
            rows = [*sorted(present, key=order, reverse=sorting.descending), *absent]
        self.arranging.emit()
        self.beginResetModel()
        self._records, self._rows = records, rows
        self._places = {self._key_of(record): place for place, record in enumerate(rows)}
        self.endResetModel()
        self.arranged.emit()

    def _passes(self, record: R) -> bool:
        if not self._wanted:
            return True
        said = _Said(record, self.fields)
        for term in self._wanted.terms:
            if term.key is not None:
                if not term.holds(said):
                    return False
            elif (term.values[0] in self._words(record)) is term.negated:
                return False
        return True

    def _words(self, record: R) -> str:
        return fold(WORDS.join(self._spoken(record, column) for column in self.columns))


class _Said(Mapping[str, Value]):
    """A record as the filter language reads it."""

    __slots__ = ("_fields", "_record")

    def __init__(self, record: Any, fields: Mapping[str, Read]) -> None:
        self._record = record
        self._fields = fields

    def __getitem__(self, key: str) -> Value:
        return self._fields[key](self._record)

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)


class RecordVocabulary(Mapping[str, Iterable[str]], Generic[R]):
    """What stands in the fields of the records there are, looked up when it is asked for."""

    def __init__(self, model: RecordModel[R]) -> None:
        self._model = model

    def __getitem__(self, key: str) -> Iterable[str]:
        read = self._model.fields[key]
        found: set[str] = set()
        for record in self._model.all():
            value = read(record)
            if isinstance(value, str):
                found.add(value)
            elif isinstance(value, Sequence):
                found.update(value)
        return sorted(found - {""}, key=fold)

    def __iter__(self) -> Iterator[str]:
        return iter(self._model.fields)

    def __len__(self) -> int:
        return len(self._model.fields)
