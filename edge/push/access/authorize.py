"""Whether to let in: a person who stands at a door, a sub-controller that was found."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal

from edge.push.access.columns import columns_of, number
from edge.push.access.records import Event
from edge.push.access.rtlog import event_of
from edge.push.attendance.lines import Unread, split_lines
from edge.push.text import Encoding

Verdict = Literal["SUCCESS", "FAILED", "TIMEOUT"]
Place = Literal["device", "door", "reader", "auxiliary_input", "auxiliary_output"]

_PLACES: Final[tuple[Place, ...]] = ("device", "door", "reader", "auxiliary_input", "auxiliary_output")
_BLANKS: Final = b" \t\r\0"
_LOCK: Final = 1  # of the two outputs of a door
_MOST_DOORS: Final = 16
_LONGEST_OPENING_S: Final = 254
_SEPARATORS: Final = "\t\r\n\0"


@dataclass(frozen=True, slots=True)
class Attempt:
    """Somebody whom a terminal asks about (PROTOCOL.md §10.8). `event` is what it reports, `place` what its
    `door` counts. `record` is the line as sent, which the reply repeats."""

    event: Event
    place: Place
    record: bytes = field(repr=False)

    def door_of(self, doors: int, readers: int) -> int:
        """The door that it is about, of a terminal with so many doors and readers: two readers to a door
        where there are as many, one inside and one outside."""
        told = self.event.door or 1
        if self.place == "reader" and readers >= 2 * doors:
            told = (told + 1) // 2
        elif self.place not in ("door", "reader"):
            told = 1
        return min(max(told, 1), max(doors, 1))


def parse_attempt(
    body: bytes, *, serial: str, now: datetime, encoding: Encoding | None = None
) -> Attempt | Unread:
    """Read the body of `AuthType=device`, or say why it cannot be. Arguments as for `parse_rtlog`."""
    line = next((line for line in split_lines(body) if line.strip(_BLANKS)), b"")
    told = columns_of(line, encoding)
    event = event_of(told, line, 1, serial, now)
    if isinstance(event, Unread):
        return event
    place = number(told.columns.get("addrtype", "")) or 0
    return Attempt(event, _PLACES[place - 1] if 0 < place <= len(_PLACES) else "door", line)


def render_verdict(verdict: Verdict, record: bytes, control: str | None = None) -> bytes:
    """The answer to an attempt: the verdict, the event it is about, and what to do (PROTOCOL.md §10.8).

    `record` is `Attempt.record`, or whatever came in its place. `control`, as `opening` gives it, goes with
    success alone.
    """
    line = record.partition(b"\n")[0].rstrip(b"\r")
    lines = [f"AUTH={verdict}".encode(), line]
    if control is not None and verdict == "SUCCESS":
        lines.append(f"CONTROL DEVICE {control}".encode())
    return b"".join(each + b"\r\n" for each in lines)


def opening(door: int, seconds: int) -> str:
    """The five bytes of CONTROL DEVICE that open a door for some seconds (PROTOCOL.md §10.8).

    Raises ValueError for a door or a time that they cannot tell: more than 254 s would hold it open for good.
    """
    if not 0 < door <= _MOST_DOORS:
        raise ValueError(f"There is no door {door}; give one from 1 to {_MOST_DOORS}.")
    if not 0 < seconds <= _LONGEST_OPENING_S:
        raise ValueError(f"A door cannot be opened for {seconds} s; give 1 to {_LONGEST_OPENING_S}.")
    return f"01{door:02X}{_LOCK:02X}{seconds:02X}00"


def authorization(serial: str, allowed: bool) -> str:
    """The command that lets a sub-controller in or turns it away, without its `C:<id>:` (PROTOCOL.md §10.8).

    Raises ValueError for a serial number that would break the command.
    """
    if not serial or any(separator in serial for separator in _SEPARATORS):
        raise ValueError(f"{serial!r} is no serial number of a sub-controller; take it from its request.")
    return f"DATA UPDATE DeviceAuthorize SN={serial}\tIsAuthorize={1 if allowed else 2}"
