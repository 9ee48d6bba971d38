"""The rules ours is compared with: every fact a notice, five minutes' patience, and the ancestor's own.

Each takes a trace and gives what it would have told somebody.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable
from typing import Final, NamedTuple

from edge.alerts.trace import Record

PATIENCE_S: Final = 300.0
FLAP_WINDOW_S: Final = 30 * 60.0
FLAP_THRESHOLD: Final = 3


class Told(NamedTuple):
    """A notice: when, of what kind, about which device, site or tenant. `of`: what is over, of a resolved
    one."""

    t: float
    kind: str
    entity: str
    of: str = ""


def naive(trace: Iterable[Record]) -> list[Told]:
    """Every loss of a terminal."""
    return [Told(record.t, "device_offline", record.device) for record in trace if record.type == "offline"]


def for_5m(trace: Iterable[Record]) -> list[Told]:
    """A terminal that was offline for five minutes without a break."""
    told: list[Told] = []
    lost: dict[str, float] = {}
    until = 0.0
    for record in trace:
        until = record.t
        if record.type == "offline":
            lost.setdefault(record.device, record.t)
        elif record.type == "online":
            since = lost.pop(record.device, None)
            if since is not None and since + PATIENCE_S < record.t:
                told.append(Told(since + PATIENCE_S, "device_offline", record.device))
    told += [
        Told(t + PATIENCE_S, "device_offline", one) for one, t in lost.items() if t + PATIENCE_S <= until
    ]
    return sorted(told)


def ancestor(trace: Iterable[Record]) -> list[Told]:
    """The sample of the ancestor's article, line by line: at each loss, drop what is older than the window
    and note this one; more than three: tell that the connection is unstable and forget them all; else look
    again in five minutes, and tell if the terminal is offline then."""
    told: list[Told] = []
    tracker: dict[str, list[float]] = defaultdict(list)
    offline: set[str] = set()
    checks: list[tuple[float, str]] = []
    for record in trace:
        while checks and checks[0][0] <= record.t:
            at, device = heapq.heappop(checks)
            if device in offline:
                told.append(Told(at, "device_offline", device))
        if record.type == "online":
            offline.discard(record.device)
        elif record.type == "offline":
            device, now = record.device, record.t
            offline.add(device)
            tracker[device] = [t for t in tracker[device] if now - t < FLAP_WINDOW_S]
            tracker[device].append(now)
            if len(tracker[device]) > FLAP_THRESHOLD:
                told.append(Told(now, "device_unstable", device))
                tracker[device] = []
            else:
                heapq.heappush(checks, (now + PATIENCE_S, device))
    return told
