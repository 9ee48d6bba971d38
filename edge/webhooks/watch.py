"""Looks after endpoints that take nothing: who can help hears of it, and what grew too old is given up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import sqlalchemy as sa

from common.instants import rfc3339
from edge.store import Store, deliveries, webhooks
from edge.store.ids import IdClock, first_id_at, now_us
from edge.webhooks import breaker, endpoints
from edge.webhooks.lanes import MAX_AGE_US

EVERY_S: Final = 60.0
HOUR_US: Final = 3_600 * 1_000_000
WARN_AFTER_US: Final = (HOUR_US, 24 * HOUR_US, 72 * HOUR_US)


class Watch:
    """A chore over the endpoints of all tenants."""

    def __init__(self, store: Store, wall: Callable[[], int] = now_us) -> None:
        self._store = store
        self._wall = wall

    async def look(self) -> None:
        """One round. Done by several processes at once, each thing still is told once."""
        for tenant_id in await self._store.read(webhooks.owners):
            now = self._wall()
            await self._store.write(lambda conn, t=tenant_id, n=now: look(conn, self._store.ids, t, n))  # type: ignore[misc]


def look(conn: sa.Connection, ids: IdClock, tenant_id: int, now: int) -> None:
    """Warn of endpoints that have failed for an hour, a day, three days; give up what waits for longer."""
    for row in webhooks.page(conn, tenant_id, after=0, limit=endpoints.MOST_ENDPOINTS):
        state = breaker.read(row["breaker"])
        failing_us = 0 if state.failing_since is None else now - state.failing_since
        steps = sum(failing_us >= limit for limit in WARN_AFTER_US)
        if steps != row["warned"]:
            _warn(conn, ids, tenant_id, row["id"], steps)
        if row["status"] == "disabled" or state.state == "open":
            deliveries.give_up_older(conn, tenant_id, row["id"], first_id_at(now - MAX_AGE_US), now)


def _warn(conn: sa.Connection, ids: IdClock, tenant_id: int, webhook_id: int, steps: int) -> None:
    row = webhooks.by_id(conn, tenant_id, webhook_id, hold=True)
    if row is None or row["warned"] == steps:
        return
    webhooks.change(conn, tenant_id, webhook_id, {"warned": steps})
    since = breaker.read(row["breaker"]).failing_since
    if steps > row["warned"] and since is not None:
        waits = deliveries.counts(conn, tenant_id, webhook_id)["pending"]
        endpoints.tell(conn, ids, row, "webhook.failing", failing_since=rfc3339(since), pending=waits)
