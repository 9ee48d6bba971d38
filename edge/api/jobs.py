"""Jobs: commands to many devices, how far they are, what became of each, and how they are stopped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Protocol

import sqlalchemy as sa

from common.instants import rfc3339, rfc3339_or_none
from common.schemas import jobs as schema
from edge import bulk_commands, job_runner, jobs
from edge.api import finding
from edge.api.commands import check_scope, intent_asked
from edge.api.errors import no_such
from edge.api.objects import device_status
from edge.api.registry import MIB, operation
from edge.api.work import Result, View, Work
from edge.bulk_commands import Target
from edge.command_steps import intent_of
from edge.keys import Actor
from edge.rollout import AT_ONCE, CANARY, Rollout
from edge.store import jobs as rows
from edge.store import selections
from edge.store.ids import instant_of, public_id

RETRY_AFTER_S: Final = 2
ERRORS: Final = 100
ERRORS_LISTED: Final = 3
ENDED: Final = frozenset({"succeeded", "partially_failed", "failed", "cancelled"})
_OURS: Final = frozenset(
    {"params", "size", "steps", "retry_of", "command", "replaced_at", "who", "within", "replay", "from_us"}
)


@operation(
    "POST",
    "/v1/commands/bulk",
    scope="commands:execute",
    body=schema.BulkCommand,
    answers=schema.Job,
    status=202,
    errors=("device_not_found", "site_not_found", "timezone_required"),
    max_body=10 * MIB,
)
def send_bulk_command(work: Work, body: schema.BulkCommand) -> Result:
    """Send a command to many terminals, as a job.

    The selector is looked at once, now: its members narrow each other. Those online are tried first. With
    `canary` a few devices go first, and the rest only if those went well; by default so for what needs a
    reason and for update_settings, on more than 10 devices. `remove_others` goes to one terminal at a time.
    """
    intent = intent_asked(body)
    check_scope(work, intent)
    row = bulk_commands.create(
        work.conn,
        work.ids,
        work.tenant_id,
        intent,
        targets(work, body.selector),
        actor=work.actor.public_id,
        rollout=_rollout(body.canary),
        reason=body.reason,
        expires_in_s=body.expires_in,
        selector=_kept(body.selector),
    )
    return _started(work, "command.bulk", row)


def _kept(selector: schema.Selector) -> dict[str, Any]:
    """A selector as the job shows it: of devices named how many, because its items are they."""
    kept = selector.model_dump(exclude_none=True)
    return kept if selector.devices is None else {**kept, "devices": len(selector.devices)}


def _rollout(asked: bool | schema.CanarySteps | None) -> Rollout | None:
    if isinstance(asked, schema.CanarySteps):
        return Rollout(tuple(asked.steps), asked.tolerate)
    return None if asked is None else CANARY if asked else AT_ONCE


def targets(view: View, selector: schema.Selector) -> list[Target]:
    """The devices that a selector means, those that are online first: they tell soon how it goes."""
    sites = view.site_ids
    if selector.site is not None:
        sites = frozenset(finding.sites_named(view, [selector.site]))
    found = selections.candidates(view.conn, view.tenant_id, names=selector.devices, site_ids=sites)
    if selector.devices is not None:
        _check_all_known(view, selector.devices, found if selector.site is None else None)
    fitting = []
    for row in found:
        status = device_status(row, view.services.presence(view.tenant_id, row["id"]))
        if _fits(row, status, selector):
            fitting.append((status != "online", row["id"], row["public_id"]))
    return [Target(device_id, name) for _, device_id, name in sorted(fitting)]


def _check_all_known(view: View, names: list[str], found: Any) -> None:
    """Raises ApiError (404) for the first name that is no device of the key's sites."""
    if found is None:
        found = selections.candidates(view.conn, view.tenant_id, names=names, site_ids=view.site_ids)
    known = {name for row in found for name in (row["public_id"], row["serial"])}
    for name in names:
        if name not in known:
            raise no_such("device", name)


def _fits(row: sa.RowMapping, status: str, selector: schema.Selector) -> bool:
    return (
        (selector.tag is None or selector.tag in row["tags"])
        and (selector.status is None or selector.status == status)
        and (selector.model is None or selector.model.casefold() == (row["model"] or "").casefold())
    )


@operation(
    "GET",
    "/v1/jobs",
    scope="jobs:read",
    query=schema.JobQuery,
    answers=schema.JobPage,
    errors=("cursor_invalid",),
)
def list_jobs(view: View, query: schema.JobQuery) -> Result:
    """List jobs, newest first; with a key limited to sites, those that it started."""
    limit = query.limit or 100
    found = rows.page(
        view.conn,
        view.tenant_id,
        before=view.id_anchor(query.cursor),
        limit=limit + 1,
        types=query.type,
        statuses=query.status,
        actor=None if view.site_ids is None else view.actor.public_id,
    )
    return view.page(found, limit, lambda row: [row["id"]], lambda row: job_object(view, row, ERRORS_LISTED))


@operation("GET", "/v1/jobs/{job}", scope="jobs:read", answers=schema.Job, errors=("job_not_found",))
def get_job(view: View) -> Result:
    """Get a job and how far it is."""
    return Result(job_object(view, _found(view)))


@operation(
    "GET",
    "/v1/jobs/{job}/items",
    scope="jobs:read",
    query=schema.JobItemQuery,
    answers=schema.JobItemPage,
    errors=("job_not_found", "cursor_invalid"),
)
def list_job_items(view: View, query: schema.JobItemQuery) -> Result:
    """List what a job is made of, and what became of each."""
    row = _found(view)
    limit = query.limit or 100
    after = view.id_anchor(query.cursor)
    found = rows.items(
        view.conn,
        view.tenant_id,
        row["id"],
        after=-1 if after is None else after,
        limit=limit + 1,
        statuses=query.status,
    )
    return view.page(found, limit, lambda item: [item["number"]], _item_object)


@operation(
    "POST",
    "/v1/jobs/{job}/cancel",
    scope="jobs:write",
    answers=schema.Job,
    errors=("job_not_found", "conflict"),
)
def cancel_job(work: Work) -> Result:
    """Cancel a job.

    What has not begun never will, and commands that no terminal has fetched are taken back. Those that have
    left still end, and are counted; until then the job is `cancelling`.
    """
    row = _found(work)
    after = jobs.cancel(work.conn, work.tenant_id, row["id"])
    if after["status"] == "cancelling":
        job_runner.KINDS[after["type"]].advance(work.conn, work.ids, after, work.now_us)
    after = jobs.existing(work.conn, work.tenant_id, row["id"])
    if row["status"] != after["status"]:
        status = [row["status"], after["status"]]
        work.audit("job.cancel", public_id("job", row["id"]), {"status": status})
    return Result(job_object(work, after))


@operation(
    "POST",
    "/v1/jobs/{job}/retry",
    scope="commands:execute",
    body=schema.Retry,
    answers=schema.Job,
    status=202,
    errors=("job_not_found", "conflict"),
)
def retry_job(work: Work, body: schema.Retry) -> Result:
    """Try again what failed or expired in a job that has ended, as a new job with the same params."""
    row = _found(work)
    if row["type"] == "commands.bulk":
        check_scope(work, intent_of(row["params"]))
    again = bulk_commands.retry(
        work.conn,
        work.ids,
        row,
        actor=work.actor.public_id,
        reason=body.reason,
        skipped=body.skipped,
        site_ids=work.site_ids,
    )
    return _started(work, "job.retry", again)


def _found(view: View) -> sa.RowMapping:
    """The job that the path names; of a key limited to sites, one that it started. Raises ApiError."""
    return visible(view.conn, view.tenant_id, view.actor, view.path["job"])


def visible(conn: sa.Connection, tenant_id: int, actor: Actor, name: str) -> sa.RowMapping:
    """A job by its id; for a key limited to sites, one that it started. Raises ApiError (404)."""
    row = jobs.found(conn, tenant_id, name)
    if row is None or (actor.site_ids is not None and row["actor"] != actor.public_id):
        raise no_such("job", name)
    return row


def _started(work: Work, action: str, row: sa.RowMapping) -> Result:
    shown = started(work, row)
    details = shown.body["details"]
    said = {
        "command": shown.body["command"],
        "reason": row["reason"],
        "devices": shown.body["progress"]["total"],
    }
    work.audit(action, shown.body["id"], {name: [None, value] for name, value in {**said, **details}.items()})
    return shown


def started(work: Work, row: sa.RowMapping) -> Result:
    """The answer to what started a job. A repeated idempotency key is told how far it is by then."""
    shown = job_object(work, row)
    return Result(
        shown,
        status=202,
        location=f"/v1/jobs/{shown['id']}",
        keep=False,
        retry_after=RETRY_AFTER_S,
        ends=ENDED,
    )


class Snapshot(Protocol):
    """Where a job is read, and when."""

    conn: sa.Connection
    tenant_id: int
    now_us: int


def job_object(view: Snapshot, row: sa.RowMapping, errors: int = ERRORS) -> dict[str, Any]:
    """A job, from its row."""
    counts = jobs.counts_of(view.conn, row)
    made = jobs.progress(row, counts, view.now_us)
    name, params = public_id("job", row["id"]), row["params"]
    url = f"/v1/jobs/{name}"
    failed = _failed(view, row, errors) if made.failed else []
    return {
        "id": name,
        "object": "job",
        "type": row["type"],
        "status": row["status"],
        "command": params.get("command"),
        "reason": row["reason"],
        "progress": {
            "total": made.total,
            "done": made.done,
            "succeeded": made.succeeded,
            "failed": made.failed,
            "skipped": made.skipped,
            "percent": made.percent,
            "eta_seconds": made.eta_s,
        },
        "step": row["step"] + 1,
        "steps": params.get("steps", 1),
        "error": row["error"],
        "errors": failed,
        "errors_url": f"{url}/items?status=failed",
        "result_url": f"{url}/items",
        "details": _details(params),
        "cancelable": row["status"] in ("queued", "running"),
        "retry_of": params.get("retry_of"),
        "created_by": row["actor"],
        "created_at": rfc3339(instant_of(row["id"])),
        "started_at": rfc3339_or_none(row["started_at"]),
        "finished_at": rfc3339_or_none(row["finished_at"]),
    }


def _details(params: Mapping[str, Any]) -> dict[str, Any]:
    """What a job was started with. Params may be long and secret; the commands show them."""
    return {name: value for name, value in params.items() if name not in _OURS and value is not None}


def _failed(view: Snapshot, row: sa.RowMapping, limit: int) -> list[dict[str, Any]]:
    found = rows.items(view.conn, view.tenant_id, row["id"], limit=limit, statuses=("failed",))
    return [
        {"ref": item["ref"], "device_id": item["device_public_id"], "message": item["error"]}
        for item in found
    ]


def _item_object(item: sa.RowMapping) -> dict[str, Any]:
    command_id = item["command_id"]
    return {
        "id": str(item["number"]),
        "object": "job_item",
        "ref": item["ref"],
        "step": item["step"] + 1,
        "device_id": item["device_public_id"],
        "command_id": None if command_id is None else public_id("cmd", command_id),
        "status": item["status"],
        "error": item["error"],
        "finished_at": rfc3339_or_none(item["finished_at"]),
    }
