"""Lines of terminals that could not be read: list, get, read again, let go of."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from common.schemas import attendance as schema
from common.schemas.jobs import Job
from edge import dead_lines
from edge.api import finding
from edge.api.errors import ApiError, no_such
from edge.api.jobs import started
from edge.api.objects import dead_line_object
from edge.api.registry import operation
from edge.api.work import Result, View, Work
from edge.dead_lines import Settled
from edge.store import attendance, devices
from edge.store import dead_lines as rows
from edge.store.dead_lines import Chosen
from edge.store.ids import public_id


@operation(
    "GET",
    "/v1/attendance/dead",
    scope="attendance:read",
    query=schema.DeadLineQuery,
    answers=schema.DeadLinePage,
    errors=("device_not_found", "cursor_invalid"),
)
def list_dead_lines(view: View, query: schema.DeadLineQuery) -> Result:
    """List the lines that could not be read, newest first; those that are open, where nothing else is said.

    The terminal was told that they were received, so that they do not hold up what stands beside them.
    """
    limit = query.limit or 100
    found = rows.page(
        view.conn,
        view.tenant_id,
        before=view.id_anchor(query.cursor),
        limit=limit + 1,
        chosen=Chosen(_device_ids(view, query.device), query.code, query.table),
        statuses=query.status or ("open",),
    )
    names = attendance.device_names(view.conn, view.tenant_id, {row["device_id"] for row in found})
    return view.page(
        found,
        limit,
        lambda row: [row["id"]],
        lambda row: dead_line_object(row, *names[row["device_id"]]),
    )


@operation(
    "GET",
    "/v1/attendance/dead/{dead_line}",
    scope="attendance:read",
    answers=schema.DeadLine,
    errors=("dead_line_not_found",),
)
def get_dead_line(view: View) -> Result:
    """Get a line that could not be read, and what became of it."""
    return _shown(view, _found(view))


@operation(
    "POST",
    "/v1/attendance/dead/{dead_line}/reparse",
    scope="attendance:write",
    answers=schema.DeadLine,
    errors=("dead_line_not_found", "conflict"),
)
def reparse_dead_line(work: Work) -> Result:
    """Read a line again, by the parsers and the device's settings of today.

    What it comes to is stored as if it had been readable when it came, and told; a punch that is there
    already is not stored twice. A line that still cannot be read stays as it is (409).
    """
    before = _found(work)
    reader = work.services.read_again
    if reader is None:
        raise ApiError(
            "unavailable", "This process reads no lines. Ask one that runs with --role all or api."
        )
    settled = Settled(work.actor.public_id, work.now_us)
    after = dead_lines.reparse(work.conn, work.ids, before, reader, settled)
    return _settled(work, "dead_line.reparse", before, after)


@operation(
    "POST",
    "/v1/attendance/dead/{dead_line}/discard",
    scope="attendance:write",
    body=schema.DeadLineDiscard,
    answers=schema.DeadLine,
    errors=("dead_line_not_found", "conflict"),
)
def discard_dead_line(work: Work, body: schema.DeadLineDiscard) -> Result:
    """Let go of a line for good. Who did it, when and why stays; what it said does not."""
    before = _found(work)
    after = dead_lines.discard(work.conn, before, Settled(work.actor.public_id, work.now_us, body.reason))
    return _settled(work, "dead_line.discard", before, after)


@operation(
    "POST",
    "/v1/attendance/dead/reparse",
    scope="attendance:write",
    body=schema.DeadLineSelector,
    answers=Job,
    status=202,
    errors=("device_not_found",),
)
def reparse_dead_lines(work: Work, body: schema.DeadLineSelector) -> Result:
    """Read open lines again, as a job whose items say of each why it still cannot be read."""
    shown = _asked(body)
    job = dead_lines.reparse_chosen(
        work.conn,
        work.ids,
        work.tenant_id,
        _chosen(work, body),
        actor=work.actor.public_id,
        shown=shown,
    )
    result = started(work, job)
    work.audit("dead_lines.reparse", result.body["id"], {name: [None, shown[name]] for name in shown})
    return result


@operation(
    "POST",
    "/v1/attendance/dead/discard",
    scope="attendance:write",
    body=schema.DeadLinesDiscard,
    answers=schema.DeadLinesDiscarded,
    errors=("device_not_found",),
)
def discard_dead_lines(work: Work, body: schema.DeadLinesDiscard) -> Result:
    """Let go of open lines for good, up to 50,000 at a time."""
    settled = Settled(work.actor.public_id, work.now_us, body.reason)
    count, more = dead_lines.discard_chosen(work.conn, work.tenant_id, _chosen(work, body), settled)
    said = {**_asked(body), "lines": count, "reason": body.reason}
    work.audit("dead_lines.discard", None, {name: [None, said[name]] for name in said})
    return Result({"object": "dead_lines_discarded", "discarded": count, "has_more": more})


def _found(view: View) -> sa.RowMapping:
    """The line that the path names, of a device that the key may see. Raises ApiError (404)."""
    name = view.path["dead_line"]
    row = dead_lines.found(view.conn, view.tenant_id, name)
    seen = _device_ids(view, None)
    if row is None or (seen is not None and row["device_id"] not in seen):
        raise no_such("dead_line", name)
    return row


def _device_ids(view: View, names: list[str] | None) -> set[int] | None:
    """The devices whose lines are meant; None: all."""
    chosen = None
    if view.site_ids is not None:
        chosen = devices.ever_at_sites(view.conn, view.tenant_id, view.site_ids)
    if names is not None:
        named = finding.devices_named(view, names)
        chosen = named if chosen is None else chosen & named
    return chosen


def _chosen(view: View, body: schema.DeadLineSelector) -> Chosen:
    return Chosen(_device_ids(view, body.device), body.code, body.table, body.seen_from, body.seen_to)


def _asked(body: schema.DeadLineSelector) -> dict[str, Any]:
    return body.model_dump(exclude_none=True, exclude={"all", "reason"})


def _settled(work: Work, action: str, before: sa.RowMapping, after: sa.RowMapping) -> Result:
    if before["status"] != after["status"]:
        diff: dict[str, list[Any]] = {"status": [before["status"], after["status"]]}
        if after["reason"] is not None:
            diff["reason"] = [None, after["reason"]]
        if after["punch_id"] is not None:
            diff["attendance_id"] = [None, public_id("att", after["punch_id"])]
        work.audit(action, public_id("dead", after["id"]), diff)
    return _shown(work, after)


def _shown(view: View, row: sa.RowMapping) -> Result:
    names = attendance.device_names(view.conn, view.tenant_id, {row["device_id"]})
    return Result(dead_line_object(row, *names[row["device_id"]]))
