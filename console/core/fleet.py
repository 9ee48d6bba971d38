"""The fleet as the console knows it: what the last snapshot said, carried on by every event since.

Pure: no I/O and no clock. The same snapshot and events always give the same state.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from common.instants import parse_instant
from console.core.records import NO_SITE, Device, Json, Punch, Site, instant_or_none
from console.core.status import Counts, Status, status_of
from console.core.tallies import HOUR_US, MINUTE_US, Tally

HOURS: Final = 24
MINUTES: Final = 60
# An event may be numbered before it is committed, and Date headers are whole seconds: of events that old
# relative to a snapshot it is not certain that the snapshot knows them, and applying them again does no harm.
OVERLAP_US: Final = 2_000_000

_PRESENCE: Final = {"device.online": "online", "device.offline": "offline"}
_MEMBERSHIP: Final = frozenset({"device.registered", "device.pending", "device.identity_changed"})


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The whole fleet as the API described it. `as_of_us`: the edge's clock when it was asked; None where
    that is not known. `waiting`: terminals that nobody has approved yet."""

    devices: tuple[Device, ...]
    sites: tuple[Site, ...]
    waiting: tuple[Device, ...] = ()
    as_of_us: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What is different now. `structure`: devices or sites have come, gone, moved or been renamed, or all of
    them are to be looked at anew."""

    devices: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()
    structure: bool = False

    def __bool__(self) -> bool:
        return self.structure or bool(self.devices) or bool(self.sites)

    def __or__(self, other: Change) -> Change:
        return Change(
            self.devices | other.devices, self.sites | other.sites, self.structure or other.structure
        )


NOTHING: Final = Change()


class FleetState:
    """Devices, sites, their statuses and last punches.

    `version` grows with every change, `structure_version` with those that add, remove, move or rename.
    `wants_snapshot` is set by an event that shows that the last one is out of date, and cleared by the next.
    `loaded`: there was a snapshot at all.
    `counted_since_us`: from when on punches are counted; None before the first one is known.
    """

    def __init__(self) -> None:
        self.version = 0
        self.structure_version = 0
        self.wants_snapshot = False
        self.loaded = False
        self.counted_since_us: int | None = None
        self._devices: dict[str, Device] = {}
        self._sites: dict[str, Site] = {}
        self._waiting: tuple[Device, ...] = ()
        self._at: dict[str, tuple[str, ...]] = {}
        self._by_serial: dict[str, str] = {}
        self._last: dict[str, Punch] = {}
        self._last_at: dict[str, Punch] = {}
        self._hourly: dict[str, Tally] = {}
        self._minutes = Tally(MINUTE_US, MINUTES)
        self._blind = False
        self._as_of_us: int | None = None
        self._since_mark: list[Json] | None = None

    # -- what is known
    # ----------------------------------------------------------------------------------------------

    @property
    def devices(self) -> Mapping[str, Device]:
        """Registered devices by id, in the order of registration."""
        return MappingProxyType(self._devices)

    @property
    def sites(self) -> Mapping[str, Site]:
        """Sites by id, in the order they were made."""
        return MappingProxyType(self._sites)

    @property
    def waiting(self) -> tuple[Device, ...]:
        """Terminals that wait to be approved."""
        return self._waiting

    @property
    def blind(self) -> bool:
        """Whether statuses are shown as no data because we do not hear the edge."""
        return self._blind

    @property
    def zones(self) -> frozenset[str]:
        """The time zones of its sites, IANA names."""
        return frozenset(site.timezone for site in self._sites.values() if site.timezone)

    def by_serial(self, serial: str) -> Device | None:
        return self._devices.get(self._by_serial.get(serial, ""))

    def devices_at(self, site_id: str) -> tuple[Device, ...]:
        """Devices of a site, or of none for NO_SITE."""
        return tuple(self._devices[device_id] for device_id in self._at.get(site_id, ()))

    def site_of(self, device: Device) -> str:
        """Where it is gathered: at NO_SITE too if its site is one that we may not see."""
        return device.site_id if device.site_id in self._sites else NO_SITE

    def status(self, device: Device) -> Status:
        return status_of(device.connectivity, device.health, self._blind)

    def counts_at(self, site_id: str) -> Counts:
        return Counts.of(self.status(device) for device in self.devices_at(site_id))

    def counts(self) -> Counts:
        return Counts.of(map(self.status, self._devices.values()))

    def last_punch(self, device_id: str) -> Punch | None:
        """The newest punch of a device, by when it was made."""
        return self._last.get(device_id)

    def last_punch_at(self, site_id: str) -> Punch | None:
        return self._last_at.get(site_id)

    def hourly(self, site_id: str, now_us: int) -> tuple[int, ...]:
        """Punches made at a site in each of the last 24 hours, oldest first."""
        tally = self._hourly.get(site_id)
        return (0,) * HOURS if tally is None else tally.series(now_us)

    def per_minute(self, now_us: int) -> tuple[int, ...]:
        """Punches received in each of the last 60 minutes, oldest first."""
        return self._minutes.series(now_us)

    def snapshot(self) -> Snapshot:
        """All of it as it is known now, to be remembered."""
        return Snapshot(tuple(self._devices.values()), tuple(self._sites.values()), self._waiting)

    # -- what changes it
    # --------------------------------------------------------------------------------------------

    def set_blind(self, blind: bool) -> Change:
        """We do not hear the edge any more, or do again."""
        if blind == self._blind:
            return NOTHING
        self._blind = blind
        return self._noted(Change(frozenset(self._devices), frozenset(self._at), structure=False))

    def mark(self) -> None:
        """A snapshot is about to be asked for: events from now on may or may not be in it."""
        self._since_mark = []

    def replace(self, snapshot: Snapshot) -> Change:
        """Take over a snapshot, then everything again that came since `mark`, so that a snapshot that took
        long undoes nothing."""
        first = not self.loaded
        devices, sites, waiting, at = self._devices, self._sites, self._waiting, self._at
        self._devices = {device.id: device for device in snapshot.devices}
        self._sites = {site.id: site for site in snapshot.sites}
        self._waiting = snapshot.waiting
        self._by_serial = {device.serial: device.id for device in snapshot.devices}
        self._as_of_us = snapshot.as_of_us
        self._at = self._gather()
        self.wants_snapshot, self.loaded = False, True
        again, self._since_mark = self._since_mark or [], None
        moved = first or at != self._at or sites != self._sites or waiting != snapshot.waiting
        changed = _changed(devices, self._devices)
        touched = {self.site_of(device) for device in changed}
        change = self._noted(
            Change(
                frozenset(device.id for device in changed),
                frozenset(touched),
                moved or any(_renamed(device, devices.get(device.id)) for device in changed),
            )
        )
        for event in again:
            change |= self._apply(event)
        return change

    def apply(self, event: Json) -> Change:
        """Carry on with one event of the stream. Raises one of NOT_UNDERSTOOD for one that is none."""
        if self._since_mark is not None:
            self._since_mark.append(event)
        return self._apply(event)

    def note_punches(self, punches: Iterable[Punch], now_us: int) -> Change:
        """Punches, in any order and each once: last punches and tallies follow."""
        devices: set[str] = set()
        sites: set[str] = set()
        for punch in punches:
            self._count(punch, now_us)
            for key, last, changed in (
                (punch.device_id, self._last, devices),
                (punch.site_id, self._last_at, sites),
            ):
                known = last.get(key)
                if known is None or punch.punched_us >= known.punched_us:
                    last[key] = punch
                changed.add(key)
        return self._noted(Change(frozenset(devices), frozenset(sites)))

    # -- how
    # ------------------------------------------------------------------------------------------------------

    def _apply(self, event: Json) -> Change:
        name, told = event["event"], event.get("device")
        if name in _MEMBERSHIP:
            self.wants_snapshot = True
        if told is None:
            return NOTHING
        at_us = parse_instant(event["timestamp"])
        if self._as_of_us is not None and at_us < self._as_of_us - OVERLAP_US:
            return NOTHING  # the snapshot is younger
        device = self._devices.get(told["id"])
        if device is None or device.name != told["name"] or device.site != told["site"]:
            self.wants_snapshot = True
        if device is None:
            return NOTHING
        return self._carried_on(device, _after(device, event, at_us))

    def _carried_on(self, before: Device, after: Device) -> Change:
        if after == before:
            return NOTHING
        self._devices[after.id] = after
        told = self.status(after) != self.status(before) or after.health != before.health
        sites = frozenset({self.site_of(after)}) if told else frozenset[str]()
        return self._noted(Change(frozenset({after.id}), sites))

    def _count(self, punch: Punch, now_us: int) -> None:
        tally = self._hourly.get(punch.site_id)
        if tally is None:
            tally = self._hourly[punch.site_id] = Tally(HOUR_US, HOURS)
        tally.add(punch.punched_us, now_us)
        self._minutes.add(punch.received_us, now_us)
        if self.counted_since_us is None or punch.received_us < self.counted_since_us:
            self.counted_since_us = punch.received_us

    def _gather(self) -> dict[str, tuple[str, ...]]:
        at: defaultdict[str, list[str]] = defaultdict(list)
        for site_id in self._sites:
            at[site_id] = []
        for device in self._devices.values():
            at[self.site_of(device)].append(device.id)
        return {site_id: tuple(ids) for site_id, ids in at.items()}

    def _noted(self, change: Change) -> Change:
        if change:
            self.version += 1
        if change.structure:
            self.structure_version += 1
        return change


def _after(device: Device, event: Json, at_us: int) -> Device:
    """The device after an event about it."""
    name, told = event["event"], event["device"]
    seen = instant_or_none(told["last_seen"])
    if seen is not None and (device.last_seen_us is None or seen > device.last_seen_us):
        device = replace(device, last_seen_us=seen)
    connectivity = _PRESENCE.get(name)
    if connectivity is not None and device.connectivity not in ("suspended", connectivity):
        device = replace(device, connectivity=connectivity)
    if name == "device.unstable" and device.health == "ok":
        device = replace(device, health="unstable")
    if name == "device.clock_drift":
        device = replace(device, clock_drift_s=event["clock_drift_s"])
    return device


def _changed(before: Mapping[str, Device], after: Mapping[str, Device]) -> list[Device]:
    return [device for device_id, device in after.items() if before.get(device_id) != device]


def _renamed(device: Device, before: Device | None) -> bool:
    return before is None or device.name != before.name
