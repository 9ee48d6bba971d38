"""What is done in ten seconds unless somebody takes it back.

Pure: the clock is given.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

HELD_S: Final = 10.0
"""So long an act waits."""

Act = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Held:
    """An act that waits: what it is called, what is said of it, and when it is due on the clock."""

    title: str
    words: str
    act: Act
    due_s: float


class Undo:
    """At most one act waits: who does the next thing stands by the last one."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, held_s: float = HELD_S) -> None:
        self._clock = clock
        self._held_s = held_s
        self._held: Held | None = None

    @property
    def held(self) -> Held | None:
        return self._held

    def hold(self, title: str, words: str, act: Act) -> Held | None:
        """Let it wait. What waited before is given back: it is to be done now."""
        before = self.take()
        self._held = Held(title, words, act, self._clock() + self._held_s)
        return before

    def left_s(self) -> float:
        """Seconds until what waits is due; 0 where nothing waits."""
        return max(0.0, self._held.due_s - self._clock()) if self._held is not None else 0.0

    def share_left(self) -> float:
        """The same as a part of the whole time, 0 to 1."""
        return min(1.0, self.left_s() / self._held_s)

    def take(self) -> Held | None:
        """What waits, due or not: to be done now, or dropped by who takes it back."""
        held, self._held = self._held, None
        return held

    def take_due(self) -> Held | None:
        """What is to be done now because its time has come."""
        return self.take() if self._held is not None and self.left_s() <= 0 else None
