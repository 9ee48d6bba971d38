"""The terminal as a command finds it: what it is and keeps, what its clock says; and a command's outcome."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from edge.simulator.clock import DeviceClock
from edge.simulator.firmware import Firmware
from edge.simulator.hardware import Model, properties
from edge.simulator.memory import Memory
from edge.simulator.wire import info_value, position_extension


@dataclass(slots=True)
class Machine:
    """One box. `lat` and `lon` are where it stands, degrees."""

    serial: str
    firmware: Firmware
    model: Model
    version: str
    ip: str
    mac: str
    language: int
    lat: float
    lon: float
    memory: Memory
    clock: DeviceClock
    rng: random.Random

    def known_options(self) -> dict[str, str]:
        """Its options as they stand: what it was built with, overlaid by what SET OPTION changed."""
        built_in = properties(
            self.model, self.serial, self.version, self.ip, self.mac, self.language, self.memory.counts()
        )
        return built_in | self.memory.options

    def info(self) -> str:
        """The value of `INFO=` in a poll."""
        return info_value(self.firmware, self.model, self.version, self.ip, self.memory.counts())

    def extension(self) -> str:
        """The ExtendData column, where this generation has one."""
        return position_extension(self.lat, self.lon) if "{extend}" in self.firmware.attlog_tail else ""


class After(Enum):
    """What follows once a command's result is posted."""

    NOTHING = "nothing"
    REBOOT = "reboot"
    START_AGAIN = "start again"


@dataclass(frozen=True, slots=True)
class Upload:
    """Records a query asked for: one request to `cdata`."""

    table: str
    lines: Sequence[bytes]
    marks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Download:
    """A file to fetch before there is a result: `finish` gets its content, None where it was not to be had.

    `ranged` files come in pieces of 1 MB.
    """

    url: str
    ranged: bool
    finish: Callable[[bytes | None], Outcome]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What executing one command came to.

    `result` are finished lines for `devicecmd`, `uploads` go out before it, `changed` are options that alter
    the session at once, `takes_s` is how long the terminal is busy with it. A result that is `alone` runs to
    the end of its body (§7.3). With a `download` the rest is not known before that is here.
    """

    result: bytes
    uploads: tuple[Upload, ...] = ()
    after: After = After.NOTHING
    changed: Mapping[str, str] = field(default_factory=dict)
    takes_s: float = 0.0
    alone: bool = False
    download: Download | None = None


def bodies(results: Sequence[Outcome]) -> list[bytes]:
    """Results as they are posted: in one body, but for those that take one of their own (§7.3)."""
    posted: list[bytes] = []
    open_body = False
    for outcome in results:
        if open_body and not outcome.alone:
            posted[-1] += outcome.result
        elif outcome.result:
            posted.append(outcome.result)
        open_body = bool(posted) and not outcome.alone
    return posted
