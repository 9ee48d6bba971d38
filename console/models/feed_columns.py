"""What the feed tells of a punch, column by column, and what about it deserves a mark."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import Final

from console.core.feed import FeedBuffer
from console.core.records import Punch

NOTABLE_S: Final = 60
"""From how many seconds on a way to the edge is worth telling."""
REPEAT_US: Final = 60_000_000
REMEMBERED: Final = 50_000


class Column(IntEnum):
    """In the order they stand."""

    TIME = 0
    LAG = 1
    EMPLOYEE = 2
    TYPE = 3
    VERIFY = 4
    DEVICE = 5
    SITE = 6
    FLAGS = 7


class Flag(StrEnum):
    """What is odd about a punch. All but the first and the last are the API's words for its time."""

    LATE = "late"
    SUSPECT = "suspect"
    NONEXISTENT = "nonexistent"
    AMBIGUOUS = "ambiguous"
    ASSUMED = "assumed"
    REPEATED = "repeated"


_QUALITIES: Final = {
    flag.value: (flag,) for flag in (Flag.SUSPECT, Flag.NONEXISTENT, Flag.AMBIGUOUS, Flag.ASSUMED)
}
_LATE: Final = (Flag.LATE,)
_REPEATED: Final = (Flag.REPEATED,)


def flags_of(punch: Punch, repeated: bool) -> tuple[Flag, ...]:
    """Everything odd about it, gravest first; nothing of most punches."""
    flags: tuple[Flag, ...] = _QUALITIES.get(punch.time_quality, ())
    if punch.late:
        flags = _LATE + flags
    return flags + _REPEATED if repeated else flags


def notable_lag(punch: Punch) -> int:
    """Seconds from the punch to its arrival where they are worth telling, below zero if the terminal's clock
    is ahead; else 0."""
    lag = punch.lag_s
    return lag if punch.late or abs(lag) >= NOTABLE_S else 0


class Repeats:
    """Which punches say once more what the same person said at the same terminal less than a minute away.

    The last `remembered` punches at least are compared with, twice as many at most.
    """

    def __init__(self, feed: FeedBuffer, remembered: int = REMEMBERED) -> None:
        self._feed = feed
        self._remembered = remembered
        self._first = self._end = feed.first
        self._last: dict[int, int] = {}
        self._before: dict[int, int] = {}
        self._again: dict[str, int] = {}

    def __contains__(self, punch_id: str) -> bool:
        return punch_id in self._again

    def follow(self) -> None:
        """Look at what the feed has taken in since, and forget what it has let go."""
        start, first = max(self._end, self._feed.first), self._feed.first
        for place, line in enumerate(self._feed.lines(start), start):
            if isinstance(line, Punch) and self._seen(line):
                self._again[line.id] = place
        self._end = self._feed.end
        if first != self._first:
            self._first = first
            self._again = {punch_id: place for punch_id, place in self._again.items() if place >= first}

    def _seen(self, punch: Punch) -> bool:
        key = hash((punch.device_id, punch.employee, punch.punch_type))
        last = self._last.get(key)
        if last is None:
            last = self._before.get(key)
            if len(self._last) >= self._remembered:
                self._before, self._last = self._last, {}
        self._last[key] = punch.punched_us
        return last is not None and abs(punch.punched_us - last) < REPEAT_US
