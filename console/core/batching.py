"""Many small pieces of news become few large ones: nobody needs to hear of punches more than 12 times a
second."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


class Batches(Generic[T]):
    """Collects, and says when what was collected is due. Pure: the time is an argument, in seconds.

    What comes alone is due after `interval_s`; a batch that is full is due at once.
    """

    def __init__(self, interval_s: float, full: int = 500) -> None:
        self._interval_s = interval_s
        self._full = full
        self._waiting: list[T] = []
        self._due_s: float | None = None

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, news: T, now_s: float) -> None:
        if self._due_s is None:
            self._due_s = now_s + self._interval_s
        self._waiting.append(news)
        if len(self._waiting) >= self._full:
            self._due_s = now_s

    def due_in(self, now_s: float) -> float | None:
        """Seconds until the batch is due; None while there is none."""
        return None if self._due_s is None else max(self._due_s - now_s, 0.0)

    def take(self) -> tuple[T, ...]:
        """What was collected, in order; collecting begins anew."""
        taken, self._waiting, self._due_s = tuple(self._waiting), [], None
        return taken
