"""How core tells whoever wants to know, without knowing who that is: plain callbacks, no Qt."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

log = logging.getLogger(__name__)


class Listeners(Generic[T]):
    """The callbacks of one kind of news. They are called in the order they were added, on the caller's
    thread."""

    def __init__(self) -> None:
        self._callbacks: list[Callable[[T], object]] = []

    def __len__(self) -> int:
        return len(self._callbacks)

    def add(self, callback: Callable[[T], object]) -> Callable[[], None]:
        """Call it from now on. Returns what ends that; calling it twice is harmless."""
        self._callbacks.append(callback)

        def remove() -> None:
            if callback in self._callbacks:
                self._callbacks.remove(callback)

        return remove

    def tell(self, news: T) -> None:
        """Tell everybody. Who fails is logged, and the others are still told."""
        for callback in tuple(self._callbacks):
            try:
                callback(news)
            except Exception:
                log.exception("listener failed: %r", callback)
