"""What the table of terminals can tell of each, and what it is sorted by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from common.filters import fold
from console.core.records import Device
from console.core.status import SEVERITY, Status

Key = tuple[object, ...]
"""What is compared within one column; the empty one stands for what is not known."""

_DIGITS: Final = re.compile(r"(\d+)")


class Column(StrEnum):
    """In the order they stand at first. The names are kept in saved states."""

    STATUS = "status"
    NAME = "name"
    SITE = "site"
    REASON = "reason"
    SEEN = "seen"
    PUNCH = "punch"
    SERIAL = "serial"
    MODEL = "model"
    USERS = "users"
    FINGERPRINTS = "fingerprints"
    FACES = "faces"
    PUNCHES = "punches"
    COMMANDS = "commands"
    DRIFT = "drift"
    IP = "ip"
    FIRMWARE = "firmware"
    PUSH = "push"
    TAGS = "tags"


COLUMNS: Final = tuple(Column)
PLACE: Final = {column: place for place, column in enumerate(COLUMNS)}
"""Which section of the model a column is."""

NUMBERS: Final = frozenset(
    {Column.USERS, Column.FINGERPRINTS, Column.FACES, Column.PUNCHES, Column.COMMANDS, Column.DRIFT}
)
"""Stand at the trailing edge, one below the other."""

TICKING: Final = frozenset({Column.REASON, Column.SEEN, Column.PUNCH})
"""Say how long ago something was, so they are different every second."""

DEFAULT: Final = frozenset(
    {
        Column.STATUS, Column.NAME, Column.SITE, Column.REASON, Column.SEEN, Column.PUNCH, Column.SERIAL,
        Column.MODEL,
    }
)  # fmt: skip
"""Shown until somebody decides otherwise."""


@dataclass(eq=False, slots=True)
class Terminal:
    """A terminal as it stands in the table: itself, its status, the name of its site, and its last punch.

    `group` is where it is gathered; `key` what it was last sorted by; `words` what bare words are looked for
    in, once that was wanted; `near` whether it passes the filter but for its status, `passes` whether it is
    shown.
    """

    device: Device
    status: Status
    group: str
    site: str
    punched_us: int | None = None
    key: Key = ()
    words: str = ""
    near: bool = True
    passes: bool = True


@lru_cache(maxsize=32_768)
def natural(text: str) -> Key:
    """Sorts as people count: "Gate 2" before "Gate 10", whatever case and accents."""
    if not text:
        return ()
    parts: list[object] = [*_DIGITS.split(fold(text))]  # words and numbers in turn, words first
    parts[1::2] = map(int, _DIGITS.findall(fold(text)))
    return tuple(parts)


@dataclass(frozen=True, slots=True)
class Order:
    """What is sorted by, then worst first, then by name. What is not known comes last either way."""

    column: Column = Column.STATUS
    descending: bool = False

    def key(self, terminal: Terminal) -> Key:
        """No two terminals have the same one."""
        known = _of(terminal, self.column)
        first = _Backwards(known) if self.descending else known
        device = terminal.device
        return (not known, first, SEVERITY[terminal.status], natural(device.name), device.serial)


class _Backwards:
    """Sorts the other way round."""

    __slots__ = ("key",)

    def __init__(self, key: Key) -> None:
        self.key = key

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Backwards) and self.key == other.key

    def __lt__(self, other: _Backwards) -> bool:
        return other.key < self.key

    def __hash__(self) -> int:
        return hash(self.key)


def _of(terminal: Terminal, column: Column) -> Key:
    """What a column sorts by: times oldest first, drift smallest first. Empty for what is not known."""
    device = terminal.device
    match column:
        case Column.STATUS | Column.REASON:
            return (SEVERITY[terminal.status],)
        case Column.NAME:
            return natural(device.name)
        case Column.SITE:
            return natural(terminal.site)
        case Column.SERIAL:
            return (device.serial,)
        case Column.IP:
            return natural(device.ip or "")
        case Column.SEEN:
            return _known(device.last_seen_us)
        case Column.PUNCH:
            return _known(terminal.punched_us)
        case Column.DRIFT:
            return _known(None if device.clock_drift_s is None else abs(device.clock_drift_s))
        case Column.TAGS:
            return natural(" ".join(device.tags))
        case Column.MODEL | Column.FIRMWARE | Column.PUSH:
            return natural(_text(device, column) or "")
        case _:
            return _known(count(device, column))


def count(device: Device, column: Column) -> int | None:
    """The number that a column of numbers shows."""
    return {
        Column.USERS: device.users,
        Column.FINGERPRINTS: device.fingerprints,
        Column.FACES: device.faces,
        Column.PUNCHES: device.punches,
        Column.COMMANDS: device.pending_commands,
    }[column]


def _text(device: Device, column: Column) -> str | None:
    return {
        Column.MODEL: device.model,
        Column.FIRMWARE: device.firmware,
        Column.PUSH: device.push_version,
    }[column]


def _known(value: float | None) -> Key:
    return () if value is None else (value,)
