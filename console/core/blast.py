"""Whom a command would reach, and what it would do there, before it is sent: from the fleet as it is known.

Pure. The fleet is carried on by the edge's own events, so this is what the edge knows, without asking.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from console.core.fleet import FleetState
from console.core.orders import Kind
from console.core.records import Device, Json
from console.core.status import Status

DRIFT_S: Final = 60.0
"""A clock that is off by more is proposed to be set."""
BUSY_US: Final = 5 * 60_000_000
"""Who punched within this time: people stand before the terminal just now."""
_ACCESS: Final = "acc"


def is_wrong(device: Device) -> bool:
    """Whether its clock is worth setting."""
    return device.clock_drift_s is not None and abs(device.clock_drift_s) > DRIFT_S


class Reach(StrEnum):
    """What would become of a command to a terminal, the best first."""

    NOW = "now"
    """It polls, and fetches it within seconds."""
    LATER = "later"
    """It is offline: it fetches it when it is back, if that is in time."""
    NEVER = "never"
    """It cannot do it, or gets no commands."""


class Bar(StrEnum):
    """Why a terminal is not reached."""

    NONE = ""
    SUSPENDED = "suspended"
    CONFLICT = "conflict"
    NO_RELOAD = "no_reload"
    ONE_DOOR = "one_door"
    OWN_SECONDS = "own_seconds"


@dataclass(frozen=True, slots=True)
class Target:
    """One terminal that is meant. `busy`: somebody punched there minutes ago."""

    device: Device
    status: Status
    reach: Reach
    bar: Bar = Bar.NONE
    busy: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """What those hold that it is sent to, as far as they have said; `untold` have not said how much."""

    punches: int
    people: int
    untold: int


@dataclass(frozen=True, slots=True)
class Blast:
    """All that are meant. Who cannot do it is left out; who is offline, where `offline` is not wanted."""

    targets: tuple[Target, ...]

    def count(self, reach: Reach) -> int:
        return sum(1 for target in self.targets if target.reach is reach)

    def sent_to(self, *, offline: bool) -> list[Target]:
        wanted = (Reach.NOW, Reach.LATER) if offline else (Reach.NOW,)
        return [target for target in self.targets if target.reach in wanted]

    def ids(self, *, offline: bool) -> tuple[str, ...]:
        return tuple(target.device.id for target in self.sent_to(offline=offline))

    def held(self, *, offline: bool) -> Held:
        devices = [target.device for target in self.sent_to(offline=offline)]
        return Held(
            punches=sum(device.punches or 0 for device in devices),
            people=sum(device.users or 0 for device in devices),
            untold=sum(1 for device in devices if device.punches is None),
        )

    def wrong_clocks(self, *, offline: bool) -> int:
        """How many of them have a clock that is off by more than DRIFT_S."""
        return sum(1 for target in self.sent_to(offline=offline) if is_wrong(target.device))

    def busy(self, *, offline: bool) -> int:
        """At how many of them people punch now."""
        return sum(1 for target in self.sent_to(offline=offline) if target.busy)


def blast_of(fleet: FleetState, kind: Kind, params: Json, device_ids: Iterable[str], now_us: int) -> Blast:
    """Terminals that are not registered any more are left out."""
    devices = [fleet.devices[id] for id in dict.fromkeys(device_ids) if id in fleet.devices]
    targets = tuple(_target(fleet, kind, params, device, now_us) for device in devices)
    return Blast(tuple(sorted(targets, key=lambda it: (_ORDER[it.reach], it.device.name.casefold()))))


_ORDER: Final[Mapping[Reach, int]] = {Reach.NEVER: 0, Reach.LATER: 1, Reach.NOW: 2}
"""What wants a look stands first."""


def _target(fleet: FleetState, kind: Kind, params: Json, device: Device, now_us: int) -> Target:
    status = fleet.status(device)
    punch = fleet.last_punch(device.id)
    busy = punch is not None and 0 <= now_us - punch.received_us < BUSY_US
    bar = _bar(kind, params, device)
    if bar is not Bar.NONE:
        return Target(device, status, Reach.NEVER, bar, busy)
    polls = device.connectivity == "online"
    return Target(device, status, Reach.NOW if polls else Reach.LATER, busy=busy)


def _bar(kind: Kind, params: Json, device: Device) -> Bar:
    if device.connectivity == "suspended":
        return Bar.SUSPENDED
    if "identity_conflict" in device.health_reasons:
        return Bar.CONFLICT
    if device.dialect == _ACCESS:
        return Bar.NO_RELOAD if kind.word == "reload_options" else Bar.NONE
    if kind.word == "unlock_door" and device.dialect is not None:
        if params.get("door", 1) != 1:
            return Bar.ONE_DOOR
        if params.get("seconds") is not None:
            return Bar.OWN_SECONDS
    return Bar.NONE
