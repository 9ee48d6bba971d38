"""The sites as a list, worst first: what the overview and the map's list of sites show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from common.filters import fold
from console.core.fleet import Change, FleetState
from console.core.records import Device
from console.core.session import Session
from console.core.status import SEVERITY, Status
from console.core.verdicts import SiteVerdict

Index = QModelIndex | QPersistentModelIndex

TROUBLE: Final = frozenset(status for status in Status if SEVERITY[status] < SEVERITY[Status.NO_DATA])
"""The verdicts that want somebody to look."""


class Role(IntEnum):
    """Beside Qt's own: the name is DisplayRole, one sentence AccessibleTextRole and ToolTipRole."""

    ID = Qt.ItemDataRole.UserRole + 1
    ROW = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class SiteRow:
    """All that a list shows of a site.

    `name`: as it is shown, also of the terminals without a site. `troubled`: names of the terminals that have
    the verdict's status, longest unseen first; none where all is well. `seen_us`: when the last one of those
    that are offline was seen, so since when the verdict holds. `hourly`: punches in each of the last 24
    hours, oldest first. `placed`: whether it is on the map. `timezone`: an IANA name or None.
    """

    verdict: SiteVerdict
    name: str
    troubled: tuple[str, ...]
    seen_us: int | None
    last_punch_us: int | None
    hourly: tuple[int, ...]
    timezone: str | None
    placed: bool
    blind: bool

    @property
    def id(self) -> str:
        return self.verdict.site_id


Spoken = Callable[[SiteRow], str]


class SitesModel(QAbstractListModel):
    """Worst first. It does nothing by itself: `follow` every change, or `catch_up` after a while of none.

    `nameless` names the terminals without a site, `spoken` says a row in one sentence. With `only_trouble`
    it lists the sites that want somebody to look.
    """

    def __init__(
        self,
        session: Session,
        nameless: str,
        spoken: Spoken,
        *,
        only_trouble: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._nameless = nameless
        self._spoken = spoken
        self._only_trouble = only_trouble
        self._text = ""
        self._ids: list[str] = []
        self._places: dict[str, int] = {}
        self._shown: dict[str, SiteVerdict] = {}
        self._rows: dict[str, SiteRow] = {}
        self.catch_up()

    # -- what it shows
    # ----------------------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """What the names are filtered by."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show only sites with these words in their names, whatever their case and accents."""
        if text != self._text:
            self._text = text
            self._arrange()

    def row_at(self, index: Index) -> SiteRow:
        return self._row(self._ids[index.row()])

    def index_of(self, site_id: str) -> QModelIndex:
        """Invalid where the site is not listed."""
        place = self._places.get(site_id)
        return QModelIndex() if place is None else self.index(place)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.row_at(index)
        if role == Role.ROW:
            return row
        if role == Role.ID:
            return row.id
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._spoken(row)
        return None

    # -- what changes it
    # --------------------------------------------------------------------------------------------

    def follow(self, change: Change) -> None:
        """Carry on with what has changed in the session; any number of changes may be one."""
        if change.structure:
            self.catch_up()
            return
        fleet = self._session.fleet
        touched = set(change.sites)
        touched.update(
            fleet.site_of(fleet.devices[device_id])
            for device_id in change.devices
            if device_id in fleet.devices
        )
        if not touched:
            return
        for site_id in touched:
            self._rows.pop(site_id, None)
        verdicts = self._session.verdicts
        if any(verdicts.of(site_id) is not self._shown.get(site_id) for site_id in touched):
            self._arrange()
        self._tell(touched)

    def catch_up(self) -> None:
        """Look at everything anew: also at what changes by itself as time passes."""
        self._rows.clear()
        self._arrange()
        self._tell(self._places)

    # -- how
    # ------------------------------------------------------------------------------------------------------

    def _row(self, site_id: str) -> SiteRow:
        row = self._rows.get(site_id)
        if row is None:
            row = self._rows[site_id] = site_row(self._session, self._shown[site_id], self._nameless)
        return row

    def _arrange(self) -> None:
        """Bring the list into the order that the verdicts ask for, with as little to-do as possible."""
        verdicts = self._session.verdicts.worst_first()
        wanted = [verdict.site_id for verdict in verdicts if self._wants(verdict)]
        self._remove(set(wanted))  # with the old verdicts: some who are told look at what goes
        self._shown = {verdict.site_id: verdict for verdict in verdicts}
        known = self._rows.items()
        self._rows = {site_id: row for site_id, row in known if row.verdict is self._shown.get(site_id)}
        held = set(self._ids)
        self._reorder([site_id for site_id in wanted if site_id in held])
        self._insert(wanted)

    def _wants(self, verdict: SiteVerdict) -> bool:
        if self._only_trouble and verdict.level not in TROUBLE:
            return False
        return not self._text or fold(self._text.strip()) in fold(verdict.name or self._nameless)

    def _remove(self, wanted: set[str]) -> None:
        for first, last in reversed(_runs([site_id not in wanted for site_id in self._ids])):
            self.beginRemoveRows(QModelIndex(), first, last)
            self._hold(self._ids[:first] + self._ids[last + 1 :])
            self.endRemoveRows()

    def _hold(self, ids: list[str]) -> None:
        self._ids = ids
        self._places = {site_id: place for place, site_id in enumerate(ids)}

    def _reorder(self, order: list[str]) -> None:
        if order == self._ids:
            return
        self.layoutAboutToBeChanged.emit()
        places = {site_id: place for place, site_id in enumerate(order)}
        before = self.persistentIndexList()
        after = [self.index(places[self._ids[index.row()]]) for index in before]
        self._hold(order)
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _insert(self, wanted: list[str]) -> None:
        held = set(self._ids)
        for first, last in _runs([site_id not in held for site_id in wanted]):
            self.beginInsertRows(QModelIndex(), first, last)
            self._hold(self._ids[:first] + wanted[first : last + 1] + self._ids[first:])
            self.endInsertRows()

    def _tell(self, site_ids: set[str] | dict[str, int]) -> None:
        touched = [site_id in site_ids for site_id in self._ids]
        for first, last in _runs(touched):
            self.dataChanged.emit(self.index(first), self.index(last))


def site_row(session: Session, verdict: SiteVerdict, nameless: str) -> SiteRow:
    """A site as it is now."""
    fleet = session.fleet
    site = fleet.sites.get(verdict.site_id)
    troubled = _troubled(fleet, verdict)
    last = fleet.last_punch_at(verdict.site_id)
    return SiteRow(
        verdict,
        verdict.name or nameless,
        tuple(device.name for device in troubled),
        _seen(troubled, verdict.level),
        None if last is None else last.punched_us,
        fleet.hourly(verdict.site_id, session.now_us()),
        None if site is None else site.timezone,
        site is not None and site.lat is not None and site.lon is not None,
        fleet.blind,
    )


def _troubled(fleet: FleetState, verdict: SiteVerdict) -> list[Device]:
    if verdict.level not in TROUBLE:
        return []
    devices = [
        device for device in fleet.devices_at(verdict.site_id) if fleet.status(device) is verdict.level
    ]
    return sorted(devices, key=lambda device: (device.last_seen_us or 0, device.name.casefold()))


def _seen(troubled: Sequence[Device], level: Status) -> int | None:
    if level is not Status.OFFLINE:
        return None
    seen = [device.last_seen_us for device in troubled if device.last_seen_us is not None]
    return max(seen, default=None)


def _runs(flags: Sequence[bool]) -> list[tuple[int, int]]:
    """First and last place of every unbroken run of True."""
    runs: list[tuple[int, int]] = []
    for place, flag in enumerate(flags):
        if not flag:
            continue
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs
