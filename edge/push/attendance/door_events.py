"""What old terminals with a lock tell of their door, one event a request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from edge.push.attendance.lines import ADVICE, Table, Unread, fields_of, may_have_fields, read_table
from edge.push.attendance.times import wall_clock
from edge.push.text import Encoding

_LONGEST_WORD: Final = 64
_NO_EVENT = Unread("no_event", f"The line names no event of a door. {ADVICE}")


@dataclass(frozen=True, slots=True)
class DoorEvent:
    """`word` as sent: Unlock, Lock, Alarm, AlarmOff. `message` says what the alarm is, `object` whom or what
    the event concerns (PROTOCOL.md §6.8)."""

    word: str
    object: str
    message: str
    time_text: str
    local: datetime | None
    line_no: int


def parse_door_events(body: bytes, encoding: Encoding | None = None) -> Table[DoorEvent]:
    """The events of a body of `/iclock/event` (PROTOCOL.md §6.8)."""

    def read(line: bytes, line_no: int) -> DoorEvent | Unread:
        fields = fields_of(line, encoding) if may_have_fields(line) else None
        word = fields.text("event").strip() if fields is not None else ""
        if fields is None or not 0 < len(word) <= _LONGEST_WORD:
            return _NO_EVENT
        time_text = fields.text("time")
        return DoorEvent(
            word, fields.text("object"), fields.text("message"), time_text, wall_clock(time_text), line_no
        )

    return read_table(body, read)
