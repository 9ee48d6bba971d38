"""Terminals before receivers: deliveries give way to uploads where both want the one core, but not for ever.

A punch that waits in a terminal can still be lost with it, a delivery cannot. They give way only while the
process has little time to spare and more is uploaded than it could deliver besides: where only the disk is
slow, or only receivers are many, nobody would gain by it.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from typing import Final

from edge.store import Run

BUSY: Final = 0.75
"""Of one core, and more than one Python does not use: what is left then keeps answers to terminals quick."""
BUSY_S: Final = 0.1
"""Over which the use of the core is measured."""
MANY: Final = 100
MANY_S: Final = 0.2
"""So many uploads in so many seconds: twice of what one core delivers as they come."""
UPLOAD_BYTES: Final = 400
"""An upload of more counts as several: it brings many punches, each of which is to be delivered."""
LOOK_S: Final = 0.05
LONGEST_S: Final = 1.0


class Precedence:
    """Hears of transactions, and knows whether terminals wait for the core. `cpu`: seconds of it that the
    process has used."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, cpu: Callable[[], float] = time.process_time
    ) -> None:
        self._clock = clock
        self._cpu = cpu
        self._uploads: deque[tuple[float, int]] = deque()
        self._many = 0
        self._since, self._used = clock(), cpu()
        self._share = 0.0

    def ran(self, run: Run) -> None:
        """A transaction is over."""
        if run.uploads:
            count = max(run.uploads, run.size // UPLOAD_BYTES)
            self._uploads.append((self._clock(), count))
            self._many += count
            self._forget()

    @property
    def many_upload(self) -> bool:
        """Whether more is uploaded than could be delivered as it comes."""
        self._forget()
        return self._many >= MANY

    @property
    def terminals_wait(self) -> bool:
        """Whether what a delivery takes now is taken from a terminal."""
        now = self._clock()
        if now - self._since >= BUSY_S:
            used = self._cpu()
            self._share = (used - self._used) / (now - self._since)
            self._since, self._used = now, used
        return self._share >= BUSY and self.many_upload

    async def give_way(self) -> None:
        """Until no terminal waits, and for LONGEST_S at most: receivers hear something in any case."""
        for _ in range(round(LONGEST_S / LOOK_S)):
            if not self.terminals_wait:
                return
            await asyncio.sleep(LOOK_S)

    def _forget(self) -> None:
        oldest = self._clock() - MANY_S
        while self._uploads and self._uploads[0][0] < oldest:
            self._many -= self._uploads.popleft()[1]
