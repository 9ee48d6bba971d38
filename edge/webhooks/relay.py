"""From the feed to deliveries: every event to every endpoint that wants it, once, in the order of the feed.

How far a tenant's feed was read and what was made of it are written in one transaction, whoever does it, so
that a crash repeats nothing and leaves nothing out.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from edge.store import deliveries, devices, events, webhooks
from edge.store.deliveries import SHARED
from edge.store.events import Key, Position
from edge.store.ids import IdClock

PAGE: Final = 1_000
SPREAD: Final = 16
"""How many lanes share the events of an endpoint without order."""


@dataclass(frozen=True, slots=True)
class Listening:
    """An endpoint, as far as choosing for it goes. `devices`: of which it may hear; None: of all."""

    id: int
    begins: Position
    types: frozenset[str]
    ordering: str
    devices: Collection[int] | None

    def wants(self, key: Key) -> bool:
        if key.position <= self.begins or not ("*" in self.types or key.type in self.types):
            return False
        return self.devices is None or key.device_id in self.devices

    def lane(self, key: Key) -> int:
        """The lane that an event goes by."""
        if self.ordering == "none":
            return key.position.id % SPREAD + 1
        if self.ordering == "endpoint" or key.device_id is None:
            return SHARED
        return key.device_id


def relay(conn: sa.Connection, ids: IdClock, tenant_id: int, now: int) -> tuple[int, bool]:
    """Make the next events of a tenant into deliveries. Returns how many, and whether there may be more."""
    endpoints = webhooks.of_tenant(conn, tenant_id)
    held = webhooks.relay_position(conn, tenant_id)
    if held is None:
        return 0, False
    position, last_id = held
    listening = _listening(conn, tenant_id, endpoints)
    keys = events.keys_after(conn, tenant_id, position, PAGE) if listening else []
    if not keys:
        return 0, False
    rows: list[dict[str, Any]] = []
    lanes: dict[tuple[int, int], bool] = {}
    for key in keys:
        for endpoint in listening:
            if endpoint.wants(key):
                # Ids follow the feed, also where another process with another clock went before.
                last_id = max(ids.next(), last_id + 1)
                lane = endpoint.lane(key)
                lanes[endpoint.id, lane] = endpoint.ordering != "none"
                rows.append(
                    {
                        "tenant_id": tenant_id,
                        "id": last_id,
                        "webhook_id": endpoint.id,
                        "lane": lane,
                        "event_id": key.position.id,
                        "type": key.type,
                        "device_id": key.device_id,
                        "state": "pending",
                        "trigger": "event",
                        "next_due": now,
                    }
                )
    deliveries.add(conn, rows)
    deliveries.wake(conn, tenant_id, lanes, now)
    webhooks.set_relay(conn, tenant_id, keys[-1].position, last_id)
    return len(rows), len(keys) == PAGE


def _listening(conn: sa.Connection, tenant_id: int, rows: Sequence[sa.RowMapping]) -> list[Listening]:
    return [
        Listening(
            row["id"],
            Position(row["from_xid"], row["from_id"]),
            frozenset(row["events"]),
            row["ordering"],
            None
            if row["site_ids"] is None
            else devices.ever_at_sites(conn, tenant_id, frozenset(row["site_ids"])),
        )
        for row in rows
    ]
