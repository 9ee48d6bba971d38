"""What an alert costs while it lasts: the punches that are to be expected there in the next two hours."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from edge.alerts.habits import AHEAD_US, WEEKS, Habit, habit, local_span, weeks_before, weeks_known
from edge.devices import zone_of
from edge.store import alert_sources, expected_punches
from edge.zones import WallClock


@lru_cache(maxsize=1024)
def clock_of(zone: str) -> WallClock:
    """The clock of a zone; it remembers what it worked out."""
    return WallClock(zone)


def by_clock(rows: Iterable[sa.RowMapping]) -> Mapping[WallClock, list[sa.RowMapping]]:
    """Terminals by the clock on their wall: what is counted of them is counted together."""
    found: dict[WallClock, list[sa.RowMapping]] = {}
    for row in rows:
        found.setdefault(clock_of(zone_of(row)[0]), []).append(row)
    return found


def habits(
    conn: sa.Connection,
    tenant_id: int,
    rows: Sequence[sa.RowMapping],
    from_us: int,
    to_us: int,
    *,
    weeks: int = WEEKS,
) -> dict[int, Habit]:
    """What terminals (rows of `store.alert_sources`) usually take between two instants, by row id."""
    found: dict[int, Habit] = {}
    for clock, of_clock in by_clock(rows).items():
        spans = list(weeks_before(local_span(clock, from_us, to_us), weeks))
        counted = expected_punches.counts(conn, tenant_id, [row["id"] for row in of_clock], spans)
        for row in of_clock:
            counts = [one.get(row["id"], 0) for one in counted]
            found[row["id"]] = habit(counts, weeks_known(row["created_at"], from_us, weeks))
    return found


def consequence(conn: sa.Connection, tenant_id: int, devices: Collection[Any], now: int) -> float | None:
    """How many punches these terminals (public ids, or ids of rows) are to be expected to take in the two
    hours after an instant in microseconds; None where nothing is known of any of them."""
    return consequences(conn, tenant_id, [devices], now)[0]


def consequences(
    conn: sa.Connection, tenant_id: int, groups: Sequence[Collection[Any]], now: int
) -> list[float | None]:
    """The same of many alerts at once, as when a region goes dark: a query a zone and week for all."""
    wanted = {device for group in groups for device in group}
    rows = alert_sources.terminals(conn, tenant_id, {one for one in wanted if isinstance(one, str)})
    numbers = {one for one in wanted if not isinstance(one, str)}
    if numbers:
        rows += alert_sources.terminals(conn, tenant_id, ids=numbers)
    usual = habits(conn, tenant_id, rows, now, now + AHEAD_US)
    means: dict[Any, float] = {}
    for row in rows:
        if usual[row["id"]].weeks:
            means[row["public_id"]] = means[row["id"]] = usual[row["id"]].mean
    return [
        sum(means[one] for one in group if one in means) if any(one in means for one in group) else None
        for group in groups
    ]
