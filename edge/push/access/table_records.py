"""What the tables of access terminals hold, as values: people, cards, rights, sub-controllers, and rows.

Templates, pictures, documents and errors are the same in both dialects: `edge.push.attendance.table_records`
has them. What only a few may see is in no `repr`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal

Authorized = Literal["undecided", "allowed", "refused"]

AUTHORIZED: Final[Mapping[str, Authorized]] = {"0": "undecided", "1": "allowed", "2": "refused"}
_MOST_DOORS: Final = 32


@dataclass(frozen=True, slots=True)
class User:
    """A `user` record: a person as the terminal has it (PROTOCOL.md §10.7).

    An empty `name` says nothing of the name: some terminals never send one. `name_certain` is false where it
    was cut inside a character or its encoding guessed. `card` is a decimal number, or as sent where it is
    none; None: no card. `valid_from` and `valid_to` are the terminal's wall clock, None for no limit.
    """

    pin: str
    line_no: int
    name: str = ""
    name_certain: bool = True
    privilege: int | None = None
    password: str = field(default="", repr=False)
    card: str | None = field(default=None, repr=False)
    group: str = ""
    verify: int | None = None
    disabled: bool | None = None
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    uid: str = ""
    other: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Card:
    """A `mulcarduser` record: one of several cards of a person (PROTOCOL.md §10.8). `number` is decimal."""

    pin: str
    line_no: int
    number: str | None = field(default=None, repr=False)
    lost: bool = False
    secondary: bool = False


@dataclass(frozen=True, slots=True)
class Authorization:
    """A `userauthorize` record: which doors open to a person, and when (PROTOCOL.md §10.8).

    `door_bits` has bit 0 for door 1. `timezone` is the id of a row of that table. `device_id` is the
    sub-controller's `DevID`, None where the terminal has none.
    """

    pin: str
    line_no: int
    timezone: int | None = None
    door_bits: int = 0
    device_id: int | None = None

    @property
    def doors(self) -> tuple[int, ...]:
        """The doors by their numbers, from 1."""
        return tuple(door for door in range(1, _MOST_DOORS + 1) if self.door_bits >> (door - 1) & 1)


@dataclass(frozen=True, slots=True)
class SubController:
    """A `DeviceAuthorize` record: a controller that a main one found, which wants to be let in (§10.7)."""

    serial: str
    line_no: int
    online: bool | None = None
    authorized: Authorized = "undecided"
    about: str = ""
    registration: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A record of any other table: `timezone`, `holiday`, `DoorParameters`, `DevProperty` and so on (§10.8).

    `columns` are as sent, names in lower case.
    """

    table: str
    columns: Mapping[str, str] = field(repr=False)
    line_no: int
