"""How a terminal came and went in the last hour: twenty cells of three minutes each.

Pure: no I/O and no clock.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable
from enum import StrEnum
from typing import Final, NamedTuple

CELLS: Final = 20
CELL_US: Final = 180_000_000
HOUR_US: Final = CELLS * CELL_US
KEPT: Final = 200
"""Turns of one terminal that are remembered; more would not fit the hour."""


class Cell(StrEnum):
    """What a terminal was in three minutes."""

    UNKNOWN = "unknown"
    THERE = "there"
    BOTH = "both"
    GONE = "gone"


class Turn(NamedTuple):
    """From when on a terminal was there, or was not."""

    at_us: int
    there: bool


class Strip:
    """The turns of one terminal, oldest first, from `since_us` on."""

    def __init__(self, turns: Iterable[Turn] = (), since_us: int | None = None) -> None:
        self._turns = sorted(set(turns))
        self._since_us = since_us

    def note(self, turn: Turn) -> bool:
        """One more turn; whether it was news."""
        if turn in self._turns:
            return False
        if not self._turns and turn.there:
            self._since_us = turn.at_us  # it was never heard before: that is not the same as gone
        insort(self._turns, turn)
        del self._turns[:-KEPT]
        return True

    def drops(self, now_us: int) -> int:
        """How often it went in the last hour."""
        return sum(1 for turn in self._turns if not turn.there and turn.at_us > now_us - HOUR_US)

    def cells(self, now_us: int, there: bool | None = None) -> tuple[Cell, ...]:
        """Oldest first; the last one ends now. `there`: how it is, for a terminal that never turned."""
        begin = now_us - HOUR_US
        return tuple(
            self._cell(begin + place * CELL_US, begin + (place + 1) * CELL_US, there)
            for place in range(CELLS)
        )

    def _cell(self, from_us: int, to_us: int, there: bool | None) -> Cell:
        inside = {turn.there for turn in self._turns if from_us < turn.at_us < to_us}
        before = self._state_at(from_us, there)
        if before is None and not inside:
            return Cell.UNKNOWN
        seen = inside if before is None else inside | {before}
        if len(seen) == 2:
            return Cell.BOTH
        return Cell.THERE if True in seen else Cell.GONE

    def _state_at(self, at_us: int, there: bool | None) -> bool | None:
        """What it was at an instant; before the first turn that is known, the opposite of it."""
        state: bool | None = None
        for turn in self._turns:
            if turn.at_us > at_us:
                return state if state is not None else self._before_all(at_us, not turn.there)
            state = turn.there
        return state if state is not None else self._before_all(at_us, there)

    def _before_all(self, at_us: int, state: bool | None) -> bool | None:
        return state if self._since_us is None or at_us >= self._since_us else None
