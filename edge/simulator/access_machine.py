"""The access terminal as a command finds it: its tables, doors, log, options and clock."""

from __future__ import annotations

import random
import re
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from edge.simulator.access_doors import (
    DURESS_BIT,
    FORCED_BIT,
    STANDS_OPEN,
    TAMPER_BIT,
    TIMEOUT_BIT,
    Door,
    Doors,
)
from edge.simulator.access_firmware import AccessFirmware
from edge.simulator.access_log import (
    DOOR_CLOSED,
    DOOR_OPEN,
    DURESS,
    EXIT_BUTTON,
    EXPIRED,
    FORCED,
    LEFT_OPEN,
    LOCKED_OUT,
    NO_DIRECTION,
    NO_PERMISSION,
    OUTSIDE_SCHEDULE,
    STARTED,
    STRANGER,
    SYSTEM,
    TAMPER,
    AccessEvent,
)
from edge.simulator.access_tables import ALWAYS, AccessTables, Row
from edge.simulator.clock import DeviceClock
from edge.simulator.encoded_time import encoded_seconds
from edge.simulator.hardware import Counts, Model, properties
from edge.simulator.punch_log import PunchLog

INCIDENTS = (STRANGER, FORCED, TAMPER, LEFT_OPEN, EXIT_BUTTON, DURESS)
"""What happens at doors besides people passing, by the codes of §10.9."""

_ALARMS = {FORCED: FORCED_BIT, TAMPER: TAMPER_BIT, DURESS: DURESS_BIT, LEFT_OPEN: TIMEOUT_BIT}
_ENCODED = re.compile(r"[0-9]{1,10}")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(slots=True)
class AccessMachine:
    """One box. People who got in are `punches`, all else that happens is in `events`; `next_index` numbers
    both. `outbox` holds records of tables that changed at the terminal, `tests` what a Wiegand test read."""

    serial: str
    firmware: AccessFirmware
    model: Model
    version: str
    ip: str
    mac: str
    language: int
    tables: AccessTables
    clock: DeviceClock
    rng: random.Random
    punches: PunchLog[AccessEvent]
    events: PunchLog[AccessEvent]
    options: dict[str, str] = field(default_factory=dict)
    outbox: dict[str, deque[str]] = field(default_factory=dict)
    tests: deque[str] = field(default_factory=deque)
    next_index: int = 1
    doors: Doors = field(init=False)
    behind: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.doors = Doors(self.firmware)
        first = int(self.serial[-6:]) if self.serial[-6:].isdigit() else 0
        self.behind = tuple(
            f"{self.serial[:-6]}{(first + number) % 1_000_000:06d}"
            for number in range(1, self.firmware.sub_controllers + 1)
        )

    # What it tells of itself

    def counts(self) -> Counts:
        """What it holds."""
        kinds = [row.get("type") for row in self.tables.rows("biodata")] if self._has("biodata") else []
        return Counts(
            users=self.tables.count("user"),
            fingerprints=self.tables.count("templatev10") + kinds.count("1"),
            logs=len(self.punches) + len(self.events),
            faces=kinds.count("9"),
            palms=kinds.count("8"),
        )

    def _has(self, table: str) -> bool:
        return table in self.firmware.tables

    def known_options(self) -> dict[str, str]:
        """Its options as they stand: what it was built with, overlaid by what SET OPTIONS changed."""
        model, counts = self.model, self.counts()
        args = (model, self.serial, self.version, self.ip, self.mac, self.language, counts)
        return properties(*args) | access_properties(self.firmware, model, self.version) | self.options

    # What happens

    def log(self, code: int, door: int = 1, time: datetime | None = None) -> AccessEvent:
        """An event without a person."""
        event = AccessEvent("0", time or self.clock.local(), NO_DIRECTION, SYSTEM, code=code, door=door)
        self.keep(self.events, event)
        return event

    def keep(self, log: PunchLog[AccessEvent], event: AccessEvent) -> None:
        """Gives an event its number and keeps it."""
        event.offset_s = self.clock.zone_s
        event.index = self.next_index
        self.next_index += 1
        log.append(event)

    def happens(self, code: int, door: int = 1) -> None:
        """Something that happens by itself (`INCIDENTS`): the event, and what it does to the door."""
        now = self.clock.local()
        for one in self.doors.chosen(door):
            one.alarm |= _ALARMS.get(code, 0)
            if code in (FORCED, LEFT_OPEN) and self.firmware.has_sensor:
                one.closes_at = now + STANDS_OPEN
            if code == EXIT_BUTTON:
                self.open(one, now)
        if code == STRANGER:
            stranger = AccessEvent("0", now, 0, self.model.verify[0][0], code=code, door=door)
            self.keep(self.events, stranger)
        else:
            self.log(code, door)

    def open(self, door: Door, now: datetime, seconds: int | None = None) -> None:
        """Unlocks, and notes that the door was opened where it has a sensor."""
        told = self.options.get("DoorDrivertime", "")
        usual = int(told) if re.fullmatch(r"[1-9][0-9]{0,2}", told) else None
        self.doors.unlock(door, now, seconds or usual or 5)
        if self.firmware.has_sensor:
            self.log(DOOR_OPEN, door.number)

    def settle(self) -> None:
        """Notes doors that fell shut meanwhile."""
        for door, when in self.doors.settle(self.clock.local()):
            self.log(DOOR_CLOSED, door.number, when)

    def switched_on(self) -> None:
        """Doors as after a power cut, and the event that says so."""
        self.doors = Doors(self.firmware)
        self.log(STARTED)

    def refusal(self, pin: str, door: int, now: datetime) -> int | None:
        """Why a person does not get in, as an event code; None where the door opens."""
        user = self.tables.user(pin)
        if user is None:
            return STRANGER
        if any(one.locked_out for one in self.doors.chosen(door)):
            return LOCKED_OUT
        if not self._valid(user, now):
            return EXPIRED
        rights = [
            row
            for row in self.tables.matching("userauthorize", {"pin": pin})
            if row.get("authorizedoorid", "").isdigit() and int(row["authorizedoorid"]) >> (door - 1) & 1
        ]
        if not rights:
            return NO_PERMISSION
        within = any(self._in_schedule(row.get("authorizetimezoneid", ""), now) for row in rights)
        return None if within else OUTSIDE_SCHEDULE

    def _valid(self, user: Row, now: datetime) -> bool:
        for name, sign in (("starttime", 1), ("endtime", -1)):
            told = user.get(name, "0").strip()
            if told in ("", "0") or not _ENCODED.fullmatch(told):
                continue
            present = encoded_seconds(now) if self.firmware.seconds_of_validity else int(f"{now:%Y%m%d}")
            if sign * present < sign * int(told):
                return False
        return True

    def _in_schedule(self, number: str, now: datetime) -> bool:
        """Whether a time schedule is open: periods are `(start << 16) + end` of HHMM (§10.8)."""
        found = self.tables.matching("timezone", {"timezoneid": number})
        if not found:
            return number == ALWAYS
        minute = now.hour * 100 + now.minute
        told = (found[0].get(f"{_DAYS[now.weekday()]}time{period}", "") for period in (1, 2, 3))
        periods = (int(text) for text in told if _ENCODED.fullmatch(text))
        return any(period >> 16 <= minute <= period & 0xFFFF for period in periods if period)


def access_properties(firmware: AccessFirmware, model: Model, version: str) -> dict[str, str]:
    """What an access terminal knows of itself beside what all terminals do (§10.1)."""
    light = model.faces >= 39
    return {
        "DeviceType": "acc",
        "FirmVer": version,
        "CommType": "ethernet",
        "MaxPackageSize": "2048000",
        "LockCount": str(firmware.doors),
        "ReaderCount": str(firmware.readers),
        "AuxInCount": str(firmware.auxiliaries),
        "AuxOutCount": str(firmware.auxiliaries),
        "MachineType": str(firmware.machine_type),
        "~IsOnlyRFMachine": "0",
        "~MaxUserFingerCount": "10",
        "MThreshold": "60",
        "NetMask": "255.255.255.0",
        "GATEIPAddress": "192.168.1.1",
        "~ZKFPVersion": str(model.fingers),
        "IclockSvrFun": "1",
        "OverallAntiFunOn": "0",
        "~REXInputFunOn": "0",
        "SimpleEventType": "1",
        "VerifyStyles": "ff7f0000",
        "EventTypes": "BF0FE03D30000100000000007000000000000000000000000077002001000000",
        "NewVFStyles": firmware.verify_styles,
        "AccSupportFunList": firmware.functions,
        "AutoServerFunOn": "0",
        "SupportReaderType": "1",
        "DateFmtFunOn": str(int(firmware.seconds_of_validity)),
        "StringPinFunOn": str(int(firmware.text_pins)),
        "CmdFormat": str(int(firmware.addressed)),
        "SubcontractingUpgradeFunOn": "1",
        "VisilightFun": str(int(light)),
        "DoorDrivertime": "5",
        "ComPwd": "",
    }


_REGISTERED = """
DeviceType ~DeviceName FirmVer PushVersion CommType MaxPackageSize LockCount ReaderCount AuxInCount
AuxOutCount MachineType ~IsOnlyRFMachine ~MaxUserCount ~MaxAttLogCount ~MaxUserFingerCount MThreshold
IPAddress NetMask GATEIPAddress ~ZKFPVersion IclockSvrFun OverallAntiFunOn ~REXInputFunOn SimpleEventType
VerifyStyles EventTypes AccSupportFunList AutoServerFunOn SupportReaderType authKey
"""
_REGISTERED_LATER = """
NewVFStyles DateFmtFunOn StringPinFunOn CmdFormat MultiBioDataSupport MultiBioPhotoSupport MultiBioVersion
SubcontractingUpgradeFunOn
"""


def registration(firmware: AccessFirmware, known: Mapping[str, str]) -> str:
    """The body of /registry: pairs between commas; newer builds tell more than the document's example."""
    newer = firmware.addressed or bool(firmware.verify_styles)
    keys = _REGISTERED.split() + (_REGISTERED_LATER.split() if newer else [])
    return ",".join(f"{key}={known[key]}" for key in keys)
