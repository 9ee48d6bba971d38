"""Leases with fences: who may do what only one may do. By the database's clock, safe after a pause."""

from __future__ import annotations

import sqlalchemy as sa

from edge.store.engine import database_now, insert
from edge.store.schema import lease


def acquire(conn: sa.Connection, tenant_id: int, name: str, owner: str, ttl_us: int) -> int | None:
    """Take or renew a lease. Returns its fence, which grows with every change of owner, or None if another
    holds it.

    A renewal by the holder keeps the fence; one that comes too late, after expiry, gets a new one. A lease
    that would last for longer than it is taken for is from before the clock was put back: it is over, too.
    """
    now = database_now(conn)
    statement = insert(conn, lease).values(
        tenant_id=tenant_id, name=name, owner=owner, fence=1, expires_at=now + ttl_us
    )
    ours = lease.c.owner == statement.excluded.owner
    renewal = sa.and_(ours, lease.c.expires_at > now)
    upsert = statement.on_conflict_do_update(
        index_elements=[lease.c.tenant_id, lease.c.name],
        set_={
            "owner": statement.excluded.owner,
            "fence": sa.case((renewal, lease.c.fence), else_=lease.c.fence + 1),
            "expires_at": statement.excluded.expires_at,
        },
        where=sa.or_(ours, lease.c.expires_at <= now, lease.c.expires_at > now + 2 * ttl_us),
    )
    return conn.execute(upsert.returning(lease.c.fence)).scalar_one_or_none()


def holds(conn: sa.Connection, tenant_id: int, name: str, fence: int) -> bool:
    """Whether the fence is still the newest: asked inside the transaction of every effect it protects."""
    found = conn.scalar(
        sa.select(lease.c.fence)
        .where(lease.c.tenant_id == tenant_id, lease.c.name == name, lease.c.expires_at > database_now(conn))
        .with_for_update()
    )
    return found == fence


def release(conn: sa.Connection, tenant_id: int, name: str, owner: str) -> None:
    """Let another take it at once. The row stays, so that its fence goes on growing."""
    conn.execute(
        lease.update()
        .where(lease.c.tenant_id == tenant_id, lease.c.name == name, lease.c.owner == owner)
        .values(expires_at=0)
    )


def held_names(conn: sa.Connection, tenant_id: int, prefix: str) -> set[str]:
    """Names of unexpired leases that begin so."""
    return set(holders(conn, tenant_id, prefix))


def holders(conn: sa.Connection, tenant_id: int, prefix: str) -> dict[str, str]:
    """Who holds the unexpired leases whose names begin so, by name."""
    statement = sa.select(lease.c.name, lease.c.owner).where(
        lease.c.tenant_id == tenant_id,
        lease.c.name.startswith(prefix, autoescape=True),
        lease.c.expires_at > database_now(conn),
    )
    return {name: owner for name, owner in conn.execute(statement)}
