"""Commands: give one to a terminal, see what became of it, take it back before it has left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa
from pydantic import ValidationError

from common.instants import rfc3339, rfc3339_or_none
from common.schemas import commands as schema
from edge import commands, intents, people_named
from edge.api import expanding, finding
from edge.api.errors import ApiError, invalid, no_such, printable
from edge.api.registry import operation
from edge.api.work import Result, View, Work
from edge.command_steps import params_of, without_secrets
from edge.exports import columns
from edge.intents import Intent
from edge.store import commands as rows
from edge.store.ids import instant_of, public_id

PEOPLE: Final = "employees:write"
ENDED: Final = frozenset({"succeeded", "failed", "expired", "cancelled"})
TABLE: Final = columns(
    "id",
    "device_id",
    "device_serial",
    "command",
    "params",
    "status",
    "attempts",
    "return_code",
    "result",
    "error",
    "reason",
    "created_by",
    "job_id",
    "created_at",
    "sent_at",
    "finished_at",
    "expires_at",
    attempts="number",
    return_code="number",
    created_at="instant",
    sent_at="instant",
    finished_at="instant",
    expires_at="instant",
)


@operation(
    "POST",
    "/v1/devices/{device}/commands",
    scope="commands:execute",
    body=schema.CommandCreate,
    answers=schema.Command,
    status=202,
    errors=(
        "device_not_found",
        "already_exists",
        "conflict",
        "confirmation_required",
        "timezone_required",
    ),
)
def send_command(work: Work, body: schema.CommandCreate) -> Result:
    """Send a command to a terminal.

    It waits until the terminal asks for it, within seconds while it is online. What became of it is told by
    command.succeeded, command.failed or command.expired, and by GET /v1/commands/{id}. Never sent twice on
    their own are restart, enroll_biometric, clear_attendance, clear_all, unlock_door, cancel_alarm,
    upgrade_firmware and raw.

    With a key that may change employees, those whom sync_employees and enroll_employee name are made or
    changed, and shall be on this terminal; delete_employee takes that back. Who shall be there because of its
    site is not deleted (409): take the site from the places of the employee instead.
    """
    device_row = finding.device(work, work.path["device"])
    asked = intent_asked(body)
    check_scope(work, asked)
    if PEOPLE in work.actor.scopes:
        people_named.settle_in(work.conn, work.ids, device_row, asked, now=work.now_us)
    intent = people_named.addressed(work.conn, work.tenant_id, asked)
    row = commands.enqueue(
        work.conn,
        work.ids,
        device_row,
        intent,
        actor=work.actor.public_id,
        now=work.now_us,
        reason=body.reason,
        expires_in_s=body.expires_in,
    )
    work.audit("command.send", device_row["public_id"], _audited(row, intent))
    key, given = (work.tenant_id, device_row["id"]), work.services.on_command
    work.after_commit(lambda: given(key))
    return begun(row)


def begun(row: sa.RowMapping) -> Result:
    """The answer to what gave a terminal a command."""
    location = f"/v1/commands/{public_id('cmd', row['id'])}"
    return Result(command_object(row), status=202, location=location, ends=ENDED)


def intent_asked(body: schema.CommandCreate) -> Intent:
    """What a body wants of a terminal. Raises ApiError."""
    try:
        return intents.intent_of(body.command, body.params)
    except intents.NoSuchCommand as error:
        raise ApiError("validation_failed", printable(str(error)), param="command") from None
    except ValidationError as error:
        raise invalid(error, "params") from None


def check_scope(view: View, intent: Intent) -> None:
    """Whether the key may want this. Raises ApiError."""
    scope = intent.rule.scope
    if scope not in view.actor.scopes:
        raise ApiError(
            "scope_missing",
            f"This key ({view.actor.role}) lacks the scope {scope}, which {intent.word} needs.",
            required_scope=scope,
        )


def _audited(row: sa.RowMapping, intent: Intent) -> dict[str, list[Any]]:
    """What was given, and why. Of many people only how many they are: the command keeps who."""
    said = without_secrets(intent.word, params_of(intent))
    if isinstance(intent, intents.SyncEmployees):
        said |= {"employees": len(intent.employees)}
    return {
        "command": [None, intent.word],
        "command_id": [None, public_id("cmd", row["id"])],
        "params": [None, said],
        "reason": [None, row["reason"]],
    }


@operation(
    "GET",
    "/v1/commands",
    scope="commands:read",
    query=schema.CommandQuery,
    answers=schema.CommandPage,
    errors=("device_not_found", "cursor_invalid"),
    table=TABLE,
)
def list_commands(view: View, query: schema.CommandQuery) -> Result:
    """List commands, newest first: those given here, and those by which the edge keeps terminals up."""
    limit = query.limit or 100
    device_ids = None if query.device is None else finding.devices_named(view, query.device)

    def listed(before: int | None, limit: int) -> Sequence[sa.RowMapping]:
        return rows.page(
            view.conn,
            view.tenant_id,
            before=before,
            limit=limit,
            device_ids=device_ids,
            site_ids=view.site_ids,
            statuses=query.status,
            words=query.command,
        )

    found = listed(view.id_anchor(query.cursor), limit + 1)
    result = view.page(found, limit, lambda row: [row["id"]], command_object)
    expanding.expand(view, query.expand, result.body["data"], {"device": expanding.DEVICE})
    return view.counted(result, query, lambda most: len(listed(None, most)))


@operation(
    "GET",
    "/v1/commands/{command}",
    scope="commands:read",
    answers=schema.Command,
    errors=("command_not_found",),
)
def get_command(view: View) -> Result:
    """Get a command and what became of it."""
    return Result(command_object(_found(view)))


@operation(
    "POST",
    "/v1/commands/{command}/cancel",
    scope="commands:execute",
    answers=schema.Command,
    errors=("command_not_found", "conflict"),
)
def cancel_command(work: Work) -> Result:
    """Cancel a command that its terminal has not fetched yet."""
    row = _found(work)
    after = commands.cancel(work.conn, work.tenant_id, row["id"], now=work.now_us)
    if row["status"] != after["status"]:
        status = [row["status"], after["status"]]
        work.audit("command.cancel", public_id("cmd", row["id"]), {"status": status})
    return Result(command_object(after))


def _found(view: View) -> sa.RowMapping:
    """The command that the path names, of a device within the key's sites. Raises ApiError (404)."""
    name = view.path["command"]
    row = commands.found(view.conn, view.tenant_id, name)
    if row is None or (view.site_ids is not None and row["site_id"] not in view.site_ids):
        raise no_such("command", name)
    return row


def command_object(row: sa.RowMapping) -> dict[str, Any]:
    """A command, from a row of `store.commands.by_id`."""
    return {
        "id": public_id("cmd", row["id"]),
        "object": "command",
        "device_id": row["device_public_id"],
        "device_serial": row["device_serial"],
        "command": row["command"],
        "params": without_secrets(row["command"], row["params"]),
        "status": row["status"],
        "queued": row["status"] == "queued",
        "progress": {"total": row["steps"], "sent": row["step"]},
        "attempts": row["attempts"],
        "return_code": row["return_code"],
        "result": row["result"],
        "error": commands.error_of(row),
        "reason": row["reason"],
        "created_by": row["actor"],
        "job_id": None if row["job_id"] is None else public_id("job", row["job_id"]),
        "created_at": rfc3339(instant_of(row["id"])),
        "sent_at": rfc3339_or_none(row["sent_at"]),
        "finished_at": rfc3339_or_none(row["finished_at"]),
        "expires_at": rfc3339(row["expires_at"]),
    }
