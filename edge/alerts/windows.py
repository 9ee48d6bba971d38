"""When entities are worked on: maintenance windows, on the wall clock of a place, once or repeated. Pure.

A turn begins at an hour of the wall and lasts so many real seconds. An hour that the wall clock leaves out is
taken by the offset from before (02:30 is then 03:30), one that it shows twice the first time: every night has
its turn, whole, and only one.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rrulestr

LONGEST_S: Final = 7 * 86_400
MOST_TURNS: Final = 1_000
"""The greatest COUNT and INTERVAL of a recurrence."""
_PARTS: Final[Mapping[str, frozenset[str]]] = {
    "HOURLY": frozenset(),
    "DAILY": frozenset({"BYDAY", "BYMONTH", "BYMONTHDAY"}),
    "WEEKLY": frozenset({"BYDAY", "BYMONTH"}),
    "MONTHLY": frozenset({"BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS"}),
    "YEARLY": frozenset({"BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS"}),
}
_EVERYWHERE: Final = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"})
_VALUE: Final[Mapping[str, str]] = {
    "INTERVAL": r"\d{1,4}",
    "COUNT": r"\d{1,4}",
    "UNTIL": r"\d{8}(T\d{6}Z?)?",
    "WKST": r"(MO|TU|WE|TH|FR|SA|SU)",
    "BYDAY": r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)(,([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)){0,34}",
    "BYMONTH": r"\d{1,2}(,\d{1,2}){0,11}",
    "BYMONTHDAY": r"-?\d{1,2}(,-?\d{1,2}){0,30}",
    "BYSETPOS": r"-?\d{1,2}(,-?\d{1,2}){0,9}",
}
_STEP: Final[Mapping[str, timedelta]] = {
    "HOURLY": timedelta(hours=1),
    "DAILY": timedelta(days=1),
    "WEEKLY": timedelta(weeks=1),
}
_EARLIEST: Final = datetime(2000, 1, 1)
_LATEST: Final = datetime(2100, 1, 1)
_DAY: Final = timedelta(days=1)


class WindowMisuse(ValueError):
    """There can be no such window. `param` names what is wrong in the request."""

    def __init__(self, message: str, param: str) -> None:
        super().__init__(message)
        self.param = param


@dataclass(frozen=True, slots=True)
class Window:
    """`starts`: an hour of the wall, without zone; `duration_s`: of a turn; `recurrence`: RFC 5545's RRULE,
    None for once; `cuts`: seconds since 1970 at which somebody ended the turn that was on."""

    starts: datetime
    zone: str
    duration_s: int
    recurrence: str | None = None
    cuts: Sequence[float] = ()


def checked(starts: str, zone: str, duration_s: int, recurrence: str | None) -> Window:
    """A window as it was asked for. `zone` is one that is known here. Raises WindowMisuse."""
    at = _wall_time(starts)
    if not 60 <= duration_s <= LONGEST_S:
        raise WindowMisuse(
            "A turn lasts at least a minute and at most 7 days (604800 seconds). For longer work, suspend "
            "the terminals.",
            "duration_s",
        )
    window = Window(at, zone, duration_s, None if recurrence is None else _recurrence(recurrence, zone))
    if next(turns(window, float("-inf")), None) is None:
        raise WindowMisuse(f"'{recurrence}' never happens from {starts} on.", "rrule")
    return window


def turn_at(window: Window, at: float) -> tuple[float, float] | None:
    """The turn that is on at an instant, from its start to its end, which is no part of it; of several that
    overlap the one that ends last."""
    on = None
    for start, end in turns(window, at):
        if start > at:
            break
        on = start, end
    return on


def next_turn(window: Window, after: float) -> tuple[float, float] | None:
    """The first turn that begins after an instant."""
    return next((turn for turn in turns(window, after) if turn[0] > after), None)


def turns(window: Window, since: float) -> Iterator[tuple[float, float]]:
    """Turns that end after an instant, in their order; without end where the recurrence has none."""
    zone = ZoneInfo(window.zone)
    before = None
    for wall in _wall_times(window, since):
        start = _instant(wall, zone)
        cut = min((at for at in window.cuts if start <= at < start + window.duration_s), default=None)
        end = start + window.duration_s if cut is None else cut
        # A day that a zone left out altogether (Samoa, 2011) has the hours of the next.
        if end > since and start != before:
            yield start, end
        before = start


def _wall_times(window: Window, since: float) -> Iterator[datetime]:
    """Hours of the wall that turns begin at, from a while before those that may still be on."""
    if window.recurrence is None:
        yield window.starts
        return
    start = window.starts
    if since > _EARLIEST.replace(tzinfo=UTC).timestamp():
        # Two days: no zone is farther from UTC, nor changes by more.
        reached = min(since - window.duration_s, _LATEST.replace(tzinfo=UTC).timestamp())
        start = max(start, datetime.fromtimestamp(reached, UTC).replace(tzinfo=None) - 2 * _DAY)
    for wall in _rule(window.recurrence, _first_from(window, start)):
        if wall >= _LATEST:
            return
        if wall >= start:
            yield wall


def _first_from(window: Window, start: datetime) -> datetime:
    """From where the recurrence can be counted on without starting years ago: whole steps after its start,
    at or before `start`."""
    said = _said(window.recurrence or "")
    step = _STEP.get(said["FREQ"])
    if step is None or "COUNT" in said or start <= window.starts:
        return window.starts
    whole = step * int(said.get("INTERVAL", "1"))
    # One step to spare: a week that WKST begins elsewhere is counted from its own first day.
    return window.starts + max((start - window.starts) // whole - 1, 0) * whole


@lru_cache(maxsize=512)
def _rule(recurrence: str, start: datetime) -> rrule:
    found = rrulestr(recurrence, dtstart=start, ignoretz=True, cache=True)
    assert isinstance(found, rrule)
    return found


def _instant(wall: datetime, zone: ZoneInfo) -> float:
    return wall.replace(tzinfo=zone, fold=0).timestamp()


def _wall_time(text: str) -> datetime:
    if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?", text, re.ASCII) is None:
        raise WindowMisuse(
            f"'{text[:40]}' is no hour of a wall clock. Write it like 2026-03-27T02:30:00, without an "
            "offset: `timezone` says where.",
            "starts",
        )
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise WindowMisuse(f"'{text}' is in no calendar.", "starts") from None
    if not _EARLIEST <= at < _LATEST:
        raise WindowMisuse("A window starts within the years 2000 and 2099.", "starts")
    return at


def _recurrence(text: str, zone: str) -> str:
    """The RRULE as it is kept: without its name, UNTIL on the wall clock. Raises WindowMisuse."""
    said = _said(text.strip().upper().removeprefix("RRULE:"))
    frequency = said.get("FREQ", "")
    if frequency not in _PARTS:
        raise WindowMisuse(
            "FREQ is one of YEARLY, MONTHLY, WEEKLY, DAILY and HOURLY: FREQ=WEEKLY;BYDAY=SA for instance.",
            "rrule",
        )
    for name, value in said.items():
        _check_part(frequency, name, value)
    _check_whole(said)
    if "UNTIL" in said:
        said["UNTIL"] = _until(said["UNTIL"], zone)
    return ";".join(f"{name}={value}" for name, value in said.items())


def _said(text: str) -> dict[str, str]:
    parts = [part.partition("=") for part in text.split(";") if part]
    said = {name: value for name, _, value in parts}
    if len(said) != len(parts):
        raise WindowMisuse("A part of the recurrence is there twice.", "rrule")
    return said


def _check_part(frequency: str, name: str, value: str) -> None:
    if name == "FREQ":
        return
    if name not in _EVERYWHERE | _PARTS[frequency]:
        known = ", ".join(sorted(_EVERYWHERE | _PARTS[frequency]))
        raise WindowMisuse(f"'{name[:20]}' does not go with FREQ={frequency}. What does: {known}.", "rrule")
    if re.fullmatch(_VALUE[name], value, re.ASCII) is None:
        raise WindowMisuse(f"'{value[:40]}' is no value of {name}.", "rrule")
    if name in ("COUNT", "INTERVAL") and not 1 <= int(value) <= MOST_TURNS:
        raise WindowMisuse(f"{name} is within 1 and {MOST_TURNS}.", "rrule")
    limit = {"BYMONTH": 12, "BYMONTHDAY": 31, "BYSETPOS": 5}.get(name)
    if limit is not None and not all(1 <= abs(int(one)) <= limit for one in value.split(",")):
        raise WindowMisuse(f"The values of {name} are within 1 and {limit}.", "rrule")


def _check_whole(said: Mapping[str, str]) -> None:
    """What would be looked for in vain until the end of the calendar is not begun to be looked for."""
    if "COUNT" in said and "UNTIL" in said:
        raise WindowMisuse("COUNT and UNTIL are both given; one of them ends a recurrence.", "rrule")
    narrowed = said.keys() & {"BYDAY", "BYMONTH", "BYMONTHDAY"}
    if narrowed and said["FREQ"] == "DAILY" and said.get("INTERVAL", "1") != "1":
        raise WindowMisuse(
            f"FREQ=DAILY with {sorted(narrowed)[0]} goes with INTERVAL=1; use FREQ=WEEKLY or MONTHLY.",
            "rrule",
        )
    if said["FREQ"] not in ("MONTHLY", "YEARLY") and re.search(r"\d", said.get("BYDAY", "")):
        raise WindowMisuse("The first or last of a weekday is of a month: use FREQ=MONTHLY.", "rrule")
    if "BYMONTHDAY" in said and ("BYDAY" in said or "BYSETPOS" in said):
        raise WindowMisuse("BYMONTHDAY goes with neither BYDAY nor BYSETPOS; give one of them.", "rrule")
    if "BYSETPOS" in said and re.search(r"\d", said.get("BYDAY", "0")):
        raise WindowMisuse(
            "BYSETPOS counts the weekdays of BYDAY: FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1 is the "
            "last workday of a month.",
            "rrule",
        )
    if "BYMONTHDAY" in said and "BYMONTH" in said:
        days = [abs(int(day)) for day in said["BYMONTHDAY"].split(",")]
        months = [int(month) for month in said["BYMONTH"].split(",")]
        if min(days) > max(calendar.monthrange(2024, month)[1] for month in months):
            raise WindowMisuse("None of these months has such a day.", "rrule")


def _until(text: str, zone: str) -> str:
    """UNTIL on the wall clock of the window; a day alone is the whole of it."""
    try:
        if len(text) == 8:
            datetime.strptime(text, "%Y%m%d")
            return f"{text}T235959"
        at = datetime.strptime(text[:15], "%Y%m%dT%H%M%S")
        if text.endswith("Z"):
            at = at.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    except (ValueError, OverflowError):
        raise WindowMisuse(f"'{text}', the value of UNTIL, is in no calendar.", "rrule") from None
    return re.sub("[-:]", "", at.isoformat())
