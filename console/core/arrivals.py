"""A terminal that somebody is putting up: how far it has come, as the edge tells of it.

Pure: the fleet comes as an argument.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from console.core.fleet import FleetState
from console.core.records import Device


class Arrival(StrEnum):
    """In the order it goes."""

    ABSENT = "absent"
    """Nothing has been heard of it."""
    WAITING = "waiting"
    """It calls, and waits to be let in."""
    LET_IN = "let_in"
    """It may call, and has not since."""
    HERE = "here"
    """It has called and is served."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """How far it is, and the terminal itself where it is known."""

    stage: Arrival
    device: Device | None = None


def arrival(fleet: FleetState, serial: str, since_us: int) -> Arrived:
    """Of the terminal of a serial number; what was heard of it before `since_us` does not count."""
    for device in fleet.devices.values():
        if device.serial == serial:
            heard = device.last_seen_us is not None and device.last_seen_us >= since_us
            return Arrived(Arrival.HERE if heard else Arrival.LET_IN, device)
    for device in fleet.waiting:
        if device.serial == serial:
            return Arrived(Arrival.WAITING, device)
    return Arrived(Arrival.ABSENT)


def newcomers(fleet: FleetState, known: Collection[str]) -> list[Device]:
    """Who waits to be let in and did not before, by serial number; the latest first."""
    fresh = [device for device in fleet.waiting if device.serial not in known]
    return sorted(fresh, key=lambda device: device.last_seen_us or 0, reverse=True)
