"""What happens at a door, as an access terminal logs it (PROTOCOL.md §10.5, §10.9)."""

from __future__ import annotations

from dataclasses import dataclass

from edge.simulator.punch_log import LoggedPunch

SYSTEM = 200  # the verify type of events without a person
NO_DIRECTION = 2

# Codes of §10.9
CANCELLED, OPENED, CLOSED, NO_DISABLED, NO_ENABLED, AUX_ON, AUX_OFF = 7, 8, 9, 10, 11, 12, 13
OUTSIDE_SCHEDULE, NO_PERMISSION, STRANGER, LEFT_OPEN, EXPIRED = 21, 23, 27, 28, 29
REMOTE_DENIED, REMOTE_TIMEOUT, LOCKED_OUT = 44, 45, 63
TAMPER, DURESS, FORCED = 100, 101, 102
DOOR_OPEN, DOOR_CLOSED, EXIT_BUTTON, REMOTE_NORMALLY_OPEN, STARTED, CONNECTED = 200, 201, 202, 205, 206, 214
REMOTE_GRANTED, ALL_OPEN, ALL_CLOSED, LOCKED, UNLOCKED = 222, 227, 228, 233, 234


@dataclass(slots=True)
class AccessEvent(LoggedPunch):
    """One event: `status` is the direction, `verify` a code of §6.3 or 200, `index` counts on."""

    code: int = 0
    door: int = 1
    index: int = 0
    card: str = "0"
