"""The audit log: written once, chained by hashes, its head kept apart so that a cut tail shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from edge.store.engine import insert
from edge.store.ids import first_id_at
from edge.store.schema import audit, audit_head

BEGINNING = bytes(32)


class Head(NamedTuple):
    """An entry by its place in a tenant's chain: the last one, or the last that age let go of."""

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


def anchor(conn: sa.Connection, tenant_id: int) -> Head:
    """The last entry that was let go of: what is kept begins right after it."""
    statement = sa.select(audit_head.c.anchor_position, audit_head.c.anchor_hash).where(
        audit_head.c.tenant_id == tenant_id
    )
    found = conn.execute(statement).first()
    return Head(0, BEGINNING) if found is None or not found[0] else Head(*found)


def let_go(conn: sa.Connection, tenant_id: int, before_us: int, most: int) -> int:
    """Delete entries from before an instant, the oldest first; the anchor says where the rest begins."""
    kept_from = anchor(conn, tenant_id).position
    newest = conn.execute(
        sa.select(audit.c.position, audit.c.hash)
        .where(
            audit.c.tenant_id == tenant_id,
            audit.c.position > kept_from,
            audit.c.position <= kept_from + most,
            audit.c.id < first_id_at(before_us),
        )
        .order_by(audit.c.position.desc())
        .limit(1)
    ).first()
    if newest is None:
        return 0
    conn.execute(
        audit_head.update()
        .where(audit_head.c.tenant_id == tenant_id)
        .values(anchor_position=newest.position, anchor_hash=newest.hash)
    )
    return conn.execute(
        audit.delete().where(audit.c.tenant_id == tenant_id, audit.c.position <= newest.position)
    ).rowcount


def append(conn: sa.Connection, tenant_id: int, rows: Sequence[Mapping[str, Any]], end: Head) -> None:
    """Add entries whose positions and hashes continue the chain up to `end`."""
    conn.execute(audit.insert(), [dict(row) for row in rows])
    conn.execute(
        audit_head.update()
        .where(audit_head.c.tenant_id == tenant_id)
        .values(position=end.position, hash=end.hash)
    )


def after(conn: sa.Connection, tenant_id: int, position: int, limit: int) -> Sequence[sa.RowMapping]:
    """Entries after a position, oldest first."""
    statement = (
        sa.select(audit)
        .where(audit.c.tenant_id == tenant_id, audit.c.position > position)
        .order_by(audit.c.position)
        .limit(limit)
    )
    return conn.execute(statement).mappings().all()


def chain(conn: sa.Connection, tenant_id: int, step: int = 1000) -> Iterator[sa.RowMapping]:
    """Every entry that is kept, oldest first."""
    position = 0
    while rows := after(conn, tenant_id, position, step):
        yield from rows
        position = rows[-1]["position"]


def page(conn: sa.Connection, tenant_id: int, before: int | None, limit: int) -> Sequence[sa.RowMapping]:
    """Entries newest first, from before a position on."""
    statement = (
        sa.select(audit).where(audit.c.tenant_id == tenant_id).order_by(audit.c.position.desc()).limit(limit)
    )
    if before is not None:
        statement = statement.where(audit.c.position < before)
    return conn.execute(statement).mappings().all()


def ids_of(conn: sa.Connection, tenant_id: int, action: str, *, from_id: int) -> Sequence[int]:
    """Ids of the entries of one action since an id, oldest first."""
    statement = (
        sa.select(audit.c.id)
        .where(audit.c.tenant_id == tenant_id, audit.c.id >= from_id, audit.c.action == action)
        .order_by(audit.c.id)
    )
    return conn.scalars(statement).all()
