"""From the feed to deliveries: every event to every endpoint that wants it, once, in the order of the feed.

How far a tenant's feed was read and what was made of it are written in one transaction, whoever does it, so
that a crash repeats nothing and leaves nothing out.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from edge.admission import RECENT_US
from edge.store import deliveries, devices, events, webhook_lanes, webhooks
from edge.store.events import Key, Position
from edge.store.ids import IdClock, instant_of
from edge.store.webhook_lanes import SHARED

PAGE: Final = 1_000
LITTLE: Final = 50
"""A page while many upload: they wait for the writer meanwhile."""
SPREAD: Final = 16
"""How many lanes share the events of an endpoint without order."""
OF_ENDPOINTS: Final = ("webhook.failing", "webhook.disabled")
"""What is told of an endpoint, to the others."""


@dataclass(frozen=True, slots=True)
class Listening:
    """An endpoint, as far as choosing for it goes. `devices`: of which it may hear; None: of all."""

    id: int
    public_id: str
    begins: Position
    types: frozenset[str]
    ordering: str
    devices: Collection[int] | None

    def wants(self, key: Key) -> bool:
        """Whether it is to be told of this by itself: it is not, of what was before it."""
        return key.position > self.begins and self.hears(key)

    def hears(self, key: Key) -> bool:
        """Whether it asked for events like this one."""
        if "*" not in self.types and key.type not in self.types:
            return False
        return self.devices is None or key.device_id in self.devices

    def lane(self, key: Key) -> int:
        """The lane that an event goes by."""
        if self.ordering == "none":
            return key.position.id % SPREAD + 1
        if self.ordering == "endpoint" or key.device_id is None:
            return SHARED
        return key.device_id


def relay(conn: sa.Connection, ids: IdClock, tenant_id: int, now: int, most: int = PAGE) -> tuple[int, bool]:
    """Make the next events of a tenant, so many at most, into deliveries. Returns how many, and whether there
    may be more."""
    endpoints = webhooks.of_tenant(conn, tenant_id)
    held = webhooks.relay_position(conn, tenant_id)
    if held is None:
        return 0, False
    if webhooks.count(conn, tenant_id) != len(endpoints):
        return 0, True  # one was added while its adder held the place: what follows is for it too
    position, last_id = held
    listening = _listening(conn, tenant_id, endpoints)
    keys = events.keys_after(conn, tenant_id, position, most) if listening else []
    if not keys:
        return 0, False
    rows: list[dict[str, Any]] = []
    lanes: dict[tuple[int, int], bool] = {}
    about = _endpoints_told_of(conn, tenant_id, keys)
    past = _too_long_ago(conn, tenant_id, keys)
    for key in keys:
        for endpoint in listening:
            if key not in past and endpoint.wants(key) and about.get(key.position.id) != endpoint.public_id:
                # Ids follow the feed, also where another process with another clock went before.
                last_id = max(ids.next(), last_id + 1)
                rows.append(delivery_row(tenant_id, last_id, endpoint, key, "event", now))
                lanes[endpoint.id, rows[-1]["lane"]] = endpoint.ordering != "none"
    deliveries.add(conn, rows)
    webhook_lanes.wake(conn, tenant_id, lanes, now)
    webhooks.set_relay(conn, tenant_id, keys[-1].position, last_id)
    return len(rows), len(keys) == most


def delivery_row(
    tenant_id: int, row_id: int, endpoint: Listening, key: Key, trigger: str, now: int
) -> dict[str, Any]:
    """An event to an endpoint, as it waits to be delivered."""
    return {
        "tenant_id": tenant_id,
        "id": row_id,
        "webhook_id": endpoint.id,
        "lane": endpoint.lane(key),
        "event_id": key.position.id,
        "type": key.type,
        "device_id": key.device_id,
        "state": "pending",
        "trigger": trigger,
        "next_due": now,
    }


def _listening(conn: sa.Connection, tenant_id: int, rows: Sequence[sa.RowMapping]) -> list[Listening]:
    return [listener(conn, tenant_id, row) for row in rows]


def listener(conn: sa.Connection, tenant_id: int, row: sa.RowMapping) -> Listening:
    """What an endpoint listens to, from its row."""
    sites = row["site_ids"]
    return Listening(
        row["id"],
        row["public_id"],
        Position(row["from_xid"], row["from_id"]),
        frozenset(row["events"]),
        row["ordering"],
        None if sites is None else devices.ever_at_sites(conn, tenant_id, frozenset(sites)),
    )


def _endpoints_told_of(conn: sa.Connection, tenant_id: int, keys: Sequence[Key]) -> dict[int, str]:
    """Which endpoint (public id) an event is about, by id: who fails is not told so itself."""
    told = {key.position.id for key in keys if key.type in OF_ENDPOINTS}
    if not told:
        return {}
    bodies = events.bodies(conn, tenant_id, told)
    return {event_id: json.loads(body)["webhook"]["id"] for event_id, body in bodies.items()}


def _too_long_ago(conn: sa.Connection, tenant_id: int, keys: Sequence[Key]) -> set[Key]:
    """Punches that a terminal brought along at its approval and that were too old then to be told of."""
    old = [
        key
        for key in keys
        if key.punched_at is not None and instant_of(key.position.id) - key.punched_at > RECENT_US
    ]
    if not old:
        return set()
    begins = devices.webhooks_from(conn, tenant_id, {key.device_id or 0 for key in old})
    return {
        key
        for key in old
        if key.punched_at is not None and key.punched_at < begins.get(key.device_id or 0, key.punched_at)
    }
