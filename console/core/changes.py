"""What has happened to the fleet while we watched: which terminals went or came back, and when.

Pure: no clock and no I/O.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from console.core.fleet import Change, FleetState
from console.core.records import Device
from console.core.status import Status, status_of

KEPT: Final = 50
TOGETHER_US: Final = 60_000_000
"""What the terminals of one site do within a minute is one thing that happened."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Terminals of one site that turned from one status to another at about the same time.

    `at_us`: when the first of them did. `devices` are ids and `names` what they were called, in the order of
    turning.
    """

    at_us: int
    site_id: str
    before: Status
    status: Status
    devices: tuple[str, ...]
    names: tuple[str, ...]


class Changes:
    """The latest turns, newest first. What a device was when it was first heard of is no turn."""

    def __init__(self) -> None:
        self._turns: list[Turn] = []
        self._last: dict[str, Status] = {}
        self._looked_us = 0
        self.since_us: int | None = None

    @property
    def turns(self) -> tuple[Turn, ...]:
        return tuple(self._turns)

    def follow(self, fleet: FleetState, change: Change, now_us: int) -> bool:
        """Note what a change turned. Returns whether anything did.

        While the edge is not heard nobody knows: what turned meanwhile is noted when it is heard again.
        `since_us` is when it was heard first.
        """
        if fleet.blind or not fleet.loaded:
            return False
        if self.since_us is None:
            self.since_us = self._looked_us = now_us
        turned = False
        for device in _touched(fleet, change):
            status = status_of(device.connectivity, device.health)
            before = self._last.get(device.id)
            self._last[device.id] = status
            if before is not None and before != status:
                site = fleet.site_of(device)
                at_us = max(self._looked_us, _turned_us(device, status, now_us))
                self._note(Turn(at_us, site, before, status, (device.id,), (device.name,)))
                turned = True
        self._looked_us = now_us
        if change.structure:
            self._last = {id: status for id, status in self._last.items() if id in fleet.devices}
        return turned

    def _note(self, turn: Turn) -> None:
        for place, known in enumerate(self._turns):
            if _together(known, turn):
                self._turns[place] = replace(
                    known,
                    at_us=min(known.at_us, turn.at_us),
                    devices=known.devices + turn.devices,
                    names=known.names + turn.names,
                )
                break
        else:
            self._turns.append(turn)
        self._turns.sort(key=lambda turn: -turn.at_us)
        del self._turns[KEPT:]


def _touched(fleet: FleetState, change: Change) -> Iterable[Device]:
    if change.structure:
        return fleet.devices.values()
    return [fleet.devices[id] for id in sorted(change.devices) if id in fleet.devices]


def _turned_us(device: Device, status: Status, now_us: int) -> int:
    """A terminal is offline from when its patience ran out, even if we hear of it later."""
    if status is Status.OFFLINE and device.last_seen_us is not None and device.offline_after_s is not None:
        return min(device.last_seen_us + round(device.offline_after_s * 1e6), now_us)
    return now_us


def _together(known: Turn, turn: Turn) -> bool:
    return (
        (known.site_id, known.before, known.status) == (turn.site_id, turn.before, turn.status)
        and abs(known.at_us - turn.at_us) <= TOGETHER_US
        and turn.devices[0] not in known.devices
    )
