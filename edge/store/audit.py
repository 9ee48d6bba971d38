"""The audit log: written once, chained by hashes, its head kept apart so that a cut tail shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from edge.store.engine import insert
from edge.store.schema import audit, audit_head

BEGINNING = bytes(32)


class Head(NamedTuple):
    """Where a tenant's chain ends."""

    position: int
    hash: bytes


def lock_head(conn: sa.Connection, tenant_id: int) -> Head:
    """The end of the chain, held to the commit: entries of a tenant are appended one after another."""
    conn.execute(
        insert(conn, audit_head)
        .values(tenant_id=tenant_id, position=0, hash=BEGINNING)
        .on_conflict_do_nothing()
    )
    statement = (
        sa.select(audit_head.c.position, audit_head.c.hash)
        .where(audit_head.c.tenant_id == tenant_id)
        .with_for_update()
    )
    return Head(*conn.execute(statement).one())


def head(conn: sa.Connection, tenant_id: int) -> Head:
    statement = sa.select(audit_head.c.position, audit_head.c.hash).where(audit_head.c.tenant_id == tenant_id)
    found = conn.execute(statement).first()
    return Head(0, BEGINNING) if found is None else Head(*found)


def append(conn: sa.Connection, tenant_id: int, rows: Sequence[Mapping[str, Any]], end: Head) -> None:
    """Add entries whose positions and hashes continue the chain up to `end`."""
    conn.execute(audit.insert(), [dict(row) for row in rows])
    conn.execute(
        audit_head.update()
        .where(audit_head.c.tenant_id == tenant_id)
        .values(position=end.position, hash=end.hash)
    )


def chain(conn: sa.Connection, tenant_id: int, step: int = 1000) -> Iterator[sa.RowMapping]:
    """Every entry that is kept, oldest first."""
    after = 0
    while True:
        statement = (
            sa.select(audit)
            .where(audit.c.tenant_id == tenant_id, audit.c.position > after)
            .order_by(audit.c.position)
            .limit(step)
        )
        rows = conn.execute(statement).mappings().all()
        if not rows:
            return
        yield from rows
        after = rows[-1]["position"]


def page(conn: sa.Connection, tenant_id: int, before: int | None, limit: int) -> Sequence[sa.RowMapping]:
    """Entries newest first, from before a position on."""
    statement = (
        sa.select(audit).where(audit.c.tenant_id == tenant_id).order_by(audit.c.position.desc()).limit(limit)
    )
    if before is not None:
        statement = statement.where(audit.c.position < before)
    return conn.execute(statement).mappings().all()
