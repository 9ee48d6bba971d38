"""Silences, as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from edge.store.notice_tables import silence


def add(conn: sa.Connection, row: Mapping[str, Any]) -> None:
    conn.execute(silence.insert().values(version=1, **row))


def by_id(conn: sa.Connection, tenant_id: int, silence_id: int) -> sa.RowMapping | None:
    statement = sa.select(silence).where(silence.c.tenant_id == tenant_id, silence.c.id == silence_id)
    return conn.execute(statement).mappings().one_or_none()


def all_of(conn: sa.Connection, tenant_id: int) -> Sequence[sa.RowMapping]:
    """A tenant's silences, over or not, newest first."""
    statement = sa.select(silence).where(silence.c.tenant_id == tenant_id).order_by(silence.c.id.desc())
    return conn.execute(statement).mappings().all()


def active(conn: sa.Connection, tenant_id: int, now_us: int) -> Sequence[sa.RowMapping]:
    """Those that have begun and are not over, newest first."""
    statement = (
        sa.select(silence)
        .where(silence.c.tenant_id == tenant_id, silence.c.starts_at <= now_us, silence.c.ends_at > now_us)
        .order_by(silence.c.id.desc())
    )
    return conn.execute(statement).mappings().all()


def count_open(conn: sa.Connection, tenant_id: int, now_us: int) -> int:
    """How many are not over."""
    statement = (
        sa.select(sa.func.count())
        .select_from(silence)
        .where(silence.c.tenant_id == tenant_id, silence.c.ends_at > now_us)
    )
    return int(conn.execute(statement).scalar_one())


def change(conn: sa.Connection, tenant_id: int, silence_id: int, **values: Any) -> None:
    """Change a silence; its version goes up."""
    conn.execute(
        silence.update()
        .where(silence.c.tenant_id == tenant_id, silence.c.id == silence_id)
        .values(version=silence.c.version + 1, **values)
    )
