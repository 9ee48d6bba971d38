"""Photos of punches, and the purge of what is known of a person's body."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from aiohttp import web

from common.instants import rfc3339, rfc3339_or_none
from common.schemas import biometrics as schema
from edge import audit, biometrics, commands, photos
from edge.api.employees import employee
from edge.api.errors import ApiError, no_such
from edge.api.reading import who_asks
from edge.api.registry import Call, operation
from edge.api.work import Result, View, Work
from edge.biometrics import DevicePurge, Purge
from edge.store import attendance, devices
from edge.store.attendance import StoredPunch
from edge.store.ids import instant_of, public_id, row_id


@operation(
    "GET",
    "/v1/attendance/{attendance}/photo",
    scope="attendance:read",
    raw=True,
    errors=("attendance_not_found", "photo_not_found"),
    produces=("image/jpeg", "application/json"),
)
async def get_attendance_photo(call: Call) -> web.StreamResponse:
    """Get the picture that the terminal took at a punch.

    There is one where the terminal takes pictures, store_biometrics is on, and the punch is not older than
    photo_days. Who looks at one is noted in the audit log.
    """
    name = call.request.match_info["attendance"]
    store, vault = call.services.store, call.services.vault

    def find(conn: sa.Connection) -> bytes | None:
        punch = _punch(conn, call, name)
        return None if vault is None else photos.photo_of(conn, vault, call.tenant_id, punch)

    def note(conn: sa.Connection) -> None:
        audit.write(
            conn,
            store.ids,
            call.tenant_id,
            who_asks(call.request, call.actor),
            [audit.Entry("attendance.photo", name)],
        )

    picture = await store.read(find)
    if picture is None:
        raise no_such("photo", name)
    await store.write(note)
    return web.Response(
        body=picture,
        content_type="image/jpeg",
        headers={"Cache-Control": "no-store", "Content-Security-Policy": "default-src 'none'"},
    )


def _punch(conn: sa.Connection, call: Call, name: str) -> StoredPunch:
    """The punch of the path, within the key's sites. Raises ApiError (404)."""
    internal_id = row_id("att", name)
    found = None if internal_id is None else attendance.by_id(conn, call.tenant_id, internal_id)
    sites = call.actor.site_ids
    if found is None or (sites is not None and found.site_id not in sites):
        raise no_such("attendance", name)
    return found


@operation(
    "DELETE",
    "/v1/employees/{employee}/biometrics",
    scope="templates:write",
    answers=schema.BiometricPurge,
    status=202,
    errors=("employee_not_found", "permission_denied"),
)
def purge_biometrics(work: Work) -> Result:
    """Delete everything that is known of an employee's body.

    Templates and photos are deleted here at once; every terminal that may hold any is told to delete them
    too. `complete` is true once each has confirmed it. Punches and the employee itself stay. Terminals that
    are offline are told when they are back, for 30 days.
    """
    row = employee(work, work.path["employee"])
    _check_all_sites(work)
    purge = biometrics.purge(
        work.conn, work.ids, row, commands.enqueue, actor=work.actor.public_id, now=work.now_us
    )
    told = [device for device in purge.devices if device.command_id is not None]
    work.audit(
        "employee.purge_biometrics",
        row["public_id"],
        {
            "templates": [purge.row["templates"], 0],
            "photos": [purge.row["photos"], 0],
            "devices": [None, len(purge.devices)],
        },
    )
    tenant_id, given = work.tenant_id, work.services.on_command
    for device in told:
        key = (tenant_id, device.device_id)
        work.after_commit(lambda key=key: given(key))  # type: ignore[misc]  # mypy infers no default
    return Result(_purge_object(work, purge), location=f"/v1/employees/{row['public_id']}/biometrics/purge")


@operation(
    "GET",
    "/v1/employees/{employee}/biometrics/purge",
    scope="employees:read",
    answers=schema.BiometricPurge,
    errors=("purge_not_found", "permission_denied"),
)
def get_purge(view: View) -> Result:
    """Get the last purge of an employee, and how far each terminal is.

    It stays readable after the employee was deleted.
    """
    name = view.path["employee"]
    _check_all_sites(view)
    found = None
    if name.isprintable() and len(name) <= 100:
        found = biometrics.last_purge(view.conn, view.tenant_id, name)
    if found is None:
        raise no_such("purge", name)
    return Result(_purge_object(view, found))


def _check_all_sites(view: View) -> None:
    if view.site_ids is not None:
        raise ApiError(
            "permission_denied",
            "A purge is about all terminals that may hold the person, and this key sees some sites only. "
            "Use a key that is not limited to sites.",
        )


def _purge_object(view: View, purge: Purge) -> dict[str, Any]:
    row = purge.row
    return {
        "id": public_id("pur", row["id"]),
        "object": "biometric_purge",
        "employee": row["employee"],
        "employee_id": row["employee_id"],
        "pin": row["pin"],
        "deleted": {"templates": row["templates"], "photos": row["photos"]},
        "devices": [_device(view, device) for device in purge.devices],
        "complete": purge.complete,
        "completed_at": rfc3339_or_none(purge.completed_at),
        "created_at": rfc3339(instant_of(row["id"])),
    }


def _device(view: View, purge: DevicePurge) -> dict[str, Any]:
    row = devices.by_id(view.conn, view.tenant_id, purge.device_id)
    assert row is not None, "a device's row stays when it is deleted"
    error = None if purge.code is None else {"code": purge.code, "message": purge.message}
    return {
        "device_id": row["public_id"],
        "serial_number": row["serial"],
        "name": row["name"],
        "status": purge.status,
        "command_id": None if purge.command_id is None else public_id("cmd", purge.command_id),
        "error": error,
        "finished_at": rfc3339_or_none(purge.finished_at),
    }
