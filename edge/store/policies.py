"""Policies: who hears of what, as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from edge.store.engine import insert
from edge.store.notice_tables import policy


def all_of(conn: sa.Connection, tenant_id: int, *, hold: bool = False) -> Sequence[sa.RowMapping]:
    """A tenant's policies, in the order in which they are tried. `hold`: nobody else changes them until the
    transaction ends."""
    statement = sa.select(policy).where(policy.c.tenant_id == tenant_id)
    statement = statement.order_by(policy.c.position, policy.c.id)
    return conn.execute(statement.with_for_update() if hold else statement).mappings().all()


def find(conn: sa.Connection, tenant_id: int, public_id: str) -> sa.RowMapping | None:
    statement = sa.select(policy).where(policy.c.tenant_id == tenant_id, policy.c.public_id == public_id)
    return conn.execute(statement).mappings().one_or_none()


def add(conn: sa.Connection, row: Mapping[str, Any]) -> None:
    """Add a policy; one that is there already, by its public id, stays as it is."""
    conn.execute(insert(conn, policy).values(**row).on_conflict_do_nothing())


def change(conn: sa.Connection, tenant_id: int, policy_id: int, **values: Any) -> None:
    """Change a policy; its version goes up."""
    conn.execute(
        policy.update()
        .where(policy.c.tenant_id == tenant_id, policy.c.id == policy_id)
        .values(version=policy.c.version + 1, **values)
    )


def remove(conn: sa.Connection, tenant_id: int, policy_id: int) -> None:
    conn.execute(policy.delete().where(policy.c.tenant_id == tenant_id, policy.c.id == policy_id))
