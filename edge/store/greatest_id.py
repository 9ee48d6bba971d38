"""The greatest id that a database holds: new ones go on after it, whatever the clock says."""

from __future__ import annotations

import sqlalchemy as sa

from edge.store.schema import PLATFORM, metadata, tenant


def greatest_id(conn: sa.Connection) -> int:
    """Over all tables and tenants; 0 where there is none."""
    return conn.scalar(greatest()) or 0


def greatest() -> sa.Select[int]:
    """The statement: each tenant's greatest is the end of an index; over all tenants at once it would be a
    scan, and joined to them it is one of all that the tenant has."""
    tenants = sa.union_all(sa.select(tenant.c.id), sa.select(sa.literal(PLATFORM))).subquery()
    of_each = [
        sa.select(
            sa.select(sa.func.max(table.c.id))
            .where(table.c.tenant_id == tenants.c.id)
            .correlate(tenants)
            .scalar_subquery()
            .label("id")
        ).select_from(tenants)
        for table in metadata.sorted_tables
        if "id" in table.c and "tenant_id" in table.c
    ]
    return sa.select(sa.func.max(sa.union_all(*of_each).subquery().c.id))
