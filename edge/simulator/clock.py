"""The terminal's own clock: wrong by some seconds, set by the server's Date header (PROTOCOL.md §8)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

FARTHEST_ZONE_S = 14 * 3_600
DEFAULT_ZONE_S = 8 * 3_600  # what a terminal assumes that was never told a TimeZone (§3.4)


class DeviceClock:
    """Wall clock of one terminal: true time plus `error_s` plus the offset of the zone it was told.

    `follows` is off on terminals that never take the server's time, so their error stands. `tolerance_s` is
    the difference below which the clock is left alone.
    """

    def __init__(
        self,
        utc: Callable[[], float],
        zone_s: int = DEFAULT_ZONE_S,
        error_s: float = 0.0,
        follows: bool = True,
        tolerance_s: float = 10.0,
    ) -> None:
        self._utc = utc
        self._follows = follows
        self._tolerance_s = tolerance_s
        self.zone_s = zone_s
        self.error_s = error_s

    def local(self) -> datetime:
        """Device-local time, naive, to the second, as records carry it."""
        reading = self._utc() + self.error_s + self.zone_s
        return datetime.fromtimestamp(reading, UTC).replace(tzinfo=None, microsecond=0)

    def set_from(self, date: float) -> bool:
        """The server says it is `date` (seconds since 1970). Returns whether the clock was set."""
        error = self._utc() + self.error_s - date
        if not self._follows or abs(error) <= self._tolerance_s:
            return False
        self.error_s -= error
        return True

    def show(self, local: datetime) -> None:
        """A command set the hands: from now on it goes on from `local`, right or wrong."""
        if not self._follows:
            return
        told = local.replace(tzinfo=UTC).timestamp() - self.zone_s
        self.error_s = told - self._utc()


def zone_seconds(text: str) -> int:
    """The option TimeZone as the client reads it: an integer, below 25 hours, else minutes (§3.4).

    What no zone on earth has is cut to the fourteen hours that the farthest is away.
    """
    match = re.match(r"[+-]?[0-9]{1,6}", text.strip())
    value = int(match[0]) if match else 0
    seconds = value * 3_600 if abs(value) < 25 else value * 60
    return max(-FARTHEST_ZONE_S, min(FARTHEST_ZONE_S, seconds))
