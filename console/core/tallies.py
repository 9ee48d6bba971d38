"""How many punches fell into each minute or hour lately: what sparklines and rates show."""

from __future__ import annotations

from typing import Final

MINUTE_US: Final = 60_000_000
HOUR_US: Final = 3_600_000_000


class Tally:
    """Counts in steps of `step_us`, of which the last `length` are remembered.

    A punch may come late; it counts where it belongs as long as that step is remembered. One from the future
    (a terminal's clock) moves nothing along: it is not counted.
    """

    __slots__ = ("_counts", "_newest", "length", "step_us")

    def __init__(self, step_us: int, length: int) -> None:
        self.step_us = step_us
        self.length = length
        self._counts: dict[int, int] = {}
        self._newest = 0

    def add(self, at_us: int, now_us: int, count: int = 1) -> None:
        step, newest = at_us // self.step_us, now_us // self.step_us
        if newest > self._newest:
            self._newest = newest
            for old in [known for known in self._counts if known <= newest - self.length]:
                del self._counts[old]
        if self._newest - self.length < step <= self._newest:
            self._counts[step] = self._counts.get(step, 0) + count

    def series(self, now_us: int) -> tuple[int, ...]:
        """`length` counts, oldest first; the last one is the step that `now_us` is in."""
        last = now_us // self.step_us
        return tuple(self._counts.get(step, 0) for step in range(last - self.length + 1, last + 1))

    def total(self, now_us: int) -> int:
        return sum(self.series(now_us))
