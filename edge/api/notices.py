"""Notices: what was told of an alert, or by a channel, and what came of each attempt."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa

from common.instants import rfc3339, rfc3339_or_none
from common.schemas import notices as schema
from edge.alerts.notices import NEVER
from edge.api import finding
from edge.api.errors import no_such
from edge.api.registry import operation
from edge.api.work import Result, View
from edge.store import channels
from edge.store import notices as rows
from edge.store.ids import MAX_ID, instant_of, public_id, row_id

_COPIED: Final = (
    "moment",
    "step",
    "policy",
    "channel_name",
    "person_name",
    "severity",
    "status",
    "held_for",
    "error",
    "dedupe_key",
    "message",
)


@operation(
    "GET",
    "/v1/alerts/{alert}/notices",
    scope="alerts:read",
    query=schema.NoticeQuery,
    answers=schema.NoticePage,
    errors=("alert_not_found", "cursor_invalid"),
)
def list_alert_notices(view: View, query: schema.NoticeQuery) -> Result:
    """List who was told of an alert, is still to be told, or was not: newest first, with each attempt."""
    name = view.path["alert"]
    alert_id = row_id("alr", name)
    found = {} if alert_id is None else rows.alerts(view.conn, view.tenant_id, [alert_id])
    if alert_id not in found or not finding.within(view, found[alert_id]["site_id"]):
        raise no_such("alert", name)
    return _listed(view, query, alert_id=alert_id)


@operation(
    "GET",
    "/v1/channels/{channel}/notices",
    scope="alerts:read",
    query=schema.NoticeQuery,
    answers=schema.NoticePage,
    errors=("channel_not_found", "cursor_invalid"),
)
def list_channel_notices(view: View, query: schema.NoticeQuery) -> Result:
    """List what a channel was given to tell, newest first, with each attempt."""
    name = view.path["channel"]
    unseen = view.site_ids is not None or not finding.is_word(name)
    row = None if unseen else channels.find(view.conn, view.tenant_id, name)
    if row is None:
        raise no_such("channel", name)
    return _listed(view, query, channel_id=row["id"])


def _listed(view: View, query: schema.NoticeQuery, **of: int) -> Result:
    limit = query.limit or 100
    before = view.id_anchor(query.cursor) or MAX_ID
    found = rows.page(view.conn, view.tenant_id, limit=limit + 1, before=before, **of)
    return view.page(found, limit, lambda row: [row["id"]], _object)


def _object(row: sa.RowMapping) -> dict[str, Any]:
    return {
        "id": public_id("ntc", row["id"]),
        "object": "notice",
        "alert": public_id("alr", row["alert_id"]),
        **{name: row[name] for name in _COPIED},
        "channel": row["channel_public_id"],
        "person": row["person_public_id"],
        "due_at": None if row["due_at"] >= NEVER else rfc3339(row["due_at"]),
        "sent_at": rfc3339_or_none(row["sent_at"]),
        "attempts": [{**attempt, "at": rfc3339(attempt["at"])} for attempt in row["log"]],
        "created_at": rfc3339(instant_of(row["id"])),
    }
