"""Maintenance windows, as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from edge.store.notice_tables import maintenance_window as window


def add(conn: sa.Connection, row: Mapping[str, Any]) -> None:
    conn.execute(window.insert().values(version=1, cuts=[], **row))


def by_id(conn: sa.Connection, tenant_id: int, window_id: int) -> sa.RowMapping | None:
    statement = sa.select(window).where(window.c.tenant_id == tenant_id, window.c.id == window_id)
    return conn.execute(statement).mappings().one_or_none()


def all_of(conn: sa.Connection, tenant_id: int) -> Sequence[sa.RowMapping]:
    """A tenant's windows, newest first."""
    statement = sa.select(window).where(window.c.tenant_id == tenant_id).order_by(window.c.id.desc())
    return conn.execute(statement).mappings().all()


def count(conn: sa.Connection, tenant_id: int) -> int:
    statement = sa.select(sa.func.count()).select_from(window).where(window.c.tenant_id == tenant_id)
    return int(conn.execute(statement).scalar_one())


def change(conn: sa.Connection, tenant_id: int, window_id: int, **values: Any) -> None:
    """Change a window; its version goes up."""
    conn.execute(
        window.update()
        .where(window.c.tenant_id == tenant_id, window.c.id == window_id)
        .values(version=window.c.version + 1, **values)
    )


def remove(conn: sa.Connection, tenant_id: int, window_id: int) -> None:
    conn.execute(window.delete().where(window.c.tenant_id == tenant_id, window.c.id == window_id))
