"""Tenants of an installation, for platform keys."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from common.schemas import tenants as schema
from edge import audit, tenants
from edge.api.errors import no_such
from edge.api.objects import tenant_object
from edge.api.registry import operation
from edge.api.work import Result, View, Work
from edge.store import tenants as rows


@operation(
    "GET",
    "/v1/tenants",
    scope="tenants:read",
    query=schema.TenantQuery,
    answers=schema.TenantPage,
    account="platform",
    errors=("cursor_invalid",),
)
def list_tenants(view: View, query: schema.TenantQuery) -> Result:
    """List tenants in the order they were made."""
    limit = query.limit or 100
    found = rows.page(view.conn, view.id_anchor(query.cursor) or 0, limit + 1)
    return view.page(found, limit, lambda row: [row["id"]], lambda row: _shown(view, row))


@operation(
    "GET",
    "/v1/tenants/{tenant}",
    scope="tenants:read",
    answers=schema.Tenant,
    account="platform",
    errors=("tenant_not_found",),
)
def get_tenant(view: View) -> Result:
    """Get a tenant."""
    return Result(_shown(view, _found(view)))


@operation(
    "POST",
    "/v1/tenants",
    scope="tenants:write",
    body=schema.TenantCreate,
    answers=schema.Tenant,
    status=201,
    account="platform",
    errors=("already_exists",),
)
def create_tenant(work: Work, body: schema.TenantCreate) -> Result:
    """Make a tenant. Make its first key with `POST /v1/keys` and the header Punchdeck-Account."""
    row = tenants.create(
        work.conn,
        work.ids,
        name=body.name,
        now=work.now_us,
        timezone=body.timezone,
        retention_days=body.retention_days,
    )
    work.audit("tenant.create", row["public_id"], audit.changes({}, _audited(row)))
    # Serials that wait are kept elsewhere as soon as there is more than one tenant.
    work.devices_changed(None)
    return Result(_shown(work, row), location=f"/v1/tenants/{row['public_id']}")


@operation(
    "PATCH",
    "/v1/tenants/{tenant}",
    scope="tenants:write",
    body=schema.TenantChange,
    answers=schema.Tenant,
    account="platform",
    errors=("tenant_not_found", "already_exists"),
)
def change_tenant(work: Work, body: schema.TenantChange) -> Result:
    """Change a tenant: name, zone, retention (JSON merge patch)."""
    before = _found(work)
    after = tenants.change(work.conn, before["id"], **body.model_dump(exclude_unset=True))
    return _changed(work, "tenant.change", before, after)


@operation(
    "POST",
    "/v1/tenants/{tenant}/rotate_device_url",
    scope="tenants:write",
    answers=schema.Tenant,
    account="platform",
    errors=("tenant_not_found",),
)
def rotate_device_url(work: Work) -> Result:
    """Give the tenant's terminals a new address. The old one stops at once."""
    before = _found(work)
    return _changed(
        work, "tenant.rotate_device_url", before, tenants.rotate_path_secret(work.conn, before["id"])
    )


def _found(view: View) -> sa.RowMapping:
    name = view.path["tenant"]
    row = rows.find(view.conn, name) if name.isascii() and name.isprintable() else None
    if row is None or row["public_id"] != name:
        raise no_such("tenant", name)
    return row


def _shown(view: View, row: sa.RowMapping) -> dict[str, Any]:
    return tenant_object(row, view.asked.public_url)


def _audited(row: sa.RowMapping) -> dict[str, Any]:
    return {name: row[name] for name in ("public_id", "name", "timezone", "retention_days")}


def _changed(work: Work, action: str, before: sa.RowMapping, after: sa.RowMapping) -> Result:
    work.audit(action, after["public_id"], audit.changes(_audited(before), _audited(after)))
    work.devices_changed(None)
    return Result(_shown(work, after))
