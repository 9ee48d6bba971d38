"""The alerts of a time, as far as a report asks for them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import sqlalchemy as sa

from edge.store.alert_tables import alert


def fired(
    conn: sa.Connection,
    tenant_id: int,
    from_us: int,
    to_us: int,
    *,
    site_ids: Collection[int] | None,
    most: int,
) -> Sequence[sa.RowMapping]:
    """Alerts opened between two instants that people were told of, newest first: rule, kind, acknowledged_at,
    timeline. `site_ids` narrows to sites."""
    statement = (
        sa.select(alert.c.rule, alert.c.kind, alert.c.acknowledged_at, alert.c.timeline)
        .where(
            alert.c.tenant_id == tenant_id,
            alert.c.opened_at >= from_us,
            alert.c.opened_at < to_us,
            alert.c.fired_at.is_not(None),
        )
        .order_by(alert.c.opened_at.desc(), alert.c.id.desc())
        .limit(most)
    )
    if site_ids is not None:
        statement = statement.where(alert.c.site_id.in_(site_ids))
    return conn.execute(statement).mappings().all()
