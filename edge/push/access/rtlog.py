"""What happened at doors: the events of `rtlog`, and of the table `transaction` under other names."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any, Final

from edge.push.access.columns import Columns, Told, card, columns_of, filled, number, person
from edge.push.access.records import Event
from edge.push.access.times import encoded_time
from edge.push.access.verify import NONE, verification_of
from edge.push.attendance.lines import ADVICE, Table, Unread, read_table
from edge.push.attendance.records import Suspect
from edge.push.attendance.shapes import LONGEST_NAME, OLDEST, read_rest
from edge.push.attendance.times import wall_clock
from edge.push.text import Encoding

# `rtlog` and `transaction` say the same in other words (§10.5, §10.8).
COLUMNS: Final[Columns] = {
    "time": ("time_text", str),
    "time_second": ("seconds_text", str),
    "event": ("code", number),
    "eventtype": ("code", number),
    "pin": ("pin", person),
    "cardno": ("card", card),
    "eventaddr": ("door", number),
    "doorid": ("door", number),
    "inoutstatus": ("direction", number),
    "inoutstate": ("direction", number),
    "verifytype": ("verify_text", str.strip),
    "verified": ("verify_text", str.strip),
    "index": ("index", str.strip),
    "sn": ("sub_serial", str.strip),
    "maskflag": ("mask", str.strip),
    "temperature": ("temperature", str.strip),
    "convtemperature": ("converted", str.strip),
    "type": ("table", str.strip),  # C3 controllers behind gateways lead with `type=rtlog`
}
_LEFT_OUT: Final = ("converted", "table")
_INDEX = re.compile(r"[0-9]{1,20}")
_LONGEST_TIME: Final = 64
_SHORTEST: Final = len(b"time=860144400\tpin=0\tevent=0")

_NO_EVENT = Unread("no_event", f"The line names no event by its number. {ADVICE}")
_NO_TIME = Unread("no_time", f"The line has no time where one belongs. {ADVICE}")
_BAD_TIME = Unread(
    "bad_time", f"Somebody passed at a time that cannot be read. Check the terminal's clock. {ADVICE}"
)
_LONG_TIME = Unread("bad_time", f"The time is too long to be one. {ADVICE}")
_LONG_WORD = Unread(
    "value_too_long", f"A number of the line has over {LONGEST_NAME} characters, which none has. {ADVICE}"
)
_WORDS: Final = ("pin", "card", "verify_text", "sub_serial")


def parse_rtlog(body: bytes, *, serial: str, now: datetime, encoding: Encoding | None = None) -> Table[Event]:
    """The events of an `rtlog` body (PROTOCOL.md §10.5): every line that is not blank becomes an event or a
    dead line. Never raises.

    `serial` is the uploading terminal's, so that it is no sub-controller of its own. `now` is its wall clock,
    without a zone: times before 2001 or over a day after it are marked. An event at an unreadable time is
    kept with `local` None; if it is attendance, which needs a time, its line is dead.
    """

    def read(line: bytes, line_no: int) -> Event | Unread:
        if len(line) < _SHORTEST:
            return _NO_EVENT
        return read_event(columns_of(line, encoding), line, line_no, serial, now)

    return read_table(body, read)


def read_event(told: Told, line: bytes, line_no: int, serial: str, now: datetime) -> Event | Unread:
    """One event from the columns of a line, whichever of the two tables it came in."""
    event = event_of(told, line, line_no, serial, now)
    if isinstance(event, Event) and event.local is None and event.subject == "punch":
        return _BAD_TIME
    return event


def event_of(told: Told, line: bytes, line_no: int, serial: str, now: datetime) -> Event | Unread:
    """The same where no record is made of it, so that a broken clock is no reason to refuse it."""
    values = filled(COLUMNS, told, "other")
    if values.get("code") is None:
        return _NO_EVENT
    if len(line) > LONGEST_NAME and any(len(values.get(name) or "") > LONGEST_NAME for name in _WORDS):
        return _LONG_WORD
    local = _take_time(values)
    if not values["time_text"]:
        return _NO_TIME
    if len(values["time_text"]) > _LONGEST_TIME:
        return _LONG_TIME
    _take_words(values, serial)
    if local is not None:
        values["suspect"] = _suspect(local, now)
    return Event(local=local, line_no=line_no, line=line, **values)


def _take_time(values: dict[str, Any]) -> datetime | None:
    """The wall clock, and `time_text` whatever it was called: `time` is text, `time_second` a number."""
    seconds_text = values.pop("seconds_text", "")
    if "time_text" not in values:
        values["time_text"] = seconds_text
        return encoded_time(seconds_text)
    time_text: str = values["time_text"]
    return wall_clock(time_text) if len(time_text) <= _LONGEST_TIME else None


def _take_words(values: dict[str, Any], serial: str) -> None:
    """Turn what was read as words into what an event holds."""
    index = values.get("index")
    if index is not None and (not _INDEX.fullmatch(index) or not index.strip("0")):
        del values["index"]
    if values.get("sub_serial") == serial:
        del values["sub_serial"]
    verify_text = values.get("verify_text")
    if verify_text is not None:
        values["verification"] = verification_of(verify_text) or NONE
    if "mask" in values or "temperature" in values:
        rest = read_rest(("", "", values.get("mask"), values.get("temperature"), ""))
        values["mask"], values["temperature"] = rest.mask, rest.temperature
    for name in _LEFT_OUT:
        values.pop(name, None)


def _suspect(local: datetime, now: datetime) -> Suspect | None:
    if local < OLDEST:
        return "clock_reset"
    return "in_the_future" if local > now + timedelta(days=1) else None
