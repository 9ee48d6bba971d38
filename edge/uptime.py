"""How much of the time a terminal was online, from the facts that were told of it. Pure."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Final, NamedTuple

from common.instants import parse_instant

MONTH_US: Final = 30 * 86_400 * 1_000_000
Span = tuple[int, int]


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


def uptime(
    turns: Sequence[Turn],
    online_now: bool,
    registered: int,
    start: int,
    end: int,
    maintenance: Sequence[Span] = (),
) -> Uptime:
    """Time online within `start` to `end`, of a terminal registered at `registered`.

    `turns` of that time. Before the first one it was the opposite of what it became; without any it was all
    the time what it is now. A terminal registered meanwhile is monitored from its first sign of life on.
    `maintenance`: from when to when it was not monitored, online or not.
    """
    return uptimes(turns, online_now, registered, [(start, end)], maintenance)[0]


def uptimes(
    turns: Sequence[Turn],
    online_now: bool,
    registered: int,
    spans: Sequence[Span],
    maintenance: Sequence[Span] = (),
) -> list[Uptime]:
    """The same of each of several spans of time, one after the other; `turns` of all that time."""
    turns = sorted(turns)
    start, end = spans[0][0], spans[-1][1]
    if registered > start:
        seen = turns[0].at if turns and turns[0].online else registered
        start = min(max(registered, seen), end)
    ups: list[Span] = []
    state = not turns[0].online if turns else online_now
    since = start
    for turn in turns:
        at = min(max(turn.at, since), end)
        if state:
            ups.append((since, at))
        since, state = at, turn.online
    if state:
        ups.append((since, end))
    return [_within(ups, min(max(begin, start), till), till, maintenance) for begin, till in spans]


def _within(ups: Sequence[Span], start: int, end: int, maintenance: Sequence[Span]) -> Uptime:
    """What of a span of time it was online, having been so at `ups`, which are in order and apart."""
    spared = _merged(maintenance, start, end)
    touching = ups[bisect_right(ups, start, key=itemgetter(1)) : bisect_left(ups, end, key=itemgetter(0))]
    here = [(max(up, start), min(down, end)) for up, down in touching]
    online = sum(down - up for up, down in here) - sum(_shared(up, spared) for up in here)
    return Uptime(online, end - start - sum(till - begin for begin, till in spared))


def turns_of(told: Iterable[tuple[int, str, str]]) -> list[Turn]:
    """Turns from events as `store.device_events.presence` finds them: instant (microseconds), type, body.
    Offline begins with the silence, which its fact is told after."""
    turns = []
    for at, type_, body in told:
        online = type_ == "device.online"
        since = None if online else json.loads(body).get("since")
        turns.append(Turn(at if since is None else parse_instant(since), online))
    return turns


def _merged(spans: Iterable[Span], start: int, end: int) -> list[Span]:
    """The same within start and end, in order and without overlaps."""
    merged: list[Span] = []
    for begin, till in sorted(spans):
        begin, till = max(begin, start), min(till, end)
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], till))
        elif begin < till:
            merged.append((begin, till))
    return merged


def _shared(span: Span, spans: Iterable[Span]) -> int:
    return sum(max(min(span[1], till) - max(span[0], begin), 0) for begin, till in spans)
