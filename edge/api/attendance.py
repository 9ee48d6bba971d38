"""Attendance: punches by when they were made, or by when they came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from common.codes import status_of
from common.schemas import attendance as schema
from edge.api import finding
from edge.api.cursors import Anchor
from edge.api.errors import ApiError, no_such
from edge.api.registry import operation
from edge.api.work import Result, View
from edge.attendance import attendance_object, views
from edge.store import attendance as rows
from edge.store import devices, employees
from edge.store.attendance import Walk, Wanted
from edge.store.ids import row_id

PAGE: Final = 1000


@operation(
    "GET",
    "/v1/attendance",
    scope="attendance:read",
    query=schema.AttendanceQuery,
    answers=schema.AttendancePage,
    errors=("site_not_found", "device_not_found", "cursor_invalid", "timezone_required"),
)
def list_attendance(view: View, query: schema.AttendanceQuery) -> Result:
    """List punches.

    Newest first by punch time; within chosen devices or sites by the terminals' own clocks, which is the same
    but for the hour that a change of clocks repeats. Where filters match few of very many punches, a page may
    hold less than `limit` and still have more.
    """
    limit = query.limit or PAGE
    wanted = _wanted(view, query)
    anchor = view.anchor(query.cursor)
    walk: Walk = "received" if query.order == "received_at" else rows.walk_for(wanted)
    after = None
    if anchor is not None:
        walk, after = _place(anchor)
    found = rows.page(
        view.conn,
        view.tenant_id,
        wanted,
        walk,
        ascending=query.order == "asc",
        after=after,
        limit=limit + 1,
    )
    more = len(found.punches) > limit or found.stopped_at is not None
    shown = found.punches[:limit]
    cursor = None
    if found.stopped_at is not None:
        cursor = view.cursor_after(_anchor(walk, *found.stopped_at))
    elif more or (shown and walk == "received"):
        cursor = view.cursor_after(_anchor(walk, shown[-1].place, shown[-1].id))
    elif walk == "received":
        cursor = query.cursor  # nothing new: ask again from the same place
    data = [attendance_object(punch) for punch in views(view.conn, view.tenant_id, shown)]
    return view.listing(data, more, cursor)


@operation(
    "GET",
    "/v1/attendance/{attendance}",
    scope="attendance:read",
    answers=schema.Attendance,
    errors=("attendance_not_found",),
)
def get_attendance(view: View) -> Result:
    """Get a punch."""
    name = view.path["attendance"]
    internal_id = row_id("att", name)
    found = None if internal_id is None else rows.by_id(view.conn, view.tenant_id, internal_id)
    if found is None or (view.site_ids is not None and found.site_id not in view.site_ids):
        raise no_such("attendance", name)
    return Result(attendance_object(views(view.conn, view.tenant_id, [found])[0]))


def _wanted(view: View, query: schema.AttendanceQuery) -> Wanted:
    sites = view.site_ids
    if query.site is not None:
        sites = frozenset(finding.sites_named(view, query.site))
    chosen = None
    if sites is not None:
        chosen = devices.ever_at_sites(view.conn, view.tenant_id, sites)
    if query.device is not None:
        named = finding.devices_named(view, query.device)
        chosen = named if chosen is None else chosen & named
    return Wanted(
        punched_from=query.from_,
        punched_to=query.to,
        received_from=query.received_from,
        received_to=query.received_to,
        pins=None if query.employee_id is None else frozenset(_pins(view, query.employee_id)),
        device_ids=None if chosen is None else frozenset(chosen),
        site_ids=sites,
        statuses=None if query.punch_type is None else frozenset(map(_status, query.punch_type)),
        verify_modes=None if query.verify_mode is None else frozenset(query.verify_mode),
    )


def _pins(view: View, names: Sequence[str]) -> set[str]:
    """What terminals call the people named; who is no employee is named by the PIN itself."""
    known = employees.by_employee_ids(view.conn, view.tenant_id, names)
    others = [name for name in names if name not in known]
    taken = employees.names_of_pins(view.conn, view.tenant_id, others)
    return {row["pin"] for row in known.values()} | set(others) - taken.keys()


def _status(word: str) -> int:
    try:
        return status_of(word)
    except ValueError as error:
        raise ApiError("validation_failed", str(error), param="punch_type") from None


def _anchor(walk: Walk, place: int | bytes, punch_id: int) -> Anchor:
    return [walk, place.hex() if isinstance(place, bytes) else place, punch_id]


def _place(anchor: Anchor) -> tuple[Walk, rows.Anchor]:
    """The walk a cursor was made on, and where in it: a list keeps its order while pages are turned."""
    walk, place, punch_id = anchor
    if walk == "clock":
        return "clock", (bytes.fromhex(str(place)), int(punch_id))
    return ("received" if walk == "received" else "time"), (int(place), int(punch_id))
