"""Punches of terminals counted hour by hour, without reading them: the key of deduplication, which begins
with the terminal's own clock, lists them in order.

Where a punch was made is not in that index, so one punch of each hour is read, its first, and speaks for the
others: a terminal is not moved twice an hour.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final, NamedTuple

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
    return [
        Hour(row.hour, row.punches, row.site_id, row.punched_at, instant_of(row.id))
        for some in _parts(sorted(device_ids))
        for row in conn.execute(_counted(conn, tenant_id, some, from_us, count)).all()
    ]


def _counted(
    conn: sa.Connection, tenant_id: int, device_ids: Sequence[int], from_us: int, count: int
) -> sa.Select[Any]:
    columns = (
        sa.column("hour", sa.Integer),
        sa.column("begins", sa.LargeBinary),
        sa.column("ends", sa.LargeBinary),
    )
    bounds = [clock_bound(from_us + number * HOUR_US) for number in range(count + 1)]
    asked = sa.values(*columns).data(list(zip(range(count), bounds, bounds[1:], strict=False))).cte("asked")
    taken = punch.alias("punch_taken")
    within = sa.and_(
        taken.c.tenant_id == tenant_id,
        taken.c.device_id == device.c.id,
        taken.c.dedup >= asked.c.begins,
        taken.c.dedup < asked.c.ends,
    )
    counted = (
        sa.select(
            device.c.id.label("device_id"),
            asked.c.hour,
            sa.func.count().label("punches"),
            _least(conn, taken.c.dedup).label("first"),
        )
        .select_from(device.join(asked, sa.true()).join(taken, within))
        .where(device.c.tenant_id == tenant_id, device.c.id.in_(device_ids))
        .group_by(device.c.id, asked.c.hour)
        .subquery("counted")
    )
    first = sa.and_(
        punch.c.tenant_id == tenant_id,
        punch.c.device_id == counted.c.device_id,
        punch.c.dedup == counted.c.first,
    )
    return sa.select(
        counted.c.hour, counted.c.punches, punch.c.id, punch.c.site_id, punch.c.punched_at
    ).select_from(counted.join(punch, first))


def _least(conn: sa.Connection, key: sa.ColumnElement[bytes]) -> sa.ColumnElement[bytes]:
    if conn.dialect.name == "sqlite":
        return sa.func.min(key)
    return sa.func.decode(sa.func.min(sa.func.encode(key, "hex")), "hex")  # of bytes it has none before 18


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[at : at + CHUNK] for at in range(0, len(ids), CHUNK))
