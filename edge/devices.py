"""The terminals this process serves, in memory: every request of theirs begins with a look-up here."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa

from edge.ingest import Past, Source
from edge.store import Store, punches, replacements
from edge.store import devices as rows
from edge.telling import UNASSIGNED
from edge.zones import WallClock

UNKNOWN_LIMIT = 10_000
DAY_US = 86_400 * 1_000_000

_Pasts = dict[tuple[int, str], tuple[Past, ...]]


@dataclass(slots=True)
class Device:
    """A terminal that is served: whose it is, how its times are read, what it last said of itself.

    Replaced as a whole when its row changes; what is learned from traffic in between is kept in the mutable
    members.
    """

    source: Source
    state: str
    clock: WallClock
    retention_us: int | None
    history_from: int | None
    dialect: str | None
    push_version: str | None
    firmware: str | None
    model: str | None
    options: Mapping[str, str]
    counts: Mapping[str, int]
    stamps: dict[str, str] = field(default_factory=dict)
    greeted: bool = False
    chosen_dialect: str | None = None
    told_offset: int | None = None
    former_time: Mapping[str, int] = field(default_factory=dict)
    summer_time_refused: bool = False
    counted: Mapping[str, int] = field(default_factory=dict)
    evidence: Mapping[str, str] = field(default_factory=dict)
    conflicted_at: int | None = None
    private: bool = False
    origin: str = ""
    online_since: int | None = None

    @property
    def key(self) -> tuple[int, int]:
        return self.source.tenant_id, self.source.device_id

    def kept_from(self, now_us: int) -> int | None:
        """Punches before this instant are acknowledged and let go; None keeps all."""
        bounds = [now_us - self.retention_us] if self.retention_us is not None else []
        bounds += [self.history_from] if self.history_from is not None else []
        return max(bounds, default=None)


class Directory:
    """Finds the device behind a serial number without asking the database twice.

    `lifetime_s`: how long an entry is trusted now; None where this process is the only one that writes.
    """

    def __init__(
        self,
        store: Store,
        lifetime_s: Callable[[], float | None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._lifetime: Callable[[], float | None] = (lambda: None) if lifetime_s is None else lifetime_s
        self._clock = clock
        self._known: dict[str, tuple[Device, float]] = {}
        self._unknown: OrderedDict[str, float] = OrderedDict()
        self._clocks: dict[tuple[str, bool], WallClock] = {}
        self._online_since: dict[tuple[int, int], int | None] = {}
        self._changes = 0

    async def load(self) -> list[sa.RowMapping]:
        """Learn every served device at start. Returns their rows."""

        def look(conn: sa.Connection) -> tuple[list[tuple[sa.RowMapping, dict[str, str]]], _Pasts]:
            return [(row, _stamps(conn, row)) for row in rows.all_served(conn)], _pasts(conn)

        found, pasts = await self._store.read(look)
        for row, stamps in found:
            self._remember(self._device(row, stamps, pasts))
        return [row for row, _ in found]

    def known(self, serial: str) -> Device | None:
        """The device if it is in memory and fresh."""
        entry = self._known.get(serial)
        if entry is None:
            return None
        lifetime = self._lifetime()
        return entry[0] if lifetime is None or self._clock() - entry[1] <= lifetime else None

    def online_since(self, key: tuple[int, int]) -> int | None:
        """Since when a device was there, as it was last read (microseconds); None where it was not."""
        return self._online_since.get(key)

    def is_unknown(self, serial: str) -> bool:
        """Whether the database was asked for this serial lately and had none."""
        asked = self._unknown.get(serial)
        lifetime = self._lifetime()
        return asked is not None and (lifetime is None or self._clock() - asked <= lifetime)

    async def find(self, serial: str) -> Device | None:
        """The device served under a serial, or None."""
        device = self.known(serial)
        if device is not None or self.is_unknown(serial):
            return device
        changes = self._changes

        def look(conn: sa.Connection) -> tuple[sa.RowMapping, dict[str, str], _Pasts] | None:
            row = rows.served_by_serial(conn, serial)
            if row is None:
                return None
            return row, _stamps(conn, row), _pasts(conn, row["tenant_id"], serial)

        found = await self._store.read(look)
        device = None if found is None else self._device(*found)
        if changes == self._changes:  # otherwise what was read may already be old: used once, not remembered
            if device is None:
                self._forget_known(serial)
                self._unknown[serial] = self._clock()
                if len(self._unknown) > UNKNOWN_LIMIT:
                    self._unknown.popitem(last=False)
            else:
                self._remember(device)
        return device

    def forget(self, serials: Iterable[str] | None = None) -> None:
        """Ask the database again: after a change of these devices, or of anything (None)."""
        self._changes += 1
        if serials is None:
            self._known.clear()
            self._unknown.clear()
            return
        for serial in serials:
            self._forget_known(serial)
            self._unknown.pop(serial, None)

    def _forget_known(self, serial: str) -> None:
        self._known.pop(serial, None)

    def _remember(self, device: Device) -> None:
        self._known[device.source.serial] = (device, self._clock())
        self._online_since[device.key] = device.online_since
        self._unknown.pop(device.source.serial, None)

    def _device(self, row: sa.RowMapping, stamps: dict[str, str], pasts: _Pasts) -> Device:
        return _device_of(row, stamps, pasts, self._wall_clock(*zone_of(row)))

    def _wall_clock(self, zone: str, assumed: bool) -> WallClock:
        key = (zone, assumed)
        if key not in self._clocks:
            self._clocks[key] = WallClock(zone, assumed)
        return self._clocks[key]


def zone_of(row: sa.RowMapping) -> tuple[str, bool]:
    """The zone that a device's times are read in, from its whole row, and whether that is only assumed."""
    zone = row["timezone"] or row["site_timezone"] or row["tenant_timezone"]
    return zone or "UTC", zone is None


def device_of(conn: sa.Connection, row: sa.RowMapping) -> Device:
    """A device from its whole row, for who needs it once."""
    return _device_of(row, {}, _pasts(conn, row["tenant_id"], row["serial"]), WallClock(*zone_of(row)))


def _device_of(row: sa.RowMapping, stamps: dict[str, str], pasts: _Pasts, clock: WallClock) -> Device:
    retention_days = row["retention_days"]
    return Device(
        source=_source_of(row, pasts.get((row["tenant_id"], row["serial"]), ())),
        state=row["state"],
        clock=clock,
        retention_us=None if retention_days is None else retention_days * DAY_US,
        history_from=row["history_from"],
        dialect=row["dialect"],
        push_version=row["push_version"],
        firmware=row["firmware"],
        model=row["model"],
        options=row["options"] or {},
        counts=row["counts"] or {},
        stamps=stamps,
        chosen_dialect=row["chosen_dialect"],
        told_offset=row["told_offset"],
        former_time=row["former_time"] or {},
        summer_time_refused=row["summer_time_refused"],
        counted=row["counted"] or {},
        evidence=row["evidence"] or {},
        conflicted_at=row["conflicted_at"],
        private=row["private"],
        online_since=row["changed_at"] if row["online"] else None,
    )


def _pasts(conn: sa.Connection, tenant_id: int | None = None, serial: str | None = None) -> _Pasts:
    """What boxes were before, by tenant and serial number; one of them, or all."""
    found: _Pasts = {}
    for row in replacements.pasts(conn, tenant_id, serial):
        box = (row["tenant_id"], row["box"])
        found[box] = (*found.get(box, ()), Past(row["replaced_at"], _source_of(row)))
    return found


def _source_of(row: sa.RowMapping, pasts: tuple[Past, ...] = ()) -> Source:
    """Whose uploads a row of `store.devices.whole` stands for."""
    return Source(
        tenant_id=row["tenant_id"],
        device_id=row["id"],
        device_public_id=row["public_id"],
        serial=row["serial"],
        name=row["name"],
        site_id=row["site_id"],
        site_public_id=row["site_public_id"],
        site_name=row["site_name"] if row["site_name"] is not None else UNASSIGNED,
        pasts=pasts,
    )


def _stamps(conn: sa.Connection, row: sa.RowMapping) -> dict[str, str]:
    return punches.stamps_of(conn, row["tenant_id"], row["id"])
