"""Terminals that keep what was not acknowledged and send it again: load with exact accounting."""

from __future__ import annotations

import asyncio
import random
from collections import deque
from datetime import datetime, timedelta

SEND_S = 5.0
# What a terminal may have waiting before it stops making more: a drill is about kills, not about volume.
ENOUGH = 60


class Resender:
    """One terminal. `acknowledged` holds every line whose OK arrived; nothing leaves the buffer before.

    `pause_s`: from one OK to what it sends next, some 7 lines on average.
    """

    def __init__(self, serial: str, port: int, rng: random.Random, pause_s: float = 0.0) -> None:
        self.serial = serial
        self.port = port
        self.rng = rng
        self.pause_s = pause_s
        self.buffer: deque[str] = deque()
        self.acknowledged: list[tuple[str, str]] = []
        self.sent = 0
        self._clock = datetime(2026, 1, 1) + timedelta(seconds=rng.randrange(86_400))

    def punch(self) -> None:
        """A record, as a person would make it; some at the same second, never twice the same."""
        self.sent += 1
        self._clock += timedelta(seconds=self.rng.choice((0, 1, 7)))
        self.buffer.append(
            f"{self.sent}\t{self._clock:%Y-%m-%d %H:%M:%S}\t{self.rng.choice((0, 1, 255))}\t1\t\t0\t0"
        )

    async def work(self, stop: asyncio.Event) -> None:
        """Punch and send until told to stop, then until the buffer is empty."""
        while not stop.is_set() or self.buffer:
            if not stop.is_set() and len(self.buffer) < ENOUGH:
                for _ in range(self.rng.choice((1, 1, 1, 5, 30))):
                    self.punch()
            await asyncio.sleep(self.pause_s if await self.deliver() else 0.02)

    async def deliver(self) -> bool:
        """Send one batch of what waits; whether it was acknowledged."""
        lines = [self.buffer[n] for n in range(min(len(self.buffer), self.rng.choice((1, 10, 100))))]
        if not lines:
            return True
        body = "".join(f"{line}\n" for line in lines).encode()
        try:
            async with asyncio.timeout(SEND_S):
                answer = await self._post(body)
        except (TimeoutError, OSError):
            return False
        if not (answer.startswith(b"HTTP/1.1 200") and answer.endswith(b"\r\n\r\nOK: %d" % len(lines))):
            return False
        for line in lines:
            self.buffer.popleft()
            self.acknowledged.append((self.serial, line))
        return True

    async def _post(self, body: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(
                f"POST /iclock/cdata?SN={self.serial}&table=ATTLOG&Stamp=9999 HTTP/1.1\r\nHost: drill\r\n"
                f"Content-Length: {len(body)}\r\n\r\n".encode()
                + body
            )
            await writer.drain()
            return await reader.read()
        finally:
            writer.close()
