"""How much of the time a terminal was online, from the facts that were told of it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Turn(NamedTuple):
    """At this instant it went online, or offline."""

    at: int
    online: bool


class Uptime(NamedTuple):
    """Microseconds."""

    online: int
    monitored: int

    def __add__(self, other: object) -> Uptime:
        if not isinstance(other, Uptime):
            return NotImplemented
        return Uptime(self.online + other.online, self.monitored + other.monitored)

    @property
    def percentage(self) -> float | None:
        return None if self.monitored == 0 else round(100 * self.online / self.monitored, 2)


NOTHING = Uptime(0, 0)


def uptime(turns: Sequence[Turn], online_now: bool, registered: int, start: int, end: int) -> Uptime:
    """Time online within `start` to `end`, of a terminal registered at `registered`.

    `turns` of that time. Before the first one it was the opposite of what it became; without any it was all
    the time what it is now. A terminal registered meanwhile is monitored from its first sign of life on.
    """
    turns = sorted(turns)
    if registered > start:
        seen = turns[0].at if turns and turns[0].online else registered
        start = min(max(registered, seen), end)
    online = 0
    state = not turns[0].online if turns else online_now
    since = start
    for turn in turns:
        at = min(max(turn.at, since), end)
        if state:
            online += at - since
        since, state = at, turn.online
    if state:
        online += end - since
    return Uptime(online, end - start)
