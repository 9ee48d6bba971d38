"""The rules that turn facts into alerts, as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from edge.store.alert_tables import alert_rule
from edge.store.engine import insert


def all_of(conn: sa.Connection, tenant_id: int) -> Sequence[sa.RowMapping]:
    """A tenant's rules, in the order they were made."""
    statement = sa.select(alert_rule).where(alert_rule.c.tenant_id == tenant_id).order_by(alert_rule.c.id)
    return conn.execute(statement).mappings().all()


def find(conn: sa.Connection, tenant_id: int, public_id: str, *, hold: bool = False) -> sa.RowMapping | None:
    """One rule that has a row; `hold` keeps others from changing it until the transaction ends."""
    statement = sa.select(alert_rule).where(
        alert_rule.c.tenant_id == tenant_id, alert_rule.c.public_id == public_id
    )
    if hold:
        statement = statement.with_for_update()
    return conn.execute(statement).mappings().one_or_none()


def add(conn: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rules; those that are there already, by their public id, stay as they are."""
    if rows:
        statement = insert(conn, alert_rule).values([{"version": 1, **row} for row in rows])
        conn.execute(statement.on_conflict_do_nothing())


def change(conn: sa.Connection, tenant_id: int, rule_id: int, **values: Any) -> None:
    """Change a rule; its version goes up."""
    conn.execute(
        alert_rule.update()
        .where(alert_rule.c.tenant_id == tenant_id, alert_rule.c.id == rule_id)
        .values(version=alert_rule.c.version + 1, **values)
    )


def remove(conn: sa.Connection, tenant_id: int, rule_id: int) -> None:
    conn.execute(alert_rule.delete().where(alert_rule.c.tenant_id == tenant_id, alert_rule.c.id == rule_id))
