"""Who owns what runs in the background: every task has one owner, which ends it and hears of its failure."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from console.core.listeners import Listeners

T = TypeVar("T")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Failure:
    """A task ended with an error that nobody awaited."""

    task: str
    error: BaseException


class Tasks:
    """Tasks that end when their owner does. A failure ends nobody else; it is told to `failures`, and logged
    where nobody listens."""

    def __init__(self) -> None:
        self.failures: Listeners[Failure] = Listeners()
        self._running: set[asyncio.Task[Any]] = set()
        self._closed = False

    def __len__(self) -> int:
        return len(self._running)

    @property
    def names(self) -> list[str]:
        """What runs, for the diagnostics."""
        return sorted(task.get_name() for task in self._running)

    def spawn(self, name: str, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Run it. Its result may be awaited; its failure is told if it is not cancelled."""
        if self._closed:
            work.close()
            raise RuntimeError(f"'{name}' cannot begin: its owner has ended")
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._running.add(task)
        task.add_done_callback(self._done)
        return task

    async def finished(self) -> None:
        """Wait until all that runs now has ended by itself. Failures are told as ever."""
        await asyncio.gather(*self._running, return_exceptions=True)

    async def close(self) -> None:
        """Cancel what runs and wait until it has ended, whatever it does on its way out."""
        self._closed = True
        mine = [task for task in self._running if task is not asyncio.current_task()]
        for task in mine:
            task.cancel()
        await asyncio.gather(*mine, return_exceptions=True)

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if task.cancelled() or (error := task.exception()) is None:
            return
        if len(self.failures):
            self.failures.tell(Failure(task.get_name(), error))
        else:
            log.error("%s failed", task.get_name(), exc_info=error)
