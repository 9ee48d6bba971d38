"""Employees: list, make, change, take away, enrol; how they stand on their terminals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from common.instants import rfc3339, rfc3339_or_none
from common.schemas import employees as schema
from common.schemas.commands import Command
from common.schemas.fields import Deleted
from edge import audit, commands, employees, people
from edge.api import finding
from edge.api.commands import command_object
from edge.api.errors import ApiError, no_such
from edge.api.registry import operation
from edge.api.work import Result, View, Work
from edge.employees import Draft
from edge.intents import EnrollBiometric
from edge.store import devices
from edge.store import employees as rows
from edge.store import people as held
from edge.store.employees import Place
from edge.store.ids import public_id
from edge.telling import UNASSIGNED

_AUDITED: Final = (
    "public_id",
    "employee_id",
    "pin",
    "name",
    "privilege",
    "active",
    "department",
    "valid_from",
    "valid_to",
)
_Row = sa.RowMapping | Mapping[str, Any]
_NO_CREDENTIALS: Final = held.Credentials()


@operation(
    "GET",
    "/v1/employees",
    scope="employees:read",
    query=schema.EmployeeQuery,
    answers=schema.EmployeePage,
    errors=("site_not_found", "device_not_found", "cursor_invalid"),
)
def list_employees(view: View, query: schema.EmployeeQuery) -> Result:
    """List employees in the order they were made."""
    limit = query.limit or 100
    there = []
    if query.site is not None:
        there.append(_of_sites(view, finding.sites_named(view, query.site)))
    if query.device is not None:
        there.append(_of_devices([finding.device(view, name) for name in query.device]))
    found = rows.page(
        view.conn,
        view.tenant_id,
        after=view.id_anchor(query.cursor) or 0,
        limit=limit + 1,
        q=query.q,
        there=there,
        within=view.site_ids,
        departments=query.department,
        active=query.active,
        sync=query.sync,
    )
    shown = shown_employees(view, found[:limit])
    pairs = [*zip(found[:limit], shown, strict=True), *((row, {}) for row in found[limit:])]
    return view.page(pairs, limit, lambda pair: [pair[0]["id"]], lambda pair: pair[1])


def _of_sites(view: View, site_ids: set[int]) -> set[Place]:
    """The sites, and the terminals there."""
    standing = devices.at_sites(view.conn, view.tenant_id, site_ids)
    there = {Place("device", row["id"]) for rows_there in standing.values() for row in rows_there}
    return there | {Place("site", site_id) for site_id in site_ids}


def _of_devices(found: Sequence[sa.RowMapping]) -> set[Place]:
    """The terminals, and the sites where they stand."""
    there = {Place("device", row["id"]) for row in found}
    return there | {Place("site", row["site_id"]) for row in found if row["site_id"] is not None}


@operation(
    "GET",
    "/v1/employees/{employee}",
    scope="employees:read",
    answers=schema.Employee,
    errors=("employee_not_found",),
    conditional=True,
)
def get_employee(view: View) -> Result:
    """Get an employee by id or employee_id."""
    return _shown(view, employee(view, view.path["employee"]))


@operation(
    "POST",
    "/v1/employees",
    scope="employees:write",
    body=schema.EmployeeCreate,
    answers=schema.Employee,
    status=201,
    errors=("already_exists", "site_not_found", "device_not_found", "permission_denied"),
)
def create_employee(work: Work, body: schema.EmployeeCreate) -> Result:
    """Make an employee. Terminals at its places are told within seconds, or when they are back."""
    values = body.model_dump(exclude_unset=True, exclude={"employee_id"})
    draft = Drafts(work).draft(body.employee_id, values, may_change=False)
    return _shown(work, saved(work, [draft])[0], created=True)


@operation(
    "PATCH",
    "/v1/employees/{employee}",
    scope="employees:write",
    body=schema.EmployeeChange,
    answers=schema.Employee,
    errors=(
        "employee_not_found",
        "site_not_found",
        "device_not_found",
        "already_exists",
        "permission_denied",
    ),
    conditional=True,
)
def change_employee(work: Work, body: schema.EmployeeChange) -> Result:
    """Change an employee (JSON merge patch). `sites` and `devices` replace where it shall be."""
    row = employee(work, work.path["employee"])
    work.require_match(row["version"])
    draft = Drafts(work).draft(row["employee_id"], body.model_dump(exclude_unset=True), known=row)
    return _shown(work, saved(work, [draft])[0])


@operation(
    "DELETE",
    "/v1/employees/{employee}",
    scope="employees:write",
    answers=Deleted,
    errors=("employee_not_found", "permission_denied"),
    conditional=True,
)
def delete_employee(work: Work) -> Result:
    """Delete an employee. Terminals that hold it lose it; its punches stay."""
    row = employee(work, work.path["employee"])
    work.require_match(row["version"])
    if _hidden(work, row["id"]):
        raise ApiError(
            "permission_denied",
            "This employee is also wanted at sites that this key does not see. Take your sites from it.",
        )
    employees.remove(work.conn, work.tenant_id, row, now=work.now_us)
    work.audit("employee.delete", row["public_id"], audit.changes(_audited(row), {}))
    return Result({"id": row["public_id"], "object": "employee", "deleted": True})


@operation(
    "GET",
    "/v1/employees/{employee}/sync",
    scope="employees:read",
    answers=schema.DeviceSyncPage,
    errors=("employee_not_found",),
)
def get_employee_sync(view: View) -> Result:
    """List how an employee stands on every terminal that shall hold it, or shall lose it."""
    row = employee(view, view.path["employee"])
    found = people.standing(view.conn, view.tenant_id, {row["id"]: row["pin"]}, view.now_us)[row["pin"]]
    names = held.device_names(
        view.conn, view.tenant_id, {standing.device_id for standing in found}, view.site_ids
    )
    shown = [
        _device_sync(standing, names[standing.device_id]) for standing in found if standing.device_id in names
    ]
    return view.listing(shown, has_more=False, next_cursor=None)


@operation(
    "POST",
    "/v1/employees/{employee}/sync",
    scope="employees:write",
    answers=schema.Employee,
    errors=("employee_not_found",),
)
def sync_employee(work: Work) -> Result:
    """Write an employee to its terminals once more, also where that was given up."""
    row = employee(work, work.path["employee"])
    employees.retry(work.conn, work.tenant_id, row, now=work.now_us)
    work.audit("employee.sync", row["public_id"])
    return _shown(work, row)


@operation(
    "POST",
    "/v1/employees/{employee}/enroll",
    scope="employees:write",
    body=schema.Enrolment,
    answers=Command,
    status=202,
    errors=("employee_not_found", "device_not_found", "conflict"),
)
def enroll_employee(work: Work, body: schema.Enrolment) -> Result:
    """Have a terminal take a finger, a face, a palm or a card of an employee who stands before it.

    The terminal must hold the employee, or be about to. When it has what was wanted, employee.enrolled tells.
    """
    row = employee(work, work.path["employee"])
    device_row = finding.device(work, body.device)
    _check_there(work, row, device_row)
    intent = EnrollBiometric.model_validate(
        {
            "employee_id": row["employee_id"],
            "pin": row["pin"],
            "kind": body.kind,
            "number": body.finger if body.kind == "finger" else 0,
            "attempts": body.attempts,
            "replace": body.replace,
        }
    )
    actor = work.actor.public_id
    command = commands.enqueue(work.conn, work.ids, device_row, intent, actor=actor, now=work.now_us)
    work.audit(
        "employee.enroll",
        row["public_id"],
        {"device": [None, device_row["public_id"]], "kind": [None, body.kind]},
    )
    key, given = (work.tenant_id, device_row["id"]), work.services.on_command
    work.after_commit(lambda: given(key))
    return Result(command_object(command), location=f"/v1/commands/{public_id('cmd', command['id'])}")


def _check_there(work: Work, row: sa.RowMapping, device_row: sa.RowMapping) -> None:
    pair = (device_row["id"], row["pin"])
    if pair in held.holders(work.conn, work.tenant_id, [row["pin"]]):
        return
    if pair not in held.wanted_on(work.conn, work.tenant_id, [row["id"]], work.now_us):
        raise ApiError(
            "conflict",
            f"The terminal '{device_row['name']}' does not hold '{row['employee_id']}' and shall not. Add "
            "the terminal or its site to the employee first.",
        )


def employee(view: View, name: str) -> sa.RowMapping:
    """An employee of the caller's tenant and sites, by id or employee_id. Raises ApiError (404)."""
    row = rows.find(view.conn, view.tenant_id, name) if name.isprintable() and len(name) <= 100 else None
    if row is None or not rows.visible(view.conn, view.tenant_id, [row["id"]], view.site_ids):
        raise no_such("employee", name)
    return row


class Drafts:
    """Makes drafts of what is wanted; each place that is named is looked for once."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._sites: dict[str, int] = {}
        self._devices: dict[str, int] = {}

    def draft(
        self,
        employee_id: str,
        values: Mapping[str, Any],
        *,
        known: sa.RowMapping | None = None,
        may_change: bool = True,
    ) -> Draft:
        """What is wanted of one employee, its places found. Raises ApiError."""
        work = self._work
        sites, devices_there = values.get("sites"), values.get("devices")
        if known is None and work.site_ids is not None and not sites and not devices_there:
            raise ApiError(
                "permission_denied",
                "This key is limited to its sites: name at least one of them, or a terminal there.",
                param="sites",
            )
        return Draft(
            employee_id,
            {name: value for name, value in values.items() if name not in ("sites", "devices")},
            None if sites is None else {self._site(name) for name in sites},
            None if devices_there is None else {self._device(name) for name in devices_there},
            () if known is None else _hidden(work, known["id"]),
            may_create=known is None,
            may_change=may_change,
        )

    def _site(self, name: str) -> int:
        if name not in self._sites:
            self._sites[name] = finding.site_named(self._work, name)
        return self._sites[name]

    def _device(self, name: str) -> int:
        if name not in self._devices:
            self._devices[name] = finding.device(self._work, name)["id"]
        return self._devices[name]


def _hidden(view: View, employee_id: int) -> set[Place]:
    """Places of an employee that are outside the sites of the key."""
    if view.site_ids is None:
        return set()
    places = rows.places_of(view.conn, view.tenant_id, [employee_id])[employee_id]
    device_ids = {place.id for place in places if place.kind == "device"}
    shown = held.device_names(view.conn, view.tenant_id, device_ids, view.site_ids)
    seen = {"site": view.site_ids, "device": shown.keys()}
    return {place for place in places if place.id not in seen[place.kind]}


def saved(work: Work, drafts: Sequence[Draft]) -> list[Mapping[str, Any]]:
    """The rows of employees after a change of them all. Raises the EmployeeMisuse of the first that fails."""
    done = employees.save(work.conn, work.ids, work.tenant_id, drafts, now=work.now_us)
    for result in done:
        if result.error is not None:
            raise result.error
    audit_all(work, done)
    return [result.after for result in done if result.after is not None]


def audit_all(work: Work, done: Sequence[employees.Saved]) -> None:
    """Note each employee that was made or changed."""
    for result in done:
        if result.after is not None:
            before = {} if result.before is None else _audited(result.before)
            action = "employee.create" if result.before is None else "employee.change"
            work.audit(action, result.after["public_id"], audit.changes(before, _audited(result.after)))


def shown_employees(view: View, found: Sequence[_Row]) -> list[dict[str, Any]]:
    """Employees as objects."""
    conn, tenant_id = view.conn, view.tenant_id
    ids = {row["id"]: row["pin"] for row in found}
    pins = set(ids.values())
    places = rows.place_names(conn, tenant_id, ids, view.site_ids)
    credentials = held.credentials_of(conn, tenant_id, pins)
    passwords = held.with_password(conn, tenant_id, pins)
    standing = people.standing(conn, tenant_id, ids, view.now_us)
    device_ids = {one.device_id for all_of_one in standing.values() for one in all_of_one}
    seen = held.device_names(conn, tenant_id, device_ids, view.site_ids)
    return [
        {
            "id": row["public_id"],
            "object": "employee",
            "employee_id": row["employee_id"],
            "pin": row["pin"],
            "name": row["name"],
            "card_number": row["card_number"] or None,
            "privilege": row["privilege"] or "user",
            "active": row["active"],
            "department": row["department"],
            "valid_from": rfc3339_or_none(row["valid_from"]),
            "valid_to": rfc3339_or_none(row["valid_to"]),
            "sites": places[row["id"]].sites,
            "devices": places[row["id"]].devices,
            "credentials": credentials_object(
                credentials.get(row["pin"], _NO_CREDENTIALS),
                bool(row["card_number"]),
                row["pin"] in passwords,
            ),
            "sync": _counts([one for one in standing[row["pin"]] if one.device_id in seen]),
            "created_at": rfc3339(row["created_at"]),
            "version": row["version"],
        }
        for row in found
    ]


def credentials_object(found: held.Credentials, card: bool, password: bool) -> dict[str, Any]:
    return {
        "fingerprints": found.fingerprints,
        "faces": found.faces,
        "palms": found.palms,
        "card": card or found.card,
        "password": password,
    }


def _counts(standing: Sequence[people.Standing]) -> dict[str, int]:
    words = [one.status for one in standing]
    return {word: words.count(word) for word in ("in_sync", "pending", "failed")}


def _device_sync(standing: people.Standing, device: held.DeviceName) -> dict[str, Any]:
    return {
        "object": "device_sync",
        "device_id": device.public_id,
        "device_serial": device.serial,
        "device_name": device.name,
        "site": UNASSIGNED if device.site is None else device.site,
        "wanted": standing.wanted,
        "status": standing.status,
        "error": standing.error,
        "since": rfc3339_or_none(standing.since),
        "attempts": standing.attempts,
    }


def _shown(view: View, row: _Row, created: bool = False) -> Result:
    return Result(
        shown_employees(view, [row])[0],
        location=f"/v1/employees/{row['public_id']}" if created else None,
        version=row["version"],
    )


def _audited(row: _Row) -> dict[str, Any]:
    """A row without the number on its card, which opens doors."""
    card = row["card_number"]
    return {name: row[name] for name in _AUDITED} | {"card_number": f"…{card[-4:]}" if card else None}
