"""How many punches are to be expected of a terminal: as many as at the same hours of the same weekday lately.

By its own clock, so that a change of the clocks changes nothing. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from edge.zones import WallClock

SECOND_US: Final = 1_000_000
WEEK_US: Final = 7 * 86_400 * SECOND_US
WEEKS: Final = 4
AHEAD_US: Final = 2 * 3_600 * SECOND_US
LEAST_WEEKS: Final = 2
"""A terminal that is there for less has no habits yet."""

Span = tuple[int, int]


class Habit(NamedTuple):
    """What is usual in a span of time: the mean of so many weeks, of which so many had any."""

    mean: float
    weeks: int
    busy: int

    @property
    def usual(self) -> bool:
        """Whether it is so in most weeks: one holiday among them, or one fair, makes no habit."""
        return self.weeks >= LEAST_WEEKS and 4 * self.busy >= 3 * self.weeks


def local_span(clock: WallClock, from_us: int, to_us: int) -> Span:
    """A span of instants as the clock on that wall shows it, in microseconds."""
    start = from_us + clock.offset_at(from_us) * SECOND_US
    return start, start + (to_us - from_us)


def weeks_before(span: Span, weeks: int = WEEKS) -> Iterator[Span]:
    """The same hours of the same weekday of the weeks before, the latest first."""
    for week in range(1, weeks + 1):
        yield span[0] - week * WEEK_US, span[1] - week * WEEK_US


def weeks_known(created_at: int, now_us: int, weeks: int = WEEKS) -> int:
    """How many whole weeks a terminal is there, as far as they count."""
    return min(max((now_us - created_at) // WEEK_US, 0), weeks)


def habit(counts: Sequence[int], known: int) -> Habit:
    """What counts of the weeks before, the latest first, say of a terminal that is there for `known` weeks.
    It may have sent what it took before it was registered here: that counts too."""
    reaching = max((number for number, count in enumerate(counts, 1) if count), default=0)
    weeks = min(max(known, reaching), len(counts))
    counted = counts[:weeks]
    mean = sum(counted) / weeks if weeks else 0.0
    return Habit(mean, weeks, sum(count > 0 for count in counted))
