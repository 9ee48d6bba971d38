"""What access terminals report as it happens, as values: events, doors, passages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from typing import Final, Literal

from common.codes import UNDEFINED_STATUS
from edge.push.access.events import LINKAGE, Band, Subject, band_of, subject_of, word_of
from edge.push.access.verify import NONE, Verification
from edge.push.attendance.records import Punch, Suspect
from edge.zones import local_seconds

Sensor = Literal["none", "closed", "open", "unknown"]
DoorAlarm = Literal[
    "forced",
    "tamper",
    "duress_password",
    "duress_fingerprint",
    "open_too_long",
    "mains",
    "battery",
    "reader_tamper",
]

_IN, _OUT = 0, 1
_SIGN: Final = 1 << 63


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a terminal or a door, from `rtlog` (PROTOCOL.md §10.5) or the table `transaction` (§10.8).

    `local` is the wall clock there; None where `time_text` names no time, as before it was first set. `pin`
    and `card` are None where no person, no card was told. `door` is `eventaddr`: a door, a reader, an input.
    `direction` is the wire number: 0 in, 1 out, 2 neither. `index` numbers events on the terminal, None where
    it says nothing. `sub_serial` is the serial of the controller that it happened on, "" for the terminal
    itself. `other` are the columns beside, names in lower case. `line` is what came, without its line end.
    """

    code: int
    time_text: str
    local: datetime | None
    line_no: int
    line: bytes = field(repr=False)
    pin: str | None = None
    card: str | None = field(default=None, repr=False)
    door: int | None = None
    direction: int | None = None
    verification: Verification = NONE
    verify_text: str = ""
    index: str | None = None
    sub_serial: str = ""
    mask: int | None = None
    temperature: str | None = None
    suspect: Suspect | None = None
    other: Mapping[str, str] = field(default_factory=dict)

    @property
    def band(self) -> Band:
        return band_of(self.code)

    @property
    def word(self) -> str:
        """What happened, in a word."""
        return word_of(self.code)

    @property
    def subject(self) -> Subject:
        """Whether it is attendance, an attempt to pass, or about a door (contract.md §5)."""
        return subject_of(self.code, self.pin is not None)

    @property
    def triggered_by(self) -> int | None:
        """The code of the event that set off a linkage."""
        return int(self.verify_text) if self.code == LINKAGE and _is_number(self.verify_text) else None

    @property
    def status(self) -> int:
        """The direction as an attendance status: 255 where it is neither in nor out."""
        return self.direction if self.direction in (_IN, _OUT) else UNDEFINED_STATUS

    @property
    def dedup(self) -> bytes:
        """16 bytes that are equal for the same event told again, by whichever table: its local time first,
        then its index, which begins anew after a reset (§6.10); without one, all that tells events apart."""
        if self.index is not None:
            said = f"acc\0{self.sub_serial}\0{self.index}"
        else:
            said = (
                f"acc\0{self.sub_serial}\0\0{self.pin or ''}\0{self.code}\0{self.door}\0{self.direction}"
                f"\0{self.verify_text}\0{self.card or ''}"
            )
        if self.local is None:
            said += f"\0{self.time_text}"
        micros = 0 if self.local is None else local_seconds(self.local) * 1_000_000 + _SIGN
        return micros.to_bytes(8, "big") + blake2b(said.encode(), digest_size=8).digest()

    def punch(self) -> Punch:
        """The same as attendance. Raises ValueError for what is none."""
        if self.subject != "punch" or self.pin is None or self.local is None:
            raise ValueError(f"Event {self.code} ({self.word}) is no attendance of anybody.")
        return Punch(
            pin=self.pin,
            time_text=self.time_text,
            local=self.local,
            status=self.status,
            verify=self.verification.code,
            work_code="",
            mask=self.mask,
            temperature=self.temperature,
            utc_offset=None,
            line=self.line,
            line_no=self.line_no,
            suspect=self.suspect,
            complete=False,
        )


@dataclass(frozen=True, slots=True)
class DoorState:
    """How one door stands. `relay` is 1 while its lock is energised."""

    door: int
    sensor: Sensor
    relay: int
    alarms: tuple[DoorAlarm, ...]


@dataclass(frozen=True, slots=True)
class StateReport:
    """One `rtstate` line (PROTOCOL.md §10.6). `doors` are those the terminal has, else those of which it
    says anything, the first at least. `door`, `sensor`, `relay`, `alarm` are as sent."""

    time_text: str
    local: datetime | None
    doors: tuple[DoorState, ...]
    sensor: str
    relay: str
    alarm: str
    door: str
    sub_serial: str
    line_no: int

    def changed_from(self, before: Mapping[int, DoorState]) -> tuple[DoorState, ...]:
        """The doors that do not stand as `before` has them, by number: reports repeat themselves all day."""
        return tuple(state for state in self.doors if before.get(state.door) != state)


@dataclass(frozen=True, slots=True)
class PassageCounters:
    """One `irstate` line: the infrared sensors and counters of a passage (PROTOCOL.md §10.6)."""

    line_no: int
    infrared: int | None = None
    sensors: int | None = None
    entries: int | None = None
    exits: int | None = None
    alarms: int | None = None
    running: int | None = None


@dataclass(frozen=True, slots=True)
class WiegandTest:
    """One `testdata` line: the bits of a card held before a reader during a test of ours (§10.6)."""

    line_no: int
    kind: str = ""
    bit_count: int | None = None
    bits: str = field(default="", repr=False)
    sub_serial: str = ""


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10
