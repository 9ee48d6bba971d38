"""When the operator is told of alerts that open: together, seldom enough, and not at night.

Pure: the time is an argument.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from typing import Final

from console.core.alerts import RANK, Alert

PAUSE_S: Final = 30.0
"""Between two messages of the system's at least."""

_CLOCK: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Every day from one time of the operator's clock to another; past midnight where the second is the
    earlier one."""

    begin: time
    end: time

    def hold(self, now: time) -> bool:
        """Whether it is quiet now."""
        if self.begin <= self.end:
            return self.begin <= now < self.end
        return now >= self.begin or now < self.end

    @classmethod
    def of(cls, text: str) -> QuietHours | None:
        """Read what `str` writes: "22:00-06:30". None for anything else, and where both are the same."""
        clocks = [_CLOCK.fullmatch(part.strip()) for part in text.split("-")]
        if len(clocks) != 2 or clocks[0] is None or clocks[1] is None:
            return None
        begin, end = (time(int(clock[1]), int(clock[2])) for clock in clocks if clock is not None)
        return None if begin == end else cls(begin, end)

    def __str__(self) -> str:
        return f"{self.begin:%H:%M}-{self.end:%H:%M}"


class Announcements:
    """Alerts that nobody has been told of yet. What comes within PAUSE_S of the last message waits for the
    next one; seconds of a clock that never jumps."""

    def __init__(self) -> None:
        self._waiting: dict[str, Alert] = {}
        self._free_s = 0.0

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, alert: Alert) -> None:
        self._waiting[alert.id] = alert

    def drop(self, alert_id: str) -> None:
        """It is over, or somebody has it: nobody needs to hear of it any more."""
        self._waiting.pop(alert_id, None)

    def due_in(self, now_s: float) -> float | None:
        """Seconds until the next message; None where there is nothing to tell."""
        return max(0.0, self._free_s - now_s) if self._waiting else None

    def take(self, now_s: float) -> tuple[Alert, ...]:
        """What the next message tells, worst first."""
        taken = sorted(self._waiting.values(), key=lambda alert: (RANK[alert.severity], alert.rank))
        self._waiting.clear()
        self._free_s = now_s + PAUSE_S
        return tuple(taken)
