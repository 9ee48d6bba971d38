"""The doors behind an access terminal: locks, sensors, alarms, as `rtstate` tells them (§10.6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from edge.simulator.access_firmware import AccessFirmware

# Bits of a door's alarm byte
FORCED_BIT, TAMPER_BIT, DURESS_BIT, TIMEOUT_BIT = 0x01, 0x02, 0x04, 0x10
OPEN_SECONDS = 5
STANDS_OPEN = timedelta(seconds=3)
_DOORS_TOLD = 8


@dataclass(slots=True)
class Door:
    """One door. `unlocked_until` is when its relay falls back, `closes_at` when the leaf shuts, both in the
    terminal's local time."""

    number: int
    unlocked_until: datetime | None = None
    closes_at: datetime | None = None
    held_open: bool = False
    locked_out: bool = False
    alarm: int = 0

    @property
    def unlocked(self) -> bool:
        """Whether its relay is energised."""
        return self.held_open or self.unlocked_until is not None

    @property
    def open(self) -> bool:
        """Whether the leaf stands open."""
        return self.held_open or self.closes_at is not None


@dataclass(slots=True)
class Doors:
    """All doors of one terminal, numbered from 1."""

    firmware: AccessFirmware
    all: list[Door] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.all = [Door(number) for number in range(1, self.firmware.doors + 1)]

    def chosen(self, number: int) -> list[Door]:
        """The door of a number, every door for 0, none for a number that is not there."""
        return [door for door in self.all if number in (0, door.number)]

    def unlock(self, door: Door, now: datetime, seconds: int = OPEN_SECONDS) -> None:
        """Energises the relay; somebody goes through."""
        door.unlocked_until = now + timedelta(seconds=seconds)
        if self.firmware.has_sensor:
            door.closes_at = now + min(STANDS_OPEN, timedelta(seconds=seconds))

    def settle(self, now: datetime) -> list[tuple[Door, datetime]]:
        """What time brought: relays fall back. Returns the doors that closed, and when."""
        closed = []
        for door in self.all:
            if door.unlocked_until is not None and door.unlocked_until <= now:
                door.unlocked_until = None
            if door.closes_at is not None and door.closes_at <= now:
                closed.append((door, door.closes_at))
                door.closes_at = None
        return closed

    def state(self) -> str:
        """The record of `rtstate` without its time."""
        sensor = sum((self._sensor(door) << 2 * (door.number - 1)) for door in self.all)
        relay = sum(door.unlocked << (door.number - 1) for door in self.all)
        alarm = bytes(_alarm_bytes(self.all)).hex().upper()
        width = self.firmware.sensor_bytes
        text = f"sensor={sensor.to_bytes(width, 'little').hex().upper()}\trelay={relay:02X}\talarm={alarm}"
        return f"{text}\tdoor=01" if self.firmware.tells_door else text

    def _sensor(self, door: Door) -> int:
        if not self.firmware.has_sensor:
            return 0
        return 2 if door.open else 1


def _alarm_bytes(doors: Sequence[Door]) -> list[int]:
    return [door.alarm for door in doors] + [0] * (_DOORS_TOLD - len(doors))
