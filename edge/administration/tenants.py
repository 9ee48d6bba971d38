"""Tenants, as the command line lists and changes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from edge import audit, tenants
from edge.administration.units import COMMAND_LINE, LONGEST_LIST, explained, write
from edge.audit import Entry
from edge.store import Store
from edge.store import tenants as tenant_rows
from edge.store.ids import now_us


async def tenants_list(store: Store) -> list[dict[str, Any]]:
    return await store.read(lambda conn: [_tenant(row) for row in tenant_rows.page(conn, 0, LONGEST_LIST)])


async def tenants_create(
    store: Store, name: str, timezone: str | None = None, retention_days: int | None = None
) -> Any:
    def unit(conn: sa.Connection) -> dict[str, Any]:
        row = tenants.create(
            conn, store.ids, name=name, now=now_us(), timezone=timezone, retention_days=retention_days
        )
        audit.write(conn, store.ids, row["id"], COMMAND_LINE, [Entry("tenant.created", row["public_id"])])
        return _tenant(row)

    return await explained(store.write(unit))


async def tenants_change(store: Store, tenant: str, **members: Any) -> Any:
    """Rename it, or set `timezone` or `retention_days` (None unsets); what is not named stays."""
    return await write(
        store,
        tenant,
        "tenant.changed",
        lambda conn, tenant_id: _tenant(tenants.change(conn, tenant_id, **members)),
    )


async def tenants_rotate(store: Store, tenant: str) -> Any:
    """A new path secret for its terminals."""
    return await write(
        store,
        tenant,
        "tenant.path_rotated",
        lambda conn, tenant_id: _tenant(tenants.rotate_path_secret(conn, tenant_id)),
    )


def _tenant(row: Mapping[str, Any] | sa.RowMapping) -> dict[str, Any]:
    return {
        "id": row["public_id"],
        "name": row["name"],
        "timezone": row["timezone"],
        "retention_days": row["retention_days"],
        "device_path": f"/t/{row['path_secret']}/iclock/",
    }
