"""When a punch was made: from what a terminal's clock showed, by the rules of its zone. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from edge.terminal_time import FormerTime
from edge.zones import Instant, WallClock

SUSPECT_AHEAD_US: Final = 5 * 60 * 1_000_000
# 2001-01-01: a terminal whose clock battery is empty begins in 1970 or 2000 (PROTOCOL.md §8.2). When such a
# punch was made nobody knows, so it is too old for nothing.
SUSPECT_BEFORE_US: Final = 978_307_200 * 1_000_000
_MOMENT_US: Final = 60 * 1_000_000


def instant_shown(
    local: datetime, clock: WallClock, now_us: int, former: FormerTime | None = None
) -> Instant:
    """When the clock of a terminal showed this; marked where that can hardly have been. `now_us`: when it
    came.

    While its zone's clocks had changed and it was not told yet, it went on by the offset of before. A time
    that its zone skips is that of a clock which was not put forward yet; but where that is still to
    come, it was, and is a little slow.
    """
    if former is not None:
        instant = former.instant(local, now_us, clock.offset_at(now_us))
        if instant is not None:
            return judged(instant, now_us)
    instant = clock.resolve(local)
    if instant.quality == "nonexistent" and instant.at > now_us + _MOMENT_US:
        offset = clock.offset_at(instant.at)
        earlier = instant.at - (offset - instant.offset) * 1_000_000
        instant = Instant(earlier, offset, instant.quality)
    return judged(instant, now_us)


def judged(instant: Instant, now_us: int) -> Instant:
    """An instant, marked where a punch that came now can hardly have been made then."""
    if instant.at > now_us + SUSPECT_AHEAD_US or instant.at < SUSPECT_BEFORE_US:
        return instant._replace(quality="suspect")
    return instant
