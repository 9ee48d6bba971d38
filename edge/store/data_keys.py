"""Tenants' own keys as they lie in the database: wrapped, numbered, and empty once they were destroyed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from edge.store.engine import insert, prepared
from edge.store.erasing import erasing
from edge.store.people_tables import data_key
from edge.store.schema import PLATFORM, tenant


class WrappedKey(NamedTuple):
    """`wrapped` is empty where the key was destroyed; its number is never given again."""

    version: int
    wrapped: bytes


def newest(conn: sa.Connection, tenant_id: int, *, hold: bool = False) -> WrappedKey | None:
    """The key with the highest number. `hold`: nobody destroys it before the commit."""
    statement = (
        sa.select(data_key.c.version, data_key.c.wrapped)
        .where(data_key.c.tenant_id == tenant_id)
        .order_by(data_key.c.version.desc())
        .limit(1)
    )
    row = conn.execute(statement.with_for_update(read=True) if hold else statement).first()
    return None if row is None else WrappedKey(*row)


def of_version(conn: sa.Connection, tenant_id: int, version: int) -> WrappedKey | None:
    row = conn.execute(_of_version(conn), {"of_tenant": tenant_id, "numbered": version}).first()
    return None if row is None else WrappedKey(*row)


@prepared
def _of_version(conn: sa.Connection) -> sa.Select[Any]:
    return sa.select(data_key.c.version, data_key.c.wrapped).where(
        data_key.c.tenant_id == sa.bindparam("of_tenant"), data_key.c.version == sa.bindparam("numbered")
    )


def of_tenant(conn: sa.Connection, tenant_id: int) -> Sequence[WrappedKey]:
    """All that were not destroyed, in their order."""
    statement = (
        sa.select(data_key.c.version, data_key.c.wrapped)
        .where(data_key.c.tenant_id == tenant_id, sa.func.length(data_key.c.wrapped) > 0)
        .order_by(data_key.c.version)
    )
    return [WrappedKey(*row) for row in conn.execute(statement)]


def add(conn: sa.Connection, tenant_id: int, version: int, wrapped: bytes, now: int) -> None:
    """Add a key, unless another process just did: read which one it is."""
    conn.execute(
        insert(conn, data_key)
        .values(tenant_id=tenant_id, version=version, wrapped=wrapped, created_at=now)
        .on_conflict_do_nothing()
    )


def rewrap(conn: sa.Connection, tenant_id: int, before: WrappedKey, wrapped: bytes) -> None:
    """Put another wrapping in place of one, if it is still that one."""
    conn.execute(
        data_key.update()
        .where(
            data_key.c.tenant_id == tenant_id,
            data_key.c.version == before.version,
            data_key.c.wrapped == before.wrapped,
        )
        .values(wrapped=wrapped)
    )


def await_writers(conn: sa.Connection) -> None:
    """Wait until nobody is adding keys that are not to be seen yet, and let nobody before the commit."""
    if conn.dialect.name == "postgresql":  # SQLite has one writer at a time
        conn.exec_driver_sql(f"LOCK TABLE {data_key.name} IN SHARE ROW EXCLUSIVE MODE")


def destroy(conn: sa.Connection, tenant_id: int) -> int:
    """Empty all keys of a tenant, overwriting them. Returns how many."""
    with erasing(conn):
        return conn.execute(
            data_key.update()
            .where(data_key.c.tenant_id == tenant_id, sa.func.length(data_key.c.wrapped) > 0)
            .values(wrapped=b"")
        ).rowcount


def owners(conn: sa.Connection) -> list[int]:
    """Everybody who may have keys: the installation itself, then its tenants."""
    return [PLATFORM, *conn.scalars(sa.select(tenant.c.id).order_by(tenant.c.id))]


def any_kept(conn: sa.Connection) -> bool:
    """Whether any tenant has a key that was not destroyed."""
    statement = sa.select(data_key.c.version).where(
        data_key.c.tenant_id.in_(owners(conn)), sa.func.length(data_key.c.wrapped) > 0
    )
    return conn.execute(statement.limit(1)).first() is not None
