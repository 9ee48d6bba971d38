"""The event feed that webhooks, streams, alerts and the console all read: after a cursor, or waiting for
more.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal, get_args

import sqlalchemy as sa

from edge.punch_events import body_of
from edge.store import Store, events
from edge.store.engine import oldest_running
from edge.store.events import START, EventRow, Position
from edge.store.ids import first_id_at

# Polling is the truth where other processes write too; the wake-up only makes it fast.
POLL_S = 1.0
KEPT_DAYS = 30
Reading = Literal["webhooks", "alerts", "streams"]
READERS: Final[tuple[Reading, ...]] = get_args(Reading)
KEPT_US = KEPT_DAYS * 86_400 * 1_000_000


def read_page(
    conn: sa.Connection, tenant_id: int, after: Position, limit: int, *, with_punches: bool = True
) -> list[EventRow]:
    """The next events of a tenant after a position, oldest first: punches and everything else, as one.

    Without punches what is left is a small part of the feed, and as much less work.
    """
    if not with_punches:
        return events.others_after(conn, tenant_id, after, limit)
    before = oldest_running(conn)
    told = [
        EventRow(Position(punch.xid, punch.id), events.PUNCH, punch.device_id, body_of(punch))
        for punch in events.punches_after(conn, tenant_id, after, limit, before)
    ]
    others = events.others_after(conn, tenant_id, after, limit, before)
    if not others:
        return told
    return sorted(told + others, key=lambda row: row.position)[:limit]


def bodies_of(
    conn: sa.Connection, tenant_id: int, punch_ids: Collection[int], other_ids: Collection[int]
) -> dict[int, str]:
    """What events say, by id: those that are punches, and others. Who is gone is left out."""
    punches = events.punches_of(conn, tenant_id, punch_ids) if punch_ids else []
    others = events.bodies(conn, tenant_id, other_ids) if other_ids else {}
    return {punch.id: body_of(punch) for punch in punches} | others


@dataclass(frozen=True, slots=True)
class Gap:
    """What a cursor asked for has gone with age: told, never passed over in silence."""

    after: Position
    resumes_at: Position


class CursorError(ValueError):
    """A cursor that this feed did not hand out."""


def cursor_text(position: Position) -> str:
    return f"{position.xid:x}.{position.id:x}"


def parse_cursor(text: str) -> Position:
    """Raises CursorError."""
    xid, dot, row_id = text.partition(".")
    try:
        if not dot or len(text) > 40:
            raise ValueError
        position = Position(int(xid, 16), int(row_id, 16))
    except ValueError:
        raise CursorError(
            f"'{text[:60]}' is not a cursor of this feed. Start without one, or with the last one received."
        ) from None
    if not (0 <= position.xid < 1 << 63 and 0 <= position.id < 1 << 63):
        raise CursorError(f"'{text[:60]}' is not a cursor of this feed.")
    return position


class Feed:
    """Reads events of one tenant at a time; wakes those who wait when that tenant has more."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiters: dict[int, set[asyncio.Future[None]]] = {}
        self._told: dict[int, int] = {}
        self._arrived: dict[tuple[Reading, object], float] = {}
        store.on_told = self._wake

    async def page(self, tenant_id: int, after: Position, limit: int = 500) -> list[EventRow]:
        """The next events after a position, oldest first."""
        return await self._store.read(lambda conn: read_page(conn, tenant_id, after, limit))

    async def end(self, tenant_id: int) -> Position:
        """Where the feed ends now: a reader that starts here sees only what is new."""
        return await self._store.read(lambda conn: events.newest(conn, tenant_id))

    def gap_after(self, after: Position, now: int) -> Gap | None:
        """Whether a cursor is older than events are kept: what came right after it may have gone."""
        horizon = first_id_at(now - KEPT_US)
        if after == START or after.id >= horizon:
            return None
        return Gap(after, Position(after.xid, horizon))

    def mark(self, tenant_id: int) -> int:
        """Taken before reading a page, given to `wait` after it: a commit in between is then not slept
        through.
        """
        return self._told.get(tenant_id, 0)

    async def wait(self, tenant_id: int, mark: int, at_most_s: float = POLL_S) -> None:
        """Return when the tenant may have more events than at `mark`: after a commit, or some seconds."""
        if self.mark(tenant_id) != mark:
            return
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        waiters = self._waiters.setdefault(tenant_id, set())
        waiters.add(future)
        try:
            async with asyncio.timeout(at_most_s):
                await future
        except TimeoutError:
            pass  # another process may have written; the caller looks
        finally:
            waiters.discard(future)

    def arrived(self, reading: Reading, reader: object) -> None:
        """A reader begins, or stands at the feed's end: there is nothing that it has not read."""
        self._arrived[reading, reader] = time.monotonic()

    def left(self, reading: Reading, reader: object) -> None:
        """It reads no more."""
        self._arrived.pop((reading, reader), None)

    def lag(self, reading: Reading) -> float:
        """Seconds since the slowest reader of a kind in this process last stood at the end; 0 without any."""
        arrived = [at for (kind, _), at in self._arrived.items() if kind == reading]
        return time.monotonic() - min(arrived) if arrived else 0.0

    def _wake(self, tenants: frozenset[int]) -> None:
        for tenant_id in tenants:
            self._told[tenant_id] = self._told.get(tenant_id, 0) + 1
            for future in self._waiters.pop(tenant_id, ()):
                if not future.done():
                    future.set_result(None)
