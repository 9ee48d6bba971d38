"""When the clocks of a zone are put forward or back: read off the zone itself, whatever rules it follows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final, NamedTuple

# No zone has changed twice within six days since 1970: looking once a day sees every change.
_STRIDE_S: Final = 86_400
_SECOND_US: Final = 1_000_000
YEAR_US: Final = 366 * 86_400 * _SECOND_US

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
# Two days short of what the calendar can say, so that every zone has a local time for it.
_FIRST_S: Final = (datetime(1, 1, 3, tzinfo=UTC) - _EPOCH) // timedelta(seconds=1)
_LAST_S: Final = (datetime(9999, 12, 29, tzinfo=UTC) - _EPOCH) // timedelta(seconds=1)


class ClockChange(NamedTuple):
    """From the instant `at` on (microseconds since 1970 UTC) clocks show `after` seconds east of UTC, until
    then `before`."""

    at: int
    before: int
    after: int

    @property
    def step(self) -> int:
        """Seconds by which clocks are put forward; negative: back."""
        return self.after - self.before


def changes(zone: tzinfo, start_us: int, end_us: int) -> Iterator[ClockChange]:
    """The changes after `start_us` and up to `end_us`, in order and to the second.

    A change of name or of what a zone calls summer time (Morocco's is negative) is none as long as clocks go
    on.
    """
    here, end = _within(start_us), _within(end_us)
    offset = _offset(zone, here)
    while here < end:
        there = min(here + _STRIDE_S, end)
        if _offset(zone, there) == offset:
            here = there
            continue
        here = _first_second(zone, here, there)
        before, offset = offset, _offset(zone, here)
        yield ClockChange(here * _SECOND_US, before, offset)


def next_change(zone: tzinfo, after_us: int, within_us: int = YEAR_US) -> ClockChange | None:
    """The first change after an instant; None where there is none within `within_us`."""
    return next(changes(zone, after_us, after_us + within_us), None)


def _within(instant_us: int) -> int:
    return min(max(instant_us // _SECOND_US, _FIRST_S), _LAST_S)


def _offset(zone: tzinfo, second: int) -> int:
    offset = (_EPOCH + timedelta(seconds=second)).astimezone(zone).utcoffset()
    assert offset is not None  # an aware datetime has one
    return offset // timedelta(seconds=1)


def _first_second(zone: tzinfo, before: int, after: int) -> int:
    """The first second that no longer has the offset of `before`; `after` is known to have another."""
    old = _offset(zone, before)
    while after - before > 1:
        middle = (before + after) // 2
        if _offset(zone, middle) == old:
            before = middle
        else:
            after = middle
    return after
