"""A punch as users see it: pure functions from the stored row to the API object."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from common.codes import punch_type
from common.instants import rfc3339
from edge.store import attendance, employees
from edge.store.attendance import StoredPunch
from edge.store.ids import instant_of, public_id
from edge.telling import UNASSIGNED

LATE_AFTER_US: Final = 5 * 60 * 1_000_000

_offsets: dict[int, str] = {}
_NO_SITE: Final = (None, UNASSIGNED)


class PunchView(NamedTuple):
    """What of a punch, its device and its site is shown."""

    id: int
    pin: str
    punched_at: int
    utc_offset: int
    timezone: str
    time_quality: str
    status: int
    verify: int
    verify_mode: str
    work_code: str | None
    mask: int | None
    temperature: str | None
    device_id: str
    device_serial: str
    site: str
    site_id: str | None
    employee_id: str


def attendance_members(punch: PunchView) -> dict[str, Any]:
    """The members of an attendance object after `id` and `object`, in the order everybody gets them."""
    received_at = instant_of(punch.id)
    return {
        "employee_id": punch.employee_id,
        "punch_time": rfc3339(punch.punched_at),
        "punch_time_local": rfc3339(punch.punched_at + punch.utc_offset * 1_000_000)[:19],
        "timezone": punch.timezone,
        "utc_offset": offset_text(punch.utc_offset),
        "time_quality": punch.time_quality,
        "punch_type": punch_type(punch.status),
        "verify_mode": punch.verify_mode,
        "device_id": punch.device_id,
        "device_serial": punch.device_serial,
        "site": punch.site,
        "site_id": punch.site_id,
        "work_code": punch.work_code,
        "mask": None if punch.mask is None else bool(punch.mask),
        "temperature": None if punch.temperature is None else _number(punch.temperature),
        "received_at": rfc3339(received_at),
        "late": received_at - punch.punched_at > LATE_AFTER_US,
        "raw": {
            "pin": punch.pin,
            "status": punch.status,
            "verify": punch.verify,
            "work_code": punch.work_code,
        },
    }


def attendance_object(punch: PunchView) -> dict[str, Any]:
    """The attendance object of the API."""
    members = attendance_members(punch)
    return {
        "id": public_id("att", punch.id),
        "object": "attendance",
        **members,
        "created_at": members["received_at"],
    }


def offset_text(seconds: int) -> str:
    """`+01:00`; seconds of historic zones are rounded away."""
    text = _offsets.get(seconds)
    if text is None:
        sign, minutes = ("-" if seconds < 0 else "+"), abs(seconds) // 60
        text = _offsets[seconds] = f"{sign}{minutes // 60:02}:{minutes % 60:02}"
    return text


def _number(text: str) -> int | float:
    value = float(text)
    return int(value) if value.is_integer() else value


def views(conn: sa.Connection, tenant_id: int, rows: Sequence[StoredPunch]) -> list[PunchView]:
    """Stored punches with the names of their devices and sites, and whose they are."""
    whose = employees.names_of_pins(conn, tenant_id, {row.pin for row in rows})
    devices = attendance.device_names(conn, tenant_id, {row.device_id for row in rows})
    sites = attendance.site_names(conn, tenant_id, {row.site_id for row in rows if row.site_id is not None})
    shown = []
    for row in rows:
        device_id, serial = devices[row.device_id]
        site_id, site = _NO_SITE if row.site_id is None else sites.get(row.site_id, _NO_SITE)
        shown.append(PunchView(*row[:12], device_id, serial, site, site_id, whose.get(row.pin, row.pin)))
    return shown
