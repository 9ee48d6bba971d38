"""Maintenance windows: list, make, change, end the turn that is on, take away; see what a selector covers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any, Final

import sqlalchemy as sa

from common.instants import rfc3339, rfc3339_or_none
from common.schemas import windows as schema
from common.schemas.fields import Deleted
from edge import audit
from edge.alerts import muting, notices, windows
from edge.alerts.selecting import Subject, fits
from edge.alerts.subjects import fleet
from edge.api.errors import ApiError, no_such
from edge.api.registry import operation
from edge.api.selectors import Confines, kept
from edge.api.work import Result, View, Work
from edge.store import tenants
from edge.store import windows as rows
from edge.store.ids import public_id, row_id
from edge.tenants import is_zone

MOST: Final = 1_000
SHOWN_TURNS: Final = 3
SHOWN_DEVICES: Final = 100
CUTS_KEPT_US: Final = 40 * 86_400 * 1_000_000
_PREFIX: Final = "mwin"
_SCHEDULE: Final = ("starts", "timezone", "duration_s", "rrule")
_AUDITED: Final = ("name", "selector", *_SCHEDULE, "mode", "reason")


@operation(
    "GET",
    "/v1/maintenance_windows",
    scope="alerts:read",
    query=schema.MaintenanceWindowQuery,
    answers=schema.MaintenanceWindowPage,
    errors=("cursor_invalid",),
)
def list_maintenance_windows(view: View, query: schema.MaintenanceWindowQuery) -> Result:
    """List maintenance windows, newest first."""
    limit = query.limit or 100
    before = view.id_anchor(query.cursor)
    confines = Confines(view)
    found = [
        row
        for row in rows.all_of(view.conn, view.tenant_id)
        if (before is None or row["id"] < before)
        and confines.show(row["selector"])
        and query.active in (None, _turn(view, row) is not None)
    ]
    covers = _Covers(view, found[:limit], confines)
    return view.page(found, limit, lambda row: [row["id"]], lambda row: _object(view, row, covers))


@operation(
    "GET",
    "/v1/maintenance_windows/{maintenance_window}",
    scope="alerts:read",
    answers=schema.MaintenanceWindow,
    errors=("maintenance_window_not_found",),
    conditional=True,
)
def get_maintenance_window(view: View) -> Result:
    """Get a maintenance window, its next turns and how many terminals it covers now."""
    confines = Confines(view)
    return _shown(view, _found(view, confines), confines)


@operation(
    "POST",
    "/v1/maintenance_windows",
    scope="alerts:write",
    body=schema.MaintenanceWindowCreate,
    answers=schema.MaintenanceWindow,
    status=201,
    errors=("conflict", "device_not_found", "site_not_found"),
)
def create_maintenance_window(work: Work, body: schema.MaintenanceWindowCreate) -> Result:
    """Make a maintenance window: once, or again and again.

    While a turn is on, nobody is told of alerts of what it covers. What is still bad when it ends is told
    after the usual time, counted from the end. A turn begins at an hour of the wall clock: one that the clock
    leaves out in spring is taken an hour later, one that it shows twice in autumn the first time.
    """
    if rows.count(work.conn, work.tenant_id) >= MOST:
        raise ApiError("conflict", f"There are {MOST} maintenance windows. Delete those that are over first.")
    confines = Confines(work)
    window_id = work.ids.next()
    values: dict[str, Any] = {
        "name": body.name,
        "selector": kept(work, body.selector),
        "starts": body.starts,
        "timezone": body.timezone or _own_zone(work),
        "duration_s": body.duration_s,
        "rrule": body.rrule,
        "mode": body.mode,
        "reason": body.reason,
    }
    confines.check(values["selector"])
    values |= _scheduled(values)
    rows.add(
        work.conn,
        {
            "tenant_id": work.tenant_id,
            "id": window_id,
            "public_id": public_id(_PREFIX, window_id),
            "created_by": work.actor.public_id,
            "created_at": work.now_us,
            **values,
        },
    )
    row = _existing(work, window_id)
    muting.refresh(work.conn, work.tenant_id, work.now_us)
    work.audit("maintenance_window.create", row["public_id"], audit.changes({}, _audited(row)))
    return _shown(work, row, confines, created=True)


@operation(
    "PATCH",
    "/v1/maintenance_windows/{maintenance_window}",
    scope="alerts:write",
    body=schema.MaintenanceWindowChange,
    answers=schema.MaintenanceWindow,
    errors=("maintenance_window_not_found", "device_not_found", "site_not_found"),
    conditional=True,
)
def change_maintenance_window(work: Work, body: schema.MaintenanceWindowChange) -> Result:
    """Change a maintenance window (JSON merge patch); `selector` is replaced whole."""
    confines = Confines(work)
    before = _changeable(work, confines)
    values = body.model_dump(exclude_unset=True, exclude={"selector"})
    if "selector" in body.model_fields_set:
        values["selector"] = kept(work, body.selector)
        confines.check(values["selector"])
    if values.keys() & set(_SCHEDULE):
        values |= _scheduled({**before, **values})
        values["cuts"] = []
    rows.change(work.conn, work.tenant_id, before["id"], **values)
    after = _existing(work, before["id"])
    _ended(work, before["public_id"])
    work.audit(
        "maintenance_window.change", before["public_id"], audit.changes(_audited(before), _audited(after))
    )
    return _shown(work, after, confines)


@operation(
    "POST",
    "/v1/maintenance_windows/{maintenance_window}/end",
    scope="alerts:write",
    answers=schema.MaintenanceWindow,
    errors=("maintenance_window_not_found", "conflict"),
)
def end_maintenance_window(work: Work) -> Result:
    """End the turn that is on. Turns to come stay; delete the window to have none."""
    confines = Confines(work)
    before = _changeable(work, confines)
    if _turn(work, before) is None:
        raise ApiError(
            "conflict", "No turn of this maintenance window is on. To have none in the future, delete it."
        )
    cuts = [at for at in before["cuts"] if at > work.now_us - CUTS_KEPT_US] + [work.now_us]
    rows.change(work.conn, work.tenant_id, before["id"], cuts=cuts)
    _ended(work, before["public_id"])
    work.audit("maintenance_window.end", before["public_id"], {"active": [True, False]})
    return _shown(work, _existing(work, before["id"]), confines)


@operation(
    "DELETE",
    "/v1/maintenance_windows/{maintenance_window}",
    scope="alerts:write",
    answers=Deleted,
    errors=("maintenance_window_not_found",),
    conditional=True,
)
def delete_maintenance_window(work: Work) -> Result:
    """Delete a maintenance window. Uptime is counted as if it had never been; to keep what was, end it."""
    row = _changeable(work, Confines(work))
    rows.remove(work.conn, work.tenant_id, row["id"])
    _ended(work, row["public_id"])
    work.audit("maintenance_window.delete", row["public_id"], audit.changes(_audited(row), {}))
    return Result({"id": row["public_id"], "object": "maintenance_window", "deleted": True})


@operation(
    "POST",
    "/v1/maintenance_windows/coverage",
    scope="alerts:read",
    body=schema.CoverageAsked,
    answers=schema.Coverage,
    errors=("device_not_found", "site_not_found"),
)
def preview_maintenance_coverage(work: Work, body: schema.CoverageAsked) -> Result:
    """See which terminals a selector covers now, before a window is made of it. Nothing is changed."""
    selector = kept(work, body.selector)
    found = [subject for subject in _fleet(work, Confines(work)) if fits(selector, subject)]
    return Result(
        {
            "object": "maintenance_coverage",
            "device_count": len(found),
            "devices": [subject.device for subject in found[:SHOWN_DEVICES]],
        },
        keep=False,
    )


def _ended(work: Work, name: str) -> None:
    """It may be over now: what it held is told after a fresh hold."""
    notices.release(work.conn, work.tenant_id, name, work.now_us + notices.FRESH_HOLD_US)
    muting.refresh(work.conn, work.tenant_id, work.now_us)


def _found(view: View, confines: Confines) -> sa.RowMapping:
    """The window that the path names. Raises ApiError (404)."""
    name = view.path["maintenance_window"]
    window_id = row_id(_PREFIX, name)
    row = None if window_id is None else rows.by_id(view.conn, view.tenant_id, window_id)
    if row is None or not confines.show(row["selector"]):
        raise no_such("maintenance_window", name)
    return row


def _changeable(work: Work, confines: Confines) -> sa.RowMapping:
    row = _found(work, confines)
    work.require_match(row["version"])
    confines.check(row["selector"])
    return row


def _existing(view: View, window_id: int) -> sa.RowMapping:
    row = rows.by_id(view.conn, view.tenant_id, window_id)
    assert row is not None, "it was there a moment ago, in this transaction"
    return row


def _own_zone(view: View) -> str:
    tenant = tenants.by_id(view.conn, view.tenant_id)
    return (tenant and tenant["timezone"]) or "UTC"


def _scheduled(values: Mapping[str, Any]) -> dict[str, Any]:
    """The members of a schedule as they are kept. Raises ApiError, WindowMisuse."""
    zone = values["timezone"]
    if not is_zone(zone):
        raise windows.WindowMisuse(
            f"'{zone[:60]}' is no time zone. Use a name such as Africa/Casablanca.", "timezone"
        )
    window = windows.checked(values["starts"], zone, values["duration_s"], values["rrule"])
    return {"starts": window.starts.isoformat(), "rrule": window.recurrence}


def _turn(view: View, row: sa.RowMapping) -> tuple[float, float] | None:
    return windows.turn_at(muting.window_of(row), view.now_us / 1e6)


def _fleet(view: View, confines: Confines) -> list[Subject]:
    """The terminals that the key may see."""
    return [
        subject
        for subject in fleet(view.conn, view.tenant_id).values()
        if confines.show({"devices": [subject.device]})
    ]


class _Covers:
    """How many terminals each of some windows covers now."""

    def __init__(self, view: View, found: Sequence[sa.RowMapping], confines: Confines) -> None:
        there = _fleet(view, confines) if found else []
        self._counts: dict[str, int] = {}
        for row in found:
            key = json.dumps(row["selector"])
            if key not in self._counts:
                self._counts[key] = sum(fits(row["selector"], subject) for subject in there)

    def __getitem__(self, selector: Mapping[str, Any]) -> int:
        return self._counts[json.dumps(selector)]


def _shown(view: View, row: sa.RowMapping, confines: Confines, created: bool = False) -> Result:
    return Result(
        _object(view, row, _Covers(view, [row], confines)),
        location=f"/v1/maintenance_windows/{row['public_id']}" if created else None,
        version=row["version"],
    )


def _object(view: View, row: sa.RowMapping, covers: _Covers) -> dict[str, Any]:
    window, now = muting.window_of(row), view.now_us / 1e6
    on = windows.turn_at(window, now)
    coming = islice((turn for turn in windows.turns(window, now) if turn[0] > now), SHOWN_TURNS)
    return {
        "id": row["public_id"],
        "object": "maintenance_window",
        **{name: row[name] for name in _AUDITED},
        "active": on is not None,
        "active_until": rfc3339_or_none(None if on is None else _micros(on[1])),
        "next_turns": [
            {"starts_at": rfc3339(_micros(start)), "ends_at": rfc3339(_micros(end))} for start, end in coming
        ],
        "device_count": covers[row["selector"]],
        "created_by": row["created_by"],
        "created_at": rfc3339(row["created_at"]),
        "version": row["version"],
    }


def _micros(at: float) -> int:
    return round(at * 1e6)


def _audited(row: sa.RowMapping) -> dict[str, Any]:
    return {name: row[name] for name in _AUDITED}
