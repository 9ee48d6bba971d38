"""Batches of what processes saw of terminals, for the few minutes that they matter (`edge.sightings`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

import sqlalchemy as sa

from edge.store.engine import database_now
from edge.store.ids import IdClock
from edge.store.schema import PLATFORM, sighting


class Batch(NamedTuple):
    """`at`: when it was written, by the database's clock (microseconds)."""

    id: int
    shard: int
    at: int
    node: str
    body: str


def append(conn: sa.Connection, ids: IdClock, node: str, bodies: Mapping[int, str]) -> None:
    """Write down a process's batches by shard, all of one instant: what they say is told apart by time."""
    at = now(conn)
    conn.execute(
        sighting.insert(),
        [
            {"tenant_id": PLATFORM, "shard": shard, "at": at, "id": ids.next(), "node": node, "body": body}
            for shard, body in sorted(bodies.items())
        ],
    )


def since(conn: sa.Connection, shards: Collection[int], at: int) -> list[Batch]:
    """What was written of these shards from an instant on, oldest first."""
    if not shards:
        return []
    columns = sighting.c
    statement = (
        sa.select(columns.id, columns.shard, columns.at, columns.node, columns.body)
        .where(columns.tenant_id == PLATFORM, columns.shard.in_(sorted(shards)), columns.at >= at)
        .order_by(columns.at, columns.id)
    )
    return [Batch(*row) for row in conn.execute(statement)]


def now(conn: sa.Connection) -> int:
    """The database's clock (microseconds)."""
    return int(conn.execute(sa.select(database_now(conn))).scalar_one())


def forget(conn: sa.Connection, shards: Collection[int], before: int) -> int:
    """Let go of what is older. Returns how many batches."""
    columns = sighting.c
    return conn.execute(
        sighting.delete().where(
            columns.tenant_id == PLATFORM, columns.shard.in_(sorted(shards)), columns.at < before
        )
    ).rowcount
