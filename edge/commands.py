"""Commands: from the wish to what became of it. What they look like on the wire is the device side's affair.

A command is queued until its terminal fetches it, sent until the terminal says what became of it, and then
succeeded or failed. One that ran out of time before either has expired; one that had not left could be
cancelled. Whatever ends it is told in the same transaction.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from itertools import groupby
from typing import Any, Final, Literal

import sqlalchemy as sa

from common.instants import rfc3339, rfc3339_or_none
from edge import biometrics, messages, people_results, telling, work_codes
from edge.admission import status_of
from edge.command_steps import params_of, rule_of, without_secrets
from edge.intents import DeleteEmployee, Intent, SyncEmployees, UpgradeFirmware, others_of
from edge.store import commands as rows
from edge.store import devices, firmware, jobs, punches
from edge.store.ids import IdClock, instant_of, public_id, row_id
from edge.store.people import MATRIX, wanted_at
from edge.upkeep_intents import InstallFirmware

SECOND_US: Final = 1_000_000
LIFETIME_S: Final = 7 * 86_400
"""How long a command waits for its terminal where neither its rule nor its sender says."""
LONGEST_S: Final = 30 * 86_400
ANSWER_S: Final = 3600
"""How long the answer to what is never sent twice is waited for; at least ANSWER_AT_LEAST_S."""
ANSWER_AT_LEAST_S: Final = 60
MOST: Final = 200  # that end in one transaction
NO_ANSWER: Final = "no_answer"
OPEN: Final = frozenset({"queued", "sent"})

Ending = Literal["succeeded", "failed", "expired"]


class CommandMisuse(ValueError):
    """A command cannot be given as asked. `param` names what is wrong in the request."""

    def __init__(self, message: str, param: str | None = None) -> None:
        super().__init__(message)
        self.param = param


class ConfirmationRequired(CommandMisuse):
    """It would delete people: so many, and they were not confirmed."""

    def __init__(self, message: str, removes: int) -> None:
        super().__init__(message, "params.confirm_removals")
        self.removes = removes


class CommandConflict(Exception):
    """The terminal or the command is in a state that does not allow this."""


class NoSuchCommand(LookupError):
    """The tenant has no command of that id."""


def enqueue(
    conn: sa.Connection,
    ids: IdClock,
    device_row: sa.RowMapping,
    intent: Intent,
    *,
    actor: str,
    now: int,
    reason: str | None = None,
    job_id: int | None = None,
    expires_in_s: int | None = None,
) -> sa.RowMapping:
    """Have something wanted of a terminal, which fetches it when it next asks; being offline is no hindrance.

    `device_row` is of `store.devices.whole`, `now` in microseconds. Returns the row of
    `store.commands.by_id`. Tell `OpenCommands` after the commit, or it notices within a second.
    Raises CommandMisuse, ConfirmationRequired, CommandConflict.
    """
    rule = intent.rule
    _check_served(device_row)
    if isinstance(intent, UpgradeFirmware):
        intent = _with_file(conn, device_row["tenant_id"], intent)
    if isinstance(intent, DeleteEmployee) and actor != MATRIX:
        _check_unwanted(conn, device_row, intent, now)
    removes = _removals(conn, device_row, intent)
    if (rule.reason or removes) and not (reason or "").strip():
        raise CommandMisuse(f"{intent.word} cannot be undone: say in `reason` why it is wanted.", "reason")
    lifetime = expires_in_s or rule.expires_s or LIFETIME_S
    if not 0 < lifetime <= (rule.expires_s or LONGEST_S):
        raise CommandMisuse(
            f"{intent.word} may wait for its terminal for {rule.expires_s or LONGEST_S} seconds at most.",
            "expires_in",
        )
    command_id = ids.next()
    rows.add(
        conn,
        {
            "tenant_id": device_row["tenant_id"],
            "id": command_id,
            "device_id": device_row["id"],
            "job_id": job_id,
            "command": intent.word,
            "params": params_of(intent),
            "removes": removes or None,
            "steps": len(intent.employees) + len(removes) if isinstance(intent, SyncEmployees) else 1,
            "status": "queued",
            "actor": actor,
            "reason": reason,
            "expires_at": now + lifetime * SECOND_US,
        },
    )
    return existing(conn, device_row["tenant_id"], command_id)


def _with_file(conn: sa.Connection, tenant_id: int, intent: UpgradeFirmware) -> UpgradeFirmware:
    """The same with what the terminal compares, and a key that nobody can guess to fetch it by."""
    if intent.firmware is None:
        return intent
    row = firmware_named(conn, tenant_id, intent.firmware)
    told = {"firmware": intent.firmware, "checksum": row["md5"], "size": row["size"]}
    return InstallFirmware.model_validate({**told, "key": secrets.token_hex(16)})


def firmware_named(conn: sa.Connection, tenant_id: int, name: str) -> sa.RowMapping:
    """An uploaded file by its id; it stays until the commit. Raises CommandMisuse."""
    row = firmware.named(conn, tenant_id, name)
    if row is None:
        raise CommandMisuse(
            f"There is no firmware with the id '{name}'. GET /v1/firmware lists what was uploaded.",
            "params.firmware",
        )
    return row


def _check_served(device_row: sa.RowMapping) -> None:
    name = device_row["name"]
    if device_row["state"] == "retired":
        raise CommandConflict(f"The device '{name}' was deleted. Register its serial number again first.")
    if device_row["conflicted_at"] is not None:
        raise CommandConflict(
            f"Two terminals seem to share the serial number of '{name}', so it gets no commands. Find out "
            "which is the right one and confirm it, then send the command again."
        )


def _check_unwanted(conn: sa.Connection, device_row: sa.RowMapping, intent: DeleteEmployee, now: int) -> None:
    """Whoever shall be on a terminal is not deleted there by hand: the person would be written again."""
    pin, site_id = intent.terminal_pin, device_row["site_id"]
    found = wanted_at(conn, device_row["tenant_id"], device_row["id"], site_id, now, [pin])
    if pin in found:
        employee_id = found[pin].employee_id
        raise CommandConflict(
            f"The employee '{employee_id}' shall be on the terminal '{device_row['name']}', which would be "
            "given the person again. Take the terminal, or its site, from the places of the employee "
            f"(PATCH /v1/employees/{employee_id}); then the person is deleted there by itself."
        )


def _removals(conn: sa.Connection, device_row: sa.RowMapping, intent: Intent) -> tuple[str, ...]:
    """Who is deleted of those that `sync_employees` does not name: settled now, so that nobody goes whom
    nobody counted."""
    if not isinstance(intent, SyncEmployees) or not intent.remove_others:
        return ()
    counted = (device_row["counts"] or {}).get("users")
    held = rows.people_held(conn, device_row["tenant_id"], device_row["id"], counted)
    name = device_row["name"]
    if held is None:
        raise CommandConflict(
            f"The terminal '{name}' has not told yet whom it holds, so who would be removed is not known. "
            "Send it again when the device shows its people, or leave remove_others out."
        )
    leaving = others_of(intent, held)
    if leaving and intent.confirm_removals != len(leaving):
        raise ConfirmationRequired(
            f"This would delete {len(leaving)} of the {len(held)} people on '{name}'. To do so, send it "
            f"again with params.confirm_removals: {len(leaving)} and a reason.",
            len(leaving),
        )
    return leaving


def existing(conn: sa.Connection, tenant_id: int, command_id: int) -> sa.RowMapping:
    """The row of a command. Raises NoSuchCommand."""
    row = rows.by_id(conn, tenant_id, command_id)
    if row is None:
        raise NoSuchCommand(public_id("cmd", command_id))
    return row


def found(conn: sa.Connection, tenant_id: int, name: str) -> sa.RowMapping | None:
    """The row behind a public id, or None."""
    command_id = row_id("cmd", name)
    return None if command_id is None else rows.by_id(conn, tenant_id, command_id)


def cancel(conn: sa.Connection, tenant_id: int, command_id: int, *, now: int) -> sa.RowMapping:
    """Take back a command that has not left. Nothing is told: whoever gave it took it back.

    Raises NoSuchCommand, CommandConflict where it has left or ended.
    """
    row = existing(conn, tenant_id, command_id)
    punches.lock_devices(conn, [(tenant_id, row["device_id"])])  # a poll may be taking it
    ending = {"finished_at": now, "params": without_secrets(row["command"], row["params"])}
    if not rows.change_queued(conn, tenant_id, command_id, status="cancelled", **ending):
        status = existing(conn, tenant_id, command_id)["status"]
        if status == "cancelled":
            return row
        raise CommandConflict(
            "The terminal has fetched this command already; what it does with it cannot be stopped from here."
            if status == "sent"
            else f"This command has ended already: it is {status}."
        )
    ended = existing(conn, tenant_id, command_id)
    jobs.command_ended(conn, ended)
    people_results.taken_back(conn, ended, now=now)
    work_codes.settle(conn, ended, now=now)
    messages.settle(conn, ended)
    return ended


def answer_due(word: str, expires_at: int, now: int) -> int:
    """Until when the answer to a command that leaves now is waited for: what is sent once only is soon known
    to have got lost."""
    rule = rule_of(word)
    if rule.repeatable:
        return expires_at
    at_least = now + max(ANSWER_AT_LEAST_S, rule.silence_s) * SECOND_US
    return max(min(expires_at, now + ANSWER_S * SECOND_US), at_least)


def finish(
    conn: sa.Connection,
    ids: IdClock,
    row: sa.RowMapping,
    device_row: sa.RowMapping,
    status: Ending,
    *,
    now: int,
    speaking: bool,
    code: str | None = None,
    message: str | None = None,
    return_code: int | None = None,
    result: Mapping[str, Any] | None = None,
) -> None:
    """End a command that is under way, and tell so. `speaking`: the terminal is on the line.

    The caller holds the device (`store.punches.lock_devices`). Secrets in its params are let go of.
    """
    tenant_id, device_id, command_id = row["tenant_id"], row["device_id"], row["id"]
    rows.change(
        conn,
        tenant_id,
        command_id,
        status=status,
        finished_at=now,
        error=message,
        error_code=code,
        return_code=return_code if return_code is not None else row["return_code"],
        result=dict(result) if result is not None else row["result"],
        params=without_secrets(row["command"], row["params"]),
    )
    rows.await_no_more(conn, tenant_id, device_id, command_id)
    ended = existing(conn, tenant_id, command_id)
    jobs.command_ended(conn, ended)
    biometrics.settle(conn, ended, now=now)
    people_results.settle(conn, ids, ended, now=now)
    work_codes.settle(conn, ended, now=now)
    messages.settle(conn, ended)
    telling.tell_device(
        conn,
        ids,
        device_row,
        f"command.{status}",
        status="online" if speaking else status_of(device_row),
        last_seen=now if speaking else device_row["last_seen_at"],
        **told_members(ended),
    )


def end_open(
    conn: sa.Connection,
    ids: IdClock,
    device_row: sa.RowMapping,
    *,
    now: int,
    code: str,
    message: str,
    queued: bool,
) -> None:
    """The terminal that fetched commands will answer no more: those have failed. With `queued`, what waits is
    cancelled too; else it goes to whoever calls next. The caller holds the device."""
    tenant_id = device_row["tenant_id"]
    for command_id in rows.open_of_device(conn, tenant_id, device_row["id"]):
        row = existing(conn, tenant_id, command_id)
        if row["status"] == "sent":
            finish(conn, ids, row, device_row, "failed", now=now, speaking=False, code=code, message=message)
        elif queued:
            cancel(conn, tenant_id, command_id, now=now)


def told_members(row: sa.RowMapping) -> dict[str, Any]:
    """What events say of a command: all that its object says but its params."""
    return {
        "command_id": public_id("cmd", row["id"]),
        "command": row["command"],
        "return_code": row["return_code"],
        "result": row["result"],
        "error": error_of(row),
        "reason": row["reason"],
        "job_id": None if row["job_id"] is None else public_id("job", row["job_id"]),
        "created_at": rfc3339(instant_of(row["id"])),
        "sent_at": rfc3339_or_none(row["sent_at"]),
        "finished_at": rfc3339_or_none(row["finished_at"]),
        "expires_at": rfc3339(row["expires_at"]),
    }


def error_of(row: sa.RowMapping) -> dict[str, str] | None:
    """Why it failed or expired: a word for programs and a sentence for people."""
    return None if row["error_code"] is None else {"code": row["error_code"], "message": row["error"]}


def expire(conn: sa.Connection, ids: IdClock, now: int) -> int:
    """End commands whose time has run out, a number of them at a time. Returns how many.

    What has run out is not sent in any case; this tells of it.
    """
    overdue = sorted((row["tenant_id"], row["device_id"], row["id"]) for row in rows.overdue(conn, now, MOST))
    punches.lock_devices(conn, sorted({entry[:2] for entry in overdue}))
    ended = 0
    for (tenant_id, device_id), group in groupby(overdue, key=lambda entry: entry[:2]):
        device_row = devices.by_id(conn, tenant_id, device_id)
        for _, _, command_id in group:
            row = existing(conn, tenant_id, command_id)
            if device_row is not None and row["status"] in OPEN and row["expires_at"] <= now:
                _expired(conn, ids, row, device_row, now)
                ended += 1
    return ended


def _expired(
    conn: sa.Connection, ids: IdClock, row: sa.RowMapping, device_row: sa.RowMapping, now: int
) -> None:
    name = device_row["name"]
    if row["status"] == "queued":
        code, message = (
            "not_fetched",
            f"The terminal '{name}' did not fetch it in time. See whether it is online, then send it again.",
        )
    else:
        code, message = (
            NO_ANSWER,
            f"The terminal '{name}' fetched it and never said what became of it. Look whether it was done "
            "before you send it again.",
        )
    finish(conn, ids, row, device_row, "expired", now=now, speaking=False, code=code, message=message)
