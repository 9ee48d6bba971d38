"""The lanes that deliveries of webhooks wait in: claimed, held, given back, many of an endpoint at once.

A lane is held by a lease that the database's clock ends, and every claim of it raises its fence: whoever was
away for longer than its lease finds another fence and has no effect.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from edge.store.engine import database_now, insert, prepared
from edge.store.webhook_tables import webhook, webhook_lane

LEASE_US: Final = 45_000_000
SHARED: Final = 0
"""The lane of what is of no terminal, and of endpoints that want one order."""

_lane = webhook_lane
_THESE: Final = (
    _lane.c.tenant_id == sa.bindparam("of_tenant"),
    _lane.c.webhook_id == sa.bindparam("of_webhook"),
    _lane.c.lane.in_(sa.bindparam("lanes", expanding=True)),
)
_GIVE_BACK: Final = (
    _lane.update()
    .where(
        _lane.c.tenant_id == sa.bindparam("of_tenant"),
        _lane.c.webhook_id == sa.bindparam("of_webhook"),
        _lane.c.lane == sa.bindparam("of_lane"),
    )
    .values(owner=None, lease_until=0, next_due=sa.bindparam("due"), retrying=sa.bindparam("retrying_then"))
)


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


class Release(NamedTuple):
    """A lane that is given back: when it is to be taken up again, None while nothing waits."""

    lane: int
    next_due: int | None
    retrying: bool


def wake(conn: sa.Connection, tenant_id: int, lanes: Mapping[tuple[int, int], bool], now: int) -> None:
    """Something new waits in lanes (endpoint, lane): they are due, but where (the value) one goes after the
    other not sooner than the one in front."""
    for ordered in (True, False):
        keys = sorted(key for key, in_order in lanes.items() if in_order is ordered)
        if not keys:
            continue
        conn.execute(
            _wake(conn, ordered),
            [
                {"tenant_id": tenant_id, "webhook_id": webhook_id, "lane": lane, "next_due": now}
                for webhook_id, lane in keys
            ],
        )


@prepared
def _wake(conn: sa.Connection, ordered: bool) -> sa.Executable:
    statement = insert(conn, _lane)
    fresh = statement.excluded.next_due
    keep = sa.and_(_lane.c.next_due.is_not(None), sa.true() if ordered else _lane.c.next_due <= fresh)
    return statement.on_conflict_do_update(
        index_elements=list(_lane.primary_key.columns),
        set_={
            "next_due": sa.case((keep, _lane.c.next_due), else_=fresh),
            "retrying": sa.case((keep, _lane.c.retrying), else_=sa.false()),
        },
    )


def waiting(conn: sa.Connection) -> list[Waiting]:
    """Endpoints of all tenants that something waits for and that may be tried, with when the first is due."""
    return [
        Waiting(tenant_id, webhook_id, max(first, parked or 0))
        for tenant_id, webhook_id, first, parked in conn.execute(_waiting(conn))
    ]


@prepared
def _waiting(conn: sa.Connection) -> sa.Select[Any]:
    due = sa.func.min(_lane.c.next_due)
    return (
        sa.select(_lane.c.tenant_id, _lane.c.webhook_id, due, webhook.c.parked_until)
        .join(webhook, sa.and_(webhook.c.tenant_id == _lane.c.tenant_id, webhook.c.id == _lane.c.webhook_id))
        .where(
            _lane.c.next_due.is_not(None),
            webhook.c.status == "enabled",
            _lane.c.lease_until <= database_now(conn),
        )
        .group_by(_lane.c.tenant_id, _lane.c.webhook_id, webhook.c.parked_until)
    )


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
    lanes = {"of_tenant": tenant_id, "of_webhook": webhook_id}
    due = conn.execute(_due(conn, fresh_only), lanes | {"now": now, "most": most})
    held_by = {lane: former for lane, former in due}
    if not held_by:
        return []
    taken = conn.execute(_take(conn), lanes | {"lanes": sorted(held_by), "taken_by": owner})
    return [
        Claim(tenant_id, webhook_id, lane, fence, owner, stolen=held_by[lane] is not None)
        for lane, fence in taken
    ]


@prepared
def _due(conn: sa.Connection, fresh_only: bool) -> sa.Select[Any]:
    statement = (
        sa.select(_lane.c.lane, _lane.c.owner)
        .where(
            _lane.c.tenant_id == sa.bindparam("of_tenant"),
            _lane.c.webhook_id == sa.bindparam("of_webhook"),
            _lane.c.next_due <= sa.bindparam("now"),
            _lane.c.lease_until <= database_now(conn),
        )
        .order_by(_lane.c.next_due)
        .limit(sa.bindparam("most", type_=sa.Integer))
        .with_for_update(skip_locked=True)
    )
    return statement.where(_lane.c.retrying.is_(False)) if fresh_only else statement


@prepared
def _take(conn: sa.Connection) -> sa.UpdateBase:
    return (
        _lane.update()
        .where(*_THESE)
        .values(
            owner=sa.bindparam("taken_by"),
            fence=_lane.c.fence + 1,
            lease_until=database_now(conn) + LEASE_US,
        )
        .returning(_lane.c.lane, _lane.c.fence)
    )


def held(
    conn: sa.Connection, tenant_id: int, webhook_id: int, claims: Collection[Claim]
) -> dict[Claim, int | None]:
    """Which claims of an endpoint's lanes still hold, until the transaction ends; with the delivery that was
    given up last in each lane. In the name of the others nothing may be written."""
    lanes = sorted({claim.lane for claim in claims})
    rows = conn.execute(_held(conn), {"of_tenant": tenant_id, "of_webhook": webhook_id, "lanes": lanes})
    now = {(lane, fence, owner): skipped for lane, fence, owner, skipped in rows}
    return {
        claim: now[claim.lane, claim.fence, claim.owner]
        for claim in claims
        if (claim.lane, claim.fence, claim.owner) in now
    }


@prepared
def _held(conn: sa.Connection) -> sa.Select[Any]:
    return (
        sa.select(_lane.c.lane, _lane.c.fence, _lane.c.owner, _lane.c.skipped)
        .where(*_THESE)
        .order_by(_lane.c.lane)
        .with_for_update()
    )


def extend(conn: sa.Connection, tenant_id: int, webhook_id: int, lanes: Collection[int]) -> None:
    """Lanes that are held are needed for longer."""
    if lanes:
        values = {"of_tenant": tenant_id, "of_webhook": webhook_id, "lanes": sorted(lanes)}
        conn.execute(_extend(conn), values)


@prepared
def _extend(conn: sa.Connection) -> sa.Update:
    return _lane.update().where(*_THESE).values(lease_until=database_now(conn) + LEASE_US)


def give_back(conn: sa.Connection, tenant_id: int, webhook_id: int, released: Iterable[Release]) -> None:
    """Give back lanes that are held."""
    rows = [
        {
            "of_tenant": tenant_id,
            "of_webhook": webhook_id,
            "of_lane": one.lane,
            "due": one.next_due,
            "retrying_then": one.retrying,
        }
        for one in released
    ]
    if rows:
        conn.execute(_GIVE_BACK, rows)


def release_all(conn: sa.Connection) -> None:
    """Every lane of every tenant is free; whoever held one has lost it."""
    conn.execute(
        _lane.update()
        .where(_lane.c.lease_until > 0)
        .values(owner=None, lease_until=0, fence=_lane.c.fence + 1)
    )


def skipped(
    conn: sa.Connection, tenant_id: int, webhook_id: int, lanes: Collection[int]
) -> dict[int, int | None]:
    """The delivery that was given up last in each lane, where none was made since."""
    values = {"of_tenant": tenant_id, "of_webhook": webhook_id, "lanes": sorted(lanes)}
    return {lane: row_id for lane, row_id in conn.execute(_skipped(conn), values)}


@prepared
def _skipped(conn: sa.Connection) -> sa.Select[Any]:
    return sa.select(_lane.c.lane, _lane.c.skipped).where(*_THESE)


def note_skipped(
    conn: sa.Connection, tenant_id: int, webhook_id: int, lane: int, delivery_id: int | None
) -> None:
    """Keep which delivery was given up last in a lane that is held."""
    conn.execute(
        _lane.update()
        .where(_lane.c.tenant_id == tenant_id, _lane.c.webhook_id == webhook_id, _lane.c.lane == lane)
        .values(skipped=delivery_id)
    )


def hasten(conn: sa.Connection, tenant_id: int, webhook_id: int, at: int) -> None:
    """Whatever waits for an endpoint for longer is due then."""
    conn.execute(
        _lane.update()
        .where(_lane.c.tenant_id == tenant_id, _lane.c.webhook_id == webhook_id, _lane.c.next_due > at)
        .values(next_due=at)
    )
