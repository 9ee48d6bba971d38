"""Messages: have terminals show a text, see where it is shown, take it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from common.instants import rfc3339, rfc3339_or_none
from common.schemas import messages as schema
from common.schemas.fields import Deleted
from edge import audit, messages
from edge.api.errors import ApiError, no_such
from edge.api.jobs import targets
from edge.api.registry import operation
from edge.api.work import Result, View, Work
from edge.store import employees
from edge.store import messages as rows
from edge.store.ids import instant_of, public_id, row_id

# What is under way is shown as what it comes from.
_SHOWN: Final = {"sent": "waiting", "deleting": "leaving"}
_STATUSES: Final = ("waiting", "shown", "failed", "leaving", "gone")


@operation(
    "GET",
    "/v1/messages",
    scope="commands:read",
    query=schema.MessageQuery,
    answers=schema.MessagePage,
    errors=("cursor_invalid",),
)
def list_messages(view: View, query: schema.MessageQuery) -> Result:
    """List messages, newest first."""
    limit = query.limit or 100
    found = rows.page(
        view.conn,
        view.tenant_id,
        before=view.id_anchor(query.cursor),
        limit=limit + 1,
        site_ids=view.site_ids,
    )
    shown = _objects(view, found[:limit])
    pairs = [*zip(found[:limit], shown, strict=True), *((row, {}) for row in found[limit:])]
    return view.page(pairs, limit, lambda pair: [pair[0]["id"]], lambda pair: pair[1])


@operation(
    "GET",
    "/v1/messages/{message}",
    scope="commands:read",
    answers=schema.Message,
    errors=("message_not_found",),
)
def get_message(view: View) -> Result:
    """Get a message, and on how many terminals it is shown."""
    return Result(_objects(view, [_found(view)])[0])


@operation(
    "GET",
    "/v1/messages/{message}/devices",
    scope="commands:read",
    query=schema.MessageDeviceQuery,
    answers=schema.MessageDevicePage,
    errors=("message_not_found", "cursor_invalid"),
)
def list_message_devices(view: View, query: schema.MessageDeviceQuery) -> Result:
    """List the terminals of a message, and how it stands there."""
    limit = query.limit or 100
    found = rows.devices_page(
        view.conn,
        view.tenant_id,
        _found(view)["id"],
        after=view.id_anchor(query.cursor) or 0,
        limit=limit + 1,
        site_ids=view.site_ids,
    )
    return view.page(found, limit, lambda row: [row["device_id"]], _on_device)


@operation(
    "POST",
    "/v1/messages",
    scope="commands:execute",
    body=schema.MessageCreate,
    answers=schema.Message,
    status=201,
    errors=("device_not_found", "site_not_found", "employee_not_found", "timezone_required"),
)
def create_message(work: Work, body: schema.MessageCreate) -> Result:
    """Have terminals show a text.

    With `selector` everybody sees it there; with `employees` they alone, when they punch, wherever they shall
    be or, with both, at these terminals. Which terminals those are is settled now. It leaves within seconds,
    for terminals that are offline once they are back. Terminals of the access dialect show no messages:
    theirs are listed as failed.
    """
    chosen = None if body.selector is None else [target.device_id for target in targets(work, body.selector)]
    readers = None if body.employees is None else _employees(work, body.employees)
    row = messages.create(
        work.conn,
        work.ids,
        work.tenant_id,
        text=body.text,
        device_ids=chosen,
        employee_ids=readers,
        starts_at=work.now_us if body.starts_at is None else body.starts_at,
        ends_at=body.ends_at,
        actor=work.actor.public_id,
        now=work.now_us,
    )
    name = public_id("msg", row["id"])
    work.audit("message.create", name, audit.changes({}, _audited(row)))
    return Result(_objects(work, [row])[0], location=f"/v1/messages/{name}")


def _employees(work: Work, names: list[str]) -> list[int]:
    """Those named, within the key's sites. Raises ApiError (404) for the first that is unknown."""
    found = {}
    for name in names:
        row = employees.find(work.conn, work.tenant_id, name)
        if row is None or not employees.visible(work.conn, work.tenant_id, [row["id"]], work.site_ids):
            raise no_such("employee", name)
        found[row["id"]] = row
    return sorted(found)


@operation(
    "DELETE",
    "/v1/messages/{message}",
    scope="commands:execute",
    answers=Deleted,
    errors=("message_not_found",),
)
def delete_message(work: Work) -> Result:
    """Take a message back. Terminals that show it are told within seconds, or once they are back."""
    row = _found(work)
    if work.site_ids is not None and rows.is_elsewhere(work.conn, work.tenant_id, row["id"], work.site_ids):
        raise ApiError("permission_denied", "This message is also shown beyond the sites of this key.")
    messages.remove(work.conn, row, now=work.now_us)
    name = public_id("msg", row["id"])
    work.audit("message.delete", name, audit.changes(_audited(row), {}))
    return Result({"id": name, "object": "message", "deleted": True})


def _found(view: View) -> sa.RowMapping:
    """The message that the path names, within the key's sites. Raises ApiError (404)."""
    name = view.path["message"]
    message_id = row_id("msg", name)
    row = None if message_id is None else rows.by_id(view.conn, view.tenant_id, message_id, view.site_ids)
    if row is None:
        raise no_such("message", name)
    return row


def _objects(view: View, found: Sequence[sa.RowMapping]) -> list[dict[str, Any]]:
    counts = rows.counts(view.conn, view.tenant_id, [row["id"] for row in found], view.site_ids)
    readers = {employee_id for row in found for employee_id in row["employees"] or ()}
    known = employees.by_ids(view.conn, view.tenant_id, readers)
    names = {employee_id: row["employee_id"] for employee_id, row in known.items()}
    return [_object(row, counts[row["id"]], names, view.now_us) for row in found]


def _object(row: sa.RowMapping, counts: dict[str, int], names: dict[int, str], now: int) -> dict[str, Any]:
    over = row["ended_at"] is not None or (row["ends_at"] is not None and row["ends_at"] <= now)
    readers = row["employees"]
    devices = dict.fromkeys(_STATUSES, 0)
    for status, count in counts.items():
        devices[_SHOWN.get(status, status)] += count
    return {
        "id": public_id("msg", row["id"]),
        "object": "message",
        "text": row["text"],
        "employees": None if readers is None else [names[one] for one in readers if one in names],
        "starts_at": rfc3339(row["starts_at"]),
        "ends_at": rfc3339_or_none(row["ends_at"]),
        "status": "ended" if over else "scheduled" if row["starts_at"] > now else "active",
        "devices": devices,
        "created_by": row["actor"],
        "created_at": rfc3339(instant_of(row["id"])),
    }


def _on_device(row: sa.RowMapping) -> dict[str, Any]:
    return {
        "device_id": row["public_id"],
        "device_serial": row["serial"],
        "name": row["name"],
        "status": _SHOWN.get(row["status"], row["status"]),
        "error": row["error"],
        "command_id": None if row["command_id"] is None else public_id("cmd", row["command_id"]),
    }


def _audited(row: sa.RowMapping) -> dict[str, Any]:
    return {
        "text": row["text"],
        "starts_at": rfc3339(row["starts_at"]),
        "ends_at": rfc3339_or_none(row["ends_at"]),
    }
