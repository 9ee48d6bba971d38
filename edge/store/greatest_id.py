"""The greatest id that a database holds: new ones go on after it, whatever the clock says."""

from __future__ import annotations

import sqlalchemy as sa

from edge.store.schema import PLATFORM, metadata, tenant


def greatest_id(conn: sa.Connection) -> int:
    """Over all tables and tenants; 0 where there is none."""
    tenants = sa.union_all(sa.select(tenant.c.id), sa.select(sa.literal(PLATFORM))).subquery()
    # Each tenant's is the end of an index; over all tenants at once it would be a scan.
    greatest = [
        sa.select(sa.func.max(_of_tenant(table, tenants.c.id)).label("id"))
        for table in metadata.sorted_tables
        if "id" in table.c and "tenant_id" in table.c
    ]
    return conn.scalar(sa.select(sa.func.max(sa.union_all(*greatest).subquery().c.id))) or 0


def _of_tenant(table: sa.Table, tenant_id: sa.ColumnElement[int]) -> sa.ScalarSelect[int]:
    return sa.select(sa.func.max(table.c.id)).where(table.c.tenant_id == tenant_id).scalar_subquery()
