"""The terminals as the rows of a table: own filter, own order, gathered by site where that is wanted."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any, Final, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from common.filters import Filter
from console.core.fleet import Change
from console.core.records import NO_SITE
from console.core.session import Session
from console.core.status import Status
from console.core.verdicts import SiteVerdict
from console.models.device_columns import COLUMNS, PLACE, TICKING, Column, Key, Order, Terminal, natural
from console.models.device_filter import Sieve

Index = QModelIndex | QPersistentModelIndex

MANY: Final = 16
"""So many separate runs of rows are told one by one; more are told as one new table."""


class Role(IntEnum):
    """Beside Qt's own: what stands in the row, a Terminal or a Group."""

    ROW = Qt.ItemDataRole.UserRole + 1


class Gathering(StrEnum):
    """What a group is of."""

    WAITING = "waiting"
    REGISTERED = "registered"
    SITE = "site"


WAITING: Final = Gathering.WAITING.value
REGISTERED: Final = Gathering.REGISTERED.value
SITE: Final = Gathering.SITE.value + ":"
"""The id of a site's group is this and the site's id."""


@dataclass(eq=False, slots=True)
class Group:
    """A heading over rows. `site_id` only of a site. `shown` of its `total` terminals pass the filter;
    `folded`: they are not among the rows."""

    id: str
    of: Gathering
    site_id: str = NO_SITE
    verdict: SiteVerdict | None = None
    shown: int = 0
    total: int = 0
    folded: bool = False


Row = Terminal | Group


class Wording(Protocol):
    """What the cells say, in the user's language. A group says the same in every column."""

    def header(self, column: Column) -> str: ...
    def text(self, row: Row, column: Column) -> str: ...
    def tooltip(self, row: Row, column: Column) -> str: ...
    def spoken(self, row: Row, column: Column) -> str: ...


class DeviceModel(QAbstractTableModel):
    """It does nothing by itself: `follow` every change, or `catch_up` after a while of none.

    A row moves when its own status changes or when the order is asked for, never because another value of it
    has. Terminals that wait for approval stand first, under a heading of their own.

    Signals: `arranging` and `arranged` around whatever moves rows.
    """

    arranging = Signal()
    arranged = Signal()

    def __init__(
        self, session: Session, wording: Wording, nameless: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._wording = wording
        self._nameless = nameless
        self._sieve = Sieve(Filter())
        self._order = Order()
        self._grouped = False
        self._folded: set[str] = set()
        self._terminals: dict[str, Terminal] = {}
        self._groups: dict[str, Group] = {}
        self._sorted: list[Terminal] = []
        self._rows: list[Row] = []
        self._places: dict[str, int] = {}
        self.catch_up()

    # -- what it shows
    # ----------------------------------------------------------------------------------------------

    @property
    def wanted(self) -> Filter:
        return self._sieve.wanted

    @property
    def order(self) -> Order:
        return self._order

    @property
    def grouped(self) -> bool:
        """Whether they are gathered by site."""
        return self._grouped

    @property
    def folded(self) -> frozenset[str]:
        """Ids of the groups that are folded, also of those that are not there just now."""
        return frozenset(self._folded)

    @property
    def shown(self) -> int:
        """Terminals that pass the filter, in folded groups too."""
        return len(self._sorted)

    @property
    def passing(self) -> Sequence[Terminal]:
        """Those, in their order."""
        return tuple(self._sorted)

    @property
    def shown_ids(self) -> Sequence[str]:
        """Of those, registered ones only: who waits for approval takes no commands."""
        return [it.device.id for it in self._sorted if it.status is not Status.PENDING]

    @property
    def total(self) -> int:
        """Terminals there are, waiting ones too."""
        return len(self._terminals)

    def counts(self) -> Mapping[Status, int]:
        """Terminals that pass the filter but for what it says of the status, of each status there is."""
        counts = dict.fromkeys((terminal.status for terminal in self._terminals.values()), 0)
        return counts | Counter(terminal.status for terminal in self._terminals.values() if terminal.near)

    def row(self, place: int) -> Row:
        return self._rows[place]

    def terminal(self, device_id: str) -> Terminal | None:
        return self._terminals.get(device_id)

    def place_of(self, id: str) -> int | None:
        """The row of a terminal or a group; None where it is not among the rows."""
        return self._places.get(id)

    def heading_of(self, place: int) -> int | None:
        """The row of the group that a row belongs to."""
        row = self._rows[place]
        return place if isinstance(row, Group) else self._places.get(row.group)

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

    # -- what the user changes
    # --------------------------------------------------------------------------------------

    def set_filter(self, wanted: Filter) -> None:
        """Show only what passes."""
        if wanted != self._sieve.wanted:
            self._sieve = Sieve(wanted)
            self._judge(self._terminals.values())
            self._arrange()

    def sort_by(self, order: Order) -> None:
        self._order = order
        self._key(self._terminals.values())
        self._arrange()

    def set_grouped(self, grouped: bool) -> None:
        """Gather them by site, or not."""
        if grouped != self._grouped:
            self._grouped = grouped
            self._look_at(self._terminals.values())
            self._arrange()

    def fold(self, group_ids: Iterable[str], folded: bool) -> None:
        """Fold groups away, or unfold them."""
        before = set(self._folded)
        if folded:
            self._folded.update(group_ids)
        else:
            self._folded.difference_update(group_ids)
        if self._folded != before:
            self._arrange()

    def groups(self) -> Sequence[Group]:
        """Those that are among the rows."""
        return [row for row in self._rows if isinstance(row, Group)]

    def reveal(self, device_id: str) -> int | None:
        """The row of a terminal, whose group is unfolded for it; None where the filter keeps it away."""
        terminal = self._terminals.get(device_id)
        if terminal is not None and terminal.passes:
            self.fold([terminal.group], False)
        return self._places.get(device_id)

    # -- what changes it
    # --------------------------------------------------------------------------------------------

    def follow(self, change: Change) -> None:
        """Carry on with what has changed in the session; any number of changes may be one."""
        if change.structure:
            self.catch_up()
            return
        known = self._terminals
        touched = [known[device_id] for device_id in change.devices if device_id in known]
        moved = self._look_at(touched)
        if moved:
            self._key(moved)
            self._arrange(moved)
        verdicts = self._session.verdicts
        headings = [self._groups[id] for id in map(_site_group, change.sites) if id in self._groups]
        for group in headings:
            group.verdict = verdicts.of(group.site_id)
        self._tell([row.device.id for row in touched] + [group.id for group in headings])

    def catch_up(self) -> None:
        """Look at everything anew, also at the order."""
        fleet = self._session.fleet
        before, self._terminals = self._terminals, {}
        for device in (*fleet.waiting, *fleet.devices.values()):
            terminal = before.get(device.id) or Terminal(device, Status.NO_DATA, "", "")
            terminal.device = device
            self._terminals[device.id] = terminal
        self._look_at(self._terminals.values())
        self._key(self._terminals.values())
        self._arrange()
        self._tell(self._places)

    def follow_time(self) -> None:
        """Time has passed: where the filter is about ages, others pass it now."""
        if self._sieve.ages and self._judge(self._terminals.values()):
            self._arrange()

    def tick(self, first: int, last: int) -> None:
        """What these rows say of how long ago something was is not true any more."""
        if 0 <= first <= last < len(self._rows):
            for column in TICKING:
                place = PLACE[column]
                self.dataChanged.emit(self.index(first, place), self.index(last, place))

    # -- how a terminal stands
    # --------------------------------------------------------------------------------------

    def _look_at(self, terminals: Iterable[Terminal]) -> list[Terminal]:
        """See how terminals are now. Returns those that may have to stand elsewhere."""
        fleet, now_us = self._session.fleet, self._session.now_us()
        devices, sites, judge = fleet.devices, fleet.sites, self._sieve.judge
        moved: list[Terminal] = []
        for terminal in terminals:
            before = terminal.status, terminal.passes
            device = terminal.device = devices.get(terminal.device.id, terminal.device)
            site, punch = sites.get(device.site_id), fleet.last_punch(device.id)
            terminal.status = fleet.status(device)
            terminal.site = self._nameless if site is None else site.name
            terminal.punched_us = None if punch is None else punch.punched_us
            terminal.group = self._group_of(terminal, "" if site is None else site.id)
            terminal.words = ""
            judge(terminal, now_us)
            if before != (terminal.status, terminal.passes):
                moved.append(terminal)
        return moved

    def _group_of(self, terminal: Terminal, site_id: str) -> str:
        if terminal.status is Status.PENDING:
            return WAITING
        return _site_group(site_id) if self._grouped else REGISTERED

    def _judge(self, terminals: Iterable[Terminal]) -> bool:
        """Put terminals to the filter; whether any passes that did not, or the other way round."""
        now_us, judge, other = self._session.now_us(), self._sieve.judge, False
        for terminal in terminals:
            before = terminal.passes
            other |= judge(terminal, now_us) != before
        return other

    def _key(self, terminals: Iterable[Terminal]) -> None:
        key = self._order.key
        for terminal in terminals:
            terminal.key = key(terminal)

    # -- how they are arranged
    # --------------------------------------------------------------------------------------

    def _arrange(self, moved: Sequence[Terminal] | None = None) -> None:
        """Bring the rows into the order that is asked for, with as little to-do as possible. Where only some
        have moved, the others are known to stand in order."""
        if moved is None or len(moved) > MANY:
            self._sorted = sorted((it for it in self._terminals.values() if it.passes), key=_key_of)
        else:
            away = set(map(id, moved))
            self._sorted = [terminal for terminal in self._sorted if id(terminal) not in away]
            for terminal in moved:
                if terminal.passes:
                    insort(self._sorted, terminal, key=_key_of)
        wanted = self._gathered()
        if wanted != self._rows:
            self.arranging.emit()
            self._become(wanted)
            self.arranged.emit()
        self._tell(self._groups)

    def _gathered(self) -> list[Row]:
        """The rows there should be: the terminals in order, under headings where there are any."""
        gathered: dict[str, list[Terminal]] = {}
        for terminal in self._sorted:
            gathered.setdefault(terminal.group, []).append(terminal)
        if not self._grouped and WAITING not in gathered:
            self._groups = {}
            return list(self._sorted)
        totals = Counter(terminal.group for terminal in self._terminals.values())
        self._groups = {id: self._group(id, len(gathered[id]), totals[id]) for id in gathered}
        rows: list[Row] = []
        for group in self._ranked(self._groups.values()):
            rows.append(group)
            if not group.folded:
                rows += gathered[group.id]
        return rows

    def _group(self, id: str, shown: int, total: int) -> Group:
        group = self._groups.get(id)
        if group is None:
            kind, _, site_id = id.partition(":")
            group = Group(id, Gathering(kind), site_id)
        group.shown, group.total, group.folded = shown, total, id in self._folded
        if group.of is Gathering.SITE:
            group.verdict = self._session.verdicts.of(group.site_id)
        return group

    def _ranked(self, groups: Iterable[Group]) -> list[Group]:
        """The waiting first, then the sites worst first, or by name where that is asked for."""
        if self._order.column is Column.SITE:
            ranked = sorted(groups, key=self._site_name, reverse=self._order.descending)
        else:
            ranked = sorted(groups, key=lambda group: () if group.verdict is None else group.verdict.rank)
        return sorted(ranked, key=lambda group: group.of is not Gathering.WAITING)

    def _site_name(self, group: Group) -> tuple[object, ...]:
        return natural("" if group.verdict is None else group.verdict.name or self._nameless)

    def _become(self, wanted: list[Row]) -> None:
        want, held = set(map(id, wanted)), set(map(id, self._rows))
        gone = _runs([id(row) not in want for row in self._rows])
        come = _runs([id(row) not in held for row in wanted])
        if len(gone) + len(come) > MANY:
            self.beginResetModel()
            self._hold(wanted)
            self.endResetModel()
            return
        for first, last in reversed(gone):
            self.beginRemoveRows(QModelIndex(), first, last)
            self._hold(self._rows[:first] + self._rows[last + 1 :])
            self.endRemoveRows()
        self._reorder([row for row in wanted if id(row) in held])
        for first, last in come:
            self.beginInsertRows(QModelIndex(), first, last)
            self._hold(self._rows[:first] + wanted[first : last + 1] + self._rows[first:])
            self.endInsertRows()

    def _hold(self, rows: list[Row]) -> None:
        self._rows = rows
        self._places = {_id(row): place for place, row in enumerate(rows)}

    def _reorder(self, rows: list[Row]) -> None:
        if rows == self._rows:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        there = [self._rows[index.row()] for index in before]
        self._hold(rows)
        after = [
            self.index(self._places[_id(row)], index.column())
            for row, index in zip(there, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _tell(self, ids: Iterable[str]) -> None:
        """That these rows say something else now."""
        places = sorted({self._places[id] for id in ids if id in self._places})
        runs = _runs_of(places)
        if len(runs) > MANY:
            runs = [(places[0], places[-1])]
        for first, last in runs:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))


def _id(row: Row) -> str:
    return row.id if isinstance(row, Group) else row.device.id


def _site_group(site_id: str) -> str:
    return SITE + site_id


def _key_of(terminal: Terminal) -> Key:
    return terminal.key


def _runs(flags: Sequence[bool]) -> list[tuple[int, int]]:
    """First and last place of every unbroken run of True."""
    return _runs_of([place for place, flag in enumerate(flags) if flag])


def _runs_of(places: Sequence[int]) -> list[tuple[int, int]]:
    """First and last of every unbroken run of growing numbers."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs
