"""A wall clock that is put back: what waits for an instant waits no longer than it would have.

Forward, time may have passed while the machine slept, so deadlines stay where they are. Back, none can have:
they move with the clock, or a retry that is due in ten seconds would wait for an hour and ten seconds. Only
where one process writes; where several share a database, the clock of one says nothing about the others'.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import sqlalchemy as sa
import structlog

from edge.store import Store, deadlines, webhooks
from edge.store.ids import now_us
from edge.webhooks import breaker

EVERY_S: Final = 0.5
STEP_US: Final = 2_000_000
"""What a clock does at once; less in half a second is how it is kept right."""
SOON_US: Final = 10_000_000
"""The shortest time after which anything is tried again."""

log = structlog.get_logger()


class ClockSteps:
    """A chore that compares the wall clock (microseconds) with one that never jumps (seconds)."""

    def __init__(
        self, store: Store, mono: Callable[[], float] = time.monotonic, wall: Callable[[], int] = now_us
    ) -> None:
        self._store = store
        self._mono = mono
        self._wall = wall
        self._ahead = self._difference()

    def _difference(self) -> int:
        return self._wall() - round(self._mono() * 1e6)

    async def look(self) -> None:
        """One round. What cannot be written is tried again in the next."""
        ahead = self._difference()
        step = ahead - self._ahead
        if abs(step) > STEP_US:
            log.warning("clock_set", by_seconds=round(step / 1e6, 1))
            if step < 0 and self._store.dialect == "sqlite":
                now = self._wall()
                await self._store.write(lambda conn: put_back(conn, was=now - step, now=now))
        self._ahead = ahead


def put_back(conn: sa.Connection, *, was: int, now: int) -> None:
    """Move what waits with a clock that was put from one instant to an earlier one."""
    deadlines.put_back(conn, was=was, now=now, soon_us=SOON_US)
    for row in webhooks.parked(conn):
        state = replace(breaker.read(row["breaker"]), until=row["parked_until"])
        webhooks.change(conn, row["tenant_id"], row["id"], breaker.columns(state))
