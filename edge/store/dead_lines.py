"""Lines that could not be read, kept until somebody looks."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import sqlalchemy as sa

from edge.store.schema import dead_line


def page(
    conn: sa.Connection,
    tenant_id: int,
    *,
    before: int | None,
    limit: int,
    device_ids: Collection[int] | None = None,
) -> Sequence[sa.RowMapping]:
    """Lines newest first, from before an id on."""
    statement = (
        sa.select(dead_line)
        .where(dead_line.c.tenant_id == tenant_id)
        .order_by(dead_line.c.id.desc())
        .limit(limit)
    )
    if before is not None:
        statement = statement.where(dead_line.c.id < before)
    if device_ids is not None:
        statement = statement.where(dead_line.c.device_id.in_(device_ids))
    return conn.execute(statement).mappings().all()
