"""Punches of terminals counted over spans of time: what is usual there, and what came today."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

import sqlalchemy as sa

from edge.store.attendance import clock_bound
from edge.store.schema import punch

CHUNK: Final = 500


def counts(
    conn: sa.Connection, tenant_id: int, device_ids: Collection[int], spans: Sequence[tuple[int, int]]
) -> list[dict[int, int]]:
    """How many punches terminals took in each of these spans of their own clocks (local microseconds, the end
    exclusive); of those without any there is no entry. Walks the key of deduplication, which begins with the
    clock: it reads the punches that it counts and no other."""
    counted: list[dict[int, int]] = []
    ids = sorted(device_ids)
    for start, end in spans:
        found: dict[int, int] = {}
        for at in range(0, len(ids), CHUNK):
            statement = (
                sa.select(punch.c.device_id, sa.func.count())
                .where(
                    punch.c.tenant_id == tenant_id,
                    punch.c.device_id.in_(ids[at : at + CHUNK]),
                    punch.c.dedup >= clock_bound(start),
                    punch.c.dedup < clock_bound(end),
                )
                .group_by(punch.c.device_id)
            )
            found.update((device_id, count) for device_id, count in conn.execute(statement))
        counted.append(found)
    return counted
