"""How long deliveries take, over the last five minutes and the last day: means and percentiles, pure.

Times are counted in classes, each a tenth wider than the one before, so that a day of any load takes a few
kilobytes and a percentile is off by a tenth at most. The oldest slice of a window leaves it whole.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field
from typing import Final, NamedTuple

LEAST_S: Final = 0.001
GROWTH: Final = 1.1
CLASSES: Final = 130
"""From a millisecond to some four minutes."""
SLICES: Final = 10
WINDOWS: Final = {"5m": 300.0, "24h": 86_400.0}


class Figures(NamedTuple):
    """Of the deliveries of a window: how many, and seconds."""

    deliveries: int
    avg: float
    p50: float
    p95: float
    p99: float


@dataclass(slots=True)
class _Slice:
    number: int
    total_s: float = 0.0
    counts: list[int] = field(default_factory=lambda: [0] * CLASSES)


class Window:
    """The last so many seconds, forgotten a tenth at a time."""

    def __init__(self, span_s: float) -> None:
        self._slice_s = span_s / SLICES
        self._slices: deque[_Slice] = deque(maxlen=SLICES)

    def add(self, now_s: float, took_s: float) -> None:
        """Something that ended now took so long."""
        number = int(now_s // self._slice_s)
        if not self._slices or self._slices[-1].number != number:
            self._slices.append(_Slice(number))
        newest = self._slices[-1]
        newest.total_s += took_s
        newest.counts[_class_of(took_s)] += 1

    def figures(self, now_s: float) -> Figures | None:
        """What is known of the window that ends now; None where nothing ended in it."""
        number = int(now_s // self._slice_s)
        kept = [one for one in self._slices if number - SLICES < one.number <= number]
        counts = [sum(column) for column in zip(*(one.counts for one in kept), strict=True)]
        count = sum(counts)
        if not count:
            return None
        mean = sum(one.total_s for one in kept) / count
        return Figures(count, mean, *(_percentile(counts, count, share) for share in (0.5, 0.95, 0.99)))


class Latency:
    """First attempts that were taken: all of it, our own share until the request was sent, and the
    receiver's."""

    PARTS: Final = ("whole", "own", "receiver")

    def __init__(self) -> None:
        self._windows = {
            (part, name): Window(span_s) for part in self.PARTS for name, span_s in WINDOWS.items()
        }

    def add(self, now_s: float, own_s: float, receiver_s: float) -> None:
        """One delivery: seconds until the request was sent, and until the receiver's answer."""
        for part, took_s in (("whole", own_s + receiver_s), ("own", own_s), ("receiver", receiver_s)):
            for name in WINDOWS:
                self._windows[part, name].add(now_s, took_s)

    def figures(self, now_s: float) -> dict[tuple[str, str], Figures]:
        """By part and window; those of nothing are left out."""
        found = {key: window.figures(now_s) for key, window in self._windows.items()}
        return {key: figures for key, figures in found.items() if figures is not None}


def _class_of(took_s: float) -> int:
    if took_s <= LEAST_S:
        return 0
    return min(math.ceil(math.log(took_s / LEAST_S, GROWTH)), CLASSES - 1)


def _percentile(counts: list[int], count: int, share: float) -> float:
    """The upper end of the class that it falls in."""
    left = math.ceil(count * share)
    for place, size in enumerate(counts):
        left -= size
        if left <= 0:
            return LEAST_S * GROWTH**place
    return LEAST_S * GROWTH ** (len(counts) - 1)
