"""Lines of terminals that could not be read."""

from __future__ import annotations

from common.schemas import attendance as schema
from edge.api import finding
from edge.api.objects import dead_line_object
from edge.api.registry import operation
from edge.api.work import Result, View
from edge.store import attendance, dead_lines, devices


@operation(
    "GET",
    "/v1/attendance/dead",
    scope="attendance:read",
    query=schema.DeadLineQuery,
    answers=schema.DeadLinePage,
    errors=("device_not_found", "cursor_invalid"),
)
def list_dead_lines(view: View, query: schema.DeadLineQuery) -> Result:
    """List the lines that could not be read, newest first.

    The terminal was told that they were received, so that they do not hold up what stands beside them.
    """
    limit = query.limit or 100
    chosen = None
    if view.site_ids is not None:
        chosen = devices.ever_at_sites(view.conn, view.tenant_id, view.site_ids)
    if query.device is not None:
        named = finding.devices_named(view, query.device)
        chosen = named if chosen is None else chosen & named
    found = dead_lines.page(
        view.conn,
        view.tenant_id,
        before=view.id_anchor(query.cursor),
        limit=limit + 1,
        device_ids=chosen,
    )
    names = attendance.device_names(view.conn, view.tenant_id, {row["device_id"] for row in found})
    return view.page(
        found,
        limit,
        lambda row: [row["id"]],
        lambda row: dead_line_object(row, *names[row["device_id"]]),
    )
