"""Runs the presence rule: scans for silence, tells facts as events, saves who was seen when."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
import structlog

from edge import telling
from edge.presence import SCAN_S, Fact, Key, Presence
from edge.store import Store, StoreError, punches
from edge.store import devices as rows
from edge.store.ids import now_us

FLUSH_S = 5.0

log = structlog.get_logger()


class Detector:
    """Owns the presence book of this process. `note_seen` hears of every request, `run` does the rest."""

    def __init__(
        self,
        store: Store,
        offline_after: float | None,
        mono: Callable[[], float] = time.monotonic,
        wall: Callable[[], int] = now_us,
    ) -> None:
        self._store = store
        self._mono = mono
        self._wall = wall
        self.presence = Presence(mono(), wall(), offline_after)
        self._begun = wall()
        self._facts: list[Fact] = []
        self._news = asyncio.Event()

    def restore(self, found: Sequence[sa.RowMapping]) -> None:
        self.presence.restore(found, self._mono(), self._wall())

    def note_seen(self, key: Key, address: str, poll: bool) -> None:
        """A request of a terminal that was let in."""
        fact = self.presence.seen(key, self._mono(), self._wall(), address, poll)
        if fact is not None:
            self._facts.append(fact)
            self._news.set()

    def contact_since(self, key: Key) -> int | None:
        """Since when a terminal and this process have been in touch without a gap (microseconds); None where
        they are not."""
        since = self.presence.online_since(key)
        return None if since is None else max(since, self._begun)

    def expect_silence(self, key: Key, seconds: float) -> None:
        """A command of ours keeps the terminal silent for so long: that is no outage."""
        self.presence.expect_absence(key, self._mono() + seconds)

    async def run(self) -> None:
        """Until cancelled. A database that is away for a while delays facts, it does not lose them."""
        flush_at = self._mono() + FLUSH_S
        try:
            while True:
                try:
                    async with asyncio.timeout(SCAN_S):
                        await self._news.wait()
                except TimeoutError:
                    self._facts += self.presence.scan(self._mono(), self._wall())
                self._news.clear()
                await self._tell()
                if self._mono() >= flush_at:
                    await self.flush()
                    flush_at = self._mono() + FLUSH_S
        finally:
            await self.flush()

    async def _tell(self) -> None:
        facts, self._facts = self._facts, []
        if not facts:
            return
        try:
            await self._store.write(lambda conn: _write_facts(conn, self._store, facts))
        except (StoreError, OSError, sa.exc.SQLAlchemyError) as error:
            self._facts = facts + self._facts
            log.error("presence_facts_wait", count=len(self._facts), error=str(error))

    async def flush(self) -> None:
        """Save who was seen since the last time."""
        changed = self.presence.take_dirty()
        if not changed:
            return
        try:
            await self._store.write(lambda conn: rows.save_presence(conn, changed))
        except (StoreError, OSError, sa.exc.SQLAlchemyError) as error:
            self.presence.mark_dirty(changed)
            log.error("presence_not_saved", count=len(changed), error=str(error))


def _write_facts(conn: sa.Connection, store: Store, facts: Sequence[Fact]) -> None:
    punches.lock_devices(conn, [fact.key for fact in facts])
    for fact in facts:
        row = rows.by_id(conn, *fact.key)
        if row is None or row["state"] != "active":
            continue
        rows.save_presence(conn, [_presence_row(fact, row)])
        telling.tell_device(
            conn,
            store.ids,
            row,
            f"device.{fact.status}",
            status=fact.status,
            last_seen=fact.last_seen,
            since=fact.since,
        )


def _presence_row(fact: Fact, row: sa.RowMapping) -> dict[str, Any]:
    return {
        "tenant_id": fact.key[0],
        "device_id": fact.key[1],
        "last_seen_at": fact.last_seen,
        "online": fact.status == "online",
        "changed_at": fact.at,
        "address": row["address"],
        "poll_interval_us": row["poll_interval_us"],
    }
