"""Deliveries of webhooks, and the lanes that they wait in: made, claimed, settled.

A lane is held by a lease that the database's clock ends, and every claim of it raises its fence: whoever was
away for longer than its lease finds another fence and has no effect.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from edge.store.engine import database_now, insert
from edge.store.webhook_tables import (
    webhook,
    webhook_attempt,
    webhook_delivery,
    webhook_lane,
    webhook_latency,
)

LEASE_US: Final = 45_000_000
HOUR_US: Final = 3_600_000_000
SHARED: Final = 0
"""The lane of what is of no terminal, and of endpoints that want one order."""

_delivery, _lane = webhook_delivery, webhook_lane
# Spelled out, so that the index of those that wait, or are dead, is used.
_PENDING: Final = _delivery.c.state == sa.literal_column("'pending'")
_DEAD: Final = _delivery.c.state == sa.literal_column("'dead'")


class Waiting(NamedTuple):
    """An endpoint that something waits for, and since when the first of it is due."""

    tenant_id: int
    webhook_id: int
    next_due: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A lane that is ours until its lease ends, as its fence says. `stolen`: who held it before let its lease
    run out."""

    tenant_id: int
    webhook_id: int
    lane: int
    fence: int
    owner: str
    stolen: bool = False


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
        conn.execute(_delivery.insert(), rows)


def wake(conn: sa.Connection, tenant_id: int, lanes: Mapping[tuple[int, int], bool], now: int) -> None:
    """Something new waits in lanes (endpoint, lane): they are due, but where (the value) one goes after the
    other not sooner than the one in front."""
    for ordered in (True, False):
        keys = sorted(key for key, in_order in lanes.items() if in_order is ordered)
        if not keys:
            continue
        statement = insert(conn, _lane).values(
            [
                {"tenant_id": tenant_id, "webhook_id": webhook_id, "lane": lane, "next_due": now}
                for webhook_id, lane in keys
            ]
        )
        keep = sa.and_(_lane.c.next_due.is_not(None), sa.true() if ordered else _lane.c.next_due <= now)
        conn.execute(
            statement.on_conflict_do_update(
                index_elements=list(_lane.primary_key.columns),
                set_={
                    "next_due": sa.case((keep, _lane.c.next_due), else_=statement.excluded.next_due),
                    "retrying": sa.case((keep, _lane.c.retrying), else_=sa.false()),
                },
            )
        )


def waiting(conn: sa.Connection, now: int) -> list[Waiting]:
    """Endpoints of all tenants that something waits for and that may be tried, with when the first is due."""
    due = sa.func.min(_lane.c.next_due)
    statement = (
        sa.select(_lane.c.tenant_id, _lane.c.webhook_id, due, webhook.c.parked_until)
        .join(webhook, sa.and_(webhook.c.tenant_id == _lane.c.tenant_id, webhook.c.id == _lane.c.webhook_id))
        .where(
            _lane.c.next_due.is_not(None),
            webhook.c.status == "enabled",
            _lane.c.lease_until <= database_now(conn),
        )
        .group_by(_lane.c.tenant_id, _lane.c.webhook_id, webhook.c.parked_until)
    )
    return [
        Waiting(tenant_id, webhook_id, max(first, parked or 0))
        for tenant_id, webhook_id, first, parked in conn.execute(statement)
    ]


def leased(conn: sa.Connection, tenant_id: int, webhook_id: int) -> int:
    """How many lanes of an endpoint are being drained, by whomever."""
    statement = sa.select(sa.func.count()).where(
        _lane.c.tenant_id == tenant_id,
        _lane.c.webhook_id == webhook_id,
        _lane.c.lease_until > database_now(conn),
    )
    return conn.execute(statement).scalar_one()


def claim(
    conn: sa.Connection,
    tenant_id: int,
    webhook_id: int,
    owner: str,
    *,
    now: int,
    most: int,
    fresh_only: bool,
) -> list[Claim]:
    """Take due lanes of an endpoint, those that waited longest first. `fresh_only`: none that tries again."""
    statement = (
        sa.select(_lane.c.lane, _lane.c.owner)
        .where(
            _lane.c.tenant_id == tenant_id,
            _lane.c.webhook_id == webhook_id,
            _lane.c.next_due <= now,
            _lane.c.lease_until <= database_now(conn),
        )
        .order_by(_lane.c.next_due)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    if fresh_only:
        statement = statement.where(_lane.c.retrying.is_(False))
    held_by = {lane: former for lane, former in conn.execute(statement)}
    if not held_by:
        return []
    taken = conn.execute(
        _lane.update()
        .where(_lane.c.tenant_id == tenant_id, _lane.c.webhook_id == webhook_id, _lane.c.lane.in_(held_by))
        .values(owner=owner, fence=_lane.c.fence + 1, lease_until=database_now(conn) + LEASE_US)
        .returning(_lane.c.lane, _lane.c.fence)
    )
    return [
        Claim(tenant_id, webhook_id, lane, fence, owner, stolen=held_by[lane] is not None)
        for lane, fence in taken
    ]


def hold(conn: sa.Connection, claim: Claim) -> bool:
    """Extend a claim; False: it was lost, and nothing may be written in its name."""
    extended = conn.execute(
        _lane.update()
        .where(*_is(claim), _lane.c.fence == claim.fence, _lane.c.owner == claim.owner)
        .values(lease_until=database_now(conn) + LEASE_US)
    )
    return extended.rowcount == 1


def release(conn: sa.Connection, claim: Claim, next_due: int | None, retrying: bool) -> None:
    """Give back a lane that is held: when it is to be taken up again, None while nothing waits."""
    conn.execute(
        _lane.update()
        .where(*_is(claim))
        .values(owner=None, lease_until=0, next_due=next_due, retrying=retrying)
    )


def release_all(conn: sa.Connection) -> None:
    """Every lane of every tenant is free; whoever held one has lost it."""
    conn.execute(
        _lane.update()
        .where(_lane.c.lease_until > 0)
        .values(owner=None, lease_until=0, fence=_lane.c.fence + 1)
    )


def _is(claim: Claim) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        _lane.c.tenant_id == claim.tenant_id,
        _lane.c.webhook_id == claim.webhook_id,
        _lane.c.lane == claim.lane,
    )


def skipped(conn: sa.Connection, claim: Claim) -> int | None:
    """The delivery that was given up last in a lane, where none was made since."""
    row: int | None = conn.execute(sa.select(_lane.c.skipped).where(*_is(claim))).scalar_one_or_none()
    return row


def note_skipped(conn: sa.Connection, claim: Claim, delivery_id: int | None) -> None:
    conn.execute(
        _lane.update()
        .where(*_is(claim), _lane.c.skipped.is_distinct_from(delivery_id))
        .values(skipped=delivery_id)
    )


def in_lane(conn: sa.Connection, claim: Claim, limit: int, due: int | None = None) -> Sequence[sa.RowMapping]:
    """The deliveries in front of a lane, in order; with `due`, only those due then, in whatever place."""
    statement = sa.select(_delivery).where(
        _delivery.c.tenant_id == claim.tenant_id,
        _delivery.c.webhook_id == claim.webhook_id,
        _delivery.c.lane == claim.lane,
        _PENDING,
    )
    if due is not None:
        statement = statement.where(_delivery.c.next_due <= due)
    return conn.execute(statement.order_by(_delivery.c.id).limit(limit)).mappings().all()


def first_due(conn: sa.Connection, claim: Claim) -> int | None:
    """When the first of a lane without order is due."""
    statement = sa.select(sa.func.min(_delivery.c.next_due)).where(
        _delivery.c.tenant_id == claim.tenant_id,
        _delivery.c.webhook_id == claim.webhook_id,
        _delivery.c.lane == claim.lane,
        _PENDING,
    )
    first: int | None = conn.execute(statement).scalar_one()
    return first


def settle(conn: sa.Connection, tenant_id: int, attempted: Iterable[Attempted]) -> None:
    """Write what became of deliveries that are still waiting; who was cancelled meanwhile stays so."""
    for one in attempted:
        values = one._asdict()
        row_id = values.pop("id")
        conn.execute(
            _delivery.update()
            .where(_delivery.c.tenant_id == tenant_id, _delivery.c.id == row_id, _PENDING)
            .values(**values)
        )


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
    conn.execute(
        _lane.update()
        .where(_lane.c.tenant_id == tenant_id, _lane.c.webhook_id == webhook_id, _lane.c.next_due > at)
        .values(next_due=at)
    )
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


def add_latency(
    conn: sa.Connection, tenant_id: int, device_id: int, now: int, took_ms: Sequence[int]
) -> None:
    """Count first attempts of a device (0: of none) that were taken, and how long they took in all."""
    statement = insert(conn, webhook_latency).values(
        tenant_id=tenant_id,
        device_id=device_id,
        hour=now // HOUR_US,
        deliveries=len(took_ms),
        total_ms=sum(took_ms),
    )
    conn.execute(
        statement.on_conflict_do_update(
            index_elements=list(webhook_latency.primary_key.columns),
            set_={
                name: webhook_latency.c[name] + statement.excluded[name]
                for name in ("deliveries", "total_ms")
            },
        )
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
