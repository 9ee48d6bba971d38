"""Punches of terminals counted hour by hour, without reading them: the key of deduplication, which begins
with the terminal's own clock, lists them in order.

Where a punch was made is not in that index, so one punch of each hour is read, its first, and speaks for the
others: a terminal is not moved twice an hour.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple

import sqlalchemy as sa

from edge.store.attendance import clock_bound
from edge.store.ids import instant_of
from edge.store.schema import device, punch

CHUNK: Final = 500
HOUR_US: Final = 3_600 * 1_000_000


class Hour(NamedTuple):
    """What a terminal took within an hour of its clock. `hour`: which of those asked for; `punched_at` and
    `received_at` (microseconds), and `site_id`: of the first punch of it."""

    hour: int
    punches: int
    site_id: int | None
    punched_at: int
    received_at: int


def hours(
    conn: sa.Connection, tenant_id: int, device_ids: Collection[int], from_us: int, count: int
) -> list[Hour]:
    """So many hours of the clocks of terminals, the first of which begins at `from_us` (local microseconds);
    those in which a terminal took nothing are left out."""
    counted = [
        row
        for some in _parts(sorted(device_ids))
        for row in conn.execute(_counted(tenant_id, some, from_us, count)).all()
        if row.punches
    ]
    first = {
        row.id: row
        for some in _parts([row.first for row in counted])
        for row in conn.execute(
            sa.select(punch.c.id, punch.c.site_id, punch.c.punched_at).where(
                punch.c.tenant_id == tenant_id, punch.c.id.in_(some)
            )
        ).all()
    }
    return [
        Hour(row.hour, row.punches, one.site_id, one.punched_at, instant_of(one.id))
        for row in counted
        for one in (first[row.first],)
    ]


def _counted(tenant_id: int, device_ids: Sequence[int], from_us: int, count: int) -> sa.Select[int, int, int]:
    columns = (
        sa.column("hour", sa.Integer),
        sa.column("begins", sa.LargeBinary),
        sa.column("ends", sa.LargeBinary),
    )
    bounds = [clock_bound(from_us + number * HOUR_US) for number in range(count + 1)]
    asked = sa.values(*columns).data(list(zip(range(count), bounds, bounds[1:], strict=False))).cte("asked")
    within = (
        punch.c.tenant_id == tenant_id,
        punch.c.device_id == device.c.id,
        punch.c.dedup >= asked.c.begins,
        punch.c.dedup < asked.c.ends,
    )
    taken = sa.select(sa.func.count()).select_from(punch).where(*within).correlate(device, asked)
    first = sa.select(punch.c.id).where(*within).order_by(punch.c.dedup).limit(1).correlate(device, asked)
    return (
        sa.select(
            asked.c.hour, taken.scalar_subquery().label("punches"), first.scalar_subquery().label("first")
        )
        .select_from(device.join(asked, sa.true()))
        .where(device.c.tenant_id == tenant_id, device.c.id.in_(device_ids))
    )


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[at : at + CHUNK] for at in range(0, len(ids), CHUNK))
