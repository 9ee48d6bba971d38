"""The audit log: who changed what, and proof that nobody changed the log."""

from __future__ import annotations

from typing import Final

from aiohttp import web
from pydantic_core import to_json

from common.schemas.audit import AuditPage, AuditQuery, AuditVerification
from edge import audit
from edge.api.objects import audit_object
from edge.api.registry import Call, operation
from edge.api.work import Result, View
from edge.exports import columns
from edge.store import audit as rows
from edge.store.ids import instant_of

TABLE: Final = columns(
    "id",
    "position",
    "created_at",
    "actor",
    "action",
    "target",
    "diff",
    "address",
    "user_agent",
    "request_id",
    "hash",
    "previous_hash",
    position="number",
    created_at="instant",
)


@operation(
    "GET",
    "/v1/audit",
    scope="audit:read",
    query=AuditQuery,
    answers=AuditPage,
    account="either",
    errors=("cursor_invalid",),
    table=TABLE,
)
def list_audit(view: View, query: AuditQuery) -> Result:
    """List what was changed and by whom, newest first. Kept for 400 days.

    As a file (`format=ndjson`) it is the whole log; each entry carries its hash, which covers the entry
    before, so that a copy of it proves what it says.
    """
    limit = query.limit or 100
    found = rows.page(view.conn, view.tenant_id, view.id_anchor(query.cursor), limit + 1)
    return view.page(
        found,
        limit,
        lambda row: [row["position"]],
        lambda row: audit_object(row, instant_of(row["id"])),
    )


@operation(
    "GET",
    "/v1/audit/verification",
    scope="audit:read",
    answers=AuditVerification,
    account="either",
    raw=True,
)
async def verify_audit(call: Call) -> web.StreamResponse:
    """Look the audit log through: whether every entry is as it was written, and none is missing."""
    verdict = await audit.verify(call.services.store, call.tenant_id)
    shown = {
        "object": "audit_verification",
        "whole": verdict.broken_at is None,
        "entries": verdict.entries,
        "first_position": verdict.first,
        "last_position": verdict.last,
        "broken_at": verdict.broken_at,
        "reason": verdict.reason,
    }
    return web.Response(body=to_json(shown), content_type="application/json")
