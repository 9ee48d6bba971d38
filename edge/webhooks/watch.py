"""Looks after endpoints that take nothing: who can help hears of it, and what grew too old is given up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import sqlalchemy as sa

from common.instants import rfc3339
from edge.store import Store, deliveries, webhooks
from edge.store.ids import IdClock, first_id_at, instant_of, now_us
from edge.webhooks import breaker, endpoints
from edge.webhooks.gauges import Standing
from edge.webhooks.lanes import max_age_us

EVERY_S: Final = 60.0
HOUR_US: Final = 3_600 * 1_000_000
WARN_AFTER_US: Final = (HOUR_US, 24 * HOUR_US, 72 * HOUR_US)


class Watch:
    """A chore over the endpoints of all tenants."""

    def __init__(self, store: Store, wall: Callable[[], int] = now_us) -> None:
        self._store = store
        self._wall = wall
        self.standings: tuple[Standing, ...] = ()
        """How the endpoints of all tenants stood at the last round."""

    async def look(self) -> None:
        """One round. Done by several processes at once, each thing still is told once."""
        found: list[Standing] = []
        for tenant_id in await self._store.read(webhooks.owners):
            now = self._wall()
            await self._store.write(lambda conn, t=tenant_id, n=now: look(conn, self._store.ids, t, n))  # type: ignore[misc]
            found += await self._store.read(lambda conn, t=tenant_id: standings(conn, t))  # type: ignore[misc]
        self.standings = tuple(found)


def standings(conn: sa.Connection, tenant_id: int) -> list[Standing]:
    """How the endpoints of a tenant stand."""
    found = []
    for row in webhooks.page(conn, tenant_id, after=0, limit=endpoints.MOST_ENDPOINTS):
        oldest = deliveries.oldest_waiting(conn, tenant_id, row["id"])
        counts = deliveries.counts(conn, tenant_id, row["id"])
        found.append(
            Standing(
                webhook=row["public_id"],
                pending=counts["pending"],
                dead=counts["dead"],
                waits_since=None if oldest is None else instant_of(oldest),
                breaker=breaker.read(row["breaker"]).state,
                enabled=row["status"] == "enabled",
            )
        )
    return found


def look(conn: sa.Connection, ids: IdClock, tenant_id: int, now: int) -> None:
    """Warn of endpoints that have failed for an hour, a day, three days; give up what waits for longer."""
    for row in webhooks.page(conn, tenant_id, after=0, limit=endpoints.MOST_ENDPOINTS):
        state = breaker.read(row["breaker"])
        failing_us = 0 if state.failing_since is None else now - state.failing_since
        steps = sum(failing_us >= limit for limit in WARN_AFTER_US)
        if steps != row["warned"]:
            _warn(conn, ids, tenant_id, row["id"], steps)
        if row["status"] == "disabled" or state.state == "open":
            deliveries.give_up_older(conn, tenant_id, row["id"], first_id_at(now - max_age_us(row)), now)


def _warn(conn: sa.Connection, ids: IdClock, tenant_id: int, webhook_id: int, steps: int) -> None:
    row = webhooks.by_id(conn, tenant_id, webhook_id, hold=True)
    if row is None or row["warned"] == steps:
        return
    webhooks.change(conn, tenant_id, webhook_id, {"warned": steps})
    since = breaker.read(row["breaker"]).failing_since
    if steps > row["warned"] and since is not None:
        waits = deliveries.counts(conn, tenant_id, webhook_id)["pending"]
        endpoints.tell(conn, ids, row, "webhook.failing", failing_since=rfc3339(since), pending=waits)
