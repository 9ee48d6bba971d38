"""One command for many terminals, as a job: a few first where that is wise, the rest once those went well."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from edge import commands, jobs, people_named
from edge.command_steps import HIDDEN, intent_of, params_of, without_secrets
from edge.commands import CommandConflict, CommandMisuse
from edge.intents import Intent, SyncEmployees, UpgradeFirmware
from edge.jobs import Advanced, JobConflict, Kind
from edge.rollout import AT_ONCE, CANARY, Rollout, move, step_numbers
from edge.store import jobs as rows
from edge.store import punches, selections
from edge.store.ids import IdClock, public_id
from edge.store.jobs import NewItem

BATCH: Final = 50
"""How many terminals are given their command in one transaction: uploads wait for it."""
BATCH_BYTES: Final = 4 * 1024 * 1024
MOST_BYTES: Final = 256 * 1024 * 1024
MOST_DEVICES: Final = 50_000
CAREFUL_ABOVE: Final = 10
"""With more terminals than this, what can spoil them all is tried on a few first, unless asked otherwise."""
_RISKY: Final = frozenset({"update_settings", "upgrade_firmware"})


class Target(NamedTuple):
    """A device that is to be given the command."""

    device_id: int
    public_id: str


def usual_rollout(intent: Intent, count: int) -> Rollout:
    """How a command goes out to so many terminals where nobody says."""
    risky = intent.rule.reason or intent.word in _RISKY
    return CANARY if risky and count > CAREFUL_ABOVE else AT_ONCE


def create(
    conn: sa.Connection,
    ids: IdClock,
    tenant_id: int,
    intent: Intent,
    targets: Sequence[Target],
    *,
    actor: str,
    rollout: Rollout | None = None,
    reason: str | None = None,
    expires_in_s: int | None = None,
    selector: Mapping[str, Any] | None = None,
    retry_of: str | None = None,
) -> sa.RowMapping:
    """Make the job. The first targets are tried first. Returns the job's row.

    `expires_in_s` counts from when a terminal is given its command. People are who they are now, whatever PIN
    they have by then. Raises CommandMisuse.
    """
    if isinstance(intent, UpgradeFirmware) and intent.firmware is not None:
        commands.firmware_named(conn, tenant_id, intent.firmware)
    kept = params_of(people_named.addressed(conn, tenant_id, intent))
    size = len(json.dumps(kept))
    _check(intent, len(targets), size, reason, expires_in_s)
    if rollout is None:
        rollout = usual_rollout(intent, len(targets))
    ends = rollout.ends(len(targets))
    items = [
        NewItem(number, target.public_id, step, target.device_id)
        for number, (target, step) in enumerate(zip(targets, step_numbers(ends), strict=True))
    ]
    params = {
        "command": intent.word,
        "params": kept,
        "size": size,
        "expires_in": expires_in_s,
        "canary": rollout.kept(),
        "steps": len(ends),
        "selector": dict(selector or {}),
        "retry_of": retry_of,
    }
    return jobs.create(
        conn, ids, tenant_id, "commands.bulk", items, params=params, actor=actor, reason=reason
    )


def _check(intent: Intent, count: int, size: int, reason: str | None, expires_in_s: int | None) -> None:
    if count == 0:
        raise CommandMisuse(
            "The selector matches no device, so there is nothing to do. GET /v1/devices lists them.",
            "selector",
        )
    if count > MOST_DEVICES:
        raise CommandMisuse(
            f"The selector matches {count:,} devices; {MOST_DEVICES:,} go at a time. Narrow it to sites.",
            "selector",
        )
    if intent.rule.reason and not (reason or "").strip():
        raise CommandMisuse(f"{intent.word} cannot be undone: say in `reason` why it is wanted.", "reason")
    if isinstance(intent, SyncEmployees) and intent.remove_others:
        raise CommandMisuse(
            "remove_others goes to one terminal at a time, because each would lose other people. Leave it "
            "out, or send it to each with POST /v1/devices/{id}/commands.",
            "params.remove_others",
        )
    longest = intent.rule.expires_s or commands.LONGEST_S
    if expires_in_s is not None and not 0 < expires_in_s <= longest:
        raise CommandMisuse(
            f"{intent.word} may wait for its terminal for {longest} seconds at most.", "expires_in"
        )
    if size * count > MOST_BYTES:
        raise CommandMisuse(
            f"{size:,} bytes for each of {count:,} terminals is more than is kept at a time. Send it to "
            "fewer; people are better put on sites, then each terminal gets only those that it lacks.",
            "params",
        )


def retry(
    conn: sa.Connection,
    ids: IdClock,
    row: sa.RowMapping,
    *,
    actor: str,
    reason: str | None,
    skipped: bool,
    site_ids: Collection[int] | None = None,
) -> sa.RowMapping:
    """A new job for the terminals of an ended one where the command failed or expired; with `skipped` also
    for those that it never went to. Those deleted since are left out, and those at other sites than
    `site_ids`. Returns its row.

    Raises JobConflict, CommandMisuse.
    """
    if row["type"] != "commands.bulk":
        raise JobConflict("Only commands to many devices can be tried again. Start the other kinds anew.")
    if row["status"] in jobs.OPEN:
        raise JobConflict("This job has not ended yet. Wait until it has, or cancel it first.")
    given = row["params"]
    if HIDDEN in json.dumps(given["params"], ensure_ascii=False):
        raise JobConflict(
            "The passwords in this command were let go of when the job ended. Send the command anew with "
            "POST /v1/commands/bulk."
        )
    statuses = ("failed", "skipped", "cancelled") if skipped else ("failed",)
    targets = _targets_again(conn, row, statuses, site_ids)
    if not targets:
        raise JobConflict("Nothing of this job is left to be tried again.")
    return create(
        conn,
        ids,
        row["tenant_id"],
        intent_of(given),
        targets,
        actor=actor,
        rollout=Rollout.of(given["canary"]),
        reason=row["reason"] if reason is None else reason,
        expires_in_s=given["expires_in"],
        selector=given["selector"],
        retry_of=public_id("job", row["id"]),
    )


def _targets_again(
    conn: sa.Connection, row: sa.RowMapping, statuses: Sequence[str], site_ids: Collection[int] | None
) -> list[Target]:
    found = rows.items(conn, row["tenant_id"], row["id"], limit=MOST_DEVICES, statuses=statuses)
    here = selections.standing(conn, row["tenant_id"], [item["device_id"] for item in found], site_ids)
    return [Target(item["device_id"], item["ref"]) for item in found if item["device_id"] in here]


def due(conn: sa.Connection, row: sa.RowMapping, thorough: bool) -> bool:
    """Whether the job can be carried on. `thorough`: items may also have ended unnoticed."""
    if row["status"] == "queued":
        return True
    if thorough and rows.ended_unnoticed(conn, row["tenant_id"], row["id"], 1):
        return True
    front = rows.front(conn, row["tenant_id"], row["id"])
    if row["status"] == "cancelling":
        left = front.next_step is not None or not front.running
        return left or bool(rows.queued_commands(conn, row["tenant_id"], row["id"], 1))
    return move(row["step"], front.next_step, front.running, 0, 0) != "wait"


def advance(conn: sa.Connection, ids: IdClock, row: sa.RowMapping, now: int) -> Advanced:
    """Carry the job on by one batch, or one decision."""
    tenant_id, job_id = row["tenant_id"], row["id"]
    if row["status"] == "cancelling":
        return _take_back(conn, row, now)
    if row["status"] == "queued":
        rows.change(conn, tenant_id, job_id, status="running", started_at=now)
    front = rows.front(conn, tenant_id, job_id)
    failed = rows.counts(conn, tenant_id, job_id).get("failed", 0) if not front.running else 0
    rollout = Rollout.of(row["params"]["canary"])
    what = move(row["step"], front.next_step, front.running, failed, rollout.tolerate)
    if what == "send":
        return Advanced(True, _send(conn, ids, row, now))
    if what == "wait":
        return Advanced(_notice_ends(conn, row))
    if what == "next":
        rows.change(conn, tenant_id, job_id, step=front.next_step)
        return Advanced(True)
    error = None
    if what == "stop":
        error = (
            f"Stopped after step {row['step'] + 1} of {row['params']['steps']}: {failed} failed, where "
            f"{rollout.tolerate} may. The other devices were left alone; see what failed before trying again."
        )
        rows.end_waiting(conn, tenant_id, job_id, "skipped", now, "A step before this one failed.")
    _end(conn, row, now, error)
    return Advanced()


def _send(conn: sa.Connection, ids: IdClock, row: sa.RowMapping, now: int) -> list[tuple[int, int]]:
    """Give the next terminals of this step their command. Returns which."""
    tenant_id, given = row["tenant_id"], row["params"]
    batch = max(1, min(BATCH, BATCH_BYTES // max(given["size"], 1)))
    items = rows.items(
        conn, tenant_id, row["id"], limit=batch, statuses=("waiting",), within_step=row["step"]
    )
    intent = intent_of(given)
    device_rows = selections.whole(conn, tenant_id, [item["device_id"] for item in items])
    commanded, refused = {}, {}
    for item in items:
        try:
            command = commands.enqueue(
                conn,
                ids,
                device_rows[item["device_id"]],
                intent,
                actor=row["actor"],
                now=now,
                reason=row["reason"],
                job_id=row["id"],
                expires_in_s=given["expires_in"],
            )
            commanded[item["number"]] = command["id"]
        except (CommandMisuse, CommandConflict) as error:
            refused[item["number"]] = str(error)
    rows.begin(conn, tenant_id, row["id"], commanded, refused, now)
    return [(tenant_id, item["device_id"]) for item in items if item["number"] in commanded]


def _notice_ends(conn: sa.Connection, row: sa.RowMapping) -> bool:
    """End the items whose commands ended without saying so. Returns whether there were any."""
    ended = rows.ended_unnoticed(conn, row["tenant_id"], row["id"], BATCH)
    for command in ended:
        rows.command_ended(conn, command)
    return bool(ended)


def _take_back(conn: sa.Connection, row: sa.RowMapping, now: int) -> Advanced:
    """Nothing further begins; commands that have not left are cancelled, the others awaited."""
    tenant_id, job_id = row["tenant_id"], row["id"]
    rows.end_waiting(conn, tenant_id, job_id, "cancelled", now)
    queued = rows.queued_commands(conn, tenant_id, job_id, BATCH)
    # Held before they are looked at again: polls may be taking them.
    punches.lock_devices(conn, [(tenant_id, device_id) for _, device_id in queued])
    for command_id, _ in queued:
        with contextlib.suppress(CommandConflict):  # it has left, so it is awaited
            commands.cancel(conn, tenant_id, command_id, now=now)
    if queued or _notice_ends(conn, row):
        return Advanced(more=True)
    if not rows.front(conn, tenant_id, job_id).running:
        _end(conn, row, now, None)
    return Advanced()


def _end(conn: sa.Connection, row: sa.RowMapping, now: int, error: str | None) -> None:
    given = row["params"]
    kept = {**given, "params": without_secrets(given["command"], given["params"])}
    jobs.end(conn, row, now, params=kept, error=error)


KIND: Final = Kind(due, advance)
