"""Tenants: the customers of an installation, each alone with its data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from edge.store.schema import tenant


def lock_all(conn: sa.Connection) -> None:
    """Let no other transaction add a tenant before this one ends: numbers are handed out one by one."""
    if conn.dialect.name == "postgresql":
        conn.execute(sa.text("LOCK TABLE tenant IN SHARE ROW EXCLUSIVE MODE"))


def next_id(conn: sa.Connection) -> int:
    return int(conn.scalar(sa.select(sa.func.max(tenant.c.id))) or 0) + 1


def add(conn: sa.Connection, row: Mapping[str, Any]) -> None:
    conn.execute(tenant.insert().values(**row))


def by_id(conn: sa.Connection, tenant_id: int) -> sa.RowMapping | None:
    return conn.execute(sa.select(tenant).where(tenant.c.id == tenant_id)).mappings().one_or_none()


def find(conn: sa.Connection, name: str) -> sa.RowMapping | None:
    """A tenant by public id or name."""
    for column in (tenant.c.public_id, tenant.c.name):
        found = conn.execute(sa.select(tenant).where(column == name)).mappings().one_or_none()
        if found is not None:
            return found
    return None


def by_path_secret(conn: sa.Connection, secret: str) -> sa.RowMapping | None:
    return conn.execute(sa.select(tenant).where(tenant.c.path_secret == secret)).mappings().one_or_none()


def page(conn: sa.Connection, after: int, limit: int) -> Sequence[sa.RowMapping]:
    """Tenants in the order they were made, from after an id on."""
    statement = sa.select(tenant).where(tenant.c.id > after).order_by(tenant.c.id).limit(limit)
    return conn.execute(statement).mappings().all()


def change(conn: sa.Connection, tenant_id: int, **values: Any) -> None:
    conn.execute(tenant.update().where(tenant.c.id == tenant_id).values(**values))
