"""What webhooks, the stream and the console are told of alerts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from common.instants import rfc3339
from edge import telling
from edge.store.ids import IdClock, public_id


def members(row: Mapping[Any, Any]) -> dict[str, Any]:
    """The members that all events of an alert have, from its row."""
    return {
        "alert_id": public_id("alr", row["id"]),
        "kind": row["kind"],
        "entity": {"type": row["entity_type"], "id": row["entity_id"], "name": row["entity_name"]},
        "severity": row["severity"],
        "title": row["title"],
        "reason": row["reason"],
        "devices": row["devices"],
    }


def opened(conn: sa.Connection, ids: IdClock, row: Mapping[Any, Any]) -> None:
    """Something needs a person."""
    telling.tell(conn, ids, row["tenant_id"], "alert.opened", **members(row))


def acknowledged(conn: sa.Connection, ids: IdClock, row: Mapping[Any, Any], by: str) -> None:
    """Somebody has taken it on."""
    telling.tell(conn, ids, row["tenant_id"], "alert.acknowledged", **members(row), acknowledged_by=by)


def resolved(conn: sa.Connection, ids: IdClock, row: Mapping[Any, Any], by: str | None = None) -> None:
    """It is over. `by`: who called it over by hand, which is how the engine learns of it."""
    at = rfc3339(row["resolved_at"])
    told = members(row) | {"resolved_at": at, "resolved_by": by}
    telling.tell(conn, ids, row["tenant_id"], "alert.resolved", **told)
