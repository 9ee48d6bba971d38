"""Attendance: punches by when they were made, or by when they came."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from common.codes import status_of
from common.schemas import attendance as schema
from edge.api import expanding, finding
from edge.api.cursors import Anchor
from edge.api.employees import shown_employees
from edge.api.errors import ApiError, no_such
from edge.api.expanding import Beside
from edge.api.registry import operation
from edge.api.work import Result, View
from edge.attendance import attendance_object, views
from edge.exports import columns
from edge.store import attendance as rows
from edge.store import devices, employees, tenants
from edge.store import sites as site_rows
from edge.store.attendance import Walk, Wanted
from edge.store.ids import row_id
from edge.tenants import is_zone
from edge.zones import WallClock

PAGE: Final = 1000
MOST_MEANT: Final = 1000
TABLE: Final = columns(
    "id",
    "employee_id",
    "punch_time",
    "punch_time_local",
    "timezone",
    "utc_offset",
    "time_quality",
    "punch_type",
    "verify_mode",
    "device_id",
    "device_serial",
    "site",
    "site_id",
    "work_code",
    "mask",
    "temperature",
    "received_at",
    "late",
    "raw.pin",
    "raw.status",
    "raw.verify",
    punch_time="instant",
    received_at="instant",
    mask="flag",
    late="flag",
    temperature="number",
    raw__status="number",
    raw__verify="number",
)


@operation(
    "GET",
    "/v1/attendance",
    scope="attendance:read",
    query=schema.AttendanceQuery,
    answers=schema.AttendancePage,
    errors=("site_not_found", "device_not_found", "cursor_invalid", "timezone_required"),
    table=TABLE,
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
    expanding.expand(view, query.expand, data, BESIDE)
    result = view.listing(data, more, cursor)
    return view.counted(result, query, lambda most: rows.count(view.conn, view.tenant_id, wanted, most))


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


def _employees(view: View, pins: Collection[str]) -> dict[str, dict[str, Any]]:
    found = employees.by_pins(view.conn, view.tenant_id, pins)
    seen = employees.visible(view.conn, view.tenant_id, {row["id"] for row in found.values()}, view.site_ids)
    ours = [row for row in found.values() if row["id"] in seen]
    shown = shown_employees(view, ours)
    return {row["pin"]: one for row, one in zip(ours, shown, strict=True)}


BESIDE: Final = {
    "device": expanding.DEVICE,
    "employee": Beside("employees:read", lambda one: str(one["raw"]["pin"]), _employees),
}


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
    punched_from, punched_to = _punched(view, query, sites)
    return Wanted(
        punched_from=punched_from,
        punched_to=punched_to,
        received_from=query.received_from,
        received_to=query.received_to,
        pins=_people(view, query),
        device_ids=None if chosen is None else frozenset(chosen),
        site_ids=sites,
        statuses=None if query.punch_type is None else frozenset(map(_status, query.punch_type)),
        verify_modes=None if query.verify_mode is None else frozenset(query.verify_mode),
    )


def _punched(
    view: View, query: schema.AttendanceQuery, sites: frozenset[int] | None
) -> tuple[int | None, int | None]:
    """Between which instants, the first inclusive: what all that is asked for leaves."""
    begins = [query.from_, query.punch_time_gte, _after(query.punch_time_gt)]
    ends = [query.to, query.punch_time_lt, _after(query.punch_time_lte)]
    if query.date is not None:
        clock = _wall_clock(view, query.timezone, sites)
        try:
            day = datetime.fromisoformat(query.date)
            following = day + timedelta(days=1)
        except (ValueError, OverflowError):
            raise ApiError(
                "validation_failed", f"'{query.date}' is no day. Write it like 2026-03-29.", param="date"
            ) from None
        begins.append(clock.resolve(day).at)
        ends.append(clock.resolve(following).at)
    elif query.timezone is not None:
        raise ApiError("validation_failed", "timezone goes with date.", param="timezone")
    return (
        max((begin for begin in begins if begin is not None), default=None),
        min((end for end in ends if end is not None), default=None),
    )


def _after(instant: int | None) -> int | None:
    """The instant after: what is beyond it begins there, what goes up to it ends before."""
    return None if instant is None else instant + 1


def _wall_clock(view: View, zone: str | None, sites: frozenset[int] | None) -> WallClock:
    if zone is None and sites is not None and len(sites) == 1:
        site = site_rows.by_id(view.conn, view.tenant_id, next(iter(sites)))
        zone = None if site is None else site["timezone"]
    if zone is None:
        tenant = tenants.by_id(view.conn, view.tenant_id)
        zone = (None if tenant is None else tenant["timezone"]) or "UTC"
    if not is_zone(zone):
        raise ApiError(
            "validation_failed",
            f"'{zone[:60]}' is no time zone. Use a name such as Africa/Lagos.",
            param="timezone",
        )
    return WallClock(zone)


def _people(view: View, query: schema.AttendanceQuery) -> frozenset[str] | None:
    """What terminals call the people that are meant; None: anybody."""
    named = None if query.employee_id is None else _pins(view, query.employee_id)
    if query.q is None:
        return None if named is None else frozenset(named)
    found = employees.page(
        view.conn, view.tenant_id, after=0, limit=MOST_MEANT + 1, q=query.q, within=view.site_ids
    )
    if len(found) > MOST_MEANT:
        raise ApiError(
            "validation_failed",
            f"More than {MOST_MEANT:,} employees are called like that. Write more of the name.",
            param="q",
        )
    meant = {row["pin"] for row in found} | {query.q}
    return frozenset(meant if named is None else meant & named)


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
