"""What a terminal must be told so that it shows the time on the wall: it knows an offset, never a zone.

Whoever hands an offset out notes it with `told`; every poll asks `due`. So a change of the zone's clocks, a
corrected zone and a terminal that was away meanwhile are one case: what it was told is not what holds now.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, NamedTuple

from edge.clock_changes import YEAR_US, changes
from edge.intents import Intent, SyncTime, UpdateSettings
from edge.zones import Instant, WallClock, local_seconds

# The terminal's own summer time, which adds an hour to whatever it is told (PROTOCOL.md §3.4, §7.6).
_OWN_SUMMER_TIME: Final = ("DaylightSavingTimeOn", "DSTF")
_NO_SUMMER_TIME: Final = UpdateSettings.model_validate({"daylight_saving": False})


@dataclass(frozen=True, slots=True)
class TerminalTime:
    """What a terminal was last told of the time.

    `minutes`: the offset east of UTC that it was handed at init or in an answer to its question for the time,
    or that a command on its way will give it; None where that is not known. `summer_time_refused`: it was
    asked to do without a summer time of its own and still reports one.
    """

    minutes: int | None = None
    summer_time_refused: bool = False

    def told(self, minutes: int) -> TerminalTime:
        """It has just been handed an offset."""
        return replace(self, minutes=minutes)

    def lost(self) -> TerminalTime:
        """A command that was to set the time expired or was cancelled: what the terminal knows is open. One
        that it refused stays told: asking again would be refused again."""
        return TerminalTime()


class Due(NamedTuple):
    """Commands to queue now, in this order, and what holds once they are queued."""

    intents: tuple[Intent, ...]
    then: TerminalTime


def offset_minutes(clock: WallClock, now_us: int) -> int:
    """The offset to hand out now, in minutes east of UTC (PROTOCOL.md §3.4, §8.1)."""
    return clock.offset_at(now_us) // 60


def due(known: TerminalTime, clock: WallClock, options: Mapping[str, str], now_us: int) -> Due:
    """What a terminal that has just called must be told of the time; no intents where it knows it.

    `clock` is that of the zone it stands in, `options` what it said of itself. Cheap enough for every poll.
    Not before the change: an offset handed out early would be wrong until then.
    """
    minutes = offset_minutes(clock, now_us)
    own_summer_time = any(options.get(name, "").strip() == "1" for name in _OWN_SUMMER_TIME)
    then = TerminalTime(minutes, own_summer_time)
    if own_summer_time and not known.summer_time_refused:
        return Due((_NO_SUMMER_TIME, SyncTime()), then)
    return Due((SyncTime(),) if minutes != known.minutes else (), then)


class FormerTime(NamedTuple):
    """What the clock of a terminal showed after its zone's clocks had changed, until it was told: an offset
    in minutes, and the instants between which, microseconds."""

    minutes: int
    since: int
    until: int

    def instant(self, local: datetime, now_us: int, offset: int) -> Instant | None:
        """When its clock showed this, if it did so then; None: not then. `offset`: of its zone now, seconds.

        Where clocks went back, an hour is shown twice, before it was told and after: what can have been
        after, was.
        """
        seconds = local_seconds(local)
        at = (seconds - self.minutes * 60) * 1_000_000
        if not self.since <= at < self.until:
            return None
        if self.until <= (seconds - offset) * 1_000_000 <= now_us + _SLACK_US:
            return None
        return Instant(at, self.minutes * 60, "ok")


_SLACK_US: Final = 60 * 1_000_000


def former_time(clock: WallClock, minutes: int, now_us: int) -> FormerTime | None:
    """What a terminal showed that was told another offset before and is told now; None where its zone was
    another then, rather than its zone's clocks changed."""
    last = max(changes(clock.info, now_us - YEAR_US, now_us), default=None)
    if last is None or last.before != minutes * 60:
        return None
    return FormerTime(minutes, last.at, now_us)
