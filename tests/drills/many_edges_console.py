"""The console before several edges: what it would have on the screen, and when it was away."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from common.client import CertificateNotTrusted, EdgeClient, StreamMessage
from console.core.connection import Connection
from console.core.fleet import Snapshot
from console.core.states import Live, State


@dataclass
class Console:
    """What the console would have on the screen, and since when it is connected."""

    live: bool = False
    since: float = field(default_factory=time.monotonic)
    longest_s: float = 0.0
    away_s: float = 0.0
    cursor: str | None = None
    punches: dict[str, int] = field(default_factory=dict)
    gaps: int = 0

    def noted(self, state: State) -> None:
        now = time.monotonic()
        live = isinstance(state, Live)
        if live and not self.live:
            self.away_s += now - self.since
            self.longest_s = max(self.longest_s, now - self.since)
        if live != self.live:
            self.live, self.since = live, now

    # What a connection calls.
    def identified(self, me: dict[str, Any]) -> str | None:
        return self.cursor

    def cursor_lost(self) -> None:
        self.gaps += 1
        self.cursor = None

    def snapshot_asked(self) -> None:
        return

    def snapshot_taken(self, snapshot: Snapshot) -> None:
        return

    def history(self, punches: Sequence[dict[str, Any]]) -> None:
        for punch in punches:
            self._take(str(punch["id"]))

    def told(self, messages: Sequence[StreamMessage], cursor: str | None) -> None:
        for message in messages:
            if message.event == "gap":
                self.gaps += 1
            elif message.event == "attendance.created":
                self._take(str(message.body["attendance_id"]))
        self.cursor = cursor

    def wants_snapshot(self) -> bool:
        return False

    def _take(self, punch: str) -> None:
        self.punches[punch] = self.punches.get(punch, 0) + 1


@contextlib.asynccontextmanager
async def watching(url: str, key: str, console: Console) -> AsyncIterator[Connection]:
    """The console's own connection, as long as the block lasts."""
    connection = Connection(EdgeClient(url, key), console, explain=_unexplained)
    connection.states.add(console.noted)
    running = asyncio.create_task(connection.run())
    try:
        yield connection
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def _unexplained(error: CertificateNotTrusted) -> CertificateNotTrusted:
    return error
