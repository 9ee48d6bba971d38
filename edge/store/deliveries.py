"""Deliveries of webhooks: made, read in front of their lanes, settled; what attempts brought, how long they
took.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from edge.store import webhook_lanes
from edge.store.engine import insert, prepared
from edge.store.webhook_tables import webhook_attempt, webhook_delivery, webhook_latency

HOUR_US: Final = 3_600_000_000
END_OF_TIME: Final = (1 << 63) - 1
NO_LANE: Final = -1

_delivery = webhook_delivery
# Spelled out, so that the index of those that wait, or are dead, is used.
_PENDING: Final = _delivery.c.state == sa.literal_column("'pending'")
_ADD: Final = _delivery.insert()
_DEAD: Final = _delivery.c.state == sa.literal_column("'dead'")


class Attempted(NamedTuple):
    """What is written of a delivery after an attempt."""

    id: int
    state: str
    attempts: int
    charged: int
    next_due: int
    status: int | None
    took_ms: int
    error: str | None
    response: str | None
    body: bytes | None
    attempted_at: int
    finished_at: int | None


def add(conn: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add deliveries that wait, in the order of the feed."""
    if rows:
        conn.execute(_ADD, rows)


def in_front(
    conn: sa.Connection,
    tenant_id: int,
    webhook_id: int,
    lanes: Collection[int],
    limit: int,
    due: int = END_OF_TIME,
) -> dict[int, list[sa.RowMapping]]:
    """The deliveries in front of lanes of an endpoint, in order; with `due`, only those due then, in whatever
    place."""
    found: dict[int, list[sa.RowMapping]] = {lane: [] for lane in lanes}
    if not found:
        return found
    size = 1 << (len(found) - 1).bit_length()
    padded = [*found, *([NO_LANE] * (size - len(found)))]
    values = {"of_tenant": tenant_id, "of_webhook": webhook_id, "due": due, "most": limit}
    values |= {f"lane_{number}": lane for number, lane in enumerate(padded)}
    ids = conn.scalars(_ids_in_front(conn, size), values).all()
    if ids:
        for row in conn.execute(_of_ids(conn), {"of_tenant": tenant_id, "ids": ids}).mappings():
            found[row["lane"]].append(row)
    return found


@prepared
def _of_ids(conn: sa.Connection) -> sa.Select[Any]:
    statement = sa.select(_delivery).where(
        _delivery.c.tenant_id == sa.bindparam("of_tenant"),
        _delivery.c.id.in_(sa.bindparam("ids", expanding=True)),
    )
    return statement.order_by(_delivery.c.id)


@prepared
def _ids_in_front(conn: sa.Connection, lanes: int) -> sa.CompoundSelect[Any]:
    """What is in front of so many lanes, each found by the index of those that wait; made once for each
    size."""
    fronts = [
        sa.select(_delivery.c.id)
        .where(
            _delivery.c.tenant_id == sa.bindparam("of_tenant", type_=sa.BigInteger),
            _delivery.c.webhook_id == sa.bindparam("of_webhook", type_=sa.BigInteger),
            _delivery.c.lane == sa.bindparam(f"lane_{number}", type_=sa.BigInteger),
            _PENDING,
            _delivery.c.next_due <= sa.bindparam("due", type_=sa.BigInteger),
        )
        .order_by(_delivery.c.id)
        .limit(sa.bindparam("most", type_=sa.Integer))
        .subquery()
        for number in range(lanes)
    ]
    return sa.union_all(*(sa.select(front) for front in fronts))


def first_due(conn: sa.Connection, tenant_id: int, webhook_id: int, lanes: Collection[int]) -> dict[int, int]:
    """When the first of each lane without order is due; a lane that is empty is left out."""
    statement = (
        sa.select(_delivery.c.lane, sa.func.min(_delivery.c.next_due))
        .where(
            _delivery.c.tenant_id == tenant_id,
            _delivery.c.webhook_id == webhook_id,
            _delivery.c.lane.in_(sorted(lanes)),
            _PENDING,
        )
        .group_by(_delivery.c.lane)
    )
    return {lane: first for lane, first in conn.execute(statement)}


_SETTLE: Final = (
    _delivery.update()
    .where(
        _delivery.c.tenant_id == sa.bindparam("of_tenant"),
        _delivery.c.id == sa.bindparam("of_id"),
        _PENDING,
    )
    .values({column: sa.bindparam(f"new_{column}") for column in Attempted._fields if column != "id"})
)


def settle(conn: sa.Connection, tenant_id: int, attempted: Iterable[Attempted]) -> None:
    """Write what became of deliveries that are still waiting; who was cancelled meanwhile stays so."""
    rows = [
        {"of_tenant": tenant_id, "of_id": one.id}
        | {f"new_{column}": value for column, value in one._asdict().items() if column != "id"}
        for one in attempted
    ]
    if rows:
        conn.execute(_SETTLE, rows)


def give_up(conn: sa.Connection, tenant_id: int, lost: Mapping[int, str], now: int) -> None:
    """Deliveries that can no longer be made are dead; the error of each."""
    for row_id, error in lost.items():
        conn.execute(
            _delivery.update()
            .where(_delivery.c.tenant_id == tenant_id, _delivery.c.id == row_id, _PENDING)
            .values(state="dead", error=error, finished_at=now)
        )


def give_up_older(conn: sa.Connection, tenant_id: int, webhook_id: int, before: int, now: int) -> None:
    """Deliveries made before (an id) that still wait for an endpoint are dead."""
    conn.execute(
        _delivery.update()
        .where(
            _delivery.c.tenant_id == tenant_id,
            _delivery.c.webhook_id == webhook_id,
            _PENDING,
            _delivery.c.id < before,
        )
        .values(state="dead", error="too_old", finished_at=now)
    )


def note_attempts(conn: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        conn.execute(webhook_attempt.insert(), rows)


def attempts_of(conn: sa.Connection, tenant_id: int, delivery_id: int) -> Sequence[sa.RowMapping]:
    """The attempts kept of a delivery, in order."""
    table = webhook_attempt
    statement = sa.select(table).where(table.c.tenant_id == tenant_id, table.c.delivery_id == delivery_id)
    return conn.execute(statement.order_by(table.c.number)).mappings().all()


def hasten(conn: sa.Connection, tenant_id: int, webhook_id: int, at: int) -> None:
    """Whatever waits for an endpoint for longer is due then: when its breaker lets a probe through."""
    webhook_lanes.hasten(conn, tenant_id, webhook_id, at)
    conn.execute(
        _delivery.update()
        .where(
            _delivery.c.tenant_id == tenant_id,
            _delivery.c.webhook_id == webhook_id,
            _PENDING,
            _delivery.c.next_due > at,
        )
        .values(next_due=at)
    )


def find(conn: sa.Connection, tenant_id: int, row_id: int) -> sa.RowMapping | None:
    statement = sa.select(_delivery).where(_delivery.c.tenant_id == tenant_id, _delivery.c.id == row_id)
    return conn.execute(statement).mappings().one_or_none()


def page(
    conn: sa.Connection,
    tenant_id: int,
    webhook_id: int,
    *,
    before: int | None,
    limit: int,
    states: Collection[str] | None = None,
    types: Collection[str] | None = None,
    device_ids: Collection[int] | None = None,
    since: int | None = None,
    until: int | None = None,
) -> Sequence[sa.RowMapping]:
    """Deliveries of an endpoint, newest first; `since`, `until`: ids of events."""
    statement = sa.select(_delivery).where(
        _delivery.c.tenant_id == tenant_id, _delivery.c.webhook_id == webhook_id
    )
    for column, wanted in (
        (_delivery.c.state, states),
        (_delivery.c.type, types),
        (_delivery.c.device_id, device_ids),
    ):
        if wanted is not None:
            statement = statement.where(column.in_(wanted))
    if before is not None:
        statement = statement.where(_delivery.c.id < before)
    if since is not None:
        statement = statement.where(_delivery.c.event_id >= since)
    if until is not None:
        statement = statement.where(_delivery.c.event_id < until)
    return conn.execute(statement.order_by(_delivery.c.id.desc()).limit(limit)).mappings().all()


def counts(conn: sa.Connection, tenant_id: int, webhook_id: int) -> dict[str, int]:
    """How many deliveries wait, and how many are dead."""
    found = {}
    for name, state in (("pending", _PENDING), ("dead", _DEAD)):
        statement = sa.select(sa.func.count()).where(
            _delivery.c.tenant_id == tenant_id, _delivery.c.webhook_id == webhook_id, state
        )
        found[name] = int(conn.execute(statement).scalar_one())
    return found


def oldest_waiting(conn: sa.Connection, tenant_id: int, webhook_id: int) -> int | None:
    """The delivery that waits longest for an endpoint, by id."""
    statement = sa.select(sa.func.min(_delivery.c.id)).where(
        _delivery.c.tenant_id == tenant_id,
        _delivery.c.webhook_id == webhook_id,
        _PENDING,
    )
    oldest: int | None = conn.execute(statement).scalar_one()
    return oldest


def add_latency(conn: sa.Connection, tenant_id: int, now: int, took_ms: Mapping[int, Sequence[int]]) -> None:
    """Count first attempts that were taken, by device (0: of none), and how long they took in all."""
    if not took_ms:
        return
    conn.execute(
        _add_latency(conn),
        [
            {
                "tenant_id": tenant_id,
                "device_id": device_id,
                "hour": now // HOUR_US,
                "deliveries": len(times),
                "total_ms": sum(times),
            }
            # in the order of devices, as everybody does: else two that wait for each other
            for device_id, times in sorted(took_ms.items())
        ],
    )


@prepared
def _add_latency(conn: sa.Connection) -> sa.Executable:
    statement = insert(conn, webhook_latency)
    return statement.on_conflict_do_update(
        index_elements=list(webhook_latency.primary_key.columns),
        set_={
            name: webhook_latency.c[name] + statement.excluded[name] for name in ("deliveries", "total_ms")
        },
    )


def mean_latency_ms(
    conn: sa.Connection, tenant_id: int, device_ids: Collection[int], since: int
) -> float | None:
    """The mean over devices from an instant on, None without deliveries."""
    table = webhook_latency
    statement = sa.select(sa.func.sum(table.c.total_ms), sa.func.sum(table.c.deliveries)).where(
        table.c.tenant_id == tenant_id, table.c.device_id.in_(device_ids), table.c.hour >= since // HOUR_US
    )
    total, count = conn.execute(statement).one()
    return None if not count else int(total) / int(count)
