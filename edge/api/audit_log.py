"""The audit log: who changed what."""

from __future__ import annotations

from common.schemas.audit import AuditPage, AuditQuery
from edge.api.objects import audit_object
from edge.api.registry import operation
from edge.api.work import Result, View
from edge.store import audit as rows
from edge.store.ids import instant_of


@operation(
    "GET",
    "/v1/audit",
    scope="audit:read",
    query=AuditQuery,
    answers=AuditPage,
    account="either",
    errors=("cursor_invalid",),
)
def list_audit(view: View, query: AuditQuery) -> Result:
    """List what was changed and by whom, newest first."""
    limit = query.limit or 100
    found = rows.page(view.conn, view.tenant_id, view.id_anchor(query.cursor), limit + 1)
    return view.page(
        found,
        limit,
        lambda row: [row["position"]],
        lambda row: audit_object(row, instant_of(row["id"])),
    )
