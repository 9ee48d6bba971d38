"""What events say: every fact that is no punch is told through here, with the members all events share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa

from common.instants import rfc3339, rfc3339_or_none
from common.js_safe import js_safe
from edge.store import events
from edge.store.ids import IdClock, instant_of, public_id

UNASSIGNED: Final = "Unassigned"
_OF_EMPLOYEE: Final = (
    ("id", "public_id"),
    ("employee_id", "employee_id"),
    ("pin", "pin"),
    ("name", "name"),
)


def device_members(row: sa.RowMapping, status: str, last_seen: int | None) -> dict[str, Any]:
    """The `device` member of an event, from a row of `store.devices.whole`."""
    return {
        "id": row["public_id"],
        "serial_number": row["serial"],
        "name": row["name"],
        "site": UNASSIGNED if row["site_name"] is None else row["site_name"],
        "status": status,
        "last_seen": rfc3339_or_none(last_seen),
    }


def employee_members(row: sa.RowMapping) -> dict[str, Any]:
    """The `employee` member of an event, from a row of `employee`."""
    return {name: row[column] for name, column in _OF_EMPLOYEE}


def tell_device(
    conn: sa.Connection,
    ids: IdClock,
    row: sa.RowMapping,
    event: str,
    *,
    status: str,
    last_seen: int | None,
    since: int | None = None,
    **members: Any,
) -> str:
    """Tell one thing of a device, under its next sequence number. Returns the event's id.

    `since`: from when it is true, microseconds, where that is not now. Further members are JSON.
    """
    row_id = ids.next()
    sequence = events.next_sequences(conn, row["tenant_id"], row["id"], 1)
    if since is not None:
        members = {"since": rfc3339(since), **members}
    body = event_body(row_id, event, sequence, device_members(row, status, last_seen), members)
    events.append_of_device(conn, row["tenant_id"], row_id, row["id"], sequence, body)
    return str(body["id"])


def tell(conn: sa.Connection, ids: IdClock, tenant_id: int, event: str, **members: Any) -> str:
    """Tell a tenant (0: the platform) one thing without a terminal. Returns the event's id."""
    row_id = ids.next()
    body = event_body(row_id, event, None, None, members)
    events.append(conn, tenant_id, row_id, body)
    return str(body["id"])


def event_body(
    row_id: int,
    event: str,
    sequence: int | None,
    device: Mapping[str, Any] | None,
    members: Mapping[str, Any],
) -> dict[str, Any]:
    """What an event says, in the form every receiver can check. Raises NotJsSafe."""
    body: dict[str, Any] = js_safe(
        {
            "id": public_id("evt", row_id),
            "object": "event",
            "event": event,
            "timestamp": rfc3339(instant_of(row_id)),
            "sequence": sequence,
            "device": device,
            **members,
        }
    )
    return body
