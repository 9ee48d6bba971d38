"""How fast a terminal is served: one that asks too often is made to wait, never made to believe.

A terminal sends its next request when it has the answer to the last, so a late answer slows it down; its
records stay with it. Only where it would wait too long is it told to come back, with 503 and without the
letters OK, which it reads as "not stored" and sends again.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

import structlog

from edge.push.wire import DeviceReply, DeviceRequest, Handler

PER_S: Final = 20.0
BURST: Final = 200
BYTES_PER_S: Final = 4 * 1024 * 1024
BYTES_BURST: Final = 16 * 1024 * 1024
LONGEST_S: Final = 5.0
KEPT: Final = 20_000
TOLD_EVERY_S: Final = 60.0
EPSILON: Final = 1e-6

TOO_FAST: Final = DeviceReply(
    b"This terminal sends more than is taken of one; nothing of this was stored. Send it again later.\n", 503
)

log = structlog.get_logger()


@dataclass(slots=True)
class Pace:
    """Until when (seconds of a monotonic clock) what one terminal has sent counts: its polls, its uploads,
    their bytes."""

    polls: float = 0.0
    uploads: float = 0.0
    sent: float = 0.0
    told: float = -TOLD_EVERY_S

    def ask(self, size: int, now: float) -> float:
        """For how many seconds a request with a body of `size` bytes has to wait; it is counted unless that
        is longer than LONGEST_S."""
        if not size:
            polls = max(self.polls, now) + 1 / PER_S
            wait = polls - now - BURST / PER_S - EPSILON
            if wait <= LONGEST_S:
                self.polls = polls
            return wait
        uploads = max(self.uploads, now) + 1 / PER_S
        sent = max(self.sent, now) + size / BYTES_PER_S
        wait = max(uploads - now - BURST / PER_S, sent - now - BYTES_BURST / BYTES_PER_S) - EPSILON
        if wait <= LONGEST_S:
            self.uploads, self.sent = uploads, sent
        return wait


class Shaping:
    """Stands before a handler of device requests. `delayed` and `refused` count, for metrics."""

    def __init__(self, handler: Handler, mono: Callable[[], float] = time.monotonic) -> None:
        self._handler = handler
        self._mono = mono
        self._paces: dict[bytes, Pace] = {}
        self._sweep_at = KEPT
        self.delayed = 0
        self.refused = 0

    def handle(self, request: DeviceRequest) -> DeviceReply | Awaitable[DeviceReply]:
        """The handler's answer, now or when it is the terminal's turn; TOO_FAST where that is far off."""
        serial = request.query.get("sn")
        if not serial:
            return self._handler(request)
        now = self._mono()
        pace = self._paces.get(serial)
        if pace is None:
            if len(self._paces) >= self._sweep_at:
                self._sweep(now)
            pace = self._paces[serial] = Pace()
        wait = pace.ask(len(request.body), now)
        if wait <= 0:
            return self._handler(request)
        if wait <= LONGEST_S:
            self.delayed += 1
            return self._later(request, wait)
        self.refused += 1
        if now - pace.told >= TOLD_EVERY_S:
            pace.told = now
            log.warning("terminal_too_fast", serial=serial[:32].decode("latin-1"), peer=request.peer)
        return TOO_FAST

    async def _later(self, request: DeviceRequest, wait: float) -> DeviceReply:
        await asyncio.sleep(wait)
        answer = self._handler(request)
        return answer if isinstance(answer, DeviceReply) else await answer

    def _sweep(self, now: float) -> None:
        self._paces = {
            serial: pace
            for serial, pace in self._paces.items()
            if max(pace.polls, pace.uploads, pace.sent) > now
        }
        self._sweep_at = max(KEPT, 2 * len(self._paces))
