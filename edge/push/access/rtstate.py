"""How doors and passages stand, told now and then: `rtstate`, `irstate`, and the bits of a Wiegand test."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, get_args

from edge.push.access.columns import Columns, columns_of, filled, hex_number, number
from edge.push.access.records import (
    DoorAlarm,
    DoorState,
    PassageCounters,
    Sensor,
    StateReport,
    WiegandTest,
)
from edge.push.attendance.lines import ADVICE, Table, Unread, read_table
from edge.push.attendance.times import wall_clock

_HEX = re.compile(r" *(?:[0-9A-Fa-f]{2}){1,16} *")
_BITS = re.compile(r"[01]{1,512}")
_SENSORS: Final[tuple[Sensor, ...]] = ("none", "closed", "open", "unknown")
_ALARMS: Final[tuple[DoorAlarm, ...]] = get_args(DoorAlarm)  # bit 1 and up
_MOST_DOORS: Final = 8  # a report has room for; sub-controllers report for themselves
_LAST_DOOR: Final = 255
_LONGEST_WORD: Final = 64
_SHORTEST: Final = len(b"bits=01")
_SHORTEST_REPORT: Final = len(b"time=1\trelay=00")

_COUNTERS: Final[Columns] = {
    "irstate": ("infrared", number),
    "irsensecount": ("sensors", number),
    "incount": ("entries", number),
    "outcount": ("exits", number),
    "alarmcount": ("alarms", number),
    "runcount": ("running", number),
}
_WIEGAND: Final[Columns] = {
    "type": ("kind", str.strip),
    "bitscount": ("bit_count", number),
    "bits": ("bits", str.strip),
    "sn": ("sub_serial", str.strip),
}

_NO_STATE = Unread("no_state", f"The line says nothing of sensors, relays or alarms. {ADVICE}")
_NO_TIME = Unread("no_time", f"The line has no time where one belongs. {ADVICE}")
_BAD_STATE = Unread("bad_state", f"The states of the doors are no hexadecimal digits. {ADVICE}")
_NO_COUNTERS = Unread("no_counters", f"The line says nothing of a passage and its counters. {ADVICE}")
_NO_BITS = Unread("no_bits", f"The line holds no bits of a card. {ADVICE}")


def parse_rtstate(body: bytes, *, serial: str, doors: int | None = None) -> Table[StateReport]:
    """The reports of an `rtstate` body (PROTOCOL.md §10.6). Never raises.

    `doors` is the number of doors the terminal has (`LockCount` at registration). Where it is not known, as
    of sub-controllers, a report is about the doors it says something of. `serial` is that of the terminal
    that uploads.
    """

    def read(line: bytes, line_no: int) -> StateReport | Unread:
        return _report(line, line_no, serial, doors) if len(line) >= _SHORTEST_REPORT else _NO_STATE

    return read_table(body, read)


def parse_irstate(body: bytes) -> Table[PassageCounters]:
    """The counters of an `irstate` body (PROTOCOL.md §10.6). Never raises."""

    def read(line: bytes, line_no: int) -> PassageCounters | Unread:
        values = filled(_COUNTERS, columns_of(line, "latin-1")) if len(line) >= _SHORTEST else {}
        if not values:
            return _NO_COUNTERS
        return PassageCounters(line_no=line_no, **values)

    return read_table(body, read)


def parse_testdata(body: bytes) -> Table[WiegandTest]:
    """The cards of a `testdata` body (PROTOCOL.md §10.6). Never raises."""

    def read(line: bytes, line_no: int) -> WiegandTest | Unread:
        if len(line) < _SHORTEST:
            return _NO_BITS
        values = filled(_WIEGAND, columns_of(line, "latin-1"))
        if not _BITS.fullmatch(values.get("bits", "")):
            return _NO_BITS
        if len(values.get("sub_serial", "")) > _LONGEST_WORD:
            del values["sub_serial"]
        return WiegandTest(kind=values.pop("kind", "")[:_LONGEST_WORD], line_no=line_no, **values)

    return read_table(body, read)


def _report(line: bytes, line_no: int, serial: str, known: int | None) -> StateReport | Unread:
    told = columns_of(line, "latin-1").columns
    sensor, relay, alarm = told.get("sensor", ""), told.get("relay", ""), told.get("alarm", "")
    if not (sensor or relay or alarm):
        return _NO_STATE
    time_text = told.get("time", "")[:_LONGEST_WORD]
    if not time_text:
        return _NO_TIME
    door = told.get("door", "")[:_LONGEST_WORD]
    if max(len(sensor), len(relay), len(alarm)) > _LONGEST_WORD:
        return _BAD_STATE
    sub_serial = told.get("sn", "").strip()[:_LONGEST_WORD]
    if sub_serial == serial:
        sub_serial = ""
    doors = _doors(sensor, relay, alarm, door, None if sub_serial else known)
    if doors is None:
        return _BAD_STATE
    return StateReport(
        time_text=time_text,
        local=wall_clock(time_text),
        doors=doors,
        sensor=sensor,
        relay=relay,
        alarm=alarm,
        door=door,
        sub_serial=sub_serial,
        line_no=line_no,
    )


@lru_cache(maxsize=1024)
def _doors(sensor: str, relay: str, alarm: str, only: str, known: int | None) -> tuple[DoorState, ...] | None:
    """The state of each door, None where the digits are none. A byte of `sensor` is four doors, of `relay`
    eight, of `alarm` one, the lowest bits the first door's. Reports repeat themselves, so it is remembered.
    """
    if not all(not text or _HEX.fullmatch(text) for text in (sensor, relay, alarm)):
        return None
    told = tuple(bytes.fromhex(text).ljust(_MOST_DOORS, b"\0") for text in (sensor, relay, alarm))
    one = hex_number(only)
    if one is not None and 1 < one <= _LAST_DOOR:
        return (_state(one, *_told(1, *told)),)  # of several doors, about this one alone
    if known is not None:
        return tuple(_state(door, *_told(door, *told)) for door in range(1, min(known, _MOST_DOORS) + 1))
    bits = [(door, _told(door, *told)) for door in range(1, _MOST_DOORS + 1)]
    return tuple(_state(door, *of_door) for door, of_door in bits if door == 1 or any(of_door))


def _told(door: int, sensors: bytes, relays: bytes, alarms: bytes) -> tuple[int, int, int]:
    """The bits of one door: two of its sensor, one of its relay, eight of its alarms."""
    place = door - 1
    return sensors[place // 4] >> place % 4 * 2 & 3, relays[place // 8] >> place % 8 & 1, alarms[place]


@lru_cache(maxsize=4096)
def _state(door: int, sensor: int, relay: int, alarm: int) -> DoorState:
    alarms = tuple(word for bit, word in enumerate(_ALARMS) if alarm >> bit & 1)
    return DoorState(door, _SENSORS[sensor], relay, alarms)
